//! The expert's role on the terminal: says what happens, and acts by the commands typed.

use std::future::Future;
use std::io::Write;
use std::num::NonZeroU8;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::Instant;

use super::snapshot::{self, SnapshotError};
use super::{Exit, Screen, Typed, keys, unmapped_word, words};
use crate::session::expert::{Command, End, Event, SharedCanvas};
use crate::session::novice::ControlRefusal;
use crate::vocabulary::{InputEvent, MouseButton};

/// How long the session may take to say farewell after [`Command::End`].
const FAREWELL: Duration = Duration::from_secs(3);

/// One notch of a wheel, [MS-RDPBCGR] 2.2.8.1.1.3.1.1.3.
const NOTCH: i16 = 120;

/// What one run needs.
pub struct ExpertRun {
    pub commands: mpsc::Sender<Command>,
    pub events: mpsc::Receiver<Event>,
    pub canvas: SharedCanvas,
    /// Its end ends nothing: a script may leave the session running.
    pub typed: mpsc::Receiver<Typed>,
    /// Where to leave what was last seen.
    pub snapshot: Option<PathBuf>,
}

/// Runs until the session ends, or until `interrupted`, which says how.
pub async fn run<O, E>(run: ExpertRun, screen: &mut Screen<O, E>, interrupted: impl Future<Output = Exit>) -> Exit
where
    O: Write,
    E: Write,
{
    let ExpertRun {
        commands,
        mut events,
        canvas,
        mut typed,
        snapshot,
    } = run;
    let mut front = ExpertFront {
        screen,
        commands,
        canvas,
        waiting_snapshots: Vec::new(),
        size: (0, 0),
        state: ExpertState::Connecting,
        given_back: false,
    };
    let mut input_ended = false;
    tokio::pin!(interrupted);
    let mut exit = loop {
        let done = tokio::select! {
            biased;
            exit = &mut interrupted => {
                farewell(&front.commands, &mut events).await;
                break exit;
            }
            event = events.recv() => match event {
                Some(event) => front.event(event),
                None => {
                    front.screen.error(&words::session_gone());
                    Some(Exit::Failed)
                }
            },
            line = typed.recv(), if !input_ended => match line {
                Some(typed) => {
                    front.typed(typed.line.trim_start(), typed.at).await;
                    None
                }
                None => {
                    input_ended = true;
                    None
                }
            },
        };
        if let Some(exit) = done {
            break exit;
        }
    };
    front.give_up_snapshots();
    if let Some(file) = snapshot
        && let Err(written) = front.last_picture(&file)
        && exit == Exit::Done
    {
        exit = written;
    }
    exit
}

