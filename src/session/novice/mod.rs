//! The novice's role: what a front end may command, and what it is told.

mod arrival;
mod authority;
mod commands;
mod control;
mod dial;
pub mod flow;
mod graphics;
mod helped;
mod helper;
mod may_offer;
mod offer;
mod pictures;
pub(crate) mod problems;
mod registry;
mod rules_thread;
mod service;
mod slot;
mod visits;

use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use tokio::sync::{Notify, mpsc, oneshot, watch};
use tokio::task::JoinHandle;

use self::commands::DirectReach;
use super::{EventSink, Waker};
use crate::journal::{BAR_HIDDEN, Entry, Journal, Kind, Share, SystemLog};
use crate::policy::{Change, Rules, Sources};
use crate::vocabulary::{DisplayName, Economy, PicturePlace, Shared};

use super::history::PastSession;
pub use super::router::{MapWhen, RouterChoice};
pub use crate::net::mapping::Unmapped;
pub use commands::{Commands, Stop};
pub(crate) use may_offer::changes_wait;
pub use registry::TRIES;

/// The novice's choices for one invitation.
#[derive(Debug, Clone)]
pub struct AskOptions {
    /// How long the invitation is valid; whole minutes. Default 6 hours.
    pub life: Duration,
    /// The helper may never ask for control.
    pub view_only: bool,
    /// Also accept helpers whose program knows only the weak RC4 protection, without TLS.
    pub older_windows: bool,
    /// What is given up to spare the network.
    pub economy: Economy,
    /// `None`: 3389, or another free port if it is taken. `Some(0)` any free port.
    pub port: Option<u16>,
    /// `None`: a new password is made.
    pub password: Option<String>,
    /// Listen on this address only (`try` uses loopback); `None`: all.
    pub listen: Option<std::net::IpAddr>,
    pub router: RouterChoice,
}

/// Names one question; an answer to another question than the open one is ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct QuestionId(pub u64);

/// Where offers are waited for.
#[derive(Debug, Clone, Default)]
pub struct WaitOptions {
    /// `None`: what the rules say, or the first free one of [`OFFER_PORTS`](crate::net::listener::OFFER_PORTS), which
    /// helpers try. `Some(0)` any free port.
    pub port: Option<u16>,
    /// Listen on this address only; `None`: all.
    pub listen: Option<std::net::IpAddr>,
}

/// Names the words of one offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CompareId(pub u64);

/// Somebody who may offer help meets this computer for the first time: both people compare the words. Nothing is asked
/// yet, and nothing shown.
#[derive(Debug, Clone)]
pub struct Compare {
    pub id: CompareId,
    /// The name that the helper's key has here, cleaned for display.
    pub name: String,
    pub address: SocketAddr,
    pub words: Vec<String>,
    /// When the words appeared; [`Compare::seconds`] count from here.
    pub asked: Instant,
    /// Seconds until it is given up.
    pub seconds: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuestionKind {
    View,
    Control,
}

/// What the novice is asked. Everything here was cleaned for display.
#[derive(Debug, Clone)]
pub struct Question {
    pub id: QuestionId,
    pub kind: QuestionKind,
    /// What the helper calls themselves: a claim, at most 64 characters. With a key that is known here the name that it
    /// has.
    pub name: String,
    /// They came unasked.
    pub offered: bool,
    /// They proved a key that is listed or signed here; always so where they came unasked.
    pub key_known: bool,
    /// What somebody with such a key calls themselves, where that is another name.
    pub claimed: Option<String>,
    pub address: SocketAddr,
    /// The helper's program checked that it reached this computer (pins); FreeRDP cannot.
    pub reached_proved: bool,
    /// RC4 without TLS.
    pub weak: bool,
    /// The invitation or a rule forbids control: it will not be asked for, and cannot be given.
    pub view_only: bool,
    /// What an administrator wants read before this question is answered, in addition to all else; plain text.
    pub notice: Option<String>,
    /// The view was allowed before, and a rule wants it asked for again.
    pub again: bool,
    /// When it was asked; the seconds count from here.
    pub asked: Instant,
    /// Seconds until silence counts as no.
    pub seconds: u32,
    /// Seconds in which no answer is taken.
    pub locked_seconds: u32,
    /// The helper is new here: the person says first who called whom, and a yes is taken so many seconds after "I
    /// called them". `None`: their key was allowed on this computer before.
    pub caller_seconds: Option<u32>,
}

/// Who called whom, as the person says who is asked about somebody new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// "I called them."
    Novice,
    /// "They called me."
    Helper,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Allow,
    Refuse,
}

