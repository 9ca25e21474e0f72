#!/bin/sh
# Installs Lifeline from the folder that this file is in, without a package manager.
#
#   ./install.sh                      for you alone, in ~/.local
#   sudo ./install.sh --for-everyone  for every user, in /usr/local
#   ./install.sh --remove             takes it away again (sudo, --for-everyone: the same for every user)
#
# It asks before your keys, your history and your settings are deleted, and leaves them otherwise.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
prefix=$HOME/.local
remove=no
for word; do
    case $word in
    --for-everyone) prefix=/usr/local ;;
    --remove) remove=yes ;;
    *) sed -n 's/^# \{0,1\}//; 2,8p' "$0" && exit 2 ;;
    esac
done
share=$prefix/share

# What reads the desktop's files keeps an index of them, where it is installed.
index() {
    for work in "update-desktop-database -q $share/applications" "update-mime-database $share/mime" \
        "gtk-update-icon-cache -q -t -f $share/icons/hicolor"; do
        if command -v "${work%% *}" >/dev/null; then $work >/dev/null 2>&1 || true; fi
    done
}

if [ "$remove" = yes ]; then
    if [ -x "$prefix/bin/lifeline" ]; then
        if [ "$prefix" = /usr/local ]; then
            LIFELINE=$prefix/bin/lifeline sh "$here/before-removal.sh" remove
            rm -rf /etc/lifeline
        else
            "$prefix/bin/lifeline" forget --autostart </dev/null || true
            "$prefix/bin/lifeline" forget || true
        fi
    fi
    (cd "$here" && find bin share -type f) | while IFS= read -r file; do rm -f "$prefix/$file"; done
    index
    echo "Lifeline is removed from $prefix."
    exit 0
fi

missing=$(ldd "$here/bin/lifeline" | sed -n 's/^[[:space:]]*\([^ ]*\) => not found$/\1/p')
if [ -n "$missing" ]; then
    echo "Lifeline needs libraries of your system that are not installed:" $missing >&2
    echo "On Debian and Ubuntu: sudo apt install libpipewire-0.3-0 libegl1 libgl1 libxkbcommon-x11-0 libxcursor1 libxi6 libxrandr2 libx11-xcb1" >&2
    echo "On Fedora: sudo dnf install pipewire-libs libglvnd-egl libglvnd-glx libxkbcommon-x11 libXcursor libXi libXrandr" >&2
    exit 1
fi
(cd "$here" && find bin share -type f) | while IFS= read -r file; do
    mkdir -p "$prefix/$(dirname "$file")"
    # In one step: a program that runs keeps its file.
    cp -p "$here/$file" "$prefix/$file.new" && mv -f "$prefix/$file.new" "$prefix/$file"
done
# The menu does not look for programs in ~/.local/bin on every desktop.
entry=$share/applications/org.lifeline.Lifeline.desktop
sed "s#^\(Exec\|TryExec\)=lifeline#\1=$prefix/bin/lifeline#" "$entry" >"$entry.new" && mv -f "$entry.new" "$entry"
index
echo "Lifeline is installed in $prefix. It is in the menu, and $prefix/bin/lifeline starts it."
