/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Codebooks: variables, missing codes, sets, positives, and what is wrong
 * with one.
 */
#include "data/codebook.h"
#include "tests/tap.h"

#define HEADER                                                                 \
    "変数,種別,設問文,コード,ラベル,欠測,基数,グループ,式,上位,単位,公開\n"

static const char text[] =
    HEADER "区,設計,居住区,,,,,,,,,\n"
           "問1,順序,自分のことが好きですか,,,,,,,,,\n"
           ",,,1,そう思う,,,,,肯定的,,\n"
           ",,,2,やや思う,,,,,肯定的,,\n"
           ",,,3,思わない,,,,,,,\n"
           ",,,9,,不明,,,,,,\n"
           ",,,8,,非該当,,,,,,\n"
           ",,,,,無回答,含む,,,,,\n"
           "問2,複数,悩みがあるとき,,,,回答者,,,,,要配慮\n"
           ",,,8,,非該当,,,,,,\n"
           "問2_1,複数,,,家族,,,問2,,,,\n"
           "問2_2,複数,,,友だち,,,問2,,,,\n"
           "日数,数量,利用日数,,,,,,,,日,\n"
           "日数,,,99,,不明,,,,,,\n"
           "よく,単数,よく使う,,,,,,日数>=10,,,\n"
           ",,,1,よく使う,,,,,○,,\n"
           "意見,自由記述,ご意見,,,,,,,,,\n";

struct trial {
    struct arena *arena;
    struct diag *diag;
    const struct codebook *book;
};

static struct trial read(const char *csv_text)
{
    struct trial t = {.arena = arena_open()};
    t.diag = diag_new(t.arena, LANG_EN);
    struct source *source = source_of_text(t.arena, "c.csv", csv_text);
    const struct csv *csv = csv_read(t.arena, t.diag, source, NULL);
    t.book = csv ? codebook_read(t.arena, t.diag, csv) : NULL;
    return t;
}

static const char *category(const struct variable *v, const char *a,
                            const char *b)
{
    const char *texts[] = {a, b};
    const char *found = variable_category(v, texts);
    return found ? found : "NULL";
}

static void test_codes(struct trial *t)
{
    const struct codebook_variable *v =
        codebook_find(t->arena, t->book, "問１");
    if (!ok(v && v->type == CODEBOOK_LIKERT, "a variable is found, folded"))
        return;
    is_text(v->text, "自分のことが好きですか", "its question");
    is_text(category(v->variable, "2", NULL), "2", "a code");
    is_text(category(v->variable, "9", NULL), "NULL", "不明 is missing");
    is_text(category(v->variable, "8", NULL), "NULL", "非該当 is missing");
    is_text(category(v->variable, "", NULL), "", "無回答 is kept in the base");
    is_text(variable_label(v->variable, ""), "無回答", "with a label");
    is_text(variable_label(v->variable, "2"), "やや思う", "a label");
    const char *cell = "8";
    is_int(variable_answer(v->variable, &cell), ANSWER_NOT_ASKED, "why");
    ok(variable_knows(v->variable, "9") && !variable_knows(v->variable, "4"),
       "a code that the codebook does not list");
    ok(variable_knows(v->variable, ""), "a blank is no unknown code");
    ok(variable_compare(v->variable, "9", "8") < 0 &&
           variable_compare(v->variable, "3", "") < 0 &&
           variable_compare(v->variable, "7", "") > 0,
       "the order is that of the codebook, unknown codes last");
    is_text(v->positive_label, "肯定的", "the positive codes have a name");
    is_text(category(v->positive, "2", NULL), "1", "top 2");
    is_text(category(v->positive, "3", NULL), "0", "not in it");
    is_text(category(v->positive, "", NULL), "0", "無回答 in the base");
    is_text(category(v->positive, "9", NULL), "NULL", "不明 out of it");
}

