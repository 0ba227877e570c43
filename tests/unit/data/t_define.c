/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Definitions: what they make of a row, and what is said where they cannot be
 * read.
 */
#include "data/define.h"
#include "tests/tap.h"

/* The columns of every row here, and their texts. */
static const char *const columns[] = {"問1", "問2", "年齢", "性別", "率 (%)"};
enum { COLUMNS = LEN(columns) };

static const struct define_scope scope = {.columns = columns,
                                          .n_columns = COLUMNS};

struct row {
    const char *cells[COLUMNS];
};

/* The category of a row; "NULL" where it is missing. */
static const char *category_of(const struct variable *v, const struct row *row)
{
    const char *texts[COLUMNS] = {0};
    const char *const *names;
    size_t n = variable_columns(v, &names);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < COLUMNS; k++)
            if (strcmp(names[i], columns[k]) == 0)
                texts[i] = row->cells[k];
    const char *category = variable_category(v, texts);
    return category ? category : "NULL";
}

static void is_category(struct arena *arena, const char *text, struct row row,
                        const char *expected)
{
    const struct variable *v;
    struct finding f = define_read(arena, text, &scope, &v);
    if (f.id || !v)
        is_text(message_number(f.id), "no finding", text);
    else
        is_text(category_of(v, &row), expected, text);
}

static void test_comparisons(struct arena *arena)
{
    static const struct {
        const char *text, *with2, *with10, *blank, *with_text;
    } rows[] = {
        {"x=問1<=2", "1", "0", "NULL", "NULL"},
        {"x=問1 ≦ 2", "1", "0", "NULL", "NULL"},
        {"x＝問1＜＝2", "1", "0", "NULL", "NULL"},
        {"x=問1<2", "0", "0", "NULL", "NULL"},
        {"x=問1＜2.0001", "1", "0", "NULL", "NULL"},
        {"x=問1>2", "0", "1", "NULL", "NULL"},
        {"x=問1>=10.00", "0", "1", "NULL", "NULL"},
        {"x=問1≧１０", "0", "1", "NULL", "NULL"},
        {"x=問1=2", "1", "0", "NULL", "0"},
        {"x=問1==2.0", "1", "0", "NULL", "0"},
        {"x=問1!=2", "0", "1", "NULL", "1"},
        {"x=問1<>2", "0", "1", "NULL", "1"},
        {"x=問1≠2", "0", "1", "NULL", "1"},
        {"x=問1=小学生", "0", "0", "NULL", "1"},
        {"x=問1=\"小学生\"", "0", "0", "NULL", "1"},
        {"x=[問1]=「小学生」", "0", "0", "NULL", "1"},
        {"x=問1=\"\"", "0", "0", "1", "0"},
        {"x=問1!=\"\"", "1", "1", "0", "1"},
        {"x=問1=1..5", "1", "0", "NULL", "0"},
        {"x=問1!=1..5", "0", "1", "NULL", "1"},
        {"x=問1=-1.5..2.0", "1", "0", "NULL", "0"},
        {"x=問1 in (1,2,5)", "1", "0", "NULL", "0"},
        {"x=問1 IN（1、2，小学生）", "1", "0", "NULL", "1"},
        {"x=問1 in 2", "1", "0", "NULL", "0"},
        {"x=問1 in (1, 8..12)", "0", "1", "NULL", "0"},
        {"x=問1 in (2,\"\")", "1", "0", "1", "0"},
        {"x=問1<\"3\"", "1", "0", "NULL", "NULL"},
        {"x=問1<=\"小学生\"", "1", "1", "NULL", "1"},
        {"x=問1<\"あ\"", "1", "1", "NULL", "0"},
    };
    for (size_t i = 0; i < LEN(rows); i++) {
        is_category(arena, rows[i].text, (struct row){{"2"}}, rows[i].with2);
        is_category(arena, rows[i].text, (struct row){{"10"}}, rows[i].with10);
        is_category(arena, rows[i].text, (struct row){{""}}, rows[i].blank);
        is_category(arena, rows[i].text, (struct row){{"小学生"}},
                    rows[i].with_text);
    }
}

