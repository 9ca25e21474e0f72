//! How a helper proves themselves: by ID and password, and by a key where the rules want one.

use crate::rdp::Structure;
use std::sync::Arc;

use super::{Coming, Hall, may_wait, order, send};
use crate::invitation::{ExpertBlob, unsolicited_name};
use crate::journal::Kind;
use crate::net::helper::HelperCertificates;
use crate::net::key_proof;
use crate::net::link::{LinkError, Order};
use crate::rdp::channels::remdesk;
use crate::rdp::{FromExpert, RdpError, ToExpert, Transport};
use crate::session::door::{self, Rights, Verdict};
use crate::session::ends::Refusal;
use crate::session::novice::helped::Helper;
use crate::session::novice::offer::Offered;
use crate::session::novice::registry::{Found, Invitation, Tried};
use crate::session::novice::visits::Visitor;
use crate::session::novice::{Event, InvitationId};

/// Messages before the proof: a few dozen of the activation, and as much as a mouse over a window does in [`PROOF_PATIENCE`].
const UNPROVED_MESSAGES: usize = 8192;

pub(super) type Proof = Result<Proved, Refusal>;

pub(super) enum Proved {
    /// By ID and password; and, where the rules want it, by a key.
    Invited {
        claimed: String,
        known: Option<Known>,
        invitation: Arc<Invitation>,
    },
    /// By a key, before RDP began.
    Offered { offered: Offered, claimed: String },
}

/// A key that was proved and is known here, with the name that it has.
pub(super) struct Known {
    pub name: String,
    pub certificates: HelperCertificates,
}

impl Helper {
    /// By what they proved: their visits are counted for each of it.
    pub(super) fn visitors(&self) -> Vec<Visitor> {
        let invitation = Some(&self.ticket).filter(|ticket| !ticket.is_empty());
        let invitation = invitation.map(|ticket| Visitor::Invitation(ticket.clone()));
        let key = self.key.as_ref().and_then(|key| key.public_key().ok());
        invitation
            .into_iter()
            .chain(key.map(|key| Visitor::of_key(&key)))
            .collect()
    }

    pub(super) fn is_known(&mut self, known: Known, claimed: String) {
        self.claimed = Some(claimed).filter(|claimed| !claimed.is_empty() && *claimed != known.name);
        self.name = known.name;
        self.key = Some(known.certificates);
    }

    /// The next message that may act before the proof, other than those of the activation; `None` if there are too many.
    async fn next_unproved(&mut self) -> Result<Option<FromExpert>, LinkError> {
        for _ in 0..UNPROVED_MESSAGES {
            let Some(message) = self.messages.recv().await else {
                return Err(LinkError::CutOff);
            };
            match door::admit(&message, Rights::Unproved) {
                Verdict::End => return Err(LinkError::CutOff),
                Verdict::Ignore => continue,
                Verdict::Act => {}
            }
            match message {
                FromExpert::Reply(answer) => send(&self.orders, answer)?,
                FromExpert::Activated => order(&self.orders, Order::Activated)?,
                message => return Ok(Some(message)),
            }
        }
        Ok(None)
    }
}

/// [MS-RA] 3.6.5, version 2, up to the check of the password, and of the key where the rules want one.
pub(super) async fn prove(helper: &mut Helper, hall: &Hall, coming: &Coming) -> Result<Proof, LinkError> {
    if !helper.client.has_remdesk {
        return Err(RdpError::Incompatible("no Remote Assistance client: it did not join remdesk".to_owned()).into());
    }
    send(&helper.orders, ToExpert::Remdesk(remdesk::Message::ServerAnnounce))?;
    send(
        &helper.orders,
        ToExpert::Remdesk(remdesk::Message::VersionInfo { major: 1, minor: 2 }),
    )?;
    for _ in 0..UNPROVED_MESSAGES {
        match helper.next_unproved().await? {
            Some(FromExpert::Remdesk(remdesk::Message::Authenticate { .. })) => return Ok(Err(Refusal::OldVersion)),
            Some(FromExpert::Remdesk(remdesk::Message::VerifyPassword { expert_blob })) => {
                return match coming {
                    Coming::Invited(exporter) => invited(helper, hall, &expert_blob, exporter.as_deref()).await,
                    Coming::Offered(offered) => Ok(Ok(Proved::Offered {
                        offered: offered.clone(),
                        claimed: unsolicited_name(&expert_blob),
                    })),
                };
            }
            Some(_) => {}
            None => break,
        }
    }
    Err(too_many())
}

