/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The types of claims on values made here, and the verdicts of the shipped
 * plans against tests/golden/claims/expected.csv (made from a reading of the
 * published documents by people: id, result, recomputed value).
 */
#include "engine/claim.h"

#include "engine/plan.h"
#include "engine/plan_claims.h"
#include "engine/reference.h"
#include "tests/table.h"

/* Constants only: formulas here name nothing but years. */
static const char *verdict(struct arena *arena, const char *type,
                           const char *published, const char *formula,
                           enum claim_rounding rounding, const char *condition)
{
    static const char *const codes[] = {"supported", "contradicted",
                                        "ambiguous", "no-data"};
    static const struct plan nothing;
    struct diag *diag = diag_new(arena, LANG_EN);
    struct claim claim = {.id = "K",
                          .text = "",
                          .published = published,
                          .formula = formula,
                          .condition = condition,
                          .rounding = rounding,
                          .type_name = type};
    claim.type = claim_type_find(arena, type);
    if (!claim.type)
        return "no such type";
    if (*formula)
        claim.n_formulas = expression_read(arena, diag, formula,
                                           (struct place){0}, claim.formulas);
    struct evaluator e = reference_evaluator(arena, diag, &nothing);
    struct claim_verdict v;
    if (!claim_check(&e, &claim, &v))
        return diag_size(diag) ? message_number(diag_id(diag, 0)) : "silent";
    return str_join(arena, codes[v.result], " ", v.computed, NULL);
}

static const struct {
    const char *type, *published, *formula;
    enum claim_rounding rounding;
    const char *condition, *expected;
} rows[] = {
    {"value", "501", "501", CLAIM_EXACT, "", "supported 501"},
    {"値", "1,501件", "1501", CLAIM_EXACT, "", "supported 1501"},
    {"value", "501", "501.4", CLAIM_EXACT, "", "contradicted 501.4"},
    {"value", "501", "501.4", CLAIM_DIGITS, "", "supported 501.4"},
    {"value", "17.0", "100 * 196 / 1156", CLAIM_DIGITS, "",
     "supported 16.955017"}, /* 子どもと教師の関係, Sapporo */
    {"ratio", "1.4", "501 / 363", CLAIM_DIGITS, "", "supported 1.380165"},
    {"ratio", "1.3", "501 / 363", CLAIM_DIGITS, "", "contradicted 1.380165"},
    {"share", "約7割", "66", CLAIM_APPROX, "", "supported 66"},
    {"share", "約7割", "64", CLAIM_APPROX, "", "contradicted 64"},
    {"value", "約30,000", "34999", CLAIM_APPROX, "", "supported 34999"},
    {"value", "約30,000", "35000", CLAIM_APPROX, "", "contradicted 35000"},
    {"value", "言葉", "1", CLAIM_EXACT, "", "E0912"},
    {"value", "1; 2", "1", CLAIM_EXACT, "", "E0914"},
    {"value", "1; 2", "1; 2", CLAIM_EXACT, "", "supported 1; 2"},
    {"sum", "17", "4 + 4 + 9", CLAIM_EXACT, "", "supported 17"},
    {"direction", "増加", "39 - 17", CLAIM_EXACT, "", "supported 22"},
    {"direction", "減少", "39 - 17", CLAIM_EXACT, "", "contradicted 22"},
    {"direction", "横ばい", "0", CLAIM_EXACT, "", "supported 0"},
    {"order", "", "3 >= 2 >= 1; 3 / 2", CLAIM_EXACT, "", "supported 1.5"},
    {"order", "", "3 >= 2 >= 4", CLAIM_EXACT, "", "contradicted 1"},
    {"order", "", "3", CLAIM_EXACT, "", "E0908"},
    {"equal", "", "67.4 = 67.4", CLAIM_EXACT, "", "supported 0"},
    {"period", "5", "H30; R4", CLAIM_EXACT, "", "ambiguous 5"},
    {"period", "4", "H30; R4", CLAIM_EXACT, "", "ambiguous 4"},
    {"period", "3", "H30; R4", CLAIM_EXACT, "", "contradicted 5"},
    {"period", "5", "H30; R4", CLAIM_EXACT, "both-ends", "supported 5"},
    {"period", "5", "H30; R4", CLAIM_EXACT, "elapsed", "contradicted 4"},
    {"weekday", "水", "weekday(\"2022-10-26\")", CLAIM_EXACT, "",
     "supported 水"},
    {"weekday", "木", "weekday(\"2022-10-26\")", CLAIM_EXACT, "",
     "contradicted 水"},
    {"era", "2020; 2024", "R2; R6", CLAIM_EXACT, "", "supported 2020; 2024"},
    {"era", "2019", "平成31年度", CLAIM_EXACT, "", "supported 2019"},
    {"era", "2019", "令和2年度", CLAIM_EXACT, "", "contradicted 2020"},
    {"wording", "1.4", "501 / 363", CLAIM_DIGITS, "", "ambiguous 0.380165"},
    {"wording", "2", "5", CLAIM_DIGITS, "", "contradicted 4"},
    {"unverifiable", "", "", CLAIM_EXACT, "", "no-data "},
    {"unverifiable", "6116", "6116 - 6087", CLAIM_EXACT, "", "no-data 29"},
};

