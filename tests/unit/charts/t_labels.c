/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/labels.h"
#include "tests/tap.h"

enum { MOST = 12 };

/* A generator of our own, so that a failure can be seen again. */
static double random_unit(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return (double)(*state >> 8) / 16777216.0;
}

static void test_known(void)
{
    struct label free[] = {{10, 4, 0}, {30, 4, 0}};
    ok(labels_spread(free, 2, 2, 0, 100), "room enough");
    is_near(free[0].at, 10, 1e-12, "a free label stays");
    is_near(free[1].at, 30, 1e-12, "so does the next");
    is_near(free[1].wish, 30, 1e-12, "the wish is kept");

    struct label tied[] = {{10, 4, 0}, {10, 4, 0}};
    labels_spread(tied, 2, 2, 0, 100);
    is_near(tied[0].at, 7, 1e-12, "two on one place: half to the left");
    is_near(tied[1].at, 13, 1e-12, "half to the right");

    struct label edge[] = {{1, 4, 0}, {2, 4, 0}};
    ok(labels_spread(edge, 2, 2, 0, 100), "at the edge");
    is_near(edge[0].at, 2, 1e-12, "pushed inside");
    is_near(edge[1].at, 8, 1e-12, "and the next beside it");

    struct label wide[] = {{5, 8, 0}, {6, 8, 0}};
    ok(!labels_spread(wide, 2, 0, 0, 15), "too wide together");
    ok(isfinite(wide[0].at) && isfinite(wide[1].at), "places all the same");
    ok(labels_spread(wide, 2, 0, 0, 16), "just wide enough");
    ok(labels_spread(NULL, 0, 1, 0, 1), "no labels");
}

/* The min-max formula of isotonic regression, apart from pooling:
 * z_i = max over j <= i of min over k >= i of mean(y_j .. y_k). */
static double minmax(const double *y, size_t n, size_t i)
{
    double best = -INFINITY;
    for (size_t j = 0; j <= i; j++) {
        double least = INFINITY;
        for (size_t k = i; k < n; k++) {
            double sum = 0;
            for (size_t m = j; m <= k; m++)
                sum += y[m];
            least = fmin(least, sum / (double)(k - j + 1));
        }
        best = fmax(best, least);
    }
    return best;
}

static void test_property(void)
{
    unsigned state = 20;
    bool apart = true, inside = true, least = true;
    for (int round = 0; round < 500; round++) {
        struct label labels[MOST];
        double y[MOST], off[MOST];
        size_t n = 1 + (size_t)(random_unit(&state) * MOST);
        double gap = random_unit(&state) * 4, distance = 0;
        for (size_t i = 0; i < n; i++) {
            labels[i] = (struct label){random_unit(&state) * 200,
                                       random_unit(&state) * 20, 0};
            if (i > 0)
                distance += (labels[i - 1].width + labels[i].width) / 2 + gap;
            off[i] = distance;
            y[i] = labels[i].wish - distance;
        }
        double low = -10, high = 320; /* 12 * 20 + 11 * 4 always fit */
        if (!labels_spread(labels, n, gap, low, high))
            inside = false;
        double first = low + labels[0].width / 2;
        double last = high - labels[n - 1].width / 2 - distance;
        for (size_t i = 0; i < n; i++) {
            double z = fmax(fmin(minmax(y, n, i), last), first);
            least = least && fabs(labels[i].at - z - off[i]) < 1e-9;
            double half = labels[i].width / 2;
            inside = inside && labels[i].at - half >= low - 1e-9 &&
                     labels[i].at + half <= high + 1e-9;
            if (i > 0)
                apart = apart &&
                        labels[i].at - half - gap >=
                            labels[i - 1].at + labels[i - 1].width / 2 - 1e-9;
        }
    }
    ok(apart, "no two labels are nearer than the gap");
    ok(inside, "all stand between the ends");
    ok(least, "least squares, by the min-max formula");
}

int main(void)
{
    test_known();
    test_property();
    return tap_done();
}
