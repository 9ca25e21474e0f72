# The session of the person at a desktop of tests/e2e/desktops, begun by begin.sh: buses, PipeWire, the desktop and its portal. Prints "ready"
# once the portal answers, and what there is in FOLDER/surroundings; the logs are in FOLDER/logs.
#
#   session.sh FOLDER
#
# Told by the surroundings: DESKTOP (gnome, kde or sway), MONITORS (WIDTHxHEIGHT, for sway WIDTHxHEIGHT*SCALE, in a row; for KDE one), LAYOUT
# (of the keyboard), SHARED (for sway the number of the monitor), XWAYLAND (not empty: for GNOME an X server, too), SEEN (not empty: KWin draws into
# a window of sway's, HOST_DISPLAY, of which pictures can be taken).
folder=$1
export HOME=/home/person USER=person LOGNAME=person SHELL=/bin/bash LANG=C.UTF-8 TZ=UTC
export PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin
export XDG_RUNTIME_DIR=/run/user/1000 XDG_SESSION_TYPE=wayland XDG_SESSION_CLASS=user
# Where Lifeline is installed.
export XDG_DATA_DIRS=$folder/share:/usr/local/share:/usr/share
export DBUS_SESSION_BUS_ADDRESS=unix:path=$XDG_RUNTIME_DIR/bus
export LIBGL_ALWAYS_SOFTWARE=1 GSETTINGS_BACKEND=keyfile
cd "$HOME"

in_background() { # NAME COMMAND...
    local log=$folder/logs/$1
    shift
    "$@" >"$log" 2>&1 &
}
until_there() { # KIND FILE: of test(1)
    local end=$((SECONDS + 120))
    until [ "$1" "$2" ]; do
        [ $SECONDS -lt $end ] || { echo "never there: $2" >&2 && exit 1; }
        sleep 0.05
    done
}
answers() { gdbus call --session --timeout 60 --dest "$1" --object-path "$2" --method org.freedesktop.DBus.Properties.Get "$3" "$4"; }

gnome() {
    export XDG_CURRENT_DESKTOP=GNOME WAYLAND_DISPLAY=wayland-0
    install -d .config/glib-2.0/settings
    cat >.config/glib-2.0/settings/keyfile <<-SETTINGS
		[org/gnome/desktop/interface]
		enable-animations=false
		toolkit-accessibility=true
		[org/gnome/desktop/notifications]
		show-banners=false
		[org/gnome/desktop/session]
		idle-delay=uint32 0
		[org/gnome/desktop/input-sources]
		sources=[('xkb', '$LAYOUT')]
		[org/gnome/shell]
		welcome-dialog-last-shown-version='999'
		enabled-extensions=['ubuntu-appindicators@ubuntu.com']
	SETTINGS
    local monitors=()
    for monitor in $MONITORS; do monitors+=(--virtual-monitor "$monitor"); done
    [ -n "$XWAYLAND" ] || monitors+=(--no-x11)
    # The language of the layout: its keymap has a group for that, too.
    local -A languages=([us]=en_US [de]=de_DE [fr]=fr_FR [cz]=cs_CZ)
    # It does what the person at the desktop does, and takes pictures, for the test: that is what it calls unsafe.
    in_background desktop env LANGUAGE="${languages[$LAYOUT]}" gnome-shell --headless --unsafe-mode --wayland-display "$WAYLAND_DISPLAY" "${monitors[@]}"
    desktop=$!
    until_there -S "$XDG_RUNTIME_DIR/$WAYLAND_DISPLAY"
    [ -n "$XWAYLAND" ] || return 0
    until_there -S /tmp/.X11-unix/X0
    export DISPLAY=:0
    XAUTHORITY=$(echo "$XDG_RUNTIME_DIR"/.mutter-Xwaylandauth.*)
    export XAUTHORITY
}

