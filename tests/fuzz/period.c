/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Years and dates: a finding lies inside the text, and an accepted period is
 * one that the calendar has.
 */
#include "data/period_any.h"
#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const char *bytes, size_t size);

int LLVMFuzzerTestOneInput(const char *bytes, size_t size)
{
    static const enum period_axis axes[] = {AXIS_FISCAL_YEAR, AXIS_YEAR,
                                            AXIS_DATE, AXIS_END, AXIS_SPAN};
    if (utf8_valid(bytes, size) != size)
        return 0;
    struct arena *arena = arena_open();
    const char *text = str_z(arena, (struct str){bytes, size});
    size_t len = strlen(text);
    for (size_t i = 0; i < LEN(axes); i++) {
        struct period p = {0};
        struct finding f = period_read(text, axes[i], &p);
        assert(f.offset <= len && f.length <= len - f.offset);
        if (message_is_error(f.id))
            continue;
        assert(p.year >= 1868 && p.year <= 2100);
        assert(p.month >= 0 && p.month <= 12 && p.day >= 0 && p.day <= 31);
        assert(p.kind != PERIOD_SPAN || p.last >= p.year);
    }
    for (int reading = PERIOD_AS_WRITTEN; reading <= PERIOD_AS_MONTHS;
         reading++) {
        struct period_any p;
        struct finding f =
            period_any_read(text, (enum period_reading)reading, &p);
        assert(p.label.at >= text && p.label.at + p.label.len <= text + len);
        assert(message_is_error(f.id) || (p.t >= 1 && p.t < 3000));
    }
    arena_close(arena);
    return 0;
}
