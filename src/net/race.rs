//! The expert's way in: the addresses of a ticket are raced, and the first whose pin matches goes on.
//!
//! An attempt goes through TCP, X.224 and TLS with the pinned certificate. The next one starts a moment after the last,
//! or at once when it failed (RFC 8305 section 5). Whoever loses is closed before MCS: nothing was said that names
//! anybody.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;
use zeroize::Zeroizing;

use super::error::{LinkError, TlsError};
use super::frames::Frames;
use super::helper::HelperCertificates;
use super::tls;
use crate::rdp::expert::connect::{self, ProtocolRequest};
use crate::rdp::{Incompatible, RdpError, Transport};

/// RFC 8305 section 8, "Connection Attempt Delay".
pub(super) const NEXT_ATTEMPT: Duration = Duration::from_millis(250);
/// A computer that does not answer a SYN in this time is taken for unreachable.
pub(super) const TCP_TIMEOUT: Duration = Duration::from_secs(10);
/// For X.224 and TLS together: a few round trips.
pub(super) const GREETING_TIMEOUT: Duration = Duration::from_secs(10);
/// Addresses that one host name may stand for: a computer has one or two of each family, and a name must not send this
/// end round the world.
const ADDRESSES_PER_NAME: usize = 8;

/// Where to try, as a ticket or a person names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RaceTarget {
    pub host: String,
    pub port: u16,
}

/// How the novice's listener proves itself at this level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RacePin {
    /// TLS with exactly this certificate (DER).
    Certificate(Vec<u8>),
    /// No TLS: the security key is checked later, in the RDP handshake.
    KeyOnly,
}

/// Anything that a session can run over.
pub trait RacedStream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<S: AsyncRead + AsyncWrite + Send + Unpin> RacedStream for S {}

/// A connection that got as far as its pin allows.
pub struct Reached {
    pub stream: Box<dyn RacedStream>,
    pub address: SocketAddr,
    pub transport: Transport,
    /// Binds a proof to this TLS connection; only between Lifelines.
    pub exporter: Option<Zeroizing<[u8; 32]>>,
}

/// Why no address would do. Where several reasons came up, the gravest is told.
#[derive(Debug, thiserror::Error)]
pub enum RaceError {
    #[error("no address answered")]
    Unreachable,
    #[error("who answered is not the one that the invitation names")]
    PinMismatch,
    #[error("the program that answered protects less than is accepted: {0}")]
    TooWeak(Incompatible),
    #[error("the program that answered broke the protocol: {0}")]
    Protocol(RdpError),
}

impl RaceError {
    fn gravity(&self) -> u8 {
        match self {
            Self::Unreachable => 0,
            Self::Protocol(_) => 1,
            Self::TooWeak(_) => 2,
            Self::PinMismatch => 3,
        }
    }
}

/// Tries all targets, best first; `trying` is told of each attempt.
pub async fn race(
    targets: Vec<RaceTarget>,
    pin: &RacePin,
    mut trying: impl FnMut(&RaceTarget),
) -> Result<Reached, RaceError> {
    let mut attempts = JoinSet::new();
    let mut gravest = RaceError::Unreachable;
    let mut waiting = targets.into_iter();
    let mut next = waiting.next();
    loop {
        if let Some(target) = next.take() {
            trying(&target);
            attempts.spawn(attempt(target, pin.clone()));
        }
        tokio::select! {
            Some(ended) = attempts.join_next() => match ended {
                Ok(Ok(reached)) => return Ok(reached),
                Ok(Err(error)) => {
                    tracing::info!(%error, "an address did not do");
                    if error.gravity() > gravest.gravity() {
                        gravest = error;
                    }
                }
                Err(error) => tracing::error!(%error, "an attempt was cut short"),
            },
            () = tokio::time::sleep(NEXT_ATTEMPT), if waiting.len() > 0 => {}
            else => return Err(gravest),
        }
        next = waiting.next();
        if next.is_none() && attempts.is_empty() {
            return Err(gravest);
        }
    }
}

async fn attempt(target: RaceTarget, pin: RacePin) -> Result<Reached, RaceError> {
    let Ok((stream, address)) = timeout(TCP_TIMEOUT, dial(&target))
        .await
        .unwrap_or_else(|late| Err(late.into()))
    else {
        return Err(RaceError::Unreachable);
    };
    match timeout(GREETING_TIMEOUT, greet(stream, address, &pin)).await {
        Ok(greeted) => greeted.map_err(judge),
        Err(_) => Err(RaceError::Unreachable),
    }
}

