/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every cell of the two shipped year-by-year plans (tests/golden/schedule:
 * what a person read in them), then shapes that they do not have, then texts
 * that must not be taken for more than they are.
 */
#include "data/phrase.h"

#include "data/fold.h"
#include "data/unit.h"
#include "tests/table.h"

static struct states declared(struct arena *arena)
{
    struct states states;
    struct finding f =
        states_read(arena,
                    "検討 協議 協議開始 準備 < 開始 一部実施 一部運用開始 < "
                    "実施 配置 運用開始 派遣 参画 開設 開室 構築",
                    "拡大 充実 増員", &states);
    is_int(f.id, MSG_NONE, "the declared path is read");
    return states;
}

static struct phrase read_text(struct arena *arena, const struct states *states,
                               const char *text)
{
    return phrase_read(arena, text, &(struct phrase_spec){.states = states});
}

/* -- what a person read ---------------------------------------------------- */

/* The person's name of a part, from ours. */
static bool same_component(struct arena *arena, const struct phrase *p,
                           const struct phrase_item *item, bool upper,
                           const char *listed)
{
    const char *end = item->shape <= PHRASE_NUMBER ? ""
                      : upper                      ? " 上限"
                                                   : " 下限";
    const char *state = p->state ? p->state->word : "", *unit = item->unit;
    const char *forms[] = {
        str_join(arena, item->name, end, NULL),
        str_join(arena, item->name, " ", item->frequency, NULL),
        str_join(arena, item->name, "（", item->frequency, "）", NULL),
        str_join(arena, item->frequency, state, NULL),
        str_join(arena, item->frequency, "当たり", state, unit, end, NULL),
        *item->name ? item->name : unit};
    for (size_t i = 0; i < LEN(forms); i++)
        if (fold_equal(arena, forms[i], listed))
            return true;
    /* a name that is the person's second reading (6か所 of おひさま…) */
    return *item->name && fold_equal(arena, unit, listed);
}

static bool has_part(struct arena *arena, const struct phrase *p,
                     const char *const *row)
{
    for (size_t i = 0; i < p->n_items; i++)
        for (int upper = 0; upper < 2; upper++) {
            const struct phrase_item *item = &p->items[i];
            struct decimal number;
            const char *unit;
            if (item->shape == PHRASE_NO_NUMBER ||
                !phrase_base(item, upper ? item->high : item->low, &number,
                             &unit))
                continue;
            if (strcmp(decimal_text(arena, number), row[5]) == 0 &&
                strcmp(unit, row[6]) == 0 &&
                same_component(arena, p, item, upper, row[4]))
                return true;
        }
    return false;
}

static size_t parts_listed(const struct table *t, size_t row)
{
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++)
        n += strcmp(t->row[i][0], t->row[row][0]) == 0 &&
             strcmp(t->row[i][1], t->row[row][1]) == 0 && *t->row[i][5];
    return n;
}

/* Numbers of a cell: a range counts for its two ends. */
static size_t parts_found(const struct phrase *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->n_items; i++)
        n += p->items[i].shape == PHRASE_NO_NUMBER ? 0
             : p->items[i].shape == PHRASE_NUMBER  ? 1
                                                   : 2;
    return n;
}

/* The person's stage stands at the end of our words, and its head is the
 * declared state. */
static bool same_stage(struct arena *arena, const struct states *states,
                       const struct phrase *p, const char *listed)
{
    if (strcmp(listed, "none (dash)") == 0)
        return p->missing == MISSING_NIL;
    if (p->missing != MISSING_NOT)
        return false;
    if (!*listed)
        return !p->state && !*p->words;
    return p->state && p->state == states_find(arena, states, listed) &&
           str_ends(str_of(fold_key(arena, p->words)), fold_key(arena, listed));
}

static void golden(struct arena *arena, const char *path, size_t n_rows)
{
    static struct table table;
    struct states states = declared(arena);
    if (!table_read(&table, path))
        return;
    is_int((long long)table.n, (long long)n_rows, "all rows are here");
    for (size_t i = 0; i < table.n; i++) {
        const char *const *row = table.row[i];
        struct phrase p = read_text(arena, &states, row[2]);
        const char *what = str_join(arena, row[0], " ", row[1], " ", row[2],
                                    " ", row[4], NULL);
        bool good = same_stage(arena, &states, &p, row[3]) &&
                    (!*row[5] || has_part(arena, &p, row)) &&
                    parts_found(&p) == parts_listed(&table, i) &&
                    strcmp(p.published, row[2]) == 0;
        if (!ok(good, what))
            printf("# words '%s', state %s, %zu items, left '%s'\n", p.words,
                   p.state ? p.state->word : "none", p.n_items, p.left);
    }
}

