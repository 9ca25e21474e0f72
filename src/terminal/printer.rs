//! The two outputs of the process, each written by a thread of its own: whoever prints waits for nobody. A pipe that
//! nobody reads, a terminal stopped by Ctrl+S and a file system that hangs hold up no Stop.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::t;

/// Texts that may wait at one output. Those that find no room are lost; how many is said as soon as there is room
/// again.
const WAITING: usize = 1024;

/// How long a text waits for earlier ones at the other output: a terminal, which is both, shows them in their order.
const ORDER: Duration = Duration::from_millis(100);

/// When a text was handed to the system; empty until then, and for good if it never is.
pub type Receipt = Arc<OnceLock<Instant>>;

/// One of the two outputs. What is written to it goes on at [`Write::flush`], as one text.
#[derive(Debug)]
pub struct Printer {
    outputs: Arc<Outputs>,
    which: Which,
    text: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Lines,
    Notes,
}

impl Which {
    fn other(self) -> Self {
        match self {
            Self::Lines => Self::Notes,
            Self::Notes => Self::Lines,
        }
    }
}

#[derive(Debug)]
struct Outputs {
    queues: Mutex<[TextQueue; 2]>,
    changed: Condvar,
    /// [`ORDER`], but in tests.
    order: Duration,
}

#[derive(Debug, Default)]
struct TextQueue {
    waiting: VecDeque<Text>,
    /// How many texts were ever taken, and how many of them are written or given up.
    taken: u64,
    done: u64,
    lost: u64,
    failed: Option<io::ErrorKind>,
}

#[derive(Debug)]
struct Text {
    bytes: Vec<u8>,
    /// How many the other output had taken before this one.
    after: u64,
    receipt: Receipt,
}

/// Standard output and standard error of this process.
static STANDARD: OnceLock<Arc<Outputs>> = OnceLock::new();

/// What became of all that a session printed on standard output, after waiting for it this long.
///
/// # Errors
/// Some of it could not be written, or is not written yet.
pub(super) fn finish(limit: Duration) -> io::Result<()> {
    STANDARD.get().map_or(Ok(()), |outputs| outputs.finish(limit))
}

impl Printer {
    pub(super) fn standard() -> (Self, Self) {
        Self::pair(STANDARD.get_or_init(|| Outputs::start(io::stdout(), io::stderr(), ORDER)))
    }

    /// The two outputs with others in their places; for tests.
    pub fn of(lines: impl Write + Send + 'static, notes: impl Write + Send + 'static) -> (Self, Self) {
        Self::pair(&Outputs::start(lines, notes, ORDER))
    }

    fn pair(outputs: &Arc<Outputs>) -> (Self, Self) {
        let of = |which| Self {
            outputs: Arc::clone(outputs),
            which,
            text: Vec::new(),
        };
        (of(Which::Lines), of(Which::Notes))
    }

    /// Prints what was written to it, and returns a receipt for it.
    fn print(&mut self) -> (Receipt, io::Result<()>) {
        let receipt = Receipt::default();
        let printed = self
            .outputs
            .print(self.which, std::mem::take(&mut self.text), Arc::clone(&receipt));
        (receipt, printed)
    }
}

impl Write for Printer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.text.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.print().1
    }
}

/// Where a terminal front end writes.
pub trait Output: Write {
    /// Sends off what was written, and tells when the system has it.
    fn send(&mut self) -> (Receipt, io::Result<()>) {
        let receipt = Receipt::default();
        let written = self.flush();
        if written.is_ok() {
            let _ = receipt.set(Instant::now());
        }
        (receipt, written)
    }
}

impl Output for Vec<u8> {}

impl Output for Printer {
    fn send(&mut self) -> (Receipt, io::Result<()>) {
        self.print()
    }
}

impl Outputs {
    fn start(lines: impl Write + Send + 'static, notes: impl Write + Send + 'static, order: Duration) -> Arc<Self> {
        let outputs = Arc::new(Self {
            queues: Mutex::default(),
            changed: Condvar::new(),
            order,
        });
        outputs.start_thread(Which::Lines, lines);
        outputs.start_thread(Which::Notes, notes);
        outputs
    }

