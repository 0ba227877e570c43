/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/sentence_supply.h"

#include <string.h>

enum { DISTRICTS_NAMED = 6 };

static const char *say(const struct speaker *s, enum word id)
{
    return word(s->style.lang, id);
}

static const char *fill(const struct speaker *s, enum word id, size_t n,
                        const char *const *args)
{
    return word_fill(s->arena, s->style.lang, id, n, args);
}

static void add_item(const struct speaker *s, struct buf *list,
                     const char *item)
{
    if (list->len)
        buf_z(list, say(s, WORD_SUPPLY_LIST_COMMA));
    buf_z(list, item);
}

static const char *year_short(const struct speaker *s, int year)
{
    return publish_period(s->arena, s->style, period_fiscal(year),
                          PERIOD_SHORT);
}

const char *sentence_supply_mark(const struct plan_supply *supply)
{
    return supply->table.has[SUPPLY_CAPACITY] ? "④" : "②";
}

const char *sentence_supply_difference(const struct speaker *s,
                                       const struct plan_supply *supply)
{
    const char *mark = sentence_supply_mark(supply);
    return supply->table.need_first ? str_join(s->arena, "①－", mark, NULL)
                                    : str_join(s->arena, mark, "－①", NULL);
}

const char *sentence_supply_name(const struct speaker *s,
                                 const struct supply_line *line)
{
    const char *district =
        line->all_districts ? say(s, WORD_SUPPLY_CITY) : line->district;
    const char *args[] = {district, line->category};
    if (!*district)
        return line->category;
    return *line->category ? fill(s, WORD_SUPPLY_NAME, LEN(args), args)
                           : district;
}

const char *sentence_supply_number(const struct speaker *s,
                                   const struct quantity *quantity)
{
    return quantity->reason == REASON_NONE
               ? publish_number(s->arena, s->style, quantity->published)
               : "―";
}

/* -- shortages ------------------------------------------------------------- */

/* R3 ▲24人、R4 ▲10人; "" for none. */
static const char *short_years(const struct speaker *s,
                               const struct supply_result *result,
                               const struct plan_supply *supply,
                               const struct supply_line *line)
{
    struct buf list = buf_new(s->arena);
    for (size_t k = 0; k < result->n_years; k++) {
        const struct supply_point *p = &line->points[k];
        if (p->state != SUPPLY_SHORT)
            continue;
        const char *args[] = {year_short(s, p->year),
                              publish_quantity(s->arena, s->style,
                                               p->gap.published,
                                               supply->table.unit)};
        add_item(s, &list, fill(s, WORD_SUPPLY_YEAR_AMOUNT, LEN(args), args));
    }
    return buf_text(&list);
}

struct survey { /* of the districts' lines of one category */
    struct buf shortages;
    size_t n_lines, n_short, n_known, n_missing;
    int from, to; /* years judged */
};

static void survey_line(const struct speaker *s, struct survey *v,
                        const struct supply_result *result,
                        const struct plan_supply *supply,
                        const struct supply_line *line)
{
    v->n_lines++;
    for (size_t k = 0; k < result->n_years; k++) {
        if (line->points[k].state == SUPPLY_UNKNOWN) {
            v->n_missing += !line->points[k].two_bases;
            continue;
        }
        int year = line->points[k].year;
        v->n_known++;
        v->from = v->from && v->from < year ? v->from : year;
        v->to = year > v->to ? year : v->to;
    }
    const char *years = short_years(s, result, supply, line);
    if (*years && v->n_short++ < DISTRICTS_NAMED) {
        const char *args[] = {sentence_supply_name(s, line), years};
        add_item(s, &v->shortages, fill(s, WORD_SUPPLY_NAME, LEN(args), args));
    }
}

static bool is_shown(const struct supply_line *line, const char *category)
{
    if (line->all_districts)
        return false;
    return *category
               ? !line->all_categories && strcmp(line->category, category) == 0
               : line->whole;
}

const char *sentence_supply_head(const struct speaker *s,
                                 const struct supply_result *result,
                                 const struct plan_supply *supply,
                                 const char *category)
{
    struct survey v = {.shortages = buf_new(s->arena)};
    for (size_t i = 0; i < result->n_lines; i++)
        if (is_shown(&result->lines[i], category))
            survey_line(s, &v, result, supply, &result->lines[i]);
    if (v.n_known == 0)
        return "";
    if (v.n_short > DISTRICTS_NAMED) {
        const char *rest = str_count(s->arena, v.n_short - DISTRICTS_NAMED);
        add_item(s, &v.shortages, fill(s, WORD_SUPPLY_AND_MORE, 1, &rest));
    }
    const char *window = sentence_window(s, v.from, v.to);
    const char *args[] = {v.n_short ? buf_text(&v.shortages) : window,
                          v.n_short ? window : str_count(s->arena, v.n_lines)};
    enum word covered =
        v.n_lines > 1 ? WORD_SUPPLY_HEAD_ENOUGH : WORD_SUPPLY_HEAD_ENOUGH_ONE;
    /* where a number is missing, nothing is said of the others */
    enum word falls_short =
        v.n_missing ? WORD_SUPPLY_HEAD_SHORT_ALL : WORD_SUPPLY_HEAD_SHORT;
    if (v.n_short == 0 && v.n_missing)
        return "";
    return fill(s, v.n_short ? falls_short : covered, LEN(args), args);
}