static void test_kinds(struct trial *t)
{
    const struct codebook_variable *v =
        codebook_find(t->arena, t->book, "日数");
    is_text(v->unit, "日", "a unit");
    is_text(category(v->variable, "99", NULL), "NULL", "99 is missing");
    ok(variable_knows(v->variable, "12"), "other numbers are fine");
    v = codebook_find(t->arena, t->book, "よく");
    is_text(category(v->variable, "12", NULL), "1", "a definition");
    is_text(category(v->variable, "99", NULL), "NULL",
            "knows the missing codes");
    is_text(variable_label(v->variable, "1"), "よく使う", "and has labels");
    is_text(v->positive_label, "", "a mark is no name");
    is_text(category(v->positive, "12", NULL), "1", "but a group");
    v = codebook_find(t->arena, t->book, "意見");
    is_int(v->disclosure, DISCLOSURE_CLOSED, "free texts are never shown");
    ok(!codebook_find(t->arena, t->book, "問2"), "a set is no variable");
}

static void test_set(struct trial *t)
{
    static const struct {
        const char *a, *b, *in_base, *first, *second, *unanswered;
    } rows[] = {{"1", "0", "1", "1", "0", "0"},
                {"1", "", "1", "1", "0", "0"},
                {"0", "0", "1", "0", "0", "0"},
                {"", "", "0", "NULL", "NULL", "NULL"},
                {"8", "8", "0", "NULL", "NULL", "NULL"}};
    const struct codebook_set *set =
        codebook_set_find(t->arena, t->book, "問2");
    if (!ok(set && set->n == 2, "a set with two members"))
        return;
    is_text(set->members[1].label, "友だち", "their labels");
    is_int(set->members[1].column->disclosure, DISCLOSURE_SENSITIVE,
           "what guards the set guards its members");
    for (size_t i = 0; i < LEN(rows); i++) {
        const char *a = rows[i].a, *b = rows[i].b;
        is_text(category(set->in_base, a, b), rows[i].in_base, "in the base");
        is_text(category(set->members[0].chosen, a, b), rows[i].first,
                "the first member");
        is_text(category(set->members[1].chosen, a, b), rows[i].second,
                "the second member");
        is_text(category(set->unanswered, a, b), rows[i].unanswered, "無回答");
    }
}

/* The same set with the base of all who were asked. */
static void test_set_asked(void)
{
    struct trial t = read(HEADER "q,複数,文,,,,全員,,,,,\n"
                                 ",,,8,,非該当,,,,,,\n"
                                 "q_1,複数,,,a,,,q,,,,\n"
                                 "q_2,複数,,,b,,,q,,,,\n");
    const struct codebook_set *set = t.book ? t.book->sets : NULL;
    if (ok(set && set->base == CODEBOOK_BASE_ASKED, "all who were asked")) {
        is_text(category(set->in_base, "", ""), "1", "no answer is in");
        is_text(category(set->members[0].chosen, "", ""), "0", "as not chosen");
        is_text(category(set->unanswered, "", ""), "1", "and as 無回答");
        is_text(category(set->in_base, "8", "8"), "0", "not asked is out");
        is_text(category(set->unanswered, "8", "8"), "NULL", "of both");
    }
    arena_close(t.arena);
}

/* Definitions of others use its codes and labels. */
static void test_scope(struct trial *t)
{
    const struct variable *v;
    struct finding f =
        define_condition(t->arena, "問1=そう思う", &t->book->scope, &v);
    is_text(f.id ? "?" : category(v, "1", NULL), "1", "a label for its code");
    is_text(f.id ? "?" : category(v, "9", NULL), "NULL", "不明 stays missing");
    f = define_condition(t->arena, "問1=9", &t->book->scope, &v);
    is_text(f.id ? "?" : category(v, "9", NULL), "1", "unless it is named");
    f = define_condition(t->arena, "問1=4", &t->book->scope, &v);
    is_int(f.id, MSG_DEFINE_CATEGORY, "another code is refused");
    f = define_condition(t->arena, "問1=やや思ふ", &t->book->scope, &v);
    is_text(f.arg, "やや思ふ → やや思う", "with the nearest label");
}

static void is_said(const char *rows, const char *expected)
{
    char all[2048];
    snprintf(all, sizeof all, "%s%s", HEADER, rows);
    struct trial t = read(all);
    const char *said = diag_render(t.diag);
    if (!ok(!t.book && strstr(said, expected), expected))
        printf("# %s\n", said);
    arena_close(t.arena);
}

