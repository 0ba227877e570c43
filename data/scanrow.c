/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/scanrow.h"

#include "data/chars.h"
#include "data/csv.h"
#include "data/decimal.h"
#include "data/encode.h"
#include "data/plain_number.h"

#include <string.h>

/* A field of one of the rows being read. */
struct cell {
    uint32_t row;
    size_t column; /* of the spec */
};

/* ------------------------------------------------------------------- texts */

static struct str text_of(struct row_reader *r, struct cell at)
{
    return records_field(r->batch, r->rows[at.row], r->plan->fields[at.column],
                         &r->scratch);
}

static struct place place_of(const struct row_reader *r, struct cell at)
{
    return records_field_place(r->records, r->batch, r->rows[at.row],
                               r->plan->fields[at.column]);
}

static const char *name_of(const struct row_reader *r, struct cell at)
{
    return r->plan->spec->columns[at.column].name;
}

static bool is_plain_ascii(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] < 0x20 || text.at[i] > 0x7E)
            return false;
    return true;
}

/* As many of each column as a stream says in all. */
static bool may_say(struct row_reader *r, struct cell at, enum message id)
{
    struct row_count *count = &r->counts[at.column];
    if (!message_is_error(id))
        return count->warnings++ < RECORDS_SAID;
    r->errors++;
    return count->errors++ < RECORDS_SAID;
}

static void note_first(struct row_reader *r, struct cell at, bool applies,
                       struct place *first)
{
    if (applies && !first->source)
        *first = place_of(r, at);
}

/* The text as UTF-8, whichever it is; notes the first of each kind.  It lives
 * in the spare arena. */
static struct str judge(struct row_reader *r, struct cell at, struct str raw)
{
    struct str text = raw;
    bool utf8 = utf8_valid(raw.at, raw.len) == raw.len;
    bool cp932 = encode_piece(r->spare, ENCODING_CP932, raw, &text);
    note_first(r, at, !utf8, &r->texts.not_utf8);
    note_first(r, at, !cp932, &r->texts.not_cp932);
    note_first(r, at, encode_is_surely_utf8(raw), &r->texts.only_utf8);
    return utf8 || !cp932 ? raw : text;
}

static void check_characters(struct row_reader *r, struct cell at,
                             struct str text)
{
    uint32_t c;
    size_t offset;
    enum message id = chars_find(text, &c, &offset);
    if (id == MSG_NONE || c == UTF8_BAD || !may_say(r, at, id))
        return;
    diag_add(r->diag, id, place_of(r, at), chars_name(r->arena, c), NULL);
    diag_field(r->diag, name_of(r, at));
}

/* A text that is seen for the first time. */
static uint32_t new_code(struct row_reader *r, struct cell at, struct str text)
{
    struct arena_mark mark = arena_mark(r->spare);
    if (!is_plain_ascii(text))
        check_characters(r, at, judge(r, at, text));
    arena_reset(r->spare, mark);
    struct dict *dict = &r->dicts[at.column];
    uint32_t code = dict_add(dict, r->arena, text, r->plan->delimiter);
    r->n_codes[at.column] = dict->n;
    tally_codes(r->tally, r->n_codes);
    r->quick_is_old = r->quick_is_old || text.len <= 1;
    return code;
}

static uint32_t find_code(struct row_reader *r, struct cell at)
{
    struct str text = text_of(r, at);
    uint32_t code;
    return dict_find(&r->dicts[at.column], text, &code) ? code
                                                        : new_code(r, at, text);
}

/* A field of at most one byte is known by it, two to four digits are an index,
 * and 16 bytes are compared at once (dict.h); false: find_code() knows. */
static inline bool find_quickly(const struct dict *dict, struct str text,
                                uint32_t *code)
{
    *code = dict->direct[(unsigned char)text.at[0]];
    if (text.len <= 1)
        return *code != DICT_NONE;
    if (dict->digits) {
        uint32_t digits = dict_digits(text);
        *code = digits < DICT_DIGITS ? dict->digits[digits] : 0;
        if (*code)
            return --*code, true;
    }
    return text.len <= 16 && text.at[0] != '"' &&
           dict_find_short(dict, text, code);
}

/* A CR behind the last field is no part of any text, so such a field goes to
 * find_code(). */
static void read_codes(struct row_reader *r, const struct row_keys *key)
{
    uint32_t *codes = r->tally->codes[key->column];
    for (uint32_t row = 0; row < r->n_rows; row++) {
        const uint32_t *field = r->rows[row] + key->field;
        uint32_t begin = field[-1] + 1;
        struct str text = {r->batch->text + begin, *field - begin};
        if (!find_quickly(key->dict, text, &codes[row]))
            codes[row] = find_code(r, (struct cell){row, key->column});
    }
}

