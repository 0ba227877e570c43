/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * <assessment> of plan.xml: its methods, its own scheme, and the CSV file of
 * overrides.
 */
#include "engine/plan_assessment.h"

#include "data/fold.h"
#include "engine/plan_int.h"
#include <string.h>

enum { O_ID, O_SEGMENT, O_METHOD, O_VERDICT, O_REASON, O_NOTE, O_COUNT };

static const struct column_spec columns[O_COUNT] = {
    [O_ID] = {"indicator", "指標ID|id", true},
    [O_SEGMENT] = {"segment", "区分", false},
    [O_METHOD] = {"method", "方法|評価方法", true},
    [O_VERDICT] = {"verdict", "判定", true},
    [O_REASON] = {"reason", "理由", true},
    [O_NOTE] = {"note", "備考", false},
};

/* -- names of methods ------------------------------------------------------ */

/* The next name of a list separated by blanks; its place in *place. */
static const char *next_name(struct plan_reader *r,
                             const struct xml_attribute *a, struct str *rest,
                             struct place *place)
{
    size_t skip = 0, n = 0;
    while (skip < rest->len && strchr(" \t\r\n", rest->at[skip]))
        skip++;
    *rest = str_from(*rest, skip);
    while (n < rest->len && !strchr(" \t\r\n", rest->at[n]))
        n++;
    uint64_t offset = a->place.offset + (uint64_t)(rest->at - a->value);
    const char *name = str_z(r->arena, str_head(*rest, n));
    *place = place_at(r->plan->source, offset, n);
    *rest = str_from(*rest, n);
    return name;
}

static void choose(struct plan_reader *r, const struct xml_attribute *a,
                   struct plan_assessment *out)
{
    struct preset *items = arena_make(r->arena, struct preset, out->all.n);
    struct str rest = str_of(a->value);
    struct place place;
    const char *name;
    while (*(name = next_name(r, a, &rest, &place))) {
        const struct preset *found = presets_find(&out->all, name);
        if (!found) {
            presets_unknown(r->arena, r->diag, &out->all, name, place);
        } else if (presets_find(&out->chosen, name)) {
            diag_add(r->diag, MSG_ID_DUP, place, name, NULL);
        } else {
            items[out->chosen.n++] = *found;
            out->chosen.items = items;
        }
    }
}

static size_t index_of(const struct presets *presets, const char *name)
{
    const struct preset *found = presets_find(presets, name);
    return found ? (size_t)(found - presets->items) : presets->n;
}

static void group(struct plan_reader *r, const struct xml_attribute *a,
                  struct plan_assessment *out)
{
    bool *grouped = arena_make(r->arena, bool, out->chosen.n);
    struct str rest = str_of(a ? a->value : "");
    struct place place;
    const char *name;
    out->grouped = grouped;
    for (size_t i = 0; !a && i < out->chosen.n; i++)
        grouped[i] = out->chosen.items[i].group != GROUP_NONE;
    while (a && *(name = next_name(r, a, &rest, &place))) {
        size_t at = index_of(&out->chosen, name);
        if (at == out->chosen.n)
            presets_unknown(r->arena, r->diag, &out->chosen, name, place);
        else if (out->chosen.items[at].group == GROUP_NONE)
            diag_add(r->diag, MSG_GROUP_RULE, place, name, NULL);
        else
            grouped[at] = true;
    }
}

/* -- overrides ------------------------------------------------------------- */

static bool find_segment(const struct plan_row *w, struct plan_override *out)
{
    struct plan_reader *r = w->r;
    struct place place, segment_place;
    const char *id = plan_cell(w, O_ID, &place);
    const char *label = plan_cell(w, O_SEGMENT, &segment_place);
    struct draft_indicator *draft = plan_draft(r, id);
    if (!draft) {
        plan_draft_unknown(r, id, place);
        return false;
    }
    struct draft_segment *segment = plan_draft_segment(r, draft, label);
    if (!segment) {
        diag_add(r->diag, MSG_SEGMENT_UNKNOWN, segment_place, id, label, NULL);
        return false;
    }
    out->indicator = (size_t)(draft - r->drafts);
    out->segment = (size_t)(segment - draft->segments);
    return true;
}