/* -- one text each --------------------------------------------------------- */

/* words|state|qualifier name frequency low~high unit; ... */
static const char *describe(struct arena *arena, const struct phrase *p)
{
    static const char *const shapes[] = {"", "", "range ", "interval "};
    static const char *const qualifiers[] = {"",     "計",   "約",
                                             "以上", "以下", "未満"};
    struct buf b = buf_new(arena);
    buf_z(&b, p->words);
    buf_z(&b, "|");
    buf_z(&b, p->state ? p->state->word : "");
    for (size_t i = 0; i < p->n_items; i++) {
        const struct phrase_item *item = &p->items[i];
        buf_z(&b, "|");
        buf_z(&b,
              str_join(arena, shapes[item->shape], qualifiers[item->qualifier],
                       item->name, "/", item->frequency, "/", NULL));
        if (item->shape != PHRASE_NO_NUMBER)
            buf_z(&b, decimal_text(arena, item->low));
        if (item->shape > PHRASE_NUMBER)
            buf_z(&b,
                  str_join(arena, "~", decimal_text(arena, item->high), NULL));
        buf_z(&b, item->unit);
    }
    return buf_text(&b);
}

static void texts(struct arena *arena)
{
    static const struct {
        const char *text, *expected;
    } rows[] = {
        {"検討", "検討|検討"},
        {"一部運用開始 ※1", "一部運用開始|一部運用開始"},
        {"７か所配置", "配置|配置|//7か所"},
        {"計25か所", "||計//25か所"},
        {"合計 1,497件", "||計//1497件"},
        {"設計3件", "||設計//3件"},
        {"開始(5か所)", "開始|開始|//5か所"},
        {"実施(約5か所程度)", "実施|実施|約//5か所"},
        {"5人以上", "||以上//5人"},
        {"5人未満", "||未満//5人"},
        {"増員(人数調整中)", "増員|増員"},
        {"月２回実施(４か所）月１回または２回実施 (１か所)",
         "実施|実施|/月２回/4か所|/月１回または２回/1か所"},
        {"月２回実施", "実施|実施|/月２回/"},
        {"課長級（通年１人）（月２回１人）一般職員（通年１人）",
         "||課長級/通年/1人|課長級/月２回/1人|一般職員/通年/1人"},
        {"拡大の検討(対象年齢２‐12歳)",
         "拡大の検討|検討|interval 対象年齢//2~12歳"},
        {"拡大(対象年齢０-12歳)", "拡大|拡大|interval 対象年齢//0~12歳"},
        {"拡大(対象年齢０－12歳)", "拡大|拡大|interval 対象年齢//0~12歳"},
        {"週3～4日開室", "開室|開室|range /週/3~4日"},
        {"週3〜4日開室", "開室|開室|range /週/3~4日"},
        {"年間2.5万人", "||/年間/2.5万人"},
        {"年間約3万人", "||約/年間/3万人"},
        {"契約3件", "||契約//3件"},
        {"拡大（31年度）", "拡大|拡大"},
        {"相談員の配置 ８か所", "相談員の配置|配置|//8か所"},
        {"課長級および 一般職員(福祉職) の派遣",
         "課長級および 一般職員 の派遣|派遣"},
        {"全ての妊婦との面談の実施", "全ての妊婦との面談の実施|実施"},
        {"都と共同で取り組む仕組みの構築",
         "都と共同で取り組む仕組みの構築|構築"},
        /* nothing is guessed */
        {"30年度開始", "30年度開始|開始"},
        {"2019年4月開始", "2019年4月開始|開始"},
        {"5ブース配置", "5ブース配置|配置"},
        {"未着手", "未着手|"},
        {"開始(5か所", "|"},
        {"()", "|"},
        {"1234567890123456か所", "1234567890123456か所|"},
    };
    struct states states = declared(arena);
    for (size_t i = 0; i < LEN(rows); i++) {
        struct phrase p = read_text(arena, &states, rows[i].text);
        is_text(describe(arena, &p), rows[i].expected, rows[i].text);
    }
}

