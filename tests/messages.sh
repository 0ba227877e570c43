#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The gate over data/messages.def; the work is done by messages.py.
. "$(dirname "$0")/lib.sh"
exec python3 tests/messages.py "$root"
