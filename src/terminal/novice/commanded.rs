//! What the person types, a command a line: it means what it meant when it was typed.

use std::io::Write;

use tokio::time::Instant;

use super::{NoviceFront, NoviceState};
use crate::session::novice::{Answer, Caller, Command};
use crate::terminal::{Exit, Output, Typed, words};

impl<O: Output, E: Write> NoviceFront<'_, O, E> {
    /// What was the case when this was typed. What takes a right away has taken effect then, and the session may have
    /// told so before the line comes here.
    fn state_at(&self, at: Instant) -> NoviceState {
        if at < self.since { self.before } else { self.state }
    }

    pub(super) async fn typed(&mut self, typed: Typed) -> Option<Exit> {
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
            "y-prompts" => self.answer(Answer::AllowWithPrompts, typed.at).await,
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

    pub(super) fn end_of_input(&mut self) -> Option<Exit> {
        self.input_ended = true;
        self.screen.note(&words::end_of_input());
        None
    }
}
