/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/breaks.h"

#include <string.h>
#include <unicode/ubrk.h>

/* The first ubrk_open of a process loads ICU's dictionary (about 12 ms with
 * ICU 72); later ones cost 0.01 ms, so no breaker is kept. */

/* ICU splits these (障|がい, 取り|組んだ, 生み|育て), or they read badly when a
 * line ends inside them. */
static const char kept_words[] =
    "障がい|障害|取り組み|取り組む|取り組んだ|取り組んで|取り組め|取り組ま|"
    "取り組|取組|子ども|子供|こども|子育て|若者|親子|一人ひとり|一人一人|"
    "当てはまる|当てはまらない|当てはめ|当てはま|見込み|見込ま|見込む|見直し|"
    "生み育て|産み育て|育ち|受け入れ|受入れ|受け止め|引き続き|引き上げ|"
    "引き下げ|取り巻く|取り入れ|働き方|働きながら|暮らし|居場所|見守り|"
    "支え合い|切れ目|手続き|手続|申し込み|問い合わせ|組み合わせ|及び|並びに|"
    "又は|若しくは|または|および|思う|いじめ|ひとり親|ヤングケアラー|"
    "ワーク・ライフ・バランス";

/* Counters that stay with their number, the longer first. */
static const char unit_words[] =
    "年度末時点|年度末|年度|年末|年間|年生|年|か月|カ月|ヶ月|ヵ月|月|週間|"
    "日間|日|時間|時点|分|秒|歳以上|歳未満|歳児|歳|ポイント|％|%|‰|か所|カ所|"
    "ヶ所|ヵ所|箇所|団体|施設|地区|世帯|人以上|人|名|件|組|館|校|台|社|区|"
    "回|倍|点|位|次|章|節|項|園|室|枚|本|百万円|千円|億円|万円|円|千人|万人|"
    "万|億";

static const char *const eras[] = {"明治", "大正", "昭和", "平成", "令和"};

/* The text as code points; offset[n] is its length. */
struct letters {
    uint32_t *c;
    size_t *offset;
    size_t n;
    unsigned char *quality; /* of a break before letter i */
};

static struct letters letters_of(struct arena *arena, struct str text)
{
    struct letters l = {.n = utf8_count(text)};
    l.c = arena_make(arena, uint32_t, l.n + 2); /* 0 behind the end */
    l.offset = arena_make(arena, size_t, l.n + 1);
    l.quality = arena_make(arena, unsigned char, l.n + 1);
    struct str rest = text;
    for (size_t i = 0; i < l.n; i++) {
        l.offset[i] = text.len - rest.len;
        uint32_t c = utf8_next(&rest);
        l.c[i] = c == UTF8_BAD ? 0xFFFD : c;
    }
    l.offset[l.n] = text.len;
    return l;
}

/* ------------------------------------------------------------------- ICU */

struct units {
    UChar *at;
    size_t *letter; /* the letter that begins at a unit */
    int32_t n;
};

static struct units units_of(struct arena *arena, const struct letters *l)
{
    struct units u = {.at = arena_make(arena, UChar, 2 * l->n + 1),
                      .letter = arena_make(arena, size_t, 2 * l->n + 1)};
    for (size_t i = 0; i < l->n; i++) {
        uint32_t c = l->c[i];
        u.letter[u.n] = i;
        if (c > 0xFFFF) {
            u.at[u.n++] = (UChar)(0xD7C0 + (c >> 10));
            u.letter[u.n] = i;
            u.at[u.n++] = (UChar)(0xDC00 | (c & 0x3FF));
        } else {
            u.at[u.n++] = (UChar)c;
        }
    }
    u.letter[u.n] = l->n;
    return u;
}

static void mark_breaks(struct letters *l, const struct units *u,
                        const char *locale, enum break_quality quality)
{
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *breaker =
        ubrk_open(UBRK_LINE, locale, u->at, u->n, &status);
    if (U_SUCCESS(status)) {
        ubrk_first(breaker); /* the start of the text is no break */
        for (int32_t at = ubrk_next(breaker); at != UBRK_DONE;
             at = ubrk_next(breaker))
            l->quality[u->letter[at]] = (unsigned char)quality;
    }
    if (breaker)
        ubrk_close(breaker);
}

/* ------------------------------------------------------------ corrections */

static bool is_one_of(uint32_t c, const char *set)
{
    struct str rest = str_of(set);
    while (rest.len)
        if (utf8_next(&rest) == c)
            return c != 0;
    return false;
}

