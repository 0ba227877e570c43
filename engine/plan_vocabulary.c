/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The vocabulary of plan.xml as one table: an element, the one it stands in,
 * its attributes (! required), how often it may occur, whether it has text.
 */
#include "data/fold.h"
#include "engine/plan_int.h"
#include <string.h>

enum occurs { ONE, OPTIONAL, SOME, MANY }; /* SOME: at least one */

static const struct rule {
    const char *name, *parent, *attributes;
    enum occurs occurs;
    bool text;
} rules[] = {
    {"plan", "", "id!", ONE, false},
    {"title", "plan", "", ONE, true},
    {"publisher", "plan", "", OPTIONAL, true},
    {"period", "plan", "from! to!", ONE, false},
    {"data", "plan", "from as-of", OPTIONAL, false},
    {"predecessor", "plan", "plan!", OPTIONAL, false},
    {"goals", "plan", "", OPTIONAL, false},
    {"goal", "goals", "id! label", MANY, true},
    {"catalogue", "plan", "file! encoding", OPTIONAL, false},
    {"observations", "plan", "file folder encoding", MANY, false},
    {"legend", "plan", "", OPTIONAL, false},
    {"marker", "legend", "text! means!", MANY, false},
    {"notes", "plan", "", OPTIONAL, false},
    {"note", "notes", "mark!", MANY, true},
    {"sources", "plan", "", ONE, false},
    {"source", "sources", "id!", SOME, true},
    {"tables", "plan", "", OPTIONAL, false},
    {"table", "tables", "id! file! encoding key! kind", MANY, false},
    {"title", "table", "", ONE, true},
    {"column", "table", "name! id! kind unit of label", MANY, false},
    {"remark", "table", "", MANY, true},
    {"schedules", "plan", "", OPTIONAL, false},
    {"states", "schedules", "order! repeatable", OPTIONAL, false},
    {"schedule", "schedules", "id! file! encoding costs", MANY, false},
    {"title", "schedule", "", ONE, true},
    {"remark", "schedule", "", MANY, true},
    {"supplies", "plan", "", OPTIONAL, false},
    {"supply", "supplies", "id! file! encoding unit! sign! review source", MANY,
     false},
    {"title", "supply", "", ONE, true},
    {"remark", "supply", "", MANY, true},
    {"deadline", "supply", "by! rule!", MANY, true},
    {"trees", "plan", "", OPTIONAL, false},
    {"tree", "trees", "id! file! encoding source", MANY, false},
    {"title", "tree", "", ONE, true},
    {"remark", "tree", "", MANY, true},
    {"microdata", "plan", "threshold reference", OPTIONAL, false},
    {"survey", "microdata",
     "id! file! encoding period! codebook metadata source weight strata psu "
     "ssu fpc fpc2 nest lonely-psu level",
     MANY, false},
    {"title", "survey", "", ONE, true},
    {"poststratify", "survey", "variable! file! encoding", OPTIONAL, false},
    {"rake", "survey", "variable! file! encoding", MANY, false},
    {"remark", "survey", "", MANY, true},
    {"record-file", "microdata", "id! file! encoding period! population source",
     MANY, false},
    {"title", "record-file", "", ONE, true},
    {"code", "record-file", "column! file! encoding digits parents", MANY,
     false},
    {"remark", "record-file", "", MANY, true},
    {"survey-table", "microdata", "id! survey! previous variable! by where",
     MANY, false},
    {"title", "survey-table", "", ONE, true},
    {"remark", "survey-table", "", MANY, true},
    {"measures", "microdata", "file! encoding", MANY, false},
    {"rules", "plan", "", OPTIONAL, false},
    {"rule", "rules", "id! test!", MANY, true},
    {"claims", "plan", "file! encoding", OPTIONAL, false},
    {"trends", "plan", "", OPTIONAL, false},
    {"trend", "trends",
     "indicator! segment from! to! predict level break ladder", MANY, false},
    {"assessment", "plan", "methods! scheme group", OPTIONAL, false},
    {"overrides", "assessment", "file! encoding", OPTIONAL, false},
    {"remark", "assessment", "", MANY, true},
    {"figures", "plan", "", OPTIONAL, false},
    {"figure", "figures", "id! kind! indicators of", MANY, false},
    {"title", "figure", "", ONE, true},
    {"remark", "figure", "", MANY, true},
    {"style", "plan", "era negative baseline-word", OPTIONAL, false},
    {"report", "plan", "", OPTIONAL, false},
    {"number", "report", "", OPTIONAL, true},
    {"title", "report", "", ONE, true},
    {"body", "report", "", OPTIONAL, true},
    {"meeting", "report", "", OPTIONAL, true},
    {"date", "report", "", OPTIONAL, true},
    {"draft", "report", "", OPTIONAL, false},
};

