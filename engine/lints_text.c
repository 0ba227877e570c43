/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/lints.h"

#include "data/damage.h"
#include "data/fold.h"
#include <string.h>

enum { MARKS = 100 }; /* ※1 .. ※99; other marks are not numbered notes */

/* -- places -----------------------------------------------------------------
 */

/* Where a text stands in a file, from a place on; else that place. */
static struct place place_of(struct place from, struct str text)
{
    if (!from.source || text.len == 0)
        return from;
    struct str rest = str_from(from.source->text, from.offset);
    const char *found = memmem(rest.at, rest.len, text.at, text.len);
    if (!found)
        return from;
    uint64_t offset = from.offset + (uint64_t)(found - rest.at);
    return place_at(from.source, offset, text.len);
}

/* Where a text stands in plan.xml after the opening of an element. */
static struct place place_in_plan(const struct plan *plan, const char *opening,
                                  const char *text)
{
    struct place whole = place_at(plan->source, 0, 0);
    return place_of(place_of(whole, str_of(opening)), str_of(text));
}

static bool is_own_input(const struct plan *plan, const struct source *source)
{
    const struct plan *before = plan->predecessor;
    for (size_t i = 0; before && i < before->n_inputs; i++)
        if (before->inputs[i] == source)
            return false;
    return true;
}

/* -- note marks -------------------------------------------------------------
 */

static unsigned digit_of(uint32_t c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 0xFF10 && c <= 0xFF19 ? c - 0xFF10 : 10;
}

/* The next ※n of *rest, as *mark; its number, or 0 when there is none. */
static unsigned next_mark(struct str *rest, struct str *mark)
{
    while (rest->len > 0) {
        struct str start = *rest;
        if (utf8_next(rest) != 0x203B)
            continue;
        unsigned number = 0;
        for (struct str peek = *rest; number < MARKS; *rest = peek) {
            unsigned digit = digit_of(utf8_next(&peek));
            if (digit > 9)
                break;
            number = 10 * number + digit;
        }
        *mark = str_head(start, start.len - rest->len);
        if (number > 0 && number < MARKS)
            return number;
    }
    return 0;
}

static unsigned number_of(const char *mark)
{
    struct str rest = str_of(mark), found;
    return next_mark(&rest, &found);
}

static bool is_declared(const struct plan *plan, unsigned number)
{
    for (size_t i = 0; i < plan->n_notes; i++)
        if (number_of(plan->notes[i].mark) == number)
            return true;
    return false;
}

/* A text that begins with its mark is a note of its own; the marks that
 * follow refer to others. */
static void check_marks(const struct run *run, const char *text,
                        struct place place)
{
    struct str rest = str_of(text), mark;
    unsigned own = str_starts(rest, "※") ? number_of(text) : 0;
    for (unsigned n; (n = next_mark(&rest, &mark)) > 0;)
        if (n != own && !is_declared(run->plan, n))
            diag_add(run->diag, MSG_NOTE_UNKNOWN, place_of(place, mark),
                     str_z(run->arena, mark), NULL);
}

static void check_all_marks(const struct run *run)
{
    const struct plan *plan = run->plan;
    for (size_t i = 0; i < plan->n_indicators; i++) {
        const struct indicator *indicator = &plan->indicators[i];
        check_marks(run, indicator->measure, indicator->place);
        if (indicator->definition)
            check_marks(run, indicator->definition, indicator->place);
    }
    for (size_t i = 0; i < plan->n_figures; i++) {
        const struct plan_figure *figure = &plan->figures[i];
        check_marks(run, figure->title, figure->place);
        for (size_t k = 0; k < figure->n_remarks; k++)
            check_marks(run, figure->remarks[k], figure->place);
    }
}

/* Marks that a file uses; in plan.xml a mark="..." only declares. */
static void collect_marks(const struct source *source, bool *used)
{
    struct str rest = source->text, mark;
    for (unsigned n; (n = next_mark(&rest, &mark)) > 0;) {
        struct str before =
            str_head(source->text, (size_t)(mark.at - source->text.at));
        used[n] = used[n] ||
                  !(str_ends(before, "mark=\"") || str_ends(before, "mark='"));
    }
}

