/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pango shapes at 1000 units per em, where its rounding to 1/1024 of a unit
 * is far below a hundredth of a point; every size is a multiple of that, so
 * a run is shaped once per face whatever sizes it is printed in.
 */
#include "charts/text_run.h"
#include "data/breaks.h"

#include "data/digest.h"
#include "data/source.h"

#include <fcntl.h>
#include <fontconfig/fontconfig.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-font.h>
#include <pango/pangofc-fontmap.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { EM = 1000, BUCKETS = 1024 };

static const struct face_row {
    const char *file, *family;
    bool bold;
} face_table[FACE_COUNT] = {
    [FACE_REGULAR] = {"BIZUDPGothic-Regular.ttf", "BIZ UDPGothic", false},
    [FACE_BOLD] = {"BIZUDPGothic-Bold.ttf", "BIZ UDPGothic", true},
    [FACE_FIXED] = {"BIZUDGothic-Regular.ttf", "BIZ UDGothic", false},
    [FACE_FIXED_BOLD] = {"BIZUDGothic-Bold.ttf", "BIZ UDGothic", true},
};

struct font {
    const char *path;
    char sha256[65];
    bool used; /* some text was set in it */
    PangoFontDescription *description;
    PangoFont *pango;
    cairo_scaled_font_t *scaled; /* at EM */
    const char **outlines;       /* by glyph index; NULL: not yet taken */
    size_t n_outlines;
};

struct cached_run {
    struct cached_run *next;
    enum face face;
    const char *text;
    struct text_run run;
    const unsigned char *breaks; /* NULL: not yet asked for */
};

struct typesetter {
    struct arena *arena; /* of the cache; its own, so no mark can cut it */
    FcConfig *config;
    PangoFontMap *map;
    PangoContext *context;
    PangoGlyphString *string; /* scratch of shape() */
    struct font *fonts;       /* FACE_COUNT */
    struct cached_run **buckets;
    cairo_t *pen; /* where outlines are taken */
};

/* ---------------------------------------------------------------- opening */

/* What would change glyphs behind our back; see text.h.  Called before the
 * first font call, and nothing is written when there is nothing to clear. */
static void clear_environment(void)
{
    static const char *const prefixes[] = {"FONTCONFIG_", "PANGO_", "CAIRO_",
                                           "FC_", "FREETYPE_PROPERTIES="};
    char **at = environ;
    while (at && *at) {
        struct str entry = str_of(*at);
        bool ours = false;
        for (size_t i = 0; i < LEN(prefixes); i++)
            ours = ours || str_starts(entry, prefixes[i]);
        char name[64];
        size_t len = strcspn(*at, "=");
        if (!ours || len >= sizeof name) {
            at++;
            continue;
        }
        memcpy(name, *at, len);
        name[len] = '\0';
        unsetenv(name);
        at = environ;
    }
}

static void say_font(struct diag *diag, const char *path)
{
    struct place nowhere = {0};
    diag_add(diag, MSG_FONT, nowhere, path, NULL);
}

static bool add_files(struct typesetter *t, struct diag *diag)
{
    const char *dir = getenv("SHIHYO_FONT_DIR");
    if (!dir || !*dir)
        dir = SHIHYO_FONTS;
    bool good = true;
    for (size_t i = 0; i < FACE_COUNT; i++) {
        const char *file = face_table[i].file;
        const char *path = str_join(t->arena, dir, "/", file, NULL);
        t->fonts[i].path = path;
        if (!FcConfigAppFontAddFile(t->config, (const FcChar8 *)path)) {
            say_font(diag, path);
            good = false;
        }
    }
    return good;
}

static void make_context(struct typesetter *t)
{
    /* Pango calls FcInit() on a thread of its own, which reads the machine's
     * configuration unless some configuration is current: an empty one. */
    FcConfig *empty = FcConfigCreate();
    FcConfigSetCurrent(empty);
    FcConfigDestroy(empty);
    t->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(t->map), t->config);
    t->context = pango_font_map_create_context(t->map);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(t->context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(t->context, FALSE);
    pango_context_set_language(t->context, pango_language_from_string("ja"));
    pango_context_set_base_dir(t->context, PANGO_DIRECTION_LTR);

    t->string = pango_glyph_string_new();
}

