/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/presets.h"

#include "data/fold.h"
#include "engine/embedded.h"
#include "engine/presets_int.h"
#include "indicators/method_lint.h"
#include <string.h>

static const char name_space[] = "urn:shihyo:methods:1";

/* ---------------------------------------------------------------- reading */

const struct preset *presets_find(const struct presets *all, const char *name)
{
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(all->items[i].name, name) == 0)
            return &all->items[i];
    return NULL;
}

static void add_methods(struct presets_reader *r, const struct xml_node *root)
{
    for (const struct xml_node *m = xmltree_child(root, "method"); m;
         m = xmltree_next(m)) {
        struct preset new = presets_method(r, m);
        size_t at = 0;
        while (at < r->n && strcmp(r->items[at].name, new.name) != 0)
            at++;
        if (at < r->n && r->items[at].place.source == new.place.source)
            diag_add(r->diag, MSG_ID_DUP, new.place, new.name, NULL);
        if (at == r->n) {
            r->items = arena_grow(r->arena, r->items, r->n, r->n + 1,
                                  sizeof *r->items);
            r->n++;
        }
        r->items[at] = new;
    }
}

static void read_source(struct presets_reader *r, const struct source *source)
{
    struct xml_node *root = xmltree_read(r->arena, r->diag, source, name_space);
    if (root && presets_vocabulary(r, root))
        add_methods(r, root);
}

/* ------------------------------------------------------------------- lint */

static const char *class_text(struct arena *arena, const struct method_class *c)
{
    return str_join(arena, c->verdict, " [",
                    c->low.has ? decimal_text(arena, c->low.at) : "",
                    c->low.open ? "<" : "", "..", c->high.open ? "<" : "",
                    c->high.has ? decimal_text(arena, c->high.at) : "", "]",
                    NULL);
}

static void say_finding(struct presets_reader *r, const struct preset *p,
                        struct method_finding f)
{
    const char *a = class_text(r->arena, f.a);
    const char *b = f.b ? class_text(r->arena, f.b) : "";
    struct place place = f.a->place;
    switch (f.fault) {
    case FAULT_OVERLAP:
        diag_add(r->diag, MSG_SCHEME_OVERLAP, place, p->name, a, b, NULL);
        break;
    case FAULT_GAP:
        diag_add(r->diag, MSG_SCHEME_GAP, place, p->name, a, b, NULL);
        break;
    case FAULT_ABOVE:
        diag_add(r->diag, MSG_SCHEME_ABOVE, place, p->name, a, NULL);
        break;
    case FAULT_BELOW:
        diag_add(r->diag, MSG_SCHEME_BELOW, place, p->name, a, NULL);
        break;
    case FAULT_EMPTY:
        diag_add(r->diag, MSG_SCHEME_EMPTY, place, p->name, a, NULL);
        break;
    }
}

static void lint(struct presets_reader *r, const struct preset *p)
{
    enum { ROOM = 32 };
    struct method_finding found[ROOM];
    for (int without = 0; without < 2; without++) {
        size_t n = method_lint(p, without, found, ROOM);
        for (size_t i = 0; i < n && i < ROOM; i++)
            say_finding(r, p, found[i]);
    }
}

/* -------------------------------------------------------------- the whole */

static const struct source *read_scheme(struct presets_reader *r,
                                        const struct source_request *scheme)
{
    struct source_request request = *scheme;
    request.declared = "UTF-8";
    request.limit = XMLTREE_MAX_BYTES;
    const struct source *source = source_read(r->arena, r->diag, &request);
    if (!source)
        return NULL;
    read_source(r, source);
    for (size_t i = 0; i < r->n; i++)
        if (r->items[i].place.source == source)
            lint(r, &r->items[i]);
    return source;
}

bool presets_read_from(struct arena *arena, struct diag *diag,
                       const struct source_request *scheme, struct presets *out)
{
    struct presets_reader r = {.arena = arena, .diag = diag};
    for (size_t i = 0; i < EMBEDDED_PRESETS; i++) {
        struct str text = embedded_preset(i);
        read_source(&r, source_of_text(arena, embedded_preset_name(i),
                                       str_z(arena, text)));
    }
    const struct source *own = scheme ? read_scheme(&r, scheme) : NULL;
    *out = (struct presets){r.items, r.n, own};
    return !diag_has_errors(diag);
}

bool presets_read(struct arena *arena, struct diag *diag, const char *scheme,
                  struct presets *out)
{
    struct source_request request = {.path = scheme};
    return presets_read_from(arena, diag, scheme ? &request : NULL, out);
}

/* -------------------------------------------------------------- selection */

void presets_unknown(struct arena *arena, struct diag *diag,
                     const struct presets *all, const char *name,
                     struct place place)
{
    const char **names = arena_make(arena, const char *, all->n);
    for (size_t i = 0; i < all->n; i++)
        names[i] = all->items[i].name;
    const char *nearest = fold_nearest(arena, name, names, all->n);
    diag_add(diag, MSG_METHOD_UNKNOWN, place, name,
             nearest ? str_join(arena, " → ", nearest, NULL) : "", NULL);
}

/* The next name of a list separated by commas. */
static struct str next_name(struct str *rest)
{
    size_t n = 0;
    while (n < rest->len && rest->at[n] != ',')
        n++;
    struct str name = str_head(*rest, n);
    *rest = str_from(*rest, n < rest->len ? n + 1 : n);
    return csv_trim(name);
}

bool presets_select(struct arena *arena, struct diag *diag,
                    const struct presets *all, const char *list,
                    struct presets *out)
{
    struct preset *items = arena_make(arena, struct preset, all->n);
    struct presets chosen = {items, 0, NULL};
    bool good = true;
    struct str rest = str_of(list);
    do {
        const char *name = str_z(arena, next_name(&rest));
        const struct preset *one = presets_find(all, name);
        bool every = strcmp(name, "all") == 0;
        for (size_t i = 0; i < all->n; i++)
            if ((every || &all->items[i] == one) &&
                !presets_find(&chosen, all->items[i].name))
                items[chosen.n++] = all->items[i];
        if (!every && !one) {
            presets_unknown(arena, diag, all, name, (struct place){0});
            good = false;
        }
    } while (rest.len);
    *out = chosen;
    return good;
}
