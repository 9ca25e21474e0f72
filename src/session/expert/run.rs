//! The expert's side from its beginning to its end: reaches the novice, and hands the connection to the session
//! ([`super::live`]). (`invited` opens the ticket.)

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc;

use super::canvas::CanvasReader;
use super::invited::{open_ticket, reach};
use super::live::{LiveSession, OwnProof, ProofToSend, Unproved, Wire};
use super::offer::{self, Comparing, OfferOptions};
use super::record::Record;
use super::turned::{self, Door};
use super::{Command, End, Event, ExpertSettings, OpenOptions, SharedCanvas};
use crate::invitation::{FreshKey, clean_name, expert_blob};
use crate::journal::Kind;
use crate::net::error::LinkError;
use crate::net::frames::Frames;
use crate::net::link::{self, Running};
use crate::net::race::Reached;
use crate::rdp::expert::connect::{Connect, ConnectSettings, Connected};
use crate::rdp::{Random32, RdpError};
use crate::session::{EventSink, session_number};
use crate::vocabulary::KeyPin;

/// From MCS to Font Map: a few round trips and one key operation.
const ACTIVATION_TIMEOUT: Duration = Duration::from_secs(20);

/// Where the session begins.
pub(super) enum SessionStart {
    Ticket(Box<OpenOptions>),
    Offer(OfferOptions),
}

/// Runs one session; the last event is [`Event::Ended`], and the router forgets it after that.
pub(super) async fn run(
    way: SessionStart,
    settings: ExpertSettings,
    events: EventSink<Event>,
    canvas: SharedCanvas,
    mut commands: mpsc::Receiver<Command>,
) {
    let mut record = Record::open(&settings, &events);
    let mut door = None;
    let ended = help(&way, &settings, &events, &canvas, &mut commands, &mut record, &mut door).await;
    tracing::info!(end = ?ended, "the session ended");
    record.ended(&ended);
    events.send(Event::Ended(ended));
    if let Some(door) = door {
        door.close().await;
    }
}

async fn help(
    way: &SessionStart,
    settings: &ExpertSettings,
    events: &EventSink<Event>,
    canvas: &SharedCanvas,
    commands: &mut mpsc::Receiver<Command>,
    record: &mut Record,
    door: &mut Option<Door>,
) -> End {
    let rules = &settings.rules;
    if !rules.rules().help {
        return End::ForbiddenHere;
    }
    let comparing = Comparing::default();
    let connecting = async {
        loop {
            let connected = match way {
                SessionStart::Ticket(options) => connect(options, settings, events, canvas, record, door).await,
                SessionStart::Offer(options) => offer::connect(options, &comparing, events, canvas, record).await,
            };
            match connected {
                // Not for a novice who came by a reply: a reply holds for one connection.
                Err(End::TooSoon(seconds)) if door.is_none() => {
                    events.send(Event::Postponed { seconds });
                    tokio::time::sleep(Duration::from_secs(u64::from(seconds))).await;
                }
                connected => return connected,
            }
        }
    };
    let session = tokio::select! {
        session = connecting => session,
        end = commanded(commands, &comparing) => Err(end),
    };
    match session {
        Ok(mut session) => {
            let end = session.live(commands, events, rules, record).await;
            session.close(matches!(end, End::ByExpert | End::ForbiddenHere)).await;
            end
        }
        Err(end) => end,
    }
}

/// While connecting there is little to command. Returns when the helper ends it.
async fn commanded(commands: &mut mpsc::Receiver<Command>, comparing: &Comparing) -> End {
    while let Some(command) = commands.recv().await {
        match command {
            Command::End => return End::ByExpert,
            Command::WordsMatch => comparing.same(),
            Command::WordsDiffer if comparing.is_open() => return End::WordsDiffered,
            _ => {}
        }
    }
    End::ByExpert
}

