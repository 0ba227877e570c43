/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/codebook.h"

#include "data/codebook_int.h"
#include "data/fold.h"
#include <string.h>

static const char *with_arrow(struct arena *arena, const char *name)
{
    return name ? str_join(arena, " → ", name, NULL) : "";
}

/* -------------------------------------------------------- groups and codes */

static void say_group(struct codebook_reader *r,
                      const struct draft_codebook_variable *member)
{
    const char **names = arena_make(r->arena, const char *, r->n);
    size_t n = 0;
    for (size_t i = 0; i < r->n; i++)
        if (r->drafts[i].is_set)
            names[n++] = r->drafts[i].v.name;
    const char *nearest = fold_nearest(r->arena, member->v.group, names, n);
    diag_add(r->diag, MSG_CODEBOOK_GROUP, member->group_place, member->v.group,
             with_arrow(r->arena, nearest), NULL);
}

/* A member holds 1 or 0, its own missing codes, and those of its set. */
static void complete_member(struct codebook_reader *r,
                            struct draft_codebook_variable *d)
{
    const struct draft_codebook_variable *set = codebook_draft(r, d->v.group);
    if (!set || !set->is_set) {
        say_group(r, d);
        return;
    }
    size_t n = 2, most = 2 + d->n_codes + set->n_codes;
    struct variable_code *codes =
        arena_make(r->arena, struct variable_code, most);
    codes[0] = (struct variable_code){.code = "0", .label = ""};
    codes[1] = (struct variable_code){.code = "1", .label = d->v.text};
    for (size_t i = 0; i < d->n_codes; i++)
        codes[n++] = d->codes[i];
    for (size_t i = 0; i < set->n_codes; i++)
        codes[n++] = set->codes[i];
    d->v.group = set->v.name;
    if (d->v.disclosure < set->v.disclosure)
        d->v.disclosure = set->v.disclosure;
    d->codes = codes;
    d->n_codes = n;
}

static bool lists_answers(const struct draft_codebook_variable *d)
{
    for (size_t i = 0; i < d->n_codes; i++)
        if (d->codes[i].answer == ANSWER_GIVEN)
            return true;
    return false;
}

/* Gives the categories of a definition the labels of the codebook; those that
 * it does not speak of follow. */
static void label_defined(struct codebook_reader *r, struct variable *v,
                          const struct draft_codebook_variable *d)
{
    size_t n = 0, most = d->n_codes + v->n_codes;
    struct variable_code *codes =
        arena_make(r->arena, struct variable_code, most);
    for (size_t i = 0; i < d->n_codes; i++) {
        const char *code = d->codes[i].code;
        if (*code && !variable_code(v, code))
            diag_add(r->diag, MSG_KEY_UNKNOWN, d->codes[i].place, code,
                     d->v.name, "", NULL);
        codes[n++] = d->codes[i];
    }
    struct variable labelled = *v;
    labelled.codes = codes;
    labelled.n_codes = n;
    for (size_t i = 0; i < v->n_codes; i++)
        if (!variable_code(&labelled, v->codes[i].code))
            codes[n++] = v->codes[i];
    v->codes = codes;
    v->n_codes = n;
}

/* ---------------------------------------------------------------- variables */

static const struct variable *read_definition(struct codebook_reader *r,
                                              struct draft_codebook_variable *d,
                                              const struct define_scope *scope)
{
    const struct variable *defined;
    struct finding f = define_expression(r->arena, d->v.name, d->v.definition,
                                         scope, &defined);
    if (f.id) {
        diag_finding(r->diag, f, d->v.definition, d->definition_place);
        return NULL;
    }
    struct variable *v = arena_make(r->arena, struct variable, 1);
    *v = *defined;
    if (d->v.type != CODEBOOK_MULTI)
        label_defined(r, v, d);
    return v;
}

static const struct variable *make_variable(struct codebook_reader *r,
                                            struct draft_codebook_variable *d,
                                            const struct define_scope *scope)
{
    if (*d->v.definition)
        return read_definition(r, d, scope);
    struct variable *v = arena_make(r->arena, struct variable, 1);
    *v = *variable_plain(r->arena, d->v.name);
    v->codes = d->codes;
    v->n_codes = d->n_codes;
    v->closed = lists_answers(d);
    return v;
}

