/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * digest.h - SHA-256 (FIPS 180-4) by nettle, as 64 hexadecimal digits: of a
 * text at once, or of one that comes in pieces.
 */
#ifndef SHIHYO_DATA_DIGEST_H
#define SHIHYO_DATA_DIGEST_H

#include "data/arena.h"

void digest_sha256(const void *at, size_t len, char hex[65]);

struct digest;
struct digest *digest_new(struct arena *arena);
void digest_add(struct digest *digest, const void *at, size_t len);
void digest_end(struct digest *digest, char hex[65]); /* once */

#endif
