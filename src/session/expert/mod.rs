//! The expert's role: what a front end may command, and what it is told.

mod canvas;
mod dirty;
mod figures;
mod held;
mod invited;
mod live;
mod offer;
mod record;
mod run;
mod turned;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Instant, SystemTime};

use tokio::sync::mpsc;
use tokio::task::JoinHandle;

pub use dirty::Dirty;
pub use figures::{DrawnShare, Figures};

use super::novice::{PauseReason, Problem};
use super::{EventSink, Waker};
pub use crate::rdp::Drawn;
use crate::vocabulary::InputEvent;

pub use super::router::{MapWhen, RouterChoice};
pub use crate::net::mapping::Unmapped;
use crate::policy::Sources;
pub use crate::trust::WORDS;
use crate::vocabulary::PointerShape;

pub(crate) use offer::COMPARE_TIMEOUT;
pub use offer::OfferOptions;

/// How to open a ticket.
#[derive(Debug, Clone)]
pub struct OpenOptions {
    /// The ticket's bytes as read from a file, standard input or the clipboard.
    pub ticket: Vec<u8>,
    /// As typed.
    pub password: String,
    /// What the novice is told as the helper's name.
    pub name: String,
    /// Tried before the addresses of the ticket; its pins hold there too.
    pub address: Option<(String, u16)>,
    /// The size of the waiting picture, in pixels.
    pub size: (u16, u16),
    /// Listens for the novice, who cannot be reached, instead of connecting.
    pub wait: Option<WaitOptions>,
}

/// How to listen for a novice.
#[derive(Debug, Clone)]
pub struct WaitOptions {
    /// `None`: any free one.
    pub port: Option<u16>,
    /// Listen on this address only; `None`: all.
    pub listen: Option<IpAddr>,
    pub router: RouterChoice,
    /// What is mapped at the router is noted here, owner-only.
    pub state_dir: PathBuf,
}

/// What a front end may do.
#[derive(Debug)]
pub enum Command {
    RequestControl,
    ReleaseControl,
    Input(InputEvent),
    /// All keys and buttons that are down are released (focus lost).
    ReleaseAll,
    /// The words of [`Event::Compare`] are the same on both screens.
    WordsMatch,
    /// They are not: the connection ends.
    WordsDiffer,
    End,
}

/// The newest picture of the novice's screen: blue, green, red, alpha, as the displays of all systems take them, rows
/// from the top; alpha is 255 where the picture has arrived and 0 where nothing has come yet since the last change of
/// size, so that a front end can tell a whole picture.
#[derive(Default)]
pub struct Canvas {
    pub width: u16,
    pub height: u16,
    pub bgra: Vec<u8>,
    /// What changed since a front end last took it.
    pub dirty: Dirty,
    /// The pointer to draw over the picture: its shape and place.
    pub pointer: Option<Pointer>,
    /// Grows with every change.
    pub version: u64,
    /// When the oldest of what changed began to be decoded; a front end takes it with what is dirty.
    pub arrived: Option<Instant>,
    /// Called after each change, with the canvas free, by the thread that made it; [`Event::Picture`] is not sent then.
    /// For a front end that shows the picture elsewhere than where it takes its events.
    pub watcher: Option<Waker>,
}

impl Canvas {
    /// Red, green, blue and alpha of every pixel, as picture files want them.
    #[must_use]
    pub fn to_rgba(&self) -> Vec<u8> {
        let mut rgba = self.bgra.clone();
        for pixel in rgba.chunks_exact_mut(4) {
            pixel.swap(0, 2);
        }
        rgba
    }
}

impl std::fmt::Debug for Canvas {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Canvas")
            .field("size", &(self.width, self.height))
            .field("dirty", &self.dirty)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

/// The novice's pointer in the canvas.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pointer {
    pub visible: bool,
    /// Where it points, in pixels of the picture.
    pub x: u16,
    pub y: u16,
    /// `None`: the pointer of whoever shows it.
    pub shape: Option<PointerShape>,
}

pub type SharedCanvas = Arc<Mutex<Canvas>>;

