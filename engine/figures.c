/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/figures.h"

#include "charts/lint.h"
#include "engine/figure_parts.h"
#include "engine/figures_schedule.h"
#include "engine/figures_status.h"
#include "engine/figures_supply.h"
#include "engine/figures_survey.h"
#include "engine/figures_tree.h"
#include "engine/figures_verdicts.h"
#include "engine/plan_surveys.h"

/* The glue of each kind. */
static void (*const kinds[])(struct figure_parts *parts) = {
    [PLAN_FIGURE_PROGRESS] = figures_progress,
    [PLAN_FIGURE_TREND] = figures_trend,
    [PLAN_FIGURE_STATUS] = figures_status,
    [PLAN_FIGURE_SUPPLY] = figures_supply,
    [PLAN_FIGURE_SCHEDULE] = figures_schedule,
    [PLAN_FIGURE_TREE] = figures_tree,
    [PLAN_FIGURE_STACK100] = figures_stack100,
    [PLAN_FIGURE_CROSSTAB] = figures_crosstab,
    [PLAN_FIGURE_MULTI] = figures_multi,
    [PLAN_FIGURE_VERDICTS] = figures_verdicts,
};

/* fig ID | sha256 0123456789ab | shihyo 0.1.0 */
static const char *provenance_of(const struct figure_parts *parts)
{
    struct str digest = {parts->run->digest, 12};
    return str_join(parts->s->arena, "fig ", parts->declared->id, " | sha256 ",
                    str_z(parts->s->arena, digest), " | shihyo " SHIHYO_VERSION,
                    NULL);
}

/* Number, title and all that the parts say go into the figure's frame. */
static const struct figure_frame *complete(struct figure_parts *parts,
                                           size_t number)
{
    struct arena *arena = parts->s->arena;
    const struct plan_figure *declared = parts->declared;
    for (size_t i = 0; i < declared->n_remarks; i++)
        figure_parts_remark(parts, declared->remarks[i]);
    const char **remarks = arena_make(arena, const char *, parts->n_remarks);
    for (size_t i = 0; i < parts->n_remarks; i++)
        remarks[i] = parts->remarks[i];
    const char *numbered =
        figure_parts_word(parts, WORD_REPORT_FIGURE, str_count(arena, number));
    *parts->frame = (struct figure_frame){
        .kind = parts->kind,
        .meta = {.id = declared->id,
                 .lang = parts->s->style.lang,
                 .title = str_join(arena, numbered, " ", declared->title, NULL),
                 .desc = parts->desc,
                 .data = parts->data,
                 .n_data = parts->n_data,
                 .provenance = provenance_of(parts),
                 .source = parts->source},
        .number = numbered,
        .title = declared->title,
        .message = parts->message,
        .remarks = remarks,
        .n_remarks = parts->n_remarks,
        .source = parts->source,
        .provenance = provenance_of(parts),
        .style = parts->s->style,
    };
    return parts->frame;
}

/* The kind's struct begins with the frame, so a copy of it is a figure. */
static const struct figure_frame *plate_of(const struct figure_parts *parts)
{
    struct figure_frame *plate =
        arena_grow(parts->s->arena, parts->frame, 1, 1, parts->size);
    plate->plate = true;
    return plate;
}

static const struct scene *draw(const struct run *run,
                                struct typesetter *setter,
                                const struct figure_frame *frame)
{
    struct scene *scene =
        figure_draw(run->arena, setter, run->diag, run->options->tone, frame);
    const char *faults = scene ? lint_scene(run->arena, scene) : "";
    if (*faults)
        diag_add(run->diag, MSG_INTERNAL, (struct place){0},
                 str_join(run->arena, frame->meta.id, ": ", faults, NULL),
                 NULL);
    return scene;
}

/* Where a figure stands in the paper: the tree, the outcomes by goal, the
 * status matrix, the methods, the activities, the supplies, the schedules. */
static size_t rank_of(const struct plan *plan,
                      const struct plan_figure *declared)
{
    enum {
        OUTCOMES = 1,
        STATUS = 1000,
        VERDICTS,
        ACTIVITIES,
        SURVEYS,
        SUPPLIES = 100000,
        SCHEDULES
    };
    if (declared->kind == PLAN_FIGURE_VERDICTS)
        return VERDICTS;
    if (declared->n_indicators) {
        const struct indicator *first = declared->indicators[0];
        const struct plan_goal *goal = plan_goal(plan, first->goal);
        if (first->level == INDICATOR_ACTIVITY)
            return ACTIVITIES;
        return OUTCOMES + (goal ? (size_t)(goal - plan->goals) + 1 : 0);
    }
    switch (declared->kind) {
    case PLAN_FIGURE_TREE:
        return 0;
    case PLAN_FIGURE_STACK100:
    case PLAN_FIGURE_CROSSTAB:
    case PLAN_FIGURE_MULTI: /* beside their tables, in that order */
        return SURVEYS + (size_t)(plan_survey_table(plan, declared->of) -
                                  plan->surveys->tables);
    case PLAN_FIGURE_SUPPLY:
        return SUPPLIES;
    case PLAN_FIGURE_SCHEDULE:
        return SCHEDULES;
    default:
        return STATUS;
    }
}

/* The figures in the order of the paper, so that their numbers ascend. */
static const struct plan_figure **in_order(const struct run *run)
{
    const struct plan *plan = run->plan;
    const struct plan_figure **order =
        arena_make(run->arena, const struct plan_figure *, plan->n_figures);
    for (size_t i = 0; i < plan->n_figures; i++) {
        size_t at = i;
        size_t rank = rank_of(plan, &plan->figures[i]);
        for (; at > 0 && rank_of(plan, order[at - 1]) > rank; at--)
            order[at] = order[at - 1];
        order[at] = &plan->figures[i];
    }
    return order;
}

struct drawn_figures figures_make(const struct run *run,
                                  struct typesetter *setter)
{
    const struct plan *plan = run->plan;
    struct drawn_figures all = {0};
    struct drawn_figure *items =
        arena_make(run->arena, struct drawn_figure, plan->n_figures);
    const struct plan_figure **order = in_order(run);
    for (size_t i = 0; i < plan->n_figures; i++) {
        const struct plan_figure *declared = order[i];
        struct figure_parts parts = {
            .run = run, .s = &run->speaker, .declared = declared};
        struct drawn_figure *d = &items[all.n++];
        diag_about(run->diag, declared->place);
        kinds[declared->kind](&parts);
        d->declared = declared;
        d->frame = complete(&parts, i + 1);
        d->scene = draw(run, setter, d->frame);
        if (d->scene)
            d->plate = draw(run, setter, plate_of(&parts));
    }
    diag_about(run->diag, (struct place){0});
    all.items = items;
    return all;
}

const struct indicator *figures_first(const struct drawn_figure *figure)
{
    const struct plan_figure *declared = figure->declared;
    bool own_section = declared->kind == PLAN_FIGURE_VERDICTS;
    return declared->n_indicators && !own_section ? declared->indicators[0]
                                                  : NULL;
}
