#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run.sh [PATTERN|--failed] - the whole test suite, or the tests whose name
# matches the extended regular expression PATTERN, or those that failed last.
#
# Names: unit/FOLDER/t_NAME, diag/ID-NAME, cases/NAME, gate/NAME.  Every test
# speaks TAP; its output is kept in $BUILD/log/NAME.log.  A crash, a missing
# plan line or a wrong count is one failure.  Last line: N passed, N failed.

. "$(dirname "$0")/lib.sh"
logs=$BUILD/log
GATES='layers messages docs readme stable output example'

names() {
    local f
    for f in tests/unit/*/t_*.c; do [ -e "$f" ] && f=${f#tests/} && echo "${f%.c}"; done
    for f in tests/diag/*-*/; do
        f=${f%/}
        [ -d "$f" ] && echo "${f#tests/}"
    done
    for f in tests/cases/*/; do f=${f%/} && [ -d "$f" ] && echo "${f#tests/}"; done
    for f in $GATES; do echo "gate/$f"; done
}

start() {
    case $1 in
    unit/*) "$BUILD/tests/${1#unit/}" ;;
    gate/*) tests/"${1#gate/}".sh ;;
    *) tests/case.sh "tests/$1" ;;
    esac
}

# Reads TAP; prints the failures, the reasons of skips, and the counts.
judge() {
    awk -v status="$2" -v name="$1" -v log_file="${logs#"$root"/}/$1.log" '
        function fail(what) { print "FAIL " name ": " what "  (" log_file ")" }
        /^ok [0-9]+ # SKIP/ { sub(/^ok [0-9]+ # SKIP */, ""); print "SKIP " name ": " $0; n++; skipped++; next }
        /^1\.\.0 # SKIP/ { sub(/^1\.\.0 # SKIP */, ""); print "SKIP " name ": " $0; skipped++; plan = 0; planned = 1; next }
        /^ok / { n++; passed++ }
        /^not ok / { n++; failed++; fail($0) }
        /^1\.\.[0-9]+$/ { plan = substr($0, 4) + 0; planned++ }
        END {
            if (planned != 1) wrong = "no plan line, exit status " status
            else if (plan != n) wrong = "planned " plan " checks, made " n + 0
            else if (status != 0 && !failed) wrong = "exit status " status
            if (wrong) { failed++; fail(wrong) }
            print "COUNT", passed + 0, failed + 0, skipped + 0
        }' "$logs/$1.log"
}

one() {
    mkdir -p "$logs/${1%/*}"
    local limit=600
    [ "${SWEEP:-}" = full ] && limit=7200
    export -f start
    timeout -k 10 "$limit" bash -c "$(declare -f start); start \"\$1\"" - "$1" \
        >"$logs/$1.log" 2>&1
    judge "$1" $? >"$logs/$1.result"
}

if [ "${1:-}" = --one ]; then
    one "$2"
    exit 0
fi

if [ "${1:-}" = --failed ]; then
    chosen=$(cat "$BUILD/failed" 2>/dev/null)
else
    chosen=$(names | grep -E -- "${1:-}")
fi
mkdir -p "$BUILD"
: >"$BUILD/failed"
passed=0 failed=0 skipped=0
for group in unit diag cases gate; do
    list=$(printf '%s\n' "$chosen" | grep "^$group/") || continue
    printf '%s\n' "$list" | xargs -P "${JOBS:-2}" -n 1 tests/run.sh --one
    p=0 f=0 s=0
    for name in $list; do
        read -r _ a b c < <(grep '^COUNT ' "$logs/$name.result")
        grep -v '^COUNT ' "$logs/$name.result"
        p=$((p + a)) f=$((f + b)) s=$((s + c))
        [ "$b" -eq 0 ] || echo "$name" >>"$BUILD/failed"
    done
    printf '%-6s %5d passed %3d failed %3d skipped\n' "$group" $p $f $s
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
done
[ $((passed + failed)) -gt 0 ] || echo "FAIL nothing ran"
[ "$skipped" -eq 0 ] && echo "$passed passed, $failed failed" ||
    echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
