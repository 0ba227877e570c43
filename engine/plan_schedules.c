/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/plan_schedules.h"

#include "data/fold.h"
#include "engine/plan_schedules_int.h"
#include <assert.h>
#include <string.h>

enum {
    C_ID,
    C_NUMBER,
    C_HEADING,
    C_GROUP,
    C_ITEM,
    C_MARKS,
    C_DEPARTMENT,
    C_PREDECESSOR,
    C_REPEAT,
    C_FOOTNOTE,
    C_NOTE,
    C_COUNT
};

static const struct column_spec columns[C_COUNT] = {
    [C_ID] = {"id", "取組ID", true},
    [C_NUMBER] = {"no", "計画番号", false},
    [C_HEADING] = {"heading", "計画名", false},
    [C_GROUP] = {"group", "群", false},
    [C_ITEM] = {"item", "取組", true},
    [C_MARKS] = {"marks", "印", false},
    [C_DEPARTMENT] = {"department", "所管|事業実施課", false},
    [C_PREDECESSOR] = {"predecessor", "前計画取組", false},
    [C_REPEAT] = {"repeat_of", "再掲元", false},
    [C_FOOTNOTE] = {"footnote", "注", false},
    [C_NOTE] = {"note", "備考", false},
};

struct sheet {
    struct plan_reader *r;
    const struct csv *csv;
    struct plan_row row;
    struct column_spec *specs; /* the fixed ones, then one for each cell */
    int *at;
    struct schedule *out;
    struct schedule_head *heads;
    struct schedule_line *lines;
};

/* -- columns --------------------------------------------------------------- */

/* Headers that tell a year or 計 become columns of their own. */
static bool find_heads(struct sheet *s)
{
    struct arena *arena = s->r->arena;
    size_t n = 0, planned = 0;
    s->specs = arena_make(arena, struct column_spec, C_COUNT + s->csv->columns);
    s->heads = arena_make(arena, struct schedule_head, s->csv->columns);
    memcpy(s->specs, columns, sizeof columns);
    for (size_t i = 0; i < s->csv->columns; i++) {
        const char *name = s->csv->header.cells[i];
        struct finding f;
        if (!schedule_header(arena, name, &s->heads[n], &f))
            continue;
        diag_finding(s->r->diag, f, name,
                     csv_place(s->csv, &s->csv->header, i));
        if (f.id)
            diag_field(s->r->diag, name);
        planned += s->heads[n].part == PART_PLAN;
        s->specs[C_COUNT + n++] = (struct column_spec){name, "", false};
    }
    s->out->columns = s->heads;
    s->out->n_columns = n;
    s->at = arena_make(arena, int, C_COUNT + n);
    if (planned == 0)
        diag_add(s->r->diag, MSG_SCHEDULE_COLUMNS,
                 place_at(s->csv->source, s->csv->header.offset, 0), NULL);
    return columns_bind(arena, s->r->diag, s->csv, s->specs, C_COUNT + n,
                        s->at) &&
           planned > 0;
}

/* -- cells ----------------------------------------------------------------- */

static void say_state(struct sheet *s, const struct schedule_entry *entry,
                      const char *column)
{
    struct plan_reader *r = s->r;
    const char *words = entry->phrase.words;
    diag_add(
        r->diag, MSG_STATE_UNKNOWN, entry->place, words,
        plan_hint(r->arena, states_nearest(r->arena, s->out->states, words)),
        NULL);
    diag_field(r->diag, column);
}

static void check_entry(struct sheet *s, const struct schedule_head *head,
                        const struct schedule_entry *entry)
{
    struct plan_reader *r = s->r;
    const struct phrase *p = &entry->phrase;
    if (p->missing != MISSING_NOT)
        return;
    if (*p->words && !p->state && head->part != PART_TARGET)
        say_state(s, entry, head->name);
    if (*p->left && r->n_chain == 1) {
        diag_add(r->diag, MSG_PHRASE_LEFT, entry->place, p->left, NULL);
        diag_field(r->diag, head->name);
    }
}

