/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keys of sums against a code list, and its variables.
 */
#include "data/code.h"
#include "data/codelist.h"
#include "data/fold.h"
#include "data/variable_int.h"
#include <string.h>

enum { MOST_ZEROS = 6 };

struct check {
    struct arena *arena;
    struct diag *diag;
    const struct codelist *list;
    const struct codelist_request *request;
};

/* The code that a key becomes with zeros in front, or NULL. */
static const char *with_zeros(const struct check *c, const char *key)
{
    const char *code = key;
    for (int i = 0; i < MOST_ZEROS; i++) {
        code = str_join(c->arena, "0", code, NULL);
        if (codelist_find(c->list, code))
            return code;
    }
    return NULL;
}

/* The entry whose code or label a key is or is like; NULL: none. */
static const struct codelist_entry *nearest(const struct check *c,
                                            const char *key)
{
    size_t n = c->list->n;
    const char **names = arena_make(c->arena, const char *, 2 * n + 1);
    for (size_t i = 0; i < n; i++) {
        names[i] = c->list->entries[i].code;
        names[n + i] = c->list->entries[i].label;
    }
    for (size_t i = 0; i < 2 * n; i++)
        if (fold_equal(c->arena, names[i], key))
            return &c->list->entries[i % n];
    const char *near = fold_nearest(c->arena, key, names, 2 * n);
    for (size_t i = 0; near && i < 2 * n; i++)
        if (names[i] == near)
            return &c->list->entries[i % n];
    return NULL;
}

static void say_unknown(const struct check *c, const char *key)
{
    const struct codelist_entry *e = nearest(c, key);
    const char *hint =
        e ? str_join(c->arena, " → ", e->code, " ", e->label, NULL) : "";
    diag_add(c->diag, MSG_KEY_UNKNOWN, c->request->place, key,
             c->request->column, hint, NULL);
}

static void say_zero(const struct check *c, const char *key, const char *code)
{
    diag_add(c->diag, MSG_KEY_ZERO, c->request->place, key, c->request->column,
             code, NULL);
}

/* A municipality code that is wrong whatever the list.  MSG_NONE: *key is the
 * code to look up. */
static struct finding prove(const struct check *c, const char **key)
{
    char proved[7];
    struct finding f = code_read(c->arena, *key, c->list->digits, proved);
    if (!message_is_error(f.id))
        *key = str_z(c->arena, str_of(proved));
    return f;
}

/* false: the key is wrong, which has been said. */
static bool check_key(const struct check *c, const char *key)
{
    const char *zeros, *code = key;
    if (codelist_find(c->list, key))
        return true;
    if ((zeros = with_zeros(c, key))) {
        say_zero(c, key, zeros);
        return false;
    }
    struct finding f = {.id = MSG_NONE};
    if (c->list->digits)
        f = prove(c, &code);
    if (f.id)
        diag_finding(c->diag, f, key, c->request->place);
    if (message_is_error(f.id))
        return false;
    if (f.id && codelist_find(c->list, code))
        return true; /* a warning: six digits cut to five */
    say_unknown(c, key);
    return false;
}

bool codelist_check(struct arena *arena, struct diag *diag,
                    const struct codelist *list,
                    const struct sums_values *values,
                    const struct codelist_request *request)
{
    const struct check c = {arena, diag, list, request};
    bool good = true;
    for (size_t i = 0; i < values->n; i++) {
        const char *key = values->texts[i];
        if (!*key && request->blank_allowed)
            continue;
        if (*key ? check_key(&c, key) : false)
            continue;
        if (!*key)
            diag_add(diag, MSG_KEY_BLANK, request->place, request->column,
                     NULL);
        diag_field(diag, request->column);
        good = false;
    }
    return good;
}

/* --------------------------------------------------------------- variables */

static struct variable_code code_of(const struct codelist_entry *e)
{
    return (struct variable_code){
        .code = e->code, .label = e->label, .place = e->place};
}

const struct variable *codelist_variable(struct arena *arena,
                                         const struct codelist *list,
                                         const char *column)
{
    struct variable *v = arena_make(arena, struct variable, 1);
    struct variable_code *codes =
        arena_make(arena, struct variable_code, list->n);
    for (size_t i = 0; i < list->n; i++)
        codes[i] = code_of(&list->entries[i]);
    *v = *variable_plain(arena, column);
    v->codes = codes;
    v->n_codes = list->n;
    v->closed = true;
    return v;
}

/* The codes right under a parent. */
static void name_children(struct arena *arena, const struct codelist *list,
                          const struct codelist_entry *parent,
                          struct condition *among)
{
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++)
        n += list->entries[i].parent == parent;
    struct literal_range *ranges = arena_make(arena, struct literal_range, n);
    among->ranges = ranges;
    for (size_t i = 0; i < list->n; i++)
        if (list->entries[i].parent == parent)
            ranges[among->n++].low = (struct literal){
                .text = list->entries[i].code, .is_number = false};
}

const struct variable *codelist_parents(struct arena *arena,
                                        const struct codelist *list,
                                        const char *column, const char *name)
{
    const struct codelist *up = list->parents;
    struct draft_variable draft = {.arena = arena};
    const struct variable *codes = codelist_variable(arena, list, column);
    struct branch *branches = arena_make(arena, struct branch, up->n + 1);
    struct variable_code *labels =
        arena_make(arena, struct variable_code, up->n);
    size_t n = 0;
    for (size_t i = 0; i < up->n; i++) {
        struct condition *leaf = variable_leaf(&draft, CONDITION_AMONG, codes);
        name_children(arena, list, &up->entries[i], leaf);
        if (leaf->n == 0)
            continue;
        labels[n] = code_of(&up->entries[i]);
        branches[n++] = (struct branch){leaf, up->entries[i].code};
    }
    branches[n] = (struct branch){NULL, NULL};
    struct variable *v = variable_make(&draft, name, branches, n + 1);
    v->codes = labels;
    v->n_codes = n;
    return v;
}
