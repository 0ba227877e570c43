/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/value.h"

#include "tests/tap.h"

static struct finding read_text(struct arena *arena, const char *text,
                                const char *unit, struct value *out)
{
    struct number_spec spec = {.unit = unit};
    struct place nowhere = {NULL, 42, 7};
    return value_read(arena, text, nowhere, &spec, out);
}

/* number|number of a tuple, number, or the kind of what is missing */
static const char *describe(struct arena *arena, const struct value *v)
{
    struct buf b = buf_new(arena);
    if (v->kind == VALUE_NUMBER)
        return decimal_text(arena, v->number);
    if (v->kind == VALUE_MISSING) {
        buf_z(&b, "missing ");
        buf_count(&b, v->missing);
    }
    for (size_t i = 0; i < v->n_parts; i++) {
        buf_z(&b, i ? "|" : "");
        buf_z(&b, decimal_text(arena, v->parts[i].number));
        buf_z(&b, v->parts[i].unit);
    }
    return buf_text(&b);
}

static void is_read(struct arena *arena, const char *text, const char *unit,
                    enum message id, const char *expected)
{
    struct value v;
    struct finding f = read_text(arena, text, unit, &v);
    const char *found = message_is_error(f.id) ? "" : describe(arena, &v);
    const char *what = str_join(arena, text, " as ", unit ? unit : "nothing",
                                " ", message_rule(id), NULL);
    if (!ok(f.id == id && strcmp(found, expected) == 0, what))
        printf("# %s %s\n", message_rule(f.id), found);
}

static void numbers(struct arena *arena)
{
    is_read(arena, "1,497件", "件", MSG_NONE, "1497");
    is_read(arena, "67.40", "%", MSG_NONE, "67.40");
    is_read(arena, "―", "件", MSG_NONE, "missing 2");
    is_read(arena, "", "件", MSG_NONE, "missing 1");
    is_read(arena, "X", NULL, MSG_NONE, "missing 4");
    is_read(arena, "12名", "人", MSG_NONE, "12");
    is_read(arena, "1,497人", "件", MSG_UNIT_DIFFERS, "1497");
    is_read(arena, "5万人", "万件", MSG_UNIT_DIFFERS, "5");
    is_read(arena, "5万人", "人", MSG_UNIT, "");
    is_read(arena, "5万人", "件", MSG_UNIT, "");
    is_read(arena, "67.4%", "件", MSG_UNIT, "");
    is_read(arena, "5件", "%", MSG_UNIT, "");
    is_read(arena, "5日", "回", MSG_UNIT, "");
    is_read(arena, "5千円", "百万円", MSG_UNIT, "");
    is_read(arena, "5件", NULL, MSG_UNIT, "");
    is_read(arena, "5kg", "件", MSG_UNIT, "");
    is_read(arena, "¥5", "件", MSG_UNIT, "");
    is_read(arena, "5件", "kg", MSG_UNIT, "");
    is_read(arena, "約5件", "件", MSG_APPROX, "");
}

static void tuples(struct arena *arena)
{
    const char *unit = "区+地区";
    is_read(arena, "６区30地区", unit, MSG_NONE, "6区|30地区");
    is_read(arena, "10区87地区", unit, MSG_NONE, "10区|87地区");
    is_read(arena, " 10 区 1,087 地区 ", unit, MSG_NONE, "10区|1087地区");
    is_read(arena, "14台24名", "台＋人", MSG_NONE, "14台|24人");
    is_read(arena, "1か所2人3.5時間", "カ所 + 人 + 時間", MSG_NONE,
            "1カ所|2人|3.5時間");
    is_read(arena, "…", unit, MSG_NONE, "missing 3");
    is_read(arena, "", unit, MSG_NONE, "missing 1");
    is_read(arena, "30地区6区", unit, MSG_PARTS, "");
    is_read(arena, "6区", unit, MSG_PARTS, "");
    is_read(arena, "6", unit, MSG_PARTS, "");
    is_read(arena, "6区30", unit, MSG_PARTS, "");
    is_read(arena, "6区30地区5人", unit, MSG_PARTS, "");
    is_read(arena, "6区・30地区", unit, MSG_PARTS, "");
    is_read(arena, "6区30地区5", unit, MSG_PARTS, "");
    is_read(arena, "約6区30地区", unit, MSG_PARTS, "");
    is_read(arena, "区地区", unit, MSG_PARTS, "");
    is_read(arena, "6区 - 地区", unit, MSG_PARTS, "");
    is_read(arena, "6区30地区", "区+", MSG_PARTS, "");
    is_read(arena, "06区30地区", unit, MSG_LEADING_ZERO, "");
    is_read(arena, "6区3,0地区", unit, MSG_GROUPING, "");
    struct value v;
    is_text(read_text(arena, "6区", unit, &v).arg, unit, "the declared tuple");
}

static void details(struct arena *arena)
{
    struct value v;
    read_text(arena, "　501 件 ", "件", &v);
    is_text(v.published, "501 件", "the cell as it stands, trimmed");
    ok(v.unit_written && value_is_number(&v), "it carries its unit");
    is_int((long long)v.place.offset, 42, "and its place");
    read_text(arena, "501", "件", &v);
    ok(!v.unit_written, "no unit written");
    read_text(arena, "5月", "件", &v);
    ok(v.kind == VALUE_MISSING && !value_is_number(&v) &&
           strcmp(v.published, "5月") == 0,
       "an error gives no number but keeps the words");
    v = value_absent();
    ok(v.kind == VALUE_MISSING && v.missing == MISSING_ABSENT && v.published,
       "no row speaks of it");
    struct number_spec zero = {.unit = "区+地区", .nil_is_zero = true};
    value_read(arena, "-", (struct place){0}, &zero, &v);
    is_text(describe(arena, &v), "0区|0地区", "nil=zero in every part");
    ok(!v.unit_written, "a dash carries no unit");
}

static void mutations(struct arena *arena)
{
    static const char *const texts[] = {"６区30地区", "14台24人", "1,497件",
                                        "▲3.2％", "10 区 87 地区"};
    uint64_t state = 5;
    size_t good = 0;
    for (int i = 0; i < 50000; i++) {
        struct arena_mark mark = arena_mark(arena);
        struct value v;
        char text[100];
        state = state * 6364136223846793005u + 1442695040888963407u;
        size_t r = (size_t)(state >> 33);
        snprintf(text, sizeof text, "%s%s", texts[r % 5], texts[r / 5 % 5]);
        text[r / 25 % strlen(text)] = (char)(state >> 20 & 0xFF);
        struct finding f = read_text(arena, text, r & 1 ? "区+地区" : "件", &v);
        good += f.offset + f.length <= strlen(text) && v.published;
        arena_reset(arena, mark);
    }
    is_int((long long)good, 50000, "50,000 mutations end well");
}

int main(void)
{
    struct arena *arena = arena_open();
    numbers(arena);
    tuples(arena);
    details(arena);
    mutations(arena);
    arena_close(arena);
    return tap_done();
}
