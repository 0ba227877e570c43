/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/metadata.h"

#include "data/columns.h"
#include "data/fold.h"
#include "data/number.h"
#include "data/rational.h"
#include <string.h>

enum {
    C_ID,
    C_TITLE,
    C_TARGET,
    C_POPULATION,
    C_SAMPLING,
    C_DISTRIBUTED,
    C_RETURNED,
    C_RATE,
    C_FROM,
    C_TO,
    C_MODE,
    C_CONDUCTOR,
    C_NOTE,
    C_COUNT
};

static const struct column_spec columns[C_COUNT] = {
    [C_ID] = {"survey", "調査|調査ID", true},
    [C_TITLE] = {"title", "名称|調査名", false},
    [C_TARGET] = {"target", "対象|調査対象", false},
    [C_POPULATION] = {"population", "母集団の大きさ|母集団", false},
    [C_SAMPLING] = {"sampling", "抽出方法", false},
    [C_DISTRIBUTED] = {"distributed", "配布数", false},
    [C_RETURNED] = {"returned", "有効回収数", false},
    [C_RATE] = {"rate", "回収率|有効回収率", false},
    [C_FROM] = {"from", "開始", false},
    [C_TO] = {"to", "終了", false},
    [C_MODE] = {"mode", "方法|調査方法", false},
    [C_CONDUCTOR] = {"conductor", "実施|実施者", false},
    [C_NOTE] = {"note", "備考", false},
};

struct row {
    struct arena *arena;
    struct diag *diag;
    const struct csv *csv;
    const struct csv_row *row;
    const int *at;
};

static const char *cell(const struct row *w, int column, struct place *place)
{
    return columns_cell(w->arena, w->csv, w->row, w->at[column], place);
}

/* A count is a whole number that is not negative; a rate has decimals. */
static struct sample_number read_number(const struct row *w, int column)
{
    static const struct number_spec count = {.unit = "人",
                                             .unit_aliases = "件 票 世帯 部"};
    static const struct number_spec rate = {.unit = "％"};
    struct sample_number out = {.known = false};
    struct number number;
    out.published = cell(w, column, &out.place);
    struct finding f =
        number_read(out.published, column == C_RATE ? &rate : &count, &number);
    bool fits = column == C_RATE || number.value.scale == 0;
    if (!f.id && number.missing == MISSING_NOT &&
        (decimal_sign(number.value) < 0 || !fits))
        f.id = MSG_NUMBER;
    if (f.id)
        diag_finding(w->diag, f, out.published, out.place);
    out.known = !message_is_error(f.id) && number.missing == MISSING_NOT;
    out.value = number.value;
    return out;
}

static bool read_day(const struct row *w, int column, struct period *out)
{
    struct place place;
    const char *text = cell(w, column, &place);
    if (!*text)
        return false;
    struct finding f = period_read(text, AXIS_DATE, out);
    if (f.id)
        diag_finding(w->diag, f, text, place);
    return !message_is_error(f.id);
}

/* -------------------------------------------------------------- arithmetic */

static void check_order(const struct row *w, const struct sample_number *part,
                        int part_column, const struct sample_number *whole,
                        int whole_column)
{
    if (!part->known || !whole->known ||
        decimal_compare(part->value, whole->value) <= 0)
        return;
    const char *const *header = w->csv->header.cells;
    diag_add(w->diag, MSG_METADATA_ORDER, part->place,
             header[w->at[part_column]], part->published,
             header[w->at[whole_column]], whole->published, NULL);
}

/* 回収率 = 有効回収数 / 配布数 * 100, half up at the decimals printed. */
static void check_rate(const struct row *w, const struct sample_metadata *s)
{
    struct rational ratio;
    struct decimal rate;
    int128 hundredfold;
    if (!s->rate.known || !s->returned.known || !s->distributed.known)
        return;
    if (!int128_mul(s->returned.value.units, 100, &hundredfold) ||
        !rational_make(hundredfold, s->distributed.value.units, &ratio) ||
        !rational_round(ratio, s->rate.value.scale, ROUND_HALF_UP, &rate) ||
        decimal_compare(rate, s->rate.value) == 0)
        return;
    diag_add(w->diag, MSG_METADATA_RATE, s->rate.place, s->rate.published,
             s->returned.published, s->distributed.published,
             decimal_text(w->arena, rate), NULL);
}

