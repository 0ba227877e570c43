/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/survey_variance.h"

#include <math.h>
#include <string.h>

/* Of sums of squares, relative. */
static const double ROUNDING = 1e-14;

/* The spread of one run of units: a stratum's units, or a unit's second-stage
 * units.  Two passes, so that near-equal units do not cancel. */
struct spread {
    size_t m;
    double *sum, *mean, *part; /* of m statistics */
    double *v;                 /* m x m: of this run */
};

struct run {
    double n;    /* units of the sample */
    double seen; /* units that the places tell of */
    double rest; /* 1 - f */
    bool centred;
    bool by_rows;
};

/* (1-f) n/(n-1) */
static double scale_of(const struct run *run)
{
    return run->n > 1 ? run->rest * run->n / (run->n - 1) : run->rest;
}

static unsigned unit_at(const struct design *d, const struct linearised *l,
                        size_t i, bool second)
{
    const struct design_place *p = &d->places[l->place[i]];
    return second ? p->second : p->unit;
}

static void add_sums(const struct linearised *l, size_t from, size_t to,
                     double *sum)
{
    memset(sum, 0, l->m * sizeof *sum);
    for (size_t i = from; i < to; i++)
        for (size_t a = 0; a < l->m; a++)
            sum[a] += l->z[i * l->m + a];
}

static void add_square(const double *x, size_t m, double times, double *v)
{
    for (size_t a = 0; a < m; a++)
        for (size_t b = 0; b < m; b++)
            v[a * m + b] += times * x[a] * x[b];
}

/* Sum over units of (z - mean)(z - mean)'. */
static void spread_units(const struct design *d, const struct linearised *l,
                         size_t from, size_t to, bool second, struct spread *s)
{
    for (size_t i = from; i < to;) {
        unsigned unit = unit_at(d, l, i, second);
        size_t end = i + 1;
        while (end < to && unit_at(d, l, end, second) == unit)
            end++;
        add_sums(l, i, end, s->part);
        for (size_t a = 0; a < s->m; a++)
            s->part[a] -= s->mean[a];
        add_square(s->part, s->m, 1, s->v);
        i = end;
    }
}

static void spread_rows(const struct linearised *l, size_t from, size_t to,
                        struct spread *s)
{
    size_t cells = s->m * s->m;
    for (size_t i = from; i < to; i++)
        for (size_t a = 0; a < cells; a++)
            s->v[a] += l->zz[i * cells + a];
}

/* Sums of squares less those of the mean; what is left of equal rows by the
 * rounding of the sums is 0. */
static void centre_rows(const struct run *run, struct spread *s)
{
    size_t m = s->m;
    for (size_t a = 0; a < m; a++)
        s->part[a] = s->v[a * m + a];
    add_square(s->sum, m, -1 / run->n, s->v);
    for (size_t a = 0; a < m * m; a++)
        if (fabs(s->v[a]) <= ROUNDING * sqrt(s->part[a / m] * s->part[a % m]))
            s->v[a] = 0;
}

/* The contribution of a run into s->v. */
static void spread_run(const struct design *d, const struct linearised *l,
                       size_t from, size_t to, bool second,
                       const struct run *run, struct spread *s)
{
    memset(s->v, 0, s->m * s->m * sizeof *s->v);
    add_sums(l, from, to, s->sum);
    for (size_t a = 0; a < s->m; a++)
        s->mean[a] = run->centred ? s->sum[a] / run->n : 0;
    if (run->by_rows) {
        spread_rows(l, from, to, s);
        if (run->centred)
            centre_rows(run, s);
    } else {
        spread_units(d, l, from, to, second, s);
        add_square(s->mean, s->m, run->n - run->seen, s->v);
    }
    double scale = scale_of(run);
    for (size_t a = 0; a < s->m * s->m; a++)
        s->v[a] *= scale;
}

/* The same for one statistic and named units. */
static double spread_one(const struct design *d, const struct linearised *l,
                         size_t from, size_t to, bool second,
                         const struct run *run)
{
    double sum = 0, mean = 0, v = 0;
    for (size_t i = from; i < to; i++)
        sum += l->z[i];
    if (run->centred)
        mean = sum / run->n;
    for (size_t i = from; i < to;) {
        unsigned unit = unit_at(d, l, i, second);
        double part = l->z[i++];
        while (i < to && unit_at(d, l, i, second) == unit)
            part += l->z[i++];
        v += (part - mean) * (part - mean);
    }
    v += (run->n - run->seen) * mean * mean;
    return v * scale_of(run);
}

static double units_seen(const struct design *d, const struct linearised *l,
                         size_t from, size_t to, bool second, bool by_rows)
{
    double n = 0;
    for (size_t i = from; i < to; i++)
        if (by_rows)
            n += l->rows[i];
        else
            n += i == from ||
                 unit_at(d, l, i, second) != unit_at(d, l, i - 1, second);
    return n;
}

