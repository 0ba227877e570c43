/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/xmltree.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <string.h>
#include <strings.h>

struct reader {
    struct arena *arena;
    struct diag *diag;
    const struct source *source;
    const char *name_space;
    struct xml_node *root, *current;
    size_t depth;
    bool failed;
};

static const char *copy(struct reader *r, const xmlChar *at, size_t len)
{
    return str_z(r->arena, (struct str){(const char *)at, len});
}

static void fail(struct reader *r, enum message id, uint64_t offset,
                 size_t length, const char *arg)
{
    diag_add(r->diag, id, place_at(r->source, offset, length), arg, NULL);
    r->failed = true;
}

/* The offset of a line and byte column as libxml2 counts them. */
static uint64_t offset_of(const struct source *source, int line, int column)
{
    struct str rest = source->text;
    for (int i = 1; i < line && rest.len; i++) {
        const char *end = memchr(rest.at, '\n', rest.len);
        if (!end)
            break;
        rest = str_from(rest, (size_t)(end - rest.at) + 1);
    }
    uint64_t offset = source->text.len - rest.len;
    if (column > 1)
        offset += (uint64_t)column - 1;
    return offset < source->text.len ? offset : source->text.len;
}

/* libxml2 2.9 and 2.12 differ in the constness of the error. */
static void on_error(void *context, xmlErrorPtr error)
{
    struct reader *r = context;
    if (r->failed)
        return; /* what follows the first error is an echo of it */
    struct str what = str_of(error->message ? error->message : "");
    while (what.len && what.at[what.len - 1] == '\n')
        what.len--;
    fail(r, MSG_XML, offset_of(r->source, error->line, error->int2), 0,
         str_z(r->arena, what));
}

