#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# bench_peers.sh [big] - the survey engine against its peers, doing the same
# work in the same run: ratios of CPU time, with the goals beside them.  Needs
# the bench kit in ../shared/bench and its peers (sh setup.sh there, as root);
# KIT=FOLDER uses a copy with data that is there already.  `big` adds the
# files of 10,000,000 and 20,000,000 rows (2.2 GB).  Never part of the tests.

. "$(dirname "$0")/lib.sh"
kit=${KIT:-$BUILD/bench}
shared=$root/../shared/bench
big=${1:-}
if [ ! -e "$kit/bench.py" ]; then
    [ -e "$shared/bench.py" ] || { echo "bench: no peers, ../shared/bench is not there"; exit 0; }
    mkdir -p "$kit" && cp -R "$shared/." "$kit/" && chmod -R u+w "$kit"
fi
for tool in Rscript node sqlite3 pspp; do
    command -v $tool >/dev/null || { echo "bench: no peers ($tool is missing): sh setup.sh in $kit"; exit 0; }
done
[ -e "$kit/node_modules" ] || { echo "bench: no peers: sh setup.sh in $kit"; exit 0; }
sizes='6116 1000000'
[ -z "$big" ] || sizes="$sizes 10000000"
(cd "$kit" && sh build.sh 6116 1000000) || exit 3
if [ -n "$big" ]; then
    [ -s "$kit/data/survey_10000000.csv" ] || "$kit/bin/gen" survey 10000000 >"$kit/data/survey_10000000.csv"
    [ -s "$kit/data/admin_20000000.csv" ] || "$kit/bin/gen" admin 20000000 >"$kit/data/admin_20000000.csv"
fi

work=$BUILD/out/bench-peers
rm -rf "$work" && mkdir -p "$work"
shares=$(for i in $(seq 40); do printf -- ' --share q%d' "$i"; done)
# Peers give no intervals: ours are of the plain sort, as if made from their SE.
design='--weight weight --strata stratum --psu psu --ci mean'
ours() { printf '%s\tshihyo t%s\t100000000\t9\t%s survey {%s} --jobs %s %s -o {o}/ours.csv\n' "$1" "$2" "$SHIHYO" "$3" "$2" "$4"; }
{
    grep -E '^xtab' "$kit/peers.tsv" | grep -vE 'libcsv count|duckdb t2 (auto|unpivot|sets)|pandas|polars|datamash|gretl|miller'
    for t in 1 2; do ours xtab $t f "$design --by district $shares"; done
} >"$work/xtab.tsv"
{
    grep -E '^seall' "$kit/se.tsv"
    ours seall 1 f "$design --by district $shares"
} >"$work/seall.tsv"
{
    grep -E '^admin' "$kit/admin.tsv" | grep -vE 'duckdb t2 auto|pandas|datamash|miller|polars|awk'
    for t in 1 2; do ours admin $t a "--census --by district,year_month,programme --total count --total cost"; done
} >"$work/admin.tsv"

run() { # NAME ROWS REPEATS SKIP
    echo "== $1, $2 rows (load $(cut -d' ' -f1 /proc/loadavg))"
    python3 "$kit/bench.py" -n "$3" -r "$2" ${4:+-x "$4"} -d "$kit/data" --measure "$kit/bin/measure" \
        --tsv "$work/found.tsv" "$work/$1.tsv" || exit 3
}
run xtab 6116 9
run seall 6116 3 'R survey svyby x1'
run xtab 1000000 3 'sqlite3'
run seall 1000000 1
run admin 1000000 3
if [ -n "$big" ]; then
    run xtab 10000000 2 'R survey svytable,sqlite3,pspp,libcsv null parse'
    run admin 20000000 2 'libcsv null parse'
fi
python3 "$root/tests/bench_peers.py" "$work/found.tsv"