const char *sentence_supply_hidden(const struct speaker *s,
                                   const struct supply_result *result,
                                   const struct plan_supply *supply)
{
    struct buf list = buf_new(s->arena);
    for (size_t i = 0; i < result->n_lines; i++) {
        const struct supply_line *line = &result->lines[i];
        const struct supply_line *whole =
            supply_find(result, line->district, "");
        if (line->all_districts || line->whole || !whole)
            continue;
        for (size_t k = 0; k < result->n_years; k++) {
            const struct supply_point *p = &line->points[k];
            if (p->state != SUPPLY_SHORT ||
                whole->points[k].state == SUPPLY_SHORT)
                continue;
            add_item(
                s, &list,
                str_join(s->arena, sentence_supply_name(s, line), " ",
                         year_short(s, p->year), " ",
                         publish_quantity(s->arena, s->style, p->gap.published,
                                          supply->table.unit),
                         NULL));
        }
    }
    const char *text = buf_text(&list);
    return *text ? fill(s, WORD_SUPPLY_HIDDEN, 1, &text) : "";
}

/* -- remarks --------------------------------------------------------------- */

const char *sentence_supply_bases(const struct speaker *s,
                                  const struct plan_supply *supply)
{
    struct buf text = buf_new(s->arena);
    const struct supply_row *last = NULL;
    for (size_t i = 0; i < supply->table.n_rows; i++) {
        const struct supply_row *row = &supply->table.rows[i];
        bool said = last && last->year == row->year &&
                    strcmp(last->need_basis, row->need_basis) == 0 &&
                    strcmp(last->supply_basis, row->supply_basis) == 0;
        if (!row->two_bases || said)
            continue;
        last = row;
        const char *args[] = {publish_period(s->arena, s->style,
                                             period_fiscal(row->year),
                                             PERIOD_LONG),
                              row->need_basis, row->supply_basis};
        const char *note = fill(s, WORD_SUPPLY_NOTE_BASES, LEN(args), args);
        if (!strstr(buf_text(&text), note))
            buf_z(&text, note);
    }
    return buf_text(&text);
}

const char *sentence_supply_sign(const struct speaker *s,
                                 const struct plan_supply *supply)
{
    enum word meaning = supply->table.need_first ? WORD_SUPPLY_NOTE_SURPLUS
                                                 : WORD_SUPPLY_NOTE_SHORT;
    const char *sign = s->style.negative          ? s->style.negative
                       : s->style.lang == LANG_EN ? "−"
                                                  : "▲";
    const char *args[] = {sentence_supply_difference(s, supply), sign,
                          say(s, meaning)};
    return fill(s, WORD_SUPPLY_NOTE_SIGN, LEN(args), args);
}

/* -- deadlines and reviews --------------------------------------------------
 */

static const char *failing_text(const struct speaker *s,
                                const struct plan_supply *supply,
                                const struct supply_failing *f)
{
    const char *when = say(s, WORD_SUPPLY_NEVER_ENOUGH);
    if (f->enough_from) {
        const char *year = publish_period(
            s->arena, s->style, period_fiscal(f->enough_from), PERIOD_LONG);
        when = fill(s, WORD_SUPPLY_ENOUGH_FROM, 1, &year);
    }
    const char *args[] = {sentence_supply_name(s, f->line),
                          publish_quantity(s->arena, s->style, f->gap.published,
                                           supply->table.unit),
                          when};
    return fill(s, WORD_SUPPLY_FAILING, LEN(args), args);
}

const char *sentence_supply_verdict(const struct speaker *s,
                                    const struct plan_supply *supply,
                                    const struct supply_deadline *deadline,
                                    const struct supply_verdict *verdict)
{
    const char *by = str_join(
        s->arena, publish_period(s->arena, s->style, deadline->by, PERIOD_LONG),
        verdict->by_capacity ? say(s, WORD_SUPPLY_BY_CAPACITY) : "", NULL);
    if (verdict->n_judged == 0)
        return fill(s, WORD_SUPPLY_DEADLINE_NO_DATA, 1, &by);
    struct buf list = buf_new(s->arena);
    for (size_t i = 0; i < verdict->n_failing; i++)
        add_item(s, &list, failing_text(s, supply, &verdict->failing[i]));
    const char *judged = str_count(s->arena, verdict->n_judged);
    const char *met[] = {by, judged};
    const char *fails[] = {by, str_count(s->arena, verdict->n_failing), judged,
                           buf_text(&list)};
    const char *text =
        verdict->n_failing
            ? fill(s, WORD_SUPPLY_DEADLINE_FAILS, LEN(fails), fails)
            : fill(s, WORD_SUPPLY_DEADLINE_MET, LEN(met), met);
    if (verdict->n_unknown == 0)
        return text;
    const char *unknown = str_count(s->arena, verdict->n_unknown);
    return str_join(s->arena, text, s->style.lang == LANG_EN ? " " : "",
                    fill(s, WORD_SUPPLY_DEADLINE_PARTLY, 1, &unknown), NULL);
}

const char *sentence_supply_review(const struct speaker *s,
                                   const struct supply_result *result,
                                   const struct plan_supply *supply)
{
    struct buf list = buf_new(s->arena);
    bool any_actual = false;
    for (size_t i = 0; i < result->n_lines; i++) {
        const struct supply_line *line = &result->lines[i];
        for (size_t k = 0; line->judged && k < result->n_years; k++) {
            const struct supply_point *p = &line->points[k];
            any_actual = any_actual || p->deviation.reason == REASON_NONE;
            if (p->review)
                add_item(s, &list,
                         str_join(s->arena, sentence_supply_name(s, line), " ",
                                  year_short(s, p->year), " ",
                                  sentence_quantity(s, &p->deviation, "％"),
                                  NULL));
        }
    }
    if (!supply->table.has_review || !any_actual)
        return "";
    const char *args[] = {
        publish_quantity(s->arena, s->style, supply->table.review, "％"),
        buf_text(&list)};
    return fill(s, *args[1] ? WORD_SUPPLY_REVIEWS : WORD_SUPPLY_NO_REVIEWS,
                LEN(args), args);
}
