#!/usr/bin/env bash
# Lifeline for Windows, built here and run under Wine, on a display of its own: both halves of a session with the program for Linux on the
# other side, the rules of Group Policy, and what is different there.
#
#   tests/windows.sh                 prepares what is missing, builds the program, and runs the tests in tests/e2e/windows
#   tests/windows.sh NAME...         only those whose names have one of these in them
#   tests/windows.sh --prepare       only prepares: a folder with a Debian that has Wine 10 (2.2 GB; three minutes the first time)
#   tests/windows.sh --binary FILE [NAME...]   with this lifeline.exe, and builds nothing
#
# Needs root and debootstrap for Wine, and for the program what .ci/other_systems, which builds it, installs. Where one of them cannot be had
# it says so and passes.
# LIFELINE_WINDOWS is the folder (tests/common/wine.sh).
#
# What Wine does not have, and so is not seen here: Desktop Duplication (the screen is taken picture by picture), the permission prompts of
# Windows, its lock screen, a firewall, a mail program, the bridge to screen readers.
set -euo pipefail
cd "$(dirname "$0")/.."

skip() { echo "skipped: tests/windows.sh: $1" && exit 0; }
binary=''
if [ "${1-}" = --binary ]; then
    binary=$(realpath "${2:?--binary FILE}")
    shift 2
fi
. tests/common/wine.sh

# What stands beside the program in there.
companions() {
    command -v x86_64-w64-mingw32-gcc >/dev/null || installed gcc-mingw-w64-x86-64 || skip "MinGW cannot be had"
    local compile=(x86_64-w64-mingw32-gcc -Wall -Wextra -O1 -s)
    "${compile[@]}" -municode -mwindows -o "$root/typewriter.exe" tests/e2e/windows/typewriter.c
    "${compile[@]}" -shared -o "$root/mapi32.dll" tests/e2e/windows/mapi.c
}

prepare finish
companions
exec 9>&-
[ "${1-}" != --prepare ] || exit 0
began=$SECONDS
if [ -z "$binary" ]; then
    .ci/other_systems windows
    binary=$(realpath "${CARGO_TARGET_DIR:-target}/other-systems/x86_64-pc-windows-gnu/other-systems/lifeline.exe") || skip "the program cannot be built here"
    echo "windows: built in $((SECONDS - began)) s"
fi
echo "windows: $(in_root dpkg-query --show --showformat '${Package} ${Version}' wine64) in $root"
export LIFELINE_TEST_WINDOWS=$root LIFELINE_TEST_WINDOWS_PROGRAM=$binary
# Each test has a whole Windows, drawn by the processor: two at a time.
exec cargo test --locked --test e2e -- --test-threads 2 "${@:-windows::}"
