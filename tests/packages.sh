#!/usr/bin/env bash
# The packages of assets/linux/package.sh as people meet them: installed on a bare Debian, started, an invitation opened as a double
# click opens it, and removed again with what must go.
#
#   tests/packages.sh --binary FILE
#
# Needs root, debootstrap, Xvfb, xdotool and rpm; where one is missing it says so and passes. The bare Debian is made of this machine's
# own package sources, in a folder of its own that is gone at the end.
set -euo pipefail
cd "$(dirname "$0")/.."
binary=${2:?tests/packages.sh --binary FILE}
began=$SECONDS

skip() { echo "skipped: tests/packages.sh: $1" && exit 0; }
[ "$(id -u)" -eq 0 ] || skip "it needs root"
for program in debootstrap Xvfb xdotool rpm dpkg-shlibdeps; do
    command -v "$program" >/dev/null || skip "$program is not installed (sh assets/setup.sh --test)"
done
. /etc/os-release
[ "${ID-}" = debian ] && [ -n "${VERSION_CODENAME-}" ] || skip "it needs a Debian"

work=$(mktemp -d)
root=$work/root
display_server=''
finish() {
    [ -z "$display_server" ] || kill "$display_server" 2>/dev/null || true
    for place in tmp/.X11-unix proc dev/null; do
        ! mountpoint -q "$root/$place" || umount -l "$root/$place"
    done
    rm -rf --one-file-system "$work"
}
trap finish EXIT
fail() { echo "FAILED: $1" >&2 && exit 1; }
passed=0
ok() { echo "ok: $1 ($((SECONDS - began)) s)" && passed=$((passed + 1)); }
in_root() { chroot "$root" env -i ${http_proxy:+"http_proxy=$http_proxy"} ${https_proxy:+"https_proxy=$https_proxy"} PATH=/usr/bin:/bin:/usr/sbin:/sbin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
# As the person who uses the computer.
as_anna() {
    chroot "$root" setpriv --reuid 1000 --regid 1000 --clear-groups env -i PATH=/usr/bin:/bin HOME=/home/anna LANG=C.UTF-8 \
        DISPLAY="$display" XDG_RUNTIME_DIR=/run/user/1000 "$@"
}

assets/linux/package.sh --binary "$binary" --out "$work/out" --fast deb rpm tar
ok "the packages are made"

# A bare Debian, from where this machine's packages come.
sources() {
    apt-get indextargets --format 'deb $(SITE) $(RELEASE) $(COMPONENT)' 'Origin: Debian' 'Created-By: Packages' 2>/dev/null | sort -u
}
[ -n "$(sources)" ] || apt-get update -q >/dev/null 2>&1 || true
mirror=$(sources | awk -v suite="$VERSION_CODENAME" '$3 == suite { print $2; exit }')
[ -n "$mirror" ] || skip "apt does not say where this Debian comes from"
debootstrap --variant=minbase "$VERSION_CODENAME" "$root" "$mirror" >"$work/log" 2>&1 ||
    { tail "$work/log" && fail "no bare Debian"; }
sources >"$root/etc/apt/sources.list"
cp -r /etc/apt/apt.conf.d "$root/etc/apt/"
cp -L /etc/resolv.conf /etc/hosts "$root/etc/" 2>/dev/null || true
mount -t proc proc "$root/proc"
install -d -o 1000 -g 1000 -m 700 "$root/run/user/1000" "$root/home/anna"
echo 'anna:x:1000:1000::/home/anna:/bin/sh' >>"$root/etc/passwd"
ok "a bare Debian"

coproc server { exec Xvfb -displayfd 1 -screen 0 1000x800x24 -nolisten tcp -noreset 2>/dev/null; }
display_server=$server_PID
read -r number <&"${server[0]}"
display=:$number
mkdir -p "$root/tmp/.X11-unix"
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"

# until_true SECONDS COMMAND…: waits for a state.
until_true() {
    local end=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        [ $SECONDS -lt $end ] || return 1
        sleep 0.1
    done
}
window() { DISPLAY=$display xdotool search --name '^Lifeline$'; }
no_window() { ! window; }
one_window() { [ "$(window | wc -l)" -eq 1 ]; }

# The command that a double click on a file runs: the entry's line with the file in it, as the desktop starts it.
opened() {
    local entry line
    entry=$(find "$root/$1" -name 'org.lifeline.Lifeline.desktop')
    line=$(sed -n 's/^Exec=//p' "$entry" | head -n 1)
    cp tests/fixtures/freerdp-type2.msrcIncident "$root/home/anna/Help.msrcIncident"
    chown 1000:1000 "$root/home/anna/Help.msrcIncident"
    # shellcheck disable=SC2086 # the words of the line
    as_anna ${line//%f//home/anna/Help.msrcIncident} >"$work/log" 2>&1 &
    until_true 60 window || { cat "$work/log" && fail "no window opens"; }
    # Started again, it leads to the window that is there, once that listens and answers within its second.
    # shellcheck disable=SC2086
    until_true 60 as_anna timeout 3 ${line//%f/} || fail "a second start"
    until_true 60 one_window || fail "a second window"
    kill "$(DISPLAY=$display xdotool getwindowpid "$(window)")"
    until_true 60 no_window || fail "the window stays"
    wait %% 2>/dev/null || true
}
use_it() {
    as_anna "$1/lifeline" --version
    opened "$2"
    # What it leaves where: the start with the session, the rules of the computer, a key.
    mkdir -p "$root/home/anna/.config/autostart" "$root/etc/lifeline"
    printf '[Desktop Entry]\nType=Application\nName=Lifeline\nExec="%s/lifeline" wait --background\n' "$1" \
        >"$root/home/anna/.config/autostart/lifeline-offers.desktop"
    chown -R 1000:1000 "$root/home/anna"
    echo '{"settings": {"offers": "view"}}' >"$root/etc/lifeline/policy.json"
    as_anna "$1/lifeline" helper show-key >/dev/null
}
autostart=home/anna/.config/autostart/lifeline-offers.desktop
keys=home/anna/.local/state/lifeline/helper-key.json
nothing_left() {
    local left
    left=$(find "$root/usr" "$root/etc" -xdev -iname '*lifeline*' ! -name '*.list' ! -name '*.rpmsave' | grep -v '^'"$root"'/etc/lifeline$' || true)
    [ -z "$left" ] || fail "left behind: $left"
}

# The Debian package.
cp "$work"/out/*.deb "$root/lifeline.deb"
in_root apt-get update -q >"$work/log" 2>&1 || { tail "$work/log" && fail "apt-get update"; }
in_root apt-get install -y -q --no-install-recommends /lifeline.deb >"$work/log" 2>&1 || { tail "$work/log" && fail "apt installs it"; }
ok "apt installs the Debian package"
use_it /usr/bin usr/share/applications
[ -f "$root/usr/share/icons/hicolor/48x48/apps/org.lifeline.Lifeline.png" ] || fail "no icon"
[ -f "$root/usr/share/man/man1/lifeline-ask.1.gz" ] || fail "no manual"
[ -f "$root/usr/share/bash-completion/completions/lifeline" ] || fail "no completions"
ok "the Debian package starts, and a double click opens an invitation"
in_root apt-get remove -y -q lifeline >"$work/log" 2>&1 || { tail "$work/log" && fail "apt removes it"; }
[ ! -e "$root/$autostart" ] || fail "it would still start with the session"
[ -f "$root/etc/lifeline/policy.json" ] || fail "the rules are gone before they are purged"
[ -f "$root/$keys" ] || fail "a user's key is gone without a question"
in_root apt-get purge -y -q lifeline >"$work/log" 2>&1 || { tail "$work/log" && fail "apt purges it"; }
[ ! -e "$root/etc/lifeline" ] || fail "the rules stay"
[ -f "$root/$keys" ] || fail "a user's key is purged without a question"
nothing_left
ok "removed with the start and the rules, and without anybody's key"

# The tarball. What the Debian package needed is there now; apt would remove it with 'autoremove'.
tar --extract --file "$work"/out/*.tar.gz --directory "$root/home/anna" --strip-components 1 --one-top-level=unpacked
chown -R 1000:1000 "$root/home/anna/unpacked"
as_anna /home/anna/unpacked/install.sh || fail "the tarball is not installed"
use_it /home/anna/.local/bin home/anna/.local/share/applications
ok "the tarball starts, and a double click opens an invitation"
as_anna /home/anna/unpacked/install.sh --remove </dev/null || fail "the tarball is not removed"
[ ! -e "$root/home/anna/.local/bin/lifeline" ] && [ ! -e "$root/$autostart" ] || fail "the tarball stays"
[ -f "$root/$keys" ] || fail "a user's key is gone without a question"
as_anna /home/anna/unpacked/install.sh >/dev/null
echo y | as_anna /home/anna/unpacked/install.sh --remove || fail "the tarball is not removed with the keys"
[ ! -e "$root/$keys" ] || fail "the key stays after a yes"
left=$(find "$root/home/anna/.local" "$root/home/anna/.config" -type f -iname '*lifeline*')
[ -z "$left" ] || fail "left behind: $left"
rm -rf "$root/etc/lifeline"
ok "the tarball is removed, and the keys after a question"

# The RPM, into the same root: its scripts run there. No RPM system is here, so that what it requires is read and not resolved.
rpm=$(echo "$work"/out/*.rpm)
rpm -qp --requires "$rpm" >"$work/requires" 2>/dev/null
for library in libEGL libGL libX11-xcb libpipewire-0.3 libXcursor; do
    grep -q "^$library\.so" "$work/requires" || fail "the RPM does not ask for $library"
done
rpm --root "$root" --install --nodeps --nosignature "$rpm" 2>"$work/log" || { cat "$work/log" && fail "rpm installs it"; }
use_it /usr/bin usr/share/applications
ok "the RPM starts, and a double click opens an invitation"
rpm --root "$root" --erase --nodeps lifeline || fail "rpm removes it"
[ ! -e "$root/$autostart" ] || fail "it would still start with the session"
[ ! -e "$root/etc/lifeline/policy.json" ] || fail "the rules hold on"
[ -f "$root/$keys" ] || fail "a user's key is gone without a question"
nothing_left
ok "the RPM is removed with the start and the rules, and without anybody's key"

echo "$passed passed, 0 failed"
