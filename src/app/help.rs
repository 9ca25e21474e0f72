//! Helping someone: the invitation, a name, the password; then what is waited for, and why it ended.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use egui::Ui;

use super::actions::{Action, Now};
use super::expert_side::{ExpertSide, HelpPhase, HelperListening};
use super::job::{self, Errands, Job};
use super::parts::{self, Weight};
use super::recent::RecentList;
use super::services::{OfferTo, Services, TicketSource};
use super::start::{AtEnd, OpenStart};
use super::{compare, reader, tokens, words};
use crate::desk::Remembered;
use crate::session::expert::{Command, End, OpenOptions, ReplyOptions};
use crate::session::novice::Problem;
use crate::session::told::Apart;
use crate::t;
use crate::texts::times;

/// The size of the waiting picture, in pixels: the novice's program only learns that.
const WAITING_SIZE: (u16, u16) = (1024, 768);

/// The form before a session starts.
pub(super) struct Help {
    errands: Errands,
    ticket: Option<OpenInvitation>,
    /// The name that is remembered is being read.
    naming: Option<Job<String>>,
    /// An invitation is being read.
    reading: Option<Job<Read>>,
    path: String,
    pasted: String,
    name: String,
    password: String,
    dialog: Option<Job<Option<PathBuf>>>,
    /// People who were helped before.
    recent: Box<RecentList>,
    /// The ticket has just been taken, or the password just turned out wrong: the first empty field gets the keyboard.
    fresh: bool,
    /// The command line said the password: it connects as soon as the rest is read.
    at_once: bool,
    /// What the command line said of this ticket.
    given: Given,
    pub problem: Option<Problem>,
}

#[derive(Default)]
struct Given {
    name: Option<String>,
    address: Option<(String, u16)>,
    wait: Option<ReplyOptions>,
    at_end: Option<AtEnd>,
}

/// An invitation that was read.
struct OpenInvitation {
    ticket: TicketSource,
    bytes: Vec<u8>,
    /// What the person who made it calls themselves.
    from: String,
}

/// An invitation, or why it cannot be read.
type Read = Result<OpenInvitation, Problem>;

pub(super) enum HelpAct {
    Connect(Box<OpenOptions>),
    /// An invitation was chosen: in a window that is busy otherwise it opens elsewhere.
    Chosen,
    /// Help is to be offered to this computer.
    Offer(OfferTo),
    Back,
}

impl Help {
    pub(super) fn new(errands: &Errands) -> Self {
        Self {
            naming: Some(errands.in_order(|services| services.desk.helper_name())),
            ..Self::named(errands, String::new())
        }
    }

    fn named(errands: &Errands, name: String) -> Self {
        Self {
            errands: errands.clone(),
            ticket: None,
            naming: None,
            reading: None,
            path: String::new(),
            pasted: String::new(),
            name,
            password: String::new(),
            dialog: None,
            recent: Box::new(RecentList::new(errands, Remembered::People)),
            fresh: false,
            at_once: false,
            given: Given::default(),
            problem: None,
        }
    }

    /// The form filled with what a command line says.
    pub(super) fn given(start: OpenStart, errands: &Errands) -> Self {
        let mut form = match &start.name {
            Some(name) => Self::named(errands, name.clone()),
            None => Self::new(errands),
        };
        form.given = Given {
            name: start.name,
            address: start.address,
            wait: start.wait,
            at_end: start.at_end,
        };
        form.at_once = start.password.is_some();
        form.password = start.password.unwrap_or_default();
        form.take(start.ticket);
        form
    }

    /// Reads an invitation from a command line, a drop or a dialog; what is wrong with it stands on the screen then.
    pub(super) fn take(&mut self, ticket: TicketSource) {
        self.dialog = None;
        self.reading = Some(self.errands.beside(move |services| read(ticket, services)));
    }

