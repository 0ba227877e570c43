/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench.h - what the tests of the figures share: fonts and messages of a
 * test, finding marks in a scene, the lint over all variants of a figure.
 */
#ifndef SHIHYO_TESTS_CHARTS_BENCH_H
#define SHIHYO_TESTS_CHARTS_BENCH_H

#include "charts/figure.h"
#include "charts/lint.h"
#include "tests/tap.h"

struct bench {
    struct arena *arena;
    struct diag *diag;
    struct typesetter *setter;
};

/* false and a failed test: the fonts are not there. */
static inline bool bench_open(struct bench *b)
{
    b->arena = arena_open();
    b->diag = diag_new(b->arena, LANG_JA);
    b->setter = typesetter_open(b->arena, b->diag);
    return ok(b->setter != NULL, "the fonts are there");
}

static inline int bench_close(struct bench *b)
{
    if (b->setter)
        typesetter_close(b->setter);
    arena_close(b->arena);
    return tap_done();
}

static inline const struct mark *find_text(const struct scene *scene,
                                           const char *role, const char *text)
{
    for (size_t i = 0; i < scene->n; i++) {
        const struct mark *m = &scene->marks[i];
        if (m->kind == MARK_TEXT && strcmp(m->text, text) == 0 &&
            strcmp(m->role, role) == 0)
            return m;
    }
    return NULL;
}

/* The k-th rectangle of a colour whose foot is below a height; 0: anywhere. */
static inline const struct mark *
find_rect(const struct scene *scene, enum colour fill, double below, size_t k)
{
    for (size_t i = 0; i < scene->n; i++) {
        const struct mark *m = &scene->marks[i];
        if (m->kind == MARK_RECT && m->paint.fill == fill &&
            m->y + m->h > below && k-- == 0)
            return m;
    }
    return NULL;
}

static inline void add_dense(struct buf *b, const char *text)
{
    for (; text && *text; text++)
        if (*text != ' ')
            buf_char(b, *text);
}

/* All texts of a role in the order of drawing, without blanks. */
static inline const char *texts_of(struct bench *b, const struct scene *scene,
                                   const char *role)
{
    struct buf out = buf_new(b->arena);
    for (size_t i = 0; i < scene->n; i++)
        if (scene->marks[i].kind == MARK_TEXT &&
            strcmp(scene->marks[i].role, role) == 0)
            add_dense(&out, scene->marks[i].text);
    return buf_text(&out);
}

/* Draws the paper and the plate, in both languages and tones.  size: of the
 * struct that begins with the frame.  is_right may be NULL; it sees each. */
static inline void
check_clean(struct bench *b, const struct figure_frame *frame, size_t size,
            bool (*is_right)(struct bench *b, const struct scene *scene,
                             const struct figure_frame *frame),
            const char *what)
{
    for (int variant = 0; variant < 8; variant++) {
        struct figure_frame *copy = arena_grow(b->arena, frame, 1, 1, size);
        copy->plate = variant & 1;
        copy->style.lang = variant & 2 ? LANG_EN : LANG_JA;
        enum tone tone = variant & 4 ? TONE_MONO : TONE_COLOUR;
        struct scene *scene =
            figure_draw(b->arena, b->setter, b->diag, tone, copy);
        is_text(scene ? lint_scene(b->arena, scene) : "no scene", "", what);
        if (is_right)
            ok(scene && is_right(b, scene, copy), "every text is drawn whole");
    }
}

/* Constants of Numerical Recipes, 2nd ed., 7.1; Knuth's of MMIX would need 64
 * bits.  The low bits are poor, so drop them. */
static inline uint32_t rnd(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 10;
}

/* Draws random figures, paper and plate, in both languages and tones; the
 * lint has nothing to say, and is_right, which may be NULL, is true of each. */
static inline void
check_random(struct bench *b, size_t rounds, uint32_t seed,
             struct figure_frame *(*make)(struct bench *b, uint32_t *seed),
             bool (*is_right)(struct bench *b, const struct scene *scene,
                              const struct figure_frame *frame))
{
    size_t clean = 0, right = 0;
    for (size_t i = 0; i < rounds; i++) {
        struct figure_frame *frame = make(b, &seed);
        frame->plate = i % 2;
        frame->style.lang = i % 5 == 0 ? LANG_EN : LANG_JA;
        enum tone tone = i % 4 / 2 ? TONE_MONO : TONE_COLOUR;
        struct scene *scene =
            figure_draw(b->arena, b->setter, b->diag, tone, frame);
        const char *faults = scene ? lint_scene(b->arena, scene) : "no scene\n";
        clean += !*faults;
        right += scene && (!is_right || is_right(b, scene, frame));
        if (*faults)
            printf("# case %zu: %s", i, faults);
    }
    is_int((long long)clean, (long long)rounds, "the lint has nothing to say");
    is_int((long long)right, (long long)rounds,
           "and every text is drawn whole");
}

#endif
