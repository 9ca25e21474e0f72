//! A process whose lines are waited for, and which is gone, with all that it started, with its value.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process, kill_process_group};

use super::display::TIMEOUT;

pub struct Program {
    name: String,
    child: Child,
    stdin: Option<ChildStdin>,
    lines: Receiver<String>,
    seen: Vec<String>,
    /// Nobody reads its standard output any more.
    unread: Arc<AtomicBool>,
    notes: PathBuf,
    _folder: tempfile::TempDir,
}

impl Program {
    /// Starts it with its standard input and output in our hands; what it says on standard error is shown when
    /// something fails.
    pub fn start(name: &str, mut command: Command) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let notes = folder.path().join("stderr");
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(File::create(&notes).unwrap())
            .process_group(0)
            .spawn()
            .unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let (sender, lines) = channel();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let unread = Arc::new(AtomicBool::new(false));
        std::thread::spawn({
            let unread = Arc::clone(&unread);
            move || {
                for line in stdout.lines().map_while(Result::ok) {
                    if sender.send(line).is_err() {
                        return;
                    }
                    // The pipe stays open: it fills, and does not break.
                    while unread.load(Ordering::Relaxed) {
                        std::thread::park();
                    }
                }
            }
        });
        let stdin = child.stdin.take();
        Self {
            name: name.to_owned(),
            child,
            stdin,
            lines,
            seen: Vec::new(),
            unread,
            notes,
            _folder: folder,
        }
    }

    pub fn say(&mut self, line: &str) {
        let stdin = self.stdin.as_mut().expect("standard input is open");
        if let Err(error) = writeln!(stdin, "{line}").and_then(|()| stdin.flush()) {
            panic!("takes no more: {error}\n{}", self.report());
        }
    }

    /// From now on nobody reads what it prints.
    pub fn stop_reading(&self) {
        self.unread.store(true, Ordering::Relaxed);
    }

    pub fn close_input(&mut self) {
        self.stdin = None;
    }

    /// Waits for a line that begins with this, skipping others, and returns it whole.
    pub fn expect(&mut self, prefix: &str) -> String {
        self.expect_within(prefix, TIMEOUT)
    }

    /// Waits for a line that begins with each of these, in whichever order they come: what two tasks tell has none.
    pub fn expect_all(&mut self, prefixes: &[&str]) {
        let mut missing = prefixes.to_vec();
        while !missing.is_empty() {
            let line = self.expect_one_of_within(&missing, TIMEOUT);
            missing.retain(|prefix| !line.starts_with(prefix));
        }
    }

    pub fn expect_within(&mut self, prefix: &str, limit: Duration) -> String {
        self.expect_one_of_within(&[prefix], limit)
    }

    pub fn expect_one_of(&mut self, prefixes: &[&str]) -> String {
        // The other program is patient itself, and knows better what is missing.
        self.expect_one_of_within(prefixes, TIMEOUT * 2)
    }

    fn expect_one_of_within(&mut self, prefixes: &[&str], limit: Duration) -> String {
        let deadline = Instant::now() + limit;
        loop {
            match self
                .lines
                .recv_timeout(deadline.saturating_duration_since(Instant::now()))
            {
                Ok(line) => {
                    self.seen.push(line.clone());
                    if prefixes.iter().any(|prefix| line.starts_with(prefix)) {
                        return line;
                    }
                }
                Err(why) => {
                    let why = if why == RecvTimeoutError::Timeout {
                        "in time"
                    } else {
                        "before it ended"
                    };
                    panic!("did not say {prefixes:?} {why}\n{}", self.report());
                }
            }
        }
    }

    /// Whether this one says such a line before the other program ends.
    pub fn says_before_the_end_of(&mut self, other: &mut Self, prefix: &str) -> bool {
        let deadline = Instant::now() + TIMEOUT;
        loop {
            if self.has_said(prefix) {
                return true;
            }
            if other.child.try_wait().unwrap().is_some() {
                return self.has_said(prefix);
            }
            assert!(Instant::now() < deadline, "nothing happens\n{}", self.report());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// All lines said so far.
    pub fn seen(&mut self) -> &[String] {
        self.seen.extend(self.lines.try_iter());
        &self.seen
    }

    pub fn has_said(&mut self, prefix: &str) -> bool {
        self.seen().iter().any(|line| line.starts_with(prefix))
    }

    pub fn times_said(&mut self, prefix: &str) -> usize {
        self.seen().iter().filter(|line| line.starts_with(prefix)).count()
    }

    pub fn notes(&self) -> String {
        std::fs::read_to_string(&self.notes).unwrap_or_default()
    }

    fn report(&self) -> String {
        format!(
            "{}, its lines: {:#?}\nits notes:\n{}",
            self.name,
            self.seen,
            self.notes()
        )
    }

    /// Waits for its end.
    pub fn end(&mut self) -> ExitStatus {
        let deadline = Instant::now() + TIMEOUT;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            if Instant::now() >= deadline {
                panic!("does not end\n{}", self.report());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits for its end and returns its exit code.
    pub fn exit_code(&mut self) -> i32 {
        let status = self.end();
        status.code().unwrap_or_else(|| panic!("{status}\n{}", self.report()))
    }

    pub fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    /// Ends it as a crash would.
    pub fn kill(&mut self) {
        let _ = kill_process_group(self.pid(), Signal::KILL);
        let _ = self.child.wait();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let report = self.report();
            let _ = writeln!(std::io::stderr(), "--- {report}");
        }
        self.kill();
    }
}