/* Pango takes what it finds; we take the file that was asked for or none. */
static bool is_file(PangoFont *font, const char *path)
{
    FcPattern *pattern = pango_fc_font_get_pattern(PANGO_FC_FONT(font));
    FcChar8 *file = NULL;
    FcResult found = FcPatternGetString(pattern, FC_FILE, 0, &file);
    return found == FcResultMatch && strcmp((const char *)file, path) == 0;
}

static bool open_face(struct typesetter *t, struct diag *diag, enum face face)
{
    struct font *font = &t->fonts[face];
    const struct face_row *row = &face_table[face];
    PangoFontDescription *d = pango_font_description_new();
    pango_font_description_set_family_static(d, row->family);
    pango_font_description_set_weight(d, row->bold ? PANGO_WEIGHT_BOLD
                                                   : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(d, EM * PANGO_SCALE);
    font->description = d;
    font->pango = pango_font_map_load_font(t->map, t->context, d);
    if (!font->pango || !is_file(font->pango, font->path)) {
        say_font(diag, font->path);
        return false;
    }
    font->scaled =
        pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font->pango));
    if (!font->scaled || cairo_scaled_font_status(font->scaled)) {
        say_font(diag, font->path);
        return false;
    }
    cairo_scaled_font_reference(font->scaled);
    return true;
}

static void make_pen(struct typesetter *t)
{
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
    t->pen = cairo_create(surface);
    cairo_surface_destroy(surface);
}

struct typesetter *typesetter_open(struct arena *arena, struct diag *diag)
{
    clear_environment();
    struct typesetter *t = arena_make(arena, struct typesetter, 1);
    t->arena = arena_open();
    t->fonts = arena_make(t->arena, struct font, FACE_COUNT);
    t->buckets = arena_make(t->arena, struct cached_run *, BUCKETS);
    t->config = FcConfigCreate();
    bool good = add_files(t, diag);
    if (good)
        make_context(t);
    for (size_t i = 0; good && i < FACE_COUNT; i++)
        good = open_face(t, diag, (enum face)i);
    if (!good) {
        typesetter_close(t);
        return NULL;
    }
    make_pen(t);
    return t;
}

/* Pango sorts fonts on threads of its own, which hold the map and may still
 * be at it when a short run ends; nothing of ours outlives the typesetter. */
static void close_map(PangoFontMap *map)
{
    enum { PATIENCE = 2000, STEP_US = 500 };
    if (!map)
        return;
    /* Pango 1.50 does not release the configuration itself. */
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), NULL);
    GWeakRef last;
    g_weak_ref_init(&last, map);
    g_object_unref(map);
    for (int i = 0; i < PATIENCE; i++) {
        GObject *held = g_weak_ref_get(&last);
        if (!held)
            break;
        g_object_unref(held);
        g_usleep(STEP_US);
    }
    g_weak_ref_clear(&last);
}

void typesetter_close(struct typesetter *t)
{
    if (!t)
        return;
    for (size_t i = 0; i < FACE_COUNT; i++) {
        struct font *font = &t->fonts[i];
        cairo_scaled_font_destroy(font->scaled);
        g_clear_object(&font->pango);
        pango_font_description_free(font->description);
    }
    if (t->string)
        pango_glyph_string_free(t->string);
    g_clear_object(&t->context);
    close_map(t->map);
    cairo_destroy(t->pen);
    FcConfigDestroy(t->config);
    arena_close(t->arena);
}

/* ------------------------------------------------------------------ faces */

static void hash_file(const char *path, char hex[65])
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    if (fstat(fd, &st) == 0 && st.st_size > 0) {
        size_t len = (size_t)st.st_size;
        void *at = mmap(NULL, len, PROT_READ, MAP_PRIVATE, fd, 0);
        if (at != MAP_FAILED) {
            digest_sha256(at, len, hex);
            munmap(at, len);
        }
    }
    close(fd);
}

bool typesetter_used(const struct typesetter *t, enum face face)
{
    return t->fonts[face].used;
}

const char *typesetter_font(const struct typesetter *t, enum face face,
                            const char **sha256)
{
    struct font *font = &t->fonts[face];
    if (sha256) {
        if (!font->sha256[0])
            hash_file(font->path, font->sha256);
        *sha256 = font->sha256;
    }
    return face_table[face].file;
}

const char *text_family(enum face face, bool *bold)
{
    *bold = face_table[face].bold;
    return face_table[face].family;
}

