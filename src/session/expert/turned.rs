//! Listens for a novice whom nobody can reach: says where, as a reply for them to paste, and waits until they come.

use std::net::SocketAddr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::time::timeout;

use super::ends::{End, ListenFailure};
use super::event::Event;
use super::invited::Invited;
use super::options::ReplyOptions;
use crate::invitation::ReplyKey;
use crate::net::addresses;
use crate::net::listener::{Listener, PortChoice};
use crate::net::mapping::{Mapping, MappingState, Pinhole, Router, Times};
use crate::net::race::{RacePin, Reached};
use crate::net::turned;
use crate::policy::Rules;
use crate::session::EventSink;
use crate::session::router::{self, in_time};

/// Long enough to send a reply and have it pasted; nobody knows of it after that.
const REPLY_LIFE: Duration = Duration::from_secs(30 * 60);

/// The way in through the router, kept as long as the session.
pub(super) struct Door {
    router: Router,
    mapping: Option<Mapping>,
    pinhole: Option<Pinhole>,
}

impl Door {
    /// The router forgets it.
    pub async fn close(self) {
        drop((self.mapping, self.pinhole));
        self.router.finish(router::FAREWELL).await;
    }
}

pub(super) async fn listen(
    wait: &ReplyOptions,
    invited: &Invited,
    rules: &Rules,
    events: &EventSink<Event>,
    door: &mut Option<Door>,
) -> Result<Reached, End> {
    // A program without a certificate of its own is no Lifeline, and knows no replies.
    let RacePin::Certificate(certificate) = &invited.pin else {
        return Err(End::TooWeak);
    };
    let port = PortChoice::Exactly(wait.port.unwrap_or(0));
    let listener =
        Listener::bind(port, wait.listen).map_err(|error| End::CannotListen(ListenFailure::Port(error.into())))?;
    for address in listener.local_addresses() {
        events.send(Event::Listening(address));
    }
    let expires = expiry(invited.opened.expires);
    let (password, id) = (invited.opened.password.clone(), invited.opened.id.clone());
    let key = tokio::task::spawn_blocking(move || ReplyKey::derive(&password, &id));
    let door = door.insert(Door {
        router: Router::start(&wait.state_dir, Times::default()),
        mapping: None,
        pinhole: None,
    });
    let wish = wait.router.wish(listener.port(), wait.listen, expires);
    let wish = wish.filter(|_| rules.may_map());
    // Nobody waits for it: the reply names this computer's addresses in any case.
    door.pinhole = wish.and_then(|wish| door.router.open(wish));
    let mapping = wish.map(|wish| {
        let events = events.clone();
        door.router.map(wish, move |state| match state {
            MappingState::Trying => {}
            MappingState::Mapped(address, _) => events.send(Event::Mapped(*address)),
            MappingState::Unmapped(why) => events.send(Event::Unmapped(why.clone())),
        })
    });
    door.mapping = in_time(mapping, |why| events.send(Event::Unmapped(why))).await;
    let key = key
        .await
        .map_err(|error| End::CannotListen(ListenFailure::Thread(error.into())))?;
    let key = key.map_err(|error| End::CannotListen(ListenFailure::ReplyKey(error)))?;
    let mut addresses = listening_at(wait, door.mapping.as_ref().and_then(Mapping::address), listener.port());
    if rules.internal_only {
        addresses.retain(|address| addresses::is_internal(address.ip()));
    }
    let seconds = expires.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let reply = key.reply(&invited.opened.id, &addresses, listener.port(), seconds);
    let (text, knock) = reply.ok_or(End::CannotListen(ListenFailure::NoAddress))?;
    events.send(Event::Reply { text, expires });
    let left = expires.duration_since(SystemTime::now()).unwrap_or_default();
    let came = timeout(left, turned::wait(&listener, certificate, knock)).await;
    came.map_err(|_| End::NobodyCame)
}

/// Never after the invitation itself.
fn expiry(invitation: Option<u64>) -> SystemTime {
    let soon = SystemTime::now() + REPLY_LIFE;
    invitation.map_or(soon, |seconds| soon.min(UNIX_EPOCH + Duration::from_secs(seconds)))
}

/// Best first: the router's, which reaches from everywhere, then this computer's own.
fn listening_at(wait: &ReplyOptions, mapped: Option<SocketAddr>, port: u16) -> Vec<SocketAddr> {
    let own = match wait.listen {
        Some(only) => vec![only],
        None => addresses::current().unwrap_or_else(|error| {
            tracing::warn!(%error, "the addresses of this computer are not to be had");
            Vec::new()
        }),
    };
    mapped
        .into_iter()
        .chain(own.into_iter().map(|ip| SocketAddr::new(ip, port)))
        .collect()
}