/* Kleene: rows of 問1, 問2 with 1 yes, 2 no, blank unknown. */
static void test_logic(struct arena *arena)
{
    static const struct {
        const char *a, *b, *both, *either, *not_a;
    } rows[] = {{"1", "1", "1", "1", "0"},       {"1", "2", "0", "1", "0"},
                {"2", "1", "0", "1", "1"},       {"2", "2", "0", "0", "1"},
                {"1", "", "NULL", "1", "0"},     {"", "1", "NULL", "1", "NULL"},
                {"2", "", "0", "NULL", "1"},     {"", "2", "0", "NULL", "NULL"},
                {"", "", "NULL", "NULL", "NULL"}};
    for (size_t i = 0; i < LEN(rows); i++) {
        struct row row = {{rows[i].a, rows[i].b}};
        is_category(arena, "x=問1=1 and 問2=1", row, rows[i].both);
        is_category(arena, "x=問1=1かつ問2=1", row, rows[i].both);
        is_category(arena, "x=!(問1!=1|問2!=1)", row, rows[i].both);
        is_category(arena, "x=問1=1 OR 問2=1", row, rows[i].either);
        is_category(arena, "x=問1=1または問2=1", row, rows[i].either);
        is_category(arena, "x=not (not 問1=1 && not 問2=1)", row,
                    rows[i].either);
        is_category(arena, "x=！問1=1", row, rows[i].not_a);
    }
    is_category(arena, "x=問1=1 or 問1=2 and 問2=1", (struct row){{"1", "2"}},
                "1");
    is_category(arena, "x=(問1=1 or 問1=2) and 問2=1", (struct row){{"1", "2"}},
                "0");
}

static void test_names(struct arena *arena)
{
    struct row row = {{"2", "", "40", "女", "5.5"}};
    is_category(arena, "x=\"率 (%)\">5", row, "1");
    is_category(arena, "x=[率 (%)] <= 5.50", row, "1");
    is_category(arena, "\"年 齢\"=[年齢]>=40", row, "1");
    is_category(arena, "x=問１<=2", row, "1");
    is_category(arena, "x = 性別 = \"女\"", row, "1");
    is_category(arena, "x=\n性別=女\n", row, "1");
    const struct variable *v;
    define_read(arena, "\"a\"\"b\"=年齢=1", &scope, &v);
    is_text(v ? variable_name(v) : NULL, "a\"b", "a quote in a name");
    define_read(arena, "x=未知=1", &(struct define_scope){0}, &v);
    const char *const *names;
    is_int(v ? (long long)variable_columns(v, &names) : 0, 1,
           "without a list of columns every name is one");
    is_text(v ? names[0] : NULL, "未知", "as written");
    define_read(arena, "x=問1=1 or 問2=1 or 問1=3", &scope, &v);
    is_int((long long)variable_columns(v, &names), 2, "each column once");
}

static void test_recodes(struct arena *arena)
{
    static const char text[] = "age3=年齢<30:若年;年齢<65:中年;else:高年";
    is_category(arena, text, (struct row){{0, 0, "29.9"}}, "若年");
    is_category(arena, text, (struct row){{0, 0, "30"}}, "中年");
    is_category(arena, text, (struct row){{0, 0, "65"}}, "高年");
    is_category(arena, text, (struct row){{0, 0, ""}}, "NULL");
    is_category(arena, "x=年齢<30：\"a b\"；それ以外：c；",
                (struct row){{0, 0, "3"}}, "a b");
    is_category(arena, "x=年齢<30:a;年齢>60:b", (struct row){{0, 0, "45"}},
                "NULL");
    is_category(arena, "x=性別=女:f;年齢<30:m1;else:m2",
                (struct row){{0, 0, "", "女"}}, "f");
    const struct variable *v;
    define_read(arena, text, &scope, &v);
    const struct variable_code *codes;
    is_int(v ? (long long)variable_codes(v, &codes) : 0, 3, "three categories");
    ok(variable_compare(v, "若年", "中年") < 0 &&
           variable_compare(v, "高年", "中年") > 0,
       "in the order in which they are written");
    ok(variable_knows(v, "中年") && !variable_knows(v, "老年"),
       "and no others");
    define_read(arena, "x=年齢<3:b;年齢<5:a;年齢<9:b", &scope, &v);
    is_int((long long)variable_codes(v, &codes), 2, "a category twice is one");
    define_read(arena, "x=年齢<3", &scope, &v);
    ok(variable_compare(v, "0", "1") < 0, "0 before 1");
}

