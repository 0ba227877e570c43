/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Candidates are the opportunities of data/breaks.h; for each count of lines
 * from the least possible a dynamic programme finds the cheapest choice, and
 * the cheapest count wins.
 *
 * Cost, in the unit of a 1 em deviation squared: every line 14, a break by
 * its quality (break_cost), and for each line 1.2 * (deviation from equal
 * lines in em)^2 when balanced, 0.05 * (free room in em)^2 when filled.
 */
#include "charts/wrap.h"

#include "charts/text_run.h"
#include "data/breaks.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum { MORE_LINES = 2 }; /* how many more than the fewest are tried */

/* A place where a line may end and the next begin. */
struct stop {
    size_t byte;
    double begin; /* x where a line from here begins, em */
    double end;   /* x where a line to here ends, blanks not counted, em */
    unsigned char quality;
};

struct puzzle {
    struct arena *arena;
    const struct stop *stops; /* the first at the text's start, the last at
                                 its end */
    size_t n;
    double limit; /* em */
    enum wrap_mode mode;
};

/* ------------------------------------------------------------- candidates */

static bool is_blank(const char *text, const struct text_cluster *cluster)
{
    const char *at = text + cluster->byte;
    return *at == ' ' || strncmp(at, "\u3000", strlen("\u3000")) == 0;
}

/* All cluster edges with their quality; n_clusters + 1 of them. */
static struct stop *edges(struct arena *arena, const struct text_run *run,
                          const unsigned char *quality, const char *text)
{
    size_t n = run->n_clusters;
    struct stop *stops = arena_make(arena, struct stop, n + 1);
    double end = 0;
    for (size_t i = 0; i <= n; i++) {
        bool last = i == n;
        struct stop *s = &stops[i];
        s->byte = last ? strlen(text) : run->clusters[i].byte;
        s->begin = last ? run->width : run->clusters[i].x;
        s->begin /= 1000;
        if (i > 0 && !is_blank(text, &run->clusters[i - 1]))
            end = s->begin;
        s->end = end;
        s->quality = last ? BREAK_GOOD : quality[s->byte];
    }
    return stops;
}

/* Keeps what may break; where two neighbours are farther apart than a line
 * is wide, every cluster edge between them may. */
static size_t choose_stops(struct stop *out, const struct stop *all, size_t n,
                           double limit)
{
    size_t kept = 0, previous = 0;
    out[kept++] = all[0];
    for (size_t i = 1; i < n; i++) {
        if (all[i].quality == BREAK_NEVER)
            continue;
        if (all[i].end - all[previous].begin > limit)
            for (size_t j = previous + 1; j < i; j++)
                out[kept++] = all[j];
        out[kept++] = all[i];
        previous = i;
    }
    return kept;
}

/* ------------------------------------------------------------------- cost */

static double break_cost(unsigned char quality, enum wrap_mode mode)
{
    switch (quality) {
    case BREAK_GOOD:
        return 0;
    case BREAK_PHRASE:
        return mode == WRAP_FILL ? 2 : 4;
    case BREAK_SPLIT:
        return mode == WRAP_FILL ? 30 : 60;
    default:
        return 10000;
    }
}

static double line_width(const struct puzzle *p, size_t from, size_t to)
{
    return p->stops[to].end - p->stops[from].begin;
}

/* A line that holds a single cluster has to be taken as it is. */
static bool fits(const struct puzzle *p, size_t from, size_t to)
{
    return to == from + 1 || line_width(p, from, to) <= p->limit;
}

static double line_cost(const struct puzzle *p, size_t from, size_t to,
                        size_t n_lines)
{
    double width = line_width(p, from, to);
    bool last = to + 1 == p->n;
    double cost = last ? 0 : break_cost(p->stops[to].quality, p->mode);
    if (p->mode == WRAP_BALANCED) {
        double even = p->stops[p->n - 1].end / (double)n_lines;
        return cost + 14 + 1.2 * (width - even) * (width - even);
    }
    double room = p->limit - width;
    if (!last)
        return cost + 200 + 0.05 * room * room;
    bool widow = n_lines > 1 && width < 3 && width < p->limit / 3;
    return cost + 200 + (widow ? 40 : 0);
}

/* ---------------------------------------------------------- the programme */

/* Fills line after line: there is no cut into fewer lines.  The number of
 * lines; ends[k] = stop that ends line k, room for p->n - 1 of them. */
static size_t greedy_cut(const struct puzzle *p, size_t *ends)
{
    size_t lines = 0, from = 0;
    while (from + 1 < p->n) {
        size_t to = from + 1;
        while (to + 1 < p->n && fits(p, from, to + 1))
            to++;
        from = to;
        ends[lines++] = to;
    }
    return lines;
}