static void check_unused_notes(const struct run *run)
{
    const struct plan *plan = run->plan;
    bool used[MARKS] = {false};
    for (size_t i = 0; i < plan->n_inputs; i++)
        if (is_own_input(plan, plan->inputs[i]))
            collect_marks(plan->inputs[i], used);
    for (size_t i = 0; i < plan->n_notes; i++) {
        const char *mark = plan->notes[i].mark;
        unsigned number = number_of(mark);
        if (number > 0 && !used[number])
            diag_add(run->diag, MSG_LINT_NOTE_UNUSED,
                     place_in_plan(plan, "<notes", mark), mark, NULL);
    }
}

/* -- document numbers -------------------------------------------------------
 */

static bool same_text(const struct run *run, const char *a, const char *b)
{
    return fold_equal(run->arena, a, b);
}

/* One meeting has no two papers of one number.  Where neither plan says when
 * its paper was given out, nothing is known and nothing is said. */
static void check_number_of_chain(const struct run *run)
{
    const struct plan_report *own = &run->plan->report;
    const struct plan *p = *own->number ? run->plan->predecessor : NULL;
    for (; p; p = p->predecessor) {
        const struct plan_report *other = &p->report;
        bool dated = *own->meeting || *own->date;
        if (dated && same_text(run, own->number, other->number) &&
            same_text(run, own->meeting, other->meeting) &&
            same_text(run, own->date, other->date) &&
            !same_text(run, own->title, other->title))
            diag_add(run->diag, MSG_LINT_NUMBER_SAME,
                     place_in_plan(run->plan, "<number", own->number),
                     own->number, other->title, NULL);
    }
}

/* 資料n in a text, or nothing. */
static struct str number_in(const char *text)
{
    static const char word[] = "資料";
    for (const char *at = text; (at = strstr(at, word)); at += strlen(word)) {
        struct str rest = str_of(at + strlen(word));
        size_t digits = 0;
        for (struct str peek = rest; digit_of(utf8_next(&peek)) < 10;)
            digits = rest.len - peek.len;
        if (digits > 0)
            return str_head(str_of(at), strlen(word) + digits);
    }
    return (struct str){"", 0};
}

static void check_number_in_title(const struct run *run)
{
    const struct plan_report *report = &run->plan->report;
    struct str found = number_in(report->title);
    struct str declared = number_in(report->number);
    if (found.len == 0 || declared.len == 0)
        return;
    const char *said = str_z(run->arena, found);
    if (!same_text(run, said, str_z(run->arena, declared)))
        diag_add(run->diag, MSG_LINT_NUMBER_TITLE,
                 place_in_plan(run->plan, "<report", said), said,
                 report->number, NULL);
}

/* -- damaged texts ----------------------------------------------------------
 */

static void check_line(const struct run *run, const struct source *source,
                       struct str line)
{
    static const enum message messages[] = {
        [DAMAGE_SPACED] = MSG_TEXT_SPACED,
        [DAMAGE_LOST_KANA] = MSG_TEXT_LOST,
        [DAMAGE_REPEATED] = MSG_TEXT_REPEATED,
    };
    struct damage found = damage_find(line);
    if (found.kind == DAMAGE_NONE)
        return;
    uint64_t offset = (uint64_t)(line.at - source->text.at) + found.offset;
    struct str part = str_head(str_from(line, found.offset), found.length);
    diag_add(run->diag, messages[found.kind],
             place_at(source, offset, found.length), str_z(run->arena, part),
             NULL);
}

/* Line by line, so that a file that is broken all over is said once a line. */
static void check_damage(const struct run *run, const struct source *source)
{
    struct str rest = source->text;
    while (rest.len > 0) {
        const char *end = memchr(rest.at, '\n', rest.len);
        size_t len = end ? (size_t)(end - rest.at) : rest.len;
        check_line(run, source, str_head(rest, len));
        rest = str_from(rest, end ? len + 1 : len);
    }
}

void lints_text_check(const struct run *run)
{
    const struct plan *plan = run->plan;
    check_all_marks(run);
    check_unused_notes(run);
    check_number_of_chain(run);
    check_number_in_title(run);
    for (size_t i = 0; i < plan->n_inputs; i++)
        if (is_own_input(plan, plan->inputs[i]))
            check_damage(run, plan->inputs[i]);
}