async fn dial(target: &RaceTarget) -> io::Result<(TcpStream, SocketAddr)> {
    let mut last = io::Error::from(io::ErrorKind::NotFound);
    for address in tokio::net::lookup_host((target.host.as_str(), target.port))
        .await?
        .take(ADDRESSES_PER_NAME)
    {
        match TcpStream::connect(address).await {
            Ok(stream) => {
                super::socket::prepare(&stream);
                return Ok((stream, address));
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}

pub(super) async fn greet(stream: TcpStream, address: SocketAddr, pin: &RacePin) -> Result<Reached, LinkError> {
    let ask = match pin {
        RacePin::Certificate(_) => ProtocolRequest::Tls,
        RacePin::KeyOnly => ProtocolRequest::Bare,
    };
    let stream = negotiated(stream, ask).await?;
    match pin {
        RacePin::KeyOnly => Ok(Reached {
            stream: Box::new(stream),
            address,
            transport: Transport::Bare,
            exporter: None,
        }),
        RacePin::Certificate(certificate) => {
            let connected = tls::connect(stream, tls::Pin::Certificate(certificate)).await?;
            let transport = connected.transport;
            let exporter = match transport {
                Transport::LifelineTls => Some(connected.exporter(&[])?),
                Transport::Tls | Transport::Bare => None,
            };
            Ok(Reached {
                stream: Box::new(connected.stream),
                address,
                transport,
                exporter,
            })
        }
    }
}

/// Why an offer reached nobody who takes it.
#[derive(Debug, thiserror::Error)]
pub enum OfferError {
    /// Who answered is no Lifeline that knows offers.
    #[error("who answered takes no offers")]
    NoOffers,
    #[error(transparent)]
    Race(#[from] RaceError),
}

/// A connection for an offer, up to the end of TLS. Who answered is not known yet.
pub struct OfferConnection {
    pub stream: Box<dyn RacedStream>,
    pub address: SocketAddr,
    pub exporter: Zeroizing<[u8; 32]>,
}

/// The addresses and ports at which one computer's Lifeline may wait, tried in order: the next one when the last has
/// failed, or has not answered for a moment. Dropping this gives up all attempts that are still under way.
pub struct OfferRace {
    waiting: std::vec::IntoIter<RaceTarget>,
    attempts: JoinSet<Result<OfferConnection, OfferError>>,
    helper: Arc<HelperCertificates>,
    private_key: Arc<Zeroizing<Vec<u8>>>,
}

impl OfferRace {
    /// `private_key`: PKCS#8, DER.
    pub fn new(targets: Vec<RaceTarget>, helper: Arc<HelperCertificates>, private_key: Zeroizing<Vec<u8>>) -> Self {
        Self {
            waiting: targets.into_iter(),
            attempts: JoinSet::new(),
            helper,
            private_key: Arc::new(private_key),
        }
    }

    /// The outcome at one more place; `None` when all have been tried.
    pub async fn next(&mut self) -> Option<Result<OfferConnection, OfferError>> {
        loop {
            if self.attempts.is_empty() && !self.try_next() {
                return None;
            }
            tokio::select! {
                Some(ended) = self.attempts.join_next() => match ended {
                    Ok(outcome) => return Some(outcome),
                    Err(error) => tracing::error!(%error, "an attempt was cut short"),
                },
                () = tokio::time::sleep(NEXT_ATTEMPT), if self.waiting.len() > 0 => {
                    self.try_next();
                }
            }
        }
    }

    fn try_next(&mut self) -> bool {
        let Some(target) = self.waiting.next() else {
            return false;
        };
        let (helper, private_key) = (Arc::clone(&self.helper), Arc::clone(&self.private_key));
        self.attempts
            .spawn(async move { offer(&target, &helper, &private_key).await });
        true
    }
}

/// Goes to a computer unasked. `private_key`: PKCS#8, DER.
pub async fn offer(
    target: &RaceTarget,
    helper: &HelperCertificates,
    private_key: &[u8],
) -> Result<OfferConnection, OfferError> {
    let Ok((stream, address)) = timeout(TCP_TIMEOUT, dial(target))
        .await
        .unwrap_or_else(|late| Err(late.into()))
    else {
        return Err(RaceError::Unreachable.into());
    };
    let greeted = timeout(GREETING_TIMEOUT, async {
        let stream = negotiated(stream, ProtocolRequest::Tls).await?;
        let connected = tls::offer(stream, helper, private_key).await?;
        let exporter = connected.exporter(&[])?;
        let stream: Box<dyn RacedStream> = Box::new(connected.stream);
        Ok((stream, exporter))
    });
    match greeted.await {
        Ok(Ok((stream, exporter))) => Ok(OfferConnection {
            stream,
            address,
            exporter,
        }),
        Ok(Err(LinkError::Tls(TlsError::NoCommonProtocol) | LinkError::Protocol(RdpError::Incompatible(_)))) => {
            Err(OfferError::NoOffers)
        }
        Ok(Err(error)) => Err(judge(error).into()),
        Err(_) => Err(RaceError::Unreachable.into()),
    }
}

/// X.224, up to where TLS begins.
async fn negotiated(mut stream: TcpStream, ask: ProtocolRequest) -> Result<TcpStream, LinkError> {
    stream.write_all(&connect::request(ask)).await?;
    let mut frames = Frames::new(stream);
    let confirm = frames.next().await?.ok_or(LinkError::CutOff)?;
    connect::confirmed(confirm, ask)?;
    frames.into_inner()
}

fn judge(error: LinkError) -> RaceError {
    match error {
        LinkError::Protocol(RdpError::PinMismatch)
        | LinkError::Tls(TlsError::WrongCertificate | TlsError::NotItsKey) => RaceError::PinMismatch,
        LinkError::Protocol(RdpError::Incompatible(why)) => RaceError::TooWeak(why),
        LinkError::Protocol(error) => RaceError::Protocol(error),
        LinkError::Io(_)
        | LinkError::CutOff
        | LinkError::TooSlow
        | LinkError::TakesNothing
        | LinkError::Early
        | LinkError::Tls(_) => {
            tracing::debug!(%error, "the greeting failed");
            RaceError::Unreachable
        }
    }
}
