//! The one place where a panic of another crate's decoder is caught.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::RdpError;

/// Runs a decoder of the `ironrdp` crates over bytes from outside. They are tested against hostile input by their makers, but
/// compute with 16-bit integers and slices all over: a panic there must end this connection and not the program. Whatever
/// the decoder left behind is dropped with the connection, so nothing half-changed is used again.
pub(super) fn fenced<T, E: std::fmt::Display>(
    what: &str,
    decode: impl FnOnce() -> Result<T, E>,
) -> Result<T, RdpError> {
    match catch_unwind(AssertUnwindSafe(decode)) {
        Ok(Ok(decoded)) => Ok(decoded),
        Ok(Err(error)) => Err(RdpError::Misbehaved(format!("{what}: {error}"))),
        Err(_) => Err(RdpError::Misbehaved(format!("{what} cannot be decoded"))),
    }
}
