#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Gate: the output set appears whole or not at all (TAP).  Whatever goes wrong
# - a foreign file, a full disk, a failing call, a kill - OUT holds the old set
# or the new one, nothing is left beside it, and the next run succeeds.
# SWEEP=full tries every call and 200 kills.

. "$(dirname "$0")/lib.sh"
area=$BUILD/out/output
rm -rf "$area"
mkdir -p "$area"
# Two plans, so that the old set differs from the new one.
old_plan=$area/old-plan new_plan=$area/new-plan out=$area/place/out
cp -R tests/diag/base "$old_plan"
cp -R tests/diag/base "$new_plan"
sed -i 's/71\.0/72.0/' "$new_plan/observations.csv"

if [ ! -x "$SHIHYO" ]; then
    check 'the program is built' false
    finish
fi

run() { "$SHIHYO" run "$1" -o "$2" >"$area/said" 2>&1; }
"$SHIHYO" run "$old_plan" -o "$area/old" >/dev/null
"$SHIHYO" run "$new_plan" -o "$area/new" >/dev/null
old=$(fingerprint "$area/old") new=$(fingerprint "$area/new")
differ() { [ "$old" != "$new" ] && [ "$old" != absent ] && [ "$new" != absent ]; }
check 'two plans give two sets' differ

fresh() { rm -rf "${out%/*}" && mkdir -p "${out%/*}" && cp -R "$area/old" "$out"; }
beside() { find "${out%/*}" -mindepth 1 -maxdepth 1 ! -name out -printf '%f '; }

# state STATUS...: OUT is whole and nothing is beside it; after success it is
# the new set, after a refusal (3) the old one.
state() {
    local now
    now=torn
    [ "$(fingerprint "$out")" != "$old" ] || now=old
    [ "$(fingerprint "$out")" != "$new" ] || now=new
    case $1$now in
    0new | 3old) [ -z "$(beside)" ] && return ;;
    esac
    echo "exit $1, OUT is $now, beside it: $(beside)"
    cat "$area/said"
    false
}
# refused PLAN OUT: exit 3, and the place is as before.
refused() {
    local before after status
    before=$(ls -laR --time-style=+ "$2" 2>&1; fingerprint "$2" 2>&1)
    run "$1" "$2"
    status=$?
    after=$(ls -laR --time-style=+ "$2" 2>&1; fingerprint "$2" 2>&1)
    same_text "$status" 3 && same_text "$after" "$before"
}

# After a kill OUT is old or new, and the next run succeeds and cleans up.
survives() {
    local now
    now=$(fingerprint "$out")
    [ "$now" = "$old" ] || [ "$now" = "$new" ] || { echo torn; return 1; }
    sleep 0.05
    run "$new_plan" "$out"
    state $?
}

# -- places ------------------------------------------------------------------
fresh
run "$new_plan" "$out"
check 'a second run replaces its earlier set' state $?
mkdir "$area/foreign" && echo mine >"$area/foreign/memo.txt"
check 'a folder with a foreign file is refused' refused "$new_plan" "$area/foreign"
fresh && echo mine >"$out/figures/memo.txt"
check 'an extra file inside an own set is refused' refused "$new_plan" "$out"
fresh && echo '<!-- by hand -->' >>"$out/report.html"
check 'a file of an own set that was edited is refused' refused "$new_plan" "$out"
fresh
audit() {
    echo mine >"$area/found.csv.new"
    echo old >"$area/found.csv"
    "$SHIHYO" audit "$new_plan" --format csv -o "$area/found.csv" >"$area/said" 2>&1
    head -1 "$area/found.csv" | grep -q '^id,type,result,' &&
        same_text "$(cat "$area/found.csv.new") $(find "$area" -maxdepth 1 -name 'found.csv*' | wc -l)" 'mine 2'
}
check 'audit -o replaces FILE and leaves its neighbours alone' audit
audit_nowhere() { "$SHIHYO" audit "$new_plan" -o "$area/no/such/file" >"$area/said" 2>&1; same_text $? 3; }
check 'audit -o into no folder' audit_nowhere
echo x >"$area/file"
refused_file() { run "$new_plan" "$area/file"; same_text "$? $(cat "$area/file")" "3 x"; }
check 'a file as OUT is refused' refused_file
check 'OUT = the plan folder is refused' refused "$new_plan" "$new_plan"
refused_place() { run "$new_plan" "$1"; same_text $? 3; }
check 'OUT below a file' refused_place "$area/file/out"
check 'OUT below /proc' refused_place /proc/shihyo-out
mkdir "$area/empty"
run "$new_plan" "$area/empty"
same 'an empty folder is taken' "$? $(fingerprint "$area/empty")" "0 $new"
fresh && mv "$out" "$area/target" && ln -s "$area/target" "$out"
link() {
    local status
    run "$new_plan" "$out"
    status=$?
    [ -L "$out" ] || { echo "the link was replaced"; return 1; }
    [ "$status" = 3 ] && same_text "$(fingerprint "$area/target/")" "$old" && return
    [ "$status" = 0 ] && same_text "$(fingerprint "$area/target/")" "$new"
}
check 'a symbolic link as OUT is refused or followed once' link
full() { "$SHIHYO" "$@" >/dev/full 2>"$area/said"; same_text $? 3; }
check 'a full standard output (--help)' full --help
check 'a full standard output (--version)' full --version

