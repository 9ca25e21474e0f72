//! Lets tests wait less between "I called them" and the yes. Part of debug builds alone: what people are given has no
//! such thing, neither a variable nor a call.

use std::sync::{LazyLock, OnceLock};
use std::time::Duration;

/// Seconds, for tests that start the program.
const VARIABLE: &str = "LIFELINE_TEST_CALLER_WAIT";

static SHORTER: OnceLock<Duration> = OnceLock::new();

static BY_VARIABLE: LazyLock<Option<Duration>> = LazyLock::new(|| {
    let seconds = std::env::var(VARIABLE).ok()?.parse().ok()?;
    Some(Duration::from_secs(seconds))
});

/// For tests that link the library; to be called before the first question.
pub fn wait_only(wait: Duration) {
    // The first one counts.
    let _ = SHORTER.set(wait);
}

pub(super) fn caller_wait() -> Option<Duration> {
    SHORTER.get().copied().or(*BY_VARIABLE)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use crate::session::consent;

    #[test]
    fn the_wait_is_ten_seconds_where_no_test_asks_for_less() {
        assert_eq!(consent::CALLER_WAIT, Duration::from_secs(10));
        assert_eq!(consent::caller_wait(), consent::CALLER_WAIT);
    }
}
