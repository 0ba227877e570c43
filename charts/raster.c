/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/raster.h"

#include "charts/text_run.h"

#include <cairo-pdf.h>
#include <math.h>
#include <string.h>

/* As in svg.c: strokes on the edge of the scene are not halved. */
#define INSET 1.0

static void set_colour(cairo_t *cr, const struct scene *scene,
                       enum colour colour)
{
    uint32_t rgb = theme_rgb(colour, scene->tone);
    cairo_set_source_rgb(cr, (rgb >> 16 & 255) / 255.0,
                         (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
}

/* Fills and strokes the current path. */
static void apply(cairo_t *cr, const struct scene *scene,
                  const struct paint *paint)
{
    if (paint->fill != COLOUR_NONE) {
        set_colour(cr, scene, paint->fill);
        cairo_fill_preserve(cr);
    }
    if (paint->stroke != COLOUR_NONE) {
        bool round = paint->round_caps;
        set_colour(cr, scene, paint->stroke);
        cairo_set_line_width(cr, paint->width);
        cairo_set_dash(cr, paint->dash, paint->dash[0] > 0 ? 2 : 0, 0);
        cairo_set_line_cap(cr,
                           round ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
        cairo_set_line_join(cr, round ? CAIRO_LINE_JOIN_ROUND
                                      : CAIRO_LINE_JOIN_MITER);
        cairo_set_miter_limit(cr, 4); /* SVG's default */
        cairo_stroke_preserve(cr);
    }
    cairo_new_path(cr);
}

static void trace_rect(cairo_t *cr, const struct mark *m)
{
    double r = fmin(m->radius, fmin(m->w, m->h) / 2);
    if (!(r > 0)) {
        cairo_rectangle(cr, m->x, m->y, m->w, m->h);
        return;
    }
    static const double quarter = 1.5707963267948966;
    double left = m->x + r, right = m->x + m->w - r;
    double top = m->y + r, bottom = m->y + m->h - r;
    cairo_new_sub_path(cr);
    cairo_arc(cr, right, top, r, -quarter, 0);
    cairo_arc(cr, right, bottom, r, 0, quarter);
    cairo_arc(cr, left, bottom, r, quarter, 2 * quarter);
    cairo_arc(cr, left, top, r, 2 * quarter, 3 * quarter);
    cairo_close_path(cr);
}

static void trace_steps(cairo_t *cr, const struct mark *m)
{
    for (size_t i = 0; i < m->n_steps; i++) {
        const struct path_step *step = &m->steps[i];
        if (step->verb == PATH_MOVE)
            cairo_move_to(cr, step->x, step->y);
        else if (step->verb == PATH_LINE)
            cairo_line_to(cr, step->x, step->y);
        else
            cairo_close_path(cr);
    }
}

/* Glyphs with the text they stand for, so that a PDF can be searched. */
static void draw_text(cairo_t *cr, const struct scene *scene,
                      struct arena *scratch, const struct mark *m)
{
    const struct text_run *run =
        text_run(scene->setter, m->style.face, m->text);
    double em = m->style.size / 1000;
    cairo_glyph_t *glyphs = arena_make(scratch, cairo_glyph_t, run->n_glyphs);
    cairo_text_cluster_t *clusters =
        arena_make(scratch, cairo_text_cluster_t, run->n_clusters);
    for (size_t i = 0; i < run->n_glyphs; i++) {
        glyphs[i].index = run->glyphs[i].index;
        glyphs[i].x = m->x + run->glyphs[i].x * em;
        glyphs[i].y = m->y + run->glyphs[i].y * em;
    }
    for (size_t i = 0; i < run->n_clusters; i++) {
        clusters[i].num_bytes = (int)run->clusters[i].n_bytes;
        clusters[i].num_glyphs = (int)run->clusters[i].n_glyphs;
    }
    set_colour(cr, scene, m->paint.fill);
    cairo_set_font_face(cr, text_cairo_face(scene->setter, m->style.face));
    cairo_set_font_size(cr, m->style.size);
    cairo_show_text_glyphs(cr, m->text, (int)strlen(m->text), glyphs,
                           (int)run->n_glyphs, clusters, (int)run->n_clusters,
                           0);
}

static void draw_mark(cairo_t *cr, const struct scene *scene,
                      struct arena *scratch, const struct mark *m)
{
    switch (m->kind) {
    case MARK_TEXT:
        draw_text(cr, scene, scratch, m);
        return;
    case MARK_RECT:
        trace_rect(cr, m);
        break;
    case MARK_CIRCLE:
        cairo_new_sub_path(cr);
        cairo_arc(cr, m->x, m->y, m->radius, 0, 6.283185307179586);
        cairo_close_path(cr);
        break;
    case MARK_PATH:
        trace_steps(cr, m);
        break;
    }
    apply(cr, scene, &m->paint);
}

static bool draw_scene(cairo_surface_t *surface, const struct scene *scene,
                       double scale)
{
    cairo_t *cr = cairo_create(surface);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_set_font_options(cr, options);
    cairo_font_options_destroy(options);
    cairo_scale(cr, scale, scale);
    cairo_translate(cr, INSET, INSET);
    struct arena *scratch = arena_open();
    for (size_t i = 0; i < scene->n; i++)
        draw_mark(cr, scene, scratch, &scene->marks[i]);
    arena_close(scratch);
    bool good = cairo_status(cr) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    return good;
}

static cairo_status_t keep(void *closure, const unsigned char *data,
                           unsigned int len)
{
    buf_bytes(closure, (const char *)data, len);
    return CAIRO_STATUS_SUCCESS;
}

struct str raster_png(struct arena *arena, const struct scene *scene,
                      double dpi)
{
    double scale = dpi / 72;
    double width = ceil((scene->width + 2 * INSET) * scale);
    double height = ceil((scene->height + 2 * INSET) * scale);
    if (!(width >= 1 && width <= 32767 && height >= 1 && height <= 32767))
        return (struct str){0}; /* cairo's own limit */
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
    cairo_t *cr = cairo_create(surface);
    set_colour(cr, scene, COLOUR_PAPER);
    cairo_paint(cr);
    cairo_destroy(cr);
    bool good = draw_scene(surface, scene, scale);
    struct buf bytes = buf_new(arena);
    good = good && cairo_surface_write_to_png_stream(surface, keep, &bytes) ==
                       CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    return good ? (struct str){bytes.at, bytes.len} : (struct str){0};
}

struct str raster_pdf(struct arena *arena, const struct scene *scene,
                      const struct figure_meta *meta)
{
    struct buf bytes = buf_new(arena);
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
        keep, &bytes, scene->width + 2 * INSET, scene->height + 2 * INSET);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE,
                                   meta->title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT,
                                   meta->desc);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR,
                                   "shihyo " SHIHYO_VERSION);
    /* An empty date takes the place of the clock's. */
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
    bool good = draw_scene(surface, scene, 1);
    cairo_surface_finish(surface);
    good = good && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    return good ? (struct str){bytes.at, bytes.len} : (struct str){0};
}
