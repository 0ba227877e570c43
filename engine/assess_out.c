/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/assess_out.h"

#include "indicators/group.h"
#include <string.h>

/* -------------------------------------------------------------------- CSV */

static void put_field(struct buf *b, const char *text)
{
    if (b->len && b->at[b->len - 1] != '\n')
        buf_char(b, ',');
    buf_csv(b, str_of(text));
}

static const char *component_text(struct arena *arena, struct component c)
{
    struct decimal d;
    return component_decimal(c, &d) ? decimal_text(arena, d) : "";
}

/* The target as it was written where it is a plain one, else its level. */
static const char *target_text(struct arena *arena, const struct verdict *v)
{
    if (v->target && v->target->has_value && v->target->kind != TARGET_INTERVAL)
        return decimal_text(arena, v->target->value);
    return component_text(arena, v->level);
}

static const char *point_text(struct arena *arena, const struct series_point *p)
{
    return p ? decimal_text(arena, p->value) : "";
}

static void put_row(const struct assess_results *all, struct buf *b,
                    const struct assess_result *r)
{
    struct arena *arena = all->arena;
    const struct verdict *v = &r->verdict;
    const struct assess_case *c = r->of;
    const char *const cells[] = {
        c->id,
        c->segment,
        v->preset->name,
        assess_out_time(arena, c, v->base),
        point_text(arena, v->base),
        assess_out_time(arena, c, v->latest),
        point_text(arena, v->latest),
        v->target ? assess_out_period(arena, c, v->target->year) : "",
        target_text(arena, v),
        component_text(arena, v->progress),
        component_text(arena, v->required),
        component_text(arena, v->actual),
        component_text(arena, v->ratio),
        component_text(arena, v->score),
        assess_out_word(r),
        assess_out_note(all, r),
        c->series.has_limit ? decimal_text(arena, c->series.limit) : "",
        component_text(arena, v->projected),
        component_text(arena, v->p),
        r->overridden ? v->class->verdict : "",
        r->overridden ? r->override_reason : "",
        r->computed ? r->computed->verdict : "not_assessed",
        v->preset->version,
    };
    for (size_t i = 0; i < LEN(cells); i++)
        put_field(b, cells[i]);
    buf_char(b, '\n');
}

/* ----------------------------------------------------------------- groups */

/* The last of the series of one id, which stand together in the file; the
 * group row of a method follows it. */
static size_t end_of_id(const struct assess_cases *cases, size_t i)
{
    size_t end = i + 1;
    while (end < cases->n &&
           strcmp(cases->items[end].id, cases->items[i].id) == 0)
        end++;
    return end;
}

static const char *left_out(const struct assess_results *all, size_t n)
{
    const char *count = str_count(all->arena, n);
    return n ? word_fill(all->arena, all->lang, WORD_AS_GROUP_LEFT_OUT, 1,
                         &count)
             : "";
}

static void put_group(const struct assess_results *all, struct buf *b,
                      size_t from, size_t to, size_t method)
{
    const struct preset *p = &all->presets->items[method];
    struct verdict *members = arena_make(all->arena, struct verdict, to - from);
    for (size_t i = from; i < to; i++)
        members[i - from] = all->items[i * all->presets->n + method].verdict;
    struct group_verdict g = group_judge(p, members, to - from);
    const char *word = g.class ? g.class->verdict : "not_assessed";
    const char *const cells[] = {all->cases->items[from].id,
                                 "*",
                                 p->name,
                                 "",
                                 "",
                                 "",
                                 "",
                                 "",
                                 "",
                                 "",
                                 "",
                                 "",
                                 "",
                                 component_text(all->arena, g.mean),
                                 word,
                                 left_out(all, g.left_out),
                                 "",
                                 "",
                                 "",
                                 "",
                                 "",
                                 word,
                                 p->version};
    for (size_t i = 0; i < LEN(cells); i++)
        put_field(b, cells[i]);
    buf_char(b, '\n');
}

static void put_groups(const struct assess_results *all, struct buf *b,
                       size_t from, size_t to)
{
    for (size_t k = 0; to - from > 1 && k < all->presets->n; k++)
        if (all->presets->items[k].group != GROUP_NONE)
            put_group(all, b, from, to, k);
}

