//! A window without a desktop, with the other ends of everything that it holds in a test's hands.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};
use std::time::{Duration, Instant, SystemTime};

use egui::epaint::text::{FontInsert, FontPriority, InsertFontFamily, MissingGlyphPolicy};
use egui::{Event, FontData, FontFamily, Key, Modifiers, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use lifeline::app::{
    Clock, Dialogs, ExpertLink, NoviceLink, OfferTo, Services, Sessions, Start, Threads, TicketSource, Turn, Waker,
    Window, Work,
};
use lifeline::desk::helpers::Helpers;
use lifeline::desk::words::Findings;
use lifeline::desk::{Desk, OffersAllowed, Placed, Preferences, Recent, Remembered, TakeBack, WhatWorks};
use lifeline::journal::{Entry, Kind};
use lifeline::policy::{Choices, Rules};
use lifeline::policy::{ListedHelper, Name};
use lifeline::session::expert::{self, Canvas, Dirty, Protection, ReplyOptions, SharedCanvas};
use lifeline::session::history::{Item, PastSession, gather};
use lifeline::session::novice::{
    self, Answer, Caller, Compare, CompareId, InvitationId, InvitationInForce, Problem, ProvedBy, Question, QuestionId,
    QuestionKind,
};
use lifeline::vocabulary::{InputEvent, Monitor, ScanKey};
use tokio::sync::mpsc;

/// What a test and the window's works both hold.
#[derive(Default)]
pub struct Held<T>(Arc<Mutex<T>>);

impl<T> Clone for Held<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Held<T> {
    fn new(value: T) -> Self {
        Self(Arc::new(Mutex::new(value)))
    }

    pub fn borrow(&self) -> MutexGuard<'_, T> {
        self.0.lock().unwrap()
    }

    pub fn borrow_mut(&self) -> MutexGuard<'_, T> {
        self.0.lock().unwrap()
    }
}

/// The other ends of everything that a window holds.
pub struct Bench {
    /// The window's works that are not done yet: [`Bench::steps`] does them, unless the desk is silent.
    works: Held<VecDeque<(Turn, Work)>>,
    services: Arc<Services>,
    silent: bool,
    /// So many things stand above all that the window shows, as far as the graphics library counts them.
    #[allow(dead_code, reason = "the tests of the languages do not count")]
    pub above: Held<usize>,
    pub harness: Harness<'static, Window>,
    pub clock: Arc<Mutex<Instant>>,
    pub novice: Arc<NoviceEnd>,
    pub expert: Arc<ExpertEnd>,
    pub elsewhere: Held<Vec<Option<TicketSource>>>,
    pub practice: Held<PracticeEnd>,
    pub name: Held<String>,
    /// What a helper could do here; `None`: all.
    pub possible: Held<Option<Result<WhatWorks, Problem>>>,
    pub delivered: Arc<Hands>,
    /// Neither a file manager nor a printer nor a program for texts is there.
    #[allow(dead_code, reason = "the tests of the languages do not look at it")]
    pub bare: Held<bool>,
    pub dialogs: Arc<Asked>,
    pub rules: Held<Rules>,
    pub choices: Held<Choices>,
    #[allow(dead_code, reason = "the tests of the languages look at it")]
    pub preferences: Held<Preferences>,
    /// What the administrator was asked to switch.
    pub switched: Arc<Mutex<Vec<bool>>>,
    pub past: Arc<Mutex<Vec<Item>>>,
    pub offers: Arc<OfferEnd>,
}

#[derive(Default)]
pub struct NoviceEnd(pub Held<Option<(mpsc::Receiver<novice::Command>, mpsc::Sender<novice::Event>)>>);

#[derive(Default)]
pub struct ExpertEnd {
    pub link: Held<Option<(mpsc::Receiver<expert::Command>, mpsc::Sender<expert::Event>)>>,
    pub opened: Held<Vec<expert::OpenOptions>>,
    pub canvas: SharedCanvas,
}

#[derive(Default)]
pub struct PracticeEnd {
    /// How often it was opened.
    pub opened: u32,
    /// What comes of it.
    pub problem: Option<Problem>,
}

pub struct Hands(pub Mutex<Vec<String>>);

pub fn problem(what: &str) -> Problem {
    Problem {
        what: what.to_owned(),
        why: "Why.".to_owned(),
        remedy: "What now.".to_owned(),
    }
}

impl Hands {
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
}

/// The desktop's file dialogs as a test answers them: without an answer they end without a choice, as where the desktop
/// has none.
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

