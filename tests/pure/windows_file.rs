//! What the program file carries on Windows (`assets/windows`).

use std::fs;
use std::path::{Path, PathBuf};

fn asset(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(name)
}

/// The pictures of an .ico file: the side of each, and its bytes. The file begins with two numbers, then their count; each
/// entry has 16 bytes: the side (0 is 256) first, length and place last.
fn pictures(icon: &[u8]) -> Vec<(u32, &[u8])> {
    let number =
        |at: usize, bytes: usize| (0..bytes).fold(0, |sum, byte| sum | usize::from(icon[at + byte]) << (8 * byte));
    assert_eq!((number(0, 2), number(2, 2)), (0, 1), "no icon");
    let entries = (0..number(4, 2)).map(|entry| 6 + 16 * entry);
    entries
        .map(|at| {
            let (length, place) = (number(at + 8, 4), number(at + 12, 4));
            let side = if icon[at] == 0 { 256 } else { u32::from(icon[at]) };
            (side, &icon[place..place + length])
        })
        .collect()
}

#[test]
fn windows_shows_the_same_icons() {
    for (ours, theirs) in [
        ("lifeline", "apps/org.lifeline.Lifeline"),
        ("invitation", "mimetypes/application-x-msrcincident"),
    ] {
        let icon = fs::read(asset(&format!("windows/{ours}.ico"))).unwrap();
        let pictures = pictures(&icon);
        let sides: Vec<u32> = pictures.iter().map(|(side, _)| *side).collect();
        assert_eq!(sides, [16, 24, 32, 48, 256]);
        let drawn = image::open(asset(&format!("linux/icons/hicolor/256x256/{theirs}.png"))).unwrap();
        let largest = image::load_from_memory(pictures[4].1).unwrap();
        assert_eq!(
            largest.to_rgba8(),
            drawn.to_rgba8(),
            "assets/linux/icons/draw.sh draws {ours}.ico anew"
        );
    }
}

/// As `docs/architecture.md` promises it.
#[test]
fn the_manifest_asks_for_pixels_long_paths_utf_8_and_no_administrator() {
    let manifest = fs::read_to_string(asset("windows/lifeline.exe.manifest")).unwrap();
    for line in [
        r#"<requestedExecutionLevel level="asInvoker" uiAccess="false"/>"#,
        ">PerMonitorV2, PerMonitor</dpiAwareness>",
        ">true</longPathAware>",
        ">UTF-8</activeCodePage>",
    ] {
        assert!(manifest.contains(line), "{line}");
    }
}