async fn connect(
    options: &OpenOptions,
    settings: &ExpertSettings,
    events: &EventSink<Event>,
    canvas: &SharedCanvas,
    record: &mut Record,
    door: &mut Option<Door>,
) -> Result<LiveSession, End> {
    let invited = open_ticket(options)?;
    let id = invited.opened.id.clone();
    record.opened(&clean_name(&invited.opened.user_name), id.short());
    // A slow hash, so it is made while the network is waited for.
    let fresh_key = {
        let (password, id) = (invited.opened.password.clone(), id.clone());
        tokio::task::spawn_blocking(move || FreshKey::derive(&password, &id))
    };
    let reached = match &options.wait {
        Some(wait) => turned::listen(wait, &invited, &settings.rules.rules(), events, door).await?,
        None => reach(options, &invited, events).await?,
    };
    let exporter = reached.exporter.clone();
    record.reached(reached.address, session_number(id.as_str(), exporter.as_deref()));
    let introduction = Introduction {
        ticket_id: id.as_str().to_owned(),
        pins: invited.pins,
        size: options.size,
    };
    let unproved = begin(reached, introduction, events, canvas).await?;
    let fresh_key = fresh_key.await.map_err(|error| End::Protocol(error.to_string()))?;
    let fresh_key = fresh_key.map_err(|error| End::Protocol(error.to_string()))?;
    let fresh = exporter.as_ref().map(|exporter| fresh_key.prove(exporter));
    let stub = invited.opened.encrypted_pass_stub().ok_or(End::TooWeak)?;
    let proof = ProofToSend {
        blob: expert_blob(&options.name, &stub, fresh.as_ref()),
        stub: stub.as_bytes().to_vec(),
        key: exporter.map(|exporter| OwnProof {
            exporter,
            state_dir: settings.state_dir.clone(),
        }),
    };
    let session = unproved.prove(proof).await?;
    record.note(Kind::Connected, None);
    events.send(session.waiting());
    Ok(session)
}

/// What the RDP handshake needs to know.
pub(super) struct Introduction {
    pub ticket_id: String,
    pub pins: KeyPin,
    /// The size of the waiting picture, in pixels.
    pub size: (u16, u16),
}

/// From MCS to the end of the activation.
pub(super) async fn begin(
    reached: Reached,
    about: Introduction,
    events: &EventSink<Event>,
    canvas: &SharedCanvas,
) -> Result<Unproved, End> {
    let Reached {
        stream,
        address,
        transport,
        ..
    } = reached;
    let mut random = [0; 32];
    getrandom::fill(&mut random).map_err(|error| End::Protocol(error.to_string()))?;
    let machine = Connect::new(ConnectSettings {
        transport,
        ticket_id: about.ticket_id,
        alternate_shell: "*".to_owned(),
        width: about.size.0,
        height: about.size.1,
        client_random: Random32(random),
        pins: Some(about.pins),
    });
    let (read, mut write) = tokio::io::split(stream);
    let mut frames = Frames::new(read);
    let connected = tokio::time::timeout(ACTIVATION_TIMEOUT, activate(machine, &mut frames, &mut write))
        .await
        .map_err(|_| End::Lost)?
        .map_err(|error| end_of_link(&error))?;
    let Connected {
        reader, writer, early, ..
    } = connected;
    let (order, orders) = mpsc::channel(link::ORDER_QUEUE);
    let (message, messages) = mpsc::channel(link::READ_QUEUE);
    let traffic = Arc::default();
    let reader = CanvasReader::new(reader, canvas, &traffic, events);
    let wire = Wire {
        address,
        transport,
        messages,
        orders: order,
        reader: Running::spawn(link::read_loop(frames, reader, message)),
        writer: Running::spawn(link::write_loop(write, writer, orders)),
    };
    Ok(Unproved::over(wire, Arc::clone(canvas), traffic, early))
}

async fn activate<R, W>(mut machine: Connect, frames: &mut Frames<R>, write: &mut W) -> Result<Connected, LinkError>
where
    R: tokio::io::AsyncRead + Unpin,
    W: AsyncWrite + Unpin,
{
    let mut out = Vec::new();
    machine.start(&mut out)?;
    loop {
        write.write_all(&out).await?;
        write.flush().await?;
        out.clear();
        let frame = frames.next().await?.ok_or(LinkError::CutOff)?;
        if let Some(connected) = machine.step(frame, &mut out)? {
            write.write_all(&out).await?;
            write.flush().await?;
            return Ok(connected);
        }
    }
}

pub(super) fn end_of_link(error: &LinkError) -> End {
    tracing::info!(%error, "the connection ended");
    match error {
        LinkError::Protocol(RdpError::PinMismatch) => End::PinMismatch,
        LinkError::Protocol(RdpError::Incompatible(_)) => End::TooWeak,
        LinkError::Protocol(error) => End::Protocol(error.to_string()),
        _ => End::Lost,
    }
}
