//! The graphics channel of one connection, as session, pictures and writer share it: how far its opening has come, what
//! is drawn on, and how much may be sent.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Notify, watch};

use super::clock::instant;
use super::flow::{Allowance, Flow, PROBED_BYTES, Ready};
use crate::rdp::graphics::{Capability, FromClient, GraphicsCommand, Piece, SUSPEND_ACKNOWLEDGEMENT};
use crate::rdp::novice::updates::WAITING;
use crate::rdp::{Dynamic, ToExpert};
use crate::screen::Paint;
use crate::vocabulary::{MonitorArea, Rect, Size};

/// How long a client that announced the pipeline may take to open it before it gets bitmaps: two round trips of a bad
/// network, and a busy computer.
const OPENING_TIMEOUT: Duration = Duration::from_secs(3);
/// Bytes of drawing that go into one message where they can be parted: a withdrawn view lets at most one more out.
const MESSAGE_BYTES: usize = 16_000;
/// Rectangles of one fill, and places of one copy.
const PLACES: usize = 4096;

/// How far the channel is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Not asked for yet: it is opened after the yes.
    Closed,
    /// The client has been asked.
    Opening,
    Open,
    /// The client has none, refused it, closed it, or never answered: it gets bitmaps.
    Absent,
}

/// Shared by everybody who has to do with the channel.
#[derive(Debug, Clone)]
pub(super) struct GraphicsChannel(Arc<ChannelShared>);

#[derive(Debug)]
struct ChannelShared {
    stage: watch::Sender<Stage>,
    state: Mutex<ChannelState>,
    acknowledged: Notify,
}

#[derive(Debug, Default)]
struct ChannelState {
    flow: Flow,
    asked: Option<Instant>,
    /// The surface and its monitors, as the writer has told the client last.
    surface: Option<(Size, Vec<MonitorArea>)>,
    /// Bytes of the frame that is being written.
    bytes: usize,
    /// When the system told of the change that it shows.
    seen: Option<Instant>,
}

impl GraphicsChannel {
    /// `offered`: the client has announced that it takes the pipeline.
    pub fn new(offered: bool) -> Self {
        let stage = if offered { Stage::Closed } else { Stage::Absent };
        Self(Arc::new(ChannelShared {
            stage: watch::Sender::new(stage),
            state: Mutex::default(),
            acknowledged: Notify::new(),
        }))
    }

    pub fn stage(&self) -> Stage {
        *self.0.stage.borrow()
    }

    /// Waits until the stage is another than this one.
    pub async fn left(&self, stage: Stage) {
        // The sender lives as long as this waits.
        let _ = self.0.stage.subscribe().wait_for(|now| *now != stage).await;
    }

    /// The view is allowed: true if the channel is to be opened now.
    pub fn open(&self) -> bool {
        let asked = self.set(|stage| (stage == Stage::Closed).then_some(Stage::Opening));
        if asked {
            self.state().asked = Some(instant());
        }
        asked
    }

    /// Waits for as long as the client may take to open the channel, counted from when it was asked: the writer begins
    /// to wait anew with everything else that it is given to do.
    pub async fn opening_timeout(&self) {
        let asked = self.state().asked;
        match asked {
            Some(asked) => tokio::time::sleep_until((asked + OPENING_TIMEOUT).into()).await,
            // It has answered.
            None => std::future::pending().await,
        }
    }

    /// The client has not answered in time.
    pub fn give_up(&self) {
        self.set(|stage| (stage == Stage::Opening).then_some(Stage::Absent));
    }

    /// What the client says of the channel itself.
    pub fn hear_dynamic(&self, message: Dynamic) {
        if let Dynamic::Opened(false) | Dynamic::Closed = message {
            self.set(|stage| (stage != Stage::Closed).then_some(Stage::Absent));
            self.state().surface = None;
            self.0.acknowledged.notify_one();
        }
    }

    /// What the client says on the channel; gives what is to be answered before anything is drawn.
    pub fn hear(&self, message: FromClient) -> Option<ToExpert> {
        match message {
            FromClient::Advertised(sets) if self.stage() == Stage::Opening => {
                let Some(set) = Capability::choose(&sets) else {
                    self.give_up();
                    return None;
                };
                let now = instant();
                let mut state = self.state();
                if let Some(asked) = state.asked.take() {
                    state
                        .flow
                        .measured_round_trip(now.saturating_duration_since(asked), now);
                }
                Some(ToExpert::ConfirmGraphics(set))
            }
            FromClient::Acknowledged { queue_depth, frame } => {
                let mut state = self.state();
                state.flow.acknowledged(frame, instant());
                if queue_depth == SUSPEND_ACKNOWLEDGEMENT {
                    state.flow.suspend();
                } else {
                    state.flow.resume();
                }
                drop(state);
                self.0.acknowledged.notify_one();
                None
            }
            FromClient::Advertised(_) | FromClient::CacheOffered | FromClient::Timing | FromClient::Other => None,
        }
    }

    /// The confirmation is on its way to the writer: what is ordered from here on comes after it.
    pub fn confirmed(&self) {
        self.set(|stage| (stage == Stage::Opening).then_some(Stage::Open));
    }

