//! The terminal front end at its door: a session made of plain channels on one side, typed lines on the other.

use std::future::pending;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use lifeline::session::expert::{self, Canvas, End};
use lifeline::session::novice::{
    self, Caller, InvitationId, InvitationInForce, Problem, Protection, ProvedBy, Question, QuestionId, QuestionKind,
    SessionEnd,
};
use lifeline::terminal::{Called, Delivered, Exit, ExpertRun, NoviceRun, Purpose, Screen, Typed, one_line, strokes};
use lifeline::vocabulary::{InputEvent, ScanKey};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

fn question(kind: QuestionKind, name: &str) -> novice::Event {
    novice::Event::Question(Question {
        id: QuestionId(7),
        kind,
        name: name.to_owned(),
        address: "203.0.113.7:40000".parse().unwrap(),
        protection: Protection::TlsAndRc4,
        view_only: false,
        notice: None,
        again: false,
        asked: std::time::Instant::now(),
        proved_by: ProvedBy::Invitation,
        seconds: 120,
        locked_seconds: 1,
        prompts: false,
        desktop_asks: false,
        caller_seconds: (kind == QuestionKind::View).then_some(10),
    })
}

fn invitation() -> InvitationInForce {
    InvitationInForce {
        id: InvitationId("ours".to_owned()),
        password: "ABCD EFGH JKLM".to_owned(),
        ticket: "<ticket/>".to_owned(),
        file: PathBuf::from("/state/ours.msrcIncident"),
        expires: SystemTime::now(),
        port: 3389,
        view_only: false,
        older_windows: false,
        failed_tries: 0,
        mapped: None,
        kept: false,
    }
}

/// What a finished front end leaves: the exit, the lines, the notes.
type Left = (Exit, String, String);

/// Lets the front end handle everything that waits for it.
async fn settle() {
    for _ in 0..32 {
        tokio::task::yield_now().await;
    }
}

/// The novice's front end with both its sides in the test's hands.
struct Novice {
    commands: mpsc::Receiver<novice::Command>,
    events: mpsc::Sender<novice::Event>,
    typed: Option<mpsc::Sender<Typed>>,
    run: JoinHandle<Left>,
}

impl Novice {
    async fn start() -> Self {
        Self::start_with(None, Called::default()).await
    }

    /// `problem`: what goes wrong when the invitation is mailed.
    async fn start_with(problem: Option<Problem>, called: Called) -> Self {
        let (command_sender, mut commands) = mpsc::channel(64);
        let (events, event_receiver) = mpsc::channel(1);
        let (typed, typed_receiver) = mpsc::channel(64);
        let run = NoviceRun {
            purpose: Purpose::Ask(novice::AskOptions {
                life: Duration::from_secs(3600),
                view_only: false,
                older_windows: false,
                economy: lifeline::vocabulary::Economy::default(),
                port: None,
                password: None,
                listen: None,
                router: novice::RouterChoice::default(),
            }),
            commands: command_sender.into(),
            events: event_receiver,
            typed: typed_receiver,
            deliver: Box::new(move |invitation| {
                Ok(Delivered {
                    problem: problem.clone(),
                    ..Delivered::as_kept(invitation)
                })
            }),
            text: false,
            called,
        };
        let run = tokio::spawn(async move {
            let mut screen = Screen::new(Vec::new(), Vec::new());
            let exit = lifeline::terminal::novice(run, &mut screen, pending()).await;
            let (lines, notes) = screen.into_parts();
            (
                exit,
                String::from_utf8(lines).unwrap(),
                String::from_utf8(notes).unwrap(),
            )
        });
        assert!(matches!(commands.recv().await, Some(novice::Command::Ask(_))));
        let novice = Self {
            commands,
            events,
            typed: Some(typed),
            run,
        };
        novice.tell(novice::Event::Invitation(invitation())).await;
        novice
    }

    async fn tell(&self, event: novice::Event) {
        self.events.send(event).await.unwrap();
        settle().await;
    }

    async fn write(&self, line: &str) {
        self.hand_in(Typed::now(line)).await;
    }

    async fn hand_in(&self, typed: Typed) {
        self.typed.as_ref().unwrap().send(typed).await.unwrap();
        settle().await;
    }

    fn commands(&mut self) -> Vec<String> {
        std::iter::from_fn(|| self.commands.try_recv().ok())
            .map(|command| format!("{command:?}"))
            .collect()
    }

    /// The session's channels close.
    async fn finish(self) -> Left {
        drop(self.events);
        drop(self.commands);
        self.run.await.unwrap()
    }
}

