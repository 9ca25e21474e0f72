# A newer Debian than most computers have, in a folder: for tests/desktops.sh and tests/windows.sh, which set `suite`, `folder`, `root` and
# `packages`, and have `skip REASON`. Needs root and debootstrap; the packages come from where this computer has its own.

wanted() { echo "$suite ${packages[*]}"; }

is_prepared() { [ "$(cat "$root/prepared" 2>/dev/null)" = "$(wanted)" ]; }

# Where this computer's own Debian comes from, as apt knows it.
source_of_packages() {
    apt-get indextargets --format '$(RELEASE) $(SITE)' 'Origin: Debian' 'Created-By: Packages' 2>/dev/null |
        awk -v release="${VERSION_CODENAME-}" '$1 == release { print $2; exit }'
}

bootstrap() {
    local mirror script=/usr/share/debootstrap/scripts/$suite
    [ -n "$(source_of_packages)" ] || apt-get update -q >/dev/null 2>&1 || true
    mirror=$(source_of_packages)
    [ -n "$mirror" ] || skip "apt does not say where this Debian comes from"
    # A release may be newer than the debootstrap here; they are all made alike.
    [ -e "$script" ] || script=${script%/*}/sid
    rm -rf --one-file-system "$root"
    mkdir -p "$root"
    debootstrap --variant=minbase "$suite" "$root" "$mirror" "$script" >"$folder/log" 2>&1 || {
        tail -n 5 "$folder/log"
        skip "no Debian $suite can be had from where this computer's packages come"
    }
    # Nothing is started in there while packages are installed.
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod +x "$root/usr/sbin/policy-rc.d"
    : >"$root/bootstrapped"
}

# In namespaces of its own, so that what it mounts and starts is gone when it ends, also when it is killed.
in_root() {
    unshare --mount --pid --fork --kill-child bash -euc '
        root=$1 && shift
        mount --make-rprivate /
        mount -t proc proc "$root/proc"
        mount --rbind /dev "$root/dev"
        exec chroot "$root" env -i ${http_proxy:+"http_proxy=$http_proxy"} ${https_proxy:+"https_proxy=$https_proxy"} \
            PATH=/usr/bin:/bin:/usr/sbin:/sbin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
    ' - "$root" "$@"
}

# prepare FINISH: installs what is missing, and has FINISH do the rest.
prepare() {
    mkdir -p "$folder"
    # One at a time; who comes second finds it done.
    exec 9>"$folder/lock"
    flock 9
    ! is_prepared || return 0
    local began=$SECONDS
    [ -e "$root/bootstrapped" ] || bootstrap
    # What this computer's apt was told, to wait longer say, holds there as well.
    cp -r /etc/apt/apt.conf.d "$root/etc/apt/"
    cp -L /etc/resolv.conf /etc/hosts "$root/etc/" 2>/dev/null || true
    {
        in_root apt-get update -q &&
            in_root apt-get install -q -y --no-install-recommends -o Dpkg::Options::=--force-unsafe-io "${packages[@]}" &&
            in_root apt-get clean
    } >"$folder/log" 2>&1 || {
        tail -n 5 "$folder/log"
        skip "the packages cannot be had"
    }
    "$1"
    wanted >"$root/prepared"
    echo "ok: a Debian $suite is prepared in $root ($((SECONDS - began)) s)"
}
