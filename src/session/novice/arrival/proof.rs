//! How a helper proves themselves: by ID and password, and by a key where the rules want one.

use std::sync::Arc;

use zeroize::Zeroizing;

use crate::invitation::{ExpertBlob, unsolicited_name};
use crate::journal::{Entry, Kind, NOT_OFFICIAL, Share};
use crate::net::error::LinkError;
use crate::net::helper::HelperCertificates;
use crate::net::key_proof;
use crate::rdp::channels::remdesk;
use crate::rdp::{FromExpert, Incompatible, RdpError, Structure, ToExpert, Transport};
use crate::session::ends::Refusal;
use crate::session::novice::connection::{Connection, UNPROVED_MESSAGES};
use crate::session::novice::event::Event;
use crate::session::novice::hall::Hall;
use crate::session::novice::helper::{By, Helper};
use crate::session::novice::invitation::InvitationId;
use crate::session::novice::may_wait::may_wait;
use crate::session::novice::offer::Offered;
use crate::session::novice::registry::{FoundInvitation, Invitation, Tried};
use crate::session::novice::visits::Visit;
use crate::session::{OFFER_ID, session_number};
use crate::vocabulary::Economy;

/// How somebody came to this door.
pub(super) enum Coming {
    /// By an invitation, still to be proved; between two Lifelines bound to this exporter.
    Invited(Option<Zeroizing<[u8; 32]>>),
    /// Unasked, and allowed to.
    Offered(Offered),
}

pub(super) type Proof = Result<Proved, Refusal>;

pub(super) enum Proved {
    /// By ID and password; and, where the rules want it, by a key.
    Invited {
        claimed: String,
        known: Option<KnownKey>,
        invitation: Arc<Invitation>,
        /// The number of the session.
        session: String,
    },
    /// By a key, before RDP began.
    Offered { offered: Offered, claimed: String },
}

/// A key that was proved and is known here, with the name that it has.
pub(super) struct KnownKey {
    name: String,
    certificates: HelperCertificates,
}

/// The name that a key has here and, where it is another, the one that its holder claims.
fn names(known: String, claimed: String) -> (String, Option<String>) {
    let claimed = Some(claimed).filter(|claimed| !claimed.is_empty() && *claimed != known);
    (known, claimed)
}

impl Proved {
    /// Who is asked about.
    pub fn helper(self, connection: Connection, visit: Option<Visit>) -> Helper {
        match self {
            Self::Invited {
                claimed,
                known,
                invitation,
                session,
            } => {
                let (key, (name, claimed)) = match known {
                    Some(KnownKey { name, certificates }) => (Some(certificates), names(name, claimed)),
                    None => (None, (claimed, None)),
                };
                let ticket = invitation.id.short().to_owned();
                Helper {
                    connection,
                    by: By::Invitation { ticket, key },
                    name,
                    claimed,
                    session,
                    view_only: invitation.view_only,
                    economy: invitation.economy,
                    visit,
                }
            }
            Self::Offered { offered, claimed } => {
                let session = session_number(OFFER_ID, Some(&offered.exporter));
                let (name, claimed) = names(offered.name, claimed);
                Helper {
                    connection,
                    by: By::Offer {
                        key: offered.certificates,
                    },
                    name,
                    claimed,
                    session,
                    view_only: offered.view_only,
                    economy: Economy::default(),
                    visit,
                }
            }
        }
    }
}