const NOTHING: [&str; 0] = [];

#[tokio::test(start_paused = true)]
async fn a_yes_before_the_question_or_in_its_first_second_does_not_count() {
    let mut novice = Novice::start().await;
    novice.write("y").await;
    novice.tell(question(QuestionKind::Control, "Sam")).await;
    novice.write("y").await;
    tokio::time::advance(Duration::from_millis(999)).await;
    novice.write("y").await;
    assert_eq!(novice.commands(), NOTHING);
    tokio::time::advance(Duration::from_millis(1)).await;
    novice.write("y").await;
    assert_eq!(novice.commands(), ["Answer(QuestionId(7), Allow)"]);
    let (_, lines, _) = novice.finish().await;
    let asked = lines
        .lines()
        .filter(|&line| line == "question control \"Sam\" (203.0.113.7)")
        .count();
    assert_eq!(
        asked, 3,
        "printed once, and again after each of the two early answers: {lines}"
    );
}

/// Once for each question, among the notes: the lines are for programs. Not where the person wants no sound: then the
/// question is there all the same.
#[tokio::test(start_paused = true)]
async fn the_bell_rings_at_a_question_unless_no_sound_is_wanted() {
    for (silent, rings) in [(false, 1), (true, 0)] {
        let called = Called {
            bell: true,
            silent,
            ..Called::default()
        };
        let novice = Novice::start_with(None, called).await;
        novice.tell(question(QuestionKind::View, "Sam")).await;
        novice.tell(novice::Event::AnswerTooEarly(QuestionId(7))).await;
        let (_, lines, notes) = novice.finish().await;
        let rung = [&lines, &notes].map(|printed| printed.matches('\u{7}').count());
        assert_eq!(rung, [0, rings], "silent: {silent}");
        assert!(lines.contains("question view"), "{lines}");
    }
}

/// Somebody new: no yes before "I called them" and its ten seconds, and what is said last counts.
#[tokio::test(start_paused = true)]
async fn a_yes_about_somebody_new_counts_ten_seconds_after_i_called() {
    let called = |caller| novice::Event::Called(QuestionId(7), caller);
    let mut novice = Novice::start().await;
    novice.tell(question(QuestionKind::View, "Sam")).await;
    novice.write("i-called").await;
    assert_eq!(novice.commands(), NOTHING, "in the first second");
    tokio::time::advance(Duration::from_secs(30)).await;
    novice.write("i-called").await;
    assert_eq!(novice.commands(), ["Called(QuestionId(7), Novice)"]);
    novice.tell(called(Caller::Novice)).await;
    tokio::time::advance(Duration::from_millis(9999)).await;
    novice.write("y").await;
    assert_eq!(novice.commands(), NOTHING, "before its time");
    novice.write("they-called").await;
    assert_eq!(novice.commands(), ["Called(QuestionId(7), Helper)"]);
    novice.tell(called(Caller::Helper)).await;
    tokio::time::advance(Duration::from_secs(20)).await;
    novice.write("y").await;
    assert_eq!(novice.commands(), NOTHING, "they called");
    novice.write("i-called").await;
    novice.tell(called(Caller::Novice)).await;
    assert_eq!(novice.commands(), ["Called(QuestionId(7), Novice)"]);
    tokio::time::advance(Duration::from_secs(10)).await;
    settle().await;
    novice.write("y").await;
    assert_eq!(novice.commands(), ["Answer(QuestionId(7), Allow)"]);
    let (_, lines, notes) = novice.finish().await;
    let of_these = |line: &&str| line.starts_with("allow-") || *line == "they-called";
    let said: Vec<_> = lines.lines().filter(of_these).collect();
    assert_eq!(said, ["allow-in 10", "they-called", "allow-in 10", "allow-now"]);
    assert!(notes.contains("Did you call them, or did they call you?"), "{notes}");
    assert!(notes.contains("end-everything"), "{notes}");
}

