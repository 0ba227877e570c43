/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/survey_domain.h"
#include "indicators/survey_notes.h"

#include <stdlib.h>
#include <string.h>

/* -------------------------------------------------------------- categories */

static size_t key_of(const struct sums *sums, size_t query, const char *name)
{
    const struct sums_query *q = &sums->spec->queries[query];
    const struct sums_column *columns = sums->spec->columns;
    for (size_t i = 0; i < q->n_keys; i++)
        if (strcmp(columns[q->keys[i]].name, name) == 0)
            return i;
    return 0;
}

struct survey_binding survey_bind(struct arena *arena, const struct sums *sums,
                                  size_t query, const struct variable *variable)
{
    const char *const *names = NULL;
    size_t n = variable_columns(variable, &names);
    size_t *at = arena_make(arena, size_t, n + 1);
    for (size_t i = 0; i < n; i++)
        at[i] = key_of(sums, query, names[i]);
    return (struct survey_binding){
        .sums = sums,
        .query = &sums->spec->queries[query],
        .variable = variable,
        .n = n,
        .at = at,
        .texts = arena_make(arena, const char *, n + 1),
    };
}

const char *survey_category(const struct survey_binding *b,
                            const struct sums_group *group)
{
    for (size_t i = 0; i < b->n; i++) {
        unsigned column = b->query->keys[b->at[i]];
        b->texts[i] = b->sums->values[column].texts[group->keys[b->at[i]]];
    }
    return variable_category(b->variable, b->texts);
}

static int compare_categories(const void *a, const void *b, void *variable)
{
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;
    int order = variable_compare(variable, x, y);
    return order ? order : strcmp(x, y);
}

/* Sorts, and leaves one of each. */
static size_t unique_categories(const char **all, size_t n,
                                const struct variable *variable)
{
    size_t kept = 0;
    if (n)
        qsort_r(all, n, sizeof *all, compare_categories,
                (void *)(uintptr_t)variable);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || strcmp(all[kept - 1], all[i]) != 0)
            all[kept++] = all[i];
    return kept;
}

static unsigned find_category(const char *const *all, size_t n,
                              const struct variable *variable,
                              const char *category)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        int order = compare_categories(&all[mid], &category,
                                       (void *)(uintptr_t)variable);
        if (order == 0)
            return (unsigned)mid;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return SURVEY_OUT;
}

/* Rows of categories that the codebook does not list. */
static void note_unknown(const struct survey_coding *coding,
                         const struct sums_table *table,
                         const struct variable *variable,
                         struct survey_notes *notes)
{
    for (size_t c = 0; c < coding->n; c++) {
        uint64_t rows = 0;
        if (variable_knows(variable, coding->category[c]))
            continue;
        for (size_t i = 0; i < table->n; i++)
            if (coding->code[i] == c)
                rows += table->groups[i].n + table->groups[i].missing;
        survey_note(notes, TROUBLE_CATEGORY, coding->category[c],
                    variable_name(variable), rows);
    }
}

struct survey_known_codes {
    const struct variable *variable;
    const char *const *category;
    size_t n;
    const unsigned *code; /* of each text of the column */
    struct survey_known_codes *next;
};

/* Of one column each text is looked at once, not each group. */
static const struct survey_known_codes *code_texts(struct survey_reader *r,
                                                   struct survey_binding *b)
{
    struct survey_known_codes *k = r->known;
    while (k && k->variable != b->variable)
        k = k->next;
    if (k)
        return k;
    const struct sums_values *v = &b->sums->values[b->query->keys[b->at[0]]];
    const char **found = arena_make(r->arena, const char *, v->n + 1);
    const char **all = arena_make(r->arena, const char *, v->n + 1);
    unsigned *code = arena_make(r->arena, unsigned, v->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < v->n; i++) {
        b->texts[0] = v->texts[i];
        found[i] = variable_category(b->variable, b->texts);
        if (found[i])
            all[n++] = found[i];
    }
    n = unique_categories(all, n, b->variable);
    for (size_t i = 0; i < v->n; i++)
        code[i] = found[i] ? find_category(all, n, b->variable, found[i])
                           : SURVEY_OUT;
    k = arena_make(r->arena, struct survey_known_codes, 1);
    *k = (struct survey_known_codes){b->variable, all, n, code, r->known};
    r->known = k;
    return k;
}

