//! What a front end may do.

use super::invitation::{AskOptions, InvitationId};
use super::question::{Answer, Caller, CompareId, QuestionId};
use crate::vocabulary::Shared;

/// Where offers are waited for.
#[derive(Debug, Clone, Default)]
pub struct WaitOptions {
    /// `None`: what the rules say, or the first free one of [`OFFER_PORTS`](crate::net::listener::OFFER_PORTS), which
    /// helpers try. `Some(0)` any free port.
    pub port: Option<u16>,
    /// Listen on this address only; `None`: all.
    pub listen: Option<std::net::IpAddr>,
}

/// What a front end may do.
#[derive(Debug)]
pub enum Command {
    Ask(AskOptions),
    /// Cancels an invitation in force.
    Cancel(InvitationId),
    /// Connects to a helper who cannot come, by the reply that they sent: once, and only for an invitation in force.
    ConnectTo(String),
    /// Waits for offers, as far as they are allowed.
    Wait(WaitOptions),
    /// The person does not want the helper whose words they see.
    Decline(CompareId),
    /// What is allowed here changed while a helper had control, and the person wants it so.
    KeepOffers,
    /// The person does not want it so: their own choices become what they were.
    PutBackOffers,
    Answer(QuestionId, Answer),
    /// Who called whom: asked about helpers who are new here, before the view can be allowed.
    Called(QuestionId, Caller),
    Pause,
    /// The bar cannot be shown: pauses, and the helper is told why.
    BarHidden,
    Resume,
    /// "Let them control": asks the question about control, though the helper did not.
    AllowControl,
    TakeBack,
    /// Ends the session with the helper.
    Stop,
    /// "Something is wrong": ends the session, cancels every invitation, and closes every way in until the person asks
    /// for help or waits for it again.
    EndEverything,
    /// Shows another monitor, or all.
    Share(Shared),
    /// Ends everything; the invitations in force stay on disk.
    Quit,
}
