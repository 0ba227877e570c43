/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of a codebook.
 */
#include "data/codebook_int.h"
#include "data/columns.h"
#include "data/fold.h"
#include <string.h>

enum {
    C_VARIABLE,
    C_TYPE,
    C_TEXT,
    C_CODE,
    C_LABEL,
    C_MISSING,
    C_BASE,
    C_GROUP,
    C_DEFINITION,
    C_POSITIVE,
    C_UNIT,
    C_DISCLOSURE,
    C_NOTE,
    C_COUNT
};

static const struct column_spec columns[C_COUNT] = {
    [C_VARIABLE] = {"variable", "変数|変数名", true},
    [C_TYPE] = {"type", "種別", true},
    [C_TEXT] = {"text", "設問文|設問", false},
    [C_CODE] = {"code", "コード", true},
    [C_LABEL] = {"label", "ラベル|選択肢", true},
    [C_MISSING] = {"missing", "欠測", false},
    [C_BASE] = {"base", "基数", false},
    [C_GROUP] = {"group", "グループ", false},
    [C_DEFINITION] = {"definition", "式", false},
    [C_POSITIVE] = {"positive", "上位", false},
    [C_UNIT] = {"unit", "単位", false},
    [C_DISCLOSURE] = {"disclosure", "公開", false},
    [C_NOTE] = {"note", "備考", false},
};

struct row {
    struct codebook_reader *r;
    const struct csv_row *row;
    const int *at;
};

static const char *cell(const struct row *w, int column, struct place *place)
{
    return columns_cell(w->r->arena, w->r->csv, w->row, w->at[column], place);
}

static bool has(const struct row *w, int column)
{
    return *cell(w, column, NULL);
}

/* The header of a column as the file writes it. */
static const char *header(const struct row *w, int column)
{
    return w->r->csv->header.cells[w->at[column]];
}

/* --------------------------------------------------------- words of columns */

/* In the order of the enum that a column stands for; Japanese | English. */
static const char *const types[] = {"単数|single",   "順序|likert",
                                    "数量|number",   "複数|multi",
                                    "自由記述|text", "設計|design"};
static const char *const answers[] = {"無回答|no answer", "不明|unknown",
                                      "非該当|not asked"};
static const char *const bases[] = {"回答者|answered", "全員|asked"};
static const char *const inclusions[] = {"除く|exclude", "含む|include"};
static const char *const disclosures[] = {"通常|open", "要配慮|sensitive",
                                          "非公開|closed"};

static bool is_choice(struct arena *arena, const char *choice, const char *text)
{
    const char *bar = strchr(choice, '|');
    const char *ja = str_z(arena, (struct str){choice, (size_t)(bar - choice)});
    return fold_equal(arena, ja, text) || fold_equal(arena, bar + 1, text);
}

static const char *choices_text(struct arena *arena, const char *const *choices,
                                size_t n)
{
    struct buf b = buf_new(arena);
    for (size_t i = 0; i < n; i++) {
        buf_z(&b, i ? " " : "");
        buf_z(&b, choices[i]);
    }
    return buf_text(&b);
}

/* The number of a cell's word among the choices; blank is 0. */
static size_t read_choice(const struct row *w, int column,
                          const char *const *choices, size_t n)
{
    struct place place;
    const char *text = cell(w, column, &place);
    for (size_t i = 0; i < n; i++)
        if (!*text || is_choice(w->r->arena, choices[i], text))
            return i;
    diag_add(w->r->diag, MSG_CODEBOOK_WORD, place, text, header(w, column),
             choices_text(w->r->arena, choices, n), NULL);
    diag_field(w->r->diag, header(w, column));
    return 0;
}

/* Says so where a cell is filled that this row may not have. */
static void refuse(const struct row *w, int column, const char *name)
{
    struct place place;
    if (!*cell(w, column, &place))
        return;
    diag_add(w->r->diag, MSG_CODEBOOK_STRAY, place, name, header(w, column),
             NULL);
    diag_field(w->r->diag, header(w, column));
}

/* ------------------------------------------------------------------ drafts */

struct draft_codebook_variable *
codebook_draft(const struct codebook_reader *reader, const char *name)
{
    const char *key = fold_key(reader->arena, name);
    for (size_t i = 0; i < reader->n; i++)
        if (strcmp(reader->drafts[i].key, key) == 0)
            return &reader->drafts[i];
    return NULL;
}

