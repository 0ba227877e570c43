/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/survey_weights.h"
#include "indicators/stat_calibrate.h"
#include "indicators/survey_notes.h"
#include "indicators/survey_replicate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Margins of raking must hold to this, relative, within so many rounds. */
static const double RAKING_EPSILON = 1e-12;
enum { RAKING_ROUNDS = 500, RAKING_CYCLES = 10 };

struct making {
    struct survey_reader *reader;
    struct arena *arena;
    const struct survey_design *spec;
    const struct design *design;
    const struct sums *sums;
    struct survey_notes *notes;
    struct survey_weights *out;
    struct weights_margin *margins;
    double *factors;
};

/* ------------------------------------------------------------------- cells */

static int compare_combos(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static size_t target_of(const struct survey_margin *m, const char *category)
{
    size_t i = 0;
    while (i < m->n && strcmp(m->categories[i], category) != 0)
        i++;
    return i;
}

/* The margins' groups of each group of a query as one number; groups of a
 * margin count as in its list, n is one that is not listed. */
static uint64_t *combos_of(struct survey_reader *r,
                           const struct weights_margin *margins,
                           size_t n_margins, size_t query, bool tell)
{
    size_t n = r->sums->tables[query].n;
    uint64_t *combo = arena_make(r->arena, uint64_t, n + 1);
    for (size_t m = 0; m < n_margins; m++) {
        const struct survey_margin *margin = margins[m].margin;
        struct survey_coding c = survey_code(r, query, margin->variable);
        size_t *target = arena_make(r->arena, size_t, c.n + 1);
        for (size_t i = 0; i < c.n; i++) {
            target[i] = target_of(margin, c.category[i]);
            if (tell && target[i] == margin->n)
                survey_note(r->notes, TROUBLE_MARGIN_NONE, c.category[i],
                            variable_name(margin->variable), 1);
        }
        for (size_t i = 0; i < n; i++) {
            bool out = c.code[i] == SURVEY_OUT;
            if (tell && out)
                survey_note(r->notes, TROUBLE_MARGIN_NONE, "",
                            variable_name(margin->variable), 1);
            combo[i] = combo[i] * (margin->n + 1) +
                       (out ? margin->n : target[c.code[i]]);
        }
    }
    return combo;
}

const unsigned *survey_weights_cells(struct survey_reader *r,
                                     const struct survey_weights *w,
                                     size_t query)
{
    size_t n = r->sums->tables[query].n;
    unsigned *cell = arena_make(r->arena, unsigned, n + 1);
    if (w->kind == CALIBRATION_NONE || w->n_margins == 0)
        return cell;
    uint64_t *combo = combos_of(r, w->margins, w->n_margins, query, false);
    for (size_t i = 0; i < n; i++) {
        const uint64_t *at = bsearch(&combo[i], w->combos, w->cells,
                                     sizeof *combo, compare_combos);
        cell[i] = at ? (unsigned)(at - w->combos) : SURVEY_OUT;
    }
    return cell;
}

static void find_cells(struct making *k)
{
    struct survey_weights *w = k->out;
    size_t query = k->design->plan->cells.query;
    size_t n = k->sums->tables[query].n, kept = 0;
    uint64_t *all = combos_of(k->reader, k->margins, w->n_margins, query, true);
    if (n)
        qsort(all, n, sizeof *all, compare_combos);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || all[kept - 1] != all[i])
            all[kept++] = all[i];
    w->combos = all;
    w->cells = kept ? kept : 1;
    for (size_t m = 0; m < w->n_margins; m++)
        k->margins[m].group = arena_make(k->arena, size_t, w->cells);
    for (size_t c = 0; c < kept; c++) {
        uint64_t rest = all[c];
        for (size_t m = w->n_margins; m-- > 0;) {
            size_t groups = k->margins[m].margin->n + 1;
            k->margins[m].group[c] = rest % groups;
            rest /= groups;
        }
    }
}

