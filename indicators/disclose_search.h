/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * disclose_search.h - secondary cells: which printed cells are withheld so
 * that every need of a network (disclose_net.h) is met, at least cost.
 *
 * The cost of a pattern is the sum of the counts it withholds beyond the
 * start.  Zeros and cells marked for publication are never taken (zeros go
 * with the row of a base).
 *
 *   1. Everything that may be withheld is: if that is not enough, nothing is.
 *   2. Need by need, the cheapest augmenting way, what is already withheld
 *      for nothing, until the flow suffices [Kelly, Golden & Assad 1992].
 *   3. Release of cells that turned out superfluous, largest first.
 *   4. Branch and cut: an unmet need has a minimum cut, and every safe
 *      pattern withholds a printed cell that crosses it; so try each of them,
 *      those before it excluded.  Cheapest cells of cuts without a common
 *      cell add up to a bound [Fischetti & Salazar 2000, JASA 95:916, uses
 *      the same cuts in a linear program].
 *
 * Steps 3 and 4 end when their effort is spent (that of step 4 is the
 * spec's); the pattern is safe all the same, only not proven to be the
 * cheapest.
 */
#ifndef SHIHYO_INDICATORS_DISCLOSE_SEARCH_H
#define SHIHYO_INDICATORS_DISCLOSE_SEARCH_H

#include "indicators/disclose_net.h"

/* pattern: what is withheld from the start in, the choice out.  false: not
 * possible; pattern then is all that may be withheld.  totals: they are among
 * what may. */
bool disclose_search(struct disclose_net *net, bool totals, bool *pattern,
                     bool *cheapest);

#endif
