/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/plan_int.h"

#include "data/chars.h"
#include "data/fold.h"
#include "engine/plan_assessment.h"
#include "engine/plan_claims.h"
#include "engine/plan_schedules.h"
#include "engine/plan_supplies.h"
#include "engine/plan_surveys.h"
#include "engine/plan_trees.h"
#include <string.h>
#include <unistd.h>

#define PLAN_NAMESPACE "urn:shihyo:plan:1"

static const struct plan *open_chained(struct arena *arena, struct diag *diag,
                                       const char *dir,
                                       const char *const *chain, size_t n_chain,
                                       struct place asked_by);

const char *plan_hint(struct arena *arena, const char *nearest)
{
    return nearest ? str_join(arena, " → ", nearest, NULL) : "";
}

const char *plan_cell(const struct plan_row *w, int column, struct place *place)
{
    return columns_cell(w->r->arena, w->csv, w->row, w->at[column], place);
}

const char *plan_column(const struct csv *csv, const struct column_spec *spec,
                        int at)
{
    return at == COLUMN_NONE ? spec->name : csv->header.cells[at];
}

const char *plan_cell_name(const struct plan_row *w, int column)
{
    return plan_column(w->csv, &w->columns[column], w->at[column]);
}

bool plan_is_identifier(const char *id)
{
    bool first = true;
    for (; *id; id++, first = false) {
        bool alnum = (*id >= '0' && *id <= '9') || (*id >= 'a' && *id <= 'z') ||
                     (*id >= 'A' && *id <= 'Z');
        if (!alnum && (first || !strchr("-_.", *id)))
            return false;
    }
    return !first;
}

void plan_add_input(struct plan_reader *r, const struct source *source)
{
    if (r->n_inputs == r->cap_inputs) {
        size_t cap = r->cap_inputs ? 2 * r->cap_inputs : 8;
        r->inputs = arena_grow(r->arena, r->inputs, r->n_inputs, cap,
                               sizeof *r->inputs);
        r->cap_inputs = cap;
    }
    r->inputs[r->n_inputs++] = source;
}

/* A file that several elements name is read once. */
static const struct csv *read_before(const struct plan_reader *r,
                                     const char *path, const char *declared)
{
    for (size_t i = 0; i < r->n_files; i++)
        if (strcmp(r->files[i].csv->source->path, path) == 0 &&
            r->files[i].declared == declared)
            return r->files[i].csv;
    return NULL;
}

static void remember(struct plan_reader *r, const struct csv *csv,
                     const char *declared)
{
    r->files = arena_grow(r->arena, r->files, r->n_files, r->n_files + 1,
                          sizeof *r->files);
    r->files[r->n_files++] = (struct plan_file){csv, declared};
}

const struct csv *plan_csv(struct plan_reader *r, const struct xml_node *node,
                           const char *path)
{
    const struct xml_attribute *file = xmltree_attribute(node, "file");
    const struct xml_attribute *encoding = xmltree_attribute(node, "encoding");
    const char *declared = encoding ? encoding->value : NULL;
    struct source_request request = {
        .dir = r->plan->dir,
        .path = path,
        .declared = declared,
        .asked_by = file ? file->place : node->place,
        .is_csv = true,
    };
    const struct csv *csv = read_before(r, path, declared);
    if (csv)
        return csv;
    struct source *source = source_read(r->arena, r->diag, &request);
    if (!source)
        return NULL;
    plan_add_input(r, source);
    csv = csv_read(r->arena, r->diag, source, &(struct csv_options){0});
    if (csv)
        remember(r, csv, declared);
    return csv;
}

void plan_add_dataset(struct plan_reader *r, const char *id,
                      const struct csv *csv, int key)
{
    struct plan *plan = r->plan;
    struct plan_dataset *all =
        arena_grow(r->arena, plan->datasets, plan->n_datasets,
                   plan->n_datasets + 1, sizeof *all);
    all[plan->n_datasets++] = (struct plan_dataset){id, csv, key};
    plan->datasets = all;
}

struct draft_indicator *plan_draft(struct plan_reader *r, const char *id)
{
    struct arena_mark mark = arena_mark(r->arena);
    struct draft_indicator *found = NULL;
    for (size_t i = 0; i < r->n && !found; i++)
        if (strcmp(r->drafts[i].indicator.id, id) == 0)
            found = &r->drafts[i];
    for (size_t i = 0; i < r->n && !found; i++)
        if (fold_equal(r->arena, r->drafts[i].indicator.id, id))
            found = &r->drafts[i];
    arena_reset(r->arena, mark);
    return found;
}

