//! How a front end gives its commands. What takes a right away takes effect in the thread that gives it, before
//! anything else hears of it; what concerns the session with the helper goes straight there, past everything that may
//! be busy.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc::error::{SendError, TrySendError};
use tokio::sync::{mpsc, watch};

use super::command::Command;
use super::invitation::InvitationId;
use super::may_offer::Controlling;
use super::slot::{Slot, ToHelped};
use crate::session::consent::Gates;
use crate::vocabulary::Shared;

/// How often each right was withdrawn by the novice; the session does the rest of what belongs to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Withdrawn {
    pub control: u64,
    pub view: u64,
    /// Of these, because the bar was hidden.
    pub unseen: u64,
    pub session: u64,
    /// The session ended because the program does.
    pub closing: bool,
    /// And that, because something else closed its window.
    pub window_gone: bool,
}

/// Invitations that the person cancelled and that are about to be removed: they let nobody in any more.
#[derive(Debug, Default)]
pub(super) struct Cancelled(Mutex<HashSet<InvitationId>>);

impl Cancelled {
    pub fn contains(&self, id: &str) -> bool {
        let cancelled = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Seldom more than one. An ordinary comparison will do: it is made for somebody who knows the ID.
        cancelled.iter().any(|cancelled| cancelled.0 == id)
    }

    fn add(&self, id: InvitationId) {
        let mut cancelled = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        cancelled.insert(id);
    }

    /// It has been put away.
    pub fn done(&self, id: &InvitationId) {
        let mut cancelled = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        cancelled.remove(id);
    }
}

/// Withdraws what a helper was granted: at once, from any thread, and waiting for nothing. The session hears of it
/// afterwards.
#[derive(Debug, Clone, Default)]
pub struct Stop {
    pub(super) gates: Gates,
    pub(super) withdrawn: watch::Sender<Withdrawn>,
}

impl Stop {
    /// Ends control; the helper still sees the screen.
    pub fn take_back(&self) {
        self.gates.withdraw_control();
        self.withdrawn.send_modify(|withdrawn| withdrawn.control += 1);
    }

    /// Ends control and view until the novice resumes.
    pub fn pause(&self) {
        self.gates.withdraw_all();
        self.withdrawn.send_modify(|withdrawn| withdrawn.view += 1);
    }

    /// The same, since the novice cannot see that they share.
    pub fn pause_unseen(&self) {
        self.gates.withdraw_all();
        self.withdrawn.send_modify(|withdrawn| {
            withdrawn.view += 1;
            withdrawn.unseen += 1;
        });
    }

    /// Ends the session with the helper, if there is one.
    pub fn end(&self) {
        self.gates.withdraw_all();
        self.withdrawn.send_modify(|withdrawn| withdrawn.session += 1);
    }

    /// The same, because the program ends.
    pub fn close(&self) {
        self.gates.withdraw_all();
        self.withdrawn.send_modify(|withdrawn| {
            withdrawn.session += 1;
            withdrawn.closing = true;
        });
    }

    /// The same, because something else closed the program's window, in which the person saw that they share.
    pub fn window_gone(&self) {
        self.gates.withdraw_all();
        self.withdrawn.send_modify(|withdrawn| {
            withdrawn.session += 1;
            withdrawn.window_gone = true;
        });
    }
}

/// What a front end can reach without the service.
#[derive(Debug, Clone, Default)]
pub(super) struct DirectReach {
    pub stop: Stop,
    pub slot: Arc<Slot>,
    pub shared: Arc<Mutex<Shared>>,
    pub cancelled: Arc<Cancelled>,
    pub controlling: Controlling,
}

/// A front end's way to the novice's side. Dropping the last one ends it.
#[derive(Debug, Clone)]
pub struct Commands {
    /// `None`: somebody else takes all of them, out of the queue.
    reach: Option<DirectReach>,
    service: mpsc::Sender<Command>,
    /// Quitting ends the session with the helper, and nothing else.
    stays: bool,
    stop: Stop,
}

impl From<mpsc::Sender<Command>> for Commands {
    /// Commands for a receiver that is not a session of this process, as in tests of a front end.
    fn from(service: mpsc::Sender<Command>) -> Self {
        Self {
            reach: None,
            service,
            stays: false,
            stop: Stop::default(),
        }
    }
}

impl Commands {
    pub(super) fn new(reach: DirectReach, service: mpsc::Sender<Command>) -> Self {
        Self {
            stop: reach.stop.clone(),
            reach: Some(reach),
            service,
            stays: false,
        }
    }

    /// For a front end that comes and goes while the novice's side stays.
    #[must_use]
    pub fn staying(&self) -> Self {
        Self {
            stays: true,
            ..self.clone()
        }
    }

