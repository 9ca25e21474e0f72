//! Files are read on threads that may wait, and not for ever: the tasks of a session share two threads with everything
//! else, and a disk that does not answer would hold them up.

use std::time::Duration;

use tokio::time::timeout;

use crate::policy::{Rules, Sources, Wrong};
use crate::t;

/// A display, and a disk, that are asked for little answer within this, or hang.
pub(super) const ANSWERS_WITHIN: Duration = Duration::from_secs(5);

/// Does what may have to wait for a file on a thread that may; `None` if that takes too long, or breaks down.
pub(super) async fn on_a_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    timeout(ANSWERS_WITHIN, tokio::task::spawn_blocking(work))
        .await
        .ok()?
        .ok()
}

/// What holds on this computer, for what is about to begin.
pub(super) async fn rules(sources: &Sources) -> Rules {
    let sources = sources.clone();
    on_a_thread(move || sources.rules()).await.unwrap_or_else(silent)
}

/// What holds while the rules' files do not answer.
pub(super) fn silent() -> Rules {
    Rules::closed(Wrong {
        place: t!("rules-files"),
        line: None,
        what: t!("rules-silent"),
        worded: true,
    })
}
