/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Designs of surveys: two ways to the same design, replicates, calibration,
 * waves, and what is wrong with a design.
 */
#include "people.h"

/* -------------------------------------------------------------- replicates */

/* Two units a stratum, three strata: all products of signs of a Hadamard
 * matrix of order 4 without its row of ones. */
static void balanced(void)
{
    static const int hadamard[4][3] = {
        {1, 1, 1}, {-1, 1, -1}, {1, -1, -1}, {-1, -1, 1}};
    static const char *const names[] = {"r1", "r2", "r3", "r4"};
    struct made m = begin(3, 2);
    m.design.fpc = NULL;
    struct survey_request q = {.estimator = SURVEY_TOTAL, .y = {.column = "y"}};
    struct survey_answers linear = ask(&m, &q, 1);
    for (size_t k = 0; k < 4; k++) {
        m.table = survey_with(&m.table, names[k], "");
        for (size_t r = 0; r < m.table.rows; r++) {
            const char **c = m.table.cell[r];
            int h = atoi(c[STRATUM]), second = atoi(c[UNIT]) % 2;
            bool in = (hadamard[k][h] > 0) == (second == 0);
            c[COLUMNS + k] = in ? "2" : "0";
        }
    }
    m.design.replicates = (struct survey_replicates){.method = REPLICATION_BRR,
                                                     .columns = names,
                                                     .n_columns = 4,
                                                     .factors = true};
    struct survey_answers brr = ask(&m, &q, 1);
    is_near(brr.rows[0].se.x, linear.rows[0].se.x, 1e-12,
            "balanced half samples of a total: the linear error");
    is_near(brr.rows[0].df.x, 3, 0, "replicates less 1, units less strata");
    m.design.replicates = (struct survey_replicates){.method = REPLICATION_JKN};
    struct survey_answers jkn = ask(&m, &q, 1);
    is_near(jkn.rows[0].se.x, linear.rows[0].se.x, 1e-11, "so the jackknife");
    m.design.replicates.method = REPLICATION_BRR;
    jkn = ask(&m, &q, 1);
    ok(found(&jkn, TROUBLE_REPLICATES, NULL) &&
           jkn.rows[0].se_reason == GAP_REPLICATES &&
           jkn.rows[0].estimate.known,
       "half samples are not made here");
    m.design.replicates.method = REPLICATION_JK1;
    jkn = ask(&m, &q, 1);
    ok(found(&jkn, TROUBLE_JK1_STRATA, NULL), "jk1 and strata");
    arena_close(m.arena);
}

/* ------------------------------------------------------------- calibration */

