/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the elements of plan.xml, whose vocabulary has been checked, to the
 * plan's fields.  Texts and years are judged here.
 */
#include "data/fold.h"
#include "engine/plan_int.h"
#include <string.h>

size_t plan_choice(struct plan_reader *r, const char *text, struct place place,
                   const char *const *choices, size_t n, size_t otherwise)
{
    struct buf list = buf_new(r->arena);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(text, choices[i]) == 0)
            return i;
        buf_z(&list, i ? " | " : "");
        buf_z(&list, choices[i]);
    }
    diag_add(r->diag, MSG_CHOICE, place, text, buf_text(&list), NULL);
    return otherwise;
}

size_t plan_choice_of(struct plan_reader *r, const struct xml_node *node,
                      const char *name, const char *const *choices, size_t n,
                      size_t otherwise)
{
    const struct xml_attribute *a = node ? xmltree_attribute(node, name) : NULL;
    return a ? plan_choice(r, a->value, a->place, choices, n, otherwise)
             : otherwise;
}

const char *const *plan_remarks(struct plan_reader *r,
                                const struct xml_node *node, size_t *n)
{
    const char **all =
        arena_make(r->arena, const char *, xmltree_count(node, "remark"));
    *n = 0;
    for (const struct xml_node *c = xmltree_child(node, "remark"); c;
         c = xmltree_next(c))
        all[(*n)++] = c->text;
    return all;
}

const char *plan_source_of(struct plan_reader *r, const struct xml_node *node)
{
    const struct xml_attribute *a = xmltree_attribute(node, "source");
    const struct plan *plan = r->plan;
    if (!a)
        return plan->n_sources == 1 ? plan->sources[0].text : "";
    for (size_t i = 0; i < plan->n_sources; i++)
        if (strcmp(plan->sources[i].id, a->value) == 0)
            return plan->sources[i].text;
    diag_add(r->diag, MSG_REFERENCE, a->place, "source", a->value, "", NULL);
    return "";
}

static int year_of(struct plan_reader *r, const struct xml_node *node,
                   const char *name, int otherwise)
{
    const struct xml_attribute *a = node ? xmltree_attribute(node, name) : NULL;
    struct period period;
    return a ? plan_year(r, a->value, a->place, &period) : otherwise;
}

void plan_check_id(struct plan_reader *r, const struct xml_node *node)
{
    const struct xml_attribute *a = xmltree_attribute(node, "id");
    if (!plan_is_identifier(a->value))
        diag_add(r->diag, MSG_ID, a->place, a->value, NULL);
    for (const struct xml_node *s = node->parent ? node->parent->first : NULL;
         s && s != node; s = s->next) {
        const struct xml_attribute *b = xmltree_attribute(s, "id");
        if (b && strcmp(a->value, b->value) == 0) {
            diag_add(r->diag, MSG_ID_DUP, a->place, a->value, NULL);
            diag_note(r->diag, MSG_FIRST_HERE, b->place, b->value, NULL);
            return;
        }
    }
}

static void read_period(struct plan_reader *r)
{
    struct plan *plan = r->plan;
    const struct xml_node *period = xmltree_child(r->root, "period");
    const struct xml_node *data = xmltree_child(r->root, "data");
    plan->from = year_of(r, period, "from", 0);
    plan->to = year_of(r, period, "to", 0);
    if (plan->from && plan->to && plan->from > plan->to)
        diag_add(r->diag, MSG_SPAN, xmltree_attribute(period, "to")->place,
                 xmltree_attribute(period, "to")->value, NULL);
    plan->data_from = year_of(r, data, "from", plan->from);
    plan->data_to = plan->to;
    plan->as_of = year_of(r, data, "as-of", 0); /* 0: the newest actual */
}

static void read_goals(struct plan_reader *r)
{
    const struct xml_node *goals = xmltree_child(r->root, "goals");
    if (!goals)
        return;
    struct plan_goal *all =
        arena_make(r->arena, struct plan_goal, xmltree_count(goals, "goal"));
    size_t n = 0;
    for (const struct xml_node *g = xmltree_child(goals, "goal"); g;
         g = xmltree_next(g)) {
        plan_check_id(r, g);
        all[n++] = (struct plan_goal){xmltree_value(g, "id", ""),
                                      xmltree_value(g, "label", ""), g->text};
    }
    r->plan->goals = all;
    r->plan->n_goals = n;
}

