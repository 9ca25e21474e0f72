//! The window without a desktop: every screen by what a screen reader finds on it, and what each control commands.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use egui::{Event, Key, Modifiers, Role, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lifeline::app::{
    Delivery, ExpertLink, NoviceLink, OpenPractice, Practice, Services, Settings, Start, Ticket, Window,
};
use lifeline::input::{InputEvent, MouseButton};
use lifeline::screen::Monitor;
use lifeline::session::expert::{self, Canvas, End, Protection, SharedCanvas};
use lifeline::session::novice::{
    self, Answer, ControlEnd, InvitationId, InvitationInForce, Problem, Question, QuestionId, QuestionKind, SessionEnd,
};
use tokio::sync::mpsc;

/// The other ends of everything that a window holds.
struct Bench {
    harness: Harness<'static, Window>,
    clock: Arc<Mutex<Instant>>,
    novice: Rc<NoviceEnd>,
    expert: Rc<ExpertEnd>,
    elsewhere: Rc<std::cell::RefCell<Vec<Ticket>>>,
    name: Rc<std::cell::RefCell<String>>,
}

#[derive(Default)]
struct NoviceEnd(std::cell::RefCell<Option<(mpsc::Receiver<novice::Command>, mpsc::Sender<novice::Event>)>>);

#[derive(Default)]
struct ExpertEnd {
    link: std::cell::RefCell<Option<(mpsc::Receiver<expert::Command>, mpsc::Sender<expert::Event>)>>,
    opened: std::cell::RefCell<Vec<expert::OpenOptions>>,
    canvas: SharedCanvas,
}

