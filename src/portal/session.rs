//! One session of the portal, from the desktop's question to its end.
//!
//! A thread of its own asks and then listens for the end of the session, which the person can bring about by the
//! desktop's own sign that something is shared. The connection lives as long as the session: a portal ends the sessions
//! of whoever leaves the bus, and withdraws their questions. So that is how a session is left, too, whatever it waits
//! for.

use std::collections::HashMap;
use std::os::fd::OwnedFd;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use zbus::blocking::{Connection, MessageIterator};
use zbus::zvariant::{self, ObjectPath, OwnedObjectPath, Value};

use super::eis::PortalEis;
use super::error::PortalError;
use super::hands::{PortalHands, UsedStream};
use super::offers::{HANDS, MONITOR, WINDOW, connect, offers_on};
use super::request::{Options, Results, path, register, request, signals, token};
use super::stream::SharedStream;
use super::way::{HandsWay, way_of};
use super::{NAME, PATH, REMOTE_DESKTOP, SCREEN_CAST, kde, mutter};
use crate::asking::Asking;
use crate::vocabulary::MOST_MONITORS;

const SESSION: &str = "org.freedesktop.portal.Session";

/// A session that was begun. Dropping it ends it at once: what it shares is shared no longer, and a question of the
/// desktop that is still open goes away.
pub struct PortalSession(Arc<Mutex<SessionState>>);

#[derive(Default)]
pub(super) struct SessionState {
    pub(super) left: bool,
    bus: Option<Connection>,
    /// What it shares, once the person has allowed it.
    shared: Option<(OwnedObjectPath, Vec<SharedStream>)>,
}

impl SessionState {
    /// By this connection, unless it was left before.
    pub(super) fn enter(state: &Mutex<Self>, bus: &Connection) -> Result<(), PortalError> {
        let mut state = lock(state);
        if state.left {
            return Err(PortalError::Unwanted);
        }
        state.bus = Some(bus.clone());
        Ok(())
    }

    pub(super) fn leave(state: &Mutex<Self>) {
        let bus = {
            let mut state = lock(state);
            state.left = true;
            state.bus.take()
        };
        if let Some(Err(error)) = bus.map(Connection::close) {
            tracing::debug!(%error, "the bus was left already");
        }
    }
}

/// What a session is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionKind {
    /// To see.
    View,
    /// To see, and to use mouse and keyboard.
    Control,
}

/// What becomes of a session.
#[derive(Debug)]
pub enum PortalNews {
    /// The person allowed it.
    Shared(StreamRemote),
    /// Nothing came of it, or it broke; no more news follow.
    Failed(PortalError),
    /// The person ended it in the desktop; no more news follow.
    Closed,
}

/// Where PipeWire gives what is shared.
#[derive(Debug)]
pub struct StreamRemote {
    /// A connection to PipeWire on which nothing else is to be had.
    pub remote: OwnedFd,
    /// At least one and at most [`MOST_MONITORS`]: monitors from left to right, then windows.
    pub streams: Vec<SharedStream>,
    /// Mouse and keyboard, where the session is for them.
    pub hands: Option<PortalHands>,
}

impl PortalSession {
    /// Has the desktop ask which monitors or windows shall be seen, and used. `tell` is called on the session's own thread.
    ///
    /// # Errors
    /// There is no thread for it.
    pub fn begin(kind: SessionKind, tell: impl FnMut(PortalNews) + Send + 'static) -> Result<Self, PortalError> {
        let state = Arc::<Mutex<SessionState>>::default();
        let session = Self(Arc::clone(&state));
        std::thread::Builder::new()
            .name("portal".to_owned())
            .spawn(move || serve(&state, kind, tell))
            .map_err(PortalError::Thread)?;
        Ok(session)
    }

    /// What the session shares, once more: for whoever showed it before and shows another one's picture by now.
    ///
    /// # Errors
    /// It was not allowed, or has ended.
    pub fn open_again(&self) -> Result<StreamRemote, PortalError> {
        let (bus, shared) = {
            let state = lock(&self.0);
            (state.bus.clone(), state.shared.clone())
        };
        let (Some(bus), Some((session, streams))) = (bus, shared) else {
            return Err(PortalError::Unwanted);
        };
        let remote = open_remote(&bus, &session)?;
        let hands = None;
        Ok(StreamRemote { remote, streams, hands })
    }
}

impl Drop for PortalSession {
    fn drop(&mut self) {
        SessionState::leave(&self.0);
    }
}

pub(super) fn lock(state: &Mutex<SessionState>) -> MutexGuard<'_, SessionState> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(state: &Mutex<SessionState>, kind: SessionKind, mut tell: impl FnMut(PortalNews)) {
    let news = match share(state, kind, &mut tell) {
        Ok(()) => PortalNews::Closed,
        Err(error) => PortalNews::Failed(error),
    };
    if lock(state).left {
        return;
    }
    if let PortalNews::Failed(error) = &news {
        tracing::info!(%error, "the desktop's portal shares nothing");
    }
    tell(news);
}

/// Returns when the person has ended the session.
fn share(state: &Mutex<SessionState>, kind: SessionKind, tell: &mut impl FnMut(PortalNews)) -> Result<(), PortalError> {
    let bus = connect()?;
    SessionState::enter(state, &bus)?;
    if let Err(error) = register(&bus) {
        tracing::debug!(%error, "the desktop's questions do not name this program");
    }
    let (mut ends, session, shared) = ask(&bus, kind)?;
    lock(state).shared = Some((session, shared.streams.clone()));
    tell(PortalNews::Shared(shared));
    ends.next().ok_or(PortalError::Ended)??;
    Ok(())
}

