/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fig_fill.h"

#include <assert.h>
#include <math.h>

#define STEP_COLOUR 10.5 /* L* */
#define STEP_MONO   12.0
#define OUTLINE     0.6 /* of 無回答; drawn inside the box */

/* Lines on light grounds are darker than the ground, on dark ones white. */
static enum colour hatch_colour(enum colour ground)
{
    switch (ground) {
    case COLOUR_AI_LIGHT:
    case COLOUR_AI_PALE:
    case COLOUR_SORA:
        return COLOUR_AI_MID;
    case COLOUR_ASAGI_PALE:
        return COLOUR_ASAGI;
    case COLOUR_DAIDAI_PALE:
        return COLOUR_DAIDAI;
    case COLOUR_YAMABUKI:
        return COLOUR_DAIDAI_TEXT;
    case COLOUR_NEZU_PALE:
        return COLOUR_NEZU;
    default:
        return COLOUR_PAPER;
    }
}

static struct fig_fill fill_of(enum colour colour, enum hatch hatch)
{
    return (struct fig_fill){
        .colour = colour, .hatch = hatch, .hatch_colour = hatch_colour(colour)};
}

/* ------------------------------------------------------------------ order */

static const struct {
    enum colour colour;
    enum hatch hatch;
} steps[] = {
    {COLOUR_AI, HATCH_NONE},        {COLOUR_AI_DEEP, HATCH_NONE},
    {COLOUR_AI_DEEP, HATCH_CROSS},  {COLOUR_AI_MID, HATCH_NONE},
    {COLOUR_AI_MID, HATCH_LEVEL},   {COLOUR_AI_LIGHT, HATCH_BACKSLASH},
    {COLOUR_AI_LIGHT, HATCH_SLASH}, {COLOUR_AI_PALE, HATCH_NONE},
    {COLOUR_AI_PALE, HATCH_DOT},
};
enum { STEPS = sizeof steps / sizeof steps[0] };

/* Which steps an order of n answers takes, as bits from the darkest on. */
static const unsigned step_sets[STEPS + 1] = {
    0, 0x001, 0x081, 0x089, 0x0C9, 0x0CB, 0x1CB, 0x1DB, 0x1DF, 0x1FF};

/* The i-th of n steps; beyond the table the last repeats. */
static struct fig_fill ordinal_fill(size_t i, size_t n)
{
    unsigned set = step_sets[n < STEPS ? n : STEPS];
    size_t step = 0, last = 0;
    for (size_t left = i + 1; step < STEPS && left > 0; step++)
        if (set >> step & 1) {
            last = step;
            left--;
        }
    return fill_of(steps[last].colour, steps[last].hatch);
}

/* ---------------------------------------------------------------- balance */

enum { SIDE = 4 }; /* answers of a side that have their own fill */

static const struct {
    enum colour colour;
    enum hatch hatch;
} sides[2][SIDE] = {{{COLOUR_DAIDAI_DEEP, HATCH_NONE},
                     {COLOUR_DAIDAI_DEEP, HATCH_DOT},
                     {COLOUR_DAIDAI, HATCH_CROSS},
                     {COLOUR_DAIDAI_PALE, HATCH_BACKSLASH}},
                    {{COLOUR_AI, HATCH_NONE},
                     {COLOUR_AI_DEEP, HATCH_NONE},
                     {COLOUR_AI_MID, HATCH_NONE},
                     {COLOUR_AI_LIGHT, HATCH_NONE}}};
static const size_t side_places[SIDE + 1][SIDE] = {
    {0}, {0}, {0, 3}, {0, 2, 3}, {0, 1, 2, 3}};

/* rank 0 is the strongest of n on its side; beyond the table the last but
 * the weakest repeats. */
static struct fig_fill side_fill(bool is_positive, size_t rank, size_t n)
{
    size_t place = 0;
    if (n <= SIDE)
        place = side_places[n][rank];
    else if (rank > 0)
        place = rank + 1 == n ? 3 : rank < 2 ? 1 : 2;
    return fill_of(sides[is_positive][place].colour,
                   sides[is_positive][place].hatch);
}

