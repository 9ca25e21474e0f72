//! At home on the desktop: what is installed beside the program (`assets/linux`) agrees with it, with itself, and with what reads it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;
use lifeline::cli::args::Arguments;

use super::display::Display;
use super::manager::{lifeline, text, values};
use super::pair::Home;
use super::program::Program;
use super::surroundings;

const ID: &str = "org.lifeline.Lifeline";
const TYPE: &str = "application/x-msrcincident";
const OLD_TYPE: &str = "application/x-remote-assistance";
const SIDES: [u32; 9] = [16, 22, 24, 32, 48, 64, 128, 256, 512];

fn linux(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/linux").join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(linux(name)).unwrap()
}

/// The groups of a desktop entry, each with its keys.
fn desktop_entry() -> BTreeMap<String, BTreeMap<String, String>> {
    let mut groups: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut group = String::new();
    for line in read(&format!("{ID}.desktop")).lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(name) => group = name.to_owned(),
            None => {
                let (key, value) = line.split_once('=').unwrap();
                let before = groups.entry(group.clone()).or_default().insert(key.to_owned(), value.to_owned());
                assert!(before.is_none(), "{key} twice");
            }
        }
    }
    groups
}

#[test]
fn every_entry_of_the_menu_is_a_command_of_the_program() {
    let groups = desktop_entry();
    let main = &groups["Desktop Entry"];
    let actions: Vec<&str> = main["Actions"].split_terminator(';').collect();
    assert_eq!(actions, ["ask", "help"]);
    assert_eq!(groups.len(), 1 + actions.len());
    for (group, keys) in &groups {
        let line = keys["Exec"].replace("%f", "/home/Anna/My help.msrcIncident");
        assert!(!line.contains('%'), "{group}: {line}");
        let (program, rest) = line.split_once(' ').unwrap();
        assert_eq!(program, "lifeline");
        let words: Vec<&str> = match rest.strip_prefix('/') {
            Some(_) => vec!["lifeline", rest],
            None => line.split(' ').collect(),
        };
        let parsed = Arguments::try_parse_from(&words).unwrap_or_else(|error| panic!("{group}: {error}"));
        assert_eq!(parsed.file.is_some(), group == "Desktop Entry", "{group}");
    }
    // The desktop finds the window's entry by its class, and its picture by its name.
    assert_eq!(main["StartupWMClass"], ID);
    assert_eq!(main["Icon"], ID);
    assert_eq!(main["MimeType"], format!("{TYPE};{OLD_TYPE};"));
}

#[test]
fn there_is_a_picture_of_every_size_for_the_program_and_for_an_invitation() {
    for (context, name) in [("apps", ID), ("mimetypes", "application-x-msrcincident")] {
        let drawn = read(&format!("icons/{name}.svg"));
        assert_eq!(drawn, read(&format!("icons/hicolor/scalable/{context}/{name}.svg")));
        for side in SIDES {
            let file = linux(&format!("icons/hicolor/{side}x{side}/{context}/{name}.png"));
            let picture = image::open(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            let picture = picture.to_rgba8();
            assert_eq!(picture.dimensions(), (side, side));
            // What is drawn is seen; around it, what is behind.
            assert!(picture.pixels().any(|pixel| pixel.0[3] == 255), "{}", file.display());
            assert_eq!(picture.get_pixel(0, 0).0[3], 0, "{}", file.display());
        }
    }
}

#[test]
fn the_window_bears_the_entry_s_name_and_its_picture() {
    let (display, home) = (Display::start(1000, 800), Home::new());
    let mut command = home.lifeline();
    command.args(["ask", "--choose"]).env("DISPLAY", display.name());
    let _program = Program::start("the window", command);
    let window = lifeline(&display);
    let class = text(&display, window, "WM_CLASS");
    assert!(class.ends_with(format!("{ID}\0").as_bytes()), "{class:?}");
    let picture = values(&display, window, "_NET_WM_ICON");
    assert_eq!(picture[..2], [128, 128]);
}

/// What reads these files says whether they are right.
#[test]
fn those_who_read_the_files_find_nothing_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let passes = |program: &str, arguments: &[&Path], options: &[&str]| {
        if !surroundings::are_installed(&[program]) {
            return;
        }
        let output = surroundings::command(program).args(options).args(arguments).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{program}: {said}");
    };
    passes("desktop-file-validate", &[&linux(&format!("{ID}.desktop"))], &[]);
    // With the pictures at an address, and without them: as assets/linux/package.sh makes it.
    let metadata = read(&format!("{ID}.metainfo.xml"));
    let at_an_address = metadata.replace(">docs/pictures/", ">https://lifeline.example/docs/pictures/");
    let (before, rest) = metadata.split_once("  <screenshots>\n").unwrap();
    let (_, after) = rest.split_once("  </screenshots>\n").unwrap();
    for (name, text) in [("with", at_an_address), ("without", format!("{before}{after}"))] {
        let file = folder.path().join(format!("{name}.metainfo.xml"));
        fs::write(&file, text).unwrap();
        passes("appstreamcli", &[&file], &["validate", "--no-net"]);
    }
    for picture in metadata.split(">docs/pictures/").skip(1) {
        let (name, _) = picture.split_once('<').unwrap();
        let size = picture_size(&metadata, name);
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures").join(name);
        assert_eq!(image::image_dimensions(file).unwrap(), size, "{name}");
    }
}

/// What the metadata says of a picture's size.
fn picture_size(metadata: &str, name: &str) -> (u32, u32) {
    let line = metadata.lines().find(|line| line.contains(name)).unwrap();
    let number = |key: &str| {
        let (_, rest) = line.split_once(&format!("{key}=\"")).unwrap();
        rest.split('"').next().unwrap().parse().unwrap()
    };
    (number("width"), number("height"))
}

/// A double click asks this database what a file is: by its name however it is written, and by what is in it where the name got lost.
#[test]
fn the_desktop_knows_an_invitation_when_it_sees_one() {
    let folder = tempfile::tempdir().unwrap();
    let programs = folder.path().join("programs");
    if !surroundings::bring("gio", &programs) || !surroundings::are_installed(&["update-mime-database"]) {
        surroundings::skipped("gio is not installed (sh assets/setup.sh --test)");
        return;
    }
    let mime = folder.path().join("share/mime");
    fs::create_dir_all(mime.join("packages")).unwrap();
    fs::copy(linux(&format!("{ID}.mime.xml")), mime.join(format!("packages/{ID}.xml"))).unwrap();
    let made = surroundings::command("update-mime-database").arg(&mime).status().unwrap();
    assert!(made.success());

    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let ticket = fs::read_to_string(fixtures.join("freerdp-type1.msrcIncident")).unwrap();
    let utf16: Vec<u8> = ticket.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let files: [(&str, &[u8]); 5] = [
        ("Help.msrcIncident", b"anything"),
        ("HELP.MSRCINCIDENT", b"anything"),
        ("help.msrcincident", b""),
        ("nameless", ticket.as_bytes()),
        ("from Windows", &utf16),
    ];
    for (name, content) in files {
        let file = folder.path().join(name);
        fs::write(&file, content).unwrap();
        let output = surroundings::command_at(programs.join("gio"))
            .env("XDG_DATA_HOME", folder.path().join("share"))
            .args(["info", "-a", "standard::content-type"])
            .arg(&file)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(said.contains(&format!("content-type: {TYPE}\n")), "{name}: {said}");
    }
    let aliases = fs::read_to_string(mime.join("aliases")).unwrap();
    assert_eq!(aliases.trim(), format!("{OLD_TYPE} {TYPE}"));
}
