/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/theme.h"

#include <math.h>
#include <stddef.h>

/* Colour and its grey twin: the grey of the same relative luminance (WCAG
 * 2.1, sRGB), so a photocopy keeps every contrast. */
static const uint32_t palette[COLOUR_COUNT][2] = {
    [COLOUR_NONE] = {0xFFFFFF, 0xFFFFFF},
    [COLOUR_PAPER] = {0xFFFFFF, 0xFFFFFF},
    [COLOUR_INK] = {0x1E2429, 0x232323},
    [COLOUR_INK2] = {0x545C64, 0x5B5B5B},
    [COLOUR_INK3] = {0x69717A, 0x707070},
    [COLOUR_RULE] = {0xB4BBC1, 0xBABABA},
    [COLOUR_GRID] = {0xE3E6E9, 0xE6E6E6},
    [COLOUR_BAND] = {0xF4F6F8, 0xF6F6F6},
    [COLOUR_AI] = {0x17456E, 0x434343},
    [COLOUR_AI_MID] = {0x6F97BB, 0x939393},
    [COLOUR_AI_PALE] = {0xC9DCEB, 0xD9D9D9},
    [COLOUR_DAIDAI] = {0xDE7420, 0x919191},
    [COLOUR_DAIDAI_TEXT] = {0xA9520F, 0x6A6A6A},
    [COLOUR_DAIDAI_PALE] = {0xF6CFA8, 0xD6D6D6},
    [COLOUR_ASAGI] = {0x137F77, 0x717171},
    [COLOUR_ENJI] = {0x9C2F5A, 0x585858},
    [COLOUR_SORA] = {0xA3CEEA, 0xC8C8C8},
    [COLOUR_NEZU] = {0xA7AEB5, 0xADADAD},
    [COLOUR_NEZU_PALE] = {0xDDE1E4, 0xE0E0E0},
    [COLOUR_AI_DEEP] = {0x3F6B95, 0x686868},
    [COLOUR_AI_LIGHT] = {0xA9C6DF, 0xC2C2C2},
    [COLOUR_ASAGI_PALE] = {0xA6DAD4, 0xD0D0D0},
    [COLOUR_DAIDAI_DEEP] = {0xB85C14, 0x757575},
    [COLOUR_YAMABUKI] = {0xF2CB57, 0xCFCFCF},
};

uint32_t theme_rgb(enum colour colour, enum tone tone)
{
    return palette[colour][tone == TONE_MONO];
}

/* One channel of sRGB made linear (WCAG 2.1, relative luminance). */
static double linear(uint32_t channel)
{
    double v = channel / 255.0;
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t rgb)
{
    double r = linear(rgb >> 16 & 255);
    double g = linear(rgb >> 8 & 255);
    double b = linear(rgb & 255);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

double theme_contrast(enum colour a, enum colour b, enum tone tone)
{
    double la = luminance(theme_rgb(a, tone));
    double lb = luminance(theme_rgb(b, tone));
    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

/* CIE 1976 for luminances above 0.008856, which every colour here has. */
double theme_lightness(enum colour colour, enum tone tone)
{
    return 116 * cbrt(luminance(theme_rgb(colour, tone))) - 16;
}