static void on_generic_error(void *context, const char *format, ...)
{
    (void)context;
    (void)format; /* the structured handler has said it */
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Places of the attributes, by reading the start tag once more.  The tag is
 * well-formed: libxml2 has accepted it. */
static void locate_attributes(struct reader *r, struct xml_node *node,
                              size_t tag)
{
    struct str text = r->source->text;
    size_t i = tag + 1;
    while (i < text.len && !is_blank(text.at[i]) && text.at[i] != '>' &&
           text.at[i] != '/')
        i++;
    node->place = place_at(r->source, tag + 1, i - tag - 1);
    for (;;) {
        while (i < text.len && is_blank(text.at[i]))
            i++;
        if (i >= text.len || text.at[i] == '>' || text.at[i] == '/')
            break;
        size_t name = i;
        while (i < text.len && text.at[i] != '=' && !is_blank(text.at[i]))
            i++;
        struct str found = {text.at + name, i - name};
        while (i < text.len && text.at[i] != '"' && text.at[i] != '\'')
            i++;
        size_t value = i + 1;
        char quote = i < text.len ? text.at[i] : '"';
        for (i = value; i < text.len && text.at[i] != quote;)
            i++;
        for (struct xml_attribute *a = node->attributes; a; a = a->next)
            if (str_is(found, a->name)) {
                a->name_place = place_at(r->source, name, found.len);
                a->place = place_at(r->source, value, i - value);
            }
        i++;
    }
    while (i < text.len && text.at[i] != '>')
        i++;
    node->text_place = place_at(r->source, i + 1, 0);
}

static void add_attributes(struct reader *r, struct xml_node *node, int n,
                           const xmlChar **attributes)
{
    struct xml_attribute **tail = &node->attributes;
    for (int i = 0; i < n; i++, attributes += 5) {
        struct xml_attribute *a = arena_make(r->arena, struct xml_attribute, 1);
        a->name = copy(r, attributes[0], strlen((const char *)attributes[0]));
        if (attributes[1]) /* xsi:... and the like */
            a->name = str_join(r->arena, (const char *)attributes[1], ":",
                               a->name, NULL);
        a->value =
            copy(r, attributes[3], (size_t)(attributes[4] - attributes[3]));
        *tail = a;
        tail = &a->next;
    }
}

static void append_child(struct xml_node *parent, struct xml_node *child)
{
    child->parent = parent;
    struct xml_node **tail = &parent->first;
    while (*tail)
        tail = &(*tail)->next;
    *tail = child;
}

static size_t tag_offset(const struct reader *r, xmlParserCtxtPtr ctxt)
{
    long consumed = xmlByteConsumed(ctxt);
    size_t i = consumed > 0 ? (size_t)consumed : 0;
    if (i > r->source->text.len)
        i = r->source->text.len;
    while (i > 0 && r->source->text.at[i - 1] != '<')
        i--;
    return i ? i - 1 : 0;
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix,
                     const xmlChar *uri, int n_namespaces,
                     const xmlChar **namespaces, int n_attributes,
                     int n_defaulted, const xmlChar **attributes)
{
    (void)prefix, (void)n_namespaces, (void)namespaces, (void)n_defaulted;
    xmlParserCtxtPtr ctxt = context;
    struct reader *r = ctxt->_private;
    size_t tag = tag_offset(r, ctxt);
    struct xml_node *node = arena_make(r->arena, struct xml_node, 1);
    node->name = copy(r, name, strlen((const char *)name));
    node->text = "";
    add_attributes(r, node, n_attributes, attributes);
    locate_attributes(r, node, tag);
    if (r->current)
        append_child(r->current, node);
    else
        r->root = node;
    r->current = node;
    if (++r->depth > XMLTREE_MAX_DEPTH) {
        fail(r, MSG_XML_DEPTH, tag + 1, strlen(node->name),
             str_count(r->arena, XMLTREE_MAX_DEPTH));
        xmlStopParser(ctxt);
    } else if (!uri || strcmp((const char *)uri, r->name_space) != 0) {
        fail(r, MSG_XML_NAMESPACE, tag + 1, strlen(node->name),
             uri ? copy(r, uri, strlen((const char *)uri)) : node->name);
        xmlStopParser(ctxt);
    }
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix,
                   const xmlChar *uri)
{
    (void)name, (void)prefix, (void)uri;
    struct reader *r = ((xmlParserCtxtPtr)context)->_private;
    r->depth--;
    if (r->current)
        r->current = r->current->parent;
}

/* Appends text with runs of blanks as one space and none at the ends. */
static void on_text(void *context, const xmlChar *at, int len)
{
    struct reader *r = ((xmlParserCtxtPtr)context)->_private;
    if (!r->current)
        return;
    struct buf b = buf_new(r->arena);
    buf_z(&b, r->current->text);
    for (int i = 0; i < len; i++) {
        char c = (char)at[i];
        bool wide = i + 2 < len && memcmp(at + i, "\xE3\x80\x80", 3) == 0;
        if (is_blank(c) && (b.len == 0 || b.at[b.len - 1] == ' '))
            continue;
        if (wide && b.len == 0) {
            i += 2; /* U+3000 in front */
            continue;
        }
        buf_char(&b, is_blank(c) ? ' ' : c);
    }
    r->current->text = buf_text(&b);
}

static void trim_texts(struct arena *arena, struct xml_node *node)
{
    struct str text = str_of(node->text);
    while (text.len && text.at[text.len - 1] == ' ')
        text.len--;
    node->text = str_z(arena, text);
    for (struct xml_node *n = node->first; n; n = n->next)
        trim_texts(arena, n);
}

/* What libxml2 must never see: refused by looking at the bytes. */
static bool bytes_allowed(struct reader *r)
{
    const struct source *s = r->source;
    if (s->encoding != ENCODING_UTF8 && s->encoding != ENCODING_UTF8_BOM) {
        fail(r, MSG_XML_ENCODING, 0, 0, "UTF-8");
        return false;
    }
    const char *at = memmem(s->text.at, s->text.len, "<!DOCTYPE", 9);
    if (at) {
        fail(r, MSG_XML_DTD, (uint64_t)(at - s->text.at), 9, "");
        return false;
    }
    size_t begin = 0;
    if (str_starts(s->text, "<?xml ") || str_starts(s->text, "<?xml\t")) {
        const char *end = memmem(s->text.at, s->text.len, "?>", 2);
        begin = end ? (size_t)(end - s->text.at) : s->text.len;
        const char *declared =
            memmem(s->text.at, begin, "encoding", strlen("encoding"));
        if (declared) {
            const char *value = strpbrk(declared, "\"'");
            if (value && strncasecmp(value + 1, "utf-8", 5) != 0) {
                fail(r, MSG_XML_ENCODING, (uint64_t)(value + 1 - s->text.at),
                     strcspn(value + 1, "\"'"),
                     str_z(r->arena,
                           (struct str){value + 1, strcspn(value + 1, "\"'")}));
                return false;
            }
        }
    }
    at = memmem(s->text.at + begin, s->text.len - begin, "<?", 2);
    if (at)
        fail(r, MSG_XML_PI, (uint64_t)(at - s->text.at), 2, "");
    return !at;
}

static xmlParserInputPtr no_entity(const char *url, const char *id,
                                   xmlParserCtxtPtr ctxt)
{
    (void)url, (void)id, (void)ctxt;
    return NULL;
}

struct xml_node *xmltree_read(struct arena *arena, struct diag *diag,
                              const struct source *source,
                              const char *name_space)
{
    struct reader r = {.arena = arena,
                       .diag = diag,
                       .source = source,
                       .name_space = name_space};
    if (!bytes_allowed(&r))
        return NULL;
    xmlSetExternalEntityLoader(no_entity);
    xmlSetStructuredErrorFunc(&r, (xmlStructuredErrorFunc)on_error);
    xmlSetGenericErrorFunc(NULL, on_generic_error);
    xmlParserCtxtPtr ctxt =
        xmlCreateMemoryParserCtxt(source->text.at, (int)source->text.len);
    if (ctxt) {
        ctxt->_private = &r;
        memset(ctxt->sax, 0, sizeof *ctxt->sax);
        ctxt->sax->initialized = XML_SAX2_MAGIC;
        ctxt->sax->startElementNs = on_start;
        ctxt->sax->endElementNs = on_end;
        ctxt->sax->characters = on_text;
        ctxt->sax->cdataBlock = on_text;
        /* NOENT for the five predefined entities in attribute values; no
         * other can be declared, since a DOCTYPE was refused above. */
        xmlCtxtUseOptions(ctxt, XML_PARSE_NONET | XML_PARSE_NOENT);
        ctxt->sax2 = 1;
        xmlParseDocument(ctxt);
        if (!ctxt->wellFormed && !r.failed)
            fail(&r, MSG_XML, 0, 0, "");
        xmlFreeParserCtxt(ctxt);
    } else {
        fail(&r, MSG_XML, 0, 0, "");
    }
    xmlSetStructuredErrorFunc(NULL, NULL);
    if (r.failed || !r.root)
        return NULL;
    trim_texts(arena, r.root);
    return r.root;
}

const struct xml_attribute *xmltree_attribute(const struct xml_node *node,
                                              const char *name)
{
    for (const struct xml_attribute *a = node->attributes; a; a = a->next)
        if (strcmp(a->name, name) == 0)
            return a;
    return NULL;
}

static const struct xml_node *named(const struct xml_node *node,
                                    const char *name)
{
    while (node && strcmp(node->name, name) != 0)
        node = node->next;
    return node;
}

const struct xml_node *xmltree_child(const struct xml_node *node,
                                     const char *name)
{
    return node ? named(node->first, name) : NULL;
}

const struct xml_node *xmltree_next(const struct xml_node *node)
{
    return named(node->next, node->name);
}

size_t xmltree_count(const struct xml_node *node, const char *name)
{
    size_t n = 0;
    for (const struct xml_node *c = xmltree_child(node, name); c;
         c = xmltree_next(c))
        n++;
    return n;
}

const char *xmltree_value(const struct xml_node *node, const char *name,
                          const char *otherwise)
{
    const struct xml_attribute *a = node ? xmltree_attribute(node, name) : NULL;
    return a ? a->value : otherwise;
}

const char *xmltree_text(const struct xml_node *parent, const char *name)
{
    const struct xml_node *node = parent ? xmltree_child(parent, name) : NULL;
    return node ? node->text : "";
}