/* ends[k] = stop that ends line k, for the cheapest cut into exactly n_lines;
 * the cost, or infinity when there is none. */
static double solve(const struct puzzle *p, size_t n_lines, size_t *ends)
{
    size_t n = p->n;
    double *cost = arena_make(p->arena, double, (n_lines + 1) * n);
    size_t *before = arena_make(p->arena, size_t, (n_lines + 1) * n);
    for (size_t i = 1; i < n; i++)
        cost[i] = INFINITY;
    for (size_t k = 1; k <= n_lines; k++) {
        const double *shorter = &cost[(k - 1) * n];
        for (size_t to = 0; to < n; to++) {
            double best = INFINITY;
            for (size_t from = to; from-- > 0 && fits(p, from, to);) {
                double c = shorter[from] + line_cost(p, from, to, n_lines);
                if (c < best) {
                    best = c;
                    before[k * n + to] = from;
                }
            }
            cost[k * n + to] = best;
        }
    }
    double total = cost[n_lines * n + n - 1];
    size_t at = n - 1;
    for (size_t k = n_lines; isfinite(total) && k > 0; k--) {
        ends[k - 1] = at;
        at = before[k * n + at];
    }
    return total;
}

static size_t best_cut(const struct puzzle *p, size_t **ends)
{
    *ends = arena_make(p->arena, size_t, p->n);
    size_t fewest = greedy_cut(p, *ends), n_lines = fewest;
    double best = INFINITY;
    for (size_t k = fewest; k <= fewest + MORE_LINES && k < p->n; k++) {
        size_t *cut = arena_make(p->arena, size_t, k);
        double cost = solve(p, k, cut);
        if (cost < best) {
            best = cost;
            n_lines = k;
            *ends = cut;
        }
    }
    return n_lines;
}

/* ------------------------------------------------------------------ lines */

static struct lines cut_text(struct arena *arena, const struct puzzle *p,
                             const char *text)
{
    size_t *ends = NULL;
    size_t n = best_cut(p, &ends);
    const char **line = arena_make(arena, const char *, n);
    size_t from = 0;
    for (size_t i = 0; i < n; i++) {
        size_t to = p->stops[ends[i]].byte;
        struct str piece = {text + from, to - from};
        bool trimmed = true;
        while (trimmed && piece.len > 0) {
            size_t len = piece.len;
            if (str_ends(piece, " "))
                piece.len--;
            else if (str_ends(piece, "\u3000"))
                piece.len -= strlen("\u3000");
            trimmed = piece.len < len;
        }
        line[i] = str_z(arena, piece);
        from = to;
    }
    return (struct lines){.line = line, .n = n};
}

static double widest(struct typesetter *setter, struct text_style style,
                     const struct lines *lines)
{
    double width = 0;
    for (size_t i = 0; i < lines->n; i++)
        width = fmax(width, text_width(setter, style, lines->line[i]));
    return width;
}

/* One line has the least cost where it fits; blanks at its ends are for the
 * general way. */
static bool fits_whole(const struct text_run *run, struct text_style style,
                       double width, const char *text)
{
    return run->width * style.size / 1000 <= width &&
           !is_blank(text, &run->clusters[0]) &&
           !is_blank(text, &run->clusters[run->n_clusters - 1]);
}

struct lines wrap_text(struct arena *arena, struct typesetter *setter,
                       struct text_style style, enum wrap_mode mode,
                       double width, const char *text)
{
    assert(isfinite(width) && style.size > 0);
    const struct text_run *run = text_run(setter, style.face, text);
    if (run->n_clusters == 0)
        return (struct lines){0};
    if (fits_whole(run, style, width, text)) {
        const char **line = arena_make(arena, const char *, 1);
        *line = str_z(arena, str_of(text));
        return (struct lines){line, 1, run->width * style.size / 1000};
    }
    struct stop *all =
        edges(arena, run, text_breaks(setter, style.face, text), text);
    struct stop *stops = arena_make(arena, struct stop, run->n_clusters + 1);
    struct puzzle p = {.arena = arena, .stops = stops, .mode = mode};
    struct lines lines = {0};
    /* Kerning across a break makes a piece wider or narrower than its part
     * of the whole run; then the limit gives way a little. */
    double limit = fmax(width, 0) / style.size;
    for (int attempt = 0; attempt < 4; attempt++) {
        p.limit = limit + 1e-9;
        p.n = choose_stops(stops, all, run->n_clusters + 1, p.limit);
        lines = cut_text(arena, &p, text);
        lines.width = widest(setter, style, &lines);
        if (lines.width <= width + 1e-6)
            break;
        limit -= (lines.width - width) / style.size;
        limit = fmax(limit, 0);
    }
    return lines;
}
