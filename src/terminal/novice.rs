//! The novice's role on the terminal: says what happens, asks the two questions, takes the answers and commands.

mod asked;
mod called;
mod commanded;
mod questions;

use std::future::Future;
use std::io::Write;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::Instant;

use self::asked::AskedQuestion;
pub use self::called::Called;
use super::{Exit, Output, Screen, Typed, quoted, unmapped_word, words};
use crate::desk::Call;
use crate::session::novice::{
    AskOptions, Command, Commands, CompareId, ControlRefusal, Event, InvitationId, InvitationInForce, Problem,
    SessionEnd, WaitOptions,
};
use crate::vocabulary::KeptBack;

/// How long the session may take to say farewell after [`Command::Quit`].
const FAREWELL: Duration = Duration::from_secs(3);

/// Hands the new invitation over as the person chose (a file, mail). An error: there is no file, and so no invitation.
pub type Deliver = Box<dyn FnMut(&InvitationInForce) -> Result<Delivered, Problem> + Send>;

/// The invitation's file, which was written, and why no mail was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    pub path: PathBuf,
    pub problem: Option<Problem>,
}

impl Delivered {
    /// Nothing was asked for but the private copy.
    pub fn as_kept(invitation: &InvitationInForce) -> Self {
        Self {
            path: invitation.file.clone(),
            problem: None,
        }
    }
}

/// What the person is there for.
#[derive(Debug)]
pub enum Purpose {
    /// Ask for help, by an invitation.
    Ask(AskOptions),
    /// To be helped by who offers it.
    Wait(WaitOptions),
}

/// What one run needs.
pub struct NoviceRun {
    pub purpose: Purpose,
    pub commands: Commands,
    pub events: mpsc::Receiver<Event>,
    /// Closed: nobody can answer, so every question is answered with no.
    pub typed: mpsc::Receiver<Typed>,
    pub deliver: Deliver,
    /// Also print the ticket, as one line `text …`.
    pub text: bool,
    pub called: Called,
}

/// Runs until the invitation is over, or until `interrupted`, which says how.
pub async fn run<O, E>(run: NoviceRun, screen: &mut Screen<O, E>, interrupted: impl Future<Output = Exit>) -> Exit
where
    O: Output,
    E: Write,
{
    let NoviceRun {
        purpose,
        commands,
        mut events,
        mut typed,
        deliver,
        text,
        called,
    } = run;
    let first = match purpose {
        Purpose::Ask(options) => Command::Ask(options),
        Purpose::Wait(options) => Command::Wait(options),
    };
    if commands.send(first).await.is_err() {
        screen.error(&words::session_gone());
        return Exit::Failed;
    }
    let mut front = NoviceFront {
        screen,
        commands,
        deliver,
        text,
        called,
        ours: None,
        open: false,
        comparing: None,
        question: None,
        input_ended: false,
        escape_watched: false,
        kept_back: KeptBack::default(),
        ending: false,
        over: None,
        state: NoviceState::Waiting,
        before: NoviceState::Waiting,
        since: Instant::now(),
    };
    tokio::pin!(interrupted);
    let exit = loop {
        let (refuse_at, allow_at) = (front.refuse_at(), front.allow_at());
        let done = tokio::select! {
            biased;
            exit = &mut interrupted => break exit,
            event = events.recv() => match event {
                Some(event) => front.event(event).await,
                None => {
                    front.screen.error(&words::session_gone());
                    Some(Exit::Failed)
                }
            },
            line = typed.recv(), if !front.input_ended => match line {
                Some(line) => front.typed(line).await,
                None => front.end_of_input(),
            },
            () = sleep_until(refuse_at), if refuse_at.is_some() => front.refuse_unanswerable().await,
            () = sleep_until(allow_at), if allow_at.is_some() => front.waited().await,
        };
        if let Some(exit) = done {
            break exit;
        }
    };
    front.called.hush();
    farewell(&front.commands, &mut events).await;
    exit
}

async fn farewell(commands: &Commands, events: &mut mpsc::Receiver<Event>) {
    if commands.send(Command::Quit).await.is_err() {
        return;
    }
    let drained = tokio::time::timeout(FAREWELL, async { while events.recv().await.is_some() {} }).await;
    if drained.is_err() {
        tracing::warn!("the session did not end in time");
    }
}

