/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/survey_design.h"
#include "data/number.h"
#include "indicators/survey_notes.h"

#include <stdlib.h>
#include <string.h>

/* A stratum or unit of which less than this is not in the sample is a full
 * count: it adds no variance [R survey, onestrat]. */
static const double FULL = 1e-7;

struct reading {
    struct arena *arena;
    const struct survey_design *spec;
    const struct sums *sums;
    struct survey_notes *notes;
    struct design *out;
    const struct sums_group *groups;
    /* The first keys tell the stratum, the unit, the second-stage unit. */
    size_t of_stratum, of_unit, of_second;
};

/* ---------------------------------------------------------------- prefixes */

static size_t position(const struct reading *r, const char *name)
{
    const struct sums_query *q = &r->sums->spec->queries[0];
    for (size_t i = 0; i < q->n_keys; i++)
        if (strcmp(r->sums->spec->columns[q->keys[i]].name, name) == 0)
            return i;
    return q->n_keys;
}

/* The prefix of keys that holds these columns as well. */
static size_t prefix(const struct reading *r, size_t least,
                     const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (names[i] && position(r, names[i]) + 1 > least)
            least = position(r, names[i]) + 1;
    return least;
}

static void find_prefixes(struct reading *r)
{
    const char *const *wave = NULL;
    size_t n = r->spec->wave ? variable_columns(r->spec->wave, &wave) : 0;
    size_t waves = prefix(r, 0, wave, n);
    r->of_stratum = prefix(r, waves, r->spec->strata, SURVEY_COMBINED);
    r->of_unit = prefix(r, r->of_stratum, r->spec->psu, SURVEY_COMBINED);
    r->of_second = prefix(r, r->of_unit, &r->spec->ssu, 1);
}

static bool same_prefix(const struct reading *r, size_t a, size_t b, size_t n)
{
    return n == 0 || memcmp(r->groups[a].keys, r->groups[b].keys,
                            n * sizeof *r->groups[a].keys) == 0;
}

/* ------------------------------------------------------------------- names */

static const char *name_of(const struct reading *r, size_t place,
                           const char *const *columns)
{
    const char *first = NULL, *second = NULL;
    for (size_t i = 0; i < SURVEY_COMBINED; i++) {
        if (!columns[i])
            continue;
        const char *text =
            sums_text(r->sums, 0, &r->groups[place], position(r, columns[i]));
        if (first)
            second = text;
        else
            first = text;
    }
    return second  ? str_join(r->arena, first, "/", second, NULL)
           : first ? first
                   : "";
}

/* -------------------------------------------------------------------- sizes */

/* The text of a size column as a number; false: it is none. */
static bool size_at(const struct reading *r, size_t place, const char *column,
                    double *out)
{
    const struct number_spec plain = {.unit = NULL};
    struct number number;
    const char *text =
        sums_text(r->sums, 0, &r->groups[place], position(r, column));
    struct finding f = number_read(text, &plain, &number);
    if (message_is_error(f.id) || number.missing != MISSING_NOT)
        return false;
    *out = decimal_double(number.value);
    return true;
}

struct size_trouble {
    enum survey_trouble number, small, varies;
};
static const struct size_trouble first_stage = {
    TROUBLE_FPC_NUMBER, TROUBLE_FPC_SMALL, TROUBLE_FPC_VARIES};
static const struct size_trouble second_stage = {
    TROUBLE_FPC2_NUMBER, TROUBLE_FPC2_SMALL, TROUBLE_FPC2_VARIES};

/* The size of the population in one column over places that share it: n of
 * it are in the sample.  0: trouble. */
static double common_size(const struct reading *r, size_t from, size_t to,
                          const char *column, double n,
                          const char *const *named,
                          const struct size_trouble *trouble)
{
    double first = 0;
    for (size_t i = from; i < to; i++) {
        double size = 0;
        const char *text =
            sums_text(r->sums, 0, &r->groups[i], position(r, column));
        const char *name = name_of(r, i, named);
        if (!size_at(r, i, column, &size)) {
            survey_note(r->notes, trouble->number, name, text, 1);
            return 0;
        }
        if (i > from && size != first) {
            survey_note(r->notes, trouble->varies, name, text, 1);
            return 0;
        }
        first = size;
        if (size < n) {
            survey_note(r->notes, trouble->small, name, text, (uint64_t)n);
            return 0;
        }
    }
    return first;
}

static double rest_of(double n, double population)
{
    double rest = population > 0 ? 1 - n / population : 1;
    return rest < FULL ? 0 : rest;
}

/* --------------------------------------------------------- units and strata */

static void number_places(struct reading *r, size_t n)
{
    struct design *d = r->out;
    d->places = arena_make(r->arena, struct design_place, n + 1);
    unsigned second = 0;
    for (size_t i = 0; i < n; i++) {
        bool stratum = i == 0 || !same_prefix(r, i - 1, i, r->of_stratum);
        bool unit = stratum ||
                    (d->plan->units && !same_prefix(r, i - 1, i, r->of_unit));
        d->n_strata += stratum;
        d->n_units += unit;
        second += i > 0 && (unit || !same_prefix(r, i - 1, i, r->of_second));
        d->places[i] = (struct design_place){
            .stratum = (unsigned)d->n_strata - 1,
            .unit = (unsigned)d->n_units - 1,
            .second = second,
            .rows = (double)(r->groups[i].n + r->groups[i].missing),
            .factor = 1,
        };
    }
}