    fn start_thread(self: &Arc<Self>, which: Which, mut to: impl Write + Send + 'static) {
        let outputs = Arc::clone(self);
        let thread = std::thread::Builder::new()
            .name("printer".to_owned())
            .spawn(move || outputs.write_on(which, &mut to));
        if let Err(error) = thread {
            tracing::error!(%error, "nothing can be printed");
            self.lock()[which as usize].failed = Some(error.kind());
        }
    }

    fn lock(&self) -> MutexGuard<'_, [TextQueue; 2]> {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a text for this output.
    fn print(&self, which: Which, bytes: Vec<u8>, receipt: Receipt) -> io::Result<()> {
        let mut queues = self.lock();
        let after = queues[which.other() as usize].taken;
        let queue = &mut queues[which as usize];
        // Room for what says how many were lost, too.
        if queue.waiting.len() + 1 >= WAITING {
            queue.lost += 1;
            return Err(io::ErrorKind::WouldBlock.into());
        }
        if queue.lost > 0 {
            let count = std::mem::take(&mut queue.lost);
            let lost = format!("error {}\n", t!("terminal-lost", count = count));
            queue.take(lost.into_bytes(), after, Receipt::default());
        }
        queue.take(bytes, after, receipt);
        self.changed.notify_all();
        queue.failed.map_or(Ok(()), |kind| Err(kind.into()))
    }

    /// Writes what comes, for as long as the process lives.
    fn write_on(&self, which: Which, to: &mut impl Write) {
        let mut given_up = None;
        loop {
            let text = self.next(which, &mut given_up);
            let begun = Instant::now();
            let written = to.write_all(&text.bytes).and_then(|()| to.flush());
            if written.is_ok() {
                // Where nothing held it up, it was there at the beginning.
                let at_once = begun.elapsed() < self.order;
                let _ = text.receipt.set(if at_once { begun } else { Instant::now() });
            }
            let mut queues = self.lock();
            let queue = &mut queues[which as usize];
            queue.done += 1;
            queue.failed = queue.failed.or(written.err().map(|error| error.kind()));
            self.changed.notify_all();
        }
    }