static void find_rest(struct row_reader *r)
{
    r->n_rest = 0;
    for (size_t i = r->n_prefix; i < r->n_keys; i++)
        if (r->tally->in_rest[r->keys[i].column])
            r->rest[r->n_rest++] = &r->keys[i];
    r->rest_layouts = r->tally->layouts;
}

/* The short plain texts of some rows, before the first row is tallied: so the
 * cells are laid out once for most of the codes that will come. */
static void learn(struct row_reader *r, const struct record_batch *batch)
{
    for (size_t i = 0; i < r->n_keys; i++) {
        const struct row_keys *key = &r->keys[i];
        struct dict *dict = &r->dicts[key->column];
        for (size_t k = 0; k < batch->n; k++) {
            struct str text =
                records_field(batch, batch->rows[k], key->field, &r->scratch);
            uint32_t code;
            if (text.len <= 16 && is_plain_ascii(text) &&
                !dict_find(dict, text, &code))
                dict_add(dict, r->arena, text, r->plan->delimiter);
        }
        r->n_codes[key->column] = dict->n;
    }
    tally_codes(r->tally, r->n_codes);
    r->has_learned = r->quick_is_old = true;
}

/* ----------------------------------------------------------------- numbers */

/* Something is wrong with a number; second: what is said besides its text. */
static void say_number(struct row_reader *r, struct cell at, enum message id,
                       const char *second)
{
    struct str raw = text_of(r, at), text;
    tally_set(r->tally, at.column, at.row, 0);
    if (!may_say(r, at, id))
        return;
    if (utf8_valid(raw.at, raw.len) == raw.len ||
        !encode_piece(r->arena, ENCODING_CP932, raw, &text))
        text = raw;
    const char *cell = str_z(r->arena, text);
    diag_add(r->diag, id, place_of(r, at), name_of(r, at),
             second ? second : cell, second ? cell : NULL, NULL);
    diag_field(r->diag, name_of(r, at));
}

static void say_overflow(struct row_reader *r, struct cell at, const char *what)
{
    if (!r->overflow)
        diag_add(r->diag, MSG_SUM_OVERFLOW, place_of(r, at), what, NULL);
    r->overflow = true;
}

static void say_failure(struct row_reader *r,
                        const struct tally_failure *failure)
{
    const struct sums_spec *spec = r->plan->spec;
    const struct sums_product *p =
        &spec->queries[failure->query].products[failure->product];
    say_overflow(
        r, (struct cell){failure->row, p->factor[0]},
        sums_product_name(r->arena, spec, failure->query, failure->product));
}

static bool scaled(int128 units, int more, int128 *out)
{
    int128 power;
    return decimal_power(more, &power) && int128_mul(units, power, out);
}

/* More decimals than before: the sums, and the numbers of the rows above. */
static bool rescale(struct row_reader *r, struct cell at, int decimals)
{
    struct tally *t = r->tally;
    struct tally_failure failure;
    int more = decimals - t->scales[at.column];
    if (!tally_rescale(t, (unsigned)at.column, decimals, &failure)) {
        failure.row = at.row;
        say_failure(r, &failure);
        return false;
    }
    for (uint32_t row = 0; row < at.row; row++) {
        int128 units;
        if (t->missing[at.column][row])
            continue;
        if (!scaled(t->units[at.column][row], more, &units)) {
            say_overflow(r, at, name_of(r, at));
            return false;
        }
        tally_set(t, at.column, row, units);
    }
    return true;
}

/* Brings a number to the scale of its column, or the column to its scale. */
static void set_number(struct row_reader *r, struct cell at, int128 units,
                       int decimals)
{
    int declared = r->plan->spec->columns[at.column].scale;
    int more = decimals - r->tally->scales[at.column];
    if (more > 0 && declared != SUMS_SCALE_FOUND) {
        say_number(r, at, MSG_DECIMALS,
                   str_count(r->arena, (uint64_t)declared));
        return;
    }
    if (more > 0 && !rescale(r, at, decimals))
        return;
    if (more < 0 && !scaled(units, -more, &units)) {
        say_overflow(r, at, name_of(r, at));
        return;
    }
    tally_set(r->tally, at.column, at.row, units);
}

