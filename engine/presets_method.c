/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One <method> of a preset file: its vocabulary, its numbers, and what its
 * family cannot do without.
 */
#include "data/fold.h"
#include "engine/presets_int.h"
#include <string.h>

/* -------------------------------------------------------------- vocabulary */

static const struct rule {
    const char *name, *parent;
    const char *attributes[14]; /* ! in front: required */
} rules[] = {
    {"methods", "", {NULL}},
    {"method", "methods", {"!name", "!family", "!version", "group", NULL}},
    {"title", "method", {"!ja", "!en", NULL}},
    {"source", "method", {NULL}},
    {"parameters",
     "method",
     {"alpha", "guide", "near", "approaching", "per-year", "zero", "exponent",
      "score-limit", "chance", "window", "least", NULL}},
    {"form", "method", {"falling", "model", "sign", "sides", "points", NULL}},
    {"edges",
     "method",
     {"reached", "past", "base-first", "equal-achieved", "negative-sign",
      NULL}},
    {"judged", "method", {"on", "scale", "decimals", NULL}},
    {"class",
     "method",
     {"!verdict", "if", "target", "from", "above", "to", "below", "points",
      "mean", "ja", "en", "sense", NULL}},
    {"score", "method", {"!slope", "!offset", "from", "per", "target", NULL}},
};

static const struct rule *rule_of(const struct xml_node *node)
{
    const char *parent = node->parent ? node->parent->name : "";
    for (size_t i = 0; i < LEN(rules); i++)
        if (!strcmp(rules[i].name, node->name) &&
            !strcmp(rules[i].parent, parent))
            return &rules[i];
    return NULL;
}

static void say_word(struct presets_reader *r, const char *word,
                     struct place place, const char *const *known, size_t n)
{
    const char *nearest = fold_nearest(r->arena, word, known, n);
    diag_add(r->diag, MSG_PRESET_WORD, place, word,
             nearest ? str_join(r->arena, " → ", nearest, NULL) : "", NULL);
}

static bool check_attributes(struct presets_reader *r,
                             const struct xml_node *node,
                             const struct rule *rule)
{
    const char *known[14];
    size_t n = 0;
    bool good = true;
    for (; rule->attributes[n]; n++) {
        bool required = rule->attributes[n][0] == '!';
        known[n] = rule->attributes[n] + required;
        if (required && !xmltree_attribute(node, known[n])) {
            diag_add(r->diag, MSG_ATTRIBUTE_MISSING, node->place, node->name,
                     known[n], NULL);
            good = false;
        }
    }
    for (const struct xml_attribute *a = node->attributes; a; a = a->next) {
        size_t i = 0;
        while (i < n && strcmp(known[i], a->name) != 0)
            i++;
        if (i < n)
            continue;
        say_word(r, a->name, a->name_place, known, n);
        good = false;
    }
    return good;
}

static bool check_node(struct presets_reader *r, const struct xml_node *node)
{
    const struct rule *rule = rule_of(node);
    if (!rule) {
        const char *known[LEN(rules)];
        for (size_t i = 0; i < LEN(rules); i++)
            known[i] = rules[i].name;
        say_word(r, node->name, node->place, known, LEN(rules));
        return false;
    }
    bool good = check_attributes(r, node, rule);
    for (const struct xml_node *c = node->first; c; c = c->next)
        good = check_node(r, c) && good;
    return good;
}

bool presets_vocabulary(struct presets_reader *r, const struct xml_node *root)
{
    return check_node(r, root);
}

/* ----------------------------------------------------------------- values */

static bool read_decimal(struct presets_reader *r,
                         const struct xml_attribute *a, struct decimal *out)
{
    struct number number;
    struct number_spec spec = {0};
    struct finding f = number_read(a->value, &spec, &number);
    if (!f.id && number.missing != MISSING_NOT)
        f = (struct finding){MSG_NUMBER, 0, strlen(a->value), NULL};
    diag_finding(r->diag, f, a->value, a->place);
    if (message_is_error(f.id))
        return false;
    *out = number.value;
    return true;
}

