/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/svg.h"
#include "tests/tap.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <locale.h>
#include <pthread.h>
#include <stdlib.h>

static const struct figure_datum data[] = {
    {"D-1/大人", "actual", "FY2018", "67.4", "67.4"},
    {"D-1", "target", "FY2019", "75.0", "75.0"},
};

static const struct figure_meta meta = {
    .id = "図 5",
    .lang = LANG_JA,
    .title = "図５　<割合> & \"推移\"",
    .desc = "67.4％。",
    .data = data,
    .n_data = 2,
    .provenance = "shihyo 0.1.0｜sha256 a41d90b7…",
    .source = "札幌市「概要」",
};

static const char *const texts[] = {
    "図５",         "希望に応じた保育", "67.4％",     "a < b & \"c\" 'd'",
    "  二つの空白", "fi 1,497",         "か\u3099き",
};

static struct scene *demo(struct arena *arena, struct typesetter *t)
{
    struct scene *s = scene_new(arena, t, TONE_COLOUR, 481.89);
    scene_set_height(s, 200);
    struct paint bar = {.fill = COLOUR_AI};
    struct paint line = {.stroke = COLOUR_DAIDAI,
                         .width = 1.6,
                         .dash = {2.5, 1.25},
                         .round_caps = true};
    scene_rect(s, bar, 1.0 / 3, 2, 10, 20, 1.5);
    scene_line(s, line, 0, 5, 100, 1.005);
    scene_circle(s, line, 9, 9, 3.4);
    scene_hatch(s, HATCH_DOT, COLOUR_ENJI, 10, 10, 30, 20);
    for (size_t i = 0; i < LEN(texts); i++) {
        struct text_style style = {(enum face)(i % FACE_COUNT), 7.5};
        scene_text(s, style, COLOUR_INK, ALIGN_LEFT, 20, 20 + 12 * (double)i,
                   texts[i], "label");
    }
    return s;
}

static xmlDoc *parse(const char *svg)
{
    return xmlReadMemory(svg, (int)strlen(svg), "figure.svg", NULL,
                         XML_PARSE_NONET | XML_PARSE_NOERROR);
}

/* The string value of an XPath expression; s: svg, f: our metadata. */
static void is_path(xmlDoc *doc, const char *path, const char *expected,
                    const char *what)
{
    xmlXPathContext *ctx = xmlXPathNewContext(doc);
    xmlXPathRegisterNs(ctx, (const xmlChar *)"s",
                       (const xmlChar *)"http://www.w3.org/2000/svg");
    xmlXPathRegisterNs(ctx, (const xmlChar *)"f",
                       (const xmlChar *)"urn:shihyo:figure:1");
    xmlXPathRegisterNs(ctx, (const xmlChar *)"x",
                       (const xmlChar *)"http://www.w3.org/1999/xlink");
    xmlXPathObject *found = xmlXPathEval((const xmlChar *)path, ctx);
    xmlChar *value = found ? xmlXPathCastToString(found) : NULL;
    is_text((const char *)value, expected, what);
    xmlFree(value);
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(ctx);
}