/* Any spelling that number.h knows. */
static void read_spelled(struct row_reader *r, struct cell at, struct str raw)
{
    static const struct number_spec plain = {0};
    const struct number_spec *spec =
        r->plan->numbers ? r->plan->numbers : &plain;
    bool is_weight = r->plan->spec->columns[at.column].kind == SUMS_WEIGHT;
    struct str text = is_plain_ascii(raw) ? raw : judge(r, at, raw);
    const char *cell = str_z(r->spare, text);
    struct number number = {0};
    struct finding finding = number_read(cell, spec, &number);
    if (finding.id != MSG_NONE && may_say(r, at, finding.id)) {
        diag_finding(r->diag, finding, cell, place_of(r, at));
        diag_field(r->diag, name_of(r, at));
    }
    if (message_is_error(finding.id))
        tally_set(r->tally, at.column, at.row, 0);
    else if (number.missing != MISSING_NOT && is_weight)
        say_number(r, at, MSG_WEIGHT_MISSING, NULL);
    else if (number.missing != MISSING_NOT)
        tally_set_missing(r->tally, at.column, at.row);
    else if (is_weight && number.value.units < 0)
        say_number(r, at, MSG_WEIGHT_NEGATIVE, NULL);
    else
        set_number(r, at, number.value.units, number.value.scale);
}

static void read_numbers(struct row_reader *r, size_t column)
{
    struct tally *t = r->tally;
    bool is_weight = r->plan->spec->columns[column].kind == SUMS_WEIGHT;
    uint32_t field = r->plan->fields[column];
    for (uint32_t row = 0; row < r->n_rows; row++) {
        struct cell at = {row, column};
        struct str text = records_raw(r->batch, r->rows[row], field);
        int64_t units;
        int decimals;
        if (plain_number(text, &units, &decimals) &&
            (units >= 0 || !is_weight)) {
            if (decimals == t->scales[column])
                tally_set(t, column, row, units);
            else
                set_number(r, at, units, decimals);
            continue;
        }
        struct arena_mark mark = arena_mark(r->spare);
        read_spelled(r, at, text_of(r, at));
        arena_reset(r->spare, mark);
    }
}

/* -------------------------------------------------------------------- rows */

static uint64_t word_at(const char *at, size_t n)
{
    uint64_t w = 0;
    memcpy(&w, at, n);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    w = __builtin_bswap64(w);
#endif
    return w;
}

uint64_t record_digest(struct str record)
{
    const uint64_t m = 0x9E3779B97F4A7C15u;
    uint64_t h = record.len * m;
    size_t i = 0;
    for (; i + 8 <= record.len; i += 8) {
        h = (h ^ word_at(record.at + i, 8)) * m;
        h ^= h >> 29;
    }
    if (i < record.len) {
        h = (h ^ word_at(record.at + i, record.len - i)) * m;
        h ^= h >> 29;
    }
    h *= 0xBF58476D1CE4E5B9u;
    return h ^ h >> 32;
}

static void note_touched(struct row_reader *r)
{
    for (size_t i = r->plan->n_named; i < r->batch->columns; i++)
        for (uint32_t row = 0; row < r->n_rows && !r->touched[i]; row++)
            r->touched[i] =
                records_field(r->batch, r->rows[row], i, &r->scratch).len > 0;
}

static void take_digests(struct row_reader *r)
{
    for (uint32_t row = 0; row < r->n_rows && r->plan->digests; row++) {
        struct str record = records_record(r->batch, r->rows[row]);
        sums_sample_add(&r->tally->sample, record_digest(record));
    }
}

/* The codes that the tally asks for by column.  One that is new may make a
 * leaf leave its bundle, which asks for more of them. */
static void settle(struct row_reader *r)
{
    do {
        if (r->rest_layouts != r->tally->layouts)
            find_rest(r);
        for (size_t i = 0; i < r->n_rest; i++)
            read_codes(r, r->rest[i]);
        tally_number_rest(r->tally, r->n_rows);
    } while (r->rest_layouts != r->tally->layouts);
}

static void renew_quick(struct row_reader *r)
{
    if (!r->quick_is_old && r->layouts == r->tally->layouts)
        return;
    arena_close(r->quick_memory);
    r->quick_memory = arena_open();
    r->quick = quick_make(r->quick_memory, r->tally, r->dicts, r->plan->fields);
    r->quick_is_old = false;
    r->layouts = r->tally->layouts;
}

