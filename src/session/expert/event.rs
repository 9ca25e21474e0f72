//! What a front end is told.

use std::net::SocketAddr;
use std::time::SystemTime;

use super::ends::End;
use super::figures::Figures;
use crate::net::mapping::Unmapped;
use crate::session::novice::ends::{ControlRefusal, PauseReason};
use crate::session::problem::Problem;
use crate::session::protection::Protection;
use crate::trust::WORDS;
use crate::vocabulary::MonitorArea;

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
    /// `Command::WordsMatch`.
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
    /// The picture of which the size was told just now is made of these, several of them.
    Monitors(Vec<MonitorArea>),
    /// The canvas has changed.
    Picture,
    ControlRequested,
    Controlling,
    ControlRefused(ControlRefusal),
    ControlEnded,
    /// Something that was typed or clicked had no effect: the novice's computer has no key or button for it. At most
    /// once a second.
    InputRefused,
    /// The other computer's system shows something that no program sees or answers; it is over with `false`, and with
    /// [`Event::Paused`].
    SystemAsks(bool),
    /// With the reason, where the other side says one.
    Paused(PauseReason),
    Resumed,
    /// At most once a second, when they have changed.
    Figures(Figures),
    /// What happens is not recorded (a full disk); told once.
    NotRecorded(Problem),
    Ended(End),
}
