/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/plan_supplies.h"

#include "data/fold.h"
#include "engine/plan_int.h"
#include "indicators/supply_check.h"
#include <string.h>

enum {
    C_ID,
    C_DISTRICT,
    C_CATEGORY,
    C_PERIOD,
    C_NEED,
    C_CAPACITY,
    C_ADDED,
    C_SUPPLY,
    C_GAP,
    C_ACTUAL,
    C_BASIS,
    C_NOTE,
    C_COUNT
};

static const struct column_spec columns[C_COUNT] = {
    [C_ID] = {"id", "行ID", false},
    [C_DISTRICT] = {"district", "区域|提供区域|行政区", false},
    [C_CATEGORY] = {"category", "認定|認定区分|事業", false},
    [C_PERIOD] = {"period", "年度", true},
    [C_NEED] = {"need", "量の見込み|①量の見込み|ニーズ量", true},
    [C_CAPACITY] = {"capacity", "年度当初定員|②年度当初定員", false},
    [C_ADDED] = {"added", "確保する定員|③確保する定員", false},
    [C_SUPPLY] = {"supply", "確保方策|②確保方策|④確保方策|供給量", true},
    [C_GAP] = {"gap", "差|差引|過不足", false},
    [C_ACTUAL] = {"actual", "実績", false},
    [C_BASIS] = {"basis", "基準", false},
    [C_NOTE] = {"note", "備考", false},
};
static const int item_columns[SUPPLY_ITEMS] = {
    [SUPPLY_NEED] = C_NEED,   [SUPPLY_CAPACITY] = C_CAPACITY,
    [SUPPLY_ADDED] = C_ADDED, [SUPPLY_PROVISION] = C_SUPPLY,
    [SUPPLY_GAP] = C_GAP,     [SUPPLY_ACTUAL] = C_ACTUAL,
};

/* Names seen so far, each in its first spelling. */
struct spelling {
    const char **name, **key;
    size_t n;
};

struct table_reader {
    struct plan_reader *r;
    const struct xml_node *node;
    const struct csv *csv;
    struct plan_row row; /* the one being read */
    int *at;             /* fixed columns, then one of each header */
    struct supply_plan *out;
    struct supply_row *rows;
    struct spelling districts, categories;
};

/* -- one row -------------------------------------------------------------- */

/* 架空 中央区 written in another way is the same district. */
static const char *first_spelling(struct table_reader *t, struct spelling *seen,
                                  const char *name)
{
    const char *key = fold_key(t->r->arena, name);
    for (size_t i = 0; i < seen->n; i++)
        if (strcmp(seen->key[i], key) == 0)
            return seen->name[i];
    seen->name[seen->n] = name;
    seen->key[seen->n++] = key;
    return name;
}

static bool is_total(struct arena *arena, const char *name)
{
    static const char *const totals[] = {"計",   "合計", "総計", "市全体",
                                         "全市", "市計", "全域", "total"};
    for (size_t i = 0; *name && i < LEN(totals); i++)
        if (fold_equal(arena, name, totals[i]))
            return true;
    return false;
}

static bool read_number(const struct table_reader *t, int at, const char *name,
                        bool may_be_negative, struct value *out)
{
    struct plan_reader *r = t->r;
    struct place place;
    const char *text = columns_cell(r->arena, t->csv, t->row.row, at, &place);
    bool good = plan_value(r, text, place, t->out->unit, name, out);
    if (may_be_negative || !value_is_number(out) ||
        decimal_sign(out->number) >= 0)
        return good;
    diag_add(r->diag, MSG_SUPPLY_NEGATIVE, place, name, text, NULL);
    diag_field(r->diag, name);
    return false;
}

static bool read_items(const struct table_reader *t, struct supply_row *row)
{
    bool good = true;
    for (size_t i = 0; i < SUPPLY_ITEMS; i++) {
        int column = item_columns[i];
        row->items[i] = value_absent();
        if (t->at[column] == COLUMN_NONE)
            continue;
        bool signed_item = i == SUPPLY_GAP || i == SUPPLY_ADDED;
        good &= read_number(t, t->at[column], plan_cell_name(&t->row, column),
                            signed_item, &row->items[i]);
    }
    struct value *facilities =
        arena_make(t->r->arena, struct value, t->out->n_facilities + 1);
    for (size_t c = 0, k = 0; c < t->csv->columns; c++)
        if (t->at[C_COUNT + c] != COLUMN_NONE)
            good &= read_number(t, (int)c, t->csv->header.cells[c], false,
                                &facilities[k++]);
    row->facilities = facilities;
    return good;
}