static void check_period(const struct row *w, const struct sample_metadata *s)
{
    struct place place;
    if (!s->begins || !s->ends || period_compare(s->from, s->to) <= 0)
        return;
    const char *from = cell(w, C_FROM, &place);
    diag_add(w->diag, MSG_VALIDITY_ORDER, place, from, cell(w, C_TO, NULL),
             NULL);
}

static struct sample_metadata read_row(const struct row *w)
{
    struct sample_metadata s = {.id = ""};
    s.id = cell(w, C_ID, &s.place);
    s.title = cell(w, C_TITLE, NULL);
    s.target = cell(w, C_TARGET, NULL);
    s.sampling = cell(w, C_SAMPLING, NULL);
    s.mode = cell(w, C_MODE, NULL);
    s.conductor = cell(w, C_CONDUCTOR, NULL);
    s.note = cell(w, C_NOTE, NULL);
    s.population = read_number(w, C_POPULATION);
    s.distributed = read_number(w, C_DISTRIBUTED);
    s.returned = read_number(w, C_RETURNED);
    s.rate = read_number(w, C_RATE);
    s.begins = read_day(w, C_FROM, &s.from);
    s.ends = read_day(w, C_TO, &s.to);
    if (!*s.id)
        diag_add(w->diag, MSG_KEY_BLANK, s.place,
                 w->csv->header.cells[w->at[C_ID]], NULL);
    check_order(w, &s.returned, C_RETURNED, &s.distributed, C_DISTRIBUTED);
    check_order(w, &s.distributed, C_DISTRIBUTED, &s.population, C_POPULATION);
    check_rate(w, &s);
    check_period(w, &s);
    return s;
}

const struct sample_metadata *metadata_find(struct arena *arena,
                                            const struct metadata *metadata,
                                            const char *id)
{
    for (size_t i = 0; i < metadata->n; i++)
        if (fold_equal(arena, metadata->samples[i].id, id))
            return &metadata->samples[i];
    return NULL;
}

const struct metadata *metadata_read(struct arena *arena, struct diag *diag,
                                     const struct csv *csv)
{
    int at[C_COUNT];
    size_t errors = diag_count(diag, LEVEL_ERROR);
    if (!columns_bind(arena, diag, csv, columns, C_COUNT, at))
        return NULL;
    struct metadata *m = arena_make(arena, struct metadata, 1);
    struct sample_metadata *samples =
        arena_make(arena, struct sample_metadata, csv->rows);
    *m = (struct metadata){.source = csv->source, .samples = samples};
    for (size_t i = 0; i < csv->rows; i++) {
        struct row w = {arena, diag, csv, &csv->row[i], at};
        struct sample_metadata s = read_row(&w);
        const struct sample_metadata *earlier = metadata_find(arena, m, s.id);
        if (*s.id && earlier) {
            diag_add(diag, MSG_CODEBOOK_TWICE, s.place, s.id, "", NULL);
            diag_note(diag, MSG_FIRST_HERE, earlier->place, s.id, NULL);
        }
        samples[m->n++] = s;
    }
    return diag_count(diag, LEVEL_ERROR) == errors ? m : NULL;
}

bool metadata_check_rows(struct arena *arena, struct diag *diag,
                         const struct sample_metadata *sample, uint64_t rows)
{
    const struct sample_number *returned = &sample->returned;
    if (!returned->known || returned->value.units == (int128)rows)
        return true;
    diag_add(diag, MSG_METADATA_ROWS, returned->place, returned->published,
             str_count(arena, rows), NULL);
    return false;
}