kde() {
    local screen=(--virtual)
    if [ -n "$SEEN" ]; then
        sway host
        export HOST_DISPLAY=$WAYLAND_DISPLAY
        unset SWAYSOCK XKB_DEFAULT_LAYOUT
        screen=(--wayland-display "$HOST_DISPLAY")
    fi
    export XDG_CURRENT_DESKTOP=KDE WAYLAND_DISPLAY=wayland-0
    install -d .config
    printf '[Layout]\nUse=true\nLayoutList=%s\n' "$LAYOUT" >.config/kxkbrc
    printf '[KDE]\nAnimationDurationFactor=0\n' >.config/kdeglobals
    # It takes the person's keys from the test.
    in_background desktop env KWIN_WAYLAND_NO_PERMISSION_CHECKS=1 \
        kwin_wayland "${screen[@]}" --width "${MONITORS%x*}" --height "${MONITORS#*x}" --socket "$WAYLAND_DISPLAY" --no-lockscreen
    desktop=$!
    until_there -S "$XDG_RUNTIME_DIR/$WAYLAND_DISPLAY"
    # What programs of a Plasma session are told; KWin itself ends by these.
    export QT_QPA_PLATFORM=wayland KDE_SESSION_VERSION=6 KDE_FULL_SESSION=true QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1
}

sway() { # LOG
    local log=$1
    export XDG_CURRENT_DESKTOP=sway:wlroots
    export WLR_BACKENDS=headless WLR_RENDERER=pixman WLR_LIBINPUT_NO_DEVICES=1 XKB_DEFAULT_LAYOUT=$LAYOUT
    # shellcheck disable=SC2086 # the words of the list
    set -- $MONITORS
    export WLR_HEADLESS_OUTPUTS=$#
    # The portal shows the one that it is told, and asks nobody.
    install -d .config/xdg-desktop-portal-wlr
    printf '[screencast]\nchooser_type=none\noutput_name=HEADLESS-%s\n' "$SHARED" >.config/xdg-desktop-portal-wlr/config
    {
        echo 'xwayland disable'
        echo 'default_border none'
        echo 'for_window [app_id=".*"] floating enable'
        # Names the session for whoever speaks to sway.
        echo "exec env > $folder/sway.new && mv $folder/sway.new $folder/sway"
        local left=0 number=0
        for monitor; do
            local scale=${monitor#*\*} size=${monitor%\**}
            [ "$scale" != "$monitor" ] || scale=1
            number=$((number + 1))
            echo "output HEADLESS-$number mode --custom $size@60Hz scale $scale position $left 0 bg #2266AA solid_color"
            echo "workspace $number output HEADLESS-$number"
            left=$(awk "BEGIN { wide = ${size%x*} / $scale; print int(wide) + (wide > int(wide)) + $left }")
        done
    } >"$folder/sway.conf"
    in_background "$log" /usr/bin/sway --config "$folder/sway.conf"
    desktop=$!
    until_there -s "$folder/sway"
    WAYLAND_DISPLAY=$(sed -n 's/^WAYLAND_DISPLAY=//p' "$folder/sway")
    SWAYSOCK=$(sed -n 's/^SWAYSOCK=//p' "$folder/sway")
    export WAYLAND_DISPLAY SWAYSOCK
}

dbus-daemon --session --address="$DBUS_SESSION_BUS_ADDRESS" --fork --nopidfile
in_background accessibility /usr/libexec/at-spi-bus-launcher --launch-immediately
in_background pipewire pipewire
until_there -S "$XDG_RUNTIME_DIR/pipewire-0"
in_background wireplumber wireplumber
"$DESKTOP" desktop
unset MONITORS LAYOUT SHARED XWAYLAND SEEN
dbus-update-activation-environment --all
env --null >"$folder/surroundings"
if ! answers org.freedesktop.portal.Desktop /org/freedesktop/portal/desktop org.freedesktop.portal.ScreenCast version >"$folder/logs/portal" 2>&1; then
    cat "$folder/logs/portal" >&2
    exit 1
fi
echo ready
wait "$desktop"
