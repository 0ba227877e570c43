/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * xmltree.h - a hand-edited XML file as a small tree with places.
 *
 * libxml2 parses; this file sees to it that nothing but well-formed UTF-8
 * elements, attributes and text ever reaches it: a DOCTYPE, a processing
 * instruction, another encoding or too much depth is refused before or while
 * parsing (rules X1 of the project's input rules).  Nothing is fetched.
 *
 * libxml2's own tree knows lines, not columns; so the tree is built here from
 * SAX events, with the byte offset of every element and attribute.
 */
#ifndef SHIHYO_ENGINE_XMLTREE_H
#define SHIHYO_ENGINE_XMLTREE_H

#include "data/diag.h"

enum { XMLTREE_MAX_BYTES = 256 * 1024, XMLTREE_MAX_DEPTH = 32 };

struct xml_attribute {
    const char *name, *value;
    struct place name_place, place; /* of the name, of the value */
    struct xml_attribute *next;
};

struct xml_node {
    const char *name;
    struct place place; /* the start tag's name */
    const char *text;   /* direct text, trimmed, inner runs of blanks as
                           one space */
    struct place text_place;
    struct xml_attribute *attributes; /* in the order of the file */
    struct xml_node *parent, *first, *next;
};

/* The root element, or NULL with messages.  Every element must be in the
 * namespace. */
struct xml_node *xmltree_read(struct arena *arena, struct diag *diag,
                              const struct source *source,
                              const char *name_space);

const struct xml_attribute *xmltree_attribute(const struct xml_node *node,
                                              const char *name);
/* The first child of that name, or NULL; the next one after `node`. */
const struct xml_node *xmltree_child(const struct xml_node *node,
                                     const char *name);
const struct xml_node *xmltree_next(const struct xml_node *node);
size_t xmltree_count(const struct xml_node *node, const char *name);
/* The value of an attribute; node may be NULL. */
const char *xmltree_value(const struct xml_node *node, const char *name,
                          const char *otherwise);
/* The text of a child; "" when there is none.  parent may be NULL. */
const char *xmltree_text(const struct xml_node *parent, const char *name);

#endif