static void calibrated(void)
{
    static const char *const areas[] = {"north", "south"};
    static const char *const q4[] = {"1", "2", "3", "4"};
    static const struct decimal area_totals[] = {{700, 0}, {300, 0}};
    static const struct decimal q_totals[] = {
        {250, 0}, {200, 0}, {300, 0}, {250, 0}};
    static const struct survey_total total[] = {{"y", {1020000, 0}}};
    struct made m = begin(3, 6);
    for (size_t r = 0; r < m.table.rows; r++) {
        const char **c = m.table.cell[r];
        c[Q] = *c[Q] ? c[Q] : "3";
        c[Y] = *c[Y] ? c[Y] : "1010";
    }
    struct survey_margin margins[] = {{plain(&m, "a"), areas, area_totals, 2},
                                      {plain(&m, "q"), q4, q_totals, 4}};
    struct survey_request q[3] = {
        {.estimator = SURVEY_COUNT, .variable = plain(&m, "a")},
        {.estimator = SURVEY_COUNT, .variable = plain(&m, "q")},
        {.estimator = SURVEY_TOTAL, .y = {.column = "y"}}};
    m.design.margins = margins;
    m.design.n_margins = 2;
    m.design.calibration = CALIBRATION_RAKING;
    struct survey_answers a = ask(&m, q, 3);
    is_near(a.rows[0].estimate.x, 700, 1e-10, "raked to the first margin");
    is_near(a.rows[3].estimate.x, 200, 1e-10, "and to the second");
    ok(a.rows[3].se.x < 1e-6 && a.rows[6].se.x > 1, "known totals: no error");
    ok(a.summary.least.known && a.summary.least.x > 0 &&
           a.summary.greatest.x > a.summary.least.x,
       "the factors are told");
    m.design.calibration = CALIBRATION_GREG;
    m.design.totals = total;
    m.design.n_totals = 1;
    a = ask(&m, q, 3);
    is_near(a.rows[0].estimate.x, 700, 1e-9, "GREG: categories");
    is_near(a.rows[6].estimate.x, 1020000, 1e-9, "GREG: a number");
    ok(a.rows[6].se.x < 1e-3 * a.rows[6].estimate.x * 1e-3,
       "GREG: no error of what is known");
    m.design.psu[0] = NULL;
    a = ask(&m, q, 3);
    ok(a.rows[6].estimate.known && a.rows[6].se_reason == GAP_NEEDS_PSU,
       "GREG of numbers needs units");

    m.design = (struct survey_design){
        .weight = "w", .strata = {"h"}, .psu = {"u"}, .fpc = "N"};
    m.design.calibration = CALIBRATION_POSTSTRATA;
    m.design.margins = margins;
    m.design.n_margins = 1;
    margins[0].n = 1;
    a = ask(&m, q, 1);
    ok(found(&a, TROUBLE_MARGIN_NONE, "south") &&
           a.rows[0].reason == GAP_CALIBRATION,
       "a sampled category without a total");
    static const char *const three[] = {"north", "south", "west"};
    static const struct decimal totals3[] = {{7, 0}, {3, 0}, {1, 0}};
    margins[0] = (struct survey_margin){plain(&m, "a"), three, totals3, 3};
    a = ask(&m, q, 1);
    ok(found(&a, TROUBLE_MARGIN_EMPTY, "west"), "a total without rows");
    margins[0].n = 2;
    m.design.n_margins = 2;
    m.design.calibration = CALIBRATION_RAKING;
    a = ask(&m, q, 1);
    ok(found(&a, TROUBLE_MARGIN_SUMS, "q"), "margins of other sums");
    arena_close(m.arena);
}

/* ---------------------------------------------------- troubles of a design */

static void set_column(struct survey_table *t, size_t column, size_t row,
                       const char *text)
{
    t->cell[row][column] = text;
}

static void troubles(void)
{
    struct survey_request q = {.estimator = SURVEY_MEAN, .y = {.column = "y"}};
    struct made m = begin(2, 1);
    struct survey_answers a = ask(&m, &q, 1);
    ok(found(&a, TROUBLE_LONELY, "0") && found(&a, TROUBLE_LONELY, "1") &&
           a.rows[0].estimate.known && a.rows[0].se_reason == GAP_LONELY,
       "strata of one unit are named");
    m.design.lonely = LONELY_AVERAGE;
    a = ask(&m, &q, 1);
    ok(a.rows[0].se_reason == GAP_LONELY && a.n_findings == 0,
       "no stratum to take the mean of");
    arena_close(m.arena);

    m = begin(2, 4);
    set_column(&m.table, UNIT, m.table.rows - 1, "0");
    a = ask(&m, &q, 1);
    ok(found(&a, TROUBLE_TWO_STRATA, "0"), "a unit in two strata");
    m.design.nest = true;
    a = ask(&m, &q, 1);
    ok(a.n_findings == 0, "nested: two units of one name");
    for (size_t r = 0; r < m.table.rows; r++)
        set_column(&m.table, SIZE, r, "3");
    a = ask(&m, &q, 1);
    ok(found(&a, TROUBLE_FPC_SMALL, "0") && found(&a, TROUBLE_FPC_SMALL, "1"),
       "a population smaller than the sample");
    for (size_t r = 0; r < m.table.rows; r++)
        set_column(&m.table, SIZE, r, "many");
    a = ask(&m, &q, 1);
    ok(found(&a, TROUBLE_FPC_NUMBER, "1"), "a size that is no number");
    for (size_t r = 0; r < m.table.rows; r++)
        set_column(&m.table, SIZE, r, r ? "900" : "901");
    a = ask(&m, &q, 1);
    ok(found(&a, TROUBLE_FPC_VARIES, "0"), "two sizes of one stratum");
    for (size_t r = 0; r < m.table.rows; r++)
        set_column(&m.table, SIZE, r, "16");
    for (size_t r = 0; r < m.table.rows; r++)
        set_column(&m.table, WEIGHT, r, "0");
    a = ask(&m, &q, 1);
    ok(found(&a, TROUBLE_ZERO_WEIGHTS, NULL) &&
           a.rows[0].reason == GAP_ZERO_BASE,
       "weights of 0");
    struct survey_request text = {.estimator = SURVEY_MEAN,
                                  .y = {.variable = plain(&m, "a")}};
    a = ask(&m, &text, 1);
    ok(found(&a, TROUBLE_NOT_NUMBER, "north"), "the mean of a text");
    arena_close(m.arena);
}

