/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libxml2's xmlTextWriter is used for its escaping and for the balance of
 * elements; it checks nothing else, so characters that XML forbids are
 * replaced here.
 */
#include "charts/svg.h"

#include "charts/coord.h"
#include "charts/text_run.h"

#include <assert.h>
#include <libxml/xmlwriter.h>
#include <math.h>
#include <string.h>

#define SVG_NS   "http://www.w3.org/2000/svg"
#define XLINK_NS "http://www.w3.org/1999/xlink"
#define META_NS  "urn:shihyo:figure:1"

/* The viewBox is 1 pt larger than the scene on each side, so that strokes on
 * the edge are not halved. */
enum { INSET = 1, EM = 1000 };

struct glyph_set {
    struct arena *arena;
    bool *used[FACE_COUNT]; /* by glyph index */
    size_t n[FACE_COUNT];
};

struct writer {
    struct arena *arena;
    const struct scene *scene;
    const struct figure_meta *meta;
    struct glyph_set *set;
    xmlTextWriter *xml;
    const char *prefix;       /* of title, desc and, standalone, glyph ids */
    const char *glyph_prefix; /* g for plates: they share their glyphs */
    const char *href;         /* xlink:href, or href inside HTML */
};

/* ------------------------------------------------------------ the writer */

static const char *clean(struct arena *arena, const char *text)
{
    struct buf b = buf_new(arena);
    struct str rest = str_of(text);
    uint32_t c;
    while ((c = utf8_next(&rest)) != 0) {
        bool allowed = c >= 0x20 ? c != UTF8_BAD && c != 0xFFFE && c != 0xFFFF
                                 : c == '\t' || c == '\n' || c == '\r';
        buf_utf8(&b, allowed ? c : 0xFFFD);
    }
    return buf_text(&b);
}

/* libxml2 gives less than 0 only when memory is short, which ends a run. */
static void must(int written)
{
    assert(written >= 0);
    (void)written;
}

/* Without BAD_CAST, which drops the const. */
static const xmlChar *xml_of(const char *text)
{
    return (const xmlChar *)text;
}

static void begin(struct writer *w, const char *name)
{
    must(xmlTextWriterStartElement(w->xml, xml_of(name)));
}

static void end(struct writer *w)
{
    must(xmlTextWriterEndElement(w->xml));
}

static void attribute(struct writer *w, const char *name, const char *value)
{
    must(xmlTextWriterWriteAttribute(w->xml, xml_of(name),
                                     xml_of(clean(w->arena, value))));
}

static void number(struct writer *w, const char *name, double value)
{
    attribute(w, name, coord_text(w->arena, value));
}

static void content(struct writer *w, const char *text)
{
    must(xmlTextWriterWriteString(w->xml, xml_of(clean(w->arena, text))));
}

static void element(struct writer *w, const char *name, const char *id,
                    const char *text)
{
    begin(w, name);
    if (id)
        attribute(w, "id", id);
    content(w, text);
    end(w);
}

static void newline(struct writer *w)
{
    must(xmlTextWriterWriteRaw(w->xml, xml_of("\n")));
}

/* A name that XML, HTML and a URL fragment take: other bytes become _XX. */
static const char *id_prefix(struct arena *arena, const char *id)
{
    struct buf b = buf_new(arena);
    for (const char *p = id; *p; p++) {
        unsigned char c = (unsigned char)*p;
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        bool other = (c >= '0' && c <= '9') || c == '-';
        if (p == id && !letter)
            buf_char(&b, 'f');
        if (letter || other) {
            buf_char(&b, (char)c);
        } else {
            buf_char(&b, '_');
            buf_char(&b, "0123456789ABCDEF"[c >> 4]);
            buf_char(&b, "0123456789ABCDEF"[c & 15]);
        }
    }
    return *id ? buf_text(&b) : "figure";
}

/* ----------------------------------------------------------------- glyphs */

struct glyph_set *svg_glyph_set(struct arena *arena)
{
    struct glyph_set *set = arena_make(arena, struct glyph_set, 1);
    set->arena = arena;
    return set;
}

static void use_glyph(struct glyph_set *set, enum face face, uint32_t index)
{
    if (index >= set->n[face]) {
        size_t n = set->n[face] ? set->n[face] : 1024;
        while (n <= index)
            n *= 2;
        set->used[face] = arena_grow(set->arena, set->used[face], set->n[face],
                                     n, sizeof(bool));
        set->n[face] = n;
    }
    set->used[face][index] = true;
}