static bool is_digit(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

static bool is_kana_or_kanji(uint32_t c)
{
    return (c >= 0x3041 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
           (c >= 0x20000 && c <= 0x3FFFF);
}

/* 行頭禁則 (JIS X 4051): what may not begin a line. */
static bool begins_badly(uint32_t c)
{
    return is_one_of(
        c, "、。，．・：；？！）」』】〕］｝〉》〙〛゛゜ヽヾゝゞ々〻ー"
           "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
           "％%‰℃°′″～〜…‥!?,.:;)]}’”");
}

/* 行末禁則: what may not end a line. */
static bool ends_badly(uint32_t c)
{
    return is_one_of(c, "（「『【〔［｛〈《〘〚([{‘“￥¥＄$№");
}

static bool is_number_sign(uint32_t c)
{
    return is_one_of(c, "▲△-－−＋+±約第");
}

/* Whether no line may end before letter i, by its neighbours alone. */
static bool is_kinsoku(const struct letters *l, size_t i)
{
    uint32_t before = l->c[i - 1], after = l->c[i];
    if (begins_badly(after) || ends_badly(before))
        return true;
    if (is_digit(before))
        return is_digit(after) || is_kana_or_kanji(after) ||
               is_one_of(after, "，．,.");
    if (!is_digit(after))
        return false;
    bool within = i >= 2 && is_digit(l->c[i - 2]);
    return is_number_sign(before) || (within && is_one_of(before, "，．,."));
}

/* What ICU's phrases cut off, but a reader does not: 団体|数, 社会|的. */
static bool is_suffix(const struct letters *l, size_t i)
{
    uint32_t before = l->c[i - 1];
    bool noun = is_kana_or_kanji(before) && !(before < 0x30A0);
    return noun && is_one_of(l->c[i], "的数等率者性化児型別内外");
}

static enum break_quality judge(const struct letters *l, size_t i)
{
    enum break_quality found = l->quality[i];
    uint32_t before = l->c[i - 1];
    if (found == BREAK_NEVER || is_kinsoku(l, i))
        return BREAK_NEVER;
    if (is_one_of(before, "、。，． \u3000"))
        return BREAK_GOOD;
    if (is_one_of(before, "・）」』】～〜") || is_one_of(l->c[i], "（「『【▲△"))
        return BREAK_PHRASE;
    return is_suffix(l, i) ? BREAK_SPLIT : found;
}

/* ---------------------------------------------------------- kept together */

static void keep_whole(struct letters *l, size_t first, size_t n)
{
    for (size_t i = first + 1; i < first + n; i++)
        l->quality[i] = BREAK_NEVER;
}

/* Letters of the text from i on that are the word: their number, or 0. */
static size_t match_word(const struct letters *l, size_t i, struct str word)
{
    size_t n = 0;
    while (word.len) {
        if (i + n >= l->n || l->c[i + n] != utf8_next(&word))
            return 0;
        n++;
    }
    return n;
}

/* The first word of a list separated by | that stands at i. */
static size_t match_list(const struct letters *l, size_t i, const char *list)
{
    struct str rest = str_of(list);
    while (rest.len) {
        const char *bar = memchr(rest.at, '|', rest.len);
        size_t len = bar ? (size_t)(bar - rest.at) : rest.len;
        size_t n = match_word(l, i, str_head(rest, len));
        if (n > 0)
            return n;
        rest = str_from(rest, bar ? len + 1 : len);
    }
    return 0;
}

static size_t match_era(const struct letters *l, size_t i)
{
    for (size_t k = 0; k < LEN(eras); k++)
        if (match_word(l, i, str_of(eras[k])))
            return 2;
    return 0;
}

/* 75.0％, 1,497件, 令和元年度: an era, a number and its unit at i. */
static size_t match_quantity(const struct letters *l, size_t i)
{
    size_t era = match_era(l, i), at = i + era, begin = at;
    if (era && at < l->n && l->c[at] == 0x5143) /* 元 */
        at++;
    while (at < l->n &&
           (is_digit(l->c[at]) || (at > begin && is_digit(l->c[at + 1]) &&
                                   is_one_of(l->c[at], "，．,."))))
        at++;
    if (at == begin)
        return 0;
    return at + match_list(l, at, unit_words) - i;
}

static void keep_words(struct letters *l, const char *keep)
{
    for (size_t i = 0; i < l->n; i++) {
        keep_whole(l, i, match_list(l, i, kept_words));
        if (keep)
            keep_whole(l, i, match_list(l, i, keep));
    }
    for (size_t i = 0; i < l->n;) {
        size_t n = match_quantity(l, i);
        keep_whole(l, i, n);
        i += n ? n : 1;
    }
}

const unsigned char *breaks_find(struct arena *arena, const char *text,
                                 const char *keep)
{
    struct str s = str_of(text);
    unsigned char *out = arena_make(arena, unsigned char, s.len + 1);
    if (s.len == 0 || s.len > INT32_MAX / 4)
        return out;
    struct arena_mark mark = arena_mark(arena);
    struct letters l = letters_of(arena, s);
    struct units u = units_of(arena, &l);
    mark_breaks(&l, &u, "ja@lb=strict", BREAK_SPLIT);
    mark_breaks(&l, &u, "ja@lb=strict;lw=phrase", BREAK_PHRASE);
    for (size_t i = 1; i < l.n; i++)
        l.quality[i] = (unsigned char)judge(&l, i);
    keep_words(&l, keep);
    for (size_t i = 1; i < l.n; i++)
        out[l.offset[i]] = l.quality[i];
    out[s.len] = BREAK_GOOD; /* a text ends where a line ends */
    arena_reset(arena, mark);
    return out;
}