static void read_notes(struct plan_reader *r)
{
    const struct xml_node *notes = xmltree_child(r->root, "notes");
    if (!notes)
        return;
    struct plan_note *all =
        arena_make(r->arena, struct plan_note, xmltree_count(notes, "note"));
    size_t n = 0;
    for (const struct xml_node *c = xmltree_child(notes, "note"); c;
         c = xmltree_next(c))
        all[n++] = (struct plan_note){xmltree_value(c, "mark", ""), c->text};
    r->plan->notes = all;
    r->plan->n_notes = n;
}

static void read_sources(struct plan_reader *r)
{
    const struct xml_node *sources = xmltree_child(r->root, "sources");
    if (!sources)
        return;
    struct plan_source *all = arena_make(r->arena, struct plan_source,
                                         xmltree_count(sources, "source"));
    size_t n = 0;
    for (const struct xml_node *c = xmltree_child(sources, "source"); c;
         c = xmltree_next(c)) {
        plan_check_id(r, c);
        all[n++] = (struct plan_source){xmltree_value(c, "id", ""), c->text};
    }
    r->plan->sources = all;
    r->plan->n_sources = n;
}

static void read_legend(struct plan_reader *r)
{
    static const char *const means[] = {"blank", "nil", "unknown", "secret",
                                        "unavailable"};
    const struct xml_node *legend = xmltree_child(r->root, "legend");
    if (!legend)
        return;
    struct marker *all =
        arena_make(r->arena, struct marker, xmltree_count(legend, "marker"));
    size_t n = 0;
    for (const struct xml_node *m = xmltree_child(legend, "marker"); m;
         m = xmltree_next(m)) {
        size_t kind = plan_choice_of(r, m, "means", means, LEN(means), 0);
        all[n++] = (struct marker){xmltree_value(m, "text", ""),
                                   (enum missing)(MISSING_BLANK + (int)kind)};
    }
    r->plan->markers = all;
    r->plan->n_markers = n;
}

static void read_style(struct plan_reader *r)
{
    static const char *const eras[] = {"wareki", "seireki", "both"};
    static const char *const signs[] = {"▲", "△", "−"};
    const struct xml_node *style = xmltree_child(r->root, "style");
    r->plan->style.era =
        (enum era_style)plan_choice_of(r, style, "era", eras, LEN(eras), 0);
    size_t sign =
        plan_choice_of(r, style, "negative", signs, LEN(signs), LEN(signs));
    r->plan->style.negative = sign < LEN(signs) ? signs[sign] : NULL;
    r->plan->baseline_word = xmltree_value(style, "baseline-word", "");
}

static void read_report(struct plan_reader *r)
{
    const struct xml_node *node = xmltree_child(r->root, "report");
    struct plan_report *report = &r->plan->report;
    *report = (struct plan_report){
        .number = xmltree_text(node, "number"),
        .title = xmltree_text(node, "title"),
        .body = xmltree_text(node, "body"),
        .meeting = xmltree_text(node, "meeting"),
        .date = xmltree_text(node, "date"),
        .draft = node && xmltree_child(node, "draft"),
    };
    if (!*report->title)
        report->title = r->plan->title;
    if (*report->date) {
        struct finding f =
            period_read(report->date, AXIS_DATE, &report->date_period);
        const struct xml_node *date = xmltree_child(node, "date");
        diag_finding(r->diag, f, report->date,
                     place_at(r->plan->source, date->text_place.offset,
                              strlen(report->date)));
    }
}

void plan_xml_head(struct plan_reader *r)
{
    plan_check_id(r, r->root);
    r->plan->title = xmltree_text(r->root, "title");
    r->plan->publisher = xmltree_text(r->root, "publisher");
    read_period(r);
    read_goals(r);
    read_notes(r);
    read_sources(r);
    read_legend(r);
    read_style(r);
    read_report(r);
}

