//! The runtime's clock.

use std::time::Instant;

/// The time now by the runtime's clock: what is compared with it must be what its timers follow.
pub(super) fn instant() -> Instant {
    tokio::time::Instant::now().into_std()
}
