/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/fig_cell.h"

#include "data/str.h"
#include <math.h>

struct filler {
    struct scene *scene;
    struct text_style style;
    double width;
    const char **line;
    size_t n, cap;
    double widest;
    const char *open; /* the line that is being filled; "" at its begin */
};

static bool is_opening(uint32_t c)
{
    return c == 0xFF08 || c == '(' || c == 0x3010 || c == 0x300C;
}

static bool is_closing(uint32_t c)
{
    return c == 0xFF09 || c == ')' || c == 0x3011 || c == 0x300D;
}

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == 0x3000;
}

static uint32_t first_of(struct str text)
{
    return text.len ? utf8_next(&text) : 0;
}

/* What may not begin a line after a bracket: a particle, a stop. */
static bool binds(uint32_t c)
{
    return (c >= 0x3041 && c <= 0x3096) || c == 0x3001 || c == 0x3002 ||
           c == 0x30FB || is_closing(c) || c == 0;
}

static bool is_digit(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

static struct str without_blanks(struct str text)
{
    while (is_blank(first_of(text)))
        utf8_next(&text);
    return text;
}

/* Does a part end before this character?  A number stays with its name: 心理
 * ５人. */
static bool ends_part(struct str rest, uint32_t before)
{
    uint32_t c = first_of(rest);
    if (is_blank(c))
        return !is_digit(first_of(without_blanks(rest)));
    bool opens = is_opening(c) && before && !is_opening(before);
    return opens || (is_closing(before) && !binds(c));
}

/* The next part, without the blanks around it; *blank tells whether blanks
 * stood before it. */
static struct str next_part(struct str *rest, bool *blank)
{
    *blank = is_blank(first_of(*rest));
    *rest = without_blanks(*rest);
    struct str start = *rest;
    uint32_t before = 0;
    while (rest->len && !ends_part(*rest, before))
        before = utf8_next(rest);
    return str_head(start, start.len - rest->len);
}

static void put(struct filler *f, const char *line)
{
    if (f->n == f->cap) {
        size_t cap = f->cap ? 2 * f->cap : 8;
        f->line =
            arena_grow(f->scene->arena, f->line, f->n, cap, sizeof *f->line);
        f->cap = cap;
    }
    double w = text_width(f->scene->setter, f->style, line);
    f->widest = w > f->widest ? w : f->widest;
    f->line[f->n++] = line;
}

/* The part up to its last blank; empty when it has none. */
static struct str head_of(struct str part)
{
    struct str rest = part, head = {part.at, 0};
    while (rest.len) {
        if (is_blank(first_of(rest)))
            head = str_head(part, part.len - rest.len);
        utf8_next(&rest);
    }
    return head;
}

/* ③, 2): does not stand alone on a line. */
static bool is_numbering(const char *open)
{
    struct str text = str_of(open);
    uint32_t c = first_of(text);
    return utf8_count(text) <= 2 &&
           (is_digit(c) || (c >= 0x2460 && c <= 0x2473));
}

/* A part on a new line.  One that is too wide loses its number to the next
 * line, and what is still too wide is wrapped: all its lines but the last are
 * full. */
static void begin(struct filler *f, const char *part)
{
    struct arena *arena = f->scene->arena;
    struct typesetter *setter = f->scene->setter;
    struct str all = str_of(part), head = head_of(all);
    const char *name = str_z(arena, head);
    if (text_width(setter, f->style, part) > f->width && head.len &&
        !is_numbering(name) && text_width(setter, f->style, name) <= f->width) {
        put(f, name);
        part = str_z(arena, without_blanks(str_from(all, head.len)));
    }
    struct lines lines =
        wrap_text(arena, setter, f->style, WRAP_BALANCED, f->width, part);
    for (size_t i = 0; i + 1 < lines.n; i++)
        put(f, lines.line[i]);
    f->open = lines.n ? lines.line[lines.n - 1] : "";
}

struct lines fig_cell_lines(struct scene *scene, struct text_style style,
                            double width, const char *text)
{
    struct filler f = {
        .scene = scene, .style = style, .width = width, .open = ""};
    struct str rest = str_of(text);
    while (rest.len) {
        bool blank;
        const char *part = str_z(scene->arena, next_part(&rest, &blank));
        const char *longer = *f.open ? str_join(scene->arena, f.open,
                                                blank ? " " : "", part, NULL)
                                     : part;
        if (*f.open && text_width(scene->setter, style, longer) <= width) {
            f.open = longer;
            continue;
        }
        bool numbering = is_numbering(f.open);
        if (*f.open && !numbering)
            put(&f, f.open);
        begin(&f, numbering ? longer : part);
    }
    if (*f.open)
        put(&f, f.open);
    return (struct lines){f.line, f.n, f.widest};
}

/* Width of the widest run without blanks in a part. */
static double widest_run(struct scene *scene, struct text_style style,
                         struct str part)
{
    double widest = 0;
    for (struct str head; part.len; part = head) {
        head = head_of(part);
        struct str tail = without_blanks(str_from(part, head.len));
        widest = fmax(widest, text_width(scene->setter, style,
                                         str_z(scene->arena, tail)));
    }
    return widest;
}

struct text_style fig_cell_style(struct scene *scene, struct text_style style,
                                 double width, double least, const char *text)
{
    struct str rest = str_of(text);
    double widest = 0;
    while (rest.len) {
        bool blank;
        struct str part = next_part(&rest, &blank);
        widest = fmax(widest, widest_run(scene, style, part));
    }
    if (widest <= width)
        return style;
    double size = floor(10 * style.size * width / widest) / 10;
    if (size >= least)
        style.size = size;
    return style;
}