    /// The writer has sealed this message in so many bytes.
    pub fn written(&self, message: &ToExpert, bytes: usize) {
        match message {
            ToExpert::ResetGraphics {
                width,
                height,
                monitors,
            } => {
                let size = Size {
                    width: *width,
                    height: *height,
                };
                self.state().surface = Some((size, monitors.clone()));
            }
            ToExpert::Draw(Piece { begins, steps, ends }) => {
                let mut state = self.state();
                if begins.is_some() {
                    state.bytes = 0;
                }
                state.bytes += bytes;
                if let Some(frame) = *ends {
                    let bytes = std::mem::take(&mut state.bytes);
                    let probe = *begins == Some(frame) && steps.is_empty();
                    let now = instant();
                    state.flow.sent(frame, bytes, probe, now);
                    if let Some(seen) = state.seen.take_if(|_| !probe) {
                        let micros = now.saturating_duration_since(seen).as_micros();
                        tracing::trace!(micros, bytes, "from damage to the wire");
                    }
                }
            }
            _ => {}
        }
    }

    /// Waits until the network has room for another frame.
    pub async fn ready(&self) {
        loop {
            let ready = self.state().flow.ready(instant());
            match ready {
                Ready::Now => return,
                Ready::At(at) | Ready::Acknowledged(at) => tokio::select! {
                    () = tokio::time::sleep_until(at.into()) => {}
                    () = self.0.acknowledged.notified() => {}
                },
            }
        }
    }

    pub fn allowance(&self) -> Allowance {
        self.state().flow.allowance()
    }

    /// A frame was made of what changed at `seen`, and took this long to be encoded.
    pub fn made(&self, seen: Instant, took: Duration) {
        let mut state = self.state();
        state.flow.made(took);
        state.seen = Some(seen);
    }

    /// The messages that draw these steps as one frame on a picture of this size, with these monitors.
    pub fn draw(&self, size: Size, monitors: Vec<MonitorArea>, steps: Vec<GraphicsCommand>) -> Vec<ToExpert> {
        let mut messages = Vec::new();
        let mut state = self.state();
        let known = state.surface.as_ref();
        if known.is_none_or(|(known, parts)| *known != size || *parts != monitors) {
            messages.push(ToExpert::ResetGraphics {
                width: size.width,
                height: size.height,
                monitors,
            });
        }
        if steps.is_empty() {
            return messages;
        }
        if steps.iter().map(GraphicsCommand::length).sum::<usize>() > PROBED_BYTES {
            let probe = state.flow.number();
            messages.push(ToExpert::Draw(Piece {
                begins: Some(probe),
                steps: Vec::new(),
                ends: Some(probe),
            }));
        }
        let frame = state.flow.number();
        drop(state);
        let mut pieces = pieces(steps);
        if let Some(first) = pieces.first_mut() {
            first.begins = Some(frame);
        }
        if let Some(last) = pieces.last_mut() {
            last.ends = Some(frame);
        }
        messages.extend(pieces.into_iter().map(ToExpert::Draw));
        messages
    }

    /// The plain picture of a pause, in this size. It tells of no monitors but those that were told before.
    pub fn plain(&self, size: Size) -> Vec<ToExpert> {
        let fill = GraphicsCommand::Fill {
            bgr: WAITING,
            areas: vec![Rect::of(size)],
        };
        let told = self.state().surface.clone().filter(|(known, _)| *known == size);
        let monitors = told.map(|(_, monitors)| monitors).unwrap_or_default();
        self.draw(size, monitors, vec![fill])
    }

    /// Changes the stage if `change` gives another; true if it did.
    fn set(&self, change: impl FnOnce(Stage) -> Option<Stage>) -> bool {
        self.0.stage.send_if_modified(|stage| match change(*stage) {
            Some(next) if next != *stage => {
                match next {
                    Stage::Open => tracing::info!("the graphics channel is open"),
                    Stage::Absent => tracing::info!("there is no graphics channel: pictures go as bitmaps"),
                    Stage::Closed | Stage::Opening => {}
                }
                *stage = next;
                true
            }
            _ => false,
        })
    }

    fn state(&self) -> MutexGuard<'_, ChannelState> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn pieces(steps: Vec<GraphicsCommand>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut bytes = 0;
    for step in steps {
        let length = step.length();
        match pieces.last_mut() {
            Some(piece) if bytes + length <= MESSAGE_BYTES => {
                bytes += length;
                piece.steps.push(step);
            }
            _ => {
                bytes = length;
                pieces.push(Piece {
                    steps: vec![step],
                    ..Piece::default()
                });
            }
        }
    }
    pieces
}

/// The steps of a frame, as the wire counts and names them.
pub(super) fn steps(paints: Vec<Paint>) -> Vec<GraphicsCommand> {
    let mut steps = Vec::with_capacity(paints.len());
    for paint in paints {
        match paint {
            Paint::Fill { bgr, areas } => {
                steps.extend(areas.chunks(PLACES).map(|areas| GraphicsCommand::Fill {
                    bgr,
                    areas: areas.to_vec(),
                }));
            }
            Paint::Copy { from, to } => {
                steps.extend(
                    to.chunks(PLACES)
                        .map(|to| GraphicsCommand::Copy { from, to: to.to_vec() }),
                );
            }
            Paint::Bits { area, codec, data } => steps.push(GraphicsCommand::Bits { area, codec, data }),
        }
    }
    steps
}
