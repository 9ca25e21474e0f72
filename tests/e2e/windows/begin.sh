# The first process of a Windows of tests/e2e/windows, as root, in namespaces of its own for mounts and processes: lays out what there is to
# be seen, and begins its desktop. All of it is gone when this process is.
#
#   begin.sh ROOT FOLDER LIFELINE [NAME=VALUE...]
#
# ROOT: the Debian of tests/windows.sh, of which only the mount points are touched. FOLDER: of this one Windows, seen in there under the same
# path. LIFELINE: the program. The rest is told to all its programs; LOG_PIXELS is also how Windows is scaled.
set -eu
PATH=/usr/bin:/bin:/usr/sbin:/sbin
root=$1 folder=$2 lifeline=$3
shift 3
# The files of processes are still those outside, and tell the number there.
read -r number _ </proc/self/stat
echo "number $number"

mount --make-rprivate /
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=1777 memory "$root/tmp"
mkdir -p "$root$folder" "$root/tmp/.X11-unix"
mount --bind "$folder" "$root$folder"
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
# What is written to drive C: and the registry is written into memory.
layer=$root/tmp/.layer
mkdir -p "$layer/new" "$layer/work"
mount -t overlay -o "lowerdir=$root/windows,upperdir=$layer/new,workdir=$layer/work" overlay "$root/windows"
installed="$root/windows/drive_c/Program Files/Lifeline"
mkdir -p "$installed"
touch "$installed/lifeline.exe"
mount --bind "$lifeline" "$installed/lifeline.exe"

# Scaled, before anything has asked how large it is: so many pixels an inch instead of 96. Without the second value Wine would tell every
# program the truth, whether it can cope with that or not.
for told in "$@"; do
    case $told in
    LOG_PIXELS=*)
        for value in "LogPixels ${told#*=}" 'DpiScalingVer 0x1000' 'Win8DpiScaling 1'; do
            chroot "$root" env -i "$@" /usr/lib/wine/wine64 reg add 'HKCU\Control Panel\Desktop' /v "${value% *}" /t REG_DWORD /d "${value#* }" /f >&2
        done
        chroot "$root" env -i "$@" /usr/lib/wine/wineserver64 -w
        ;;
    esac
done

cd /
exec chroot "$root" env -i "$@" /usr/lib/wine/wine64 explorer /desktop=shared,1280x800
