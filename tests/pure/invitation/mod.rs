//! The invitation room at its door: tickets written and read, FreeRDP's parsers, proofs, the store, delivery.

mod blob;
mod delivery;
mod freerdp_2_11;
mod hostile;
mod reading;
mod reply;
mod store;
mod vectors;
mod wrapped;
mod writing;

use lifeline::invitation::{Address, NewTicket, PassStub, Password, Pins, TicketId};
use lifeline::vocabulary::Kh2;

pub(crate) const START: u64 = 1_700_000_000;
pub(crate) const MINUTES: u32 = 360;

pub(crate) fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).unwrap()
}

pub(crate) fn addresses(list: &[&str]) -> Vec<Address> {
    list.iter().map(|host| Address::new(host, 3389).unwrap()).collect()
}

/// A ticket with pins of some key and of a certificate long enough to be wrapped.
pub(crate) fn new_ticket(hosts: &[&str]) -> NewTicket {
    let certificate: Vec<u8> = (0..400u32).map(|n| (n * 7) as u8).collect();
    let id = TicketId::generate().unwrap();
    NewTicket {
        user_name: "Ann".to_owned(),
        pass_stub: PassStub::of(&id),
        id,
        pins: Pins {
            kh: [0x15; 20],
            kh2: Some(Kh2::Sha256([0x51; 32])),
            ce: Some(certificate),
        },
        addresses: addresses(hosts),
        start: START,
        minutes: MINUTES,
        encrypted_only: false,
    }
}

pub(crate) fn password() -> Password {
    Password::from_typed("ABCD EFGH JKLM")
}