async fn sleep_until(at: Option<Instant>) {
    if let Some(at) = at {
        tokio::time::sleep_until(at).await;
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NoviceState {
    Waiting,
    Connected,
    Viewing,
    Controlling,
    Paused,
}

struct NoviceFront<'a, O, E> {
    screen: &'a mut Screen<O, E>,
    commands: Commands,
    deliver: Deliver,
    text: bool,
    called: Called,
    /// The invitation that this run asked for; earlier ones that are still in force are announced before it.
    ours: Option<InvitationId>,
    /// Offers can come in.
    open: bool,
    /// The words of this offer are on the screen.
    comparing: Option<CompareId>,
    question: Option<AskedQuestion>,
    input_ended: bool,
    /// Whether Esc may be promised.
    escape_watched: bool,
    /// As it was said last.
    kept_back: KeptBack,
    /// Everything is being ended, and it is still to be said that it is.
    ending: bool,
    /// How the run ends when the session does: there is nothing left to wait for.
    over: Option<Exit>,
    state: NoviceState,
    /// The state before this one, and since when this one is: a line means what it meant when it was typed.
    before: NoviceState,
    since: Instant,
}

impl<O: Output, E: Write> NoviceFront<'_, O, E> {
    /// A table: what each event prints, and changes.
    async fn event(&mut self, event: Event) -> Option<Exit> {
        match event {
            Event::Invitation(invitation) => return self.invitation(&invitation).await,
            Event::Listening(address) => self.screen.line(&format!("listening {address}")),
            Event::Mapped(address) => self.screen.line(&format!("mapped {address}")),
            Event::Unmapped(why) => {
                self.screen.line(&format!("not-mapped {}", unmapped_word(&why)));
                self.screen.note(&words::unmapped(&why));
            }
            Event::DeadInvitation { reason, .. } => self.screen.error(&words::dead_invitation(&reason)),
            Event::Dialling { address } => self.screen.line(&format!("connecting {address}")),
            Event::NotConnected(problem) => self.screen.error(&words::not_connected(problem)),
            Event::Connected { address } => {
                self.enter(NoviceState::Connected);
                self.screen.line(&format!("connected {}", plain(address)));
            }
            Event::Question(question) => self.ask(question),
            Event::AnswerTooEarly(id) => {
                if self.question.as_ref().is_some_and(|open| open.question.id == id) {
                    self.print_question();
                }
            }
            Event::Called(id, caller) => self.called(id, caller),
            Event::QuestionClosed(id) => {
                if self.question.take_if(|open| open.question.id == id).is_some() {
                    self.called.hush();
                }
            }
            Event::Opening { desktop_asks } => {
                self.enter(NoviceState::Viewing);
                if desktop_asks {
                    self.screen.note(&words::desktop_asks());
                }
            }
            Event::Viewing => {
                self.enter(NoviceState::Viewing);
                self.screen.line("viewing");
                self.screen.note(&words::viewing());
            }
            // `lifeline history` has it.
            Event::Summary(_) => {}
            // It has no border to paint.
            Event::SharedPlace(_) => {}
            Event::EscapeWatched(watched) => self.escape_watched = watched,
            Event::ShortcutWatched(keys) => self.screen.note(&words::shortcut(&keys)),
            // The session itself knows what can be given.
            Event::ViewOnly(_) | Event::Uncontrollable => {}
            // It can be taken back from here on.
            Event::DesktopAsksControl => {
                self.enter(NoviceState::Controlling);
                self.screen.note(&words::desktop_asks_control());
            }
            Event::Controlling => {
                self.enter(NoviceState::Controlling);
                self.screen.line("controlling");
                self.screen.note(&words::controlling(self.escape_watched));
            }
            Event::ControlRefused(ControlRefusal::Desktop) => {
                self.enter(NoviceState::Viewing);
                self.screen.line("control-ended desktop-refused");
            }
            Event::ControlRefused(ControlRefusal::Novice | ControlRefusal::Impossible) => {
                self.enter(NoviceState::Viewing);
                self.screen.line("control-ended refused");
            }
            Event::ControlEnded(why) => {
                self.enter(NoviceState::Viewing);
                self.screen.line(&format!("control-ended {}", why.journal_word()));
            }
            Event::KeptBack(kept_back) => {
                if kept_back.everything != self.kept_back.everything {
                    self.screen.line(words::system_asks(kept_back.everything));
                }
                if kept_back.protected && !self.kept_back.protected {
                    self.screen.line("protected");
                    self.screen.note(&words::is_protected());
                }
                self.kept_back = kept_back;
            }
            Event::Paused(why) => {
                self.enter(NoviceState::Paused);
                self.kept_back = KeptBack::default();
                self.screen.line(&words::paused(why));
            }
            Event::Resumed => {
                self.enter(NoviceState::Viewing);
                self.screen.line("resumed");
            }
            Event::TryFailed {
                address, tries_left, ..
            } => {
                self.screen.line(&format!("try-failed {}", plain(address)));
                self.screen.note(&words::try_failed(tries_left));
            }
            Event::Expired(id) => return self.over(&id, "expired", Exit::Expired),
            Event::Cancelled(id) => return self.over(&id, "cancelled", Exit::Done),
            Event::Withdrawn(id) => return self.over(&id, "cancelled forbidden", Exit::Forbidden),
            Event::AllClosed => {
                let offers = std::mem::take(&mut self.open);
                self.screen.line("all-closed");
                self.screen.note(&words::all_closed(offers));
                self.ending = false;
                return self.leave(self.over.unwrap_or(Exit::Done));
            }
            Event::Closed(id) => return self.over(&id, "cancelled too-many-tries", Exit::WrongPassword),
            Event::Ended(end) => {
                self.enter(NoviceState::Waiting);
                self.question = None;
                self.called.hush();
                self.screen.line(&format!("ended {}", session_end_word(&end)));
                self.screen
                    .note(&words::session_ended(&end, self.ours.is_some() && self.over.is_none()));
                return self.over.filter(|_| !self.ending);
            }
            Event::Waiting { port } => {
                self.open = true;
                self.screen.line(&format!("waiting {port}"));
                self.screen.note(&words::waiting_for_offers(port));
            }
            Event::NotWaiting(problem) => {
                self.screen.error(&problem.to_string());
                return Some(Exit::Unreachable);
            }
            Event::Compare(compare) => {
                self.comparing = Some(compare.id);
                self.screen.note(&words::compare(&compare));
                self.screen.line(&format!(
                    "compare {} ({}) {}",
                    quoted(&compare.name),
                    plain(compare.address),
                    compare.words.join(" ")
                ));
                self.called.call(self.screen, Call::to_compare());
            }
            Event::CompareClosed(id) => {
                if self.comparing.take_if(|open| *open == id).is_some() {
                    self.called.hush();
                    self.screen.line("compare-closed");
                }
            }
            Event::OfferRefused { address } => self.screen.line(&format!("offer-refused {}", plain(address))),
            Event::OffersChanged(changes) => {
                self.screen.line("offers-changed");
                self.screen.note(&words::offers_changed(&changes));
            }
            Event::NotRecorded(problem) => self.screen.note(&problem.to_string()),
            Event::Error(problem) => {
                self.screen.error(&problem.to_string());
                // Without an invitation or an open port there is nothing to wait for.
                if self.ours.is_none() && !self.open {
                    return Some(Exit::Failed);
                }
            }
        }
        None
    }

    async fn invitation(&mut self, invitation: &InvitationInForce) -> Option<Exit> {
        if invitation.kept {
            self.announce(invitation, &invitation.file);
            return None;
        }
        let Delivered { path, problem } = match (self.deliver)(invitation) {
            Ok(delivered) => delivered,
            Err(problem) => {
                self.screen.error(&problem.to_string());
                self.send(Command::Cancel(invitation.id.clone())).await;
                return Some(Exit::NotWritten);
            }
        };
        self.ours = Some(invitation.id.clone());
        self.announce(invitation, &path);
        if self.text {
            self.screen.line(&format!("text {}", invitation.ticket));
        }
        if let Some(problem) = problem {
            self.screen.error(&problem.to_string());
        }
        self.screen.note(&words::invitation());
        None
    }

    fn announce(&mut self, invitation: &InvitationInForce, path: &Path) {
        self.screen.line(&format!("invitation {}", path.display()));
        self.screen.line(&format!("password {}", invitation.password));
    }

    fn over(&mut self, id: &InvitationId, line: &str, exit: Exit) -> Option<Exit> {
        if self.ours.as_ref() != Some(id) {
            return None;
        }
        self.screen.line(line);
        self.leave(exit)
    }

    /// Ends the run, or lets the session that goes on come to its own end first: it does not need the invitation any
    /// more.
    fn leave(&mut self, exit: Exit) -> Option<Exit> {
        self.over = Some(exit);
        self.over.filter(|_| self.state == NoviceState::Waiting && !self.ending)
    }

    fn enter(&mut self, state: NoviceState) {
        self.before = std::mem::replace(&mut self.state, state);
        self.since = Instant::now();
    }

    async fn send(&mut self, command: Command) {
        if self.commands.send(command).await.is_err() {
            tracing::warn!("the session takes no more commands");
        }
    }
}

/// The address without the port, which says nothing to a person; an IPv4 address in IPv6 clothes is shown as what it
/// is.
fn plain(address: SocketAddr) -> IpAddr {
    address.ip().to_canonical()
}

/// The word of the journal, without the system's own for a screen that is gone.
fn session_end_word(end: &SessionEnd) -> String {
    match end {
        SessionEnd::ScreenGone(_) => "screen-gone".to_owned(),
        other => other.journal_word(),
    }
}