struct walk {
    struct arena *arena;
    struct diag *diag;
    bool good;
};

static const struct rule *rule_of(const char *name, const char *parent)
{
    for (size_t i = 0; i < LEN(rules); i++)
        if (!strcmp(rules[i].name, name) && !strcmp(rules[i].parent, parent))
            return &rules[i];
    return NULL;
}

static void say_unknown_element(struct walk *w, const struct xml_node *node,
                                const char *parent)
{
    const char *names[LEN(rules)];
    size_t n = 0;
    for (size_t i = 0; i < LEN(rules); i++)
        if (!strcmp(rules[i].parent, parent))
            names[n++] = rules[i].name;
    diag_add(w->diag, MSG_ELEMENT_UNKNOWN, node->place, node->name,
             plan_hint(w->arena, fold_nearest(w->arena, node->name, names, n)),
             NULL);
    w->good = false;
}

/* Words of a rule's attribute list; *required tells the mark. */
static struct str next_word(struct str *rest, bool *required)
{
    while (rest->len && rest->at[0] == ' ')
        *rest = str_from(*rest, 1);
    size_t n = 0;
    while (n < rest->len && rest->at[n] != ' ')
        n++;
    struct str name = str_head(*rest, n);
    *rest = str_from(*rest, n);
    *required = name.len && name.at[name.len - 1] == '!';
    name.len -= *required;
    return name;
}

static void check_attributes(struct walk *w, const struct xml_node *node,
                             const struct rule *rule)
{
    const char *known[24];
    size_t n = 0;
    struct str rest = str_of(rule->attributes);
    while (rest.len) {
        bool required;
        const char *name = str_z(w->arena, next_word(&rest, &required));
        known[n++] = name;
        if (required && !xmltree_attribute(node, name)) {
            diag_add(w->diag, MSG_ATTRIBUTE_MISSING, node->place, node->name,
                     name, NULL);
            w->good = false;
        }
    }
    for (const struct xml_attribute *a = node->attributes; a; a = a->next) {
        bool found = false;
        for (size_t i = 0; i < n; i++)
            found = found || strcmp(known[i], a->name) == 0;
        if (found)
            continue;
        diag_add(w->diag, MSG_ATTRIBUTE_UNKNOWN, a->name_place, a->name,
                 plan_hint(w->arena, fold_nearest(w->arena, a->name, known, n)),
                 NULL);
        w->good = false;
    }
}

static void check_occurrence(struct walk *w, const struct xml_node *parent,
                             const struct rule *rule)
{
    size_t n = xmltree_count(parent, rule->name);
    bool required = rule->occurs == ONE || rule->occurs == SOME;
    if (required && n == 0)
        diag_add(w->diag, MSG_ELEMENT_MISSING, parent->place, parent->name,
                 rule->name, NULL);
    else if (rule->occurs < SOME && n > 1)
        diag_add(w->diag, MSG_ELEMENT_REPEATED,
                 xmltree_next(xmltree_child(parent, rule->name))->place,
                 rule->name, NULL);
    else
        return;
    w->good = false;
}

static void check_node(struct walk *w, const struct xml_node *node,
                       const char *parent)
{
    const struct rule *rule = rule_of(node->name, parent);
    if (!rule) {
        say_unknown_element(w, node, parent);
        return;
    }
    check_attributes(w, node, rule);
    if (rule->text && !*node->text) {
        diag_add(w->diag, MSG_TEXT_EMPTY, node->place, node->name, NULL);
        w->good = false;
    }
    for (size_t i = 0; i < LEN(rules); i++)
        if (!strcmp(rules[i].parent, node->name))
            check_occurrence(w, node, &rules[i]);
    for (const struct xml_node *c = node->first; c; c = c->next)
        check_node(w, c, node->name);
}

bool plan_vocabulary(struct arena *arena, struct diag *diag,
                     const struct xml_node *root)
{
    struct walk w = {arena, diag, true};
    check_node(&w, root, "");
    return w.good;
}
