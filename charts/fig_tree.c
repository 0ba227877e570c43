/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tree of a plan: 基本理念 from top to bottom at the left, a box for each
 * goal, and its policies in a list at the right.
 */
#include "charts/figure.h"

#include "charts/fig_mark.h"
#include "charts/fig_vertical.h"
#include "charts/kit.h"
#include <math.h>

#define HEAD_HEIGHT  16.0
#define VISION_PAD   9.0
#define VISION_MOST  120.0 /* width of the box of the 理念 */
#define VISION_LEAST 150.0 /* height of it */
#define TRUNK        13.0  /* from the 理念 to the branches, and on */
#define GOAL_WIDTH   146.0
#define GOAL_BAR     3.0 /* instead of a head */
#define GOAL_PAD     6.5
#define GOAL_LINE    12.4
#define NUMBER_LINE  12.0
#define TWIG         10.0
#define POLICY_LEAST 17.0
#define POLICY_LINE  10.6
#define POLICY_GAP   3.4
#define GOAL_GAP     12.0
#define TAG_PAD      3.4
#define TAG_HEIGHT   11.0
#define NUMBER_GAP   5.0

static const struct text_style head_style = {FACE_REGULAR, TYPE_NOTE};
static const struct text_style vision_style = {FACE_FIXED_BOLD, 10.6};
static const struct text_style number_style = {FACE_BOLD, TYPE_LABEL};
static const struct text_style counts_style = {FACE_REGULAR, 6.6};
static const struct text_style goal_style = {FACE_BOLD, 8.4};
static const struct text_style policy_style = {FACE_REGULAR, 7.6};
static const struct text_style policy_number = {FACE_BOLD, 7.6};
static const struct text_style tag_style = {FACE_BOLD, 6.6};

struct policy_box { /* a policy, measured */
    struct lines lines;
    double y, h;
};

struct goal_box { /* a goal, measured: y from the top of the tree */
    struct lines lines;
    struct policy_box *policies;
    double y, h;      /* of the box */
    double top, room; /* of the goal with its policies */
    double head;      /* height of its coloured head; 0: none */
    bool stacked;     /* the counts have a line of their own */
};

struct tree {
    struct scene *scene;
    const struct figure_tree *figure;
    struct goal_box *goals;
    struct lines vision;
    double vision_w, goal_x, goal_w, policy_x, number_w, tag_w;
    double y, h; /* of the tree */
};

static double width_of(const struct tree *t, struct text_style style,
                       const char *text)
{
    return kit_given(text) ? text_width(t->scene->setter, style, text) : 0;
}

/* Goals have a colour in turn; their numbers tell them apart without it. */
static enum colour accent(size_t goal)
{
    static const enum colour colours[] = {COLOUR_AI, COLOUR_ASAGI,
                                          COLOUR_DAIDAI_TEXT, COLOUR_ENJI};
    return colours[goal % LEN(colours)];
}

/* ---------------------------------------------------------------- measuring */

static void widest_parts(struct tree *t)
{
    for (size_t i = 0; i < t->figure->n_goals; i++) {
        const struct tree_goal *goal = &t->figure->goals[i];
        for (size_t k = 0; k < goal->n_policies; k++) {
            const struct tree_policy *p = &goal->policies[k];
            t->number_w =
                fmax(t->number_w, width_of(t, policy_number, p->number));
            double tag = width_of(t, tag_style, p->tag);
            t->tag_w = fmax(t->tag_w, tag > 0 ? tag + 2 * TAG_PAD : 0);
        }
    }
}

static double policy_room(const struct tree *t)
{
    double room = t->scene->width - t->policy_x - 2 * NUMBER_GAP - 2;
    if (t->number_w > 0)
        room -= t->number_w + NUMBER_GAP;
    return room - (t->tag_w > 0 ? t->tag_w + 3 : 0);
}