static void read_margins(struct making *k)
{
    struct survey_weights *w = k->out;
    double first = 0;
    w->n_margins = k->spec->n_margins;
    k->margins = arena_make(k->arena, struct weights_margin, w->n_margins + 1);
    for (size_t m = 0; m < w->n_margins; m++) {
        const struct survey_margin *margin = &k->spec->margins[m];
        double *target = arena_make(k->arena, double, margin->n + 1);
        double sum = 0;
        for (size_t i = 0; i < margin->n; i++) {
            target[i] = decimal_double(margin->totals[i]);
            sum += target[i];
        }
        if (m > 0 && fabs(sum - first) > 1e-9 * fabs(first))
            survey_note(k->notes, TROUBLE_MARGIN_SUMS,
                        variable_name(margin->variable), NULL, 0);
        first = m > 0 ? first : sum;
        k->margins[m] =
            (struct weights_margin){margin, NULL, target, margin->n};
    }
    w->margins = k->margins;
}

/* A total of people whom the sample does not have. */
static void check_margins(struct making *k)
{
    const struct survey_weights *w = k->out;
    for (size_t m = 0; m < w->n_margins; m++) {
        const struct survey_margin *margin = w->margins[m].margin;
        for (size_t g = 0; g < margin->n; g++) {
            double weight = 0;
            for (size_t c = 0; c < w->cells; c++)
                if (w->margins[m].group[c] == g)
                    weight += w->cell_t[c * w->width];
            if (!(weight > 0) && w->margins[m].target[g] > 0)
                survey_note(k->notes, TROUBLE_MARGIN_EMPTY,
                            margin->categories[g],
                            variable_name(margin->variable), 0);
        }
    }
}

/* ----------------------------------------------------------------- entries */

static double amount(const struct making *k, size_t query,
                     const struct sums_group *g, size_t product)
{
    if (product == PRODUCT_COUNT)
        return (double)g->n;
    return sums_double(g->sums[product], sums_scale(k->sums, query, product));
}

static void read_entry(const struct making *k, size_t group, unsigned place,
                       unsigned cell, struct weights_entry *out)
{
    const struct survey_plan *plan = k->design->plan;
    const struct survey_ask *ask = &plan->cells;
    const struct sums_group *g = &k->sums->tables[ask->query].groups[group];
    size_t width = k->out->width, aux = width - 1;
    double factor = k->design->places[place].factor;
    double *t = arena_make(k->arena, double, width);
    double *cross = arena_make(k->arena, double, aux *aux + 1);
    for (size_t j = 0; j < width; j++)
        t[j] = factor * amount(k, ask->query, g, ask->weighted[j]);
    for (size_t j = 0; j < aux * aux; j++)
        cross[j] = factor * amount(k, ask->query, g, plan->cross[j]);
    *out = (struct weights_entry){.place = place,
                                  .cell = cell,
                                  .rows = (double)g->n,
                                  .t = t,
                                  .cross = cross};
    if (plan->by_rows)
        out->square =
            factor * factor * amount(k, ask->query, g, ask->square[SQUARE_11]);
    if (g->missing > 0)
        survey_note(k->notes, TROUBLE_GREG, k->spec->totals[0].column, NULL,
                    g->missing);
}

static void read_entries(struct making *k)
{
    struct survey_weights *w = k->out;
    size_t query = k->design->plan->cells.query;
    size_t n = k->sums->tables[query].n;
    const unsigned *place = survey_prefixes(k->arena, k->sums, query, 0);
    const unsigned *cell = survey_weights_cells(k->reader, w, query);
    struct weights_entry *e = arena_make(k->arena, struct weights_entry, n + 1);
    double *t = arena_make(k->arena, double, w->cells * w->width);
    double *rows = arena_make(k->arena, double, w->cells);
    for (size_t i = 0; i < n; i++) {
        read_entry(k, i, place[i], cell[i], &e[i]);
        rows[cell[i]] += e[i].rows;
        for (size_t j = 0; j < w->width; j++)
            t[cell[i] * w->width + j] += e[i].t[j];
    }
    w->entries = e;
    w->n_entries = n;
    w->cell_t = t;
    w->cell_rows = rows;
}

/* ----------------------------------------------------------------- factors */

/* Sums of one replicate by cell: t and the sum of cross. */
struct cell_sums {
    double *t, *cross;
};

