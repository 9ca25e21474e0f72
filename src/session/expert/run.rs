//! The expert's side from its beginning to its end: reaches the novice, and hands the connection to the session
//! ([`super::live`]). (`invited` opens the ticket.)

use std::time::Duration;

use tokio::sync::mpsc;

use super::activation::{ActivationSettings, begin};
use super::canvas::SharedCanvas;
use super::command::Command;
use super::ends::{End, OwnFailure};
use super::event::Event;
use super::invited::{open_ticket, reach};
use super::live::{LiveSession, OwnProof, ProofToSend};
use super::offer::{self, Comparing, OfferOptions};
use super::options::{ExpertSettings, OpenOptions};
use super::record::Record;
use super::turned::{self, Door};
use crate::invitation::{FreshKey, clean_name, expert_blob};
use crate::journal::Kind;
use crate::session::{EventSink, files, session_number};

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
    let rules = files::rules(&settings.rules).await;
    let mut record = Record::open(&settings, &rules, &events);
    let mut door = None;
    let ended = if rules.help {
        help(&way, &settings, &events, &canvas, &mut commands, &mut record, &mut door).await
    } else {
        End::ForbiddenHere
    };
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
            let end = session.live(commands, events, &settings.rules, record).await;
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
    record.opened(&clean_name(&invited.opened.user_name), Some(id.short()));
    // A slow hash, so it is made while the network is waited for.
    let fresh_key = {
        let (password, id) = (invited.opened.password.clone(), id.clone());
        tokio::task::spawn_blocking(move || FreshKey::derive(&password, &id))
    };
    let reached = match &options.wait {
        Some(wait) => turned::listen(wait, &invited, &files::rules(&settings.rules).await, events, door).await?,
        None => reach(options, &invited, events).await?,
    };
    let exporter = reached.exporter.clone();
    record.reached(reached.address, session_number(id.as_str(), exporter.as_deref()));
    let activation = ActivationSettings {
        ticket_id: id.as_str().to_owned(),
        pin: invited.key,
        size: options.size,
    };
    let unproved = begin(reached, activation, events, canvas).await?;
    let fresh_key = fresh_key
        .await
        .map_err(|error| End::Unable(OwnFailure::Thread(error.into())))?;
    let fresh_key = fresh_key.map_err(|error| End::Unable(OwnFailure::Proof(error)))?;
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
