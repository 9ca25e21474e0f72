//! The two ends of a session as the window holds them: commands go out, events come in, and the window never waits.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use tokio::sync::mpsc::error::{TryRecvError, TrySendError};
use tokio::sync::mpsc::{Receiver, Sender};

use crate::session::expert::SharedCanvas;
use crate::session::{expert, novice};

/// A novice's session.
pub struct NoviceLink {
    pub commands: novice::Commands,
    pub events: Receiver<novice::Event>,
}

/// An expert's session, with the picture that it draws into.
pub struct ExpertLink {
    pub commands: Sender<expert::Command>,
    pub events: Receiver<expert::Event>,
    pub canvas: SharedCanvas,
}

/// Who takes commands.
pub(super) trait Taker<C> {
    /// Does at once the part of a command that waits for nothing; gives back what is left, to be sent in its turn.
    fn take_at_once(&self, command: C) -> Option<C>;
    fn try_take(&self, command: C) -> Result<(), TrySendError<C>>;
}

impl Taker<novice::Command> for novice::Commands {
    fn take_at_once(&self, command: novice::Command) -> Option<novice::Command> {
        self.give_at_once(command)
    }

    fn try_take(&self, command: novice::Command) -> Result<(), TrySendError<novice::Command>> {
        self.queue(command)
    }
}

impl Taker<expert::Command> for Sender<expert::Command> {
    fn take_at_once(&self, command: expert::Command) -> Option<expert::Command> {
        Some(command)
    }

    fn try_take(&self, command: expert::Command) -> Result<(), TrySendError<expert::Command>> {
        self.try_send(command)
    }
}

/// Commands on their way out, in order. What cannot be taken now waits here for the next frame; what takes a right away
/// waits for nothing.
pub(super) struct Outbox<C, T: Taker<C>> {
    taker: T,
    waiting: VecDeque<C>,
}

impl<C, T: Taker<C>> Outbox<C, T> {
    pub(super) fn new(taker: T) -> Self {
        Self {
            taker,
            waiting: VecDeque::new(),
        }
    }

    pub(super) fn send(&mut self, command: C) {
        self.waiting.extend(self.taker.take_at_once(command));
        self.flush();
    }

    /// Hands over what waits; true when something still does.
    pub(super) fn flush(&mut self) -> bool {
        while let Some(command) = self.waiting.pop_front() {
            match self.taker.try_take(command) {
                Ok(()) => {}
                Err(TrySendError::Full(command)) => {
                    self.waiting.push_front(command);
                    return true;
                }
                Err(TrySendError::Closed(_)) => self.waiting.clear(),
            }
        }
        false
    }

    /// Empties the queue at the end of the program; a session that does not listen any more is not waited for long.
    pub(super) fn finish(mut self) {
        let limit = Instant::now() + TIMEOUT;
        while self.flush() && Instant::now() < limit {
            std::thread::sleep(TIMEOUT / 50);
        }
    }
}

/// How long the end of the program waits for a session to take its last command.
const TIMEOUT: Duration = Duration::from_millis(500);

/// The next event, or why there is none.
pub(super) enum NextEvent<E> {
    Event(E),
    Nothing,
    /// The session is gone.
    Gone,
}

pub(super) fn next<E>(events: &mut Receiver<E>) -> NextEvent<E> {
    match events.try_recv() {
        Ok(event) => NextEvent::Event(event),
        Err(TryRecvError::Empty) => NextEvent::Nothing,
        Err(TryRecvError::Disconnected) => NextEvent::Gone,
    }
}