/* 第1期計画の見込み／4月1日の定員: the basis of the need, then that of the
 * supply; one text stands for both. */
static void read_basis(const struct table_reader *t, struct supply_row *row)
{
    struct arena *arena = t->r->arena;
    const char *text = plan_cell(&t->row, C_BASIS, NULL);
    const char *slash = strstr(text, "／");
    row->need_basis = row->supply_basis = text;
    if (!slash)
        return;
    struct str whole = str_of(text);
    size_t at = (size_t)(slash - text);
    row->need_basis = str_z(arena, csv_trim(str_head(whole, at)));
    row->supply_basis =
        str_z(arena, csv_trim(str_from(whole, at + strlen("／"))));
    row->two_bases = !fold_equal(arena, row->need_basis, row->supply_basis);
}

static const char *name_of(const struct table_reader *t,
                           const struct supply_row *row)
{
    const char *const parts[] = {row->district, row->category};
    struct buf b = buf_new(t->r->arena);
    for (size_t i = 0; i < LEN(parts); i++)
        if (*parts[i]) {
            buf_z(&b, parts[i]);
            buf_z(&b, " ");
        }
    buf_z(&b, publish_period(t->r->arena, t->r->plan->style,
                             period_fiscal(row->year), PERIOD_SHORT));
    return buf_text(&b);
}

static bool is_new(const struct table_reader *t, const struct supply_row *row)
{
    for (size_t i = 0; i < t->out->n_rows; i++) {
        const struct supply_row *old = &t->rows[i];
        if (old->year != row->year ||
            strcmp(old->district, row->district) != 0 ||
            strcmp(old->category, row->category) != 0)
            continue;
        diag_add(t->r->diag, MSG_SUPPLY_DUP, row->place, name_of(t, row), NULL);
        diag_field(t->r->diag, plan_cell_name(&t->row, C_PERIOD));
        diag_note(t->r->diag, MSG_FIRST_HERE, old->place, name_of(t, old),
                  NULL);
        return false;
    }
    return true;
}

static void read_row(struct table_reader *t)
{
    struct arena *arena = t->r->arena;
    struct period period;
    struct supply_row row = {.note = plan_cell(&t->row, C_NOTE, NULL)};
    row.district =
        first_spelling(t, &t->districts, plan_cell(&t->row, C_DISTRICT, NULL));
    row.category =
        first_spelling(t, &t->categories, plan_cell(&t->row, C_CATEGORY, NULL));
    row.district_total = is_total(arena, row.district);
    row.category_total = is_total(arena, row.category);
    const char *year = plan_cell(&t->row, C_PERIOD, &row.place);
    row.year = plan_year(t->r, year, row.place, &period);
    read_basis(t, &row);
    bool good = read_items(t, &row);
    if (good && row.year && is_new(t, &row))
        t->rows[t->out->n_rows++] = row;
}

/* -- what the cells say of each other ------------------------------------- */

static const char *identity_text(const struct table_reader *t,
                                 const struct supply_fault *fault)
{
    static const enum word words[] = {
        [SUPPLY_OF_CATEGORIES] = WORD_SUPPLY_OF_CATEGORIES,
        [SUPPLY_OF_DISTRICTS] = WORD_SUPPLY_OF_DISTRICTS,
        [SUPPLY_OF_FACILITIES] = WORD_SUPPLY_OF_FACILITIES,
        [SUPPLY_OF_ADDED] = WORD_SUPPLY_OF_ADDED,
        [SUPPLY_OF_DIFFERENCE] = WORD_SUPPLY_OF_DIFFERENCE,
        [SUPPLY_OF_CARRY] = WORD_SUPPLY_OF_CARRY,
        [SUPPLY_OF_OVERFLOW] = WORD_REASON_OVERFLOW};
    enum lang lang = diag_lang(t->r->diag);
    enum word id = words[fault->identity];
    if (fault->identity == SUPPLY_OF_DIFFERENCE && t->out->need_first)
        id = WORD_SUPPLY_OF_DIFFERENCE_NEED;
    return word(lang, id);
}

