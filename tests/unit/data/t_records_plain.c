/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * t_records.c with the index in plain C, for processors without SSE2: the
 * program's own csvindex.c takes the place of the archive's.
 */
#define SHIHYO_PLAIN_C
#include "data/csvindex.c" /* NOLINT(bugprone-suspicious-include) */

#include "tests/unit/data/t_records.c" /* NOLINT(bugprone-suspicious-include) */
