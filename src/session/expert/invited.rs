//! What the helper was sent: the ticket opened, what it says of the novice, and the way to them.

use std::time::{SystemTime, UNIX_EPOCH};

use super::ends::End;
use super::event::Event;
use super::options::OpenOptions;
use crate::invitation::{OpenError, OpenedTicket, Password, ReadError, Ticket};
use crate::net::race::{RaceError, RacePin, RaceTarget, Reached, race};
use crate::session::EventSink;
use crate::vocabulary::KeyPin;

/// What the ticket says, once it is open.
pub(super) struct Invited {
    pub opened: OpenedTicket,
    pub pin: RacePin,
    pub key: KeyPin,
}

pub(super) fn open_ticket(options: &OpenOptions) -> Result<Invited, End> {
    let ticket = Ticket::read(&options.ticket).map_err(|error| {
        tracing::info!(%error, "the invitation cannot be read");
        match error {
            ReadError::NotAnInvitation(_) => End::NotAnInvitation,
            ReadError::Damaged(_) => End::DamagedInvitation,
        }
    })?;
    let password = Password::from_typed(&options.password);
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    let opened = ticket.open(&password, now).map_err(|error| {
        tracing::info!(%error, "the invitation cannot be opened");
        match error {
            OpenError::WrongPassword => End::WrongPassword,
            OpenError::Expired { .. } => End::Expired,
            OpenError::NoAddress => End::NoAddress,
            _ => End::DamagedInvitation,
        }
    })?;
    // Only pins that came out of the encrypted part are pins: anything else says nothing about who answers.
    let pins = opened.pins.as_ref().ok_or(End::TooWeak)?;
    let pin = match &pins.ce {
        Some(certificate) => RacePin::Certificate(certificate.clone()),
        None => RacePin::KeyOnly,
    };
    Ok(Invited {
        key: pins.key(),
        pin,
        opened,
    })
}

fn targets(options: &OpenOptions, opened: &OpenedTicket) -> Vec<RaceTarget> {
    let first = options.address.iter().map(|(host, port)| RaceTarget {
        host: host.clone(),
        port: *port,
    });
    let rest = opened.addresses.iter().map(|address| RaceTarget {
        host: address.host.clone(),
        port: address.port,
    });
    let mut targets: Vec<RaceTarget> = Vec::new();
    for target in first.chain(rest) {
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    targets
}

/// The first address of the ticket where the novice answers.
pub(super) async fn reach(options: &OpenOptions, invited: &Invited, events: &EventSink<Event>) -> Result<Reached, End> {
    let trying = |target: &RaceTarget| {
        events.send(Event::Connecting {
            address: format!("{}:{}", target.host, target.port),
        });
    };
    let raced = race(targets(options, &invited.opened), &invited.pin, trying).await;
    raced.map_err(|error| {
        tracing::info!(%error, "nobody was reached");
        match error {
            RaceError::Unreachable => End::Unreachable,
            RaceError::PinMismatch => End::PinMismatch,
            RaceError::TooWeak(_) => End::TooWeak,
            RaceError::Protocol(error) => End::Protocol(error.into()),
        }
    })
}