struct Hands(Mutex<Vec<&'static str>>);

fn problem(what: &str) -> Problem {
    Problem {
        what: what.to_owned(),
        why: "Why.".to_owned(),
        remedy: "What now.".to_owned(),
    }
}

impl Delivery for Hands {
    fn save(&self, invitation: &InvitationInForce, path: &Path) -> Result<(), Problem> {
        self.0.lock().unwrap().push("save");
        std::fs::write(path, &invitation.ticket).map_err(|_| problem("It could not be saved."))
    }

    fn mail(&self, _: &InvitationInForce) -> Result<(), Problem> {
        self.0.lock().unwrap().push("mail");
        Err(problem("No mail program answers."))
    }

    fn draft(&self, _: &InvitationInForce) -> Result<PathBuf, Problem> {
        Ok(PathBuf::from("/drafts/one.eml"))
    }

    fn show(&self, _: &InvitationInForce) -> Result<(), Problem> {
        Ok(())
    }
}

struct Remembered(Rc<std::cell::RefCell<String>>);

impl Settings for Remembered {
    fn helper_name(&self) -> String {
        self.0.borrow().clone()
    }

    fn set_helper_name(&mut self, name: &str) {
        name.clone_into(&mut self.0.borrow_mut());
    }
}

impl Bench {
    fn new(start: Start) -> Self {
        Self::sized(start, Vec2::new(760.0, 900.0), egui::Theme::Dark, 1.0)
    }

    fn sized(start: Start, size: Vec2, theme: egui::Theme, zoom: f32) -> Self {
        let clock = Arc::new(Mutex::new(Instant::now()));
        let (novice, expert) = (Rc::new(NoviceEnd::default()), Rc::new(ExpertEnd::default()));
        let elsewhere = Rc::new(std::cell::RefCell::new(Vec::new()));
        let name = Rc::new(std::cell::RefCell::new("Sam".to_owned()));
        let services = Services {
            start_novice: {
                let end = novice.clone();
                Box::new(move |_| {
                    let (commands, command_end) = mpsc::channel(8);
                    let (event_end, events) = mpsc::channel(64);
                    *end.0.borrow_mut() = Some((command_end, event_end));
                    Ok(NoviceLink { commands, events })
                })
            },
            start_expert: {
                let end = expert.clone();
                Box::new(move |options, _| {
                    end.opened.borrow_mut().push(options);
                    let (commands, command_end) = mpsc::channel(64);
                    let (event_end, events) = mpsc::channel(64);
                    *end.link.borrow_mut() = Some((command_end, event_end));
                    Ok(ExpertLink {
                        commands,
                        events,
                        canvas: end.canvas.clone(),
                    })
                })
            },
            check_ticket: Box::new(|bytes| {
                if bytes.starts_with(b"<UPLOADINFO") {
                    Ok(())
                } else {
                    Err(problem("This is not an invitation."))
                }
            }),
            invitations_stored: false,
            delivery: Arc::new(Hands(Mutex::new(Vec::new()))),
            settings: Box::new(Remembered(name.clone())),
            monitors: Arc::new(Vec::<Monitor>::new),
            open_elsewhere: {
                let elsewhere = elsewhere.clone();
                Box::new(move |ticket| {
                    elsewhere.borrow_mut().push(ticket.clone());
                    Ok(())
                })
            },
            clock: {
                let clock = clock.clone();
                Arc::new(move || *clock.lock().unwrap())
            },
        };
        let ctx = egui::Context::default();
        ctx.set_theme(theme);
        let window = Window::new(start, services, &ctx);
        let harness = Harness::builder()
            .with_size(size)
            .with_theme(theme)
            .with_pixels_per_point(zoom)
            .with_context_setup(lifeline::app::tokens::apply)
            .build_ui_state(|ui, window: &mut Window| window.show(ui), window);
        let mut bench = Self {
            harness,
            clock,
            novice,
            expert,
            elsewhere,
            name,
        };
        bench.steps();
        bench
    }

    fn steps(&mut self) {
        self.harness.run_steps(4);
    }

    fn pass(&mut self, time: Duration) {
        *self.clock.lock().unwrap() += time;
        self.steps();
    }

    #[track_caller]
    fn press(&mut self, name: &str) {
        self.harness.get_by_label(name).click_accesskit();
        self.steps();
    }

    fn key(&mut self, key: Key) {
        self.harness.key_press(key);
        self.steps();
    }

    fn shows(&self, name: &str) -> bool {
        self.harness.query_all_by_label_contains(name).next().is_some()
    }

    /// Steps until a thread's result is on the screen.
    #[track_caller]
    fn wait(&mut self, name: &str) {
        let deadline = Instant::now() + Duration::from_secs(10);
        while !self.shows(name) {
            assert!(Instant::now() < deadline, "nothing says {name:?}");
            std::thread::yield_now();
            self.harness.step();
        }
    }

    fn tell(&mut self, event: novice::Event) {
        self.novice
            .0
            .borrow()
            .as_ref()
            .expect("the novice's session runs")
            .1
            .try_send(event)
            .unwrap();
        self.steps();
    }

    fn tell_expert(&mut self, event: expert::Event) {
        self.expert
            .link
            .borrow()
            .as_ref()
            .expect("a ticket is open")
            .1
            .try_send(event)
            .unwrap();
        self.steps();
    }

    fn commands(&self) -> Vec<novice::Command> {
        let mut end = self.novice.0.borrow_mut();
        let commands = &mut end.as_mut().expect("the novice's session runs").0;
        std::iter::from_fn(|| commands.try_recv().ok()).collect()
    }

    fn expert_commands(&self) -> Vec<expert::Command> {
        let mut end = self.expert.link.borrow_mut();
        let commands = &mut end.as_mut().expect("a ticket is open").0;
        std::iter::from_fn(|| commands.try_recv().ok()).collect()
    }

    fn inputs(&self) -> Vec<InputEvent> {
        let input = |command| {
            if let expert::Command::Input(event) = command {
                Some(event)
            } else {
                None
            }
        };
        self.expert_commands().into_iter().filter_map(input).collect()
    }

    /// Each of these can be brought into a window of this size, even if the desktop does not give the size asked for.
    #[track_caller]
    fn within_reach(&mut self, size: Vec2, names: &[&str]) {
        let viewport = self
            .harness
            .input_mut()
            .viewports
            .get_mut(&egui::ViewportId::ROOT)
            .unwrap();
        // The harness puts a margin of 8 around everything.
        viewport.monitor_size = Some(size - Vec2::splat(16.0));
        self.harness.set_size(size);
        self.steps();
        self.harness.set_size(size);
        self.steps();
        let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, size);
        for name in names {
            self.harness.get_by_label(name).scroll_to_me();
            self.steps();
            let rect = self.harness.get_by_label(name).rect();
            assert!(screen.contains_rect(rect), "{name} is out of reach: {rect:?}");
        }
    }

    /// Asks for help, up to the invitation.
    fn invite(&mut self) {
        self.press("Ask for help");
        self.press("Make the invitation");
        self.commands();
        self.tell(novice::Event::Invitation(invitation()));
    }

    fn asked(kind: QuestionKind) -> Self {
        let mut bench = Self::new(Start::Home);
        bench.invite();
        bench.tell(novice::Event::Question(question(kind)));
        bench
    }

    fn sharing() -> Self {
        let mut bench = Self::asked(QuestionKind::View);
        bench.tell(novice::Event::QuestionClosed(QuestionId(7)));
        bench.tell(novice::Event::Viewing);
        bench
    }

    fn viewing() -> Self {
        let mut bench = Self::sized(
            Start::OpenText(b"<UPLOADINFO/>".to_vec()),
            Vec2::new(1000.0, 800.0),
            egui::Theme::Dark,
            1.0,
        );
        bench
            .harness
            .get_by_label("Password")
            .set_text_value_accesskit("abcd efgh jklm");
        bench.steps();
        bench.press("Connect");
        {
            let mut canvas = bench.expert.canvas.lock().unwrap();
            *canvas = Canvas {
                width: 400,
                height: 200,
                rgba: vec![255; 400 * 200 * 4],
                dirty: Some((0, 0, 400, 200)),
                version: 1,
                pointer: None,
            };
        }
        let address = "192.0.2.9:3389".parse().unwrap();
        bench.tell_expert(expert::Event::Waiting {
            address,
            protection: Protection::TlsAndRc4,
        });
        bench.tell_expert(expert::Event::Viewing {
            width: 400,
            height: 200,
        });
        bench
    }

    fn controlling() -> Self {
        let mut bench = Self::viewing();
        bench.press("Request control");
        bench.tell_expert(expert::Event::Controlling);
        bench.expert_commands();
        bench.harness.get_by_label("The screen of the person you help").focus();
        bench.steps();
        bench.expert_commands();
        bench
    }

    /// All events in one frame, as a desktop delivers them.
    fn frame(&mut self, events: Vec<Event>) {
        self.harness.input_mut().events.extend(events);
        self.steps();
    }
}

