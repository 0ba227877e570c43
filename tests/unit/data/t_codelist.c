/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Code lists, and the keys of records against them.
 */
#include "data/codelist.h"
#include "tests/tap.h"

struct trial {
    struct arena *arena;
    struct diag *diag;
    const struct codelist *list;
};

static struct trial read(const char *text, int digits)
{
    struct trial t = {.arena = arena_open()};
    t.diag = diag_new(t.arena, LANG_EN);
    struct source *source = source_of_text(t.arena, "l.csv", text);
    const struct csv *csv = csv_read(t.arena, t.diag, source, NULL);
    const struct codelist_options options = {.digits = digits};
    t.list = csv ? codelist_read(t.arena, t.diag, csv, &options) : NULL;
    return t;
}

static const char facilities[] = "コード,名称,上位,有効開始,有効終了\n"
                                 "0101,東区,,,\n"
                                 "0102,西区,,,\n"
                                 "F002,北保育園,0102,2019-04-01,2023-03-31\n"
                                 "F001,中央保育園,0101,H31.4.1,\n"
                                 "F003,南保育園,0101,,\n";

static void test_list(struct trial *t)
{
    const struct codelist_entry *e = codelist_find(t->list, "F001");
    if (!ok(e && t->list->n == 5, "a list of five"))
        return;
    is_text(e->label, "中央保育園", "its label");
    is_text(e->parent ? e->parent->label : NULL, "東区", "its parent");
    ok(!codelist_find(t->list, "F01") && !codelist_find(t->list, ""),
       "others are not found");
    e = codelist_find(t->list, "F002");
    struct period month = {.kind = PERIOD_MONTH, .year = 2019, .month = 4};
    ok(codelist_valid(e, month), "in force in its first month");
    month.month = 3;
    ok(!codelist_valid(e, month), "not in the one before");
    ok(codelist_valid(e, period_fiscal(2022)), "in its last fiscal year");
    ok(!codelist_valid(e, period_fiscal(2023)), "not in the next");
    struct period span = {PERIOD_SPAN, .year = 2015, .last = 2019};
    ok(codelist_valid(e, span), "a span that reaches into it");
    struct period year = {.kind = PERIOD_YEAR, .year = 2023};
    ok(codelist_valid(e, year), "a year that it ends in");
    e = codelist_find(t->list, "F003");
    ok(codelist_valid(e, year), "without dates it always is");
}

static void test_variables(struct trial *t)
{
    const struct variable *v = codelist_variable(t->arena, t->list, "施設");
    const struct variable *up =
        codelist_parents(t->arena, t->list, "施設", "区");
    const char *key = "F003", *other = "F009", *district = "0101";
    is_text(variable_category(v, &key), "F003", "a key is its category");
    is_text(variable_label(v, "F003"), "南保育園", "with a label");
    ok(variable_knows(v, "F001") && !variable_knows(v, other), "no others");
    ok(variable_compare(v, "F002", "F001") < 0, "in the order of the list");
    is_text(variable_category(up, &key), "0101", "a facility as its district");
    is_text(variable_label(up, "0101"), "東区", "with a label");
    ok(!variable_category(up, &other) && !variable_category(up, &district),
       "missing where there is no parent");
    const struct variable_code *codes;
    is_int((long long)variable_codes(up, &codes), 2, "two districts");
}

static void is_keys(const char *list, int digits, const char *keys,
                    const char *expected)
{
    struct trial t = read(list, digits);
    const char *texts[8];
    size_t n = 0;
    struct str rest = str_of(keys);
    for (; n < LEN(texts); n++) {
        size_t len = strcspn(rest.at, " ");
        texts[n] = str_z(t.arena, str_head(rest, len));
        if (len == rest.len) {
            n++;
            break;
        }
        rest = str_from(rest, len + 1);
    }
    const struct sums_values values = {texts, n};
    const struct codelist_request request = {.column = "団体"};
    bool good =
        t.list && codelist_check(t.arena, t.diag, t.list, &values, &request);
    const char *said = diag_render(t.diag);
    if (!ok(good == !*expected && strstr(said, expected), keys))
        printf("# %s\n", said);
    arena_close(t.arena);
}

