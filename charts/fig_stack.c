/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fig_stack.h"

#include "charts/fig_mark.h"
#include "charts/kit.h"
#include "charts/labels.h"
#include <math.h>
#include <string.h>

#define SEGMENT_GAP 1.1
#define INSIDE_PAD  5.0 /* a value inside leaves so much of its segment */
#define CHIP_PAD    2.4
#define CHIP_HEIGHT 1.16 /* em */
#define CALLOUT_GAP 4.5
#define ELBOW       2.5
#define OVERHANG    14.0
#define ROUNDING    5.0 /* nine shares without decimals miss 4.5 at most */
#define TICK        3.0

enum { LANES = 2 };

/* Lanes below a bar, from its foot. */
struct lanes {
    double size;     /* of the type */
    double leader;   /* end of a leader in the first lane */
    double baseline; /* of the first lane */
    double next;     /* from one lane to the next */
    double height;   /* of one lane */
};
static const struct lanes wide_lanes = {7.8, 5.0, 12.0, 9.8, 13.4};
/* Below low bars, of which there are many. */
static const struct lanes dense_lanes = {7.0, 3.8, 10.0, 8.6, 11.0};

static const struct lanes *lanes_of(const struct fig_stack *stack)
{
    return stack->bar < 12 ? &dense_lanes : &wide_lanes;
}

bool fig_stack_begin(struct fig_stack *stack)
{
    if (stack->n_answers > FIG_FILL_MOST) {
        stack->unfit = stack->answers[FIG_FILL_MOST].label;
        return false;
    }
    fig_fill_choose(stack->answers, stack->n_answers, stack->scene->tone,
                    stack->fills);
    return true;
}

static bool is_placed(const struct answer_cell *cell)
{
    return cell->state == CELL_SHOWN || cell->state == CELL_REFERENCE;
}

struct fig_edges fig_stack_edges(const struct fig_stack *stack,
                                 const struct answer_row *row)
{
    struct fig_edges edges = {.is_whole = true};
    double sum = 0;
    for (size_t i = 0; i < stack->n_answers; i++) {
        bool placed = is_placed(&row->cells[i]);
        edges.is_whole = edges.is_whole && placed;
        sum += placed ? fmax(row->cells[i].share, 0) : 0;
    }
    bool is_rounded = edges.is_whole && sum >= 100 - ROUNDING;
    double full = sum > 100 || is_rounded ? sum : 100;
    double x = stack->x0;
    for (size_t i = 0; i < stack->n_answers; i++) {
        const struct answer_cell *cell = &row->cells[i];
        edges.x[i] = x;
        if (is_placed(cell))
            x += fmax(cell->share, 0) / full * (stack->x1 - stack->x0);
    }
    edges.x[stack->n_answers] = is_rounded ? stack->x1 : x;
    return edges;
}

/* ----------------------------------------------------------------- values */

static bool is_weak(const struct answer_row *row,
                    const struct answer_cell *cell)
{
    return row->is_reference || cell->state == CELL_REFERENCE;
}

static struct text_style value_style(const struct answer_row *row,
                                     const struct answer_cell *cell,
                                     double size)
{
    return (struct text_style){is_weak(row, cell) ? FACE_REGULAR : FACE_BOLD,
                               size};
}

static double value_room(const struct fig_fill *fill)
{
    return fill->hatch == HATCH_NONE ? INSIDE_PAD : 2 * CHIP_PAD + 0.4;
}

static bool fits_inside(const struct fig_stack *stack,
                        const struct answer_row *row,
                        const struct fig_edges *edges, size_t i)
{
    const struct answer_cell *cell = &row->cells[i];
    double width = text_width(stack->scene->setter,
                              value_style(row, cell, TYPE_VALUE), cell->text);
    double room = edges->x[i + 1] - edges->x[i];
    return width + value_room(&stack->fills[i]) <= room;
}

static void draw_value(const struct fig_stack *stack,
                       const struct answer_row *row,
                       const struct fig_edges *edges, size_t i, double y)
{
    struct scene *scene = stack->scene;
    const struct answer_cell *cell = &row->cells[i];
    const struct fig_fill *fill = &stack->fills[i];
    struct text_style style = value_style(row, cell, TYPE_VALUE);
    double x = (edges->x[i] + edges->x[i + 1]) / 2;
    double middle = y + stack->bar / 2;
    if (fill->hatch != HATCH_NONE) {
        double w = text_width(scene->setter, style, cell->text) + 2 * CHIP_PAD;
        double h = CHIP_HEIGHT * style.size;
        struct paint chip = {.fill = fill->colour};
        scene_rect(scene, chip, x - w / 2, middle - h / 2, w, h, 1.5);
    }
    scene_text(scene, style, fill->ink, ALIGN_CENTRE, x,
               fig_mark_middle(style, middle), cell->text, "value");
}