/// How the connection is protected, for the status line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    /// TLS 1.3 with RC4-128 inside, both ends pinned.
    TlsAndRc4,
    /// TLS, the certificate pinned by the ticket.
    Tls,
    /// RC4 alone, the key pinned by the ticket: weak.
    Rc4Only,
}

/// Why the session ended or never began. A front end words it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// This side ended it.
    ByExpert,
    /// What was opened is not an invitation at all.
    NotAnInvitation,
    /// It is an invitation, but parts of it are missing or changed.
    DamagedInvitation,
    /// The invitation names no address that could be tried.
    NoAddress,
    NoviceStopped,
    /// The novice's program was closed.
    NoviceClosed,
    /// The novice's screen can no longer be shown.
    ScreenGone,
    /// The novice's program did not understand what this one sent.
    Misunderstood,
    /// The other end left without a word.
    Left,
    NoviceSaidNo,
    NeverAnswered,
    /// The last visits ended without a yes: the other end asks nobody about this helper for so many seconds.
    TooSoon(u32),
    WrongPassword,
    UnknownInvitation,
    Expired,
    AlreadyHelped,
    Closed,
    /// The rules of the novice's computer do not allow it.
    Forbidden,
    /// The other computer lets in only helpers whose key it knows, and this helper has none, or an unknown one.
    KeyNotKnown,
    /// It lasted as long as the rules of the novice's computer let it.
    TimeUp,
    /// This connection gave no sign of life, and another one of the same invitation took its place.
    Replaced,
    /// The other end speaks no version of [MS-RA] that is spoken here.
    OtherVersion,
    /// The rules of this computer do not allow helping others.
    ForbiddenHere,
    /// The connection broke or fell silent.
    Lost,
    /// No address of the ticket answered.
    Unreachable,
    /// Nothing can be listened on here, for this reason.
    CannotListen(String),
    /// It was listened for the novice, and they did not come.
    NobodyCame,
    /// Who answered could not prove to be the novice.
    PinMismatch,
    /// The computer that help was offered to did not answer.
    ComputerUnreachable,
    /// Offers are not allowed there, or not to this helper.
    NotAllowed,
    /// An offer went to another computer than the one that answered at this address before.
    HostKeyChanged,
    /// The words were not the same on both screens.
    WordsDiffered,
    /// The other end's program protects less than is accepted here.
    TooWeak,
    /// The other end broke the protocol.
    Protocol(String),
    /// A result code or error info without a sentence of its own.
    Other(u32),
}

impl End {
    /// As the journal and the terminal say it.
    #[must_use]
    pub fn journal_word(&self) -> String {
        match self {
            Self::ByExpert => "by-you".to_owned(),
            Self::NoviceStopped => "novice-stopped".to_owned(),
            Self::NoviceClosed => "novice-closed".to_owned(),
            Self::ScreenGone => "novice-screen-gone".to_owned(),
            Self::Misunderstood => "misunderstood".to_owned(),
            Self::Left => "novice-left".to_owned(),
            Self::NoviceSaidNo => "refused".to_owned(),
            Self::NeverAnswered => "unanswered".to_owned(),
            Self::TooSoon(_) => "too-soon".to_owned(),
            Self::WrongPassword => "wrong-password".to_owned(),
            Self::UnknownInvitation => "unknown-invitation".to_owned(),
            Self::Expired => "expired".to_owned(),
            Self::AlreadyHelped => "already-helped".to_owned(),
            Self::Closed => "closed".to_owned(),
            Self::Forbidden => "forbidden".to_owned(),
            Self::KeyNotKnown => "key-not-known".to_owned(),
            Self::ForbiddenHere => "forbidden-here".to_owned(),
            Self::TimeUp => "time-up".to_owned(),
            Self::Replaced => "replaced".to_owned(),
            Self::OtherVersion => "other-version".to_owned(),
            Self::Lost => "lost".to_owned(),
            Self::Unreachable => "unreachable".to_owned(),
            Self::CannotListen(_) => "cannot-listen".to_owned(),
            Self::NobodyCame => "nobody-came".to_owned(),
            Self::PinMismatch => "someone-else".to_owned(),
            Self::ComputerUnreachable => "unreachable".to_owned(),
            Self::NotAllowed => "not-allowed".to_owned(),
            Self::HostKeyChanged => "changed-key".to_owned(),
            Self::WordsDiffered => "words-differ".to_owned(),
            Self::TooWeak => "too-weak".to_owned(),
            Self::Protocol(what) => format!("protocol {what}"),
            Self::NotAnInvitation => "not-an-invitation".to_owned(),
            Self::DamagedInvitation => "damaged".to_owned(),
            Self::NoAddress => "no-address".to_owned(),
            Self::Other(code) => format!("other {code}"),
        }
    }
}

