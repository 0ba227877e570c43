/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/report_audit.h"

/* A rule or a claim, alike for all outputs. */
struct item {
    const char *id, *type, *type_label, *text, *published, *note;
    const struct claim_verdict *verdict;
};

static const char *say(const struct run *run, enum word id)
{
    return word(run->speaker.style.lang, id);
}

static size_t item_count(const struct run *run)
{
    const struct plan_claims *all = run->plan->claims;
    return all ? all->n_rules + all->n_claims : 0;
}

/* Item i: the rules first, then the claims. */
static struct item item_at(const struct run *run, size_t i)
{
    const struct plan_claims *all = run->plan->claims;
    enum lang lang = run->speaker.style.lang;
    if (i < all->n_rules) {
        const struct plan_rule *r = &all->rules[i];
        return (struct item){
            r->rule.id,   "rule", word(lang, WORD_CLAIM_TYPE_RULE),
            r->rule.text, "",     "",
            &r->verdict};
    }
    const struct plan_claim *c = &all->claims[i - all->n_rules];
    return (struct item){c->claim.id,
                         claim_type_name(c->claim.type, LANG_EN),
                         claim_type_name(c->claim.type, lang),
                         c->claim.text,
                         c->claim.published,
                         c->claim.note,
                         &c->verdict};
}

/* -- words ----------------------------------------------------------------- */

static const char *result_code(enum claim_result result)
{
    static const char *const codes[] = {[CLAIM_SUPPORTED] = "supported",
                                        [CLAIM_CONTRADICTED] = "contradicted",
                                        [CLAIM_AMBIGUOUS] = "ambiguous",
                                        [CLAIM_NO_DATA] = "no-data"};
    return codes[result];
}

static const char *result_text(const struct run *run, enum claim_result result)
{
    static const enum word words[] = {[CLAIM_SUPPORTED] = WORD_CLAIM_SUPPORTED,
                                      [CLAIM_CONTRADICTED] =
                                          WORD_CLAIM_CONTRADICTED,
                                      [CLAIM_AMBIGUOUS] = WORD_CLAIM_AMBIGUOUS,
                                      [CLAIM_NO_DATA] = WORD_CLAIM_NO_DATA};
    return say(run, words[result]);
}

static const char *rule_text(const struct run *run,
                             const struct claim_verdict *v)
{
    const char *args[LEN(v->args)];
    for (size_t i = 0; i < LEN(args); i++)
        args[i] = v->args[i] ? v->args[i] : "";
    enum lang lang = run->speaker.style.lang;
    const char *text = word_fill(run->arena, lang, v->rule, LEN(args), args);
    if (v->missing == MISSING_NOT)
        return text;
    bool ja = lang == LANG_JA;
    return str_join(run->arena, text, ja ? "（" : " (",
                    sentence_missing(lang, v->missing), ja ? "）" : ")", NULL);
}

/* The standard remarks of a verdict, one after the other; 0 at the end. */
static size_t remarks(const struct claim_verdict *v, enum word out[5])
{
    size_t n = 0;
    if (v->rounded_parts)
        out[n++] = WORD_CLAIM_REMARK_PARTS;
    if (v->lower_bound)
        out[n++] = WORD_CLAIM_REMARK_LOWER;
    if (v->lints & LINT_TIMES_INCREASE)
        out[n++] = WORD_CLAIM_LINT_TIMES;
    if (v->lints & LINT_YEARS)
        out[n++] = WORD_CLAIM_LINT_YEARS;
    if (v->lints & LINT_POINTS)
        out[n++] = WORD_CLAIM_LINT_POINTS;
    return n;
}

/* Remarks and the analyst's note in one text. */
static const char *note_text(const struct run *run, const struct item *item)
{
    struct buf b = buf_new(run->arena);
    enum word words[5];
    size_t n = remarks(item->verdict, words);
    const char *between = run->speaker.style.lang == LANG_JA ? "。" : ". ";
    for (size_t i = 0; i < n; i++) {
        buf_z(&b, i ? between : "");
        buf_z(&b, say(run, words[i]));
    }
    if (*item->note) {
        buf_z(&b, n ? between : "");
        buf_z(&b, item->note);
    }
    return buf_text(&b);
}