/* ------------------------------------------------------------------- hole */

/* How many answers of a state have no place, and the text of the first. */
static const char *say_hole(const struct fig_stack *stack,
                            const struct answer_row *row, enum cell_state state)
{
    const char *text = "";
    size_t n = 0;
    for (size_t i = 0; i < stack->n_answers; i++) {
        if (row->cells[i].state != state)
            continue;
        text = n++ ? text : row->cells[i].text;
    }
    if (n == 0 || n == stack->n_answers)
        return text;
    const char *const args[] = {text, str_count(stack->scene->arena, n)};
    return word_fill(stack->scene->arena, stack->lang, WORD_SF_CELLS, 2, args);
}

static const char *hole_text(const struct fig_stack *stack,
                             const struct answer_row *row)
{
    const char *withheld = say_hole(stack, row, CELL_SUPPRESSED);
    const char *missing = say_hole(stack, row, CELL_MISSING);
    const char *blank = *withheld && *missing ? " " : "";
    return str_join(stack->scene->arena, withheld, blank, missing, NULL);
}

static const struct text_style hole_style = {FACE_REGULAR, TYPE_AXIS};

static bool hole_fits(const struct fig_stack *stack, const char *text,
                      const struct fig_edges *edges)
{
    double width = text_width(stack->scene->setter, hole_style, text);
    return width + INSIDE_PAD <= stack->x1 - edges->x[stack->n_answers];
}

static bool is_blank(const struct fig_stack *stack,
                     const struct answer_row *row)
{
    for (size_t i = 0; i < stack->n_answers; i++)
        if (row->cells[i].state != CELL_MISSING)
            return false;
    return true;
}

/* A row without any number is no bar: the mark stands where it would begin. */
static void draw_blank(const struct fig_stack *stack,
                       const struct answer_row *row, double y)
{
    scene_text(stack->scene, hole_style, COLOUR_INK2, ALIGN_LEFT, stack->x0,
               fig_mark_middle(hole_style, y + stack->bar / 2),
               hole_text(stack, row), "hole");
}

static void draw_hole(const struct fig_stack *stack,
                      const struct answer_row *row,
                      const struct fig_edges *edges, double y)
{
    struct scene *scene = stack->scene;
    double x = edges->x[stack->n_answers];
    double width = stack->x1 - x;
    struct paint box = {.fill = COLOUR_PAPER,
                        .stroke = COLOUR_INK3,
                        .width = 0.6,
                        .dash = {1.6, 1.4}};
    if (width < 0.7)
        return;
    if (x > stack->x0 || !row->is_reference)
        scene_rect(scene, box, x + 0.3, y + 0.3, width - 0.6, stack->bar - 0.6,
                   0);
    const char *text = hole_text(stack, row);
    if (hole_fits(stack, text, edges))
        scene_text(scene, hole_style, COLOUR_INK2, ALIGN_CENTRE, x + width / 2,
                   fig_mark_middle(hole_style, y + stack->bar / 2), text,
                   "hole");
}

/* -------------------------------------------------------------------- bar */

/* Between segments that have a width; a thin one keeps half of it. */
static void draw_gaps(const struct fig_stack *stack,
                      const struct fig_edges *edges, double y)
{
    double left = 0;
    for (size_t i = 0; i < stack->n_answers; i++) {
        double right = edges->x[i + 1] - edges->x[i];
        struct paint gap = {.stroke = COLOUR_PAPER,
                            .width = fmin(SEGMENT_GAP, fmin(left, right) / 2)};
        if (gap.width > 0)
            scene_line(stack->scene, gap, edges->x[i], y, edges->x[i],
                       y + stack->bar);
        left = right > 0 ? right : left;
    }
}

static void draw_dashes(const struct fig_stack *stack, double x, double y,
                        double w)
{
    struct paint dashes = {
        .stroke = COLOUR_INK2, .width = 0.8, .dash = {2.4, 1.6}};
    scene_rect(stack->scene, dashes, x - 0.4, y - 0.4, w + 0.8,
               stack->bar + 0.8, 0);
}

/* Round the bar of a row that is for reference, else round its segments. */
static void draw_references(const struct fig_stack *stack,
                            const struct answer_row *row,
                            const struct fig_edges *edges, double y)
{
    if (row->is_reference) {
        draw_dashes(stack, stack->x0, y, stack->x1 - stack->x0);
        return;
    }
    for (size_t i = 0; i < stack->n_answers; i++)
        if (row->cells[i].state == CELL_REFERENCE)
            draw_dashes(stack, edges->x[i], y, edges->x[i + 1] - edges->x[i]);
}

