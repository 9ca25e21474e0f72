//! The session of the expert over a connection that stands: proves the password ([`Unproved`]), waits, sees, asks, controls.

mod unproved;

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::mpsc;

use super::canvas;
use super::canvas::SharedCanvas;
use super::command::Command;
use super::ends::End;
use super::event::Event;
use super::figures::{Meter, Traffic};
use super::held::HeldInput;
use super::record::{Record, Teller};
use crate::awake::{Awake, StayAwake};
use crate::net::error::LinkError;
use crate::net::link::{Order, Running, WriteHalf};
use crate::policy::Sources;
use crate::rdp::channels::{encomsp, remdesk};
use crate::rdp::expert::ExpertWriter;
use crate::rdp::{FromNovice, RdpError, ToNovice, Transport};
use crate::session::novice::ends::{ControlRefusal, PauseReason};
use crate::session::{EventSink, ends};
use crate::vocabulary::{InputEvent, MonitorArea};
pub(super) use unproved::{OwnProof, ProofToSend, Unproved};

/// A Lifeline that gave no sign of life for this long is gone: it gives one every 5 s.
const SILENCE: Duration = Duration::from_secs(15);
/// The silence, and the rules of this computer, are looked at this often.
const LOOK: Duration = Duration::from_secs(1);
/// Programs other than Lifeline need not answer a request for control: after this long the helper's input is sent all
/// the same. The novice's side decides in any case.
const UNDECIDED: Duration = Duration::from_secs(3);
/// Input that may wait for a network or a computer that is slow to take it: a text of fifteen pages that is typed at
/// once, a press and a release each, and far more than anybody types before they see that nothing happens. It is half a
/// megabyte.
const INPUTS_MAX: usize = 65_536;
/// Input that goes out at once: a burst of the mouse; more would delay what the helper does next.
const INPUTS_AT_ONCE: usize = 64;
/// How long the goodbye may take before the connection is cut: it waits for nothing but the network to take it.
const FAREWELL: Duration = Duration::from_secs(2);

/// The longest pause that a Lifeline imposes on a helper, in seconds. Longer ones are cut to this, so that no other
/// program can make this one wait for days.
pub(super) const LONGEST_PAUSE: u32 = 5 * 60;

#[derive(Debug)]
enum ControlState {
    None,
    Requested(Instant),
    Granted(HeldInput),
}

/// How far the view has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    /// The proof is being checked, or the novice is being asked. `shown`: a picture came nevertheless; a program that
    /// asks nobody may have shown everything by then.
    Waiting {
        shown: bool,
    },
    /// The novice's side has said that the view begins; the client's desktop may still get its size, and the first
    /// pixels come.
    Allowed,
    Viewing,
    /// `begun`: there was a view before.
    Paused {
        begun: bool,
    },
}

/// The connection, as the activation leaves it.
pub(super) struct Wire {
    pub address: SocketAddr,
    pub transport: Transport,
    pub messages: mpsc::Receiver<FromNovice>,
    pub orders: mpsc::Sender<Order<ToNovice>>,
    pub reader: Running<Option<LinkError>>,
    pub writer: Running<Result<(), LinkError>>,
}

pub(super) struct LiveSession {
    wire: Wire,
    canvas: SharedCanvas,
    traffic: Arc<Mutex<Traffic>>,
    meter: Meter,
    /// When a sign of life was answered whose echo has not come yet.
    answered: Option<Instant>,
    heard: Instant,
    /// Why it ends, as the novice's side said it.
    told: Option<End>,
    view: View,
    /// Of the novice's desktop, where it has several.
    monitors: Vec<MonitorArea>,
    /// Of the pause that begins next.
    pause_reason: PauseReason,
    control: ControlState,
    /// Of the refusal that comes next.
    refusal: ControlRefusal,
    /// Where the helper's pointer went last.
    pointer: (u16, u16),
    /// What the helper did and the writer has not taken yet.
    inputs: VecDeque<InputEvent>,
    _awake: StayAwake,
}

impl LiveSession {
    fn new(wire: Wire, canvas: SharedCanvas, traffic: Arc<Mutex<Traffic>>) -> Self {
        Self {
            wire,
            canvas,
            traffic,
            meter: Meter::new(Instant::now()),
            answered: None,
            heard: Instant::now(),
            told: None,
            view: View::Waiting { shown: false },
            monitors: Vec::new(),
            pause_reason: PauseReason::Novice,
            control: ControlState::None,
            refusal: ControlRefusal::Novice,
            pointer: (0, 0),
            inputs: VecDeque::new(),
            _awake: StayAwake::begin(Awake::Seen),
        }
    }