fn invitation() -> InvitationInForce {
    InvitationInForce {
        id: InvitationId("one".to_owned()),
        password: "ABCD EFGH JKLM".to_owned(),
        ticket: "<UPLOADINFO/>".to_owned(),
        file: PathBuf::from("/state/Invitation.msrcIncident"),
        expires: SystemTime::now() + Duration::from_secs(3600),
        port: 3389,
        view_only: false,
        older_windows: false,
        failed_tries: 0,
        kept: false,
    }
}

fn question(kind: QuestionKind) -> Question {
    Question {
        id: QuestionId(7),
        kind,
        name: "Sam".to_owned(),
        address: "203.0.113.7:50000".parse().unwrap(),
        reached_proved: false,
        view_only: false,
        weak: false,
        seconds: 120,
        locked_seconds: 1,
    }
}

fn key_event(key: Key, pressed: bool, modifiers: Modifiers) -> Event {
    Event::Key {
        key,
        physical_key: Some(key),
        pressed,
        repeat: false,
        modifiers,
    }
}

fn scancode(scancode: u8, extended: bool, down: bool) -> InputEvent {
    InputEvent::Key {
        scancode,
        extended,
        extended1: false,
        down,
    }
}

#[track_caller]
fn only_answer(commands: &[novice::Command], expected: Answer) {
    let [novice::Command::Answer(QuestionId(7), answer)] = commands else {
        panic!("not one answer: {commands:?}")
    };
    assert_eq!(*answer, expected);
}

#[test]
fn home_has_the_two_ways_in_and_no_dead_button() {
    let bench = Bench::new(Start::Home);
    for name in ["Ask for help", "Help someone"] {
        assert_eq!(bench.harness.get_by_label(name).accesskit_node().role(), Role::Button);
    }
    assert!(bench.shows("Invitations in force"));
    assert!(bench.shows("About Lifeline and its limits"));
    assert!(!bench.shows("Offer assistance"));
}

#[test]
fn about_names_the_limits() {
    let mut bench = Bench::new(Start::Home);
    bench.press("About Lifeline and its limits");
    assert!(bench.shows("No bank and no company"));
    bench.press("Back to the start");
    assert!(bench.shows("Ask for help"));
}

#[test]
fn asking_sends_the_choices() {
    let mut bench = Bench::new(Start::Home);
    bench.press("Ask for help");
    bench.press("15 min");
    bench.press("Only let them look: they can never use my mouse and keyboard");
    bench.press("My helper uses an older Windows");
    bench.press("Make the invitation");
    let commands = bench.commands();
    let Some(novice::Command::Ask(options)) = commands.first() else {
        panic!("{commands:?}")
    };
    assert_eq!(options.life, Duration::from_secs(15 * 60));
    assert!(options.view_only && options.older_windows);
    assert!(bench.shows("Making the invitation"));
    bench.tell(novice::Event::Error(problem("The port is taken.")));
    assert!(bench.shows("The port is taken. Why. What now."));
    assert!(bench.shows("Make the invitation"));
}

#[test]
fn the_invitation_says_its_password_and_what_it_waits_for() {
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    let password = bench.harness.get_by_label("Password to tell your helper");
    assert_eq!(password.value().as_deref(), Some("ABCD EFGH JKLM"));
    assert!(bench.shows("Waiting for your helper · valid until"));
    let address = "192.0.2.1:1".parse().unwrap();
    bench.tell(novice::Event::TryFailed {
        id: InvitationId("one".to_owned()),
        address,
        tries_left: 4,
    });
    assert!(bench.shows("Someone gave a wrong password once."));
}

#[test]
fn the_invitation_can_be_saved_mailed_and_copied() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("one.msrcIncident");
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    bench.press("Copy as text");
    assert!(bench.shows("Copied."));
    bench.press("Mail invitation");
    bench.wait("No mail program answers.");
    assert!(bench.shows("/state/Invitation.msrcIncident"));
    bench.press("Make a mail draft");
    bench.wait("/drafts/one.eml");
    bench.press("Save invitation…");
    bench
        .harness
        .get_by_label("Save the invitation as")
        .set_text_value_accesskit(path.to_str().unwrap());
    bench.steps();
    bench.press("Save here");
    bench.wait("Saved: ");
    assert_eq!(std::fs::read_to_string(path).unwrap(), "<UPLOADINFO/>");
}

#[test]
fn an_invitation_that_cannot_be_saved_says_so() {
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    bench.press("Save invitation…");
    bench
        .harness
        .get_by_label("Save the invitation as")
        .set_text_value_accesskit("/no/such/folder/x");
    bench.steps();
    bench.press("Save here");
    bench.wait("It could not be saved.");
}