static const char *place_text(const struct run *run, struct place place)
{
    struct position at = source_position(place);
    return str_join(run->arena,
                    plan_file_label(run->arena, run->plan, place.source), ":",
                    str_count(run->arena, at.line), ":",
                    str_count(run->arena, at.column), NULL);
}

static const char *cells_text(const struct run *run,
                              const struct claim_verdict *v)
{
    struct buf b = buf_new(run->arena);
    for (size_t i = 0; i < v->cells.n; i++) {
        const struct cell *cell = &v->cells.items[i];
        buf_z(&b, i ? "; " : "");
        buf_z(&b, cell->name);
        buf_char(&b, '=');
        buf_z(&b, cell->value.text ? cell->value.text : "");
        buf_char(&b, ' ');
        buf_z(&b, place_text(run, cell->place));
    }
    return buf_text(&b);
}

/* -- counts ---------------------------------------------------------------- */

size_t audit_count(const struct run *run, enum claim_result result)
{
    size_t n = 0;
    for (size_t i = 0; i < item_count(run); i++)
        n += item_at(run, i).verdict->result == result;
    return n;
}

const char *audit_summary(const struct run *run)
{
    const char *args[CLAIM_RESULTS];
    for (size_t i = 0; i < CLAIM_RESULTS; i++)
        args[i] = str_count(run->arena, audit_count(run, (enum claim_result)i));
    return word_fill(run->arena, run->speaker.style.lang, WORD_CLAIM_SUMMARY,
                     LEN(args), args);
}

/* -- the table ------------------------------------------------------------- */

enum { COLUMNS = 5, GAP = 2, WIDEST = 24 };

static void row_of(const struct run *run, const struct item *item,
                   const char *cells[COLUMNS])
{
    cells[0] = item->id;
    cells[1] = result_text(run, item->verdict->result);
    cells[2] = *item->published ? item->published : "―";
    cells[3] = *item->verdict->computed ? item->verdict->computed : "―";
    if (item->verdict->lower_bound && *item->published)
        cells[3] = str_join(run->arena, "≧", cells[3], NULL);
    cells[4] = rule_text(run, item->verdict);
}

static void widen(size_t widths[COLUMNS], const char *const cells[COLUMNS])
{
    for (size_t i = 0; i < COLUMNS; i++) {
        size_t n = utf8_columns(str_of(cells[i]));
        if (n > widths[i])
            widths[i] = n > WIDEST ? WIDEST : n;
    }
}

static void put_row(struct buf *b, const size_t widths[COLUMNS],
                    const char *const cells[COLUMNS])
{
    for (size_t i = 0; i < COLUMNS; i++) {
        buf_z(b, cells[i]);
        if (i + 1 == COLUMNS)
            break;
        for (size_t n = utf8_columns(str_of(cells[i])); n < widths[i]; n++)
            buf_char(b, ' ');
        buf_z(b, "  ");
    }
    buf_char(b, '\n');
}

const char *audit_table(const struct run *run)
{
    struct buf b = buf_new(run->arena);
    const char *cells[COLUMNS];
    const char *const heads[COLUMNS] = {"ID", say(run, WORD_CLAIM_COL_RESULT),
                                        say(run, WORD_CLAIM_COL_PUBLISHED),
                                        say(run, WORD_CLAIM_COL_COMPUTED),
                                        say(run, WORD_CLAIM_COL_RULE)};
    size_t widths[COLUMNS] = {0};
    widen(widths, heads);
    for (size_t i = 0; i < item_count(run); i++) {
        struct item item = item_at(run, i);
        row_of(run, &item, cells);
        widen(widths, cells);
    }
    if (item_count(run))
        put_row(&b, widths, heads);
    for (size_t i = 0; i < item_count(run); i++) {
        struct item item = item_at(run, i);
        row_of(run, &item, cells);
        put_row(&b, widths, cells);
    }
    buf_z(&b, audit_summary(run));
    buf_char(&b, '\n');
    return buf_text(&b);
}

/* -- CSV ------------------------------------------------------------------- */

static void put_field(struct buf *b, const char *text, bool last)
{
    buf_csv(b, str_of(text));
    buf_char(b, last ? '\n' : ',');
}

