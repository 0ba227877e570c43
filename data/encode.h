/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * encode.h - from the bytes of a file to UTF-8, or not at all.
 *
 * The encoding is decided by the order of the rules B1-B9 of the project's
 * input rules, never by statistics: magic numbers, byte order mark, NULs at
 * every other byte, ISO-2022-JP escapes, UTF-8 as a whole, damaged UTF-8,
 * strict CP932.  A file is decoded as a whole and strictly; nothing is
 * substituted or left out.  EUC-JP is read only where it is declared.
 *
 * The decoded text is then judged by chars.h.
 */
#ifndef SHIHYO_DATA_ENCODE_H
#define SHIHYO_DATA_ENCODE_H

#include "data/diag.h"

/* Fills text and encoding of a source that has its raw bytes.  Errors of the
 * content stand at their place in the file (until there is a decoded text,
 * source->text is the raw bytes), those of the whole file at asked_by.
 * is_csv: magic numbers, emptiness and characters are judged too. */
bool encode_decode(struct arena *arena, struct diag *diag,
                   struct source *source, const struct source_request *request);

/* Well-formed UTF-8 whose runs beyond ASCII are of three bytes a character:
 * text in CP932 hardly ever is (rule B6). */
bool encode_is_surely_utf8(struct str text);

/* Rule B1: what kind of file begins with these bytes, when it is no text. */
const char *encode_magic(struct str raw);

/* A part of a file, strictly as the encoding says (UTF-8 or CP932).  false: it
 * is not well-formed. */
bool encode_piece(struct arena *arena, enum encoding encoding, struct str raw,
                  struct str *text);

/* Rule B11: text that, written back as CP932, is UTF-8: it was read with the
 * wrong encoding once and saved. */
bool encode_is_mojibake(struct arena *arena, struct str text);

/* The offset in source->raw of an offset in source->text. */
size_t encode_raw_offset(const struct source *source, size_t offset);

/* The name of an encoding as it is printed: "UTF-8", "CP932". */
const char *encode_name(enum encoding encoding);

#endif