struct AskedDialogs(Arc<Asked>);

impl Dialogs for AskedDialogs {
    fn suggested(&self, name: &str) -> PathBuf {
        Path::new("/downloads").join(name)
    }

    fn save_invitation(&self, _: &Path) -> Option<PathBuf> {
        self.0.ask("save an invitation")
    }

    fn open_invitation(&self) -> Option<PathBuf> {
        self.0.ask("open an invitation")
    }

    fn save_picture(&self, _: &str) -> Option<PathBuf> {
        self.0.ask("save a picture")
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

/// What the window asks about offers, and what a test answers.
pub struct OfferEnd {
    pub offered: Held<Vec<OfferTo>>,
    pub helpers: Held<Helpers>,
    pub recent: Held<Vec<Recent>>,
    pub people: Held<Vec<Recent>>,
    pub by_itself: Held<bool>,
}

/// What is remembered of somebody.
pub fn recent(name: &str, host: &str, port: u16) -> Recent {
    Recent {
        name: Some(name.to_owned()).filter(|name| !name.is_empty()),
        host: host.to_owned(),
        port,
        last: 1_700_000_000,
        times: 3,
    }
}

impl OfferEnd {
    fn remembered(&self, which: Remembered) -> &Held<Vec<Recent>> {
        match which {
            Remembered::Computers => &self.recent,
            Remembered::People => &self.people,
        }
    }

    fn new() -> Self {
        Self {
            offered: Held::default(),
            helpers: Held::new(Helpers {
                offers: OffersAllowed::Off,
                offers_fixed: false,
                listed: Vec::new(),
                list_fixed: false,
                authority: false,
                waits: false,
            }),
            recent: Held::default(),
            people: Held::default(),
            by_itself: Held::default(),
        }
    }
}

/// A helper key that is one.
pub const KEY: &str = "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA";

/// What the window asks, answered out of what the test holds.
struct TestDesk {
    name: Held<String>,
    possible: Held<Option<Result<WhatWorks, Problem>>>,
    rules: Held<Rules>,
    choices: Held<Choices>,
    preferences: Held<Preferences>,
    delivered: Arc<Hands>,
    bare: Held<bool>,
    switched: Arc<Mutex<Vec<bool>>>,
    past: Arc<Mutex<Vec<Item>>>,
    offers: Arc<OfferEnd>,
}

impl Desk for TestDesk {
    fn check(&self, ticket: &[u8]) -> Result<String, Problem> {
        if ticket.starts_with(b"<UPLOADINFO") {
            Ok("Anna".to_owned())
        } else {
            Err(problem("This is not an invitation."))
        }
    }

    fn invitations_stored(&self) -> bool {
        false
    }

    fn monitors(&self) -> Vec<Monitor> {
        Vec::new()
    }

    fn what_works(&self) -> Result<WhatWorks, Problem> {
        self.possible.borrow().clone().unwrap_or(Ok(WhatWorks {
            control: true,
            take_back: TakeBack::Escape,
        }))
    }

    fn examine(&self, port: u16, mapped: Option<SocketAddr>) -> Findings {
        Findings {
            tried: vec!["The router was asked.".to_owned()],
            answers: vec![format!("Examined {port} {mapped:?}.")],
        }
    }

    fn history(&self) -> Result<Vec<Item>, Problem> {
        Ok(self.past.lock().unwrap().clone())
    }

    fn save(&self, invitation: &InvitationInForce, path: &Path) -> Result<PathBuf, Problem> {
        self.delivered.save(invitation, path)
    }

    fn mail(&self, invitation: &InvitationInForce, to: Option<&str>) -> Result<(), Problem> {
        self.delivered.mail(invitation, to)
    }

    fn draft(&self, _: &InvitationInForce) -> Result<Placed, Problem> {
        Ok(Placed {
            path: PathBuf::from("/drafts/one.eml"),
            opened: true,
        })
    }

    fn show(&self, _: &InvitationInForce) -> Result<Placed, Problem> {
        Ok(Placed {
            path: PathBuf::from("/downloads/Invitation.msrcIncident"),
            opened: !*self.bare.borrow(),
        })
    }

    fn keep_summary(&self, text: &str, _: u64) -> Result<PathBuf, Problem> {
        self.delivered.0.lock().unwrap().push(format!("keep {text}"));
        Ok(PathBuf::from("/downloads/Help.txt"))
    }

    fn print_summary(&self, text: &str, _: u64) -> Result<Option<Placed>, Problem> {
        self.delivered.0.lock().unwrap().push(format!("print {text}"));
        let kept = || Placed {
            path: PathBuf::from("/downloads/Help.txt"),
            opened: false,
        };
        Ok(self.bare.borrow().then(kept))
    }

    fn helper_name(&self) -> String {
        self.name.borrow().clone()
    }

    fn set_helper_name(&self, name: &str) {
        name.clone_into(&mut self.name.borrow_mut());
    }

    fn rules(&self) -> Rules {
        self.rules.borrow().clone()
    }

    fn choices(&self) -> Choices {
        self.choices.borrow().clone()
    }

    fn preferences(&self) -> Preferences {
        self.preferences.borrow().clone()
    }

    fn prefer(&self, preferences: Preferences) -> Result<(), Problem> {
        *self.preferences.borrow_mut() = preferences;
        Ok(())
    }

    fn choose(&self, choices: Choices) -> Result<(), Problem> {
        *self.choices.borrow_mut() = choices;
        Ok(())
    }

    fn set_asking(&self, allowed: bool) -> Result<(), Problem> {
        self.switched.lock().unwrap().push(allowed);
        Ok(())
    }

    fn recent(&self, which: Remembered) -> Vec<Recent> {
        self.offers.remembered(which).borrow().clone()
    }

    fn meet(&self, name: &str, host: &str) {
        self.offers.people.borrow_mut().insert(0, recent(name, host, 3389));
    }

    fn forget(&self, which: Remembered, one: Option<&Recent>) -> Result<(), Problem> {
        let mut remembered = self.offers.remembered(which).borrow_mut();
        remembered.retain(|known| one.is_some_and(|one| known != one));
        Ok(())
    }

    fn own_key(&self) -> Result<String, Problem> {
        Ok(KEY.to_owned())
    }

    fn helpers(&self) -> Helpers {
        self.offers.helpers.borrow().clone()
    }

    fn add(&self, key: &str, name: &str) -> Result<(), Problem> {
        let key = key.parse().map_err(|_| problem("Nobody was put on the list."))?;
        let name = Name::new(name).unwrap();
        self.offers.helpers.borrow_mut().listed.push(ListedHelper { name, key });
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), Problem> {
        let key = key.parse().unwrap();
        self.offers.helpers.borrow_mut().listed.retain(|one| one.key != key);
        Ok(())
    }

    fn allow(&self, offers: OffersAllowed) -> Result<(), Problem> {
        self.offers.helpers.borrow_mut().offers = offers;
        Ok(())
    }

    fn starts_by_itself(&self) -> Option<bool> {
        Some(*self.offers.by_itself.borrow())
    }

    fn start_by_itself(&self, on: bool) -> Result<(), Problem> {
        *self.offers.by_itself.borrow_mut() = on;
        Ok(())
    }
}

/// Sessions whose other ends the test holds.
struct TestSessions {
    novice: Arc<NoviceEnd>,
    expert: Arc<ExpertEnd>,
    offers: Arc<OfferEnd>,
    elsewhere: Held<Vec<Option<TicketSource>>>,
    practice: Held<PracticeEnd>,
}

impl TestSessions {
    fn expert_link(&self) -> ExpertLink {
        let (commands, command_end) = mpsc::channel(64);
        let (event_end, events) = mpsc::channel(64);
        *self.expert.link.borrow_mut() = Some((command_end, event_end));
        ExpertLink {
            commands,
            events,
            canvas: self.expert.canvas.clone(),
        }
    }
}

impl Sessions for TestSessions {
    fn novice(&self, _: Waker) -> Result<NoviceLink, Problem> {
        let (commands, command_end) = mpsc::channel(8);
        let (event_end, events) = mpsc::channel(64);
        *self.novice.0.borrow_mut() = Some((command_end, event_end));
        Ok(NoviceLink {
            commands: commands.into(),
            events,
        })
    }

    fn expert(&self, options: expert::OpenOptions, _: Waker) -> Result<ExpertLink, Problem> {
        self.expert.opened.borrow_mut().push(options);
        Ok(self.expert_link())
    }

    fn offer(&self, to: &OfferTo, _: Waker) -> Result<ExpertLink, Problem> {
        self.offers.offered.borrow_mut().push(to.clone());
        Ok(self.expert_link())
    }

    fn listening(&self) -> Result<ReplyOptions, Problem> {
        Ok(ReplyOptions {
            port: None,
            listen: None,
            router: novice::RouterChoice::default(),
            state_dir: PathBuf::new(),
        })
    }

    fn practise(&self) -> Result<(), Problem> {
        let mut practice = self.practice.borrow_mut();
        practice.opened += 1;
        practice.problem.clone().map_or(Ok(()), Err)
    }

    fn elsewhere(&self, ticket: Option<&TicketSource>) -> std::io::Result<()> {
        self.elsewhere.borrow_mut().push(ticket.cloned());
        Ok(())
    }
}

/// For windows that need nothing but dialogs.
pub fn services() -> Services {
    let (novice, expert) = (Arc::default(), Arc::default());
    let offers = Arc::new(OfferEnd::new());
    Services {
        desk: Box::new(TestDesk {
            name: Held::default(),
            possible: Held::default(),
            rules: Held::default(),
            choices: Held::default(),
            preferences: Held::default(),
            delivered: Arc::new(Hands(Mutex::default())),
            bare: Held::default(),
            switched: Arc::default(),
            past: Arc::default(),
            offers: Arc::clone(&offers),
        }),
        dialogs: Box::new(AskedDialogs(Arc::default())),
        sessions: Box::new(TestSessions {
            novice,
            expert,
            offers,
            elsewhere: Held::default(),
            practice: Held::default(),
        }),
    }
}

/// Letters that the program leaves to the system, where this one has the usual file of them: the same on every
/// computer.
pub fn arabic() -> Option<&'static [u8]> {
    static FILE: OnceLock<Option<&'static [u8]>> = OnceLock::new();
    *FILE.get_or_init(|| {
        let folders = ["truetype/dejavu", "dejavu-sans-fonts", "TTF"];
        let read = |folder| std::fs::read(format!("/usr/share/fonts/{folder}/DejaVuSans.ttf")).ok();
        folders.into_iter().find_map(read).map(|bytes| &*bytes.leak())
    })
}

pub fn letters(ctx: &egui::Context) {
    let Some(file) = arabic() else {
        return ctx.set_missing_glyph_policy(MissingGlyphPolicy::default());
    };
    let families = [FontFamily::Proportional, FontFamily::Monospace].map(|family| InsertFontFamily {
        family,
        priority: FontPriority::Lowest,
    });
    ctx.add_font(FontInsert::new(
        "DejaVu Sans",
        FontData::from_static(file),
        families.to_vec(),
    ));
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
        // The language is the whole program's, and the system may speak another one than the test reads.
        lifeline::texts::keep_for_the_system();
        let clock = Arc::new(Mutex::new(Instant::now()));
        let (novice, expert) = (Arc::new(NoviceEnd::default()), Arc::new(ExpertEnd::default()));
        let elsewhere = Held::new(Vec::new());
        let practice = Held::<PracticeEnd>::default();
        let name = Held::new(name.to_owned());
        let possible = Held::default();
        let delivered = Arc::new(Hands(Mutex::default()));
        let bare = Held::default();
        let dialogs = Arc::new(Asked::default());
        let rules = Held::new(Rules::default());
        let choices = Held::new(Choices::default());
        let preferences = Held::new(Preferences::default());
        let switched = Arc::new(Mutex::new(Vec::new()));
        let past = Arc::new(Mutex::new(Vec::new()));
        let offers = Arc::new(OfferEnd::new());
        let services = Arc::new(Services {
            desk: Box::new(TestDesk {
                name: name.clone(),
                possible: possible.clone(),
                rules: rules.clone(),
                choices: choices.clone(),
                preferences: preferences.clone(),
                delivered: delivered.clone(),
                bare: bare.clone(),
                switched: switched.clone(),
                past: past.clone(),
                offers: offers.clone(),
            }),
            dialogs: Box::new(AskedDialogs(dialogs.clone())),
            sessions: Box::new(TestSessions {
                novice: novice.clone(),
                expert: expert.clone(),
                offers: offers.clone(),
                elsewhere: elsewhere.clone(),
                practice: practice.clone(),
            }),
        });
        let works = Held::<VecDeque<(Turn, Work)>>::default();
        let threads: Threads = {
            let works = works.clone();
            Arc::new(move |turn, work| works.borrow_mut().push_back((turn, work)))
        };
        let steady: Clock = {
            let clock = clock.clone();
            Arc::new(move || *clock.lock().unwrap())
        };
        let ctx = egui::Context::default();
        ctx.set_theme(theme);
        let window = Window::new(start, threads, steady, &ctx);
        let above = Held::new(0);
        let numbers = above.clone();
        let harness = Harness::builder()
            .with_size(size)
            .with_theme(theme)
            .with_pixels_per_point(zoom)
            .with_context_setup(|ctx| {
                lifeline::app::tokens::apply(ctx);
                letters(ctx);
            })
            .build_ui_state(
                move |ui, window: &mut Window| {
                    ui.skip_ahead_auto_ids(*numbers.borrow());
                    window.show(ui);
                },
                window,
            );
        let mut bench = Self {
            works,
            services,
            silent: false,
            above,
            harness,
            clock,
            novice,
            expert,
            elsewhere,
            practice,
            name,
            possible,
            delivered,
            bare,
            dialogs,
            rules,
            choices,
            preferences,
            switched,
            past,
            offers,
        };
        bench.steps();
        bench
    }