static int read_whole(struct presets_reader *r, const struct xml_node *node,
                      const char *name, int otherwise, int most)
{
    const struct xml_attribute *a = node ? xmltree_attribute(node, name) : NULL;
    struct decimal d;
    if (!a || !read_decimal(r, a, &d))
        return otherwise;
    if (d.scale == 0 && d.units >= 0 && d.units <= most)
        return (int)d.units;
    diag_add(
        r->diag, MSG_CHOICE, a->place, a->value,
        str_join(r->arena, "0-", str_count(r->arena, (uint64_t)most), NULL),
        NULL);
    return otherwise;
}

/* The index of an attribute's value among words; 0 when it is absent. */
static size_t read_choice(struct presets_reader *r, const struct xml_node *node,
                          const char *name, const char *const *words, size_t n)
{
    const struct xml_attribute *a = node ? xmltree_attribute(node, name) : NULL;
    struct buf list = buf_new(r->arena);
    if (!a)
        return 0;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(words[i], a->value) == 0)
            return i;
        buf_z(&list, i ? " | " : "");
        buf_z(&list, words[i]);
    }
    diag_add(r->diag, MSG_CHOICE, a->place, a->value, buf_text(&list), NULL);
    return 0;
}

static bool read_yes(struct presets_reader *r, const struct xml_node *node,
                     const char *name)
{
    static const char *const words[] = {"no", "yes"};
    return read_choice(r, node, name, words, LEN(words)) == 1;
}

/* ---------------------------------------------------------------- classes */

static struct method_bound read_bound(struct presets_reader *r,
                                      const struct xml_node *node,
                                      const char *closed, const char *open)
{
    struct method_bound b = {0};
    const struct xml_attribute *a = xmltree_attribute(node, closed);
    if (!a && open) {
        a = xmltree_attribute(node, open);
        b.open = a != NULL;
    }
    b.has = a && read_decimal(r, a, &b.at);
    return b;
}

static bool without_target(struct presets_reader *r,
                           const struct xml_node *node)
{
    static const char *const words[] = {"some", "none"};
    return read_choice(r, node, "target", words, LEN(words)) == 1;
}

/* What a rule says by itself; of a range nothing is known. */
static enum verdict_sense sense_of_rule(enum class_rule rule)
{
    static const enum verdict_sense senses[] = {
        [CLASS_RANGE] = SENSE_NONE,      [CLASS_REACHED] = SENSE_REACHED,
        [CLASS_BETTER] = SENSE_ON_TRACK, [CLASS_BETTER_BEHIND] = SENSE_BEHIND,
        [CLASS_SAME] = SENSE_SAME,       [CLASS_WORSE] = SENSE_WORSE,
        [CLASS_NONE] = SENSE_NONE,       [CLASS_DECLARED] = SENSE_NONE};
    return senses[rule];
}

static enum verdict_sense read_sense(struct presets_reader *r,
                                     const struct xml_node *node,
                                     enum class_rule rule)
{
    static const char *const words[SENSE_COUNT] = {
        [SENSE_NONE] = "none",         [SENSE_REACHED] = "reached",
        [SENSE_ON_TRACK] = "on-track", [SENSE_BEHIND] = "behind",
        [SENSE_SAME] = "same",         [SENSE_WORSE] = "worse"};
    if (!xmltree_attribute(node, "sense"))
        return sense_of_rule(rule);
    return (enum verdict_sense)read_choice(r, node, "sense", words,
                                           SENSE_COUNT);
}

/* The verdict itself where a class has no name of its own: towards target. */
static const char *plain_words(struct arena *arena, const char *verdict)
{
    struct buf b = buf_new(arena);
    for (; *verdict; verdict++)
        buf_char(&b, *verdict == '_' ? ' ' : *verdict);
    return buf_text(&b);
}

