//! The commands of administrators and helpers, as they type them: what is printed, what is written where, and that it
//! holds.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::process::Output;

use rcgen::{KeyPair, PublicKeyData};
use serde_json::{Value, json};

use super::authority::{Authority, request};
use super::display::{Display, eventually};
use super::pair::{Home, Novice};
use super::program::Program;
use super::ruled::{Computer, home_of_nobody, said};
use super::surroundings;
use super::window::Presser;

/// What an error said, beside the exit code.
fn refused(output: &Output, code: i32) -> String {
    assert_eq!(output.status.code(), Some(code), "{output:?}");
    let told = String::from_utf8_lossy(&output.stderr).into_owned() + &said(output);
    assert!(told.contains("error"), "{output:?}");
    told
}

fn done(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    said(output)
}

fn key_of(home: &Home) -> String {
    let told = done(&home.lifeline().args(["helper", "show-key"]).output().unwrap());
    told.trim().trim_start_matches("key ").to_owned()
}

#[test]
fn the_machines_list_is_kept_by_its_administrator_alone() {
    if !surroundings::root_is_here() {
        return;
    }
    let computer = Computer::under(r#"{"settings": {"offers": "view"}}"#);
    let (root, nobody, anna) = (Home::new(), home_of_nobody(), Home::new());
    let key = key_of(&anna);
    let by_root = |arguments: &[&str]| computer.as_root(&root).args(arguments).output().unwrap();
    let by_nobody = |arguments: &[&str]| computer.as_nobody(&nobody).args(arguments).output().unwrap();

    // Without the rights for it nothing changes, and the way out is said.
    let told = refused(&by_nobody(&["helper", "add", &key, "Anna", "--machine"]), 1);
    assert!(told.contains("administrator"), "{told}");
    assert_eq!(
        fs::read_to_string(computer.policy()).unwrap(),
        r#"{"settings": {"offers": "view"}}"#
    );
    let told = done(&by_root(&["helper", "add", &key, "Anna", "--machine"]));
    assert_eq!(told, format!("added {key} Anna\n"));
    let policy: Value = serde_json::from_str(&fs::read_to_string(computer.policy()).unwrap()).unwrap();
    let expected = json!({ "settings": { "offers": "view", "helpers": [{ "name": "Anna", "key": key }] } });
    assert_eq!(policy, expected, "and nothing else was changed");
    assert_eq!(fs::metadata(computer.policy()).unwrap().mode() & 0o777, 0o644);

    // Every user of the computer has it, and none can add to it.
    let listed = done(&by_nobody(&["helper", "list"]));
    assert_eq!(listed, format!("offers view fixed\nhelper {key} Anna\n"));
    refused(&by_nobody(&["helper", "add", &key, "Mine"]), 18);
    refused(&by_nobody(&["helper", "offers", "control"]), 18);

    let output = by_root(&["helper", "remove", "Anna", "--machine"]);
    assert_eq!(done(&output), "removed 1\n");
    assert!(String::from_utf8_lossy(&output.stderr).contains("nobody can add to it but an administrator"));
    refused(&by_root(&["helper", "remove", "Anna", "--machine"]), 1);
}

/// From the request to the session: an authority signs a helper's key, and the computer that trusts it needs no list.
#[test]
fn an_authority_signs_a_request_and_the_helper_comes_by_its_name() {
    if !surroundings::root_is_here() {
        return;
    }
    let anna = Home::new();
    let asked = anna
        .lifeline()
        .args(["helper", "request-certificate", "Anna Example"])
        .output()
        .unwrap();
    let (name, key) = request(&done(&asked));
    assert_eq!(name, "CN=Anna Example");
    let told = anna.lifeline().args(["helper", "request-certificate", " "]).output();
    assert!(refused(&told.unwrap(), 1).contains("A name has 1 to 64 characters."));

    let authority = Authority::new();
    // Somebody else's certificate is not taken.
    let other = KeyPair::generate().unwrap();
    let strange = anna.file("strange.pem", &authority.sign("Anna Example", other.der_bytes(), 1));
    let use_it = |file: &std::path::Path| {
        let mut command = anna.lifeline();
        command.args(["helper", "use-certificate"]).arg(file).output().unwrap()
    };
    let told = refused(&use_it(&strange), 1);
    assert!(told.contains("for another key"), "{told}");
    refused(&use_it(&anna.file("no.pem", "no certificate")), 1);
    done(&use_it(
        &anna.file("anna.pem", &authority.sign("Anna Example", &key, 2)),
    ));

    let computer_home = Home::new();
    let policy = json!({ "settings": {
        "official_helpers_only": true,
        "authority": { "certificate": authority.certificate(), "names": ["Anna Example"] },
    } });
    let computer = Computer::under(&policy.to_string());
    let screen = Display::start(320, 240);
    let command = computer.as_root(&computer_home);
    let mut novice = Novice::ask_with(computer_home, command, &screen, &[]);
    let mut command = anna.lifeline();
    command
        .args(["open", "--terminal", "--name", "Sam"])
        .arg(&novice.ticket)
        .arg("--password-file")
        .arg(novice.home.file("told", &novice.password));
    let mut helper = Program::start("the helper", command);
    novice
        .program
        .expect("question view \"Anna Example\" (127.0.0.1) key-known");
    novice.program.say("stop");
    helper.expect("ended refused");
}

#[test]
fn a_policy_is_checked_and_the_place_of_what_is_wrong_is_said() {
    let home = Home::new();
    let check = |file: &std::path::Path, more: &[&str]| {
        let mut command = home.lifeline();
        command.args(["policy", "check"]).arg(file).args(more).output().unwrap()
    };
    let right = home.file(
        "right.json",
        r#"{"settings": {"offers": "view"}, "for": [{"group": "helpdesk", "settings": {"ask": false}}]}"#,
    );
    assert_eq!(done(&check(&right, &[])), "right\n");
    let shown: Value = serde_json::from_str(&done(&check(&right, &["--json"]))).unwrap();
    assert_eq!(
        (&shown["right"], &shown["policy"]["settings"]["offers"]),
        (&json!(true), &json!("view"))
    );

    let wrong = home.file("wrong.json", "{\n  \"settings\": {\n    \"offers\": \"yes\"\n  }\n}\n");
    let told = refused(&check(&wrong, &[]), 19);
    for said in ["wrong.json", "line 3", "yes", "`off`, `view`, `control`"] {
        assert!(told.contains(said), "{told}");
    }
    let output = check(&wrong, &["--json"]);
    assert_eq!(output.status.code(), Some(19));
    let shown: Value = serde_json::from_str(&said(&output)).unwrap();
    assert_eq!((&shown["right"], &shown["line"]), (&json!(false), &json!(3)));
    let told = refused(&check(&home.path("nothing.json"), &[]), 19);
    assert!(told.contains("there is no such file"), "{told}");
}

const ANSWERS: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<unattend xmlns="urn:schemas-microsoft-com:unattend">
  <settings pass="specialize">
    <component name="Microsoft-Windows-RemoteAssistance-Exe" processorArchitecture="amd64" language="neutral">
      <fAllowToGetHelp>true</fAllowToGetHelp>
      <fAllowFullControl>false</fAllowFullControl>
      <CreateEncryptedOnlyTickets>true</CreateEncryptedOnlyTickets>
      <MaxTicketExpiry>4</MaxTicketExpiry>
      <MaxTicketExpiryUnits>1</MaxTicketExpiryUnits>
    </component>
    <component name="Microsoft-Windows-Shell-Setup"><ComputerName>*</ComputerName></component>
  </settings>
</unattend>
"#;

#[test]
fn an_answer_file_becomes_the_policy_of_this_computer() {
    if !surroundings::root_is_here() {
        return;
    }
    let computer = Computer::under(
        r#"{"settings": {"control": true, "chat": false}, "for": [{"user": "anna", "settings": {"ask": false}}]}"#,
    );
    let (root, nobody) = (Home::new(), home_of_nobody());
    let answers = root.file("unattend.xml", ANSWERS);
    let import = |file: &std::path::Path, more: &[&str]| {
        let mut command = computer.as_root(&root);
        command
            .args(["policy", "import"])
            .arg(file)
            .args(more)
            .output()
            .unwrap()
    };
    let told = done(&import(&answers, &[]));
    assert_eq!(
        told.lines().collect::<Vec<_>>(),
        [
            "written /etc/lifeline/policy.json",
            "imported ask true",
            "imported control false",
            "imported encrypted_only true",
            "imported longest_life {\"number\":4,\"unit\":\"hours\"}",
        ]
    );
    // What it does not speak of stays, and it holds for everybody at once.
    let shown = computer.as_nobody(&nobody).args(["policy", "show"]).output().unwrap();
    let shown = done(&shown);
    for line in [
        "ask true machine",
        "control false machine",
        "chat false machine",
        "longest_life {\"number\":4,\"unit\":\"hours\"} machine",
    ] {
        assert!(shown.lines().any(|shown| shown == line), "{shown}");
    }
    let policy = fs::read_to_string(computer.policy()).unwrap();
    assert!(policy.contains("\"anna\""), "{policy}");

    // A wrong one is named with its line, and nothing is written.
    let wrong = root.file("wrong.xml", &ANSWERS.replace(">4<", ">400<"));
    let told = refused(&import(&wrong, &[]), 19);
    assert!(told.contains("line 8") && told.contains("400"), "{told}");
    assert_eq!(fs::read_to_string(computer.policy()).unwrap(), policy);
    // Into another file, for looking at it first.
    let elsewhere = root.path("look.json");
    done(&import(&answers, &["--to", elsewhere.to_str().unwrap()]));
    let output = root.lifeline().args(["policy", "check"]).arg(&elsewhere).output();
    assert_eq!(done(&output.unwrap()), "right\n");
}

/// The box in the window makes an entry that the desktop starts; it goes with the box, and with the offers.
#[test]
fn starting_with_the_session_is_an_entry_that_comes_and_goes() {
    let (display, home) = (Display::start(1280, 900), Home::new());
    let entry = home.path(".config/autostart/lifeline-offers.desktop");
    let mut presser = Presser::start();
    presser.launch(&display, &home, &[]);
    presser.press("Who may offer help");
    presser.press("They may offer to look");
    let start = "Start when I log in, and wait in the background";
    presser.press(start);
    eventually("the entry is there", || entry.exists());
    let text = fs::read_to_string(&entry).unwrap();
    let program = env!("CARGO_BIN_EXE_lifeline");
    assert!(
        text.contains(&format!("Exec=\"{program}\" wait --background\n")),
        "{text}"
    );
    presser.press(start);
    eventually("the entry is gone", || !entry.exists());
    presser.press(start);
    eventually("the entry is there again", || entry.exists());
    presser.press("Nobody may offer help");
    eventually("without offers there is nothing to start for", || !entry.exists());
}

/// What is passed on is the line as it was printed, with or without quotation marks around it.
#[test]
fn a_key_is_added_as_it_was_printed() {
    let (anna, home) = (Home::new(), Home::new());
    let line = done(&anna.lifeline().args(["helper", "show-key"]).output().unwrap());
    let (line, key) = (line.trim(), key_of(&anna));
    let apart = key.replace('-', " ").to_lowercase();
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    for (given, name) in [
        (vec![line.to_owned(), "Anna".to_owned()], "Anna"),
        ([words(line), words("Anna")].concat(), "Anna"),
        (
            [words("KEY:"), words(&apart), words("Anna of the desk")].concat(),
            "Anna of the desk",
        ),
        (vec![apart.clone(), "Anna Example".to_owned()], "Anna Example"),
    ] {
        let output = home.lifeline().args(["helper", "add"]).args(&given).output().unwrap();
        assert_eq!(done(&output), format!("added {key} {name}\n"), "{given:?}");
    }
    let output = home.lifeline().args(["helper", "remove", line]).output().unwrap();
    assert_eq!(done(&output), "removed 1\n");
    let output = home.lifeline().args(["helper", "add", "key", "Anna"]).output().unwrap();
    refused(&output, 1);
}

/// Every spelling that `--address` takes; nothing listens there, so that the end is that of an unreachable computer.
#[test]
fn one_parser_reads_the_places_of_all_commands() {
    let home = Home::new();
    for (place, known) in [
        ("[fe80::1%lo]:3389", "fe80::1%lo:3389"),
        ("fe80::1%lo", "fe80::1%lo:3389"),
        ("[::1]", "::1:3389"),
        ("[0:0:0:0:0:0:0:1]:4000", "::1:4000"),
        ("127.0.0.1:4000", "127.0.0.1:4000"),
        ("Büro-12.example:4000", "Büro-12.example:4000"),
    ] {
        let output = home.lifeline().args(["helper", "forget", place]).output().unwrap();
        assert_eq!(done(&output), format!("unknown {known}\n"));
        if place.contains("]:") || place.contains(":4000") {
            let mut open = home.lifeline();
            open.args(["open", "--terminal", "--address", place, "missing.msrcIncident"]);
            assert_eq!(open.output().unwrap().status.code(), Some(3), "{place}");
        }
    }
    for place in [
        "",
        "[::1",
        "fe80::1%lo:0x",
        "host:0",
        "host:70000",
        "a b",
        "[host]:1",
        "127.0.0.1%lo",
        "[::1%]:1",
    ] {
        for command in [&["offer", "--terminal"][..], &["helper", "forget"]] {
            let output = home.lifeline().args(command).arg(place).output().unwrap();
            assert_eq!(output.status.code(), Some(2), "{place}: {output:?}");
        }
        let mut open = home.lifeline();
        let output = open
            .args(["open", "--address", place, "missing.msrcIncident"])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{place}: {output:?}");
    }
}

#[test]
fn what_could_not_be_printed_was_not_done() {
    let home = Home::new();
    home.file("unattend.xml", ANSWERS);
    home.file("policy.json", "{}");
    let commands: &[&[&str]] = &[
        &["--help"],
        &["--version"],
        &["completions", "bash"],
        &["man"],
        &["helper", "show-key"],
        &["helper", "list"],
        &["helper", "offers", "--json"],
        &["helper", "forget", "host"],
        &["helper", "request-certificate", "Anna"],
        &["policy", "show"],
        &["policy", "check", "policy.json"],
        &["policy", "import", "unattend.xml", "--to", "other.json"],
        &["policy", "schema"],
        &["history", "--json"],
        &["doctor", "--router", "never"],
        &["doctor", "--router", "never", "--json"],
    ];
    // An empty history prints nothing.
    let state = home.path(".local/state/lifeline");
    fs::create_dir_all(&state).unwrap();
    let line = r#"{"time":1763636657,"at":"2025-11-20T10:37:37Z","kind":"invited","role":"novice"}"#;
    fs::write(state.join("journal.jsonl"), format!("{line}\n")).unwrap();
    for arguments in commands {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let (reader, gone) = std::io::pipe().unwrap();
        drop(reader);
        for output in [full.into(), gone.into()] {
            let output: std::process::Stdio = output;
            let mut command = home.lifeline();
            let status = command
                .args(*arguments)
                .current_dir(home.path(""))
                .stdout(output)
                .stderr(std::process::Stdio::null())
                .status()
                .unwrap();
            assert_eq!(status.code(), Some(20), "{arguments:?}");
        }
    }
}

#[test]
fn a_mistyped_command_is_no_invitation() {
    let home = Home::new();
    let run = |arguments: &[&str]| {
        let mut command = home.lifeline();
        command.args(arguments).current_dir(home.path("")).output().unwrap()
    };
    for (typed, nearest) in [
        (&["aks"][..], "lifeline ask"),
        (&["aks", "--terminal"], "lifeline ask"),
        (&["histroy", "--json"], "lifeline history"),
        (&["Doctor"], "lifeline doctor"),
        (&["xyzzy"], "lifeline --help"),
    ] {
        let told = refused(&run(typed), 2);
        assert!(told.contains(typed[0]) && told.contains(nearest), "{told}");
    }
    for missing in ["help.msrcIncident", "./aks"] {
        let told = refused(&run(&[missing]), 3);
        assert!(told.contains(missing) && told.contains("no such file"), "{told}");
    }
    // A file of that name is what was meant.
    home.file("aks", "no invitation");
    let told = refused(&run(&["aks"]), 16);
    assert!(told.contains("no desktop"), "{told}");
}

/// What the system says of a missing display names files of whoever built the program.
#[test]
fn without_a_display_nobody_reads_of_somebodys_files() {
    let home = Home::new();
    for display in [None, Some("DISPLAY"), Some("WAYLAND_DISPLAY")] {
        let mut command = home.lifeline();
        command.env_remove("LIFELINE_LOG");
        if let Some(name) = display {
            command.env(name, ":4711");
        }
        let told = refused(&command.output().unwrap(), 16);
        assert!(
            !told.contains(".rs") && !told.contains("registry") && !told.contains("cargo"),
            "{told}"
        );
        assert!(told.contains("--terminal"), "{told}");
    }
}