/// Names one invitation: the ticket's ID.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct InvitationId(pub String);

/// One invitation in force, as a front end shows it.
#[derive(Debug, Clone)]
pub struct InvitationInForce {
    pub id: InvitationId,
    /// In groups of four, to be told to the helper by another way than the ticket.
    pub password: String,
    /// The ticket as it is saved or mailed.
    pub ticket: String,
    /// The private copy of the ticket, kept in the state directory.
    pub file: PathBuf,
    pub expires: SystemTime,
    pub port: u16,
    pub view_only: bool,
    pub older_windows: bool,
    pub failed_tries: u32,
    /// The router's address and port that the ticket names.
    pub mapped: Option<SocketAddr>,
    /// Made by an earlier run, and taken up again by this one.
    pub kept: bool,
}

/// Why nothing came of a reply. Only after the last two was anything dialled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplyProblem {
    NotAReply,
    Damaged,
    Newer,
    /// It answers no invitation that is in force here.
    Foreign,
    /// Whoever made it does not know the password.
    Forged,
    Expired,
    /// The reply names an address that the rules of this computer do not allow.
    Forbidden,
    /// Nobody answered where it says.
    Unreachable,
    /// Somebody answered, but not the helper who made it.
    SomebodyElse,
}

/// What a front end may do.
#[derive(Debug)]
pub enum Command {
    Ask(AskOptions),
    /// Cancels an invitation in force.
    Cancel(InvitationId),
    /// Connects to a helper who cannot come, by the reply that they sent: once, and only for an invitation in force.
    ConnectTo(String),
    /// Waits for offers, as far as they are allowed.
    Wait(WaitOptions),
    /// The person does not want the helper whose words they see.
    Decline(CompareId),
    /// What is allowed here changed while a helper had control, and the person wants it so.
    KeepOffers,
    /// The person does not want it so: their own choices become what they were.
    PutBackOffers,
    Answer(QuestionId, Answer),
    /// Who called whom: asked about helpers who are new here, before the view can be allowed.
    Called(QuestionId, Caller),
    Pause,
    /// The bar cannot be shown: pauses, and the helper is told why.
    BarHidden,
    Resume,
    /// "Let them control": asks the question about control, though the helper did not.
    AllowControl,
    TakeBack,
    /// Ends the session with the helper.
    Stop,
    /// "Something is wrong": ends the session, cancels every invitation, and closes every way in until the person asks
    /// for help or waits for it again.
    EndEverything,
    /// Shows another monitor, or all.
    Share(Shared),
    /// Ends everything; the invitations in force stay on disk.
    Quit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ControlEnd {
    /// Esc on the novice's keyboard.
    Escape,
    /// The novice's button or command.
    TakenBack,
    GivenBack,
    Paused,
    /// The rules of this computer no longer allow it.
    Forbidden,
    /// The view is asked for again.
    AskedAgain,
    /// This program was stopped for a while, or mouse and keyboard cannot be used any more.
    InputLost,
    SessionEnded,
}

/// Why nothing is shown for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PauseReason {
    /// The novice paused.
    Novice,
    /// What shows the novice that the screen is shared could not be kept in sight.
    BarHidden,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionEnd {
    NoviceStopped,
    /// The novice's program was closed, or told to end.
    Closed,
    ExpertLeft,
    /// The connection broke or fell silent.
    Lost,
    ViewRefused,
    /// Nobody answered the first question.
    ViewUnanswered,
    /// The shared display went away.
    ScreenGone(String),
    Replaced,
    /// The rules of this computer no longer allow this session.
    Forbidden,
    /// It has lasted as long as the rules of this computer let it.
    TimeUp,
    /// A part of this program broke down.
    Fault,
    /// The other end broke the protocol.
    Protocol(String),
}

impl ControlEnd {
    /// As the journal says it.
    #[must_use]
    pub fn journal_word(self) -> &'static str {
        match self {
            Self::Escape => "escape",
            Self::TakenBack => "taken-back",
            Self::GivenBack => "given-back",
            Self::Paused => "paused",
            Self::Forbidden => "forbidden",
            Self::AskedAgain => "asked-again",
            Self::InputLost => "input-lost",
            Self::SessionEnded => "session-ended",
        }
    }
}

