//! A connection that was lost while the novice's screen was shown is tried again by itself: that is a state, and no
//! end.

use std::time::{Duration, Instant};

use super::super::expert_side::HelpPhase;
use crate::session::expert::End;

/// How long each try is waited for. After the last one it is an end.
const WAITS: [Duration; 6] = [
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
    Duration::from_secs(15),
    Duration::from_secs(15),
    Duration::from_secs(15),
];

/// How far it has come.
#[derive(Default)]
pub(super) struct Reconnect {
    /// Their screen was shown, so that it is worth trying.
    viewed: bool,
    tries: usize,
    /// When the next one begins.
    pub(super) next: Option<Instant>,
}

impl Reconnect {
    /// Takes in how the session as the helper stands; true when it is to be tried again now.
    pub(super) fn look(&mut self, phase: &HelpPhase, now: Instant) -> bool {
        match phase {
            HelpPhase::Viewing(_) => {
                *self = Self {
                    viewed: true,
                    ..Self::default()
                };
            }
            HelpPhase::Ended(End::Lost) if self.viewed => return self.count(now),
            HelpPhase::Ended(End::Unreachable) if self.tries > 0 => return self.count(now),
            HelpPhase::Ended(_) => *self = Self::default(),
            _ => {}
        }
        false
    }

    fn count(&mut self, now: Instant) -> bool {
        let Some(wait) = WAITS.get(self.tries) else {
            *self = Self::default();
            return false;
        };
        let next = *self.next.get_or_insert(now + *wait);
        if now < next {
            return false;
        }
        self.tries += 1;
        self.next = None;
        true
    }

    /// The session that begins now is one that was lost and is taken up again.
    pub(super) fn is_again(&self) -> bool {
        self.tries > 0
    }

    /// The number of the next try, and the seconds until it begins.
    pub(super) fn waits(&self, now: Instant) -> Option<(u32, u64)> {
        let left = self.next?.saturating_duration_since(now);
        Some((u32::try_from(self.tries + 1).unwrap_or(u32::MAX), left.as_secs() + 1))
    }
}
