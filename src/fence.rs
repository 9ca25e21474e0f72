//! The one place where a panic of another crate's decoder is caught.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs a decoder of another crate over bytes from outside; `None` where it refuses them or panics.
///
/// The decoders of the `ironrdp` crates are tested against hostile input by their makers, but compute with 16-bit
/// integers and slices all over: a panic there must end this connection and not the program. Whatever the decoder left
/// behind is dropped with the connection, so nothing half-changed is used again.
pub(crate) fn fenced<T, E>(decode: impl FnOnce() -> Result<T, E>) -> Option<T> {
    told(decode).and_then(Result::ok)
}

/// The same, with what the decoder says; `None` where it panics.
pub(crate) fn told<T, E>(decode: impl FnOnce() -> Result<T, E>) -> Option<Result<T, E>> {
    catch_unwind(AssertUnwindSafe(decode)).ok()
}
