//! The engine: what IBus asks for each key while it is in use. It lets every key pass, but for those that mark where text
//! belongs: such a key waits for its answer until the text has been put in.

use std::collections::HashSet;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use zbus::blocking::{Connection, MessageIterator};
use zbus::message::{Message, Type};
use zbus::zvariant::{ObjectPath, Value};

use super::daemon::{close, connect, current, register, restore, set};
use super::watchdog::Watchdog;
use super::wire::{self, ENGINE};
use crate::vocabulary::Cause;

const OWN_PATH: &str = "/org/lifeline/IBus/Engine";
const OWN_INTERFACE: &str = "org.freedesktop.IBus.Engine";

/// Without text for so long the person's own engine is set again.
const IDLE: Duration = Duration::from_secs(1);
/// A key that marks a place waits no longer than this for its text.
const HOLDS: Duration = Duration::from_secs(1);
/// What the daemon asked before another engine was set is answered by then.
const ANSWERED_WITHIN: Duration = Duration::from_millis(500);

/// IBUS_RELEASE_MASK.
const RELEASE: u32 = 1 << 30;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Phase {
    #[default]
    Off,
    On,
    /// It could not be had.
    Failed,
}

#[derive(Default)]
pub(super) struct EngineState {
    /// Somebody has text.
    wanted: bool,
    pub(super) phase: Phase,
    /// The keys that mark places, as evdev counts them.
    markers: HashSet<u32>,
    /// The one whose press is waited for.
    awaited: Option<u32>,
    /// It has come, and waits for its answer.
    arrived: Option<(Message, Instant)>,
    /// What belongs there.
    text: Option<(Message, char)>,
    /// No text belongs there any more.
    void: Vec<Message>,
    committed: bool,
    /// The program has told where its cursor is, since the last text.
    cursor_told: bool,
    used: Option<Instant>,
    /// The daemon has given it the focus.
    is_in_focus: bool,
    /// The daemon tells nothing more.
    is_deaf: bool,
    closing: bool,
    ended: bool,
}

impl EngineState {
    /// Wants the engine, or keeps it.
    pub(super) fn want(&mut self, markers: &[u32]) {
        if self.phase == Phase::Failed {
            self.phase = Phase::Off;
        }
        self.markers.extend(markers);
        self.wanted = true;
        self.used = Some(Instant::now());
    }

    pub(super) fn await_marker(&mut self, marker: u32) {
        self.committed = false;
        self.awaited = Some(marker);
    }

    pub(super) fn has_arrived(&self) -> bool {
        self.arrived.is_some()
    }

    /// Puts the text where the key is that has arrived; false if it waits no longer.
    pub(super) fn put(&mut self, character: char) -> bool {
        let Some((marker, _)) = self.arrived.take() else {
            return false;
        };
        self.text = Some((marker, character));
        true
    }

    pub(super) fn is_committed(&self) -> bool {
        self.committed
    }

    pub(super) fn is_cursor_told(&self) -> bool {
        self.cursor_told
    }

    /// Nothing is put in any more that has not been sent.
    pub(super) fn cancel(&mut self) {
        self.awaited = None;
        self.void.extend(self.text.take().map(|(marker, _)| marker));
        self.void.extend(self.arrived.take().map(|(marker, _)| marker));
    }

    /// The same, and the person's own engine is set again.
    pub(super) fn give_back(&mut self) {
        self.cancel();
        self.wanted = false;
    }
}

/// What the injecting thread and those of the engine share.
#[derive(Default)]
pub(super) struct EngineShared {
    state: Mutex<EngineState>,
    changed: Condvar,
}

