//! What this program's own certificates have in common, whichever end shows them.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio_rustls::rustls::crypto::{CryptoProvider, ring};

use super::error::TlsError;

/// Named here, since the process-wide default depends on which features other crates switch on.
pub(super) fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

/// The validity of a certificate that is made `now`: from midnight to midnight (UTC). Otherwise anybody who connects
/// could read the second in which an invitation was made.
pub(super) fn whole_days(now: SystemTime, before: Duration, after: Duration) -> Result<[SystemTime; 2], TlsError> {
    const DAY: u64 = 24 * 60 * 60;
    let out_of_range = || TlsError::Identity("the clock is out of range".into());
    let since = now.duration_since(SystemTime::UNIX_EPOCH).map_err(|_| out_of_range())?;
    let midnight = |since: Option<Duration>| {
        let days = since.ok_or_else(out_of_range)?.as_secs() / DAY;
        let since = days.checked_mul(DAY).map(Duration::from_secs);
        let time = since.and_then(|since| SystemTime::UNIX_EPOCH.checked_add(since));
        time.ok_or_else(out_of_range)
    };
    Ok([
        midnight(since.checked_sub(before))?,
        midnight(since.checked_add(after))?,
    ])
}

/// An error of rustls or rcgen that says that a certificate or a key will not do.
pub(super) fn unusable(error: impl std::fmt::Display) -> TlsError {
    TlsError::Identity(error.to_string())
}
