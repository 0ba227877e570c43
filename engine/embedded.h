/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * embedded.h - schemas and stylesheets, carried inside the program so that
 * one binary is enough and a report is always made by the sheet of its
 * version.
 */
#ifndef SHIHYO_ENGINE_EMBEDDED_H
#define SHIHYO_ENGINE_EMBEDDED_H

#include "data/str.h"

struct str embedded_report_rng(void);
struct str embedded_html_xsl(void);

#endif
