//! From a TCP connection to a proved helper: nothing is asked of the novice, and nothing told of this computer, before that.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{Mutex, Semaphore, mpsc};
use tokio::time::timeout;
use zeroize::Zeroizing;

use super::graphics::Graphics;
use super::helped::{self, Helper, PROBE, ToHelped};
use super::offer::{self, Offered, Offers};
use super::pictures::{self, Desktop};
use super::registry::{Found, Invitation, Registry, Tried};
use super::{Event, InvitationId};
use crate::invitation::{ExpertBlob, unsolicited_name};
use crate::journal::Kind;
use crate::net::addresses;
use crate::net::frames::Frames;
use crate::net::helper::HelperCertificates;
use crate::net::key_proof;
use crate::net::link::{self, LinkError, Order, ReadHalf, Running, WriteHalf};
use crate::net::listener::Place;
use crate::net::race::Stream;
use crate::net::tls;
use crate::rdp::accept::{Accept, AcceptSettings, Accepted, Next, first_length, negotiate};
use crate::rdp::channels::remdesk;
use crate::rdp::novice::{NoviceReader, NoviceWriter};
use crate::rdp::{FromExpert, Pointer, Random32, RdpError, ToExpert, Transport};
use crate::screen::{Economy, ScreenSize};
use crate::session::door::{self, Rights, Verdict};
use crate::session::ends::{self, Farewell, Refusal};
use crate::session::{OFFER_ID, session_number};

/// The first message comes with the connection; scanners often send none.
const FIRST_MESSAGE: Duration = Duration::from_secs(10);
/// Two round trips and a signature: a line so bad that packets are sent three times over still has it done.
const TLS_PATIENCE: Duration = Duration::from_secs(20);
/// FreeRDP asks its user about an unknown certificate between TLS and MCS: a minute to answer.
const ACTIVATION_PATIENCE: Duration = Duration::from_secs(75);
/// From activation to the proof: the helper has typed the password by then, but an old computer takes seconds for the slow hash of it.
const PROOF_PATIENCE: Duration = Duration::from_secs(30);
/// Messages before the proof: a few dozen of the activation, and as much as a mouse over a window does in [`PROOF_PATIENCE`].
const UNPROVED_MESSAGES: usize = 8192;
/// Until the connection is cut: a helper's program reads why, and leaves by itself, within a round trip or two.
const FAREWELL: Duration = Duration::from_secs(2);
/// What a refused helper may still have sent: nothing, if they are a Lifeline.
const LAST_BYTES: u64 = 4096;
/// How long a dead session may take to leave the slot: its farewell, and a second for a busy computer.
const LEAVE: Duration = Duration::from_secs(3);

/// The slot of the one helped session. It is taken by a right proof, never by a connection.
pub(super) struct Slot {
    held: Mutex<Option<mpsc::Sender<ToHelped>>>,
    /// One claim at a time. `held` is never locked while its holder is probed: the novice's commands go through it.
    claims: Mutex<()>,
    /// Those who proved themselves, and wait for a claim or are told that it came to nothing.
    claimants: Semaphore,
    questions: Mutex<u64>,
}

/// Proved helpers that may wait for the slot at a time: more than ever hold one invitation. Strangers cannot push them out; the
/// ones beyond are treated as strangers.
const CLAIMANTS: usize = 8;

impl Default for Slot {
    fn default() -> Self {
        Self {
            held: Mutex::default(),
            claims: Mutex::default(),
            claimants: Semaphore::new(CLAIMANTS),
            questions: Mutex::default(),
        }
    }
}

/// Commands and probes for a session that wait: it answers each within a moment.
const INBOX: usize = 64;

impl Slot {
    /// Takes the slot; if somebody holds it, only after they failed to show that they live.
    async fn claim(&self) -> Option<mpsc::Receiver<ToHelped>> {
        let _turn = self.claims.lock().await;
        let holder = self.held.lock().await.clone();
        if let Some(holder) = holder.filter(|holder| !holder.is_closed()) {
            let (answer, lives) = tokio::sync::oneshot::channel();
            if holder.send(ToHelped::Probe(answer)).await.is_ok() {
                // An answer that never comes is that of a session which has just ended.
                let lives = timeout(PROBE * 2, lives).await.is_ok_and(|lives| lives == Ok(true));
                if lives && !holder.is_closed() {
                    return None;
                }
                let _ = holder.send(ToHelped::Replace).await;
                if timeout(LEAVE, holder.closed()).await.is_err() {
                    return None;
                }
            }
        }
        let (sender, inbox) = mpsc::channel(INBOX);
        *self.held.lock().await = Some(sender);
        Some(inbox)
    }

