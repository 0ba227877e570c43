/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * plan.xml: a tree, or at least one message; places lie inside the file.
 */
#include "engine/xmltree.h"
#include <assert.h>

int LLVMFuzzerTestOneInput(const char *bytes, size_t size);

static void walk(const struct xml_node *node)
{
    for (; node; node = node->next) {
        size_t len = node->place.source->text.len;
        assert(node->place.offset + node->place.length <= len);
        for (const struct xml_attribute *a = node->attributes; a; a = a->next)
            assert(a->place.offset + a->place.length <= len);
        walk(node->first);
    }
}

int LLVMFuzzerTestOneInput(const char *bytes, size_t size)
{
    if (utf8_valid(bytes, size) != size)
        return 0;
    struct arena *arena = arena_open();
    struct diag *diag = diag_new(arena, LANG_JA);
    const char *text = str_z(arena, (struct str){bytes, size});
    const struct xml_node *root =
        xmltree_read(arena, diag, source_of_text(arena, "plan.xml", text),
                     "urn:shihyo:plan:1");
    assert((root == NULL) == diag_has_errors(diag));
    walk(root);
    assert(diag_render(diag));
    arena_close(arena);
    return 0;
}