    /// Takes in what was read, and says what is to be done with it.
    pub(super) fn update(&mut self) -> Option<HelpAct> {
        if let Some(name) = job::take(&mut self.naming)
            && self.name.is_empty()
        {
            self.name = name;
        }
        if let Some(path) = job::take(&mut self.dialog).flatten() {
            self.take(TicketSource::File(path));
        }
        let mut act = None;
        match job::take(&mut self.reading) {
            Some(Ok(ticket)) => {
                self.problem = None;
                self.ticket = Some(ticket);
                self.fresh = true;
                act = Some(HelpAct::Chosen);
            }
            Some(Err(problem)) => self.problem = Some(problem),
            None => {}
        }
        if self.at_once && self.reading.is_none() && self.naming.is_none() {
            self.at_once = false;
            if self.is_complete() {
                act = self
                    .options()
                    .map(|options| HelpAct::Connect(Box::new(options)))
                    .or(act);
            }
        }
        act
    }

    pub(super) fn ticket(&self) -> Option<&TicketSource> {
        self.ticket.as_ref().map(|invited| &invited.ticket)
    }

    /// What the person who is helped calls themselves; empty where the invitation does not say.
    pub(super) fn person(&self) -> &str {
        self.ticket.as_ref().map_or("", |invited| &invited.from)
    }

    /// The name, unless it was said for this once.
    pub(super) fn name_to_remember(&self) -> Option<&str> {
        Some(self.name.trim()).filter(|name| self.given.name.as_deref().map(str::trim) != Some(*name))
    }

    pub(super) fn at_end(&self) -> Option<AtEnd> {
        self.given.at_end.clone()
    }

    fn is_complete(&self) -> bool {
        !self.name.trim().is_empty() && !self.password.trim().is_empty()
    }

    /// The password was wrong: the ticket stays, the password is asked again.
    pub(super) fn forget_password(&mut self) {
        self.password.clear();
        self.fresh = true;
    }

    /// Whatever a dialog answers later is not taken.
    pub(super) fn forget_dialog(&mut self) {
        self.dialog = None;
    }

    pub(super) fn show(&mut self, ui: &mut Ui, back: Action<'static>) -> Option<HelpAct> {
        let mut act = None;
        parts::column(ui, "help", |ui| {
            parts::title(ui, t!("help-title"));
            if let Some(problem) = &self.problem {
                parts::problem(ui, problem);
            }
            if let Some(reading) = &self.reading {
                parts::waiting(ui, reading, t!("desk-reading"));
            }
            act = if self.ticket.is_some() {
                self.who(ui, back)
            } else {
                self.which(ui, back)
            };
        });
        act
    }

    /// The first step: which invitation.
    fn which(&mut self, ui: &mut Ui, back: Action<'static>) -> Option<HelpAct> {
        let mut act = None;
        let mut chosen = None;
        parts::body(ui, t!("help-explained"));
        ui.add_space(tokens::GAP);
        if parts::button(ui, Weight::Primary, Action::HelpOpen).clicked() {
            self.dialog = Some(self.errands.beside(|services| services.dialogs.open_invitation()));
        }
        parts::quiet(ui, t!("help-drop"));
        parts::heading(ui, t!("help-otherwise"));
        parts::field(ui, &t!("help-path"), &mut self.path);
        let idle = self.reading.is_none();
        let named = Now {
            ready: !self.path.trim().is_empty(),
            idle,
            ..Now::default()
        };
        if parts::button_now(ui, named, Weight::Plain, Action::HelpOpenPath).clicked() {
            chosen = Some(TicketSource::File(PathBuf::from(self.path.trim())));
        }
        ui.add_space(tokens::GAP);
        parts::field_of_lines(ui, &t!("help-paste"), &mut self.pasted, 3);
        let pasted = Now {
            ready: !self.pasted.trim().is_empty(),
            idle,
            ..Now::default()
        };
        if parts::button_now(ui, pasted, Weight::Plain, Action::HelpUseText).clicked() {
            chosen = Some(TicketSource::Text(self.pasted.clone().into_bytes()));
        }
        ui.add_space(tokens::GAP_LARGE);
        if parts::button(ui, Weight::Plain, back).clicked() {
            act = Some(HelpAct::Back);
        }
        if let Some(again) = self.recent.show(ui) {
            act = Some(HelpAct::Offer(OfferTo {
                host: again.host,
                port: again.port,
                name: self.name.trim().to_owned(),
            }));
        }
        if let Some(ticket) = chosen {
            self.take(ticket);
        }
        act
    }

