/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * xmlout.h - well-formed XML text, element by element, into memory.
 *
 * A thin face over libxml2's xmlTextWriter, which escapes but checks nothing:
 * all texts come from inputs whose characters have been judged.
 */
#ifndef SHIHYO_ENGINE_XMLOUT_H
#define SHIHYO_ENGINE_XMLOUT_H

#include "data/str.h"

struct xmlout;

struct xmlout *xmlout_open(struct arena *arena, const char *root,
                           const char *name_space);
void xmlout_begin(struct xmlout *out, const char *element);
void xmlout_end(struct xmlout *out);
/* NULL and "" write nothing. */
void xmlout_attribute(struct xmlout *out, const char *name, const char *value);
void xmlout_text(struct xmlout *out, const char *text);
/* <element>text</element>; nothing for "". */
void xmlout_element(struct xmlout *out, const char *element, const char *text);
/* Closes the root; the text lives in the arena.  NULL: libxml2 had no memory.
 */
const char *xmlout_close(struct xmlout *out);

#endif
