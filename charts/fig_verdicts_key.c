/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fig_verdicts.h"

#include "charts/fig_mark.h"
#include "charts/kit.h"

#define KEY_LINE     13.0
#define KEY_SIGN     11.0
#define KEY_SIGN_GAP 4.0
#define KEY_ITEM_GAP 13.0

static const struct text_style small_style = {FACE_REGULAR, TYPE_NOTE};

static bool occurs(const struct figure_verdicts *figure,
                   enum verdict_glyph glyph)
{
    for (size_t i = 0; i < figure->n_lines; i++)
        for (size_t k = 0; k < figure->n_columns; k++)
            if (figure->lines[i].cells[k].glyph == glyph)
                return true;
    return false;
}

static bool any_by_hand(const struct figure_verdicts *figure)
{
    for (size_t i = 0; i < figure->n_lines; i++)
        for (size_t k = 0; k < figure->n_columns; k++)
            if (kit_given(figure->lines[i].cells[k].hand))
                return true;
    return false;
}

struct pen {
    double x, middle;
};

/* Makes room for an item and writes its name. */
static struct pen put_name(struct scene *scene, struct pen at, const char *name)
{
    double width =
        KEY_SIGN + KEY_SIGN_GAP + text_width(scene->setter, small_style, name);
    if (at.x > 0 && at.x + width > scene->width)
        at = (struct pen){0, at.middle + KEY_LINE};
    scene_text(scene, small_style, COLOUR_INK2, ALIGN_LEFT,
               at.x + KEY_SIGN + KEY_SIGN_GAP,
               fig_mark_middle(small_style, at.middle), name, "key");
    return (struct pen){at.x + width + KEY_ITEM_GAP, at.middle};
}

/* Where the sign of the item that was named last stands. */
static double sign_x(struct scene *scene, struct pen after, const char *name)
{
    return after.x - KEY_ITEM_GAP - KEY_SIGN_GAP - KEY_SIGN / 2 -
           text_width(scene->setter, small_style, name);
}

double fig_verdicts_key(struct scene *scene,
                        const struct figure_verdicts *figure, double y)
{
    struct pen at = {0, y + 4 + KEY_LINE / 2};
    for (int i = 0; i < VERDICT_GLYPHS; i++) {
        if (!occurs(figure, (enum verdict_glyph)i))
            continue;
        at = put_name(scene, at, figure->senses[i]);
        fig_verdicts_glyph(scene, (enum verdict_glyph)i,
                           sign_x(scene, at, figure->senses[i]), at.middle);
    }
    if (any_by_hand(figure)) {
        struct paint dashed = {
            .stroke = COLOUR_DAIDAI_TEXT, .width = 0.8, .dash = {2.4, 1.8}};
        at = put_name(scene, at, figure->hand);
        scene_rect(scene, dashed,
                   sign_x(scene, at, figure->hand) - KEY_SIGN / 2,
                   at.middle - 3.5, KEY_SIGN, 7, 1.5);
    }
    return at.middle + KEY_LINE / 2;
}
