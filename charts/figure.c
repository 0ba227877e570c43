/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/figure.h"

#include <stddef.h>

/* Each kind's struct begins with the frame, so a pointer to the frame is a
 * pointer to the figure. */
_Static_assert(offsetof(struct figure_progress, frame) == 0, "frame is first");
_Static_assert(offsetof(struct figure_trend, frame) == 0, "frame is first");
_Static_assert(offsetof(struct figure_status, frame) == 0, "frame is first");
_Static_assert(offsetof(struct figure_schedule, frame) == 0, "frame is first");
_Static_assert(offsetof(struct figure_tree, frame) == 0, "frame is first");
_Static_assert(offsetof(struct figure_supply, frame) == 0, "frame is first");
_Static_assert(offsetof(struct figure_stack100, frame) == 0, "frame is first");
_Static_assert(offsetof(struct figure_crosstab, frame) == 0, "frame is first");
_Static_assert(offsetof(struct figure_multi, frame) == 0, "frame is first");

typedef struct scene *draw_figure(struct arena *arena,
                                  struct typesetter *setter, struct diag *diag,
                                  enum tone tone,
                                  const struct figure_frame *frame);

static struct scene *draw_progress(struct arena *arena,
                                   struct typesetter *setter, struct diag *diag,
                                   enum tone tone,
                                   const struct figure_frame *frame)
{
    const struct figure_progress *figure = (const void *)frame;
    return figure_progress(arena, setter, diag, tone, figure);
}

static struct scene *draw_trend(struct arena *arena, struct typesetter *setter,
                                struct diag *diag, enum tone tone,
                                const struct figure_frame *frame)
{
    const struct figure_trend *figure = (const void *)frame;
    return figure_trend(arena, setter, diag, tone, figure);
}

static struct scene *draw_status(struct arena *arena, struct typesetter *setter,
                                 struct diag *diag, enum tone tone,
                                 const struct figure_frame *frame)
{
    const struct figure_status *figure = (const void *)frame;
    return figure_status(arena, setter, diag, tone, figure);
}

static struct scene *draw_schedule(struct arena *arena,
                                   struct typesetter *setter, struct diag *diag,
                                   enum tone tone,
                                   const struct figure_frame *frame)
{
    const struct figure_schedule *figure = (const void *)frame;
    return figure_schedule(arena, setter, diag, tone, figure);
}

static struct scene *draw_tree(struct arena *arena, struct typesetter *setter,
                               struct diag *diag, enum tone tone,
                               const struct figure_frame *frame)
{
    const struct figure_tree *figure = (const void *)frame;
    return figure_tree(arena, setter, diag, tone, figure);
}

static struct scene *draw_supply(struct arena *arena, struct typesetter *setter,
                                 struct diag *diag, enum tone tone,
                                 const struct figure_frame *frame)
{
    const struct figure_supply *figure = (const void *)frame;
    return figure_supply(arena, setter, diag, tone, figure);
}

static struct scene *draw_stack100(struct arena *arena,
                                   struct typesetter *setter, struct diag *diag,
                                   enum tone tone,
                                   const struct figure_frame *frame)
{
    const struct figure_stack100 *figure = (const void *)frame;
    return figure_stack100(arena, setter, diag, tone, figure);
}

static struct scene *draw_crosstab(struct arena *arena,
                                   struct typesetter *setter, struct diag *diag,
                                   enum tone tone,
                                   const struct figure_frame *frame)
{
    const struct figure_crosstab *figure = (const void *)frame;
    return figure_crosstab(arena, setter, diag, tone, figure);
}

static struct scene *draw_multi(struct arena *arena, struct typesetter *setter,
                                struct diag *diag, enum tone tone,
                                const struct figure_frame *frame)
{
    const struct figure_multi *figure = (const void *)frame;
    return figure_multi(arena, setter, diag, tone, figure);
}

static struct scene *draw_verdicts(struct arena *arena,
                                   struct typesetter *setter, struct diag *diag,
                                   enum tone tone,
                                   const struct figure_frame *frame)
{
    const struct figure_verdicts *figure = (const void *)frame;
    return figure_verdicts(arena, setter, diag, tone, figure);
}

static draw_figure *const kinds[] = {
    [FIGURE_PROGRESS] = draw_progress, [FIGURE_TREND] = draw_trend,
    [FIGURE_SUPPLY] = draw_supply,     [FIGURE_STATUS] = draw_status,
    [FIGURE_SCHEDULE] = draw_schedule, [FIGURE_TREE] = draw_tree,
    [FIGURE_STACK100] = draw_stack100, [FIGURE_CROSSTAB] = draw_crosstab,
    [FIGURE_MULTI] = draw_multi,       [FIGURE_VERDICTS] = draw_verdicts,
};

struct scene *figure_draw(struct arena *arena, struct typesetter *setter,
                          struct diag *diag, enum tone tone,
                          const struct figure_frame *figure)
{
    return kinds[figure->kind](arena, setter, diag, tone, figure);
}