/// A yes alone says that they called, and counts when its time is over, unless it is taken back.
#[tokio::test(start_paused = true)]
async fn a_yes_about_somebody_new_waits_and_can_be_taken_back() {
    let called = novice::Event::Called(QuestionId(7), Caller::Novice);
    for (then, left) in [
        (None, &["Answer(QuestionId(7), Allow)"][..]),
        (Some("n"), &["Answer(QuestionId(7), Refuse)"]),
        (Some("they-called"), &["Called(QuestionId(7), Helper)"]),
    ] {
        let mut novice = Novice::start().await;
        novice.tell(question(QuestionKind::View, "Sam")).await;
        novice.write("y").await;
        assert_eq!(novice.commands(), NOTHING, "in the first second");
        tokio::time::advance(Duration::from_secs(2)).await;
        novice.write("y").await;
        assert_eq!(novice.commands(), ["Called(QuestionId(7), Novice)"]);
        novice.tell(called.clone()).await;
        tokio::time::advance(Duration::from_millis(9999)).await;
        settle().await;
        assert_eq!(novice.commands(), NOTHING, "before its time");
        if let Some(word) = then {
            novice.write(word).await;
            if word == "n" {
                novice.tell(novice::Event::QuestionClosed(QuestionId(7))).await;
            } else {
                novice.tell(novice::Event::Called(QuestionId(7), Caller::Helper)).await;
            }
        }
        tokio::time::advance(Duration::from_secs(1)).await;
        settle().await;
        assert_eq!(novice.commands(), left, "{then:?}");
        let (_, _, notes) = novice.finish().await;
        assert!(notes.contains("Your yes counts in 10 s."), "{notes}");
    }
}

/// Their keys were allowed on this computer before.
#[tokio::test(start_paused = true)]
async fn who_called_is_not_asked_about_a_known_helper() {
    let mut novice = Novice::start().await;
    let novice::Event::Question(question) = question(QuestionKind::View, "Anna") else {
        unreachable!()
    };
    let known = Question {
        proved_by: ProvedBy::Key { claimed: None },
        caller_seconds: None,
        ..question
    };
    novice.tell(novice::Event::Question(known)).await;
    tokio::time::advance(Duration::from_secs(1)).await;
    novice.write("i-called").await;
    assert_eq!(novice.commands(), NOTHING);
    novice.write("y").await;
    assert_eq!(novice.commands(), ["Answer(QuestionId(7), Allow)"]);
    let (_, lines, notes) = novice.finish().await;
    assert!(lines.contains("error "), "{lines}");
    assert!(!notes.contains("did they call you?"), "{notes}");
}

#[tokio::test(start_paused = true)]
async fn a_line_read_before_the_question_but_handled_after_it_does_not_count() {
    let mut novice = Novice::start().await;
    let old = Typed::now("y");
    tokio::time::advance(Duration::from_secs(5)).await;
    novice.tell(question(QuestionKind::Control, "Sam")).await;
    tokio::time::advance(Duration::from_secs(5)).await;
    novice.hand_in(old).await;
    assert_eq!(novice.commands(), NOTHING);
}

