#!/bin/sh
# Makes Lifeline.app for macOS, and a .tar.gz of it. Not tried on macOS yet.
#
#   assets/macos/bundle.sh [--binary FILE] [--out FOLDER] [--identity NAME]
#
# Without --binary the program is built first (a release, many minutes; on macOS). --out is target/packages otherwise. With --identity
# it is signed (codesign, on macOS): without a signature the system forgets at each new version what the person allowed.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
binary='' out=$top/target/packages identity=''
while [ $# -gt 0 ]; do
    case $1 in
    --binary) binary=$2 && shift ;;
    --out) out=$2 && shift ;;
    --identity) identity=$2 && shift ;;
    *) sed -n 's/^# \{0,1\}//; 2,7p' "$0" && exit 2 ;;
    esac
    shift
done
if [ -z "$binary" ]; then
    (cd "$top" && cargo build --release --locked --bin lifeline)
    binary=${CARGO_TARGET_DIR:-$top/target}/release/lifeline
fi
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$top/Cargo.toml" | head -n 1)

# text LANGUAGE NAME: a message of the program's own, as it stands in its file.
text() { sed -n "s/^$2 = //p" "$top/assets/texts/$1.ftl"; }
# escaped PATTERN: as sed puts it in.
escaped() { sed 's/[&/\\]/\\&/g'; }

# icns PNG...: an icon of pictures of 16, 32, 64, 128, 256 and 512 pixels: after its length each is taken as it is.
icns() {
    length=8
    for picture; do length=$((length + 8 + $(wc -c <"$picture"))); done
    printf icns && number "$length"
    for kind in icp4 icp5 icp6 ic07 ic08 ic09; do
        printf %s "$kind" && number $((8 + $(wc -c <"$1"))) && cat "$1" && shift
    done
}
# number N: four bytes, the highest first.
number() {
    for shift in 24 16 8 0; do
        # shellcheck disable=SC2059 # the byte is written as its number
        printf "\\$(printf %03o $(($1 >> shift & 255)))"
    done
}

contents=$out/Lifeline.app/Contents
rm -rf "$out/Lifeline.app"
mkdir -p "$contents/MacOS" "$contents/Resources"
install -m 755 "$binary" "$contents/MacOS/lifeline"
plist=$(sed "s/>VERSION</>$version</" "$top/assets/macos/Info.plist")
for name in mac-screen-recording mac-accessibility mac-local-network mac-invitation; do
    plist=$(printf '%s\n' "$plist" | sed "s/>$name</>$(text en $name | escaped)</")
done
printf '%s\n' "$plist" >"$contents/Info.plist"
printf 'APPL????' >"$contents/PkgInfo"
drawn=$top/assets/linux/icons/hicolor
set --
for side in 16 32 64 128 256 512; do set -- "$@" "$drawn/${side}x$side/apps/org.lifeline.Lifeline.png"; done
icns "$@" >"$contents/Resources/lifeline.icns"
for file in "$top"/assets/texts/*.ftl; do
    language=$(basename "$file" .ftl)
    mkdir "$contents/Resources/$language.lproj"
    {
        for pair in NSScreenCaptureUsageDescription=mac-screen-recording NSAccessibilityUsageDescription=mac-accessibility \
            NSLocalNetworkUsageDescription=mac-local-network; do
            printf '"%s" = "%s";\n' "${pair%=*}" "$(text "$language" "${pair#*=}")"
        done
        # What is named like that in Info.plist is looked up by its English words.
        printf '"%s" = "%s";\n' "$(text en mac-invitation)" "$(text "$language" mac-invitation)"
    } >"$contents/Resources/$language.lproj/InfoPlist.strings"
done
[ -z "$identity" ] || codesign --force --options runtime --timestamp --sign "$identity" "$out/Lifeline.app"
tar -C "$out" -czf "$out/lifeline-$version-macos.tar.gz" Lifeline.app
echo "$out/Lifeline.app"