    /// Whether somebody holds it, as far as is known without asking them.
    pub async fn is_taken(&self) -> bool {
        let held = self.held.lock().await;
        held.as_ref().is_some_and(|holder| !holder.is_closed())
    }

    /// Hands a command to the session, if there is one.
    pub async fn send(&self, message: ToHelped) {
        let holder = self.held.lock().await.clone();
        if let Some(holder) = holder {
            // A session that has just ended has nothing to be told.
            let _ = holder.send(message).await;
        }
    }

    /// Ends the session, if there is one, and waits for its farewell.
    pub async fn quit(&self) {
        let holder = self.held.lock().await.clone();
        if let Some(holder) = holder
            && holder.send(ToHelped::Quit).await.is_ok()
        {
            let _ = timeout(LEAVE, holder.closed()).await;
        }
    }
}

/// What every arrival shares.
pub(super) struct Hall {
    pub registry: Arc<Registry>,
    pub slot: Arc<Slot>,
    pub offers: Arc<Offers>,
    pub around: super::Around,
}

/// How a connection came to be.
pub(super) enum Way {
    /// The helper connected to this computer.
    In,
    /// This computer connected to the helper, for their reply; told when they have proved themselves.
    Out(mpsc::Sender<()>),
}

/// How somebody came to this door.
enum Coming {
    /// By an invitation, still to be proved; between two Lifelines bound to this exporter.
    Invited(Option<Zeroizing<[u8; 32]>>),
    /// Unasked, and allowed to.
    Offered(Offered),
}

/// Serves one connection to its end.
pub(super) async fn serve(stream: TcpStream, address: SocketAddr, hall: Arc<Hall>, way: Way, place: Place) {
    match arrive(stream, address, &hall, &way, &place).await {
        Ok(Some(helper)) => {
            if let Way::Out(proved) = way {
                // Whoever dialled may have given up by now.
                let _ = proved.try_send(());
            }
            // Before the place is left, so that there is a bound on those who have proved themselves, too.
            let Ok(claimant) = hall.slot.claimants.try_acquire() else {
                turn_away(helper, Refusal::AlreadyHelped).await;
                return;
            };
            drop(place);
            let Some(inbox) = hall.slot.claim().await else {
                turn_away(helper, Refusal::AlreadyHelped).await;
                return;
            };
            drop(claimant);
            send(
                &helper.orders,
                ToExpert::Remdesk(remdesk::Message::Result(ends::result::NO_ERROR)),
            );
            let around = &hall.around;
            // A session that is still saying farewell has the first word.
            let mut questions = hall.slot.questions.lock().await;
            around.events.send(Event::Connected { address });
            *questions = helped::run(helper, around.clone(), *questions, inbox).await;
        }
        Ok(None) => {}
        Err(error) => tracing::info!(%address, %error, "a connection came to nothing"),
    }
}

