/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/survey_block.h"

#include <string.h>

/* One query on its way into blocks. */
struct loader {
    const struct survey_context *ctx;
    const struct survey_loading *load;
    const struct sums_table *table;
    const unsigned *code; /* categories; NULL: numbers */
    size_t n_categories;
    const struct survey_factors *y, *x;
    struct survey_block *blocks;
    size_t width, cells, replicates;
    int *scales;    /* of the rows' products, width */
    bool more;      /* squares, plain sums or replicates are asked */
    bool rows_base; /* as in the block */
};

/* --------------------------------------------------------------- amounts */

static int128 amount(const struct sums_group *g, size_t product)
{
    return product == PRODUCT_COUNT ? (int128)g->n : g->sums[product];
}

static int scale_of(const struct loader *l, size_t product)
{
    return product == PRODUCT_COUNT
               ? 0
               : sums_scale(l->ctx->sums, l->load->ask->query, product);
}

static const size_t *products_of(const struct loader *l, size_t replicate,
                                 size_t auxiliary)
{
    const struct survey_ask *ask = l->load->ask;
    return ask->weighted + (replicate * l->width + auxiliary) * ask->terms;
}

/* Multiplies by a group's number, and back: false on overflow. */
static bool times(const struct survey_factors *f, size_t group, int128 *v)
{
    return !f || !f->of_group || int128_mul(*v, f->of_group[group], v);
}

static bool times_squared(const struct survey_factors *f, size_t group,
                          int128 *v)
{
    bool good = times(f, group, v);
    return good && times(f, group, v);
}

/* Three sums of numbers as integers: y, 1, y². */
struct triple {
    int128 v[TERMS];
};

/* [product of y, of 1, of y²], each with the numbers of its group.  What y²
 * of a ratio comes to is never used. */
static bool triple_of(const struct loader *l, size_t group,
                      const size_t *products, size_t n, struct triple *out)
{
    const struct sums_group *g = &l->table->groups[group];
    for (size_t i = 0; i < TERMS; i++)
        out->v[i] = amount(g, products[n > 1 ? i : 0]);
    return times(l->y, group, &out->v[TERM_Y]) &&
           times(l->x, group, &out->v[TERM_1]) &&
           times_squared(l->y, group, &out->v[TERM_YY]);
}

static bool squares_of(const struct loader *l, size_t group, struct triple *out)
{
    const struct sums_group *g = &l->table->groups[group];
    for (size_t i = 0; i < SQUARES; i++)
        out->v[i] = amount(g, l->load->ask->square[i]);
    return times_squared(l->y, group, &out->v[SQUARE_YY]) &&
           times(l->y, group, &out->v[SQUARE_Y1]) &&
           times(l->x, group, &out->v[SQUARE_Y1]) &&
           times_squared(l->x, group, &out->v[SQUARE_11]);
}

/* a - c b, and c² e - 2 c b + a: y, and y², less c. */
static bool less(int128 *a, int128 c, int128 b)
{
    int128 product;
    return int128_mul(c, b, &product) && int128_sub(*a, product, a);
}

/* (y, 1, y²) or (w²y², w²y, w²) centred: first the squares, while y is not
 * yet centred: yy - c y - c (y - c). */
static bool centre_triple(int128 c, int128 *y, int128 one, int128 *yy)
{
    return less(yy, c, *y) && less(y, c, one) && less(yy, c, *y);
}

/* ------------------------------------------------------- scales of triples */

static int number_scale(const struct survey_factors *f)
{
    return f && f->of_group ? f->scale : 0;
}

static void triple_scales(const struct loader *l, const size_t *products,
                          size_t n, int *out)
{
    int y = number_scale(l->y), x = number_scale(l->x);
    out[TERM_Y] = scale_of(l, products[0]) + y;
    out[TERM_1] = scale_of(l, products[n > 1 ? TERM_1 : 0]) + x;
    out[TERM_YY] = scale_of(l, products[n > 1 ? TERM_YY : 0]) + 2 * y;
}