static void flags(struct arena *arena)
{
    struct states states = declared(arena);
    struct phrase p = read_text(arena, &states, "増員(人数調整中)");
    ok(p.undecided && !*p.left, "人数調整中 is undecided and understood");
    p = read_text(arena, &states, "全ての妊婦との面談の実施");
    ok(p.universal, "全ての is universal");
    p = read_text(arena, &states, "一部運用開始 ※1");
    ok(p.n_notes == 1 && strcmp(p.notes[0], "※1") == 0, "※1 is a note");
    p = read_text(arena, &states, "拡大（31年度）");
    is_text(p.left, "31年度", "a year without era stays text and is named");
    p = read_text(arena, &states, "30年度開始");
    ok(*p.left, "a year before the state is named too");
    p = read_text(arena, &states, "5ブース配置");
    ok(*p.left && p.n_items == 0, "an unknown unit is no count");
    p = read_text(arena, &states, "開始(5か所");
    ok(*p.left && p.n_items == 0, "an open bracket is left as text");
    static const struct {
        const char *text;
        enum missing missing;
    } marks[] = {{"―", MISSING_NIL},    {"—", MISSING_NIL},
                 {"-", MISSING_NIL},    {"", MISSING_BLANK},
                 {"　", MISSING_BLANK}, {"***", MISSING_UNAVAILABLE}};
    for (size_t i = 0; i < LEN(marks); i++) {
        p = read_text(arena, &states, marks[i].text);
        ok(p.missing == marks[i].missing && p.n_items == 0, marks[i].text);
    }
}

static void hostile(struct arena *arena)
{
    struct states states = declared(arena);
    struct buf b = buf_new(arena);
    for (int i = 0; i < 400; i++)
        buf_z(&b, "(5か所");
    struct phrase p = read_text(arena, &states, buf_text(&b));
    ok(*p.left && p.n_items == 0, "a text too long stays text");
    b = buf_new(arena);
    for (int i = 0; i < 90; i++)
        buf_z(&b, "5人 ");
    p = read_text(arena, &states, buf_text(&b));
    ok(p.n_items <= 64, "more parts than there is room for");
    static const char *const odd[] = {"）（",         "月回", "月２", "５",
                                      "～",           "※",    "※1※2", "3～",
                                      "月１回または", "0"};
    for (size_t i = 0; i < LEN(odd); i++) {
        p = read_text(arena, &states, odd[i]);
        is_text(p.published, odd[i], "an odd text is kept");
    }
}

static void paths(struct arena *arena)
{
    struct states s;
    is_int(states_read(arena, NULL, NULL, &s).id, MSG_NONE, "default path");
    is_int(s.steps, 3, "three steps");
    is_int(states_find(arena, &s, "一部運用開始")->step, 1,
           "the longest word decides");
    is_int(states_find(arena, &s, "増員")->step, STATE_REPEATABLE,
           "増員 has no place in the order");
    ok(!states_find(arena, &s, "実施済"), "a word inside is no state");
    is_int(states_read(arena, "検討 < < 実施", "", &s).id, MSG_STATES,
           "an empty step");
    is_int(states_read(arena, "検討 < 実施 <", "", &s).id, MSG_STATES,
           "an empty last step");
    is_int(states_read(arena, "", "", &s).id, MSG_STATES, "no step at all");
    struct finding f = states_read(arena, "検討 < 実施 検討", "", &s);
    ok(f.id == MSG_STATES && strcmp(f.arg, "検討") == 0, "a word twice");
    is_int(states_read(arena, "検討 < 実施", "実施", &s).id, MSG_STATES,
           "a word in the order and repeatable");
}

int main(void)
{
    struct arena *arena = arena_open();
    golden(arena, "tests/golden/schedule/nerima-2018.csv", 76);
    golden(arena, "tests/golden/schedule/nerima-2019.csv", 77);
    texts(arena);
    flags(arena);
    hostile(arena);
    paths(arena);
    arena_close(arena);
    return tap_done();
}