    /// Draws, and does what the window wants done, until neither leads on.
    pub fn steps(&mut self) {
        self.draw();
        while !self.silent && self.work() {
            self.draw();
        }
    }

    fn draw(&mut self) {
        for _ in 0..4 {
            self.harness.step();
            let viewports = &self.harness.output().viewport_output;
            let mut asked = viewports
                .values()
                .flat_map(|one| &one.commands)
                .filter_map(|command| match command {
                    egui::ViewportCommand::InnerSize(size) => Some(*size),
                    _ => None,
                });
            // The window gets the size that it asks for beside the harness's margin of 8 around everything.
            if let Some(size) = asked.next_back() {
                self.harness.set_size(size + Vec2::splat(16.0));
            }
        }
    }

    /// Does the works that wait; false when there are none.
    fn work(&self) -> bool {
        let works = std::mem::take(&mut *self.works.borrow_mut());
        let any = !works.is_empty();
        for (_, work) in works {
            work(&self.services);
        }
        any
    }

    /// From now on nothing that is asked on another thread is answered, as on a computer whose disk hangs.
    pub fn fall_silent(&mut self) {
        self.silent = true;
    }

    /// Everything is answered again.
    pub fn answer(&mut self) {
        self.silent = false;
        self.steps();
    }

    /// The works that wait for an answer.
    pub fn waiting(&self) -> usize {
        self.works.borrow().len()
    }

