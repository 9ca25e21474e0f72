//! What nobody may find afterwards in what the two programs said, logged and recorded, however much they were asked to
//! tell.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lifeline::invitation::Store;
use rustix::process::Signal;

use super::display::{Display, eventually};
use super::pair::{Expert, Home, Novice, take_control};
use super::program::Program;
use super::surroundings;

/// A secret, and the forms in which it might show.
struct Secret {
    what: &'static str,
    forms: Vec<String>,
}

impl Secret {
    fn text(what: &'static str, text: &str) -> Self {
        Self {
            what,
            forms: vec![text.to_owned(), text.to_lowercase(), STANDARD.encode(text)],
        }
    }

    /// Any 24 bytes in a row would give a key away; these are looked for at some places, in every usual writing.
    fn key(what: &'static str, key: &[u8]) -> Self {
        let mut forms = Vec::new();
        // What a key's beginning and end say is the same for every key.
        for at in (32..key.len().saturating_sub(32)).step_by(5) {
            let part = &key[at..at + 24];
            let hex: String = part.iter().map(|byte| format!("{byte:02x}")).collect();
            forms.push(hex.to_uppercase());
            forms.push(hex);
            forms.push(format!("{part:?}").trim_matches(['[', ']']).to_owned());
        }
        // Whatever the place of the first byte was, base64 of the rest is one of three.
        forms.extend((0..3).map(|skip| STANDARD.encode(&key[33 + skip..57 + skip])));
        Self { what, forms }
    }
}

/// All that lies in this folder and below, but what `except` names.
fn read_all(folder: &Path, except: &[&str], into: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap().map_while(Result::ok) {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if except.contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            read_all(&path, except, into);
        } else if let Ok(bytes) = std::fs::read(&path) {
            into.push((path.display().to_string(), String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
}

#[test]
fn no_secret_shows_in_output_log_or_journal() {
    let display = Display::start(400, 300);
    let (home, other_home) = (Home::new(), Home::new());
    let ticket = home.path("help.msrcIncident");
    let mut command = home.lifeline();
    command
        .args(["ask", "--terminal", "--listen", "127.0.0.1", "--port", "0", "--save"])
        .arg(&ticket)
        .env("DISPLAY", display.name())
        .env("LIFELINE_LOG", "trace");
    let mut program = Program::start("novice", command);
    program.expect("listening ");
    program.expect("invitation ");
    let password = program.expect("password ").trim_start_matches("password ").to_owned();
    let mut novice = Novice {
        home,
        program,
        ticket,
        password: password.clone(),
        port: 0,
    };
    let wrong = "WRNG WRNG WRNG";
    let mut failed = Expert::open_ticket(&novice.ticket, wrong, &[]);
    failed.program.expect("ended wrong-password");

    let typed = other_home.file("password", &password);
    let mut command = other_home.lifeline();
    command
        .args(["open", "--terminal", "--name", "Sam"])
        .arg(&novice.ticket)
        .arg("--password-file")
        .arg(typed)
        .env("LIFELINE_LOG", "trace");
    let mut expert = Expert {
        program: Program::start("expert", command),
        home: other_home,
    };
    novice.allow("view");
    expert.program.expect("viewing ");
    take_control(&mut novice, &mut expert);
    expert.program.say("type secretly-typed-words");
    expert.sees(&display);

    // What is in force is in the state directory, which is the one place for it; its copy says what to look for.
    let copy = tempfile::tempdir().unwrap();
    let state = novice.home.path(".local/state/lifeline");
    let copied = surroundings::command("cp")
        .arg("-r")
        .arg(&state)
        .arg(copy.path())
        .status();
    assert!(copied.unwrap().success());
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    let store = Store::open(&copy.path().join("lifeline")).unwrap();
    let adopted = store.adopt(now.as_secs()).unwrap();
    let listener = adopted.listeners.first().expect("one listener");
    let keys = listener.keys().unwrap();
    let stored = listener.list(now.as_secs()).remove(0);
    let secrets = [
        Secret::text("the password", stored.password.expose()),
        Secret::text("the password in groups", &password),
        Secret::text("the PassStub", stored.pass_stub.as_str()),
        Secret::text("the static proof", &stored.pass_stub.encrypt(&stored.password).to_hex()),
        Secret::text("what was typed", "secretly-typed-words"),
        Secret::text("a wrong password", "WRNGWRNGWRNG"),
        Secret::key("the TLS key", &keys.tls_key),
        Secret::key("the RDP key", &keys.rdp_key),
    ];

    // What a crash leaves behind is looked through like everything else.
    expert.program.signal(Signal::ABORT);
    novice.program.expect("ended ");
    novice.program.say("stop");
    novice.program.end();
    expert.program.end();
    failed.program.end();
    let mut texts = Vec::new();
    for (who, program) in [
        ("novice", &mut novice.program),
        ("expert", &mut expert.program),
        ("failed", &mut failed.program),
    ] {
        texts.push((format!("{who}'s notes"), program.notes()));
        let lines = program.seen().iter().filter(|line| !line.starts_with("password "));
        texts.push((format!("{who}'s lines"), lines.cloned().collect::<Vec<_>>().join("\n")));
    }
    assert!(
        texts[0].1.contains("DEBUG") && texts[2].1.contains("DEBUG"),
        "everything is told"
    );
    for home in [&novice.home, &expert.home, &failed.home] {
        read_all(&home.path(""), &["password", "help.msrcIncident"], &mut texts);
    }
    assert!(texts.iter().any(|(name, _)| name.ends_with("journal.jsonl")));
    assert!(texts.iter().any(|(name, _)| name.ends_with("lifeline.log")));
    for (place, text) in &texts {
        for Secret { what, forms } in &secrets {
            let shown = forms.iter().find(|form| text.contains(form.as_str()));
            assert!(shown.is_none(), "{what} shows in {place}: {shown:?}");
        }
    }
    // The search finds what is there: before its end the state held them all.
    let mut kept = Vec::new();
    read_all(copy.path(), &[], &mut kept);
    for what in [&secrets[0], &secrets[2]] {
        assert!(
            kept.iter()
                .any(|(_, text)| what.forms.iter().any(|form| text.contains(form))),
            "{}",
            what.what
        );
    }
    eventually("the invitation's files are gone", || {
        let mut left = Vec::new();
        read_all(&state, &["journal.jsonl", "lifeline.log"], &mut left);
        left.iter().all(|(_, text)| !text.contains(stored.password.expose()))
    });
}