static void say_fault(const struct table_reader *t,
                      const struct supply_fault *fault)
{
    enum { TERMS_SHOWN = 12 };
    struct plan_reader *r = t->r;
    int column = item_columns[fault->item];
    const char *name = plan_cell_name(&t->row, column);
    const struct value *stated = &fault->row->items[fault->item];
    const char *expected =
        fault->identity == SUPPLY_OF_OVERFLOW
            ? "―"
            : publish_number(r->arena, r->plan->style, fault->expected);
    diag_add(r->diag,
             fault->identity == SUPPLY_OF_CARRY ? MSG_SUPPLY_CARRY
                                                : MSG_SUPPLY_IDENTITY,
             stated->place, name, name_of(t, fault->row), stated->published,
             expected, identity_text(t, fault), NULL);
    diag_field(r->diag, name);
    for (size_t i = 0; i < fault->n_terms && i < TERMS_SHOWN; i++)
        diag_note(r->diag, MSG_SUPPLY_TERM, fault->terms[i]->place,
                  fault->terms[i]->published, NULL);
}

/* -- one table ------------------------------------------------------------ */

/* Every header is offered as a facility of its own after the known names, so
 * that only what no known name takes becomes one. */
static bool bind(struct table_reader *t)
{
    struct arena *arena = t->r->arena;
    size_t n = C_COUNT + t->csv->columns;
    struct column_spec *specs = arena_make(arena, struct column_spec, n);
    memcpy(specs, columns, sizeof columns);
    for (size_t c = 0; c < t->csv->columns; c++)
        specs[C_COUNT + c] =
            (struct column_spec){t->csv->header.cells[c], "", false};
    t->at = arena_make(arena, int, n);
    if (!columns_bind(arena, t->r->diag, t->csv, specs, n, t->at))
        return false;
    const char **names = arena_make(arena, const char *, t->csv->columns);
    for (size_t c = 0; c < t->csv->columns; c++)
        if (t->at[C_COUNT + c] != COLUMN_NONE)
            names[t->out->n_facilities++] = t->csv->header.cells[c];
    t->out->facilities = names;
    for (size_t i = 0; i < SUPPLY_ITEMS; i++)
        t->out->has[i] = t->at[item_columns[i]] != COLUMN_NONE;
    return true;
}

static int key_column(const struct table_reader *t)
{
    static const int keys[] = {C_ID, C_DISTRICT, C_CATEGORY, C_PERIOD};
    size_t i = 0;
    while (i + 1 < LEN(keys) && t->at[keys[i]] == COLUMN_NONE)
        i++;
    return t->at[keys[i]];
}

static struct spelling spellings(struct arena *arena, size_t n)
{
    return (struct spelling){.name = arena_make(arena, const char *, n + 1),
                             .key = arena_make(arena, const char *, n + 1)};
}

static void read_table(struct table_reader *t)
{
    struct plan_reader *r = t->r;
    t->csv = plan_csv(r, t->node, xmltree_value(t->node, "file", ""));
    if (!t->csv || !bind(t))
        return;
    t->districts = spellings(r->arena, t->csv->rows);
    t->categories = spellings(r->arena, t->csv->rows);
    t->row = (struct plan_row){r, t->csv, NULL, columns, t->at};
    t->rows = arena_make(r->arena, struct supply_row, t->csv->rows);
    t->out->rows = t->rows;
    for (size_t i = 0; i < t->csv->rows; i++) {
        t->row.row = &t->csv->row[i];
        read_row(t);
    }
    struct supply_faults faults = supply_check(r->arena, t->out);
    for (size_t i = 0; i < faults.n; i++)
        say_fault(t, &faults.fault[i]);
    plan_add_dataset(r, xmltree_value(t->node, "id", ""), t->csv,
                     key_column(t));
}

/* -- plan.xml ------------------------------------------------------------- */