    pub fn all_in_order(&self) -> bool {
        self.works.borrow().iter().all(|(turn, _)| *turn == Turn::InOrder)
    }

    /// The window ends while somebody else does its last works.
    pub fn quit(&mut self) {
        let done = Arc::new(AtomicBool::new(false));
        let (works, services, over) = (self.works.clone(), Arc::clone(&self.services), Arc::clone(&done));
        let worker = std::thread::spawn(move || {
            while !over.load(Ordering::Relaxed) {
                let work = works.borrow_mut().pop_front();
                match work {
                    Some((_, work)) => work(&services),
                    None => std::thread::yield_now(),
                }
            }
        });
        self.harness.state_mut().quit();
        done.store(true, Ordering::Relaxed);
        worker.join().unwrap();
    }

    pub fn pass(&mut self, time: Duration) {
        *self.clock.lock().unwrap() += time;
        self.steps();
    }

    /// What has no room on the viewer's tool bar is pressed in its menu.
    #[track_caller]
    pub fn press(&mut self, name: &str) {
        let more = lifeline::t!("viewer-more");
        if self.harness.query_all_by_label(name).next().is_none()
            && let Some(more) = self.harness.query_by_label(&more)
        {
            more.click_accesskit();
            self.steps();
        }
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

    /// The desktop says that nobody sees the window, or that they do again.
    pub fn hide(&mut self, hidden: bool) {
        let viewports = &mut self.harness.input_mut().viewports;
        let viewport = viewports.get_mut(&egui::ViewportId::ROOT).unwrap();
        viewport.minimized = Some(hidden);
        self.steps();
    }

    /// Steps until this is on the screen.
    #[track_caller]
    pub fn wait(&mut self, name: &str) {
        let deadline = Instant::now() + Duration::from_secs(10);
        while !self.shows(name) {
            assert!(Instant::now() < deadline, "nothing says {name:?}");
            self.steps();
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

    /// It after these events, one after the other.
    pub fn told(mut self, events: impl IntoIterator<Item = novice::Event>) -> Self {
        for event in events {
            self.tell(event);
        }
        self
    }

    /// The same of a helper's session.
    pub fn expert_told(mut self, events: impl IntoIterator<Item = expert::Event>) -> Self {
        for event in events {
            self.tell_expert(event);
        }
        self
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
        self.press(&lifeline::t!("home-ask"));
        self.press(&lifeline::t!("ask-make"));
        self.commands();
        self.tell(novice::Event::Invitation(invitation()));
    }

    pub fn asked(kind: QuestionKind) -> Self {
        let mut bench = Self::new(Start::Home);
        bench.invite();
        bench.tell(novice::Event::Question(question(kind)));
        bench
    }

    /// The person says that they called, and the session notes it.
    pub fn say_called(&mut self) {
        self.press(&lifeline::t!("question-caller-novice"));
        let said = self.commands();
        assert!(
            matches!(said[..], [novice::Command::Called(QuestionId(7), Caller::Novice)]),
            "{said:?}"
        );
        self.tell(novice::Event::Called(QuestionId(7), Caller::Novice));
    }

    /// So many seconds pass while the window is looked at.
    pub fn watch(&mut self, seconds: u32) {
        for _ in 0..seconds {
            self.pass(Duration::from_secs(1));
        }
    }

    /// The person says that they called, and waits until the view may be allowed.
    pub fn called(&mut self) {
        self.say_called();
        self.watch(10);
    }

    pub fn sharing() -> Self {
        let mut bench = Self::asked(QuestionKind::View);
        bench.tell(novice::Event::QuestionClosed(QuestionId(7)));
        bench.tell(novice::Event::Viewing);
        bench
    }

    pub fn viewing() -> Self {
        let mut bench = Self::sized(
            Start::open(TicketSource::Text(b"<UPLOADINFO/>".to_vec())),
            Vec2::new(1000.0, 800.0),
            egui::Theme::Dark,
            1.0,
        );
        bench.connect("abcd efgh jklm");
        bench.view();
        bench
    }

    /// Writes into the field of this name.
    pub fn write(&mut self, label: &str, text: &str) {
        self.harness.get_by_label(label).set_text_value_accesskit(text);
        self.steps();
    }

    /// The helper opens the invitation that they have chosen.
    pub fn connect(&mut self, password: &str) {
        self.write(&lifeline::t!("help-password"), password);
        self.press(&lifeline::t!("help-connect"));
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

/// What happened, as the session's record has it.
pub fn past() -> PastSession {
    let entries = [Kind::Connected, Kind::ViewAllowed, Kind::ControlAllowed, Kind::Ended]
        .into_iter()
        .zip([0, 12, 60, 600])
        .map(|(kind, after)| {
            let entry = Entry::now(kind)
                .session("1a2b")
                .who("Sam")
                .address("203.0.113.7:50000")
                .detail(match kind {
                    Kind::Ended => "stopped",
                    Kind::ViewAllowed => "i-called",
                    _ => "",
                });
            Entry {
                time: 1_790_000_000 + after,
                ..entry
            }
        });
    let Some(Item::Session(past)) = gather(entries).pop() else {
        unreachable!("one session")
    };
    past
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

/// The words that two people compare.
pub const WORDS: [&str; 6] = ["abandon", "zoo", "letter", "ocean", "puzzle", "green"];

pub fn compare() -> Compare {
    Compare {
        id: CompareId(3),
        name: "Anna".to_owned(),
        address: "203.0.113.7:50000".parse().unwrap(),
        words: WORDS.map(str::to_owned).into(),
        asked: Instant::now(),
        seconds: 300,
    }
}

pub fn question(kind: QuestionKind) -> Question {
    Question {
        id: QuestionId(7),
        kind,
        name: "Sam".to_owned(),
        address: "203.0.113.7:50000".parse().unwrap(),
        protection: Protection::Tls,
        view_only: false,
        notice: None,
        again: false,
        asked: Instant::now(),
        proved_by: ProvedBy::Invitation,
        seconds: 120,
        locked_seconds: 1,
        prompts: false,
        desktop_asks: false,
        caller_seconds: (kind == QuestionKind::View).then_some(10),
    }
}

/// Those of the viewer's shortcuts.
pub const BOTH: Modifiers = Modifiers {
    ctrl: true,
    alt: true,
    command: true,
    shift: false,
    mac_cmd: false,
};

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
    let key = match extended {
        false => ScanKey::plain(scancode),
        true => ScanKey::extended(scancode),
    };
    key.event(down)
}

#[track_caller]
pub fn only_answer(commands: &[novice::Command], expected: Answer) {
    let [novice::Command::Answer(QuestionId(7), answer)] = commands else {
        panic!("not one answer: {commands:?}")
    };
    assert_eq!(*answer, expected);
}
