/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/diag.h"

#include "data/encode.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum {
    EXCERPT = 1 << 16,
    MAX_ARGS = 6,
    FOUND_CODE_POINTS = 60,
    ARG_CODE_POINTS = 240
};

static const struct catalogue_row {
    const char *number, *rule;
    enum diag_level level;
    const char *text[2], *remedy[2];
} catalogue[MSG_COUNT] = {
#define M(number, id, level, ja, en, fix_ja, fix_en)                           \
    [MSG_##id] = {#number, #id, LEVEL_##level, {ja, en}, {fix_ja, fix_en}},
#include "data/messages.def"
#undef M
};

struct entry {
    enum message id;
    struct place place;
    const char *args[MAX_ARGS];
    size_t n_args;
    const char *field;
    bool is_note_of_previous;
    size_t order;
};

struct diag {
    struct arena *arena;
    enum lang lang;
    bool strict;
    struct entry *entries;
    size_t n, cap;
    size_t counts[3];
    struct place about;
};

struct diag *diag_new(struct arena *arena, enum lang lang)
{
    struct diag *diag = arena_make(arena, struct diag, 1);
    diag->arena = arena;
    diag->lang = lang;
    return diag;
}

enum lang diag_lang(const struct diag *diag)
{
    return diag->lang;
}

static void append(struct diag *diag, struct entry entry)
{
    assert(entry.id > MSG_NONE && entry.id < MSG_COUNT);
    if (diag->n == diag->cap) {
        size_t cap = diag->cap ? 2 * diag->cap : 16;
        diag->entries = arena_grow(diag->arena, diag->entries, diag->n, cap,
                                   sizeof *diag->entries);
        diag->cap = cap;
    }
    entry.order = diag->n;
    diag->entries[diag->n++] = entry;
    if (!entry.is_note_of_previous)
        diag->counts[catalogue[entry.id].level]++;
}

static struct entry entry_of(struct diag *diag, enum message id,
                             struct place place, va_list list)
{
    struct entry e = {.id = id, .place = place.source ? place : diag->about};
    const char *arg;
    while ((arg = va_arg(list, const char *))) {
        assert(e.n_args < MAX_ARGS);
        e.args[e.n_args++] = str_z(diag->arena, str_of(arg));
    }
    return e;
}

void diag_add(struct diag *diag, enum message id, struct place place, ...)
{
    va_list list;
    va_start(list, place);
    append(diag, entry_of(diag, id, place, list));
    va_end(list);
}

void diag_note(struct diag *diag, enum message id, struct place place, ...)
{
    va_list list;
    va_start(list, place);
    struct entry e = entry_of(diag, id, place, list);
    e.is_note_of_previous = true;
    append(diag, e);
    va_end(list);
}

void diag_about(struct diag *diag, struct place place)
{
    diag->about = place;
}

void diag_field(struct diag *diag, const char *field)
{
    for (size_t i = diag->n; i-- > 0;)
        if (!diag->entries[i].is_note_of_previous) {
            diag->entries[i].field = str_z(diag->arena, str_of(field));
            return;
        }
}

void diag_finding(struct diag *diag, struct finding finding, const char *text,
                  struct place place)
{
    if (finding.id == MSG_NONE)
        return;
    if (place.source && finding.length) {
        place.offset += finding.offset;
        place.length = (uint32_t)finding.length;
    }
    diag_add(diag, finding.id, place, text, finding.arg ? finding.arg : "",
             NULL);
}

bool message_is_error(enum message id)
{
    return id != MSG_NONE && catalogue[id].level == LEVEL_ERROR;
}

const char *message_number(enum message id)
{
    return id == MSG_NONE ? "" : catalogue[id].number;
}

const char *message_rule(enum message id)
{
    return id == MSG_NONE ? "" : catalogue[id].rule;
}

bool diag_has_errors(const struct diag *diag)
{
    return diag->counts[LEVEL_ERROR] ||
           (diag->strict && diag->counts[LEVEL_WARNING]);
}

size_t diag_count(const struct diag *diag, enum diag_level level)
{
    return diag->counts[level];
}

void diag_strict(struct diag *diag)
{
    diag->strict = true;
}

enum message diag_id(const struct diag *diag, size_t i)
{
    return i < diag->n ? diag->entries[i].id : MSG_NONE;
}

size_t diag_size(const struct diag *diag)
{
    return diag->n;
}

/* Characters that could steer a terminal or hide text are shown as bytes. */
static bool must_escape(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == UTF8_BAD ||
           c == 0x061C || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
}

static void put_escaped(struct buf *b, struct str text, size_t limit)
{
    for (size_t n = 0; text.len; n++) {
        if (n == limit) {
            buf_z(b, "…");
            return;
        }
        struct str before = text;
        uint32_t c = utf8_next(&text);
        if (c == '\t') {
            buf_char(b, ' ');
        } else if (!must_escape(c)) {
            buf_str(b, str_head(before, before.len - text.len));
        } else {
            for (size_t i = 0; i < before.len - text.len; i++) {
                buf_z(b, "\\x");
                buf_char(b, "0123456789ABCDEF"[before.at[i] >> 4 & 15]);
                buf_char(b, "0123456789ABCDEF"[before.at[i] & 15]);
            }
        }
    }
}

static const char *escaped(struct arena *arena, struct str text, size_t limit)
{
    struct buf b = buf_new(arena);
    put_escaped(&b, text, limit);
    return buf_text(&b);
}

static const char *message_text(struct diag *diag, const struct entry *e)
{
    const char *args[MAX_ARGS];
    for (size_t i = 0; i < e->n_args; i++)
        args[i] = escaped(diag->arena, str_of(e->args[i]), ARG_CODE_POINTS);
    return words_fill(diag->arena, catalogue[e->id].text[diag->lang], e->n_args,
                      args);
}

static void put_head(struct buf *b, struct diag *diag, const struct entry *e)
{
    static const char *const level[3][2] = {
        {"注", "note"}, {"警告", "warning"}, {"エラー", "error"}};
    if (e->place.source) {
        struct position at = source_position(e->place);
        put_escaped(b, str_of(e->place.source->name), SIZE_MAX);
        buf_char(b, ':');
        buf_count(b, at.line);
        buf_char(b, ':');
        buf_count(b, at.column);
    } else {
        buf_z(b, "shihyo");
    }
    buf_z(b, ": ");
    buf_z(b, level[catalogue[e->id].level][diag->lang]);
    buf_char(b, '[');
    buf_z(b, catalogue[e->id].number);
    buf_z(b, "]: ");
    buf_z(b, message_text(diag, e));
    buf_char(b, '\n');
}

static void put_repeated(struct buf *b, char c, size_t n)
{
    while (n-- > 0)
        buf_char(b, c);
}

/* The source line with a caret under the place, aligned by display width.
 * A long line is cut to the neighbourhood of the place. */
static void put_excerpt(struct buf *b, struct diag *diag, struct place place)
{
    enum { BEFORE = 60, AFTER = 100 };
    if (!place.source || place.source->text.len == 0)
        return;
    struct position at = source_position(place);
    struct buf number = buf_new(diag->arena);
    buf_count(&number, at.line);
    struct str head = at.text, rest = at.text;
    for (size_t i = 1; i < at.column && rest.len; i++)
        utf8_next(&rest);
    head.len = at.text.len - rest.len;
    bool cut = utf8_count(head) > BEFORE;
    while (utf8_count(head) > BEFORE)
        utf8_next(&head);
    const char *left = escaped(diag->arena, head, SIZE_MAX);
    struct str mark = str_head(rest, place.length ? place.length : 0);
    const char *under = escaped(diag->arena, mark, AFTER);
    size_t width = utf8_columns(str_of(under));

    buf_z(b, "  ");
    put_repeated(b, ' ', number.len < 5 ? 5 - number.len : 0);
    buf_z(b, buf_text(&number));
    buf_z(b, " | ");
    buf_z(b, cut ? "…" : "");
    buf_z(b, left);
    put_escaped(b, rest, AFTER);
    buf_z(b, "\n  ");
    put_repeated(b, ' ', number.len < 5 ? 5 : number.len);
    buf_z(b, " | ");
    put_repeated(b, ' ', (cut ? 2 : 0) + utf8_columns(str_of(left)));
    put_repeated(b, '^', width ? width : 1);
    buf_char(b, '\n');
}

static void put_entry(struct buf *b, struct diag *diag, const struct entry *e)
{
    put_head(b, diag, e);
    put_excerpt(b, diag, e->place);
    const char *remedy = catalogue[e->id].remedy[diag->lang];
    if (*remedy) {
        buf_z(b,
              diag->lang == LANG_JA ? "        = 対処: " : "        = help: ");
        buf_z(b, remedy);
        buf_char(b, '\n');
    }
}

/* Groups of a message and its notes, by file name, excerpt, offset, arrival. */
static int compare_heads(const void *a, const void *b)
{
    const struct entry *x = *(const struct entry *const *)a;
    const struct entry *y = *(const struct entry *const *)b;
    const char *nx = x->place.source ? x->place.source->name : "";
    const char *ny = y->place.source ? y->place.source->name : "";
    int c = strcmp(nx, ny);
    if (c)
        return c;
    uint64_t bx = x->place.source ? x->place.source->before.bytes : 0;
    uint64_t by = y->place.source ? y->place.source->before.bytes : 0;
    if (bx != by)
        return bx < by ? -1 : 1;
    if (x->place.offset != y->place.offset)
        return x->place.offset < y->place.offset ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static const struct entry **sorted(struct diag *diag, size_t *n)
{
    const struct entry **heads =
        arena_make(diag->arena, const struct entry *, diag->n + 1);
    *n = 0;
    for (size_t i = 0; i < diag->n; i++)
        if (!diag->entries[i].is_note_of_previous)
            heads[(*n)++] = &diag->entries[i];
    qsort(heads, *n, sizeof *heads, compare_heads);
    return heads;
}

/* Leaves of a long text the line that a place is in. */
static struct place cut_to_line(struct source *s, struct place place)
{
    struct str text = s->text;
    size_t at = place.offset < text.len ? (size_t)place.offset : text.len;
    size_t begin = at;
    while (begin > 0 && text.at[begin - 1] != '\n')
        begin--;
    const char *lf = memchr(text.at + at, '\n', text.len - at);
    size_t end = lf ? (size_t)(lf - text.at) : text.len;
    s->before.lines += source_position(place_at(place.source, begin, 0)).line -
                       1 - place.source->before.lines;
    s->before.bytes += encode_raw_offset(s, begin);
    s->text = (struct str){text.at + begin, end - begin};
    s->raw = s->text;
    if (s->encoding == ENCODING_UTF8_BOM || s->encoding == ENCODING_EUCJP)
        s->encoding = ENCODING_UTF8;
    if (begin > 0)
        s->before.columns = 0;
    place.offset = at - begin;
    return place;
}

static struct place moved_excerpt(struct arena *arena, struct place place,
                                  uint64_t lines)
{
    if (!place.source)
        return place;
    struct source *s = arena_make(arena, struct source, 1);
    *s = *place.source;
    if (s->text.len > EXCERPT)
        place = cut_to_line(s, place);
    s->name = str_z(arena, str_of(s->name));
    s->path = s->path ? str_z(arena, str_of(s->path)) : NULL;
    s->raw = (struct str){str_z(arena, s->raw), s->raw.len};
    s->text = (struct str){str_z(arena, s->text), s->text.len};
    s->before.lines += lines;
    place.source = s;
    return place;
}

static void append_copy(struct diag *diag, struct entry e, uint64_t lines)
{
    e.place = moved_excerpt(diag->arena, e.place, lines);
    for (size_t i = 0; i < e.n_args; i++)
        e.args[i] = str_z(diag->arena, str_of(e.args[i]));
    if (e.field)
        e.field = str_z(diag->arena, str_of(e.field));
    append(diag, e);
}

bool diag_take(struct diag *to, struct diag *from, uint64_t lines,
               struct diag_budget *left)
{
    size_t n;
    const struct entry **heads = sorted(from, &n);
    for (size_t i = 0; i < n; i++) {
        enum diag_level level = catalogue[heads[i]->id].level;
        if (left->errors == 0)
            return false;
        if (level == LEVEL_WARNING && left->warnings == 0)
            continue;
        left->errors -= level == LEVEL_ERROR;
        left->warnings -= level == LEVEL_WARNING;
        append_copy(to, *heads[i], lines);
        for (size_t k = heads[i]->order + 1;
             k < from->n && from->entries[k].is_note_of_previous; k++)
            append_copy(to, from->entries[k], lines);
    }
    return left->errors > 0;
}

/* Excerpts of one file are sources of their own with its name. */
static bool same_file(const struct source *a, const struct source *b)
{
    return a == b || (a && b && strcmp(a->name, b->name) == 0);
}

/* How many earlier heads say the same of the same file. */
static size_t same_before(const struct entry *const *heads, size_t i)
{
    size_t n = 0;
    for (size_t k = 0; k < i; k++)
        n += heads[k]->id == heads[i]->id &&
             same_file(heads[k]->place.source, heads[i]->place.source);
    return n;
}

static void put_summary(struct buf *b, const struct diag *diag)
{
    if (diag->n == 0)
        return;
    bool ja = diag->lang == LANG_JA;
    buf_z(b, ja ? "エラー" : "errors: ");
    buf_count(b, diag->counts[LEVEL_ERROR]);
    buf_z(b, ja ? "件、警告" : ", warnings: ");
    buf_count(b, diag->counts[LEVEL_WARNING]);
    buf_z(b, ja ? "件\n" : "\n");
}

const char *diag_render(struct diag *diag)
{
    struct buf b = buf_new(diag->arena);
    size_t n, hidden = 0;
    const struct entry **heads = sorted(diag, &n);
    for (size_t i = 0; i < n; i++) {
        if (same_before(heads, i) >= DIAG_SHOWN) {
            hidden++;
            continue;
        }
        put_entry(&b, diag, heads[i]);
        for (size_t k = heads[i]->order + 1;
             k < diag->n && diag->entries[k].is_note_of_previous; k++)
            put_entry(&b, diag, &diag->entries[k]);
    }
    if (hidden) {
        buf_z(&b, diag->lang == LANG_JA
                      ? "同じ種類の指摘がほかに"
                      : "further messages of the same kind: ");
        buf_count(&b, hidden);
        buf_z(&b, diag->lang == LANG_JA ? "件あります\n" : "\n");
    }
    put_summary(&b, diag);
    return buf_text(&b);
}

static void put_csv_field(struct buf *b, const char *text)
{
    buf_char(b, '"');
    for (; *text; text++) {
        if (*text == '"')
            buf_char(b, '"');
        buf_char(b, *text);
    }
    buf_char(b, '"');
}

static void put_csv_row(struct buf *b, struct diag *diag, const struct entry *e)
{
    static const char *const level[] = {"note", "warning", "error"};
    struct position at = {0};
    const char *found = "", *file = "";
    if (e->place.source) {
        at = source_position(e->place);
        file = e->place.source->name;
        struct str text = str_from(e->place.source->text, e->place.offset);
        found = escaped(diag->arena, str_head(text, e->place.length),
                        FOUND_CODE_POINTS);
    }
    buf_z(b, level[catalogue[e->id].level]);
    buf_char(b, ',');
    buf_z(b, catalogue[e->id].number);
    buf_char(b, ',');
    put_csv_field(b, file);
    buf_char(b, ',');
    if (e->place.source)
        buf_count(b, at.line);
    buf_char(b, ',');
    if (e->place.source)
        buf_count(b, at.column);
    buf_char(b, ',');
    put_csv_field(b, e->field ? e->field : "");
    buf_char(b, ',');
    put_csv_field(b, found);
    buf_char(b, ',');
    put_csv_field(b, message_text(diag, e));
    buf_char(b, ',');
    if (e->place.source)
        buf_count(b, at.byte);
    buf_char(b, '\n');
}

const char *diag_render_csv(struct diag *diag)
{
    struct buf b = buf_new(diag->arena);
    size_t n;
    const struct entry **heads = sorted(diag, &n);
    buf_z(&b, "level,id,file,line,column,field,found,message,byte\n");
    for (size_t i = 0; i < n; i++) {
        put_csv_row(&b, diag, heads[i]);
        for (size_t k = heads[i]->order + 1;
             k < diag->n && diag->entries[k].is_note_of_previous; k++)
            put_csv_row(&b, diag, &diag->entries[k]);
    }
    return buf_text(&b);
}
