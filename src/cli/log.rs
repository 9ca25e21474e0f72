//! The log: to a file in the state directory, always; to standard error as far as `LIFELINE_LOG` asks for it. Threads
//! of their own write both: whoever logs waits for no disk and no reader. Lines that find no room are lost. The number
//! of lines a second is limited, and what is left out is counted, so that a stranger who connects without end cannot
//! push older lines out of the file.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tracing::{Level, Metadata};
use tracing_appender::non_blocking::{NonBlocking, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::filter::{EnvFilter, FilterExt as _, LevelFilter, filter_fn};
use tracing_subscriber::fmt::{self, MakeWriter};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, registry};

use crate::{file_system, regular_file};

const FILE: &str = "lifeline.log";
/// At this size the log is put aside and a new one begun; one old one is kept, so it never takes more than twice this.
const MAX_LOG_BYTES: u64 = 2 * 1024 * 1024;

/// Lines at once: a program that starts, or a session that goes wrong, writes some dozens.
const BURST: u32 = 300;
/// Afterwards one each so often: then it takes hours to fill the file.
const ONE_EACH: Duration = Duration::from_secs(1);
/// Lines that wait to be written; a busy session logs a few a second.
const WAITING_LINES: usize = 4096;

/// Starts logging. Without a place for the file only standard error is used: a full disk must not keep anyone from
/// help.
///
/// What is returned has the last lines written when it is dropped.
pub fn start(state: Option<&Path>) -> Vec<WorkerGuard> {
    let stderr = EnvFilter::try_from_env("LIFELINE_LOG").unwrap_or_else(|_| EnvFilter::new("off"));
    let mut writers = Vec::new();
    let file = state.map(|state| {
        fmt::layer()
            .with_ansi(false)
            .with_writer(Rationed::new(by_thread(
                CappedFile::new(state.join(FILE)),
                &mut writers,
            )))
            .with_filter(LevelFilter::INFO.and(filter_fn(concerns_somebody)))
    });
    let notes = fmt::layer()
        .with_writer(by_thread(io::stderr(), &mut writers))
        .with_filter(stderr.and(filter_fn(concerns_somebody)));
    if let Err(error) = registry().with(file).with(notes).try_init() {
        tracing::debug!(%error, "logging had been started before");
    }
    writers
}

/// A session of the portal ends by leaving the bus, which drops what was listened for there: zbus warns that the bus could
/// not be told so any more.
fn concerns_somebody(about: &Metadata<'_>) -> bool {
    about.target() != "zbus::message_stream"
}

fn by_thread(to: impl Write + Send + 'static, writers: &mut Vec<WorkerGuard>) -> NonBlocking {
    let (queue, writer) = NonBlockingBuilder::default()
        .lossy(true)
        .buffered_lines_limit(WAITING_LINES)
        .thread_name("log")
        .finish(to);
    writers.push(writer);
    queue
}

/// A writer that takes so many lines and no more.
struct Rationed {
    to: NonBlocking,
    rations: Mutex<Rations>,
}

struct Rations {
    notes: LineBudget,
    /// What strangers can bring about is no error: errors have a budget of their own.
    errors: LineBudget,
    left_out: u64,
}

/// How many lines may still be written.
struct LineBudget {
    lines: u32,
    since: Instant,
}

impl LineBudget {
    fn full(now: Instant) -> Self {
        Self {
            lines: BURST,
            since: now,
        }
    }

    fn take(&mut self, now: Instant) -> bool {
        while self.lines < BURST && now.saturating_duration_since(self.since) >= ONE_EACH {
            self.lines += 1;
            self.since += ONE_EACH;
        }
        if self.lines == BURST {
            self.since = now;
        }
        let taken = self.lines.checked_sub(1);
        self.lines = taken.unwrap_or(0);
        taken.is_some()
    }
}

impl Rations {
    fn full(now: Instant) -> Self {
        Self {
            notes: LineBudget::full(now),
            errors: LineBudget::full(now),
            left_out: 0,
        }
    }

    /// What is written for this line: nothing if there are too many; otherwise the line, preceded by the number of
    /// those that were left out.
    fn of(&mut self, line: &[u8], error: bool, now: Instant) -> Option<Vec<u8>> {
        let budget = if error { &mut self.errors } else { &mut self.notes };
        if !budget.take(now) {
            self.left_out += 1;
            return None;
        }
        let left_out = std::mem::take(&mut self.left_out);
        let mut whole = Vec::new();
        if left_out > 0 {
            whole.extend_from_slice(format!("({left_out} lines left out)\n").as_bytes());
        }
        whole.extend_from_slice(line);
        Some(whole)
    }
}

impl Rationed {
    fn new(to: NonBlocking) -> Self {
        Self {
            to,
            rations: Mutex::new(Rations::full(Instant::now())),
        }
    }
}

/// Where one line is written to.
struct OneLine<'a> {
    to: &'a Rationed,
    error: bool,
}

impl Write for OneLine<'_> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let mut rations = self.to.rations.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(whole) = rations.of(line, self.error, Instant::now()) {
            self.to.to.clone().write_all(&whole)?;
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Rationed {
    type Writer = OneLine<'a>;

    fn make_writer(&'a self) -> Self::Writer {
        OneLine { to: self, error: false }
    }

    fn make_writer_for(&'a self, about: &Metadata<'_>) -> Self::Writer {
        OneLine {
            to: self,
            error: *about.level() <= Level::WARN,
        }
    }
}

/// The file's place, for people.
pub fn place() -> String {
    let state = crate::desk::state_dir();
    state.map_or_else(|_| FILE.to_owned(), |state| state.join(FILE).display().to_string())
}

/// A file for its owner only, opened at the first line and put aside when it is full.
struct CappedFile {
    path: PathBuf,
    open: Option<(File, u64)>,
}

impl CappedFile {
    fn new(path: PathBuf) -> Self {
        Self { path, open: None }
    }

    fn open(&self) -> io::Result<(File, u64)> {
        if file_system::metadata(&self.path).is_ok_and(|about| about.len() >= MAX_LOG_BYTES) {
            file_system::rename(&self.path, &self.path.with_extension("log.old"))?;
        }
        if let Some(folder) = self.path.parent() {
            file_system::create_private_dir(folder)?;
        }
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = regular_file::open_with(&mut options, &self.path)?;
        let length = file.metadata()?.len();
        Ok((file, length))
    }
}

impl Write for CappedFile {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let (mut file, length) = match self.open.take() {
            Some((file, length)) if length < MAX_LOG_BYTES => (file, length),
            _ => self.open()?,
        };
        let written = file.write(line)?;
        self.open = Some((file, length + written as u64));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.open.as_mut().map_or(Ok(()), |(file, _)| file.flush())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_pushes_little_out_of_the_log_and_is_counted() {
        const FLOOD: u32 = 10_000;
        let begin = Instant::now();
        let mut rations = Rations::full(begin);
        let mut text = Vec::new();
        for second in 0..10 {
            for _ in 0..FLOOD {
                text.extend(rations.of(b"a stranger\n", false, begin + ONE_EACH * second));
            }
        }
        text.extend(rations.of(b"an error\n", true, begin));
        let text = String::from_utf8(text.concat()).unwrap();
        assert_eq!(text.matches("a stranger").count(), BURST as usize + 9);
        assert!(text.ends_with("an error\n"), "{text}");
        let left_out = text.lines().filter_map(|line| {
            let count = line.strip_prefix('(')?.split(' ').next()?;
            count.parse::<u32>().ok()
        });
        assert_eq!(left_out.sum::<u32>(), 10 * FLOOD - BURST - 9);
    }
}
