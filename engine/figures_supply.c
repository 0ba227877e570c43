/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/figures_supply.h"

#include "engine/sentence_supply.h"
#include <string.h>

static void add_number(struct figure_parts *parts,
                       const struct supply_line *line, const char *role,
                       int year, const struct quantity *quantity)
{
    if (quantity->reason != REASON_NONE)
        return;
    figure_parts_datum(parts, sentence_supply_name(parts->s, line), role,
                       period_fiscal(year),
                       decimal_text(parts->s->arena, quantity->published),
                       sentence_supply_number(parts->s, quantity));
}

/* The mark of a cell stands where its number would. */
static const char *text_of(const struct figure_parts *parts,
                           const struct supply_point *p,
                           const struct quantity *quantity,
                           enum supply_item item)
{
    const struct value *v = p->row ? &p->row->items[item] : NULL;
    if (quantity->reason != REASON_NONE && v && v->kind == VALUE_MISSING &&
        *v->published)
        return v->published;
    return sentence_supply_number(parts->s, quantity);
}

static struct supply_bar bar_of(struct figure_parts *parts,
                                const struct supply_line *line,
                                const struct supply_point *p)
{
    struct supply_bar bar = {.year = p->year,
                             .has_need = p->need.reason == REASON_NONE,
                             .has_supply = p->supply.reason == REASON_NONE,
                             .shortage = p->state == SUPPLY_SHORT,
                             .bracketed = p->two_bases};
    if (bar.has_need)
        bar.need = decimal_double(p->need.published);
    if (bar.has_supply)
        bar.supply = decimal_double(p->supply.published);
    bar.need_text = text_of(parts, p, &p->need, SUPPLY_NEED);
    bar.supply_text = text_of(parts, p, &p->supply, SUPPLY_PROVISION);
    bar.gap_text = sentence_supply_number(parts->s, &p->gap);
    if (p->two_bases && p->gap.reason == REASON_NONE)
        bar.gap_text = str_join(parts->s->arena, "(", bar.gap_text, ")", NULL);
    add_number(parts, line, "need", p->year, &p->need);
    add_number(parts, line, "supply", p->year, &p->supply);
    add_number(parts, line, "gap", p->year, &p->gap);
    return bar;
}

static void add_panel(struct figure_parts *parts, struct figure_supply *figure,
                      struct supply_panel *panels,
                      const struct supply_line *line)
{
    struct supply_bar *bars =
        arena_make(parts->s->arena, struct supply_bar, figure->n_years);
    for (size_t k = 0; k < figure->n_years; k++)
        bars[k] = bar_of(parts, line, &line->points[k]);
    panels[figure->n_panels++] = (struct supply_panel){
        *line->district ? line->district : sentence_supply_name(parts->s, line),
        bars};
}

static void put_names(struct figure_parts *parts, struct figure_supply *figure,
                      const struct plan_supply *supply)
{
    struct arena *arena = parts->s->arena;
    enum lang lang = parts->s->style.lang;
    const char *mark = sentence_supply_mark(supply);
    const char *args[] = {mark, "①"};
    const char *blank = lang == LANG_EN ? " " : "";
    figure->unit = supply->table.unit;
    figure->need_mark = "①";
    figure->supply_mark = mark;
    figure->gap_mark = sentence_supply_difference(parts->s, supply);
    figure->need_name =
        str_join(arena, "①", blank, word(lang, WORD_SUPPLY_NEED), NULL);
    figure->supply_name =
        str_join(arena, mark, blank, word(lang, WORD_SUPPLY_PROVISION), NULL);
    figure->short_name =
        word_fill(arena, lang, WORD_SUPPLY_KEY_SHORT, LEN(args), args);
}

static void put_remarks(struct figure_parts *parts,
                        const struct supply_result *result,
                        const struct plan_supply *supply, const char *category)
{
    const char *const remarks[] = {
        sentence_supply_sign(parts->s, supply),
        sentence_supply_bases(parts->s, supply),
        *category ? "" : sentence_supply_hidden(parts->s, result, supply),
        result->n_districts > 1
            ? word(parts->s->style.lang, WORD_SUPPLY_NOTE_AXES)
            : ""};
    for (size_t i = 0; i < LEN(remarks); i++)
        if (*remarks[i])
            figure_parts_remark(parts, remarks[i]);
}

void figures_supply(struct figure_parts *parts)
{
    struct arena *arena = parts->s->arena;
    struct figure_supply *figure = arena_make(arena, struct figure_supply, 1);
    const char *category;
    const struct plan_supply *supply =
        plan_supplies_find(parts->run->plan, parts->declared->of, &category);
    /* plan_supplies() has seen to it that the figure names one */
    struct supply_result result = supply_evaluate(arena, &supply->table);
    struct supply_panel *panels =
        arena_make(arena, struct supply_panel, result.n_lines);
    figure->n_years = result.n_years;
    for (size_t i = 0; i < result.n_lines; i++) {
        const struct supply_line *line = &result.lines[i];
        bool wanted = result.n_districts ? !line->all_districts : true;
        bool fits =
            *category ? strcmp(line->category, category) == 0 : line->whole;
        if (wanted && fits)
            add_panel(parts, figure, panels, line);
    }
    figure->panels = panels;
    put_names(parts, figure, supply);
    put_remarks(parts, &result, supply, category);
    parts->kind = FIGURE_SUPPLY;
    parts->frame = &figure->frame;
    parts->size = sizeof *figure;
    parts->message = sentence_supply_head(parts->s, &result, supply, category);
    parts->desc = *parts->message ? parts->message : parts->declared->title;
    parts->source = supply->source;
}
