//! An administrator's policy where it really stands, for whoever uses the computer; and a record that neither a crash
//! nor a full disk spoils.
//!
//! Each computer is a mount namespace with an `/etc` of its own, so these tests need root, as a container's user is,
//! and are skipped elsewhere.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

use super::display::{Display, Picture, eventually};
use super::freerdp;
use super::pair::{Expert, Home, Novice};
use super::program::Program;
use super::surroundings;

/// The user and group that own nothing.
const NOBODY: u32 = 65_534;

/// A computer with a policy of its own.
pub struct Computer(tempfile::TempDir);

impl Computer {
    pub fn under(policy: &str) -> Self {
        let computer = Self(tempfile::tempdir().unwrap());
        fs::set_permissions(computer.0.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let copied = surroundings::command("cp")
            .arg("-a")
            .arg("/etc")
            .arg(computer.0.path())
            .status();
        assert!(copied.unwrap().success());
        let own = computer.policy().parent().unwrap().to_owned();
        let _ = fs::remove_dir_all(&own);
        fs::create_dir_all(&own).unwrap();
        fs::write(computer.0.path().join("lifeline"), "").unwrap();
        computer.rule(policy);
        computer
    }

    pub fn policy(&self) -> PathBuf {
        self.0.path().join("etc/lifeline/policy.json")
    }

    pub fn rule(&self, policy: &str) {
        let fresh = self.0.path().join("etc/lifeline/fresh");
        fs::write(&fresh, policy).unwrap();
        fs::rename(fresh, self.policy()).unwrap();
    }

    /// The program on this computer; `first` is done by root before it, `account` runs it.
    fn command(&self, home: &Home, first: &str, account: &[&str]) -> Command {
        let script = format!(
            "set -e; mount --bind \"$1/etc\" /etc; mount --bind \"$2\" \"$1/lifeline\"; {first}; run=$1/lifeline; shift 2; exec {} \"$run\" \"$@\"",
            account.join(" ")
        );
        let mut command = surroundings::command("unshare");
        command
            .args(["--mount", "sh", "-c", &script, "sh"])
            .arg(self.0.path())
            .arg(env!("CARGO_BIN_EXE_lifeline"));
        home.dress(&mut command);
        command
    }

    pub fn as_root(&self, home: &Home) -> Command {
        self.command(home, "true", &[])
    }

    pub fn as_nobody(&self, home: &Home) -> Command {
        self.command(
            home,
            "true",
            &["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"],
        )
    }
}

/// A home that belongs to nobody.
pub fn home_of_nobody() -> Home {
    let home = Home::new();
    for path in [home.path(""), home.path("run")] {
        chown(&path, Some(NOBODY), Some(NOBODY)).unwrap();
    }
    home
}

pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn two_accounts_obey_one_policy_and_neither_escapes() {
    if !surroundings::root_is_here() {
        return;
    }
    let policy = r#"{"settings": {"help_others": false, "ask": false, "control": false},
        "for": [{"user": "root", "settings": {"help_others": true, "ask": true}}]}"#;
    let computer = Computer::under(policy);
    let (root, nobody) = (Home::new(), home_of_nobody());
    let config = nobody.path(".config/lifeline");
    fs::create_dir_all(&config).unwrap();
    fs::write(
        config.join("settings.json"),
        r#"{"help_others": true, "ask": true, "control": true}"#,
    )
    .unwrap();
    fs::set_permissions(nobody.path(".config"), fs::Permissions::from_mode(0o755)).unwrap();
    for path in [nobody.path(".config"), config.clone(), config.join("settings.json")] {
        chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
    }
    let shown = |mut command: Command| -> Value {
        let output = command.args(["policy", "show", "--json"]).output().unwrap();
        serde_json::from_str(&said(&output)).unwrap_or_else(|error| panic!("{error}: {output:?}"))
    };
    let value = |shown: &Value, name: &str| shown["settings"][name]["value"].as_bool().unwrap();
    let (hers, theirs) = (shown(computer.as_root(&root)), shown(computer.as_nobody(&nobody)));
    assert!(value(&hers, "help_others") && value(&hers, "ask") && !value(&hers, "control"));
    assert!(!value(&theirs, "help_others") && !value(&theirs, "ask") && !value(&theirs, "control"));
    assert_eq!(theirs["settings"]["control"]["source"], "machine");

