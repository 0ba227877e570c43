/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The catalogue of indicators: one row per indicator and segment.  Rows of
 * one indicator repeat what belongs to the indicator, and must agree on it.
 */
#include "data/fold.h"
#include "engine/plan_int.h"
#include <string.h>

enum {
    C_ID,
    C_LEVEL,
    C_GOAL,
    C_MEASURE,
    C_SEGMENT,
    C_UNIT,
    C_DIRECTION,
    C_KIND,
    C_BASELINE,
    C_BASELINE_YEAR,
    C_TARGET,
    C_TARGET_YEAR,
    C_MARKS,
    C_DISTINCT,
    C_PREDECESSOR,
    C_DEFINITION,
    C_SOURCE,
    C_NOTE,
    C_COUNT
};

static const struct column_spec columns[C_COUNT] = {
    [C_ID] = {"id", "指標ID|指標番号", true},
    [C_LEVEL] = {"level", "階層", false},
    [C_GOAL] = {"goal", "基本目標|目標番号", false},
    [C_MEASURE] = {"measure", "指標項目|指標名|指標", true},
    [C_SEGMENT] = {"segment", "区分|内訳", false},
    [C_UNIT] = {"unit", "単位", false},
    [C_DIRECTION] = {"direction", "方向", false},
    [C_KIND] = {"kind", "種別", false},
    [C_BASELINE] = {"baseline", "現状値|当初値|基準値", false},
    [C_BASELINE_YEAR] = {"baseline_year",
                         "現状値年度|当初値年度|基準値年度|基準年度", false},
    [C_TARGET] = {"target", "目標値", false},
    [C_TARGET_YEAR] = {"target_year", "目標年度|目標値年度", false},
    [C_MARKS] = {"marks", "印", false},
    [C_DISTINCT] = {"distinct", "実の指標", false},
    [C_PREDECESSOR] = {"predecessor", "前計画指標", false},
    [C_DEFINITION] = {"definition", "定義", false},
    [C_SOURCE] = {"source", "資料|出典", false},
    [C_NOTE] = {"note", "備考", false},
};

/* A cell that must be one of the words; each word has two spellings. */
static int word_cell(const struct plan_row *w, int column,
                     const char *const (*words)[2], size_t n, int otherwise)
{
    struct place place;
    const char *text = plan_cell(w, column, &place);
    if (!*text)
        return otherwise;
    struct buf list = buf_new(w->r->arena);
    for (size_t i = 0; i < n; i++) {
        if (fold_equal(w->r->arena, text, words[i][0]) ||
            fold_equal(w->r->arena, text, words[i][1]))
            return (int)i;
        buf_z(&list, i ? " | " : "");
        buf_z(&list, words[i][0]);
        buf_char(&list, '/');
        buf_z(&list, words[i][1]);
    }
    diag_add(w->r->diag, MSG_CHOICE, place, text, buf_text(&list), NULL);
    diag_field(w->r->diag, plan_cell_name(w, column));
    return otherwise;
}

static enum indicator_level level_cell(const struct plan_row *w)
{
    static const char *const words[][2] = {{"成果", "outcome"},
                                           {"活動", "activity"}};
    return (enum indicator_level)word_cell(w, C_LEVEL, words, LEN(words),
                                           INDICATOR_OUTCOME);
}

static enum direction direction_cell(const struct plan_row *w)
{
    static const char *const words[][2] = {{"なし", "none"},
                                           {"増加", "up"},
                                           {"減少", "down"},
                                           {"維持", "maintain"}};
    return (enum direction)word_cell(w, C_DIRECTION, words, LEN(words),
                                     DIRECTION_NONE);
}

static enum measure_kind kind_cell(const struct plan_row *w)
{
    static const char *const words[][2] = {
        {"年度末", "stock"},    {"フロー", "flow"}, {"年間", "annual"},
        {"累計", "cumulative"}, {"率", "rate"},     {"割合", "share"},
        {"定員", "capacity"},   {"金額", "money"}};
    return (enum measure_kind)word_cell(w, C_KIND, words, LEN(words),
                                        KIND_UNSTATED);
}