static const struct schedule_entry *read_entries(struct sheet *s)
{
    struct plan_reader *r = s->r;
    size_t n = s->out->n_columns;
    struct schedule_entry *all = arena_make(r->arena, struct schedule_entry, n);
    struct phrase_spec spec = {.states = s->out->states,
                               .markers = r->plan->markers,
                               .n_markers = r->plan->n_markers};
    for (size_t i = 0; i < n; i++) {
        const char *text =
            plan_cell(&s->row, (int)(C_COUNT + i), &all[i].place);
        all[i].phrase = phrase_read(r->arena, text, &spec);
        all[i].stage = schedule_stage_of(s->out->states, &all[i].phrase);
        check_entry(s, &s->heads[i], &all[i]);
    }
    return all;
}

/* -- rows ------------------------------------------------------------------ */

/* Marks stand apart by blanks: ★ 再掲 ※1. */
static void read_marks(struct sheet *s, struct schedule_line *line)
{
    struct str rest = str_of(plan_cell(&s->row, C_MARKS, NULL));
    const char **marks = arena_make(s->r->arena, const char *, rest.len + 1);
    struct str word = {rest.at, 0};
    while (rest.len) {
        uint32_t c = utf8_next(&rest);
        if (!number_is_space(c) && c != U'、' && c != ',')
            word.len = (size_t)(rest.at - word.at);
        else if (word.len)
            marks[line->n_marks++] = str_z(s->r->arena, word);
        if (number_is_space(c) || c == U'、' || c == ',')
            word = (struct str){rest.at, 0};
    }
    if (word.len)
        marks[line->n_marks++] = str_z(s->r->arena, word);
    line->marks = marks;
}

static bool is_new_id(struct sheet *s, const char *id, struct place place)
{
    struct plan_reader *r = s->r;
    const struct schedule_line *old = schedule_line(s->out, id);
    enum message why = !*id                      ? MSG_KEY_BLANK
                       : !plan_is_identifier(id) ? MSG_ID
                       : old                     ? MSG_ID_DUP
                                                 : MSG_NONE;
    if (!why)
        return true;
    diag_add(r->diag, why, place, *id ? id : plan_cell_name(&s->row, C_ID),
             NULL);
    diag_field(r->diag, plan_cell_name(&s->row, C_ID));
    if (why == MSG_ID_DUP)
        diag_note(r->diag, MSG_FIRST_HERE, old->place, id, NULL);
    return false;
}

static void check_marks(struct sheet *s, const struct schedule_line *line)
{
    struct plan_reader *r = s->r;
    for (size_t i = 0; i < line->n_marks; i++)
        if (!fold_equal(r->arena, line->marks[i], "再掲") &&
            !*plan_schedule_note(r->plan, line, line->marks[i]))
            diag_add(r->diag, MSG_NOTE_UNKNOWN, line->place, line->marks[i],
                     NULL);
    for (size_t i = 0; i < s->out->n_columns; i++) {
        const struct phrase *p = &line->cells[i].phrase;
        for (size_t k = 0; k < p->n_notes; k++)
            if (!*plan_schedule_note(r->plan, line, p->notes[k]))
                diag_add(r->diag, MSG_NOTE_UNKNOWN, line->cells[i].place,
                         p->notes[k], NULL);
    }
}

static void read_line(struct sheet *s)
{
    struct schedule_line line = {0};
    line.id = plan_cell(&s->row, C_ID, &line.place);
    line.number = plan_cell(&s->row, C_NUMBER, NULL);
    line.heading = plan_cell(&s->row, C_HEADING, NULL);
    line.group = plan_cell(&s->row, C_GROUP, NULL);
    line.item = plan_cell(&s->row, C_ITEM, NULL);
    line.department = plan_cell(&s->row, C_DEPARTMENT, NULL);
    line.predecessor =
        plan_cell(&s->row, C_PREDECESSOR, &line.predecessor_place);
    line.repeat_of = plan_cell(&s->row, C_REPEAT, NULL);
    line.footnote = plan_cell(&s->row, C_FOOTNOTE, NULL);
    line.note = plan_cell(&s->row, C_NOTE, NULL);
    read_marks(s, &line);
    line.cells = read_entries(s);
    check_marks(s, &line);
    if (!is_new_id(s, line.id, line.place))
        return;
    s->lines[s->out->n_rows++] = line;
}

