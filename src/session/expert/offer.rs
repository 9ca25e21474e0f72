//! Help that nobody asked for: reaches the computer by its name, shows this helper's key, learns whose computer it is,
//! and has the words compared where it is met for the first time. From RDP on it is a session like any other.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::sync::oneshot;
use tokio::time::timeout;
use zeroize::Zeroizing;

use super::activation::{ActivationSettings, begin};
use super::canvas::SharedCanvas;
use super::ends::{End, OwnFailure, ProtocolFailure};
use super::event::Event;
use super::live::{LONGEST_PAUSE, LiveSession, ProofToSend};
use super::record::Record;
use crate::invitation::{clean_name, unsolicited_blob};
use crate::journal::Kind;
use crate::net::error::HelperError;
use crate::net::listener::{DEFAULT_PORT, OFFER_PORTS};
use crate::net::offer::{self, HOST_KEY_BYTES, OfferMessage, Welcome};
use crate::net::race::{OfferConnection, OfferError, OfferRace, RaceError, RaceTarget, RacedStream, Reached};
use crate::rdp::Transport;
use crate::session::helper_key::{self, OwnKey};
use crate::session::{COMPARE_TIMEOUT, EventSink, OFFER_ID, files, session_number};
use crate::trust::{Computer, Computers, TrustError, words};
use crate::vocabulary::{KeyPin, Kh2};

/// Whom to help.
#[derive(Debug, Clone)]
pub struct OfferOptions {
    /// A name or an address.
    pub host: String,
    pub port: u16,
    /// What this helper calls themselves; shown beside the name that their key has there.
    pub name: String,
    /// The size of the waiting picture, in pixels.
    pub size: (u16, u16),
    /// Where this helper's key and the known computers are.
    pub state_dir: PathBuf,
}

/// How long the answer to "may the helper come in?" may take. The novice's program answers it without asking a person.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(20);

/// Whether words are being compared, and the way to say that they are the same. A yes from before they were shown is
/// none.
#[derive(Debug, Default)]
pub(super) struct Comparing(Mutex<Option<oneshot::Sender<()>>>);

impl Comparing {
    fn open(&self) -> oneshot::Receiver<()> {
        let (same, heard) = oneshot::channel();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(same);
        heard
    }

    pub fn same(&self) {
        if let Some(same) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            // Nobody listens any more when the novice's side has just ended it.
            let _ = same.send(());
        }
    }

    pub fn is_open(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }
}

pub(super) async fn connect(
    options: &OfferOptions,
    comparing: &Comparing,
    events: &EventSink<Event>,
    canvas: &SharedCanvas,
    record: &mut Record,
) -> Result<LiveSession, End> {
    let unable = |failure: OwnFailure| {
        tracing::error!(%failure, "no offer can be made");
        End::Unable(failure)
    };
    let untrusted = |error: TrustError| unable(OwnFailure::Trust(error.into()));
    let uncertified = |error: HelperError| unable(OwnFailure::Certificate(error.into()));
    let (known, own) = known_and_own(options).await.map_err(untrusted)?;
    let helper = own.certificates().map_err(uncertified)?;
    let public_key = helper.public_key().map_err(uncertified)?;
    record.opened(&clean_name(&options.host), None);
    events.send(Event::Connecting {
        address: format!("{}:{}", options.host, options.port),
    });
    let private_key = Zeroizing::new(own.private_key().to_vec());
    let mut places = OfferRace::new(targets(options), Arc::new(helper), private_key);
    let mut gravest = End::ComputerUnreachable;
    let (mut stream, address, exporter, welcome) = loop {
        let Some(attempt) = places.next().await else {
            return Err(gravest);
        };
        match entered(attempt, known.as_ref(), &public_key, record).await {
            Ok(entered) => break entered,
            Err(end @ (End::ComputerUnreachable | End::TooWeak | End::Protocol(_) | End::NotAllowed)) => {
                tracing::info!(?end, "the computer was not found behind this port");
                gravest = graver(gravest, end);
            }
            Err(end @ End::HostKeyChanged) => gravest = graver(gravest, end),
            Err(end) => return Err(end),
        }
    };
    drop(places);
    match known {
        Some(_) => say(&mut stream, &OfferMessage::GoOn).await?,
        None => {
            let words = words(&exporter, &welcome.host_key, &public_key);
            let same = comparing.open();
            say(&mut stream, &OfferMessage::Compare).await?;
            events.send(Event::Compare { address, words });
            compared(&mut stream, same).await?;
            say(&mut stream, &OfferMessage::Compared).await?;
        }
    }
    keep(options, welcome.host_key).await.map_err(untrusted)?;
    let reached = Reached {
        stream,
        address,
        transport: Transport::LifelineTls,
        exporter: None,
    };
    let settings = ActivationSettings {
        ticket_id: OFFER_ID.to_owned(),
        pin: KeyPin::Kh2(Kh2::Sha256(welcome.kh2)),
        size: options.size,
    };
    let unproved = begin(reached, settings, events, canvas).await?;
    let proof = ProofToSend {
        stub: Vec::new(),
        blob: unsolicited_blob(&options.name),
        key: None,
    };
    let session = unproved.prove(proof).await?;
    record.note(Kind::Connected, None);
    events.send(session.waiting());
    Ok(session)
}