static void name_class(struct presets_reader *r, const struct xml_node *node,
                       struct method_class *class)
{
    const char *plain = plain_words(r->arena, class->verdict);
    class->label[LANG_JA] = xmltree_value(node, "ja", plain);
    class->label[LANG_EN] = xmltree_value(node, "en", plain);
    class->sense = read_sense(r, node, class->rule);
}

static const struct method_class *
read_classes(struct presets_reader *r, const struct xml_node *method, size_t *n)
{
    static const char *const rule_words[] = {
        "range", "reached", "better", "better-behind",
        "same",  "worse",   "none",   "declared"};
    struct method_class *all = arena_make(r->arena, struct method_class,
                                          xmltree_count(method, "class"));
    *n = 0;
    for (const struct xml_node *c = xmltree_child(method, "class"); c;
         c = xmltree_next(c)) {
        all[(*n)++] = (struct method_class){
            .verdict = xmltree_value(c, "verdict", ""),
            .rule = (enum class_rule)read_choice(r, c, "if", rule_words,
                                                 LEN(rule_words)),
            .low = read_bound(r, c, "from", "above"),
            .high = read_bound(r, c, "to", "below"),
            .without_target = without_target(r, c),
            .has_points = xmltree_attribute(c, "points") != NULL,
            .points = read_whole(r, c, "points", 0, 1000),
            .mean = read_bound(r, c, "mean", NULL),
            .place = c->place};
        name_class(r, c, &all[*n - 1]);
    }
    return all;
}

static const struct score_line *
read_scores(struct presets_reader *r, const struct xml_node *method, size_t *n)
{
    static const char *const per[] = {"ratio", "closeness"};
    struct score_line *all =
        arena_make(r->arena, struct score_line, xmltree_count(method, "score"));
    *n = 0;
    for (const struct xml_node *s = xmltree_child(method, "score"); s;
         s = xmltree_next(s)) {
        struct method_bound slope = read_bound(r, s, "slope", NULL);
        struct method_bound offset = read_bound(r, s, "offset", NULL);
        all[(*n)++] = (struct score_line){
            .low = read_bound(r, s, "from", NULL),
            .slope = decimal_double(slope.at),
            .offset = decimal_double(offset.at),
            .per_closeness = read_choice(r, s, "per", per, LEN(per)) == 1,
            .without_target = without_target(r, s)};
    }
    return all;
}

/* --------------------------------------------------------------- families */

static const char *const family_words[FAMILY_COUNT] = {
    [FAMILY_ACHIEVEMENT] = "achievement",
    [FAMILY_PROGRESS] = "progress",
    [FAMILY_SCHEDULE] = "schedule",
    [FAMILY_LINEAR] = "linear",
    [FAMILY_CAGR] = "cagr",
    [FAMILY_PROJECTION] = "projection",
    [FAMILY_WEATHER] = "weather",
    [FAMILY_AARR] = "aarr",
    [FAMILY_TARGETED_CHANGE] = "targeted-change",
    [FAMILY_TESTED_CHANGE] = "tested-change",
    [FAMILY_RELATIVE] = "relative",
    [FAMILY_OVERLAP] = "overlap",
    [FAMILY_PACE] = "pace",
    [FAMILY_TREND] = "trend",
    [FAMILY_CHANCE] = "rank-chance",
};

static const char *const parameter_words[PARAM_COUNT] = {
    [PARAM_ALPHA] = "alpha",       [PARAM_GUIDE] = "guide",
    [PARAM_NEAR] = "near",         [PARAM_APPROACHING] = "approaching",
    [PARAM_PER_YEAR] = "per-year", [PARAM_ZERO] = "zero",
    [PARAM_EXPONENT] = "exponent", [PARAM_SCORE_LIMIT] = "score-limit",
    [PARAM_CHANCE] = "chance",     [PARAM_WINDOW] = "window",
    [PARAM_LEAST] = "least",
};

enum { YEARS_MOST = 100 };