/* Weights are N/n and M/m where the file has none of its own. */
static bool made_weights(const struct reading *r)
{
    return !r->spec->weight && !r->out->plan->given;
}

/* Second-stage units, or the rows where they are not named. */
static double seconds_of(const struct reading *r, size_t from, size_t to)
{
    const struct design_place *p = r->out->places;
    double n = 0;
    for (size_t i = from; i < to; i++)
        if (!r->spec->ssu)
            n += p[i].rows;
        else
            n += i == from || p[i].second != p[i - 1].second;
    return n;
}

static void read_unit(struct reading *r, size_t from, size_t to)
{
    struct design *d = r->out;
    struct design_unit *u = &d->units[d->places[from].unit];
    u->stratum = d->places[from].stratum;
    u->n = seconds_of(r, from, to);
    u->rest = 1;
    if (!r->spec->fpc2 || !d->plan->units)
        return;
    double size = common_size(r, from, to, r->spec->fpc2, u->n, r->spec->psu,
                              &second_stage);
    u->rest = rest_of(u->n, size);
    for (size_t i = from; i < to && made_weights(r) && size > 0; i++)
        d->places[i].factor *= size / u->n;
}

static double units_of(const struct reading *r, size_t from, size_t to)
{
    const struct design_place *p = r->out->places;
    double n = 0;
    for (size_t i = from; i < to; i++)
        if (!r->out->plan->units)
            n += p[i].rows;
        else
            n += i == from || p[i].unit != p[i - 1].unit;
    return n;
}

static void read_stratum(struct reading *r, size_t from, size_t to)
{
    struct design *d = r->out;
    struct design_stratum *s = &d->strata[d->places[from].stratum];
    s->name = name_of(r, from, r->spec->strata);
    s->n = units_of(r, from, to);
    double size = 0;
    if (r->spec->fpc)
        size = common_size(r, from, to, r->spec->fpc, s->n, r->spec->strata,
                           &first_stage);
    s->rest = rest_of(s->n, size);
    s->lonely = s->n <= 1 && s->rest > 0;
    for (size_t i = from; i < to && made_weights(r) && size > 0; i++)
        d->places[i].factor *= size / s->n;
    bool asked = r->spec->replicates.n_columns == 0;
    if (s->lonely && d->lonely == LONELY_FAIL && asked) {
        survey_note(r->notes, TROUBLE_LONELY, s->name, NULL, 1);
        d->stuck = true;
    }
}

/* Calls `read` on each run of places of one unit or stratum. */
static void read_runs(struct reading *r, bool strata,
                      void (*read)(struct reading *, size_t, size_t))
{
    const struct design *d = r->out;
    size_t from = 0;
    for (size_t i = 1; i <= d->n_places; i++) {
        bool ends = i == d->n_places ||
                    (strata ? d->places[i].stratum != d->places[from].stratum
                            : d->places[i].unit != d->places[from].unit);
        if (!ends)
            continue;
        read(r, from, i);
        from = i;
    }
}

/* ------------------------------------------------- one name in two strata */

struct named_unit {
    const struct reading *reading;
    size_t place;
    bool across_waves; /* compare names without the wave */
};

static int compare_columns(const struct reading *r, size_t a, size_t b,
                           const char *const *columns)
{
    for (size_t i = 0; i < SURVEY_COMBINED; i++) {
        size_t at = columns[i] ? position(r, columns[i]) : 0;
        if (!columns[i])
            continue;
        unsigned x = r->groups[a].keys[at], y = r->groups[b].keys[at];
        if (x != y)
            return x < y ? -1 : 1;
    }
    return 0;
}

static int compare_names(const void *a, const void *b)
{
    const struct named_unit *x = a, *y = b;
    const struct reading *r = x->reading;
    const struct design_place *p = r->out->places;
    int order = compare_columns(r, x->place, y->place, r->spec->psu);
    if (order == 0 && x->across_waves)
        order = compare_columns(r, x->place, y->place, r->spec->strata);
    if (order == 0 && !x->across_waves) {
        unsigned v = r->out->strata[p[x->place].stratum].wave;
        unsigned w = r->out->strata[p[y->place].stratum].wave;
        order = v < w ? -1 : v > w;
    }
    return order ? order : x->place < y->place ? -1 : x->place > y->place;
}