/* The ranges of an AMONG that names the positive codes. */
static void name_positives(struct arena *arena, const struct variable *v,
                           struct condition *among)
{
    struct literal_range *ranges =
        arena_make(arena, struct literal_range, v->n_codes);
    for (size_t i = 0; i < v->n_codes; i++)
        if (v->codes[i].positive)
            ranges[among->n++].low = literal_of(v->codes[i].code);
    among->ranges = ranges;
}

/* 上位: missing out of the base, 0 for 無回答 in it. */
static const struct variable *make_positive(struct arena *arena,
                                            const struct variable *v)
{
    struct draft_variable draft = {.arena = arena};
    struct condition *among = variable_leaf(&draft, CONDITION_AMONG, v);
    struct condition *counted = variable_leaf(&draft, CONDITION_COUNTED, v);
    struct condition *answered = variable_leaf(&draft, CONDITION_ANSWERED, v);
    if (!among || !counted || !answered)
        return NULL;
    name_positives(arena, v, among);
    struct branch branches[] = {
        {condition_join(arena, CONDITION_NOT, counted, NULL), NULL},
        {condition_join(arena, CONDITION_NOT, answered, NULL), "0"},
        {among, "1"},
        {NULL, "0"}};
    const char *name = str_join(arena, v->name, "+", NULL);
    struct variable *made = variable_make(&draft, name, branches, 4);
    return made;
}

static bool is_mark(const char *text)
{
    return strcmp(text, "○") == 0 || strcmp(text, "〇") == 0 ||
           strcmp(text, "◯") == 0 || strcmp(text, "1") == 0;
}

static void add_positive(struct codebook_reader *r, struct codebook_variable *v)
{
    const struct variable_code *first = NULL, *codes;
    size_t n = variable_codes(v->variable, &codes);
    for (size_t i = 0; i < n; i++) {
        if (!codes[i].positive)
            continue;
        if (!first)
            first = &codes[i];
        else if (strcmp(first->positive, codes[i].positive) != 0)
            diag_add(r->diag, MSG_CODEBOOK_TWICE, codes[i].place,
                     codes[i].positive, with_arrow(r->arena, first->positive),
                     NULL);
    }
    if (!first)
        return;
    v->positive_label = is_mark(first->positive) ? "" : first->positive;
    v->positive = make_positive(r->arena, v->variable);
    if (!v->positive)
        diag_add(r->diag, MSG_DEFINE_LIMIT, v->place, v->name, NULL);
}

/* The variables in the order of the file; sets are none. */
static void make_variables(struct codebook_reader *r, struct codebook *book)
{
    struct codebook_variable *out =
        arena_make(r->arena, struct codebook_variable, r->n);
    const struct variable **scope =
        arena_make(r->arena, const struct variable *, r->n + 1);
    book->variables = out;
    book->scope.variables = scope;
    book->scope.columns = arena_make(r->arena, const char *, 1); /* none */
    for (size_t i = 0; i < r->n; i++) {
        struct draft_codebook_variable *d = &r->drafts[i];
        if (d->is_set)
            continue;
        if (d->v.type == CODEBOOK_MULTI)
            complete_member(r, d);
        d->v.variable = make_variable(r, d, &book->scope);
        if (!d->v.variable)
            continue;
        add_positive(r, &d->v);
        scope[book->scope.n_variables++] = d->v.variable;
        out[book->n++] = d->v;
    }
}

/* --------------------------------------------------------------------- sets */

/* A set in the making: its members' columns, and who is in its base. */
struct set_maker {
    struct arena *arena;
    struct draft_variable draft;
    const struct condition *in_base, *answered;
};

static bool make_base(struct set_maker *m, const struct codebook_set *set)
{
    enum condition_kind kind =
        set->base == CODEBOOK_BASE_ASKED ? CONDITION_ASKED : CONDITION_ANSWERED;
    for (size_t i = 0; i < set->n; i++) {
        const struct variable *v = set->members[i].column->variable;
        const struct condition *base = variable_leaf(&m->draft, kind, v);
        const struct condition *answered =
            variable_leaf(&m->draft, CONDITION_ANSWERED, v);
        if (!base || !answered)
            return false;
        m->in_base =
            i ? condition_join(m->arena, CONDITION_OR, m->in_base, base) : base;
        m->answered =
            i ? condition_join(m->arena, CONDITION_OR, m->answered, answered)
              : answered;
    }
    return true;
}