void plan_draft_unknown(struct plan_reader *r, const char *id,
                        struct place place)
{
    const char **names = arena_make(r->arena, const char *, r->n);
    for (size_t i = 0; i < r->n; i++)
        names[i] = r->drafts[i].indicator.id;
    diag_add(r->diag, MSG_INDICATOR_UNKNOWN, place, id,
             plan_hint(r->arena, fold_nearest(r->arena, id, names, r->n)),
             NULL);
}

struct draft_segment *plan_draft_segment(struct plan_reader *r,
                                         struct draft_indicator *draft,
                                         const char *label)
{
    struct arena_mark mark = arena_mark(r->arena);
    struct draft_segment *found = NULL;
    for (size_t i = 0; i < draft->n && !found; i++)
        if (strcmp(draft->segments[i].segment.label, label) == 0)
            found = &draft->segments[i];
    for (size_t i = 0; i < draft->n && !found; i++)
        if (fold_equal(r->arena, draft->segments[i].segment.label, label))
            found = &draft->segments[i];
    arena_reset(r->arena, mark);
    return found;
}

bool plan_value(struct plan_reader *r, const char *text, struct place place,
                const char *unit, const char *column, struct value *out)
{
    struct number_spec spec = {.unit = *unit ? unit : NULL,
                               .markers = r->plan->markers,
                               .n_markers = r->plan->n_markers};
    struct finding f = value_read(r->arena, text, place, &spec, out);
    diag_finding(r->diag, f, text, place);
    if (f.id)
        diag_field(r->diag, column);
    return !message_is_error(f.id);
}

int plan_year(struct plan_reader *r, const char *text, struct place place,
              struct period *period)
{
    if (!*text) {
        diag_add(r->diag, MSG_KEY_BLANK, place, "年度 / period", NULL);
        diag_field(r->diag, "period");
        return 0;
    }
    struct finding f = period_read(text, AXIS_FISCAL_YEAR, period);
    diag_finding(r->diag, f, text, place);
    return message_is_error(f.id) ? 0 : period_fiscal_year(*period);
}

/* The drafts become the plan's immutable indicators. */
static void freeze(struct plan_reader *r)
{
    struct plan *plan = r->plan;
    struct indicator *all = arena_make(r->arena, struct indicator, r->n);
    const char **sources = arena_make(r->arena, const char *, r->n);
    for (size_t i = 0; i < r->n; i++) {
        struct draft_indicator *d = &r->drafts[i];
        struct segment *segments = arena_make(r->arena, struct segment, d->n);
        for (size_t k = 0; k < d->n; k++) {
            segments[k] = d->segments[k].segment;
            segments[k].actuals = d->segments[k].actuals;
            segments[k].n_actuals = d->segments[k].n;
        }
        all[i] = d->indicator;
        all[i].segments = segments;
        all[i].n_segments = d->n;
        sources[i] = d->source_id;
    }
    plan->indicators = all;
    plan->n_indicators = r->n;
    plan->indicator_sources = sources;
    plan->inputs = r->inputs;
    plan->n_inputs = r->n_inputs;
}

/* The neighbouring folder that holds the predecessor. */
static const char *neighbour(struct arena *arena, const char *dir,
                             const char *id)
{
    return str_join(arena, dir, "/../", id, NULL);
}

static void open_predecessor(struct plan_reader *r)
{
    const struct xml_node *node = xmltree_child(r->root, "predecessor");
    if (!node)
        return;
    const struct xml_attribute *a = xmltree_attribute(node, "plan");
    if (strchr(a->value, '/') || a->value[0] == '.' || !*a->value) {
        diag_add(r->diag, MSG_PATH, a->place, a->value, NULL);
        return;
    }
    for (size_t i = 0; i < r->n_chain; i++)
        if (strcmp(r->chain[i], a->value) == 0) {
            diag_add(r->diag, MSG_PREDECESSOR_LOOP, a->place, a->value, NULL);
            return;
        }
    const char *dir = neighbour(r->arena, r->plan->dir, a->value);
    r->plan->predecessor =
        open_chained(r->arena, r->diag, dir, r->chain, r->n_chain, a->place);
    for (size_t i = 0;
         r->plan->predecessor && i < r->plan->predecessor->n_inputs; i++)
        plan_add_input(r, r->plan->predecessor->inputs[i]);
}