static double measure_policies(struct tree *t, const struct tree_goal *goal,
                               struct goal_box *box)
{
    double y = 0;
    box->policies =
        arena_make(t->scene->arena, struct policy_box, goal->n_policies + 1);
    for (size_t i = 0; i < goal->n_policies; i++) {
        struct policy_box *p = &box->policies[i];
        p->lines =
            wrap_text(t->scene->arena, t->scene->setter, policy_style,
                      WRAP_BALANCED, policy_room(t), goal->policies[i].text);
        p->y = y;
        p->h = fmax(POLICY_LEAST, POLICY_LINE * (double)p->lines.n + 6);
        y += p->h + POLICY_GAP;
    }
    return goal->n_policies ? y - POLICY_GAP : 0;
}

static double goal_inner(const struct tree *t)
{
    return t->goal_w - 2 * GOAL_PAD;
}

/* The goal's box stands at the middle of its policies. */
static double measure_goal(struct tree *t, size_t i, double top)
{
    const struct tree_goal *goal = &t->figure->goals[i];
    struct goal_box *box = &t->goals[i];
    double list = measure_policies(t, goal, box);
    box->lines = wrap_text(t->scene->arena, t->scene->setter, goal_style,
                           WRAP_BALANCED, goal_inner(t), goal->text);
    double number = width_of(t, number_style, goal->number);
    double counts = width_of(t, counts_style, goal->counts);
    box->stacked =
        number > 0 && counts > 0 && number + 6 + counts > goal_inner(t);
    double lines = (number > 0 || counts > 0) + box->stacked;
    box->head = lines > 0 ? NUMBER_LINE * lines + 2 : 0;
    box->h = fmax(box->head, GOAL_BAR) + 2 * GOAL_PAD - 2 +
             GOAL_LINE * (double)box->lines.n;
    box->room = fmax(list, box->h);
    box->top = top;
    box->y = top + (box->room - box->h) / 2;
    for (size_t k = 0; k < goal->n_policies; k++)
        box->policies[k].y += top + (box->room - list) / 2;
    return top + box->room;
}

enum { VISION_PARTS = 3 };

/* A short 理念 has a line for each part that ends with a comma. */
static struct lines vision_parts(const struct tree *t, double width)
{
    struct arena *arena = t->scene->arena;
    const char **line = arena_make(arena, const char *, VISION_PARTS);
    struct str rest = str_of(t->figure->vision), part = rest;
    struct lines out = {.line = line};
    while (rest.len) {
        uint32_t c = utf8_next(&rest);
        if (c != 0x3001 && rest.len)
            continue;
        if (out.n == VISION_PARTS)
            return (struct lines){0};
        line[out.n] = str_z(arena, str_head(part, part.len - rest.len));
        if (width_of(t, vision_style, line[out.n++]) > width)
            return (struct lines){0};
        part = rest;
    }
    return out;
}

/* The 理念 in as few lines as its box is high; the lines go to the left of
 * one another, so they decide its width. */
static bool measure_vision(struct tree *t, double height)
{
    double em = vision_style.size;
    double cells = floor((height - 2 * VISION_PAD) / (FIG_VERTICAL_PITCH * em));
    t->vision = vision_parts(t, cells * em);
    if (!t->vision.n)
        t->vision = wrap_text(t->scene->arena, t->scene->setter, vision_style,
                              WRAP_BALANCED, cells * em, t->figure->vision);
    size_t most = 0;
    for (size_t i = 0; i < t->vision.n; i++) {
        size_t n = fig_vertical_cells(t->vision.line[i]);
        most = n > most ? n : most;
    }
    double w = FIG_VERTICAL_LINE * em * (double)t->vision.n + VISION_PAD;
    t->vision_w = t->vision.n ? ceil(w) : 0;
    return t->vision_w <= VISION_MOST &&
           (double)most * FIG_VERTICAL_PITCH * em <= height - 2 * VISION_PAD;
}

static double lay_out(struct tree *t)
{
    bool any = t->vision_w > 0;
    double top = 0;
    t->goal_x = any ? t->vision_w + 2 * TRUNK : 0;
    t->goal_w = GOAL_WIDTH;
    t->policy_x = t->goal_x + t->goal_w + 2 * TWIG;
    t->goals =
        arena_make(t->scene->arena, struct goal_box, t->figure->n_goals + 1);
    for (size_t i = 0; i < t->figure->n_goals; i++)
        top = measure_goal(t, i, top) + GOAL_GAP;
    return t->figure->n_goals ? top - GOAL_GAP : 0;
}