static const char *glyph_id(struct writer *w, enum face face, uint32_t index)
{
    struct buf b = buf_new(w->arena);
    buf_z(&b, w->glyph_prefix);
    buf_char(&b, 'f');
    buf_count(&b, (uint64_t)face);
    buf_char(&b, 'g');
    buf_count(&b, index);
    return buf_text(&b);
}

static void define_glyphs(struct writer *w, struct typesetter *setter,
                          const struct glyph_set *set)
{
    begin(w, "defs");
    for (size_t f = 0; f < FACE_COUNT; f++)
        for (size_t i = 0; i < set->n[f]; i++) {
            if (!set->used[f][i])
                continue;
            newline(w);
            begin(w, "path");
            attribute(w, "id", glyph_id(w, (enum face)f, (uint32_t)i));
            attribute(w, "d", text_outline(setter, (enum face)f, (uint32_t)i));
            end(w);
        }
    end(w);
    newline(w);
}

/* Every glyph of the scene that is not blank goes into the set. */
static void collect_glyphs(const struct scene *scene, struct glyph_set *set)
{
    for (size_t i = 0; i < scene->n; i++) {
        const struct mark *mark = &scene->marks[i];
        if (mark->kind != MARK_TEXT)
            continue;
        enum face face = mark->style.face;
        const struct text_run *run = text_run(scene->setter, face, mark->text);
        for (size_t g = 0; g < run->n_glyphs; g++) {
            uint32_t index = run->glyphs[g].index;
            if (*text_outline(scene->setter, face, index))
                use_glyph(set, face, index);
        }
    }
}

/* ------------------------------------------------------------------ marks */

static const char *colour_text(struct writer *w, enum colour colour)
{
    if (colour == COLOUR_NONE)
        return "none";
    uint32_t rgb = theme_rgb(colour, w->scene->tone);
    struct buf b = buf_new(w->arena);
    buf_char(&b, '#');
    for (int shift = 20; shift >= 0; shift -= 4)
        buf_char(&b, "0123456789ABCDEF"[rgb >> shift & 15]);
    return buf_text(&b);
}

static void paint(struct writer *w, const struct paint *p)
{
    attribute(w, "fill", colour_text(w, p->fill));
    if (p->stroke == COLOUR_NONE)
        return;
    attribute(w, "stroke", colour_text(w, p->stroke));
    number(w, "stroke-width", p->width);
    if (p->round_caps) {
        attribute(w, "stroke-linecap", "round");
        attribute(w, "stroke-linejoin", "round");
    }
    if (p->dash[0] > 0)
        attribute(w, "stroke-dasharray",
                  str_join(w->arena, coord_text(w->arena, p->dash[0]), " ",
                           coord_text(w->arena, p->dash[1]), NULL));
}

static void write_rect(struct writer *w, const struct mark *mark)
{
    begin(w, "rect");
    number(w, "x", mark->x);
    number(w, "y", mark->y);
    number(w, "width", mark->w);
    number(w, "height", mark->h);
    if (mark->radius > 0)
        number(w, "rx", mark->radius);
    paint(w, &mark->paint);
    end(w);
}

static void write_path(struct writer *w, const struct mark *mark)
{
    struct buf b = buf_new(w->arena);
    for (size_t i = 0; i < mark->n_steps; i++) {
        const struct path_step *step = &mark->steps[i];
        if (step->verb == PATH_CLOSE) {
            buf_char(&b, 'Z');
            continue;
        }
        buf_char(&b, step->verb == PATH_MOVE ? 'M' : 'L');
        coord_put(&b, step->x);
        buf_char(&b, ' ');
        coord_put(&b, step->y);
    }
    begin(w, "path");
    attribute(w, "d", buf_text(&b));
    paint(w, &mark->paint);
    end(w);
}

static void write_circle(struct writer *w, const struct mark *mark)
{
    begin(w, "circle");
    number(w, "cx", mark->x);
    number(w, "cy", mark->y);
    number(w, "r", mark->radius);
    paint(w, &mark->paint);
    end(w);
}

/* The outlines in their own 1000-unit space.  The scale needs the sixth
 * decimal: it is multiplied by up to 1000 units a character. */
