/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fig_mark.h"

#include "charts/kit.h"
#include <math.h>

/* The box of scene_text_knocked(): its top above the baseline, its height. */
#define LABEL_ASCENT 0.89
#define LABEL_HEIGHT 1.02
/* Half the height of digits and kanji above the baseline, in em. */
#define MIDDLE 0.36

#define PILL_PAD   6.0
#define PILL_GLYPH 7.0
#define PILL_GAP   4.0

static const struct text_style pill_style = {FACE_BOLD, TYPE_LABEL};

static const struct {
    enum colour line, text;
} status_colours[] = {
    [STATUS_MARK_ACHIEVED] = {COLOUR_AI, COLOUR_AI},
    [STATUS_MARK_ON_TRACK] = {COLOUR_AI, COLOUR_AI},
    [STATUS_MARK_BEHIND] = {COLOUR_DAIDAI_TEXT, COLOUR_DAIDAI_TEXT},
    [STATUS_MARK_WORSE] = {COLOUR_ENJI, COLOUR_ENJI},
    [STATUS_MARK_NONE] = {COLOUR_RULE, COLOUR_INK3},
};

enum colour fig_mark_colour(enum status_mark mark)
{
    return status_colours[mark].line;
}

enum colour fig_mark_text_colour(enum status_mark mark)
{
    return status_colours[mark].text;
}

static void triangle(struct scene *scene, struct paint paint, double x,
                     double base_y, double tip_y, double width)
{
    struct path_step steps[] = {{PATH_MOVE, x - width / 2, base_y},
                                {PATH_LINE, x + width / 2, base_y},
                                {PATH_LINE, x, tip_y},
                                {PATH_CLOSE, 0, 0}};
    scene_path(scene, paint, steps, sizeof steps / sizeof steps[0]);
}

void fig_mark_status(struct scene *scene, enum status_mark mark, double x,
                     double y, double size)
{
    enum colour colour = fig_mark_text_colour(mark);
    struct paint line = {.stroke = colour, .width = 1.2};
    struct paint fill = {.fill = colour};
    double half = size / 2;
    switch (mark) {
    case STATUS_MARK_ACHIEVED:
        scene_circle(scene, line, x, y, half - 0.4);
        scene_circle(scene, fill, x, y, half - 2.0);
        break;
    case STATUS_MARK_ON_TRACK:
        scene_circle(scene, line, x, y, half - 0.6);
        break;
    case STATUS_MARK_BEHIND:
        triangle(scene, line, x, y + half - 0.8, y - half + 0.6, size - 0.6);
        break;
    case STATUS_MARK_WORSE:
        triangle(scene, fill, x, y - half + 0.4, y + half, size + 0.4);
        break;
    case STATUS_MARK_NONE:
        scene_line(scene, line, x - half + 0.5, y, x + half - 0.5, y);
        break;
    }
}

double fig_mark_pill_width(struct scene *scene, const char *status)
{
    return 2 * PILL_PAD + PILL_GLYPH + PILL_GAP +
           text_width(scene->setter, pill_style, status);
}

void fig_mark_pill(struct scene *scene, enum status_mark mark,
                   const char *status, double x, double y)
{
    struct paint frame = {.fill = COLOUR_PAPER,
                          .stroke = fig_mark_colour(mark),
                          .width = mark == STATUS_MARK_NONE ? 0.7 : 1.0};
    double middle = y + FIG_PILL_HEIGHT / 2;
    /* Half the stroke inside, so that the frame stands on the margin. */
    scene_rect(scene, frame, x + 0.5, y + 0.5,
               fig_mark_pill_width(scene, status) - 1, FIG_PILL_HEIGHT - 1,
               2.2);
    fig_mark_status(scene, mark, x + PILL_PAD + PILL_GLYPH / 2, middle,
                    PILL_GLYPH);
    scene_text(scene, pill_style, fig_mark_text_colour(mark), ALIGN_LEFT,
               x + PILL_PAD + PILL_GLYPH + PILL_GAP,
               fig_mark_middle(pill_style, middle), status, "status");
}

