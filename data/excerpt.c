/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/excerpt.h"

#include "data/encode.h"

#include <string.h>

enum { SHOWN = 4096 /* bytes of a line on either side of the place */ };

static struct str between(const char *begin, const char *end)
{
    return (struct str){begin, (size_t)(end - begin)};
}

static struct str decoded(struct arena *arena, enum encoding encoding,
                          struct str raw)
{
    struct str text;
    return encode_piece(arena, encoding, raw, &text) ? text : raw;
}

/* UTF-8 also where it is neither. */
static enum encoding encoding_of(struct arena *arena, struct str head,
                                 struct str tail)
{
    struct str text;
    bool utf8 = encode_piece(arena, ENCODING_UTF8, head, &text) &&
                encode_piece(arena, ENCODING_UTF8, tail, &text);
    bool cp932 = !utf8 && encode_piece(arena, ENCODING_CP932, head, &text) &&
                 encode_piece(arena, ENCODING_CP932, tail, &text);
    return cp932 ? ENCODING_CP932 : ENCODING_UTF8;
}

struct place excerpt_make(struct arena *arena, const struct excerpt_spec *spec,
                          size_t offset, size_t length)
{
    const char *text = spec->text.at, *at = text + offset, *begin = at;
    while (begin > text && begin[-1] != '\n')
        begin--;
    const char *end = memchr(at, '\n', spec->text.len - offset);
    end = end ? end : text + spec->text.len;
    const char *from = at - begin > SHOWN ? at - SHOWN : begin;
    const char *to = end - at > SHOWN ? at + SHOWN : end;
    const char *last = (size_t)(to - at) < length ? to : at + length;
    enum encoding encoding =
        encoding_of(arena, between(from, at), between(at, to));
    struct str head = decoded(arena, encoding, between(from, at));
    struct buf b = buf_new(arena);
    buf_str(&b, head);
    buf_str(&b, decoded(arena, encoding, between(at, to)));
    struct source *s = arena_make(arena, struct source, 1);
    s->name = s->path = spec->name;
    s->raw = between(from, to);
    s->raw.at = str_z(arena, s->raw);
    s->text = (struct str){buf_text(&b), b.len};
    s->encoding = encoding;
    s->before.lines = spec->lines;
    s->before.bytes = spec->base + (uint64_t)(from - text);
    s->before.columns =
        utf8_count(decoded(arena, encoding, between(begin, from)));
    return place_at(s, head.len,
                    decoded(arena, encoding, between(at, last)).len);
}
