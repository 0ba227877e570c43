/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/columns.h"

#include "data/fold.h"

#include <string.h>

/* Every name that a header may use, with the spec that it belongs to. */
struct vocabulary {
    const char **names, **keys;
    size_t *spec;
    size_t n;
};

static size_t count_names(const struct column_spec *specs, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        count += 2;
        for (const char *a = specs[i].aliases; a && *a; a++)
            count += *a == '|';
    }
    return count;
}

static void add_name(struct arena *arena, struct vocabulary *v, size_t spec,
                     struct str name)
{
    if (name.len == 0)
        return;
    v->names[v->n] = str_z(arena, name);
    v->keys[v->n] = fold_key(arena, v->names[v->n]);
    v->spec[v->n++] = spec;
}

/* The next name of a list separated by |. */
static struct str next_alias(struct str *rest)
{
    const char *bar = rest->len ? memchr(rest->at, '|', rest->len) : NULL;
    size_t len = bar ? (size_t)(bar - rest->at) : rest->len;
    struct str part = str_head(*rest, len);
    *rest = str_from(*rest, bar ? len + 1 : len);
    return part;
}

static struct vocabulary
vocabulary_of(struct arena *arena, const struct column_spec *specs, size_t n)
{
    size_t cap = count_names(specs, n) + 1;
    struct vocabulary v = {.names = arena_make(arena, const char *, cap),
                           .keys = arena_make(arena, const char *, cap),
                           .spec = arena_make(arena, size_t, cap)};
    for (size_t i = 0; i < n; i++) {
        struct str rest = str_of(specs[i].aliases);
        while (rest.len)
            add_name(arena, &v, i, next_alias(&rest));
        add_name(arena, &v, i, str_of(specs[i].name));
    }
    return v;
}

/* 指標 / measure: both names, since the file may be in either language. */
static const char *both_names(struct arena *arena,
                              const struct column_spec *spec)
{
    struct str rest = str_of(spec->aliases);
    struct str alias = next_alias(&rest);
    if (alias.len == 0)
        return spec->name;
    return str_join(arena, str_z(arena, alias), " / ", spec->name, NULL);
}

/* A header of one name that holds another delimiter. */
static const char *other_delimiter(const struct csv *csv)
{
    if (csv->columns != 1)
        return "";
    const char *name = csv->header.cells[0];
    return strchr(name, ';') ? " [;]" : strchr(name, '\t') ? " [TAB]" : "";
}

static void say_unknown(struct arena *arena, struct diag *diag,
                        const struct csv *csv, size_t column,
                        const struct vocabulary *v)
{
    const char *name = csv->header.cells[column];
    const char *nearest = fold_nearest(arena, name, v->names, v->n);
    const char *hint = nearest ? str_join(arena, " → ", nearest, NULL) : "";
    diag_add(diag, MSG_COLUMN_UNKNOWN, csv_place(csv, &csv->header, column),
             name, hint, NULL);
    diag_field(diag, name);
}

static void say_twice(struct diag *diag, const struct csv *csv, size_t column,
                      size_t earlier)
{
    const struct csv_row *header = &csv->header;
    diag_add(diag, MSG_HEADER_DUP, csv_place(csv, header, column),
             header->cells[column], NULL);
    diag_field(diag, header->cells[column]);
    diag_note(diag, MSG_FIRST_HERE, csv_place(csv, header, earlier),
              header->cells[earlier], NULL);
}

static size_t find_name(const struct vocabulary *v, const char *key)
{
    size_t i = 0;
    while (i < v->n && strcmp(v->keys[i], key) != 0)
        i++;
    return i;
}

/* Gives every column of the file to its spec. */
static bool bind_headers(struct arena *arena, struct diag *diag,
                         const struct csv *csv, const struct vocabulary *v,
                         int *at)
{
    bool good = true;
    for (size_t c = 0; c < csv->columns; c++) {
        size_t i = find_name(v, fold_key(arena, csv->header.cells[c]));
        if (i == v->n) {
            say_unknown(arena, diag, csv, c, v);
            good = false;
        } else if (at[v->spec[i]] != COLUMN_NONE) {
            say_twice(diag, csv, c, (size_t)at[v->spec[i]]);
            good = false;
        } else {
            at[v->spec[i]] = (int)c;
        }
    }
    return good;
}

bool columns_bind(struct arena *arena, struct diag *diag, const struct csv *csv,
                  const struct column_spec *specs, size_t n, int *at)
{
    struct vocabulary v = vocabulary_of(arena, specs, n);
    for (size_t i = 0; i < n; i++)
        at[i] = COLUMN_NONE;
    const char *hint = other_delimiter(csv);
    /* with another delimiter the one name is not what the writer meant */
    bool good = *hint ? true : bind_headers(arena, diag, csv, &v, at);
    for (size_t i = 0; i < n; i++) {
        if (!specs[i].required || at[i] != COLUMN_NONE)
            continue;
        diag_add(diag, MSG_COLUMN_MISSING,
                 place_at(csv->source, csv->header.offset, 0),
                 both_names(arena, &specs[i]), hint, NULL);
        diag_field(diag, specs[i].name);
        good = false;
    }
    return good;
}

const char *columns_cell(struct arena *arena, const struct csv *csv,
                         const struct csv_row *row, int column,
                         struct place *place)
{
    if (column == COLUMN_NONE) {
        if (place)
            *place = place_at(csv->source, row->offset, 0);
        return "";
    }
    if (place) {
        *place = csv_place(csv, row, (size_t)column);
        const char *base = csv->source->text.at;
        struct str raw = {base + place->offset, place->length};
        struct str inner = csv_trim(raw);
        *place = place_at(csv->source, (uint64_t)(inner.at - base), inner.len);
    }
    struct str cell = str_of(row->cells[column]);
    struct str text = csv_trim(cell);
    if (text.at + text.len == cell.at + cell.len)
        return text.at; /* nothing behind it: the cell's own end will do */
    return str_z(arena, text);
}