#[test]
fn cancelling_asks_first() {
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    bench.press("Cancel invitation");
    assert!(bench.commands().is_empty());
    bench.press("Cancel it now");
    assert!(matches!(bench.commands()[..], [novice::Command::Cancel(_)]));
    bench.tell(novice::Event::Cancelled(InvitationId("one".to_owned())));
    assert!(bench.shows("Ask for help"));
}

#[test]
fn invitations_in_force_are_listed_shown_and_cancelled() {
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    bench.press("Back to the start");
    bench.press("Invitations in force (1)");
    bench.press("Show again");
    assert!(bench.shows("Password to tell your helper"));
    bench.press("Back to the start");
    bench.press("Invitations in force (1)");
    bench.press("Cancel invitation");
    bench.press("Cancel it now");
    assert!(matches!(bench.commands()[..], [novice::Command::Cancel(_)]));
}

#[test]
fn a_closed_invitation_is_explained() {
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    bench.tell(novice::Event::Closed(InvitationId("one".to_owned())));
    assert!(bench.shows("Someone gave a wrong password five times."));
}

#[test]
fn the_view_question_is_one_node_and_its_default_is_the_refusal() {
    let bench = Bench::asked(QuestionKind::View);
    let text = bench.harness.get_by_label_contains("“Sam” wants to see your screen");
    let text = text.value().unwrap();
    for part in [
        "203.0.113.7",
        "not verified",
        "until you stop",
        "did they call you?",
        "No bank",
    ] {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
    assert!(bench.harness.get_by_label("Do not allow").is_focused());
    assert!(
        bench
            .harness
            .get_by_label("Let them see my screen")
            .accesskit_node()
            .is_disabled()
    );
    assert!(bench.shows("(in 1)"));
}

#[test]
fn no_key_accepts_while_the_question_is_locked() {
    for kind in [QuestionKind::View, QuestionKind::Control] {
        for key in [Key::Enter, Key::Space, Key::Tab] {
            let mut bench = Bench::asked(kind);
            bench.key(key);
            bench.key(key);
            let name = if kind == QuestionKind::View {
                "Let them see my screen"
            } else {
                "Let them use my mouse and keyboard"
            };
            bench.harness.get_by_label(name).click();
            bench.press(name);
            assert!(bench.commands().is_empty(), "{kind:?} was answered by {key:?}");
        }
    }
}

#[test]
fn return_and_space_refuse_once_answers_are_taken() {
    for key in [Key::Enter, Key::Space] {
        let mut bench = Bench::asked(QuestionKind::Control);
        bench.pass(Duration::from_millis(1100));
        bench.key(key);
        only_answer(&bench.commands(), Answer::Refuse);
    }
}

#[test]
fn escape_refuses_and_is_not_lost_in_the_locked_second() {
    let mut bench = Bench::asked(QuestionKind::View);
    bench.key(Key::Escape);
    assert!(bench.commands().is_empty());
    bench.pass(Duration::from_millis(1100));
    only_answer(&bench.commands(), Answer::Refuse);
}

#[test]
fn allowing_takes_a_press_of_its_own_after_the_lock() {
    let mut bench = Bench::asked(QuestionKind::View);
    bench.pass(Duration::from_millis(1100));
    assert!(!bench.shows("(in 1)"));
    bench.press("Let them see my screen");
    only_answer(&bench.commands(), Answer::Allow);
}

#[test]
fn an_answer_that_was_too_early_locks_the_question_again() {
    let mut bench = Bench::asked(QuestionKind::View);
    bench.pass(Duration::from_millis(1100));
    bench.tell(novice::Event::AnswerTooEarly(QuestionId(7)));
    assert!(bench.shows("(in 1)"));
    bench.press("Let them see my screen");
    assert!(bench.commands().is_empty());
}

#[test]
fn the_question_counts_down_and_tells_its_details() {
    let mut bench = Bench::asked(QuestionKind::View);
    bench.pass(Duration::from_secs(20));
    assert!(bench.shows("in 100 s."));
    assert!(!bench.shows("cannot check that it reached you"));
    bench.press("Details");
    assert!(bench.shows("Their program cannot check that it reached you."));
    bench.press("Something is wrong: end this");
    assert!(matches!(bench.commands()[..], [novice::Command::Stop]));
}

#[test]
fn weak_protection_is_said_in_the_question() {
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    bench.tell(novice::Event::Question(Question {
        weak: true,
        ..question(QuestionKind::View)
    }));
    assert!(
        bench
            .harness
            .get_by_label_contains("“Sam” wants")
            .value()
            .unwrap()
            .contains("only weakly protected")
    );
}

#[test]
fn the_bar_shows_who_can_do_what_and_ends_it() {
    let mut bench = Bench::sharing();
    bench.pass(Duration::from_secs(252));
    assert!(bench.shows("“Sam” can see your screen · 04:12"));
    bench.press("Let them control");
    bench.press("Pause");
    bench.press("Stop sharing");
    use novice::Command as C;
    let commands = bench.commands();
    assert!(
        matches!(commands[..], [C::AllowControl, C::Pause, C::Stop]),
        "{commands:?}"
    );
    bench.tell(novice::Event::Paused);
    bench.press("Resume");
    assert!(matches!(bench.commands()[..], [C::Resume]));
}

#[test]
fn escape_is_promised_only_where_it_works() {
    let mut bench = Bench::sharing();
    bench.tell(novice::Event::Controlling);
    assert!(bench.shows("“Sam” can use your mouse and keyboard"));
    assert!(!bench.shows("Esc takes it back"));
    bench.tell(novice::Event::EscapeWatched(true));
    assert!(bench.shows("Esc takes it back"));
    bench.press("Take back control");
    assert!(matches!(bench.commands()[..], [novice::Command::TakeBack]));
    bench.tell(novice::Event::ControlEnded(ControlEnd::Escape));
    assert!(bench.shows("Esc took control back."));
}

#[test]
fn control_is_asked_over_the_bar() {
    let mut bench = Bench::sharing();
    bench.tell(novice::Event::Question(question(QuestionKind::Control)));
    assert!(bench.shows("“Sam” wants to use your mouse and keyboard"));
    assert!(!bench.shows("Stop sharing"));
    bench.tell(novice::Event::QuestionClosed(QuestionId(7)));
    assert!(bench.shows("Stop sharing"));
}

#[test]
fn every_end_says_what_why_and_what_now() {
    use SessionEnd as E;
    let ends = [
        E::NoviceStopped,
        E::ExpertLeft,
        E::Lost,
        E::ViewRefused,
        E::ViewUnanswered,
        E::ScreenGone("gone".to_owned()),
        E::Replaced,
        E::Expired,
        E::Protocol("x".to_owned()),
    ];
    for end in ends {
        let mut bench = Bench::sharing();
        bench.tell(novice::Event::Ended(end.clone()));
        assert!(bench.shows("It has ended"), "{end:?}");
        assert!(bench.shows("Ask again"), "{end:?}");
        assert!(!bench.shows("Stop sharing"), "{end:?}");
        bench.press("Back to the start");
        assert!(bench.shows("Help someone"), "{end:?}");
    }
}

#[test]
fn a_session_that_dies_says_so() {
    let mut bench = Bench::sharing();
    bench.novice.0.borrow_mut().take();
    bench.steps();
    assert!(bench.shows("This part of Lifeline stopped."));
    assert!(!bench.shows("Stop sharing"));
}

#[test]
fn closing_while_an_invitation_waits_asks_first() {
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    let viewport = bench
        .harness
        .input_mut()
        .viewports
        .get_mut(&egui::ViewportId::ROOT)
        .unwrap();
    viewport.events.push(egui::ViewportEvent::Close);
    bench.harness.step();
    bench.steps();
    assert!(bench.shows("Your invitation is still in force"));
    bench.press("Do not close");
    assert!(bench.shows("Password to tell your helper"));
}

#[test]
fn helping_takes_an_invitation_a_name_and_a_password() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Anna.msrcIncident");
    std::fs::write(&path, "<UPLOADINFO/>").unwrap();
    let mut bench = Bench::new(Start::Home);
    bench.press("Help someone");
    bench
        .harness
        .get_by_label("Where the file is")
        .set_text_value_accesskit(path.to_str().unwrap());
    bench.steps();
    bench.press("Open this file");
    assert!(bench.shows("Invitation: Anna.msrcIncident"));
    assert_eq!(bench.harness.get_by_label("Your name").value().as_deref(), Some("Sam"));
    assert!(bench.harness.get_by_label("Connect").accesskit_node().is_disabled());
    bench
        .harness
        .get_by_label("Your name")
        .set_text_value_accesskit("Samira");
    bench.steps();
    bench
        .harness
        .get_by_label("Password")
        .set_text_value_accesskit("abcd efgh jklm");
    bench.steps();
    bench.press("Connect");
    let opened = bench.expert.opened.borrow();
    assert_eq!(opened[0].ticket, b"<UPLOADINFO/>");
    assert_eq!(
        (opened[0].name.as_str(), opened[0].password.as_str()),
        ("Samira", "abcd efgh jklm")
    );
    assert_eq!(*bench.name.borrow(), "Samira");
}

