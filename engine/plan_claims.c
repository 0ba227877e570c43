/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * <rules> of plan.xml and the CSV file of <claims>.
 */
#include "engine/plan_claims.h"

#include "engine/plan_int.h"
#include "engine/reference.h"

#include <string.h>

enum {
    C_ID,
    C_TEXT,
    C_TYPE,
    C_VALUE,
    C_FORMULA,
    C_ROUNDING,
    C_RULE,
    C_LINES,
    C_NOTE,
    C_COUNT
};

static const struct column_spec columns[C_COUNT] = {
    [C_ID] = {"id", "ID", true},
    [C_TEXT] = {"text", "原文", true},
    [C_TYPE] = {"type", "種類", true},
    [C_VALUE] = {"value", "公表値", true},
    [C_FORMULA] = {"formula", "式", true},
    [C_ROUNDING] = {"rounding", "丸め", false},
    [C_RULE] = {"rule", "条件", false},
    [C_LINES] = {"source", "資料行", false},
    [C_NOTE] = {"note", "備考", false},
};

/* -- rules ----------------------------------------------------------------- */

static bool same_id(struct plan_reader *r, const char *a, struct place at,
                    const char *b, struct place first)
{
    if (strcmp(a, b) != 0)
        return false;
    diag_add(r->diag, MSG_ID_DUP, at, a, NULL);
    diag_note(r->diag, MSG_FIRST_HERE, first, b, NULL);
    return true;
}

static bool read_rule(struct plan_reader *r, const struct xml_node *node,
                      struct rule *rule)
{
    const struct xml_attribute *id = xmltree_attribute(node, "id");
    const struct xml_attribute *test = xmltree_attribute(node, "test");
    const struct expression *parts[EXPRESSION_MOST];
    *rule = (struct rule){.id = id->value,
                          .text = node->text,
                          .test = test->value,
                          .place = id->place,
                          .test_place = test->place};
    for (size_t i = 0; i < r->plan->claims->n_rules; i++) {
        const struct rule *old = &r->plan->claims->rules[i].rule;
        if (same_id(r, rule->id, rule->place, old->id, old->place))
            return false;
    }
    size_t n =
        expression_read(r->arena, r->diag, test->value, test->place, parts);
    if (n > 1)
        diag_add(r->diag, MSG_EXPRESSION, test->place, test->value, ";", NULL);
    if (n && !expression_has_name(parts[0])) {
        diag_add(r->diag, MSG_RULE_NEVER, test->place, test->value, NULL);
        return false;
    }
    rule->expression = n == 1 ? parts[0] : NULL;
    return n == 1;
}

static void read_rules(struct plan_reader *r, struct plan_claims *all)
{
    const struct xml_node *rules = xmltree_child(r->root, "rules");
    if (!rules)
        return;
    all->rules =
        arena_make(r->arena, struct plan_rule, xmltree_count(rules, "rule"));
    for (const struct xml_node *node = xmltree_child(rules, "rule"); node;
         node = xmltree_next(node))
        if (read_rule(r, node, &all->rules[all->n_rules].rule))
            all->n_rules++;
}

/* -- claims ---------------------------------------------------------------- */

static void about(const struct plan_row *w, int column)
{
    diag_field(w->r->diag, plan_cell_name(w, column));
}

/* The index of a value in a list divided by |, n after the last. */
static size_t index_in(const char *list, const char *value, size_t *n)
{
    struct str rest = str_of(list);
    size_t found = SIZE_MAX;
    for (*n = 0; rest.len; (*n)++) {
        size_t len = 0;
        while (len < rest.len && rest.at[len] != '|')
            len++;
        if (str_is(str_head(rest, len), value))
            found = *n;
        rest = str_from(rest, len < rest.len ? len + 1 : len);
    }
    return found;
}

static bool choose(const struct plan_row *w, int column, const char *list,
                   size_t *out)
{
    struct place place;
    const char *text = plan_cell(w, column, &place);
    size_t n;
    *out = index_in(list, text, &n);
    if (!*text || *out != SIZE_MAX)
        return true;
    diag_add(w->r->diag, MSG_CHOICE, place, text, *list ? list : "―", NULL);
    about(w, column);
    return false;
}