    // Nor can the second account change it, by the program or by what its environment says.
    let display = Display::start(320, 240);
    let mut novice = Novice::ask(&display, &[]);
    let ticket = nobody.file("help.msrcIncident", &fs::read_to_string(&novice.ticket).unwrap());
    let password = nobody.file("password", &novice.password);
    let open = |environment: &[(&str, &str)]| {
        let mut command = computer.as_nobody(&nobody);
        command
            .args(["open", "--terminal"])
            .arg(&ticket)
            .arg("--password-file")
            .arg(&password);
        command
            .envs(environment.iter().copied())
            .env("USER", "root")
            .env("LOGNAME", "root");
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(18), "{output:?}");
        assert!(said(&output).contains("ended forbidden-here"), "{output:?}");
    };
    open(&[]);
    // Nor may they ask: that is said, also where there is no screen to share, and is on record.
    let output = computer
        .as_nobody(&nobody)
        .env_remove("DISPLAY")
        .args(["ask", "--terminal", "--listen", "127.0.0.1", "--port", "0"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(18), "{output:?}");
    let told = said(&output);
    assert!(
        told.contains("does not allow asking for help") && !told.contains("screen"),
        "{told}"
    );
    let journal = fs::read_to_string(nobody.path(".local/state/lifeline/journal.jsonl")).unwrap();
    assert!(journal.contains("invitation-forbidden"), "{journal}");
    let elsewhere = nobody.path("").display().to_string();
    open(&[
        ("XDG_CONFIG_DIRS", &elsewhere),
        ("XDG_CONFIG_HOME", &elsewhere),
        ("LIFELINE_POLICY", "/dev/null"),
    ]);
    for arguments in [&["policy", "asking", "on"][..], &["policy", "import", "/dev/null"]] {
        let output = computer.as_nobody(&nobody).args(arguments).output().unwrap();
        assert!(!output.status.success(), "{output:?}");
    }
    assert_eq!(fs::read_to_string(computer.policy()).unwrap(), policy);
    assert!(!novice.program.has_said("question"));

    // The administrator's own switch stops everybody.
    let output = computer
        .as_root(&root)
        .args(["policy", "asking", "off"])
        .output()
        .unwrap();
    assert_eq!(said(&output), "asking off\n");
    assert!(!value(&shown(computer.as_root(&root)), "ask"));
    assert_eq!(fs::metadata(computer.policy()).unwrap().mode() & 0o777, 0o644);
}