static void lints(struct arena *arena)
{
    is_int(claim_lints(arena, "５年間で約 1.4倍増"),
           LINT_TIMES_INCREASE | LINT_YEARS, "1.4倍増 and ５年間");
    is_int(claim_lints(arena, "所得が倍増した"), 0, "倍増 alone is twice");
    is_int(claim_lints(arena, "約1.4倍に増加"), 0, "1.4倍に増加 is clear");
    is_int(claim_lints(arena, "前年より5％増加"), LINT_POINTS, "5％増加");
    is_int(claim_lints(arena, "5ポイント増加"), 0, "points are clear");
}

/* -- the shipped plans ------------------------------------------------------
 */

static const struct claim_verdict *find(const struct plan *plan, const char *id)
{
    for (size_t i = 0; plan && plan->claims && i < plan->claims->n_claims; i++)
        if (strcmp(plan->claims->claims[i].claim.id, id) == 0)
            return &plan->claims->claims[i].verdict;
    return NULL;
}

static void shipped(struct arena *arena)
{
    static struct table t;
    static const char *const codes[] = {"supported", "contradicted",
                                        "ambiguous", "no-data"};
    const struct plan *plan = NULL;
    const char *name = "";
    if (!table_read(&t, "tests/golden/claims/expected.csv"))
        return;
    for (size_t i = 0; i < t.n; i++) {
        if (strcmp(name, t.row[i][0]) != 0) {
            struct diag *diag = diag_new(arena, LANG_EN);
            name = t.row[i][0];
            plan = plan_open(arena, diag,
                             str_join(arena, "data/plans/", name, NULL));
            ok(plan != NULL, name);
        }
        const struct claim_verdict *v = find(plan, t.row[i][1]);
        ok(v != NULL, t.row[i][1]);
        is_text(v ? codes[v->result] : "", t.row[i][2], "result");
        is_text(v ? v->computed : "", t.row[i][3], "recomputed");
    }
}

static void lower_bounds(struct arena *arena)
{
    struct diag *diag = diag_new(arena, LANG_EN);
    const struct plan *plan = plan_open(arena, diag, "data/plans/nerima-2019");
    const struct claim_verdict *known = find(plan, "N19-C04");
    const struct claim_verdict *part = find(plan, "N19-C05");
    ok(known && !known->lower_bound, "a complete sum is no lower bound");
    ok(part && part->lower_bound, "a sum with *** left out is one");
    ok(part && part->cells.n == 3, "all three years are named");
}

/* Every row of the seed documents' lists of claims is in the expectation. */
static void all_rows(void)
{
    static const char *const folders[] = {"sapporo-2020", "nerima-2018",
                                          "nerima-2019", "nishitokyo-2024",
                                          "tokyo-2022"};
    static struct table seed, expected;
    if (!table_read(&expected, "tests/golden/claims/expected.csv"))
        return;
    for (size_t i = 0; i < LEN(folders); i++) {
        char path[200];
        snprintf(path, sizeof path, "../shared/seed-facts/%s/claims.csv",
                 folders[i]);
        if (!table_load(&seed, path)) {
            tap_skip("../shared/seed-facts is not there: the expectation was "
                     "not compared with its source");
            continue;
        }
        (void)table_read(&seed, path);
        for (size_t k = 0; k < seed.n; k++) {
            bool found = false;
            for (size_t j = 0; j < expected.n && !found; j++)
                found = strcmp(expected.row[j][1], seed.row[k][0]) == 0;
            ok(found, seed.row[k][0]);
        }
    }
}

int main(void)
{
    struct arena *arena = arena_open();
    for (size_t i = 0; i < LEN(rows); i++)
        is_text(verdict(arena, rows[i].type, rows[i].published, rows[i].formula,
                        rows[i].rounding, rows[i].condition),
                rows[i].expected, rows[i].formula);
    lints(arena);
    shipped(arena);
    lower_bounds(arena);
    all_rows();
    arena_close(arena);
    return tap_done();
}
