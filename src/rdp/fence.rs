//! Decoders of other crates, fenced, with the error of this room.

use super::error::{Misbehaved, RdpError, Structure};

/// Runs a decoder of the `ironrdp` crates over bytes from outside: see [`crate::fence`].
pub(super) fn fenced<T, E: std::fmt::Display>(
    structure: Structure,
    decode: impl FnOnce() -> Result<T, E>,
) -> Result<T, RdpError> {
    match crate::fence::told(decode) {
        Some(Ok(decoded)) => Ok(decoded),
        Some(Err(error)) => {
            tracing::debug!(%structure, %error, "a decoder refuses it");
            Err(Misbehaved::Undecodable(structure).into())
        }
        None => Err(Misbehaved::Undecodable(structure).into()),
    }
}
