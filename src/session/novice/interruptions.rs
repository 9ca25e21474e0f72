//! How often the desktop broke its picture off lately, and how often it may.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// A desktop that breaks off more often than this within [`WITHIN`] has no picture to give.
const MOST: usize = 5;
const WITHIN: Duration = Duration::from_secs(60);

/// When it was, lately.
#[derive(Debug, Default)]
pub struct Interruptions(VecDeque<Instant>);

impl Interruptions {
    /// Counts one; false if they are too many.
    pub fn add(&mut self, now: Instant) -> bool {
        self.0.retain(|then| now.saturating_duration_since(*then) < WITHIN);
        let few = self.0.len() < MOST;
        if few {
            self.0.push_back(now);
        }
        few
    }
}

#[cfg(test)]
mod tests {
    use super::{Instant, Interruptions, MOST, WITHIN};

    #[test]
    fn a_desktop_that_breaks_off_again_and_again_is_given_up() {
        let mut interruptions = Interruptions::default();
        let began = Instant::now();
        for _ in 0..MOST {
            assert!(interruptions.add(began));
        }
        assert!(!interruptions.add(began));
        assert!(interruptions.add(began + WITHIN));
    }
}
