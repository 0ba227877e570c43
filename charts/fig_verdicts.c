/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Methods side by side: a table of verdicts, each with a glyph, the method's
 * own word and its number.
 */
#include "charts/fig_verdicts.h"

#include "charts/fig_mark.h"
#include "charts/kit.h"
#include <math.h>
#include <string.h>

#define LABEL_MOST   148.0 /* column of the lines' heads ... */
#define LABEL_LEAST  108.0 /* ... where there are many columns */
#define CELL_LEAST   35.0
#define CELL_MOST    80.0 /* longer words are broken */
#define CELL_BESIDE  88.0 /* from here on the word stands beside the glyph */
#define GAP          6.0
#define HEAD_TOP     5.0
#define HEAD_PAD     4.0
#define ROW_PAD      7.0
#define CELL_PAD     2.0
#define BESIDE_LEFT  21.0
#define BESIDE_GLYPH 10.0
#define GLYPH_ROOM   13.0
#define WORD_LINE    10.2
#define SMALL_LINE   8.8
#define TIGHT_LINE   8.4
#define BLOCK_GAP    10.0
#define GROUP_LINE   10.0
#define GROUP_PAD    5.0

struct grid { /* a figure being laid out */
    struct scene *scene;
    const struct figure_verdicts *figure;
    size_t per_block; /* columns side by side */
    size_t from, to;  /* columns of the block that is drawn */
    double label_w, cell_w;
    bool beside;
    struct text_style word, detail, head;
    double word_line, detail_line;
};

struct cell_texts {
    struct lines word, detail, hand;
    double height;
};

/* ---------------------------------------------------------------- columns */

static double label_width(const struct figure_verdicts *figure)
{
    return figure->n_columns <= 4 ? LABEL_MOST : LABEL_LEAST;
}

/* The widest run of a text without a blank or a character that is wide: what
 * is Latin is not broken inside a word, nor is a number. */
static double widest_word(const struct grid *g, struct text_style style,
                          const char *text)
{
    double widest = 0;
    while (text && *text) {
        size_t n = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "abcdefghijklmnopqrstuvwxyz0123456789.,%*");
        const char *word = str_z(g->scene->arena, (struct str){text, n});
        widest = fmax(widest, text_width(g->scene->setter, style, word));
        text += n ? n : 1;
    }
    return widest;
}

/* What a column needs so that no word is broken, as far as that goes. */
static double least_width(const struct grid *g)
{
    const struct text_style small = {FACE_BOLD, TYPE_FLOOR + 0.4};
    double least = 0;
    for (size_t k = 0; k < g->figure->n_columns; k++) {
        least = fmax(least, widest_word(g, small, g->figure->columns[k].label));
        for (size_t i = 0; i < g->figure->n_lines; i++) {
            const struct verdict_cell *cell = &g->figure->lines[i].cells[k];
            least = fmax(least, widest_word(g, small, cell->word));
            least = fmax(least, widest_word(g, small, cell->detail));
        }
    }
    return fmin(fmax(least + GAP + 2 * CELL_PAD + 1, CELL_LEAST), CELL_MOST);
}

/* As many columns in every block as there are in the others, or one more. */
static size_t columns_per_block(const struct grid *g)
{
    const struct figure_verdicts *figure = g->figure;
    size_t n = figure->n_columns;
    double width = g->scene->width - label_width(figure);
    size_t most = (size_t)(width / least_width(g));
    size_t blocks = (n + most - 1) / most;
    return blocks ? (n + blocks - 1) / blocks : 1;
}

static void find_columns(struct grid *g)
{
    g->per_block = columns_per_block(g);
    g->label_w = label_width(g->figure);
    g->cell_w = (g->scene->width - g->label_w) / (double)g->per_block;
    g->beside = g->cell_w >= CELL_BESIDE;
    double size = g->beside ? TYPE_LABEL : TYPE_FLOOR + 0.4;
    g->word = (struct text_style){FACE_BOLD, size};
    g->detail =
        (struct text_style){FACE_REGULAR, g->beside ? TYPE_NOTE : TYPE_FLOOR};
    g->head = (struct text_style){FACE_BOLD,
                                  g->beside ? TYPE_AXIS : TYPE_FLOOR + 0.2};
    g->word_line = g->beside ? WORD_LINE : TIGHT_LINE;
    g->detail_line = g->beside ? SMALL_LINE : TIGHT_LINE;
}

static double cell_x(const struct grid *g, size_t column)
{
    return g->label_w + g->cell_w * (double)(column - g->from);
}