cairo_font_face_t *text_cairo_face(const struct typesetter *t, enum face face)
{
    return cairo_scaled_font_get_font_face(t->fonts[face].scaled);
}

uint32_t text_missing(struct typesetter *t, enum face face, const char *text)
{
    struct str rest = str_of(text);
    uint32_t c;
    while ((c = utf8_next(&rest)) != 0) {
        bool control = c < 0x20 || c == 0x7F;
        if (control || !pango_font_has_char(t->fonts[face].pango, c))
            return c;
    }
    return 0;
}

/* ---------------------------------------------------------------- shaping */

/* FNV-1a, 32 bits (draft-eastlake-fnv). */
static uint32_t hash_of(enum face face, const char *text)
{
    uint32_t h = (2166136261u ^ (uint32_t)face) * 16777619u;
    for (const char *p = text; *p; p++)
        h = (h ^ (unsigned char)*p) * 16777619u;
    return h;
}

struct gathering {
    struct glyph *glyphs;
    struct text_cluster *clusters;
    size_t n_glyphs, n_clusters;
    double x; /* in pango units */
};

static void gather(struct gathering *g, const PangoGlyphString *string)
{
    for (int i = 0; i < string->num_glyphs; i++) {
        const PangoGlyphInfo *info = &string->glyphs[i];
        size_t byte = (size_t)string->log_clusters[i];
        bool same =
            g->n_clusters > 0 && g->clusters[g->n_clusters - 1].byte == byte;
        if (!same) {
            struct text_cluster *cluster = &g->clusters[g->n_clusters++];
            cluster->byte = byte;
            cluster->x = g->x / PANGO_SCALE;
        }
        double at = g->x + info->geometry.x_offset;
        g->x += info->geometry.width;
        if (info->glyph == PANGO_GLYPH_EMPTY)
            continue;
        bool unknown = info->glyph & PANGO_GLYPH_UNKNOWN_FLAG;
        struct glyph *glyph = &g->glyphs[g->n_glyphs++];
        glyph->index = unknown ? 0 : info->glyph;
        glyph->x = at / PANGO_SCALE;
        glyph->y = (double)info->geometry.y_offset / PANGO_SCALE;
        g->clusters[g->n_clusters - 1].n_glyphs++;
    }
}

/* One item in one font from left to right: texts hold no other direction
 * (refused when they are read), and no other font is ever wanted, so Pango's
 * itemization, which starts threads for every language it guesses, is left
 * out. */
static struct text_run shape(struct typesetter *t, enum face face,
                             const char *text)
{
    PangoFont *font = t->fonts[face].pango;
    PangoAnalysis analysis = {
        .font = font,
        .script = PANGO_SCRIPT_HAN,
        .language = pango_context_get_language(t->context),
    };
    size_t len = strlen(text);
    pango_glyph_string_set_size(t->string, 0);
    if (len > 0)
        pango_shape(text, (int)len, &analysis, t->string);
    size_t n = (size_t)t->string->num_glyphs;
    struct gathering g = {
        .glyphs = arena_make(t->arena, struct glyph, n),
        .clusters = arena_make(t->arena, struct text_cluster, n),
    };
    gather(&g, t->string);
    for (size_t i = 0; i < g.n_clusters; i++) {
        size_t end = i + 1 < g.n_clusters ? g.clusters[i + 1].byte : len;
        g.clusters[i].n_bytes = end - g.clusters[i].byte;
    }
    PangoRectangle ink;
    pango_glyph_string_extents(t->string, font, &ink, NULL);
    return (struct text_run){
        .glyphs = g.glyphs,
        .n_glyphs = g.n_glyphs,
        .clusters = g.clusters,
        .n_clusters = g.n_clusters,
        .width = g.x / PANGO_SCALE,
        .left = (double)ink.x / PANGO_SCALE,
        .top = (double)ink.y / PANGO_SCALE,
        .right = (double)(ink.x + ink.width) / PANGO_SCALE,
        .bottom = (double)(ink.y + ink.height) / PANGO_SCALE,
    };
}

static struct cached_run *cached(struct typesetter *t, enum face face,
                                 const char *text)
{
    struct cached_run **bucket = &t->buckets[hash_of(face, text) % BUCKETS];
    for (struct cached_run *c = *bucket; c; c = c->next)
        if (c->face == face && strcmp(c->text, text) == 0)
            return c;
    struct cached_run *c = arena_make(t->arena, struct cached_run, 1);
    c->face = face;
    c->text = str_z(t->arena, str_of(text));
    c->run = shape(t, face, text);
    c->next = *bucket;
    *bucket = c;
    t->fonts[face].used = true;
    return c;
}