impl EngineShared {
    pub(super) fn lock(&self) -> MutexGuard<'_, EngineState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn tell<T>(&self, change: impl FnOnce(&mut EngineState) -> T) -> T {
        let told = change(&mut self.lock());
        self.changed.notify_all();
        told
    }

    /// Waits for it, at most this long; whether it is so.
    pub(super) fn wait(&self, limit: Duration, is_so: impl Fn(&EngineState) -> bool) -> bool {
        let waited = self
            .changed
            .wait_timeout_while(self.lock(), limit, |state| !is_so(state));
        is_so(&waited.unwrap_or_else(PoisonError::into_inner).0)
    }

    /// Ends the engine, and waits at most this long for the person's own.
    pub(super) fn close(&self, limit: Duration) {
        self.tell(|state| {
            state.give_back();
            state.closing = true;
        });
        if !self.wait(limit, |state| state.ended) {
            tracing::info!("the input method has not answered to the end");
        }
    }
}

/// The thread of the engine.
pub(super) fn run(shared: &Arc<EngineShared>, display: Option<&str>) {
    while is_wanted(shared) {
        match Engaged::begin(shared, display) {
            Ok(engaged) => {
                shared.tell(|state| state.phase = Phase::On);
                engaged.serve(shared);
                // Whoever wants it from here on gets it anew.
                shared.tell(|state| {
                    state.give_back();
                    state.phase = Phase::Off;
                });
                engaged.end(shared);
            }
            Err(error) => {
                tracing::info!(%error, "there is no input method for text");
                shared.tell(|state| {
                    state.give_back();
                    state.phase = Phase::Failed;
                });
            }
        }
    }
    shared.tell(|state| state.ended = true);
}

/// Waits until it is; false at the end.
fn is_wanted(shared: &EngineShared) -> bool {
    let idle = |state: &mut EngineState| !state.wanted && !state.closing;
    let state = shared.changed.wait_while(shared.lock(), idle);
    !state.unwrap_or_else(PoisonError::into_inner).closing
}

/// The engine while it is in use.
struct Engaged {
    bus: Connection,
    /// It outlives the other.
    control: Connection,
    /// As the daemon calls the first connection.
    own_name: String,
    /// The person's.
    engine: String,
    watchdog: Option<Watchdog>,
}

impl Engaged {
    fn begin(shared: &Arc<EngineShared>, display: Option<&str>) -> Result<Self, Cause> {
        let (bus, control) = (connect(display)?, connect(display)?);
        let engine = current(&control).filter(|engine| engine != ENGINE);
        let engine = engine.ok_or("no engine is in use")?;
        let own_name = bus.unique_name().ok_or("the bus gives no name")?.to_string();
        let mut engaged = Self {
            bus,
            control,
            watchdog: Watchdog::start(&own_name, &engine)?,
            own_name,
            engine,
        };
        engaged.listen(shared)?;
        match engaged.register() {
            Ok(()) => Ok(engaged),
            Err(error) => {
                engaged.restore();
                Err(error.into())
            }
        }
    }

    fn listen(&mut self, shared: &Arc<EngineShared>) -> Result<(), Cause> {
        shared.tell(|state| (state.is_deaf, state.is_in_focus) = (false, false));
        let (bus, shared) = (self.bus.clone(), Arc::clone(shared));
        let calls = MessageIterator::from(&bus);
        std::thread::Builder::new()
            .name("input engine".to_owned())
            .spawn(move || {
                for call in calls {
                    let Ok(call) = call else { break };
                    if call.message_type() == Type::MethodCall
                        && let Err(error) = answer(&bus, &shared, &call)
                    {
                        tracing::debug!(%error, "a call of the input method was not answered");
                    }
                }
                shared.tell(|state| state.is_deaf = true);
            })?;
        Ok(())
    }

    fn register(&self) -> zbus::Result<()> {
        register(&self.bus)?;
        set(&self.control, ENGINE)
    }

