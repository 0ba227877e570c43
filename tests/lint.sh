#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Static checks, quiet when clean: gcc -fanalyzer, cppcheck, clang-tidy (with
# .clang-tidy), schemas, manual pages, shell scripts.  CPPFLAGS, WARN and
# PACKAGES come from the Makefile.

. "$(dirname "$0")/lib.sh"
# shellcheck disable=SC2086
eval "flags=(${CPPFLAGS:-} ${WARN:-} $(pkg-config --cflags ${PACKAGES:-}))"
# What is wrong in the headers of libraries is not ours to mend.
flags=("${flags[@]/#-I\/usr/-isystem\/usr}")
# shellcheck disable=SC2086
mapfile -t sources < <(find $FOLDERS -name '*.c' | sort)
failed=0
tool() { command -v "$1" >/dev/null || { echo "lint: $1 is not installed" >&2; failed=1; false; }; }
# Prints what the command says, if anything.
quiet() {
    local said
    said=$("$@" 2>&1) && [ -z "$said" ] && return
    printf '%s\n' "lint: $1" "$said"
    failed=1
}

# The files that draw are left to the other two: the analyser follows pango's
# reference counting wrongly.  Leaks are left to valgrind and the sanitizer,
# which do not mistake arenas and iconv.
analyse() {
    grep -LE 'include <(pango|cairo)' "${sources[@]}" | tr '\n' '\0' |
        xargs -0 -P 2 -n 1 "${CC:-gcc}" -std=c11 -O1 "${flags[@]}" -fanalyzer -Wno-analyzer-malloc-leak -c -o /dev/null
}
check_tidy() {
    local said
    said=$(printf '%s\0' "${sources[@]}" | xargs -0 -P 2 -I{} clang-tidy --quiet {} -- -std=c11 "${flags[@]}" 2>/dev/null)
    [ -z "$said" ] || { printf '%s\n' "$said"; false; }
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

quiet analyse
# shellcheck disable=SC2086
tool cppcheck && quiet cppcheck --quiet --std=c11 --language=c -j 2 \
    --enable=warning,performance,portability --inline-suppr \
    --suppress=missingIncludeSystem --suppress=varFuncNullUB --suppress=normalCheckLevelMaxBranches \
    --error-exitcode=1 -I. -D_GNU_SOURCE $FOLDERS
tool clang-tidy && quiet check_tidy
quiet schemas
tool man && quiet pages
if command -v shellcheck >/dev/null; then
    quiet shellcheck -x tests/*.sh .ci/run
fi
[ $failed -eq 0 ]