impl PauseReason {
    /// As the journal and the terminal say it; the novice's own wish needs no word.
    #[must_use]
    pub fn journal_word(self) -> &'static str {
        match self {
            Self::Novice => "",
            Self::BarHidden => BAR_HIDDEN,
        }
    }
}

impl SessionEnd {
    /// As the journal says it.
    #[must_use]
    pub fn journal_word(&self) -> String {
        match self {
            Self::NoviceStopped => "stopped".to_owned(),
            Self::Closed => "closed".to_owned(),
            Self::ExpertLeft => "helper-left".to_owned(),
            Self::Lost => "lost".to_owned(),
            Self::ViewRefused => "refused".to_owned(),
            Self::ViewUnanswered => "unanswered".to_owned(),
            Self::ScreenGone(why) => format!("screen-gone {why}"),
            Self::Replaced => "replaced".to_owned(),
            Self::Forbidden => "forbidden".to_owned(),
            Self::TimeUp => "time-up".to_owned(),
            Self::Fault => "fault".to_owned(),
            Self::Protocol(what) => format!("protocol {what}"),
        }
    }
}

/// Something went wrong that a person can act on: what happened, why most likely, what to do now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} {why} {remedy}")]
pub struct Problem {
    pub what: String,
    pub why: String,
    pub remedy: String,
}

/// What a front end is told.
#[derive(Debug, Clone)]
pub enum Event {
    /// The invitation is in force and the listener is up.
    Invitation(InvitationInForce),
    Listening(SocketAddr),
    /// The router lets helpers in from outside at this address; told before the invitation that names it.
    Mapped(SocketAddr),
    /// The router does not, or no longer.
    Unmapped(Unmapped),
    /// Invitations of an earlier run that can no longer be served, with the reason.
    DeadInvitation {
        id: InvitationId,
        reason: String,
    },
    /// This computer connects to its helper there.
    Dialling {
        address: SocketAddr,
    },
    /// Nothing came of a reply.
    NotConnected(ReplyProblem),
    /// Someone proved ID and password, and holds the slot.
    Connected {
        address: SocketAddr,
    },
    Question(Question),
    /// The answer came in the first second, or it was a yes before its time: the question stands, ask again.
    AnswerTooEarly(QuestionId),
    /// The session holds this for who called whom; [`Question::caller_seconds`] count from here.
    Called(QuestionId, Caller),
    /// The question is no longer open (answered, timed out, or the helper left).
    QuestionClosed(QuestionId),
    /// The helper sees the screen from now on.
    Viewing,
    /// This part of the screen is what they see: told when it has been found, and when it moves.
    SharedPlace(PicturePlace),
    /// Whether Esc on the novice's keyboard takes control back here, whichever program has the focus; sent before
    /// [`Event::Controlling`] where it does. A front end promises Esc only after `true`.
    EscapeWatched(bool),
    Controlling,
    /// Whether control can be given to this helper at all from now on.
    ViewOnly(bool),
    ControlRefused,
    ControlEnded(ControlEnd),
    Paused(PauseReason),
    Resumed,
    /// Someone gave a wrong password for this invitation.
    TryFailed {
        id: InvitationId,
        address: SocketAddr,
        tries_left: u32,
    },
    /// The invitation is no longer in force.
    Expired(InvitationId),
    Cancelled(InvitationId),
    /// Five failed tries closed it.
    Closed(InvitationId),
    /// The rules of this computer no longer allow it.
    Withdrawn(InvitationId),
    /// All ways in are closed, after [`Command::EndEverything`].
    AllClosed,
    /// What happened in the session that ends now, where something was seen.
    Summary(Box<PastSession>),
    Ended(SessionEnd),
    /// What happens is not recorded (a full disk); told once.
    NotRecorded(Problem),
    /// Offers can come in at this port.
    Waiting {
        port: u16,
    },
    /// They cannot: the port is not to be had.
    NotWaiting(Problem),
    Compare(Compare),
    /// The words are no longer compared: they were the same, or it came to nothing.
    CompareClosed(CompareId),
    /// An offer was refused, for want of permission.
    OfferRefused {
        address: SocketAddr,
    },
    /// What is allowed here (to helpers who come unasked, or else) changed while one had control; it holds after
    /// [`Command::KeepOffers`].
    OffersChanged(Vec<Change>),
    Error(Problem),
}