    /// Ends the novice's side when it is called, and does not keep it until then.
    pub fn quitting(&self) -> impl Fn() + Send + 'static {
        let service = self.service.downgrade();
        move || {
            // Where its queue is full the end of the process is near all the same.
            let _ = service.upgrade().map(|service| service.try_send(Command::Quit));
        }
    }

    /// To withdraw from another thread than the front end's own.
    #[must_use]
    pub fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// Gives a command, and waits where many others wait.
    ///
    /// # Errors
    /// The novice's side is gone.
    pub async fn send(&self, command: Command) -> Result<(), SendError<Command>> {
        match self.give_at_once(command) {
            Some(command) => self.service.send(command).await,
            None => Ok(()),
        }
    }

    /// Gives a command.
    ///
    /// # Errors
    /// The novice's side is gone, or many commands wait. What the command takes away is taken away all the same.
    pub fn try_send(&self, command: Command) -> Result<(), TrySendError<Command>> {
        match self.give_at_once(command) {
            Some(command) => self.queue(command),
            None => Ok(()),
        }
    }

    /// Queues what [`Commands::give_at_once`] has left.
    ///
    /// # Errors
    /// The novice's side is gone, or many commands wait.
    pub fn queue(&self, command: Command) -> Result<(), TrySendError<Command>> {
        self.service.try_send(command)
    }

    /// Does at once the part of a command that needs neither service nor session's task. What is left goes to the
    /// service and may wait in a queue.
    #[must_use = "what comes back is still to be given"]
    pub fn give_at_once(&self, command: Command) -> Option<Command> {
        let command = match command {
            Command::Quit if self.stays => Command::Stop,
            command => command,
        };
        match &command {
            Command::TakeBack => self.stop.take_back(),
            Command::Pause => self.stop.pause(),
            Command::BarHidden => self.stop.pause_unseen(),
            Command::Stop => self.stop.end(),
            Command::Quit => self.stop.close(),
            Command::EndEverything => {
                self.stop.end();
                if let Some(reach) = &self.reach {
                    reach.slot.refuse_claimants();
                }
            }
            _ => {}
        }
        let Some(reach) = &self.reach else { return Some(command) };
        match command {
            Command::TakeBack | Command::Pause | Command::BarHidden | Command::Stop => None,
            Command::Cancel(id) => {
                reach.cancelled.add(id.clone());
                Some(Command::Cancel(id))
            }
            Command::Share(shared) => {
                *reach.shared.lock().unwrap_or_else(PoisonError::into_inner) = shared;
                reach
                    .slot
                    .give(ToHelped::Command(Command::Share(shared), self.stop.gates.stamp()));
                None
            }
            command @ (Command::Answer(..) | Command::Called(..) | Command::Resume | Command::AllowControl) => {
                reach.slot.give(ToHelped::Command(command, self.stop.gates.stamp()));
                None
            }
            // While a helper has mouse and keyboard this press may be the helper's, so it has no effect, now or later.
            Command::KeepOffers | Command::PutBackOffers if reach.controlling.is_any() => None,
            command @ (Command::Ask(_)
            | Command::ConnectTo(_)
            | Command::Wait(_)
            | Command::Decline(_)
            | Command::KeepOffers
            | Command::PutBackOffers
            | Command::EndEverything
            | Command::Quit) => Some(command),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::consent::{Acquaintance, Answered, Consent, LOCKED};
    use crate::session::novice::question::{Answer, QuestionKind};

    /// Nobody takes what waits for the service, and the session does not run: what is taken away is gone when the call
    /// returns.
    #[test]
    fn what_takes_a_right_away_waits_for_nobody() {
        for (command, sees) in [
            (Command::TakeBack, true),
            (Command::Pause, false),
            (Command::BarHidden, false),
            (Command::Stop, false),
            (Command::Quit, false),
            (Command::EndEverything, false),
        ] {
            let reach = DirectReach::default();
            let (service, _never_taken) = mpsc::channel(1);
            service.try_send(Command::KeepOffers).unwrap();
            let commands = Commands::new(reach.clone(), service);
            let mut consent = Consent::new(reach.stop.gates.clone(), Acquaintance::Known);
            let now = std::time::Instant::now();
            let id = consent.ask(QuestionKind::View, now).unwrap();
            let Answered::View(view) = consent.answer(id, Answer::Allow, now + LOCKED, consent.stamp()) else {
                panic!("not allowed")
            };
            let id = consent.ask(QuestionKind::Control, now).unwrap();
            let Answered::Control(control) = consent.answer(id, Answer::Allow, now + LOCKED, consent.stamp()) else {
                panic!("not allowed")
            };
            let before = reach.stop.gates.stamp();
            // The one who quits is told that the queue is full; what is taken away is taken away.
            let _ = commands.try_send(command);
            assert!(!control.holds());
            assert_eq!(view.holds(), sees);
            // The session does the rest when it hears of it; until then, and after, a press from before gives nothing.
            consent.end_control();
            if let Some(id) = consent.ask(QuestionKind::Control, now) {
                let late = consent.answer(id, Answer::Allow, now + LOCKED, before);
                assert!(matches!(late, Answered::Refused(_)), "{late:?}");
            }
        }
    }

    #[test]
    fn a_cancelled_invitation_is_so_before_the_service_hears_of_it() {
        let reach = DirectReach::default();
        let (service, _never_taken) = mpsc::channel(1);
        service.try_send(Command::KeepOffers).unwrap();
        let commands = Commands::new(reach.clone(), service);
        let id = InvitationId("ID".to_owned());
        assert!(commands.try_send(Command::Cancel(id.clone())).is_err());
        assert!(reach.cancelled.contains("ID"));
        reach.cancelled.done(&id);
        assert!(!reach.cancelled.contains("ID"));
    }

    #[test]
    fn a_window_that_goes_while_the_session_stays_ends_only_what_a_helper_sees() {
        let reach = DirectReach::default();
        let (service, mut taken) = mpsc::channel(1);
        let commands = Commands::new(reach.clone(), service);
        commands.staying().try_send(Command::Quit).unwrap();
        assert_eq!(reach.stop.withdrawn.borrow().session, 1);
        assert!(taken.try_recv().is_err());
        commands.try_send(Command::Quit).unwrap();
        assert!(matches!(taken.try_recv(), Ok(Command::Quit)));
    }
}
