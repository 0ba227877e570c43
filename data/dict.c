/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/dict.h"

#include <string.h>

/* A collision costs a wrong guess of the processor: small tables stay nearly
 * empty. */
enum {
    SMALL = 1024,
    FIRST_BITS = 5,
    FIRST_SLOTS = 1 << FIRST_BITS,
    WORDS = 16,
    LONG = WORDS + 1
};

/* ------------------------------------------------------------------ hashing */

/* FNV-1a, 64 bits. */
static uint64_t hash_long(struct str text)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < text.len; i++)
        h = (h ^ (unsigned char)text.at[i]) * 0x100000001b3u;
    return h;
}

static struct dict_slot key_of(struct str text)
{
    struct dict_slot key = {.length = (uint32_t)text.len};
    if (text.len <= WORDS) {
        dict_words(text, &key.low, &key.high);
    } else {
        key.low = hash_long(text);
        key.high = text.len;
        key.length = LONG;
    }
    return key;
}

static size_t place_of(const struct dict *dict, const struct dict_slot *key)
{
    return dict_place(dict, key->low, key->high, key->length);
}

static bool same_key(const struct dict_slot *a, const struct dict_slot *b)
{
    return a->low == b->low && a->high == b->high && a->length == b->length;
}

bool dict_find(const struct dict *dict, struct str text, uint32_t *number)
{
    uint32_t digits = dict_digits(text);
    if (digits < DICT_DIGITS && dict->digits && dict->digits[digits]) {
        *number = dict->digits[digits] - (uint32_t)1;
        return true;
    }
    struct dict_slot key = key_of(text);
    size_t at = place_of(dict, &key);
    for (; dict->slots[at].number; at = (at + 1) & dict->mask) {
        const struct dict_slot *slot = &dict->slots[at];
        uint32_t found = slot->number - 1;
        if (same_key(slot, &key) &&
            (key.length != LONG || str_equal(dict->texts[found], text))) {
            *number = found;
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------------ adding */

static void place(struct dict *dict, struct dict_slot slot)
{
    size_t at = place_of(dict, &slot);
    while (dict->slots[at].number)
        at = (at + 1) & dict->mask;
    dict->slots[at] = slot;
}

static void widen(struct dict *dict, struct arena *arena)
{
    size_t n_old = dict->mask + 1;
    struct dict_slot *old = dict->slots;
    dict->slots = arena_make(arena, struct dict_slot, 2 * n_old);
    dict->mask = 2 * n_old - 1;
    dict->shift--;
    for (size_t i = 0; i < n_old; i++)
        if (old[i].number)
            place(dict, old[i]);
}

void dict_open(struct dict *dict, struct arena *arena)
{
    *dict = (struct dict){.shift = 64 - FIRST_BITS, .mask = FIRST_SLOTS - 1};
    memset(dict->direct, 0xFF, sizeof dict->direct);
    dict->slots = arena_make(arena, struct dict_slot, FIRST_SLOTS);
}

/* A delimiter or line end that is a text stood in quotes. */
static void note_direct(struct dict *dict, struct str text, uint32_t number,
                        char delimiter)
{
    uint16_t code = (uint16_t)number;
    if (number >= DICT_NONE || text.len > 1)
        return;
    if (text.len == 0)
        dict->direct[(unsigned char)delimiter] = dict->direct['\n'] =
            dict->direct['\r'] = code;
    else if (!strchr("\r\n", text.at[0]) && text.at[0] != delimiter)
        dict->direct[(unsigned char)text.at[0]] = code;
}

static void note_digits(struct dict *dict, struct arena *arena, uint32_t digits,
                        uint32_t number)
{
    if (digits == DICT_DIGITS || number >= DICT_NONE)
        return;
    if (!dict->digits)
        dict->digits = arena_make(arena, uint16_t, DICT_DIGITS);
    dict->digits[digits] = (uint16_t)(number + 1);
}

uint32_t dict_add(struct dict *dict, struct arena *arena, struct str text,
                  char delimiter)
{
    if (dict->n == dict->cap) {
        uint32_t cap = dict->cap ? 2 * dict->cap : FIRST_SLOTS / 2;
        dict->texts =
            arena_grow(arena, dict->texts, dict->n, cap, sizeof *dict->texts);
        dict->cap = cap;
    }
    while ((dict->n < SMALL ? 6 : 2) * (size_t)dict->n > dict->mask)
        widen(dict, arena);
    struct dict_slot slot = key_of(text);
    slot.number = dict->n + 1;
    place(dict, slot);
    char *copy = arena_make(arena, char, text.len + WORDS);
    memcpy(copy, text.at, text.len);
    dict->texts[dict->n] = (struct str){copy, text.len};
    note_direct(dict, text, dict->n, delimiter);
    note_digits(dict, arena, dict_digits(text), dict->n);
    return dict->n++;
}