const char *plan_schedule_note(const struct plan *plan,
                               const struct schedule_line *line,
                               const char *mark)
{
    /* 注: ※1 text ; the marks of a row's own note come first */
    if (strncmp(line->footnote, mark, strlen(mark)) == 0)
        return number_trim(str_of(line->footnote + strlen(mark))).at;
    for (size_t i = 0; i < plan->n_notes; i++)
        if (strcmp(plan->notes[i].mark, mark) == 0)
            return plan->notes[i].text;
    return "";
}

/* -- the whole ------------------------------------------------------------- */

static void read_schedule(struct plan_reader *r, const struct xml_node *node,
                          const struct states *states,
                          struct plan_schedule *out)
{
    struct sheet s = {.r = r, .out = &out->table};
    plan_check_id(r, node);
    out->table.id = xmltree_value(node, "id", "");
    out->table.title = xmltree_child(node, "title")->text;
    out->table.states = states;
    out->table.remarks = plan_remarks(r, node, &out->table.n_remarks);
    s.csv = plan_csv(r, node, xmltree_value(node, "file", ""));
    if (!s.csv || !find_heads(&s))
        return;
    s.lines = arena_make(r->arena, struct schedule_line, s.csv->rows);
    out->table.rows = s.lines;
    for (size_t i = 0; i < s.csv->rows; i++) {
        s.row = (struct plan_row){r, s.csv, &s.csv->row[i], s.specs, s.at};
        read_line(&s);
    }
    plan_add_dataset(r, out->table.id, s.csv, s.at[C_ID]);
    out->table.costs = plan_schedules_costs(r, node, &out->table);
    plan_schedules_check(r, out);
}

static bool read_path(struct plan_reader *r, const struct xml_node *node,
                      struct states *out)
{
    const struct xml_attribute *order =
        node ? xmltree_attribute(node, "order") : NULL;
    const char *repeatable = xmltree_value(node, "repeatable", NULL);
    struct finding f =
        states_read(r->arena, order ? order->value : NULL, repeatable, out);
    if (!f.id)
        return true;
    assert(node); /* the default order is well-formed */
    /* of the whole: entities shift the offsets within */
    diag_finding(r->diag, (struct finding){.id = f.id, .arg = f.arg}, "",
                 order ? order->place : node->place);
    return false;
}

void plan_schedules(struct plan_reader *r)
{
    const struct xml_node *node = xmltree_child(r->root, "schedules");
    if (!node)
        return;
    struct plan_schedules *all = arena_make(r->arena, struct plan_schedules, 1);
    struct plan_schedule *items = arena_make(r->arena, struct plan_schedule,
                                             xmltree_count(node, "schedule"));
    if (!read_path(r, xmltree_child(node, "states"), &all->states))
        return;
    all->items = items;
    for (const struct xml_node *c = xmltree_child(node, "schedule"); c;
         c = xmltree_next(c))
        read_schedule(r, c, &all->states, &items[all->n++]);
    r->plan->schedules = all;
    for (size_t i = 0; i < all->n; i++)
        plan_schedules_names(r, &items[i]);
}

const struct plan_schedule *plan_schedule(const struct plan *plan,
                                          const char *id)
{
    for (size_t i = 0; plan->schedules && i < plan->schedules->n; i++)
        if (strcmp(plan->schedules->items[i].table.id, id) == 0)
            return &plan->schedules->items[i];
    return NULL;
}
