/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * digest.h - SHA-256 (FIPS 180-4) by nettle, as 64 hexadecimal digits.
 */
#ifndef SHIHYO_DATA_DIGEST_H
#define SHIHYO_DATA_DIGEST_H

#include <stddef.h>

void digest_sha256(const void *at, size_t len, char hex[65]);

#endif