const char *audit_csv(const struct run *run)
{
    struct buf b = buf_new(run->arena);
    buf_z(&b, "id,type,result,published,computed,digits,rule,cells,note\n");
    for (size_t i = 0; i < item_count(run); i++) {
        struct item item = item_at(run, i);
        const char *const fields[] = {item.id,
                                      item.type,
                                      result_code(item.verdict->result),
                                      item.published,
                                      item.verdict->computed,
                                      item.verdict->digits,
                                      rule_text(run, item.verdict),
                                      cells_text(run, item.verdict),
                                      note_text(run, &item)};
        for (size_t k = 0; k < LEN(fields); k++)
            put_field(&b, fields[k], k + 1 == LEN(fields));
    }
    return buf_text(&b);
}

/* -- report.xml ------------------------------------------------------------ */

static void put_cells(struct xmlout *out, const struct run *run,
                      const struct claim_verdict *v)
{
    for (size_t i = 0; i < v->cells.n; i++) {
        const struct cell *cell = &v->cells.items[i];
        struct position at = source_position(cell->place);
        xmlout_begin(out, "used");
        xmlout_attribute(out, "name", cell->name);
        xmlout_attribute(
            out, "file",
            plan_file_label(run->arena, run->plan, cell->place.source));
        xmlout_attribute(out, "line", str_count(run->arena, at.line));
        xmlout_attribute(out, "column", str_count(run->arena, at.column));
        xmlout_text(out, cell->value.text);
        xmlout_end(out);
    }
}

static void put_item(struct xmlout *out, const struct run *run,
                     const struct item *item)
{
    const struct claim_verdict *v = item->verdict;
    enum word words[5];
    size_t n = remarks(v, words);
    xmlout_begin(out, "checked");
    xmlout_attribute(out, "id", item->id);
    xmlout_attribute(out, "type", item->type);
    xmlout_attribute(out, "type-label", item->type_label);
    xmlout_attribute(out, "result", result_code(v->result));
    xmlout_attribute(out, "result-label", result_text(run, v->result));
    xmlout_attribute(out, "published", item->published);
    xmlout_attribute(out, "computed", v->computed);
    xmlout_attribute(out, "digits", v->digits);
    if (v->lower_bound)
        xmlout_attribute(out, "lower-bound", "true");
    xmlout_element(out, "text", item->text);
    xmlout_element(out, "rule", rule_text(run, v));
    for (size_t i = 0; i < n; i++)
        xmlout_element(out, "remark", say(run, words[i]));
    xmlout_element(out, "remark", item->note);
    put_cells(out, run, v);
    xmlout_end(out);
}

static void put_audit(struct xmlout *out, const struct run *run, size_t from,
                      size_t to, const char *title)
{
    static const enum word heads[] = {
        WORD_CLAIM_COL_RESULT, WORD_CLAIM_COL_TEXT, WORD_CLAIM_COL_PUBLISHED,
        WORD_CLAIM_COL_COMPUTED, WORD_CLAIM_COL_RULE};
    if (from == to)
        return;
    xmlout_begin(out, "audit");
    xmlout_attribute(out, "title", title);
    for (size_t i = 0; i < LEN(heads); i++)
        xmlout_element(out, "head", say(run, heads[i]));
    for (size_t i = from; i < to; i++) {
        struct item item = item_at(run, i);
        put_item(out, run, &item);
    }
    xmlout_end(out);
}

void report_audit(struct xmlout *out, const struct run *run)
{
    size_t n = item_count(run);
    if (n == 0)
        return;
    size_t n_rules = run->plan->claims->n_rules;
    xmlout_begin(out, "section");
    xmlout_attribute(out, "id", "claims");
    xmlout_element(out, "heading", say(run, WORD_CLAIM_HEADING));
    xmlout_element(out, "para", say(run, WORD_CLAIM_LEAD));
    xmlout_element(out, "para", audit_summary(run));
    put_audit(out, run, n_rules, n, say(run, WORD_CLAIM_HEADING));
    put_audit(out, run, 0, n_rules, say(run, WORD_CLAIM_RULES_TITLE));
    xmlout_end(out);
}
