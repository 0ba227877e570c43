/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Holes and overlaps of rating schemes, raw and on the grid of published
 * digits.
 */
#include "indicators/method_lint.h"
#include "tests/tap.h"

enum { NO = -999999, MOST = 4 };

/* Ends in tenths; low_open, high_open as bits 1 and 2. */
struct row {
    long long low, high;
    int open;
};

static const struct scheme {
    const char *what;
    bool published, reached;
    int decimals;
    struct row classes[MOST];
    size_t n;
    const char *expected; /* g gap, o overlap, a above, b below, e empty */
} schemes[] = {
    {"A 90-100, B 80-89, C below 80",
     false,
     false,
     1,
     {{900, 1000, 0}, {800, 890, 0}, {NO, 800, 2}},
     3,
     "ag"},
    {"the same on whole per cents",
     true,
     false,
     0,
     {{900, 1000, 0}, {800, 890, 0}, {NO, 800, 2}},
     3,
     "a"},
    {"the same on tenths",
     true,
     false,
     1,
     {{900, 1000, 0}, {800, 890, 0}, {NO, 800, 2}},
     3,
     "ag"},
    {"reached has a class of its own",
     true,
     true,
     0,
     {{900, 1000, 0}, {800, 890, 0}, {NO, 800, 2}},
     3,
     ""},
    {"half open all the way",
     false,
     false,
     1,
     {{900, NO, 0}, {800, 900, 2}, {NO, 800, 2}},
     3,
     ""},
    {"both ends closed: one value twice",
     false,
     false,
     1,
     {{900, NO, 0}, {800, 900, 0}, {NO, 800, 2}},
     3,
     "o"},
    {"both ends open: one value nowhere",
     false,
     false,
     1,
     {{900, NO, 1}, {800, 900, 2}, {NO, 800, 2}},
     3,
     "g"},
    {"both open on a grid: still one value nowhere",
     true,
     false,
     1,
     {{900, NO, 1}, {800, 900, 2}, {NO, 800, 2}},
     3,
     "g"},
    {"ten per cent of the baseline (長与町)",
     false,
     true,
     1,
     {{0, NO, 1}, {-100, 100, 0}, {NO, -100, 2}},
     3,
     "o"},
    {"nothing below", false, false, 1, {{900, NO, 0}, {500, 900, 2}}, 2, "b"},
    {"one inside another",
     false,
     false,
     1,
     {{NO, NO, 0}, {400, 500, 0}},
     2,
     "o"},
    {"ends exchanged",
     false,
     false,
     1,
     {{NO, 500, 2}, {500, NO, 0}, {900, 800, 0}},
     3,
     "e"},
    {"an empty open interval",
     false,
     false,
     1,
     {{NO, 500, 2}, {500, NO, 0}, {500, 500, 3}},
     3,
     "e"},
    {"between two values of the grid",
     true,
     false,
     0,
     {{NO, 500, 0}, {501, 509, 0}, {510, NO, 0}},
     3,
     "e"},
    {"the order of the classes does not matter",
     false,
     false,
     1,
     {{NO, 800, 2}, {900, NO, 0}},
     2,
     "g"},
    {"a single class for all", false, false, 1, {{NO, NO, 0}}, 1, ""},
};

static struct method_bound bound(long long tenths, bool open)
{
    if (tenths == NO)
        return (struct method_bound){0};
    return (struct method_bound){true, open, decimal_of(tenths, 1)};
}

static void look_at(const struct scheme *s)
{
    struct method_class classes[MOST] = {0};
    for (size_t i = 0; i < s->n; i++)
        classes[i] = (struct method_class){
            .verdict = "x",
            .low = bound(s->classes[i].low, s->classes[i].open & 1),
            .high = bound(s->classes[i].high, s->classes[i].open & 2)};
    struct preset p = {.classes = classes,
                       .n_classes = s->n,
                       .scale = 100,
                       .decimals = s->decimals,
                       .reached = s->reached,
                       .judged_published = s->published};
    struct method_finding found[8];
    char letters[9] = {0};
    size_t n = method_lint(&p, false, found, 8);
    for (size_t i = 0; i < n && i < 8; i++)
        letters[i] = "ogabe"[found[i].fault];
    is_text(letters, s->expected, s->what);
    is_int((long long)method_lint(&p, true, found, 8), 0,
           "  no classes without target, no findings");
}

int main(void)
{
    for (size_t i = 0; i < LEN(schemes); i++)
        look_at(&schemes[i]);
    struct method_class twice[3] = {
        {.verdict = "x"}, {.verdict = "y"}, {.verdict = "z"}};
    struct preset p = {.classes = twice, .n_classes = 3, .scale = 1};
    struct method_finding one[1];
    is_int((long long)method_lint(&p, false, one, 1), 3,
           "findings that find no room are still counted");
    return tap_done();
}
