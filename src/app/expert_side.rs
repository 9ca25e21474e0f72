//! The expert's session as the window sees it: what its events make of it, without a pixel.

use std::net::SocketAddr;
use std::time::{Duration, Instant, SystemTime};
use tokio::sync::mpsc;

use super::link::{ExpertLink, Next, Outbox, next};
use super::words;
use crate::session::expert::WORDS;
use crate::session::expert::{Command, End, Event, Figures, Protection, SharedCanvas};
use crate::session::novice::PauseReason;

/// How far the session has come.
pub(super) enum Phase {
    Connecting {
        address: Option<String>,
        since: Instant,
    },
    /// The novice cannot be reached, and may come.
    Listening(Listening),
    /// The words of an offer are on both screens.
    Compare {
        address: SocketAddr,
        words: [&'static str; WORDS],
    },
    /// The novice is not asked before then.
    Postponed {
        until: Instant,
    },
    /// The novice is asked.
    Waiting {
        address: SocketAddr,
        since: Instant,
    },
    Viewing(Viewing),
    Ended(End),
}

#[derive(Default)]
pub(super) struct Listening {
    /// What they need to come, and until when; it takes a moment to make.
    pub reply: Option<(String, SystemTime)>,
    /// Why they may not be able to come from elsewhere, in words.
    pub router: Option<String>,
}

pub(super) struct Viewing {
    pub width: u16,
    pub height: u16,
    pub control: Control,
    pub paused: Option<Paused>,
}

/// The picture stands still.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paused {
    pub why: PauseReason,
    pub since: Instant,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Control {
    None,
    Requested(Instant),
    Held,
    Refused,
    Ended,
}

pub(super) struct ExpertSide {
    outbox: Outbox<Command, mpsc::Sender<Command>>,
    events: mpsc::Receiver<Event>,
    pub canvas: SharedCanvas,
    pub phase: Phase,
    pub protection: Option<Protection>,
    pub address: Option<SocketAddr>,
    /// Help was offered; there is no ticket.
    pub offered: bool,
    pub figures: Figures,
    /// When the other computer said last that something typed or clicked had no effect.
    pub input_refused: Option<Instant>,
}

impl ExpertSide {
    pub(super) fn new(link: ExpertLink, now: Instant) -> Self {
        Self {
            outbox: Outbox::new(link.commands),
            events: link.events,
            canvas: link.canvas,
            phase: Phase::Connecting {
                address: None,
                since: now,
            },
            protection: None,
            address: None,
            offered: false,
            figures: Figures::default(),
            input_refused: None,
        }
    }

    /// For help that is offered.
    pub(super) fn offering(link: ExpertLink, now: Instant) -> Self {
        Self {
            offered: true,
            ..Self::new(link, now)
        }
    }

    /// What the helper says of the words of an offer.
    pub(super) fn compared(&mut self, said: Command, now: Instant) {
        self.phase = Phase::Connecting {
            address: None,
            since: now,
        };
        self.outbox.send(said);
    }

    pub(super) fn send(&mut self, command: Command) {
        self.outbox.send(command);
    }

    pub(super) fn quit(mut self) {
        self.outbox.send(Command::End);
        self.outbox.finish();
    }

    pub(super) fn controls(&self) -> bool {
        matches!(&self.phase, Phase::Viewing(viewing) if viewing.control == Control::Held && viewing.paused.is_none())
    }

    pub(super) fn is_over(&self) -> bool {
        matches!(self.phase, Phase::Ended(_))
    }

    /// Takes in all that has happened. True when something still waits to be sent.
    pub(super) fn update(&mut self, now: Instant) -> bool {
        loop {
            match next(&mut self.events) {
                Next::Event(event) => self.apply(event, now),
                Next::Nothing => break,
                Next::Gone => {
                    if !self.is_over() {
                        self.phase = Phase::Ended(End::Lost);
                    }
                    break;
                }
            }
        }
        self.outbox.flush()
    }

    fn apply(&mut self, event: Event, now: Instant) {
        match event {
            Event::Connecting { address } => {
                let since = match &self.phase {
                    Phase::Connecting { since, .. } => *since,
                    _ => now,
                };
                self.phase = Phase::Connecting {
                    address: Some(address),
                    since,
                };
            }
            Event::Listening(_) => self.listening(|_| ()),
            Event::Mapped(_) => self.listening(|listening| listening.router = None),
            Event::Unmapped(why) => self.listening(|listening| listening.router = Some(words::unmapped_here(&why))),
            Event::Reply { text, expires } => self.listening(|listening| listening.reply = Some((text, expires))),
            Event::Compare { address, words } => self.phase = Phase::Compare { address, words },
            Event::Postponed { seconds } => {
                let until = now + Duration::from_secs(u64::from(seconds));
                self.phase = Phase::Postponed { until };
            }
            Event::Waiting { address, protection } => {
                self.protection = Some(protection);
                self.address = Some(address);
                self.phase = Phase::Waiting { address, since: now };
            }
            Event::Viewing { width, height } => match &mut self.phase {
                Phase::Viewing(viewing) => (viewing.width, viewing.height) = (width, height),
                _ => {
                    self.phase = Phase::Viewing(Viewing {
                        width,
                        height,
                        control: Control::None,
                        paused: None,
                    })
                }
            },
            // The log of the program has it; the helper's own screen is not in danger.
            Event::Picture | Event::NotRecorded(_) => {}
            Event::ControlRequested => self.control(Control::Requested(now)),
            Event::Controlling => self.control(Control::Held),
            Event::ControlRefused => self.control(Control::Refused),
            Event::ControlEnded => self.control(Control::Ended),
            Event::InputRefused => self.input_refused = Some(now),
            Event::Paused(why) => self.paused(Some(Paused { why, since: now })),
            Event::Resumed => self.paused(None),
            Event::Figures(figures) => self.figures = figures,
            Event::Ended(end) => self.phase = Phase::Ended(end),
        }
    }

    /// The router may change its mind during a session; that is said only while somebody is waited for.
    fn listening(&mut self, change: impl FnOnce(&mut Listening)) {
        match &mut self.phase {
            Phase::Listening(listening) => change(listening),
            Phase::Connecting { .. } => {
                let mut listening = Listening::default();
                change(&mut listening);
                self.phase = Phase::Listening(listening);
            }
            Phase::Compare { .. }
            | Phase::Postponed { .. }
            | Phase::Waiting { .. }
            | Phase::Viewing(_)
            | Phase::Ended(_) => {}
        }
    }

    fn control(&mut self, control: Control) {
        if let Phase::Viewing(viewing) = &mut self.phase {
            viewing.control = control;
        }
    }

    fn paused(&mut self, paused: Option<Paused>) {
        if let Phase::Viewing(viewing) = &mut self.phase {
            viewing.paused = paused;
        }
    }
}
