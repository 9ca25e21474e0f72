//! What those who come unasked share: whose words are being compared, and when a refusal was last told.

use std::collections::HashMap;
use std::sync::atomic::AtomicU64;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::question::CompareId;

/// Refused offers are told and recorded this often at most: a stranger without end must not push the record of what
/// happened out of the journal.
const REFUSED_AGAIN: Duration = Duration::from_secs(10);

/// What all offers share.
#[derive(Default)]
pub(super) struct OfferArrivals {
    pub numbers: AtomicU64,
    pub comparing: Mutex<HashMap<CompareId, oneshot::Sender<()>>>,
    refused: Mutex<Option<Instant>>,
}

impl OfferArrivals {
    /// The person does not want this helper, whose words are on the screen.
    pub fn decline(&self, id: CompareId) {
        let mut comparing = self.comparing.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(declined) = comparing.remove(&id) {
            // It has just ended otherwise.
            let _ = declined.send(());
        }
    }

    pub fn may_tell(&self) -> bool {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let told = refused.is_none_or(|last| now.duration_since(last) >= REFUSED_AGAIN);
        if told {
            *refused = Some(now);
        }
        told
    }
}