/* Width of the 理念 and height of the goals depend on one another: a wider
 * 理念 leaves less room for the texts, which only makes the tree higher. */
static bool measure(struct tree *t)
{
    widest_parts(t);
    t->vision_w = 40;
    for (int i = 0; i < 12; i++) {
        double height = fmax(lay_out(t), VISION_LEAST * (1 + 0.5 * i));
        double before = t->vision_w;
        if (!measure_vision(t, height))
            continue;
        t->h = height;
        if (t->vision_w == before || i > 3) {
            double needed = lay_out(t);
            if (needed <= height)
                return policy_room(t) >= 60;
        }
    }
    return false;
}

/* ------------------------------------------------------------------ drawing */

static void draw_heads(const struct tree *t, double y)
{
    const struct figure_tree *figure = t->figure;
    const struct {
        const char *text;
        double x, room;
    } heads[] = {
        {figure->vision_head, 0, t->goal_x - 4},
        {figure->goal_head, t->goal_x, t->goal_w + 2 * TWIG - 4},
        {figure->policy_head, t->policy_x, t->scene->width - t->policy_x},
    };
    for (size_t i = 0; i < LEN(heads); i++) {
        struct text_style style = head_style;
        if (!kit_given(heads[i].text) || (i == 0 && t->vision_w <= 0))
            continue;
        fig_mark_shrink(t->scene, &style, heads[i].text, heads[i].room);
        scene_text(t->scene, style, COLOUR_INK2, ALIGN_LEFT, heads[i].x, y + 9,
                   heads[i].text, "head");
    }
}

/* From right to left; each line begins an em lower where there is room. */
static void draw_vision(const struct tree *t)
{
    struct scene *scene = t->scene;
    if (t->vision_w <= 0)
        return;
    struct paint frame = {
        .fill = COLOUR_PAPER, .stroke = COLOUR_INK, .width = 1.0};
    scene_rect(scene, frame, 0.5, t->y, t->vision_w - 1, t->h, 0);
    double em = vision_style.size, pitch = FIG_VERTICAL_PITCH * em;
    double most = 0;
    for (size_t i = 0; i < t->vision.n; i++)
        most = fmax(
            most, pitch * (double)(fig_vertical_cells(t->vision.line[i]) + i));
    double stagger = most <= t->h - 2 * VISION_PAD ? pitch : 0;
    if (stagger == 0)
        most = t->h - 2 * VISION_PAD;
    double top = t->y + (t->h - most) / 2;
    double advance = FIG_VERTICAL_LINE * em;
    double x = t->vision_w / 2 + advance * ((double)t->vision.n - 1) / 2;
    for (size_t i = 0; i < t->vision.n; i++)
        fig_vertical_draw(scene, vision_style, COLOUR_INK,
                          x - advance * (double)i, top + stagger * (double)i,
                          t->vision.line[i], "vision");
}

static double goal_middle(const struct tree *t, size_t i)
{
    return t->y + t->goals[i].y + t->goals[i].h / 2;
}

static void draw_trunk(const struct tree *t)
{
    size_t n = t->figure->n_goals;
    if (t->vision_w <= 0 || n == 0)
        return;
    struct paint line = {.stroke = COLOUR_INK2, .width = 1.0};
    double x = t->vision_w + TRUNK;
    double first = goal_middle(t, 0), last = goal_middle(t, n - 1);
    double middle = t->y + t->h / 2;
    scene_line(t->scene, line, t->vision_w - 0.5, middle, x, middle);
    scene_line(t->scene, line, x, fmin(first, middle), x, fmax(last, middle));
    for (size_t i = 0; i < n; i++)
        scene_line(t->scene, line, x, goal_middle(t, i), t->goal_x,
                   goal_middle(t, i));
}

