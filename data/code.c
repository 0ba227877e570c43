/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/code.h"

#include "data/number.h"

#include <assert.h>
#include <string.h>

enum { MAX_DIGITS = 8 };

/* 総務省 全国地方公共団体コード仕様: weights 6 to 2, modulus 11. */
static char check_digit(const char *five)
{
    int sum = 0;
    for (int i = 0; i < 5; i++)
        sum += (five[i] - '0') * (6 - i);
    return (char)('0' + (11 - sum % 11) % 10);
}

static bool is_prefecture(const char *code)
{
    return (code[0] - '0') * 10 + code[1] - '0' <= 47;
}

/* The digits of any width without spaces around them; the count, and
 * MAX_DIGITS + 1 for more than fit.  false: something else is in the text. */
static bool read_digits(const char *text, char out[MAX_DIGITS + 1], size_t *n)
{
    struct str rest = number_trim(str_of(text));
    *n = 0;
    while (rest.len) {
        uint32_t c = utf8_next(&rest);
        if (c >= 0xFF10 && c <= 0xFF19)
            c -= 0xFEE0;
        if (c < '0' || c > '9')
            return false;
        if (*n < MAX_DIGITS)
            out[*n] = (char)c;
        *n += *n <= MAX_DIGITS;
    }
    out[*n < MAX_DIGITS ? *n : MAX_DIGITS] = '\0';
    return true;
}

/* A code that would be right: with the zero that a spreadsheet took away, or
 * with the check digit that is missing. */
static const char *hint_of(struct arena *arena, const char *code, int digits)
{
    const char *zero = str_join(arena, "0", code, NULL);
    size_t n = strlen(zero);
    if (n == (size_t)digits && is_prefecture(zero) &&
        (digits == 5 || check_digit(zero) == zero[5]))
        return zero;
    if (digits != 6 || strlen(code) != 5 || !is_prefecture(code))
        return NULL;
    char check[2] = {check_digit(code), '\0'};
    return str_join(arena, code, check, NULL);
}

static struct finding bad_length(struct arena *arena, const char *code,
                                 int digits)
{
    const char *hint = hint_of(arena, code, digits);
    const char *arg = hint ? str_join(arena, " → ", hint, NULL) : "";
    return (struct finding){.id = MSG_CODE_LENGTH, .arg = arg};
}

static struct finding bad_check(struct arena *arena, const char *code)
{
    char right[7] = {0};
    memcpy(right, code, 5);
    right[5] = check_digit(code);
    return (struct finding){.id = MSG_CODE_CHECK,
                            .arg = str_z(arena, str_of(right))};
}

struct finding code_read(struct arena *arena, const char *text, int digits,
                         char out[7])
{
    assert(digits == 5 || digits == 6);
    char code[MAX_DIGITS + 1];
    size_t n;
    memset(out, 0, 7);
    if (!read_digits(text, code, &n))
        return (struct finding){.id = MSG_CODE_FORMAT};
    if (n == 0)
        return (struct finding){.id = MSG_KEY_BLANK};
    if (n != 6 && n != (size_t)digits)
        return bad_length(arena, code, digits);
    if (!is_prefecture(code))
        return (struct finding){.id = MSG_CODE_PREF};
    if (n == 6 && check_digit(code) != code[5])
        return bad_check(arena, code);
    memcpy(out, code, (size_t)digits);
    bool cut = n == 6 && digits == 5;
    return (struct finding){.id = cut ? MSG_CODE6 : MSG_NONE};
}
