/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sound scene, and for every fault that the lint names the same scene with
 * exactly that fault.
 */
#include "charts/lint.h"
#include "tests/tap.h"

static const struct text_style plain = {FACE_REGULAR, 8};
static const struct text_style bold = {FACE_BOLD, 10};

struct bench {
    struct arena *arena;
    struct typesetter *setter;
};

static struct scene *sound(const struct bench *b)
{
    struct scene *s = scene_new(b->arena, b->setter, TONE_COLOUR, 200);
    scene_set_height(s, 100);
    struct paint bar = {.fill = COLOUR_AI};
    struct paint pale = {.fill = COLOUR_SORA};
    struct paint edge = {.stroke = COLOUR_RULE, .width = 2};
    scene_line(s, edge, 0, 100, 200, 100);
    scene_text(s, bold, COLOUR_INK, ALIGN_LEFT, 0, 10, "計画の成果指標",
               "title");
    scene_text(s, plain, COLOUR_INK2, ALIGN_LEFT, 0, 22, "希望に応じた保育",
               "label");
    scene_rect(s, bar, 10, 40, 60, 20, 0);
    scene_text(s, plain, COLOUR_PAPER, ALIGN_CENTRE, 40, 53, "67.4", "value");
    scene_rect(s, pale, 80, 40, 60, 20, 0);
    scene_hatch(s, HATCH_SLASH, COLOUR_AI_MID, 80, 40, 60, 20);
    scene_text_knocked(s, plain, COLOUR_INK, ALIGN_CENTRE, 110, 53, "50.9",
                       "value");
    struct text_style small = {FACE_REGULAR, TYPE_PROVENANCE};
    scene_text(s, small, COLOUR_INK3, ALIGN_RIGHT, 200, 95, "sha256 a41d",
               "provenance");
    return s;
}

/* The report is one line that starts with the fault. */
static void has_fault(const struct bench *b, const struct scene *s,
                      const char *fault, const char *what)
{
    const char *report = lint_scene(b->arena, s);
    bool one = strncmp(report, fault, strlen(fault)) == 0 &&
               strchr(report, '\n') == strrchr(report, '\n');
    if (!ok(one, what))
        printf("# found: %s\n", report);
}

static void test_overlap(const struct bench *b)
{
    struct scene *s = sound(b);
    scene_text(s, plain, COLOUR_INK, ALIGN_LEFT, 30, 24, "当初値", "");
    has_fault(b, s,
              "text over text: text.label |希望に応じた保育| text |当初値|",
              "text over text");
    s = sound(b);
    scene_text(s, plain, COLOUR_INK, ALIGN_LEFT, 0, 33, "すぐ下の行", "");
    is_text(lint_scene(b->arena, s), "", "lines at 1.3 em do not touch");
    s = sound(b);
    struct paint lid = {.fill = COLOUR_BAND};
    scene_rect(s, lid, 20, 10, 30, 20, 0);
    has_fault(b, s, "text is covered: text.label", "a lid over a label");
}

static void test_canvas(const struct bench *b)
{
    struct scene *s = sound(b);
    scene_text(s, plain, COLOUR_INK, ALIGN_LEFT, 190, 30, "目標値", "");
    has_fault(b, s, "outside the canvas: text |目標値|", "text to the right");
    s = sound(b);
    struct paint bar = {.fill = COLOUR_AI};
    scene_rect(s, bar, 150, 80, 10, 22, 0);
    has_fault(b, s, "outside the canvas: rect", "a bar below");
    s = sound(b);
    scene_circle(s, bar, 5, 70, 7);
    has_fault(b, s, "outside the canvas: circle", "a circle on the left");
    s = sound(b);
    struct paint line = {.stroke = COLOUR_AI, .width = 1};
    scene_line(s, line, 10, -2, 20, 30);
    has_fault(b, s, "outside the canvas: path", "a line above");
}

static void test_contrast(const struct bench *b)
{
    struct scene *s = sound(b);
    scene_text(s, plain, COLOUR_DAIDAI, ALIGN_LEFT, 120, 22, "目標", "");
    has_fault(b, s, "contrast too low: text |目標|", "orange on white");
    s = sound(b);
    scene_text(s, plain, COLOUR_INK, ALIGN_LEFT, 12, 53, "値", "");
    has_fault(b, s, "contrast too low: text |値|", "ink on a dark bar");
    s = sound(b);
    struct paint bar = {.fill = COLOUR_AI};
    scene_rect(s, bar, 150, 20, 20, 20, 0);
    scene_text(s, plain, COLOUR_INK, ALIGN_LEFT, 145, 33, "あふれる字", "");
    has_fault(b, s, "contrast too low: text |あふれる字|",
              "ink that runs over a dark bar");
    s = sound(b);
    const struct path_step dark[] = {{PATH_MOVE, 150, 15},
                                     {PATH_LINE, 195, 15},
                                     {PATH_LINE, 195, 40},
                                     {PATH_LINE, 150, 40}};
    scene_path(s, bar, dark, LEN(dark));
    scene_text(s, plain, COLOUR_INK, ALIGN_LEFT, 160, 30, "多角", "");
    has_fault(b, s, "contrast too low: text |多角|", "ink on a polygon");
    s = sound(b);
    scene_circle(s, bar, 170, 30, 14);
    scene_text(s, plain, COLOUR_INK, ALIGN_CENTRE, 170, 33, "円", "");
    has_fault(b, s, "contrast too low: text |円|", "ink on a disc");
}

static void test_rest(const struct bench *b)
{
    struct scene *s = sound(b);
    struct text_style tiny = {FACE_REGULAR, 6};
    scene_text(s, tiny, COLOUR_INK, ALIGN_LEFT, 120, 22, "小さい", "");
    has_fault(b, s, "type too small: text |小さい|", "type below the floor");
    s = sound(b);
    scene_text(s, plain, COLOUR_INK, ALIGN_LEFT, 82, 52, "値", "");
    has_fault(b, s, "text on hatch: text |値|", "no knock-out on a hatch");
    s = sound(b);
    s->marks[3].w = NAN;
    ok(strstr(lint_scene(b->arena, s), "not finite: rect"), "a NaN width");
    s = sound(b);
    s->marks[1].y = INFINITY;
    has_fault(b, s, "not finite: text.title", "a text at infinity");
    s = scene_new(b->arena, b->setter, TONE_MONO, 10);
    is_text(lint_scene(b->arena, s), "", "an empty scene");
}

int main(void)
{
    struct arena *arena = arena_open();
    struct diag *diag = diag_new(arena, LANG_JA);
    struct bench b = {arena, typesetter_open(arena, diag)};
    if (!ok(b.setter, "the fonts are there"))
        return tap_done();
    is_text(lint_scene(arena, sound(&b)), "", "a sound scene has no fault");
    test_overlap(&b);
    test_canvas(&b);
    test_contrast(&b);
    test_rest(&b);
    typesetter_close(b.setter);
    arena_close(arena);
    return tap_done();
}
