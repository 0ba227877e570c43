/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/figures_survey.h"

#include "engine/sentence_survey.h"
#include <string.h>

/* --------------------------------------------------------------- answers */

/* Of a scale with a top group the answers on its other side are negative,
 * and the middle one of an odd number is neutral. */
static enum answer_role role_of(const struct survey_table *t, size_t at)
{
    const struct tabled_answer *a = &t->answers[at];
    size_t given = 0, positive = 0, first = t->n_answers, last = 0;
    if (a->no_answer)
        return ROLE_NONE;
    for (size_t i = 0; i < t->n_answers; i++) {
        given += !t->answers[i].no_answer;
        positive += t->answers[i].positive;
        if (t->answers[i].no_answer || t->answers[i].positive)
            continue;
        first = first < i ? first : i;
        last = i;
    }
    if (!t->has_positive)
        return t->ordered ? ROLE_ORDINAL : ROLE_NOMINAL;
    if (a->positive)
        return ROLE_POSITIVE;
    bool after = first > 0 && t->answers[first - 1].positive;
    size_t nearest = after ? first : last;
    return given == 2 * positive + 1 && at == nearest ? ROLE_NEUTRAL
                                                      : ROLE_NEGATIVE;
}

static const struct answer_choice *choices_of(struct arena *arena,
                                              const struct survey_table *t)
{
    struct answer_choice *all =
        arena_make(arena, struct answer_choice, t->n_answers);
    for (size_t i = 0; i < t->n_answers; i++)
        all[i] = (struct answer_choice){.label = t->answers[i].label,
                                        .role = role_of(t, i)};
    return all;
}

static struct answer_cell cell_of(const struct figure_parts *parts,
                                  const struct tabled_share *share,
                                  bool reference)
{
    struct answer_cell cell = {.text = sentence_survey_share(parts->s, share)};
    switch (share->state) {
    case TABLED_PRINTED:
        cell.share = decimal_double(share->percent);
        cell.state = reference ? CELL_REFERENCE : CELL_SHOWN;
        break;
    case TABLED_WITHHELD:
        cell.state = CELL_SUPPRESSED;
        break;
    case TABLED_MISSING:
        cell.state = CELL_MISSING;
        break;
    }
    return cell;
}

/* The share as the figure's data table has it. */
static void add_datum(struct figure_parts *parts,
                      const struct plan_survey *survey, const char *line,
                      const char *answer, const struct tabled_share *share)
{
    if (share->state == TABLED_PRINTED)
        figure_parts_datum(
            parts, str_join(parts->s->arena, line, "/", answer, NULL), "share",
            survey->period, decimal_text(parts->s->arena, share->percent),
            sentence_survey_share(parts->s, share));
}

/* ------------------------------------------------------------------ rows */

static struct answer_sum sum_of(const struct figure_parts *parts,
                                const struct tabled_share *positive,
                                bool reference)
{
    struct answer_sum sum = {.cell = cell_of(parts, positive, reference),
                             .interval =
                                 sentence_survey_interval(parts->s, positive),
                             .mark = ""};
    sum.has_interval = *sum.interval != '\0';
    if (sum.has_interval) {
        sum.low = decimal_double(positive->low);
        sum.high = decimal_double(positive->high);
    }
    return sum;
}

static struct answer_row row_of(struct figure_parts *parts,
                                const struct survey_table *t,
                                const struct plan_survey *survey,
                                const struct tabled_line *line, bool before)
{
    struct arena *arena = parts->s->arena;
    uint64_t n = before ? line->n_before : line->n;
    const struct tabled_share *shares = before ? line->before : line->shares;
    const char *label = sentence_survey_label(parts->s, line);
    bool reference = n < parts->run->plan->surveys->reference;
    struct answer_cell *cells =
        arena_make(arena, struct answer_cell, t->n_answers);
    for (size_t i = 0; i < t->n_answers; i++) {
        cells[i] = cell_of(parts, &shares[i], reference);
        add_datum(parts, survey, label, t->answers[i].label, &shares[i]);
    }
    struct answer_row row = {
        .group = line->group,
        .label = label,
        .base = sentence_survey_n(
            parts->s, n, before ? line->withheld_before : line->withheld),
        .is_whole = !*line->group,
        .is_reference = reference,
        .cells = cells,
        .sum = {.cell = {.text = "", .state = CELL_MISSING},
                .interval = "",
                .mark = ""}};
    if (t->has_positive)
        row.sum =
            sum_of(parts, before ? &line->positive_before : &line->positive,
                   reference);
    return row;
}

/* Adjacent top answers; false: they are not, or there are none. */
static bool span_of_positive(const struct survey_table *t, size_t *from,
                             size_t *to)
{
    size_t n = 0;
    for (size_t i = 0; i < t->n_answers; i++) {
        if (!t->answers[i].positive)
            continue;
        *from = n++ ? *from : i;
        *to = i;
    }
    return n > 1 && *to - *from + 1 == n;
}

/* ----------------------------------------------------------------- common */

static const struct survey_table *table_of(const struct figure_parts *parts)
{
    /* plan_surveys_figures() has seen to it that there is one */
    return plan_survey_table(parts->run->plan, parts->declared->of);
}

static void finish(struct figure_parts *parts, const struct survey_table *t,
                   enum figure_kind kind, struct figure_frame *frame,
                   size_t size)
{
    const char **notes = arena_make(parts->s->arena, const char *,
                                    SENTENCE_SURVEY_NOTES + t->n_remarks);
    size_t n = sentence_survey_notes(
        parts->s, t, kind == FIGURE_MULTI ? NOTES_OF_MULTI : NOTES_OF_BARS,
        notes);
    for (size_t i = 0; i < n; i++)
        figure_parts_remark(parts, notes[i]);
    parts->kind = kind;
    parts->frame = frame;
    parts->size = size;
    parts->message = sentence_survey_head(parts->s, t);
    parts->desc = str_join(parts->s->arena, t->question,
                           *t->question && *parts->message ? " " : "",
                           parts->message, NULL);
    if (!*parts->desc)
        parts->desc = parts->declared->title;
    parts->source = t->survey->source;
}