#[test]
fn what_is_no_invitation_is_refused_with_a_reason() {
    let mut bench = Bench::new(Start::OpenText(b"hello".to_vec()));
    assert!(bench.shows("This is not an invitation. Why. What now."));
    bench
        .harness
        .get_by_label("The text of the invitation")
        .set_text_value_accesskit("<UPLOADINFO/>");
    bench.steps();
    bench.press("Use this text");
    assert!(bench.shows("They tell you by phone."));
}

#[test]
fn connecting_and_waiting_say_for_what_and_how_long() {
    let mut bench = Bench::new(Start::OpenText(b"<UPLOADINFO/>".to_vec()));
    bench.harness.get_by_label("Password").set_text_value_accesskit("abcd");
    bench.steps();
    bench.press("Connect");
    bench.tell_expert(expert::Event::Connecting {
        address: "192.0.2.9:3389".to_owned(),
    });
    assert!(bench.shows("Connecting to 192.0.2.9:3389"));
    let address = "192.0.2.9:3389".parse().unwrap();
    bench.tell_expert(expert::Event::Waiting {
        address,
        protection: Protection::Tls,
    });
    bench.pass(Duration::from_secs(12));
    assert!(bench.shows("asked 00:12 ago. You can call them meanwhile."));
    bench.press("Cancel");
    assert!(matches!(bench.expert_commands()[..], [expert::Command::End]));
}