    /// The novice is asked now.
    pub(super) fn waiting(&self) -> Event {
        Event::Waiting {
            address: self.wire.address,
            protection: self.wire.transport.into(),
        }
    }

    pub(super) async fn live(
        &mut self,
        commands: &mut mpsc::Receiver<Command>,
        events: &EventSink<Event>,
        rules: &Sources,
        record: &mut Record,
    ) -> End {
        // From here on what is told is recorded as well.
        let events = &mut Teller { events, record };
        let mut look = tokio::time::interval(LOOK);
        let forbidden = forbidden(rules);
        tokio::pin!(forbidden);
        let orders = self.wire.orders.clone();
        // A program that asks nobody (freerdp-shadow) may have shown everything already, and a still screen says no
        // more.
        if self.view == (View::Waiting { shown: true }) && self.wire.transport != Transport::LifelineTls {
            self.view_begins(events);
        }
        loop {
            let undecided = match &self.control {
                ControlState::Requested(at) if self.wire.transport != Transport::LifelineTls => Some(*at + UNDECIDED),
                _ => None,
            };
            let decide = async {
                match undecided {
                    Some(at) => tokio::time::sleep_until(at.into()).await,
                    None => std::future::pending().await,
                }
            };
            let step = tokio::select! {
                room = orders.reserve(), if !self.inputs.is_empty() => match room {
                    Ok(room) => {
                        let count = self.inputs.len().min(INPUTS_AT_ONCE);
                        room.send(Order::Send(ToNovice::Input(self.inputs.drain(..count).collect())));
                        Ok(())
                    }
                    Err(_) => Err(End::Lost),
                },
                message = self.wire.messages.recv(), if events.events.has_room() => match message {
                    Some(message) => self.hear(message, events),
                    None => Err(self.link_end().await),
                },
                command = commands.recv() => match command {
                    Some(command) => self.obey(command, events),
                    None => Err(End::ByExpert),
                },
                () = decide => {
                    self.control = ControlState::Granted(HeldInput::default());
                    events.send(Event::Controlling);
                    Ok(())
                }
                end = &mut forbidden => Err(end),
                _ = look.tick() => {
                    if !events.events.has_room() {
                        // It is not they who are silent.
                        self.heard = Instant::now();
                    }
                    self.tell_figures(events);
                    self.look_for_life()
                }
            };
            if let Err(end) = step {
                return end;
            }
        }
    }

    fn hear(&mut self, message: FromNovice, events: &mut Teller<'_>) -> Result<(), End> {
        self.heard = Instant::now();
        match message {
            // Who reads has told the front end.
            FromNovice::Changed(_) | FromNovice::Pointer(_) if self.sees() => {}
            // Lifeline says when the view begins; of other programs the first picture after the proof is it.
            FromNovice::Changed(_) if self.view == View::Allowed || self.wire.transport != Transport::LifelineTls => {
                self.view_begins(events);
            }
            FromNovice::Activated { width, height } => {
                self.monitors.clear();
                if self.sees() {
                    events.send(Event::Viewing { width, height });
                }
            }
            // They come with the first picture, which begins the view.
            FromNovice::Monitors(monitors) => {
                self.monitors = monitors;
                if self.sees() {
                    events.send(Event::Monitors(self.monitors.clone()));
                }
            }
            FromNovice::Encomsp(encomsp::Message::GraphicsResumed) => self.resumed(events),
            FromNovice::Remdesk(remdesk::Message::InputRefused) if self.sees() => events.send(Event::InputRefused),
            FromNovice::Remdesk(remdesk::Message::SystemAsks) if self.sees() => events.send(Event::SystemAsks(true)),
            FromNovice::Remdesk(remdesk::Message::SystemAsked) if self.sees() => events.send(Event::SystemAsks(false)),
            FromNovice::Remdesk(remdesk::Message::ControlRefusedByDesktop) => self.refusal = ControlRefusal::Desktop,
            FromNovice::Remdesk(remdesk::Message::ControlImpossible) => self.refusal = ControlRefusal::Impossible,
            FromNovice::Remdesk(remdesk::Message::PausedUnseen) => self.pause_reason = PauseReason::BarHidden,
            FromNovice::Remdesk(remdesk::Message::PausedInterrupted) => self.pause_reason = PauseReason::Interrupted,
            FromNovice::Encomsp(encomsp::Message::GraphicsPaused) => {
                let why = std::mem::replace(&mut self.pause_reason, PauseReason::Novice);
                if !matches!(self.view, View::Paused { .. }) {
                    self.view = View::Paused { begun: self.sees() };
                    events.send(Event::Paused(why));
                }
            }
            FromNovice::Encomsp(encomsp::Message::ParticipantCreated { flags, .. })
                if flags & encomsp::IS_PARTICIPANT != 0 || self.wire.transport != Transport::LifelineTls =>
            {
                self.rights(flags & encomsp::MAY_INTERACT != 0, events);
            }
            other => self.common(other)?,
        }
        Ok(())
    }