/* -- what names indicators ----------------------------------------------- */

static const struct indicator *
find_indicator(struct plan_reader *r, const char *id, struct place place)
{
    const struct indicator *found = plan_indicator(r->plan, id);
    if (found)
        return found;
    const char **names =
        arena_make(r->arena, const char *, r->plan->n_indicators);
    for (size_t i = 0; i < r->plan->n_indicators; i++)
        names[i] = r->plan->indicators[i].id;
    diag_add(r->diag, MSG_INDICATOR_UNKNOWN, place, id,
             plan_hint(r->arena, fold_nearest(r->arena, id, names,
                                              r->plan->n_indicators)),
             NULL);
    return NULL;
}

static const struct segment *find_segment(struct plan_reader *r,
                                          const struct indicator *indicator,
                                          const struct xml_node *node)
{
    const char *label = xmltree_value(node, "segment", "");
    for (size_t i = 0; i < indicator->n_segments; i++)
        if (fold_equal(r->arena, indicator->segments[i].label, label))
            return &indicator->segments[i];
    const struct xml_attribute *a = xmltree_attribute(node, "segment");
    diag_add(r->diag, MSG_SEGMENT_UNKNOWN, a ? a->place : node->place,
             indicator->id, label, NULL);
    return NULL;
}

static double level_of(struct plan_reader *r, const struct xml_node *node)
{
    static const char *const levels[] = {"90", "95", "99"};
    static const double shares[] = {0.90, 0.95, 0.99};
    return shares[plan_choice_of(r, node, "level", levels, LEN(levels), 1)];
}

/* ladder="off": the limits on what few points may say are lifted. */
static bool is_free(struct plan_reader *r, const struct xml_node *node)
{
    static const char *const words[] = {"on", "off"};
    return plan_choice_of(r, node, "ladder", words, LEN(words), 0) == 1;
}

/* A break leaves points on both of its sides. */
static void check_break(struct plan_reader *r, const struct xml_node *node,
                        const struct trend_spec *spec)
{
    const struct xml_attribute *a = xmltree_attribute(node, "break");
    bool inside = spec->comparable > spec->from && spec->comparable <= spec->to;
    if (a && spec->comparable && spec->from && spec->to && !inside)
        diag_add(r->diag, MSG_BREAK_OUTSIDE, a->place, a->value, NULL);
}

static void read_trends(struct plan_reader *r)
{
    const struct xml_node *trends = xmltree_child(r->root, "trends");
    if (!trends)
        return;
    struct plan_trend *all =
        arena_make(r->arena, struct plan_trend, xmltree_count(trends, "trend"));
    size_t n = 0;
    for (const struct xml_node *t = xmltree_child(trends, "trend"); t;
         t = xmltree_next(t)) {
        const struct xml_attribute *id = xmltree_attribute(t, "indicator");
        const struct indicator *indicator =
            find_indicator(r, id->value, id->place);
        const struct segment *segment =
            indicator ? find_segment(r, indicator, t) : NULL;
        struct trend_spec spec = {.from = year_of(r, t, "from", 0),
                                  .to = year_of(r, t, "to", 0),
                                  .predict = year_of(r, t, "predict", 0),
                                  .comparable = year_of(r, t, "break", 0),
                                  .free = is_free(r, t),
                                  .direction = indicator ? indicator->direction
                                                         : DIRECTION_NONE,
                                  .level = level_of(r, t),
                                  .place = t->place};
        check_break(r, t, &spec);
        if (spec.from && spec.to && spec.from > spec.to)
            diag_add(r->diag, MSG_SPAN, xmltree_attribute(t, "to")->place,
                     xmltree_attribute(t, "to")->value, NULL);
        else if (segment)
            all[n++] = (struct plan_trend){indicator, segment, spec};
    }
    r->plan->trends = all;
    r->plan->n_trends = n;
}

