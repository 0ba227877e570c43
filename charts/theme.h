/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * theme.h - "council print": every colour, size and stroke, once.
 *
 * Colours are named after what they are in the palette (藍 ai, 橙 daidai ...)
 * and every one has a grey twin for --tone mono.  Contrast on white is at
 * least 4.5 for text colours (INK, INK2, INK3, DAIDAI_TEXT, AI, ENJI, ASAGI).
 * Meaning never rests on hue: shape, hatch or a word goes with it.
 */
#ifndef SHIHYO_CHARTS_THEME_H
#define SHIHYO_CHARTS_THEME_H

#include <stdint.h>

enum colour {
    COLOUR_NONE,
    COLOUR_PAPER,       /* #FFFFFF */
    COLOUR_INK,         /* #1E2429 text */
    COLOUR_INK2,        /* #545C64 axis text */
    COLOUR_INK3,        /* #69717A weak text */
    COLOUR_RULE,        /* #B4BBC1 */
    COLOUR_GRID,        /* #E3E6E9 */
    COLOUR_BAND,        /* #F4F6F8 */
    COLOUR_AI,          /* #17456E main */
    COLOUR_AI_MID,      /* #6F97BB */
    COLOUR_AI_PALE,     /* #C9DCEB */
    COLOUR_DAIDAI,      /* #DE7420 target */
    COLOUR_DAIDAI_TEXT, /* #A9520F the same as text */
    COLOUR_DAIDAI_PALE, /* #F6CFA8 intervals of the trend */
    COLOUR_ASAGI,       /* #137F77 */
    COLOUR_ENJI,        /* #9C2F5A worse */
    COLOUR_SORA,        /* #A3CEEA intervals */
    COLOUR_NEZU,        /* #A7AEB5 */
    COLOUR_NEZU_PALE,   /* #DDE1E4 */
    COLOUR_AI_DEEP,     /* #3F6B95 steps of an order */
    COLOUR_AI_LIGHT,    /* #A9C6DF sub-states of ai, second step */
    COLOUR_ASAGI_PALE,  /* #A6DAD4 sub-states of asagi */
    COLOUR_DAIDAI_DEEP, /* #B85C14 the far end of a scale */
    COLOUR_YAMABUKI,    /* #F2CB57 third series */
    COLOUR_COUNT
};

enum tone { TONE_COLOUR, TONE_MONO };

/* 0xRRGGBB. */
uint32_t theme_rgb(enum colour colour, enum tone tone);
/* WCAG contrast ratio of two colours, 1..21. */
double theme_contrast(enum colour a, enum colour b, enum tone tone);
/* CIE L* of a colour, 0 (black) to 100 (white). */
double theme_lightness(enum colour colour, enum tone tone);

/* Canvas widths in millimetres: half 82, full 170, wide 257. */
#define THEME_PT_PER_MM 2.834645669
#define THEME_FULL_MM   170.0
#define THEME_HALF_MM   82.0

/* Type sizes in points. */
#define TYPE_TITLE      10.5
#define TYPE_MESSAGE    8.5
#define TYPE_AXIS       7.5
#define TYPE_LABEL      8.0
#define TYPE_VALUE      8.6
#define TYPE_KEY_NUMBER 14.5
#define TYPE_NOTE       7.0
#define TYPE_PROVENANCE 5.6
#define TYPE_FLOOR      6.2

/* Strokes in points. */
#define STROKE_AXIS   0.6
#define STROKE_GRID   0.6
#define STROKE_HEAD   1.0
#define STROKE_ROW    0.5
#define STROKE_SERIES 1.6
#define STROKE_TARGET 2.4
#define STROKE_LEADER 0.5

#endif