async fn farewell(commands: &mpsc::Sender<Command>, events: &mut mpsc::Receiver<Event>) {
    if commands.send(Command::End).await.is_err() {
        return;
    }
    let ended = async {
        while let Some(event) = events.recv().await {
            if matches!(event, Event::Ended(_)) {
                return;
            }
        }
    };
    if tokio::time::timeout(FAREWELL, ended).await.is_err() {
        tracing::warn!("the session did not end in time");
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ExpertState {
    Connecting,
    /// The words of an offer are on both screens, here since this moment: a line that was typed before says nothing of
    /// them.
    Comparing(Instant),
    Waiting,
    Viewing,
    /// Control was asked for and not yet answered.
    Asking,
    Controlling,
    Paused,
}

/// Why a typed command did nothing.
type NothingDone = String;

struct ExpertFront<'a, O, E> {
    screen: &'a mut Screen<O, E>,
    commands: mpsc::Sender<Command>,
    canvas: SharedCanvas,
    /// Files asked for before the first whole picture.
    waiting_snapshots: Vec<PathBuf>,
    size: (u16, u16),
    state: ExpertState,
    /// Control was given back here, and its end is not confirmed yet.
    given_back: bool,
}

impl<O: Write, E: Write> ExpertFront<'_, O, E> {
    /// A table: what each event prints, and changes.
    fn event(&mut self, event: Event) -> Option<Exit> {
        match event {
            Event::Connecting { address } => self.screen.line(&format!("connecting {address}")),
            Event::Listening(address) => self.screen.line(&format!("listening {address}")),
            Event::Mapped(address) => self.screen.line(&format!("mapped {address}")),
            Event::Unmapped(why) => {
                self.screen.line(&format!("not-mapped {}", unmapped_word(&why)));
                self.screen.note(&words::unmapped_here(&why));
            }
            Event::Reply { text, expires } => {
                self.screen.line(&format!("reply {text}"));
                self.screen.note(&words::reply(expires));
            }
            Event::Compare { address, words } => {
                self.screen.note(&words::compare_with(address));
                // Before the line, which a script may answer at once.
                self.state = ExpertState::Comparing(Instant::now());
                self.screen.line(&format!("compare {}", words.join(" ")));
            }
            Event::Postponed { seconds } => {
                self.state = ExpertState::Connecting;
                self.screen.line(&format!("postponed {seconds}"));
                self.screen.note(&words::postponed(seconds));
            }
            Event::Waiting { address, protection } => {
                self.state = ExpertState::Waiting;
                self.screen.line("waiting");
                self.screen.note(&words::waiting(address, protection));
            }
            Event::Viewing { width, height } => {
                if !matches!(self.state, ExpertState::Controlling | ExpertState::Asking) {
                    self.state = ExpertState::Viewing;
                }
                self.size = (width, height);
                self.screen.line(&format!("viewing {width}x{height}"));
            }
            Event::Picture => self.write_waiting_snapshots(),
            Event::Figures(_) | Event::Monitors(_) => {}
            Event::ControlRequested => {
                self.state = ExpertState::Asking;
                self.screen.note(&words::control_asked());
            }
            Event::Controlling => {
                self.state = ExpertState::Controlling;
                self.given_back = false;
                self.screen.line("controlling");
            }
            Event::ControlRefused(why) => {
                self.state = ExpertState::Viewing;
                self.screen.line(match why {
                    ControlRefusal::Novice => "refused control",
                    ControlRefusal::Desktop => "refused control desktop",
                    ControlRefusal::Impossible => "refused control impossible",
                });
            }
            Event::ControlEnded => {
                self.state = ExpertState::Viewing;
                let why = if std::mem::take(&mut self.given_back) {
                    "given-back"
                } else {
                    "by-novice"
                };
                self.screen.line(&format!("control-ended {why}"));
            }
            Event::InputRefused => {
                self.screen.line("input-refused");
                self.screen.note(&words::input_refused());
            }
            Event::SystemAsks(asks) => {
                self.screen.line(words::system_asks(asks));
                if asks {
                    self.screen.note(&words::system_asks_them());
                }
            }
            Event::Paused(why) => {
                self.state = ExpertState::Paused;
                self.screen.line(&words::paused(why));
            }
            Event::Resumed => {
                self.state = ExpertState::Viewing;
                self.screen.line("resumed");
            }
            Event::NotRecorded(problem) => self.screen.note(&problem.to_string()),
            Event::Ended(end) => {
                if end == End::NoviceSaidNo {
                    self.screen.line("refused view");
                }
                self.screen.line(&format!("ended {}", end.journal_word()));
                self.screen.note(&words::expert_ended(&end));
                return Some(Exit::from(&end));
            }
        }
        None
    }

    async fn typed(&mut self, line: &str, at: Instant) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let done = match word {
            "" => return,
            "words-match" => self.compared(Command::WordsMatch, at).await,
            "words-differ" => self.compared(Command::WordsDiffer, at).await,
            "request-control" => self.request_control().await,
            "release-control" => self.release_control().await,
            "move" => {
                self.at_place(rest, |x, y, _| Some(vec![InputEvent::Move { x, y }]))
                    .await
            }
            "click" => self.at_place(rest, click).await,
            "button-down" => self.at_place(rest, |x, y, name| button(x, y, name, true)).await,
            "button-up" => self.at_place(rest, |x, y, name| button(x, y, name, false)).await,
            "type" => self.inject(text(rest)).await,
            "key" => self.key(rest, true, true).await,
            "key-down" => self.key(rest, true, false).await,
            "key-up" => self.key(rest, false, true).await,
            "snapshot" => self.snapshot(rest.trim()),
            "end" => self.send(Command::End).await,
            _ => Err(words::expert_commands()),
        };
        match done {
            Ok(()) => self.screen.note(&words::done(word)),
            Err(refusal) => self.screen.error(&refusal),
        }
    }

    async fn compared(&mut self, command: Command, at: Instant) -> Result<(), NothingDone> {
        let ExpertState::Comparing(since) = self.state else {
            return Err(words::no_words());
        };
        if at < since {
            return Err(words::no_words());
        }
        self.state = ExpertState::Connecting;
        self.send(command).await
    }

    async fn request_control(&mut self) -> Result<(), NothingDone> {
        match self.state {
            ExpertState::Viewing => self.send(Command::RequestControl).await,
            ExpertState::Controlling | ExpertState::Asking => Err(words::already_controlling()),
            ExpertState::Connecting | ExpertState::Comparing(_) | ExpertState::Waiting | ExpertState::Paused => {
                Err(words::not_viewing())
            }
        }
    }

    /// From here on nothing more is sent, without waiting for the other side to confirm it.
    async fn release_control(&mut self) -> Result<(), NothingDone> {
        self.controlled(vec![Command::ReleaseControl]).await?;
        self.given_back = true;
        self.state = ExpertState::Viewing;
        Ok(())
    }

    async fn at_place(
        &mut self,
        rest: &str,
        events: impl Fn(u16, u16, &str) -> Option<Vec<InputEvent>>,
    ) -> Result<(), NothingDone> {
        let mut parts = rest.split_whitespace();
        let place = (
            parts.next().and_then(|x| x.parse().ok()),
            parts.next().and_then(|y| y.parse().ok()),
        );
        let (Some(x), Some(y)) = place else {
            return Err(words::bad_place());
        };
        let name = parts.next().unwrap_or("left");
        if parts.next().is_some() {
            return Err(words::bad_place());
        }
        self.controls()?;
        if x >= self.size.0 || y >= self.size.1 {
            return Err(words::outside(self.size));
        }
        let events = events(x, y, name).ok_or_else(words::bad_button)?;
        self.inject(events).await
    }

    async fn key(&mut self, names: &str, down: bool, up: bool) -> Result<(), NothingDone> {
        let strokes = keys::strokes(names).ok_or_else(words::bad_key)?;
        let pressed = strokes.iter().filter(|_| down).map(|stroke| stroke.event(true));
        let released = strokes.iter().rev().filter(|_| up).map(|stroke| stroke.event(false));
        self.inject(pressed.chain(released).collect()).await
    }

    async fn inject(&mut self, events: Vec<InputEvent>) -> Result<(), NothingDone> {
        self.controlled(events.into_iter().map(Command::Input).collect()).await
    }

    async fn controlled(&mut self, commands: Vec<Command>) -> Result<(), NothingDone> {
        self.controls()?;
        for command in commands {
            self.send(command).await?;
        }
        Ok(())
    }

    fn controls(&self) -> Result<(), NothingDone> {
        match self.state {
            ExpertState::Controlling => Ok(()),
            ExpertState::Viewing | ExpertState::Asking => Err(words::not_controlling()),
            ExpertState::Connecting | ExpertState::Comparing(_) | ExpertState::Waiting | ExpertState::Paused => {
                Err(words::not_viewing())
            }
        }
    }

    async fn send(&mut self, command: Command) -> Result<(), NothingDone> {
        self.commands.send(command).await.map_err(|_| words::session_gone())
    }

    fn snapshot(&mut self, file: &str) -> Result<(), NothingDone> {
        if file.is_empty() {
            return Err(words::no_file());
        }
        if matches!(
            self.state,
            ExpertState::Connecting | ExpertState::Comparing(_) | ExpertState::Waiting
        ) {
            return Err(words::not_viewing());
        }
        self.waiting_snapshots.push(PathBuf::from(file));
        self.write_waiting_snapshots();
        Ok(())
    }

    /// Writes the pictures asked for as soon as a whole one is there.
    fn write_waiting_snapshots(&mut self) {
        let files = std::mem::take(&mut self.waiting_snapshots);
        for file in files {
            match self.write(&file) {
                Ok(()) => self.screen.note(&words::saved(&file)),
                Err(SnapshotError::NotWhole) => self.waiting_snapshots.push(file),
                Err(error) => self.screen.error(&words::not_saved(&file, &error)),
            }
        }
    }

    fn give_up_snapshots(&mut self) {
        for file in std::mem::take(&mut self.waiting_snapshots) {
            self.screen.error(&words::not_saved(&file, &SnapshotError::NotWhole));
        }
    }

    fn last_picture(&mut self, file: &Path) -> Result<(), Exit> {
        match self.write(file) {
            Ok(()) => {
                self.screen.note(&words::saved(file));
                Ok(())
            }
            Err(error) => {
                self.screen.error(&words::not_saved(file, &error));
                Err(Exit::NotWritten)
            }
        }
    }

    fn write(&self, file: &Path) -> Result<(), SnapshotError> {
        let canvas = self.canvas.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        snapshot::write(&canvas, file)
    }
}

