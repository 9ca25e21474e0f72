#!/bin/sh
# Draws the PNGs of hicolor/ and the icons for Windows from the two SVGs, with rsvg-convert and ImageMagick (Debian: librsvg2-bin; Fedora: librsvg2-tools; Arch: librsvg).
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

# For Windows, by ImageMagick: all sizes in one file.
together() {
    (cd hicolor && convert "16x16/$1/$2.png" "24x24/$1/$2.png" "32x32/$1/$2.png" "48x48/$1/$2.png" "256x256/$1/$2.png" "../../../windows/$3.ico")
}
together apps org.lifeline.Lifeline lifeline
together mimetypes application-x-msrcincident invitation