    /// The second step: who helps, and the password.
    fn who(&mut self, ui: &mut Ui, back: Action<'static>) -> Option<HelpAct> {
        let mut act = None;
        let text = match self.ticket() {
            Some(TicketSource::File(path)) => {
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
                t!("help-ticket-file", name = name.unwrap_or_default())
            }
            _ => t!("help-ticket-text"),
        };
        parts::body(ui, text);
        if let Some(name) = Apart::claimed(self.person()) {
            parts::apart(ui, &name);
        }
        if parts::link(ui, Action::HelpOtherTicket).clicked() {
            self.ticket = None;
            self.problem = None;
            self.given = Given::default();
            return None;
        }
        ui.add_space(tokens::GAP);
        let name = parts::field(ui, &t!("help-name"), &mut self.name);
        if let Some(naming) = &self.naming {
            parts::slow(ui, naming);
        }
        parts::quiet(ui, t!("help-name-explained"));
        ui.add_space(tokens::GAP);
        let field = parts::field(ui, &t!("help-password"), &mut self.password);
        // Before the name is read nobody knows whether it must be typed.
        if self.naming.is_none() && std::mem::take(&mut self.fresh) {
            let first = if self.name.trim().is_empty() { &name } else { &field };
            first.request_focus();
        }
        parts::quiet(ui, t!("help-password-explained"));
        ui.add_space(tokens::GAP_LARGE);
        let now = Now {
            ready: self.is_complete(),
            ..Now::default()
        };
        parts::row(ui, |ui| {
            let connect = parts::button_now(ui, now, Weight::Primary, Action::HelpConnect);
            if connect.clicked() || Action::HelpConnect.is_entered(&field, now) {
                act = self.options().map(|options| HelpAct::Connect(Box::new(options)));
            }
            if parts::button(ui, Weight::Plain, back).clicked() {
                act = Some(HelpAct::Back);
            }
        });
        if !now.ready {
            parts::quiet(ui, t!("help-incomplete"));
        }
        act
    }

    fn options(&self) -> Option<OpenOptions> {
        let invited = self.ticket.as_ref()?;
        Some(OpenOptions {
            ticket: invited.bytes.clone(),
            password: self.password.clone(),
            name: self.name.trim().to_owned(),
            address: self.given.address.clone(),
            size: WAITING_SIZE,
            wait: self.given.wait.clone(),
        })
    }
}

/// Reads an invitation, before a password is asked for.
fn read(ticket: TicketSource, services: &Services) -> Read {
    let bytes = ticket.read().map_err(|error| match &ticket {
        TicketSource::File(path) => words::file(path, &error),
        TicketSource::Text(_) => words::file(Path::new("-"), &error),
    })?;
    let from = services.desk.check(&bytes)?;
    Ok(OpenInvitation { ticket, bytes, from })
}

/// What the person who waits, or waited, did.
pub(super) enum WaitAct {
    Again,
    /// Listen for them, since they cannot be reached.
    Listen,
    Back,
}