#[tokio::test(start_paused = true)]
async fn only_the_line_y_is_a_yes() {
    let mut novice = Novice::start().await;
    novice.tell(question(QuestionKind::View, "Sam")).await;
    tokio::time::advance(Duration::from_secs(2)).await;
    for line in ["", "yes", "Y", "j", "yy", "ok", "1", "y y"] {
        novice.write(line).await;
    }
    assert_eq!(novice.commands(), NOTHING);
    novice.write("n").await;
    assert_eq!(novice.commands(), ["Answer(QuestionId(7), Refuse)"]);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_the_session_found_too_early_is_asked_for_again() {
    let novice = Novice::start().await;
    novice.tell(question(QuestionKind::View, "Sam")).await;
    novice.tell(novice::Event::AnswerTooEarly(QuestionId(7))).await;
    let (_, lines, _) = novice.finish().await;
    assert_eq!(
        lines.lines().filter(|line| line.starts_with("question view")).count(),
        2
    );
}

#[tokio::test(start_paused = true)]
async fn an_answer_to_a_closed_question_goes_nowhere() {
    let mut novice = Novice::start().await;
    novice.tell(question(QuestionKind::View, "Sam")).await;
    tokio::time::advance(Duration::from_secs(2)).await;
    novice.tell(novice::Event::QuestionClosed(QuestionId(7))).await;
    novice.write("y").await;
    assert_eq!(novice.commands(), NOTHING);
}

#[tokio::test(start_paused = true)]
async fn the_end_of_input_refuses_every_question_after_its_first_second() {
    let mut novice = Novice::start().await;
    novice.typed = None;
    settle().await;
    novice.tell(question(QuestionKind::View, "Sam")).await;
    assert_eq!(novice.commands(), NOTHING);
    tokio::time::advance(Duration::from_secs(1)).await;
    settle().await;
    assert_eq!(novice.commands(), ["Answer(QuestionId(7), Refuse)"]);
}

#[tokio::test(start_paused = true)]
async fn a_name_cannot_draw_on_the_terminal() {
    let novice = Novice::start().await;
    novice
        .tell(question(QuestionKind::View, "Sam\u{1b}[2J\"\r\nviewing\u{202e}\u{7}\\"))
        .await;
    let (_, lines, notes) = novice.finish().await;
    assert!(
        lines.contains("question view \"Sam[2J\\\"  viewing\\\\\" (203.0.113.7)\n"),
        "{lines}"
    );
    for c in lines.chars().chain(notes.chars()) {
        assert!(c == '\n' || !c.is_control() && c != '\u{202e}', "{c:?}");
    }
    assert!(!notes.lines().any(|line| line == "viewing"), "{notes}");
}

#[tokio::test(start_paused = true)]
async fn the_novice_is_told_each_event_by_its_fixed_line() {
    let novice = Novice::start().await;
    let address = "[::ffff:192.0.2.1]:5000".parse().unwrap();
    let id = InvitationId("ours".to_owned());
    for event in [
        novice::Event::Listening("0.0.0.0:3389".parse().unwrap()),
        novice::Event::TryFailed {
            id: id.clone(),
            address,
            tries_left: 4,
        },
        novice::Event::Connected { address },
        novice::Event::Opening { desktop_asks: true },
        novice::Event::Viewing,
        novice::Event::Controlling,
        novice::Event::ControlEnded(novice::ControlEnd::Escape),
        novice::Event::Paused(novice::PauseReason::Novice),
        novice::Event::Resumed,
        novice::Event::Ended(SessionEnd::ExpertLeft),
        novice::Event::Expired(InvitationId("another".to_owned())),
        novice::Event::Expired(id),
    ] {
        novice.tell(event).await;
    }
    let (exit, lines, _) = novice.finish().await;
    assert_eq!(exit, Exit::Expired);
    let expected = "invitation /state/ours.msrcIncident\npassword ABCD EFGH JKLM\nlistening 0.0.0.0:3389\ntry-failed 192.0.2.1\n\
        connected 192.0.2.1\nviewing\ncontrolling\ncontrol-ended escape\npaused\nresumed\nended helper-left\nexpired\n";
    assert_eq!(lines, expected);
}

/// A session does not need the invitation that it began with.
#[tokio::test(start_paused = true)]
async fn the_end_of_an_invitation_ends_no_session() {
    let ours = || InvitationId("ours".to_owned());
    for (event, word, exit) in [
        (novice::Event::Expired(ours()), "expired", Exit::Expired),
        (
            novice::Event::Closed(ours()),
            "cancelled too-many-tries",
            Exit::WrongPassword,
        ),
        (novice::Event::Withdrawn(ours()), "cancelled forbidden", Exit::Forbidden),
        (novice::Event::Cancelled(ours()), "cancelled", Exit::Done),
    ] {
        let mut novice = Novice::start().await;
        let address = "192.0.2.1:1".parse().unwrap();
        novice.tell(novice::Event::Connected { address }).await;
        novice.tell(novice::Event::Viewing).await;
        novice.tell(event).await;
        assert_eq!(novice.commands(), NOTHING, "{word}: the session goes on");
        novice.write("pause").await;
        assert_eq!(novice.commands(), ["Pause"], "{word}");
        novice.tell(novice::Event::Ended(SessionEnd::ExpertLeft)).await;
        let (left, lines, notes) = novice.finish().await;
        assert_eq!(left, exit);
        assert!(
            lines.ends_with(&format!("viewing\n{word}\nended helper-left\n")),
            "{lines}"
        );
        assert!(!notes.ends_with("to cancel the invitation.\n"), "{notes}");
    }
}

/// The invitation was promised: what goes wrong afterwards does not take it back.
#[tokio::test(start_paused = true)]
async fn an_invitation_that_could_not_be_mailed_stays_in_force() {
    let problem = Problem {
        what: "No mail program.".to_owned(),
        why: "There is none.".to_owned(),
        remedy: "Attach this file: /downloads/Invitation.msrcIncident".to_owned(),
    };
    let mut novice = Novice::start_with(Some(problem), Called::default()).await;
    assert_eq!(novice.commands(), NOTHING);
    novice
        .tell(novice::Event::Cancelled(InvitationId("ours".to_owned())))
        .await;
    let (exit, lines, _) = novice.finish().await;
    assert_eq!(exit, Exit::Done);
    let told = "invitation /state/ours.msrcIncident\npassword ABCD EFGH JKLM\nerror No mail program. There is none. Attach this file: ";
    assert!(lines.starts_with(told), "{lines}");
}

#[tokio::test(start_paused = true)]
async fn something_is_wrong_ends_everything_and_says_so() {
    let mut novice = Novice::start().await;
    novice.tell(question(QuestionKind::View, "Sam")).await;
    novice.write("end-everything").await;
    assert_eq!(novice.commands(), ["EndEverything"]);
    novice
        .tell(novice::Event::Cancelled(InvitationId("ours".to_owned())))
        .await;
    novice.tell(novice::Event::AllClosed).await;
    let (exit, lines, notes) = novice.finish().await;
    assert_eq!(exit, Exit::Done);
    assert!(lines.contains("cancelled\n"), "{lines}");
    assert!(notes.contains("called you"), "{notes}");
}

#[tokio::test(start_paused = true)]
async fn the_novices_commands_act_only_where_they_can() {
    let mut novice = Novice::start().await;
    for command in ["pause", "resume", "take-back", "allow-control"] {
        novice.write(command).await;
    }
    assert_eq!(novice.commands(), NOTHING);
    novice.tell(novice::Event::Viewing).await;
    novice.write("allow-control").await;
    novice.tell(novice::Event::Controlling).await;
    novice.write("take-back").await;
    novice.write("pause").await;
    novice.tell(novice::Event::Paused(novice::PauseReason::Novice)).await;
    novice.write("resume").await;
    novice.write("stop").await;
    novice.tell(novice::Event::Ended(SessionEnd::NoviceStopped)).await;
    novice.write("stop").await;
    let cancel = "Cancel(InvitationId(\"ours\"))";
    assert_eq!(
        novice.commands(),
        ["AllowControl", "TakeBack", "Pause", "Resume", "Stop", cancel]
    );
    novice
        .tell(novice::Event::Cancelled(InvitationId("ours".to_owned())))
        .await;
    let (exit, lines, _) = novice.finish().await;
    assert_eq!(exit, Exit::Done);
    assert_eq!(
        lines.lines().filter(|line| line.starts_with("error ")).count(),
        4,
        "{lines}"
    );
}

/// What a line takes away is taken away as soon as it is read; the session may be over, and told, before the front end
/// has the line.
#[tokio::test(start_paused = true)]
async fn a_line_means_what_it_meant_when_it_was_typed() {
    let mut novice = Novice::start().await;
    let read = |line: &str| Typed {
        withdrawn: true,
        ..Typed::now(line)
    };
    let moment = Duration::from_millis(1);
    novice.tell(novice::Event::Viewing).await;
    novice.tell(novice::Event::Controlling).await;
    tokio::time::advance(moment).await;
    let take_back = read("take-back");
    tokio::time::advance(moment).await;
    novice
        .tell(novice::Event::ControlEnded(novice::ControlEnd::TakenBack))
        .await;
    novice.hand_in(take_back).await;
    let pause = read("pause");
    tokio::time::advance(moment).await;
    novice.tell(novice::Event::Paused(novice::PauseReason::Novice)).await;
    novice.hand_in(pause).await;
    let stop = read("stop");
    tokio::time::advance(moment).await;
    novice.tell(novice::Event::Ended(SessionEnd::NoviceStopped)).await;
    novice.hand_in(stop).await;
    assert_eq!(novice.commands(), NOTHING, "all is done, and the invitation stays");
    novice.write("stop").await;
    assert_eq!(novice.commands(), ["Cancel(InvitationId(\"ours\"))"]);
    let ours = InvitationId("ours".to_owned());
    novice.tell(novice::Event::Cancelled(ours)).await;
    let (_, lines, _) = novice.finish().await;
    assert!(!lines.contains("error "), "{lines}");
}

#[tokio::test(start_paused = true)]
async fn what_gives_something_is_meant_for_what_there_was_when_it_was_typed() {
    let mut novice = Novice::start().await;
    let moment = Duration::from_millis(1);
    let early = [Typed::now("resume"), Typed::now("allow-control")];
    tokio::time::advance(moment).await;
    novice.tell(novice::Event::Viewing).await;
    for line in early {
        novice.hand_in(line).await;
    }
    let early = Typed::now("resume");
    tokio::time::advance(moment).await;
    novice.tell(novice::Event::Paused(novice::PauseReason::Novice)).await;
    novice.hand_in(early).await;
    assert_eq!(
        novice.commands(),
        NOTHING,
        "each was typed before there was anything to give"
    );
    novice.write("resume").await;
    assert_eq!(novice.commands(), ["Resume"]);
    novice.tell(novice::Event::Resumed).await;
    tokio::time::advance(moment).await;
    novice.write("allow-control").await;
    assert_eq!(novice.commands(), ["AllowControl"]);
    novice.tell(novice::Event::Controlling).await;
    let under_control = [Typed::now("keep-offers"), Typed::now("put-back-offers")];
    tokio::time::advance(moment).await;
    novice
        .tell(novice::Event::ControlEnded(novice::ControlEnd::TakenBack))
        .await;
    for line in under_control {
        novice.hand_in(line).await;
    }
    assert_eq!(novice.commands(), NOTHING, "typed while a helper had the keyboard");
    let (_, lines, _) = novice.finish().await;
    let refused = lines
        .lines()
        .filter(|line| *line == "error That cannot be done now.")
        .count();
    assert_eq!(refused, 5, "{lines}");
}

#[tokio::test(start_paused = true)]
async fn a_reply_is_used_while_nobody_helps_and_what_comes_of_it_is_said() {
    let mut novice = Novice::start().await;
    novice.write("connect LIFELINE-REPLY-ABC").await;
    assert_eq!(novice.commands(), ["ConnectTo(\"LIFELINE-REPLY-ABC\")"]);
    let address = "192.0.2.1:5000".parse().unwrap();
    novice.tell(novice::Event::Dialling { address }).await;
    let problem = novice::ReplyProblem::Unreachable;
    novice.tell(novice::Event::NotConnected(problem)).await;
    novice.tell(novice::Event::Viewing).await;
    novice.write("connect LIFELINE-REPLY-ABC").await;
    assert_eq!(novice.commands(), NOTHING, "somebody helps already");
    let (_, lines, _) = novice.finish().await;
    let lines: Vec<_> = lines.lines().skip(2).collect();
    assert_eq!(lines[0], "connecting 192.0.2.1:5000");
    assert!(
        lines[1].starts_with("error Your helper’s computer could not be reached."),
        "{lines:?}"
    );
}

/// The expert's front end with both its sides in the test's hands.
struct Expert {
    commands: mpsc::Receiver<expert::Command>,
    events: mpsc::Sender<expert::Event>,
    typed: mpsc::Sender<Typed>,
    canvas: expert::SharedCanvas,
    run: JoinHandle<Left>,
}

impl Expert {
    fn start(snapshot: Option<PathBuf>) -> Self {
        let (command_sender, commands) = mpsc::channel(1024);
        let (events, event_receiver) = mpsc::channel(1);
        let (typed, typed_receiver) = mpsc::channel(64);
        let canvas = Arc::new(Mutex::new(Canvas::default()));
        let run = ExpertRun {
            commands: command_sender,
            events: event_receiver,
            canvas: Arc::clone(&canvas),
            typed: typed_receiver,
            snapshot,
        };
        let run = tokio::spawn(async move {
            let mut screen = Screen::new(Vec::new(), Vec::new());
            let exit = lifeline::terminal::expert(run, &mut screen, pending()).await;
            let (lines, notes) = screen.into_parts();
            (
                exit,
                String::from_utf8(lines).unwrap(),
                String::from_utf8(notes).unwrap(),
            )
        });
        Self {
            commands,
            events,
            typed,
            canvas,
            run,
        }
    }

    async fn tell(&self, event: expert::Event) {
        self.events.send(event).await.unwrap();
        settle().await;
    }

    async fn write(&self, line: &str) {
        self.typed.send(Typed::now(line)).await.unwrap();
        settle().await;
    }

    /// A picture of 2 × 1 pixels of which `arrived` have come.
    fn paint(&self, arrived: usize) {
        let mut canvas = self.canvas.lock().unwrap();
        canvas.width = 2;
        canvas.height = 1;
        canvas.bgra = vec![0; 8];
        for pixel in canvas.bgra.chunks_exact_mut(4).take(arrived) {
            pixel.copy_from_slice(&[30, 20, 10, 255]);
        }
    }

    fn inputs(&mut self) -> Vec<InputEvent> {
        std::iter::from_fn(|| self.commands.try_recv().ok())
            .filter_map(|command| match command {
                expert::Command::Input(event) => Some(event),
                _ => None,
            })
            .collect()
    }

    async fn finish(self, end: End) -> Left {
        self.events.send(expert::Event::Ended(end)).await.unwrap();
        self.run.await.unwrap()
    }
}

fn errors(lines: &str) -> usize {
    lines.lines().filter(|line| line.starts_with("error ")).count()
}

#[tokio::test]
async fn nothing_is_sent_before_control() {
    let mut expert = Expert::start(None);
    let control_only = ["type secret", "key a", "click 1 0", "move 0 0", "release-control"];
    expert.write("request-control").await;
    for line in control_only {
        expert.write(line).await;
    }
    expert.tell(expert::Event::Viewing { width: 2, height: 1 }).await;
    for line in control_only {
        expert.write(line).await;
    }
    assert!(expert.commands.try_recv().is_err());
    let (exit, lines, _) = expert.finish(End::NoviceStopped).await;
    assert_eq!(exit, Exit::Done);
    assert_eq!(errors(&lines), 11, "{lines}");
}

#[tokio::test]
async fn words_are_compared_by_a_line_that_was_typed_when_they_stood_there() {
    let mut expert = Expert::start(None);
    let early = Typed::now("words-match");
    let compare = expert::Event::Compare {
        address: "192.0.2.1:5000".parse().unwrap(),
        words: ["lemon"; 6],
    };
    expert.tell(compare).await;
    expert.typed.send(early).await.unwrap();
    settle().await;
    assert!(
        expert.commands.try_recv().is_err(),
        "it was typed before the words were there"
    );
    expert.write("words-match").await;
    assert!(matches!(expert.commands.try_recv(), Ok(expert::Command::WordsMatch)));
    let (_, lines, _) = expert.finish(End::NoviceStopped).await;
    assert_eq!(errors(&lines), 1, "{lines}");
}

#[tokio::test]
async fn who_waits_is_told_each_event_by_its_fixed_line() {
    let expert = Expert::start(None);
    for event in [
        expert::Event::Listening("0.0.0.0:40000".parse().unwrap()),
        expert::Event::Mapped("203.0.113.9:41000".parse().unwrap()),
        expert::Event::Unmapped(expert::Unmapped::Silent),
        expert::Event::Reply {
            text: "LIFELINE-REPLY-ABC".to_owned(),
            expires: SystemTime::now(),
        },
    ] {
        expert.tell(event).await;
    }
    let (exit, lines, _) = expert.finish(End::NobodyCame).await;
    assert_eq!(exit, Exit::Unanswered);
    let expected = "listening 0.0.0.0:40000\nmapped 203.0.113.9:41000\nnot-mapped no-upnp\nreply LIFELINE-REPLY-ABC\nended nobody-came\n";
    assert_eq!(lines, expected);
}

#[tokio::test]
async fn typed_commands_become_input() {
    let mut expert = Expert::start(None);
    expert.tell(expert::Event::Viewing { width: 20, height: 10 }).await;
    expert.tell(expert::Event::Controlling).await;
    expert.write("type ä 😀").await;
    let units: Vec<u16> = "ä 😀".encode_utf16().collect();
    let pressed = |&unit: &u16| [true, false].map(|down| InputEvent::Unicode { unit, down });
    assert_eq!(expert.inputs(), units.iter().flat_map(pressed).collect::<Vec<_>>());
    expert.write("key ctrl+alt+del").await;
    let [ctrl, alt, del] = [ScanKey::plain(0x1d), ScanKey::plain(0x38), ScanKey::extended(0x53)];
    let down = [ctrl, alt, del].map(|key| key.event(true));
    let up = [del, alt, ctrl].map(|key| key.event(false));
    assert_eq!(expert.inputs(), [down, up].concat());
    expert.write("click 3 4 forward").await;
    assert_eq!(expert.inputs().len(), 3);
    expert.write("click 3 4 wheel-left").await;
    let turned = InputEvent::Wheel {
        horizontal: true,
        rotation: -120,
        x: 3,
        y: 4,
    };
    assert_eq!(expert.inputs(), [InputEvent::Move { x: 3, y: 4 }, turned]);
    expert.write("click 3 4 wheel-down:255").await;
    let turned = InputEvent::Wheel {
        horizontal: false,
        rotation: -255,
        x: 3,
        y: 4,
    };
    assert_eq!(expert.inputs(), [InputEvent::Move { x: 3, y: 4 }, turned]);
    let wrong = [
        "click 20 0",
        "click 0 10",
        "click -1 0",
        "click 1",
        "click 1 2 third",
        "click 1 2 wheel-in",
        "click 1 2 wheel-up:0",
        "click 1 2 wheel-up:256",
        "click 1 2 wheel-up:",
        "click 1 2 left:40",
        "key nosuch",
        "key +",
        "move 1 2 3 4",
        "jump",
    ];
    for line in wrong {
        expert.write(line).await;
    }
    assert_eq!(expert.inputs(), []);
    let (_, lines, _) = expert.finish(End::Lost).await;
    assert_eq!(errors(&lines), wrong.len(), "{lines}");
}

#[tokio::test]
async fn a_snapshot_waits_for_the_whole_picture() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("seen.png");
    let last = folder.path().join("last.png");
    let expert = Expert::start(Some(last.clone()));
    expert.tell(expert::Event::Viewing { width: 2, height: 1 }).await;
    expert.write(&format!("snapshot {}", file.display())).await;
    expert.paint(1);
    expert.tell(expert::Event::Picture).await;
    assert!(!file.exists());
    expert.paint(2);
    expert.tell(expert::Event::Picture).await;
    let seen = image::open(&file).unwrap().to_rgb8();
    assert_eq!(seen.dimensions(), (2, 1));
    assert_eq!(seen.get_pixel(1, 0).0, [10, 20, 30]);
    let (exit, ..) = expert.finish(End::ByExpert).await;
    assert_eq!(exit, Exit::Done);
    assert!(last.exists());
    assert_eq!(
        std::fs::read_dir(folder.path()).unwrap().count(),
        2,
        "nothing half written stays behind"
    );
}

