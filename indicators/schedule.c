/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "indicators/schedule.h"

#include "data/fold.h"
#include <string.h>

/* -- columns --------------------------------------------------------------- */

/* Takes a label in brackets off the end: 現況（ビジョン策定時点）. */
static const char *take_label(struct arena *arena, struct str *text)
{
    static const char *const pairs[][2] = {{"（", "）"}, {"(", ")"}};
    for (size_t i = 0; i < LEN(pairs); i++) {
        const char *z = str_z(arena, *text);
        const char *open = strstr(z, pairs[i][0]);
        if (!open || open == z || !str_ends(*text, pairs[i][1]))
            continue;
        size_t begin = (size_t)(open - z), skip = strlen(pairs[i][0]);
        size_t len = text->len - begin - skip - strlen(pairs[i][1]);
        struct str label = {z + begin + skip, len};
        if (strstr(z, "年度") && strstr(z, "年度") > open)
            continue; /* 平成30（2018）年度: a year in two spellings */
        *text = number_trim(str_head(*text, begin));
        return str_z(arena, label);
    }
    return "";
}

static struct str without(struct str text, const char *part, bool *found)
{
    *found = false;
    if (str_ends(text, part)) {
        *found = true;
        return str_head(text, text.len - strlen(part));
    }
    if (str_starts(text, part)) {
        *found = true;
        return str_from(text, strlen(part));
    }
    return text;
}

bool schedule_header(struct arena *arena, const char *name,
                     struct schedule_head *out, struct finding *finding)
{
    static const struct {
        const char *text;
        enum schedule_part part;
    } forms[] = {{"末の現況", PART_STATUS}, {"の現況", PART_STATUS},
                 {"末", PART_STATUS},       {"status ", PART_STATUS},
                 {"目標", PART_TARGET},     {"target ", PART_TARGET}};
    struct str text = number_trim(str_of(name));
    bool told = false;
    *finding = (struct finding){.id = MSG_NONE};
    *out = (struct schedule_head){.part = PART_PLAN, .name = name, .label = ""};
    if (str_is(text, "計") || str_is(text, "合計") || str_is(text, "total")) {
        out->part = PART_TOTAL;
        return true;
    }
    out->label = take_label(arena, &text);
    for (size_t i = 0; i < LEN(forms) && !told; i++) {
        text = without(text, forms[i].text, &told);
        if (told)
            out->part = forms[i].part;
    }
    const char *year = str_z(arena, number_trim(text));
    *finding = period_read(year, AXIS_FISCAL_YEAR, &out->period);
    if (!message_is_error(finding->id))
        return true;
    /* 30年度 lacks its era; 備考 is another column */
    return told || finding->id != MSG_ERA_FORMAT
               ? (finding->id != MSG_KEY_BLANK)
               : false;
}

int schedule_find(const struct schedule *schedule, enum schedule_part part)
{
    int found = -1;
    for (size_t i = 0; i < schedule->n_columns; i++)
        if (schedule->columns[i].part == part &&
            (found < 0 || part == PART_TOTAL ||
             period_compare(schedule->columns[i].period,
                            schedule->columns[found].period) > 0))
            found = (int)i;
    return found;
}

const struct schedule_line *schedule_line(const struct schedule *schedule,
                                          const char *id)
{
    for (size_t i = 0; i < schedule->n_rows; i++)
        if (strcmp(schedule->rows[i].id, id) == 0)
            return &schedule->rows[i];
    return NULL;
}

/* -- stages ---------------------------------------------------------------- */

enum entry_stage schedule_stage_of(const struct states *states,
                                   const struct phrase *phrase)
{
    if (phrase->missing != MISSING_NOT)
        return STAGE_NONE;
    const struct state *state = phrase->state;
    if (!state)
        return STAGE_RUN;
    if (state->step == STATE_REPEATABLE || state->step == states->steps - 1)
        return STAGE_RUN;
    return state->step == 0 ? STAGE_CONSIDER : STAGE_START;
}

static bool is_timed(enum schedule_part part)
{
    return part == PART_STATUS || part == PART_PLAN;
}

void schedule_reached(const struct schedule *schedule,
                      const struct schedule_line *row, int *steps)
{
    int reached = -1;
    for (size_t i = 0; i < schedule->n_columns; i++) {
        const struct state *state = row->cells[i].phrase.state;
        bool timed = is_timed(schedule->columns[i].part);
        if (timed && state && state->step > reached)
            reached = state->step;
        steps[i] = timed ? reached : -1;
    }
}

struct quantity schedule_completion(const struct states *states, int step)
{
    struct rational num, den;
    if (!rational_make(step + 1, 1, &num) ||
        !rational_make(states->steps, 1, &den))
        return quantity_none(REASON_OVERFLOW);
    return quantity_share(num, den);
}
