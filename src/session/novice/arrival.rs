//! From a TCP connection to a proved helper: nothing is asked of the novice, and nothing told of this computer, before
//! that.

mod proof;
mod wire;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::timeout;

use self::proof::{Coming, prove};
use self::wire::SizedWriter;
use super::connection::{Connection, FAREWELL};
use super::ends::SessionEnd;
use super::event::Event;
use super::graphics::GraphicsChannel;
use super::hall::Hall;
use super::helped;
use super::helper::Helper;
use super::offer;
use super::pictures::ClientDesktop;
use super::visits::Visit;
use crate::journal::{Entry, Kind, NOT_INTERNAL, Share};
use crate::net::addresses;
use crate::net::error::LinkError;
use crate::net::frames::Frames;
use crate::net::link::{self, Running};
use crate::net::listener::DoorstepPlace;
use crate::net::race::RacedStream;
use crate::net::tls;
use crate::rdp::channels::remdesk;
use crate::rdp::novice::accept::{Accept, AcceptSettings, Accepted, AfterAnswer, first_length, negotiate};
use crate::rdp::{Random32, ToExpert, Transport};
use crate::session::ends::{self, Refusal};
use crate::vocabulary::Size;

/// The first message comes with the connection; scanners often send none.
const FIRST_MESSAGE: Duration = Duration::from_secs(10);
/// Two round trips and a signature: a line so bad that packets are sent three times over still has it done.
const TLS_TIMEOUT: Duration = Duration::from_secs(20);
/// FreeRDP asks its user about an unknown certificate between TLS and MCS: a minute to answer.
const ACTIVATION_TIMEOUT: Duration = Duration::from_secs(75);
/// From activation to the proof: the helper has typed the password by then, but an old computer takes seconds for the
/// slow hash of it.
const PROOF_TIMEOUT: Duration = Duration::from_secs(30);
/// What a refused helper may still have sent: nothing, if they are a Lifeline.
const LAST_BYTES: u64 = 4096;

/// How a connection came to be.
pub(super) enum ConnectedBy {
    /// The helper connected to this computer.
    In,
    /// This computer connected to the helper, for their reply; told when they have proved themselves.
    Out(mpsc::Sender<()>),
}

/// Serves one connection to its end.
pub(super) async fn serve(
    stream: TcpStream,
    address: SocketAddr,
    hall: Arc<Hall>,
    way: ConnectedBy,
    place: DoorstepPlace,
) {
    let closing = hall.slot.closing();
    // Where this person went to their helper, they want to be asked.
    let invited_by_reply = matches!(way, ConnectedBy::Out(_));
    match arrive(stream, address, &hall, &way, &place).await {
        Ok(Some(mut helper)) => {
            if let ConnectedBy::Out(proved) = way {
                // Whoever dialled may have given up by now.
                let _ = proved.try_send(());
            }
            // Before the place is left, so that there is a bound on those who have proved themselves, too.
            let Ok(claimant) = hall.slot.claimants.try_acquire() else {
                helper.connection.turn_away(Refusal::AlreadyHelped).await;
                return;
            };
            drop(place);
            let Some(inbox) = hall.slot.claim().await else {
                helper.connection.turn_away(Refusal::AlreadyHelped).await;
                return;
            };
            drop(claimant);
            if hall.slot.closing() != closing {
                helper.connection.turn_away(Refusal::Closed).await;
                return;
            }
            if helper.visit.is_none() && !invited_by_reply {
                match hall.slot.visits.begin(helper.visitors()) {
                    Ok(visit) => helper.visit = Some(visit),
                    Err(too_soon) => {
                        drop(inbox);
                        let mut entry = Entry::now(Kind::TooSoon).claimed(&helper.name).address(address);
                        entry.ticket = helper.ticket().map(str::to_owned);
                        hall.around.record(Share::Visits, entry);
                        helper.connection.turn_away(Refusal::TooSoon(too_soon.seconds)).await;
                        return;
                    }
                }
            }
            let let_in = ToExpert::Remdesk(remdesk::Message::Result(ends::result::NO_ERROR));
            if let Err(error) = helper.connection.send(let_in) {
                tracing::info!(%address, %error, "a helper was gone before they were let in");
                return;
            }
            let around = &hall.around;
            // A session that is still saying farewell has the first word.
            let _turn = hall.slot.turn.lock().await;
            around.events.send(Event::Connected { address });
            // A task of its own, so that a fault in it is the end of this session, and said.
            if let Err(error) = Running::spawn(helped::run(helper, around.clone(), inbox)).await {
                tracing::error!(%error, "the session broke down");
                let entry = Entry::now(Kind::Ended).address(address);
                around.note(entry.detail(SessionEnd::Fault.journal_word()));
                around.events.send(Event::Ended(SessionEnd::Fault));
            }
        }
        Ok(None) => {}
        Err(error) => tracing::info!(%address, %error, "a connection came to nothing"),
    }
}

/// Up to a proof, or a refusal.
async fn arrive(
    stream: TcpStream,
    address: SocketAddr,
    hall: &Hall,
    way: &ConnectedBy,
    place: &DoorstepPlace,
) -> Result<Option<Helper>, LinkError> {
    if hall.around.rules().internal_only && !addresses::is_internal(address.ip()) {
        let entry = Entry::now(Kind::StrangerForbidden)
            .address(address)
            .detail(NOT_INTERNAL);
        hall.around.note(entry);
        return Ok(None);
    }
    let socket = socket2::SockRef::from(&stream).try_clone()?;
    let Some(greeted) = greet(stream, address, hall, way, place).await? else {
        return Ok(None);
    };
    place.got_on();
    let GreetedClient {
        stream,
        transport,
        requested,
        coming,
        visit,
    } = greeted;
    let mut connection = activate(stream, transport, requested, address, socket, hall, place).await?;
    connection.show_nothing()?;
    let proved = timeout(PROOF_TIMEOUT, prove(&mut connection, hall, &coming));
    match proved.await.map_err(|_| LinkError::TooSlow)?? {
        Ok(proved) => Ok(Some(proved.helper(connection, visit))),
        Err(refusal) => {
            connection.turn_away(refusal).await;
            Ok(None)
        }
    }
}

