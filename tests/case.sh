#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# case.sh tests/cases/NAME | tests/diag/ID-NAME - runs one case folder (TAP).
#
# cases:  about   first line says what for
#         cmd     arguments after `shihyo`, one command per line, run in a
#                 scratch copy of the folder; $PLANS and $OUT may be used
#         expect/ exit (one status per command; default all 0), stdout, stderr,
#                 tree (sorted files under OUT), and any file under OUT
# diag:   the files of the plan that differ from tests/diag/base/ ; cmd
#         (default `check plan`), setup (shell lines run inside the plan),
#         expect/stderr.ja, expect/stderr.en, expect/exit (default 1 for
#         errors, 0 otherwise).  The message must appear, and nothing may be
#         written.
# Only what stands in expect/ is compared.  What was found stays in
# $BUILD/out/<cases|diag>/NAME/found/, in the form that expect/ has.

. "$(dirname "$0")/lib.sh"
folder=${1%/} name=${1%/} && name=${name##*/}
kind=${folder%/*} && kind=${kind##*/}
result=$BUILD/out/$kind/$name
work=$result/work found=$result/found
export OUT=out
rm -rf "$result"
mkdir -p "$work" "$found"

# commands FILE OPTIONS: runs every line, appends to found/stdout and stderr.
commands() {
    local line
    while IFS= read -r line || [ -n "$line" ]; do
        [ -n "$line" ] || continue
        (cd "$work" && eval "\"\$SHIHYO\" $line ${*:2}") \
            >>"$found/stdout" 2>>"$found/stderr" </dev/null
        echo $? >>"$found/exit"
    done <"$1"
    sed -i "s|$PLANS|PLANS|g" "$found/stdout" "$found/stderr"
}

# The statuses of crashes: 4 internal fault, 99 sanitizer, 128+ signals.
no_crash() { ! grep -E '^(4|99|1[2-9][0-9]|2[0-9][0-9])$' "$found/exit"; }

compare() {
    local file
    while IFS= read -r file; do
        check "$name: $file" diff -u "$folder/expect/$file" "$found/$file"
    done < <(cd "$folder/expect" 2>/dev/null && find . -type f -printf '%P\n' | sort)
}

run_case() {
    cp -R "$folder/." "$work/"
    rm -rf "$work/expect"
    commands "$folder/cmd"
    if [ -d "$work/$OUT" ]; then
        cp -R "$work/$OUT/." "$found/"
        (cd "$work/$OUT" && find . -type f -printf '%P\n' | sort) >"$found/tree"
    fi
    check "$name: says what it is for" test -s "$folder/about"
    check "$name: no crash" no_crash
    [ -e "$folder/expect/exit" ] ||
        same "$name: exit" "$(sort -u "$found/exit")" 0
    compare
}

lay_plan() {
    mkdir -p "$work/plan"
    cp -R tests/diag/base/. "$work/plan/" && cp -R "$folder/." "$work/plan/"
    (cd "$work/plan" && rm -rf cmd expect setup about) &&
        { [ ! -e "$folder/setup" ] || (cd "$work/plan" && . "$root/$folder/setup"); }
}

listing() { find "$work" -printf '%p %y %s %T@\n' | sort; }

run_diag() {
    local number=${name%%-*} before lang cmd=$folder/cmd
    check "$name: plan laid out" lay_plan
    [ -e "$cmd" ] || { cmd=$result/cmd && echo 'check plan' >"$cmd"; }
    before=$(listing)
    for lang in ja en; do
        rm -f "$found/stdout" "$found/stderr" "$found/exit"
        commands "$cmd" --lang $lang
        mv "$found/stderr" "$found/stderr.$lang"
        check "$name: raised ($lang)" grep -F "[$number]" "$found/stderr.$lang"
        [ -e "$folder/expect/stderr.$lang" ] ||
            check "$name: expect/stderr.$lang is missing" false
    done
    check "$name: no crash" no_crash
    check "$name: nothing written" same_text "$(listing)" "$before"
    [ -e "$folder/expect/exit" ] || case $number in
    E*) same "$name: exit" "$(sort -u "$found/exit")" 1 ;;
    *) same "$name: exit" "$(sort -u "$found/exit")" 0 ;;
    esac
    compare
}

case $kind in
diag) run_diag ;;
*) run_case ;;
esac
finish
