/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/raster.h"
#include "tests/tap.h"

#include <cairo.h>
#include <stdlib.h>
#include <unistd.h>

static const struct figure_meta meta = {
    .id = "a", .title = "図１　割合の推移", .desc = "67.4％"};

static struct scene *demo(struct arena *arena, struct typesetter *t)
{
    struct scene *s = scene_new(arena, t, TONE_COLOUR, 142);
    scene_set_height(s, 70);
    struct paint bar = {.fill = COLOUR_AI};
    scene_rect(s, bar, 10, 10, 20, 20, 0);
    scene_circle(s, bar, 60, 20, 8);
    scene_hatch(s, HATCH_CROSS, COLOUR_ENJI, 80, 10, 40, 20);
    for (size_t f = 0; f < FACE_COUNT; f++) {
        struct text_style style = {(enum face)f, 8};
        size_t row = f / 2, column = f % 2;
        scene_text(s, style, COLOUR_INK, ALIGN_LEFT, 4 + 70 * (double)column,
                   45 + 12 * (double)row, "割合67.4％fi", "");
    }
    return s;
}

struct reading {
    struct str rest;
};

static cairo_status_t read_bytes(void *closure, unsigned char *data,
                                 unsigned int len)
{
    struct reading *r = closure;
    if (len > r->rest.len)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(data, r->rest.at, len);
    r->rest = str_from(r->rest, len);
    return CAIRO_STATUS_SUCCESS;
}

static uint32_t pixel(cairo_surface_t *s, int x, int y)
{
    uint32_t rgb;
    unsigned char *row =
        cairo_image_surface_get_data(s) + y * cairo_image_surface_get_stride(s);
    memcpy(&rgb, row + 4 * x, sizeof rgb);
    return rgb & 0xFFFFFF;
}

static void test_png(struct arena *arena, struct typesetter *t)
{
    struct scene *scene = demo(arena, t);
    struct str png = raster_png(arena, scene, 144);
    struct reading r = {png};
    cairo_surface_t *s =
        cairo_image_surface_create_from_png_stream(read_bytes, &r);
    is_int(cairo_surface_status(s), CAIRO_STATUS_SUCCESS, "a PNG");
    is_int(cairo_image_surface_get_width(s), 288, "width with the inset");
    is_int(cairo_image_surface_get_height(s), 144, "height with the inset");
    is_int(pixel(s, 42, 42), 0x17456E, "the bar in its colour");
    is_int(pixel(s, 122, 42), 0x17456E, "the circle");
    is_int(pixel(s, 5, 5), 0xFFFFFF, "white paper");
    int dark = 0;
    for (int x = 10; x < 130; x++)
        for (int y = 76; y < 94; y++)
            dark += pixel(s, x, y) != 0xFFFFFF;
    ok(dark > 200, "the text has ink");
    cairo_surface_destroy(s);
    ok(str_equal(png, raster_png(arena, scene, 144)),
       "the second drawing has the same bytes");
    scene->tone = TONE_MONO;
    ok(!str_equal(png, raster_png(arena, scene, 144)), "mono differs");
    is_int((long long)raster_png(arena, scene, 1e9).len, 0,
           "an absurd resolution is refused");
    is_int((long long)raster_png(arena, scene, NAN).len, 0, "so is NaN");
}

static bool holds(struct str s, const char *z)
{
    return memmem(s.at, s.len, z, strlen(z));
}

static void test_pdf_text(struct str pdf)
{
    char name[] = "/tmp/shihyo-pdf-XXXXXX", command[80], text[512];
    int fd = mkstemp(name);
    if (fd < 0 || system("command -v pdftotext >/dev/null") != 0) {
        tap_skip("pdftotext is not there");
        if (fd >= 0)
            unlink(name);
        return;
    }
    ok(write(fd, pdf.at, pdf.len) == (ssize_t)pdf.len, "a file is written");
    close(fd);
    snprintf(command, sizeof command, "pdftotext -q %s -", name);
    FILE *pipe = popen(command, "r");
    size_t n = pipe ? fread(text, 1, sizeof text - 1, pipe) : 0, found = 0;
    text[n] = '\0';
    for (const char *p = text; (p = strstr(p, "割合67.4％fi")); p++)
        found++;
    is_int((long long)found, FACE_COUNT, "every text can be extracted");
    if (pipe)
        pclose(pipe);
    unlink(name);
}

static void test_pdf(struct arena *arena, struct typesetter *t)
{
    struct scene *scene = demo(arena, t);
    struct str pdf = raster_pdf(arena, scene, &meta);
    ok(str_starts(pdf, "%PDF-1."), "a PDF");
    ok(holds(pdf, "%%EOF"), "it is complete");
    ok(!holds(pdf, "CreationDate") && !holds(pdf, "ModDate"), "has no date");
    ok(holds(pdf, "shihyo " SHIHYO_VERSION), "names its maker");
    raster_png(arena, scene, 72);
    ok(str_equal(pdf, raster_pdf(arena, scene, &meta)),
       "the second drawing has the same bytes");
    ok(str_equal(pdf, raster_pdf(arena, demo(arena, t), &meta)),
       "so has another scene with the same marks");
    test_pdf_text(pdf);
}

int main(void)
{
    struct arena *arena = arena_open();
    struct diag *diag = diag_new(arena, LANG_JA);
    struct typesetter *t = typesetter_open(arena, diag);
    if (!ok(t, "the fonts are there"))
        return tap_done();
    test_png(arena, t);
    test_pdf(arena, t);
    typesetter_close(t);
    arena_close(arena);
    return tap_done();
}
