/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Observations by year: one row per indicator, segment and fiscal year, in
 * any number of files.  A folder of files is read in byte order of names, so
 * that this year's file is simply dropped in.
 */
#include "data/fold.h"
#include "engine/plan_int.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { C_ID, C_SEGMENT, C_PERIOD, C_VALUE, C_NOTE, C_COUNT };

static const struct column_spec columns[C_COUNT] = {
    [C_ID] = {"id", "指標ID|指標番号", true},
    [C_SEGMENT] = {"segment", "区分|内訳", false},
    [C_PERIOD] = {"period", "年度", true},
    [C_VALUE] = {"value", "値|実績|実績値", true},
    [C_NOTE] = {"note", "備考", false},
};

static struct draft_indicator *find_indicator(const struct plan_row *w)
{
    struct plan_reader *r = w->r;
    struct place place;
    const char *id = plan_cell(w, C_ID, &place);
    struct draft_indicator *draft = *id ? plan_draft(r, id) : NULL;
    if (draft)
        return draft;
    if (!*id) {
        diag_add(r->diag, MSG_KEY_BLANK, place, plan_cell_name(w, C_ID), NULL);
    } else {
        plan_draft_unknown(r, id, place);
    }
    diag_field(r->diag, plan_cell_name(w, C_ID));
    return NULL;
}

static struct draft_segment *find_segment(const struct plan_row *w,
                                          struct draft_indicator *draft)
{
    struct place place;
    const char *label = plan_cell(w, C_SEGMENT, &place);
    struct draft_segment *found = plan_draft_segment(w->r, draft, label);
    if (!found) {
        diag_add(w->r->diag, MSG_SEGMENT_UNKNOWN,
                 w->at[C_SEGMENT] == COLUMN_NONE
                     ? csv_place(w->csv, w->row, (size_t)w->at[C_ID])
                     : place,
                 draft->indicator.id, label, NULL);
        diag_field(w->r->diag, plan_cell_name(w, C_SEGMENT));
    }
    return found;
}

static bool read_period(const struct plan_row *w, struct observation *out)
{
    struct plan *plan = w->r->plan;
    out->period_published = plan_cell(w, C_PERIOD, &out->period_place);
    int year =
        plan_year(w->r, out->period_published, out->period_place, &out->period);
    if (!year)
        return false;
    int first = plan->data_from, last = plan->data_to;
    if (!first || !last || (year >= first && year <= last))
        return true;
    diag_add(w->r->diag, MSG_PERIOD_OUTSIDE, out->period_place,
             out->period_published,
             publish_period(w->r->arena, plan->style, period_fiscal(first),
                            PERIOD_LONG),
             publish_period(w->r->arena, plan->style, period_fiscal(last),
                            PERIOD_LONG),
             NULL);
    diag_field(w->r->diag, plan_cell_name(w, C_PERIOD));
    return false;
}

static bool read_value(const struct plan_row *w,
                       const struct indicator *indicator,
                       struct observation *out)
{
    struct place place;
    const char *text = plan_cell(w, C_VALUE, &place);
    return plan_value(w->r, text, place, indicator->unit,
                      plan_cell_name(w, C_VALUE), &out->value);
}

static void say_duplicate(struct plan_reader *r, const char *id,
                          const struct draft_segment *segment,
                          const struct observation *old,
                          const struct observation *new, const char *field)
{
    const char *label = segment->segment.label;
    diag_add(r->diag, MSG_KEY_DUP, new->period_place,
             str_join(r->arena, id, *label ? "/" : "", label, NULL),
             publish_period(r->arena, r->plan->style, new->period, PERIOD_LONG),
             NULL);
    diag_field(r->diag, field);
    diag_note(r->diag, MSG_FIRST_HERE, old->period_place, old->period_published,
              NULL);
}

