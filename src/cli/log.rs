//! The log: to a file in the state directory, always; to standard error as far as `LIFELINE_LOG` asks for it. Threads of their own write
//! both: whoever logs waits for no disk and no reader. Lines that find no room are lost.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tracing_appender::non_blocking::{NonBlocking, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::filter::{EnvFilter, LevelFilter};
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, registry};

use crate::regular_file;

const FILE: &str = "lifeline.log";
/// At this size the log is put aside and a new one begun; one old one is kept, so it never takes more than twice this.
const MAX_LOG_BYTES: u64 = 2 * 1024 * 1024;

/// Lines that wait to be written; a busy session logs a few a second.
const WAITING_LINES: usize = 4096;

/// Starts logging. Without a place for the file only standard error is used: a full disk must not keep anyone from help.
///
/// What is returned has the last lines written when it is dropped.
pub fn start(state: Option<&Path>) -> Vec<WorkerGuard> {
    let stderr = EnvFilter::try_from_env("LIFELINE_LOG").unwrap_or_else(|_| EnvFilter::new("off"));
    let mut writers = Vec::new();
    let file = state.map(|state| {
        fmt::layer()
            .with_ansi(false)
            .with_writer(by_thread(CappedFile::new(state.join(FILE)), &mut writers))
            .with_filter(LevelFilter::INFO)
    });
    let notes = fmt::layer()
        .with_writer(by_thread(io::stderr(), &mut writers))
        .with_filter(stderr);
    if let Err(error) = registry().with(file).with(notes).try_init() {
        tracing::debug!(%error, "logging had been started before");
    }
    writers
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

/// The file's place, for people.
pub fn place() -> String {
    let state = crate::session::desk::state_dir();
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
        if fs::metadata(&self.path).is_ok_and(|about| about.len() >= MAX_LOG_BYTES) {
            fs::rename(&self.path, self.path.with_extension("log.old"))?;
        }
        if let Some(folder) = self.path.parent() {
            let mut builder = fs::DirBuilder::new();
            builder.recursive(true);
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            builder.create(folder)?;
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
