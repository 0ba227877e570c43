# SPDX-License-Identifier: GPL-3.0-or-later
#
# microdata.sh - for the setup of diag folders: lays the plan of
# tests/diag/microdata/ (a survey of twelve and records of one year) over the
# base, and the files of the folder over that.  edit FILE SCRIPT changes a file.
cp "$root/tests/diag/microdata/"* .
cp "$root/$folder"/* . 2>/dev/null
rm -f cmd setup observations.csv
edit() {
    cp "$1" "$1.old" && sed -i "$2" "$1" && ! cmp -s "$1" "$1.old" && rm "$1.old"
}
