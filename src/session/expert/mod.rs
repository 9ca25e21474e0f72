//! The expert's role: what a front end may command, and what it is told.

mod activation;
mod canvas;
mod canvas_reader;
mod command;
mod dirty;
pub(super) mod ends;
mod event;
mod figures;
mod held;
mod invited;
mod live;
mod offer;
mod options;
mod record;
mod run;
mod turned;

use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::{EventSink, Waker};

pub use super::protection::Protection;
pub use super::router::{MapWhen, RouterChoice};
pub use crate::net::mapping::Unmapped;
pub use crate::rdp::Drawn;
pub use crate::trust::WORDS;
pub use canvas::{Canvas, Pointer, SharedCanvas};
pub use command::Command;
pub use dirty::Dirty;
pub use ends::{End, ListenFailure, OwnFailure, ProtocolFailure};
pub use event::Event;
pub use figures::{DrawnShare, Figures};
pub use offer::OfferOptions;
pub use options::{ExpertSettings, OpenOptions, ReplyOptions};

/// A running session, as a front end holds it. Dropping the commands ends it.
#[derive(Debug)]
pub struct Expert {
    pub commands: mpsc::Sender<Command>,
    pub events: mpsc::Receiver<Event>,
    pub canvas: SharedCanvas,
    /// Ends when everything was said and put away.
    pub done: JoinHandle<()>,
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
