#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Gate: includes and library headers stay in their folder, and nothing that
# would make the output depend on locale, clock or chance is called (TAP).

. "$(dirname "$0")/lib.sh"

# Who may read floating point from text, one FILE per line, and why.
# data/decimal.c: decimal_double() rounds digits and an exponent that it wrote
# itself, without a decimal point, which mean the same in every locale.
FLOAT_READERS='data/decimal.c'

# none PATTERN FILE...: no line matches; prints the lines that do.  Comments
# are left out.
none() {
    local pattern=$1 file
    shift
    for file in "$@"; do
        [ -e "$file" ] || continue
        sed -E 's|//.*||; s|/\*.*\*/||; /^ *\/?\*/d' "$file" | grep -nE "$pattern" | sed "s|^|$file:|"
    done | { ! grep .; }
}

# Project includes of a folder begin with one of the given folders.
includes() {
    local folder=$1 allowed=$2
    grep -nE '^ *# *include *"' "$folder"/*.c "$folder"/*.h 2>/dev/null |
        { ! grep -vE "\"($allowed)/[a-z0-9_]+\.(h|def)\""; }
}
check 'data includes data' includes data 'data'
check 'indicators include data, indicators' includes indicators 'data|indicators'
check 'charts include data, charts' includes charts 'data|charts'
check 'engine includes all' includes engine 'data|indicators|charts|engine'

# Library headers and the folders or files that may name them.
library() {
    local pattern="^ *# *include *<($1)" allowed=$2
    grep -nE "$pattern" data/*.[ch] indicators/*.[ch] charts/*.[ch] engine/*.[ch] 2>/dev/null |
        { ! grep -vE "^($allowed)"; }
}
check 'libcsv, ICU, nettle, iconv only in data' library 'csv\.h|unicode/|nettle/|iconv\.h' 'data/'
check 'GSL only in indicators' library 'gsl/' 'indicators/'
check 'cairo, pango, fontconfig, freetype only in charts' \
    library 'cairo|pango|fontconfig|ft2build|freetype|hb|glib' 'charts/'
check 'libxml2, libxslt only in engine (charts/svg.c: the writer)' library \
    'libxml/|libxslt/|libexslt/' 'engine/|charts/svg\.c:[0-9]+: *# *include <libxml/xmlwriter\.h>'

sources=(data/*.[ch] indicators/*.[ch] charts/*.[ch] engine/*.[ch])
word='(^|[^A-Za-z0-9_>.])'
check 'no setlocale of numbers' none 'setlocale *\( *LC_(NUMERIC|ALL)|uselocale *\(' "${sources[@]}"
check 'no printf of floating point' none '"[^"]*%[-+#0-9.*lL]*[aAeEfFgG][^"]*"' "${sources[@]}"
check 'no clock' none "$word(time|gettimeofday|clock_gettime|clock|localtime(_r)?|gmtime(_r)?|mktime|strftime|ctime)(\\(| \\()" "${sources[@]}"
check 'no chance' none "$word(rand|srand|random|srandom|drand48|arc4random|getrandom|mkdtemp|mkstemp)(\\(| \\()" "${sources[@]}"
readers=$(printf '%s\n' "${sources[@]}" | grep -vxF "$FLOAT_READERS")
# shellcheck disable=SC2086
check 'no strtod or atof' none "$word(strtod|strtof|strtold|atof|sscanf|atoi|atol)(\\(| \\()" $readers
check 'no strcoll' none "$word(strcoll|strxfrm)(\\(| \\()" "${sources[@]}"

spdx() {
    local file
    for file in "${sources[@]}" tests/*.sh tests/*.py tests/*/*.[ch] tests/unit/*/*.[ch] Makefile; do
        [ -e "$file" ] && ! head -3 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' && echo "$file"
    done | { ! grep .; }
}
check 'SPDX line in every source' spdx
finish
