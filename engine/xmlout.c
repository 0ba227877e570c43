/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/xmlout.h"

#include <libxml/xmlwriter.h>

struct xmlout {
    struct arena *arena;
    xmlBufferPtr buffer;
    xmlTextWriterPtr writer;
    bool failed;
};

static const xmlChar *xml_text(const char *text)
{
    return (const xmlChar *)text;
}

static void check(struct xmlout *out, int written)
{
    out->failed = out->failed || written < 0;
}

struct xmlout *xmlout_open(struct arena *arena, const char *root,
                           const char *name_space)
{
    struct xmlout *out = arena_make(arena, struct xmlout, 1);
    out->arena = arena;
    out->buffer = xmlBufferCreate();
    out->writer = out->buffer ? xmlNewTextWriterMemory(out->buffer, 0) : NULL;
    out->failed = !out->writer;
    if (out->failed)
        return out;
    check(out, xmlTextWriterSetIndent(out->writer, 1));
    check(out, xmlTextWriterSetIndentString(out->writer, xml_text(" ")));
    check(out, xmlTextWriterStartDocument(out->writer, NULL, "UTF-8", NULL));
    xmlout_begin(out, root);
    xmlout_attribute(out, "xmlns", name_space);
    return out;
}

void xmlout_begin(struct xmlout *out, const char *element)
{
    if (!out->failed)
        check(out, xmlTextWriterStartElement(out->writer, xml_text(element)));
}

void xmlout_end(struct xmlout *out)
{
    if (!out->failed)
        check(out, xmlTextWriterEndElement(out->writer));
}

void xmlout_attribute(struct xmlout *out, const char *name, const char *value)
{
    if (!out->failed && value && *value)
        check(out, xmlTextWriterWriteAttribute(out->writer, xml_text(name),
                                               xml_text(value)));
}

void xmlout_text(struct xmlout *out, const char *text)
{
    if (!out->failed && text)
        check(out, xmlTextWriterWriteString(out->writer, xml_text(text)));
}

void xmlout_element(struct xmlout *out, const char *element, const char *text)
{
    if (!text || !*text)
        return;
    xmlout_begin(out, element);
    xmlout_text(out, text);
    xmlout_end(out);
}

const char *xmlout_close(struct xmlout *out)
{
    const char *text = NULL;
    if (!out->failed)
        check(out, xmlTextWriterEndDocument(out->writer));
    if (out->writer)
        xmlFreeTextWriter(out->writer); /* flushes into the buffer */
    if (!out->failed) {
        struct str all = {(const char *)xmlBufferContent(out->buffer),
                          (size_t)xmlBufferLength(out->buffer)};
        text = str_z(out->arena, all);
    }
    if (out->buffer)
        xmlBufferFree(out->buffer);
    return text;
}
