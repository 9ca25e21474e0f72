//! What an error says to people, in their language. An error's own words (`Display`) are English, and for the log.
//!
//! Each room words its own errors here by [`Said`]; `tests/languages/code.rs` sees to it that no front end shows an
//! error in any other way.

use std::error::Error;
use std::fmt;
use std::io;

use crate::t;

/// An error that a person can be told of.
pub trait Said {
    /// Why, in whole sentences of the person's language.
    fn why(&self) -> String;
}

/// Part of a sentence that is in the person's language already, as the cause of an error of the system. Whatever else
/// such an error bears inside is somebody's English.
#[derive(Debug)]
pub struct Worded(pub String);

impl fmt::Display for Worded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Worded {}

impl Worded {
    /// An error of this kind that says this to people.
    pub(crate) fn error(kind: io::ErrorKind, said: String) -> io::Error {
        io::Error::new(kind, Self(said))
    }
}

impl Said for io::Error {
    fn why(&self) -> String {
        t!("file-why", error = system(self))
    }
}

/// What the system says, as a part of a sentence.
#[must_use]
pub fn system(error: &io::Error) -> String {
    use io::ErrorKind as E;
    let worded = error.get_ref().and_then(|inner| inner.downcast_ref::<Worded>());
    if let Some(Worded(said)) = worded {
        return said.clone();
    }
    match error.kind() {
        E::NotFound => t!("system-not-found"),
        E::PermissionDenied => t!("system-denied"),
        E::AlreadyExists => t!("system-exists"),
        E::StorageFull | E::QuotaExceeded => t!("system-full"),
        E::ReadOnlyFilesystem => t!("system-read-only"),
        E::FileTooLarge => t!("file-too-large"),
        E::IsADirectory => t!("system-folder"),
        E::NotADirectory => t!("system-no-folder"),
        E::AddrInUse | E::ResourceBusy | E::ExecutableFileBusy => t!("system-in-use"),
        E::AddrNotAvailable | E::NetworkUnreachable | E::HostUnreachable | E::NetworkDown => t!("system-no-network"),
        E::ConnectionRefused => t!("system-nobody"),
        E::ConnectionReset | E::ConnectionAborted | E::BrokenPipe | E::NotConnected => t!("system-broken"),
        E::TimedOut | E::WouldBlock => t!("system-slow"),
        E::InvalidData | E::UnexpectedEof => t!("system-senseless"),
        E::OutOfMemory => t!("system-memory"),
        _ => match error.raw_os_error() {
            Some(number) => t!("system-number", number = number.to_string()),
            None => t!("system-unnamed"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever a library puts into an error of the system is not shown; what was worded here is.
    #[test]
    fn only_what_was_worded_for_people_is_taken_out_of_an_error() {
        let foreign = io::Error::new(io::ErrorKind::NotFound, "nothing at line 3");
        assert_eq!(system(&foreign), t!("system-not-found"));
        assert_eq!(system(&io::Error::other("nothing at line 3")), t!("system-unnamed"));
        let own = Worded::error(io::ErrorKind::NotFound, t!("file-irregular"));
        assert_eq!(system(&own), t!("file-irregular"));
        assert_eq!(
            system(&io::Error::from_raw_os_error(9999)),
            t!("system-number", number = "9999")
        );
    }
}