/// Where and as whom the novice's side works.
#[derive(Debug, Clone)]
pub struct NoviceSettings {
    /// Tickets in force, keys and the journal live here, owner-only.
    pub state_dir: PathBuf,
    /// The display that is shared.
    pub display: DisplayName,
    pub shared: Shared,
    /// Stands in the ticket: the helper sees it before anything else.
    pub user_name: String,
    /// Tickets without the clear-text connection string that Windows XP needs, also where the rules do not ask for it.
    pub encrypted_only: bool,
    /// Where the rules of this computer are read.
    pub rules: Sources,
    /// The display is a practice screen, and the program on it is one of ours that the helper may use.
    pub practice: bool,
}

/// The running novice's side, as a front end holds it. Dropping the commands ends it.
#[derive(Debug)]
pub struct Novice {
    pub commands: Commands,
    pub events: mpsc::Receiver<Event>,
    /// Ends when everything was said and put away, after [`Command::Quit`].
    pub done: JoinHandle<()>,
}

/// Starts the novice's side: invitations of an earlier run are served at once. Must be called inside a tokio runtime;
/// `waker` is called after each event.
///
/// Files, the router and whatever else may keep somebody waiting are the business of a thread, "service". Nothing that
/// a person takes away passes through it ([`Commands`]), nor through the runtime.
#[must_use]
pub fn start(settings: NoviceSettings, waker: Waker) -> Novice {
    let (queue, inbox) = mpsc::channel(COMMANDS);
    let (sink, events) = EventSink::new(waker);
    let reach = DirectReach::default();
    *reach.shared.lock().unwrap_or_else(PoisonError::into_inner) = settings.shared;
    let commands = Commands::new(reach.clone(), queue);
    let (finished, finishes) = oneshot::channel::<()>();
    let runtime = tokio::runtime::Handle::current();
    let thread = std::thread::Builder::new().name("service".to_owned()).spawn({
        let sink = sink.clone();
        move || {
            let stop = reach.stop.clone();
            let serving = || runtime.block_on(serve(settings, reach, sink.clone(), inbox));
            if std::panic::catch_unwind(AssertUnwindSafe(serving)).is_err() {
                // Nobody is let in any more, and nothing that was granted stays.
                stop.end();
                sink.send(Event::Error(problems::fault()));
            }
            let _ = finished.send(());
        }
    });
    if let Err(error) = thread {
        sink.send(Event::Error(problems::store(&error.to_string())));
    }
    let done = tokio::spawn(async move {
        // An error is the end, too.
        let _ = finishes.await;
    });
    Novice { commands, events, done }
}