/// A connection up to where MCS begins.
struct GreetedClient {
    stream: Box<dyn RacedStream>,
    transport: Transport,
    /// The protocols that the client asked for, which it is to hear again.
    requested: u32,
    coming: Coming,
    /// Of who came unasked and for the first time: it began with the comparing of words.
    visit: Option<Visit>,
}

/// X.224, TLS and, of who comes unasked, the offer. `None`: they were answered, and that was all.
async fn greet(
    mut stream: TcpStream,
    address: SocketAddr,
    hall: &Hall,
    way: &ConnectedBy,
    place: &DoorstepPlace,
) -> Result<Option<GreetedClient>, LinkError> {
    let registry = &hall.registry;
    let first = timeout(FIRST_MESSAGE, read_first(&mut stream))
        .await
        .map_err(|_| LinkError::TooSlow)??;
    let allows_bare = hall.around.rules().older_encryption && registry.allows_bare() && matches!(way, ConnectedBy::In);
    let negotiated = negotiate(&first, allows_bare)?;
    place.got_on();
    stream.write_all(&negotiated.answer).await?;
    let requested = negotiated.requested;
    match negotiated.next {
        AfterAnswer::Close => Ok(None),
        AfterAnswer::Bare => Ok(Some(GreetedClient {
            stream: Box::new(stream),
            transport: Transport::Bare,
            requested,
            coming: Coming::Invited(None),
            visit: None,
        })),
        AfterAnswer::Tls => {
            let accepted = timeout(TLS_TIMEOUT, async {
                let greeted = tls::greeted(stream).await?;
                place.got_on();
                greeted.accept(&registry.identity).await
            });
            let mut accepted = accepted.await.map_err(|_| LinkError::TooSlow)??;
            // Only Lifeline makes replies: if another program answers at the reply's address, it is not the helper's.
            if matches!(way, ConnectedBy::Out(_)) && accepted.transport != Transport::LifelineTls {
                return Ok(None);
            }
            let exporter = match accepted.transport {
                Transport::LifelineTls => Some(accepted.exporter(&[])?),
                Transport::Tls | Transport::Bare => None,
            };
            let (coming, visit) = match (&accepted.helper, exporter) {
                (Some(certificates), Some(exporter)) => {
                    place.got_on();
                    match offer::receive(&mut accepted.stream, certificates, &exporter, address, hall).await? {
                        Some((offered, visit)) => (Coming::Offered(offered), visit),
                        None => {
                            farewell(accepted.stream).await;
                            return Ok(None);
                        }
                    }
                }
                (_, exporter) => (Coming::Invited(exporter), None),
            };
            Ok(Some(GreetedClient {
                stream: Box::new(accepted.stream),
                transport: accepted.transport,
                requested,
                coming,
                visit,
            }))
        }
    }
}

/// Lets a refused helper read why before the connection is gone.
async fn farewell(mut stream: impl AsyncRead + AsyncWrite + Unpin) {
    let gone = timeout(FAREWELL, async {
        stream.shutdown().await?;
        // What they still had on the way would reset the connection, and the answer with it.
        tokio::io::copy(&mut (&mut stream).take(LAST_BYTES), &mut tokio::io::sink()).await
    });
    let _ = gone.await;
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

/// MCS up to the end of the activation.
async fn activate(
    stream: Box<dyn RacedStream>,
    transport: Transport,
    requested_protocols: u32,
    address: SocketAddr,
    socket: socket2::Socket,
    hall: &Hall,
    place: &DoorstepPlace,
) -> Result<Connection, LinkError> {
    let machine = Accept::new(AcceptSettings {
        transport,
        requested_protocols,
        key: Arc::clone(&hall.registry.key),
        server_random: random()?,
        fallback_random: random()?,
    });
    let (read, mut write) = tokio::io::split(stream);
    let mut frames = Frames::new(read);
    let accepted = timeout(ACTIVATION_TIMEOUT, accept(machine, &mut frames, &mut write, place));
    let Accepted { reader, writer, client } = accepted.await.map_err(|_| LinkError::TooSlow)??;
    let desktop = ClientDesktop::new(Size {
        width: client.width,
        height: client.height,
    });
    let graphics = GraphicsChannel::new(client.graphics);
    let writer = SizedWriter {
        writer,
        desktop: desktop.clone(),
        graphics: graphics.clone(),
    };
    let (orders, queue) = mpsc::channel(link::ORDER_QUEUE);
    let (sender, messages) = mpsc::channel(link::READ_QUEUE);
    Ok(Connection {
        address,
        transport,
        client,
        desktop,
        graphics,
        orders,
        messages,
        reader: Running::spawn(link::read_loop(frames, reader, sender)),
        writer: Running::spawn(link::write_loop(write, writer, queue)),
        socket,
    })
}

async fn accept<R, W>(
    mut machine: Accept,
    frames: &mut Frames<R>,
    write: &mut W,
    place: &DoorstepPlace,
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