static void check_names(const struct reading *r, bool across_waves)
{
    const struct design *d = r->out;
    struct named_unit *all =
        arena_make(r->arena, struct named_unit, d->n_units + 1);
    size_t n = 0;
    for (size_t i = 0; i < d->n_places; i++)
        if (i == 0 || d->places[i].unit != d->places[i - 1].unit)
            all[n++] = (struct named_unit){r, i, across_waves};
    if (n)
        qsort(all, n, sizeof *all, compare_names);
    for (size_t i = 1; i < n; i++) {
        size_t a = all[i - 1].place, b = all[i].place;
        bool same = compare_columns(r, a, b, r->spec->psu) == 0;
        unsigned v = d->strata[d->places[a].stratum].wave;
        unsigned w = d->strata[d->places[b].stratum].wave;
        if (across_waves)
            same = same && v != w &&
                   compare_columns(r, a, b, r->spec->strata) == 0;
        else
            same = same && v == w;
        if (same)
            survey_note(r->notes,
                        across_waves ? TROUBLE_TWO_WAVES : TROUBLE_TWO_STRATA,
                        name_of(r, b, r->spec->psu),
                        str_join(r->arena, name_of(r, a, r->spec->strata), ", ",
                                 name_of(r, b, r->spec->strata), NULL),
                        1);
    }
}

/* ------------------------------------------------------------------- waves */

static void read_waves(struct reading *r)
{
    struct design *d = r->out;
    if (!r->spec->wave)
        return;
    const struct variable *wave = r->spec->wave;
    const char *const *names = NULL;
    size_t n = variable_columns(wave, &names);
    const char **texts = arena_make(r->arena, const char *, n + 1);
    const char **found = arena_make(r->arena, const char *, d->n_strata + 1);
    for (size_t i = 0; i < d->n_places; i++) {
        if (i > 0 && d->places[i].stratum == d->places[i - 1].stratum)
            continue;
        for (size_t k = 0; k < n; k++)
            texts[k] =
                sums_text(r->sums, 0, &r->groups[i], position(r, names[k]));
        const char *category = variable_category(wave, texts);
        size_t at = 0;
        while (category && at < d->n_waves && strcmp(found[at], category) != 0)
            at++;
        if (category && at == d->n_waves)
            found[d->n_waves++] = category;
        d->strata[d->places[i].stratum].wave = (unsigned)at;
    }
    d->waves = found;
    if (d->n_waves != 2)
        survey_note(r->notes, TROUBLE_WAVES, variable_name(wave), NULL,
                    d->n_waves);
}

/* -------------------------------------------------------------------- front */

static void read_weights(struct reading *r)
{
    struct design *d = r->out;
    const struct survey_ask *ask = &d->plan->design;
    double all = 0;
    for (size_t i = 0; i < d->n_places; i++) {
        double w = d->places[i].rows;
        if (ask->weighted[0] != PRODUCT_COUNT)
            w = sums_double(r->groups[i].sums[ask->weighted[0]],
                            sums_scale(r->sums, 0, ask->weighted[0]));
        d->places[i].weight = w * d->places[i].factor;
        all += d->places[i].weight;
    }
    if (d->n_places > 0 && !(all > 0))
        survey_note(r->notes, TROUBLE_ZERO_WEIGHTS, NULL, NULL, 0);
    if (!r->spec->weight && !r->spec->fpc && !r->spec->census)
        survey_note(r->notes, TROUBLE_NO_WEIGHTS, NULL, NULL, 0);
}

struct design survey_design_read(struct arena *arena,
                                 const struct survey_design *spec,
                                 const struct survey_plan *plan,
                                 const struct sums *sums,
                                 struct survey_notes *notes)
{
    struct design out = {.plan = plan,
                         .n_places = sums->tables[0].n,
                         .lonely = spec->lonely,
                         .adjust_domain = spec->adjust_domain_lonely,
                         .level = spec->level > 0 ? spec->level : 0.95};
    struct reading r = {.arena = arena,
                        .spec = spec,
                        .sums = sums,
                        .notes = notes,
                        .out = &out,
                        .groups = sums->tables[0].groups};
    out.two_stages =
        plan->units && spec->fpc && spec->fpc2 && !spec->replicates.method;
    find_prefixes(&r);
    number_places(&r, out.n_places);
    out.units = arena_make(arena, struct design_unit, out.n_units + 1);
    out.strata = arena_make(arena, struct design_stratum, out.n_strata + 1);
    read_runs(&r, true, read_stratum);
    read_runs(&r, false, read_unit);
    read_waves(&r);
    read_weights(&r);
    bool strata = spec->strata[0] != NULL;
    if (plan->units && strata && !spec->nest)
        check_names(&r, false);
    if (plan->units && spec->wave && !spec->waves_independent)
        check_names(&r, true);
    return out;
}

/* ------------------------------------------------------- degrees of freedom */

void survey_design_count(struct design_count *count, unsigned place,
                         double rows)
{
    const struct design_place *p = &count->design->places[place];
    bool stratum = !count->begun || p->stratum != count->last_stratum;
    bool unit = stratum || p->unit != count->last_unit;
    count->strata += stratum;
    if (count->design->plan->units)
        count->units += unit;
    else
        count->units += rows;
    count->last_unit = p->unit;
    count->last_stratum = p->stratum;
    count->begun = true;
}

double survey_design_df(const struct design_count *count)
{
    return count->units - count->strata;
}