static const struct plan *read_plan(struct plan_reader *r)
{
    if (!plan_vocabulary(r->arena, r->diag, r->root))
        return NULL;
    plan_xml_head(r);
    plan_catalogue(r);
    plan_observations(r);
    plan_surveys(r);
    plan_tables(r);
    open_predecessor(r);
    plan_chain(r);
    plan_check(r);
    plan_distinct(r);
    plan_schedules(r);
    plan_supplies(r);
    plan_trees(r);
    plan_surveys_figures(r);
    plan_claims_read(r);
    plan_assessment(r);
    freeze(r);
    plan_xml_references(r);
    if (!diag_has_errors(r->diag)) /* else their values may be lacking */
        plan_claims_judge(r);
    return diag_has_errors(r->diag) ? NULL : r->plan;
}

static const struct plan *open_chained(struct arena *arena, struct diag *diag,
                                       const char *dir,
                                       const char *const *chain, size_t n_chain,
                                       struct place asked_by)
{
    const char *longer[PLAN_MAX_CHAIN + 1];
    if (n_chain == PLAN_MAX_CHAIN) {
        diag_add(diag, MSG_PREDECESSOR_LOOP, asked_by, dir, NULL);
        return NULL;
    }
    const char *file = str_join(arena, dir, "/plan.xml", NULL);
    if (access(file, F_OK) != 0) {
        diag_add(diag, asked_by.source ? MSG_PREDECESSOR : MSG_PLAN_OPEN,
                 asked_by, dir, NULL);
        return NULL;
    }
    struct source *source =
        source_read(arena, diag,
                    &(struct source_request){.dir = dir,
                                             .path = "plan.xml",
                                             .asked_by = asked_by,
                                             .limit = XMLTREE_MAX_BYTES});
    if (!source || !chars_check(arena, diag, source))
        return NULL;
    const struct xml_node *root =
        xmltree_read(arena, diag, source, PLAN_NAMESPACE);
    if (!root)
        return NULL;
    struct plan_reader r = {.arena = arena, .diag = diag, .root = root};
    r.plan = arena_make(arena, struct plan, 1);
    r.plan->dir = dir;
    r.plan->source = source;
    const struct xml_attribute *id = xmltree_attribute(root, "id");
    r.plan->id = id ? id->value : "";
    for (size_t i = 0; i < n_chain; i++)
        longer[i] = chain[i];
    longer[n_chain] = r.plan->id;
    r.chain = longer;
    r.n_chain = n_chain + 1;
    plan_add_input(&r, source);
    return read_plan(&r);
}

const struct plan *plan_open(struct arena *arena, struct diag *diag,
                             const char *path)
{
    struct str dir = str_of(path);
    while (dir.len > 1 && dir.at[dir.len - 1] == '/')
        dir.len--;
    if (str_ends(dir, "/plan.xml"))
        dir.len -= strlen("/plan.xml");
    else if (str_is(dir, "plan.xml"))
        dir = str_of(".");
    return open_chained(arena, diag, str_z(arena, dir), NULL, 0,
                        (struct place){0});
}

const struct indicator *plan_indicator(const struct plan *plan, const char *id)
{
    for (size_t i = 0; i < plan->n_indicators; i++)
        if (strcmp(plan->indicators[i].id, id) == 0)
            return &plan->indicators[i];
    return NULL;
}

const struct plan_goal *plan_goal(const struct plan *plan, const char *id)
{
    for (size_t i = 0; i < plan->n_goals; i++)
        if (strcmp(plan->goals[i].id, id) == 0)
            return &plan->goals[i];
    return NULL;
}

const char *plan_source_text(const struct plan *plan,
                             const struct indicator *indicator)
{
    const char *id = plan->indicator_sources[indicator - plan->indicators];
    for (size_t i = 0; i < plan->n_sources; i++)
        if (strcmp(plan->sources[i].id, id) == 0)
            return plan->sources[i].text;
    return "";
}

const struct plan_trend *plan_trend(const struct plan *plan,
                                    const struct segment *segment)
{
    for (size_t i = 0; i < plan->n_trends; i++)
        if (plan->trends[i].segment == segment)
            return &plan->trends[i];
    return NULL;
}

static bool has_input(const struct plan *plan, const struct source *source)
{
    for (size_t i = 0; i < plan->n_inputs; i++)
        if (plan->inputs[i] == source)
            return true;
    return false;
}

const char *plan_file_label(struct arena *arena, const struct plan *plan,
                            const struct source *source)
{
    const struct plan *owner = plan;
    while (owner->predecessor && has_input(owner->predecessor, source))
        owner = owner->predecessor;
    if (owner == plan)
        return source->path;
    return str_join(arena, owner->id, "/", source->path, NULL);
}
