//! Each policy over the wire: the novice under it, an expert connecting, and what the one allows the other.

use std::fs;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use lifeline::journal::{self, Entry, Kind, Role};
use lifeline::policy::{Change, Setting, Sources, Who};
use lifeline::session::expert::{self, End, ExpertSettings};
use lifeline::session::novice::{
    Answer, Command, ControlEnd, Event, MapWhen, Problem, Question, QuestionKind, SessionEnd,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::pair::{
    Asked, Display, TIMEOUT, answer, ask, ask_under, changed_and_ended, ended, let_control, let_in, open, open_with,
    options, question, unruled, until, whole_picture,
};
use crate::novice_side::NO_DISPLAY;
use crate::port::free_port;
use crate::surroundings;

/// A computer with an administrator.
struct Computer(tempfile::TempDir);

impl Computer {
    fn under(settings: &str) -> Self {
        surroundings::usual_umask();
        let computer = Self(tempfile::tempdir().unwrap());
        computer.rule(settings);
        computer
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("policy.json")
    }

    /// Another policy from now on, put in place in one step.
    fn rule(&self, settings: &str) {
        self.write(&format!("{{\"settings\": {{{settings}}}}}"));
    }

    fn write(&self, policy: &str) {
        let fresh = self.0.path().join("fresh");
        fs::write(&fresh, policy).unwrap();
        fs::rename(fresh, self.file()).unwrap();
    }

    /// The user's own settings from now on.
    fn choose(&self, settings: &str) {
        let own = self.0.path().join("own");
        fs::create_dir_all(&own).unwrap();
        let fresh = own.join("fresh");
        fs::write(&fresh, format!("{{{settings}}}")).unwrap();
        fs::rename(fresh, own.join("settings.json")).unwrap();
    }

    /// What the settings of the person hold.
    fn chosen(&self) -> serde_json::Value {
        let file = self.0.path().join("own/settings.json");
        serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
    }

    fn sources(&self) -> Sources {
        let own = self.0.path().join("own");
        Sources::in_files(self.file(), Some(own), Who::named("anna", &["staff"]))
    }
}

/// Asks where it must not, and returns what the novice is told.
async fn refused(rules: Sources) -> Problem {
    let state = tempfile::tempdir().unwrap();
    let mut novice = super::pair::start(NO_DISPLAY, &state, rules);
    novice.commands.send(Command::Ask(options())).await.unwrap();
    until(&mut novice.events, |event| match event {
        Event::Error(problem) => Some(problem.clone()),
        Event::Invitation(invitation) => panic!("{invitation:?}"),
        _ => None,
    })
    .await
}

async fn novice_ended(asked: &mut Asked) -> SessionEnd {
    until(&mut asked.novice.events, |event| match event {
        Event::Ended(end) => Some(end.clone()),
        Event::Question(question) => panic!("{question:?}"),
        _ => None,
    })
    .await
}

/// Lets an expert see, and returns them.
async fn seeing(asked: &mut Asked) -> expert::Expert {
    let mut expert = let_in(asked).await;
    whole_picture(&mut expert).await;
    expert
}

fn kinds(asked: &Asked) -> Vec<Kind> {
    entries(asked.state.path()).iter().map(|entry| entry.kind).collect()
}

fn entries(dir: &std::path::Path) -> Vec<Entry> {
    assert!(journal::finish(TIMEOUT));
    journal::read(dir).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_ask_gets_no_invitation_and_is_told_why() {
    for settings in ["\"ask\": false", "\"everything_off\": true"] {
        let problem = refused(Computer::under(settings).sources()).await;
        assert!(problem.why.contains("Whoever manages this computer"), "{problem}");
    }
    let wrong = Computer::under("\"ask\": false");
    wrong.write("{\n\"settings\": {\"ask\": 3}}");
    let problem = refused(wrong.sources()).await;
    assert!(problem.why.contains("line 2"), "{problem}");
    // What the parser says of it is English, and for whoever wrote it: `lifeline policy` has it.
    assert!(!problem.why.contains("expected"), "{problem}");

    let own = Computer::under("");
    fs::create_dir(own.0.path().join("own")).unwrap();
    fs::write(own.0.path().join("own/settings.json"), "{\"ask\": false}").unwrap();
    assert!(refused(own.sources()).await.why.contains("You have turned"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_policy_for_one_user_and_one_group_holds_for_them() {
    let policy = r#"{"settings": {"ask": false}, "for": [{"group": "staff", "settings": {"ask": true}}]}"#;
    let computer = Computer::under("");
    computer.write(policy);
    drop(ask_under(NO_DISPLAY, computer.sources(), |_| ()).await);
    let others = Sources::in_files(computer.file(), None, Who::named("bob", &["guests"]));
    refused(others).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_forbidden_later_ends_invitations_and_the_session() {
    let computer = Computer::under("");
    let mut asked = ask_under(NO_DISPLAY, computer.sources(), |_| ()).await;
    let mut expert = open(&asked.invitation, &asked.invitation.password);
    question(&mut asked.novice, QuestionKind::View).await;
    computer.rule("\"ask\": false");
    assert_eq!(ended(&mut expert).await, End::Forbidden);
    let mut missing = std::collections::BTreeSet::from(["ended", "told", "cancelled"]);
    while !missing.is_empty() {
        let came = until(&mut asked.novice.events, |event| match event {
            Event::Ended(SessionEnd::Forbidden) => Some("ended"),
            Event::Error(problem) if problem.why.contains("manages") => Some("told"),
            Event::Withdrawn(id) if *id == asked.invitation.id => Some("cancelled"),
            Event::Ended(_) | Event::Error(_) => panic!("{event:?}"),
            _ => None,
        });
        missing.remove(came.await);
    }
    let kinds = kinds(&asked);
    assert!(kinds.contains(&Kind::SessionForbidden) && kinds.contains(&Kind::InvitationForbidden));
    let mut late = open(&asked.invitation, &asked.invitation.password);
    assert!(matches!(ended(&mut late).await, End::Forbidden | End::Unreachable));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_policy_that_breaks_during_a_session_ends_it() {
    let computer = Computer::under("");
    let mut asked = ask_under(NO_DISPLAY, computer.sources(), |_| ()).await;
    let mut expert = open(&asked.invitation, &asked.invitation.password);
    question(&mut asked.novice, QuestionKind::View).await;
    computer.write("{");
    assert_eq!(novice_ended(&mut asked).await, SessionEnd::Forbidden);
    assert_eq!(ended(&mut expert).await, End::Forbidden);
}

#[tokio::test(flavor = "multi_thread")]
async fn official_helpers_only_turns_others_away_before_any_question() {
    let computer = Computer::under("\"official_helpers_only\": true");
    let mut asked = ask_under(NO_DISPLAY, computer.sources(), |_| ()).await;
    let mut expert = open(&asked.invitation, &asked.invitation.password);
    assert_eq!(ended(&mut expert).await, End::KeyNotKnown);
    assert!(kinds(&asked).contains(&Kind::StrangerForbidden));
    computer.rule("");
    // Nothing had been asked before: this is the first question of all.
    let mut friend = open(&asked.invitation, &asked.invitation.password);
    while ended_or_asked(&mut asked, &mut friend).await {
        friend = open(&asked.invitation, &asked.invitation.password);
    }
    computer.rule("\"official_helpers_only\": true");
    assert_eq!(ended(&mut friend).await, End::Forbidden, "nor do they stay");
}

/// True if this expert was turned away, since the change of the policy had not been seen yet.
async fn ended_or_asked(asked: &mut Asked, expert: &mut expert::Expert) -> bool {
    tokio::select! {
        end = ended(expert) => { assert_eq!(end, End::KeyNotKnown); true }
        question = question(&mut asked.novice, QuestionKind::View) => { assert_eq!(question.id.0, 1); false }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn view_only_by_policy_refuses_control_unasked() {
    let Some(display) = Display::start("640x480x24") else {
        return;
    };
    let computer = Computer::under("\"control\": false");
    let mut asked = ask_under(&display.name, computer.sources(), |_| ()).await;
    assert!(asked.invitation.view_only);
    let mut expert = seeing(&mut asked).await;
    expert.commands.send(expert::Command::RequestControl).await.unwrap();
    until(&mut expert.events, |event| {
        matches!(event, expert::Event::ControlRefused(_)).then_some(())
    })
    .await;
    asked.novice.commands.send(Command::AllowControl).await.unwrap();
    asked.novice.commands.send(Command::Stop).await.unwrap();
    assert_eq!(novice_ended(&mut asked).await, SessionEnd::NoviceStopped);
    let kinds = kinds(&asked);
    assert!(kinds.contains(&Kind::ControlForbidden) && !kinds.contains(&Kind::ControlAllowed));
}

#[tokio::test(flavor = "multi_thread")]
async fn control_forbidden_later_ends_control_and_nothing_else() {
    let Some(display) = Display::start("640x480x24") else {
        return;
    };
    let computer = Computer::under("");
    let mut asked = ask_under(&display.name, computer.sources(), |_| ()).await;
    let mut expert = seeing(&mut asked).await;
    let_control(&mut asked.novice).await;
    until(&mut expert.events, |event| {
        matches!(event, expert::Event::Controlling).then_some(())
    })
    .await;
    computer.rule("\"control\": false");
    until(&mut asked.novice.events, |event| match event {
        Event::ControlEnded(ControlEnd::Forbidden) => Some(()),
        Event::ControlEnded(other) => panic!("{other:?}"),
        Event::Ended(end) => panic!("{end:?}"),
        _ => None,
    })
    .await;
    until(&mut asked.novice.events, |event| {
        matches!(event, Event::ViewOnly(true)).then_some(())
    })
    .await;
    until(&mut expert.events, |event| {
        matches!(event, expert::Event::ControlEnded).then_some(())
    })
    .await;
    expert.commands.send(expert::Command::RequestControl).await.unwrap();
    until(&mut expert.events, |event| {
        matches!(event, expert::Event::ControlRefused(_)).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_invitation_outlives_the_longest_life() {
    let computer = Computer::under("\"longest_life\": {\"number\": 5, \"unit\": \"minutes\"}");
    let asked = ask_under(NO_DISPLAY, computer.sources(), |options| {
        options.life = Duration::from_secs(3600);
    })
    .await;
    let left = asked.invitation.expires.duration_since(SystemTime::now()).unwrap();
    assert!(left <= Duration::from_secs(300), "{left:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn encrypted_only_by_policy_shows_nothing_without_the_password() {
    let computer = Computer::under("\"encrypted_only\": true");
    let strict = ask_under(NO_DISPLAY, computer.sources(), |_| ()).await;
    let usual = ask(NO_DISPLAY, |_| ()).await;
    let shows = |asked: &Asked| asked.invitation.ticket.contains("127.0.0.1");
    assert!(shows(&usual) && !shows(&strict));
    let mut expert = open(&strict.invitation, &strict.invitation.password);
    until(&mut expert.events, |event| {
        matches!(event, expert::Event::Waiting { .. }).then_some(())
    })
    .await;
}

/// Makes another invitation of the same program.
async fn another(asked: &mut Asked) -> lifeline::session::novice::InvitationInForce {
    asked.novice.commands.send(Command::Ask(options())).await.unwrap();
    until(&mut asked.novice.events, |event| match event {
        Event::Invitation(invitation) => Some(invitation.clone()),
        Event::Error(problem) => panic!("{problem}"),
        _ => None,
    })
    .await
}

/// A helper has control of this computer.
async fn controlled(computer: &Computer, display: &Display) -> (Asked, expert::Expert) {
    let mut asked = ask_under(&display.name, computer.sources(), |_| ()).await;
    let expert = seeing(&mut asked).await;
    let_control(&mut asked.novice).await;
    until(&mut asked.novice.events, |event| {
        matches!(event, Event::Controlling).then_some(())
    })
    .await;
    (asked, expert)
}

/// A helper who controls can edit files: what they loosen is nothing before the novice has confirmed it.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_helper_loosens_in_the_settings_waits_for_the_novice() {
    let Some(display) = Display::start("640x480x24") else {
        return;
    };
    let computer = Computer::under("");
    computer.choose("\"encrypted_only\": true, \"longest_session_minutes\": 600");
    let (mut asked, expert) = controlled(&computer, &display).await;
    computer.choose("\"encrypted_only\": false");
    let shows = |invitation: &lifeline::session::novice::InvitationInForce| invitation.ticket.contains("127.0.0.1");
    assert!(!shows(&another(&mut asked).await), "what the helper loosened counts");
    // Nor does the helper's word for it count, as long as they control.
    asked.novice.commands.send(Command::KeepOffers).await.unwrap();
    assert!(!shows(&another(&mut asked).await));
    // What is stricter holds at once.
    computer.choose("\"encrypted_only\": false, \"control\": false");
    until(&mut asked.novice.events, |event| {
        matches!(event, Event::ControlEnded(ControlEnd::Forbidden)).then_some(())
    })
    .await;
    until(&mut asked.novice.events, |event| {
        matches!(event, Event::OffersChanged(_)).then_some(())
    })
    .await;
    expert.commands.send(expert::Command::End).await.unwrap();
    assert_eq!(novice_ended(&mut asked).await, SessionEnd::ExpertLeft);
    assert!(!shows(&another(&mut asked).await), "it is still to be confirmed");

    // Nor does another start of the program make it count.
    let mut restarted = super::pair::start(&display.name, &asked.state, computer.sources());
    until(&mut restarted.events, |event| {
        matches!(event, Event::OffersChanged(_)).then_some(())
    })
    .await;
    restarted.commands.send(Command::Quit).await.unwrap();
    restarted.done.await.unwrap();

    // The novice has it as it was: in the file, too, and what was not theirs to choose stays in it.
    asked.novice.commands.send(Command::PutBackOffers).await.unwrap();
    assert!(!shows(&another(&mut asked).await));
    let settings = computer.chosen();
    assert_eq!(settings["encrypted_only"], true);
    assert_eq!(settings["longest_session_minutes"], 600);
    assert!(settings.get("control").is_none());
    computer.choose("\"encrypted_only\": false");
    assert!(shows(&another(&mut asked).await), "nobody controls any more");
}

/// What is put back while a helper controls would be put back by the helper.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_loosened_is_kept_if_the_novice_wants_it_so() {
    let Some(display) = Display::start("640x480x24") else {
        return;
    };
    let computer = Computer::under("");
    computer.choose("\"encrypted_only\": true");
    let (mut asked, expert) = controlled(&computer, &display).await;
    computer.choose("\"encrypted_only\": false");
    asked.novice.commands.send(Command::PutBackOffers).await.unwrap();
    let shows = |invitation: &lifeline::session::novice::InvitationInForce| invitation.ticket.contains("127.0.0.1");
    assert!(!shows(&another(&mut asked).await));
    assert_eq!(computer.chosen()["encrypted_only"], false);
    expert.commands.send(expert::Command::End).await.unwrap();
    let (changes, end) = changed_and_ended(&mut asked.novice).await;
    assert_eq!(changes, [Change::Wider(Setting::EncryptedOnly)]);
    assert_eq!(end, SessionEnd::ExpertLeft);
    asked.novice.commands.send(Command::KeepOffers).await.unwrap();
    assert!(shows(&another(&mut asked).await), "the novice wants it so");
}

/// What a client that knows RDP's own protection only gets as its first answer: an X.224 Connection Confirm, or a
/// refusal.
async fn bare_client(port: u16) -> Vec<u8> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    // [MS-RDPBCGR] 2.2.1.1 without a negotiation request.
    stream.write_all(&[3, 0, 0, 11, 6, 0xE0, 0, 0, 0, 0, 0]).await.unwrap();
    let mut answer = vec![0; 19];
    let length = stream.read(&mut answer).await.unwrap_or(0);
    answer.truncate(length);
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn older_encryption_forbidden_is_not_even_negotiated() {
    let older = |options: &mut lifeline::session::novice::AskOptions| options.older_windows = true;
    let usual = ask(NO_DISPLAY, older).await;
    assert!(usual.invitation.older_windows);
    let welcome = bare_client(usual.invitation.port).await;
    let computer = Computer::under("\"older_encryption\": false");
    let strict = ask_under(NO_DISPLAY, computer.sources(), older).await;
    assert!(!strict.invitation.older_windows);
    let refusal = bare_client(strict.invitation.port).await;
    // RDP_NEG_FAILURE is type 3.
    assert!(refusal.is_empty() || refusal.get(11) == Some(&3), "{refusal:?}");
    assert!(!welcome.is_empty() && welcome.get(11) != Some(&3), "{welcome:?}");

    // Forbidden later, the next one is refused as well.
    let later = Computer::under("");
    let lenient = ask_under(NO_DISPLAY, later.sources(), older).await;
    later.rule("\"older_encryption\": false");
    loop {
        let answer = bare_client(lenient.invitation.port).await;
        if answer.is_empty() || answer.get(11) == Some(&3) {
            break;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_port_of_the_policy_is_the_port() {
    let port = free_port();
    let computer = Computer::under(&format!("\"port\": {port}"));
    let asked = ask_under(NO_DISPLAY, computer.sources(), |options| options.port = Some(0)).await;
    assert_eq!(asked.invitation.port, port);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_router_is_not_asked_where_mapping_is_forbidden() {
    for settings in ["\"port_mapping\": false", "\"internal_only\": true"] {
        let computer = Computer::under(settings);
        let state = tempfile::tempdir().unwrap();
        let mut novice = super::pair::start(NO_DISPLAY, &state, computer.sources());
        let mut options = options();
        options.listen = None;
        options.router.when = MapWhen::Always;
        novice.commands.send(Command::Ask(options)).await.unwrap();
        let invitation = until(&mut novice.events, |event| match event {
            Event::Mapped(_) | Event::Unmapped(_) => panic!("{event:?}"),
            Event::Invitation(invitation) => Some(invitation.clone()),
            _ => None,
        })
        .await;
        assert_eq!(invitation.mapped, None);
    }
}

/// An address of documentation (RFC 5737), which no private network has.
const PUBLIC: &str = "203.0.113.9";
const PRIVATE: &str = "10.11.12.13";

/// Runs the test of this name in a network of its own, which has both addresses.
fn in_own_network(test: &str) {
    if !surroundings::root_is_here() {
        return;
    }
    let inner = format!(
        "ip link set lo up && ip addr add {PUBLIC}/32 dev lo && ip addr add {PRIVATE}/32 dev lo && exec \"$0\" --exact \"$1\" --ignored --nocapture"
    );
    let program = std::env::current_exe().unwrap();
    let ran = surroundings::command("unshare")
        .args(["--net", "sh", "-c", &inner])
        .arg(program)
        .arg(test)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(
        ran.status.success() && said.contains("1 passed"),
        "{said}{}",
        String::from_utf8_lossy(&ran.stderr)
    );
}

#[test]
fn internal_only_hears_no_stranger_and_names_no_public_address() {
    in_own_network("session::rules::inner_internal_only");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "runs in a network of its own, which the test above makes"]
async fn inner_internal_only() {
    let computer = Computer::under("\"internal_only\": true");
    let asked = ask_under(NO_DISPLAY, computer.sources(), |options| options.listen = None).await;
    let ticket = asked.invitation.ticket.clone();
    assert!(!ticket.contains(PUBLIC), "{ticket}");
    let addresses = entries(asked.state.path());
    let addresses = addresses.iter().find(|entry| entry.kind == Kind::Addresses).unwrap();
    assert!(
        !addresses.detail.as_deref().unwrap_or_default().contains(PUBLIC),
        "{addresses:?}"
    );

    let hello = async |from: &str| {
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        socket
            .bind(SocketAddr::new(from.parse::<IpAddr>().unwrap(), 0))
            .unwrap();
        let to = SocketAddr::new(from.parse().unwrap(), asked.invitation.port);
        let mut stream = socket.connect(to).await.unwrap();
        // A request for TLS: [MS-RDPBCGR] 2.2.1.1.1, protocol 1.
        let request = [3, 0, 0, 19, 14, 0xE0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 1, 0, 0, 0];
        let _ = stream.write_all(&request).await;
        let mut answer = [0; 19];
        stream.read(&mut answer).await.unwrap_or(0)
    };
    assert_eq!(hello(PUBLIC).await, 0, "a public address is not answered");
    assert_eq!(hello(PRIVATE).await, 19);
    computer.rule("");
    while hello(PUBLIC).await == 0 {}
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_help_opens_nothing() {
    let mut asked = ask(NO_DISPLAY, |_| ()).await;
    let computer = Computer::under("\"help_others\": false");
    let settings = || ExpertSettings {
        state_dir: None,
        rules: computer.sources(),
    };
    let mut expert = open_with(&asked.invitation, &asked.invitation.password, settings());
    assert_eq!(ended(&mut expert).await, End::ForbiddenHere);
    computer.rule("");
    let mut expert = open_with(&asked.invitation, &asked.invitation.password, settings());
    let first = question(&mut asked.novice, QuestionKind::View).await;
    assert_eq!(first.id.0, 1, "nobody had come before");
    until(&mut expert.events, |event| {
        matches!(event, expert::Event::Waiting { .. }).then_some(())
    })
    .await;
    computer.rule("\"everything_off\": true");
    assert_eq!(ended(&mut expert).await, End::ForbiddenHere);
    assert_eq!(novice_ended(&mut asked).await, SessionEnd::ExpertLeft);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_administrators_words_stand_in_both_questions() {
    let Some(display) = Display::start("640x480x24") else {
        return;
    };
    let computer = Computer::under("\"view_message\": \"Close the till.\", \"control_message\": \"Watch\\nthem.\"");
    let mut asked = ask_under(&display.name, computer.sources(), |_| ()).await;
    let mut expert = open(&asked.invitation, &asked.invitation.password);
    let view = question(&mut asked.novice, QuestionKind::View).await;
    assert_eq!(view.notice.as_deref(), Some("Close the till."));
    assert!(!view.again && view.name == "Sam");
    answer(&mut asked.novice, &view, Answer::Allow).await;
    whole_picture(&mut expert).await;
    expert.commands.send(expert::Command::RequestControl).await.unwrap();
    let control = question(&mut asked.novice, QuestionKind::Control).await;
    assert_eq!(control.notice.as_deref(), Some("Watch them."));
}

/// Time passes at once wherever nobody has anything to do; what is waited for without a limit of its own.
async fn told<T>(asked: &mut Asked, wanted: impl Fn(&Event) -> Option<T>) -> T {
    loop {
        let event = asked.novice.events.recv().await.unwrap();
        if let Some(found) = wanted(&event) {
            return found;
        }
    }
}

async fn asked_again(asked: &mut Asked) -> Question {
    told(asked, |event| match event {
        Event::Question(question) => Some(question.clone()),
        Event::Ended(end) => panic!("{end:?}"),
        _ => None,
    })
    .await
}

#[tokio::test]
async fn the_longest_session_ends_by_itself() {
    let Some(display) = Display::start("640x480x24") else {
        return;
    };
    let computer = Computer::under("\"longest_session_minutes\": 3");
    let mut asked = ask_under(&display.name, computer.sources(), |_| ()).await;
    let mut expert = seeing(&mut asked).await;
    tokio::time::pause();
    let begun = tokio::time::Instant::now();
    let end = told(&mut asked, |event| match event {
        Event::Ended(end) => Some(end.clone()),
        _ => None,
    });
    assert_eq!(end.await, SessionEnd::TimeUp);
    assert!(begun.elapsed() > Duration::from_secs(120));
    tokio::time::resume();
    assert_eq!(ended(&mut expert).await, End::TimeUp);
    assert!(kinds(&asked).contains(&Kind::TimeUp));
}

#[tokio::test]
async fn the_view_is_asked_for_again_and_control_with_it() {
    let Some(display) = Display::start("640x480x24") else {
        return;
    };
    let computer = Computer::under("\"ask_again_minutes\": 4");
    let mut asked = ask_under(&display.name, computer.sources(), |_| ()).await;
    let mut expert = seeing(&mut asked).await;
    let_control(&mut asked.novice).await;
    // Control starts on a thread of its own, which time that stands still does not wait for.
    until(&mut asked.novice.events, |event| {
        matches!(event, Event::Controlling).then_some(())
    })
    .await;
    tokio::time::pause();
    told(&mut asked, |event| match event {
        Event::ControlEnded(ControlEnd::AskedAgain) => Some(()),
        Event::ControlEnded(other) => panic!("{other:?}"),
        _ => None,
    })
    .await;
    let again = asked_again(&mut asked).await;
    assert!(again.again);
    tokio::time::resume();
    until(&mut expert.events, |event| {
        matches!(event, expert::Event::Paused(_)).then_some(())
    })
    .await;
    answer(&mut asked.novice, &again, Answer::Allow).await;
    until(&mut expert.events, |event| {
        matches!(event, expert::Event::Resumed).then_some(())
    })
    .await;
    tokio::time::pause();
    let third = asked_again(&mut asked).await;
    assert!(third.again && third.id != again.id);
    tokio::time::resume();
    answer(&mut asked.novice, &third, Answer::Refuse).await;
    assert_eq!(novice_ended(&mut asked).await, SessionEnd::ViewRefused);
    assert_eq!(ended(&mut expert).await, End::NoviceSaidNo);
}

/// Nobody sits there any more: what was allowed once is not allowed for ever.
#[tokio::test]
async fn silence_when_asked_again_ends_the_session() {
    let Some(display) = Display::start("640x480x24") else {
        return;
    };
    let computer = Computer::under("\"ask_again_minutes\": 30");
    let mut asked = ask_under(&display.name, computer.sources(), |_| ()).await;
    let mut expert = seeing(&mut asked).await;
    tokio::time::pause();
    let allowed = tokio::time::Instant::now();
    let again = asked_again(&mut asked).await;
    assert!(again.again && again.seconds == 120);
    assert!(allowed.elapsed() > Duration::from_secs(29 * 60));
    let end = told(&mut asked, |event| match event {
        Event::Ended(end) => Some(end.clone()),
        _ => None,
    });
    assert_eq!(end.await, SessionEnd::ViewUnanswered);
    tokio::time::resume();
    assert_eq!(ended(&mut expert).await, End::NeverAnswered);
    let kinds = kinds(&asked);
    let place = |kind| kinds.iter().position(|one| *one == kind);
    assert!(place(Kind::AskedAgain) < place(Kind::ViewUnanswered) && place(Kind::AskedAgain).is_some());
}

/// The colours of the desktop's background that a helper saw until there were `enough`, or the background had changed
/// often.
async fn backgrounds_seen(policy: &str, enough: usize) -> Option<usize> {
    let display = Display::start("64x64x24")?;
    let computer = Computer::under(policy);
    let mut asked = ask_under(&display.name, computer.sources(), |_| ()).await;
    let expert = seeing(&mut asked).await;
    let mut seen = std::collections::BTreeSet::new();
    for shade in 1..=400u32 {
        display.run("xsetroot", &["-solid", &format!("#{:06x}", shade * 1031)]);
        seen.insert(expert.canvas.lock().unwrap().bgra.get(..4).unwrap_or_default().to_vec());
        if seen.len() >= enough {
            break;
        }
    }
    Some(seen.len())
}

#[tokio::test(flavor = "multi_thread")]
async fn sparing_the_network_hides_the_background() {
    let Some(shown) = backgrounds_seen("\"bandwidth\": \"none\"", 4).await else {
        return;
    };
    assert!(shown >= 4, "{shown} backgrounds");
    // What was there before the first picture, and the one colour for them all.
    let hidden = backgrounds_seen("\"bandwidth\": \"full\"", 4).await.unwrap();
    assert!(hidden <= 2, "{hidden} backgrounds");
}

#[tokio::test(flavor = "multi_thread")]
async fn both_journals_bear_one_number_and_the_readable_log_can_be_off() {
    let Some(display) = Display::start("640x480x24") else {
        return;
    };
    let computer = Computer::under("\"session_log\": false");
    let mut asked = ask_under(&display.name, computer.sources(), |_| ()).await;
    let helper = tempfile::tempdir().unwrap();
    let settings = ExpertSettings {
        state_dir: Some(helper.path().to_owned()),
        ..unruled()
    };
    let mut expert = open_with(&asked.invitation, &asked.invitation.password, settings);
    let asks = question(&mut asked.novice, QuestionKind::View).await;
    answer(&mut asked.novice, &asks, Answer::Allow).await;
    whole_picture(&mut expert).await;
    asked.novice.commands.send(Command::Stop).await.unwrap();
    assert_eq!(ended(&mut expert).await, End::NoviceStopped);
    assert_eq!(novice_ended(&mut asked).await, SessionEnd::NoviceStopped);
    asked.novice.commands.send(Command::Quit).await.unwrap();
    (&mut asked.novice.done).await.unwrap();
    (&mut expert.done).await.unwrap();

    let (ours, theirs) = (entries(asked.state.path()), entries(helper.path()));
    let number = |entries: &[Entry]| {
        let mut numbers: Vec<_> = entries.iter().filter_map(|entry| entry.session.clone()).collect();
        numbers.dedup();
        assert_eq!(numbers.len(), 1, "{entries:#?}");
        numbers.remove(0)
    };
    assert_eq!(number(&ours), number(&theirs));
    assert_eq!(number(&ours).len(), 16);
    assert!(
        ours.iter().all(|entry| entry.role == Role::Novice) && theirs.iter().all(|entry| entry.role == Role::Expert)
    );
    let events = |entries: &[Entry]| entries.iter().filter_map(|entry| entry.event).collect::<Vec<_>>();
    assert_eq!(events(&ours), [13, 14, 33, 16, 22, 19, 30]);
    assert_eq!(events(&theirs), [15, 16, 22, 18]);
    assert_eq!(theirs.first().unwrap().who.as_deref(), Some("Novice"));

    let logs = |dir: &std::path::Path| fs::read_dir(dir.join("sessions")).map_or(0, Iterator::count);
    assert_eq!(logs(asked.state.path()), 0, "switched off");
    let log = fs::read_dir(helper.path().join("sessions"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    let text = fs::read_to_string(log.path()).unwrap();
    for said in [
        "Novice",
        "127.0.0.1",
        "They let you see",
        "They ended it.",
        &number(&ours),
    ] {
        assert!(text.contains(said), "{said} is not in {text}");
    }
}