/* 1 where a condition holds, 0 where not, missing out of the base. */
static const struct variable *in_base_variable(struct set_maker *m,
                                               const char *name,
                                               const struct condition *one)
{
    struct branch branches[] = {
        {condition_join(m->arena, CONDITION_NOT, m->in_base, NULL), NULL},
        {one, "1"},
        {NULL, "0"}};
    return variable_make(&m->draft, name, branches, 3);
}

static const struct variable *chosen(struct set_maker *m,
                                     const struct variable *v)
{
    struct literal_range *one = arena_make(m->arena, struct literal_range, 1);
    struct condition *among = variable_leaf(&m->draft, CONDITION_AMONG, v);
    struct condition *given = variable_leaf(&m->draft, CONDITION_ANSWERED, v);
    one->low = literal_of("1");
    among->ranges = one;
    among->n = 1;
    return in_base_variable(
        m, v->name, condition_join(m->arena, CONDITION_AND, given, among));
}

static bool make_set_variables(struct codebook_reader *r,
                               struct codebook_set *set,
                               struct codebook_member *members)
{
    struct set_maker m = {.arena = r->arena};
    m.draft.arena = r->arena;
    if (!make_base(&m, set))
        return false;
    for (size_t i = 0; i < set->n; i++)
        members[i].chosen = chosen(&m, members[i].column->variable);
    struct branch branches[] = {{m.in_base, "1"}, {NULL, "0"}};
    set->in_base = variable_make(&m.draft, set->name, branches, 2);
    set->unanswered = in_base_variable(
        &m, set->name,
        condition_join(r->arena, CONDITION_NOT, m.answered, NULL));
    return true;
}

static void make_set(struct codebook_reader *r, const struct codebook *book,
                     const struct draft_codebook_variable *d,
                     struct codebook_set *set)
{
    struct codebook_member *members =
        arena_make(r->arena, struct codebook_member, book->n);
    *set = (struct codebook_set){.name = d->v.name,
                                 .text = d->v.text,
                                 .note = d->v.note,
                                 .base = d->base,
                                 .disclosure = d->v.disclosure,
                                 .members = members,
                                 .place = d->v.place};
    for (size_t i = 0; i < book->n; i++)
        if (book->variables[i].type == CODEBOOK_MULTI &&
            strcmp(book->variables[i].group, set->name) == 0)
            members[set->n++] =
                (struct codebook_member){.column = &book->variables[i],
                                         .label = book->variables[i].text};
    if (set->n == 0)
        diag_add(r->diag, MSG_CODEBOOK_GROUP_EMPTY, set->place, set->name,
                 NULL);
    else if (!make_set_variables(r, set, members))
        diag_add(r->diag, MSG_DEFINE_LIMIT, set->place, set->name, NULL);
}

const struct codebook *codebook_read(struct arena *arena, struct diag *diag,
                                     const struct csv *csv)
{
    struct codebook_reader r = {.arena = arena, .diag = diag, .csv = csv};
    struct codebook *book = arena_make(arena, struct codebook, 1);
    size_t errors = diag_count(diag, LEVEL_ERROR);
    book->source = csv->source;
    codebook_read_rows(&r);
    make_variables(&r, book);
    struct codebook_set *sets = arena_make(arena, struct codebook_set, r.n);
    book->sets = sets;
    for (size_t i = 0; i < r.n; i++)
        if (r.drafts[i].is_set)
            make_set(&r, book, &r.drafts[i], &sets[book->n_sets++]);
    return diag_count(diag, LEVEL_ERROR) == errors ? book : NULL;
}

const struct codebook_variable *codebook_find(struct arena *arena,
                                              const struct codebook *book,
                                              const char *name)
{
    for (size_t i = 0; i < book->n; i++)
        if (fold_equal(arena, book->variables[i].name, name))
            return &book->variables[i];
    return NULL;
}

const struct codebook_set *codebook_set_find(struct arena *arena,
                                             const struct codebook *book,
                                             const char *name)
{
    for (size_t i = 0; i < book->n_sets; i++)
        if (fold_equal(arena, book->sets[i].name, name))
            return &book->sets[i];
    return NULL;
}