#[test]
fn every_end_of_helping_has_its_sentence() {
    use End as E;
    let ends = [
        E::ByExpert,
        E::NotAnInvitation,
        E::DamagedInvitation,
        E::NoAddress,
        E::NoviceStopped,
        E::NoviceSaidNo,
        E::NeverAnswered,
        E::WrongPassword,
        E::UnknownInvitation,
        E::Expired,
        E::AlreadyHelped,
        E::Closed,
        E::Lost,
        E::Unreachable,
        E::PinMismatch,
        E::TooWeak,
        E::Protocol("x".to_owned()),
        E::Other(99),
    ];
    let mut sentences = BTreeSet::new();
    let count = ends.len();
    for end in ends {
        let mut bench = Bench::viewing();
        bench.tell_expert(expert::Event::Ended(end.clone()));
        assert!(bench.shows("Try again"), "{end:?}");
        let labels = bench.harness.query_all_by_role(Role::Label);
        sentences.extend(labels.filter_map(|node| node.value()).filter(|text| text.len() > 60));
    }
    assert_eq!(
        sentences.len(),
        count,
        "two ends have the same sentence: {sentences:#?}"
    );
}

#[test]
fn trying_again_keeps_the_password_unless_it_was_wrong() {
    let mut bench = Bench::viewing();
    bench.tell_expert(expert::Event::Ended(End::Lost));
    bench.press("Try again");
    assert_eq!(bench.expert.opened.borrow().len(), 2);
    assert_eq!(bench.expert.opened.borrow()[1].password, "abcd efgh jklm");
    bench.tell_expert(expert::Event::Ended(End::WrongPassword));
    bench.press("Try again");
    assert_eq!(bench.harness.get_by_label("Password").value().unwrap_or_default(), "");
    assert_eq!(bench.expert.opened.borrow().len(), 2);
}

#[test]
fn a_second_ticket_opens_in_a_second_window() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.msrcIncident");
    std::fs::write(&path, "<UPLOADINFO/>").unwrap();
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    bench.press("Back to the start");
    bench.press("Help someone");
    bench
        .harness
        .get_by_label("Where the file is")
        .set_text_value_accesskit(path.to_str().unwrap());
    bench.steps();
    bench.press("Open this file");
    assert_eq!(*bench.elsewhere.borrow(), [Ticket::File(path)]);
    assert!(bench.shows("Ask for help"));
}

#[test]
fn the_viewer_has_its_tools_and_says_what_holds() {
    let mut bench = Bench::viewing();
    for name in [
        "Request control",
        "Actual size",
        "Keys",
        "Save picture",
        "Full screen",
        "End",
    ] {
        assert_eq!(
            bench.harness.get_by_label(name).accesskit_node().role(),
            Role::Button,
            "{name}"
        );
    }
    assert!(bench.shows("You can see their screen"));
    assert!(bench.shows("Strongly protected"));
    assert!(bench.shows("400 × 200"));
    bench.press("Actual size");
    assert!(bench.shows("Fit"));
    bench.press("Request control");
    assert!(matches!(bench.expert_commands()[..], [expert::Command::RequestControl]));
    bench.tell_expert(expert::Event::ControlRefused);
    assert!(bench.shows("They did not let you use their mouse and keyboard"));
    bench.tell_expert(expert::Event::Paused);
    assert!(bench.shows("Paused by the person you help"));
    bench.press("End");
    assert!(matches!(bench.expert_commands()[..], [expert::Command::End]));
}

#[test]
fn the_picture_is_saved_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("screen.png");
    let mut bench = Bench::viewing();
    bench.press("Save picture");
    bench
        .harness
        .get_by_label("Save the picture as")
        .set_text_value_accesskit(path.to_str().unwrap());
    bench.steps();
    bench.press("Save picture here");
    bench.wait("Saved: ");
    let saved = image::open(path).unwrap();
    assert_eq!((saved.width(), saved.height()), (400, 200));
}

#[test]
fn nothing_is_sent_without_control() {
    let mut bench = Bench::viewing();
    bench.harness.get_by_label("The screen of the person you help").click();
    bench.steps();
    bench.frame(vec![
        key_event(Key::A, true, Modifiers::NONE),
        Event::Text("a".to_owned()),
    ]);
    assert!(bench.inputs().is_empty());
}

