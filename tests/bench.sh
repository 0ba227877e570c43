#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Time (best of five) and memory of whole runs of the shipped plans.

. "$(dirname "$0")/lib.sh"
area=$BUILD/out/bench
rm -rf "$area"
mkdir -p "$area"

# The best of five, in milliseconds.
best() {
    local began took least=''
    for _ in 1 2 3 4 5; do
        began=${EPOCHREALTIME/./}
        "$@" >"$area/said" 2>&1 || { echo "$* ended with $?"; return 1; }
        took=$((${EPOCHREALTIME/./} - began))
        [ -n "$least" ] && [ $took -ge "$least" ] || least=$took
    done
    printf '%d.%d ms' $((least / 1000)) $((least / 100 % 10))
}
peak() {
    [ -x /usr/bin/time ] || { echo "(memory: install the package time)"; return; }
    /usr/bin/time -f '%M KiB' "$@" 2>&1 >/dev/null | tail -1
}

failed=0
for plan in "$PLANS"/*/; do
    [ -e "$plan/plan.xml" ] || continue
    name=$(basename "$plan")
    for command in "check $plan" "run $plan -o $area/$name"; do
        read -ra words <<<"$command"
        time=$(best "$SHIHYO" "${words[@]}") || failed=1
        printf '%-7s%-24s %12s %14s\n' "${words[0]}" "$name" "$time" "$(peak "$SHIHYO" "${words[@]}")"
    done
done
[ $failed -eq 0 ]