/// [MS-RA] 3.6.5, version 2, up to the check of the password, and of the key where the rules want one.
pub(super) async fn prove(connection: &mut Connection, hall: &Hall, coming: &Coming) -> Result<Proof, LinkError> {
    if !connection.client.has_remdesk {
        return Err(RdpError::from(Incompatible::NoAssistanceClient).into());
    }
    connection.send(ToExpert::Remdesk(remdesk::Message::ServerAnnounce))?;
    connection.send(ToExpert::Remdesk(remdesk::Message::VersionInfo { major: 1, minor: 2 }))?;
    for _ in 0..UNPROVED_MESSAGES {
        match connection.next_unproved().await? {
            Some(FromExpert::Remdesk(remdesk::Message::Authenticate { .. })) => return Ok(Err(Refusal::OldVersion)),
            Some(FromExpert::Remdesk(remdesk::Message::VerifyPassword { expert_blob })) => {
                return match coming {
                    Coming::Invited(exporter) => invited(connection, hall, &expert_blob, exporter.as_deref()).await,
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
    connection: &mut Connection,
    hall: &Hall,
    blob: &str,
    exporter: Option<&[u8; 32]>,
) -> Result<Proof, LinkError> {
    let (blob, invitation) = match check(connection, hall, blob, exporter).await {
        Ok(right) => right,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let mut known = None;
    // The key is asked for after the password, so that strangers learn nothing of the rules, and only if the rules want
    // one: no helper shows a key unasked.
    if hall.around.rules().official_helpers_only {
        known = match exporter.filter(|_| blob.keys) {
            Some(exporter) => known_key(connection, hall, exporter).await?,
            None => None,
        };
        if known.is_none() {
            let entry = Entry::now(Kind::StrangerForbidden)
                .claimed(&blob.name)
                .detail(NOT_OFFICIAL);
            let entry = entry.address(connection.address).ticket(invitation.id.short());
            hall.around.record(Share::Visits, entry);
            return Ok(Err(Refusal::Forbidden));
        }
    }
    Ok(Ok(Proved::Invited {
        claimed: blob.name,
        known,
        session: session_number(invitation.id.as_str(), exporter),
        invitation,
    }))
}

/// Asks for the helper's key; `None` where there is none, it is not proved on this connection, or not known here.
async fn known_key(
    connection: &mut Connection,
    hall: &Hall,
    exporter: &[u8; 32],
) -> Result<Option<KnownKey>, LinkError> {
    connection.send(ToExpert::Remdesk(remdesk::Message::AskForKey))?;
    for _ in 0..UNPROVED_MESSAGES {
        match connection.next_unproved().await? {
            Some(FromExpert::Remdesk(remdesk::Message::KeyProof(proof))) => {
                let certificates = match key_proof::check(&proof, exporter) {
                    Ok(certificates) => certificates,
                    Err(error) => {
                        tracing::info!(address = %connection.address, %error, "a helper's key was not shown");
                        return Ok(None);
                    }
                };
                let (may_offer, key) = (Arc::clone(&hall.around.may_offer), certificates.clone());
                let name = may_wait(move || may_offer.known(&key)).await.flatten();
                return Ok(name.map(|name| KnownKey { name, certificates }));
            }
            Some(_) => {}
            None => break,
        }
    }
    Err(too_many())
}

async fn check(
    connection: &Connection,
    hall: &Hall,
    blob: &str,
    exporter: Option<&[u8; 32]>,
) -> Result<(ExpertBlob, Arc<Invitation>), Refusal> {
    let registry = &hall.registry;
    let invitation = match registry.find(connection.client.ticket_id.as_str()) {
        FoundInvitation::Invitation(invitation) => invitation,
        FoundInvitation::No(refusal) => return Err(refusal),
    };
    // Whoever comes without TLS to an invitation that does not allow it learns nothing.
    let rules = hall.around.rules();
    if connection.transport == Transport::Bare && !(invitation.older_windows && rules.older_encryption) {
        return Err(Refusal::Unknown);
    }
    let Ok(blob) = ExpertBlob::parse(blob) else {
        tracing::info!(address = %connection.address, "an unreadable proof");
        return Err(Refusal::WrongPassword);
    };
    let fresh = match (connection.transport, exporter) {
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
    let entry = Entry::now(Kind::WrongPassword).claimed(&blob.name);
    around.note(entry.address(connection.address).ticket(ticket));
    around.events.send(Event::TryFailed {
        id: id.clone(),
        address: connection.address,
        tries_left,
    });
    if tries_left == 0 {
        around.note(Entry::now(Kind::ClosedAfterFailedTries).ticket(ticket));
        around.events.send(Event::Closed(id));
        around.changed.notify_one();
    }
    Err(Refusal::WrongPassword)
}