static bool post_stratify(const struct making *k, const double *t, double *out)
{
    const struct survey_weights *w = k->out;
    const struct weights_margin *m = &w->margins[0];
    double *estimate = arena_make(k->arena, double, m->groups + 1);
    double *factor = arena_make(k->arena, double, m->groups + 1);
    struct calibration how;
    for (size_t c = 0; c < w->cells; c++)
        estimate[m->group[c]] += t[c];
    if (stat_post_stratify(estimate, m->target, m->groups, factor, &how) !=
        STAT_OK)
        return false;
    for (size_t c = 0; c < w->cells; c++)
        out[c] = factor[m->group[c]];
    return true;
}

static bool rake(const struct making *k, const double *t, double *out)
{
    const struct survey_weights *w = k->out;
    struct margin *margins = arena_make(k->arena, struct margin, w->n_margins);
    for (size_t m = 0; m < w->n_margins; m++)
        margins[m] = (struct margin){w->margins[m].group, w->margins[m].groups,
                                     w->margins[m].target};
    struct raking_spec spec = {
        t, w->cells, margins, w->n_margins, RAKING_EPSILON, RAKING_ROUNDS};
    struct calibration how;
    double *scratch = arena_make(k->arena, double, stat_rake_scratch(&spec));
    return stat_rake(&spec, out, scratch, &how) == STAT_OK;
}

/* GREG columns: all categories of the first margin, all but the last of the
 * others, then the numbers. */
static size_t dummies(const struct survey_weights *w)
{
    size_t n = 0;
    for (size_t m = 0; m < w->n_margins; m++)
        n += w->margins[m].groups - (m > 0);
    return n;
}

/* Does a cell belong to the dummy? */
static bool in_dummy(const struct survey_weights *w, size_t cell, size_t dummy)
{
    for (size_t m = 0; m < w->n_margins; m++) {
        size_t n = w->margins[m].groups - (m > 0);
        if (dummy < n)
            return w->margins[m].group[cell] == dummy;
        dummy -= n;
    }
    return false;
}

/* How column a of GREG enters a cell: 1 (column 0 of its sums) or a number. */
static bool enters(const struct survey_weights *w, size_t cell, size_t a,
                   size_t *column)
{
    size_t n = dummies(w);
    *column = a < n ? 0 : a - n + 1;
    return a >= n || in_dummy(w, cell, a);
}

static double *cross_products(const struct making *k, struct cell_sums s)
{
    const struct survey_weights *w = k->out;
    size_t n = dummies(w), size = n + w->width - 1, aux = w->width - 1;
    double *xwx = arena_make(k->arena, double, size *size + 1);
    for (size_t a = 0; a < size; a++)
        for (size_t b = 0; b < size; b++) {
            double sum = 0;
            for (size_t c = 0; c < w->cells; c++) {
                size_t i = 0, j = 0;
                if (!enters(w, c, a, &i) || !enters(w, c, b, &j))
                    continue;
                if (i && j)
                    sum += s.cross[c * aux * aux + (i - 1) * aux + j - 1];
                else
                    sum += s.t[c * w->width + i + j];
            }
            xwx[a * size + b] = sum;
        }
    return xwx;
}

/* X'v by the columns of GREG from sums by cell. */
static void project(const struct survey_weights *w, const double *sums,
                    size_t size, double *out)
{
    for (size_t a = 0; a < size; a++) {
        out[a] = 0;
        for (size_t c = 0; c < w->cells; c++) {
            size_t i = 0;
            if (enters(w, c, a, &i))
                out[a] += sums[c * w->width + i];
        }
    }
}

/* Coefficients of the columns as coefficients of cells. */
static void spread_columns(const struct survey_weights *w, const double *beta,
                           size_t size, double *out)
{
    memset(out, 0, w->cells * w->width * sizeof *out);
    for (size_t c = 0; c < w->cells; c++)
        for (size_t a = 0; a < size; a++) {
            size_t i = 0;
            if (enters(w, c, a, &i))
                out[c * w->width + i] += beta[a];
        }
}

