//! What is secret cannot be printed by accident, and does not stay in memory.

use std::fmt::Debug;
use std::marker::PhantomData;

use lifeline::invitation::{EncryptedPassStub, FreshKey, ListenerKeys, Password, ReplyKey, StoredTicket};
use lifeline::net::offer::HostKey;
use lifeline::net::tls::TlsIdentity;
use lifeline::rdp::keys::SecurityKey;
use lifeline::rdp::security::{Opener, Sealer, SessionKeys};
use zeroize::ZeroizeOnDrop;

struct Of<T>(PhantomData<T>);

/// Found only where there is `Debug`, and then before [`Hidden`]'s.
impl<T: Debug> Of<T> {
    fn shows(&self) -> bool {
        true
    }
}

trait Hidden {
    fn shows(&self) -> bool {
        false
    }
}

impl<T> Hidden for Of<T> {}

/// Found only where there is `==`, and then before [`Compared`]'s.
impl<T: PartialEq> Of<T> {
    fn compares(&self) -> bool {
        true
    }
}

trait Compared {
    fn compares(&self) -> bool {
        false
    }
}

impl<T> Compared for Of<T> {}

/// What each of these types answers to the question.
macro_rules! answers {
    ($question:ident: $($secret:ty),* $(,)?) => {
        [$((stringify!($secret), Of::<$secret>(PhantomData).$question())),*]
    };
}

macro_rules! secrets {
    ($question:ident) => {
        answers![
            $question: Password,
            EncryptedPassStub,
            FreshKey,
            ListenerKeys,
            ReplyKey,
            StoredTicket,
            SessionKeys,
            Sealer,
            Opener,
            SecurityKey,
            TlsIdentity,
            HostKey,
        ]
    };
}

#[test]
fn no_secret_can_be_printed() {
    assert_eq!(
        answers![shows: String],
        [("String", true)],
        "the question is answered at all"
    );
    for (secret, shows) in secrets![shows] {
        assert!(!shows, "{secret} has Debug");
    }
}

/// `==` ends at the first byte that differs, and tells by its time how much was right. What is checked against what a
/// stranger sent therefore has none: only `matches` and `verify`, which compare in constant time.
#[test]
fn no_secret_can_be_compared_in_a_time_that_tells() {
    assert_eq!(
        answers![compares: String],
        [("String", true)],
        "the question is answered at all"
    );
    for (secret, compares) in secrets![compares] {
        assert!(!compares, "{secret} has PartialEq");
    }
}

#[test]
fn secrets_are_wiped_on_drop() {
    // It is the types that promise it: this does not compile where one ceases to.
    fn wiped<T: ZeroizeOnDrop>() {}
    wiped::<Password>();
    wiped::<EncryptedPassStub>();
    wiped::<FreshKey>();
    wiped::<ListenerKeys>();
    wiped::<ReplyKey>();
    wiped::<SessionKeys>();
}
