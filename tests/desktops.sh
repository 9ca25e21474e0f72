#!/usr/bin/env bash
# Lifeline on real Wayland desktops, as their users have them: GNOME Shell, KWin and sway of a newer Debian than most computers have, each with
# the portal that belongs to it, without a graphics card and without touching this computer's own packages.
#
#   tests/desktops.sh              prepares what is missing, and runs the tests in tests/e2e/desktops
#   tests/desktops.sh NAME...      only those whose names have one of these in them
#   tests/desktops.sh --prepare    only prepares: a folder with that Debian in it (2 GB; some minutes the first time)
#
# Needs root and debootstrap; where one is missing, or the packages cannot be had, it says so and passes. The packages come from where this
# computer has its own.
#
#   LIFELINE_DESKTOPS         the folder (default: lifeline/desktops in the cache of the user); kept from one run to the next
#   LIFELINE_DESKTOPS_SUITE   the Debian release: forky (default), or trixie, in which sway cannot share
#
# KWin shares its screen only with a graphics device; it is tested that Lifeline says so where there is none, and everything but the picture with
# one that stands in for it (tests/e2e/desktops/plasma.rs). FreeRDP 3 comes from that Debian, too, unless LIFELINE_TEST_XFREERDP3 names one.
set -euo pipefail
cd "$(dirname "$0")/.."

skip() { echo "skipped: tests/desktops.sh: $1" && exit 0; }
[ "$(id -u)" -eq 0 ] || skip "it needs root"
for program in debootstrap unshare nsenter setpriv apt-get; do
    command -v "$program" >/dev/null || skip "$program is not installed (sh assets/setup.sh --test)"
done
. /etc/os-release
suite=${LIFELINE_DESKTOPS_SUITE:-forky}
folder=${LIFELINE_DESKTOPS:-${XDG_CACHE_HOME:-$HOME/.cache}/lifeline/desktops}
root=$folder/$suite

# By name what a desktop does not bring along by itself when nothing else that is recommended comes.
packages=(
    # What every session has.
    dbus dbus-bin libglib2.0-bin pipewire wireplumber xdg-desktop-portal xwayland procps iproute2 xkb-data fonts-dejavu-core
    # Drawing by the processor, and what Lifeline opens while it runs.
    libgl1 libegl1 libgl1-mesa-dri libpipewire-0.3-0t64 libxkbcommon0 libxkbcommon-x11-0
    # Pressing by name, and a program to be helped with.
    at-spi2-core python3-pyatspi gir1.2-atspi-2.0 foot
    gnome-shell ibus xdg-desktop-portal-gnome gsettings-desktop-schemas adwaita-icon-theme gnome-shell-extension-appindicator
    sway xdg-desktop-portal-wlr grim
    kwin-wayland xdg-desktop-portal-kde qt6-wayland plasma-integration
    # A helper's.
    freerdp3-x11
)
. tests/common/debian.sh

finish() {
    in_root sh -c 'id person >/dev/null 2>&1 || useradd --create-home --uid 1000 --shell /bin/bash person'
    in_root dbus-uuidgen --ensure=/etc/machine-id
}

# A program of that Debian, to be run in the surroundings of this computer's own.
from_there() {
    local libraries
    libraries=$(echo "$root"/usr/lib/*-linux-gnu*)
    printf '#!/bin/sh\nOPENSSL_MODULES=%s exec %s --library-path %s %s "$@"\n' "$libraries/ossl-modules" \
        "$(echo "$root"/usr/lib*/ld-linux*.so.*)" "$libraries:$libraries/pulseaudio" "$root/usr/bin/$1" >"$folder/$1-$suite"
    chmod +x "$folder/$1-$suite"
    echo "$folder/$1-$suite"
}

prepare finish
exec 9>&-
[ "${1-}" != --prepare ] || exit 0
echo "desktops: $(in_root dpkg-query --show --showformat '${Package} ${Version}, ' gnome-shell kwin-wayland sway)in $root"
export LIFELINE_TEST_DESKTOPS=$root
export LIFELINE_TEST_XFREERDP3=${LIFELINE_TEST_XFREERDP3-$(from_there xfreerdp3)}
# Each test has a whole desktop, drawn by the processor: two at a time.
exec cargo test --locked --test e2e -- --test-threads 2 "${@:-desktops::}"