/* ------------------------------------------------------------------ texts */

static struct lines wrapped(const struct grid *g, struct text_style style,
                            double width, const char *text)
{
    if (!kit_given(text))
        return (struct lines){0};
    return wrap_text(g->scene->arena, g->scene->setter, style, WRAP_BALANCED,
                     width, text);
}

static struct cell_texts texts_of(const struct grid *g,
                                  const struct verdict_cell *cell)
{
    bool glyph = cell->glyph != VERDICT_PLAIN;
    double width = g->cell_w - 2 * CELL_PAD - (g->beside ? BESIDE_LEFT : GAP);
    struct cell_texts t = {.word = wrapped(g, g->word, width, cell->word),
                           .detail = wrapped(g, g->detail, width, cell->detail),
                           .hand = wrapped(g, g->detail, width, cell->hand)};
    t.height = g->word_line * (double)t.word.n +
               g->detail_line * (double)(t.detail.n + t.hand.n);
    if (!g->beside && glyph)
        t.height += GLYPH_ROOM;
    return t;
}

static double head_height(const struct grid *g, const struct verdict_head *head,
                          struct text_style style, double width)
{
    struct lines label = wrapped(g, style, width, head->label);
    struct lines sub = wrapped(g, g->detail, width, head->sub);
    return (style.size + 2.2) * (double)label.n +
           g->detail_line * (double)sub.n;
}

static const struct text_style line_style = {FACE_REGULAR, TYPE_LABEL};

static double tallest_cell(const struct grid *g,
                           const struct verdict_line *line)
{
    double height = 0;
    for (size_t i = g->from; i < g->to; i++)
        height = fmax(height, texts_of(g, &line->cells[i]).height);
    return height;
}

static double line_height(const struct grid *g, const struct verdict_line *line)
{
    double head = head_height(g, &line->head, line_style, g->label_w - GAP);
    return fmax(head, tallest_cell(g, line)) + ROW_PAD;
}

/* ------------------------------------------------------------------ cells */

static const enum status_mark marks[] = {
    [VERDICT_REACHED] = STATUS_MARK_ACHIEVED,
    [VERDICT_ON_TRACK] = STATUS_MARK_ON_TRACK,
    [VERDICT_BEHIND] = STATUS_MARK_BEHIND,
    [VERDICT_WORSE] = STATUS_MARK_WORSE,
    [VERDICT_NONE] = STATUS_MARK_NONE};

void fig_verdicts_glyph(struct scene *scene, enum verdict_glyph glyph, double x,
                        double y)
{
    struct paint bar = {.stroke = COLOUR_INK, .width = 1.4};
    double half = FIG_VERDICTS_GLYPH / 2;
    if (glyph == VERDICT_PLAIN)
        return;
    if (glyph != VERDICT_SAME) {
        fig_mark_status(scene, marks[glyph], x, y, FIG_VERDICTS_GLYPH);
        return;
    }
    scene_line(scene, bar, x - half + 0.5, y - 1.7, x + half - 0.5, y - 1.7);
    scene_line(scene, bar, x - half + 0.5, y + 1.7, x + half - 0.5, y + 1.7);
}

static enum colour colour_of(enum verdict_glyph glyph)
{
    if (glyph == VERDICT_PLAIN || glyph == VERDICT_SAME)
        return COLOUR_INK;
    return fig_mark_text_colour(marks[glyph]);
}

static void draw_frame(const struct grid *g, double x, double y, double height)
{
    struct paint dashed = {
        .stroke = COLOUR_DAIDAI_TEXT, .width = 0.8, .dash = {2.4, 1.8}};
    scene_rect(g->scene, dashed, x + 1, y + 1.2, g->cell_w - 2, height - 2.4,
               2);
}