static bool greg(const struct making *k, struct cell_sums s, double *out)
{
    struct survey_weights *w = k->out;
    size_t n = dummies(w), size = n + w->width - 1, at = 0;
    double *xwx = cross_products(k, s);
    double *xw = arena_make(k->arena, double, size + 1);
    double *total = arena_make(k->arena, double, size + 1);
    double *lambda = arena_make(k->arena, double, size + 1);
    double *scratch = arena_make(k->arena, double, size *size + 3 * size + 1);
    size_t *order = arena_make(k->arena, size_t, size + 1);
    struct calibration how;
    project(w, s.t, size, xw);
    for (size_t m = 0; m < w->n_margins; m++)
        for (size_t g = 0; g + (m > 0) < w->margins[m].groups; g++)
            total[at++] = w->margins[m].target[g];
    for (size_t j = 0; j + 1 < w->width; j++)
        total[at++] = decimal_double(k->spec->totals[j].total);
    struct greg_spec spec = {xwx, xw, total, size};
    if (stat_greg(&spec, lambda, scratch, order, &how) != STAT_OK)
        return false;
    if (!w->xwx) {
        w->xwx = xwx;
        w->k = size;
    }
    spread_columns(w, lambda, size, out);
    for (size_t c = 0; c < w->cells; c++)
        out[c * w->width] += 1;
    return true;
}

static bool make_factors(const struct making *k, struct cell_sums s,
                         double *out)
{
    switch (k->spec->calibration) {
    case CALIBRATION_POSTSTRATA:
        return post_stratify(k, s.t, out);
    case CALIBRATION_RAKING:
        return rake(k, s.t, out);
    case CALIBRATION_GREG:
        return greg(k, s, out);
    default:
        return true;
    }
}

static void fail(struct making *k)
{
    static const enum survey_trouble trouble[] = {
        [CALIBRATION_POSTSTRATA] = TROUBLE_MARGIN_EMPTY,
        [CALIBRATION_RAKING] = TROUBLE_RAKING,
        [CALIBRATION_GREG] = TROUBLE_GREG,
    };
    k->out->stuck = true;
    if (k->notes->n == 0)
        survey_note(k->notes, trouble[k->spec->calibration], NULL, NULL, 0);
}

/* Calibrated weights below 0 are legal, and worth a word. */
static void note_negative(struct making *k)
{
    const struct survey_weights *w = k->out;
    uint64_t cells = 0;
    for (size_t c = 0; c < w->cells; c++)
        cells += survey_weights_factors(w, 0, c)[0] < 0;
    if (cells && w->width == 1)
        survey_note(k->notes, TROUBLE_GREG_WEIGHTS, NULL, NULL, cells);
}

/* -------------------------------------------------------------- replicates */

static struct cell_sums sums_of_replicate(const struct making *k,
                                          const struct survey_generated *gen,
                                          size_t replicate)
{
    const struct survey_weights *w = k->out;
    size_t aux = w->width - 1;
    struct cell_sums s = {
        arena_make(k->arena, double, w->cells * w->width),
        arena_make(k->arena, double, w->cells *aux *aux + 1),
    };
    for (size_t i = 0; i < w->n_entries; i++) {
        const struct weights_entry *e = &w->entries[i];
        double f =
            replicate == 0
                ? 1
                : survey_generated_factor(gen, k->design, replicate, e->place);
        for (size_t j = 0; j < w->width; j++)
            s.t[e->cell * w->width + j] += f * e->t[j];
        for (size_t j = 0; j < aux * aux; j++)
            s.cross[e->cell * aux * aux + j] += f * e->cross[j];
    }
    return s;
}

static struct cell_sums sums_of_column(const struct making *k, size_t replicate)
{
    const struct survey_weights *w = k->out;
    const struct survey_plan *plan = k->design->plan;
    size_t aux = w->width - 1, query = plan->cells.query;
    const struct sums_table *table = &k->sums->tables[query];
    struct cell_sums s = {
        arena_make(k->arena, double, w->cells * w->width),
        arena_make(k->arena, double, w->cells *aux *aux + 1),
    };
    for (size_t i = 0; i < table->n; i++) {
        size_t cell = w->entries[i].cell;
        for (size_t j = 0; j < w->width; j++)
            s.t[cell * w->width + j] +=
                amount(k, query, &table->groups[i],
                       plan->cells.weighted[replicate * w->width + j]);
        for (size_t j = 0; j < aux * aux; j++)
            s.cross[cell * aux * aux + j] +=
                amount(k, query, &table->groups[i],
                       plan->cross[replicate * aux * aux + j]);
    }
    return s;
}