void plan_add_actual(struct plan_reader *r, struct draft_segment *segment,
                     const char *id, const struct observation *new,
                     const char *field)
{
    size_t at = segment->n;
    while (at > 0 &&
           period_compare(segment->actuals[at - 1].period, new->period) > 0)
        at--;
    if (at > 0 &&
        period_compare(segment->actuals[at - 1].period, new->period) == 0) {
        say_duplicate(r, id, segment, &segment->actuals[at - 1], new, field);
        return;
    }
    if (segment->n == segment->cap) {
        size_t cap = segment->cap ? 2 * segment->cap : 8;
        segment->actuals = arena_grow(r->arena, segment->actuals, segment->n,
                                      cap, sizeof *segment->actuals);
        segment->cap = cap;
    }
    memmove(&segment->actuals[at + 1], &segment->actuals[at],
            (segment->n - at) * sizeof *segment->actuals);
    segment->actuals[at] = *new;
    segment->n++;
}

static void read_row(const struct plan_row *w)
{
    struct draft_indicator *draft = find_indicator(w);
    struct draft_segment *segment = draft ? find_segment(w, draft) : NULL;
    struct observation new = {.note = plan_cell(w, C_NOTE, NULL)};
    bool good = read_period(w, &new);
    if (!draft)
        return;
    good = read_value(w, &draft->indicator, &new) && good;
    if (good && segment)
        plan_add_actual(w->r, segment, draft->indicator.id, &new,
                        plan_cell_name(w, C_PERIOD));
}

static void read_file(struct plan_reader *r, const struct xml_node *node,
                      const char *path)
{
    const struct csv *csv = plan_csv(r, node, path);
    int at[C_COUNT];
    if (!csv || !columns_bind(r->arena, r->diag, csv, columns, C_COUNT, at))
        return;
    for (size_t i = 0; i < csv->rows; i++)
        read_row(&(struct plan_row){r, csv, &csv->row[i], columns, at});
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The .csv files of a folder inside the plan folder. */
static void read_folder(struct plan_reader *r, const struct xml_node *node,
                        const struct xml_attribute *folder)
{
    if (strchr(folder->value, '/') || folder->value[0] == '.' ||
        strchr(folder->value, '\\') || !*folder->value) {
        diag_add(r->diag, MSG_PATH, folder->place, folder->value, NULL);
        return;
    }
    const char *path =
        str_join(r->arena, r->plan->dir, "/", folder->value, NULL);
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *dir = fd < 0 ? NULL : fdopendir(fd);
    if (!dir) {
        diag_add(r->diag, MSG_OPEN, folder->place, folder->value,
                 strerror(errno), NULL);
        if (fd >= 0)
            close(fd);
        return;
    }
    const char **names = NULL;
    size_t n = 0, cap = 0;
    for (struct dirent *e; (e = readdir(dir));) {
        struct str name = str_of(e->d_name);
        if (name.at[0] == '.' || !str_ends(name, ".csv"))
            continue;
        if (n == cap) {
            names = arena_grow(r->arena, names, n, cap ? 2 * cap : 16,
                               sizeof *names);
            cap = cap ? 2 * cap : 16;
        }
        names[n++] = str_z(r->arena, name);
    }
    closedir(dir);
    if (n)
        qsort(names, n, sizeof *names, by_name);
    for (size_t i = 0; i < n; i++)
        read_file(r, node,
                  str_join(r->arena, folder->value, "/", names[i], NULL));
}

void plan_observations(struct plan_reader *r)
{
    for (const struct xml_node *node = xmltree_child(r->root, "observations");
         node; node = xmltree_next(node)) {
        const struct xml_attribute *file = xmltree_attribute(node, "file");
        const struct xml_attribute *folder = xmltree_attribute(node, "folder");
        if (!file && !folder)
            diag_add(r->diag, MSG_ATTRIBUTE_MISSING, node->place, node->name,
                     "file", NULL);
        if (file)
            read_file(r, node, file->value);
        if (folder)
            read_folder(r, node, folder);
    }
}