async fn arrive(
    stream: TcpStream,
    address: SocketAddr,
    hall: &Hall,
    way: &Way,
    place: &Place,
) -> Result<Option<Helper>, LinkError> {
    let registry = &hall.registry;
    let rules = hall.around.rules();
    if rules.internal_only && !addresses::is_internal(address.ip()) {
        hall.around.note(
            Kind::StrangerForbidden,
            "",
            Some(address),
            "",
            "not an internal address",
        );
        return Ok(None);
    }
    let socket = socket2::SockRef::from(&stream).try_clone()?;
    let mut stream = stream;
    let first = timeout(FIRST_MESSAGE, read_first(&mut stream))
        .await
        .map_err(|_| LinkError::TooSlow)??;
    let allows_bare = rules.older_encryption && registry.allows_bare() && matches!(way, Way::In);
    let negotiated = negotiate(&first, allows_bare)?;
    place.got_on();
    stream.write_all(&negotiated.answer).await?;
    let (stream, transport, coming): (Box<dyn Stream>, _, _) = match negotiated.next {
        Next::Close => return Ok(None),
        Next::Bare => (Box::new(stream), Transport::Bare, Coming::Invited(None)),
        Next::Tls => {
            let accepted = timeout(TLS_PATIENCE, async {
                let greeted = tls::greeted(stream).await?;
                place.got_on();
                greeted.accept(&registry.identity).await
            });
            let mut accepted = accepted.await.map_err(|_| LinkError::TooSlow)??;
            // Replies are Lifeline's own: whoever answers there speaks its protocol, or is somebody else.
            if matches!(way, Way::Out(_)) && accepted.transport != Transport::LifelineTls {
                return Ok(None);
            }
            let exporter = match accepted.transport {
                Transport::LifelineTls => Some(accepted.exporter(&[])?),
                Transport::Tls | Transport::Bare => None,
            };
            let coming = match (&accepted.helper, exporter) {
                (Some(certificates), Some(exporter)) => {
                    place.got_on();
                    match offer::receive(&mut accepted.stream, certificates, &exporter, address, hall).await? {
                        Some(offered) => Coming::Offered(offered),
                        None => return farewell(accepted.stream).await,
                    }
                }
                (_, exporter) => Coming::Invited(exporter),
            };
            (Box::new(accepted.stream), accepted.transport, coming)
        }
    };
    place.got_on();
    let machine = Accept::new(AcceptSettings {
        transport,
        requested_protocols: negotiated.requested,
        key: Arc::clone(&registry.key),
        server_random: random()?,
        fallback_random: random()?,
    });
    let (read, mut write) = tokio::io::split(stream);
    let mut frames = Frames::new(read);
    let accepted = timeout(ACTIVATION_PATIENCE, activate(machine, &mut frames, &mut write, place));
    let Accepted { reader, writer, client } = accepted.await.map_err(|_| LinkError::TooSlow)??;
    let desktop = Desktop::new(ScreenSize {
        width: client.width,
        height: client.height,
    });
    let graphics = Graphics::new(client.graphics);
    let writer = SizedWriter {
        writer,
        desktop: desktop.clone(),
        graphics: graphics.clone(),
    };
    let (orders, queue) = mpsc::channel(link::ORDER_QUEUE);
    let (sender, messages) = mpsc::channel(link::READ_QUEUE);
    let mut helper = Helper {
        address,
        name: String::new(),
        claimed: None,
        offered: false,
        key: None,
        transport,
        ticket: String::new(),
        session: String::new(),
        view_only: true,
        economy: Economy::default(),
        orders,
        messages,
        reader: Running::spawn(link::read_loop(frames, reader, sender)),
        writer: Running::spawn(link::write_loop(write, writer, queue)),
        client,
        desktop,
        graphics,
        socket,
    };
    for message in pictures::plain(helper.desktop.size(), &helper.client) {
        send(&helper.orders, message);
    }
    let proved = timeout(PROOF_PATIENCE, prove(&mut helper, hall, &coming));
    match proved.await.map_err(|_| LinkError::TooSlow)?? {
        Ok(Proved::Invited {
            claimed,
            known,
            invitation,
        }) => {
            match known {
                Some(known) => helper.is_known(known, claimed),
                None => helper.name = claimed,
            }
            helper.ticket = invitation.id.short().to_owned();
            let exporter = match &coming {
                Coming::Invited(exporter) => exporter.as_deref(),
                Coming::Offered(_) => None,
            };
            helper.session = session_number(invitation.id.as_str(), exporter);
            helper.view_only = invitation.view_only;
            helper.economy = invitation.economy;
            Ok(Some(helper))
        }
        Ok(Proved::Offered { offered, claimed }) => {
            helper.view_only = offered.view_only;
            helper.session = session_number(OFFER_ID, Some(&offered.exporter));
            helper.offered = true;
            let known = Known {
                name: offered.name,
                certificates: offered.certificates,
            };
            helper.is_known(known, claimed);
            Ok(Some(helper))
        }
        Err(refusal) => {
            turn_away(helper, refusal).await;
            Ok(None)
        }
    }
}

