#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every unit test and one whole run under valgrind: no invalid access, no use
# of an unset value, no definite leak of our own.  Quiet when clean.

. "$(dirname "$0")/lib.sh"
command -v valgrind >/dev/null || { echo "valgrind.sh: install valgrind" >&2; exit 3; }
area=$BUILD/out/valgrind
rm -rf "$area"
mkdir -p "$area"

# $1 the name of the log, then the command.
watched() {
    local name=$1
    shift
    valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite \
        --trace-children=yes --suppressions=tests/valgrind.supp \
        --log-file="$area/$name.%p.log" "$@" >"$area/$name.out" 2>&1
    local status=$?
    [ $status -eq 0 ] && return
    echo "FAIL $name: exit status $status  (${area#"$root"/}/$name.*)"
    # valgrind also says at length that it does not know openat2()
    cat "$area/$name".*.log | grep '^==' | head -40
    return 1
}

failed=0
for source in tests/unit/*/t_*.c; do
    test=${source#tests/unit/} && test=${test%.c}
    watched "${test//\//.}" "$BUILD/tests/$test" || failed=$((failed + 1))
done
watched run "$SHIHYO" run tests/diag/base -o "$area/set" --figures svg,pdf,png || failed=$((failed + 1))
watched check "$SHIHYO" check tests/diag/base || failed=$((failed + 1))
[ $failed -eq 0 ]
