#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Gate: generate.py of the invented survey writes the shipped files, byte for
# byte, whatever the locale and the hash seed (TAP).

. "$(dirname "$0")/lib.sh"
shipped=$PLANS/example-survey
out=$BUILD/out/example-survey
rm -rf "$out"
mkdir -p "$out"

generate() { python3 "$shipped/generate.py" "$out"; }
records='import csv, sys; print(sum(1 for row in csv.reader(open(sys.argv[1], encoding="utf-8", newline=""))) - 1)'

check 'generate.py runs' generate
for file in "$out"/*; do
    name=${file##*/}
    check "$name is what was shipped" cmp "$file" "$shipped/$name"
done
check 'all data are generated, but not the codebook and the plan' \
    same_text "$(cd "$shipped" && find . -name '*.csv' ! -name codebook.csv ! -name indicators.csv ! -name measures.csv ! -name observations.csv | LC_ALL=C sort)" \
    "$(cd "$out" && find . -name '*.csv' | LC_ALL=C sort)"
same 'survey-2019.csv has 6,087 rows' "$(python3 -c "$records" "$shipped/survey-2019.csv")" 6087
same 'survey-2024.csv has 6,141 rows' "$(python3 -c "$records" "$shipped/survey-2024.csv")" 6141
LC_ALL=POSIX PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 PYTHONHASHSEED=7 check 'generate.py runs in another surrounding' generate
for file in "$out"/*; do
    check "${file##*/} is the same" cmp "$file" "$shipped/${file##*/}"
done
finish
