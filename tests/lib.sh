# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
#
# lib.sh - what the test scripts share: places, a plain environment, TAP.
#
#     check 'what' command args...   passes when the command does
#     same 'what' found expected     passes when the two texts are equal
#     skip 'why'                     says loudly that a check was not made
#     finish                         plan line and exit status

set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1
BUILD=${BUILD:-build}
case $BUILD in /*) ;; *) BUILD=$root/$BUILD ;; esac
SHIHYO=$BUILD/shihyo
PLANS=$root/data/plans
export BUILD SHIHYO PLANS LC_ALL=C.UTF-8 TZ=UTC
unset LANG LANGUAGE MAKEFLAGS MAKELEVEL MFLAGS
FOLDERS='data indicators charts engine'

case $BUILD in
*asan*)
    export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0:exitcode=99:allocator_may_return_null=1
    export LSAN_OPTIONS=suppressions=$root/tests/lsan.supp:print_suppressions=0
    ;;
esac
export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1

tap_run=0 tap_failed=0

check() {
    local what=$1 said
    shift
    tap_run=$((tap_run + 1))
    if said=$("$@" 2>&1); then
        echo "ok $tap_run - $what"
    else
        tap_failed=$((tap_failed + 1))
        echo "not ok $tap_run - $what"
        [ -z "$said" ] || printf '%s\n' "$said" | head -60 | sed 's/^/# /'
    fi
}

same_text() { [ "$1" = "$2" ] || { echo "   found: $1"; echo "expected: $2"; false; }; }
same() { check "$1" same_text "$2" "$3"; }

skip() {
    tap_run=$((tap_run + 1))
    echo "ok $tap_run # SKIP $1"
}

finish() {
    echo "1..$tap_run"
    [ "$tap_failed" -eq 0 ]
    exit
}

# A text that stands for the whole content of a folder (or one file).
fingerprint() {
    [ -e "$1" ] || { echo absent; return; }
    (cd "$1" && find . -type f -print0 | sort -z | xargs -0 -r sha256sum)
}

# The LD_PRELOAD value for a library built from tests/fault/NAME.c; under
# AddressSanitizer its runtime has to come first.
preload() {
    local so=$BUILD/tests/fault/$1.so
    mkdir -p "${so%/*}"
    [ "$so" -nt "$root/tests/fault/$1.c" ] ||
        "${CC:-gcc}" -shared -fPIC -O1 -Wall -Wextra "$root/tests/fault/$1.c" -o "$so.$$" -ldl &&
        { [ ! -e "$so.$$" ] || mv "$so.$$" "$so"; } || return 1
    case $BUILD in
    *asan*) echo "$("${CC:-gcc}" -print-file-name=libasan.so):$so" ;;
    *) echo "$so" ;;
    esac
}