    /// The next text, in its turn; `given_up` is what the other output had done when it was waited for in vain.
    fn next(&self, which: Which, given_up: &mut Option<u64>) -> Text {
        let mut queues = self.lock();
        while queues[which as usize].waiting.is_empty() {
            queues = self.changed.wait(queues).unwrap_or_else(PoisonError::into_inner);
        }
        let since = std::time::Instant::now();
        loop {
            let other = queues[which.other() as usize].done;
            let turn = |text: &mut Text| text.after <= other || *given_up == Some(other);
            if let Some(text) = queues[which as usize].waiting.pop_front_if(turn) {
                return text;
            }
            let left = self.order.saturating_sub(since.elapsed());
            if left.is_zero() {
                *given_up = Some(other);
                continue;
            }
            let waited = self.changed.wait_timeout(queues, left);
            queues = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn finish(&self, limit: Duration) -> io::Result<()> {
        let unfinished = |queues: &mut [TextQueue; 2]| queues.iter().any(|queue| queue.done < queue.taken);
        let waited = self.changed.wait_timeout_while(self.lock(), limit, unfinished);
        let queues = waited.unwrap_or_else(PoisonError::into_inner).0;
        let lines = &queues[Which::Lines as usize];
        match lines.failed {
            Some(kind) => Err(kind.into()),
            None if lines.lost > 0 || lines.done < lines.taken => Err(io::ErrorKind::WouldBlock.into()),
            None => Ok(()),
        }
    }
}

impl TextQueue {
    fn take(&mut self, bytes: Vec<u8>, after: u64, receipt: Receipt) {
        self.taken += 1;
        self.waiting.push_back(Text { bytes, after, receipt });
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

    use super::*;

    const TIMEOUT: Duration = Duration::from_secs(60);

    /// Takes what it is given when the test takes it.
    struct Slow(SyncSender<Vec<u8>>);

    impl Write for Slow {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            match self.0.send(bytes.to_vec()) {
                Ok(()) => Ok(bytes.len()),
                Err(_) => Err(io::ErrorKind::BrokenPipe.into()),
            }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn slow() -> (Slow, Receiver<Vec<u8>>) {
        let (sender, receiver) = sync_channel(0);
        (Slow(sender), receiver)
    }

    fn told(receiver: &Receiver<Vec<u8>>) -> String {
        String::from_utf8(receiver.recv_timeout(TIMEOUT).unwrap()).unwrap()
    }

    /// Waits until the threads have taken up all that was printed.
    fn nothing_waits(outputs: &Outputs) {
        let deadline = std::time::Instant::now() + TIMEOUT;
        while outputs.lock().iter().any(|queue| !queue.waiting.is_empty()) {
            assert!(std::time::Instant::now() < deadline, "the outputs take nothing up");
            std::thread::yield_now();
        }
    }

    #[test]
    fn nobody_waits_for_an_output_that_takes_nothing() {
        let ((to_lines, lines), (to_notes, notes)) = (slow(), slow());
        let (mut printed, mut noted) = Printer::of(to_lines, to_notes);
        let outputs = Arc::clone(&printed.outputs);
        let mut print = |number: usize| {
            writeln!(printed, "line {number}").unwrap();
            printed.send()
        };
        let mut receipts = vec![print(0)];
        // One text is at the output, and stays there, before the others fill the room: no room comes while they do.
        nothing_waits(&outputs);
        receipts.extend((1..2 * WAITING).map(print));
        assert!(
            receipts.iter().all(|(receipt, _)| receipt.get().is_none()),
            "nothing was taken yet"
        );
        assert!(
            receipts[0].1.is_ok() && receipts.last().unwrap().1.is_err(),
            "the last found no room"
        );
        // The other one goes on, though what came before stands still.
        writeln!(noted, "note").unwrap();
        noted.flush().unwrap();
        assert_eq!(told(&notes), "note\n");

        assert_eq!(told(&lines), "line 0\n");
        assert_eq!(told(&lines), "line 1\n");
        assert!(receipts[0].0.get().is_some());
        // With room again, what was lost is told in its place.
        for number in 2..WAITING / 2 {
            assert_eq!(told(&lines), format!("line {number}\n"));
        }
        writeln!(printed, "later").unwrap();
        printed.flush().unwrap();
        let rest: Vec<_> = std::iter::repeat_with(|| told(&lines))
            .take_while(|line| line.as_str() != "later\n")
            .collect();
        let (last, kept) = rest.split_last().unwrap();
        assert!(kept.iter().all(|line| line.starts_with("line ")));
        assert!(last.starts_with("error "), "{last}");
        let lost = 2 * WAITING - WAITING / 2 - kept.len();
        assert!(last.contains(&lost.to_string()), "{last}: {lost}");
    }

    #[test]
    fn both_outputs_keep_their_order() {
        let (both, all) = sync_channel(1000);
        // However late a thread is on a busy computer.
        let outputs = Outputs::start(Slow(both.clone()), Slow(both), TIMEOUT);
        let (mut lines, mut notes) = Printer::pair(&outputs);
        for number in 0..100 {
            let to: &mut Printer = if number % 3 == 0 { &mut notes } else { &mut lines };
            writeln!(to, "{number}").unwrap();
            to.flush().unwrap();
        }
        let expected: Vec<_> = (0..100).map(|number| format!("{number}\n")).collect();
        let came: Vec<_> = (0..100).map(|_| told(&all)).collect();
        assert_eq!(came, expected);
    }

    #[test]
    fn the_end_tells_what_was_not_written() {
        let (sender, taken) = sync_channel(10);
        let (mut lines, _notes) = Printer::of(Slow(sender), io::sink());
        lines.write_all(b"one\n").unwrap();
        lines.flush().unwrap();
        lines.outputs.finish(TIMEOUT).unwrap();
        assert_eq!(told(&taken), "one\n");
        drop(taken);
        lines.write_all(b"two\n").unwrap();
        let _ = lines.flush();
        lines.outputs.finish(TIMEOUT).unwrap_err();
        // What still waits is not written either.
        let (to, _nobody_reads) = slow();
        let (mut lines, _notes) = Printer::of(to, io::sink());
        lines.write_all(b"three\n").unwrap();
        lines.flush().unwrap();
        lines.outputs.finish(Duration::ZERO).unwrap_err();
    }
}
