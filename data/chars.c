/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/chars.h"

#include "data/encode.h"
#include "data/fold.h"

enum { MAX_ERRORS = 100, MAX_SEEN = 32 };

/* Errors are said at every place up to a bound, warnings once for each
 * character: they are about the kind of text, not about one place. */
struct check {
    struct arena *arena;
    struct diag *diag;
    const struct source *source;
    size_t errors, n_seen;
    uint32_t seen[MAX_SEEN];
};

static bool within(uint32_t c, uint32_t first, uint32_t last)
{
    return c >= first && c <= last;
}

static bool is_kana(uint32_t c)
{
    return within(c, 0x3041, 0x30FF) || within(c, 0x31F0, 0x31FF);
}

static enum message judge(uint32_t c, uint32_t previous)
{
    if (c == 0)
        return MSG_NUL;
    if (c < 0x20 || within(c, 0x7F, 0x9F) || within(c, 0xFFFE, 0xFFFF))
        return c == '\t' || c == '\n' || c == '\r' ? MSG_NONE : MSG_CONTROL;
    if (c == 0xFEFF)
        return MSG_BOM_INSIDE;
    if (c == 0xFFFD)
        return MSG_REPLACEMENT;
    if (c == 0x061C || within(c, 0x200E, 0x200F) || within(c, 0x202A, 0x202E) ||
        within(c, 0x2066, 0x2069))
        return MSG_BIDI;
    if (c == 0x200B || c == 0x2060 || c == 0x00AD || c == 0x180E)
        return MSG_INVISIBLE;
    if (within(c, 0xE000, 0xF8FF))
        return MSG_GAIJI;
    if (within(c, 0xFE00, 0xFE0F) || within(c, 0xE0100, 0xE01EF) ||
        within(c, 0x180B, 0x180D))
        return MSG_IVS;
    if (within(c, 0x2E80, 0x2FDF))
        return MSG_KANGXI;
    if (within(c, 0x3099, 0x309A) && is_kana(previous))
        return MSG_NFD;
    return MSG_NONE;
}

static bool seen_before(struct check *k, uint32_t c)
{
    for (size_t i = 0; i < k->n_seen; i++)
        if (k->seen[i] == c)
            return true;
    if (k->n_seen < MAX_SEEN)
        k->seen[k->n_seen++] = c;
    return k->n_seen == MAX_SEEN;
}

const char *chars_name(struct arena *arena, uint32_t c)
{
    struct buf b = buf_new(arena);
    buf_z(&b, "U+");
    for (int shift = c > 0xFFFF ? 16 : 12; shift >= 0; shift -= 4)
        buf_char(&b, "0123456789ABCDEF"[c >> shift & 15]);
    return buf_text(&b);
}

static const char *character(struct arena *arena, uint32_t c)
{
    struct buf b = buf_new(arena);
    buf_utf8(&b, c);
    return buf_text(&b);
}

static void say(struct check *k, enum message id, uint32_t c, size_t offset)
{
    char bytes[4];
    struct place place = place_at(k->source, offset, utf8_put(bytes, c));
    bool is_error = message_is_error(id);
    if (is_error ? k->errors++ >= MAX_ERRORS : seen_before(k, c))
        return;
    if (id == MSG_KANGXI)
        diag_add(k->diag, id, place, character(k->arena, c),
                 character(k->arena, fold_radical(c)), NULL);
    else
        diag_add(k->diag, id, place, chars_name(k->arena, c), NULL);
}

/* Most text is ASCII and kanji U+4000..D7FF, which no rule names. */
static size_t skip_harmless(struct str text, size_t i)
{
    for (; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        bool ascii = c >= 0x20 ? c < 0x7F : within(c, '\t', '\n') || c == '\r';
        bool kanji = within(c, 0xE4, 0xED);
        if (kanji && i + 2 < text.len)
            i += 2;
        else if (!ascii)
            break;
    }
    return i;
}

static void check_characters(struct check *k)
{
    struct str text = k->source->text;
    uint32_t previous = 0;
    for (size_t i = 0;;) {
        size_t skipped = skip_harmless(text, i);
        if (skipped >= text.len)
            return;
        if (skipped != i)
            previous = 0;
        i = skipped;
        struct str rest = str_from(text, i);
        uint32_t c = utf8_next(&rest);
        enum message id = judge(c, previous);
        if (id != MSG_NONE)
            say(k, id, c, i);
        previous = c;
        i = text.len - rest.len;
    }
}

enum message chars_find(struct str text, uint32_t *c, size_t *offset)
{
    uint32_t previous = 0;
    for (struct str rest = text; rest.len;) {
        *offset = text.len - rest.len;
        *c = utf8_next(&rest);
        enum message id = judge(*c, previous);
        if (message_is_error(id))
            return id;
        previous = *c;
    }
    return MSG_NONE;
}

bool chars_check(struct arena *arena, struct diag *diag, struct source *source)
{
    struct str *text = &source->text;
    if (text->len && text->at[text->len - 1] == 0x1A) {
        diag_add(diag, MSG_CTRL_Z, place_at(source, text->len - 1, 1), NULL);
        text->len--;
    }
    struct check k = {.arena = arena, .diag = diag, .source = source};
    check_characters(&k);
    bool was_utf8 = source->encoding == ENCODING_UTF8 ||
                    source->encoding == ENCODING_UTF8_BOM;
    if (was_utf8 && encode_is_mojibake(arena, *text))
        diag_add(diag, MSG_MOJIBAKE, place_at(source, 0, 0), NULL);
    return k.errors == 0;
}
