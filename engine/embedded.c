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

struct str embedded_report_rng(void)
{
    return (struct str){embedded_rng,
                        (size_t)(embedded_rng_end - embedded_rng)};
}

struct str embedded_html_xsl(void)
{
    return (struct str){embedded_xsl,
                        (size_t)(embedded_xsl_end - embedded_xsl)};
}
