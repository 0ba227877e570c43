#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Sizes of functions and files: median, 90th percentile, largest; then those
# over the house limits (70 and 700 lines).  Needs universal-ctags.

. "$(dirname "$0")/lib.sh"

spread() {
    sort -n | awk -v what="$1" '{ v[NR] = $1 }
        END { if (NR) printf "%-10s n %5d  median %4d  p90 %4d  max %4d\n",
              what, NR, v[int((NR + 1) / 2)], v[int(NR * 0.9 + 0.5)], v[NR] }'
}

functions() {
    ctags -x --kinds-C=f --_xformat='%{end} %n %F %N' "$@" 2>/dev/null |
        awk '$1 { print $1 - $2 + 1, $3 ":" $2, $4 }'
}

command -v ctags >/dev/null || { echo "metrics: install universal-ctags" >&2; exit 3; }
for folder in $FOLDERS tests; do
    mapfile -t files < <(find "$folder" -name '*.[ch]' | sort)
    [ ${#files[@]} -gt 0 ] || continue
    echo "$folder: $(cat "${files[@]}" | wc -l) lines"
    functions "${files[@]}" | spread functions
    wc -l "${files[@]}" | grep -v ' total$' | spread files
done
# shellcheck disable=SC2086
mapfile -t files < <(find $FOLDERS tests -name '*.[ch]' | sort)
functions "${files[@]}" | awk '$1 > 70 { print "over 70 lines:", $0 }'
wc -l "${files[@]}" | awk '$2 != "total" && $1 > 700 { print "over 700 lines:", $0 }'
