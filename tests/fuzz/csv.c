/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * CSV files: whatever is accepted is a full grid whose cells have places.
 */
#include "data/csv.h"
#include <assert.h>

int LLVMFuzzerTestOneInput(const char *bytes, size_t size);

int LLVMFuzzerTestOneInput(const char *bytes, size_t size)
{
    if (utf8_valid(bytes, size) != size)
        return 0; /* encode.c decodes before */
    struct arena *arena = arena_open();
    struct diag *diag = diag_new(arena, LANG_JA);
    const char *text = str_z(arena, (struct str){bytes, size});
    struct source *source = source_of_text(arena, "fuzz.csv", text);
    const struct csv *csv =
        csv_read(arena, diag, source, &(struct csv_options){0});
    assert((csv == NULL) == diag_has_errors(diag));
    for (size_t i = 0; csv && i < csv->rows; i++)
        for (size_t k = 0; k < csv->columns; k++) {
            struct place place = csv_place(csv, &csv->row[i], k);
            assert(csv->row[i].cells[k]);
            assert(place.offset + place.length <= source->text.len);
        }
    assert(diag_render(diag) && diag_render_csv(diag));
    arena_close(arena);
    return 0;
}