fn click(x: u16, y: u16, name: &str) -> Option<Vec<InputEvent>> {
    if let Some(turn) = name.strip_prefix("wheel-") {
        let (horizontal, rotation) = turned(turn)?;
        let turn = InputEvent::Wheel {
            horizontal,
            rotation,
            x,
            y,
        };
        return Some(vec![InputEvent::Move { x, y }, turn]);
    }
    let button = mouse_button(name)?;
    Some(vec![
        InputEvent::Move { x, y },
        InputEvent::Button {
            button,
            down: true,
            x,
            y,
        },
        InputEvent::Button {
            button,
            down: false,
            x,
            y,
        },
    ])
}

/// Whether a wheel turns across, and how far, from `up`, or `up:40` for a part of a notch.
fn turned(turn: &str) -> Option<(bool, i16)> {
    let (way, far) = match turn.split_once(':') {
        Some((way, far)) => (way, i16::from(far.parse::<NonZeroU8>().ok()?.get())),
        None => (turn, NOTCH),
    };
    match way {
        "up" => Some((false, far)),
        "down" => Some((false, -far)),
        "right" => Some((true, far)),
        "left" => Some((true, -far)),
        _ => None,
    }
}

fn button(x: u16, y: u16, name: &str, down: bool) -> Option<Vec<InputEvent>> {
    let button = mouse_button(name)?;
    Some(vec![
        InputEvent::Move { x, y },
        InputEvent::Button { button, down, x, y },
    ])
}

fn mouse_button(name: &str) -> Option<MouseButton> {
    match name {
        "left" => Some(MouseButton::Left),
        "right" => Some(MouseButton::Right),
        "middle" => Some(MouseButton::Middle),
        "back" => Some(MouseButton::Back),
        "forward" => Some(MouseButton::Forward),
        _ => None,
    }
}

/// Each UTF-16 unit down and up, as [MS-RDPBCGR] 2.2.8.1.1.3.1.1.2 sends text.
fn text(text: &str) -> Vec<InputEvent> {
    text.encode_utf16()
        .flat_map(|unit| [true, false].map(|down| InputEvent::Unicode { unit, down }))
        .collect()
}
