//! Keeps this computer awake while somebody is helped, or may come.
//!
//! An invitation that waits keeps it from going to sleep: a helper would find nobody. The screen may still grow dark and
//! lock itself meanwhile, so that whoever goes away leaves nothing open. While a helper is here, or this computer shows
//! another one's screen, that does not happen either.
//!
//! The system is told on a thread of its own: neither a session nor a front end waits for a bus. What it was told ends
//! with the process, however that ends.

#[cfg_attr(target_os = "linux", path = "awake/linux.rs")]
#[cfg_attr(target_os = "macos", path = "awake/macos.rs")]
#[cfg_attr(windows, path = "awake/windows.rs")]
#[cfg_attr(
    not(any(target_os = "linux", target_os = "macos", windows)),
    path = "awake/nowhere.rs"
)]
mod system;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};

use self::system::Held;

static ON: AtomicBool = AtomicBool::new(false);
static TELLER: Mutex<Option<Sender<AwakeChange>>> = Mutex::new(None);

/// What the computer must not do by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Awake {
    /// Go to sleep.
    Reachable,
    /// Nor darken its screen.
    Seen,
}

/// The system, as this program tells it what it must not do. It forgets all of it when this is dropped.
trait Inhibit {
    /// From now on this holds, and nothing else.
    fn set(&mut self, awake: Option<Awake>);
}

enum AwakeChange {
    Begun(Awake),
    Ended(Awake),
}

/// The computer stays awake while this lives.
#[derive(Debug)]
pub(crate) struct StayAwake(Awake);

impl StayAwake {
    /// Never waits.
    pub(crate) fn begin(awake: Awake) -> Self {
        tell(AwakeChange::Begun(awake));
        Self(awake)
    }
}

impl Drop for StayAwake {
    fn drop(&mut self) {
        tell(AwakeChange::Ended(self.0));
    }
}

/// To be called once, when the program starts. What only links the library (a test) tells the system nothing.
pub(crate) fn switch_on() {
    ON.store(true, Ordering::Relaxed);
}

fn tell(change: AwakeChange) {
    if !ON.load(Ordering::Relaxed) {
        return;
    }
    let mut teller = TELLER.lock().unwrap_or_else(PoisonError::into_inner);
    if teller.is_none() {
        let (sender, changes) = channel();
        let thread = std::thread::Builder::new().name("awake".to_owned());
        match thread.spawn(move || keep(&changes, &mut Held::default())) {
            Ok(_) => *teller = Some(sender),
            Err(error) => tracing::warn!(%error, "the computer may go to sleep"),
        }
    }
    if let Some(teller) = &*teller {
        // It listens as long as the program runs.
        let _ = teller.send(change);
    }
}

fn keep(changes: &Receiver<AwakeChange>, held: &mut impl Inhibit) {
    let mut begun = StillWanted::default();
    let mut told = None;
    while let Ok(first) = changes.recv() {
        // With what came while the system was being told.
        for change in std::iter::once(first).chain(changes.try_iter()) {
            begun.take_in(change);
        }
        let wanted = begun.most();
        if wanted != told {
            tracing::debug!(?wanted, "awake");
            held.set(wanted);
            told = wanted;
        }
    }
}

/// What has begun and not ended.
#[derive(Default)]
struct StillWanted(Vec<Awake>);

impl StillWanted {
    fn take_in(&mut self, change: AwakeChange) {
        match change {
            AwakeChange::Begun(awake) => self.0.push(awake),
            AwakeChange::Ended(awake) => {
                if let Some(at) = self.0.iter().position(|one| *one == awake) {
                    self.0.swap_remove(at);
                }
            }
        }
    }

    fn most(&self) -> Option<Awake> {
        self.0.iter().max().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::Awake::{Reachable, Seen};
    use super::AwakeChange::{Begun, Ended};

    #[test]
    fn the_most_that_somebody_wants_holds_until_the_last_has_ended() {
        let mut begun = super::StillWanted::default();
        for (change, holds) in [
            (Begun(Reachable), Some(Reachable)),
            (Begun(Seen), Some(Seen)),
            (Begun(Reachable), Some(Seen)),
            (Ended(Seen), Some(Reachable)),
            (Ended(Reachable), Some(Reachable)),
            (Ended(Reachable), None),
        ] {
            begun.take_in(change);
            assert_eq!(begun.most(), holds);
        }
    }
}
