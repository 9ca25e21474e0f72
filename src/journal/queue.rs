//! What waits to be written, and what is put together before it is written at all. Nothing here waits for a file:
//! whoever records something holds the lock for as long as it takes to put it down.

use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::entry::{Entry, Kind, Role, Share, host};

/// Lines that wait for the disk: hours of an ordinary user's help, and some 300 KB. Those beyond are given up and
/// counted.
const LINES: usize = 1024;
/// Lines that go to the disk with one sync: those beyond can be given up meanwhile.
const AT_ONCE: usize = 64;
/// Session logs that wait: one session ends at a time.
const LOGS: usize = 4;
/// A line that has waited this long for a disk is told as not recorded.
const LATE: Duration = Duration::from_secs(10);
/// What repeats within this time is put together.
const FIRST_WINDOW: Duration = Duration::from_secs(60);
/// The time doubles as long as it goes on, up to this: whoever repeats something for a day leaves some thirty lines.
const LONGEST_WINDOW: Duration = Duration::from_secs(60 * 60);
/// Strangers can have any number of addresses: those of so many are told apart at a time, the others are put together.
const STRANGERS_TOLD_APART: usize = 16;
/// Visits and requests have few kinds, and an invitation or a key each.
const VISITS_TOLD_APART: usize = 64;

/// What the writer does next.
#[derive(Debug)]
pub(super) enum WriterWork {
    Lines(VecDeque<Line>),
    SessionLog {
        session: String,
        text: String,
    },
    /// Take out what is older than so many days.
    Forget(u32),
}

#[derive(Debug)]
pub(super) struct Line {
    pub share: Share,
    pub entry: Entry,
    /// The system's log has it.
    pub logged: bool,
    since: Instant,
}

impl Line {
    /// The higher, the later it is given up.
    fn rank(&self) -> (Share, bool) {
        (self.share, self.entry.kind.is_consent_or_end())
    }
}

/// By what repeated events are known to be the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Repeated {
    share: Share,
    kind: Kind,
    expert: bool,
    /// Who does it, by what they cannot change at will.
    by: String,
    detail: String,
}

/// Events that are being put together.
#[derive(Debug)]
struct RepeatedRun {
    window: Duration,
    until: Instant,
    /// What came since the last line.
    held: Option<Entry>,
}

/// How far the queue's life has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Stage {
    #[default]
    Open,
    /// Nobody will record anything any more.
    Closed,
    /// The writer is gone.
    Ended,
}

#[derive(Debug, Default)]
struct QueueState {
    lines: VecDeque<Line>,
    logs: VecDeque<(String, String)>,
    forget: Option<u32>,
    runs: HashMap<Repeated, RepeatedRun>,
    /// Entries that were given up, and not told of in the journal yet.
    lost: u64,
    /// The writer has taken something and not said what became of it.
    busy: bool,
    stage: Stage,
    /// The last attempt failed: nothing is written until then.
    rest_until: Option<Instant>,
    /// The front end has been told that entries are not written.
    told: bool,
}

#[derive(Debug, Default)]
pub(super) struct EntryQueue {
    state: Mutex<QueueState>,
    changed: Condvar,
}

impl EntryQueue {
    fn lock(&self) -> MutexGuard<'_, QueueState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// True, once, where somebody is to be told: entries were given up, or wait for a disk that does not answer.
    pub fn record(&self, share: Share, entry: Entry) -> bool {
        let mut state = self.lock();
        let now = Instant::now();
        state.record(share, entry, now);
        let late = |line: &Line| now.saturating_duration_since(line.since) > LATE;
        let fails = state.lost > 0 || state.lines.front().is_some_and(late);
        self.changed.notify_all();
        fails && state.tell()
    }

    /// True the first time: the front end is to be told that entries are not written.
    pub fn tell(&self) -> bool {
        self.lock().tell()
    }

    pub fn session_log(&self, session: String, text: String) {
        let mut state = self.lock();
        if state.logs.len() >= LOGS {
            state.logs.pop_front();
            tracing::error!("a session log is given up: the disk does not answer");
        }
        state.logs.push_back((session, text));
        self.changed.notify_all();
    }