#[test]
fn a_policy_that_others_can_write_allows_nothing() {
    if !surroundings::root_is_here() {
        return;
    }
    let computer = Computer::under(r#"{"settings": {"ask": true}}"#);
    let home = Home::new();
    let (file, dir) = (computer.policy(), computer.policy().parent().unwrap().to_owned());
    let may_ask = || -> bool {
        let output = computer
            .as_root(&home)
            .args(["policy", "show", "--json"])
            .output()
            .unwrap();
        let shown: Value = serde_json::from_str(&said(&output)).unwrap_or_else(|error| panic!("{error}: {output:?}"));
        shown["settings"]["ask"]["value"].as_bool().unwrap()
    };
    assert!(may_ask());
    for (path, mode, right) in [(&file, 0o646, 0o644), (&dir, 0o757, 0o755)] {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        assert!(!may_ask(), "{path:?} can be written by everybody");
        fs::set_permissions(path, fs::Permissions::from_mode(right)).unwrap();
        assert!(may_ask());
        chown(path, Some(NOBODY), None).unwrap();
        assert!(!may_ask(), "{path:?} belongs to a user");
        chown(path, Some(0), None).unwrap();
    }
    chown(&file, None, Some(NOBODY)).unwrap();
    assert!(may_ask());
    fs::set_permissions(&file, fs::Permissions::from_mode(0o664)).unwrap();
    assert!(!may_ask(), "a group can write it");
}

/// Whatever stands in its place and is not the administrator's own file is a wrong policy: it is told, nobody waits,
/// and each command ends as the table of exit codes has it.
#[test]
fn what_stands_in_the_place_of_the_policy_allows_nothing() {
    if !surroundings::root_is_here() {
        return;
    }
    let computer = Computer::under("{}");
    let (home, nobody) = (Home::new(), home_of_nobody());
    let (file, dir) = (computer.policy(), computer.policy().parent().unwrap().to_owned());
    let root = computer.policy().ancestors().nth(3).unwrap().to_owned();
    let run = |script: &str| {
        let status = surroundings::command("sh")
            .args(["-ec", script])
            .current_dir(&root)
            .status();
        assert!(status.unwrap().success(), "{script}");
    };
    let show = |mut command: Command| command.args(["policy", "show"]).output().unwrap();
    for (what, made) in [
        ("a dangling link", "ln -s nothing etc/lifeline/policy.json"),
        ("a circle", "ln -s policy.json etc/lifeline/policy.json"),
        (
            "a missing folder behind a link",
            "ln -s /nowhere/policy.json etc/lifeline/policy.json",
        ),
        ("a FIFO", "mkfifo etc/lifeline/policy.json"),
        ("a directory", "mkdir etc/lifeline/policy.json"),
        ("a device", "ln -s /dev/null etc/lifeline/policy.json"),
        (
            "a folder that is gone",
            "rmdir etc/lifeline; ln -s nothing etc/lifeline",
        ),
        (
            "a folder that everybody may write",
            "mkdir -p etc/shared; chmod 777 etc/shared; echo '{}' > etc/shared/p; ln -s /etc/shared/p etc/lifeline/policy.json",
        ),
        (
            "somebody's file where everybody may add one",
            "mkdir -p etc/sticky; chmod 1777 etc/sticky; echo '{}' > etc/sticky/p; chown 65534 etc/sticky/p; ln -s ../sticky/p etc/lifeline/policy.json",
        ),
        (
            "somebody's folder",
            "mkdir -p etc/theirs; echo '{}' > etc/theirs/p; chown 65534 etc/theirs; ln -s ../theirs/p etc/lifeline/policy.json",
        ),
    ] {
        run("rm -rf etc/lifeline etc/shared etc/sticky etc/theirs; mkdir -m 755 etc/lifeline");
        run(made);
        let output = show(computer.as_nobody(&nobody));
        assert_eq!(output.status.code(), Some(19), "{what}: {output:?}");
        assert!(said(&output).contains("ask false"), "{what}: {output:?}");
    }
    // A folder that this user may not look into.
    run("rm -rf etc/lifeline; mkdir -m 700 etc/lifeline");
    assert_eq!(show(computer.as_nobody(&nobody)).status.code(), Some(19));
    assert_eq!(
        show(computer.as_root(&home)).status.code(),
        Some(0),
        "there is none for root"
    );
    run(
        "chmod 755 etc/lifeline; ln -s own etc/lifeline/link; mkdir etc/lifeline/own; echo '{\"settings\":{\"chat\":false}}' > etc/lifeline/own/p; ln -s link/p etc/lifeline/policy.json",
    );
    let output = show(computer.as_nobody(&nobody));
    assert!(
        output.status.success() && said(&output).contains("chat false machine"),
        "{output:?}"
    );
    run("rm -rf etc/lifeline");
    assert!(show(computer.as_nobody(&nobody)).status.success(), "no name, no policy");

    // Each command that it forbids ends as the table has it.
    fs::create_dir(&dir).unwrap();
    let commands: &[&[&str]] = &[
        &["ask", "--terminal", "--listen", "127.0.0.1", "--port", "0"],
        &["wait", "--terminal"],
        &["offer", "127.0.0.1:9", "--terminal"],
        &["try", "--terminal"],
        &["doctor", "--router", "never"],
        &["helper", "offers", "view"],
    ];
    for (policy, code) in [
        (
            r#"{"settings": {"ask": false, "help_others": false, "offers": "off", "helpers": []}}"#,
            18,
        ),
        ("{", 19),
    ] {
        fs::write(&file, policy).unwrap();
        for arguments in commands {
            let output = computer.as_nobody(&nobody).args(*arguments).output().unwrap();
            assert_eq!(output.status.code(), Some(code), "{arguments:?}: {output:?}");
        }
    }
    let output = computer
        .as_root(&home)
        .args(["policy", "asking", "off"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(19), "{output:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "{", "a wrong one is left alone");
}

#[test]
fn freerdp_is_no_official_helper_and_nobody_is_asked() {
    if !surroundings::root_is_here() {
        return;
    }
    let (screen, helper) = (Display::start(640, 480), Display::start(640, 480));
    let computer = Computer::under(r#"{"settings": {"official_helpers_only": true}}"#);
    let home = Home::new();
    let command = computer.as_root(&home);
    let mut novice = Novice::ask_with(home, command, &screen, &["--older-windows"]);
    for security in ["/sec:tls", "/sec:rdp"] {
        let mut freerdp = freerdp::open(&novice, &helper, &[security]);
        assert!(!freerdp.program.end().success());
    }
    assert!(!novice.program.has_said("question"));
    // The policy falls: the next one is asked about, and rises: they go.
    computer.rule("{}");
    let mut freerdp = loop {
        let mut freerdp = freerdp::open(&novice, &helper, &["/sec:tls"]);
        if novice
            .program
            .says_before_the_end_of(&mut freerdp.program, "question view ")
        {
            break freerdp;
        }
    };
    computer.rule(r#"{"settings": {"official_helpers_only": true}}"#);
    novice.program.expect("ended forbidden");
    freerdp.program.end();
}

/// As an administrator and a helper do it: the key goes on the machine's list, and the helper opens invitations as
/// ever.
#[test]
fn an_official_helper_comes_by_invitation() {
    if !surroundings::root_is_here() {
        return;
    }
    let screen = Display::start(320, 240);
    let (anna, home) = (Home::new(), Home::new());
    let open = |novice: &Novice| {
        let mut command = anna.lifeline();
        command
            .args(["open", "--terminal", "--name", "Sam"])
            .arg(&novice.ticket)
            .arg("--password-file")
            .arg(novice.home.file("told", &novice.password));
        Program::start("the helper", command)
    };
    let computer = Computer::under(r#"{"settings": {"official_helpers_only": true}}"#);
    let command = computer.as_root(&home);
    let mut novice = Novice::ask_with(home, command, &screen, &[]);
    let mut refused = open(&novice);
    refused.expect("ended key-not-known");
    assert_eq!(refused.exit_code(), 18);
    assert!(refused.notes().contains("helper show-key"), "{}", refused.notes());
    assert!(!novice.program.has_said("question"));

    let key = said(&anna.lifeline().args(["helper", "show-key"]).output().unwrap());
    let key = key.trim().trim_start_matches("key ");
    computer.rule(&format!(
        r#"{{"settings": {{"official_helpers_only": true, "helpers": [{{"name": "Anna", "key": "{key}"}}]}}}}"#
    ));
    // The list holds within two seconds.
    let mut helper = loop {
        let mut helper = open(&novice);
        if novice
            .program
            .says_before_the_end_of(&mut helper, "question view \"Anna\" (127.0.0.1) key-known")
        {
            break helper;
        }
    };
    assert!(novice.program.notes().contains("They call themselves: \"Sam\""));
    novice.program.say("stop");
    helper.expect("ended refused");
}

#[test]
fn a_journal_survives_kill_9() {
    let display = Display::start(320, 240);
    let mut novice = Novice::ask(&display, &[]);
    let mut expert = Expert::open(&novice, &[]);
    novice.allow("view");
    expert.program.expect("viewing ");
    novice.program.expect("viewing");
    // Nobody waits for the disk, which gets it all the same.
    let journal = novice.home.path(".local/state/lifeline/journal.jsonl");
    eventually("the yes is on record", || {
        fs::read_to_string(&journal).is_ok_and(|lines| lines.contains("view-allowed"))
    });
    novice.program.kill();
    let Novice { home, .. } = novice;
    // As if the power had gone in the middle of the next line.
    let mut file = OpenOptions::new().append(true).open(&journal).unwrap();
    file.write_all(b"{\"time\":1763636657,\"at\":\"2025-11").unwrap();
    let mut again = Novice::ask_from(home, &display, &["--view-only"]);
    // The first that it announces is the one that survived.
    again.program.expect("password ");
    let output = again.home.lifeline().args(["history", "--json"]).output().unwrap();
    let items: Vec<Value> = said(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let session = items.iter().find(|item| item["what"] == "session").unwrap();
    assert_eq!(
        (&session["viewed"], &session["ended"]),
        (&Value::Bool(true), &Value::Null),
        "{session}"
    );
    let kinds: Vec<&str> = items.iter().filter_map(|item| item["kind"].as_str()).collect();
    assert_eq!(kinds, ["invited", "invited"], "before the crash and after it");
    let mode = fs::metadata(&journal).unwrap().mode() & 0o777;
    assert_eq!(mode, 0o600);
    // The helper's own record has the session under the same number, and its end.
    expert.program.expect("ended ");
    let theirs = expert.home.lifeline().args(["history", "--json"]).output().unwrap();
    let theirs: Value = serde_json::from_str(said(&theirs).lines().next().unwrap()).unwrap();
    assert_eq!(
        (&theirs["session"], &theirs["role"]),
        (&session["session"], &Value::from("expert"))
    );
    assert!(theirs["ended"].is_u64());
}

#[test]
fn a_full_disk_stops_no_session_and_is_said_once() {
    if !surroundings::root_is_here() {
        return;
    }
    let display = Display::start(320, 240);
    display.paint(&Picture::known(320, 240, 4));
    let computer = Computer::under("{}");
    let home = Home::new();
    let state = home.path(".local/state");
    fs::create_dir_all(&state).unwrap();
    let small = format!("mount -t tmpfs -o size=256k,mode=700 none '{}'", state.display());
    let command = computer.command(&home, &small, &[]);
    let mut novice = Novice::ask_with(home, command, &display, &[]);
    // The disk of the program, seen through its process.
    let root = PathBuf::from(format!("/proc/{}/root", novice.program.pid().as_raw_nonzero()));
    let inside = root.join(state.strip_prefix("/").unwrap());
    let mut filler = fs::File::create(inside.join("filler")).unwrap();
    while filler.write_all(&[0; 512]).is_ok() {}
    // The last page that the journal has may still hold a line or two.
    let journal = inside.join("lifeline/journal.jsonl");
    let length = usize::try_from(fs::metadata(&journal).unwrap().len()).unwrap();
    let room = length.next_multiple_of(4096) - length;
    let mut file = OpenOptions::new().append(true).open(&journal).unwrap();
    file.write_all(&vec![b'\n'; room]).unwrap();

    let mut expert = Expert::open(&novice, &[]);
    novice.allow("view");
    expert.program.expect("viewing ");
    expert.sees(&display);
    for command in ["pause", "resume", "stop"] {
        novice.program.say(command);
        novice.program.expect(match command {
            "pause" => "paused",
            "resume" => "resumed",
            _ => "ended stopped",
        });
    }
    assert_eq!(
        novice.program.notes().matches("is not recorded").count(),
        1,
        "{}",
        novice.program.notes()
    );
    assert!(!novice.program.has_said("error"), "{:?}", novice.program.seen());
}
