#!/bin/sh
# Draws the PNGs of hicolor/ from the two SVGs, with rsvg-convert (Debian: librsvg2-bin; Fedora: librsvg2-tools; Arch: librsvg).
set -eu
cd "$(dirname "$0")"
command -v rsvg-convert >/dev/null || { echo "draw.sh: rsvg-convert is not installed" >&2; exit 1; }

draw() {
    mkdir -p "hicolor/scalable/$1"
    cp "$2.svg" "hicolor/scalable/$1/$2.svg"
    for side in 16 22 24 32 48 64 128 256 512; do
        folder="hicolor/${side}x${side}/$1"
        mkdir -p "$folder"
        rsvg-convert --width "$side" --height "$side" --output "$folder/$2.png" "$2.svg"
    done
}

draw apps org.lifeline.Lifeline
draw mimetypes application-x-msrcincident