    /// Puts text in, until there has been none for a while.
    fn serve(&self, shared: &EngineShared) {
        let mut state = shared.lock();
        while state.wanted && !state.closing && !state.is_deaf {
            let now = Instant::now();
            if let Some((marker, character)) = state.text.take() {
                state.cursor_told = false;
                drop(state);
                let put = self.commit(&marker, character);
                if let Err(error) = &put {
                    tracing::info!(%error, "the input method takes no text");
                }
                shared.tell(|state| {
                    state.committed = put.is_ok();
                    state.used = Some(now);
                });
                if put.is_err() {
                    return;
                }
                state = shared.lock();
                continue;
            }
            let overdue = state.arrived.as_ref().is_some_and(|(_, since)| *since + HOLDS <= now);
            if overdue {
                state.cancel();
            }
            if let Some(marker) = state.void.pop() {
                drop(state);
                self.swallow(&marker);
                state = shared.lock();
                continue;
            }
            let idle_at = state.used.unwrap_or(now) + IDLE;
            if idle_at <= now {
                return;
            }
            let until = state
                .arrived
                .as_ref()
                .map_or(idle_at, |(_, since)| idle_at.min(*since + HOLDS));
            let waited = shared.changed.wait_timeout(state, until.saturating_duration_since(now));
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// First the text, then what held back the keys after it: the daemon hands both on in this order.
    fn commit(&self, marker: &Message, character: char) -> zbus::Result<()> {
        let text = Value::from(wire::text(character.encode_utf8(&mut [0; 4]))?);
        self.bus
            .emit_signal(None::<&str>, OWN_PATH, OWN_INTERFACE, "CommitText", &(text,))?;
        self.bus.reply(&marker.header(), &true)
    }

    fn swallow(&self, marker: &Message) {
        if let Err(error) = self.bus.reply(&marker.header(), &true) {
            tracing::debug!(%error, "the input method waits for no answer");
        }
    }

    fn end(self, shared: &EngineShared) {
        for marker in shared.tell(|state| std::mem::take(&mut state.void)) {
            self.swallow(&marker);
        }
        self.restore_when_answered(shared);
    }

    fn restore_when_answered(mut self, shared: &EngineShared) {
        // The person may have chosen another one meanwhile: it would be gone with this connection all the same.
        match current(&self.control) {
            Some(engine) if engine != ENGINE => self.engine = engine,
            _ => {
                if let Err(error) = set(&self.control, &self.engine) {
                    tracing::warn!(%error, "the input method of before is not set again");
                }
            }
        }
        shared.wait(ANSWERED_WITHIN, |state| !state.is_in_focus || state.is_deaf);
        self.restore();
    }

    fn restore(self) {
        close(self.bus);
        if let Err(error) = restore(&self.control, &self.own_name, &self.engine) {
            tracing::warn!(%error, "the input method of before is not set again");
        }
        drop(self.watchdog);
        close(self.control);
    }
}

/// What the daemon asks an engine, and what makes one.
fn answer(bus: &Connection, shared: &EngineShared, call: &Message) -> zbus::Result<()> {
    let header = call.header();
    match header.member().map(|member| member.as_str()).unwrap_or_default() {
        "CreateEngine" => bus.reply(&header, &(ObjectPath::try_from(OWN_PATH)?,)),
        "ProcessKeyEvent" => {
            let (_, key, state): (u32, u32, u32) = call.body().deserialize()?;
            match shared.tell(|shared| take(shared, call, key, state)) {
                Some(is_taken) => bus.reply(&header, &is_taken),
                None => Ok(()),
            }
        }
        focus @ ("FocusIn" | "FocusInId" | "FocusOut" | "FocusOutId") => {
            bus.reply(&header, &())?;
            shared.tell(|shared| shared.is_in_focus = focus.starts_with("FocusIn"));
            Ok(())
        }
        "SetCursorLocation" => {
            shared.tell(|shared| shared.cursor_told = true);
            bus.reply(&header, &())
        }
        // It has none. The daemon would keep what it is told of them past the end of the engine.
        "Get" => bus.reply_error(&header, "org.freedesktop.DBus.Error.UnknownProperty", &("",)),
        _ => bus.reply(&header, &()),
    }
}

/// Whether the key goes no further; `None` where that is said later.
fn take(state: &mut EngineState, call: &Message, key: u32, modifiers: u32) -> Option<bool> {
    if !state.markers.contains(&key) {
        return Some(false);
    }
    if modifiers & RELEASE != 0 || state.awaited != Some(key) {
        return Some(true);
    }
    state.awaited = None;
    state.arrived = Some((call.clone(), Instant::now()));
    None
}