/// Connecting, being asked about, and the end; nothing while the picture is there.
/// `kept`: what became of the picture that was to be kept; `back`: what leads away from the end.
pub(super) fn wait(
    ui: &mut Ui,
    side: &mut ExpertSide,
    kept: Option<&Result<PathBuf, Problem>>,
    back: Action<'static>,
    now: Instant,
) -> Option<WaitAct> {
    let mut act = None;
    let mut cancel = false;
    let mut said = None;
    parts::column(ui, "help 2", |ui| match &side.phase {
        HelpPhase::Connecting { address, since } => {
            ui.ctx().request_repaint_after(Duration::from_secs(1));
            parts::title_of(ui, "connecting", t!("help-connecting-title"));
            let tried = now.saturating_duration_since(*since);
            let said = Duration::from_secs(reader::passed(tried.as_secs()));
            let words = |tried: Duration| match address {
                Some(address) => t!(
                    "help-connecting",
                    address = address.as_str(),
                    time = times::passed(tried)
                ),
                None => t!("help-looking", time = times::passed(tried)),
            };
            parts::timed_status(ui, words(tried), words(said));
            ui.add_space(tokens::GAP_LARGE);
            parts::row(ui, |ui| {
                cancel = parts::button(ui, Weight::Plain, Action::HelpCancel).clicked();
                // Without a ticket there is nothing to listen with.
                if !side.offered && parts::button(ui, Weight::Plain, Action::HelpListen).clicked() {
                    act = Some(WaitAct::Listen);
                }
            });
        }
        HelpPhase::Listening(listening) => cancel = listens(ui, listening),
        HelpPhase::Postponed { until } => {
            ui.ctx().request_repaint_after(Duration::from_secs(1));
            parts::title_of(ui, "postponed", t!("help-postponed-title"));
            let left = until.saturating_duration_since(now);
            let said = Duration::from_secs(reader::left(left.as_secs()));
            let words = |left: Duration| t!("help-postponed", left = times::left(left));
            parts::timed_status(ui, words(left), words(said));
            ui.add_space(tokens::GAP_LARGE);
            cancel = parts::button(ui, Weight::Plain, Action::HelpCancel).clicked();
        }
        HelpPhase::Waiting { address, since } => {
            ui.ctx().request_repaint_after(Duration::from_secs(1));
            parts::title_of(ui, "waiting", t!("help-waiting-title"));
            let asked = now.saturating_duration_since(*since);
            let said = Duration::from_secs(reader::passed(asked.as_secs()));
            let address = address.ip().to_string();
            let words = |asked: Duration| t!("help-waiting", address = address.as_str(), asked = times::passed(asked));
            parts::timed_status(ui, words(asked), words(said));
            ui.add_space(tokens::GAP_LARGE);
            cancel = parts::button(ui, Weight::Plain, Action::HelpCancel).clicked();
        }
        HelpPhase::Compare { address, words } => said = compare::ask_helper(ui, words, *address),
        HelpPhase::Ended(end) => act = ended(ui, end, kept, back),
        HelpPhase::Viewing(_) => {}
    });
    if cancel {
        side.send(Command::End);
    }
    if let Some(said) = said {
        side.compared(said, now);
    }
    act
}

/// What the person does while a connection that was lost is tried again.
pub(super) enum LostAct {
    Now,
    Stop,
}

/// The connection was lost while their screen was shown; the `count`th try begins in so many seconds.
pub(super) fn lost(ui: &mut Ui, count: u32, seconds: u64) -> Option<LostAct> {
    let mut act = None;
    ui.ctx().request_repaint_after(Duration::from_secs(1));
    parts::column(ui, "help 3", |ui| {
        parts::title(ui, t!("help-lost-title"));
        let words = |seconds: u64| t!("help-lost", seconds = seconds, count = count);
        parts::timed_status(ui, words(seconds), words(reader::left(seconds)));
        ui.add_space(tokens::GAP_LARGE);
        parts::row(ui, |ui| {
            if parts::button(ui, Weight::Primary, Action::HelpLostNow).clicked() {
                act = Some(LostAct::Now);
            }
            if parts::button(ui, Weight::Plain, Action::HelpLostStop).clicked() {
                act = Some(LostAct::Stop);
            }
        });
    });
    act
}

