//! The expert's session as the window sees it: what its events make of it, without a pixel.

use std::net::SocketAddr;
use std::time::{Duration, Instant, SystemTime};
use tokio::sync::mpsc;

use super::link::{ExpertLink, NextEvent, Outbox, next};
use super::words;
use crate::session::expert::WORDS;
use crate::session::expert::{Command, End, Event, Figures, Protection, SharedCanvas};
use crate::session::novice::{ControlRefusal, PauseReason};
use crate::vocabulary::MonitorArea;

/// How far the session has come.
pub(super) enum HelpPhase {
    Connecting {
        address: Option<String>,
        since: Instant,
    },
    /// The novice cannot be reached, and may come.
    Listening(HelperListening),
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
pub(super) struct HelperListening {
    /// What they need to come, and until when; it takes a moment to make.
    pub reply: Option<(String, SystemTime)>,
    /// Why they may not be able to come from elsewhere, in words.
    pub router: Option<String>,
}

pub(super) struct Viewing {
    pub width: u16,
    pub height: u16,
    /// What the picture is made of, from left to right, where those are several.
    pub monitors: Vec<MonitorArea>,
    pub control: ControlShown,
    pub paused: Option<Paused>,
    /// Their system shows something that no program sees.
    pub system_asks: bool,
}

/// The picture stands still.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paused {
    pub why: PauseReason,
    pub since: Instant,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ControlShown {
    None,
    Requested(Instant),
    Held,
    Refused(ControlRefusal),
    Ended,
}

pub(super) struct ExpertSide {
    outbox: Outbox<Command, mpsc::Sender<Command>>,
    events: mpsc::Receiver<Event>,
    pub canvas: SharedCanvas,
    pub phase: HelpPhase,
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
            phase: HelpPhase::Connecting {
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
        self.phase = HelpPhase::Connecting {
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
        matches!(&self.phase, HelpPhase::Viewing(viewing) if viewing.control == ControlShown::Held && viewing.paused.is_none())
    }

    /// Those of the picture, where they are several.
    pub(super) fn monitors(&self) -> &[MonitorArea] {
        match &self.phase {
            HelpPhase::Viewing(viewing) => &viewing.monitors,
            _ => &[],
        }
    }

    pub(super) fn is_over(&self) -> bool {
        matches!(self.phase, HelpPhase::Ended(_))
    }

    /// Takes in all that has happened. True when something still waits to be sent.
    pub(super) fn update(&mut self, now: Instant) -> bool {
        loop {
            match next(&mut self.events) {
                NextEvent::Event(event) => self.apply(event, now),
                NextEvent::Nothing => break,
                NextEvent::Gone => {
                    if !self.is_over() {
                        self.phase = HelpPhase::Ended(End::Lost);
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
                    HelpPhase::Connecting { since, .. } => *since,
                    _ => now,
                };
                self.phase = HelpPhase::Connecting {
                    address: Some(address),
                    since,
                };
            }
            Event::Listening(_) => self.listening(|_| ()),
            Event::Mapped(_) => self.listening(|listening| listening.router = None),
            Event::Unmapped(why) => self.listening(|listening| listening.router = Some(words::unmapped_here(&why))),
            Event::Reply { text, expires } => self.listening(|listening| listening.reply = Some((text, expires))),
            Event::Compare { address, words } => self.phase = HelpPhase::Compare { address, words },
            Event::Postponed { seconds } => {
                let until = now + Duration::from_secs(u64::from(seconds));
                self.phase = HelpPhase::Postponed { until };
            }
            Event::Waiting { address, protection } => {
                self.protection = Some(protection);
                self.address = Some(address);
                self.phase = HelpPhase::Waiting { address, since: now };
            }
            Event::Viewing { width, height } => match &mut self.phase {
                HelpPhase::Viewing(viewing) => {
                    (viewing.width, viewing.height) = (width, height);
                    viewing.monitors.clear();
                }
                _ => {
                    self.phase = HelpPhase::Viewing(Viewing {
                        width,
                        height,
                        monitors: Vec::new(),
                        control: ControlShown::None,
                        paused: None,
                        system_asks: false,
                    })
                }
            },
            Event::Monitors(mut monitors) => {
                if let HelpPhase::Viewing(viewing) = &mut self.phase {
                    monitors.sort_by_key(|monitor| (monitor.area.left, monitor.area.top));
                    viewing.monitors = monitors;
                }
            }
            // The log of the program has it; the helper's own screen is not in danger.
            Event::Picture | Event::NotRecorded(_) => {}
            Event::ControlRequested => self.control(ControlShown::Requested(now)),
            Event::Controlling => self.control(ControlShown::Held),
            Event::ControlRefused(why) => self.control(ControlShown::Refused(why)),
            Event::ControlEnded => self.control(ControlShown::Ended),
            Event::InputRefused => self.input_refused = Some(now),
            Event::SystemAsks(asks) => {
                if let HelpPhase::Viewing(viewing) = &mut self.phase {
                    viewing.system_asks = asks;
                }
            }
            Event::Paused(why) => self.paused(Some(Paused { why, since: now })),
            Event::Resumed => self.paused(None),
            Event::Figures(figures) => self.figures = figures,
            Event::Ended(end) => self.phase = HelpPhase::Ended(end),
        }
    }

    /// The router may change its mind during a session; that is said only while somebody is waited for.
    fn listening(&mut self, change: impl FnOnce(&mut HelperListening)) {
        match &mut self.phase {
            HelpPhase::Listening(listening) => change(listening),
            HelpPhase::Connecting { .. } => {
                let mut listening = HelperListening::default();
                change(&mut listening);
                self.phase = HelpPhase::Listening(listening);
            }
            HelpPhase::Compare { .. }
            | HelpPhase::Postponed { .. }
            | HelpPhase::Waiting { .. }
            | HelpPhase::Viewing(_)
            | HelpPhase::Ended(_) => {}
        }
    }

    fn control(&mut self, control: ControlShown) {
        if let HelpPhase::Viewing(viewing) = &mut self.phase {
            viewing.control = control;
        }
    }

    fn paused(&mut self, paused: Option<Paused>) {
        if let HelpPhase::Viewing(viewing) = &mut self.phase {
            viewing.paused = paused;
            viewing.system_asks = false;
        }
    }
}