static void say_twice(const struct row *w, struct place place,
                      struct place earlier, const char *name, const char *code)
{
    diag_add(w->r->diag, MSG_CODEBOOK_TWICE, place, name,
             code ? str_join(w->r->arena, " = ", code, NULL) : "", NULL);
    diag_note(w->r->diag, MSG_FIRST_HERE, earlier, code ? code : name, NULL);
}

static struct draft_codebook_variable *add_draft(struct codebook_reader *r)
{
    if (r->n == r->cap) {
        size_t cap = r->cap ? 2 * r->cap : 32;
        r->drafts =
            arena_grow(r->arena, r->drafts, r->n, cap, sizeof *r->drafts);
        r->cap = cap;
    }
    return &r->drafts[r->n++];
}

/* The fields that only some kinds of variables have. */
static void check_fields(const struct row *w,
                         const struct draft_codebook_variable *d)
{
    const char *name = d->v.name;
    if (d->v.type != CODEBOOK_MULTI)
        refuse(w, C_GROUP, name);
    if (!d->is_set && !has(w, C_MISSING))
        refuse(w, C_BASE, name);
    if (d->is_set)
        refuse(w, C_DEFINITION, name);
    if (d->v.type != CODEBOOK_MULTI && !has(w, C_CODE) && !has(w, C_MISSING))
        refuse(w, C_LABEL, name);
    if (!has(w, C_CODE))
        refuse(w, C_POSITIVE, name);
    if (d->v.type == CODEBOOK_MULTI && !*d->v.text) {
        diag_add(w->r->diag, MSG_CODEBOOK_LABEL, d->v.place, name, "", NULL);
        diag_field(w->r->diag, header(w, C_LABEL));
    }
}

static struct draft_codebook_variable *
declare(const struct row *w, const char *name, struct place place)
{
    struct arena *arena = w->r->arena;
    struct draft_codebook_variable *d = codebook_draft(w->r, name);
    if (d) {
        say_twice(w, place, d->v.place, name, NULL);
        return NULL;
    }
    d = add_draft(w->r);
    d->key = fold_key(arena, name);
    d->v = (struct codebook_variable){.name = name, .place = place};
    d->v.type = (enum codebook_type)read_choice(w, C_TYPE, types, LEN(types));
    d->v.group = cell(w, C_GROUP, &d->group_place);
    d->v.definition = cell(w, C_DEFINITION, &d->definition_place);
    bool member = d->v.type == CODEBOOK_MULTI && *d->v.group;
    d->v.text = cell(w, member && has(w, C_LABEL) ? C_LABEL : C_TEXT, NULL);
    d->v.unit = cell(w, C_UNIT, NULL);
    d->v.note = cell(w, C_NOTE, NULL);
    d->v.disclosure = (enum codebook_disclosure)read_choice(
        w, C_DISCLOSURE, disclosures, LEN(disclosures));
    if (d->v.type == CODEBOOK_TEXT)
        d->v.disclosure = DISCLOSURE_CLOSED;
    d->is_set = d->v.type == CODEBOOK_MULTI && !member;
    if (d->is_set)
        d->base = (enum codebook_base)read_choice(w, C_BASE, bases, LEN(bases));
    check_fields(w, d);
    return d;
}

/* ------------------------------------------------------------------- codes */

static bool may_have_codes(const struct draft_codebook_variable *d)
{
    return d->v.type == CODEBOOK_SINGLE || d->v.type == CODEBOOK_LIKERT ||
           d->v.type == CODEBOOK_DESIGN;
}

static void add_code(const struct row *w, struct draft_codebook_variable *d,
                     struct variable_code code)
{
    for (size_t i = 0; i < d->n_codes; i++)
        if (strcmp(d->codes[i].code, code.code) == 0) {
            say_twice(w, code.place, d->codes[i].place, d->v.name,
                      *code.code ? code.code : header(w, C_MISSING));
            return;
        }
    if (d->n_codes == d->cap_codes) {
        size_t cap = d->cap_codes ? 2 * d->cap_codes : 8;
        d->codes = arena_grow(w->r->arena, d->codes, d->n_codes, cap,
                              sizeof *d->codes);
        d->cap_codes = cap;
    }
    d->codes[d->n_codes++] = code;
}

