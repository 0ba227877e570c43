/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Golden rows: tests/golden/tables/number.csv.
 */
#include "data/number.h"

#include "tests/table.h"

/* The options of a row, as a plan would declare them. */
struct options {
    struct number_spec spec;
    struct marker marker;
    char text[200];
};

static enum missing missing_of(const char *name)
{
    static const char *const names[] = {"",        "blank",  "nil",
                                        "unknown", "secret", "unavailable"};
    for (size_t i = 1; i < LEN(names); i++)
        if (strcmp(names[i], name) == 0)
            return (enum missing)i;
    return MISSING_NOT;
}

static void set_option(struct options *o, const char *name, char *value)
{
    if (strcmp(name, "unit") == 0)
        o->spec.unit = value;
    else if (strcmp(name, "alias") == 0)
        o->spec.unit_aliases = value;
    else if (strcmp(name, "nil") == 0)
        o->spec.nil_is_zero = strcmp(value, "zero") == 0;
    else if (strcmp(name, "exponent") == 0)
        o->spec.exponent_allowed = strcmp(value, "allow") == 0;
    else if (strcmp(name, "marker") == 0) {
        char *colon = strchr(value, ':');
        *colon = '\0';
        o->marker = (struct marker){value, missing_of(colon + 1)};
        o->spec.markers = &o->marker;
        o->spec.n_markers = 1;
    }
}

static void read_options(struct options *o, const char *text)
{
    memset(o, 0, sizeof *o);
    snprintf(o->text, sizeof o->text, "%s", text);
    for (char *at = o->text; at && *at;) {
        char *next = strchr(at, ';'), *equals = strchr(at, '=');
        if (next)
            *next++ = '\0';
        if (equals) {
            *equals = '\0';
            set_option(o, at, equals + 1);
        }
        at = next;
    }
}

/* The table prints values without zeros at the end of the fraction. */
static const char *plain_text(struct arena *arena, struct decimal d)
{
    for (; d.scale > 0 && d.units % 10 == 0; d.scale--)
        d.units /= 10;
    return decimal_text(arena, d);
}

static bool is_value(struct arena *arena, const struct number *n,
                     const char *expected)
{
    if (expected[0] == 'm')
        return n->missing == missing_of(expected + 2) && n->missing;
    const char *found = plain_text(arena, n->value);
    return n->missing == MISSING_NOT && strcmp(found, expected + 2) == 0;
}

static bool is_row(struct arena *arena, const char *const *c)
{
    struct options o;
    struct number n;
    read_options(&o, c[2]);
    struct finding f = number_read(c[1], &o.spec, &n);
    const char *rule = *c[4] ? c[4] + 2 : "";
    bool good = strcmp(message_rule(f.id), rule) == 0;
    if (strcmp(c[3], "error") == 0)
        good = good && message_is_error(f.id);
    else
        good = good && is_value(arena, &n, c[3]);
    if (f.id == MSG_UNIT)
        good = good && strcmp(f.arg, o.spec.unit ? o.spec.unit : "") == 0;
    if (!good)
        printf("# %s '%s' %s: found %s %s, expected %s %s\n", c[0], c[1], c[2],
               message_rule(f.id), plain_text(arena, n.value), c[3], c[4]);
    return good;
}

static void golden(struct arena *arena, struct table *t)
{
    size_t good = 0;
    if (!table_read(t, "tests/golden/tables/number.csv"))
        return;
    for (size_t i = 0; i < t->n; i++)
        good += is_row(arena, t->row[i]);
    is_int((long long)t->n, 170, "all rows are there");
    is_int((long long)good, 170, "every row of number.csv");
}

static void is_found(const char *text, const char *unit, enum message id)
{
    struct number n;
    struct number_spec spec = {.unit = unit};
    struct finding f = number_read(text, &spec, &n);
    char what[200];
    snprintf(what, sizeof what, "'%s' %s", text, message_rule(id));
    is_text(message_rule(f.id), message_rule(id), what);
}

/* What the table leaves open. */
static void corners(void)
{
    is_found("12名", "人", MSG_NONE);
    is_found("12ヶ所", "か所", MSG_NONE);
    is_found("12万人", "人", MSG_UNIT);
    is_found("3人～5人", "人", MSG_RANGE);
    is_found("2021-4-1", NULL, MSG_NUMBER);
    is_found("5-Mar", NULL, MSG_EXCEL_DATE);
    is_found("Mar-05", NULL, MSG_EXCEL_DATE);
    is_found("12.3(※1)", NULL, MSG_NOTE_MARK);
    is_found("501 1)", NULL, MSG_SPACE_INSIDE);
    is_found("1, 234", NULL, MSG_GROUPING);
    is_found("1,234.5,6", NULL, MSG_GROUPING);
    is_found(">5", NULL, MSG_APPROX);
    is_found("＞5", NULL, MSG_APPROX);
    is_found("¥-500", "円", MSG_UNIT);
    is_found("三人", "人", MSG_KANJI);
    is_found("一部負担", NULL, MSG_NUMBER);
    is_found("＃４０", NULL, MSG_FLAG);
    is_found("#REF!", NULL, MSG_EXCEL_ERROR);
    is_found("000", NULL, MSG_LEADING_ZERO);
    is_found("100000000000000000000", NULL, MSG_PRECISION);
    is_found("1.0000000000000000000000000000", NULL, MSG_NONE);
    is_found("0.0000000000000000000000000000000000000000000000001", NULL,
             MSG_NUMBER);
    is_found("-- 3", NULL, MSG_SIGN);
    is_found("--", NULL, MSG_NUMBER);
}