# -- no room -------------------------------------------------------------------
limited() {
    fresh
    (ulimit -f "$1" && run "$new_plan" "$out")
    state $?
}
for kib in 0 1 4 8 16 32 64; do
    check "file size limit of $kib KiB" limited $kib
done
# In a mount namespace of its own, which takes the file system with it.
small_disk() {
    mkdir -p "$area/disk"
    # shellcheck disable=SC2016
    unshare -rm bash -c '
        mount -t tmpfs -o size="$1"k none "$2" && mkdir "$2/place" &&
            cp -R "$3" "$2/place/out" || exit 77
        "$SHIHYO" run "$4" -o "$2/place/out"
        status=$?
        found=$(cd "$2/place/out" && find . -type f -print0 | sort -z | xargs -0 sha256sum)
        [ "$(ls -A "$2/place")" = out ] || { echo "left: $(ls -A "$2/place")"; exit 1; }
        [ "$status" = 3 ] && [ "$found" = "$5" ] && exit 0
        [ "$status" = 0 ] && [ "$found" = "$6" ] && exit 0
        echo "exit $status"; exit 1' - "$1" "$area/disk" "$area/old" "$new_plan" "$old" "$new"
}
if unshare -rm mount -t tmpfs -o size=64k none "$area" 2>/dev/null; then
    size=$(du -sk "$area/old" | cut -f1)
    for more in 4 8 16 32 64 128; do
        [ "$more" -lt "$size" ] && check "disk with $more KiB left" small_disk $((size + more))
    done
    check "disk with enough room" small_disk $((size * 4 + 64))
else
    skip "no small file system can be mounted here: the full disk was not tried"
fi

# -- failing calls ---------------------------------------------------------------
library=$(preload failio)
faulty() { env "$@" LD_PRELOAD="$library" "$SHIHYO" run "$new_plan" -o "$out" >"$area/said" 2>&1; }
fresh
rm -f "$area/calls"
faulty FAULT_LOG="$area/calls"
check 'run under the fault library' state $?
total=$(cut -d' ' -f1 "$area/calls" 2>/dev/null | sort -n | tail -1)
check 'its calls are counted' test "${total:-0}" -gt 10
check 'writes are among them' grep -q write "$area/calls"
# All of the last 20 calls (the exchange), every k-th of those before.
step=$(((${total:-0} + 19) / 20))
[ "${SWEEP:-}" = full ] && step=1
points=$(for ((i = 1; i <= ${total:-0}; i++)); do
    [ $((i % step)) -eq 0 ] || [ $i -gt $((total - 20)) ] && echo $i
done)
# A set that could not be deleted may lie there until the next run.
fails() {
    local status
    fresh
    faulty "${@:2}"
    status=$?
    case $1 in
    *unlink* | *rmdir*) [ $status = 0 ] || [ $status = 3 ] && survives ;;
    *) state $status ;;
    esac
}
# 28 ENOSPC, 5 EIO, taken in turn.
for at in $points; do
    call=$(grep -m1 "^$at " "$area/calls")
    check "call $call fails" fails "$call" FAULT_AT="$at" FAULT_ERRNO=$((at % 2 ? 28 : 5))
done
short() { fresh && { faulty FAULT_SHORT=1 FAULT_AT="$1"; state $?; }; }
for at in $(awk '$2 == "write" { print $1 }' "$area/calls" | head -3); do
    check "write $at is short" short "$at"
done

# -- crashes ---------------------------------------------------------------------
killed() { fresh && { faulty FAULT_KILL=1 FAULT_AT="$1"; survives; }; }
for at in $points; do
    call=$(grep -m1 "^$at " "$area/calls")
    check "killed before call $call" killed "$at"
done 2>/dev/null

struck() {
    local child
    fresh
    "$SHIHYO" run "$new_plan" -o "$out" >"$area/said" 2>&1 &
    child=$!
    sleep "$1"
    kill -9 "$child" 2>/dev/null
    wait "$child" 2>/dev/null
    survives
}
times=10
[ "${SWEEP:-}" = full ] && times=200
began=${EPOCHREALTIME/./}
run "$old_plan" "$area/timed"
usual=$((${EPOCHREALTIME/./} - began))
for ((i = 1; i <= times; i++)); do
    after=$(printf '%d.%06d' $((usual * i / times / 1000000)) $((usual * i / times % 1000000)))
    check "killed after $after s" struck "$after"
done

# -- two at once -------------------------------------------------------------------
rivals() {
    local children=() child statuses=''
    fresh
    for _ in 1 2 3 4; do
        "$SHIHYO" run "$new_plan" -o "$out" >/dev/null 2>&1 &
        children+=($!)
    done
    for child in "${children[@]}"; do
        wait "$child"
        statuses+=" $?"
    done
    [[ "$statuses" =~ ^(\ [03])+$ && "$statuses" == *0* ]] || { echo "exits$statuses"; return 1; }
    state 0
}
check 'four runs into one place: each wins or is told to wait' rivals
finish
