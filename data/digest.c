/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/digest.h"

#include <nettle/sha2.h>

struct digest {
    struct sha256_ctx ctx;
};

struct digest *digest_new(struct arena *arena)
{
    struct digest *digest = arena_make(arena, struct digest, 1);
    sha256_init(&digest->ctx);
    return digest;
}

void digest_add(struct digest *digest, const void *at, size_t len)
{
    sha256_update(&digest->ctx, len, at);
}

void digest_end(struct digest *digest, char hex[65])
{
    uint8_t sum[SHA256_DIGEST_SIZE];
    sha256_digest(&digest->ctx, sizeof sum, sum);
    for (size_t i = 0; i < sizeof sum; i++) {
        hex[2 * i] = "0123456789abcdef"[sum[i] >> 4];
        hex[2 * i + 1] = "0123456789abcdef"[sum[i] & 15];
    }
    hex[64] = '\0';
}

void digest_sha256(const void *at, size_t len, char hex[65])
{
    struct digest digest;
    sha256_init(&digest.ctx);
    digest_add(&digest, at, len);
    digest_end(&digest, hex);
}
