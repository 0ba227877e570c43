/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/theme.h"
#include "tests/tap.h"

/* Contrast on white computed apart from the program (WCAG 2.1 formula in
 * Python, two decimals). */
static void test_contrast(void)
{
    static const struct {
        enum colour colour;
        double expected;
        const char *what;
    } rows[] = {
        {COLOUR_INK, 15.68, "ink"},
        {COLOUR_INK2, 6.79, "ink2"},
        {COLOUR_INK3, 4.95, "ink3"},
        {COLOUR_AI, 9.94, "ai"},
        {COLOUR_DAIDAI, 3.17, "daidai"},
        {COLOUR_DAIDAI_TEXT, 5.38, "daidai as text"},
        {COLOUR_ASAGI, 4.85, "asagi"},
        {COLOUR_ENJI, 7.08, "enji"},
        {COLOUR_SORA, 1.67, "sora"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        is_near(theme_contrast(rows[i].colour, COLOUR_PAPER, TONE_COLOUR),
                rows[i].expected, 0.002, rows[i].what);
    is_near(theme_lightness(COLOUR_PAPER, TONE_COLOUR), 100, 1e-9, "white");
    is_near(theme_lightness(COLOUR_AI, TONE_COLOUR), 28.29, 0.01, "L* of ai");
    is_near(theme_lightness(COLOUR_YAMABUKI, TONE_COLOUR), 83.06, 0.01,
            "L* of yamabuki");
    is_near(theme_contrast(COLOUR_PAPER, COLOUR_AI, TONE_COLOUR),
            theme_contrast(COLOUR_AI, COLOUR_PAPER, TONE_COLOUR), 1e-12,
            "contrast does not depend on the order");
    is_near(theme_contrast(COLOUR_AI, COLOUR_AI, TONE_COLOUR), 1, 1e-12,
            "no contrast with itself");
}

static void test_text_colours(void)
{
    static const enum colour texts[] = {
        COLOUR_INK, COLOUR_INK2, COLOUR_INK3, COLOUR_DAIDAI_TEXT,
        COLOUR_AI,  COLOUR_ENJI, COLOUR_ASAGI};
    bool good = true;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        for (enum tone tone = TONE_COLOUR; tone <= TONE_MONO; tone++)
            good = good && theme_contrast(texts[i], COLOUR_PAPER, tone) >= 4.5;
    ok(good, "every text colour has 4.5 on white in both tones");
}

static void test_mono(void)
{
    bool grey = true, close = true;
    for (enum colour c = COLOUR_NONE; c < COLOUR_COUNT; c++) {
        uint32_t rgb = theme_rgb(c, TONE_MONO);
        grey = grey && rgb % 0x10101 == 0;
        double ratio = theme_contrast(c, COLOUR_PAPER, TONE_MONO) /
                       theme_contrast(c, COLOUR_PAPER, TONE_COLOUR);
        close = close && fabs(ratio - 1) < 0.01;
    }
    ok(grey, "mono is grey");
    ok(close, "a grey twin has the contrast of its colour");
    is_int(theme_rgb(COLOUR_AI, TONE_COLOUR), 0x17456E, "ai");
    is_int(theme_rgb(COLOUR_NONE, TONE_COLOUR), 0xFFFFFF, "none is paper");
}

int main(void)
{
    test_contrast();
    test_text_colours();
    test_mono();
    return tap_done();
}
