#!/usr/bin/env bash
# Lifeline for Windows, built here and run under Wine, on a display of its own: both halves of a session with the program for Linux on the
# other side, the rules of Group Policy, and what is different there.
#
#   tests/windows.sh                 prepares what is missing, builds the program, and runs the tests in tests/e2e/windows
#   tests/windows.sh NAME...         only those whose names have one of these in them
#   tests/windows.sh --prepare       only prepares: a folder with a Debian that has Wine 10 (2.2 GB; three minutes the first time)
#   tests/windows.sh --binary FILE [NAME...]   with this lifeline.exe, and builds nothing
#
# Needs root and debootstrap for Wine, and for the program Debian's compiler with the source of its standard library, and MinGW, which it
# installs. Where one of them cannot be had it says so and passes.
#
#   LIFELINE_WINDOWS         the folder (default: lifeline/windows in the cache of the user); kept from one run to the next
#
# What Wine does not have, and so is not seen here: Desktop Duplication (the screen is taken picture by picture), the permission prompts of
# Windows, its lock screen, a firewall, a mail program, the bridge to screen readers.
set -euo pipefail
cd "$(dirname "$0")/.."

skip() { echo "skipped: tests/windows.sh: $1" && exit 0; }
target=x86_64-pc-windows-gnu
binary=''
if [ "${1-}" = --binary ]; then
    binary=$(realpath "${2:?--binary FILE}")
    shift 2
fi
[ "$(id -u)" -eq 0 ] || skip "it needs root"
for program in debootstrap unshare nsenter apt-get; do
    command -v "$program" >/dev/null || skip "$program is not installed (sh assets/setup.sh --test)"
done
[ "$(uname -m)" = x86_64 ] || skip "Wine runs this program on a 64-bit PC only"
. /etc/os-release
suite=trixie
folder=${LIFELINE_WINDOWS:-${XDG_CACHE_HOME:-$HOME/.cache}/lifeline/windows}
root=$folder/$suite
# Wine, and what it draws a window with by the processor.
packages=(wine wine64 fonts-wine libgl1 libglx-mesa0 libgl1-mesa-dri libegl1)
. tests/common/debian.sh

# Drive C: and the registry as a fresh Windows 10 has them. A test writes into a layer above them.
finish() {
    rm -rf "$root/windows"
    in_root env WINEPREFIX=/windows WINEARCH=win64 WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe=' sh -euc '
        wine() { /usr/lib/wine/wine64 "$@"; }
        wine wineboot -i
        wine reg add "HKCU\Software\Wine" /v Version /d win10 /f
        # Every window on one desktop, as on a real one: else each is a window of its own on the display.
        wine reg add "HKCU\Software\Wine\Explorer" /v Desktop /d shared /f
        wine reg add "HKCU\Software\Wine\Explorer\Desktops" /v shared /d 1280x800 /f
        /usr/lib/wine/wineserver64 -w
    ' </dev/null >"$folder/log" 2>&1 || {
        tail -n 5 "$folder/log"
        skip "Wine does not start"
    }
}

installed() {
    dpkg-query --show "$@" >/dev/null 2>&1 ||
        DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 install -qy --no-install-recommends "$@" >/dev/null
}

# Debian's own compiler, whatever comes first in PATH: it has its standard library's source, of which that of Windows is made.
build() {
    local exe=${CARGO_TARGET_DIR:-target}/windows
    installed rustc-web cargo-web rust-web-src gcc-mingw-w64-x86-64 || skip "Debian's compiler and MinGW cannot be had"
    env -u RUSTUP_TOOLCHAIN -u RUSTC_WRAPPER RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc PATH="/usr/bin:$PATH" RUSTC_BOOTSTRAP=1 \
        CARGO_TARGET_DIR="$exe" /usr/bin/cargo build --locked --quiet --bin lifeline --target "$target" -Zbuild-std=std,panic_unwind
    binary=$(realpath "$exe/$target/debug/lifeline.exe")
}

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
    build
    echo "windows: built in $((SECONDS - began)) s"
fi
echo "windows: $(in_root dpkg-query --show --showformat '${Package} ${Version}' wine64) in $root"
export LIFELINE_TEST_WINDOWS=$root LIFELINE_TEST_WINDOWS_PROGRAM=$binary
# Each test has a whole Windows, drawn by the processor: two at a time.
exec cargo test --locked --test e2e -- --test-threads 2 "${@:-windows::}"