const char *assess_out_csv(const struct assess_results *all)
{
    struct buf b = buf_new(all->arena);
    buf_z(&b, "id,segment,method,baseline_period,baseline,period,value,"
              "target_period,target,progress,required,actual,ratio,score,"
              "verdict,note,limit,projected,p,override,override_reason,"
              "computed,version\n");
    for (size_t i = 0; i < all->cases->n;) {
        size_t end = end_of_id(all->cases, i), from = i;
        for (; i < end; i++)
            for (size_t k = 0; k < all->presets->n; k++)
                put_row(all, &b, &all->items[i * all->presets->n + k]);
        if (all->groups)
            put_groups(all, &b, from, end);
    }
    return buf_text(&b);
}

/* ----------------------------------------------------------------- counts */

/* Rows of classes that have the same points are also given together. */
static void put_together(const struct assess_results *all, struct buf *b,
                         const struct preset *p, const struct group_count *rows,
                         struct group_counts counts, size_t i)
{
    struct buf words = buf_new(all->arena);
    struct decimal percent;
    size_t n = 0, kinds = 0;
    for (size_t k = i; k < counts.n_rows; k++) {
        const struct method_class *c = rows[k].class;
        if (!c || !c->has_points || c->points != rows[i].class->points)
            continue;
        buf_z(&words, kinds++ ? "+" : "");
        buf_z(&words, c->verdict);
        n += rows[k].n;
    }
    if (kinds < 2 || !group_share(n, counts.n, 1, &percent))
        return;
    put_field(b, p->name);
    put_field(b, buf_text(&words));
    put_field(b, str_count(all->arena, n));
    put_field(b, decimal_text(all->arena, percent));
    put_field(b, "");
    buf_char(b, '\n');
}

static bool first_of_points(const struct group_count *rows, size_t i)
{
    if (!rows[i].class || !rows[i].class->has_points)
        return false;
    for (size_t k = 0; k < i; k++)
        if (rows[k].class->has_points &&
            rows[k].class->points == rows[i].class->points)
            return false;
    return true;
}

/* The total: what it leaves out, and why the shares do not add up. */
static void put_total(const struct assess_results *all, struct buf *b,
                      const struct preset *p, struct group_counts c)
{
    struct buf note = buf_new(all->arena);
    const char *sum = decimal_text(all->arena, c.sum);
    const char *repeated = str_count(all->arena, c.repeated);
    if (all->largest_remainder)
        buf_z(&note, word(all->lang, WORD_AS_COUNT_FORCED));
    else if (!c.adds_up && c.n)
        buf_z(&note,
              word_fill(all->arena, all->lang, WORD_AS_COUNT_ROUNDED, 1, &sum));
    if (c.repeated) {
        buf_z(&note, note.len ? "; " : "");
        buf_z(&note, word_fill(all->arena, all->lang, WORD_AS_COUNT_REPEATED, 1,
                               &repeated));
    }
    put_field(b, p->name);
    put_field(b, "*");
    put_field(b, str_count(all->arena, c.n));
    put_field(b, c.n ? sum : "");
    put_field(b, buf_text(&note));
    buf_char(b, '\n');
}

static void put_counts(const struct assess_results *all, struct buf *b,
                       size_t method)
{
    const struct preset *p = &all->presets->items[method];
    size_t n = all->cases->n;
    struct group_count *rows =
        arena_make(all->arena, struct group_count, p->n_classes + 1);
    const struct verdict **members =
        arena_make(all->arena, const struct verdict *, n);
    bool *counted = arena_make(all->arena, bool, n);
    for (size_t i = 0; i < n; i++) {
        members[i] = &all->items[i * all->presets->n + method].verdict;
        counted[i] = !all->cases->items[i].repeated;
    }
    struct group_counts c = group_count(p, members, counted, n, 1, rows);
    if (all->largest_remainder)
        group_largest_remainder(&c, rows, 1);
    for (size_t i = 0; i < c.n_rows; i++) {
        if (first_of_points(rows, i) && c.n)
            put_together(all, b, p, rows, c, i);
        put_field(b, p->name);
        put_field(b, rows[i].class ? rows[i].class->verdict : "not_assessed");
        put_field(b, str_count(all->arena, rows[i].n));
        put_field(b, c.n ? decimal_text(all->arena, rows[i].percent) : "");
        put_field(b, "");
        buf_char(b, '\n');
    }
    put_total(all, b, p, c);
}

const char *assess_out_counts(const struct assess_results *all)
{
    struct buf b = buf_new(all->arena);
    buf_z(&b, "method,verdict,n,percent,note\n");
    for (size_t k = 0; k < all->presets->n; k++)
        put_counts(all, &b, k);
    return buf_text(&b);
}
