/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * value.h - what one cell of a plan says, with its words kept.
 *
 * A value keeps the text as published and the place where it was read.  A
 * missing value is a value with its kind; whatever is derived from it
 * inherits the reason.  A tuple (６区30地区) has named parts, each a number.
 * The kinds grow with the plans; a reader that meets a kind it does not
 * handle says so and never takes the number of it.
 */
#ifndef SHIHYO_DATA_VALUE_H
#define SHIHYO_DATA_VALUE_H

#include "data/number.h"

enum value_kind { VALUE_MISSING, VALUE_NUMBER, VALUE_TUPLE };

struct value_part {
    const char *unit; /* 区 */
    struct decimal number;
};

struct value {
    enum value_kind kind;
    enum missing missing;           /* VALUE_MISSING */
    struct decimal number;          /* VALUE_NUMBER */
    const struct value_part *parts; /* VALUE_TUPLE, in the declared order */
    size_t n_parts;
    const char *published; /* the cell as it stands, trimmed */
    bool unit_written;     /* the cell carries its unit */
    struct place place;
};

/* Reads a cell.  spec->unit of the form 区+地区 declares a tuple: numbers
 * each followed by its unit, in that order, nothing else (a mark for missing
 * stands for the whole).  Other units: number_read().  A counter word where
 * another counter word is declared (人 for 件) is MSG_UNIT_DIFFERS, a warning;
 * a unit of another dimension is MSG_UNIT, an error. */
struct finding value_read(struct arena *arena, const char *text,
                          struct place place, const struct number_spec *spec,
                          struct value *out);
/* The value of a period of which no row speaks. */
struct value value_absent(void);
bool value_is_number(const struct value *value);
/* A number or a tuple of numbers: not missing. */
bool value_is_present(const struct value *value);

#endif
