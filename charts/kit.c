/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/kit.h"

#include <math.h>

/* Places of the opening and the closing block, in points; the vertical rhythm
 * of the house: title line 18, message 8.5 x 1.5, notes 7 x 1.5. */
#define BAR_WIDTH      2.4
#define BAR_HEIGHT     11.6
#define BAR_TOP        1.4
#define TEXT_LEFT      7.4
#define TITLE_BASELINE 11.4
#define TITLE_LINE     18.0
#define TITLE_GAP      8.0
#define MESSAGE_LINE   12.75
#define NOTE_LINE      10.5
#define PLATE_TOP      4.0
#define LABEL_GAP      3.0

double kit_lines(struct scene *scene, struct text_style style,
                 enum colour colour, enum align align, double x, double y,
                 double line_height, const struct lines *lines,
                 const char *role)
{
    for (size_t i = 0; i < lines->n; i++) {
        scene_text(scene, style, colour, align, x, y, lines->line[i], role);
        y += line_height;
    }
    return y;
}

double kit_opening(struct scene *scene, const struct figure_frame *frame)
{
    if (frame->plate)
        return PLATE_TOP;
    struct text_style bold = {FACE_BOLD, TYPE_TITLE};
    struct text_style plain = {FACE_REGULAR, TYPE_MESSAGE};
    double right = scene->width;

    struct paint ai = {.fill = COLOUR_AI};
    scene_rect(scene, ai, 0, BAR_TOP, BAR_WIDTH, BAR_HEIGHT, 0);
    double x = TEXT_LEFT;
    double number = scene_text(scene, bold, COLOUR_AI, ALIGN_LEFT, x,
                               TITLE_BASELINE, frame->number, "number");
    if (number > 0)
        x += number + TITLE_GAP;
    struct lines title = wrap_text(scene->arena, scene->setter, bold,
                                   WRAP_BALANCED, right - x, frame->title);
    double y = kit_lines(scene, bold, COLOUR_INK, ALIGN_LEFT, x, TITLE_BASELINE,
                         1.45 * TYPE_TITLE, &title, "title");
    y += TITLE_LINE - 1.45 * TYPE_TITLE;
    if (!*frame->message)
        return y;
    struct lines message =
        wrap_text(scene->arena, scene->setter, plain, WRAP_FILL,
                  right - TEXT_LEFT, frame->message);
    y = kit_lines(scene, plain, COLOUR_INK2, ALIGN_LEFT, TEXT_LEFT, y,
                  MESSAGE_LINE, &message, "message");
    return y - MESSAGE_LINE + 0.12 * TYPE_MESSAGE + 4;
}

static const struct text_style note = {FACE_REGULAR, TYPE_NOTE};

static double note_width(struct scene *scene, const char *text)
{
    return text_width(scene->setter, note, text);
}

static double note_lines(struct scene *scene, double x, double y,
                         const char *text, const char *role)
{
    struct lines lines = wrap_text(scene->arena, scene->setter, note, WRAP_FILL,
                                   scene->width - x, text);
    return kit_lines(scene, note, COLOUR_INK2, ALIGN_LEFT, x, y, NOTE_LINE,
                     &lines, role);
}

/* 1. 2. ... stand flush right before the hanging texts; a single remark has
 * no number. */
static double remarks(struct scene *scene, const struct figure_frame *frame,
                      double y)
{
    size_t n = frame->n_remarks;
    if (n == 0)
        return y;
    const char *label = word(frame->style.lang, WORD_REMARKS);
    double hang =
        scene_text(scene, note, COLOUR_INK2, ALIGN_LEFT, 0, y, label, "remark");
    hang += LABEL_GAP;
    if (n > 1) {
        const char *last =
            str_join(scene->arena, str_count(scene->arena, n), ".", NULL);
        hang += note_width(scene, last) + LABEL_GAP;
    }
    for (size_t i = 0; i < n; i++) {
        const char *number =
            str_join(scene->arena, str_count(scene->arena, i + 1), ".", NULL);
        if (n > 1)
            scene_text(scene, note, COLOUR_INK2, ALIGN_RIGHT, hang - LABEL_GAP,
                       y, number, "remark");
        y = note_lines(scene, hang, y, frame->remarks[i], "remark");
    }
    return y;
}

static double source(struct scene *scene, const struct figure_frame *frame,
                     double y)
{
    if (!*frame->source)
        return y;
    const char *label = word(frame->style.lang, WORD_SOURCE);
    double hang =
        scene_text(scene, note, COLOUR_INK2, ALIGN_LEFT, 0, y, label, "source");
    return note_lines(scene, hang + LABEL_GAP, y, frame->source, "source");
}

static double provenance(struct scene *scene, const struct figure_frame *frame,
                         double y)
{
    if (!*frame->provenance)
        return y;
    struct text_style small = {FACE_REGULAR, TYPE_PROVENANCE};
    struct lines lines = wrap_text(scene->arena, scene->setter, small,
                                   WRAP_FILL, scene->width, frame->provenance);
    return kit_lines(scene, small, COLOUR_INK3, ALIGN_RIGHT, scene->width, y,
                     1.5 * TYPE_PROVENANCE, &lines, "provenance");
}

double kit_closing(struct scene *scene, const struct figure_frame *frame,
                   double y)
{
    bool empty =
        frame->n_remarks == 0 && !*frame->source && !*frame->provenance;
    if (frame->plate || empty)
        return y;
    struct paint rule = {.stroke = COLOUR_RULE, .width = STROKE_ROW};
    scene_line(scene, rule, 0, y + 4, scene->width, y + 4);
    double baseline = y + 4 + 5 + 0.88 * TYPE_NOTE;
    double next = remarks(scene, frame, baseline);
    next = source(scene, frame, next);
    double last = provenance(scene, frame, next);
    double gap = last > next ? 1.5 * TYPE_PROVENANCE : NOTE_LINE;
    return last - gap + 0.12 * TYPE_NOTE + 2;
}

bool kit_given(const char *text)
{
    return text && *text;
}

bool kit_glyphs_present(struct typesetter *setter, struct diag *diag,
                        const char *text)
{
    uint32_t missing = 0;
    for (size_t f = 0; kit_given(text) && f < FACE_COUNT && missing == 0; f++)
        missing = text_missing(setter, (enum face)f, text);
    if (missing == 0)
        return true;
    char character[5] = "", code[] = "U+000000";
    character[utf8_put(character, missing)] = '\0';
    size_t digits = missing > 0xFFFFF ? 6 : missing > 0xFFFF ? 5 : 4;
    for (size_t i = 0; i < digits; i++)
        code[1 + digits - i] = "0123456789ABCDEF"[missing >> (4 * i) & 15];
    code[2 + digits] = '\0';
    struct place nowhere = {0};
    diag_add(diag, MSG_GLYPH, nowhere, character, code, NULL);
    return false;
}
