/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/states.h"

#include "data/fold.h"
#include <string.h>

static const char default_order[] = "検討 協議 準備 < "
                                    "開始 一部実施 一部運用開始 < "
                                    "実施 配置 運用開始 派遣 参画";
static const char default_repeatable[] = "拡大 充実 増員";

struct list {
    struct arena *arena;
    struct state *words;
    size_t n, cap;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The next word of a list parted by ASCII blanks; empty at the end. */
static struct str next_word(struct str *rest)
{
    while (rest->len && is_blank(rest->at[0]))
        *rest = str_from(*rest, 1);
    size_t n = 0;
    while (n < rest->len && !is_blank(rest->at[n]))
        n++;
    struct str token = str_head(*rest, n);
    *rest = str_from(*rest, n);
    return token;
}

/* false: the word is there already. */
static bool add(struct list *list, struct str token, int step)
{
    const char *text = str_z(list->arena, token);
    const char *key = fold_key(list->arena, text);
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->words[i].key, key) == 0)
            return false;
    if (list->n == list->cap) {
        size_t cap = list->cap ? 2 * list->cap : 16;
        list->words = arena_grow(list->arena, list->words, list->n, cap,
                                 sizeof *list->words);
        list->cap = cap;
    }
    list->words[list->n++] = (struct state){text, key, step};
    return true;
}

static struct finding refuse(struct arena *arena, const char *text,
                             struct str token)
{
    return (struct finding){.id = MSG_STATES,
                            .offset = (size_t)(token.at - text),
                            .length = token.len,
                            .arg = str_z(arena, token)};
}

static struct finding read_order(struct list *list, const char *order,
                                 int *steps)
{
    struct str rest = str_of(order), token;
    size_t in_step = 0;
    while ((token = next_word(&rest)).len) {
        bool next = str_is(token, "<");
        if (next ? in_step == 0 : !add(list, token, *steps))
            return refuse(list->arena, order, token);
        in_step = next ? 0 : in_step + 1;
        *steps += next;
    }
    if (in_step == 0)
        return refuse(list->arena, order, token);
    (*steps)++;
    return (struct finding){.id = MSG_NONE};
}

struct finding states_read(struct arena *arena, const char *order,
                           const char *repeatable, struct states *out)
{
    struct list list = {.arena = arena};
    int steps = 0;
    if (!order && !repeatable)
        repeatable = default_repeatable;
    *out = (struct states){0};
    struct finding f = read_order(&list, order ? order : default_order, &steps);
    if (f.id)
        return f;
    struct str rest = str_of(repeatable ? repeatable : ""), token;
    while ((token = next_word(&rest)).len)
        if (!add(&list, token, STATE_REPEATABLE))
            return (struct finding){.id = MSG_STATES,
                                    .arg = str_z(arena, token)};
    *out = (struct states){list.words, list.n, steps};
    return (struct finding){.id = MSG_NONE};
}

const struct state *states_find(struct arena *arena,
                                const struct states *states, const char *text)
{
    struct arena_mark mark = arena_mark(arena);
    struct str key = str_of(fold_key(arena, text));
    const struct state *best = NULL;
    for (size_t i = 0; i < states->n; i++) {
        const struct state *s = &states->words[i];
        if (str_ends(key, s->key) &&
            (!best || strlen(s->key) > strlen(best->key)))
            best = s;
    }
    arena_reset(arena, mark);
    return best;
}

const char *states_nearest(struct arena *arena, const struct states *states,
                           const char *text)
{
    const char **names = arena_make(arena, const char *, states->n + 1);
    for (size_t i = 0; i < states->n; i++)
        names[i] = states->words[i].word;
    return fold_nearest(arena, text, names, states->n);
}