static void add_note_mark(struct plan_reader *r, struct indicator *indicator,
                          const char *mark, struct place place)
{
    const char **marks =
        arena_grow(r->arena, indicator->note_marks, indicator->n_note_marks,
                   indicator->n_note_marks + 1, sizeof *marks);
    marks[indicator->n_note_marks++] = mark;
    indicator->note_marks = marks;
    for (size_t i = 0; i < r->plan->n_notes; i++)
        if (fold_equal(r->arena, r->plan->notes[i].mark, mark))
            return;
    diag_add(r->diag, MSG_NOTE_UNKNOWN, place, mark, NULL);
}

static void read_mark(struct plan_reader *r, struct indicator *indicator,
                      const char *mark, struct place place)
{
    if (strcmp(mark, "新規") == 0)
        indicator->is_new = true;
    else if (strcmp(mark, "拡充") == 0)
        indicator->is_expanded = true;
    else if (strcmp(mark, "参考値") == 0)
        indicator->is_reference = true;
    else if (strcmp(mark, "再掲") == 0)
        indicator->is_repeated = true;
    else if (strcmp(mark, "延べ") == 0)
        indicator->gross = true;
    else if (str_starts(str_of(mark), "※") || str_starts(str_of(mark), "*"))
        add_note_mark(r, indicator, mark, place);
    else
        diag_add(r->diag, MSG_MARK_UNKNOWN, place, mark, NULL);
}

static void read_marks(const struct plan_row *w, struct indicator *indicator)
{
    struct place place;
    struct str rest = str_of(plan_cell(w, C_MARKS, &place));
    while (rest.len) {
        size_t n = 0;
        while (n < rest.len && rest.at[n] != ';')
            n++;
        struct str mark = str_head(rest, n);
        while (mark.len && mark.at[0] == ' ')
            mark = str_from(mark, 1);
        while (mark.len && mark.at[mark.len - 1] == ' ')
            mark.len--;
        if (mark.len)
            read_mark(w->r, indicator, str_z(w->r->arena, mark), place);
        rest = str_from(rest, n + 1);
    }
}

static struct draft_indicator *new_draft(const struct plan_row *w,
                                         const char *id, struct place place)
{
    struct plan_reader *r = w->r;
    if (r->n == r->cap) {
        size_t cap = r->cap ? 2 * r->cap : 32;
        r->drafts =
            arena_grow(r->arena, r->drafts, r->n, cap, sizeof *r->drafts);
        r->cap = cap;
    }
    struct draft_indicator *d = &r->drafts[r->n++];
    d->first_row = w->row;
    d->source_id = plan_cell(w, C_SOURCE, &d->source_place);
    plan_cell(w, C_GOAL, &d->goal_place);
    d->indicator = (struct indicator){
        .id = id,
        .measure = plan_cell(w, C_MEASURE, NULL),
        .unit = plan_cell(w, C_UNIT, NULL),
        .definition = plan_cell(w, C_DEFINITION, NULL),
        .level = level_cell(w),
        .direction = direction_cell(w),
        .kind = kind_cell(w),
        .goal = plan_cell(w, C_GOAL, NULL),
        .distinct = plan_cell(w, C_DISTINCT, &d->distinct_place),
        .place = place,
    };
    struct place measure;
    if (!*plan_cell(w, C_MEASURE, &measure))
        diag_add(r->diag, MSG_KEY_BLANK, measure, plan_cell_name(w, C_MEASURE),
                 NULL);
    read_marks(w, &d->indicator);
    if (*d->indicator.distinct)
        d->indicator.gross = true;
    return d;
}

/* Later rows of an indicator say the same as its first. */
static void check_agreement(const struct plan_row *w,
                            const struct draft_indicator *draft)
{
    static const int same[] = {C_LEVEL,     C_GOAL, C_MEASURE, C_UNIT,
                               C_DIRECTION, C_KIND, C_MARKS};
    struct plan_row first = *w;
    first.row = draft->first_row;
    for (size_t i = 0; i < LEN(same); i++) {
        struct place here, there;
        const char *a = plan_cell(w, same[i], &here);
        const char *b = plan_cell(&first, same[i], &there);
        if (strcmp(a, b) == 0)
            continue;
        diag_add(w->r->diag, MSG_INDICATOR_SPLIT, here, draft->indicator.id,
                 plan_cell_name(w, same[i]), NULL);
        diag_field(w->r->diag, plan_cell_name(w, same[i]));
        diag_note(w->r->diag, MSG_FIRST_HERE, there, b, NULL);
    }
}