#[test]
fn text_goes_as_text_and_the_rest_by_its_place() {
    let mut bench = Bench::controlling();
    let none = Modifiers::NONE;
    bench.frame(vec![
        key_event(Key::ShiftLeft, true, none),
        key_event(Key::A, true, Modifiers::SHIFT),
        Event::Text("Ä".to_owned()),
        key_event(Key::A, false, Modifiers::SHIFT),
        key_event(Key::ShiftLeft, false, none),
    ]);
    let unit = 'Ä' as u16;
    assert_eq!(
        bench.inputs(),
        [
            InputEvent::Unicode { unit, down: true },
            InputEvent::Unicode { unit, down: false }
        ]
    );
    bench.frame(vec![
        key_event(Key::ArrowLeft, true, none),
        key_event(Key::ArrowLeft, false, none),
    ]);
    assert_eq!(
        bench.inputs(),
        [scancode(0x4B, true, true), scancode(0x4B, true, false)]
    );
}

#[test]
fn shortcuts_go_with_their_modifiers() {
    let mut bench = Bench::controlling();
    bench.frame(vec![
        key_event(Key::ControlLeft, true, Modifiers::CTRL),
        key_event(Key::C, true, Modifiers::CTRL),
        key_event(Key::C, false, Modifiers::CTRL),
        key_event(Key::ControlLeft, false, Modifiers::NONE),
    ]);
    let expected = [
        scancode(0x1D, false, true),
        scancode(0x2E, false, true),
        scancode(0x2E, false, false),
        scancode(0x1D, false, false),
    ];
    assert_eq!(bench.inputs(), expected);
    bench.frame(vec![
        key_event(Key::ShiftLeft, true, Modifiers::SHIFT),
        key_event(Key::Home, true, Modifiers::SHIFT),
        key_event(Key::Home, false, Modifiers::SHIFT),
        key_event(Key::ShiftLeft, false, Modifiers::NONE),
    ]);
    let expected = [
        scancode(0x2A, false, true),
        scancode(0x47, true, true),
        scancode(0x47, true, false),
        scancode(0x2A, false, false),
    ];
    assert_eq!(bench.inputs(), expected);
}

#[test]
fn keys_that_egui_would_take_reach_the_other_computer() {
    let mut bench = Bench::controlling();
    for (key, code, extended) in [
        (Key::Tab, 0x0F, false),
        (Key::Escape, 0x01, false),
        (Key::ArrowDown, 0x50, true),
        (Key::Enter, 0x1C, false),
    ] {
        bench.frame(vec![
            key_event(key, true, Modifiers::NONE),
            key_event(key, false, Modifiers::NONE),
        ]);
        assert_eq!(
            bench.inputs(),
            [scancode(code, extended, true), scancode(code, extended, false)],
            "{key:?}"
        );
        assert!(
            bench
                .harness
                .get_by_label("The screen of the person you help")
                .is_focused(),
            "{key:?}"
        );
    }
}

#[test]
fn clicks_land_on_the_pixel_under_the_pointer() {
    let mut bench = Bench::controlling();
    let rect = bench.harness.get_by_label("The screen of the person you help").rect();
    assert!(
        (rect.width() / rect.height() - 2.0).abs() < 0.01,
        "the picture is distorted: {rect:?}"
    );
    let at = rect.min + rect.size() * egui::vec2(0.25, 0.5);
    let button = |button, pressed| Event::PointerButton {
        pos: at,
        button,
        pressed,
        modifiers: Modifiers::NONE,
    };
    bench.frame(vec![Event::PointerMoved(rect.center()), Event::PointerMoved(at)]);
    assert_eq!(bench.inputs(), [InputEvent::Move { x: 100, y: 100 }]);
    bench.frame(vec![
        button(egui::PointerButton::Extra1, true),
        button(egui::PointerButton::Extra1, false),
    ]);
    let expected = |down| InputEvent::Button {
        button: MouseButton::Back,
        down,
        x: 100,
        y: 100,
    };
    assert_eq!(bench.inputs(), [expected(true), expected(false)]);
    bench.frame(vec![Event::MouseWheel {
        unit: egui::MouseWheelUnit::Line,
        delta: egui::vec2(0.0, -1.0),
        phase: egui::TouchPhase::Move,
        modifiers: Modifiers::NONE,
        source: egui::MouseWheelSource::Wheel,
    }]);
    assert_eq!(
        bench.inputs(),
        [InputEvent::Wheel {
            horizontal: false,
            rotation: -120
        }]
    );
}

#[test]
fn losing_the_focus_releases_everything() {
    let mut bench = Bench::controlling();
    bench.frame(vec![key_event(Key::ControlLeft, true, Modifiers::CTRL)]);
    bench.expert_commands();
    bench.harness.input_mut().focused = false;
    bench.harness.step();
    assert!(matches!(bench.expert_commands()[..], [expert::Command::ReleaseAll]));
    bench.harness.step();
    assert!(bench.expert_commands().is_empty());
}

#[test]
fn the_keys_menu_sends_what_this_computer_keeps() {
    let mut bench = Bench::controlling();
    bench.press("Keys");
    bench.press("Send Ctrl+Alt+Del");
    let expected = [
        scancode(0x1D, false, true),
        scancode(0x38, false, true),
        scancode(0x53, true, true),
        scancode(0x53, true, false),
        scancode(0x38, false, false),
        scancode(0x1D, false, false),
    ];
    assert_eq!(bench.inputs(), expected);
}

