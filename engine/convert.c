/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/convert.h"

#include "engine/embedded.h"
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xsltutils.h>
#include <stdio.h>
#include <string.h>

/* The first complaint of libxml2 or libxslt. */
struct complaint {
    struct arena *arena;
    const char *text;
};

static void on_structured(void *context, xmlErrorPtr error)
{
    struct complaint *c = context;
    if (!c->text && error && error->message)
        c->text = str_z(c->arena, str_of(error->message));
}

static void on_generic(void *context, const char *format, ...)
{
    struct complaint *c = context;
    if (c && !c->text)
        c->text = str_z(c->arena, str_of(format));
}

static xmlDocPtr parse(const char *at, size_t len)
{
    return xmlReadMemory(at, (int)len, NULL, "UTF-8", XML_PARSE_NONET);
}

const char *convert_validate(struct arena *arena, const char *xml)
{
    struct complaint c = {arena, NULL};
    struct str rng = embedded_report_rng();
    xmlSetStructuredErrorFunc(&c, (xmlStructuredErrorFunc)on_structured);
    xmlRelaxNGParserCtxtPtr parser =
        xmlRelaxNGNewMemParserCtxt(rng.at, (int)rng.len);
    xmlRelaxNGPtr schema = parser ? xmlRelaxNGParse(parser) : NULL;
    xmlRelaxNGValidCtxtPtr valid =
        schema ? xmlRelaxNGNewValidCtxt(schema) : NULL;
    xmlDocPtr doc = parse(xml, strlen(xml));
    int result = doc && valid ? xmlRelaxNGValidateDoc(valid, doc) : -1;
    if (result != 0 && !c.text)
        c.text = "report.rng";
    if (doc)
        xmlFreeDoc(doc);
    if (valid)
        xmlRelaxNGFreeValidCtxt(valid);
    if (schema)
        xmlRelaxNGFree(schema);
    if (parser)
        xmlRelaxNGFreeParserCtxt(parser);
    xmlSetStructuredErrorFunc(NULL, NULL);
    return result == 0 ? NULL : c.text;
}

/* No file, no network: what the sheet asks for beyond memory is refused. */
static xsltSecurityPrefsPtr no_access(void)
{
    xsltSecurityPrefsPtr prefs = xsltNewSecurityPrefs();
    if (!prefs)
        return NULL;
    xsltSetSecurityPrefs(prefs, XSLT_SECPREF_READ_FILE, xsltSecurityForbid);
    xsltSetSecurityPrefs(prefs, XSLT_SECPREF_WRITE_FILE, xsltSecurityForbid);
    xsltSetSecurityPrefs(prefs, XSLT_SECPREF_CREATE_DIRECTORY,
                         xsltSecurityForbid);
    xsltSetSecurityPrefs(prefs, XSLT_SECPREF_READ_NETWORK, xsltSecurityForbid);
    xsltSetSecurityPrefs(prefs, XSLT_SECPREF_WRITE_NETWORK, xsltSecurityForbid);
    return prefs;
}

/* The page with <!--plate:ID--> where a drawing belongs. */
static const char *transform(struct arena *arena, const char *xml,
                             const char **fault)
{
    struct complaint c = {arena, NULL};
    struct str sheet = embedded_html_xsl();
    const char *html = NULL;
    xmlChar *out = NULL;
    int len = 0;
    xmlSetStructuredErrorFunc(&c, (xmlStructuredErrorFunc)on_structured);
    xsltSetGenericErrorFunc(&c, on_generic);
    xmlDocPtr sheet_doc = parse(sheet.at, sheet.len);
    xsltStylesheetPtr style =
        sheet_doc ? xsltParseStylesheetDoc(sheet_doc) : NULL;
    xmlDocPtr doc = parse(xml, strlen(xml));
    xsltTransformContextPtr ctxt =
        style && doc ? xsltNewTransformContext(style, doc) : NULL;
    xsltSecurityPrefsPtr prefs = no_access();
    xmlDocPtr result = NULL;
    if (ctxt && prefs && xsltSetCtxtSecurityPrefs(prefs, ctxt) == 0)
        result = xsltApplyStylesheetUser(style, doc, NULL, NULL, NULL, ctxt);
    if (result && xsltSaveResultToString(&out, &len, result, style) == 0 && out)
        html = str_z(arena, (struct str){(const char *)out, (size_t)len});
    if (!html || c.text)
        *fault = c.text ? c.text : "html.xsl";
    xmlFree(out);
    if (result)
        xmlFreeDoc(result);
    if (ctxt)
        xsltFreeTransformContext(ctxt);
    if (prefs)
        xsltFreeSecurityPrefs(prefs);
    if (doc)
        xmlFreeDoc(doc);
    if (style)
        xsltFreeStylesheet(style); /* frees sheet_doc */
    else if (sheet_doc)
        xmlFreeDoc(sheet_doc);
    xsltSetGenericErrorFunc(NULL, NULL);
    xmlSetStructuredErrorFunc(NULL, NULL);
    return *fault ? NULL : html;
}

static const char *plate_of(const struct plate *plates, size_t n, struct str id)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(id, plates[i].id))
            return plates[i].svg;
    return "";
}

const char *convert_html(struct arena *arena, const char *xml,
                         const struct plate *plates, size_t n_plates,
                         const char *glyphs, const char **fault)
{
    static const char open[] = "<!--plate:", close[] = "-->";
    static const char shared[] = "<!--glyphs-->";
    *fault = NULL;
    const char *rest = transform(arena, xml, fault);
    if (!rest)
        return NULL;
    struct buf b = buf_new(arena);
    for (const char *at; (at = strstr(rest, "<!--"));) {
        buf_bytes(&b, rest, (size_t)(at - rest));
        const char *end = strstr(at, close);
        if (!end)
            break;
        if (strncmp(at, shared, sizeof shared - 1) == 0) {
            buf_z(&b, glyphs);
        } else if (strncmp(at, open, sizeof open - 1) == 0) {
            const char *id = at + sizeof open - 1;
            buf_z(&b, plate_of(plates, n_plates,
                               (struct str){id, (size_t)(end - id)}));
        }
        rest = end + sizeof close - 1;
    }
    buf_z(&b, rest);
    return buf_text(&b);
}
