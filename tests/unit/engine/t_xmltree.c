/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * xmltree: the tree, its places, and what is refused before libxml2 or the
 * plan ever sees it.
 */
#include "engine/xmltree.h"
#include "tests/tap.h"

#define NS "urn:t"

static struct xml_node *parse(struct arena *arena, struct diag **diag,
                              const char *text)
{
    *diag = diag_new(arena, LANG_EN);
    const struct source *s = source_of_text(arena, "t.xml", text);
    return xmltree_read(arena, *diag, s, NS);
}

static void refused(const char *text, enum message id, size_t line,
                    size_t column, const char *what)
{
    struct arena *arena = arena_open();
    struct diag *diag;
    struct xml_node *root = parse(arena, &diag, text);
    ok(!root, what);
    is_int(diag_id(diag, 0), id, what);
    const char *said = diag_render(diag);
    const char *at = str_join(arena, "t.xml:", str_count(arena, line), ":",
                              str_count(arena, column), ":", NULL);
    if (!ok(strncmp(said, at, strlen(at)) == 0, "place"))
        printf("# %s# expected %s\n", said, at);
    arena_close(arena);
}

static void test_tree(void)
{
    struct arena *arena = arena_open();
    struct diag *diag;
    const struct xml_node *root =
        parse(arena, &diag,
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              "<!-- comment -->\n"
              "<plan xmlns=\"urn:t\" id=\"p\">\n"
              "  <goal\n"
              "     id='1'   label=\"a &amp; &quot;b&quot;\">  二つ\n  の 行 "
              "</goal>\n"
              "  <goal id='2'/>\n"
              "</plan>\n");
    ok(root != NULL, "parsed");
    is_int((long long)diag_size(diag), 0, "no message");
    is_int((long long)xmltree_count(root, "goal"), 2, "two goals");
    const struct xml_node *goal = xmltree_child(root, "goal");
    is_text(goal->text, "二つ の 行", "text is trimmed, blanks are one space");
    const struct xml_attribute *a = xmltree_attribute(goal, "label");
    is_text(a->value, "a & \"b\"", "entities are resolved");
    struct position at = source_position(a->place);
    is_int((long long)at.line, 5, "line of an attribute value");
    is_int((long long)at.column, 22, "column of an attribute value");
    at = source_position(goal->place);
    is_int((long long)at.line, 4, "line of an element: where it begins");
    is_int((long long)at.column, 4, "column of an element");
    const struct xml_node *second = xmltree_next(goal);
    is_text(xmltree_attribute(second, "id")->value, "2", "the next of a name");
    ok(!xmltree_next(second), "no third");
    arena_close(arena);
}

static void test_depth(void)
{
    struct arena *arena = arena_open();
    struct buf b = buf_new(arena);
    buf_z(&b, "<a xmlns=\"urn:t\">");
    for (int i = 0; i < XMLTREE_MAX_DEPTH; i++)
        buf_z(&b, "<a>");
    for (int i = 0; i < XMLTREE_MAX_DEPTH; i++)
        buf_z(&b, "</a>");
    buf_z(&b, "</a>");
    refused(buf_text(&b), MSG_XML_DEPTH, 1,
            strlen("<a xmlns=\"urn:t\">") + 3 * (XMLTREE_MAX_DEPTH - 1) + 2,
            "too deep");
    arena_close(arena);
}

/* Every prefix and every single deletion: no crash, a message when refused. */
static void test_broken(void)
{
    static const char text[] =
        "<?xml version='1.0'?><p xmlns=\"urn:t\"><a b='c'>年&#x5E74;</a><!-- "
        "x --><![CDATA[y]]></p>";
    int silent = 0;
    for (size_t i = 0; i < sizeof text - 1; i++) {
        struct arena *arena = arena_open();
        struct diag *diag;
        struct xml_node *root =
            parse(arena, &diag, str_z(arena, (struct str){text, i}));
        silent += !root && !diag_has_errors(diag);
        struct buf b = buf_new(arena);
        buf_bytes(&b, text, i);
        buf_z(&b, text + i + 1);
        if (utf8_valid(buf_text(&b), b.len) == b.len) {
            root = parse(arena, &diag, buf_text(&b));
            silent += !root && !diag_has_errors(diag);
        }
        arena_close(arena);
    }
    is_int(silent, 0, "a refused document always has a message");
}

int main(void)
{
    test_tree();
    refused("<!DOCTYPE p [<!ENTITY x 'y'>]><p xmlns=\"urn:t\"/>", MSG_XML_DTD,
            1, 1, "DOCTYPE");
    refused("<p xmlns=\"urn:t\">\n<?php x?></p>", MSG_XML_PI, 2, 1,
            "processing instruction");
    refused("<?xml version='1.0' encoding='Shift_JIS'?><p xmlns=\"urn:t\"/>",
            MSG_XML_ENCODING, 1, 31, "another encoding");
    refused("<p>\n</p>", MSG_XML_NAMESPACE, 1, 2, "no namespace");
    refused("<p xmlns=\"urn:other\"/>", MSG_XML_NAMESPACE, 1, 2,
            "other namespace");
    refused("<p xmlns=\"urn:t\">\n <a>\n</p>", MSG_XML, 3, 5, "tags cross");
    test_depth();
    test_broken();
    return tap_done();
}
