#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Gate: the same plan gives the same bytes, whatever the locale, time zone,
# folder, home, memory, clock and processor (TAP).

. "$(dirname "$0")/lib.sh"
area=$BUILD/out/stable
rm -rf "$area"
mkdir -p "$area/elsewhere" "$BUILD/locale"
options=(--lang ja --figures "svg,pdf,png")
clock=$(preload clock)

for locale in ja_JP de_DE tr_TR; do
    [ -d "$BUILD/locale/$locale.UTF-8" ] ||
        localedef -i "$locale" -f UTF-8 "$BUILD/locale/$locale.UTF-8" >/dev/null 2>&1 || :
    [ -d "$BUILD/locale/$locale.UTF-8" ] || skip "locale $locale could not be made (package locales)"
done
cat >"$area/fonts.conf" <<'END'
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><match target="font"><edit name="hintstyle" mode="assign"><const>hintfull</const></edit>
<edit name="antialias" mode="assign"><bool>false</bool></edit></match></fontconfig>
END

# One line per surrounding: name, then the words for env.
surroundings="ja env -u LC_ALL LOCPATH=$BUILD/locale LANG=ja_JP.UTF-8 TZ=Asia/Tokyo
de env LOCPATH=$BUILD/locale LC_ALL=de_DE.UTF-8 TZ=Pacific/Kiritimati HOME=/nonexistent MALLOC_PERTURB_=165
tr env LOCPATH=$BUILD/locale LC_ALL=tr_TR.UTF-8 LANG=en_US.UTF-8 FONTCONFIG_FILE=$area/fonts.conf FREETYPE_PROPERTIES=truetype:interpreter-version=35
clock env LC_ALL=C FAULT_TIME=1893456000 LD_PRELOAD=$clock GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-AVX2_Usable,-AVX2"

run() { "$SHIHYO" run "$1" -o "$2" "${options[@]}"; }
# From another folder, with another umask, in the surroundings of the rest.
run_in() {
    local plan=$1 out=$2
    shift 2
    (cd "$area/elsewhere" && umask 077 && "$@" "$SHIHYO" run "$plan" -o "$out" "${options[@]}")
}
sums_hold() { (cd "$1" && sha256sum --quiet --strict -c SHA256SUMS); }
sums_complete() {
    (cd "$1" && diff <(find . -type f ! -name SHA256SUMS -printf '%P\n' | LC_ALL=C sort) \
        <(sed -E 's/^[0-9a-f]{64} [ *]//' SHA256SUMS | LC_ALL=C sort))
}
svgs_well_formed() {
    local file
    for file in "$1"/figures/*.svg; do
        [ ! -e "$file" ] || xmllint --noout --nonet "$file" || return 1
    done
}
# One self-contained file: no script, nothing fetched.
html_contained() {
    [ -s "$1/report.html" ] && ! grep -nEi '<script|<link [^>]*href="https?:|(src|@import)[ =("]+https?:' "$1/report.html"
}

plans=("$PLANS"/*/ tests/diag/base/)
for plan in "${plans[@]}"; do
    [ -e "$plan/plan.xml" ] || continue
    plan=$(cd "$plan" && pwd)
    name=$(basename "$plan")
    base=$area/$name
    check "$name: runs" run "$plan" "$base"
    [ -d "$base" ] || continue
    check "$name: SHA256SUMS holds" sums_hold "$base"
    check "$name: SHA256SUMS lists every file" sums_complete "$base"
    check "$name: report.xml obeys report.rng" \
        xmllint --noout --nonet --relaxng engine/schema/report.rng "$base/report.xml"
    check "$name: SVG files are well-formed" svgs_well_formed "$base"
    check "$name: report.html is self-contained" html_contained "$base"
    while read -r surrounding words; do
        out=$area/$name.$surrounding
        # shellcheck disable=SC2086
        check "$name: runs ($surrounding)" run_in "$plan" "$out" $words
        check "$name: same bytes ($surrounding)" diff -r "$base" "$out"
        rm -rf "$out"
    done <<<"$surroundings"
done
finish