const struct text_run *text_run(struct typesetter *t, enum face face,
                                const char *text)
{
    return &cached(t, face, text)->run;
}

const unsigned char *text_breaks(struct typesetter *t, enum face face,
                                 const char *text)
{
    struct cached_run *c = cached(t, face, text);
    if (!c->breaks)
        c->breaks = breaks_find(t->arena, text, NULL);
    return c->breaks;
}

double text_width(struct typesetter *t, struct text_style style,
                  const char *text)
{
    return text_run(t, style.face, text)->width * style.size / EM;
}

size_t text_glyphs(struct typesetter *t, struct arena *arena, enum face face,
                   const char *text, const struct glyph **glyphs)
{
    const struct text_run *run = text_run(t, face, text);
    struct glyph *copy = arena_make(arena, struct glyph, run->n_glyphs);
    memcpy(copy, run->glyphs, run->n_glyphs * sizeof *copy);
    *glyphs = copy;
    return run->n_glyphs;
}

/* --------------------------------------------------------------- outlines */

/* Path data in relative integer steps: half the bytes of absolute ones, and
 * exact, since every point was rounded before the difference was taken. */
struct tracer {
    struct buf b;
    long x, y; /* where the pen is */
    char verb; /* the letter written last */
};

static void trace_number(struct tracer *t, long n, bool first)
{
    if (n < 0)
        buf_char(&t->b, '-');
    else if (!first)
        buf_char(&t->b, ' ');
    buf_count(&t->b, (uint64_t)labs(n));
}

static void trace(struct tracer *t, char verb, const cairo_path_data_t *points,
                  size_t n)
{
    bool repeated = verb == t->verb && verb != 'M';
    if (!repeated)
        buf_char(&t->b, verb);
    t->verb = verb;
    long x = verb == 'M' ? 0 : t->x, y = verb == 'M' ? 0 : t->y;
    for (size_t i = 0; i < n; i++) {
        t->x = lround(points[i].point.x);
        t->y = lround(points[i].point.y);
        trace_number(t, t->x - x, i == 0 && !repeated);
        trace_number(t, t->y - y, false);
    }
}

static const char *trace_path(struct arena *arena, const cairo_path_t *path)
{
    struct tracer t = {.b = buf_new(arena)};
    bool open = false; /* a move after the last outline is not written */
    const cairo_path_data_t *start = NULL;
    for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
        const cairo_path_data_t *d = &path->data[i];
        if (d->header.type == CAIRO_PATH_MOVE_TO) {
            start = d + 1;
            continue;
        }
        if (d->header.type == CAIRO_PATH_CLOSE_PATH) {
            if (open)
                buf_char(&t.b, t.verb = 'Z');
            open = false;
            continue;
        }
        if (!open && start)
            trace(&t, 'M', start, 1);
        open = true;
        if (d->header.type == CAIRO_PATH_LINE_TO)
            trace(&t, 'l', d + 1, 1);
        else
            trace(&t, 'c', d + 1, 3);
    }
    return buf_text(&t.b);
}

static const char *take_outline(struct typesetter *t, struct font *font,
                                uint32_t index)
{
    cairo_glyph_t glyph = {.index = index};
    cairo_new_path(t->pen);
    cairo_set_scaled_font(t->pen, font->scaled);
    cairo_glyph_path(t->pen, &glyph, 1);
    cairo_path_t *path = cairo_copy_path(t->pen);
    const char *data = trace_path(t->arena, path);
    cairo_path_destroy(path);
    return data;
}

const char *text_outline(struct typesetter *t, enum face face, uint32_t index)
{
    struct font *font = &t->fonts[face];
    if (index >= font->n_outlines) {
        size_t n = font->n_outlines ? font->n_outlines : 1024;
        while (n <= index)
            n *= 2;
        font->outlines = arena_grow(t->arena, font->outlines, font->n_outlines,
                                    n, sizeof(char *));
        font->n_outlines = n;
    }
    if (!font->outlines[index])
        font->outlines[index] = take_outline(t, font, index);
    return font->outlines[index];
}