/* Nearest double of units 10^-scale. */
static double real(int128 units, int scale)
{
    static const double powers[] = {
        1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    bool small = units >= INT64_MIN && units <= INT64_MAX;
    double x = small ? (double)(int64_t)units : (double)units;
    for (; scale > 22; scale -= 22)
        x /= powers[22];
    return x / powers[scale];
}

/* ----------------------------------------------------------------- entries */

static size_t prefix_of(const struct loader *l, size_t group)
{
    const unsigned *of = l->load->frame.of;
    return of ? of[group] : group;
}

/* The targets of a group: at most two. */
static size_t targets_of(const struct loader *l, size_t group,
                         unsigned targets[2])
{
    const struct survey_places *p = &l->load->frame.places;
    size_t n = 0, prefix = prefix_of(l, group);
    if (l->load->skip && l->load->skip[group])
        return 0;
    if (p->total[prefix] != SURVEY_OUT)
        targets[n++] = p->total[prefix];
    if (p->domain[prefix] != SURVEY_OUT)
        targets[n++] = p->domain[prefix];
    return n;
}

static bool add_exact(struct survey_block *b, size_t term, int128 v)
{
    return int128_add(b->exact[term], v, &b->exact[term]);
}

/* Blocks with room for an entry for each prefix of their target. */
static void make_blocks(struct loader *l)
{
    struct arena *arena = l->ctx->arena;
    const struct survey_plan *plan = l->ctx->design->plan;
    bool raking = l->ctx->spec->calibration == CALIBRATION_RAKING;
    size_t k = l->code ? l->n_categories + 1 : TERMS;
    for (size_t t = 0; t < l->load->frame.n_targets; t++) {
        struct survey_block *b = &l->blocks[t];
        size_t n = l->load->frame.size[t];
        b->categories = l->code != NULL;
        b->rows_base = l->rows_base;
        b->k = k;
        b->sure = true;
        b->exact = arena_make(arena, int128, k);
        b->count = arena_make(arena, uint64_t, k);
        b->place = arena_make(arena, unsigned, n + 1);
        b->cell = arena_make(arena, unsigned, n + 1);
        b->rows = arena_make(arena, double, n + 1);
        b->t = arena_make(arena, double, n * l->width * k + 1);
        if (plan->by_rows)
            b->square = arena_make(arena, double, n *k + 1);
        if (raking)
            b->plain = arena_make(arena, double, l->cells *k);
        if (plan->given)
            b->columns = arena_make(arena, double,
                                    l->replicates * l->cells * l->width * k);
    }
}

/* Groups come by place: the entry is the last one or a new one. */
static size_t entry_of(const struct loader *l, size_t group,
                       struct survey_block *b)
{
    size_t n = b->n_entries, prefix = prefix_of(l, group);
    unsigned place = l->load->frame.place[prefix];
    unsigned cell = l->load->frame.cell[prefix];
    if (n > 0 && b->place[n - 1] == place && b->cell[n - 1] == cell)
        return n - 1;
    b->place[n] = place;
    b->cell[n] = cell;
    b->n_entries++;
    return n;
}

static double factor_of(const struct loader *l, size_t group)
{
    unsigned place = l->load->frame.place[prefix_of(l, group)];
    return l->ctx->design->places[place].factor;
}

static double factor_value(const struct survey_factors *f, size_t group)
{
    return f && f->of_group ? real(f->of_group[group], f->scale) : 1;
}

/* Where integers leave 128 bits, the same in doubles: amounts, the numbers of
 * the group and c. */
static void centre_reals(double c, double *y, double one, double *yy)
{
    *yy -= c * *y;
    *y -= c * one;
    *yy -= c * *y;
}

static void real_triple(const struct loader *l, size_t group, double centre,
                        const size_t *products, size_t n, double *out)
{
    const struct sums_group *g = &l->table->groups[group];
    double y = factor_value(l->y, group), x = factor_value(l->x, group);
    const double times[TERMS] = {[TERM_Y] = y, [TERM_1] = x, [TERM_YY] = y * y};
    for (size_t i = 0; i < TERMS; i++) {
        size_t product = products[n > 1 ? i : 0];
        out[i] = times[i] * real(amount(g, product), scale_of(l, product));
    }
    centre_reals(centre, &out[TERM_Y], out[TERM_1], &out[TERM_YY]);
}

static void add_triple(const struct loader *l, size_t group,
                       const struct survey_block *b, const size_t *products,
                       size_t n, double factor, double *out)
{
    struct triple v;
    int scale[TERMS];
    double term[TERMS];
    bool good =
        triple_of(l, group, products, n, &v) &&
        (b->centre_units == 0 || centre_triple(b->centre_units, &v.v[TERM_Y],
                                               v.v[TERM_1], &v.v[TERM_YY]));
    triple_scales(l, products, n, scale);
    if (!good)
        real_triple(l, group, b->centre, products, n, term);
    for (size_t i = 0; i < TERMS; i++)
        out[i] += factor * (good ? real(v.v[i], scale[i]) : term[i]);
}

/* Sums with the weights of the given replicates. */
static void fill_columns(const struct loader *l, size_t group,
                         struct survey_block *b)
{
    const struct sums_group *g = &l->table->groups[group];
    size_t cell = l->load->frame.cell[prefix_of(l, group)];
    for (size_t r = 0; r < l->replicates; r++)
        for (size_t j = 0; j < l->width; j++) {
            const size_t *products = products_of(l, r + 1, j);
            double *out =
                &b->columns[((r * l->cells + cell) * l->width + j) * b->k];
            if (l->code) {
                double w =
                    real(amount(g, products[0]), scale_of(l, products[0]));
                out[l->code[group]] += w;
                out[b->k - 1] += w;
            } else {
                add_triple(l, group, b, products, l->load->ask->terms, 1, out);
            }
        }
}

/* -------------------------------------------------------------- categories */

/* Groups of one prefix, which differ in their category, and where they go. */
struct category_run {
    size_t from, to;
    struct survey_block *blocks[2];
    size_t n_blocks, entry[2];
    double factor;
    uint64_t n, missing;
    double *w;    /* of the group at hand: width */
    double *base; /* of the run: width */
};

static size_t end_of_run(const struct loader *l, size_t from)
{
    size_t to = from + 1, prefix = prefix_of(l, from);
    while (to < l->table->n && prefix_of(l, to) == prefix)
        to++;
    return to;
}

/* Squares, unweighted sums and given replicates of a group: rarely asked. */
static void fill_more(const struct loader *l, size_t group,
                      const struct category_run *run, size_t target)
{
    const struct sums_group *g = &l->table->groups[group];
    struct survey_block *b = run->blocks[target];
    size_t code = l->code[group], k = b->k, e = run->entry[target];
    if (b->square) {
        size_t product = l->load->ask->square[SQUARE_11];
        double ww = run->factor * run->factor *
                    real(amount(g, product), scale_of(l, product));
        b->square[e * k + code] += ww;
        b->square[e * k + k - 1] += ww;
    }
    if (b->plain) {
        b->plain[b->cell[e] * k + code] += (double)g->n;
        b->plain[b->cell[e] * k + k - 1] += (double)g->n;
    }
    if (l->replicates)
        fill_columns(l, group, b);
}

static void weigh_group(const struct loader *l, const struct sums_group *g,
                        struct category_run *run)
{
    for (size_t j = 0; j < l->width; j++) {
        size_t product = products_of(l, 0, j)[0];
        run->w[j] = run->factor * real(amount(g, product), l->scales[j]);
        run->base[j] += run->w[j];
    }
}

static void fill_group(const struct loader *l, size_t group,
                       struct category_run *run)
{
    const struct sums_group *g = &l->table->groups[group];
    size_t code = l->code[group], k = l->n_categories + 1;
    int128 exact = amount(g, products_of(l, 0, 0)[0]);
    weigh_group(l, g, run);
    for (size_t i = 0; i < run->n_blocks; i++) {
        struct survey_block *b = run->blocks[i];
        if (run->n == 0)
            run->entry[i] = entry_of(l, group, b);
        double *t = &b->t[run->entry[i] * l->width * k + code];
        b->count[code] += g->n;
        b->sure = b->sure && add_exact(b, code, exact);
        for (size_t j = 0; j < l->width; j++)
            t[j * k] += run->w[j];
        if (l->more)
            fill_more(l, group, run, i);
    }
    run->n += g->n;
}

/* The base: what the groups of the run have in common. */
static void end_run(const struct loader *l, const struct category_run *run)
{
    size_t k = l->n_categories + 1;
    for (size_t i = 0; i < run->n_blocks; i++) {
        struct survey_block *b = run->blocks[i];
        b->n += run->n;
        b->missing += run->missing;
        if (run->n == 0)
            continue;
        double *t = &b->t[run->entry[i] * l->width * k + k - 1];
        b->rows[run->entry[i]] += (double)run->n;
        for (size_t j = 0; j < l->width; j++)
            t[j * k] += run->base[j];
    }
}

static void load_run(const struct loader *l, struct category_run *run)
{
    unsigned targets[2];
    run->n_blocks = targets_of(l, run->from, targets);
    run->factor = factor_of(l, run->from);
    run->n = run->missing = 0;
    for (size_t j = 0; j < l->width; j++)
        run->base[j] = 0;
    for (size_t i = 0; i < run->n_blocks; i++)
        run->blocks[i] = &l->blocks[targets[i]];
    for (size_t i = run->from; run->n_blocks > 0 && i < run->to; i++) {
        const struct sums_group *g = &l->table->groups[i];
        bool missing = l->code[i] == SURVEY_OUT;
        run->missing += g->missing + (missing ? g->n : 0);
        if (!missing && g->n > 0)
            fill_group(l, i, run);
    }
    end_run(l, run);
}

static void load_categories(const struct loader *l)
{
    struct category_run run = {.from = 0};
    run.w = arena_make(l->ctx->arena, double, l->width);
    run.base = arena_make(l->ctx->arena, double, l->width);
    for (; run.from < l->table->n; run.from = run.to) {
        run.to = end_of_run(l, run.from);
        load_run(l, &run);
    }
    for (size_t t = 0; t < l->load->frame.n_targets; t++) {
        struct survey_block *b = &l->blocks[t];
        b->count[b->k - 1] = b->n;
        for (size_t c = 0; c + 1 < b->k; c++)
            b->sure = b->sure && add_exact(b, b->k - 1, b->exact[c]);
    }
}

/* ----------------------------------------------------------------- numbers */

static bool is_missing(const struct loader *l, size_t group)
{
    return (l->y && l->y->known && !l->y->known[group]) ||
           (l->x && l->x->known && !l->x->known[group]);
}

static void count_number(const struct loader *l, size_t group,
                         struct survey_block *b)
{
    const struct sums_group *g = &l->table->groups[group];
    bool missing = is_missing(l, group);
    b->n += missing ? 0 : g->n;
    b->missing += missing ? g->n + g->missing : g->missing;
    if (missing || g->n == 0)
        return;
    struct triple v = {{0}};
    b->sure = b->sure && triple_of(l, group, products_of(l, 0, 0),
                                   l->load->ask->terms, &v);
    for (size_t i = 0; i < TERMS; i++)
        b->sure = b->sure && add_exact(b, i, v.v[i]);
}

static void add_squares(const struct loader *l, size_t group,
                        const struct survey_block *b, double factor,
                        double *out)
{
    const size_t *product = l->load->ask->square;
    const struct sums_group *g = &l->table->groups[group];
    int y = number_scale(l->y), x = number_scale(l->x);
    double fy = factor_value(l->y, group), fx = factor_value(l->x, group);
    const int scale[SQUARES] = {
        [SQUARE_YY] = scale_of(l, product[SQUARE_YY]) + 2 * y,
        [SQUARE_Y1] = scale_of(l, product[SQUARE_Y1]) + y + x,
        [SQUARE_11] = scale_of(l, product[SQUARE_11]) + 2 * x,
    };
    double term[SQUARES] = {
        [SQUARE_YY] = fy * fy, [SQUARE_Y1] = fy * fx, [SQUARE_11] = fx * fx};
    struct triple v;
    bool good = squares_of(l, group, &v) &&
                (b->centre_units == 0 ||
                 centre_triple(b->centre_units, &v.v[SQUARE_Y1], v.v[SQUARE_11],
                               &v.v[SQUARE_YY]));
    for (size_t i = 0; i < SQUARES; i++)
        term[i] *= real(amount(g, product[i]), scale_of(l, product[i]));
    if (!good)
        centre_reals(b->centre, &term[SQUARE_Y1], term[SQUARE_11],
                     &term[SQUARE_YY]);
    for (size_t i = 0; i < SQUARES; i++)
        out[i] += factor * factor * (good ? real(v.v[i], scale[i]) : term[i]);
}

static void fill_number(const struct loader *l, size_t group,
                        struct survey_block *b)
{
    const struct sums_group *g = &l->table->groups[group];
    const struct survey_ask *ask = l->load->ask;
    double factor = factor_of(l, group);
    size_t e = entry_of(l, group, b);
    b->rows[e] += (double)g->n;
    for (size_t j = 0; j < l->width; j++)
        add_triple(l, group, b, products_of(l, 0, j), ask->terms, factor,
                   &b->t[(e * l->width + j) * TERMS]);
    if (b->square)
        add_squares(l, group, b, factor, &b->square[e * TERMS]);
    if (b->plain)
        add_triple(l, group, b, ask->plain, TERMS, 1,
                   &b->plain[(size_t)b->cell[e] * TERMS]);
    if (l->replicates)
        fill_columns(l, group, b);
}

/* A number near the mean, in the units of y. */
static void centre_blocks(struct loader *l)
{
    int scale[TERMS];
    triple_scales(l, products_of(l, 0, 0), l->load->ask->terms, scale);
    for (size_t t = 0; t < l->load->frame.n_targets; t++) {
        struct survey_block *b = &l->blocks[t];
        b->scale = scale[TERM_Y];
        b->base_scale = scale[TERM_1];
        if (!l->load->centred || !b->sure || b->exact[TERM_1] <= 0)
            continue;
        b->centre_units = b->exact[TERM_Y] / b->exact[TERM_1];
        b->centre = real(b->centre_units, 0);
        for (int s = b->scale - b->base_scale; s > 0; s--)
            b->centre /= 10;
        for (int s = b->scale - b->base_scale; s < 0; s++)
            b->centre *= 10;
    }
}

static void load_numbers(struct loader *l)
{
    unsigned targets[2];
    for (size_t i = 0; i < l->table->n; i++) {
        size_t n = targets_of(l, i, targets);
        for (size_t k = 0; k < n; k++)
            count_number(l, i, &l->blocks[targets[k]]);
    }
    centre_blocks(l);
    for (size_t i = 0; i < l->table->n; i++) {
        size_t n = targets_of(l, i, targets);
        if (is_missing(l, i) || l->table->groups[i].n == 0)
            continue;
        for (size_t k = 0; k < n; k++)
            fill_number(l, i, &l->blocks[targets[k]]);
    }
}

/* ------------------------------------------------------------------- front */

static struct loader loader_of(const struct survey_context *ctx,
                               const struct survey_loading *load)
{
    struct arena *arena = ctx->arena;
    size_t n = load->frame.n_targets;
    struct loader l = {
        .ctx = ctx,
        .load = load,
        .table = &ctx->sums->tables[load->ask->query],
        .width = ctx->weights->width,
        .cells = ctx->weights->cells,
        .replicates = ctx->design->plan->given ? ctx->replicates->n : 0,
        .blocks = arena_make(arena, struct survey_block, n + 1),
        .scales = arena_make(arena, int, ctx->weights->width),
    };
    l.more = ctx->design->plan->by_rows || l.replicates > 0 ||
             ctx->spec->calibration == CALIBRATION_RAKING;
    for (size_t j = 0; j < l.width; j++)
        l.scales[j] = scale_of(&l, products_of(&l, 0, j)[0]);
    return l;
}

static struct survey_block *finished(struct loader *l)
{
    bool counts = survey_common_factor(l->ctx);
    bool made = l->ctx->spec->fpc && !l->ctx->spec->weight;
    for (size_t t = 0; t < l->load->frame.n_targets; t++) {
        l->blocks[t].sure = l->blocks[t].sure && counts;
        l->blocks[t].total_sure = l->blocks[t].sure && !made;
        survey_block_finish(l->ctx, &l->blocks[t]);
    }
    return l->blocks;
}

struct survey_block *survey_block_numbers(const struct survey_context *ctx,
                                          const struct survey_loading *load,
                                          const struct survey_factors *y,
                                          const struct survey_factors *x)
{
    struct loader l = loader_of(ctx, load);
    l.y = y;
    l.x = x;
    l.rows_base = !load->ratio;
    make_blocks(&l);
    load_numbers(&l);
    return finished(&l);
}

struct survey_block *survey_block_categories(const struct survey_context *ctx,
                                             const struct survey_loading *load,
                                             const unsigned *code,
                                             size_t n_categories)
{
    struct loader l = loader_of(ctx, load);
    l.code = code;
    l.n_categories = n_categories;
    make_blocks(&l);
    load_categories(&l);
    for (size_t t = 0; t < load->frame.n_targets; t++)
        l.blocks[t].scale = l.blocks[t].base_scale = l.scales[0];
    return finished(&l);
}
