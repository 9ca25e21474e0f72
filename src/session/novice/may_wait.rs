//! What arrivals need files for, on few threads.

use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::session::files::ANSWERS_WITHIN;

/// Threads that read files for arrivals at once: where a disk does not answer, strangers who come again and again must
/// not tie up all that the process has.
const READERS: usize = 8;

/// Does what may have to wait for a file on a thread that may; `None` if that takes too long, or breaks down.
pub(super) async fn may_wait<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    static FREE: Semaphore = Semaphore::const_new(READERS);
    let done = timeout(ANSWERS_WITHIN, async {
        let reader = FREE.acquire().await.ok()?;
        tokio::task::spawn_blocking(move || {
            // Held until the work is done: it goes on even if nobody waits for its result any more.
            let _reader = reader;
            work()
        })
        .await
        .ok()
    });
    done.await.ok()?
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Condvar, Mutex};

    use super::*;

    #[derive(Default)]
    struct Disk {
        /// How many wait for it now, how many did at most, and whether it answers.
        state: Mutex<(usize, usize, bool)>,
        changed: Condvar,
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_disk_that_does_not_answer_ties_up_few_threads() {
        let disk = Arc::new(Disk::default());
        let arrivals: Vec<_> = (0..4 * READERS)
            .map(|_| {
                let disk = Arc::clone(&disk);
                tokio::spawn(may_wait(move || {
                    let mut state = disk.state.lock().unwrap();
                    state.0 += 1;
                    state.1 = state.1.max(state.0);
                    disk.changed.notify_all();
                    while !state.2 {
                        state = disk.changed.wait(state).unwrap();
                    }
                    state.0 -= 1;
                }))
            })
            .collect();
        let most = tokio::task::spawn_blocking(move || {
            let waits = disk.state.lock().unwrap();
            let mut all = disk.changed.wait_while(waits, |state| state.0 < READERS).unwrap();
            all.2 = true;
            disk.changed.notify_all();
            drop(all);
            disk
        });
        let disk = most.await.unwrap();
        for arrival in arrivals {
            arrival.await.unwrap();
        }
        assert_eq!(disk.state.lock().unwrap().1, READERS);
    }
}
