/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/words.h"

#include "data/str.h"

static const char *const words[][2] = {
#define W(id, ja, en) {ja, en},
#include "data/words.def"
#undef W
};

const char *word(enum lang lang, enum word id)
{
    return words[id][lang];
}

const char *word_fill(struct arena *arena, enum lang lang, enum word id,
                      size_t n, const char *const *args)
{
    return words_fill(arena, word(lang, id), n, args);
}

const char *words_fill(struct arena *arena, const char *template, size_t n,
                       const char *const *args)
{
    struct buf b = buf_new(arena);
    for (const char *p = template; *p; p++) {
        size_t i = (size_t)(p[1] - '0');
        if (*p == '{' && p[1] >= '0' && p[1] <= '9' && p[2] == '}' && i < n) {
            buf_z(&b, args[i] ? args[i] : "");
            p += 2;
        } else {
            buf_char(&b, *p);
        }
    }
    return buf_text(&b);
}