static struct survey_coding code_column(struct survey_reader *r,
                                        struct survey_binding *b,
                                        const struct sums_table *table)
{
    const struct survey_known_codes *k = code_texts(r, b);
    unsigned *of_group = arena_make(r->scratch, unsigned, table->n + 1);
    size_t at = b->at[0];
    for (size_t i = 0; i < table->n; i++)
        of_group[i] = k->code[table->groups[i].keys[at]];
    return (struct survey_coding){k->category, k->n, of_group};
}

static struct survey_coding code_groups(struct survey_reader *r,
                                        struct survey_binding *b,
                                        const struct sums_table *table)
{
    const char **found = arena_make(r->scratch, const char *, table->n + 1);
    const char **all = arena_make(r->scratch, const char *, table->n + 1);
    unsigned *of_group = arena_make(r->scratch, unsigned, table->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < table->n; i++) {
        found[i] = survey_category(b, &table->groups[i]);
        if (found[i])
            all[n++] = found[i];
    }
    n = unique_categories(all, n, b->variable);
    for (size_t i = 0; i < table->n; i++)
        of_group[i] = found[i] ? find_category(all, n, b->variable, found[i])
                               : SURVEY_OUT;
    const char **kept = arena_make(r->arena, const char *, n + 1);
    memcpy(kept, all, n * sizeof *all);
    return (struct survey_coding){kept, n, of_group};
}

struct survey_coding survey_code(struct survey_reader *r, size_t query,
                                 const struct variable *variable)
{
    struct survey_binding b = survey_bind(r->scratch, r->sums, query, variable);
    const struct sums_table *table = &r->sums->tables[query];
    struct survey_coding out =
        b.n == 1 ? code_column(r, &b, table) : code_groups(r, &b, table);
    note_unknown(&out, table, variable, r->notes);
    return out;
}

/* ----------------------------------------------------------------- domains */

static bool *inside(struct survey_reader *r, const struct survey_domains *d,
                    size_t query)
{
    const struct sums_table *table = &r->sums->tables[query];
    bool *in = arena_make(r->scratch, bool, table->n + 1);
    for (size_t i = 0; i < table->n; i++)
        in[i] = true;
    for (size_t f = 0; f < d->request->n_where; f++) {
        const struct survey_filter *filter = &d->request->where[f];
        struct survey_coding c = survey_code(r, query, filter->variable);
        unsigned wanted =
            find_category(c.category, c.n, filter->variable, filter->category);
        for (size_t i = 0; i < table->n; i++)
            in[i] = in[i] && wanted != SURVEY_OUT && c.code[i] == wanted;
    }
    return in;
}

#define NO_COMBO UINT64_MAX

/* Number of the combination of by categories; NO_COMBO: outside, or one is
 * missing.  wave: the code of the wave. */
struct survey_keys {
    uint64_t *combo;
    unsigned *wave;
    const bool *in;
    struct survey_coding *by;
};

static struct survey_keys keys_of(struct survey_reader *r,
                                  const struct survey_domains *d, size_t query)
{
    const struct sums_table *table = &r->sums->tables[query];
    size_t n_by = d->request->n_by;
    struct survey_keys k = {
        .combo = arena_make(r->scratch, uint64_t, table->n + 1),
        .wave = arena_make(r->scratch, unsigned, table->n + 1),
        .in = inside(r, d, query),
        .by = arena_make(r->scratch, struct survey_coding, n_by + 1),
    };
    for (size_t b = 0; b < n_by; b++) {
        k.by[b] = survey_code(r, query, d->request->by[b]);
        for (size_t i = 0; i < table->n; i++) {
            bool out = k.by[b].code[i] == SURVEY_OUT ||
                       k.combo[i] == NO_COMBO || !k.in[i];
            k.combo[i] =
                out ? NO_COMBO : k.combo[i] * k.by[b].n + k.by[b].code[i];
        }
    }
    if (d->wave) {
        struct survey_coding w = survey_code(r, query, d->wave);
        for (size_t i = 0; i < table->n; i++)
            k.wave[i] = w.code[i];
    }
    return k;
}

