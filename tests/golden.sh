#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# golden.sh diff|accept CASE - how a case differs from its expectation, or
# takes what was found as the new expectation.  Only files that stand in
# expect/ are copied: `touch expect/FILE` first for a new one.

. "$(dirname "$0")/lib.sh"
action=${1:-} name=${2:-}
name=${name#tests/}
name=${name#cases/}
name=${name#diag/}
if [ -z "$name" ]; then
    echo "golden.sh: name one case: make ${action/diff/golden} CASE=name" >&2
    exit 2
fi
for kind in cases diag none; do [ -d "tests/$kind/$name" ] && break; done
if [ "$kind" = none ]; then
    echo "golden.sh: no such case: $name" >&2
    exit 2
fi
tests/case.sh "tests/$kind/$name" >"$BUILD/golden.log"
expect=tests/$kind/$name/expect found=$BUILD/out/$kind/$name/found
cd "$expect" || exit 2
find . -type f -printf '%P\n' | sort | while IFS= read -r file; do
    case $action in
    accept)
        cmp -s "$file" "$found/$file" && continue
        [ -e "$found/$file" ] || { echo "not written by the program: $file" >&2; continue; }
        cp "$found/$file" "$file" && echo "accepted $expect/$file"
        ;;
    *) diff -u "$file" "$found/$file" ;;
    esac
done
exit 0