static void add_run(const struct design *d, const struct linearised *l,
                    size_t from, size_t to, bool second, const struct run *run,
                    struct spread *s, double times, double *v)
{
    if (s->m == 1 && !run->by_rows) {
        v[0] += times * spread_one(d, l, from, to, second, run);
        return;
    }
    spread_run(d, l, from, to, second, run, s);
    for (size_t a = 0; a < s->m * s->m; a++)
        v[a] += times * s->v[a];
}

/* The second stage of each unit of a stratum. */
static void add_seconds(const struct design *d, const struct linearised *l,
                        size_t from, size_t to, double fraction,
                        struct spread *s, double *v)
{
    for (size_t i = from; i < to;) {
        unsigned unit = unit_at(d, l, i, false);
        const struct design_unit *u = &d->units[unit];
        size_t end = i + 1;
        while (end < to && unit_at(d, l, end, false) == unit)
            end++;
        bool by_rows = l->zz != NULL;
        double seen = units_seen(d, l, i, end, true, by_rows);
        struct run run = {u->n, seen, u->rest, true, by_rows};
        run.centred = d->lonely != LONELY_ADJUST || seen > 1 ||
                      (u->n > 1 && !d->adjust_domain);
        if (u->rest > 0)
            add_run(d, l, i, end, true, &run, s, fraction, v);
        i = end;
    }
}

/* What the rule for strata of one unit makes of a run. */
static enum survey_reason judge(const struct design *d,
                                const struct design_stratum *h, double seen,
                                struct run *run, bool *drop)
{
    bool one = seen <= 1 && h->n > 1 && d->adjust_domain;
    if (h->lonely && d->lonely == LONELY_FAIL)
        return GAP_LONELY;
    *run = (struct run){h->n, seen, h->rest, true, !d->plan->units};
    run->centred = d->lonely != LONELY_ADJUST || seen > 1 || (h->n > 1 && !one);
    *drop = d->lonely == LONELY_AVERAGE && h->rest > 0 && (h->lonely || one);
    return GAP_NONE;
}

/* Strata dropped stand for the mean of the others. */
static enum survey_reason averaged(double strata, double dropped, size_t cells,
                                   double *v)
{
    if (dropped > 0 && dropped >= strata)
        return GAP_LONELY;
    for (size_t a = 0; a < cells && dropped > 0; a++)
        v[a] *= strata / (strata - dropped);
    return GAP_NONE;
}

/* One statistic, each place a unit: the shares of a report are thousands. */
static enum survey_reason
variance_of_units(const struct design *d, const struct linearised *l, double *v)
{
    double dropped = 0;
    size_t from = 0;
    *v = 0;
    for (size_t i = 0; i < l->n_strata; i++) {
        const struct linear_stratum *s = &l->strata[i];
        struct run run;
        bool drop = false;
        double sum = 0, square = 0, mean;
        if (judge(d, &d->strata[s->stratum], s->seen, &run, &drop) != GAP_NONE)
            return GAP_LONELY;
        for (size_t e = from; e < s->to; e++)
            sum += l->z[e];
        mean = run.centred ? sum / run.n : 0;
        for (size_t e = from; e < s->to; e++)
            square += (l->z[e] - mean) * (l->z[e] - mean);
        square += (run.n - run.seen) * mean * mean;
        dropped += drop;
        if (!drop)
            *v += square * scale_of(&run);
        from = s->to;
    }
    return averaged((double)l->n_strata, dropped, 1, v);
}

enum survey_reason survey_variance(struct arena *scratch,
                                   const struct design *d,
                                   const struct linearised *l, double *v)
{
    size_t m = l->m;
    if (l->strata && m == 1 && !d->two_stages)
        return variance_of_units(d, l, v);
    struct spread s = {
        .m = m,
        .sum = arena_make(scratch, double, m),
        .mean = arena_make(scratch, double, m),
        .part = arena_make(scratch, double, m),
        .v = arena_make(scratch, double, m *m),
    };
    double strata = 0, dropped = 0;
    memset(v, 0, m * m * sizeof *v);
    for (size_t from = 0; from < l->n;) {
        unsigned stratum = d->places[l->place[from]].stratum;
        const struct design_stratum *h = &d->strata[stratum];
        struct run run;
        bool drop = false;
        size_t to = from + 1;
        while (to < l->n && d->places[l->place[to]].stratum == stratum)
            to++;
        double seen = units_seen(d, l, from, to, false, !d->plan->units);
        if (judge(d, h, seen, &run, &drop) != GAP_NONE)
            return GAP_LONELY;
        strata++;
        dropped += drop;
        if (!drop && h->rest > 0)
            add_run(d, l, from, to, false, &run, &s, 1, v);
        if (d->two_stages)
            add_seconds(d, l, from, to, 1 - h->rest, &s, v);
        from = to;
    }
    return averaged(strata, dropped, m * m, v);
}