#[tokio::test]
async fn a_snapshot_that_never_came_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("seen.png");
    let expert = Expert::start(Some(file.clone()));
    expert.tell(expert::Event::Viewing { width: 2, height: 1 }).await;
    let (exit, lines, _) = expert.finish(End::ByExpert).await;
    assert_eq!(exit, Exit::NotWritten);
    assert!(lines.contains("error No picture was saved"), "{lines}");
    assert!(!file.exists());
}

#[test]
fn every_exit_code_stands_in_the_document() {
    let document = include_str!("../../docs/terminal.md");
    let row = |line: &'static str| {
        let mut cells = line.split('|').map(str::trim).skip(1);
        let code: u8 = cells.next()?.parse().ok()?;
        Some((code, cells.next()?.trim_matches('`').to_owned()))
    };
    let rows: Vec<(u8, String)> = document.lines().filter_map(row).collect();
    assert_eq!(rows, Exit::ALL.map(|exit| (exit.code(), format!("{exit:?}"))));
}

#[test]
fn every_key_of_the_document_is_known() {
    let document = include_str!("../../docs/terminal.md");
    let (_, list) = document.split_once("\nNames of keys: ").unwrap();
    let (list, _) = list.split_once("`.\n").unwrap();
    let names: Vec<&str> = list.split('`').skip(1).step_by(2).collect();
    assert!(names.len() > 50);
    for name in names {
        assert!(strokes(name).is_some(), "{name}");
    }
}