static void draw_segment(const struct fig_stack *stack,
                         const struct fig_edges *edges, size_t i, double y)
{
    struct scene *scene = stack->scene;
    double width = edges->x[i + 1] - edges->x[i];
    if (width <= 0)
        return;
    size_t first = scene->n;
    fig_fill_draw(scene, &stack->fills[i], edges->x[i], y, width, stack->bar);
    scene->marks[first].role = "segment";
}

void fig_stack_bar(struct fig_stack *stack, const struct answer_row *row,
                   double y)
{
    struct fig_edges edges = fig_stack_edges(stack, row);
    size_t n = stack->n_answers;
    if (is_blank(stack, row) &&
        hole_fits(stack, hole_text(stack, row), &edges)) {
        draw_blank(stack, row, y);
        return;
    }
    for (size_t i = 0; i < n; i++)
        draw_segment(stack, &edges, i, y);
    draw_gaps(stack, &edges, y);
    draw_hole(stack, row, &edges, y);
    draw_references(stack, row, &edges, y);
    for (size_t i = 0; i < n; i++)
        if (is_placed(&row->cells[i]) && fits_inside(stack, row, &edges, i))
            draw_value(stack, row, &edges, i, y);
}

/* --------------------------------------------------------------- callouts */

struct callout {
    const char *text;
    struct text_style style;
    double x; /* of what it names */
    size_t lane;
    double at;
};

static bool is_zero(const struct answer_cell *cell)
{
    return is_placed(cell) && cell->share <= 0;
}

/* How many answers from i on have nothing, in the same words: they share one
 * place and one callout. */
static size_t zeros(const struct fig_stack *stack, const struct answer_row *row,
                    size_t i)
{
    size_t n = 0;
    while (i + n < stack->n_answers && is_zero(&row->cells[i + n]) &&
           strcmp(row->cells[i].text, row->cells[i + n].text) == 0)
        n++;
    return n;
}

static const char *several(const struct fig_stack *stack, const char *text,
                           size_t n)
{
    const char *const args[] = {text, str_count(stack->scene->arena, n)};
    return n > 1 ? word_fill(stack->scene->arena, stack->lang, WORD_SF_CELLS, 2,
                             args)
                 : text;
}

/* Values that are not inside, and at last the text of the hole. */
static size_t collect(const struct fig_stack *stack,
                      const struct answer_row *row, struct callout *callouts)
{
    struct fig_edges edges = fig_stack_edges(stack, row);
    size_t n = 0;
    for (size_t i = 0, step; i < stack->n_answers; i += step) {
        const struct answer_cell *cell = &row->cells[i];
        size_t nothing = zeros(stack, row, i);
        step = nothing ? nothing : 1;
        if (!is_placed(cell) || fits_inside(stack, row, &edges, i))
            continue;
        struct text_style style = value_style(row, cell, lanes_of(stack)->size);
        if (nothing)
            style.face = FACE_REGULAR;
        callouts[n++] =
            (struct callout){several(stack, cell->text, nothing), style,
                             (edges.x[i] + edges.x[i + 1]) / 2, 0, 0};
    }
    const char *hole = hole_text(stack, row);
    if (*hole && !hole_fits(stack, hole, &edges))
        callouts[n++] =
            (struct callout){hole, hole_style,
                             (edges.x[stack->n_answers] + stack->x1) / 2, 0, 0};
    return n;
}

/* Every k-th callout stands in the same of k lanes. */
static bool spread(const struct fig_stack *stack, struct callout *callouts,
                   size_t n, size_t lanes)
{
    struct label labels[FIG_FILL_MOST + 1] = {0};
    double low = fmax(stack->x0 - OVERHANG, stack->left);
    double high = fmin(stack->x1 + OVERHANG, stack->right);
    for (size_t lane = 0; lane < lanes; lane++) {
        size_t k = 0;
        for (size_t i = lane; i < n; i += lanes)
            labels[k++] = (struct label){
                .wish = callouts[i].x,
                .width = text_width(stack->scene->setter, callouts[i].style,
                                    callouts[i].text)};
        if (!labels_spread(labels, k, CALLOUT_GAP, low, high))
            return false;
        k = 0;
        for (size_t i = lane; i < n; i += lanes) {
            callouts[i].lane = lane;
            callouts[i].at = labels[k++].at;
        }
    }
    return true;
}