/* tallest: of the cells of the line, whose glyphs stand side by side. */
static void draw_cell(const struct grid *g, const struct verdict_cell *cell,
                      double x, double y, double height, double tallest)
{
    struct cell_texts t = texts_of(g, cell);
    bool glyph = cell->glyph != VERDICT_PLAIN;
    double own = g->beside || !glyph ? t.height : tallest;
    double top = y + (height - own) / 2;
    double left = x + CELL_PAD, at = left + BESIDE_LEFT - 2;
    enum align align = ALIGN_LEFT;
    if (kit_given(cell->hand))
        draw_frame(g, x, y, height);
    if (g->beside) {
        fig_verdicts_glyph(g->scene, cell->glyph, left + BESIDE_GLYPH - 1,
                           y + height / 2);
    } else {
        at = x + g->cell_w / 2;
        align = ALIGN_CENTRE;
        fig_verdicts_glyph(g->scene, cell->glyph, at, top + GLYPH_ROOM / 2 - 1);
        top += glyph ? GLYPH_ROOM : 0;
    }
    double next =
        kit_lines(g->scene, g->word, colour_of(cell->glyph), align, at,
                  fig_mark_middle(g->word, top + g->word_line / 2),
                  g->word_line, &t.word, "verdict");
    next += (g->detail_line - g->word_line) / 2;
    next = kit_lines(g->scene, g->detail, COLOUR_INK2, align, at, next,
                     g->detail_line, &t.detail, "value");
    kit_lines(g->scene, g->detail, COLOUR_DAIDAI_TEXT, align, at, next,
              g->detail_line, &t.hand, "hand");
}

/* ------------------------------------------------------------------ heads */

/* Label and sub, centred between y and y + height or standing on its foot. */
static void draw_head(const struct grid *g, const struct verdict_head *head,
                      struct text_style style, enum align align, double x,
                      double width, double y)
{
    struct lines label = wrapped(g, style, width, head->label);
    struct lines sub = wrapped(g, g->detail, width, head->sub);
    double line = style.size + 2.2;
    double next =
        kit_lines(g->scene, style, COLOUR_INK, align, x,
                  fig_mark_middle(style, y + line / 2), line, &label, "head");
    kit_lines(g->scene, g->detail, COLOUR_INK2, align, x,
              next + (g->detail_line - line) / 2, g->detail_line, &sub, "sub");
}

static double heads_height(const struct grid *g)
{
    double height = 0;
    for (size_t i = g->from; i < g->to; i++)
        height = fmax(height, head_height(g, &g->figure->columns[i], g->head,
                                          g->cell_w - 2 * CELL_PAD - 2));
    return height + 2 * HEAD_PAD;
}

static double draw_heads(const struct grid *g, double y)
{
    struct scene *scene = g->scene;
    struct paint rule = {.stroke = COLOUR_INK, .width = STROKE_HEAD};
    double height = heads_height(g);
    struct text_style small = {FACE_REGULAR, TYPE_AXIS};
    scene_line(scene, rule, 0, y, scene->width, y);
    scene_text(scene, small, COLOUR_INK2, ALIGN_LEFT, 0,
               y + height - HEAD_PAD - 2, g->figure->corner, "head");
    for (size_t i = g->from; i < g->to; i++) {
        const struct verdict_head *head = &g->figure->columns[i];
        double width = g->cell_w - 2 * CELL_PAD - 2;
        double own = head_height(g, head, g->head, width);
        double x = cell_x(g, i);
        draw_head(g, head, g->head, g->beside ? ALIGN_LEFT : ALIGN_CENTRE,
                  g->beside ? x + CELL_PAD + 3 : x + g->cell_w / 2, width,
                  y + height - HEAD_PAD - own);
    }
    rule.width = 0.8;
    scene_line(scene, rule, 0, y + height, scene->width, y + height);
    return y + height;
}

/* ------------------------------------------------------------------- body */

static void draw_line(const struct grid *g, const struct verdict_line *line,
                      double y, double height)
{
    double own = head_height(g, &line->head, line_style, g->label_w - GAP);
    draw_head(g, &line->head, line_style, ALIGN_LEFT, 0, g->label_w - GAP,
              y + (height - own) / 2);
    double tallest = tallest_cell(g, line);
    for (size_t i = g->from; i < g->to; i++)
        draw_cell(g, &line->cells[i], cell_x(g, i), y, height, tallest);
}

static const struct text_style group_style = {FACE_BOLD, TYPE_AXIS};

static struct lines group_lines(const struct grid *g, size_t line)
{
    const struct verdict_line *lines = g->figure->lines;
    bool same = line > 0 && kit_given(lines[line - 1].group) &&
                kit_given(lines[line].group) &&
                strcmp(lines[line].group, lines[line - 1].group) == 0;
    return wrapped(g, group_style, g->scene->width,
                   same ? "" : lines[line].group);
}

static double group_height(const struct grid *g, size_t line)
{
    size_t n = group_lines(g, line).n;
    return n ? GROUP_LINE * (double)n + GROUP_PAD : 0;
}