static size_t count_role(const struct answer_choice *answers, size_t n,
                         enum answer_role role)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++)
        found += answers[i].role == role;
    return found;
}

/* Does the other side of a scale come before answer i? */
static bool is_after_other_side(const struct answer_choice *answers, size_t i)
{
    enum answer_role other =
        answers[i].role == ROLE_POSITIVE ? ROLE_NEGATIVE : ROLE_POSITIVE;
    return count_role(answers, i, other) > 0;
}

static struct fig_fill balance_fill(const struct answer_choice *answers,
                                    size_t n, size_t i, enum tone tone)
{
    enum answer_role role = answers[i].role;
    size_t all = count_role(answers, n, role);
    size_t before = count_role(answers, i, role);
    bool is_positive = role == ROLE_POSITIVE;
    bool is_rising = is_after_other_side(answers, i) ||
                     (!is_positive && !count_role(answers, n, ROLE_POSITIVE));
    struct fig_fill fill =
        side_fill(is_positive, is_rising ? all - 1 - before : before, all);
    if (tone == TONE_MONO && fill.colour == COLOUR_AI_LIGHT)
        fill.hatch = HATCH_SLASH;
    return fill;
}

/* --------------------------------------------------------------- no order */

struct hue {
    enum colour colour;
    enum hatch hatch; /* in the mono tone */
    enum colour part; /* of its sub-state */
};
static const struct hue alternating[] = {
    {COLOUR_AI, HATCH_NONE, COLOUR_AI_LIGHT},
    {COLOUR_YAMABUKI, HATCH_DOT, COLOUR_YAMABUKI},
    {COLOUR_ASAGI, HATCH_BACKSLASH, COLOUR_ASAGI_PALE},
    {COLOUR_SORA, HATCH_SLASH, COLOUR_SORA},
    {COLOUR_ENJI, HATCH_CROSS, COLOUR_ENJI},
    {COLOUR_ASAGI_PALE, HATCH_LEVEL, COLOUR_ASAGI_PALE},
    {COLOUR_AI_MID, HATCH_BACKSLASH, COLOUR_AI_MID},
    {COLOUR_DAIDAI_PALE, HATCH_CROSS, COLOUR_DAIDAI_PALE},
    {COLOUR_AI_DEEP, HATCH_DOT, COLOUR_AI_DEEP},
};
/* With sub-states between them, dark hues do not meet. */
static const size_t family_order[] = {0, 2, 4, 1, 3, 5, 6, 7, 8};
enum { HUES = sizeof alternating / sizeof alternating[0] };

static bool any_part(const struct answer_choice *answers, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (answers[i].is_part)
            return true;
    return false;
}

/* Sub-states of one answer differ from it and from each other. */
static struct fig_fill part_fill(const struct answer_choice *answers, size_t i,
                                 const struct hue *hue)
{
    static const enum hatch hatches[] = {HATCH_SLASH, HATCH_DOT, HATCH_CROSS,
                                         HATCH_LEVEL, HATCH_BACKSLASH};
    size_t n = 0;
    while (n < i && answers[i - n - 1].is_part)
        n++;
    bool is_own = hue->part == hue->colour && hue->hatch == HATCH_SLASH;
    return fill_of(hue->part, hatches[(n + is_own) % 5]);
}

static struct fig_fill nominal_fill(const struct answer_choice *answers,
                                    size_t n, size_t i, enum tone tone)
{
    size_t rank = 0;
    for (size_t k = 0; k < i; k++)
        rank += answers[k].role == ROLE_NOMINAL && !answers[k].is_part;
    bool is_part = answers[i].is_part && rank > 0;
    size_t place = (rank - is_part) % HUES;
    const struct hue *hue =
        &alternating[any_part(answers, n) ? family_order[place] : place];
    if (is_part)
        return part_fill(answers, i, hue);
    /* The last hues repeat an earlier one but for the hatch. */
    bool is_hatched = tone == TONE_MONO || place >= 5;
    return fill_of(hue->colour, is_hatched ? hue->hatch : HATCH_NONE);
}

/* ---------------------------------------------------------------- answers */

