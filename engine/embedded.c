/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The assembler includes the files as they are; paths are relative to the
 * root of the tree, where the compiler runs.
 */
#include "engine/embedded.h"

#define EMBED(name, path)                                                      \
    __asm__(".section .rodata\n"                                               \
            ".balign 16\n"                                                     \
            ".global embedded_" #name "\n"                                     \
            "embedded_" #name ":\n"                                            \
            ".incbin \"" path "\"\n"                                           \
            ".global embedded_" #name "_end\n"                                 \
            "embedded_" #name "_end:\n"                                        \
            ".byte 0\n"                                                        \
            ".previous\n");                                                    \
    extern const char embedded_##name[], embedded_##name##_end[]

EMBED(rng, "engine/schema/report.rng");
EMBED(xsl, "engine/stylesheets/html.xsl");
EMBED(presets_basic, "data/presets/basic.xml");
EMBED(presets_international, "data/presets/international.xml");
EMBED(presets_japan, "data/presets/japan.xml");

/* To the language the two labels are separate objects, so that their
 * difference is one of addresses, not of pointers. */
static struct str between(const char *begin, const char *end)
{
    return (struct str){begin, (size_t)((uintptr_t)end - (uintptr_t)begin)};
}

struct str embedded_report_rng(void)
{
    return between(embedded_rng, embedded_rng_end);
}

struct str embedded_html_xsl(void)
{
    return between(embedded_xsl, embedded_xsl_end);
}

static const struct preset_file {
    const char *name, *begin, *end;
} preset_files[EMBEDDED_PRESETS] = {
    {"basic.xml", embedded_presets_basic, embedded_presets_basic_end},
    {"international.xml", embedded_presets_international,
     embedded_presets_international_end},
    {"japan.xml", embedded_presets_japan, embedded_presets_japan_end},
};

struct str embedded_preset(size_t i)
{
    return between(preset_files[i].begin, preset_files[i].end);
}

const char *embedded_preset_name(size_t i)
{
    return preset_files[i].name;
}
