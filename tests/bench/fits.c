/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * fits.c - how many trend lines per second and core: 100,000 made series of
 * 10 to 12 points, each fitted with error, t interval and p, with prediction
 * interval three years on, and with the other models.  Not a test; prints a
 * table.
 */
#include "indicators/stat_model.h"
#include "indicators/stat_model_glm.h"
#include "indicators/stat_model_robust.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { SERIES = 100000, MOST = 12 };

struct made {
    double x[MOST], y[MOST];
    size_t n;
};

static double chance(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 11) / 9007199254740992.0;
}

static void make(struct made *all)
{
    uint64_t state = 20140401;
    for (size_t k = 0; k < SERIES; k++) {
        double level = 10 + 1000 * chance(&state);
        double slope = (chance(&state) - 0.5) * level / 10;
        all[k].n = 10 + k % 3;
        for (size_t i = 0; i < all[k].n; i++) {
            double noise = (chance(&state) - 0.5) * level / 5;
            all[k].x[i] = 2010 + (double)i;
            all[k].y[i] = floor(fabs(level + slope * (double)i + noise));
        }
    }
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Every fit leaves a number that the sum needs, so none is optimised away. */
typedef double model_fn(const struct made *m, struct stat_t_table *table);

static double line(const struct made *m, struct stat_t_table *table)
{
    struct linear_fit f;
    double t;
    stat_t_at(table, m->n - 2, &t);
    stat_linear_at(m->x, m->y, m->n, t, &f);
    return f.slope_ci.low + f.p;
}

static double projected(const struct made *m, struct stat_t_table *table)
{
    struct linear_fit f;
    struct prediction p;
    double t;
    stat_t_at(table, m->n - 2, &t);
    stat_linear_at(m->x, m->y, m->n, t, &f);
    stat_predict_at(&f, 2025, t, &p);
    return p.prediction.low + f.p;
}

static double sen(const struct made *m, struct stat_t_table *table)
{
    struct theil_sen s;
    double work[MOST];
    stat_theil_sen_ci(m->x, m->y, m->n, table->level, work, &s);
    return s.ci.low;
}

static double kendall(const struct made *m, struct stat_t_table *table)
{
    struct kendall k;
    (void)table;
    stat_kendall(m->y, m->n, &k);
    return k.p;
}

static double poisson(const struct made *m, struct stat_t_table *table)
{
    struct glm_fit f;
    (void)table;
    stat_poisson(m->x, m->y, m->n, &f);
    return f.slope;
}

static double bisquare(const struct made *m, struct stat_t_table *table)
{
    struct robust r;
    double weights[MOST];
    (void)table;
    stat_robust(ROBUST_BISQUARE, m->x, m->y, m->n, weights, &r);
    return r.slope;
}

int main(void)
{
    static const struct {
        const char *name;
        model_fn *fit;
        size_t series;
    } rows[] = {
        {"least squares, t interval, p", line, SERIES},
        {"the same with prediction interval", projected, SERIES},
        {"Theil-Sen with interval", sen, SERIES},
        {"Mann-Kendall, exact", kendall, SERIES},
        {"Poisson and quasi-Poisson", poisson, SERIES},
        {"bisquare (GSL)", bisquare, SERIES / 10},
    };
    struct made *all = calloc(SERIES, sizeof *all);
    if (!all)
        return 3;
    make(all);
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        struct stat_t_table table = {.level = 0.95};
        double best = HUGE_VAL, sum = 0;
        for (int round = 0; round < 5; round++) {
            double begin = now();
            for (size_t k = 0; k < rows[r].series; k++)
                sum += rows[r].fit(&all[k], &table);
            best = fmin(best, now() - begin);
        }
        printf("%-36s %10.0f fits/s  (check sum %.6g)\n", rows[r].name,
               (double)rows[r].series / best, sum);
    }
    free(all);
    return 0;
}