static bool read_type(const struct plan_row *w, struct claim *claim)
{
    struct place place;
    size_t at;
    claim->type_name = plan_cell(w, C_TYPE, &place);
    claim->type = claim_type_find(w->r->arena, claim->type_name);
    if (!claim->type) {
        diag_add(w->r->diag, MSG_CLAIM_TYPE, place, claim->type_name,
                 plan_hint(w->r->arena,
                           claim_type_nearest(w->r->arena, claim->type_name)),
                 NULL);
        about(w, C_TYPE);
        return false;
    }
    claim->rounding = claim_type_rounding(claim->type);
    bool good = choose(w, C_ROUNDING, "exact|digits|approx", &at);
    if (good && at != SIZE_MAX)
        claim->rounding = (enum claim_rounding)at;
    return choose(w, C_RULE, claim_type_conditions(claim->type), &at) && good;
}

static bool read_formula(const struct plan_row *w, struct claim *claim)
{
    claim->formula = plan_cell(w, C_FORMULA, &claim->formula_place);
    if (*claim->formula) {
        claim->n_formulas =
            expression_read(w->r->arena, w->r->diag, claim->formula,
                            claim->formula_place, claim->formulas);
        if (!claim->n_formulas)
            about(w, C_FORMULA);
        return claim->n_formulas > 0;
    }
    if (!claim_type_needs_formula(claim->type))
        return true;
    diag_add(w->r->diag, MSG_CLAIM_FORMULA, claim->place, claim->type_name,
             NULL);
    about(w, C_FORMULA);
    return false;
}

static bool read_claim(const struct plan_row *w, struct claim *claim)
{
    const struct plan_claims *all = w->r->plan->claims;
    *claim = (struct claim){.text = plan_cell(w, C_TEXT, NULL),
                            .condition = plan_cell(w, C_RULE, NULL),
                            .lines = plan_cell(w, C_LINES, NULL),
                            .note = plan_cell(w, C_NOTE, NULL)};
    claim->id = plan_cell(w, C_ID, &claim->place);
    claim->published = plan_cell(w, C_VALUE, &claim->published_place);
    if (!*claim->id) {
        diag_add(w->r->diag, MSG_KEY_BLANK, claim->place, "ID", NULL);
        about(w, C_ID);
        return false;
    }
    for (size_t i = 0; i < all->n_claims; i++)
        if (same_id(w->r, claim->id, claim->place, all->claims[i].claim.id,
                    all->claims[i].claim.place)) {
            about(w, C_ID);
            return false;
        }
    return read_type(w, claim) && read_formula(w, claim);
}

static void read_claims(struct plan_reader *r, struct plan_claims *all)
{
    const struct xml_node *node = xmltree_child(r->root, "claims");
    if (!node)
        return;
    const struct csv *csv =
        plan_csv(r, node, xmltree_attribute(node, "file")->value);
    int at[C_COUNT];
    if (!csv || !columns_bind(r->arena, r->diag, csv, columns, C_COUNT, at))
        return;
    all->claims = arena_make(r->arena, struct plan_claim, csv->rows + 1);
    for (size_t i = 0; i < csv->rows; i++)
        if (read_claim(&(struct plan_row){r, csv, &csv->row[i], columns, at},
                       &all->claims[all->n_claims].claim))
            all->n_claims++;
}

void plan_claims_read(struct plan_reader *r)
{
    struct plan_claims *all = arena_make(r->arena, struct plan_claims, 1);
    r->plan->claims = all;
    read_rules(r, all);
    read_claims(r, all);
}

void plan_claims_judge(struct plan_reader *r)
{
    const struct plan_claims *all = r->plan->claims;
    for (size_t i = 0; i < all->n_rules; i++) {
        struct evaluator e = reference_evaluator(r->arena, r->diag, r->plan);
        rule_check(&e, &all->rules[i].rule, &all->rules[i].verdict);
    }
    for (size_t i = 0; i < all->n_claims; i++) {
        struct evaluator e = reference_evaluator(r->arena, r->diag, r->plan);
        if (!claim_check(&e, &all->claims[i].claim, &all->claims[i].verdict))
            diag_field(r->diag, "formula");
    }
}