/* ------------------------------------------------------------------ kinds */

void figures_stack100(struct figure_parts *parts)
{
    struct arena *arena = parts->s->arena;
    const struct survey_table *t = table_of(parts);
    struct figure_stack100 *figure =
        arena_make(arena, struct figure_stack100, 1);
    struct answer_row *rows =
        arena_make(arena, struct answer_row, t->n_lines + 1);
    for (size_t i = 0; i < t->n_lines; i++) {
        const struct tabled_line *line = &t->lines[i];
        rows[figure->n_rows++] = row_of(parts, t, t->survey, line, false);
        if (i > 0 || !line->has_before)
            continue;
        rows[0].label = sentence_survey_period(parts->s, t->survey);
        rows[figure->n_rows] = row_of(parts, t, t->previous, line, true);
        rows[figure->n_rows++].label =
            sentence_survey_period(parts->s, t->previous);
    }
    figure->answers = choices_of(arena, t);
    figure->n_answers = t->n_answers;
    figure->rows = rows;
    figure->is_connected = t->n_lines == 1 && figure->n_rows == 2;
    figure->sum_label = "";
    if (span_of_positive(t, &figure->sum_from, &figure->sum_to))
        figure->sum_label = sentence_survey_positive(parts->s, t);
    finish(parts, t, FIGURE_STACK100, &figure->frame, sizeof *figure);
}

void figures_crosstab(struct figure_parts *parts)
{
    struct arena *arena = parts->s->arena;
    const struct survey_table *t = table_of(parts);
    struct figure_crosstab *figure =
        arena_make(arena, struct figure_crosstab, 1);
    struct answer_row *rows = arena_make(arena, struct answer_row, t->n_lines);
    for (size_t i = 0; i < t->n_lines; i++)
        rows[i] = row_of(parts, t, t->survey, &t->lines[i], false);
    figure->answers = choices_of(arena, t);
    figure->n_answers = t->n_answers;
    figure->rows = rows;
    figure->n_rows = t->n_lines;
    figure->sum_label =
        t->has_positive ? sentence_survey_positive(parts->s, t) : "";
    finish(parts, t, FIGURE_CROSSTAB, &figure->frame, sizeof *figure);
}

static struct multi_item item_of(struct figure_parts *parts,
                                 const struct survey_table *t, size_t i)
{
    const struct tabled_line *whole = &t->lines[0];
    struct multi_item item = {
        .label = t->answers[i].label,
        .role = role_of(t, i),
        .now = cell_of(parts, &whole->shares[i], whole->reference),
        .interval = sentence_survey_interval(parts->s, &whole->shares[i]),
        .difference = "",
        .mark = ""};
    add_datum(parts, t->survey, item.label, "now", &whole->shares[i]);
    item.has_interval = *item.interval != '\0';
    if (item.has_interval) {
        item.low = decimal_double(whole->shares[i].low);
        item.high = decimal_double(whole->shares[i].high);
    }
    if (!whole->has_before)
        return item;
    item.previous = cell_of(parts, &whole->before[i], false);
    item.difference = sentence_survey_change(parts->s, &whole->changes[i]);
    item.is_significant = whole->changes[i].significant;
    add_datum(parts, t->previous, item.label, "before", &whole->before[i]);
    return item;
}

static const char *name_n(const struct figure_parts *parts,
                          const struct plan_survey *survey, uint64_t n)
{
    const char *args[] = {sentence_survey_period(parts->s, survey),
                          publish_number(parts->s->arena, parts->s->style,
                                         decimal_of((long long)n, 0))};
    return word_fill(parts->s->arena, parts->s->style.lang, WORD_SURVEY_NAME_N,
                     LEN(args), args);
}

static const char *short_period(const struct figure_parts *parts,
                                const struct plan_survey *survey)
{
    return publish_period(parts->s->arena, parts->s->style, survey->period,
                          PERIOD_SHORT);
}

void figures_multi(struct figure_parts *parts)
{
    struct arena *arena = parts->s->arena;
    const struct survey_table *t = table_of(parts);
    const struct tabled_line *whole = &t->lines[0];
    struct figure_multi *figure = arena_make(arena, struct figure_multi, 1);
    struct multi_item *items =
        arena_make(arena, struct multi_item, t->n_answers);
    for (size_t i = 0; i < t->n_answers; i++)
        items[i] = item_of(parts, t, i);
    figure->items = items;
    figure->n_items = t->n_answers;
    figure->is_ranked = true;
    figure->now_name = name_n(parts, t->survey, whole->n);
    figure->now_head = short_period(parts, t->survey);
    figure->previous_name = figure->previous_head = "";
    if (whole->has_before) {
        figure->previous_name = name_n(parts, t->previous, whole->n_before);
        figure->previous_head = short_period(parts, t->previous);
    }
    figure->interval_head =
        word(parts->s->style.lang, WORD_SURVEY_COL_INTERVAL);
    figure->cutoff_text = "";
    figure->total = t->has_mentions ? publish_quantity(arena, parts->s->style,
                                                       t->mentions, "％")
                                    : "";
    figure->is_none_in_base = t->multi ? t->base_asked : t->has_no_answer;
    finish(parts, t, FIGURE_MULTI, &figure->frame, sizeof *figure);
}
