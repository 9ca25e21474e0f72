//! The tests see nothing of the computer and the desktop that they run on, and leave both alone.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::pair::Home;
use super::surroundings;
use super::traps::Traps;

#[test]
fn a_program_gets_its_surroundings_from_the_test_alone() {
    let home = Home::new();
    let mut command = surroundings::command("env");
    home.dress(&mut command);
    let output = command.output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    let names: BTreeSet<_> = told.lines().filter_map(|line| Some(line.split_once('=')?.0)).collect();
    let kept = ["LD_LIBRARY_PATH", "LLVM_PROFILE_FILE", "TMPDIR"];
    let names: Vec<_> = names.into_iter().filter(|name| !kept.contains(name)).collect();
    let expected = [
        "DBUS_SESSION_BUS_ADDRESS",
        "DBUS_SYSTEM_BUS_ADDRESS",
        "GSETTINGS_BACKEND",
        "HOME",
        "LANG",
        "LIFELINE_LOG",
        surroundings::CALLER_WAIT,
        "LOGNAME",
        "PATH",
        "TZ",
        "USER",
        "XDG_RUNTIME_DIR",
    ];
    assert_eq!(names, expected, "{told}");

    let mut command = surroundings::command("sh");
    home.dress(&mut command);
    let look = "for program in zenity kdialog matedialog qarma xdg-open xdg-email xdg-mime gio firewall-cmd nmcli pkexec; do command -v $program; done";
    let output = command.args(["-c", look]).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "");
}

/// Whoever starts a program in another way gives it what this computer has.
#[test]
fn no_test_starts_a_program_by_itself() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let apart = ["common", "fuzz"].map(|name| tests.join(name));
    let mut folders = vec![tests];
    // Put together here, so that this file does not hold it.
    let forbidden = ["Command", "::new("].concat();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() && !apart.contains(&path) {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                assert!(
                    !text.contains(&forbidden),
                    "{}: use surroundings::command",
                    path.display()
                );
            }
        }
    }
}

/// With every dialog program, mail program, bus and language that a desktop may have.
#[test]
fn a_persons_desktop_is_left_alone() {
    let traps = Traps::set();
    let output = traps.run_again(&["--exact", "window::the_window_pair_works_by_names_alone"]);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    traps.assert_untouched();
}