/// What a front end is told.
#[derive(Debug, Clone)]
pub enum Event {
    Connecting {
        address: String,
    },
    /// The novice can connect here.
    Listening(SocketAddr),
    /// Through the router, too.
    Mapped(SocketAddr),
    Unmapped(Unmapped),
    /// What the novice needs to come, until then.
    Reply {
        text: String,
        expires: SystemTime,
    },
    /// The computer answers an offer for the first time: both people compare these words, and nothing goes on before
    /// [`Command::WordsMatch`].
    Compare {
        address: SocketAddr,
        words: [&'static str; WORDS],
    },
    /// The novice did not let this helper in before, and is not asked again for so many seconds. Then it is tried
    /// again.
    Postponed {
        seconds: u32,
    },
    /// Connected and proved; the novice is asked.
    Waiting {
        address: SocketAddr,
        protection: Protection,
    },
    /// The picture is there, of this size; sent again after each change of size.
    Viewing {
        width: u16,
        height: u16,
    },
    /// The canvas has changed.
    Picture,
    ControlRequested,
    Controlling,
    ControlRefused,
    ControlEnded,
    /// Something that was typed or clicked had no effect: the novice's computer has no key or button for it. At most
    /// once a second.
    InputRefused,
    /// With the reason, where the other side says one.
    Paused(PauseReason),
    Resumed,
    /// At most once a second, when they have changed.
    Figures(Figures),
    /// What happens is not recorded (a full disk); told once.
    NotRecorded(Problem),
    Ended(End),
}

/// A running session, as a front end holds it. Dropping the commands ends it.
#[derive(Debug)]
pub struct Expert {
    pub commands: mpsc::Sender<Command>,
    pub events: mpsc::Receiver<Event>,
    pub canvas: SharedCanvas,
    /// Ends when everything was said and put away.
    pub done: JoinHandle<()>,
}

/// Where and under which rules the expert's side works.
#[derive(Debug, Clone)]
pub struct ExpertSettings {
    /// The journal lives here, owner-only; `None`: nothing is recorded (a test, or practice).
    pub state_dir: Option<PathBuf>,
    /// Where the rules of this computer are read.
    pub rules: Sources,
}

/// Opens a ticket. Must be called inside a tokio runtime; `waker` is called after each event.
#[must_use]
pub fn start(options: OpenOptions, settings: ExpertSettings, waker: Waker) -> Expert {
    start_way(run::SessionStart::Ticket(Box::new(options)), settings, waker)
}

/// Offers help to a computer, unasked. Must be called inside a tokio runtime; `waker` is called after each event.
#[must_use]
pub fn start_offer(options: OfferOptions, settings: ExpertSettings, waker: Waker) -> Expert {
    start_way(run::SessionStart::Offer(options), settings, waker)
}

fn start_way(way: run::SessionStart, settings: ExpertSettings, waker: Waker) -> Expert {
    let (commands, inbox) = mpsc::channel(COMMANDS);
    let (sink, events) = EventSink::new(waker);
    let canvas = SharedCanvas::default();
    let done = tokio::spawn(run::run(way, settings, sink, Arc::clone(&canvas), inbox));
    Expert {
        done,
        commands,
        events,
        canvas,
    }
}

/// Commands that may wait: input comes in bursts, and a full queue makes the front end drop moves.
const COMMANDS: usize = 1024;
