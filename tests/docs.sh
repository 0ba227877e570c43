#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Gate: the documents say what the program does (TAP).  Every command and
# option of --help is in shihyo(1), every element and attribute of a schema in
# its manual page, the examples of shihyo-report(5) work, the sample figure of
# README.md is the one that is drawn, the shipped plans obey the schema, and
# links lead somewhere.

. "$(dirname "$0")/lib.sh"
man=engine/man schema=engine/schema

# Manual pages as plain words: \- is -, font changes fall away, Fl Fl x is --x.
words_of() { sed -E 's/Fl Fl ([a-z])/--\1/g; s/\\-/-/g; s/\\f[A-Z]//g; s/\\&//g' "$1"; }

# listed PAGE: every word on standard input occurs in the page; there is one.
listed() {
    local page=$1 word words text
    text=$(words_of "$page") && words=$(cat) && [ -n "$words" ] || return 1
    printf '%s\n' "$words" | while IFS= read -r word; do
        grep -qE -- "(^|[^A-Za-z0-9-])$word([^A-Za-z0-9-]|\$)" <<<"$text" || echo "$word is not in $page"
    done | { ! grep .; }
}

options() { "$SHIHYO" "$@" --help | grep -oE -- '--[a-z][a-z-]+' | sort -u | sed 's/^/\\/'; }
commands() { "$SHIHYO" --help | grep -oE '^ +(shihyo )?(run|check|audit|explain|verify|diff|assess|survey|trend|new)\b' | grep -oE '[a-z]+$' | sort -u; }
names_of() { grep -oE '<(rng:)?(element|attribute) name="[^"]+"' "$1" | sed 's/.*"\(.*\)"/\1/' | sort -u; }

if [ -x "$SHIHYO" ]; then
    check 'options of --help are in shihyo(1)' listed $man/shihyo.1 < <(options)
    check 'commands of --help are in shihyo(1)' listed $man/shihyo.1 < <(commands)
    for command in $(commands); do
        check "options of $command --help are in shihyo(1)" listed $man/shihyo.1 < <(options "$command")
    done
else
    skip "program is not built: --help was not compared with the manual"
fi
check 'shihyo-plan(5) names all of plan.rng' listed $man/shihyo-plan.5 < <(names_of $schema/plan.rng)
check 'shihyo-method(5) names all of method.rng' listed $man/shihyo-method.5 < <(names_of $schema/method.rng)
check 'shihyo-report(5) names all of report.rng' listed $man/shihyo-report.5 < <(names_of $schema/report.rng)

# The lines `$ ...` of shihyo-report(5), in order; each of them says something.
scratch=$BUILD/out/docs
rm -rf "$scratch"
mkdir -p "$scratch"
ln -s "$root/data" "$root/engine" "$scratch"
says() { (cd "$scratch" && said=$(PATH=$BUILD:$PATH bash -eu -c "$1" 2>&1 </dev/null) && [ -n "$said" ] || { echo "$said"; false; }); }
if [ -x "$SHIHYO" ]; then
    while IFS= read -r line; do
        check "shihyo-report(5): $line" says "$line"
    done < <(sed -n 's/^\$ //p' $man/shihyo-report.5 | sed "s/\\\\-/-/g; s/\\\\(aq/'/g")
    sum=$(cd data/plans/sapporo-2015 && sha256sum plan.xml indicators.csv observations.csv claims.csv | sha256sum)
    check 'the digest of a report is that of its files' grep -q "digest=\"${sum%% *}\"" "$scratch/out/report.xml"
    check 'sample.svg is what is drawn (or: make samples)' \
        cmp data/plans/sapporo-2015/sample.svg "$scratch/out/figures/f-plan.svg"
else
    skip "program is not built: shihyo-report(5) and sample.svg were not tried"
fi

for plan in data/plans/*/plan.xml tests/diag/base/plan.xml; do
    check "$plan obeys plan.rng" xmllint --noout --nonet --relaxng $schema/plan.rng "$plan"
done
for file in data/presets/*.xml; do
    check "$file obeys method.rng" xmllint --noout --nonet --relaxng $schema/method.rng "$file"
done

links() {
    local page target
    for page in *.md data/plans/*/*.md; do
        [ -e "$page" ] || continue
        grep -oE '\]\([^)#: ]+\)' "$page" | sed 's/^](//; s/)$//' | while IFS= read -r target; do
            [ -e "$(dirname "$page")/$target" ] || echo "$page: $target"
        done
    done | { ! grep .; }
}
check 'links of the documents lead somewhere' links
finish
