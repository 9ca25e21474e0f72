//! From a TCP connection to a proved helper: nothing is asked of the novice, and nothing told of this computer, before that.

mod proof;
mod wire;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{Semaphore, mpsc};
use tokio::time::timeout;
use zeroize::Zeroizing;

use self::proof::{Known, Proved, prove};
use self::wire::SizedWriter;
use super::graphics::GraphicsChannel;
use super::helped::{self, ANSWERS_WITHIN, Helper};
use super::offer::{self, Offered, Offers};
use super::pictures::{Desktop, Plain};
use super::registry::Registry;
use super::slot::Slot;
use super::{Event, SessionEnd};
use crate::journal::Kind;
use crate::net::addresses;
use crate::net::frames::Frames;
use crate::net::link::{self, LinkError, Order, Running};
use crate::net::listener::Place;
use crate::net::race::Stream;
use crate::net::tls;
use crate::rdp::accept::{Accept, AcceptSettings, Accepted, Next, first_length, negotiate};
use crate::rdp::channels::remdesk;
use crate::rdp::{Random32, ToExpert, Transport};
use crate::screen::Economy;
use crate::session::ends::{self, Farewell, Refusal};
use crate::session::{OFFER_ID, session_number};
use crate::vocabulary::Size;

/// The first message comes with the connection; scanners often send none.
const FIRST_MESSAGE: Duration = Duration::from_secs(10);
/// Two round trips and a signature: a line so bad that packets are sent three times over still has it done.
const TLS_PATIENCE: Duration = Duration::from_secs(20);
/// FreeRDP asks its user about an unknown certificate between TLS and MCS: a minute to answer.
const ACTIVATION_PATIENCE: Duration = Duration::from_secs(75);
/// From activation to the proof: the helper has typed the password by then, but an old computer takes seconds for the slow hash of it.
const PROOF_PATIENCE: Duration = Duration::from_secs(30);
/// Until the connection is cut: a helper's program reads why, and leaves by itself, within a round trip or two.
const FAREWELL: Duration = Duration::from_secs(2);
/// What a refused helper may still have sent: nothing, if they are a Lifeline.
const LAST_BYTES: u64 = 4096;

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
    let closing = hall.slot.closing();
    // Where this person went to their helper, they want to be asked.
    let invited_by_reply = matches!(way, Way::Out(_));
    match arrive(stream, address, &hall, &way, &place).await {
        Ok(Some(mut helper)) => {
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
            if hall.slot.closing() != closing {
                turn_away(helper, Refusal::Closed).await;
                return;
            }
            if helper.visit.is_none() && !invited_by_reply {
                match hall.slot.visits.begin(helper.visitors()) {
                    Ok(visit) => helper.visit = Some(visit),
                    Err(too_soon) => {
                        drop(inbox);
                        let (name, address) = (helper.name.as_str(), Some(address));
                        hall.around.note_visit(Kind::TooSoon, name, address, &helper.ticket, "");
                        turn_away(helper, Refusal::TooSoon(too_soon.seconds)).await;
                        return;
                    }
                }
            }
            let let_in = ToExpert::Remdesk(remdesk::Message::Result(ends::result::NO_ERROR));
            if let Err(error) = send(&helper.orders, let_in) {
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
                around.note(Kind::Ended, "", Some(address), "", &SessionEnd::Fault.journal_word());
                around.events.send(Event::Ended(SessionEnd::Fault));
            }
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
    let mut visit = None;
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
                        Some((offered, begun)) => {
                            visit = begun;
                            Coming::Offered(offered)
                        }
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
    let desktop = Desktop::new(Size {
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
        visit,
        orders,
        messages,
        reader: Running::spawn(link::read_loop(frames, reader, sender)),
        writer: Running::spawn(link::write_loop(write, writer, queue)),
        client,
        desktop,
        graphics,
        socket,
    };
    let plain = Plain::new(&helper.client, &helper.desktop, &helper.graphics);
    order(&helper.orders, Order::Pictures(Some(Box::new(plain))))?;
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

/// Threads that read files for arrivals at once: where a disk does not answer, strangers who come again and again must not tie up
/// all that the process has.
const READERS: usize = 8;

/// Does what may have to wait for a file on a thread that may; `None` if that takes too long, or breaks down.
pub(super) async fn may_wait<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    static FREE: Semaphore = Semaphore::const_new(READERS);
    let done = timeout(ANSWERS_WITHIN, async {
        let reader = FREE.acquire().await.ok()?;
        tokio::task::spawn_blocking(move || {
            // Held to the end of the work, which goes on when nobody waits for it any more.
            let _reader = reader;
            work()
        })
        .await
        .ok()
    });
    done.await.ok()?
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

/// Says why, and closes.
async fn turn_away(helper: Helper, refusal: Refusal) {
    tracing::info!(address = %helper.address, ?refusal, "turned away");
    if let Refusal::TooSoon(seconds) = refusal
        && helper.transport == Transport::LifelineTls
        && let Err(error) = send(
            &helper.orders,
            ToExpert::Remdesk(remdesk::Message::ComeBack { seconds }),
        )
    {
        tracing::debug!(%error, "not said");
    }
    say(&helper.orders, refusal.farewell());
    let Helper { writer, socket, .. } = helper;
    if timeout(FAREWELL, writer).await.is_err() {
        let _ = socket.shutdown(std::net::Shutdown::Both);
    }
}

/// RESULT, DISCONNECT, Set Error Info, MCS Disconnect Provider Ultimatum. Who takes nothing any more is not told why, and cut off
/// when [`FAREWELL`] is over.
pub(super) fn say(orders: &mpsc::Sender<Order<ToExpert>>, farewell: Farewell) {
    if let Err(error) = say_all(orders, farewell) {
        tracing::debug!(%error, "not said");
    }
}

fn say_all(orders: &mpsc::Sender<Order<ToExpert>>, farewell: Farewell) -> Result<(), LinkError> {
    if let Some(code) = farewell.result {
        send(orders, ToExpert::Remdesk(remdesk::Message::Result(code)))?;
    }
    send(orders, ToExpert::Remdesk(remdesk::Message::Disconnect))?;
    send(orders, ToExpert::ErrorInfo(farewell.error_info))?;
    send(orders, ToExpert::Disconnect)?;
    order(orders, Order::Close)
}

fn send(orders: &mpsc::Sender<Order<ToExpert>>, message: ToExpert) -> Result<(), LinkError> {
    order(orders, Order::Send(message))
}

/// An error where as many orders wait as may: whoever takes nothing does not go on.
fn order(orders: &mpsc::Sender<Order<ToExpert>>, order: Order<ToExpert>) -> Result<(), LinkError> {
    orders.try_send(order).map_err(|_| LinkError::TakesNothing)
}

#[cfg(test)]
mod tests {
    use std::sync::{Condvar, Mutex};

    use super::*;

    #[derive(Default)]
    struct Disk {
        /// How many wait for it now, how many did at most, and whether it answers.
        state: Mutex<(usize, usize, bool)>,
        changed: Condvar,
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_disk_that_does_not_answer_ties_up_few_threads() {
        let disk = Arc::new(Disk::default());
        let arrivals: Vec<_> = (0..4 * READERS)
            .map(|_| {
                let disk = Arc::clone(&disk);
                tokio::spawn(may_wait(move || {
                    let mut state = disk.state.lock().unwrap();
                    state.0 += 1;
                    state.1 = state.1.max(state.0);
                    disk.changed.notify_all();
                    while !state.2 {
                        state = disk.changed.wait(state).unwrap();
                    }
                    state.0 -= 1;
                }))
            })
            .collect();
        let most = tokio::task::spawn_blocking(move || {
            let waits = disk.state.lock().unwrap();
            let mut all = disk.changed.wait_while(waits, |state| state.0 < READERS).unwrap();
            all.2 = true;
            disk.changed.notify_all();
            drop(all);
            disk
        });
        let disk = most.await.unwrap();
        for arrival in arrivals {
            arrival.await.unwrap();
        }
        assert_eq!(disk.state.lock().unwrap().1, READERS);
    }
}
