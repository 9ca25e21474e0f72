//! What is typed on standard input, line by line, each with the moment at which it was read: an answer must be younger
//! than its question.

use std::io::{BufRead, Read};

use tokio::sync::mpsc;
use tokio::time::Instant;

use crate::session::novice::Stop;

/// Longer lines are cut: no command needs more, and `type TEXT` has room for a page.
const MAX_LINE: u64 = 64 * 1024;

/// Lines that wait to be handled. The reader must never stand still before a question, or old input would look fresh.
const WAITING_LINES: usize = 1024;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    pub line: String,
    pub at: Instant,
    /// The right that the line takes away is taken away.
    pub withdrawn: bool,
}

impl Typed {
    /// A line of this moment that nobody has acted upon.
    pub fn now(line: &str) -> Self {
        Self {
            line: line.to_owned(),
            at: Instant::now(),
            withdrawn: false,
        }
    }
}

/// Reads standard input on a thread of its own; the channel closes at its end. The thread lasts as long as the process,
/// for a read of a terminal cannot be called off. What takes a right away takes effect there, whatever the front end is
/// busy with.
pub fn from_stdin(stop: Option<Stop>) -> mpsc::Receiver<Typed> {
    let (sender, receiver) = mpsc::channel(WAITING_LINES);
    let spawned = std::thread::Builder::new()
        .name("typed lines".to_owned())
        .spawn(move || read_lines(std::io::stdin().lock(), stop.as_ref(), &sender));
    if let Err(error) = spawned {
        tracing::error!(%error, "standard input cannot be read");
    }
    receiver
}

fn read_lines(mut input: impl BufRead, stop: Option<&Stop>, sender: &mpsc::Sender<Typed>) {
    loop {
        let mut bytes = Vec::new();
        match input.by_ref().take(MAX_LINE).read_until(b'\n', &mut bytes) {
            Ok(0) => return,
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(%error, "standard input broke");
                return;
            }
        }
        let line = String::from_utf8_lossy(&bytes)
            .trim_end_matches(['\r', '\n'])
            .to_owned();
        // Before anything that the line sets off.
        let at = Instant::now();
        let withdrawn = stop.is_some_and(|stop| withdraw(stop, line.trim()));
        if sender.blocking_send(Typed { line, at, withdrawn }).is_err() {
            return;
        }
    }
}

/// Whether the line takes a right away. The front end does the rest of what such a line asks for.
fn withdraw(stop: &Stop, line: &str) -> bool {
    match line {
        "stop" => stop.end(),
        "pause" => stop.pause(),
        "take-back" => stop.take_back(),
        _ => return false,
    }
    true
}
