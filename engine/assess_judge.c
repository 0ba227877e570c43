/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/assess_judge.h"

#include <string.h>

struct judge {
    struct arena *arena;
    struct diag *diag;
};

/* ---------------------------------------------------------------- override */

void assess_override(struct assess_result *result,
                     const struct method_class *class, const char *reason)
{
    result->verdict.class = class;
    result->override_reason = reason;
    result->overridden = true;
}

static struct str next_part(struct str *rest)
{
    const char *end = rest->len ? memchr(rest->at, ';', rest->len) : NULL;
    size_t n = end ? (size_t)(end - rest->at) : rest->len;
    struct str part = csv_trim(str_head(*rest, n));
    *rest = str_from(*rest, end ? n + 1 : n);
    return part;
}

/* "kenko21=B*" for one method, "sun" for every method that has the word. */
static bool apply(struct arena *arena, struct str part,
                  const struct presets *presets, const char *reason,
                  struct assess_result *results)
{
    const char *equals = part.len ? memchr(part.at, '=', part.len) : NULL;
    size_t n = equals ? (size_t)(equals - part.at) : 0;
    struct str method = csv_trim(str_head(part, n));
    const char *word =
        str_z(arena, csv_trim(equals ? str_from(part, n + 1) : part));
    bool found = false;
    for (size_t k = 0; k < presets->n; k++) {
        const struct preset *p = &presets->items[k];
        const struct method_class *class = method_find_class(p, word);
        if (!class || (equals && !str_is(method, p->name)))
            continue;
        assess_override(&results[k], class, reason);
        found = true;
    }
    return found;
}

/* A word that none of the chosen methods has is not an error where another
 * shipped method has it. */
static bool known(struct arena *arena, struct str part,
                  const struct presets *all)
{
    struct assess_result *scratch =
        arena_make(arena, struct assess_result, all->n);
    return apply(arena, part, all, "", scratch);
}

static void override(struct judge *j, const struct assess_case *c,
                     const struct presets *all, const struct presets *chosen,
                     struct assess_result *results)
{
    struct str rest = str_of(c->override);
    while (rest.len) {
        struct str part = next_part(&rest);
        if (!part.len ||
            apply(j->arena, part, chosen, c->override_reason, results) ||
            known(j->arena, part, all))
            continue;
        diag_add(j->diag, MSG_OVERRIDE_WORD, c->override_place,
                 str_z(j->arena, part), NULL);
    }
}

/* ------------------------------------------------------------------ judging */

static void say_rounding(struct judge *j, const struct assess_result *r)
{
    if (!method_has_note(&r->verdict, NOTE_ROUNDING))
        return;
    const struct assess_case *c = r->of;
    diag_add(
        j->diag, MSG_ASSESS_ROUNDING, c->place,
        str_join(j->arena, c->id, *c->segment ? "/" : "", c->segment, NULL),
        r->verdict.preset->name, NULL);
}

const struct assess_result *assess_judge(struct arena *arena, struct diag *diag,
                                         const struct assess_cases *cases,
                                         const struct presets *all,
                                         const struct presets *chosen)
{
    struct judge j = {arena, diag};
    struct assess_result *items =
        arena_make(arena, struct assess_result, cases->n * chosen->n);
    for (size_t i = 0; i < cases->n; i++) {
        const struct assess_case *c = &cases->items[i];
        struct assess_result *of = items + i * chosen->n;
        for (size_t k = 0; k < chosen->n; k++) {
            of[k].of = c;
            of[k].verdict = method_judge(&chosen->items[k], &c->series);
            of[k].computed = of[k].verdict.class;
            say_rounding(&j, &of[k]);
        }
        override(&j, c, all, chosen, of);
    }
    return items;
}