/* Number and counts in paper on the goal's colour. */
static void draw_goal_head(const struct tree *t, size_t i, double x, double y)
{
    const struct tree_goal *goal = &t->figure->goals[i];
    const struct goal_box *box = &t->goals[i];
    struct scene *scene = t->scene;
    struct paint fill = {.fill = accent(i)};
    double left = x + GOAL_PAD, right = x + t->goal_w - GOAL_PAD;
    double middle = y + NUMBER_LINE / 2 + 1;
    scene_rect(scene, fill, x, y, t->goal_w, box->head, 0);
    bool numbered = kit_given(goal->number);
    if (numbered)
        scene_text(scene, number_style, COLOUR_PAPER, ALIGN_LEFT, left,
                   fig_mark_middle(number_style, middle), goal->number,
                   "goal-number");
    if (box->stacked)
        middle += NUMBER_LINE;
    bool at_left = box->stacked || !numbered;
    if (kit_given(goal->counts))
        scene_text(scene, counts_style, COLOUR_PAPER,
                   at_left ? ALIGN_LEFT : ALIGN_RIGHT, at_left ? left : right,
                   fig_mark_middle(counts_style, middle), goal->counts,
                   "counts");
}

static void draw_goal(const struct tree *t, size_t i)
{
    const struct goal_box *box = &t->goals[i];
    struct scene *scene = t->scene;
    struct paint band = {.fill = COLOUR_BAND};
    struct paint bar = {.fill = accent(i)};
    double x = t->goal_x, y = t->y + box->y;
    scene_rect(scene, band, x, y, t->goal_w, box->h, 0);
    if (box->head > 0)
        draw_goal_head(t, i, x, y);
    else
        scene_rect(scene, bar, x, y, t->goal_w, GOAL_BAR, 0);
    double base = y + fmax(box->head, GOAL_BAR) + GOAL_PAD + GOAL_LINE / 2;
    kit_lines(scene, goal_style, COLOUR_INK, ALIGN_LEFT, x + GOAL_PAD,
              fig_mark_middle(goal_style, base - 1), GOAL_LINE, &box->lines,
              "goal");
}

static void draw_tag(const struct tree *t, const char *tag, enum colour colour,
                     double middle)
{
    struct paint fill = {.fill = colour};
    double w = width_of(t, tag_style, tag) + 2 * TAG_PAD;
    double x = t->scene->width - 4 - w;
    scene_rect(t->scene, fill, x, middle - TAG_HEIGHT / 2, w, TAG_HEIGHT, 2);
    scene_text(t->scene, tag_style, COLOUR_PAPER, ALIGN_LEFT, x + TAG_PAD,
               fig_mark_middle(tag_style, middle), tag, "tag");
}

static void draw_policy(const struct tree *t, size_t i, size_t k)
{
    const struct tree_policy *policy = &t->figure->goals[i].policies[k];
    const struct policy_box *box = &t->goals[i].policies[k];
    struct scene *scene = t->scene;
    struct paint frame = {
        .fill = COLOUR_PAPER, .stroke = COLOUR_RULE, .width = 0.7};
    double y = t->y + box->y, middle = y + box->h / 2;
    scene_rect(scene, frame, t->policy_x, y, scene->width - t->policy_x - 0.4,
               box->h, 0);
    double x = t->policy_x + NUMBER_GAP + 1;
    if (kit_given(policy->number))
        scene_text(scene, policy_number, accent(i), ALIGN_LEFT, x,
                   fig_mark_middle(policy_number, middle), policy->number,
                   "policy-number");
    if (t->number_w > 0)
        x += t->number_w + NUMBER_GAP;
    double first = middle - POLICY_LINE * ((double)box->lines.n - 1) / 2;
    kit_lines(scene, policy_style, COLOUR_INK, ALIGN_LEFT, x,
              fig_mark_middle(policy_style, first), POLICY_LINE, &box->lines,
              "policy");
    if (kit_given(policy->tag))
        draw_tag(t, policy->tag, accent(i), middle);
}

static void draw_twigs(const struct tree *t, size_t i)
{
    const struct goal_box *box = &t->goals[i];
    size_t n = t->figure->goals[i].n_policies;
    if (n == 0)
        return;
    struct paint line = {.stroke = accent(i), .width = 1.0};
    double x = t->goal_x + t->goal_w + TWIG, from = goal_middle(t, i);
    const struct policy_box *last = &box->policies[n - 1];
    double top = t->y + box->policies[0].y + box->policies[0].h / 2;
    double foot = t->y + last->y + last->h / 2;
    scene_line(t->scene, line, t->goal_x + t->goal_w, from, x, from);
    scene_line(t->scene, line, x, fmin(top, from), x, fmax(foot, from));
    for (size_t k = 0; k < n; k++) {
        double y = t->y + box->policies[k].y + box->policies[k].h / 2;
        scene_line(t->scene, line, x, y, t->policy_x, y);
    }
}