/* Definitions over definitions, whose categories are checked. */
static void test_nested(struct arena *arena)
{
    const struct variable *base, *v;
    define_read(arena, "層=年齢<30:若年;else:中高年", &scope, &base);
    struct define_scope over = {&base, 1, columns, COLUMNS};
    define_read(arena, "x=層=若年 & 性別=女", &over, &v);
    struct row row = {{0, 0, "20", "女"}};
    is_text(v ? category_of(v, &row) : "none", "1", "a variable of a variable");
    struct finding f = define_read(arena, "x=層=若者", &over, &v);
    is_int(f.id, MSG_DEFINE_CATEGORY, "a category that it cannot have");
    is_text(f.arg, "若者 → 若年", "with the nearest");
    ok(!v, "makes no variable");
    f = define_read(arena, "x=層<中高年", &over, &v);
    is_text(f.id ? message_number(f.id) : category_of(v, &row), "1",
            "its own order");
    const struct variable *chain = base;
    enum message id = MSG_NONE;
    int depth = 0;
    for (; depth < 40 && !id; depth++) {
        const char *text = depth ? "層=層=1" : "層=層=若年";
        over.variables = &chain;
        id = define_read(arena, text, &over, &v).id;
        chain = v;
    }
    is_int(id, MSG_DEFINE_LIMIT, "a tower of definitions ends");
    is_int(depth, 16, "at its sixteenth floor");
}

static void test_answers(struct arena *arena)
{
    const struct variable *v;
    define_read(arena, "x=問1<=2", &scope, &v);
    const char *text = "";
    is_int(variable_answer(v, &text), ANSWER_NONE, "no answer is handed on");
    text = "3";
    is_int(variable_answer(v, &text), ANSWER_GIVEN, "0 is an answer");
}

static void test_findings(struct arena *arena)
{
    static const struct {
        const char *text;
        enum message id;
        size_t offset, length;
        const char *arg;
    } rows[] = {
        {"", MSG_DEFINE_NAME, 0, 0, ""},
        {"pos", MSG_DEFINE_NAME, 3, 0, ""},
        {"=問1=1", MSG_DEFINE_NAME, 0, 1, "="},
        {"x<=3", MSG_DEFINE_NAME, 1, 2, "<="},
        {"x=", MSG_DEFINE_TERM, 2, 0, ""},
        {"x=問l<=2", MSG_DEFINE_VARIABLE, 2, 4, "問l → 問1"},
        {"x=まったく=2", MSG_DEFINE_VARIABLE, 2, 12, "まったく"},
        {"x=問1", MSG_DEFINE_COMPARE, 6, 0, ""},
        {"x=問1 2", MSG_DEFINE_COMPARE, 7, 1, "2"},
        {"x=問1=", MSG_DEFINE_VALUE, 7, 0, ""},
        {"x=問1=[問2]", MSG_DEFINE_VALUE, 7, 6, "[問2]"},
        {"x=問1 in ()", MSG_DEFINE_VALUE, 11, 1, ")"},
        {"x=問1 in (1 2)", MSG_DEFINE_OPEN, 13, 1, "2"},
        {"x=問1 in (1,2", MSG_DEFINE_OPEN, 14, 0, ""},
        {"x=問1<5%", MSG_DEFINE_NUMBER, 7, 2, "5%"},
        {"x=問1<多い", MSG_DEFINE_NUMBER, 7, 6, "多い"},
        {"x=問1=5..1", MSG_DEFINE_RANGE, 10, 1, "1"},
        {"x=問1=a..1", MSG_DEFINE_RANGE, 10, 1, "1"},
        {"x=問1=1..", MSG_DEFINE_RANGE, 10, 0, ""},
        {"x=(問1=1", MSG_DEFINE_OPEN, 9, 0, ""},
        {"x=問1=\"a", MSG_DEFINE_OPEN, 7, 2, "\"a"},
        {"x=[問1", MSG_DEFINE_OPEN, 2, 5, "[問1"},
        {"x=問1=1)", MSG_DEFINE_REST, 8, 1, ")"},
        {"x=問1=1 問2=2", MSG_DEFINE_REST, 9, 4, "問2"},
        {"x=問1=1 and", MSG_DEFINE_TERM, 12, 0, ""},
        {"x=問1=1:", MSG_DEFINE_BRANCH, 9, 0, ""},
        {"x=問1=1:a;else", MSG_DEFINE_BRANCH, 15, 0, ""},
        {"x=問1=1:a;else:b;else:c", MSG_DEFINE_BRANCH, 18, 4, "else"},
        {"x=問1=1:a;問1=2", MSG_DEFINE_BRANCH, 17, 0, ""},
        {"x=else:a", MSG_DEFINE_TERM, 2, 4, "else"},
        {"x=問1=1:\"\"", MSG_DEFINE_BRANCH, 9, 2, "\"\""},
        {"x=1<=問1", MSG_DEFINE_VARIABLE, 2, 1, "1 → 問1"},
        {"x=問1==", MSG_DEFINE_VALUE, 8, 0, ""},
        {"x=問1<=<3", MSG_DEFINE_VALUE, 8, 1, "<"},
    };
    for (size_t i = 0; i < LEN(rows); i++) {
        const struct variable *v;
        struct finding f = define_read(arena, rows[i].text, &scope, &v);
        bool good = f.id == rows[i].id && f.offset == rows[i].offset &&
                    f.length == rows[i].length && !v &&
                    strcmp(f.arg, rows[i].arg) == 0;
        if (!ok(good, rows[i].text))
            printf("# %s at %zu+%zu '%s'\n", message_rule(f.id), f.offset,
                   f.length, f.arg ? f.arg : "");
    }
}