/// Lets a refused helper read why before the connection is gone.
async fn farewell(mut stream: impl AsyncRead + AsyncWrite + Unpin) -> Result<Option<Helper>, LinkError> {
    let gone = timeout(FAREWELL, async {
        stream.shutdown().await?;
        // What they still had on the way would reset the connection, and the answer with it.
        tokio::io::copy(&mut (&mut stream).take(LAST_BYTES), &mut tokio::io::sink()).await
    });
    let _ = gone.await;
    Ok(None)
}

async fn read_first(stream: &mut TcpStream) -> Result<Vec<u8>, LinkError> {
    let mut first = Vec::new();
    loop {
        let missing = match first_length(&first)? {
            Some(length) if length <= first.len() => return Ok(first),
            Some(length) => length - first.len(),
            // Byte by byte until the length is known: what follows the first message belongs to TLS.
            None => 1,
        };
        let mut limited = stream.take(missing as u64);
        if limited.read_buf(&mut first).await? == 0 {
            return Err(LinkError::CutOff);
        }
    }
}

fn random() -> Result<Random32, LinkError> {
    let mut random = [0; 32];
    getrandom::fill(&mut random).map_err(|error| std::io::Error::other(error.to_string()))?;
    Ok(Random32(random))
}

async fn activate<R, W>(
    mut machine: Accept,
    frames: &mut Frames<R>,
    write: &mut W,
    place: &Place,
) -> Result<Accepted, LinkError>
where
    R: AsyncRead + Unpin,
    W: AsyncWrite + Unpin,
{
    let mut out = Vec::new();
    loop {
        let frame = frames.next().await?.ok_or(LinkError::CutOff)?;
        // The machine's private key operation takes about a millisecond: not worth another thread.
        let accepted = machine.step(frame, &mut rsa::rand_core::OsRng, &mut out)?;
        place.got_on();
        write.write_all(&out).await?;
        write.flush().await?;
        out.clear();
        if let Some(accepted) = accepted {
            return Ok(accepted);
        }
    }
}

type Proof = Result<Proved, Refusal>;

enum Proved {
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
struct Known {
    name: String,
    certificates: HelperCertificates,
}

impl Helper {
    fn is_known(&mut self, known: Known, claimed: String) {
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
                FromExpert::Reply(answer) => send(&self.orders, answer),
                FromExpert::Activated => order(&self.orders, Order::Activated),
                message => return Ok(Some(message)),
            }
        }
        Ok(None)
    }
}