/* ------------------------------------------------------------------- waves */

static void waves(void)
{
    struct made m = begin(3, 5);
    m.table = survey_with(&m.table, "wave", "2019");
    struct survey_table second = people(m.arena, 3, 5);
    second = survey_with(&second, "wave", "2022");
    for (size_t r = 0; r < second.rows; r++)
        if (r % 3 == 0 && *second.cell[r][Q])
            second.cell[r][Q] = "1";
    struct survey_table first = m.table;
    m.table = survey_stack(&first, &second);
    m.design.wave = plain(&m, "wave");
    const struct variable *by[] = {plain(&m, "a")};
    struct survey_request q = {.estimator = SURVEY_SHARE,
                               .variable = plain(&m, "q"),
                               .by = by,
                               .n_by = 1,
                               .waves = true};
    struct survey_answers a = ask(&m, &q, 1);
    ok(found(&a, TROUBLE_TWO_WAVES, "0"), "units of one name in both waves");
    m.design.waves_independent = true;
    a = ask(&m, &q, 1);
    ok(a.n_findings == 0 && a.n == 3 * (4 + 4 + 4),
       "each wave and differences");
    struct survey_request one = {.estimator = SURVEY_SHARE,
                                 .variable = plain(&m, "q")};
    struct made alone = m;
    alone.table = second;
    alone.design.wave = NULL;
    struct survey_answers b = ask(&alone, &one, 1);
    const struct survey_row *x = &a.rows[4], *d = &a.rows[24];
    is_text(x->wave, "2022", "the second wave");
    is_near(x->se.x, b.rows[0].se.x, 1e-13,
            "a wave is estimated as if it were alone");
    ok(d->what == ROW_DIFFERENCE && d->of == SURVEY_SHARE &&
           strcmp(d->category, "1") == 0 && d->p.known,
       "the difference of the first category");
    is_near(d->estimate.x, x->estimate.x - a.rows[0].estimate.x, 1e-13,
            "second less first");
    is_near(d->se.x, hypot(x->se.x, a.rows[0].se.x), 1e-13, "errors add");
    m.table = first;
    a = ask(&m, &q, 1);
    ok(found(&a, TROUBLE_WAVES, "wave"), "one wave is no comparison");
    arena_close(m.arena);
}

/* ------------------------------------------------ two ways to one design */

static bool near_rows(const struct survey_answers *a,
                      const struct survey_answers *b)
{
    bool good = a->n == b->n;
    for (size_t i = 0; i < a->n && good; i++) {
        const struct survey_row *x = &a->rows[i], *y = &b->rows[i];
        double scale = fabs(x->estimate.x);
        /* Sums of squares leave what is 0 but for rounding; mentions have an
         * error only where units are named. */
        bool errors = x->what != ROW_MENTIONS || (x->se.known && y->se.known);
        good = x->estimate.known == y->estimate.known &&
               fabs(x->estimate.x - y->estimate.x) <= 1e-12 * scale &&
               fabs(x->df.x - y->df.x) <= 1e-9 &&
               (!errors ||
                fabs(x->se.x - y->se.x) <= 1e-9 * x->se.x + 1e-9 * scale);
        if (!good)
            printf("# %s %s: %.15g %.15g, se %.15g %.15g, df %g %g\n",
                   survey_what_text(x->what), x->category, x->estimate.x,
                   y->estimate.x, x->se.x, y->se.x, x->df.x, y->df.x);
    }
    return good;
}

static void add_ids(struct made *m)
{
    m->table = survey_with(&m->table, "id", "");
    for (size_t r = 0; r < m->table.rows; r++)
        m->table.cell[r][m->table.columns - 1] = number(m->arena, r);
}

/* Every row a unit by default, or by its name: sums of squares against sums
 * of units, plain and calibrated. */