static void test_figure(const char *svg)
{
    xmlDoc *doc = parse(svg);
    if (!ok(doc, "the figure is well-formed"))
        return;
    is_path(doc, "/s:svg/@viewBox", "-1 -1 483.89 202", "inset of 1 pt");
    is_path(doc, "/s:svg/@width", "170mm", "width");
    is_path(doc, "/s:svg/@height", "70.97mm", "height");
    is_path(doc, "/s:svg/@role", "img", "role");
    is_path(doc, "/s:svg/@aria-labelledby",
            "f_E5_9B_B3_205-title f_E5_9B_B3_205-desc", "labelled by");
    is_path(doc, "string(//*[@id='f_E5_9B_B3_205-title'])", meta.title,
            "title");
    is_path(doc, "string(//*[@id='f_E5_9B_B3_205-desc'])", meta.desc, "desc");
    is_path(doc, "count(/s:svg/s:metadata/f:data/f:datum)", "2", "data");
    is_path(doc, "string(//f:datum[1]/@series)", "D-1/大人", "series");
    is_path(doc,
            "concat(//f:datum[2]/@role,' ',//f:datum[2]/@period,' ',"
            "//f:datum[2]/@value,' ',//f:datum[2]/@published)",
            "target FY2019 75.0 75.0", "one datum");
    is_path(doc, "string(//f:provenance)", meta.provenance, "provenance");
    is_path(doc, "string(//f:source)", meta.source, "source");
    for (size_t i = 0; i < LEN(texts); i++) {
        char path[64];
        snprintf(path, sizeof path, "string(//s:text[%zu])", i + 1);
        is_path(doc, path, texts[i], "a text of the scene");
    }
    is_path(doc, "string(//s:text[5]/@xml:space)", "preserve",
            "blanks are kept");
    is_path(doc, "count(//s:text[@fill-opacity='0.004'])", "7",
            "texts are nearly invisible");
    is_path(doc, "count(//@textLength[. > 0])", "7", "and have a length");
    is_path(doc, "count(//s:use) > 30", "true", "glyphs are used");
    is_path(doc, "count(//s:use[not(substring(@x:href,2)=//s:path/@id)])", "0",
            "every glyph used is defined");
    is_path(doc, "count(//s:defs/s:path[not(concat('#',@id)=//@x:href)])", "0",
            "every glyph defined is used");
    is_path(doc, "count(//s:path[@id=preceding::s:path/@id])", "0",
            "and is defined once");
    is_path(doc,
            "count(//*[not(self::s:svg|self::s:title|self::s:desc|"
            "self::s:metadata|self::f:*|self::s:defs|self::s:path|"
            "self::s:g|self::s:use|self::s:text|self::s:rect|"
            "self::s:circle)])",
            "0", "no element outside the subset");
    is_path(doc, "count(//@style|//@class|//@text-anchor|//@clip-path)", "0",
            "no attribute outside the subset");
    xmlFreeDoc(doc);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* At most two decimals but in scale() and the opacity, no exponent, no
 * comma between digits in an attribute. */
static void test_numbers(const char *svg)
{
    bool good = true;
    const char *start = strstr(svg, "<defs>");
    const char *p = start;
    while (p && (p = strpbrk(p, ".")) != NULL) {
        size_t decimals = 0;
        bool in_number = is_digit(p[-1]) && is_digit(p[1]);
        while (in_number && is_digit(p[1 + decimals]))
            decimals++;
        bool scale = p - svg > 7 && memcmp(p - 7, "scale(0", 7) == 0;
        bool opacity = p[-1] == '0' && memcmp(p - 2, "\"0.004\"", 7) == 0;
        if (decimals > 2 && !scale && !opacity)
            good = false;
        p++;
    }
    ok(start && good, "at most two decimals");
    ok(strstr(svg, "scale(0.0075)"), "the scale of 7.5 pt");
    ok(start && !strstr(start, "nan") && !strstr(start, "inf"),
       "every number finite");
}

static void test_plates(struct arena *arena, struct typesetter *t)
{
    struct glyph_set *set = svg_glyph_set(arena);
    struct figure_meta second = meta;
    second.id = "b";
    struct scene *one = demo(arena, t);
    const char *a = svg_plate(arena, one, &meta, set);
    const char *b = svg_plate(arena, demo(arena, t), &second, set);
    const char *glyphs = svg_glyphs(arena, t, set);
    ok(!strstr(a, "xlink") && !strstr(a, "<?xml") && !strstr(a, "<defs") &&
           !strstr(a, "metadata"),
       "a plate has no xlink, no header, no glyphs, no metadata");
    ok(strstr(a, "id=\"f_E5_9B_B3_205-title\"") && strstr(b, "id=\"b-title\""),
       "each has its own ids");
    const char *page = str_join(arena, "<page>", a, b, glyphs, "</page>", NULL);
    xmlDoc *doc = parse(page);
    if (!ok(doc, "plates and glyphs are well-formed"))
        return;
    is_path(doc, "count(//s:use[not(substring(@href,2)=//s:path/@id)])", "0",
            "every glyph used is defined in the shared set");
    is_path(doc, "count(//s:defs/s:path[not(concat('#',@id)=//@href)])", "0",
            "and none is superfluous");
    is_path(doc, "count(//*[@id=preceding::*/@id])", "0", "ids are unique");
    is_path(doc, "count(//s:text)", "14", "texts of both");
    is_path(doc, "count(/page/s:svg[3][@width='0'][@aria-hidden='true'])", "1",
            "the glyphs take no room");
    xmlFreeDoc(doc);
}

/* Letters that XML forbids must not make the file ill-formed. */
static void test_hostile(struct arena *arena, struct typesetter *t)
{
    struct figure_meta bad = meta;
    bad.title = "a\x01"
                "b\xEF\xBF\xBE"
                "c\xFF"
                "d]]><!--";
    bad.id = "";
    bad.n_data = 0;
    bad.source = NULL;
    xmlDoc *doc = parse(svg_figure(arena, demo(arena, t), &bad));
    if (!ok(doc, "hostile metadata stays well-formed"))
        return;
    is_path(doc, "string(/s:svg/s:title)", "a\uFFFDb\uFFFDc\uFFFDd]]><!--",
            "with replacement characters");
    is_path(doc, "count(//f:source)", "0", "no empty source");
    xmlFreeDoc(doc);
}

static void *draw(void *out)
{
    struct arena *arena = arena_open();
    struct diag *diag = diag_new(arena, LANG_JA);
    struct typesetter *t = typesetter_open(arena, diag);
    const char **svg = out;
    *svg = t ? strdup(svg_figure(arena, demo(arena, t), &meta)) : NULL;
    typesetter_close(t);
    arena_close(arena);
    return NULL;
}

static void test_same(const char *first)
{
    char *again = NULL, *threads[2] = {NULL, NULL};
    draw(&again);
    is_text(again, first, "the second drawing in a process");
    pthread_t id[2];
    bool started = true;
    for (size_t i = 0; i < 2; i++)
        started =
            started && pthread_create(&id[i], NULL, draw, &threads[i]) == 0;
    for (size_t i = 0; started && i < 2; i++)
        pthread_join(id[i], NULL);
    ok(started && strcmp(threads[0], first) == 0 &&
           strcmp(threads[1], first) == 0,
       "two threads");
    free(again);
    free(threads[0]);
    free(threads[1]);
}

static bool has_comma(void)
{
    return setlocale(LC_ALL, "de_DE.UTF-8") &&
           strcmp(localeconv()->decimal_point, ",") == 0;
}

/* A locale with a decimal comma: the machine's, or one made for this test
 * (LC_ALL in the environment alone would prove nothing). */
static bool german(struct arena *arena)
{
    if (has_comma())
        return true;
    char dir[] = "/tmp/shihyo-locale-XXXXXX";
    if (!mkdtemp(dir))
        return false;
    setenv("LOCPATH", dir, 1);
    const char *make = str_join(arena, "localedef -i de_DE -f UTF-8 ", dir,
                                "/de_DE.UTF-8 >/dev/null 2>&1", NULL);
    bool good = system(make) == 0 && has_comma();
    unsetenv("LOCPATH");
    const char *clear = str_join(arena, "rm -r ", dir, NULL);
    return system(clear) == 0 && good;
}

static void test_locale(struct arena *arena, const char *first)
{
    if (!german(arena)) {
        tap_skip("no locale with a decimal comma, no localedef to make one");
        return;
    }
    char *drawn = NULL;
    draw(&drawn);
    is_text(drawn, first, "a locale with a decimal comma");
    free(drawn);
    setlocale(LC_ALL, "C");
}

int main(void)
{
    struct arena *arena = arena_open();
    struct diag *diag = diag_new(arena, LANG_JA);
    struct typesetter *t = typesetter_open(arena, diag);
    if (!ok(t, "the fonts are there"))
        return tap_done();
    const char *svg = svg_figure(arena, demo(arena, t), &meta);
    test_figure(svg);
    test_numbers(svg);
    test_plates(arena, t);
    test_hostile(arena, t);
    typesetter_close(t);
    test_same(svg);
    test_locale(arena, svg);
    arena_close(arena);
    xmlCleanupParser();
    return tap_done();
}