static void read_review(struct plan_reader *r, const struct xml_node *node,
                        struct supply_plan *table)
{
    const struct xml_attribute *a = xmltree_attribute(node, "review");
    struct number_spec spec = {.unit = "％"};
    struct value value;
    if (!a)
        return;
    struct finding f = value_read(r->arena, a->value, a->place, &spec, &value);
    diag_finding(r->diag, f, a->value, a->place);
    if (message_is_error(f.id))
        return;
    table->has_review =
        value_is_number(&value) && decimal_sign(value.number) > 0;
    if (table->has_review)
        table->review = value.number;
    else
        diag_add(r->diag, MSG_NUMBER, a->place, a->value, NULL);
}

/* R5.4.1, 令和5年4月 or a fiscal year. */
static struct supply_deadline read_deadline(struct plan_reader *r,
                                            const struct xml_node *node)
{
    static const char *const rules[] = {"need>supply", "city:need>supply"};
    const struct xml_attribute *by = xmltree_attribute(node, "by");
    struct supply_deadline out = {
        .by_published = by->value, .text = node->text, .place = node->place};
    struct finding f = period_read(by->value, AXIS_FISCAL_YEAR, &out.by);
    if (message_is_error(f.id))
        f = period_read(by->value, AXIS_DATE, &out.by);
    diag_finding(r->diag, f, by->value, by->place);
    out.city = plan_choice_of(r, node, "rule", rules, LEN(rules), 0) == 1;
    return out;
}

static void read_texts(struct plan_reader *r, const struct xml_node *node,
                       struct plan_supply *out)
{
    struct supply_deadline *deadlines = arena_make(
        r->arena, struct supply_deadline, xmltree_count(node, "deadline"));
    for (const struct xml_node *d = xmltree_child(node, "deadline"); d;
         d = xmltree_next(d))
        deadlines[out->n_deadlines++] = read_deadline(r, d);
    out->deadlines = deadlines;
    out->remarks = plan_remarks(r, node, &out->n_remarks);
}

static struct plan_supply read_supply(struct plan_reader *r,
                                      const struct xml_node *node)
{
    static const char *const signs[] = {"supply-need", "need-supply"};
    struct plan_supply out = {.id = xmltree_value(node, "id", ""),
                              .title = xmltree_text(node, "title"),
                              .source = plan_source_of(r, node)};
    out.table.unit = xmltree_value(node, "unit", "");
    out.table.need_first =
        plan_choice_of(r, node, "sign", signs, LEN(signs), 0) == 1;
    read_review(r, node, &out.table);
    read_texts(r, node, &out);
    read_table(&(struct table_reader){.r = r, .node = node, .out = &out.table});
    return out;
}

static bool is_known(const struct plan *plan, const char *of)
{
    const char *category;
    return plan_supplies_find(plan, of, &category) != NULL;
}

void plan_supplies(struct plan_reader *r)
{
    const struct xml_node *supplies = xmltree_child(r->root, "supplies");
    struct plan_supplies *all = arena_make(r->arena, struct plan_supplies, 1);
    struct plan_supply *items =
        arena_make(r->arena, struct plan_supply,
                   supplies ? xmltree_count(supplies, "supply") : 0);
    for (const struct xml_node *node =
             supplies ? xmltree_child(supplies, "supply") : NULL;
         node; node = xmltree_next(node)) {
        plan_check_id(r, node);
        items[all->n++] = read_supply(r, node);
    }
    all->items = items;
    if (all->n)
        r->plan->supplies = all;
    plan_figures_of(r, "supply", is_known);
}

/* Has the table such a category? */
static bool has_category(const struct plan_supply *supply, const char *category)
{
    for (size_t i = 0; i < supply->table.n_rows; i++)
        if (strcmp(supply->table.rows[i].category, category) == 0)
            return true;
    return false;
}

const struct plan_supply *plan_supplies_find(const struct plan *plan,
                                             const char *of,
                                             const char **category)
{
    struct str id = str_of(of);
    const char *slash = strchr(of, '/');
    *category = slash ? slash + 1 : "";
    if (slash)
        id = str_head(id, (size_t)(slash - of));
    for (size_t i = 0; plan->supplies && i < plan->supplies->n; i++) {
        const struct plan_supply *supply = &plan->supplies->items[i];
        if (str_is(id, supply->id))
            return !slash || has_category(supply, *category) ? supply : NULL;
    }
    return NULL;
}