/* Goals in the middle of a 理念 that is higher than all of them. */
static void centre_goals(struct tree *t)
{
    size_t n = t->figure->n_goals;
    if (n == 0)
        return;
    double used = t->goals[n - 1].top + t->goals[n - 1].room;
    double shift = (t->h - used) / 2;
    for (size_t i = 0; i < n; i++) {
        t->goals[i].y += shift;
        for (size_t k = 0; k < t->figure->goals[i].n_policies; k++)
            t->goals[i].policies[k].y += shift;
    }
}

/* ------------------------------------------------------------------- checks */

static bool goal_glyphs(struct typesetter *setter, struct diag *diag,
                        const struct tree_goal *goal)
{
    bool all = kit_glyphs_present(setter, diag, goal->number);
    all &= kit_glyphs_present(setter, diag, goal->text);
    all &= kit_glyphs_present(setter, diag, goal->counts);
    for (size_t i = 0; i < goal->n_policies; i++) {
        all &= kit_glyphs_present(setter, diag, goal->policies[i].number);
        all &= kit_glyphs_present(setter, diag, goal->policies[i].text);
        all &= kit_glyphs_present(setter, diag, goal->policies[i].tag);
    }
    return all;
}

static bool has_glyphs(struct typesetter *setter, struct diag *diag,
                       const struct figure_tree *figure)
{
    bool all = fig_mark_frame_glyphs(setter, diag, &figure->frame);
    all &= kit_glyphs_present(setter, diag, figure->vision_head);
    all &= kit_glyphs_present(setter, diag, figure->goal_head);
    all &= kit_glyphs_present(setter, diag, figure->policy_head);
    all &= kit_glyphs_present(setter, diag, figure->vision);
    for (size_t i = 0; i < figure->n_goals; i++)
        all &= goal_glyphs(setter, diag, &figure->goals[i]);
    return all;
}

/* Numbers, counts and tags stand on one line. */
static const char *unfit_text(const struct tree *t)
{
    double inner = GOAL_WIDTH - 2 * GOAL_PAD;
    for (size_t i = 0; i < t->figure->n_goals; i++) {
        const struct tree_goal *goal = &t->figure->goals[i];
        if (width_of(t, number_style, goal->number) > inner)
            return goal->number;
        if (width_of(t, counts_style, goal->counts) > inner)
            return goal->counts;
        for (size_t k = 0; k < goal->n_policies; k++) {
            if (width_of(t, policy_number, goal->policies[k].number) > 40)
                return goal->policies[k].number;
            if (width_of(t, tag_style, goal->policies[k].tag) > 60)
                return goal->policies[k].tag;
        }
    }
    return NULL;
}

struct scene *figure_tree(struct arena *arena, struct typesetter *setter,
                          struct diag *diag, enum tone tone,
                          const struct figure_tree *figure)
{
    if (!has_glyphs(setter, diag, figure))
        return NULL;
    struct scene *scene =
        scene_new(arena, setter, tone, THEME_FULL_MM * THEME_PT_PER_MM);
    struct tree t = {.scene = scene, .figure = figure};
    const char *unfit = unfit_text(&t);
    if (!unfit && !measure(&t))
        unfit = figure->vision;
    if (unfit)
        return fig_mark_unfit(diag, unfit);
    double y = kit_opening(scene, &figure->frame);
    if (!figure->frame.plate && !*figure->frame.message)
        y -= 7;
    draw_heads(&t, y);
    t.y = y + HEAD_HEIGHT;
    centre_goals(&t);
    draw_vision(&t);
    draw_trunk(&t);
    for (size_t i = 0; i < figure->n_goals; i++) {
        draw_twigs(&t, i);
        draw_goal(&t, i);
        for (size_t k = 0; k < figure->goals[i].n_policies; k++)
            draw_policy(&t, i, k);
    }
    y = kit_closing(scene, &figure->frame, t.y + t.h + 2);
    scene_set_height(scene, y);
    return scene;
}