/* A span of whole years, 1 to `most`; anything else is said and dropped. */
static void check_years(struct presets_reader *r, const struct xml_node *node,
                        struct preset *p, enum method_parameter which, int most)
{
    const struct decimal *d = &p->parameter[which];
    if (!p->has[which] || (d->scale == 0 && d->units >= 1 && d->units <= most))
        return;
    const struct xml_attribute *a =
        xmltree_attribute(node, parameter_words[which]);
    p->has[which] = false;
    diag_add(
        r->diag, MSG_CHOICE, a->place, a->value,
        str_join(r->arena, "1-", str_count(r->arena, (uint64_t)most), NULL),
        NULL);
}

static void read_parameters(struct presets_reader *r,
                            const struct xml_node *method, struct preset *p)
{
    const struct xml_node *node = xmltree_child(method, "parameters");
    for (size_t i = 0; node && i < PARAM_COUNT; i++) {
        const struct xml_attribute *a =
            xmltree_attribute(node, parameter_words[i]);
        p->has[i] = a && read_decimal(r, a, &p->parameter[i]);
    }
    check_years(r, node, p, PARAM_WINDOW, YEARS_MOST);
    check_years(r, node, p, PARAM_LEAST,
                p->has[PARAM_WINDOW] ? (int)p->parameter[PARAM_WINDOW].units
                                     : YEARS_MOST);
}

static void read_form(struct presets_reader *r, const struct xml_node *method,
                      struct preset *p)
{
    static const char *const falling[] = {"refuse", "inverse", "mirror"};
    static const char *const model[] = {"growth", "line"};
    static const char *const sign[] = {"raw", "direction"};
    static const char *const sides[] = {"2", "1"};
    static const char *const points[] = {"ends", "all"};
    const struct xml_node *node = xmltree_child(method, "form");
    p->form = (enum method_form)read_choice(r, node, "falling", falling,
                                            LEN(falling));
    p->line = read_choice(r, node, "model", model, LEN(model)) == 1;
    p->by_direction = read_choice(r, node, "sign", sign, LEN(sign)) == 1;
    p->one_sided = read_choice(r, node, "sides", sides, LEN(sides)) == 1;
    p->all_points = read_choice(r, node, "points", points, LEN(points)) == 1;
}

static void read_policy(struct presets_reader *r, const struct xml_node *method,
                        struct preset *p)
{
    static const char *const on[] = {"raw", "published"};
    static const char *const scale[] = {"ratio", "percent"};
    const struct xml_node *edges = xmltree_child(method, "edges");
    const struct xml_node *judged = xmltree_child(method, "judged");
    p->reached = read_yes(r, edges, "reached");
    p->past = read_yes(r, edges, "past");
    p->base_first = read_yes(r, edges, "base-first");
    p->equal_achieved = read_yes(r, edges, "equal-achieved");
    p->negative_sign = read_yes(r, edges, "negative-sign");
    p->judged_published = read_choice(r, judged, "on", on, LEN(on)) == 1;
    p->scale =
        read_choice(r, judged, "scale", scale, LEN(scale)) == 1 ? 100 : 1;
    p->decimals = read_whole(r, judged, "decimals", 1, 9);
}

/* ------------------------------------------------------------ completeness */