void fig_mark_ring(struct scene *scene, enum colour colour, double x, double y,
                   double radius)
{
    struct paint paint = {.fill = COLOUR_PAPER, .stroke = colour, .width = 1.3};
    scene_circle(scene, paint, x, y, radius);
}

void fig_mark_disc(struct scene *scene, enum colour colour, double x, double y,
                   double radius)
{
    struct paint edge = {.fill = COLOUR_PAPER};
    struct paint disc = {.fill = colour};
    scene_circle(scene, edge, x, y, radius + 0.7);
    scene_circle(scene, disc, x, y, radius);
}

void fig_mark_zigzag(struct scene *scene, double x, double y)
{
    struct paint ground = {.stroke = COLOUR_PAPER, .width = 3.0};
    struct paint line = {.stroke = COLOUR_INK2, .width = 0.8};
    struct path_step steps[] = {{PATH_MOVE, x - 4, y + 1.5},
                                {PATH_LINE, x - 1.5, y - 1.5},
                                {PATH_LINE, x + 1.5, y + 1.5},
                                {PATH_LINE, x + 4, y - 1.5}};
    scene_path(scene, ground, steps, sizeof steps / sizeof steps[0]);
    scene_path(scene, line, steps, sizeof steps / sizeof steps[0]);
}

void fig_mark_beyond(struct scene *scene, enum colour colour, double x,
                     double y, bool upwards)
{
    struct paint fill = {.fill = colour};
    triangle(scene, fill, x, upwards ? y + 3.4 : y - 3.4, y, 5.0);
}

void fig_mark_cut(struct scene *scene, double x, double y, double h)
{
    struct paint ground = {.stroke = COLOUR_PAPER, .width = 2.4};
    struct paint edge = {.stroke = COLOUR_INK2, .width = 0.6};
    scene_line(scene, ground, x - 1.5, y + h + 1.5, x + 1.5, y - 1.5);
    scene_line(scene, edge, x - 2.9, y + h + 1.5, x + 0.1, y - 1.5);
    scene_line(scene, edge, x - 0.1, y + h + 1.5, x + 2.9, y - 1.5);
}

struct fig_box fig_mark_label_box(struct scene *scene, struct text_style style,
                                  const char *text)
{
    return (struct fig_box){.w = text_width(scene->setter, style, text) + 2,
                            .h = style.size * LABEL_HEIGHT};
}

void fig_mark_label(struct scene *scene, struct text_style style,
                    enum colour colour, struct fig_box box, bool ground,
                    const char *text, const char *role)
{
    double x = box.x + 1;
    double y = box.y + style.size * LABEL_ASCENT;
    if (ground)
        scene_text_knocked(scene, style, colour, ALIGN_LEFT, x, y, text, role);
    else
        scene_text(scene, style, colour, ALIGN_LEFT, x, y, text, role);
}

double fig_mark_middle(struct text_style style, double y)
{
    return y + style.size * MIDDLE;
}

bool fig_mark_shrink(struct scene *scene, struct text_style *style,
                     const char *text, double width)
{
    double full = text_width(scene->setter, *style, text);
    if (full <= width)
        return true;
    /* Widths scale with size; a tenth of a point is fine enough. */
    double size = floor(style->size * width / full * 10) / 10;
    style->size = fmax(size, TYPE_FLOOR);
    return text_width(scene->setter, *style, text) <= width;
}

struct scene *fig_mark_unfit(struct diag *diag, const char *text)
{
    struct place nowhere = {0};
    diag_add(diag, MSG_FIT, nowhere, text, NULL);
    return NULL;
}

bool fig_mark_frame_glyphs(struct typesetter *setter, struct diag *diag,
                           const struct figure_frame *frame)
{
    const char *const texts[] = {frame->number, frame->title, frame->message,
                                 frame->source, frame->provenance};
    bool all = true;
    if (frame->plate)
        return true;
    for (size_t i = 0; i < LEN(texts); i++)
        all &= kit_glyphs_present(setter, diag, texts[i]);
    for (size_t i = 0; i < frame->n_remarks; i++)
        all &= kit_glyphs_present(setter, diag, frame->remarks[i]);
    return all;
}