static void test_keys(void)
{
    static const char towns[] = "code,label\n01100,札幌市\n13120,練馬区\n";
    static const char six[] = "code,label\n011002,札幌市\n131202,練馬区\n";
    is_keys(towns, 5, "01100 13120", "");
    is_keys(towns, 5, "1100",
            "error[E1487]: code has lost its leading zero: '1100' (column "
            "'団体', it should be '01100')");
    is_keys(six, 6, "11002", "should be '011002')");
    is_keys(six, 6, "131203",
            "E0416]: check digit is wrong: '131203' (it "
            "should be '131202')");
    is_keys(six, 6, "13120", "E0415]: wrong code length: '13120' → 131202");
    is_keys(towns, 5, "13121",
            "E1486]: value not in the code list: '13121' "
            "(column '団体') → 13120 練馬区");
    is_keys(towns, 5, "99999", "E0417]");
    is_keys(towns, 5, "1310O", "E0418]");
    is_keys(towns, 5, "", "E0414]: '団体' is empty");
    is_keys(facilities, 0, "F001 F002 F003", "");
    is_keys(facilities, 0, "F001 F004",
            "'F004' (column '団体') → F002 北保育園");
    is_keys(facilities, 0, "101", "it should be '0101')");
    is_keys(facilities, 0, "Ｆ００１", "→ F001 中央保育園");
    is_keys(facilities, 0, "中央保育園", "→ F001 中央保育園");
    is_keys(facilities, 0, "まったく別", "'まったく別' (column '団体')\n");
    /* six digits where five are declared: proved, said, and looked up */
    struct trial t = read(towns, 5);
    const char *texts[] = {"011002", ""};
    const struct sums_values values = {texts, 2};
    const struct codelist_request request = {.column = "団体",
                                             .blank_allowed = true};
    ok(codelist_check(t.arena, t.diag, t.list, &values, &request),
       "a six-digit code of the list, and a blank that is allowed");
    is_int((long long)diag_count(t.diag, LEVEL_WARNING), 1, "with a warning");
    arena_close(t.arena);
}

static void is_said(const char *text, int digits, const char *expected)
{
    struct trial t = read(text, digits);
    const char *said = diag_render(t.diag);
    if (!ok(!t.list && strstr(said, expected), expected))
        printf("# %s\n", said);
    arena_close(t.arena);
}

static void test_messages(void)
{
    is_said("code,label\n1,a\n1,b\n", 0, "l.csv:3:1: error[E1473]");
    is_said("code,label\n1,a\n1,b\n", 0, "2:1: note[N0001]");
    is_said("code,label\n,a\n", 0, "2:1: error[E0414]: 'code' is empty");
    is_said("code,label\n1,\n", 0, "2:3: error[E0414]: 'label' is empty");
    is_said("code,label,parent\n1,a,2\n", 0,
            "2:5: error[E1488]: parent code is missing or leads back: '2' "
            "(parent of '1')");
    is_said("code,label,parent\n1,a,2\n2,b,3\n3,c,1\n", 0, "4:5: error[E1488]");
    is_said("code,label,parent\n1,a,1\n", 0, "2:5: error[E1488]");
    is_said("code,label,valid_from,valid_to\n1,a,2024-04-01,2023-03-31\n", 0,
            "2:5: error[E1489]");
    is_said("code,label,valid_from\n1,a,2024-13-01\n", 0, "2:5: error[E04");
    is_said("code,label\n1100,a\n", 5, "2:1: error[E0415]");
    is_said("code,label\n011003,a\n", 6, "2:1: error[E0416]");
    is_said("code,name\n1,a\n", 0, "error[E0215]");
}

/* A list of the shipped example; NULL: errors were said. */
static const struct codelist *shipped(struct trial *t, const char *path,
                                      const struct codelist_options *options)
{
    const struct source_request request = {
        .dir = "data/plans/example-survey", .path = path, .is_csv = true};
    struct source *source = source_read(t->arena, t->diag, &request);
    const struct csv *csv =
        source ? csv_read(t->arena, t->diag, source, NULL) : NULL;
    return csv ? codelist_read(t->arena, t->diag, csv, options) : NULL;
}

/* Facilities of wards, whose codes have check digits. */
static void test_example(void)
{
    struct trial t = {.arena = arena_open()};
    t.diag = diag_new(t.arena, LANG_EN);
    const struct codelist *wards =
        shipped(&t, "codes-ward.csv", &(struct codelist_options){.digits = 6});
    const struct codelist *facilities_list =
        wards ? shipped(&t, "codes-facility.csv",
                        &(struct codelist_options){.parents = wards})
              : NULL;
    if (!ok(facilities_list && diag_size(t.diag) == 0, "the shipped lists")) {
        printf("# %s\n", diag_render(t.diag));
        arena_close(t.arena);
        return;
    }
    const struct variable *ward =
        codelist_parents(t.arena, facilities_list, "施設コード", "区");
    const char *key = "F004";
    const char *category = variable_category(ward, &key);
    is_text(category, "019526", "a facility as its ward");
    is_text(variable_label(ward, "019526"), "緑丘区", "of another list");
    arena_close(t.arena);
}

int main(void)
{
    struct trial t = read(facilities, 0);
    if (ok(t.list && diag_size(t.diag) == 0, "the list is read")) {
        test_list(&t);
        test_variables(&t);
    }
    test_keys();
    test_messages();
    test_example();
    arena_close(t.arena);
    return tap_done();
}
