#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Gate: the commands of README.md work as written (TAP).  Every line `$ ...`
# of a fenced sh block runs in order in a scratch copy of the project; those
# that install packages or run this suite are left out.

. "$(dirname "$0")/lib.sh"
if [ "$BUILD" != "$root/build" ]; then
    skip "README commands run with the plain build only"
    finish
fi
copy=$BUILD/out/readme
rm -rf "$copy"
mkdir -p "$copy"
tar -cf - --exclude=./build --exclude=./.git . | tar -xf - -C "$copy"
# What is built comes along with its times, so that make has little to do.
mkdir -p "$copy/build"
(cd "$BUILD" && tar -cf - --exclude=./out --exclude=./log --exclude=./tests .) | tar -xf - -C "$copy/build"

in_copy() { (unset BUILD SHIHYO PLANS OUT && cd "$copy" && bash -eu -c "$1" </dev/null); }

check 'README.md is there' test -s README.md
while IFS= read -r line; do
    check "README: $line" in_copy "$line"
done < <(awk '/^```sh$/ { on = 1; next } /^```/ { on = 0 } on && /^\$ / { print substr($0, 3) }' README.md 2>/dev/null |
    grep -vE 'apt-get|make check')
finish
