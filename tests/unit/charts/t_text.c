/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/text_run.h"
#include "tests/tap.h"

#include <stdlib.h>
#include <unistd.h>

static double em(struct typesetter *t, enum face face, const char *text)
{
    return text_width(t, (struct text_style){face, 1}, text);
}

/* Advances of the font's hmtx table (version 1.05, 2048 units per em). */
static void test_widths(struct typesetter *t)
{
    is_near(em(t, FACE_REGULAR, "割合"), 2, 1e-6, "two kanji are two em");
    is_near(em(t, FACE_REGULAR, "0"), 0.76, 0.002, "proportional 0");
    is_near(em(t, FACE_REGULAR, "1"), 0.63, 0.002, "proportional 1");
    bool equal = true;
    for (enum face f = FACE_FIXED; f <= FACE_FIXED_BOLD; f++)
        for (const char *c = "0123456789"; *c; c++) {
            const char digit[] = {*c, '\0'};
            equal = equal && fabs(em(t, f, digit) - 0.5) < 1e-6;
        }
    ok(equal, "digits of the fixed faces are half an em");
    ok(em(t, FACE_REGULAR, "") == 0, "the empty text has no width");
    double small = text_width(t, (struct text_style){FACE_BOLD, 3.2},
                              "目標への進捗率 20.8％");
    double large = text_width(t, (struct text_style){FACE_BOLD, 32},
                              "目標への進捗率 20.8％");
    is_near(large, 10 * small, 1e-12, "width is proportional to size");
}

static void test_missing(struct typesetter *t)
{
    is_int(text_missing(t, FACE_REGULAR, "札幌市 67.4％ ▲△◎○▼―"), 0,
           "all there");
    is_int(text_missing(t, FACE_REGULAR, "𠮷野家"), 0x20BB7, "U+20BB7");
    is_int(text_missing(t, FACE_BOLD, "良い😀"), 0x1F600, "an emoji");
    is_int(text_missing(t, FACE_FIXED, "한"), 0xD55C, "hangul");
    is_int(text_missing(t, FACE_REGULAR, "a\tb"), '\t', "a control");
    is_int(text_missing(t, FACE_REGULAR, ""), 0, "nothing is missing in \"\"");
}

static void test_run(struct typesetter *t, struct arena *arena)
{
    const char *text = "か\u3099fi 67";
    const struct text_run *run = text_run(t, FACE_REGULAR, text);
    size_t bytes = 0, glyphs = 0;
    for (size_t i = 0; i < run->n_clusters; i++) {
        bytes += run->clusters[i].n_bytes;
        glyphs += run->clusters[i].n_glyphs;
    }
    is_int((long long)bytes, (long long)strlen(text),
           "clusters hold the whole text");
    is_int((long long)glyphs, (long long)run->n_glyphs, "and every glyph");
    ok(run == text_run(t, FACE_REGULAR, text), "a run is shaped once");
    ok(run != text_run(t, FACE_BOLD, text), "for each face");
    const struct glyph *copy;
    is_int((long long)text_glyphs(t, arena, FACE_REGULAR, "割合", &copy), 2,
           "two glyphs");
    is_near(copy[1].x, 1000, 1e-6, "the second starts at 1 em");
    run = text_run(t, FACE_REGULAR, "割");
    ok(run->top > -900 && run->top < -700 && run->bottom > 0 &&
           run->bottom < 130 && run->left > 0 && run->right < 1000,
       "ink lies in the em box");
    run = text_run(t, FACE_REGULAR, "\u3000");
    is_text(text_outline(t, FACE_REGULAR, run->glyphs[0].index), "",
            "a blank has no outline");
    run = text_run(t, FACE_REGULAR, "𠮷");
    is_int(run->n_glyphs ? run->glyphs[0].index : 0, 0,
           "a missing character is .notdef and nothing else");
}