static void calibrate_all(struct making *k, const struct survey_generated *gen)
{
    struct survey_weights *w = k->out;
    size_t step = w->cells * w->width;
    for (size_t r = 0; r <= w->replicates; r++) {
        struct cell_sums s = r > 0 && k->design->plan->given
                                 ? sums_of_column(k, r)
                                 : sums_of_replicate(k, gen, r);
        bool good = make_factors(k, s, k->factors + r * step);
        if (!good && r == 0) {
            fail(k);
            return;
        }
        w->bad[r] = !good;
    }
}

/* ------------------------------------------------------------------- front */

static void plain_factors(struct survey_weights *w, double *factors)
{
    for (size_t i = 0; i < (1 + w->replicates) * w->cells; i++)
        factors[i * w->width] = 1;
}

struct survey_weights survey_weights_make(struct survey_reader *reader,
                                          const struct survey_design *spec,
                                          const struct design *design,
                                          const struct survey_generated *gen)
{
    struct arena *arena = reader->arena;
    struct survey_weights out = {.kind = spec->calibration,
                                 .cells = 1,
                                 .width = 1 + design->plan->auxiliaries,
                                 .replicates = gen->n};
    struct making k = {.reader = reader,
                       .arena = arena,
                       .spec = spec,
                       .design = design,
                       .sums = reader->sums,
                       .notes = reader->notes,
                       .out = &out};
    out.bad = arena_make(arena, bool, out.replicates + 1);
    const struct survey_notes *notes = reader->notes;
    size_t troubles = notes->n;
    if (out.kind != CALIBRATION_NONE) {
        read_margins(&k);
        find_cells(&k);
        for (size_t i = troubles; i < notes->n; i++)
            out.stuck = out.stuck || !survey_is_note(notes->all[i].trouble);
    }
    k.factors =
        arena_make(arena, double, (1 + out.replicates) * out.cells * out.width);
    out.factors = k.factors;
    plain_factors(&out, k.factors);
    if (out.kind == CALIBRATION_NONE || out.stuck)
        return out;
    read_entries(&k);
    check_margins(&k);
    calibrate_all(&k, gen);
    note_negative(&k);
    return out;
}

/* --------------------------------------------------------------- residuals */

static void explain_margins(struct arena *arena, const struct survey_weights *w,
                            const double *plain, double *out)
{
    memset(out, 0, w->cells * sizeof *out);
    for (size_t round = 0; round < RAKING_CYCLES * w->n_margins; round++) {
        const struct weights_margin *m = &w->margins[round % w->n_margins];
        double *sum = arena_make(arena, double, m->groups + 1);
        double *rows = arena_make(arena, double, m->groups + 1);
        for (size_t c = 0; c < w->cells; c++) {
            sum[m->group[c]] += plain[c] - out[c] * w->cell_rows[c];
            rows[m->group[c]] += w->cell_rows[c];
        }
        for (size_t c = 0; c < w->cells; c++)
            if (rows[m->group[c]] > 0)
                out[c] += sum[m->group[c]] / rows[m->group[c]];
    }
}

bool survey_weights_explain(struct arena *arena, const struct survey_weights *w,
                            const double *zsum, const double *plain,
                            double *out)
{
    if (w->kind == CALIBRATION_RAKING) {
        explain_margins(arena, w, plain, out);
        return true;
    }
    if (w->kind == CALIBRATION_POSTSTRATA) {
        for (size_t c = 0; c < w->cells; c++)
            out[c] = w->cell_t[c] > 0 ? zsum[c] / w->cell_t[c] : 0;
        return true;
    }
    double *xwz = arena_make(arena, double, w->k + 1);
    double *beta = arena_make(arena, double, w->k + 1);
    double *scratch = arena_make(arena, double, w->k * w->k + 3 * w->k + 1);
    size_t *order = arena_make(arena, size_t, w->k + 1);
    struct calibration how;
    project(w, zsum, w->k, xwz);
    struct greg_spec spec = {w->xwx, xwz, xwz, w->k};
    if (stat_greg_beta(&spec, xwz, beta, scratch, order, &how) != STAT_OK)
        return false;
    spread_columns(w, beta, w->k, out);
    return true;
}
