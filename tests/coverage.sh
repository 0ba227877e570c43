#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# After a check of the coverage build: lines and branches taken, per file.

. "$(dirname "$0")/lib.sh"
for folder in $FOLDERS; do
    for object in "$BUILD/$folder"/*.gcda; do
        [ -e "$object" ] && gcov -n -b -o "$BUILD/$folder" "$object" 2>/dev/null
    done
done | awk -v root="$root/" '
    /^File / { file = $2; gsub(/\047/, "", file); sub(root, "", file); next }
    file !~ /^(data|indicators|charts|engine)\/[a-z0-9_]+\.c$/ { next }
    /^Lines executed:/ { split($2, a, /[:%]/); lines[file] = a[2]; n[file] = $4 }
    /^Branches executed:/ { m[file] = $4 }
    /^Taken at least once:/ { split($4, a, /[:%]/); taken[file] = a[2] }
    END {
        for (f in lines) {
            printf "%-36s lines %6.2f%% of %4d   branches %6.2f%% of %4d\n",
                f, lines[f], n[f], taken[f], m[f] | "sort"
            l += lines[f] * n[f]; ln += n[f]; b += taken[f] * m[f]; bn += m[f]
        }
        close("sort")
        if (ln && bn) printf "%-36s lines %6.2f%% of %4d   branches %6.2f%% of %4d\n",
            "all", l / ln, ln, b / bn, bn
    }'