/* What a family needs: bits of class rules and of parameters. */
static const struct demand {
    unsigned rules, parameters;
} demands[FAMILY_COUNT] = {
    [FAMILY_WEATHER] = {1u << CLASS_WORSE, 0},
    [FAMILY_TARGETED_CHANGE] = {1u << CLASS_REACHED | 1u << CLASS_BETTER |
                                    1u << CLASS_SAME | 1u << CLASS_WORSE,
                                1u << PARAM_ALPHA | 1u << PARAM_GUIDE},
    [FAMILY_TESTED_CHANGE] = {1u << CLASS_REACHED | 1u << CLASS_BETTER |
                                  1u << CLASS_BETTER_BEHIND | 1u << CLASS_SAME |
                                  1u << CLASS_WORSE,
                              1u << PARAM_ALPHA | 1u << PARAM_GUIDE},
    [FAMILY_OVERLAP] = {1u << CLASS_REACHED | 1u << CLASS_BETTER_BEHIND |
                            1u << CLASS_WORSE,
                        1u << PARAM_NEAR | 1u << PARAM_APPROACHING},
    [FAMILY_PACE] = {1u << CLASS_WORSE | 1u << CLASS_RANGE, 0},
    [FAMILY_TREND] = {1u << CLASS_BETTER | 1u << CLASS_SAME | 1u << CLASS_WORSE,
                      1u << PARAM_ALPHA},
    [FAMILY_CHANCE] = {1u << CLASS_BETTER | 1u << CLASS_BETTER_BEHIND |
                           1u << CLASS_SAME | 1u << CLASS_WORSE,
                       1u << PARAM_ALPHA | 1u << PARAM_CHANCE},
};

static void say_lack(struct presets_reader *r, const struct preset *p,
                     const char *what)
{
    diag_add(r->diag, MSG_PRESET_LACKS, p->place, p->name,
             family_words[p->family], what, NULL);
}

/* Three ranges, then storm, in this order. */
static bool weather_in_order(const struct preset *p)
{
    for (size_t i = 0; i < 3; i++)
        if (p->n_classes != 4 || p->classes[i].rule != CLASS_RANGE)
            return false;
    return p->classes[3].rule == CLASS_WORSE;
}

static void check_complete(struct presets_reader *r, const struct preset *p)
{
    static const char *const rule_names[] = {
        [CLASS_RANGE] = "class from/to",
        [CLASS_REACHED] = "class if=\"reached\"",
        [CLASS_BETTER] = "class if=\"better\"",
        [CLASS_BETTER_BEHIND] = "class if=\"better-behind\"",
        [CLASS_SAME] = "class if=\"same\"",
        [CLASS_WORSE] = "class if=\"worse\""};
    struct demand d = demands[p->family];
    if (!d.rules)
        d.rules = 1u << CLASS_RANGE;
    if (p->reached)
        d.rules |= 1u << CLASS_REACHED;
    for (unsigned i = 0; i < LEN(rule_names); i++)
        if ((d.rules & 1u << i) && !method_find_rule(p, (enum class_rule)i))
            say_lack(r, p, rule_names[i]);
    for (unsigned i = 0; i < PARAM_COUNT; i++)
        if ((d.parameters & 1u << i) && !p->has[i])
            say_lack(r, p, parameter_words[i]);
    if (p->has[PARAM_LEAST] && !p->has[PARAM_WINDOW])
        say_lack(r, p, parameter_words[PARAM_WINDOW]);
    if (p->family == FAMILY_WEATHER && !weather_in_order(p))
        say_lack(r, p, "class x 4");
}

struct preset presets_method(struct presets_reader *r,
                             const struct xml_node *node)
{
    static const char *const groups[] = {"none", "mean", "worst", "points"};
    const struct xml_node *title = xmltree_child(node, "title");
    struct preset p = {.name = xmltree_value(node, "name", ""),
                       .version = xmltree_value(node, "version", ""),
                       .source = xmltree_text(node, "source"),
                       .place = node->place};
    p.title[LANG_JA] = xmltree_value(title, "ja", p.name);
    p.title[LANG_EN] = xmltree_value(title, "en", p.name);
    p.family = (enum method_family)read_choice(r, node, "family", family_words,
                                               FAMILY_COUNT);
    p.group =
        (enum group_rule)read_choice(r, node, "group", groups, LEN(groups));
    p.classes = read_classes(r, node, &p.n_classes);
    p.scores = read_scores(r, node, &p.n_scores);
    read_parameters(r, node, &p);
    read_form(r, node, &p);
    read_policy(r, node, &p);
    check_complete(r, &p);
    return p;
}
