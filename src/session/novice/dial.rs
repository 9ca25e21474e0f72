//! Connects to a helper who cannot reach this computer: their reply says where they listen. What follows is an arrival
//! like any other.

use std::sync::Arc;

use tokio::sync::mpsc;

use super::arrival;
use super::arrival::ConnectedBy;
use super::event::Event;
use super::hall::Hall;
use super::invitation::ReplyProblem;
use super::registry::{Invitation, now};
use crate::invitation::{Reply, ReplyError, Summons};
use crate::journal::{Entry, Kind};
use crate::net::addresses;
use crate::net::link::Running;
use crate::net::listener::Doorstep;
use crate::net::turned;

impl From<ReplyError> for ReplyProblem {
    fn from(error: ReplyError) -> Self {
        match error {
            ReplyError::NotAReply => Self::NotAReply,
            ReplyError::Damaged => Self::Damaged,
            ReplyError::Newer => Self::Newer,
            ReplyError::Forged => Self::Forged,
            ReplyError::Expired => Self::Expired,
        }
    }
}

/// Begins with a reply, if it answers an invitation that is in force in one of these halls. What comes of it is said by
/// events.
pub(super) fn begin<'a>(
    reply: &str,
    mut halls: impl Iterator<Item = &'a Arc<Hall>>,
    doorstep: &Doorstep,
) -> Result<Running<()>, ReplyProblem> {
    let reply = Reply::read(reply)?;
    let answered = halls.find_map(|hall| Some((Arc::clone(hall), hall.registry.answered_by(&reply)?)));
    let (hall, invitation) = answered.ok_or(ReplyProblem::Foreign)?;
    let doorstep = doorstep.clone();
    Ok(Running::spawn(async move {
        let done = match check(reply, &invitation).await {
            Ok(summons) => go(summons, &hall, &invitation, &doorstep).await,
            Err(problem) => Err(problem),
        };
        if let Err(problem) = done {
            tracing::info!(?problem, "nothing came of a reply");
            hall.around.events.send(Event::NotConnected(problem));
        }
    }))
}

async fn check(reply: Reply, invitation: &Arc<Invitation>) -> Result<Summons, ReplyProblem> {
    let invitation = Arc::clone(invitation);
    let checked = tokio::task::spawn_blocking(move || {
        let key = invitation.reply_key().map_err(|error| {
            tracing::error!(%error, "no key for a reply");
            ReplyProblem::Damaged
        })?;
        Ok(reply.check(&key, now())?)
    });
    checked.await.unwrap_or(Err(ReplyProblem::Damaged))
}

/// One round, ended by the first who proves to be the helper.
async fn go(
    summons: Summons,
    hall: &Arc<Hall>,
    invitation: &Invitation,
    doorstep: &Doorstep,
) -> Result<(), ReplyProblem> {
    let around = &hall.around;
    let mut addresses = summons.addresses;
    if around.rules().internal_only {
        addresses.retain(|address| addresses::is_internal(address.ip()));
        if addresses.is_empty() {
            return Err(ReplyProblem::Forbidden);
        }
    }
    let entry = Entry::now(Kind::Dialled).ticket(invitation.id.short());
    around.note(entry.detail("by a helper's reply"));
    let (proved, mut proof) = mpsc::channel(1);
    let mut answered = false;
    let trying = |address| around.events.send(Event::Dialling { address });
    let connected = |stream, address: std::net::SocketAddr| {
        answered = true;
        let (hall, way) = (Arc::clone(hall), ConnectedBy::Out(proved.clone()));
        doorstep.admit(address.ip(), |place| arrival::serve(stream, address, hall, way, place));
    };
    let dialled = turned::dial(addresses, summons.knock, trying, connected);
    tokio::select! {
        Some(()) = proof.recv() => return Ok(()),
        () = dialled => {}
    }
    // Each arrival holds a sender until it came to nothing.
    drop(proved);
    match proof.recv().await {
        Some(()) => Ok(()),
        None if answered => Err(ReplyProblem::SomebodyElse),
        None => Err(ReplyProblem::Unreachable),
    }
}