/* A row for the narrow leaves of a bundle whose packed block is full. */
static bool add_full(struct row_reader *r, uint32_t row, unsigned bundle,
                     struct tally_failure *failure)
{
    for (size_t i = 0; i < r->n_keys; i++) {
        size_t column = r->keys[i].column;
        r->tally->codes[column][row] = find_code(r, (struct cell){row, column});
    }
    settle(r);
    bool good = tally_add_full(r->tally, bundle, row, failure);
    failure->row = row;
    return good;
}

/* A row for the narrow leaves of all bundles.  A text that was not known is
 * learnt, and the bundle begun again. */
static bool add_narrow_row(struct row_reader *r, uint32_t row,
                           struct tally_failure *failure)
{
    struct tally *t = r->tally;
    for (unsigned i = 0; i < t->n_bundles; i++) {
        unsigned column;
        if (t->bundles[i].n_runs == 0)
            continue;
        if (!tally_take_in(t, i, row)) {
            if (!add_full(r, row, i, failure))
                return false;
            renew_quick(r);
            continue;
        }
        while (!quick_add(&r->quick[i], t, r->dicts, r->batch, r->rows[row],
                          row, &r->scratch, &column)) {
            find_code(r, (struct cell){row, column});
            settle(r);
            renew_quick(r);
        }
    }
    return true;
}

/* Adds the rows; where the narrow leaves have overflowed, those before may
 * have done so elsewhere. */
static void add_rows(struct row_reader *r)
{
    struct tally_failure narrow, wide;
    uint32_t row = 0;
    renew_quick(r);
    while (row < r->n_rows && add_narrow_row(r, row, &narrow))
        row++;
    if (!tally_add(r->tally, row, &wide))
        say_failure(r, &wide);
    else if (row < r->n_rows)
        say_failure(r, &narrow);
}

static void take_rows(struct row_reader *r)
{
    for (size_t i = 0; i < r->n_prefix; i++)
        read_codes(r, &r->keys[i]);
    tally_prepare(r->tally, r->n_rows);
    settle(r);
    for (size_t i = 0; i < r->n_numbers; i++)
        read_numbers(r, r->numbers[i]);
    note_touched(r);
    take_digests(r);
    if (!r->overflow)
        add_rows(r);
}

bool row_reader_take(struct row_reader *r, const struct record_batch *batch)
{
    if (!r->has_learned)
        learn(r, batch);
    r->batch = batch;
    for (size_t i = 0; i < batch->n; i += TALLY_ROWS) {
        size_t left = batch->n - i;
        if (r->overflow || r->errors >= RECORDS_SAID)
            break;
        r->rows = batch->rows + i;
        r->n_rows = (uint32_t)(left < TALLY_ROWS ? left : TALLY_ROWS);
        take_rows(r);
    }
    return !r->overflow && r->errors < RECORDS_SAID;
}

static void add_keys(struct row_reader *r, bool in_prefix)
{
    const struct sums_spec *spec = r->plan->spec;
    for (size_t i = 0; i < spec->n_columns; i++)
        if (spec->columns[i].kind == SUMS_KEY &&
            r->tally->in_prefix[i] == in_prefix) {
            dict_open(&r->dicts[i], r->arena);
            r->keys[r->n_keys++] = (struct row_keys){r->plan->fields[i],
                                                     (uint32_t)i, &r->dicts[i]};
        }
}

void row_reader_open(struct row_reader *r, struct arena *arena,
                     struct diag *diag, struct records *records,
                     const struct row_plan *plan)
{
    size_t n = plan->spec->n_columns;
    *r = (struct row_reader){.arena = arena,
                             .diag = diag,
                             .records = records,
                             .plan = plan,
                             .tally = tally_open(arena, plan->spec),
                             .dicts = arena_make(arena, struct dict, n),
                             .n_codes = arena_make(arena, uint32_t, n + 1),
                             .keys = arena_make(arena, struct row_keys, n),
                             .rest =
                                 arena_make(arena, const struct row_keys *, n),
                             .numbers = arena_make(arena, size_t, n),
                             .spare = arena_open(),
                             .quick_memory = arena_open(),
                             .scratch = buf_new(arena)};
    r->touched = arena_make(arena, bool, plan->n_fields);
    r->counts = arena_make(arena, struct row_count, n);
    add_keys(r, true);
    r->n_prefix = r->n_keys;
    add_keys(r, false);
    for (size_t i = 0; i < n; i++)
        if (plan->spec->columns[i].kind != SUMS_KEY)
            r->numbers[r->n_numbers++] = i;
}

void row_reader_close(struct row_reader *r)
{
    tally_close(r->tally);
    arena_close(r->spare);
    arena_close(r->quick_memory);
}
