/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * embedded.h - schemas, stylesheets and presets, carried inside the program
 * so that one binary is enough and a report is always made by the sheet of
 * its version.
 */
#ifndef SHIHYO_ENGINE_EMBEDDED_H
#define SHIHYO_ENGINE_EMBEDDED_H

#include "data/str.h"

struct str embedded_report_rng(void);
struct str embedded_html_xsl(void);

/* The shipped assessment methods (data/presets/), i < EMBEDDED_PRESETS. */
enum { EMBEDDED_PRESETS = 3 };
struct str embedded_preset(size_t i);
const char *embedded_preset_name(size_t i);

#endif
