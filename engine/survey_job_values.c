/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/fold.h"
#include "data/number.h"
#include "engine/survey_job_int.h"
#include <string.h>

bool job_wrong(const struct reading *w)
{
    w->job->trouble =
        str_join(w->job->arena, w->name, "=", w->given->value, NULL);
    return false;
}

/* ------------------------------------------------------------- plain values */

bool job_decimal(struct str text, struct decimal *out)
{
    char z[64];
    struct number number;
    if (text.len == 0 || text.len >= sizeof z)
        return false;
    memcpy(z, text.at, text.len);
    z[text.len] = '\0';
    struct finding f = number_read(z, &(struct number_spec){0}, &number);
    *out = number.value;
    return !message_is_error(f.id) && number.missing == MISSING_NOT;
}

bool job_double(const struct reading *w, double low, double high, double *out)
{
    struct decimal d;
    if (!job_decimal(str_of(w->given->value), &d))
        return job_wrong(w);
    *out = decimal_double(d);
    return (*out > low && *out < high) || job_wrong(w);
}

bool job_count(const struct reading *w, const char *text, int most, int *out)
{
    *out = 0;
    if (!*text)
        return job_wrong(w);
    for (; *text; text++) {
        if (*text < '0' || *text > '9' || *out > most)
            return job_wrong(w);
        *out = 10 * *out + (*text - '0');
    }
    return *out <= most || job_wrong(w);
}

bool job_cut(struct arena *arena, const char *text, char sign, bool last,
             const char **left, const char **right)
{
    const char *at = last ? strrchr(text, sign) : strchr(text, sign);
    if (!at || at == text || !at[1])
        return false;
    *left = str_z(arena, (struct str){text, (size_t)(at - text)});
    *right = at + 1;
    return true;
}

size_t job_split(struct arena *arena, const char *text, const char *const **out)
{
    size_t n = 1;
    for (const char *c = text; *c; c++)
        n += *c == ',';
    const char **all = arena_make(arena, const char *, n);
    struct str rest = str_of(text);
    for (size_t i = 0; i < n; i++) {
        const char *comma = memchr(rest.at, ',', rest.len);
        size_t len = comma ? (size_t)(comma - rest.at) : rest.len;
        all[i] = str_z(arena, str_head(rest, len));
        rest = str_from(rest, comma ? len + 1 : len);
    }
    *out = all;
    return n;
}

/* -------------------------------------------------------------------- names */

bool job_unknown(const struct reading *w, const char *name, const char *nearest)
{
    struct arena *arena = w->job->arena;
    diag_add(w->job->diag, MSG_SURVEY_NAME, (struct place){0}, name,
             nearest ? str_join(arena, " → ", nearest, NULL) : "", w->name,
             NULL);
    return false;
}

/* A column of the file. */
bool job_column(const struct reading *w, const char *name, const char **out)
{
    const struct define_scope *scope = &w->job->scope;
    for (size_t i = 0; i < scope->n_columns; i++)
        if (strcmp(scope->columns[i], name) == 0) {
            *out = scope->columns[i];
            return true;
        }
    return job_unknown(
        w, name,
        fold_nearest(w->job->arena, name, scope->columns, scope->n_columns));
}

bool job_columns(const struct reading *w, const char *out[SURVEY_COMBINED])
{
    const char *const *names;
    size_t n = job_split(w->job->arena, w->given->value, &names);
    if (n > SURVEY_COMBINED)
        return job_wrong(w);
    for (size_t i = 0; i < n; i++)
        if (!job_column(w, names[i], &out[i]))
            return false;
    return true;
}

bool job_variable(const struct reading *w, const char *name,
                  const struct variable **out)
{
    const char *nearest;
    *out = define_find(w->job->arena, name, &w->job->scope, &nearest);
    return *out || job_unknown(w, name, nearest);
}

bool job_measure(const struct reading *w, const char *name,
                 struct survey_measure *out)
{
    const struct define_scope *scope = &w->job->scope;
    for (size_t i = 0; i < scope->n_variables; i++)
        if (strcmp(variable_name(scope->variables[i]), name) == 0) {
            out->variable = scope->variables[i];
            return true;
        }
    return job_column(w, name, &out->column);
}

bool job_variables(const struct reading *w, const char *text,
                   const struct variable *const **out, size_t *n)
{
    const char *const *names;
    *n = job_split(w->job->arena, text, &names);
    const struct variable **all =
        arena_make(w->job->arena, const struct variable *, *n);
    for (size_t i = 0; i < *n; i++)
        if (!job_variable(w, names[i], &all[i]))
            return false;
    *out = all;
    return true;
}

bool job_found(const struct reading *w, struct finding f)
{
    if (!f.id)
        return true;
    struct source *source =
        source_of_text(w->job->arena, w->name, w->given->value);
    diag_finding(w->job->diag, f, w->given->value,
                 place_at(source, 0, source->text.len));
    return !message_is_error(f.id);
}

void job_add_variable(struct survey_job *job, const struct variable *v)
{
    struct define_scope *scope = &job->scope;
    const struct variable **all =
        arena_grow(job->arena, scope->variables, scope->n_variables,
                   scope->n_variables + 1, sizeof *all);
    all[scope->n_variables++] = v;
    scope->variables = all;
}