/* The two bars of U+FF1D as in the font's glyf table, scaled to 1000. */
static void test_outline(struct typesetter *t)
{
    const struct text_run *run = text_run(t, FACE_REGULAR, "＝");
    is_text(text_outline(t, FACE_REGULAR, run->glyphs[0].index),
            "M170-530l660 0 0 66-660 0ZM170-296l660 0 0 66-660 0Z",
            "the outline of the equals sign");
    const struct text_run *ink = text_run(t, FACE_BOLD, "指");
    const char *d = text_outline(t, FACE_BOLD, ink->glyphs[0].index);
    ok(strspn(d, "MlcZ-0123456789 ") == strlen(d) && strlen(d) > 50,
       "integers only");
    ok(d == text_outline(t, FACE_BOLD, ink->glyphs[0].index), "taken once");
}

/* A folder in which the proportional face is missing but its name is not. */
static void test_wrong_file(struct arena *arena, const char *fonts)
{
    char dir[] = "/tmp/shihyo-fonts-XXXXXX";
    static const char *const links[][2] = {
        {"BIZUDGothic-Regular.ttf", "BIZUDPGothic-Regular.ttf"},
        {"BIZUDPGothic-Bold.ttf", "BIZUDPGothic-Bold.ttf"},
        {"BIZUDGothic-Regular.ttf", "BIZUDGothic-Regular.ttf"},
        {"BIZUDGothic-Bold.ttf", "BIZUDGothic-Bold.ttf"}};
    if (!mkdtemp(dir)) {
        tap_skip("no temporary directory");
        return;
    }
    for (size_t i = 0; i < LEN(links); i++) {
        const char *from = str_join(arena, fonts, "/", links[i][0], NULL);
        const char *to = str_join(arena, dir, "/", links[i][1], NULL);
        ok(symlink(from, to) == 0, "a link to a font");
    }
    setenv("SHIHYO_FONT_DIR", dir, 1);
    struct diag *diag = diag_new(arena, LANG_JA);
    ok(!typesetter_open(arena, diag), "another font under the name");
    is_int(diag_id(diag, 0), MSG_FONT, "is a font that cannot be loaded");
    for (size_t i = 0; i < LEN(links); i++)
        unlink(str_join(arena, dir, "/", links[i][1], NULL));
    rmdir(dir);
}

static void test_no_fonts(struct arena *arena)
{
    setenv("SHIHYO_FONT_DIR", "/nonexistent", 1);
    struct diag *diag = diag_new(arena, LANG_JA);
    ok(!typesetter_open(arena, diag), "no fonts, no typesetter");
    is_int((long long)diag_size(diag), FACE_COUNT, "every file is named");
    is_int(diag_id(diag, 0), MSG_FONT, "as MSG_FONT");
}

int main(void)
{
    struct arena *arena = arena_open();
    const char *dir = getenv("SHIHYO_FONT_DIR");
    const char *fonts = dir && *dir ? str_z(arena, str_of(dir)) : SHIHYO_FONTS;
    setenv("FREETYPE_PROPERTIES", "truetype:interpreter-version=35", 1);
    setenv("FONTCONFIG_FILE", "/nonexistent", 1);
    setenv("PANGO_LANGUAGE", "en", 1);
    setenv("CAIRO_DEBUG", "1", 1);
    setenv("FC_DEBUG", "1", 1);
    struct diag *diag = diag_new(arena, LANG_JA);
    struct typesetter *t = typesetter_open(arena, diag);
    if (!ok(t, "the fonts are there")) {
        printf("# %s\n", diag_render(diag));
        return tap_done();
    }
    ok(!getenv("FREETYPE_PROPERTIES") && !getenv("FONTCONFIG_FILE") &&
           !getenv("PANGO_LANGUAGE") && !getenv("CAIRO_DEBUG") &&
           !getenv("FC_DEBUG"),
       "the environment cannot reach a figure");
    test_widths(t);
    test_missing(t);
    test_run(t, arena);
    test_outline(t);
    const char *sha256;
    is_text(typesetter_font(t, FACE_FIXED, &sha256), "BIZUDGothic-Regular.ttf",
            "the file of a face");
    is_int((long long)strlen(sha256), 64, "and its digest");
    typesetter_close(t);
    typesetter_close(NULL);
    test_wrong_file(arena, fonts);
    test_no_fonts(arena);
    arena_close(arena);
    return tap_done();
}
