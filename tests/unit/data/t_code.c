/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Golden rows: tests/golden/tables/muni.csv; its codes are those of 総務省,
 * 全国地方公共団体コード.
 */
#include "data/code.h"

#include "tests/table.h"

static bool is_row(struct arena *arena, const char *const *c)
{
    char code[7], found[16] = "error";
    struct finding f = code_read(arena, c[2], atoi(c[1]), code);
    if (!message_is_error(f.id))
        snprintf(found, sizeof found, "ok:%s", code);
    const char *rule = *c[4] ? c[4] + 2 : "";
    if (strstr(c[5], "W_CODE6"))
        rule = "CODE6"; /* the table names the warning in its note */
    bool good =
        strcmp(message_rule(f.id), rule) == 0 && strcmp(found, c[3]) == 0;
    const char *hint = strstr(c[5], "hint ");
    if (hint) {
        char right[7] = "";
        snprintf(right, sizeof right, "%.*s",
                 (int)strspn(hint + 5, "0123456789"), hint + 5);
        good = good && f.arg && strstr(f.arg, right);
    }
    if (!good)
        printf("# %s '%s': found %s %s %s, expected %s %s %s\n", c[0], c[2],
               found, message_rule(f.id), f.arg ? f.arg : "", c[3], c[4], c[5]);
    return good;
}

static void golden(struct arena *arena, struct table *t)
{
    size_t good = 0;
    if (!table_read(t, "tests/golden/tables/muni.csv"))
        return;
    for (size_t i = 0; i < t->n; i++)
        good += is_row(arena, t->row[i]);
    is_int((long long)t->n, 24, "all rows are there");
    is_int((long long)good, 24, "every row of muni.csv");
}

/* Of the ten digits that may follow five exactly one is right, and a wrong
 * one is told the right one. */
static void check_digits(struct arena *arena)
{
    bool good = true;
    for (int five = 1000; five < 48000; five += 97) {
        struct arena_mark mark = arena_mark(arena);
        int right = -1, count = 0;
        char text[32], code[7];
        for (int d = 0; d < 10; d++) {
            snprintf(text, sizeof text, "%05d%d", five, d);
            if (code_read(arena, text, 6, code).id == MSG_NONE) {
                count++;
                right = d;
            }
        }
        snprintf(text, sizeof text, "%05d%d", five, (right + 1) % 10);
        struct finding f = code_read(arena, text, 6, code);
        good = good && count == 1 && f.arg[5] == '0' + right && !code[0];
        arena_reset(arena, mark);
    }
    ok(good, "one check digit is right, and it is named");
}

static void corners(struct arena *arena)
{
    char code[7];
    is_int(code_read(arena, "", 5, code).id, MSG_KEY_BLANK, "empty");
    is_int(code_read(arena, "　13120 ", 5, code).id, MSG_NONE, "spaces around");
    is_int(code_read(arena, "１３１２０２", 6, code).id, MSG_NONE,
           "full width");
    is_text(code, "131202", "in ASCII digits");
    is_int(code_read(arena, "12345678901234567890", 5, code).id,
           MSG_CODE_LENGTH, "20 digits");
    is_int(code_read(arena, "482013", 6, code).id, MSG_CODE_PREF, "48");
    is_int(code_read(arena, "9", 6, code).id, MSG_CODE_LENGTH, "one digit");
    is_int(code_read(arena, "1312\xE5", 5, code).id, MSG_CODE_FORMAT,
           "a torn character");
}

static void mutations(struct arena *arena, struct table *t)
{
    uint64_t state = 3;
    size_t good = 0;
    if (t->n == 0)
        return;
    for (int i = 0; i < 100000; i++) {
        struct arena_mark mark = arena_mark(arena);
        char text[64], code[7];
        state = state * 6364136223846793005u + 1442695040888963407u;
        size_t r = (size_t)(state >> 33);
        snprintf(text, sizeof text, "%s", t->row[r % t->n][2]);
        size_t n = strlen(text);
        if (n)
            text[r / 7 % n] = (char)(r % 3 ? state >> 20 & 0xFF : 0);
        struct finding f = code_read(arena, text, r & 1 ? 5 : 6, code);
        size_t expected = message_is_error(f.id) ? 0 : r & 1 ? 5 : 6;
        good += strlen(code) == expected;
        arena_reset(arena, mark);
    }
    is_int((long long)good, 100000, "100,000 mutations end well");
}

int main(void)
{
    static struct table t;
    struct arena *arena = arena_open();
    golden(arena, &t);
    check_digits(arena);
    corners(arena);
    mutations(arena, &t);
    arena_close(arena);
    return tap_done();
}
