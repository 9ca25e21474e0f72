//! The reverse direction: the expert listens, and the novice, whom nobody can reach, connects. Only the direction of
//! TCP turns: the expert still speaks first as X.224, TLS and RDP have it, and the novice still answers with its pinned
//! keys.
//!
//! Before that, whoever connects must send the knock: 32 bytes that only the two who share the invitation can compute.
//! To anybody else the listener says nothing at all, and closes.

use std::net::SocketAddr;
use std::time::Duration;

use subtle::ConstantTimeEq;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::error::LinkError;
use super::listener::{Doorstep, DoorstepPlace, Listener};
use super::race::{GREETING_TIMEOUT, NEXT_ATTEMPT, RacePin, Reached, TCP_TIMEOUT, greet};
use crate::rdp::Transport;

/// What the novice sends first.
pub type Knock = [u8; 32];

/// The knock comes with the connection.
const KNOCK_TIMEOUT: Duration = Duration::from_secs(10);
/// After an error of `accept` (out of descriptors) the listener rests this long instead of spinning.
const ACCEPT_REST: Duration = Duration::from_millis(200);

/// Waits for the novice with this certificate (DER): the first that knocks right, is a Lifeline and holds the
/// certificate's key. Everybody else is hung up on, and ends nothing. Cancel safe; dropping it closes the door. How
/// long to wait is the caller's.
pub async fn wait(listener: &Listener, certificate: &[u8], knock: Knock) -> Reached {
    let doorstep = Doorstep::default();
    let pin = RacePin::Certificate(certificate.to_vec());
    // One has room: the others see the closed channel, and go.
    let (sender, mut proved) = mpsc::channel(1);
    loop {
        tokio::select! {
            reached = proved.recv() => if let Some(reached) = reached {
                return reached;
            },
            accepted = listener.accept() => match accepted {
                Ok((stream, address)) => {
                    let (sender, pin) = (sender.clone(), pin.clone());
                    doorstep.admit(address.ip(), |place| async move {
                        let over = sender.clone();
                        tokio::select! {
                            () = over.closed() => {}
                            came = come(stream, address, &pin, &knock, &place) => match came {
                                Ok(reached) => {
                                    // Another one was first.
                                    let _ = sender.try_send(reached);
                                }
                                Err(error) => tracing::info!(%address, %error, "a stranger was hung up on"),
                            },
                        }
                    });
                    tokio::task::yield_now().await;
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    sleep(ACCEPT_REST).await;
                }
            },
        }
    }
}

async fn come(
    mut stream: TcpStream,
    address: SocketAddr,
    pin: &RacePin,
    knock: &Knock,
    place: &DoorstepPlace,
) -> Result<Reached, LinkError> {
    let mut said = Knock::default();
    let heard = timeout(KNOCK_TIMEOUT, stream.read_exact(&mut said));
    heard.await.map_err(|_| LinkError::TooSlow)??;
    if !bool::from(said.ct_eq(knock)) {
        return Err(LinkError::CutOff);
    }
    place.got_on();
    let greeted = timeout(GREETING_TIMEOUT, greet(stream, address, pin));
    let reached = greeted.await.map_err(|_| LinkError::TooSlow)??;
    if reached.transport != Transport::LifelineTls {
        return Err(LinkError::CutOff);
    }
    Ok(reached)
}

/// Connects to each of these once, the next one a moment after the last or at once when it failed (RFC 8305 section 5);
/// `trying` is told of each attempt, and `connected` is handed each connection, after the knock. Dropping it tries no
/// more.
pub async fn dial(
    addresses: Vec<SocketAddr>,
    knock: Knock,
    mut trying: impl FnMut(SocketAddr),
    mut connected: impl FnMut(TcpStream, SocketAddr),
) {
    let mut attempts = JoinSet::new();
    let mut waiting = addresses.into_iter();
    let mut next = waiting.next();
    loop {
        if let Some(address) = next.take() {
            trying(address);
            attempts.spawn(async move { timeout(TCP_TIMEOUT, reach(address, knock)).await });
        }
        tokio::select! {
            Some(ended) = attempts.join_next() => match ended {
                Ok(Ok(Ok((stream, address)))) => {
                    connected(stream, address);
                    continue;
                }
                Ok(Ok(Err(error))) => tracing::info!(%error, "an address did not answer"),
                Ok(Err(_)) => tracing::info!("an address did not answer in time"),
                Err(error) => tracing::error!(%error, "an attempt was cut short"),
            },
            () = sleep(NEXT_ATTEMPT), if waiting.len() > 0 => {}
            else => return,
        }
        next = waiting.next();
    }
}

async fn reach(address: SocketAddr, knock: Knock) -> std::io::Result<(TcpStream, SocketAddr)> {
    let mut stream = TcpStream::connect(address).await?;
    super::socket::prepare(&stream);
    stream.write_all(&knock).await?;
    Ok((stream, address))
}