/// [MS-RA] 3.6.5, version 2, up to the check of the password, and of the key where the rules want one.
async fn prove(helper: &mut Helper, hall: &Hall, coming: &Coming) -> Result<Proof, LinkError> {
    if !helper.client.has_remdesk {
        return Err(RdpError::Incompatible("no Remote Assistance client: it did not join remdesk".to_owned()).into());
    }
    send(&helper.orders, ToExpert::Remdesk(remdesk::Message::ServerAnnounce));
    send(
        &helper.orders,
        ToExpert::Remdesk(remdesk::Message::VersionInfo { major: 1, minor: 2 }),
    );
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
    RdpError::Misbehaved("many messages and no proof".to_owned()).into()
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
                .note(Kind::StrangerForbidden, &blob.name, address, ticket, why);
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
    send(&helper.orders, ToExpert::Remdesk(remdesk::Message::AskForKey));
    for _ in 0..UNPROVED_MESSAGES {
        match helper.next_unproved().await? {
            Some(FromExpert::Remdesk(remdesk::Message::KeyProof(proof))) => {
                let known = key_proof::check(&proof, exporter).map(|certificates| {
                    let name = hall.around.may_offer.known(&certificates)?;
                    Some(Known { name, certificates })
                });
                return Ok(known.unwrap_or_else(|error| {
                    tracing::info!(address = %helper.address, %error, "a helper's key was not shown");
                    None
                }));
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
    let tries_left = match registry.settle(&invitation.id, right) {
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

/// Says why, and closes.
async fn turn_away(helper: Helper, refusal: Refusal) {
    tracing::info!(address = %helper.address, ?refusal, "turned away");
    say(&helper.orders, refusal.farewell());
    let Helper { writer, socket, .. } = helper;
    if timeout(FAREWELL, writer).await.is_err() {
        let _ = socket.shutdown(std::net::Shutdown::Both);
    }
}

/// RESULT, DISCONNECT, Set Error Info, MCS Disconnect Provider Ultimatum; what does not fit into the queue of a peer that does
/// not read is not said.
pub(super) fn say(orders: &mpsc::Sender<Order<ToExpert>>, farewell: Farewell) {
    if let Some(code) = farewell.result {
        send(orders, ToExpert::Remdesk(remdesk::Message::Result(code)));
    }
    send(orders, ToExpert::Remdesk(remdesk::Message::Disconnect));
    send(orders, ToExpert::ErrorInfo(farewell.error_info));
    send(orders, ToExpert::Disconnect);
    order(orders, Order::Close);
}

fn send(orders: &mpsc::Sender<Order<ToExpert>>, message: ToExpert) {
    order(orders, Order::Send(message));
}

fn order(orders: &mpsc::Sender<Order<ToExpert>>, order: Order<ToExpert>) {
    if orders.try_send(order).is_err() {
        tracing::debug!("the peer takes no more messages");
    }
}

impl ReadHalf for NoviceReader {
    type Message = FromExpert;

    fn read(&mut self, frame: &mut [u8], out: &mut Vec<FromExpert>) -> Result<(), RdpError> {
        Self::read(self, frame, out)
    }
}

/// The writer of the wire, which keeps the size that the client's desktop has been given, and how much has been drawn: of what is
/// dropped before it is written nobody else would know.
struct SizedWriter {
    writer: NoviceWriter,
    desktop: Desktop,
    graphics: Graphics,
}

impl WriteHalf for SizedWriter {
    type Message = ToExpert;

    fn write(&mut self, message: &ToExpert, out: &mut Vec<u8>) -> Result<(), RdpError> {
        if let ToExpert::Resize { width, height } | ToExpert::ResetGraphics { width, height } = *message {
            self.desktop.set(ScreenSize { width, height });
        }
        let before = out.len();
        match (self.writer.write(message, out), message) {
            (Ok(()), ToExpert::ResetGraphics { .. } | ToExpert::Draw(_)) => {
                self.graphics.written(message, out.len().saturating_sub(before));
                Ok(())
            }
            // The client takes no shape of this size: any pointer is better than the last one.
            (Err(RdpError::Unsendable(_)), ToExpert::Pointer(Pointer::Shape { .. })) => {
                self.writer.write(&ToExpert::Pointer(Pointer::Default), out)
            }
            // A client without the channel is told by other means, or not; nothing was written, and the session goes on.
            (Err(RdpError::Unsendable(why)), ToExpert::Encomsp(_)) => {
                tracing::debug!(why, "not said to this client");
                Ok(())
            }
            (written, _) => written,
        }
    }

    fn holds_after(message: &ToExpert) -> bool {
        matches!(message, ToExpert::Resize { .. })
    }

    /// Between Deactivate All and the client's Font List any channel message would disconnect FreeRDP.
    fn passes_hold(message: &ToExpert) -> bool {
        matches!(
            message,
            ToExpert::Synchronize
                | ToExpert::Cooperate
                | ToExpert::GrantControl
                | ToExpert::FontMap
                | ToExpert::ErrorInfo(_)
                | ToExpert::Disconnect
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::novice::Command;

    #[tokio::test(start_paused = true)]
    async fn commands_reach_a_session_while_it_is_probed() {
        let slot = Arc::new(Slot::default());
        let mut holder = slot.claim().await.unwrap();
        let newcomer = tokio::spawn({
            let slot = Arc::clone(&slot);
            async move { slot.claim().await.is_some() }
        });
        let Some(ToHelped::Probe(answer)) = holder.recv().await else {
            panic!("the holder is asked whether it lives")
        };
        let sent = timeout(
            Duration::from_millis(1),
            slot.send(ToHelped::Command(Command::TakeBack)),
        );
        assert!(sent.await.is_ok(), "the novice need not wait for the end of the probe");
        assert!(matches!(
            holder.recv().await,
            Some(ToHelped::Command(Command::TakeBack))
        ));
        answer.send(true).unwrap();
        assert!(!newcomer.await.unwrap(), "the slot is not given away");
    }
}