static void details(void)
{
    struct number n;
    struct number_spec spec = {.unit = "件"};
    struct marker own[] = {{"不明", MISSING_UNKNOWN}};
    number_read("　1,497.50 件", &spec, &n);
    is_int(n.value.scale, 2, "the decimals written are kept");
    is_int((long long)n.unit_offset, 12, "where the unit begins");
    is_int((long long)n.unit_length, 3, "its length");
    struct finding f = number_read("　3人", &spec, &n);
    is_text(f.arg, "件", "the declared unit");
    is_int((long long)f.offset, 4, "the place of the wrong unit");
    is_int((long long)n.value.units, 3, "the number beside a wrong unit");
    number_read("75.0", &spec, &n);
    is_int((long long)n.unit_length, 0, "no unit written");
    spec.markers = own;
    spec.n_markers = 1;
    is_int(number_read("-", &spec, &n).id, MSG_NUMBER,
           "an own legend replaces the default");
    is_int(number_read(" ", &spec, &n).id == MSG_NONE &&
               n.missing == MISSING_BLANK,
           1, "an empty cell stays blank");
    spec = (struct number_spec){.nil_is_zero = true};
    number_read("…", &spec, &n);
    is_int(n.missing, MISSING_UNKNOWN, "nil=zero: … is not 0");
    number_read("", &spec, &n);
    is_int(n.missing, MISSING_BLANK, "nil=zero: an empty cell is not 0");
    spec = (struct number_spec){.exponent_allowed = true};
    number_read("1.5e-3", &spec, &n);
    is_int(n.value.units == 15 && n.value.scale == 4, 1, "1.5e-3 = 0.0015");
    is_int(number_read("1e-400", &spec, &n).id, MSG_NUMBER, "underflow");
}

static void hostile(void)
{
    struct number n;
    struct number_spec spec = {.unit = "件"};
    char text[5000];
    memset(text, '1', sizeof text);
    text[sizeof text - 1] = '\0';
    is_int(number_read(text, &spec, &n).id, MSG_NUMBER, "5000 digits");
    memset(text, ' ', sizeof text - 1);
    is_int(number_read(text, &spec, &n).id, MSG_NONE, "5000 spaces: blank");
    text[4000] = '7';
    is_int(number_read(text, &spec, &n).id, MSG_NONE, "7 in 5000 spaces");
    is_int(number_read("12\xE4\xBB", &spec, &n).id, MSG_NUMBER,
           "a torn character");
    is_int(number_read("\xE4\xBB\xFF", &spec, &n).id, MSG_NUMBER, "no UTF-8");
}

/* 100,000 rows of the table with bytes changed, cut and doubled. */
static void mutations(struct arena *arena, struct table *t)
{
    uint64_t state = 11;
    size_t good = 0;
    if (t->n == 0)
        return;
    for (int i = 0; i < 100000; i++) {
        struct arena_mark mark = arena_mark(arena);
        struct options o;
        struct number n;
        char text[256];
        state = state * 6364136223846793005u + 1442695040888963407u;
        size_t r = (size_t)(state >> 33);
        read_options(&o, t->row[r % t->n][2]);
        snprintf(text, sizeof text, "%s%s", t->row[r / 2 % t->n][1],
                 r % 11 == 0 ? t->row[r % 101][1] : "");
        size_t len = strlen(text);
        if (len && r % 3)
            text[r / 7 % len] = (char)(r % 3 == 1 ? state >> 20 & 0xFF : 0);
        else if (len)
            memmove(text, text + r / 5 % len, len - r / 5 % len + 1);
        struct finding f = number_read(text, &o.spec, &n);
        len = strlen(text);
        bool inside =
            f.offset + f.length <= len && n.unit_offset + n.unit_length <= len;
        bool printed = f.id != MSG_NONE || decimal_text(arena, n.value);
        good += inside && printed;
        arena_reset(arena, mark);
    }
    is_int((long long)good, 100000, "100,000 mutations end well");
}

int main(void)
{
    static struct table t;
    struct arena *arena = arena_open();
    golden(arena, &t);
    corners();
    details();
    hostile();
    mutations(arena, &t);
    arena_close(arena);
    return tap_done();
}
