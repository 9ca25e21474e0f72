//! The one place where a panic of another crate's decoder is caught.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::error::{Misbehaved, RdpError, Structure};

/// Runs a decoder of the `ironrdp` crates over bytes from outside. They are tested against hostile input by their makers, but
/// compute with 16-bit integers and slices all over: a panic there must end this connection and not the program. Whatever
/// the decoder left behind is dropped with the connection, so nothing half-changed is used again.
pub(super) fn fenced<T, E: std::fmt::Display>(
    structure: Structure,
    decode: impl FnOnce() -> Result<T, E>,
) -> Result<T, RdpError> {
    match catch_unwind(AssertUnwindSafe(decode)) {
        Ok(Ok(decoded)) => Ok(decoded),
        Ok(Err(error)) => {
            tracing::debug!(%structure, %error, "a decoder refuses it");
            Err(Misbehaved::Undecodable(structure).into())
        }
        Err(_) => Err(Misbehaved::Undecodable(structure).into()),
    }
}