    /// What is handled alike in every phase.
    fn common(&mut self, message: FromNovice) -> Result<(), End> {
        match message {
            FromNovice::Reply(reply) => self.send(reply)?,
            FromNovice::Remdesk(remdesk::Message::Result(code)) if code != ends::result::NO_ERROR => {
                self.told.get_or_insert(ends::of_result(code));
            }
            // The novice's side asks for a sign of life, an answer at once is what tells a live helper from a dead one,
            // and the answer is echoed, so that this end learns the round-trip time.
            FromNovice::Remdesk(remdesk::Message::IsConnected) => match self.answered.take() {
                Some(answered) => self.meter.returned(answered.elapsed()),
                None => {
                    self.answered = (self.wire.transport == Transport::LifelineTls).then(Instant::now);
                    self.send(ToNovice::Remdesk(remdesk::Message::IsConnected))?;
                }
            },
            FromNovice::Remdesk(remdesk::Message::ComeBack { seconds })
                if self.wire.transport == Transport::LifelineTls =>
            {
                self.told.get_or_insert(End::TooSoon(seconds.min(LONGEST_PAUSE)));
            }
            FromNovice::Remdesk(remdesk::Message::DesktopRefused) if self.wire.transport == Transport::LifelineTls => {
                self.told.get_or_insert(End::DesktopRefused);
            }
            FromNovice::ErrorInfo(code) if code != 0 => {
                self.told.get_or_insert(ends::of_error_info(code));
            }
            FromNovice::Left => return Err(self.told.clone().unwrap_or(End::Left)),
            _ => {}
        }
        Ok(())
    }

    /// There is a picture, though it may stand still.
    fn sees(&self) -> bool {
        matches!(self.view, View::Viewing | View::Paused { begun: true })
    }

    fn resumed(&mut self, events: &mut Teller<'_>) {
        self.view = match self.view {
            View::Waiting { .. } | View::Allowed => View::Allowed,
            View::Viewing => View::Viewing,
            View::Paused { begun } => {
                events.send(Event::Resumed);
                if begun { View::Viewing } else { View::Allowed }
            }
        };
    }

    fn view_begins(&mut self, events: &mut Teller<'_>) {
        self.view = match self.view {
            View::Waiting { .. } | View::Allowed | View::Viewing => View::Viewing,
            View::Paused { .. } => View::Paused { begun: true },
        };
        let (width, height) = canvas::size(&self.canvas);
        events.send(Event::Viewing { width, height });
        if !self.monitors.is_empty() {
            events.send(Event::Monitors(self.monitors.clone()));
        }
    }

    fn rights(&mut self, interact: bool, events: &mut Teller<'_>) {
        let refusal = std::mem::replace(&mut self.refusal, ControlRefusal::Novice);
        match (interact, &self.control) {
            (true, ControlState::Granted(_)) => {}
            (true, _) => {
                self.control = ControlState::Granted(HeldInput::default());
                events.send(Event::Controlling);
            }
            // The novice's side has let go of everything.
            (false, ControlState::Granted(_)) => {
                self.control = ControlState::None;
                self.inputs.clear();
                events.send(Event::ControlEnded);
            }
            (false, ControlState::Requested(_)) => {
                self.control = ControlState::None;
                events.send(Event::ControlRefused(refusal));
            }
            (false, ControlState::None) => {}
        }
    }

    fn obey(&mut self, command: Command, events: &mut Teller<'_>) -> Result<(), End> {
        match command {
            Command::RequestControl if self.sees() && matches!(self.control, ControlState::None) => {
                self.control = ControlState::Requested(Instant::now());
                events.send(Event::ControlRequested);
                self.change_control(encomsp::REQUEST_VIEW | encomsp::REQUEST_INTERACT)
            }
            Command::ReleaseControl => self.release_control(events),
            Command::Input(event) => self.input(event),
            Command::ReleaseAll => self.release_all(),
            Command::End => Err(End::ByExpert),
            Command::RequestControl | Command::WordsMatch | Command::WordsDiffer => Ok(()),
        }
    }

    fn release_control(&mut self, events: &mut Teller<'_>) -> Result<(), End> {
        if matches!(self.control, ControlState::None) {
            return Ok(());
        }
        self.release_all()?;
        self.change_control(encomsp::REQUEST_VIEW)?;
        // A Lifeline says when control has ended; programs that never answer must not leave the helper believing that they still
        // control.
        let answers = self.wire.transport == Transport::LifelineTls && matches!(self.control, ControlState::Granted(_));
        if !answers {
            self.control = ControlState::None;
            events.send(Event::ControlEnded);
        }
        Ok(())
    }