#[test]
fn what_cannot_be_seen_is_not_printed() {
    assert_eq!(one_line("a\u{1b}]0;b\u{9c}\n\u{200f}c\u{feff}"), "a]0;b c");
    assert_eq!(one_line("Ærøskøbing 東京 عمر"), "Ærøskøbing 東京 عمر");
}

#[tokio::test(start_paused = true)]
async fn an_invitation_of_an_earlier_run_is_told_but_not_delivered_again() {
    let novice = Novice::start().await;
    let id = InvitationId("earlier".to_owned());
    let file = PathBuf::from("/state/earlier.msrcIncident");
    let kept = InvitationInForce {
        id: id.clone(),
        file,
        kept: true,
        ..invitation()
    };
    novice.tell(novice::Event::Invitation(kept)).await;
    novice.tell(novice::Event::Expired(id)).await;
    novice
        .tell(novice::Event::Cancelled(InvitationId("ours".to_owned())))
        .await;
    let (exit, lines, _) = novice.finish().await;
    assert_eq!(exit, Exit::Done, "the run lasts as long as its own invitation");
    assert!(lines.contains("invitation /state/earlier.msrcIncident\n"), "{lines}");
}

#[tokio::test]
async fn nothing_is_sent_after_control_was_given_back() {
    let mut expert = Expert::start(None);
    expert.tell(expert::Event::Viewing { width: 2, height: 1 }).await;
    expert.tell(expert::Event::Controlling).await;
    expert.write("release-control").await;
    expert.write("type x").await;
    assert_eq!(expert.inputs(), []);
    expert.tell(expert::Event::ControlEnded).await;
    expert.tell(expert::Event::Controlling).await;
    expert.tell(expert::Event::ControlEnded).await;
    let (_, lines, _) = expert.finish(End::Lost).await;
    let ends: Vec<&str> = lines.lines().filter(|line| line.starts_with("control-ended")).collect();
    assert_eq!(ends, ["control-ended given-back", "control-ended by-novice"]);
}