/// The reply that the person who is helped needs, and for how long; true when nobody is to come any more.
fn listens(ui: &mut Ui, listening: &HelperListening) -> bool {
    parts::title_of(ui, "listening", t!("help-listen-title"));
    match &listening.reply {
        None => {
            parts::status(ui, t!("help-listen-making"));
        }
        Some((text, until)) => {
            parts::status(ui, t!("help-listen-waiting", until = words::until(*until)));
            parts::body(ui, t!("help-listen-explained"));
            ui.add_space(tokens::GAP_SMALL);
            parts::shown_text(ui, &t!("help-listen-reply"), text, 4);
            ui.add_space(tokens::GAP_SMALL);
            if parts::button(ui, Weight::Primary, Action::HelpListenCopy).clicked() {
                ui.ctx().copy_text(text.clone());
            }
        }
    }
    if let Some(router) = &listening.router {
        parts::quiet(ui, router);
    }
    ui.add_space(tokens::GAP_LARGE);
    parts::button(ui, Weight::Plain, Action::HelpCancel).clicked()
}

fn ended(ui: &mut Ui, end: &End, kept: Option<&Result<PathBuf, Problem>>, back: Action<'static>) -> Option<WaitAct> {
    let mut act = None;
    parts::ended(ui, &words::expert_end(end));
    match kept {
        Some(Ok(path)) => {
            parts::status(ui, t!("viewer-saved", path = path.display().to_string()));
        }
        Some(Err(problem)) => parts::problem(ui, problem),
        None => {}
    }
    ui.add_space(tokens::GAP_LARGE);
    let after = after(end);
    let again = match after {
        AfterEnd::Leave => Action::HelpAskAgain,
        AfterEnd::Change | AfterEnd::Again => Action::HelpAgain,
    };
    let mut pressed = |ui: &mut Ui, weight: Weight, action: Action<'static>, then: WaitAct| {
        if parts::button(ui, weight, action).clicked() {
            act = Some(then);
        }
    };
    parts::row(ui, |ui| {
        if after == AfterEnd::Again {
            pressed(ui, Weight::Primary, again, WaitAct::Again);
            if *end == End::Unreachable {
                pressed(ui, Weight::Plain, Action::HelpListen, WaitAct::Listen);
            }
            pressed(ui, Weight::Plain, back, WaitAct::Back);
        } else {
            pressed(ui, Weight::Primary, back, WaitAct::Back);
            pressed(ui, Weight::Plain, again, WaitAct::Again);
        }
    });
    act
}

/// What is likely to be done next, which the primary button does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AfterEnd {
    /// Somebody wanted the end, or said no. Nobody presses by the way what asks the person at once.
    Leave,
    /// The same would come of it until something is changed first.
    Change,
    /// It broke off, or did not come about.
    Again,
}

fn after(end: &End) -> AfterEnd {
    match end {
        End::ByExpert
        | End::NoviceStopped
        | End::NoviceClosed
        | End::Left
        | End::NoviceSaidNo
        | End::DesktopRefused
        | End::TooSoon(_)
        | End::TimeUp => AfterEnd::Leave,
        End::NotAnInvitation
        | End::DamagedInvitation
        | End::NoAddress
        | End::UnknownInvitation
        | End::Expired
        | End::AlreadyHelped
        | End::Closed
        | End::Forbidden
        | End::KeyNotKnown
        | End::Replaced
        | End::Misunderstood
        | End::OtherVersion
        | End::ForbiddenHere
        | End::PinMismatch
        | End::NotAllowed
        | End::HostKeyChanged
        | End::WordsDiffered
        | End::TooWeak => AfterEnd::Change,
        End::ScreenGone
        | End::NeverAnswered
        | End::WrongPassword
        | End::Lost
        | End::Unreachable
        | End::CannotListen(_)
        | End::NobodyCame
        | End::ComputerUnreachable
        | End::Protocol(_)
        | End::Unable(_)
        | End::Other(_) => AfterEnd::Again,
    }
}