#[test]
fn ctrl_alt_home_leads_from_the_picture_to_the_tools() {
    let mut bench = Bench::controlling();
    let both = Modifiers {
        ctrl: true,
        alt: true,
        command: true,
        ..Modifiers::NONE
    };
    bench.harness.key_press_modifiers(both, Key::Home);
    bench.steps();
    assert!(bench.harness.get_by_label("Give back control").is_focused());
}

/// At 200 % on a screen of 800 × 500, in both themes, each screen still has its way out within reach.
#[test]
fn every_screen_works_small_and_large() {
    let size = Vec2::new(400.0, 250.0);
    for theme in [egui::Theme::Dark, egui::Theme::Light] {
        let mut bench = Bench::sized(Start::Home, size, theme, 2.0);
        bench.within_reach(size, &["Ask for help", "Help someone", "About Lifeline and its limits"]);
        bench.invite();
        bench.within_reach(
            size,
            &["Save invitation…", "Password to tell your helper", "Back to the start"],
        );
        bench.tell(novice::Event::Question(question(QuestionKind::View)));
        bench.pass(Duration::from_millis(1100));
        bench.within_reach(
            size,
            &["Let them see my screen", "Something is wrong: end this", "Do not allow"],
        );
        bench.tell(novice::Event::QuestionClosed(QuestionId(7)));
        bench.tell(novice::Event::Viewing);
        bench.within_reach(size, &["Pause", "Let them control", "Stop sharing"]);
    }
}

#[test]
fn practice_has_both_roles_side_by_side() {
    let (commands, mut novice_commands) = mpsc::channel(8);
    let (novice_events, events) = mpsc::channel(8);
    let (expert_end, mut expert_commands) = mpsc::channel(8);
    let (expert_events, expert_event_end) = mpsc::channel(8);
    let mut link = Some(ExpertLink {
        commands: expert_end,
        events: expert_event_end,
        canvas: SharedCanvas::default(),
    });
    let open: OpenPractice = Box::new(move |_, _| Ok(link.take().expect("opened once")));
    let ctx = egui::Context::default();
    let practice = Practice::new(NoviceLink { commands, events }, open, &ctx);
    let mut harness = Harness::builder()
        .with_size(Vec2::new(1100.0, 700.0))
        .with_context_setup(lifeline::app::tokens::apply)
        .build_ui_state(|ui, practice: &mut Practice| practice.show(ui), practice);
    novice_events.try_send(novice::Event::Invitation(invitation())).unwrap();
    harness.run_steps(4);
    let address = "127.0.0.1:3389".parse().unwrap();
    expert_events
        .try_send(expert::Event::Waiting {
            address,
            protection: Protection::TlsAndRc4,
        })
        .unwrap();
    novice_events
        .try_send(novice::Event::Question(question(QuestionKind::View)))
        .unwrap();
    harness.run_steps(4);
    assert!(harness.get_by_label("Do not allow").is_focused());
    harness.get_by_label_contains("Waiting for 127.0.0.1");
    novice_events
        .try_send(novice::Event::QuestionClosed(QuestionId(7)))
        .unwrap();
    novice_events.try_send(novice::Event::Viewing).unwrap();
    expert_events
        .try_send(expert::Event::Viewing {
            width: 400,
            height: 200,
        })
        .unwrap();
    harness.run_steps(4);
    harness.get_by_label("Let them control").click_accesskit();
    harness.run_steps(4);
    assert!(matches!(novice_commands.try_recv(), Ok(novice::Command::AllowControl)));
    harness.get_by_label("Request control").click_accesskit();
    harness.run_steps(4);
    assert!(matches!(
        expert_commands.try_recv(),
        Ok(expert::Command::RequestControl)
    ));
}

/// The ids of the file and those in the code are the same.
#[test]
fn every_text_exists_and_is_used() {
    let mut used = BTreeSet::new();
    collect_ids(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut used);
    let defined: BTreeSet<String> = lifeline::texts::ENGLISH
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" =").map(|(id, _)| id.to_owned()))
        .collect();
    let missing: Vec<_> = used.difference(&defined).collect();
    assert!(missing.is_empty(), "used, but not in the file: {missing:?}");
    let unused: Vec<_> = defined.difference(&used).collect();
    assert!(unused.is_empty(), "in the file, but not used: {unused:?}");
}

fn collect_ids(folder: &Path, ids: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_ids(&path, ids);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            // `t!(` as a whole word; the id may stand on the next line.
            for (at, _) in source.match_indices("t!(") {
                let before = source[..at].chars().next_back();
                let after = source[at + 3..].trim_start();
                let comment = source[..at]
                    .rsplit('\n')
                    .next()
                    .is_some_and(|line| line.trim_start().starts_with("//"));
                if comment || before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
                    continue;
                }
                if let Some((id, _)) = after.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
                    ids.insert(id.to_owned());
                }
            }
        }
    }
}
