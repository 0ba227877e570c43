/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fig_status.h"

#include "charts/fig_mark.h"

#define KEY_LINE     13.0
#define KEY_ITEM_GAP 11.0
#define KEY_SIGN     9.0
#define KEY_SIGN_GAP 3.0

static const struct text_style small_style = {FACE_REGULAR, TYPE_NOTE};

void fig_status_point(struct scene *scene, bool reference, double x, double y)
{
    if (reference)
        fig_mark_ring(scene, COLOUR_INK3, x, y, 2.5);
    else
        fig_mark_disc(scene, COLOUR_AI, x, y, 2.6);
}

void fig_status_target(struct scene *scene, double x, double y)
{
    struct paint tick = {.stroke = COLOUR_DAIDAI, .width = STROKE_TARGET};
    scene_line(scene, tick, x, y - 4.2, x, y + 4.2);
}

void fig_status_glyph(struct scene *scene, enum status_mark mark, double x,
                      double y)
{
    bool none = mark == STATUS_MARK_NONE;
    fig_mark_status(scene, mark, x, y,
                    none ? FIG_STATUS_DASH : FIG_STATUS_GLYPH);
}

size_t fig_status_years(const struct figure_status *figure)
{
    return (size_t)(figure->to - figure->from) + 1;
}

enum key_sign { KEY_POINT, KEY_RING, KEY_TARGET, KEY_STATUS };

struct key_item {
    enum key_sign sign;
    enum status_mark mark;
    const char *name;
};

static void draw_key_sign(struct scene *scene, const struct key_item *item,
                          double x, double y)
{
    double middle = x + KEY_SIGN / 2;
    if (item->sign == KEY_STATUS)
        fig_status_glyph(scene, item->mark, middle, y);
    else if (item->sign == KEY_TARGET)
        fig_status_target(scene, middle, y);
    else
        fig_status_point(scene, item->sign == KEY_RING, middle, y);
}

static bool mark_occurs(const struct figure_status *figure,
                        enum status_mark mark)
{
    for (size_t i = 0; i < figure->n_rows; i++)
        for (size_t k = 0; k < fig_status_years(figure); k++)
            if (figure->rows[i].marks[k] == mark)
                return true;
    return false;
}

static size_t key_of_axis(const struct figure_status *figure,
                          struct key_item *items)
{
    bool point = false, ring = false, target = false;
    for (size_t i = 0; i < figure->n_rows; i++) {
        const struct status_row *row = &figure->rows[i];
        bool shown = row->on_axis && !row->baseline.missing;
        point = point || (shown && !row->reference);
        ring = ring || (shown && row->reference);
        target =
            target || (row->on_axis && row->has_target && !row->target.missing);
    }
    size_t n = 0;
    if (point)
        items[n++] = (struct key_item){KEY_POINT, STATUS_MARK_NONE,
                                       figure->baseline_word};
    if (ring)
        items[n++] =
            (struct key_item){KEY_RING, STATUS_MARK_NONE,
                              word(figure->frame.style.lang, WORD_REFERENCE)};
    if (target)
        items[n++] =
            (struct key_item){KEY_TARGET, STATUS_MARK_NONE,
                              word(figure->frame.style.lang, WORD_TARGET)};
    return n;
}

double fig_status_key(struct scene *scene, const struct figure_status *figure,
                      double y)
{
    static const enum word names[] = {WORD_ACHIEVED, WORD_ON_TRACK, WORD_BEHIND,
                                      WORD_WORSE, WORD_STATUS_NONE_KEY};
    struct key_item items[3 + LEN(names)];
    size_t n = key_of_axis(figure, items);
    for (size_t i = 0; i < LEN(names); i++)
        if (mark_occurs(figure, (enum status_mark)i))
            items[n++] =
                (struct key_item){KEY_STATUS, (enum status_mark)i,
                                  word(figure->frame.style.lang, names[i])};
    double x = 0, middle = y + 4 + KEY_LINE / 2;
    for (size_t i = 0; i < n; i++) {
        double width = KEY_SIGN + KEY_SIGN_GAP +
                       text_width(scene->setter, small_style, items[i].name);
        if (x > 0 && x + width > scene->width) {
            x = 0;
            middle += KEY_LINE;
        }
        draw_key_sign(scene, &items[i], x, middle);
        scene_text(scene, small_style, COLOUR_INK2, ALIGN_LEFT,
                   x + KEY_SIGN + KEY_SIGN_GAP,
                   fig_mark_middle(small_style, middle), items[i].name, "key");
        x += width + KEY_ITEM_GAP;
    }
    return middle + KEY_LINE / 2;
}