static void write_outlines(struct writer *w, const struct mark *mark,
                           const struct text_run *run)
{
    struct buf b = buf_new(w->arena);
    buf_z(&b, "translate(");
    coord_put(&b, mark->x);
    buf_char(&b, ' ');
    coord_put(&b, mark->y);
    buf_z(&b, ") scale(");
    coord_put_digits(&b, mark->style.size / EM, 6);
    buf_char(&b, ')');
    begin(w, "g");
    attribute(w, "transform", buf_text(&b));
    attribute(w, "fill", colour_text(w, mark->paint.fill));
    for (size_t i = 0; i < run->n_glyphs; i++) {
        const struct glyph *g = &run->glyphs[i];
        if (!*text_outline(w->scene->setter, mark->style.face, g->index))
            continue;
        const char *id = glyph_id(w, mark->style.face, g->index);
        begin(w, "use");
        attribute(w, w->href, str_join(w->arena, "#", id, NULL));
        if (lround(g->x) != 0)
            number(w, "x", round(g->x));
        if (lround(g->y) != 0)
            number(w, "y", round(g->y));
        end(w);
    }
    end(w);
}

static bool keeps_blanks(const char *text)
{
    size_t len = strlen(text);
    return text[0] == ' ' || (len > 0 && text[len - 1] == ' ') ||
           strstr(text, "  ");
}

/* The same words for search, selection and copying: nearly invisible, and in
 * the same colour for a viewer that ignores the opacity. */
static void write_words(struct writer *w, const struct mark *mark)
{
    bool bold;
    const char *family = text_family(mark->style.face, &bold);
    begin(w, "text");
    number(w, "x", mark->x);
    number(w, "y", mark->y);
    attribute(w, "font-family", family);
    if (bold)
        attribute(w, "font-weight", "bold");
    number(w, "font-size", mark->style.size);
    number(w, "textLength", mark->w);
    attribute(w, "lengthAdjust", "spacingAndGlyphs");
    attribute(w, "fill", colour_text(w, mark->paint.fill));
    attribute(w, "fill-opacity", "0.004");
    if (keeps_blanks(mark->text))
        attribute(w, "xml:space", "preserve");
    content(w, mark->text);
    end(w);
}

static void write_text(struct writer *w, const struct mark *mark)
{
    const struct text_run *run =
        text_run(w->scene->setter, mark->style.face, mark->text);
    write_outlines(w, mark, run);
    if (mark->w > 0)
        write_words(w, mark);
}

static void write_mark(struct writer *w, const struct mark *mark)
{
    switch (mark->kind) {
    case MARK_RECT:
        write_rect(w, mark);
        break;
    case MARK_PATH:
        write_path(w, mark);
        break;
    case MARK_CIRCLE:
        write_circle(w, mark);
        break;
    case MARK_TEXT:
        write_text(w, mark);
        break;
    }
    newline(w);
}

/* ------------------------------------------------------------ the element */

static void write_datum(struct writer *w, const struct figure_datum *d)
{
    newline(w);
    begin(w, "f:datum");
    attribute(w, "series", d->series);
    attribute(w, "role", d->role);
    attribute(w, "period", d->period);
    attribute(w, "value", d->value);
    attribute(w, "published", d->published);
    end(w);
}

static void write_metadata(struct writer *w)
{
    const struct figure_meta *meta = w->meta;
    begin(w, "metadata");
    attribute(w, "xmlns:f", META_NS);
    newline(w);
    begin(w, "f:data");
    for (size_t i = 0; i < meta->n_data; i++)
        write_datum(w, &meta->data[i]);
    end(w);
    newline(w);
    if (meta->source && *meta->source) {
        element(w, "f:source", NULL, meta->source);
        newline(w);
    }
    if (meta->provenance && *meta->provenance) {
        element(w, "f:provenance", NULL, meta->provenance);
        newline(w);
    }
    end(w);
    newline(w);
}

static void size_in_mm(struct writer *w, const char *name, double mm)
{
    const char *digits = coord_text(w->arena, mm);
    attribute(w, name, str_join(w->arena, digits, "mm", NULL));
}

/* The paper size is that of the scene; the inset shrinks the drawing by less
 * than half a percent. */
