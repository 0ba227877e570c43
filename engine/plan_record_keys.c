/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The texts of a record file against its months and code lists, each text
 * once.  Only for one that is wrong the file is searched for its first row.
 */
#include "engine/plan_surveys_int.h"
#include <string.h>

static void check_months(struct surveys_reader *s,
                         const struct draft_records *d,
                         const struct sums_values *values)
{
    for (size_t i = 0; i < values->n; i++) {
        const char *text = values->texts[i];
        struct period month;
        struct finding f = admin_month(text, &month);
        if (!f.id)
            continue;
        diag_finding(s->r->diag, f, text,
                     plan_record_place(s, d, d->period, text));
        diag_field(s->r->diag, d->period);
    }
}

static void check_codes(struct surveys_reader *s, const struct draft_records *d,
                        const struct plan_record_code *code,
                        const struct sums_values *values)
{
    for (size_t i = 0; i < values->n; i++) {
        const char *text = values->texts[i];
        if (codelist_find(code->list, text))
            continue;
        codelist_check(
            s->r->arena, s->r->diag, code->list,
            &(struct sums_values){&text, 1},
            &(struct codelist_request){
                .column = code->column,
                .place = plan_record_place(s, d, code->column, text)});
    }
}

/* Months of an entry with rows, though it is not in force in them. */
struct outside {
    struct period first, last;
    size_t n;
};

static void add_month(struct outside *o, struct period month)
{
    if (!o->n || period_compare(month, o->first) < 0)
        o->first = month;
    if (!o->n || period_compare(month, o->last) > 0)
        o->last = month;
    o->n++;
}

static void say_outside(struct surveys_reader *s, const struct draft_records *d,
                        const struct plan_record_code *code,
                        const struct codelist_entry *e, const struct outside *o)
{
    struct arena *arena = s->r->arena;
    const char *months = publish_period_code(arena, o->first);
    if (o->n > 1)
        months = str_join(arena, months, " - ",
                          publish_period_code(arena, o->last), NULL);
    diag_add(s->r->diag, MSG_RECORDS_VALIDITY,
             plan_record_place(s, d, code->column, e->code), e->code,
             code->column, months, NULL);
    diag_field(s->r->diag, code->column);
    diag_note(s->r->diag, MSG_DECLARED_HERE, e->place, e->code, NULL);
}

static void check_validity(struct surveys_reader *s,
                           const struct draft_records *d,
                           const struct plan_record_code *code,
                           const struct sums *sums, size_t query)
{
    const struct codelist *list = code->list;
    struct outside *outside = arena_make(s->r->arena, struct outside, list->n);
    for (size_t i = 0; i < sums->tables[query].n; i++) {
        const struct sums_group *g = &sums->tables[query].groups[i];
        const struct codelist_entry *e =
            codelist_find(list, sums_text(sums, query, g, 1));
        struct period month;
        struct finding f = admin_month(sums_text(sums, query, g, 0), &month);
        if (e && !message_is_error(f.id) && !codelist_valid(e, month))
            add_month(&outside[e - list->entries], month);
    }
    for (size_t i = 0; i < list->n; i++)
        if (outside[i].n)
            say_outside(s, d, code, &list->entries[i], &outside[i]);
}

/* Pairs of a code and its parent's column. */
static void check_parents(struct surveys_reader *s,
                          const struct draft_records *d,
                          const struct plan_record_code *code,
                          const struct sums *sums, size_t query)
{
    for (size_t i = 0; i < sums->tables[query].n; i++) {
        const struct sums_group *g = &sums->tables[query].groups[i];
        const char *text = sums_text(sums, query, g, 0);
        const char *up = sums_text(sums, query, g, 1);
        const struct codelist_entry *e = codelist_find(code->list, text);
        if (!e || !e->parent || strcmp(e->parent->code, up) == 0 ||
            !codelist_find(code->list->parents, up))
            continue; /* an unknown parent has been said */
        diag_add(s->r->diag, MSG_RECORDS_PARENT,
                 plan_record_place(s, d, code->column, text), text,
                 code->column, up, e->parent->code, NULL);
        diag_field(s->r->diag, code->column);
        diag_note(s->r->diag, MSG_DECLARED_HERE, e->place, e->code, NULL);
    }
}

void plan_record_keys(struct surveys_reader *s, const struct draft_records *d,
                      const struct sums *sums)
{
    size_t n = d->file.n_codes, pair = n;
    check_months(s, d, &sums->values[0]);
    for (size_t i = 0; i < n; i++) {
        const struct plan_record_code *code = &d->file.codes[i];
        size_t query = admin_query_of_pair(i);
        unsigned column = sums->spec->queries[query].keys[1];
        check_codes(s, d, code, &sums->values[column]);
        check_validity(s, d, code, sums, query);
        if (d->parents[i])
            check_parents(s, d, code, sums, admin_query_of_pair(pair++));
    }
}