static void test_messages(void)
{
    is_said("a,単一,,,,,,,,,,\n", "2:3: error[E1472]: not a word of the column "
                                  "種別: '単一' (単数|single ");
    is_said("a,単数,,,,,,,,,,\na,数量,,,,,,,,,,\n",
            "3:1: error[E1473]: stated twice: 'a'");
    is_said("a,単数,,1,x,,,,,,,\na,,,1,y,,,,,,,\n",
            "3:5: error[E1473]: stated twice: 'a' = 1");
    is_said("a,単数,,,,無回答,,,,,,\n,,,,,非該当,,,,,,\n",
            "3:6: error[E1473]: stated twice: 'a' = 欠測");
    is_said("a,,,1,x,,,,,,,\n", "2:1: error[E1474]: no row above declares");
    is_said(",,,1,x,,,,,,,\n", "2:1: error[E0414]");
    is_said("a,単数,,1,,,,,,,,\n",
            "2:7: error[E1475]: label is missing: 'a' = 1");
    is_said("q,複数,文,,,,,,,,,\nm,複数,,,,,,q,,,,\n",
            "3:1: error[E1475]: label is missing: 'm'");
    is_said("a,数量,,1,x,,,,,,,\n",
            "2:7: error[E1476]: this row of 'a' may not have the field コード");
    is_said("a,数量,,,,,,q,,,,\n", "may not have the field グループ");
    is_said("a,数量,,,,,含む,,,,,\n", "may not have the field 基数");
    is_said("a,単数,,,x,,,,,,,\n", "may not have the field ラベル");
    is_said("a,単数,,,,,,,,○,,\n", "may not have the field 上位");
    is_said("a,単数,,1,x,,,,,,,\n,,文,2,y,,,,,,,\n",
            "may not have the field 設問文");
    is_said("q,複数,文,,,,,,a=1,,,\n", "may not have the field 式");
    is_said("a,単数,,9,,不明,,,,○,,\n", "may not have the field 上位");
    is_said("問2,複数,文,,,,,,,,,\nm,複数,,,x,,,問3,,,,\n",
            "3:12: error[E1477]: no multiple-response set '問3' → 問2");
    is_said("q,複数,文,,,,,,,,,\n", "2:1: error[E1478]");
    is_said("a,単数,,8,,非該当,含む,,,,,\n", "2:7: error[E1479]");
    is_said("a,単数,,,,,,,b=1,,,\nb,単数,,,,,,,,,,\n",
            "2:12: error[E1461]: no such column or variable: b");
    is_said("日数,数量,,,,,,,,,,\nb,単数,,,,,,,日教>3,,,\n", "日教 → 日数");
    is_said("a,数量,,,,,,,,,,\nb,単数,,2,x,,,,a>3,,,\n",
            "3:7: error[E1486]: value not in the code list: '2' (column 'b')");
    is_said("a,単数,,1,x,,,,,上,,\n,,,2,y,,,,,下,,\n",
            "3:4: error[E1473]: stated twice: '下' → 上");
    is_said("a,単数,,,,,,,,,,秘\n", "通常|open 要配慮|sensitive");
}

static void test_columns(struct trial *t)
{
    static const char *const columns[] = {"区", "問1", "問2_1", "日教", "意見"};
    ok(!codebook_check_columns(t->arena, t->diag, t->book, columns,
                               LEN(columns), (struct place){0}),
       "a member that the file lacks");
    const char *said = diag_render(t->diag);
    bool all =
        strstr(said, "13:1: error[E1480]: member of the set '問2' is not in "
                     "the data: '問2_2'") &&
        strstr(said, "14:1: warning[W1481]: variable of the codebook is not in "
                     "the data: '日数' → 日教") &&
        strstr(said, "warning[W1482]: column of the data is not in the "
                     "codebook: '日教' → 日数");
    if (!ok(all && diag_size(t->diag) == 3, "each is said"))
        printf("# %s\n", said);
}

static void test_values(void)
{
    static const char *const texts[] = {"", "1", "10", "9"};
    struct trial t = read(text);
    const struct sums_values values = {texts, LEN(texts)};
    ok(!codebook_check_values(t.arena, t.diag,
                              codebook_find(t.arena, t.book, "問1"), &values,
                              (struct place){0}),
       "a value that is no code");
    is_int((long long)diag_size(t.diag), 1, "once");
    ok(strstr(diag_render(t.diag), "'10' (column '問1') → 1"),
       "with its column and the nearest code");
    ok(codebook_check_values(t.arena, t.diag,
                             codebook_find(t.arena, t.book, "日数"), &values,
                             (struct place){0}),
       "numbers are free");
    arena_close(t.arena);
}

