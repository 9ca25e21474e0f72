//! At home on the desktop: what is installed beside the program (`assets/linux`) agrees with it, with itself, and with
//! what reads it.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::Shutdown;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use clap::{CommandFactory, Parser};
use lifeline::cli::args::Arguments;
use rustix::process::Signal;

use super::display::{Display, eventually};
use super::manager::{is_on_screen, lifeline, text, values};
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
                let before = groups
                    .entry(group.clone())
                    .or_default()
                    .insert(key.to_owned(), value.to_owned());
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
    // The window is there before its library has said these of it.
    eventually("its class", || {
        text(&display, window, "WM_CLASS").ends_with(format!("{ID}\0").as_bytes())
    });
    eventually("its picture", || {
        values(&display, window, "_NET_WM_ICON").starts_with(&[256, 256])
    });
}

/// What reads these files says whether they are right.
#[test]
fn those_who_read_the_files_find_nothing_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let passes = |program: &str, arguments: &[&Path], options: &[&str]| {
        if !surroundings::are_installed(&[program]) {
            return;
        }
        let output = surroundings::command(program)
            .args(options)
            .args(arguments)
            .output()
            .unwrap();
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

/// A double click asks this database what a file is: by its name however it is written, and by what is in it where the
/// name got lost.
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
    fs::copy(
        linux(&format!("{ID}.mime.xml")),
        mime.join(format!("packages/{ID}.xml")),
    )
    .unwrap();
    let made = surroundings::command("update-mime-database")
        .arg(&mime)
        .status()
        .unwrap();
    assert!(made.success());

    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let ticket = fs::read_to_string(fixtures.join("freerdp-type1.msrcIncident")).unwrap();
    let utf16: Vec<u8> = ticket.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let files: [(&str, &[u8]); 5] = [
        ("Help.msrcIncident", b"anything"),
        ("HELP.MSRCINCIDENT", b"anything"),
        ("help.msrcincident", b"anything"),
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

/// The names of a command and of all below it that a person may type.
fn commands(command: &clap::Command, above: &str, found: &mut Vec<String>) {
    for one in command.get_subcommands().filter(|one| !one.is_hide_set()) {
        let name = format!("{above} {}", one.get_name());
        commands(one, &name, found);
        found.push(name);
    }
}

fn every_command() -> Vec<String> {
    let mut found = vec!["lifeline".to_owned()];
    commands(&Arguments::command(), "lifeline", &mut found);
    assert!(found.iter().any(|name| name == "lifeline helper add"), "{found:?}");
    found
}

#[test]
fn the_manual_has_a_page_of_every_command() {
    let home = Home::new();
    let folder = home.path("man1");
    fs::create_dir(&folder).unwrap();
    let output = home.lifeline().arg("man").arg(&folder).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let mut pages: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let mut expected: Vec<String> = every_command()
        .iter()
        .map(|name| format!("{}.1", name.replace(' ', "-")))
        .collect();
    pages.sort();
    expected.sort();
    assert_eq!(pages, expected);
    let page = fs::read_to_string(folder.join("lifeline-ask.1")).unwrap();
    assert!(page.contains("password\\-file") && page.starts_with(".ie"), "{page}");
    // Without a folder, the first page.
    let output = home.lifeline().arg("man").output().unwrap();
    assert_eq!(output.stdout, fs::read(folder.join("lifeline.1")).unwrap());
    let output = home.lifeline().arg("man").arg(home.path("no folder")).output().unwrap();
    assert_eq!(output.status.code(), Some(17), "{output:?}");
}

#[test]
fn shells_complete_every_command_and_nothing_that_is_the_program_s_own() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = home.lifeline().args(["completions", shell]).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let script = String::from_utf8(output.stdout).unwrap();
        for command in every_command() {
            let word = command.rsplit(' ').next().unwrap();
            assert!(script.contains(word), "{shell}: {command}");
        }
        for own in ["watch-input", "watch-engine", "practice-window", "inside"] {
            assert!(!script.contains(own), "{shell}: {own}");
        }
    }
    if !surroundings::are_installed(&["bash"]) {
        return;
    }
    let script = home.lifeline().args(["completions", "bash"]).output().unwrap().stdout;
    let script = home.file("completions", std::str::from_utf8(&script).unwrap());
    let complete = |words: &[&str]| {
        let output = surroundings::command("bash")
            .args(["-c", "source \"$0\"; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _lifeline lifeline \"${@: -1}\" \"${@: -2:1}\"; echo \"${COMPREPLY[*]}\""])
            .arg(&script)
            .args(words)
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    assert_eq!(complete(&["lifeline", "hel"]), "helper help");
    assert_eq!(complete(&["lifeline", "helper", "show"]), "show-key");
    assert_eq!(complete(&["lifeline", "ask", "--min"]), "--minutes");
}

/// The program's windows on this display, by process.
fn windows(display: &Display) -> Vec<u32> {
    let found = display
        .command("xdotool")
        .args(["search", "--name", "^Lifeline$"])
        .output()
        .unwrap();
    let ids = String::from_utf8_lossy(&found.stdout).into_owned();
    let mut owners: Vec<u32> = ids
        .lines()
        .filter_map(|id| id.parse().ok())
        .flat_map(|window| values(display, window, "_NET_WM_PID"))
        .collect();
    owners.sort_unstable();
    owners.dedup();
    owners
}

fn window_of(home: &Home, display: &Display, arguments: &[&OsStr]) -> Command {
    let mut command = home.lifeline();
    command.args(arguments).env("DISPLAY", display.name());
    command
}

fn socket(home: &Home, display: &Display) -> PathBuf {
    home.path("run/lifeline")
        .join(format!("window-{}.socket", display.name().replace(':', "-")))
}

fn id(program: &Program) -> u32 {
    u32::try_from(program.pid().as_raw_nonzero().get()).unwrap()
}

/// How a start ends that leads to the window that is there.
fn second_start(home: &Home, display: &Display, arguments: &[&OsStr]) -> i32 {
    Program::start("the second start", window_of(home, display, arguments)).exit_code()
}

/// A window that hears what other starts want of it.
fn listening(home: &Home, display: &Display) -> Program {
    let program = Program::start("the window", window_of(home, display, &[]));
    lifeline(display);
    eventually("the window hears others", || {
        UnixStream::connect(socket(home, display)).is_ok()
    });
    program
}

/// `xkill`, or a window manager that has lost its patience: the window is destroyed, and the program with it. That is no
/// fault of the program.
#[test]
fn a_window_that_is_destroyed_from_outside_is_said_to_be_closed() {
    let (display, home) = (Display::start(1000, 800), Home::new());
    let mut program = listening(&home, &display);
    let window = lifeline(&display);
    let destroyed = display
        .command("xdotool")
        .args(["windowclose", &window.to_string()])
        .status()
        .unwrap();
    assert!(destroyed.success());
    program.end();
    let notes = program.notes();
    assert!(notes.contains("closed Lifeline’s window"), "{notes}");
    assert!(!notes.contains("went wrong"), "{notes}");
}

/// An X server that nobody else uses starts over when its last program leaves, and cuts off who comes meanwhile.
#[test]
fn the_window_opens_on_a_server_that_starts_over() {
    let (display, home) = (Display::start(1000, 800), Home::new());
    let number = 20_000 + std::process::id();
    let own = PathBuf::from(format!("/tmp/.X11-unix/X{number}"));
    let listener = UnixListener::bind(&own).unwrap();
    let server = format!("/tmp/.X11-unix/X{}", display.name().trim_start_matches(':'));
    let cuts = thread::spawn(move || {
        for _ in 0..2 {
            drop(listener.accept().unwrap());
        }
        // And then serves for as long as the test runs.
        while let Ok((program, _)) = listener.accept() {
            let server = UnixStream::connect(&server).unwrap();
            for (mut from, mut to) in [
                (program.try_clone().unwrap(), server.try_clone().unwrap()),
                (server, program),
            ] {
                thread::spawn(move || {
                    let _ = std::io::copy(&mut from, &mut to);
                    let _ = to.shutdown(Shutdown::Both);
                });
            }
        }
    });
    let mut command = window_of(&home, &display, &[]);
    command.env("DISPLAY", format!(":{number}"));
    let _program = Program::start("the window", command);
    lifeline(&display);
    assert!(!cuts.is_finished());
    fs::remove_file(own).unwrap();
}

/// With letters twice as large, too: the window begins as large as the screen lets it.
#[test]
fn the_first_window_fits_the_screen_also_with_large_letters() {
    let (display, home) = (Display::start(1000, 800), Home::new());
    let folder = home.path(".config/lifeline");
    fs::create_dir_all(&folder).unwrap();
    let settings = folder.join("settings.json");
    fs::write(&settings, r#"{"preferences": {"text_size": 200}}"#).unwrap();
    fs::set_permissions(&settings, fs::Permissions::from_mode(0o600)).unwrap();
    let _program = listening(&home, &display);
    let window = lifeline(&display);
    eventually("the first window is on the screen", || is_on_screen(&display, window));
}

#[test]
fn a_second_start_leads_to_the_window_that_is_there() {
    let (display, home) = (Display::start(1000, 800), Home::new());
    let first = listening(&home, &display);
    assert_eq!(
        fs::metadata(socket(&home, &display)).unwrap().uid(),
        rustix::process::geteuid().as_raw()
    );
    let folder = socket(&home, &display).parent().unwrap().to_owned();
    assert_eq!(fs::metadata(folder).unwrap().mode() & 0o777, 0o700);
    let before = display.screenshot();
    let file = home.file("Anna.msrcIncident", "<UPLOADINFO/>");
    for arguments in [
        &[][..],
        &[file.as_os_str()],
        &["ask".as_ref(), "--choose".as_ref()],
        &["open".as_ref()],
    ] {
        assert_eq!(second_start(&home, &display, arguments), 0, "{arguments:?}");
        assert_eq!(windows(&display), [id(&first)], "{arguments:?}");
    }
    eventually("it shows what is wanted", || {
        display.screenshot().mean_error(&before) > 1.0
    });

    // On another display nobody sees it.
    let elsewhere = Display::start(1000, 800);
    let second = Program::start("the other window", window_of(&home, &elsewhere, &[]));
    lifeline(&elsewhere);
    assert_eq!(windows(&elsewhere), [id(&second)]);
}

/// It stands still, or died and left its socket behind: nobody waits for it.
#[test]
fn a_window_that_does_not_answer_holds_up_no_other() {
    let (display, home) = (Display::start(1000, 800), Home::new());
    let mut first = listening(&home, &display);
    first.signal(Signal::STOP);
    let second = Program::start("the second", window_of(&home, &display, &[]));
    eventually("a window of its own", || windows(&display).contains(&id(&second)));
    drop(second);
    first.kill();
    assert!(socket(&home, &display).exists());
    let third = listening(&home, &display);
    assert_eq!(second_start(&home, &display, &[]), 0);
    assert_eq!(windows(&display), [id(&third)]);
}

/// What is no request, and what comes from another user, changes nothing; who sends nothing or too much holds nobody
/// up.
#[test]
fn a_window_hears_its_own_user_and_closed_words_only() {
    let (display, home) = (Display::start(1000, 800), Home::new());
    let first = listening(&home, &display);
    let socket = socket(&home, &display);
    let silent = UnixStream::connect(&socket).unwrap();
    for line in [
        &b"yes\n"[..],
        b"allow\n",
        b"open ../x\n",
        b"\xff\xff\n",
        &[b'a'; 1 << 20],
    ] {
        let mut stream = UnixStream::connect(&socket).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        // It may hang up before it has heard all.
        let _ = stream.write_all(line);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        assert!(answer.is_empty(), "{answer:?}");
    }
    drop(silent);
    if surroundings::root_is_here() {
        // Even where the folder lets another user in.
        for path in [
            home.path(""),
            home.path("run"),
            home.path("run/lifeline"),
            socket.clone(),
        ] {
            fs::set_permissions(path, fs::Permissions::from_mode(0o777)).unwrap();
        }
        let script = "import socket, sys\ns = socket.socket(socket.AF_UNIX)\ns.connect(sys.argv[1])\ntry:\n s.send(b'front\\n')\nexcept OSError: pass\ntry:\n print(s.recv(99))\nexcept OSError: print(b'')";
        let output = surroundings::command("setpriv")
            .args(["--reuid", "65534", "--clear-groups", "python3", "-c", script])
            .arg(&socket)
            .output()
            .unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "b''", "{output:?}");
    }
    assert_eq!(second_start(&home, &display, &[]), 0);
    assert_eq!(windows(&display), [id(&first)]);
}

/// What a package has removed before it removes the program, and what it never touches without the person's word.
#[test]
fn what_is_kept_of_a_person_is_forgotten_after_a_question_only() {
    let home = Home::new();
    let entry = home.path(".config/autostart/lifeline-offers.desktop");
    let (state, settings) = (home.path(".local/state/lifeline"), home.path(".config/lifeline"));
    let forget = |arguments: &[&str], typed: &str| {
        let mut command = home.lifeline();
        command
            .arg("forget")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut program = command.spawn().unwrap();
        // Whoever is not asked reads no answer.
        let _ = writeln!(program.stdin.take().unwrap(), "{typed}");
        let output = program.wait_with_output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let lines = String::from_utf8(output.stdout).unwrap();
        lines.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert!(forget(&[], "y").is_empty(), "nothing is there");

    for arguments in [["helper", "show-key"].as_slice(), &["helper", "offers", "view"]] {
        assert!(home.lifeline().args(arguments).status().unwrap().success());
    }
    fs::create_dir_all(entry.parent().unwrap()).unwrap();
    fs::write(&entry, "[Desktop Entry]\n").unwrap();
    let elsewhere = home.file("elsewhere", "kept");
    std::os::unix::fs::symlink(&elsewhere, state.join("link")).unwrap();
    std::os::unix::fs::symlink(home.path(""), state.join("home")).unwrap();
    let kept = [
        format!("kept {}", state.display()),
        format!("kept {}", settings.display()),
    ];
    for refused in ["n", "", "yes", "Y"] {
        assert_eq!(forget(&[], refused), kept, "{refused:?}");
        assert!(entry.exists() && state.join("helper-key.json").exists() && settings.exists());
    }
    assert_eq!(forget(&["--autostart"], "n"), ["forgotten autostart"]);
    assert!(!entry.exists() && state.exists() && settings.exists());
    fs::write(&entry, "[Desktop Entry]\n").unwrap();
    assert_eq!(forget(&[], "y").len(), 5);
    assert!(!entry.exists() && !state.exists() && !settings.exists());
    assert_eq!(fs::read_to_string(elsewhere).unwrap(), "kept");
}
