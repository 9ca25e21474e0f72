#!/bin/sh
# Makes the packages of Lifeline for Windows, on Linux: two MSIs, for everybody on a computer and for one user without an administrator,
# and the program file alone. Beside them: their checksums, a list of what the program is made of (SBOM), and the manifest for winget.
#
#   assets/windows/package.sh [--binary FILE] [--out FOLDER] [--certificate FILE.p12 --password-file FILE] [--timestamp ADDRESS]
#                             [--from ADDRESS] [--version X.Y.Z] [msi] [exe] [sbom]
#
# Without --binary the program is built first (a release, many minutes), for x86_64-pc-windows-gnu: rustup target add has its standard
# library. --out is target/packages otherwise. With --certificate everything is signed (osslsigncode), and bears the time where
# --timestamp names who confirms it. --from is the web address where the packages will be: only with it winget's manifest is made.
# --version is for tests: an MSI of another version than the program's. The MSIs need wixl and msibuild (Debian: wixl msitools).
# cargo-cyclonedx is built once, into LIFELINE_TOOLS (otherwise ~/.cache/lifeline-tools), outside of this folder.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
target=x86_64-pc-windows-gnu
binary='' out=$top/target/packages certificate='' password='' timestamp='' from='' version='' kinds=''
while [ $# -gt 0 ]; do
    case $1 in
    --binary) binary=$2 && shift ;;
    --out) out=$2 && shift ;;
    --certificate) certificate=$2 && shift ;;
    --password-file) password=$2 && shift ;;
    --timestamp) timestamp=$2 && shift ;;
    --from) from=$2 && shift ;;
    --version) version=$2 && shift ;;
    msi | exe | sbom) kinds="$kinds $1" ;;
    *) sed -n 's/^# \{0,1\}//; 2,13p' "$0" && exit 2 ;;
    esac
    shift
done
: "${kinds:= msi exe sbom}"
tools=${LIFELINE_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/lifeline-tools}
[ -n "$version" ] || version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$top/Cargo.toml" | head -n 1)
name=lifeline-$version-windows-x86_64

if [ -z "$binary" ]; then
    (cd "$top" && cargo build --release --locked --bin lifeline --target $target)
    binary=${CARGO_TARGET_DIR:-$top/target}/$target/release/lifeline.exe
fi

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
mkdir -p "$out"

# sign FILE: leaves it as it is where there is no certificate.
sign() {
    [ -n "$certificate" ] || return 0
    osslsigncode sign -pkcs12 "$certificate" ${password:+-readpass "$password"} -h sha256 -n Lifeline ${timestamp:+-ts "$timestamp"} \
        -in "$1" -out "$1.signed" >&2
    mv "$1.signed" "$1"
}
# What comes out, by its name in --out.
made() {
    made="${made-} $1"
    echo "$out/$1"
}

cp "$binary" "$stage/lifeline.exe"
x86_64-w64-mingw32-strip "$stage/lifeline.exe"
sign "$stage/lifeline.exe"

# msi machine|user FILE
msi() {
    wixl --arch x64 --define "Version=$version" --define "Scope=$1" --output "$2" "$stage/lifeline.wxs"
    # What wixl 0.101 cannot say: that a part has a condition, that a key's default value is looked for, that something is done only to
    # undo the rest.
    set -- "$1" "$2" \
        "INSERT INTO AppSearch (Property, Signature_) VALUES ('INVITATIONSBELONGTO', 'WhatOpensInvitations')" \
        "INSERT INTO RegLocator (Signature_, Root, \`Key\`, Type) VALUES ('WhatOpensInvitations', 0, '.msrcIncident', 18)" \
        "INSERT INTO InstallExecuteSequence (Action, Sequence) VALUES ('AppSearch', 50)" \
        "UPDATE Component SET Condition = 'NOT INVITATIONSBELONGTO OR INVITATIONSBELONGTO = \"Lifeline.Invitation\"' WHERE Component = 'Opened'"
    [ "$1" = user ] || set -- "$@" "UPDATE CustomAction SET Type = 3442 WHERE Action = 'UndoFirewall'"
    file=$2
    shift 2
    msibuild "$file" -q "$@"
    sign "$file"
}

# The three files by which winget finds and installs it: winget-pkgs, manifests of version 1.9.
winget() {
    folder=$out/winget/l/Lifeline/Lifeline/$version
    mkdir -p "$folder"
    head='PackageIdentifier: Lifeline.Lifeline
PackageVersion: '$version
    # installer FILE SCOPE
    installer() {
        printf -- '- Architecture: x64\n  Scope: %s\n  InstallerUrl: %s\n  InstallerSha256: %s\n  ProductCode: "%s"\n' "$2" "${from%/}/$1" \
            "$(sha256sum "$out/$1" | cut -d ' ' -f 1 | tr a-f A-F)" \
            "$(msiinfo export "$out/$1" Property | tr -d '\r' | sed -n 's/^ProductCode\t//p')"
    }
    printf '%s\nDefaultLocale: en-US\nManifestType: version\nManifestVersion: 1.9.0\n' "$head" >"$folder/Lifeline.Lifeline.yaml"
    {
        printf '%s\nInstallerType: wix\nMinimumOSVersion: 10.0.0.0\nFileExtensions:\n- msrcincident\nInstallers:\n' "$head"
        installer "$name.msi" machine
        installer "$name-user.msi" user
        printf 'ManifestType: installer\nManifestVersion: 1.9.0\n'
    } >"$folder/Lifeline.Lifeline.installer.yaml"
    cat >"$folder/Lifeline.Lifeline.locale.en-US.yaml" <<LOCALE
$head
PackageLocale: en-US
Publisher: The Lifeline developers
PackageName: Lifeline
License: MIT
ShortDescription: Ask someone you trust for help with your computer, or help someone with theirs
ManifestType: defaultLocale
ManifestVersion: 1.9.0
LOCALE
}

for kind in $kinds; do
    case $kind in
    msi)
        cp "$top/LICENSE" "$top/assets/windows/lifeline.wxs" "$top/assets/windows/lifeline.ico" "$stage/"
        msi machine "$out/$name.msi"
        made "$name.msi"
        msi user "$out/$name-user.msi"
        made "$name-user.msi"
        [ -z "$from" ] || winget
        ;;
    exe)
        cp "$stage/lifeline.exe" "$out/$name.exe"
        made "$name.exe"
        ;;
    sbom)
        # It writes beside the manifest that it reads: into a folder of its own, as in assets/linux/package.sh.
        cyclonedx=$tools/cyclonedx-0.5.9/bin/cargo-cyclonedx
        [ -x "$cyclonedx" ] ||
            env -u CARGO_TARGET_DIR cargo install --quiet --locked --root "$tools/cyclonedx-0.5.9" --version 0.5.9 cargo-cyclonedx >&2
        mkdir "$stage/source"
        for part in Cargo.lock README.md LICENSE src benches tests assets; do ln -s "$top/$part" "$stage/source/$part"; done
        cp "$top/Cargo.toml" "$stage/source/"
        (cd "$stage/source" && "$cyclonedx" cyclonedx --format json --target $target --no-build-deps --override-filename sbom --quiet)
        sed "s#$stage/source#/lifeline#g" "$stage/source/sbom.json" >"$out/$name.cdx.json"
        made "$name.cdx.json"
        ;;
    esac
done
# shellcheck disable=SC2086 # names without blanks
(cd "$out" && sha256sum $made >"$name.sha256")
echo "$out/$name.sha256"
