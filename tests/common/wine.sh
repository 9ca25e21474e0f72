# A Debian that has Wine 10, in a folder: for tests/windows.sh and tests/windows_installer.sh, which have `skip REASON`.
#
#   LIFELINE_WINDOWS         the folder (default: lifeline/windows in the cache of the user); kept from one run to the next

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
packages=(wine wine64 fonts-wine libgl1 libglx-mesa0 libgl1-mesa-dri libegl1 libvulkan1 mesa-vulkan-drivers)
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

# installed PACKAGE...: on this computer.
installed() {
    dpkg-query --show "$@" >/dev/null 2>&1 ||
        DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 install -qy --no-install-recommends "$@" >/dev/null
}
