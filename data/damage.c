/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/damage.h"

enum {
    SPACED_LEAST = 4, /* 年 度 and 【 概 要 】 are set wide on purpose */
    REPEATED_LEAST = 5, /* ああああ could be speech */
    LETTERS_LEAST = 3   /* kana or kanji among the spaced characters */
};

struct step { /* one code point of a text */
    uint32_t c;
    size_t at, end;
};

static struct step step_at(struct str text, size_t at)
{
    struct str rest = str_from(text, at);
    struct step step = {.at = at, .end = text.len};
    if (at >= text.len)
        return step;
    step.c = utf8_next(&rest);
    step.end = text.len - rest.len;
    return step;
}

static bool is_kana(uint32_t c)
{
    return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) ||
           c == 0x30FC;
}

/* With radicals, which stand for ideographs in damaged texts; 〇 is no
 * letter but a bullet. */
static bool is_kanji(uint32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) ||
           (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0x2E80 && c <= 0x2FD5) ||
           (c >= 0xF900 && c <= 0xFAFF) || c == 0x3005;
}

static bool is_letter(uint32_t c)
{
    return is_kana(c) || is_kanji(c);
}

static bool is_wide_digit(uint32_t c)
{
    return c >= 0xFF10 && c <= 0xFF19;
}

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == 0x3000;
}

/* ----------------------------------------------------------------- spaced */

static bool ends_word(uint32_t c)
{
    bool alnum = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                 (c >= 'a' && c <= 'z');
    return !alnum && !is_letter(c) && !is_wide_digit(c);
}

/* A run of single characters with one blank between them. */
static struct damage spaced_at(struct str text, size_t from)
{
    size_t n = 0, letters = 0, end = from;
    for (size_t at = from;;) {
        struct step step = step_at(text, at);
        struct step next = step_at(text, step.end);
        bool single =
            (is_letter(step.c) || is_wide_digit(step.c)) && ends_word(next.c);
        if (!single)
            break;
        n++;
        letters += is_letter(step.c);
        end = step.end;
        if (!is_blank(next.c))
            break;
        at = next.end;
    }
    struct damage found = {.kind = DAMAGE_NONE};
    if (n >= SPACED_LEAST && letters >= LETTERS_LEAST)
        found = (struct damage){DAMAGE_SPACED, from, end - from};
    return found;
}

/* -------------------------------------------------------------- lost kana */

/* 〇〇事業  等 closes a list: a gap before 等 or 他 is set on purpose. */
static bool closes_list(struct str text, struct step step)
{
    struct step next = step_at(text, step.end);
    return (step.c == 0x7B49 || step.c == 0x4ED6) && ends_word(next.c);
}

/* A gap of two or more plain blanks between two letters. */
static struct damage gap_after(struct str text, struct step before)
{
    size_t blanks = 0;
    struct step step = step_at(text, before.end);
    while (step.c == ' ') {
        blanks++;
        step = step_at(text, step.end);
    }
    struct damage found = {.kind = DAMAGE_NONE};
    if (blanks < 2 || !is_letter(step.c) || closes_list(text, step))
        return found;
    return (struct damage){DAMAGE_LOST_KANA, before.at, step.end - before.at};
}

/* --------------------------------------------------------------- repeated */

static struct damage repeated_at(struct str text, struct step first)
{
    size_t n = 0;
    struct step step = first;
    size_t end = first.end;
    while (step.c == first.c) {
        n++;
        end = step.end;
        step = step_at(text, step.end);
    }
    struct damage found = {.kind = DAMAGE_NONE};
    if (n >= REPEATED_LEAST && first.c != 0x30FC)
        found = (struct damage){DAMAGE_REPEATED, first.at, end - first.at};
    return found;
}

struct damage damage_find(struct str text)
{
    struct damage found = {.kind = DAMAGE_NONE};
    uint32_t before = ' ';
    for (size_t at = 0; at < text.len && found.kind == DAMAGE_NONE;) {
        struct step step = step_at(text, at);
        bool word_begins = is_blank(before) || !is_letter(before);
        if (word_begins && (is_letter(step.c) || is_wide_digit(step.c)))
            found = spaced_at(text, at);
        if (found.kind == DAMAGE_NONE && is_letter(step.c))
            found = repeated_at(text, step);
        if (found.kind == DAMAGE_NONE && is_letter(step.c))
            found = gap_after(text, step);
        before = step.c;
        at = step.end;
    }
    return found;
}
