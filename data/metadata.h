/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * metadata.h - how a survey was made: 標本の概要.
 *
 * A CSV file with one row per survey (wave): 調査 (its id), 名称, 対象,
 * 母集団の大きさ, 抽出方法, 配布数, 有効回収数, 回収率, 開始, 終了, 方法, 実施,
 * 備考.  Only the id is required.
 *
 * What contradicts itself is an error: a response rate that is not 有効回収数
 * ÷ 配布数, rounded half up to the decimals it is printed with; more returned
 * than distributed, or more distributed than the population; an end before the
 * beginning.
 */
#ifndef SHIHYO_DATA_METADATA_H
#define SHIHYO_DATA_METADATA_H

#include "data/csv.h"
#include "data/decimal.h"
#include "data/period.h"

struct sample_number {
    bool known;
    struct decimal value;
    const char *published;
    struct place place;
};

struct sample_metadata {
    const char *id, *title, *target, *sampling, *mode, *conductor, *note;
    struct sample_number population, distributed, returned; /* counts */
    struct sample_number rate;                              /* per cent */
    bool begins, ends; /* has it the day below? */
    struct period from, to;
    struct place place;
};

struct metadata {
    const struct source *source;
    const struct sample_metadata *samples;
    size_t n;
};

/* NULL: errors were said. */
const struct metadata *metadata_read(struct arena *arena, struct diag *diag,
                                     const struct csv *csv);
const struct sample_metadata *metadata_find(struct arena *arena,
                                            const struct metadata *metadata,
                                            const char *id);
/* Has the data file as many rows as were returned? */
bool metadata_check_rows(struct arena *arena, struct diag *diag,
                         const struct sample_metadata *sample, uint64_t rows);

#endif
