/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * <survey-table>: a question by groups.  Reading turns it into requests of
 * its survey, and of the earlier one that it compares with.
 */
#include "data/fold.h"
#include "engine/plan_surveys_int.h"
#include <string.h>

/* Names separated by blanks. */
static size_t words_of(struct arena *arena, const char *text,
                       const char *const **out)
{
    const char **all = arena_make(arena, const char *, strlen(text) + 1);
    struct str rest = str_of(text);
    size_t n = 0;
    while (rest.len) {
        size_t len = 0;
        while (len < rest.len && !strchr(" \t\r\n", rest.at[len]))
            len++;
        if (len)
            all[n++] = str_z(arena, str_head(rest, len));
        rest = str_from(rest, len + (len < rest.len));
    }
    *out = all;
    return n;
}

static bool find_question(struct surveys_reader *s, const struct draft_table *d,
                          struct table_asking *a)
{
    const struct xml_attribute *name = xmltree_attribute(d->node, "variable");
    const struct codebook *book = a->survey->survey.codebook;
    if (book) {
        a->variable = codebook_find(s->r->arena, book, name->value);
        a->set = codebook_set_find(s->r->arena, book, name->value);
    }
    enum codebook_disclosure disclosure = a->set ? a->set->disclosure
                                          : a->variable
                                              ? a->variable->disclosure
                                              : DISCLOSURE_OPEN;
    if (disclosure == DISCLOSURE_CLOSED) {
        diag_add(s->r->diag, MSG_SURVEY_CLOSED, name->place, name->value, NULL);
        return false;
    }
    if (a->set || a->variable)
        return true;
    diag_add(s->r->diag, MSG_SURVEY_QUESTION, name->place, name->value,
             a->survey->survey.id, NULL);
    return false;
}

/* 非公開: columns of the design, numbers of respondents. */
static bool is_closed(struct surveys_reader *s, const struct table_asking *a,
                      const char *name, struct place place)
{
    const struct codebook *book = a->survey->survey.codebook;
    const struct codebook_variable *v =
        book ? codebook_find(s->r->arena, book, name) : NULL;
    if (!v || v->disclosure != DISCLOSURE_CLOSED)
        return false;
    diag_add(s->r->diag, MSG_SURVEY_CLOSED, place, name, NULL);
    return true;
}

static bool find_groups(struct surveys_reader *s, const struct draft_table *d,
                        struct table_asking *a)
{
    const struct xml_attribute *by = xmltree_attribute(d->node, "by");
    const char *const *names = NULL;
    size_t n = by ? words_of(s->r->arena, by->value, &names) : 0;
    a->by = arena_make(s->r->arena, const struct variable *, n);
    a->n_by = n;
    for (size_t i = 0; i < n; i++) {
        a->by[i] = plan_surveys_variable(s, a->survey, names[i], by->place);
        if (!a->by[i] || is_closed(s, a, names[i], by->place))
            return false;
    }
    return true;
}

/* One request for the whole sample, then one for each dividing variable. */
static size_t *ask_all(struct surveys_reader *s, const struct table_asking *a,
                       struct survey_request q)
{
    size_t *at = arena_make(s->r->arena, size_t, 1 + a->n_by);
    q.where = a->where;
    q.n_where = a->where != NULL;
    at[0] = plan_surveys_ask(s, a->survey, &q);
    q.by_only = true;
    q.n_by = 1;
    for (size_t i = 0; i < a->n_by; i++) {
        q.by = &a->by[i];
        at[i + 1] = plan_surveys_ask(s, a->survey, &q);
    }
    return at;
}

static struct survey_request question_of(struct arena *arena,
                                         const struct table_asking *a)
{
    struct survey_request q = {.estimator = SURVEY_SHARE};
    if (!a->set) {
        q.variable = a->variable->variable;
        return q;
    }
    const struct variable **items =
        arena_make(arena, const struct variable *, a->set->n);
    for (size_t i = 0; i < a->set->n; i++)
        items[i] = a->set->members[i].chosen;
    q.estimator = SURVEY_MULTI;
    q.items = items;
    q.n_items = a->set->n;
    q.base = BASE_ANSWERED; /* `chosen` is missing out of the set's base */
    return q;
}

/* Asks one survey; false: said. */
static bool ask(struct surveys_reader *s, const struct draft_table *d,
                struct table_asking *a)
{
    const struct xml_attribute *where = xmltree_attribute(d->node, "where");
    if (!a->survey || !a->survey->good || !find_question(s, d, a) ||
        !find_groups(s, d, a) ||
        (where && !plan_surveys_where(s, a->survey, where->value, where->place,
                                      &a->where)))
        return false;
    a->shares = ask_all(s, a, question_of(s->r->arena, a));
    if (a->variable && a->variable->positive)
        a->positives =
            ask_all(s, a,
                    (struct survey_request){.estimator = SURVEY_PROPORTION,
                                            .variable = a->variable->positive,
                                            .category = "1"});
    return true;
}

static void read_table(struct surveys_reader *s, struct draft_table *d,
                       const struct xml_node *node)
{
    struct plan_reader *r = s->r;
    const struct xml_attribute *survey = xmltree_attribute(node, "survey");
    const struct xml_attribute *before = xmltree_attribute(node, "previous");
    d->node = node;
    plan_check_id(r, node);
    d->table.id = xmltree_value(node, "id", "");
    d->table.title = xmltree_text(node, "title");
    d->table.place = node->place;
    d->table.remarks = plan_remarks(r, node, &d->table.n_remarks);
    d->now.survey = plan_surveys_find(s, survey->value, survey->place);
    if (before)
        d->before.survey = plan_surveys_find(s, before->value, before->place);
    if (ask(s, d, &d->now) && before)
        ask(s, d, &d->before);
}

void plan_survey_tables_read(struct surveys_reader *s)
{
    s->n_tables = xmltree_count(s->node, "survey-table");
    s->tables = arena_make(s->r->arena, struct draft_table, s->n_tables);
    size_t n = 0;
    for (const struct xml_node *node = xmltree_child(s->node, "survey-table");
         node; node = xmltree_next(node))
        read_table(s, &s->tables[n++], node);
}