/* Places the callouts in as few lanes as they need; returns their number. */
static size_t place_callouts(struct fig_stack *stack,
                             const struct answer_row *row,
                             struct callout *callouts, size_t *lanes)
{
    size_t n = collect(stack, row, callouts);
    *lanes = n > 0;
    while (n && !spread(stack, callouts, n, *lanes))
        if (++*lanes > LANES) {
            stack->unfit = callouts[0].text;
            *lanes = 0;
            return 0;
        }
    return n;
}

double fig_stack_lane(struct fig_stack *stack, const struct answer_row *row)
{
    struct callout callouts[FIG_FILL_MOST + 1];
    size_t lanes;
    place_callouts(stack, row, callouts, &lanes);
    return lanes ? lanes_of(stack)->height +
                       lanes_of(stack)->next * (double)(lanes - 1)
                 : 0;
}

static void draw_leader(const struct fig_stack *stack, const struct callout *c,
                        double y)
{
    struct paint leader = {.stroke = COLOUR_INK3, .width = STROKE_LEADER};
    const struct lanes *lanes = lanes_of(stack);
    double first = y + lanes->leader;
    const struct path_step steps[] = {
        {PATH_MOVE, c->x, y},
        {PATH_LINE, c->x, y + fmin(ELBOW, lanes->leader / 2)},
        {PATH_LINE, c->at, first},
        {PATH_LINE, c->at, first + lanes->next * (double)c->lane}};
    scene_path(stack->scene, leader, steps, c->lane ? 4 : 3);
}

void fig_stack_callouts(struct fig_stack *stack, const struct answer_row *row,
                        double y)
{
    struct callout callouts[FIG_FILL_MOST + 1];
    size_t lanes;
    size_t n = place_callouts(stack, row, callouts, &lanes);
    double foot = y + stack->bar;
    for (size_t i = 0; i < n; i++)
        draw_leader(stack, &callouts[i], foot);
    for (size_t i = 0; i < n; i++) {
        const struct callout *c = &callouts[i];
        bool is_bold = c->style.face == FACE_BOLD;
        scene_text_knocked(stack->scene, c->style,
                           is_bold ? COLOUR_INK : COLOUR_INK2, ALIGN_CENTRE,
                           c->at,
                           foot + lanes_of(stack)->baseline +
                               lanes_of(stack)->next * (double)c->lane,
                           c->text, "callout");
    }
}

/* ------------------------------------------------------------------- axis */

double fig_stack_axis(const struct fig_stack *stack, struct publish_style style,
                      double y)
{
    static const struct text_style number = {FACE_REGULAR, TYPE_AXIS};
    struct paint axis = {.stroke = COLOUR_INK2, .width = STROKE_AXIS};
    struct scene *scene = stack->scene;
    double baseline = y + TICK + 2 + 0.8 * TYPE_AXIS;
    double end = 0;
    scene_line(scene, axis, stack->x0, y, stack->x1, y);
    for (int share = 0; share <= 100; share += 20) {
        double x = stack->x0 + (stack->x1 - stack->x0) * share / 100;
        scene_line(scene, axis, x, y, x, y + TICK);
        const char *text =
            publish_number(scene->arena, style, decimal_of(share, 0));
        end = x + scene_text(scene, number, COLOUR_INK2, ALIGN_CENTRE, x,
                             baseline, text, "tick") /
                      2;
    }
    scene_text(scene, number, COLOUR_INK2, ALIGN_LEFT, end, baseline,
               word(stack->lang, WORD_SF_PERCENT_AXIS), "unit");
    return baseline + 0.3 * TYPE_AXIS;
}

/* ----------------------------------------------------------------- glyphs */

static bool row_glyphs(struct typesetter *setter, struct diag *diag,
                       const struct answer_row *row, size_t n_answers)
{
    const char *const texts[] = {row->group,        row->label,
                                 row->base,         row->sum.cell.text,
                                 row->sum.interval, row->sum.mark};
    bool all = true;
    for (size_t i = 0; i < LEN(texts); i++)
        all &= kit_glyphs_present(setter, diag, texts[i]);
    for (size_t i = 0; i < n_answers; i++)
        all &= kit_glyphs_present(setter, diag, row->cells[i].text);
    return all;
}

bool fig_stack_glyphs(struct typesetter *setter, struct diag *diag,
                      const struct figure_frame *frame, const char *sum_label,
                      const struct answer_choice *answers, size_t n_answers,
                      const struct answer_row *rows, size_t n_rows)
{
    bool all = fig_mark_frame_glyphs(setter, diag, frame);
    all &= kit_glyphs_present(setter, diag, sum_label);
    for (size_t i = 0; i < n_answers; i++)
        all &= kit_glyphs_present(setter, diag, answers[i].label);
    for (size_t i = 0; i < n_rows; i++)
        all &= row_glyphs(setter, diag, &rows[i], n_answers);
    return all;
}
