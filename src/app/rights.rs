//! Which commands only take rights away: they can be given at any time.

use crate::session::novice::{Answer, Caller, Command};

pub(super) fn takes_rights_away(command: &Command) -> bool {
    match command {
        Command::TakeBack
        | Command::Pause
        | Command::BarHidden
        | Command::Stop
        | Command::EndEverything
        | Command::Quit
        | Command::Decline(_)
        | Command::Answer(_, Answer::Refuse)
        | Command::Called(_, Caller::Helper) => true,
        Command::Ask(_)
        | Command::Cancel(_)
        | Command::ConnectTo(_)
        | Command::Wait(_)
        | Command::KeepOffers
        | Command::PutBackOffers
        | Command::Answer(_, Answer::Allow | Answer::AllowWithPrompts)
        | Command::Called(_, Caller::Novice)
        | Command::Resume
        | Command::AllowControl
        | Command::Share(_) => false,
    }
}