/// Asks, step by step. What is returned first tells of the session's end.
fn ask(bus: &Connection, kind: SessionKind) -> Result<(MessageIterator, OwnedObjectPath, StreamRemote), PortalError> {
    let offers = offers_on(bus)?;
    let interface = match kind {
        SessionKind::View => SCREEN_CAST,
        SessionKind::Control => REMOTE_DESKTOP,
    };
    let name = token();
    let session = path(bus, "session", &name)?;
    let ends = signals(bus, &session, SESSION, "Closed")?;
    request(bus, interface, "CreateSession", |mut options| {
        options.insert("session_handle_token", Value::from(name));
        (options,)
    })?;
    let session = ObjectPath::try_from(session).map_err(|_| PortalError::Senseless)?;
    if kind == SessionKind::Control {
        request(bus, REMOTE_DESKTOP, "SelectDevices", |mut options| {
            options.insert("types", Value::from(HANDS));
            (&session, options)
        })?;
    }
    request(bus, SCREEN_CAST, "SelectSources", |mut options| {
        options.insert("types", Value::from(offers.sources & (MONITOR | WINDOW)));
        options.insert("multiple", Value::from(true));
        if let Some(mode) = offers.cursor_mode(mutter::has_several_monitors(bus)) {
            options.insert("cursor_mode", Value::from(mode));
        }
        (&session, options)
    })?;
    // The desktop asks the person now, and no Lifeline of theirs answers for them.
    let asking = Asking::begin_and_settle();
    let results = request(bus, interface, "Start", |options| (&session, "", options))?;
    drop(asking);
    let streams = streams(&results)?;
    let hands = match kind {
        SessionKind::View => None,
        SessionKind::Control => Some(hands(bus, &session, &results, &streams)?),
    };
    let remote = open_remote(bus, &session)?;
    Ok((ends, session.into(), StreamRemote { remote, streams, hands }))
}

fn open_remote(bus: &Connection, session: &ObjectPath<'_>) -> Result<OwnedFd, PortalError> {
    let remote = bus.call_method(
        Some(NAME),
        PATH,
        Some(SCREEN_CAST),
        "OpenPipeWireRemote",
        &(session, Options::new()),
    )?;
    let remote: zvariant::OwnedFd = remote.body().deserialize()?;
    Ok(remote.into())
}

/// The person can share the screen and leave the desktop's switch for mouse and keyboard off: that is a no.
fn hands(
    bus: &Connection,
    session: &ObjectPath<'_>,
    results: &Results,
    streams: &[SharedStream],
) -> Result<PortalHands, PortalError> {
    let devices = results.get("devices").and_then(|devices| devices.downcast_ref().ok());
    if devices.unwrap_or(0u32) & HANDS != HANDS {
        return Err(PortalError::Refused);
    }
    let eis = match way_of(bus, session)? {
        HandsWay::Calls => None,
        HandsWay::Eis => Some(PortalEis::begin(connect_to_eis(bus, session)?)?),
    };
    Ok(PortalHands {
        bus: bus.clone(),
        session: session.to_owned().into(),
        streams: streams.iter().copied().map(UsedStream::from).collect(),
        counts_pixels: mutter::is_there(bus),
        turns_as_kde: kde::is_there(bus),
        eis,
        mappings: mappings(results),
    })
}

fn connect_to_eis(bus: &Connection, session: &ObjectPath<'_>) -> Result<OwnedFd, PortalError> {
    let body = (session, Options::new());
    let socket = bus.call_method(Some(NAME), PATH, Some(REMOTE_DESKTOP), "ConnectToEIS", &body)?;
    let socket: zvariant::OwnedFd = socket.body().deserialize()?;
    Ok(socket.into())
}

/// What the regions of EIS call each stream, by its node.
fn mappings(results: &Results) -> HashMap<u32, String> {
    let streams = results.get("streams").and_then(|streams| streams.try_clone().ok());
    let streams: Vec<(u32, Results)> = streams.and_then(|streams| streams.try_into().ok()).unwrap_or_default();
    let mapping = |facts: &Results| String::try_from(facts.get("mapping_id")?.try_clone().ok()?).ok();
    streams
        .iter()
        .filter_map(|(node, facts)| Some((*node, mapping(facts)?)))
        .collect()
}

fn streams(results: &Results) -> Result<Vec<SharedStream>, PortalError> {
    let streams = results.get("streams").ok_or(PortalError::Senseless)?;
    let streams: Vec<(u32, Results)> = streams.try_clone()?.try_into()?;
    match streams.len() {
        0 => return Err(PortalError::Senseless),
        1..=MOST_MONITORS => {}
        count => {
            tracing::info!(count, "the desktop shares more than there is room for");
            return Err(PortalError::TooMany);
        }
    }
    let streams = streams.into_iter().map(|(node, facts)| SharedStream {
        node,
        place: place(&facts),
        size: pair(&facts, "size").filter(|(width, height)| *width > 0 && *height > 0),
    });
    let mut streams: Vec<_> = streams.collect();
    // The same ones come in the same order, whatever the desktop's is.
    streams.sort_by_key(|stream| {
        (
            stream.place.is_none(),
            stream.place,
            stream.size.filter(|_| stream.place.is_some()),
        )
    });
    Ok(streams)
}

fn place(facts: &Results) -> Option<(i32, i32)> {
    // Older portals do not say what it is; they share monitors.
    let kind = facts
        .get("source_type")
        .and_then(|kind| kind.downcast_ref::<u32>().ok());
    pair(facts, "position").filter(|_| kind.is_none_or(|kind| kind == MONITOR))
}

fn pair(facts: &Results, name: &str) -> Option<(i32, i32)> {
    Value::from(facts.get(name)?.try_clone().ok()?).try_into().ok()
}
