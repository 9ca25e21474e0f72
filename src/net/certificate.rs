//! What this program's own certificates have in common, whichever end shows them.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::{self};

use super::error::{BadIdentity, TlsError};

/// Named here, since the process-wide default depends on which features other crates switch on.
pub(super) fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

/// The validity of a certificate that is made `now`: from midnight to midnight (UTC). Otherwise anybody who connects
/// could read the second in which an invitation was made.
pub(super) fn whole_days(now: SystemTime, before: Duration, after: Duration) -> Result<[SystemTime; 2], TlsError> {
    const DAY: u64 = 24 * 60 * 60;
    let out_of_range = || TlsError::from(BadIdentity::Clock);
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

/// The key and the certificate do not go together, or are of no kind that TLS knows.
pub(super) fn unusable(error: rustls::Error) -> TlsError {
    BadIdentity::Tls(error).into()
}
