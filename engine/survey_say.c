/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/survey_say.h"

#include "data/locate.h"
#include <string.h>

/* Which message says a trouble, and of what its name is: the columns in
 * which the row is searched. */
enum kind { OF_NOTHING, OF_STRATUM, OF_UNIT, OF_VARIABLE, OF_FPC, OF_FPC2 };

static const struct phrase {
    enum message id;
    enum kind kind;
} phrases[] = {
    [TROUBLE_LONELY] = {MSG_SURVEY_LONELY, OF_STRATUM},
    [TROUBLE_TWO_STRATA] = {MSG_SURVEY_TWO_STRATA, OF_UNIT},
    [TROUBLE_TWO_WAVES] = {MSG_SURVEY_TWO_WAVES, OF_UNIT},
    [TROUBLE_WAVES] = {MSG_SURVEY_WAVES, OF_NOTHING},
    [TROUBLE_FPC_NUMBER] = {MSG_SURVEY_FPC_NUMBER, OF_FPC},
    [TROUBLE_FPC_SMALL] = {MSG_SURVEY_FPC_SMALL, OF_STRATUM},
    [TROUBLE_FPC_VARIES] = {MSG_SURVEY_FPC_VARIES, OF_STRATUM},
    [TROUBLE_FPC2_NUMBER] = {MSG_SURVEY_FPC_NUMBER, OF_FPC2},
    [TROUBLE_FPC2_SMALL] = {MSG_SURVEY_FPC_SMALL, OF_UNIT},
    [TROUBLE_FPC2_VARIES] = {MSG_SURVEY_FPC_VARIES, OF_UNIT},
    [TROUBLE_NO_WEIGHTS] = {MSG_SURVEY_NO_WEIGHTS, OF_NOTHING},
    [TROUBLE_ZERO_WEIGHTS] = {MSG_SURVEY_ZERO_WEIGHTS, OF_NOTHING},
    [TROUBLE_REPLICATES] = {MSG_SURVEY_REPLICATES, OF_NOTHING},
    [TROUBLE_JK1_STRATA] = {MSG_SURVEY_JK1, OF_NOTHING},
    [TROUBLE_MARGIN_NONE] = {MSG_SURVEY_MARGIN_NONE, OF_VARIABLE},
    [TROUBLE_MARGIN_EMPTY] = {MSG_SURVEY_MARGIN_EMPTY, OF_NOTHING},
    [TROUBLE_MARGIN_SUMS] = {MSG_SURVEY_MARGIN_SUMS, OF_NOTHING},
    [TROUBLE_RAKING] = {MSG_SURVEY_RAKING, OF_NOTHING},
    [TROUBLE_GREG] = {MSG_SURVEY_GREG, OF_NOTHING},
    [TROUBLE_GREG_WEIGHTS] = {MSG_SURVEY_GREG_WEIGHTS, OF_NOTHING},
    [TROUBLE_CATEGORY] = {MSG_SURVEY_CATEGORY, OF_VARIABLE},
    [TROUBLE_NOT_NUMBER] = {MSG_SURVEY_NOT_NUMBER, OF_VARIABLE},
    [TROUBLE_OTHER_SUMS] = {MSG_SURVEY_OTHER_SUMS, OF_NOTHING},
};

struct context {
    struct arena *arena;
    struct diag *diag;
    const struct survey_design *design;
    const struct survey_origin *origin;
};

/* The one column that holds the name, or NULL where it is made of several. */
static const char *column_of(const struct context *c, enum kind kind,
                             const struct survey_finding *f)
{
    const struct survey_design *d = c->design;
    switch (kind) {
    case OF_STRATUM:
        return d->strata[1] || d->wave ? NULL : d->strata[0];
    case OF_UNIT:
        return d->psu[1] || d->wave ? NULL : d->psu[0];
    case OF_VARIABLE:
        return f->other;
    case OF_FPC:
        return d->fpc;
    case OF_FPC2:
        return d->fpc2;
    case OF_NOTHING:
        break;
    }
    return NULL;
}

static struct place place_of(const struct context *c, enum kind kind,
                             const struct survey_finding *f)
{
    const char *column = column_of(c, kind, f);
    const char *text = kind == OF_FPC || kind == OF_FPC2 ? f->other : f->name;
    struct place place;
    for (size_t i = 0; column && text && i < c->origin->n_paths; i++)
        if (locate_text(c->arena, c->origin->dir, c->origin->paths[i], column,
                        text, &place))
            return place;
    return c->origin->otherwise;
}

/* A sample without strata is a single one, without a name. */
static const char *name_of(const struct context *c,
                           const struct survey_finding *f)
{
    if (f->name && *f->name)
        return f->name;
    if (phrases[f->trouble].kind != OF_STRATUM)
        return "";
    return diag_lang(c->diag) == LANG_JA ? "（層なし）" : "(no strata)";
}

static void say(const struct context *c, const struct survey_finding *f)
{
    const struct phrase *phrase = &phrases[f->trouble];
    diag_add(c->diag, phrase->id, place_of(c, phrase->kind, f), name_of(c, f),
             f->other ? f->other : "", str_count(c->arena, f->count), NULL);
}

static uint64_t count_of(const struct survey_answers *answers,
                         enum survey_trouble trouble)
{
    uint64_t n = 0;
    for (size_t i = 0; i < answers->n_findings; i++)
        n += answers->findings[i].trouble == trouble;
    return n;
}

bool survey_say(struct arena *arena, struct diag *diag,
                const struct survey_design *design,
                const struct survey_answers *answers,
                const struct survey_origin *origin)
{
    struct context c = {arena, diag, design, origin};
    bool good = true, waves = false;
    for (size_t i = 0; i < answers->n_findings; i++) {
        struct survey_finding f = answers->findings[i];
        good &= survey_is_note(f.trouble);
        if (f.trouble == TROUBLE_TWO_WAVES) { /* of all units at once */
            if (waves)
                continue;
            waves = true;
            f.count = count_of(answers, f.trouble);
        }
        say(&c, &f);
    }
    return good;
}