static void begin_svg(struct writer *w, bool standalone)
{
    const struct scene *scene = w->scene;
    double width = scene->width + 2 * INSET;
    double height = scene->height + 2 * INSET;
    double mm = scene->width / THEME_PT_PER_MM;
    struct buf box = buf_new(w->arena);
    buf_z(&box, "-1 -1 ");
    coord_put(&box, width);
    buf_char(&box, ' ');
    coord_put(&box, height);

    begin(w, "svg");
    attribute(w, "xmlns", SVG_NS);
    if (standalone)
        attribute(w, "xmlns:xlink", XLINK_NS);
    attribute(w, "xml:lang", w->meta->lang == LANG_JA ? "ja" : "en");
    size_in_mm(w, "width", mm);
    size_in_mm(w, "height", mm * height / width);
    attribute(w, "viewBox", buf_text(&box));
    attribute(w, "role", "img");
    attribute(
        w, "aria-labelledby",
        str_join(w->arena, w->prefix, "-title ", w->prefix, "-desc", NULL));
    newline(w);
    element(w, "title", str_join(w->arena, w->prefix, "-title", NULL),
            w->meta->title);
    newline(w);
    element(w, "desc", str_join(w->arena, w->prefix, "-desc", NULL),
            w->meta->desc);
    newline(w);
}

/* A figure that is pasted onto a coloured page keeps its white paper, on
 * which the knock-out boxes do not show. */
static void write_paper(struct writer *w)
{
    struct mark paper = {.kind = MARK_RECT,
                         .paint = {.fill = COLOUR_PAPER},
                         .x = -INSET,
                         .y = -INSET,
                         .w = w->scene->width + 2 * INSET,
                         .h = w->scene->height + 2 * INSET};
    write_mark(w, &paper);
}

static void write_marks(struct writer *w)
{
    for (size_t i = 0; i < w->scene->n; i++)
        write_mark(w, &w->scene->marks[i]);
}

static void open_buffer(struct writer *w, xmlBuffer **buffer)
{
    *buffer = xmlBufferCreate();
    assert(*buffer);
    w->xml = xmlNewTextWriterMemory(*buffer, 0);
    assert(w->xml);
}

static const char *close_buffer(struct writer *w, xmlBuffer *buffer)
{
    must(xmlTextWriterFlush(w->xml));
    xmlFreeTextWriter(w->xml);
    struct str bytes = {(const char *)xmlBufferContent(buffer),
                        (size_t)xmlBufferLength(buffer)};
    const char *text = str_z(w->arena, bytes);
    xmlBufferFree(buffer);
    return text;
}

const char *svg_figure(struct arena *arena, const struct scene *scene,
                       const struct figure_meta *meta)
{
    xmlBuffer *buffer;
    const char *prefix = id_prefix(arena, meta->id);
    struct writer w = {.arena = arena,
                       .scene = scene,
                       .meta = meta,
                       .set = svg_glyph_set(arena),
                       .prefix = prefix,
                       .glyph_prefix = str_join(arena, prefix, "-", NULL),
                       .href = "xlink:href"};
    open_buffer(&w, &buffer);
    must(xmlTextWriterStartDocument(w.xml, NULL, "UTF-8", NULL));
    collect_glyphs(scene, w.set);
    begin_svg(&w, true);
    write_metadata(&w);
    define_glyphs(&w, scene->setter, w.set);
    write_paper(&w);
    write_marks(&w);
    end(&w);
    must(xmlTextWriterEndDocument(w.xml));
    return close_buffer(&w, buffer);
}

const char *svg_plate(struct arena *arena, const struct scene *scene,
                      const struct figure_meta *meta, struct glyph_set *set)
{
    xmlBuffer *buffer;
    struct writer w = {.arena = arena,
                       .scene = scene,
                       .meta = meta,
                       .set = set,
                       .prefix = id_prefix(arena, meta->id),
                       .glyph_prefix = "",
                       .href = "href"};
    open_buffer(&w, &buffer);
    collect_glyphs(scene, set);
    begin_svg(&w, false);
    write_marks(&w);
    end(&w);
    newline(&w);
    return close_buffer(&w, buffer);
}

/* Zero size and out of the flow: `display: none` would take the glyphs away
 * in some browsers. */
const char *svg_glyphs(struct arena *arena, struct typesetter *setter,
                       const struct glyph_set *set)
{
    xmlBuffer *buffer;
    struct writer w = {.arena = arena, .glyph_prefix = ""};
    open_buffer(&w, &buffer);
    begin(&w, "svg");
    attribute(&w, "xmlns", SVG_NS);
    attribute(&w, "width", "0");
    attribute(&w, "height", "0");
    attribute(&w, "aria-hidden", "true");
    attribute(&w, "style", "position:absolute");
    define_glyphs(&w, setter, set);
    end(&w);
    newline(&w);
    return close_buffer(&w, buffer);
}