fn too_many() -> LinkError {
    RdpError::from(Structure::ChannelMessage.too_many(UNPROVED_MESSAGES)).into()
}

async fn invited(
    helper: &mut Helper,
    hall: &Hall,
    blob: &str,
    exporter: Option<&[u8; 32]>,
) -> Result<Proof, LinkError> {
    let (blob, invitation) = match check(helper, hall, blob, exporter).await {
        Ok(right) => right,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let mut known = None;
    // Asked for after the password: strangers learn nothing of the rules, and nobody shows a key who was not asked for it.
    if hall.around.rules().official_helpers_only {
        known = match exporter.filter(|_| blob.keys) {
            Some(exporter) => known_key(helper, hall, exporter).await?,
            None => None,
        };
        if known.is_none() {
            let why = "not an official helper";
            let (address, ticket) = (Some(helper.address), invitation.id.short());
            hall.around
                .note_visit(Kind::StrangerForbidden, &blob.name, address, ticket, why);
            return Ok(Err(Refusal::Forbidden));
        }
    }
    Ok(Ok(Proved::Invited {
        claimed: blob.name,
        known,
        invitation,
    }))
}

/// Asks for the helper's key; `None` where there is none, it is not proved on this connection, or not known here.
async fn known_key(helper: &mut Helper, hall: &Hall, exporter: &[u8; 32]) -> Result<Option<Known>, LinkError> {
    send(&helper.orders, ToExpert::Remdesk(remdesk::Message::AskForKey))?;
    for _ in 0..UNPROVED_MESSAGES {
        match helper.next_unproved().await? {
            Some(FromExpert::Remdesk(remdesk::Message::KeyProof(proof))) => {
                let certificates = match key_proof::check(&proof, exporter) {
                    Ok(certificates) => certificates,
                    Err(error) => {
                        tracing::info!(address = %helper.address, %error, "a helper's key was not shown");
                        return Ok(None);
                    }
                };
                let (may_offer, key) = (Arc::clone(&hall.around.may_offer), certificates.clone());
                let name = may_wait(move || may_offer.known(&key)).await.flatten();
                return Ok(name.map(|name| Known { name, certificates }));
            }
            Some(_) => {}
            None => break,
        }
    }
    Err(too_many())
}

async fn check(
    helper: &Helper,
    hall: &Hall,
    blob: &str,
    exporter: Option<&[u8; 32]>,
) -> Result<(ExpertBlob, Arc<Invitation>), Refusal> {
    let registry = &hall.registry;
    let invitation = match registry.find(helper.client.ticket_id.as_str()) {
        Found::Invitation(invitation) => invitation,
        Found::No(refusal) => return Err(refusal),
    };
    // Whoever comes without TLS to an invitation that does not allow it learns nothing.
    let rules = hall.around.rules();
    if helper.transport == Transport::Bare && !(invitation.older_windows && rules.older_encryption) {
        return Err(Refusal::Unknown);
    }
    let Ok(blob) = ExpertBlob::parse(blob) else {
        tracing::info!(address = %helper.address, "an unreadable proof");
        return Err(Refusal::WrongPassword);
    };
    let fresh = match (helper.transport, exporter) {
        (Transport::LifelineTls, Some(exporter)) => invitation.fresh_proof_holds(exporter, blob.proof.as_ref()).await,
        (Transport::LifelineTls, None) => false,
        (Transport::Tls | Transport::Bare, _) => true,
    };
    let right = invitation.static_proof_holds(&blob.pass) && fresh;
    let tries_left = match registry.settle(&invitation.id, right).await {
        Tried::Right => return Ok((blob, invitation)),
        Tried::Wrong { left } => left,
        Tried::Ended(refusal) => return Err(refusal),
    };
    let id = InvitationId(invitation.id.as_str().to_owned());
    let around = &hall.around;
    let ticket = invitation.id.short();
    around.note(Kind::WrongPassword, &blob.name, Some(helper.address), ticket, "");
    around.events.send(Event::TryFailed {
        id: id.clone(),
        address: helper.address,
        tries_left,
    });
    if tries_left == 0 {
        around.note(Kind::ClosedAfterFailedTries, "", None, ticket, "");
        around.events.send(Event::Closed(id));
        around.changed.notify_one();
    }
    Err(Refusal::WrongPassword)
}