/// The computer, if help was offered to it before, and this helper's own key. Read before anything is sent: a list that
/// cannot be read must not make a changed key look like a new one.
async fn known_and_own(options: &OfferOptions) -> Result<(Option<Computer>, OwnKey), TrustError> {
    let (host, port, state_dir) = (options.host.clone(), options.port, options.state_dir.clone());
    let read = files::on_a_thread(move || {
        let known = Computers::of(&state_dir).find(&host, port)?;
        Ok((known, helper_key::load(&state_dir)?))
    });
    read.await.unwrap_or_else(|| Err(silent()))
}

/// Remembers the computer by its key.
async fn keep(options: &OfferOptions, key: [u8; HOST_KEY_BYTES]) -> Result<(), TrustError> {
    let (host, port, state_dir) = (options.host.clone(), options.port, options.state_dir.clone());
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    let kept = files::on_a_thread(move || Computers::of(&state_dir).keep(&host, port, &key, now));
    kept.await.unwrap_or_else(|| Err(silent()))
}

fn silent() -> TrustError {
    TrustError::Silent
}

/// Where the computer's Lifeline may wait: at the port that was named. If that is the usual port, also at those that a
/// Lifeline takes when another program has the usual one. All of them count as one computer, remembered by the port
/// that was named.
fn targets(options: &OfferOptions) -> Vec<RaceTarget> {
    let ports = match options.port {
        DEFAULT_PORT => OFFER_PORTS,
        other => other..=other,
    };
    let host = &options.host;
    ports
        .map(|port| RaceTarget {
            host: host.clone(),
            port,
        })
        .collect()
}

type Entered = (Box<dyn RacedStream>, SocketAddr, Zeroizing<[u8; 32]>, Welcome);

/// Up to where a Lifeline says who it is and lets this helper in: the known one, where one is known at this place.
async fn entered(
    attempt: Result<OfferConnection, OfferError>,
    known: Option<&Computer>,
    public_key: &[u8],
    record: &mut Record,
) -> Result<Entered, End> {
    let OfferConnection {
        mut stream,
        address,
        exporter,
    } = attempt.map_err(|error| match error {
        OfferError::NoOffers | OfferError::Race(RaceError::Unreachable) => End::ComputerUnreachable,
        OfferError::Race(RaceError::PinMismatch) => End::PinMismatch,
        OfferError::Race(RaceError::TooWeak(_)) => End::TooWeak,
        OfferError::Race(RaceError::Protocol(error)) => End::Protocol(error.into()),
    })?;
    record.reached(address, session_number(OFFER_ID, Some(&exporter)));
    let welcome = welcomed(&mut stream).await?;
    if !welcome.holds(&exporter, public_key) {
        return Err(End::PinMismatch);
    }
    match known {
        Some(known) if !known.has_key(&welcome.host_key) => Err(End::HostKeyChanged),
        _ => Ok((stream, address, exporter, welcome)),
    }
}

/// What is told of a computer whose ports answered differently. Another program at one of them explains nothing about
/// the others.
fn graver(one: End, other: End) -> End {
    let gravity = |end: &End| match end {
        End::HostKeyChanged => 3,
        End::NotAllowed => 2,
        End::TooWeak | End::Protocol(_) => 1,
        _ => 0,
    };
    if gravity(&other) > gravity(&one) { other } else { one }
}

async fn welcomed(stream: &mut Box<dyn RacedStream>) -> Result<Welcome, End> {
    let answer = timeout(ANSWER_TIMEOUT, offer::receive(stream)).await;
    match answer.map_err(|_| End::Lost)?.map_err(|error| End::of_link(&error))? {
        OfferMessage::Welcome(welcome) => Ok(welcome),
        other => Err(refused(&other)),
    }
}

fn refused(message: &OfferMessage) -> End {
    match message {
        OfferMessage::Refused => End::NotAllowed,
        OfferMessage::Busy => End::AlreadyHelped,
        OfferMessage::Declined => End::NoviceSaidNo,
        OfferMessage::Later(seconds) => End::TooSoon((*seconds).min(LONGEST_PAUSE)),
        _ => End::Protocol(ProtocolFailure::OfferAnswer),
    }
}

async fn say(stream: &mut Box<dyn RacedStream>, message: &OfferMessage) -> Result<(), End> {
    offer::send(stream, message).await.map_err(|error| End::of_link(&error))
}

/// Waits for the helper's word, while the novice may decline.
async fn compared(stream: &mut Box<dyn RacedStream>, same: oneshot::Receiver<()>) -> Result<(), End> {
    tokio::select! {
        same = same => same.map_err(|_| End::ByExpert),
        answer = offer::receive(stream) => match answer {
            Ok(message) => Err(refused(&message)),
            Err(error) => Err(End::of_link(&error)),
        },
        () = tokio::time::sleep(COMPARE_TIMEOUT) => Err(End::NeverAnswered),
    }
}
