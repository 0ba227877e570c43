/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The methods side by side: a row per method, a column per series, COLUMNS
 * series at a time; notes are numbered and stand below.
 */
#include "engine/assess_out.h"

#include <string.h>

enum { COLUMNS = 4, GAP = 2 };

struct table {
    const struct assess_results *all;
    struct buf *out;
    const char **notes; /* each once */
    size_t n_notes, cap;
};

static struct publish_style style_of(const struct assess_results *all)
{
    return (struct publish_style){all->lang, ERA_SEIREKI,
                                  all->lang == LANG_JA ? "−" : NULL};
}

static void put_padded(struct buf *b, const char *text, size_t width)
{
    buf_z(b, text);
    for (size_t n = utf8_columns(str_of(text)); n < width; n++)
        buf_char(b, ' ');
}

const char *assess_out_ratio(struct arena *arena, struct publish_style style,
                             const struct verdict *v)
{
    const struct preset *p = v->preset;
    struct decimal d;
    struct component hundredth = component_div(
        v->ratio,
        component_exact((struct rational){p->scale == 100 ? 1 : 100, 1}));
    if (!component_percent(hundredth, p->decimals, &d))
        return "";
    return p->scale == 100 ? publish_quantity(arena, style, d, "％")
                           : publish_number(arena, style, d);
}

/* "*1" of a note; the same text has the same number. */
static const char *mark_of(struct table *t, const char *note)
{
    size_t i = 0;
    struct arena *arena = t->all->arena;
    if (!*note)
        return "";
    while (i < t->n_notes && strcmp(t->notes[i], note) != 0)
        i++;
    if (i == t->n_notes) {
        if (t->n_notes == t->cap) {
            size_t cap = t->cap ? 2 * t->cap : 16;
            t->notes =
                arena_grow(arena, t->notes, t->n_notes, cap, sizeof *t->notes);
            t->cap = cap;
        }
        t->notes[t->n_notes++] = note;
    }
    return str_join(arena, " *", str_count(arena, i + 1), NULL);
}

static const char *cell_text(struct table *t, size_t of, size_t method)
{
    const struct assess_results *all = t->all;
    const struct assess_result *r = &all->items[of * all->presets->n + method];
    const char *ratio =
        assess_out_ratio(all->arena, style_of(all), &r->verdict);
    const char *verdict =
        r->verdict.class ? r->verdict.class->verdict
                         : word(all->lang, WORD_AS_NOT_ASSESSED);
    return str_join(all->arena, ratio, *ratio ? " " : "", verdict,
                    mark_of(t, assess_out_note(all, r)), NULL);
}

static const char *case_name(const struct assess_results *all, size_t i)
{
    const struct assess_case *c = &all->cases->items[i];
    return str_join(all->arena, c->id, *c->segment ? "/" : "", c->segment,
                    NULL);
}

static const char *value_text(const struct assess_results *all,
                              const struct series_point *p, const char *unit)
{
    return p ? publish_quantity(all->arena, style_of(all), p->value, unit)
             : "―";
}

/* SP15-1 (baseline FY2013 65.4% -> FY2018 67.4%, target FY2019 75.0%) */
static const char *title_of(const struct assess_results *all, size_t i)
{
    const struct assess_case *c = &all->cases->items[i];
    const struct series *s = &c->series;
    const struct series_point *last = s->n ? &s->points[s->n - 1] : NULL;
    const struct series_target *t = s->n_targets ? &s->targets[0] : NULL;
    const char *args[7] = {
        case_name(all, i),
        assess_out_time(all->arena, c, &s->baseline),
        value_text(all, s->has_baseline ? &s->baseline : NULL, c->unit),
        assess_out_time(all->arena, c, last),
        value_text(all, last, c->unit),
        t ? assess_out_period(all->arena, c, t->year) : "",
        t && t->has_value && t->kind != TARGET_INTERVAL
            ? publish_quantity(all->arena, style_of(all), t->value, c->unit)
            : "―"};
    return word_fill(all->arena, all->lang, WORD_AS_TITLE, LEN(args), args);
}

static void put_block(struct table *t, size_t from, size_t to)
{
    const struct assess_results *all = t->all;
    size_t rows = all->presets->n + 1, columns = to - from + 1;
    const char **cells = arena_make(all->arena, const char *, rows *columns);
    size_t width[COLUMNS + 1] = {0};
    cells[0] = word(all->lang, WORD_AS_METHOD);
    for (size_t i = from; i < to; i++)
        cells[i - from + 1] = case_name(all, i);
    for (size_t k = 0; k + 1 < rows; k++) {
        cells[(k + 1) * columns] = all->presets->items[k].name;
        for (size_t i = from; i < to; i++)
            cells[(k + 1) * columns + i - from + 1] = cell_text(t, i, k);
    }
    for (size_t i = 0; i < rows * columns; i++) {
        size_t wide = utf8_columns(str_of(cells[i]));
        if (wide > width[i % columns])
            width[i % columns] = wide;
    }
    for (size_t i = 0; i < rows * columns; i++) {
        bool last = i % columns == columns - 1;
        put_padded(t->out, cells[i], last ? 0 : width[i % columns] + GAP);
        if (last)
            buf_char(t->out, '\n');
    }
    buf_char(t->out, '\n');
}

const char *assess_out_table(const struct assess_results *all)
{
    struct buf b = buf_new(all->arena);
    struct table t = {.all = all, .out = &b};
    for (size_t i = 0; i < all->cases->n; i += COLUMNS) {
        size_t end = i + COLUMNS < all->cases->n ? i + COLUMNS : all->cases->n;
        for (size_t k = i; k < end; k++) {
            buf_z(&b, title_of(all, k));
            buf_char(&b, '\n');
        }
        buf_char(&b, '\n');
        put_block(&t, i, end);
    }
    for (size_t i = 0; i < t.n_notes; i++) {
        buf_char(&b, '*');
        buf_count(&b, i + 1);
        buf_char(&b, ' ');
        buf_z(&b, t.notes[i]);
        buf_char(&b, '\n');
    }
    return buf_text(&b);
}
