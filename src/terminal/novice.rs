//! The novice's role on the terminal: says what happens, asks the two questions, takes the answers and commands.

use std::future::Future;
use std::io::Write;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::Instant;

use super::{Exit, Output, Receipt, Screen, Typed, quoted, unmapped_word, words};
use crate::session::novice::{
    Answer, AskOptions, Caller, Command, Commands, CompareId, Event, InvitationId, InvitationInForce, Problem,
    Question, QuestionId, QuestionKind, SessionEnd, WaitOptions,
};

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
        ours: None,
        open: false,
        comparing: None,
        question: None,
        input_ended: false,
        escape_watched: false,
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

struct AskedQuestion {
    question: Question,
    /// Answers read before this moment are not fresh.
    answerable: Instant,
    /// Tells when the person could read it.
    printed: Receipt,
    caller: Option<CallerSaid>,
    /// A yes was typed that counts when the time after "I called them" is over.
    wanted: bool,
}

/// What the person said about who called whom, and the session noted.
#[derive(Debug, Clone, Copy)]
enum CallerSaid {
    /// A yes counts from this moment on.
    Novice {
        allow_at: Instant,
        told: bool,
    },
    Helper,
}

impl AskedQuestion {
    /// How long nothing is an answer, after it was asked and after it was printed.
    fn locked(question: &Question) -> Duration {
        Duration::from_secs(u64::from(question.locked_seconds))
    }

    /// Whether what was typed at this moment can be an answer to this question.
    fn could_be_read(&self, at: Instant) -> bool {
        let printed = self.printed.get();
        printed.is_some_and(|&printed| at >= printed + Self::locked(&self.question))
    }

    /// Whether a yes also says that they called them.
    fn asks_caller(&self) -> bool {
        self.question.caller_seconds.is_some() && self.caller.is_none()
    }

    /// Whether the person has said that they were called.
    fn keeps_from_yes(&self) -> bool {
        matches!(self.caller, Some(CallerSaid::Helper))
    }

    /// How long it is until a yes counts, where "I called them" was said too short a time before.
    fn waits(&self, at: Instant) -> Option<Duration> {
        match self.caller {
            Some(CallerSaid::Novice { allow_at, .. }) => {
                allow_at.checked_duration_since(at).filter(|left| !left.is_zero())
            }
            Some(CallerSaid::Helper) | None => None,
        }
    }
}