    fn input(&mut self, mut event: InputEvent) -> Result<(), End> {
        let ControlState::Granted(held) = &mut self.control else {
            return Ok(());
        };
        if matches!(self.view, View::Paused { .. }) {
            return Ok(());
        }
        match &mut event {
            InputEvent::Move { x, y } | InputEvent::Button { x, y, .. } => self.pointer = (*x, *y),
            // A wheel turns where the pointer is.
            InputEvent::Wheel { x, y, .. } => (*x, *y) = self.pointer,
            InputEvent::Key { .. } | InputEvent::Unicode { .. } | InputEvent::LockKeys(_) => {}
        }
        held.follow(event);
        self.queue(event)
    }

    fn change_control(&mut self, flags: u16) -> Result<(), End> {
        self.send(ToNovice::Encomsp(encomsp::Message::ChangeControl {
            flags,
            participant: 0,
        }))
    }

    fn release_all(&mut self) -> Result<(), End> {
        if let ControlState::Granted(held) = &mut self.control {
            for release in held.release(self.pointer) {
                self.queue(release)?;
            }
        }
        Ok(())
    }

    /// Input waits here while the network is slow: moves give way to newer ones, everything else keeps its place.
    fn queue(&mut self, input: InputEvent) -> Result<(), End> {
        if let (InputEvent::Move { .. }, Some(last @ InputEvent::Move { .. })) = (input, self.inputs.back_mut()) {
            *last = input;
            return Ok(());
        }
        if self.inputs.len() >= INPUTS_MAX {
            return Err(End::Lost);
        }
        self.inputs.push_back(input);
        Ok(())
    }

    fn tell_figures(&mut self, events: &mut Teller<'_>) {
        let traffic = *self.traffic.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(figures) = self.meter.read(traffic, Instant::now())
            && self.sees()
        {
            tracing::debug!(
                frames = figures.frames,
                bits_per_second = figures.bits_per_second,
                delay_ms = figures.delay.map(|delay| u64::try_from(delay.as_millis()).unwrap_or(u64::MAX)),
                shares = ?figures.shares,
                "figures of the view"
            );
            events.send(Event::Figures(figures));
        }
    }

    fn look_for_life(&self) -> Result<(), End> {
        if self.wire.transport == Transport::LifelineTls && self.heard.elapsed() > SILENCE {
            Err(End::Lost)
        } else {
            Ok(())
        }
    }

    fn send(&mut self, message: ToNovice) -> Result<(), End> {
        match self.wire.orders.try_send(Order::Send(message)) {
            Ok(()) => Ok(()),
            // Nothing that is typed may be lost in the middle, so a network that takes nothing any more is an end.
            Err(_) => Err(self.told.clone().unwrap_or(End::Lost)),
        }
    }

    async fn link_end(&mut self) -> End {
        if let Some(told) = self.told.take() {
            return told;
        }
        match (&mut self.wire.reader).await {
            Ok(Some(error)) => End::of_link(&error),
            Ok(None) | Err(_) => End::Lost,
        }
    }

    pub(super) async fn close(mut self, by_expert: bool) {
        if by_expert {
            // The novice's side lets go of everything at the end of control, so what still waits here need not go.
            let goodbye = self.send(ToNovice::Remdesk(remdesk::Message::Disconnect));
            let end = self.send(ToNovice::Disconnect);
            tracing::debug!(?goodbye, ?end, address = %self.wire.address, "said goodbye");
        }
        self.hang_up().await;
    }

    async fn hang_up(&mut self) {
        // A full queue means that the writer is stuck and will be cut below.
        let _ = self.wire.orders.try_send(Order::Close);
        if tokio::time::timeout(FAREWELL, &mut self.wire.writer).await.is_err() {
            tracing::info!("the connection took no farewell");
        }
    }
}

/// Returns when the rules of this computer no longer allow helping others.
async fn forbidden(rules: &Sources) -> End {
    let mut look = tokio::time::interval(LOOK);
    loop {
        look.tick().await;
        let sources = rules.clone();
        let read = tokio::task::spawn_blocking(move || sources.rules()).await;
        // A policy that is just being written is no reason to leave somebody alone.
        if read.is_ok_and(|rules| !rules.help && rules.wrong.is_none()) {
            return End::ForbiddenHere;
        }
    }
}

impl WriteHalf for ExpertWriter {
    type Message = ToNovice;

    fn write(&mut self, message: &ToNovice, out: &mut Vec<u8>) -> Result<(), RdpError> {
        Self::write(self, message, out)
    }
}
