/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A codebook against the files that it describes.
 */
#include "data/codebook.h"
#include "data/fold.h"
#include <string.h>

static bool has_column(struct arena *arena, const char *const *columns,
                       size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (fold_equal(arena, columns[i], name))
            return true;
    return false;
}

static const char *hint(struct arena *arena, const char *name,
                        const char *const *names, size_t n)
{
    const char *nearest = fold_nearest(arena, name, names, n);
    return nearest ? str_join(arena, " → ", nearest, NULL) : "";
}

struct file {
    struct arena *arena;
    struct diag *diag;
    const char *const *columns;
    size_t n;
};

/* The variables that are columns; what the file lacks of them is said. */
static size_t check_book(const struct file *file, const struct codebook *book,
                         const char **names)
{
    size_t n = 0;
    for (size_t i = 0; i < book->n; i++) {
        const struct codebook_variable *v = &book->variables[i];
        if (*v->definition)
            continue;
        names[n++] = v->name;
        if (has_column(file->arena, file->columns, file->n, v->name))
            continue;
        if (*v->group)
            diag_add(file->diag, MSG_CODEBOOK_MEMBER, v->place, v->name,
                     v->group, NULL);
        else
            diag_add(file->diag, MSG_CODEBOOK_COLUMN, v->place, v->name,
                     hint(file->arena, v->name, file->columns, file->n), NULL);
    }
    return n;
}

bool codebook_check_columns(struct arena *arena, struct diag *diag,
                            const struct codebook *book,
                            const char *const *columns, size_t n,
                            struct place file)
{
    struct file f = {arena, diag, columns, n};
    size_t errors = diag_count(diag, LEVEL_ERROR);
    const char **names = arena_make(arena, const char *, book->n + 1);
    size_t n_names = check_book(&f, book, names);
    for (size_t i = 0; i < n; i++)
        if (!has_column(arena, names, n_names, columns[i]))
            diag_add(diag, MSG_DATA_COLUMN, file, columns[i],
                     hint(arena, columns[i], names, n_names), NULL);
    return diag_count(diag, LEVEL_ERROR) == errors;
}

bool codebook_check_values(struct arena *arena, struct diag *diag,
                           const struct codebook_variable *variable,
                           const struct sums_values *values, struct place file)
{
    const struct variable_code *codes;
    size_t n = variable_codes(variable->variable, &codes);
    const char **names = arena_make(arena, const char *, n + 1);
    bool good = true;
    for (size_t i = 0; i < n; i++)
        names[i] = codes[i].code;
    for (size_t i = 0; i < values->n; i++) {
        const char *text = values->texts[i];
        if (!*text || variable_knows(variable->variable, text))
            continue;
        diag_add(diag, MSG_KEY_UNKNOWN, file, text, variable->name,
                 hint(arena, text, names, n), NULL);
        diag_field(diag, variable->name);
        good = false;
    }
    return good;
}