/* A code that stands for an answer. */
static void read_given(const struct row *w, struct draft_codebook_variable *d,
                       struct variable_code code)
{
    if (!may_have_codes(d)) {
        refuse(w, C_CODE, d->v.name);
        return;
    }
    if (!*code.label) {
        diag_add(w->r->diag, MSG_CODEBOOK_LABEL, code.place, d->v.name,
                 str_join(w->r->arena, " = ", code.code, NULL), NULL);
        diag_field(w->r->diag, header(w, C_LABEL));
    }
    code.positive = has(w, C_POSITIVE) ? cell(w, C_POSITIVE, NULL) : NULL;
    add_code(w, d, code);
}

/* A code, or a blank, that stands for the lack of one. */
static void read_missing(const struct row *w, struct draft_codebook_variable *d,
                         struct variable_code code)
{
    size_t kind = read_choice(w, C_MISSING, answers, LEN(answers));
    code.answer = (enum answer)(kind + ANSWER_NONE);
    refuse(w, C_POSITIVE, d->v.name);
    if (!*code.label)
        code.label = cell(w, C_MISSING, NULL);
    if (!d->is_set)
        code.in_base = read_choice(w, C_BASE, inclusions, LEN(inclusions)) == 1;
    if (code.in_base && code.answer == ANSWER_NOT_ASKED)
        diag_add(w->r->diag, MSG_CODEBOOK_NOT_ASKED, code.place, d->v.name,
                 NULL);
    add_code(w, d, code);
}

/* The code of a row, where it has one.  The label of a row that declares a
 * member is the member's. */
static void read_code(const struct row *w, struct draft_codebook_variable *d)
{
    struct variable_code code = {.label = ""};
    code.code = cell(w, C_CODE, &code.place);
    if (d->v.type != CODEBOOK_MULTI || !has(w, C_TYPE))
        code.label = cell(w, C_LABEL, NULL);
    if (has(w, C_MISSING)) {
        if (!*code.code)
            cell(w, C_MISSING, &code.place);
        read_missing(w, d, code);
    } else if (*code.code) {
        read_given(w, d, code);
    }
}

/* A row without a type has a code; other fields belong to declarations. */
static void read_code_row(const struct row *w,
                          struct draft_codebook_variable *d)
{
    static const int declared[] = {C_TEXT, C_GROUP, C_DEFINITION, C_DISCLOSURE,
                                   C_UNIT};
    for (size_t i = 0; i < LEN(declared); i++)
        refuse(w, declared[i], d->v.name);
    if (!has(w, C_CODE) && !has(w, C_MISSING)) {
        refuse(w, C_LABEL, d->v.name);
        refuse(w, C_POSITIVE, d->v.name);
    }
    if (!has(w, C_MISSING))
        refuse(w, C_BASE, d->v.name);
    read_code(w, d);
}

/* The draft that a row speaks of; NULL: errors were said. */
static struct draft_codebook_variable *find_draft(const struct row *w)
{
    struct codebook_reader *r = w->r;
    struct place place;
    const char *name = cell(w, C_VARIABLE, &place);
    if (!*name && !has(w, C_TYPE) && r->n)
        return &r->drafts[r->current];
    if (!*name) {
        diag_add(r->diag, MSG_KEY_BLANK, place, header(w, C_VARIABLE), NULL);
        return NULL;
    }
    if (has(w, C_TYPE))
        return declare(w, name, place);
    struct draft_codebook_variable *d = codebook_draft(r, name);
    if (!d)
        diag_add(r->diag, MSG_CODEBOOK_ORPHAN, place, name, NULL);
    return d;
}

static void read_row(const struct row *w)
{
    struct draft_codebook_variable *d = find_draft(w);
    if (!d)
        return;
    w->r->current = (size_t)(d - w->r->drafts);
    if (has(w, C_TYPE))
        read_code(w, d);
    else
        read_code_row(w, d);
}

void codebook_read_rows(struct codebook_reader *reader)
{
    int at[C_COUNT];
    if (!columns_bind(reader->arena, reader->diag, reader->csv, columns,
                      C_COUNT, at))
        return;
    for (size_t i = 0; i < reader->csv->rows; i++) {
        struct row w = {reader, &reader->csv->row[i], at};
        read_row(&w);
    }
}