/* A value and its year; a missing value may do without a year. */
static bool read_point(const struct plan_row *w,
                       const struct indicator *indicator, int value_column,
                       int year_column, struct observation *out)
{
    struct place place;
    const char *text = plan_cell(w, value_column, &place);
    out->note = "";
    out->period_published = plan_cell(w, year_column, &out->period_place);
    if (!plan_value(w->r, text, place, indicator->unit,
                    plan_cell_name(w, value_column), &out->value))
        return false;
    bool has_year = *out->period_published != '\0';
    if (has_year)
        has_year = plan_year(w->r, out->period_published, out->period_place,
                             &out->period) != 0;
    else if (value_is_present(&out->value))
        diag_add(w->r->diag, MSG_PERIOD_MISSING, place, text, NULL);
    return has_year;
}

static void note_missing_unit(const struct plan_row *w,
                              const struct indicator *indicator,
                              const struct draft_segment *draft)
{
    const struct value *b = &draft->segment.baseline.value;
    const struct value *t = &draft->segment.target.value;
    if (b->kind != VALUE_NUMBER || t->kind != VALUE_NUMBER)
        return;
    if (b->unit_written == t->unit_written)
        return; /* both or none: a habit of the table */
    const struct value *bare = b->unit_written ? t : b;
    diag_add(w->r->diag, MSG_UNIT_INHERITED, bare->place, bare->published,
             indicator->unit, NULL);
}

static void add_segment(const struct plan_row *w, struct draft_indicator *draft)
{
    struct plan_reader *r = w->r;
    struct place place;
    const char *label = plan_cell(w, C_SEGMENT, &place);
    struct draft_segment *same = plan_draft_segment(r, draft, label);
    if (same) {
        diag_add(r->diag, MSG_ID_DUP, place,
                 str_join(r->arena, draft->indicator.id, *label ? "/" : "",
                          label, NULL),
                 NULL);
        diag_note(r->diag, MSG_FIRST_HERE, same->segment.place,
                  draft->indicator.id, NULL);
        return;
    }
    if (draft->n == draft->cap) {
        size_t cap = draft->cap ? 2 * draft->cap : 4;
        draft->segments = arena_grow(r->arena, draft->segments, draft->n, cap,
                                     sizeof *draft->segments);
        draft->cap = cap;
    }
    struct draft_segment *d = &draft->segments[draft->n++];
    struct segment *s = &d->segment;
    s->label = label;
    s->place = draft->indicator.place;
    if (*label)
        s->place = place;
    d->predecessor = plan_cell(w, C_PREDECESSOR, &d->predecessor_place);
    read_point(w, &draft->indicator, C_BASELINE, C_BASELINE_YEAR, &s->baseline);
    bool has_year =
        read_point(w, &draft->indicator, C_TARGET, C_TARGET_YEAR, &s->target);
    bool number = value_is_present(&s->target.value);
    s->has_target = number && has_year;
    if (!number && *s->target.value.published)
        diag_add(r->diag, MSG_TARGET_NO_NUMBER, s->target.value.place,
                 s->target.value.published, NULL);
    note_missing_unit(w, &draft->indicator, d);
}

static void read_row(const struct plan_row *w)
{
    struct place place;
    const char *id = plan_cell(w, C_ID, &place);
    if (!*id) {
        diag_add(w->r->diag, MSG_KEY_BLANK, place, plan_cell_name(w, C_ID),
                 NULL);
        diag_field(w->r->diag, plan_cell_name(w, C_ID));
        return;
    }
    if (!plan_is_identifier(id)) {
        diag_add(w->r->diag, MSG_ID, place, id, NULL);
        diag_field(w->r->diag, plan_cell_name(w, C_ID));
        return;
    }
    struct draft_indicator *draft = plan_draft(w->r, id);
    if (draft)
        check_agreement(w, draft);
    else
        draft = new_draft(w, id, place);
    add_segment(w, draft);
}

void plan_catalogue(struct plan_reader *r)
{
    const struct xml_node *node = xmltree_child(r->root, "catalogue");
    if (!node) /* a plan of schedules alone */
        return;
    const struct csv *csv =
        plan_csv(r, node, xmltree_attribute(node, "file")->value);
    int at[C_COUNT];
    if (!csv || !columns_bind(r->arena, r->diag, csv, columns, C_COUNT, at))
        return;
    for (size_t i = 0; i < csv->rows; i++)
        read_row(&(struct plan_row){r, csv, &csv->row[i], columns, at});
}
