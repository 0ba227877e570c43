/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * disclose.h - which counts of a published table are withheld (秘匿), with a
 * proof for each of them.
 *
 * Primary: a count below the threshold (0 is published), or a cell declared
 * sensitive (disclose_rule.h).  Secondary: a cell withheld so that no primary
 * can be worked out from the totals.  The reader is taken to know the layout,
 * every printed count, and that a withheld count is >= 1, zeros being printed
 * (or only >= 0, where he cannot count on that, and in rows not printed).  All
 * that he can find out about a withheld cell is an interval, and it is computed
 * exactly, in integers.
 *
 * A primary of count a is safe when its interval [lower, upper] has
 *     upper >= max(threshold, a + 1)   (a itself below the threshold: the
 *                                       threshold)
 *     lower <= a - 1                   (unless a - 1 is below what he knows)
 * and when the sum of two primaries of one line, if it is itself below the
 * threshold, is not known from below either (from above it is as safe as
 * they are).
 *
 * The table is one line, or two ways with totals of either, both or none,
 * and one level of subtotals in its rows; such a table is a network, and an
 * interval is two greatest flows [Gusfield 1988, SIAM J. Comput. 17:552;
 * Kelly, Golden & Assad 1992, Networks 22:397; Cox 1995, JASA 90:1453].
 * Secondary cells come from cheapest augmenting ways, superfluous ones are
 * released, then a search over cuts looks for less (sum of counts withheld)
 * and says whether it proved that there is none.
 *
 * NOT proven, and never called safe: `linked` tables, where a withheld cell
 * also follows from another publication (other breakdown, last year plus a
 * printed change); tables of three and more dimensions.  Two tables that
 * share nothing but printed totals are not linked: any two of them fit
 * together.  A third one that crosses both is.
 *
 * Pure: arrays in, one result in the arena out; the same result every time.
 */
#ifndef SHIHYO_INDICATORS_DISCLOSE_H
#define SHIHYO_INDICATORS_DISCLOSE_H

#include "data/arena.h"
#include <stdbool.h>
#include <stdint.h>

enum {
    DISCLOSE_PERSONS = 10,       /* usual threshold for people */
    DISCLOSE_ESTABLISHMENTS = 3, /* and for businesses */
    DISCLOSE_CELLS_MOST = 1000000
};
#define DISCLOSE_COUNT_MOST 1000000000000 /* 10^12: sums fit 64 bits */
#define DISCLOSE_UNBOUNDED  INT64_MAX     /* no upper limit is known */
#define DISCLOSE_NO_CELL    SIZE_MAX

enum disclose_mark {
    DISCLOSE_MARK_NONE,
    DISCLOSE_MARK_PUBLISH,   /* never withheld */
    DISCLOSE_MARK_SENSITIVE, /* primary whatever its count */
    DISCLOSE_MARK_HARMLESS   /* never primary: no answer, not known */
};

struct disclose_table {
    size_t rows, columns; /* as printed, with totals */
    bool total_row;       /* the last row is the sum of the others */
    bool total_column;    /* the last column likewise */
    const bool *subtotal; /* by row: the sum of the rows since the subtotal
                             above it; NULL: none */
    const int64_t *count; /* rows * columns, row after row */
    const enum disclose_mark *mark; /* NULL: none */
};

struct disclose_spec {
    int64_t threshold; /* 0: DISCLOSE_PERSONS */
    bool zeros_secret; /* the reader cannot know that a withheld count is
                          >= 1: zeros are withheld elsewhere */
    bool totals;       /* totals may be withheld where nothing else helps */
    bool linked;       /* see above */
    bool singles;      /* leave the sums of two primaries out */
    /* The last column holds the base of each row, and cells are printed as
     * shares of it: a cell is no more than its base, and to withhold the base
     * is to withhold the row (shares alone would give it away).  A row whose
     * base is below the threshold and not 0 is withheld whole. */
    bool bases;
    const bool *unprinted; /* by row: nothing of it is printed; NULL: none */
    uint64_t effort;       /* arcs looked at before the search for less ends;
                              0: DISCLOSE_EFFORT */
};
#define DISCLOSE_EFFORT      50000000u
#define DISCLOSE_EFFORT_MOST 2000000000u /* of everything else */

enum disclose_status {
    DISCLOSE_SAFE,       /* every primary is, by the intervals given */
    DISCLOSE_LINKED,     /* taken by itself it is; NOT PROVEN */
    DISCLOSE_IMPOSSIBLE, /* not even all that may be withheld is enough:
                            merge categories or allow totals */
    DISCLOSE_CONFLICT,   /* a primary is marked for publication */
    DISCLOSE_SHAPE,      /* no rows or columns, too many cells, subtotals in
                            the wrong place, or with bases that are no sums */
    DISCLOSE_COUNT,      /* a count is negative or too large */
    DISCLOSE_TOTAL,      /* a total is not the sum of its parts */
    DISCLOSE_TOO_LARGE   /* not settled within DISCLOSE_EFFORT_MOST */
};

enum disclose_verdict {
    DISCLOSE_PUBLISH,
    DISCLOSE_PRIMARY,
    DISCLOSE_SECONDARY
};

struct disclose_cell {
    enum disclose_verdict verdict;
    int64_t lower, upper; /* what the reader can tell; printed cells: the
                             count itself */
    bool disclosed;       /* withheld, and lower = upper */
    bool safe;            /* false only for primaries that are not, and for
                             withheld bases whose row is printed */
};

struct disclose_result {
    enum disclose_status status;
    const struct disclose_cell *cells; /* rows * columns; NULL when the table
                                          was refused (SHAPE and later) */
    size_t n_primary, n_secondary;
    int64_t cost;         /* sum of the counts of secondary cells */
    bool cheapest;        /* proven: no safe pattern costs less */
    bool totals_withheld; /* a total had to go */
    size_t where;         /* the cell that is the trouble: the first unsafe
                             primary, the conflict, the bad count, a cell of
                             the line that does not add up; or NO_CELL */
};

/* Chooses what to withhold. */
struct disclose_result disclose_protect(struct arena *arena,
                                        const struct disclose_table *table,
                                        const struct disclose_spec *spec);

/* Judges a pattern that somebody else chose: withheld[] by cell.  Status
 * IMPOSSIBLE: a primary is not safe in it or is not withheld at all. */
struct disclose_result disclose_audit(struct arena *arena,
                                      const struct disclose_table *table,
                                      const struct disclose_spec *spec,
                                      const bool *withheld);

#endif