struct NoviceFront<'a, O, E> {
    screen: &'a mut Screen<O, E>,
    commands: Commands,
    deliver: Deliver,
    text: bool,
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
            Event::QuestionClosed(id) => self.question = self.question.take().filter(|open| open.question.id != id),
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
            // The session itself knows what can be given.
            Event::ViewOnly(_) => {}
            Event::Controlling => {
                self.enter(NoviceState::Controlling);
                self.screen.line("controlling");
                self.screen.note(&words::controlling(self.escape_watched));
            }
            Event::ControlRefused => self.screen.line("control-ended refused"),
            Event::ControlEnded(why) => {
                self.enter(NoviceState::Viewing);
                self.screen.line(&format!("control-ended {}", why.journal_word()));
            }
            Event::Paused(why) => {
                self.enter(NoviceState::Paused);
                self.screen.line(format!("paused {}", why.journal_word()).trim_end());
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
                self.open = false;
                self.screen.line("all-closed");
                self.screen.note(&words::all_closed());
                self.ending = false;
                return self.leave(self.over.unwrap_or(Exit::Done));
            }
            Event::Closed(id) => return self.over(&id, "cancelled too-many-tries", Exit::WrongPassword),
            Event::Ended(end) => {
                self.enter(NoviceState::Waiting);
                self.question = None;
                self.screen.line(&format!("ended {}", session_end_word(&end)));
                self.screen.note(&words::session_ended(&end, self.over.is_none()));
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
            }
            Event::CompareClosed(id) => {
                if self.comparing.take_if(|open| *open == id).is_some() {
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

    fn ask(&mut self, question: Question) {
        let answerable = Instant::now() + AskedQuestion::locked(&question);
        self.question = Some(AskedQuestion {
            question,
            answerable,
            printed: Receipt::default(),
            caller: None,
            wanted: false,
        });
        self.print_question();
    }

    fn print_question(&mut self) {
        let Some(AskedQuestion { question, printed, .. }) = &mut self.question else {
            return;
        };
        let kind = match question.kind {
            QuestionKind::View => "view",
            QuestionKind::Control => "control",
        };
        self.screen.note(&words::question(question));
        let how = match (question.offered, question.key_known) {
            (true, _) => " offered",
            (false, true) => " key-known",
            (false, false) => "",
        };
        let receipt = self.screen.question(&format!(
            "question {kind} {} ({}){how}",
            quoted(&question.name),
            plain(question.address)
        ));
        // It could be read when it was there for the first time.
        if printed.get().is_none() {
            *printed = receipt;
        }
    }

    fn enter(&mut self, state: NoviceState) {
        self.before = std::mem::replace(&mut self.state, state);
        self.since = Instant::now();
    }

    /// What was the case when this was typed. What takes a right away has taken effect then, and the session may have
    /// told so before the line comes here.
    fn state_at(&self, at: Instant) -> NoviceState {
        if at < self.since { self.before } else { self.state }
    }

    async fn typed(&mut self, typed: Typed) -> Option<Exit> {
        let line = typed.line.trim();
        let state = self.state_at(typed.at);
        // What gives something is meant for what there was when it was typed, and must still fit what there is.
        let is_still = |wanted: NoviceState| state == wanted && self.state == wanted;
        let controls = [state, self.state].contains(&NoviceState::Controlling);
        if let Some(reply) = line.strip_prefix("connect ") {
            let possible = is_still(NoviceState::Waiting);
            self.act(Command::ConnectTo(reply.to_owned()), possible).await;
            return None;
        }
        match line {
            "" => {}
            "y" => self.answer(Answer::Allow, typed.at).await,
            "n" => self.answer(Answer::Refuse, typed.at).await,
            "i-called" => self.say_caller(Caller::Novice, typed.at).await,
            "they-called" => self.say_caller(Caller::Helper, typed.at).await,
            "pause" => {
                let possible = matches!(state, NoviceState::Viewing | NoviceState::Controlling);
                self.withdraw(Command::Pause, possible, &typed).await;
            }
            "resume" => {
                let possible = is_still(NoviceState::Paused);
                self.act(Command::Resume, possible).await;
            }
            "take-back" => {
                self.withdraw(Command::TakeBack, state == NoviceState::Controlling, &typed)
                    .await
            }
            "allow-control" => {
                let possible = is_still(NoviceState::Viewing);
                self.act(Command::AllowControl, possible).await;
            }
            "decline" => match self.comparing {
                Some(id) => self.send(Command::Decline(id)).await,
                None => self.screen.error(&words::no_words()),
            },
            "keep-offers" => self.act(Command::KeepOffers, !controls).await,
            "put-back-offers" => self.act(Command::PutBackOffers, !controls).await,
            "end-everything" => {
                self.ending = true;
                self.send(Command::EndEverything).await;
            }
            "stop" if state != NoviceState::Waiting => self.withdraw(Command::Stop, true, &typed).await,
            "stop" => return self.cancel().await,
            _ => self.screen.error(&words::novice_commands()),
        }
        None
    }

    /// A yes about somebody new says that they called them, and counts when its time is over: until then a no, or that
    /// they called, takes it back.
    async fn answer(&mut self, answer: Answer, at: Instant) {
        let allows = answer == Answer::Allow;
        let Some(open) = &mut self.question else {
            return self.screen.note(&words::no_question());
        };
        let id = open.question.id;
        if allows && open.keeps_from_yes() {
            self.screen.note(&words::caller_first());
            self.print_question();
        } else if at < open.answerable || (allows && !open.could_be_read(at)) {
            self.screen.note(&words::too_early());
            self.print_question();
        } else if allows && open.asks_caller() {
            open.wanted = true;
            self.send(Command::Called(id, Caller::Novice)).await;
        } else if allows && let Some(left) = open.waits(at) {
            open.wanted = true;
            self.screen.note(&words::yes_waits(left));
        } else {
            self.send(Command::Answer(id, answer)).await;
        }
    }

    async fn say_caller(&mut self, caller: Caller, at: Instant) {
        match &self.question {
            Some(open) if open.question.caller_seconds.is_some() && open.could_be_read(at) => {
                let id = open.question.id;
                self.send(Command::Called(id, caller)).await;
            }
            Some(open) if open.question.caller_seconds.is_some() => {
                self.screen.note(&words::too_early());
                self.print_question();
            }
            Some(_) | None => self.screen.error(&words::not_now()),
        }
    }

    /// The session has noted who called whom.
    fn called(&mut self, id: QuestionId, caller: Caller) {
        let Some(open) = self.question.as_mut().filter(|open| open.question.id == id) else {
            return;
        };
        match caller {
            Caller::Novice if matches!(open.caller, Some(CallerSaid::Novice { .. })) => {}
            Caller::Novice => {
                let seconds = open.question.caller_seconds.unwrap_or_default();
                let allow_at = Instant::now() + Duration::from_secs(seconds.into());
                open.caller = Some(CallerSaid::Novice { allow_at, told: false });
                let says = match open.wanted {
                    true => words::yes_waits(allow_at - Instant::now()),
                    false => words::i_called(seconds),
                };
                self.screen.note(&says);
                self.screen.line(&format!("allow-in {seconds}"));
            }
            Caller::Helper => {
                open.caller = Some(CallerSaid::Helper);
                open.wanted = false;
                self.screen.note(&words::they_called());
                self.screen.line("they-called");
            }
        }
    }

    /// When it is to be said that a yes counts from now on.
    fn allow_at(&self) -> Option<Instant> {
        match self.question.as_ref()?.caller? {
            CallerSaid::Novice { allow_at, told: false } => Some(allow_at),
            CallerSaid::Novice { .. } | CallerSaid::Helper => None,
        }
    }

    async fn waited(&mut self) -> Option<Exit> {
        let Some(open) = &mut self.question else { return None };
        let Some(CallerSaid::Novice { told, .. }) = &mut open.caller else {
            return None;
        };
        *told = true;
        let id = open.question.id;
        if std::mem::take(&mut open.wanted) {
            self.screen.line("allow-now");
            self.send(Command::Answer(id, Answer::Allow)).await;
        } else {
            self.screen.note(&words::allow_now());
            self.screen.line("allow-now");
        }
        None
    }

    /// Without a session to stop, the invitation or the waiting is.
    async fn cancel(&mut self) -> Option<Exit> {
        match self.ours.clone() {
            Some(id) => {
                self.send(Command::Cancel(id)).await;
                None
            }
            None => Some(Exit::Done),
        }
    }

    /// Takes a right away, unless the thread that read the line has already done so: doing it twice could take it from
    /// the next helper.
    async fn withdraw(&mut self, command: Command, possible: bool, typed: &Typed) {
        if !possible || !typed.withdrawn {
            self.act(command, possible).await;
        }
    }

    async fn act(&mut self, command: Command, possible: bool) {
        if possible {
            self.send(command).await;
        } else {
            self.screen.error(&words::not_now());
        }
    }

    async fn send(&mut self, command: Command) {
        if self.commands.send(command).await.is_err() {
            tracing::warn!("the session takes no more commands");
        }
    }

    fn end_of_input(&mut self) -> Option<Exit> {
        self.input_ended = true;
        self.screen.note(&words::end_of_input());
        None
    }

    /// When the open question is refused because nobody can answer it.
    fn refuse_at(&self) -> Option<Instant> {
        self.question
            .as_ref()
            .filter(|open| self.input_ended && !open.wanted)
            .map(|open| open.answerable)
    }

    async fn refuse_unanswerable(&mut self) -> Option<Exit> {
        if let Some(open) = self.question.take() {
            self.send(Command::Answer(open.question.id, Answer::Refuse)).await;
        }
        None
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