static void rows_as_units(void)
{
    static const char *const areas[] = {"north", "south"};
    static const struct decimal totals[] = {{700, 0}, {300, 0}};
    struct made m = begin(3, 6);
    struct survey_request q[KINDS];
    struct survey_margin margin = {plain(&m, "a"), areas, totals, 2};
    every_kind(&m, q);
    add_ids(&m);
    m.table = survey_with(&m.table, "P", "500");
    m.design = (struct survey_design){
        .weight = "w", .strata = {"h"}, .fpc = "P", .margins = &margin};
    for (size_t calibrated = 0; calibrated < 3; calibrated++) {
        m.design.calibration = (enum survey_calibration)calibrated;
        m.design.n_margins = calibrated > 0;
        m.design.psu[0] = NULL;
        struct survey_answers a = ask(&m, q, calibrated ? 5 : KINDS);
        m.design.psu[0] = "id";
        struct survey_answers b = ask(&m, q, calibrated ? 5 : KINDS);
        ok(near_rows(&a, &b) && a.n_findings == 0,
           calibrated ? "the same, calibrated" : "rows as units, by name");
    }
    m.design.psu[0] = NULL;
    struct survey_answers a = ask(&m, &q[5], 1);
    ok(a.rows[0].estimate.known && a.rows[0].se_reason == GAP_NEEDS_PSU,
       "a calibrated ratio needs named units");
    arena_close(m.arena);
}

static void two_stages(void)
{
    struct made m = begin(3, 6);
    struct survey_request q[KINDS];
    every_kind(&m, q);
    add_ids(&m);
    m.table = survey_with(&m.table, "M", "25");
    struct survey_answers one = ask(&m, q, KINDS);
    m.design.fpc2 = "M";
    struct survey_answers a = ask(&m, q, KINDS);
    m.design.ssu = "id";
    struct survey_answers b = ask(&m, q, KINDS);
    ok(near_rows(&a, &b), "rows as second-stage units, by name");
    ok(a.rows[1].se.x > one.rows[1].se.x, "the second stage adds its variance");
    for (size_t r = 0; r < m.table.rows; r++)
        m.table.cell[r][m.table.columns - 1] = "2";
    a = ask(&m, q, 1);
    ok(found(&a, TROUBLE_FPC2_SMALL, NULL), "fewer persons than were asked");
    arena_close(m.arena);
}

/* The jackknife from columns and from units, calibrated in every replicate. */
static void jackknives(void)
{
    static const char *const names[] = {"j0", "j1", "j2", "j3", "j4", "j5"};
    static const char *const areas[] = {"north", "south"};
    static const struct decimal totals[] = {{700, 0}, {300, 0}};
    struct made m = begin(1, 6);
    struct survey_margin margin = {plain(&m, "a"), areas, totals, 2};
    struct survey_request q[KINDS];
    every_kind(&m, q);
    m.design = (struct survey_design){.weight = "w",
                                      .psu = {"u"},
                                      .margins = &margin,
                                      .n_margins = 1,
                                      .calibration = CALIBRATION_POSTSTRATA};
    m.design.replicates.method = REPLICATION_JK1;
    struct survey_answers made = ask(&m, q, KINDS);
    for (size_t k = 0; k < 6; k++) {
        m.table = survey_with(&m.table, names[k], "1.2"); /* n/(n-1) */
        for (size_t r = 0; r < m.table.rows; r++)
            if (*m.table.cell[r][UNIT] == (char)('0' + k))
                m.table.cell[r][m.table.columns - 1] = "0";
    }
    m.design.replicates.columns = names;
    m.design.replicates.n_columns = 6;
    m.design.replicates.factors = true;
    struct survey_answers given = ask(&m, q, KINDS);
    ok(near_rows(&made, &given) && made.n_findings == 0,
       "replicates made and given, calibrated alike");
    m.design.calibration = CALIBRATION_NONE;
    given = ask(&m, q, KINDS);
    m.design.replicates.n_columns = 0;
    made = ask(&m, q, KINDS);
    ok(near_rows(&made, &given), "and not calibrated");
    arena_close(m.arena);
}

int main(void)
{
    rows_as_units();
    two_stages();
    jackknives();
    balanced();
    calibrated();
    troubles();
    waves();
    return tap_done();
}
