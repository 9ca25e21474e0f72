# The first process of a desktop of tests/e2e/desktops, as root, in namespaces of its own for mounts, processes, network, messages and
# names: lays out what there is to be seen, and begins the session of the person. All of it is gone when this process is.
#
#   begin.sh ROOT FOLDER LIFELINE [NAME=VALUE...]
#
# ROOT: the Debian of tests/desktops.sh, of which only the mount points are touched. FOLDER: of this one desktop, with session.sh in it, seen
# in there under the same path. LIFELINE: the program. The rest is told to session.sh.
set -eu
PATH=/usr/bin:/bin:/usr/sbin:/sbin
root=$1 folder=$2 lifeline=$3
shift 3
# The files of processes are still those outside, and tell the number there.
read -r number _ </proc/self/stat
echo "number $number"

mount --make-rprivate /
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=1777 memory "$root/dev/shm"
for place in tmp run home; do mount -t tmpfs -o mode=755 memory "$root/$place"; done
chmod 1777 "$root/tmp"
install -d -m 1777 "$root/tmp/.X11-unix"
install -d "$root/run/dbus" "$root/run/user" "$root$folder"
install -d -o 1000 -g 1000 -m 700 "$root/run/user/1000" "$root/home/person"
mount --bind "$folder" "$root$folder"
touch "$root/usr/local/bin/lifeline"
mount --bind "$lifeline" "$root/usr/local/bin/lifeline"
ip link set lo up

chroot "$root" dbus-daemon --system --fork
# Whoever sits at a computer may use its graphics devices.
groups=$(find /dev/dri -type c -printf '%G,' 2>/dev/null || true)
exec chroot "$root" setpriv --reuid 1000 --regid 1000 --groups "${groups}1000" env -i "$@" bash -eu "$folder/session.sh" "$folder"
