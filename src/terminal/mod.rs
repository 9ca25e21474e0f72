//! The same two roles without a window: consent is asked on the terminal.
//!
//! Standard output carries only the fixed lines of docs/terminal.md, one for each event, flushed at once; what is meant
//! for a person to read goes to standard error. Both front ends speak to the session by the same commands and events.
#![forbid(unsafe_code)]

mod doctor;
mod exit;
mod expert;
mod keys;
mod novice;
mod printer;
mod snapshot;
mod typed;
pub mod words;

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::session::novice::Unmapped;

pub use doctor::{findings, findings_as_json};
pub use exit::Exit;
pub use expert::{ExpertRun, run as expert};
pub use keys::strokes;
pub use novice::{Called, Deliver, Delivered, NoviceRun, Purpose, run as novice};
pub use printer::{Output, Printer, Receipt};
pub use snapshot::{SnapshotError, write as write_snapshot};
pub use typed::{Typed, from_stdin};

/// Whether this process's standard output has not taken all that was printed: the disk is full, or its reader went
/// away.
static OUTPUT_LOST: AtomicBool = AtomicBool::new(false);

/// Prints a text that is no line of the interface: a file, or help.
pub fn print(text: &str) {
    let written = io::stdout()
        .write_all(text.as_bytes())
        .and_then(|()| io::stdout().flush());
    if let Err(error) = written {
        tracing::warn!(%error, "standard output is gone");
        OUTPUT_LOST.store(true, Ordering::Relaxed);
    }
}

/// Waits at most this long until what a session printed is written.
pub fn finish_printing(limit: Duration) {
    if let Err(error) = printer::finish(limit) {
        tracing::warn!(%error, "not everything was printed");
        OUTPUT_LOST.store(true, Ordering::Relaxed);
    }
}

/// How the process ends: as a failure if a line of the interface could not be written, since whoever reads the lines
/// cannot know of what was done.
#[must_use]
pub fn ended(exit: Exit) -> Exit {
    if exit == Exit::Done && OUTPUT_LOST.load(Ordering::Relaxed) {
        return Exit::OutputLost;
    }
    exit
}

/// The two outputs of a terminal front end: the lines of the interface, and what a person reads.
#[derive(Debug)]
pub struct Screen<O, E> {
    prefix: &'static str,
    lines: O,
    notes: E,
    /// Told when a line was not taken.
    lost: Option<&'static AtomicBool>,
}

impl Screen<io::Stdout, io::Stderr> {
    /// This process's standard output and standard error, for commands that print and end.
    pub fn standard() -> Self {
        Self {
            lost: Some(&OUTPUT_LOST),
            ..Self::new(io::stdout(), io::stderr())
        }
    }
}

impl Screen<Printer, Printer> {
    /// The same for a session, which goes on whether anybody reads its output or not: printing never waits.
    pub fn of_session() -> Self {
        let (lines, notes) = Printer::standard();
        Self {
            lost: Some(&OUTPUT_LOST),
            ..Self::new(lines, notes)
        }
    }
}

impl<O: Write, E: Write> Screen<O, E> {
    pub fn new(lines: O, notes: E) -> Self {
        Self {
            prefix: "",
            lines,
            notes,
            lost: None,
        }
    }

    /// Each line begins with this, where two roles share one output.
    #[must_use]
    pub fn with_prefix(self, prefix: &'static str) -> Self {
        Self { prefix, ..self }
    }

    /// One line of the interface. A reader that went away must not end a session, so a failed write is logged, and told
    /// at the end by the exit code.
    pub fn line(&mut self, line: &str) {
        let written = writeln!(self.lines, "{}{}", self.prefix, one_line(line)).and_then(|()| self.lines.flush());
        self.written(written);
    }

    fn written(&self, written: io::Result<()>) {
        if let Err(error) = written {
            tracing::warn!(%error, "standard output is gone");
            if let Some(lost) = self.lost {
                lost.store(true, Ordering::Relaxed);
            }
        }
    }

    /// The terminal's bell, for a person who looks elsewhere.
    fn ring(&mut self) {
        let written = self.notes.write_all(b"\x07").and_then(|()| self.notes.flush());
        if let Err(error) = written {
            tracing::debug!(%error, "standard error is gone");
        }
    }

    /// Something for a person to read.
    pub fn note(&mut self, text: &str) {
        let clean: Vec<String> = text.lines().map(one_line).collect();
        let written = writeln!(self.notes, "{}", clean.join("\n")).and_then(|()| self.notes.flush());
        if let Err(error) = written {
            tracing::debug!(%error, "standard error is gone");
        }
    }

    /// `error WHAT`: something could not be done.
    pub fn error(&mut self, what: &str) {
        self.line(&format!("error {what}"));
    }

    /// A line that is answered, with a receipt that tells when it could be read first.
    fn question(&mut self, line: &str) -> Receipt
    where
        O: Output,
    {
        let written = writeln!(self.lines, "{}{}", self.prefix, one_line(line));
        let (receipt, sent) = self.lines.send();
        self.written(written.and(sent));
        receipt
    }

    /// Gives the two outputs back, so that a test can read them.
    pub fn into_parts(self) -> (O, E) {
        (self.lines, self.notes)
    }
}

/// The text on one line, without what would move the cursor, change the colours of a terminal or turn the direction of
/// the writing: a name that another computer sent must not be able to draw a question of its own.
pub fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c == '\t' || c == '\n' || c == '\r' { ' ' } else { c })
        .filter(|&c| !c.is_control() && !steers_direction(c))
        .collect()
}

/// Why the router lets nobody in, as the lines of either role say it.
fn unmapped_word(why: &Unmapped) -> String {
    match why {
        Unmapped::NoRouter => "no-router".to_owned(),
        Unmapped::NotNeeded => "not-needed".to_owned(),
        Unmapped::PublicNetwork => "public-network".to_owned(),
        Unmapped::Silent => "no-upnp".to_owned(),
        Unmapped::Inside(address) => format!("second-nat {address}"),
        Unmapped::Taken => "taken".to_owned(),
        Unmapped::Refused(code) => format!("refused {code}"),
        Unmapped::Failed(_) => "failed".to_owned(),
    }
}

/// A name between quotation marks that it cannot close by itself.
fn quoted(name: &str) -> String {
    format!("\"{}\"", one_line(name).replace('\\', "\\\\").replace('"', "\\\""))
}

/// Unicode's bidirectional controls, line and paragraph separators, and invisible format characters used to hide text.
fn steers_direction(c: char) -> bool {
    matches!(c,
        '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
