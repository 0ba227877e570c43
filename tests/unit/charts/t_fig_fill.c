/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fig_fill.h"
#include "tests/tap.h"

static size_t answers_of(struct answer_choice *answers, const char *roles)
{
    static const char letters[] = "no+0-xw";
    size_t n = 0;
    for (; roles[n]; n++) {
        bool is_part = roles[n] == 'p';
        size_t role =
            is_part ? 0 : (size_t)(strchr(letters, roles[n]) - letters);
        answers[n] =
            (struct answer_choice){"", (enum answer_role)role, is_part};
    }
    return n;
}

static bool differ(const struct fig_fill *a, const struct fig_fill *b,
                   enum tone tone)
{
    double step = fabs(theme_lightness(a->colour, tone) -
                       theme_lightness(b->colour, tone));
    return a->hatch != b->hatch || a->is_outlined != b->is_outlined ||
           step >= (tone == TONE_MONO ? 12 : 10.5);
}

/* n: no order, p: sub-state, o: order, + 0 -: scale, x: other, w: none. */
static void test_neighbours(void)
{
    static const char *const questions[] = {
        "nw",          "nnw",       "nnnw",      "nnnnw",     "nnnnnw",
        "nnnnnnxw",    "nnnnnnnnw", "npnpxxw",   "nppnpnw",   "npnnpnpnw",
        "ow",          "oow",       "ooow",      "oooow",     "ooooow",
        "oooooow",     "ooooooow",  "ooooooooo", "oooxw",     "oxxw",
        "+-w",         "+0-w",      "++0--w",    "+++0---w",  "++++0----",
        "--0++w",      "++--w",     "+++---xw",  "----++++w", "++0--xw",
        "nnnnnnnnnnnn"};
    for (size_t q = 0; q < LEN(questions); q++) {
        struct answer_choice answers[FIG_FILL_MOST];
        size_t n = answers_of(answers, questions[q]);
        bool apart = true, legible = true, unique = true;
        for (enum tone tone = TONE_COLOUR; tone <= TONE_MONO; tone++) {
            struct fig_fill fills[FIG_FILL_MOST];
            fig_fill_choose(answers, n, tone, fills);
            for (size_t i = 0; i < n; i++) {
                apart = apart && (!i || differ(&fills[i - 1], &fills[i], tone));
                legible =
                    legible &&
                    theme_contrast(fills[i].ink, fills[i].colour, tone) >= 4.5;
                for (size_t k = 0; n < 10 && k < i; k++)
                    unique = unique && (tone == TONE_COLOUR ||
                                        differ(&fills[k], &fills[i], tone));
            }
        }
        ok(apart, questions[q]);
        ok(legible, "and text on them can be read");
        ok(unique, "and no two of them are the same in grey");
    }
}

static void test_meaning(void)
{
    struct answer_choice answers[FIG_FILL_MOST];
    struct fig_fill fills[FIG_FILL_MOST];
    fig_fill_choose(answers, answers_of(answers, "++0--w"), TONE_COLOUR, fills);
    is_int(fills[0].colour, COLOUR_AI, "the far end of the positive side");
    is_int(fills[1].colour, COLOUR_AI_LIGHT, "its near end");
    is_int(fills[2].colour, COLOUR_NEZU_PALE, "the middle");
    is_int(fills[3].colour, COLOUR_DAIDAI_PALE, "the near end of the other");
    is_int(fills[3].hatch, HATCH_BACKSLASH, "which is hatched");
    is_int(fills[4].colour, COLOUR_DAIDAI_DEEP, "the far end of it");
    ok(fills[5].is_outlined, "no answer is white with an outline");
    fig_fill_choose(answers, answers_of(answers, "--0++w"), TONE_COLOUR, fills);
    is_int(fills[0].colour, COLOUR_DAIDAI_DEEP, "a scale may run backwards");
    is_int(fills[4].colour, COLOUR_AI, "to its positive end");
    fig_fill_choose(answers, answers_of(answers, "npnpxxw"), TONE_COLOUR,
                    fills);
    is_int(fills[1].colour, COLOUR_AI_LIGHT, "a sub-state has its hue");
    is_int(fills[1].hatch, HATCH_SLASH, "hatched");
    is_int(fills[2].colour, COLOUR_ASAGI, "the next answer another one");
    is_int(fills[3].colour, COLOUR_ASAGI_PALE, "its sub-state, too");
    is_int(fills[5].hatch, HATCH_DOT, "the second of the others is dotted");
}

int main(void)
{
    test_neighbours();
    test_meaning();
    return tap_done();
}
