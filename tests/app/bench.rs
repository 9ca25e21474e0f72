//! A window without a desktop, with the other ends of everything that it holds in a test's hands.

use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use egui::{Event, Key, Modifiers, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use lifeline::app::{
    Delivery, Dialogs, ExpertLink, NoviceLink, OfferTo, Offers, Services, Settings, Start, Ticket, Window,
};
use lifeline::input::InputEvent;
use lifeline::policy::{Choices, Rules};
use lifeline::policy::{ListedHelper, Name};
use lifeline::screen::Monitor;
use lifeline::session::desk::OffersAllowed;
use lifeline::session::expert::{self, Canvas, Dirty, Protection, SharedCanvas, WaitOptions};
use lifeline::session::helpers::Helpers;
use lifeline::session::history::Item;
use lifeline::session::novice::{
    self, Answer, InvitationId, InvitationInForce, Problem, Question, QuestionId, QuestionKind,
};
use lifeline::session::words::Findings;
use tokio::sync::mpsc;

/// The other ends of everything that a window holds.
pub struct Bench {
    pub harness: Harness<'static, Window>,
    pub clock: Arc<Mutex<Instant>>,
    pub novice: Rc<NoviceEnd>,
    pub expert: Rc<ExpertEnd>,
    pub elsewhere: Rc<std::cell::RefCell<Vec<Ticket>>>,
    pub name: Rc<std::cell::RefCell<String>>,
    pub delivered: Arc<Hands>,
    pub dialogs: Arc<Asked>,
    pub rules: Rc<std::cell::RefCell<Rules>>,
    pub choices: Rc<std::cell::RefCell<Choices>>,
    /// What the administrator was asked to switch.
    pub switched: Arc<Mutex<Vec<bool>>>,
    pub past: Arc<Mutex<Vec<Item>>>,
    pub offers: Rc<OfferEnd>,
}

#[derive(Default)]
pub struct NoviceEnd(pub std::cell::RefCell<Option<(mpsc::Receiver<novice::Command>, mpsc::Sender<novice::Event>)>>);

#[derive(Default)]
pub struct ExpertEnd {
    pub link: std::cell::RefCell<Option<(mpsc::Receiver<expert::Command>, mpsc::Sender<expert::Event>)>>,
    pub opened: std::cell::RefCell<Vec<expert::OpenOptions>>,
    pub canvas: SharedCanvas,
}

pub struct Hands(pub Mutex<Vec<String>>);

pub fn problem(what: &str) -> Problem {
    Problem {
        what: what.to_owned(),
        why: "Why.".to_owned(),
        remedy: "What now.".to_owned(),
    }
}

impl Delivery for Hands {
    fn save(&self, invitation: &InvitationInForce, path: &Path) -> Result<PathBuf, Problem> {
        self.0.lock().unwrap().push("save".to_owned());
        let path = path.with_extension("msrcIncident");
        match std::fs::write(&path, &invitation.ticket) {
            Ok(()) => Ok(path),
            Err(_) => Err(problem("It could not be saved.")),
        }
    }

    fn mail(&self, _: &InvitationInForce, to: Option<&str>) -> Result<(), Problem> {
        match to {
            Some(to) => {
                self.0.lock().unwrap().push(format!("mail to {to}"));
                Ok(())
            }
            None => Err(problem("No mail program answers.")),
        }
    }

    fn draft(&self, _: &InvitationInForce) -> Result<PathBuf, Problem> {
        Ok(PathBuf::from("/drafts/one.eml"))
    }

    fn show(&self, _: &InvitationInForce) -> Result<PathBuf, Problem> {
        Ok(PathBuf::from("/downloads/Invitation.msrcIncident"))
    }
}

/// The desktop's file dialogs as a test answers them: without an answer they end without a choice, as where the desktop has none.
#[derive(Default)]
pub struct Asked {
    pub answer: Mutex<Option<PathBuf>>,
    /// The dialogs that were opened.
    pub opened: Mutex<Vec<&'static str>>,
}

impl Asked {
    fn ask(&self, what: &'static str) -> Option<PathBuf> {
        self.opened.lock().unwrap().push(what);
        self.answer.lock().unwrap().clone()
    }
}

impl Dialogs for Asked {
    fn suggested(&self, name: &str) -> PathBuf {
        Path::new("/downloads").join(name)
    }

    fn save_invitation(&self, _: &Path) -> Option<PathBuf> {
        self.ask("save an invitation")
    }

    fn open_invitation(&self) -> Option<PathBuf> {
        self.ask("open an invitation")
    }

    fn save_picture(&self, _: &str) -> Option<PathBuf> {
        self.ask("save a picture")
    }
}

#[derive(Debug)]
pub struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

pub struct Remembered(
    Rc<std::cell::RefCell<String>>,
    Rc<std::cell::RefCell<Rules>>,
    Rc<std::cell::RefCell<Choices>>,
);

impl Settings for Remembered {
    fn helper_name(&self) -> String {
        self.0.borrow().clone()
    }

    fn set_helper_name(&mut self, name: &str) {
        name.clone_into(&mut self.0.borrow_mut());
    }

    fn rules(&self) -> Rules {
        self.1.borrow().clone()
    }

    fn choices(&self) -> Choices {
        self.2.borrow().clone()
    }

    fn choose(&mut self, choices: Choices) -> Result<(), Problem> {
        *self.2.borrow_mut() = choices;
        Ok(())
    }
}

/// What the window asks about offers, and what a test answers.
pub struct OfferEnd {
    expert: Rc<ExpertEnd>,
    pub offered: std::cell::RefCell<Vec<OfferTo>>,
    pub helpers: std::cell::RefCell<Helpers>,
    pub recent: std::cell::RefCell<Vec<(String, u16)>>,
    pub by_itself: std::cell::Cell<bool>,
}

impl OfferEnd {
    fn new(expert: Rc<ExpertEnd>) -> Self {
        Self {
            expert,
            offered: std::cell::RefCell::default(),
            helpers: std::cell::RefCell::new(Helpers {
                offers: OffersAllowed::Off,
                offers_fixed: false,
                listed: Vec::new(),
                list_fixed: false,
                authority: false,
                waits: false,
            }),
            recent: std::cell::RefCell::default(),
            by_itself: std::cell::Cell::new(false),
        }
    }
}

pub struct OfferDesk(Rc<OfferEnd>);

/// A helper key that is one.
pub const KEY: &str = "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA";

impl Offers for OfferDesk {
    fn offer(&mut self, to: &OfferTo, _: lifeline::app::Waker) -> Result<ExpertLink, Problem> {
        self.0.offered.borrow_mut().push(to.clone());
        let (commands, command_end) = mpsc::channel(64);
        let (event_end, events) = mpsc::channel(64);
        *self.0.expert.link.borrow_mut() = Some((command_end, event_end));
        Ok(ExpertLink {
            commands,
            events,
            canvas: self.0.expert.canvas.clone(),
        })
    }

    fn recent(&self) -> Vec<(String, u16)> {
        self.0.recent.borrow().clone()
    }

    fn forget(&mut self, host: &str, port: u16) -> Result<(), Problem> {
        self.0.recent.borrow_mut().retain(|one| *one != (host.to_owned(), port));
        Ok(())
    }

    fn own_key(&self) -> Result<String, Problem> {
        Ok(KEY.to_owned())
    }

    fn helpers(&self) -> Helpers {
        self.0.helpers.borrow().clone()
    }

    fn add(&mut self, key: &str, name: &str) -> Result<(), Problem> {
        let key = key.parse().map_err(|_| problem("Nobody was put on the list."))?;
        let name = Name::new(name).unwrap();
        self.0.helpers.borrow_mut().listed.push(ListedHelper { name, key });
        Ok(())
    }

    fn remove(&mut self, key: &str) -> Result<(), Problem> {
        let key = key.parse().unwrap();
        self.0.helpers.borrow_mut().listed.retain(|one| one.key != key);
        Ok(())
    }

    fn allow(&mut self, offers: OffersAllowed) -> Result<(), Problem> {
        self.0.helpers.borrow_mut().offers = offers;
        Ok(())
    }

    fn starts_by_itself(&self) -> Option<bool> {
        Some(self.0.by_itself.get())
    }

    fn start_by_itself(&mut self, on: bool) -> Result<(), Problem> {
        self.0.by_itself.set(on);
        Ok(())
    }
}

impl Bench {
    pub fn new(start: Start) -> Self {
        Self::sized(start, Vec2::new(760.0, 900.0), egui::Theme::Dark, 1.0)
    }

    /// Nobody has helped here before.
    pub fn unnamed(start: Start) -> Self {
        Self::named("", start, Vec2::new(760.0, 900.0), egui::Theme::Dark, 1.0)
    }

    pub fn sized(start: Start, size: Vec2, theme: egui::Theme, zoom: f32) -> Self {
        Self::named("Sam", start, size, theme, zoom)
    }

    fn named(name: &str, start: Start, size: Vec2, theme: egui::Theme, zoom: f32) -> Self {
        let clock = Arc::new(Mutex::new(Instant::now()));
        let (novice, expert) = (Rc::new(NoviceEnd::default()), Rc::new(ExpertEnd::default()));
        let elsewhere = Rc::new(std::cell::RefCell::new(Vec::new()));
        let name = Rc::new(std::cell::RefCell::new(name.to_owned()));
        let delivered = Arc::new(Hands(Mutex::default()));
        let dialogs = Arc::new(Asked::default());
        let rules = Rc::new(std::cell::RefCell::new(Rules::default()));
        let choices = Rc::new(std::cell::RefCell::new(Choices::default()));
        let switched = Arc::new(Mutex::new(Vec::new()));
        let past = Arc::new(Mutex::new(Vec::new()));
        let offers = Rc::new(OfferEnd::new(expert.clone()));
        let services = Services {
            start_novice: {
                let end = novice.clone();
                Box::new(move |_| {
                    let (commands, command_end) = mpsc::channel(8);
                    let (event_end, events) = mpsc::channel(64);
                    *end.0.borrow_mut() = Some((command_end, event_end));
                    Ok(NoviceLink {
                        commands: commands.into(),
                        events,
                    })
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
            listening: Box::new(|| {
                Ok(WaitOptions {
                    port: None,
                    listen: None,
                    router: novice::RouterChoice::default(),
                    state_dir: PathBuf::new(),
                })
            }),
            examine: Arc::new(|port, mapped| Findings {
                tried: vec!["The router was asked.".to_owned()],
                answers: vec![format!("Examined {port} {mapped:?}.")],
            }),
            check_ticket: Box::new(|bytes| {
                if bytes.starts_with(b"<UPLOADINFO") {
                    Ok(())
                } else {
                    Err(problem("This is not an invitation."))
                }
            }),
            invitations_stored: false,
            delivery: delivered.clone(),
            dialogs: dialogs.clone(),
            settings: Box::new(Remembered(name.clone(), rules.clone(), choices.clone())),
            machine_switch: {
                let switched = switched.clone();
                Arc::new(move |allowed| {
                    switched.lock().unwrap().push(allowed);
                    Ok(())
                })
            },
            history: {
                let past = past.clone();
                Arc::new(move || Ok(past.lock().unwrap().clone()))
            },
            offers: Box::new(OfferDesk(offers.clone())),
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
            delivered,
            dialogs,
            rules,
            choices,
            switched,
            past,
            offers,
        };
        bench.steps();
        bench
    }

    pub fn steps(&mut self) {
        self.harness.run_steps(4);
    }

    pub fn pass(&mut self, time: Duration) {
        *self.clock.lock().unwrap() += time;
        self.steps();
    }

    #[track_caller]
    pub fn press(&mut self, name: &str) {
        self.harness.get_by_label(name).click_accesskit();
        self.steps();
    }

    pub fn key(&mut self, key: Key) {
        self.harness.key_press(key);
        self.steps();
    }

    pub fn shows(&self, name: &str) -> bool {
        self.harness.query_all_by_label_contains(name).next().is_some()
    }

    /// Steps until a thread's result is on the screen.
    #[track_caller]
    pub fn wait(&mut self, name: &str) {
        let deadline = Instant::now() + Duration::from_secs(10);
        while !self.shows(name) {
            assert!(Instant::now() < deadline, "nothing says {name:?}");
            std::thread::yield_now();
            self.harness.step();
        }
    }

    pub fn tell(&mut self, mut event: novice::Event) {
        // The session has the window's clock.
        let now = *self.clock.lock().unwrap();
        match &mut event {
            novice::Event::Question(question) => question.asked = question.asked.min(now),
            novice::Event::Compare(compare) => compare.asked = compare.asked.min(now),
            _ => {}
        }
        self.tell_unseen(event);
        self.steps();
    }

    /// Without a frame after it.
    pub fn tell_unseen(&self, event: novice::Event) {
        let novice = self.novice.0.borrow();
        novice
            .as_ref()
            .expect("the novice's session runs")
            .1
            .try_send(event)
            .unwrap();
    }

    /// A file is dropped on the window.
    pub fn drop_file(&mut self, path: &Path) {
        let file = Arc::new(Dropped(path.to_path_buf()));
        self.harness.input_mut().dropped_files.push(file);
        self.steps();
    }

    pub fn tell_expert(&mut self, event: expert::Event) {
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

    pub fn commands(&self) -> Vec<novice::Command> {
        let mut end = self.novice.0.borrow_mut();
        let commands = &mut end.as_mut().expect("the novice's session runs").0;
        std::iter::from_fn(|| commands.try_recv().ok()).collect()
    }

    pub fn expert_commands(&self) -> Vec<expert::Command> {
        let mut end = self.expert.link.borrow_mut();
        let commands = &mut end.as_mut().expect("a ticket is open").0;
        std::iter::from_fn(|| commands.try_recv().ok()).collect()
    }

    pub fn inputs(&self) -> Vec<InputEvent> {
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
    pub fn within_reach(&mut self, size: Vec2, names: &[&str]) {
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
    pub fn invite(&mut self) {
        self.press("Ask for help");
        self.press("Make the invitation");
        self.commands();
        self.tell(novice::Event::Invitation(invitation()));
    }

    pub fn asked(kind: QuestionKind) -> Self {
        let mut bench = Self::new(Start::Home);
        bench.invite();
        bench.tell(novice::Event::Question(question(kind)));
        bench
    }

    pub fn sharing() -> Self {
        let mut bench = Self::asked(QuestionKind::View);
        bench.tell(novice::Event::QuestionClosed(QuestionId(7)));
        bench.tell(novice::Event::Viewing);
        bench
    }

    pub fn viewing() -> Self {
        let mut bench = Self::sized(
            Start::open(Ticket::Text(b"<UPLOADINFO/>".to_vec())),
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
        bench.view();
        bench
    }

    /// The helper's session comes to its picture.
    pub fn view(&mut self) {
        {
            let mut canvas = self.expert.canvas.lock().unwrap();
            *canvas = Canvas {
                width: 400,
                height: 200,
                bgra: vec![255; 400 * 200 * 4],
                dirty: Dirty::all(400, 200),
                version: 1,
                ..Canvas::default()
            };
        }
        let address = "192.0.2.9:3389".parse().unwrap();
        self.tell_expert(expert::Event::Waiting {
            address,
            protection: Protection::TlsAndRc4,
        });
        self.tell_expert(expert::Event::Viewing {
            width: 400,
            height: 200,
        });
    }

    pub fn controlling() -> Self {
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
    pub fn frame(&mut self, events: Vec<Event>) {
        self.harness.input_mut().events.extend(events);
        self.steps();
    }
}

pub fn invitation() -> InvitationInForce {
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
        mapped: None,
        kept: false,
    }
}

pub fn question(kind: QuestionKind) -> Question {
    Question {
        id: QuestionId(7),
        kind,
        name: "Sam".to_owned(),
        address: "203.0.113.7:50000".parse().unwrap(),
        reached_proved: false,
        weak: false,
        view_only: false,
        notice: None,
        again: false,
        asked: Instant::now(),
        offered: false,
        key_known: false,
        claimed: None,
        seconds: 120,
        locked_seconds: 1,
    }
}

pub fn key_event(key: Key, pressed: bool, modifiers: Modifiers) -> Event {
    Event::Key {
        key,
        physical_key: Some(key),
        pressed,
        repeat: false,
        modifiers,
    }
}

pub fn scancode(scancode: u8, extended: bool, down: bool) -> InputEvent {
    InputEvent::Key {
        scancode,
        extended,
        extended1: false,
        down,
    }
}

#[track_caller]
pub fn only_answer(commands: &[novice::Command], expected: Answer) {
    let [novice::Command::Answer(QuestionId(7), answer)] = commands else {
        panic!("not one answer: {commands:?}")
    };
    assert_eq!(*answer, expected);
}
