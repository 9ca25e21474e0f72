//! The program's bundle for macOS (`assets/macos`), made here of any file; it has not run there.

use std::fs;
use std::path::Path;

use lifeline::texts::LANGUAGES;

use crate::surroundings;

/// Why the person is asked, in the system's own questions.
const ASKED: [(&str, &str); 3] = [
    ("NSScreenCaptureUsageDescription", "mac-screen-recording"),
    ("NSAccessibilityUsageDescription", "mac-accessibility"),
    ("NSLocalNetworkUsageDescription", "mac-local-network"),
];

/// A message of a language, as it stands in its file.
fn text(language: &str, name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/texts/{language}.ftl"));
    let all = fs::read_to_string(file).unwrap();
    let line = all.lines().find_map(|line| line.strip_prefix(&format!("{name} = ")));
    line.unwrap_or_else(|| panic!("{language} has no {name}")).to_owned()
}

#[test]
fn the_bundle_says_what_it_is_and_asks_in_every_language() {
    let out = tempfile::tempdir().unwrap();
    let program = out.path().join("program");
    fs::write(&program, "the program").unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/macos/bundle.sh");
    let made = surroundings::command("sh")
        // The tools of every system with a shell.
        .env("PATH", "/usr/bin:/bin")
        .arg(script)
        .args([
            "--binary".as_ref(),
            program.as_os_str(),
            "--out".as_ref(),
            out.path().as_os_str(),
        ])
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    let contents = out.path().join("Lifeline.app/Contents");
    assert_eq!(
        fs::read_to_string(contents.join("MacOS/lifeline")).unwrap(),
        "the program"
    );

    let about = fs::read_to_string(contents.join("Info.plist")).unwrap();
    let mut reader = quick_xml::Reader::from_str(&about);
    while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
    let flat: String = about.lines().map(str::trim).collect();
    let says = |key: &str, value: &str| {
        let pair = format!("<key>{key}</key><string>{value}</string>");
        assert!(flat.contains(&pair), "{pair} in {about}");
    };
    says("CFBundleExecutable", "lifeline");
    says("CFBundleIdentifier", "org.lifeline.Lifeline");
    says("CFBundleShortVersionString", env!("CARGO_PKG_VERSION"));
    says("CFBundleTypeName", &text("en", "mac-invitation"));
    assert!(flat.contains("<string>msrcIncident</string>"));
    for (key, name) in ASKED {
        says(key, &text("en", name));
    }
    for language in LANGUAGES {
        let file = contents.join(format!("Resources/{}.lproj/InfoPlist.strings", language.tag));
        let said = fs::read_to_string(file).unwrap();
        let pairs = ASKED.map(|(key, name)| (key.to_owned(), name));
        let kind = (text("en", "mac-invitation"), "mac-invitation");
        for (key, name) in pairs.into_iter().chain([kind]) {
            let line = format!("\"{key}\" = \"{}\";", text(language.tag, name));
            assert!(said.lines().any(|said| said == line), "{line} in {said}");
        }
    }
    let icon = fs::read(contents.join("Resources/lifeline.icns")).unwrap();
    assert_eq!(sides(&icon), [16, 32, 64, 128, 256, 512]);
}

/// How wide the pictures of an icon are: its name and length, and then each picture after a name and a length.
fn sides(icon: &[u8]) -> Vec<u32> {
    let length = |at: usize| u32::from_be_bytes(icon[at + 4..at + 8].try_into().unwrap()) as usize;
    assert_eq!((&icon[..4], length(0)), (&b"icns"[..], icon.len()));
    let (mut at, mut sides) = (8, Vec::new());
    while at < icon.len() {
        let picture = image::load_from_memory(&icon[at + 8..at + length(at)]).unwrap();
        sides.push(picture.width());
        at += length(at);
    }
    sides
}