/* A codebook with bytes changed: a book or an error, and no book with one. */
static void test_mutations(void)
{
    uint64_t state = 41;
    size_t good = 0;
    for (int i = 0; i < 5000; i++) {
        char copy[sizeof text];
        memcpy(copy, text, sizeof text);
        for (int k = 0; k < 3; k++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            size_t r = (size_t)(state >> 33) % (sizeof text - 1);
            copy[r] = ",\n\"189=<q"[state >> 20 & 7];
        }
        if (utf8_valid(copy, sizeof text - 1) != sizeof text - 1) {
            good++;
            continue;
        }
        struct trial t = read(copy);
        good += diag_has_errors(t.diag) == !t.book;
        arena_close(t.arena);
    }
    is_int((long long)good, 5000, "5,000 mutations end well");
}

/* ------------------------------------------------------ the shipped example */

static const struct csv *shipped(struct trial *t, const char *path)
{
    const struct source_request request = {
        .dir = "data/plans/example-survey", .path = path, .is_csv = true};
    struct source *source = source_read(t->arena, t->diag, &request);
    return source ? csv_read(t->arena, t->diag, source, NULL) : NULL;
}

/* The texts of a column as a scan would give them, but not sorted. */
static struct sums_values texts_of(struct trial *t, const struct csv *csv,
                                   const char *name)
{
    size_t column = 0, n = 0;
    const char **texts = arena_make(t->arena, const char *, csv->rows);
    while (strcmp(csv->header.cells[column], name) != 0)
        column++;
    for (size_t i = 0; i < csv->rows; i++) {
        const char *cell = csv->row[i].cells[column];
        if (n == 0 || strcmp(texts[n - 1], cell) != 0)
            texts[n++] = cell;
    }
    return (struct sums_values){texts, n};
}

static void test_wave(struct trial *t, const char *path, size_t rows)
{
    const struct csv *csv = shipped(t, path);
    if (!ok(csv && csv->rows == rows, path))
        return;
    ok(codebook_check_columns(t->arena, t->diag, t->book, csv->header.cells,
                              csv->columns, (struct place){0}) &&
           diag_size(t->diag) == 0,
       "the codebook has all its columns");
    bool good = true;
    for (size_t i = 0; i < t->book->n; i++) {
        const struct codebook_variable *v = &t->book->variables[i];
        if (*v->definition)
            continue;
        struct sums_values values = texts_of(t, csv, v->name);
        good = codebook_check_values(t->arena, t->diag, v, &values,
                                     (struct place){0}) &&
               good;
    }
    ok(good, "and all its codes");
}

static void test_example(void)
{
    struct trial t = {.arena = arena_open()};
    t.diag = diag_new(t.arena, LANG_EN);
    const struct csv *csv = shipped(&t, "codebook.csv");
    t.book = csv ? codebook_read(t.arena, t.diag, csv) : NULL;
    if (ok(t.book && t.book->n_sets == 1, "the shipped codebook")) {
        test_wave(&t, "survey-2019.csv", 6087);
        test_wave(&t, "survey-2024.csv", 6141);
        const struct codebook_variable *v =
            codebook_find(t.arena, t.book, "児童館利用");
        is_text(category(v->variable, "4", NULL), "月1～4日", "a recode");
        is_text(category(v->variable, "88", NULL), "NULL", "of whom was asked");
    }
    if (diag_size(t.diag))
        printf("# %s\n", diag_render(t.diag));
    arena_close(t.arena);
}

int main(void)
{
    struct trial t = read(text);
    if (!ok(t.book && diag_size(t.diag) == 0, "the codebook is read")) {
        printf("# %s\n", diag_render(t.diag));
        return tap_done();
    }
    test_codes(&t);
    test_kinds(&t);
    test_set(&t);
    test_set_asked();
    test_scope(&t);
    test_columns(&t);
    test_values();
    test_messages();
    test_mutations();
    test_example();
    arena_close(t.arena);
    return tap_done();
}