static const char *verdicts_of(struct arena *arena, const struct preset *p)
{
    struct buf b = buf_new(arena);
    for (size_t i = 0; i < p->n_classes; i++) {
        const char *word = p->classes[i].verdict;
        if (method_find_class(p, word) != &p->classes[i])
            continue;
        buf_z(&b, i ? ", " : "");
        buf_z(&b, word);
    }
    return buf_text(&b);
}

static bool find_class(const struct plan_row *w,
                       const struct plan_assessment *all,
                       struct plan_override *out)
{
    struct plan_reader *r = w->r;
    struct place place;
    const char *name = plan_cell(w, O_METHOD, &place);
    const char *verdict = plan_cell(w, O_VERDICT, &out->place);
    out->method = index_of(&all->chosen, name);
    if (out->method == all->chosen.n) {
        presets_unknown(r->arena, r->diag, &all->chosen, name, place);
        return false;
    }
    const struct preset *preset = &all->chosen.items[out->method];
    out->class = method_find_class(preset, verdict);
    if (!out->class)
        diag_add(r->diag, MSG_OVERRIDE_CLASS, out->place, name, verdict,
                 verdicts_of(r->arena, preset), NULL);
    return out->class != NULL;
}

static bool is_new(const struct plan_row *w, const struct plan_assessment *all,
                   const struct plan_override *one)
{
    for (size_t i = 0; i < all->n_overrides; i++) {
        const struct plan_override *old = &all->overrides[i];
        if (old->indicator != one->indicator || old->segment != one->segment ||
            old->method != one->method)
            continue;
        diag_add(w->r->diag, MSG_OVERRIDE_DUP, one->place,
                 plan_cell(w, O_ID, NULL), all->chosen.items[one->method].name,
                 NULL);
        diag_note(w->r->diag, MSG_FIRST_HERE, old->place,
                  plan_cell(w, O_ID, NULL), NULL);
        return false;
    }
    return true;
}

static bool read_override(const struct plan_row *w,
                          const struct plan_assessment *all,
                          struct plan_override *out)
{
    struct place place;
    out->reason = plan_cell(w, O_REASON, &place);
    bool good = find_segment(w, out);
    good = find_class(w, all, out) && good;
    if (!*out->reason)
        diag_add(w->r->diag, MSG_OVERRIDE_REASON, place,
                 plan_cell(w, O_VERDICT, NULL), NULL);
    return good && *out->reason && is_new(w, all, out);
}

static void read_overrides(struct plan_reader *r, const struct xml_node *node,
                           struct plan_assessment *out)
{
    const struct csv *csv =
        node ? plan_csv(r, node, xmltree_value(node, "file", "")) : NULL;
    int at[O_COUNT];
    if (!csv || !columns_bind(r->arena, r->diag, csv, columns, O_COUNT, at))
        return;
    struct plan_override *items =
        arena_make(r->arena, struct plan_override, csv->rows);
    out->overrides = items;
    for (size_t i = 0; i < csv->rows; i++) {
        struct plan_row w = {r, csv, &csv->row[i], columns, at};
        if (read_override(&w, out, &items[out->n_overrides]))
            out->n_overrides++;
    }
}

/* -- the element ----------------------------------------------------------- */

void plan_assessment(struct plan_reader *r)
{
    const struct xml_node *node = xmltree_child(r->root, "assessment");
    if (!node)
        return;
    struct plan_assessment *out =
        arena_make(r->arena, struct plan_assessment, 1);
    const struct xml_attribute *scheme = xmltree_attribute(node, "scheme");
    struct source_request own = {.dir = r->plan->dir,
                                 .path = xmltree_value(node, "scheme", "")};
    if (scheme)
        own.asked_by = scheme->place;
    (void)presets_read_from(r->arena, r->diag, scheme ? &own : NULL, &out->all);
    if (out->all.scheme)
        plan_add_input(r, out->all.scheme);
    out->place = node->place;
    choose(r, xmltree_attribute(node, "methods"), out);
    group(r, xmltree_attribute(node, "group"), out);
    read_overrides(r, xmltree_child(node, "overrides"), out);
    out->remarks = plan_remarks(r, node, &out->n_remarks);
    r->plan->assessment = out;
}