/* On a copy two such fills are one. */
static bool is_like(const struct fig_fill *a, const struct fig_fill *b,
                    enum tone tone)
{
    double step = fabs(theme_lightness(a->colour, tone) -
                       theme_lightness(b->colour, tone));
    return a->hatch == b->hatch && a->is_outlined == b->is_outlined &&
           step < (tone == TONE_MONO ? STEP_MONO : STEP_COLOUR);
}

/* Is a fill like one of those from..to? */
static bool is_taken(const struct fig_fill *fills, size_t from, size_t to,
                     const struct fig_fill *fill, enum tone tone)
{
    for (size_t k = from; k < to; k++)
        if (is_like(&fills[k], fill, tone))
            return true;
    return false;
}

/* The first grey that is like none of the answers before. */
static struct fig_fill other_fill(const struct fig_fill *fills, size_t i,
                                  enum tone tone)
{
    const struct fig_fill greys[] = {fill_of(COLOUR_NEZU_PALE, HATCH_NONE),
                                     fill_of(COLOUR_NEZU, HATCH_DOT),
                                     fill_of(COLOUR_NEZU, HATCH_LEVEL),
                                     fill_of(COLOUR_NEZU_PALE, HATCH_CROSS)};
    size_t grey = 0;
    while (grey + 1 < LEN(greys) && is_taken(fills, 0, i, &greys[grey], tone))
        grey++;
    return greys[grey];
}

/* Another hatch for a fill that is like the one before it or, where there is
 * no hue to tell them apart, like any before it. */
static void set_apart(struct fig_fill *fills, size_t i, enum tone tone)
{
    static const enum hatch hatches[] = {HATCH_SLASH, HATCH_BACKSLASH,
                                         HATCH_CROSS, HATCH_DOT, HATCH_LEVEL};
    size_t from = tone == TONE_MONO || i == 0 ? 0 : i - 1;
    struct fig_fill fill = fills[i];
    for (size_t h = 0; is_taken(fills, from, i, &fill, tone); h++) {
        if (h == LEN(hatches))
            return;
        fill.hatch = hatches[h];
    }
    fills[i] = fill;
}

static struct fig_fill choose(const struct answer_choice *answers, size_t n,
                              size_t i, enum tone tone,
                              const struct fig_fill *fills)
{
    switch (answers[i].role) {
    case ROLE_NOMINAL:
        break;
    case ROLE_ORDINAL:
        return ordinal_fill(count_role(answers, i, ROLE_ORDINAL),
                            count_role(answers, n, ROLE_ORDINAL));
    case ROLE_POSITIVE:
    case ROLE_NEGATIVE:
        return balance_fill(answers, n, i, tone);
    case ROLE_NEUTRAL:
        return fill_of(COLOUR_NEZU_PALE, HATCH_NONE);
    case ROLE_OTHER:
        return other_fill(fills, i, tone);
    case ROLE_NONE:
        return (struct fig_fill){.colour = COLOUR_PAPER, .is_outlined = true};
    }
    return nominal_fill(answers, n, i, tone);
}

void fig_fill_choose(const struct answer_choice *answers, size_t n,
                     enum tone tone, struct fig_fill *fills)
{
    assert(n <= FIG_FILL_MOST);
    for (size_t i = 0; i < n; i++) {
        fills[i] = choose(answers, n, i, tone, fills);
        set_apart(fills, i, tone);
        bool is_dark =
            theme_contrast(COLOUR_PAPER, fills[i].colour, tone) >= 4.5;
        fills[i].ink = is_dark ? COLOUR_PAPER : COLOUR_INK;
    }
}

void fig_fill_draw(struct scene *scene, const struct fig_fill *fill, double x,
                   double y, double w, double h)
{
    struct paint ground = {.fill = fill->colour};
    struct paint outline = {.stroke = COLOUR_NEZU, .width = fmin(w, OUTLINE)};
    double half = outline.width / 2;
    scene_rect(scene, ground, x, y, w, h, 0);
    if (fill->is_outlined)
        scene_rect(scene, outline, x + half, y + half, w - 2 * half,
                   h - 2 * half, 0);
    scene_hatch(scene, fill->hatch, fill->hatch_colour, x, y, w, h);
}