    pub fn forget(&self, days: u32) {
        self.lock().forget = Some(days);
        self.changed.notify_all();
    }

    /// Nothing will be recorded any more: the writer ends when it has written the rest, or cannot.
    pub fn close(&self) {
        let mut state = self.lock();
        state.release(|_| true, Instant::now());
        if state.stage == Stage::Open {
            state.stage = Stage::Closed;
        }
        self.changed.notify_all();
    }

    /// Waits until everything is written, at most until then; false if it is not.
    pub fn wait_until_written(&self, until: Instant) -> bool {
        let mut state = self.lock();
        state.release(|_| true, Instant::now());
        // A last attempt is due.
        state.rest_until = None;
        self.changed.notify_all();
        loop {
            if state.is_written() || state.stage == Stage::Ended {
                return state.is_written();
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            let waited = self.changed.wait_timeout(state, left);
            state = waited.map_or_else(|error| error.into_inner().0, |(state, _)| state);
        }
    }

    /// The next work, when there is any; `None` at the end. What became of it is said by [`EntryQueue::done`] or
    /// [`EntryQueue::failed`].
    pub fn next(&self) -> Option<WriterWork> {
        let mut state = self.lock();
        loop {
            let now = Instant::now();
            state.end_windows(now);
            let rests = state.rest_until.is_some_and(|until| now < until);
            if !rests && let Some(work) = state.take() {
                state.busy = true;
                return Some(work);
            }
            if state.stage != Stage::Open && (rests || state.is_written()) {
                return None;
            }
            let windows = state.runs.values().map(|run| run.until);
            let due = windows.chain(state.rest_until.filter(|_| rests)).min();
            state = match due {
                Some(due) => {
                    let waited = self.changed.wait_timeout(state, due.saturating_duration_since(now));
                    waited.map_or_else(|error| error.into_inner().0, |(state, _)| state)
                }
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// Entries that were given up since the last time.
    pub fn take_lost(&self) -> u64 {
        std::mem::take(&mut self.lock().lost)
    }

    /// Nothing of what the writer took waits any longer.
    pub fn done(&self) {
        self.lock().busy = false;
        self.changed.notify_all();
    }

    /// Nothing can be written for now: these lines come back, and everything waits for so long.
    pub fn failed(&self, lines: VecDeque<Line>, rest: Duration) {
        let mut state = self.lock();
        state.busy = false;
        for line in lines.into_iter().rev() {
            state.lines.push_front(line);
        }
        state.keep_bound();
        state.rest_until = Some(Instant::now() + rest);
        self.changed.notify_all();
    }

    /// These were not told of either.
    pub fn lost_again(&self, lost: u64) {
        let mut state = self.lock();
        state.lost = state.lost.saturating_add(lost);
    }

    /// The writer is gone: nothing is waited for any more.
    pub fn end(&self) {
        self.lock().stage = Stage::Ended;
        self.changed.notify_all();
    }
}

impl QueueState {
    fn record(&mut self, share: Share, entry: Entry, now: Instant) {
        let mut repeated = Repeated::of(share, &entry);
        if share == Share::Kept {
            // What was put together about the same session stands before it.
            self.release(|other| other.by == repeated.by && other.expert == repeated.expert, now);
            return self.push(share, entry, now);
        }
        if !self.runs.contains_key(&repeated) {
            let bound = match share {
                Share::Strangers => STRANGERS_TOLD_APART,
                Share::Visits | Share::Kept => VISITS_TOLD_APART,
            };
            if self.runs.keys().filter(|run| run.share == share).count() >= bound {
                repeated = Repeated {
                    by: String::new(),
                    detail: String::new(),
                    ..repeated
                };
            }
        }
        match self.runs.get_mut(&repeated) {
            Some(RepeatedRun { held: Some(held), .. }) => held.merge(entry),
            Some(run) => run.held = Some(entry),
            None => {
                self.push(share, entry, now);
                let run = RepeatedRun {
                    window: FIRST_WINDOW,
                    until: now + FIRST_WINDOW,
                    held: None,
                };
                self.runs.insert(repeated, run);
            }
        }
    }

    /// Puts down what was put together of these.
    fn release(&mut self, of: impl Fn(&Repeated) -> bool, now: Instant) {
        let mut released: Vec<_> = (self.runs.iter_mut())
            .filter(|(repeated, _)| of(repeated))
            .filter_map(|(repeated, run)| Some((repeated.share, run.held.take()?)))
            .collect();
        released.sort_by_key(|(_, entry)| entry.time);
        for (share, entry) in released {
            self.push(share, entry, now);
        }
    }

    /// What was repeated until now gets its line, and a longer time; what was not is forgotten.
    fn end_windows(&mut self, now: Instant) {
        let mut over = Vec::new();
        self.runs.retain(|repeated, run| {
            if run.until > now {
                return true;
            }
            let Some(held) = run.held.take() else { return false };
            over.push((repeated.share, held));
            run.window = (run.window * 2).min(LONGEST_WINDOW);
            run.until = now + run.window;
            true
        });
        for (share, entry) in over {
            self.push(share, entry, now);
        }
    }

    fn push(&mut self, share: Share, entry: Entry, since: Instant) {
        self.lines.push_back(Line {
            share,
            entry,
            logged: false,
            since,
        });
        self.keep_bound();
    }

    /// Gives up the newest of what matters least.
    fn keep_bound(&mut self) {
        while self.lines.len() > LINES {
            let least = (0..self.lines.len())
                .rev()
                .min_by_key(|index| self.lines.get(*index).map(Line::rank));
            let given_up = least.and_then(|index| self.lines.remove(index));
            let count = given_up.map_or(1, |line| line.entry.count);
            self.lost = self.lost.saturating_add(count);
        }
    }

    fn take(&mut self) -> Option<WriterWork> {
        if !self.lines.is_empty() {
            let count = self.lines.len().min(AT_ONCE);
            return Some(WriterWork::Lines(self.lines.drain(..count).collect()));
        }
        if let Some((session, text)) = self.logs.pop_front() {
            return Some(WriterWork::SessionLog { session, text });
        }
        self.forget.take().map(WriterWork::Forget)
    }

    fn is_written(&self) -> bool {
        self.lines.is_empty() && self.logs.is_empty() && self.forget.is_none() && !self.busy
    }

    fn tell(&mut self) -> bool {
        !std::mem::replace(&mut self.told, true)
    }
}

impl Repeated {
    fn of(share: Share, entry: &Entry) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        // Names are what somebody calls themselves, unless a key proves them; then there is no ticket.
        let by = match (share, &entry.ticket) {
            (Share::Strangers, _) => entry.address.as_deref().map(origin).unwrap_or_default(),
            (_, Some(ticket)) if !ticket.is_empty() => ticket.clone(),
            _ => text(&entry.who),
        };
        let detail = match share {
            Share::Strangers => text(&entry.detail),
            // What follows the first word may be the other end's.
            Share::Visits | Share::Kept => text(&entry.detail).split(' ').take(1).collect(),
        };
        Self {
            share,
            kind: entry.kind,
            expert: entry.role == Role::Expert,
            by,
            detail,
        }
    }
}

/// Who has one address of an IPv6 network has them all.
fn origin(address: &str) -> String {
    let host = host(address);
    match host.split('%').next().unwrap_or_default().parse() {
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        _ => host,
    }
}

/// All queues of this process, for its end.
static OPEN: Mutex<Vec<std::sync::Weak<EntryQueue>>> = Mutex::new(Vec::new());

pub(super) fn open() -> Arc<EntryQueue> {
    let queue = Arc::new(EntryQueue::default());
    let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    open.retain(|queue| queue.strong_count() > 0);
    open.push(Arc::downgrade(&queue));
    queue
}

pub(super) fn all() -> Vec<Arc<EntryQueue>> {
    let open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    open.iter().filter_map(std::sync::Weak::upgrade).collect()
}
