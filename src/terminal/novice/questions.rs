//! Asks the questions about a helper, and takes the answers: an answer to what the person could not have read yet does not count.

use std::io::Write;
use std::time::Duration;

use tokio::time::Instant;

use super::asked::{AskedQuestion, CallerSaid};
use super::{NoviceFront, plain};
use crate::desk::Call;
use crate::session::novice::{Answer, Caller, Command, ProvedBy, Question, QuestionId, QuestionKind};
use crate::terminal::{Exit, Output, Receipt, quoted, words};

impl<O: Output, E: Write> NoviceFront<'_, O, E> {
    pub(super) fn ask(&mut self, question: Question) {
        let answerable = Instant::now() + AskedQuestion::locked(&question);
        let call = Call::to_question(question.kind);
        self.question = Some(AskedQuestion {
            question,
            answerable,
            printed: Receipt::default(),
            caller: None,
            wanted: false,
        });
        self.print_question();
        self.called.call(self.screen, call);
    }

    pub(super) fn print_question(&mut self) {
        let Some(AskedQuestion { question, printed, .. }) = &mut self.question else {
            return;
        };
        let kind = match question.kind {
            QuestionKind::View => "view",
            QuestionKind::Control => "control",
        };
        self.screen.note(&words::question(question));
        let how = match question.proved_by {
            ProvedBy::Key { .. } => " offered",
            ProvedBy::InvitationAndKey { .. } => " key-known",
            ProvedBy::Invitation => "",
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

    /// A yes about somebody new says that they called them, and counts when its time is over: until then a no, or that
    /// they called, takes it back.
    pub(super) async fn answer(&mut self, answer: Answer, at: Instant) {
        let allows = answer != Answer::Refuse;
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

    pub(super) async fn say_caller(&mut self, caller: Caller, at: Instant) {
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
    pub(super) fn called(&mut self, id: QuestionId, caller: Caller) {
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
    pub(super) fn allow_at(&self) -> Option<Instant> {
        match self.question.as_ref()?.caller? {
            CallerSaid::Novice { allow_at, told: false } => Some(allow_at),
            CallerSaid::Novice { .. } | CallerSaid::Helper => None,
        }
    }

    pub(super) async fn waited(&mut self) -> Option<Exit> {
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

    /// When the open question is refused because nobody can answer it.
    pub(super) fn refuse_at(&self) -> Option<Instant> {
        self.question
            .as_ref()
            .filter(|open| self.input_ended && !open.wanted)
            .map(|open| open.answerable)
    }

    pub(super) async fn refuse_unanswerable(&mut self) -> Option<Exit> {
        if let Some(open) = self.question.take() {
            self.send(Command::Answer(open.question.id, Answer::Refuse)).await;
        }
        None
    }
}