/* The heading over the first line of a group; returns the y below. */
static double draw_group(const struct grid *g, size_t line, double y)
{
    struct lines lines = group_lines(g, line);
    if (lines.n == 0)
        return y;
    kit_lines(g->scene, group_style, COLOUR_AI, ALIGN_LEFT, 0,
              fig_mark_middle(group_style, y + GROUP_PAD / 2 + GROUP_LINE / 2),
              GROUP_LINE, &lines, "group");
    return y + group_height(g, line);
}

/* What sums up the others stands on a band. */
static void draw_bands(const struct grid *g, double y, double last,
                       double height)
{
    struct paint band = {.fill = COLOUR_BAND};
    double w = g->scene->width;
    if (g->figure->sum_column && g->to == g->figure->n_columns)
        scene_rect(g->scene, band, cell_x(g, g->to - 1), y, g->cell_w, height,
                   0);
    if (g->figure->sum_line && g->figure->n_lines)
        scene_rect(g->scene, band, 0, y + height - last, w, last, 0);
}

static double draw_block(struct grid *g, double y)
{
    const struct figure_verdicts *figure = g->figure;
    struct paint rule = {.stroke = COLOUR_RULE, .width = STROKE_ROW};
    struct paint strong = {.stroke = COLOUR_INK2, .width = STROKE_AXIS};
    double whole = 0, last = 0;
    y = draw_heads(g, y);
    for (size_t i = 0; i < figure->n_lines; i++)
        whole +=
            group_height(g, i) + (last = line_height(g, &figure->lines[i]));
    draw_bands(g, y, last, whole);
    for (size_t i = 0; i < figure->n_lines; i++) {
        double height = line_height(g, &figure->lines[i]);
        double top = draw_group(g, i, y);
        if (i > 0)
            scene_line(g->scene, top > y ? strong : rule, 0, y, g->scene->width,
                       y);
        y = top;
        draw_line(g, &figure->lines[i], y, height);
        y += height;
    }
    scene_line(g->scene, strong, 0, y, g->scene->width, y);
    return y;
}

/* ----------------------------------------------------------------- figure */

static bool cell_has_glyphs(struct typesetter *setter, struct diag *diag,
                            const struct verdict_cell *cell)
{
    bool all = kit_glyphs_present(setter, diag, cell->word);
    all &= kit_glyphs_present(setter, diag, cell->detail);
    return all & kit_glyphs_present(setter, diag, cell->hand);
}

static bool head_has_glyphs(struct typesetter *setter, struct diag *diag,
                            const struct verdict_head *head)
{
    bool all = kit_glyphs_present(setter, diag, head->label);
    return all & kit_glyphs_present(setter, diag, head->sub);
}

static bool has_glyphs(struct typesetter *setter, struct diag *diag,
                       const struct figure_verdicts *figure)
{
    bool all = fig_mark_frame_glyphs(setter, diag, &figure->frame);
    all &= kit_glyphs_present(setter, diag, figure->corner);
    for (size_t i = 0; i < figure->n_columns; i++)
        all &= head_has_glyphs(setter, diag, &figure->columns[i]);
    for (size_t i = 0; i < figure->n_lines; i++) {
        all &= kit_glyphs_present(setter, diag, figure->lines[i].group);
        all &= head_has_glyphs(setter, diag, &figure->lines[i].head);
        for (size_t k = 0; k < figure->n_columns; k++)
            all &= cell_has_glyphs(setter, diag, &figure->lines[i].cells[k]);
    }
    return all;
}

struct scene *figure_verdicts(struct arena *arena, struct typesetter *setter,
                              struct diag *diag, enum tone tone,
                              const struct figure_verdicts *figure)
{
    if (!has_glyphs(setter, diag, figure))
        return NULL;
    struct scene *scene =
        scene_new(arena, setter, tone, THEME_FULL_MM * THEME_PT_PER_MM);
    struct grid g = {.scene = scene, .figure = figure};
    double y = kit_opening(scene, &figure->frame);
    find_columns(&g);
    y += figure->frame.plate ? 0 : HEAD_TOP;
    for (g.from = 0; g.from < figure->n_columns && figure->n_lines;
         g.from = g.to) {
        g.to = g.from + g.per_block;
        if (g.to > figure->n_columns)
            g.to = figure->n_columns;
        y = draw_block(&g, y + (g.from ? BLOCK_GAP : 0));
    }
    y = fig_verdicts_key(scene, figure, y);
    y = kit_closing(scene, &figure->frame, y);
    scene_set_height(scene, y);
    return scene;
}
