#!/bin/sh
# Makes the packages of Lifeline for Linux: a Debian package, an RPM, and a tarball for where neither is used.
#
#   assets/linux/package.sh [--binary FILE] [--out FOLDER] [--pictures ADDRESS] [--fast] [deb] [rpm] [tar]
#
# Without --binary the program is built first (a release, many minutes). --out is target/packages otherwise. --pictures is the web
# address of docs/pictures for software centres; without one the packages name no pictures. --fast compresses little, for tests.
# cargo-deb and cargo-generate-rpm are built once, into LIFELINE_TOOLS (otherwise ~/.cache/lifeline-tools), outside of this folder.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
binary='' out=$top/target/packages pictures='' fast='' kinds=''
while [ $# -gt 0 ]; do
    case $1 in
    --binary) binary=$2 && shift ;;
    --out) out=$2 && shift ;;
    --pictures) pictures=$2 && shift ;;
    --fast) fast=yes ;;
    deb | rpm | tar) kinds="$kinds $1" ;;
    *) sed -n 's/^# \{0,1\}//; 2,9p' "$0" && exit 2 ;;
    esac
    shift
done
: "${kinds:= deb rpm tar}"
tools=${LIFELINE_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/lifeline-tools}
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$top/Cargo.toml" | head -n 1)

if [ -z "$binary" ]; then
    (cd "$top" && cargo build --release --locked --bin lifeline)
    binary=${CARGO_TARGET_DIR:-$top/target}/release/lifeline
fi

# tool NAME VERSION: builds a tool of cargo's where it is not there yet.
tool() {
    [ -x "$tools/$2/bin/$1" ] || env -u CARGO_TARGET_DIR cargo install --quiet --locked --root "$tools/$2" --version "$2" "$1" >&2
    echo "$tools/$2/bin/$1"
}

# The packages are put together in a folder of their own, whose Cargo.toml is this one's: nothing is written into the clone but what
# comes out. The sources are there only since cargo wants to find what its manifest names.
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
for part in Cargo.toml Cargo.lock README.md LICENSE src benches tests assets; do ln -s "$top/$part" "$stage/$part"; done
rpm_compression=zstd
[ -z "$fast" ] || rpm_compression=none
mkdir -p "$stage/target/release" "$stage/target/made/man" "$out"
cp "$binary" "$stage/target/release/lifeline"
strip "$stage/target/release/lifeline"
made=$stage/target/made
"$binary" man "$made/man"
gzip -9n "$made/man"/*.1
for shell in bash zsh fish; do "$binary" completions "$shell" >"$made/$shell"; done
metadata=org.lifeline.Lifeline.metainfo.xml
if [ -n "$pictures" ]; then
    sed "s#>docs/pictures/#>${pictures%/}/#" "$top/assets/linux/$metadata" >"$made/$metadata"
else
    sed '/<screenshots>/,/<\/screenshots>/d' "$top/assets/linux/$metadata" >"$made/$metadata"
fi

for kind in $kinds; do
    case $kind in
    deb)
        deb=$(tool cargo-deb 3.8.0)
        (cd "$stage" && env -u CARGO_TARGET_DIR "$deb" deb --no-build --no-strip ${fast:+--fast} --output "$out/")
        ;;
    rpm)
        rpm=$(tool cargo-generate-rpm 0.21.1)
        (cd "$stage" && env -u CARGO_TARGET_DIR "$rpm" generate-rpm --payload-compress "$rpm_compression" --output "$out/")
        ;;
    tar)
        name=lifeline-$version-linux-$(uname -m)
        folder=$stage/$name
        put() { mkdir -p "$folder/$2" && cp -L "$1" "$folder/$2/${3:-}"; }
        put "$stage/target/release/lifeline" bin
        put "$top/assets/linux/org.lifeline.Lifeline.desktop" share/applications
        put "$top/assets/linux/org.lifeline.Lifeline.mime.xml" share/mime/packages org.lifeline.Lifeline.xml
        put "$made/$metadata" share/metainfo
        put "$top/LICENSE" share/doc/lifeline
        put "$made/bash" share/bash-completion/completions lifeline
        put "$made/zsh" share/zsh/site-functions _lifeline
        put "$made/fish" share/fish/vendor_completions.d lifeline.fish
        for page in "$made/man"/*; do put "$page" share/man/man1; done
        mkdir -p "$folder/share/icons"
        cp -R "$top/assets/linux/icons/hicolor" "$folder/share/icons/"
        cp "$top/assets/linux/install.sh" "$folder/"
        cp "$top/assets/linux/debian/prerm" "$folder/before-removal.sh"
        tar --create --gzip --owner=0 --group=0 --file "$out/$name.tar.gz" --directory "$stage" "$name"
        echo "$out/$name.tar.gz"
        ;;
    esac
done
