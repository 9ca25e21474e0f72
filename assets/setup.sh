#!/bin/sh
# Installs the system packages that Lifeline needs, with the system's own package manager (apt, dnf or pacman).
#
#   sh assets/setup.sh --run     what building and running need
#   sh assets/setup.sh --test    that, and what the tests need
#
# It says what it installs and for what, uses sudo where it is not root, and does nothing, quickly and without asking for
# any right, when everything is there. Lifeline itself needs none of those rights.
set -eu

usage() {
    sed -n 's/^# \{0,1\}//; 2,8p' "$0"
    exit 2
}

[ $# -eq 1 ] || usage
case $1 in
--run) for_tests=no ;;
--test) for_tests=yes ;;
*) usage ;;
esac

if command -v apt-get >/dev/null 2>&1; then
    manager=apt
elif command -v dnf >/dev/null 2>&1; then
    manager=dnf
elif command -v pacman >/dev/null 2>&1; then
    manager=pacman
else
    echo "setup: neither apt, dnf nor pacman is here; README.md lists what is needed." >&2
    exit 0
fi

# Each line: what it is for: packages. One of several that serve is written a|b.
wanted() {
    case $manager in
    apt) cat <<'LIST' ;;
run: a C compiler, for the cryptography library: gcc libc6-dev
run: finding libraries: pkg-config
run: reading headers of the screen library: libclang-dev
run: the screen of a Wayland desktop: libpipewire-0.3-dev
run: keyboard layouts: libxkbcommon-dev libxkbcommon-x11-0
run: drawing the window: libgl1 libegl1 libgl1-mesa-dri libx11-6 libx11-xcb1 libxcursor1 libxi6 libxrandr2
run: letters of all scripts: libfontconfig1 fonts-dejavu-core
run: the practice screen of 'lifeline try': xvfb
run: opening your mail program: xdg-utils
test: programs on the test displays: xterm xdotool x11-utils x11-xserver-utils x11-xkb-utils
test: window managers that the bar must be seen under: openbox xfwm4 i3-wm|i3
test: a Wayland desktop, a program on it, and pictures of it: sway swaybg foot grim
test: pictures of a screen from its portal: pipewire wireplumber
test: FreeRDP as the other side: freerdp2-x11|freerdp3-x11 freerdp2-shadow-x11|freerdp3-shadow-x11
test: pressing buttons by their accessible names: at-spi2-core dbus libglib2.0-bin python3-pyatspi gir1.2-atspi-2.0
test: saving and opening through a file dialog: zenity
test: routers between network namespaces: iproute2 nftables miniupnpd miniupnpd-nftables
test: what desktops read of an installed program: appstream desktop-file-utils shared-mime-info libglib2.0-bin
test: packages, and a bare Debian to install them in: dpkg-dev rpm debootstrap binutils
LIST
    dnf) cat <<'LIST' ;;
run: a C compiler, for the cryptography library: gcc glibc-devel
run: finding libraries: pkgconf-pkg-config
run: reading headers of the screen library: clang-devel
run: the screen of a Wayland desktop: pipewire-devel
run: keyboard layouts: libxkbcommon-devel libxkbcommon-x11
run: drawing the window: libglvnd-glx libglvnd-egl mesa-dri-drivers libX11 libX11-xcb libXcursor libXi libXrandr
run: letters of all scripts: fontconfig dejavu-sans-fonts
run: the practice screen of 'lifeline try': xorg-x11-server-Xvfb
run: opening your mail program: xdg-utils
test: programs on the test displays: xterm xdotool xprop xev xrandr xsetroot setxkbmap xkbcomp xmodmap
test: window managers that the bar must be seen under: openbox xfwm4 i3
test: a Wayland desktop, a program on it, and pictures of it: sway swaybg foot grim
test: pictures of a screen from its portal: pipewire wireplumber
test: FreeRDP as the other side: freerdp freerdp-server
test: pressing buttons by their accessible names: at-spi2-core dbus-daemon glib2 python3-pyatspi
test: saving and opening through a file dialog: zenity
test: routers between network namespaces: iproute nftables miniupnpd
test: what desktops read of an installed program: appstream desktop-file-utils shared-mime-info glib2
LIST
    pacman) cat <<'LIST' ;;
run: a C compiler, for the cryptography library: gcc
run: finding libraries: pkgconf
run: reading headers of the screen library: clang
run: the screen of a Wayland desktop: libpipewire
run: keyboard layouts: libxkbcommon libxkbcommon-x11
run: drawing the window: libx11 libxcursor libxi libxrandr
run: letters of all scripts: fontconfig ttf-dejavu
run: the practice screen of 'lifeline try': xorg-server-xvfb
run: opening your mail program: xdg-utils
test: programs on the test displays: xterm xdotool xorg-xprop xorg-xev xorg-xrandr xorg-xsetroot xorg-setxkbmap xorg-xkbcomp xorg-xmodmap
test: window managers that the bar must be seen under: openbox xfwm4 i3-wm
test: a Wayland desktop, a program on it, and pictures of it: sway swaybg foot grim
test: pictures of a screen from its portal: pipewire wireplumber
test: FreeRDP as the other side: freerdp
test: pressing buttons by their accessible names: at-spi2-core dbus glib2 python-atspi
test: saving and opening through a file dialog: zenity
test: routers between network namespaces: iproute2 nftables miniupnpd
test: what desktops read of an installed program: appstream desktop-file-utils shared-mime-info glib2
LIST
    esac
}

present() {
    case $manager in
    apt) [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ] ;;
    dnf) rpm -q --quiet --whatprovides "$1" ;;
    pacman) pacman -T "$1" >/dev/null ;;
    esac
}

offered() {
    case $manager in
    apt) apt-cache show --no-all-versions "$1" >/dev/null 2>&1 ;;
    *) true ;;
    esac
}

# The first of the alternatives that is there, else nothing.
any_present() {
    for name in $(echo "$1" | tr '|' ' '); do
        if present "$name"; then return 0; fi
    done
    return 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        echo "setup: this needs root, and sudo is not here. As root: $*" >&2
        exit 1
    fi
}

missing=
explained=
while IFS= read -r line; do
    [ "$for_tests" = yes ] || case $line in test:*) continue ;; esac
    purpose=${line#*: }
    packages=${purpose##*: }
    purpose=${purpose%: *}
    lacking=
    for package in $packages; do
        any_present "$package" || lacking="$lacking $package"
    done
    if [ -n "$lacking" ]; then
        missing="$missing$lacking"
        explained="$explained  for $purpose:$lacking
"
    fi
done <<WANTED
$(wanted)
WANTED

if [ -z "$missing" ]; then
    echo "setup: everything is there." >&2
    exit 0
fi

printf 'setup: to be installed with %s\n%s' "$manager" "$explained" >&2
case $manager in
apt)
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q >&2
    chosen=
    for package in $missing; do
        choice=${package%%|*}
        for name in $(echo "$package" | tr '|' ' '); do
            if offered "$name"; then
                choice=$name
                break
            fi
        done
        chosen="$chosen $choice"
    done
    # shellcheck disable=SC2086 # a list of names
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $chosen >&2
    ;;
dnf)
    # shellcheck disable=SC2086
    as_root dnf install -y -q $missing >&2
    ;;
pacman)
    # shellcheck disable=SC2086
    as_root pacman -S --needed --noconfirm $missing >&2
    ;;
esac