static void test_condition(struct arena *arena)
{
    const struct variable *v;
    struct row row = {{"1", "", "", "女"}};
    struct finding f =
        define_condition(arena, "性別=女 かつ 問1=1", &scope, &v);
    is_text(f.id ? "finding" : category_of(v, &row), "1", "a condition alone");
    is_text(v ? variable_name(v) : NULL, "性別=女 かつ 問1=1",
            "has its text as its name");
    f = define_condition(arena, "性別=女:a;else:b", &scope, &v);
    is_int(f.id, MSG_DEFINE_REST, "has no categories");
    f = define_expression(arena, "層", "性別=女:a;else:b", &scope, &v);
    is_text(f.id ? "finding" : variable_name(v), "層", "a name given apart");
}

static void test_limits(struct arena *arena)
{
    const struct variable *v;
    struct buf b = buf_new(arena);
    buf_z(&b, "x=");
    for (int i = 0; i < 40; i++)
        buf_z(&b, i & 1 ? "(" : "!");
    is_int(define_read(arena, buf_text(&b), &scope, &v).id, MSG_DEFINE_LIMIT,
           "nested too deep");
    b = buf_new(arena);
    buf_z(&b, "x=c=1");
    for (int i = 0; i < 128; i++) {
        buf_z(&b, "|c");
        buf_count(&b, (uint64_t)i);
        buf_z(&b, "=1");
    }
    is_int(define_read(arena, buf_text(&b), &(struct define_scope){0}, &v).id,
           MSG_DEFINE_LIMIT, "too many columns");
    b = buf_new(arena);
    buf_z(&b, "x=問1=1");
    while (b.len <= DEFINE_BYTES)
        buf_z(&b, "|問1=1");
    is_int(define_read(arena, buf_text(&b), &scope, &v).id, MSG_DEFINE_LIMIT,
           "too long");
    b.len = DEFINE_BYTES / 8 * 8 - 1; /* cut behind a comparison */
    b.at[b.len] = '\0';
    ok(!define_read(arena, b.at, &scope, &v).id || !v, "just short enough");
}

/* Definitions with a byte changed: a variable or a finding inside the text. */
static void test_mutations(struct arena *arena)
{
    static const char *const texts[] = {
        "x=問1<=2かつ(問2 in (1,2..5) | !年齢>=\"a\")",
        "age3=年齢<30:若年;[率 (%)]<65:中年;else:「高年」"};
    uint64_t state = 14;
    size_t good = 0;
    for (int i = 0; i < 100000; i++) {
        struct arena_mark mark = arena_mark(arena);
        char text[128];
        const struct variable *v;
        state = state * 6364136223846793005u + 1442695040888963407u;
        size_t r = (size_t)(state >> 33);
        snprintf(text, sizeof text, "%s", texts[r & 1]);
        for (size_t k = 0, n = strlen(text); k < 1 + r % 3; k++)
            text[(r >> k) % n] = "=<>!&|(),;:[]\"x1. \xE5\xEF"[r / 7 % 20];
        struct finding f = define_read(arena, text, &scope, &v);
        size_t n = strlen(text);
        good += (f.id == MSG_NONE) == (v != NULL) && f.offset <= n &&
                f.length <= n - f.offset && (!f.id || f.arg);
        if (v)
            good -= !category_of(v, &(struct row){{"1", "", "3", "", "x"}});
        arena_reset(arena, mark);
    }
    is_int((long long)good, 100000, "100,000 mutations end well");
}

int main(void)
{
    struct arena *arena = arena_open();
    test_comparisons(arena);
    test_logic(arena);
    test_names(arena);
    test_recodes(arena);
    test_nested(arena);
    test_answers(arena);
    test_findings(arena);
    test_condition(arena);
    test_limits(arena);
    test_mutations(arena);
    arena_close(arena);
    return tap_done();
}