async fn serve(settings: NoviceSettings, reach: DirectReach, sink: EventSink<Event>, inbox: mpsc::Receiver<Command>) {
    // Nothing is refused for want of a record, but the novice is told.
    let told = sink.clone();
    let journal = Journal::start(&settings.state_dir, SystemLog::Default, move |trouble| {
        told.send(Event::NotRecorded(problems::not_recorded(trouble)));
    });
    let controlling = reach.controlling.clone();
    let may_offer = may_offer::MayOffer::new(settings.rules.clone(), &settings.state_dir, controlling);
    let may_offer = Arc::new(may_offer);
    let (published, ruled) = watch::channel(rules_thread::silent());
    let rules = match rules_thread::RulesThread::start(Arc::clone(&may_offer), published.clone()) {
        Ok(rules) => rules,
        Err(error) => return sink.send(Event::Error(problems::store(&error.to_string()))),
    };
    // What cannot be read is known to be so from the beginning.
    published.send_replace(rules.read_now());
    let around = Around {
        rules: ruled,
        state_dir: settings.state_dir.clone(),
        may_offer,
        practice: settings.practice,
        display: settings.display.clone(),
        reach,
        events: sink,
        journal: Some(journal),
        changed: Arc::new(Notify::new()),
    };
    service::Service::new(settings, around, rules).run(inbox).await;
}

/// Commands that may wait; a person gives a few a minute.
const COMMANDS: usize = 64;

/// The runtime's clock: what is compared with it must be what its timers follow.
fn instant() -> Instant {
    tokio::time::Instant::now().into_std()
}

/// What every part of the novice's side shares.
#[derive(Debug, Clone)]
struct Around {
    /// What holds now; the service keeps it up to date.
    rules: watch::Receiver<Rules>,
    practice: bool,
    state_dir: PathBuf,
    may_offer: Arc<may_offer::MayOffer>,
    display: DisplayName,
    reach: DirectReach,
    events: EventSink<Event>,
    journal: Option<Journal>,
    /// The set of invitations in force has changed elsewhere than in the service.
    changed: Arc<Notify>,
}

impl Around {
    /// Puts one line into the journal that belongs to no session.
    fn note(&self, kind: Kind, who: &str, address: Option<SocketAddr>, ticket: &str, detail: &str) {
        if let Some(journal) = &self.journal {
            journal.record(entry(kind, who, address, ticket, detail));
        }
    }

    /// The same of what somebody with proof can repeat without the person here.
    fn note_visit(&self, kind: Kind, who: &str, address: Option<SocketAddr>, ticket: &str, detail: &str) {
        self.record(Share::Visits, entry(kind, who, address, ticket, detail));
    }

    /// Puts one line into the journal.
    fn record(&self, share: Share, entry: Entry) {
        if let Some(journal) = &self.journal {
            journal.record_as(share, entry);
        }
    }

    /// What holds now.
    fn rules(&self) -> Rules {
        self.rules.borrow().clone()
    }

    fn shared(&self) -> Shared {
        *self.reach.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has the person confirm what changed while a helper had control. The files are read on a thread that may wait.
    fn look_for_changes(&self) {
        let (may_offer, events) = (Arc::clone(&self.may_offer), self.events.clone());
        tokio::task::spawn_blocking(move || {
            let changes = may_offer.changes();
            if !changes.is_empty() {
                events.send(Event::OffersChanged(changes));
            }
        });
    }
}

fn entry(kind: Kind, who: &str, address: Option<SocketAddr>, ticket: &str, detail: &str) -> Entry {
    let mut entry = Entry::now(kind);
    for (text, put) in [(who, Entry::who as fn(Entry, String) -> Entry), (detail, Entry::detail)] {
        if !text.is_empty() {
            entry = put(entry, text.to_owned());
        }
    }
    if !ticket.is_empty() {
        entry = entry.ticket(ticket);
    }
    if let Some(address) = address {
        entry = entry.address(address);
    }
    entry
}
