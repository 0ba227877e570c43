#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Static checks, quiet when clean: gcc -fanalyzer, cppcheck, clang-tidy (with
# .clang-tidy, tests/.clang-tidy), schemas, manual pages, shell scripts.
# CPPFLAGS, WARN and PACKAGES come from the Makefile.

. "$(dirname "$0")/lib.sh"
# shellcheck disable=SC2086
eval "flags=(${CPPFLAGS:-} ${WARN:-} $(pkg-config --cflags ${PACKAGES:-}))"
# What is wrong in the headers of libraries is not ours to mend.
flags=("${flags[@]/#-I\/usr/-isystem\/usr}")
# shellcheck disable=SC2086
mapfile -t sources < <(find $FOLDERS -name '*.c' | sort)
mapfile -t tests < <(find tests -name '*.c' | sort)
failed=0
tool() { command -v "$1" >/dev/null || { echo "lint: $1 is not installed" >&2; failed=1; false; }; }
# Prints what the command says, if anything.
quiet() {
    local said
    said=$("$@" 2>&1) && [ -z "$said" ] && return
    printf '%s\n' "lint: ${*:1:2}" "$said"
    failed=1
}

analyse() {
    local except=-Wanalyzer-malloc-leak
    # iconv_open fails with -1, which the analyser takes for memory.
    [ "$1" != data/encode.c ] || except=-Wno-analyzer-malloc-leak
    "${CC:-gcc}" -std=c11 -O1 "${flags[@]}" -fanalyzer "$except" -c -o /dev/null "$1"
}
# clang-tidy counts on standard error what it has left out.
check_tidy() {
    local said
    said=$(clang-tidy --quiet "$1" -- -std=c11 "${flags[@]}" 2>/dev/null)
    [ -z "$said" ] || { printf '%s\n' "$said"; false; }
}
if [ "${1:-}" = --one ]; then
    "$2" "$3"
    exit
fi
# The function for every file, two at a time.
each() {
    local function=$1
    shift
    printf '%s\0' "$@" | xargs -0 -P 2 -n 1 tests/lint.sh --one "$function"
}
schemas() {
    local file
    for file in engine/schema/*.rng engine/stylesheets/*.xsl; do
        [ ! -e "$file" ] || xmllint --noout --nonet "$file" || return 1
    done
    # An empty document tells whether a schema compiles: 3 is "does not obey".
    for file in engine/schema/*.rng; do
        [ -e "$file" ] || continue
        echo '<x/>' | xmllint --noout --relaxng "$file" - >/dev/null 2>&1
        [ $? -eq 3 ] || { echo "$file does not compile"; return 1; }
    done
}
pages() {
    local file
    for file in engine/man/*.[15]; do
        [ ! -e "$file" ] || LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z "$file" >/dev/null || return 1
    done
}

quiet each analyse "${sources[@]}"
# varFuncNullUB: POSIX, 2018 edition, <stddef.h>: NULL is a pointer to void.
# unusedStructMember: mistakes the other name of a union's memory.
# shadowFunction: a local word beside the function word() misleads nobody.
tool cppcheck && {
    cppcheck=(cppcheck --quiet --std=c11 --language=c -j 2 --inline-suppr --error-exitcode=1
        --suppress=missingIncludeSystem --suppress=varFuncNullUB --suppress=shadowFunction -I. -D_GNU_SOURCE)
    # shellcheck disable=SC2086
    quiet "${cppcheck[@]}" --enable=warning,performance,portability,style \
        --suppress=unusedStructMember:data/encode.c $FOLDERS
    quiet "${cppcheck[@]}" --enable=warning,performance,portability tests
}
tool clang-tidy && quiet each check_tidy "${sources[@]}" "${tests[@]}"
quiet schemas
tool man && quiet pages
if command -v shellcheck >/dev/null; then
    quiet shellcheck -x tests/*.sh .ci/run
fi
[ $failed -eq 0 ]
