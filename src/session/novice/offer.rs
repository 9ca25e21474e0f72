//! The novice's side of an offer, from the helper's certificate to RDP: who may come in, and whose computer this is.
//!
//! Whoever may not come in gets the same answer, whether offers are off or this helper is not listed. They have seen
//! nothing but the listener's certificate, which is made anew with each listener and so identifies no computer.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::oneshot;
use tokio::time::timeout;
use zeroize::Zeroizing;

use super::clock::instant;
use super::event::Event;
use super::hall::Hall;
use super::may_wait::may_wait;
use super::question::{Compare, CompareId};
use super::visits::{Visit, Visitor};
use crate::asking::Asking;
use crate::journal::{BUSY, Entry, Kind, Share};
use crate::net::error::LinkError;
use crate::net::helper::HelperCertificates;
use crate::net::offer::{self, HostKey, OfferMessage};
use crate::policy::HelperKey;
use crate::rdp::{Misbehaved, RdpError, Structure};
use crate::session::COMPARE_TIMEOUT;
use crate::trust::{Identity, IdentityFile, words};
use crate::vocabulary::Cause;

/// From the welcome to the helper's word that they know this computer, or do not: no person is asked for it.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(20);

/// Who comes in unasked, from this connection.
#[derive(Debug, Clone)]
pub(super) struct Offered {
    pub name: String,
    pub view_only: bool,
    pub certificates: HelperCertificates,
    pub exporter: Zeroizing<[u8; 32]>,
}

/// What stands on the novice's screen while words are compared; it goes with this.
struct ShownWords<'a> {
    hall: &'a Hall,
    id: CompareId,
    _asking: Asking,
}

impl Drop for ShownWords<'_> {
    fn drop(&mut self) {
        let offers = &self.hall.offers;
        let mut comparing = offers.comparing.lock().unwrap_or_else(PoisonError::into_inner);
        comparing.remove(&self.id);
        self.hall.around.events.send(Event::CompareClosed(self.id));
    }
}

/// Answers an offer, up to where RDP begins; `None` after a refusal.
pub(super) async fn receive<S>(
    stream: &mut S,
    helper: &HelperCertificates,
    exporter: &[u8; 32],
    address: SocketAddr,
    hall: &Hall,
) -> Result<Option<(Offered, Option<Visit>)>, LinkError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let public_key = helper.public_key().map_err(|error| {
        tracing::debug!(%error, "a helper's certificate cannot be read");
        RdpError::from(Misbehaved::Undecodable(Structure::HelperCertificate))
    })?;
    let around = &hall.around;
    let (may_offer, key) = (Arc::clone(&around.may_offer), helper.clone());
    let Some(admitted) = may_wait(move || may_offer.judge(&key)).await.flatten() else {
        if hall.offers.may_tell() {
            let key = HelperKey::of_public_key(&public_key).to_string();
            around.note(Entry::now(Kind::OfferRefused).address(address).detail(key));
            around.events.send(Event::OfferRefused { address });
        }
        offer::send(stream, &OfferMessage::Refused).await?;
        return Ok(None);
    };
    let visit = |kind| Entry::now(kind).claimed(&admitted.name).address(address);
    if hall.slot.is_taken() {
        let entry = visit(Kind::OfferRefused).detail(BUSY);
        around.record(Share::Visits, entry);
        offer::send(stream, &OfferMessage::Busy).await?;
        return Ok(None);
    }
    let visitor = Visitor::of_key(&public_key);
    if let Some(too_soon) = hall.slot.visits.too_soon(&visitor) {
        around.record(Share::Visits, visit(Kind::TooSoon));
        offer::send(stream, &OfferMessage::Later(too_soon.seconds)).await?;
        return Ok(None);
    }
    let state_dir = around.state_dir.clone();
    let host = may_wait(move || host_key(&state_dir))
        .await
        .ok_or(LinkError::TooSlow)??;
    let welcome = host.welcome(exporter, &public_key, hall.registry.key.kh2_sha256())?;
    let words = words(exporter, &welcome.host_key, &public_key);
    offer::send(stream, &OfferMessage::Welcome(welcome)).await?;
    let knows = timeout(ANSWER_TIMEOUT, offer::receive(stream)).await;
    let offered = Offered {
        name: admitted.name,
        view_only: admitted.view_only,
        certificates: helper.clone(),
        exporter: Zeroizing::new(*exporter),
    };
    match knows.map_err(|_| LinkError::TooSlow)?? {
        OfferMessage::GoOn => Ok(Some((offered, None))),
        OfferMessage::Compare => {
            // From here on the person is asked something, so it is a visit.
            let visit = match hall.slot.visits.begin(vec![visitor]) {
                Ok(visit) => visit,
                Err(too_soon) => {
                    offer::send(stream, &OfferMessage::Later(too_soon.seconds)).await?;
                    return Ok(None);
                }
            };
            let compared = compare(stream, &offered.name, words.map(str::to_owned).into(), address, hall).await?;
            Ok(compared.then_some((offered, Some(visit))))
        }
        _ => Err(nonsense()),
    }
}

/// False where the person declined.
async fn compare<S>(
    stream: &mut S,
    name: &str,
    words: Vec<String>,
    address: SocketAddr,
    hall: &Hall,
) -> Result<bool, LinkError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let id = CompareId(hall.offers.numbers.fetch_add(1, Ordering::Relaxed));
    let (decline, declined) = oneshot::channel();
    let alone = {
        let mut comparing = hall.offers.comparing.lock().unwrap_or_else(PoisonError::into_inner);
        let alone = comparing.is_empty();
        if alone {
            comparing.insert(id, decline);
        }
        alone
    };
    // A person compares the words of one helper at a time: more would only hide each other.
    if !alone {
        offer::send(stream, &OfferMessage::Busy).await?;
        return Ok(false);
    }
    let _shown = ShownWords {
        hall,
        id,
        _asking: Asking::begin(),
    };
    hall.around.events.send(Event::Compare(Compare {
        id,
        name: name.to_owned(),
        address,
        words,
        asked: instant(),
        seconds: u32::try_from(COMPARE_TIMEOUT.as_secs()).unwrap_or(u32::MAX),
    }));
    let answer = tokio::select! {
        answer = offer::receive(stream) => Some(answer?),
        _ = declined => None,
        () = tokio::time::sleep(COMPARE_TIMEOUT) => return Err(LinkError::TooSlow),
    };
    match answer {
        Some(OfferMessage::Compared) => Ok(true),
        Some(_) => Err(nonsense()),
        None => {
            let entry = Entry::now(Kind::ViewRefused).claimed(name).address(address);
            hall.around
                .record(Share::Visits, entry.detail("while the words were compared"));
            offer::send(stream, &OfferMessage::Declined).await?;
            Ok(false)
        }
    }
}

fn nonsense() -> LinkError {
    RdpError::from(Misbehaved::OutOfOrder(Structure::Offer)).into()
}

/// The key by which helpers know this computer again; made at the first offer.
fn host_key(state_dir: &Path) -> Result<HostKey, LinkError> {
    let unusable = |error: Cause| LinkError::Io(std::io::Error::other(error));
    let make = || {
        let key = HostKey::generate()?;
        Ok(Identity {
            key,
            certificates: Vec::new(),
        })
    };
    let identity = IdentityFile::host(state_dir).load_or_make(make);
    let identity = identity.map_err(|error| unusable(error.into()))?;
    HostKey::from_pkcs8(&identity.key).map_err(|error| unusable(error.into()))
}