/* Space separated ids of a figure. */
static void read_figure_indicators(struct plan_reader *r,
                                   const struct xml_node *node,
                                   struct plan_figure *figure)
{
    const struct xml_attribute *a = xmltree_attribute(node, "indicators");
    if (!a && figure->kind == PLAN_FIGURE_PROGRESS)
        diag_add(r->diag, MSG_ATTRIBUTE_MISSING, node->place, node->name,
                 "indicators", NULL);
    if (!a)
        return;
    const struct indicator **list =
        arena_make(r->arena, const struct indicator *, strlen(a->value) + 1);
    struct str rest = str_of(a->value);
    while (rest.len) {
        size_t skip = 0, n = 0;
        while (skip < rest.len && strchr(" \t\r\n", rest.at[skip]))
            skip++;
        rest = str_from(rest, skip);
        while (n < rest.len && !strchr(" \t\r\n", rest.at[n]))
            n++;
        if (n == 0)
            break;
        uint64_t offset = a->place.offset + (uint64_t)(rest.at - a->value);
        const struct indicator *found =
            find_indicator(r, str_z(r->arena, str_head(rest, n)),
                           place_at(r->plan->source, offset, n));
        if (found)
            list[figure->n_indicators++] = found;
        rest = str_from(rest, n);
    }
    figure->indicators = list;
}

static void check_trend_figure(struct plan_reader *r,
                               const struct plan_figure *figure)
{
    if (figure->kind != PLAN_FIGURE_TREND)
        return;
    if (figure->n_indicators != 1 || figure->indicators[0]->n_segments != 1)
        diag_add(r->diag, MSG_FIGURE_INDICATORS, figure->place, figure->id,
                 NULL);
}

static void check_verdicts_figure(struct plan_reader *r,
                                  const struct plan_figure *figure)
{
    if (figure->kind == PLAN_FIGURE_VERDICTS && !r->plan->assessment)
        diag_add(r->diag, MSG_VERDICTS_FIGURE, figure->place, figure->id, NULL);
}

static void read_figures(struct plan_reader *r)
{
    static const char *const kinds[] = {
        "progress", "trend",    "status",   "schedule", "supply",
        "tree",     "stack100", "crosstab", "multi",    "verdicts"};
    const struct xml_node *figures = xmltree_child(r->root, "figures");
    if (!figures)
        return;
    struct plan_figure *all = arena_make(r->arena, struct plan_figure,
                                         xmltree_count(figures, "figure"));
    size_t n = 0;
    for (const struct xml_node *f = xmltree_child(figures, "figure"); f;
         f = xmltree_next(f)) {
        struct plan_figure *figure = &all[n++];
        plan_check_id(r, f);
        figure->id = xmltree_value(f, "id", "");
        figure->kind = (enum plan_figure_kind)plan_choice_of(
            r, f, "kind", kinds, LEN(kinds), 0);
        figure->title = xmltree_text(f, "title");
        figure->of = xmltree_value(f, "of", "");
        figure->place = figure->of_place = f->place;
        if (*figure->of)
            figure->of_place = xmltree_attribute(f, "of")->place;
        figure->remarks = plan_remarks(r, f, &figure->n_remarks);
        read_figure_indicators(r, f, figure);
        check_trend_figure(r, figure);
        check_verdicts_figure(r, figure);
    }
    r->plan->figures = all;
    r->plan->n_figures = n;
}

void plan_figures_of(struct plan_reader *r, const char *kind,
                     bool (*is_known)(const struct plan *plan, const char *of))
{
    const struct xml_node *figures = xmltree_child(r->root, "figures");
    for (const struct xml_node *f = figures ? xmltree_child(figures, "figure")
                                            : NULL;
         f; f = xmltree_next(f)) {
        const struct xml_attribute *of = xmltree_attribute(f, "of");
        if (strcmp(xmltree_value(f, "kind", ""), kind) != 0)
            continue;
        if (!of)
            diag_add(r->diag, MSG_ATTRIBUTE_MISSING, f->place, f->name, "of",
                     NULL);
        else if (!is_known(r->plan, of->value))
            diag_add(r->diag, MSG_REFERENCE, of->place, kind, of->value, "",
                     NULL);
    }
}

void plan_xml_references(struct plan_reader *r)
{
    read_trends(r);
    read_figures(r);
}