static int compare_combos(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static size_t find_combo(const struct survey_domains *d, uint64_t combo)
{
    size_t low = 0, high = d->n_combos;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (d->combos[mid] < combo)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static void collect_combos(struct arena *arena, struct survey_domains *d,
                           const struct survey_keys *k, size_t n)
{
    uint64_t *all = arena_make(arena, uint64_t, n + 1);
    size_t found = 0, kept = 0;
    if (d->request->n_by == 0)
        return;
    for (size_t i = 0; i < n; i++)
        if (k->combo[i] != NO_COMBO)
            all[found++] = k->combo[i];
    if (found)
        qsort(all, found, sizeof *all, compare_combos);
    for (size_t i = 0; i < found; i++)
        if (kept == 0 || all[kept - 1] != all[i])
            all[kept++] = all[i];
    d->combos = all;
    d->n_combos = kept;
}

static const char *const *combo_texts(struct arena *arena,
                                      const struct survey_domains *d,
                                      const struct survey_keys *k,
                                      uint64_t combo)
{
    const char **texts = arena_make(arena, const char *, d->request->n_by);
    for (size_t b = d->request->n_by; b-- > 0;) {
        texts[b] = k->by[b].category[combo % k->by[b].n];
        combo /= k->by[b].n;
    }
    return texts;
}

struct survey_domains survey_domains_find(struct survey_reader *r, size_t query,
                                          const struct survey_design *design,
                                          const struct survey_request *request)
{
    struct survey_domains d = {.request = request};
    if (request->waves)
        d.wave = design->wave;
    struct survey_keys k = keys_of(r, &d, query);
    size_t waves = 1;
    if (d.wave) {
        struct survey_coding w = survey_code(r, query, d.wave);
        d.waves = w.category;
        waves = w.n;
    }
    if (waves > 0)
        collect_combos(r->arena, &d, &k, r->sums->tables[query].n);
    d.n_totals = request->by_only ? 0 : waves;
    d.n = d.n_totals + waves * d.n_combos;
    struct survey_target *t =
        arena_make(r->arena, struct survey_target, d.n + 1);
    for (size_t i = 0; i < d.n && waves > 0; i++) {
        bool total = i < d.n_totals;
        size_t at = total ? i : i - d.n_totals;
        t[i].wave = d.wave ? d.waves[at % waves] : NULL;
        if (!total && at % waves == 0)
            t[i].by = combo_texts(r->arena, &d, &k, d.combos[at / waves]);
        else if (!total)
            t[i].by = t[i - 1].by;
    }
    d.targets = t;
    return d;
}

struct survey_places survey_domains_place(struct survey_reader *r,
                                          const struct survey_domains *d,
                                          size_t query)
{
    size_t n = r->sums->tables[query].n;
    size_t waves = d->n_combos ? (d->n - d->n_totals) / d->n_combos : 1;
    struct survey_keys k = keys_of(r, d, query);
    unsigned *total = arena_make(r->arena, unsigned, n + 1);
    unsigned *domain = arena_make(r->arena, unsigned, n + 1);
    for (size_t i = 0; i < n; i++) {
        bool out = !k.in[i] || k.wave[i] == SURVEY_OUT;
        total[i] = out || d->n_totals == 0 ? SURVEY_OUT : k.wave[i];
        domain[i] = SURVEY_OUT;
        if (out || d->n_combos == 0 || k.combo[i] == NO_COMBO)
            continue;
        size_t combo = find_combo(d, k.combo[i]);
        domain[i] = (unsigned)(d->n_totals + combo * waves + k.wave[i]);
    }
    return (struct survey_places){total, domain};
}

/* ---------------------------------------------------------------- prefixes */

/* From the last key on, which changes most. */
static bool begins_with(const unsigned *keys, const unsigned *prefix, size_t n)
{
    while (n > 0 && keys[n - 1] == prefix[n - 1])
        n--;
    return n == 0;
}

const unsigned *survey_prefixes(struct arena *arena, const struct sums *sums,
                                size_t query, size_t of)
{
    const struct sums_table *table = &sums->tables[query];
    const struct sums_group *first = sums->tables[of].groups;
    size_t n = sums->tables[of].n, at = 0;
    size_t n_keys = sums->spec->queries[of].n_keys;
    unsigned *prefix = arena_make(arena, unsigned, table->n + 1);
    for (size_t i = 0; i < table->n && n > 0; i++) {
        const unsigned *keys = table->groups[i].keys;
        while (at + 1 < n && !begins_with(keys, first[at].keys, n_keys))
            at++;
        prefix[i] = (unsigned)at;
    }
    return prefix;
}
