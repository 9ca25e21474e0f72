//! The one door: every message from the expert passes [`admit`], which says by message and by rights whether it may
//! act.

use crate::rdp::FromExpert;
use crate::rdp::channels::{encomsp, remdesk};
use crate::rdp::graphics;

/// How far a connection has come, and so what it may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rights {
    /// The connection is active; nothing is proved yet.
    Unproved,
    /// ID and password are proved; the novice is being asked for the view.
    Proved,
    /// The view is granted.
    View,
    /// The view was granted and is withdrawn for a while.
    Paused,
    /// View and control are granted.
    Control,
}

/// What happens with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It does what it is for.
    Act,
    /// It has no effect.
    Ignore,
    /// It ends the connection.
    End,
}

/// Decides about one message. A message never raises rights: a request only asks.
#[must_use]
pub fn admit(message: &FromExpert, rights: Rights) -> Verdict {
    use Verdict::{Act, End, Ignore};
    match message {
        FromExpert::Left => End,
        FromExpert::Remdesk(remdesk::Message::Disconnect) => End,
        // The activation's own steps: the size of the picture and nothing else depends on them.
        FromExpert::Reply(_) | FromExpert::Activated => Act,
        FromExpert::Input(_) => only_if(rights == Rights::Control),
        FromExpert::ShowPictures(_) | FromExpert::Refresh(_) => {
            only_if(matches!(rights, Rights::View | Rights::Control))
        }
        FromExpert::Remdesk(
            remdesk::Message::ExpertOnVista(_)
            | remdesk::Message::VerifyPassword { .. }
            | remdesk::Message::Authenticate { .. }
            | remdesk::Message::KeyProof(_),
        ) => only_if(rights == Rights::Unproved),
        FromExpert::Remdesk(remdesk::Message::IsConnected) => Act,
        FromExpert::Remdesk(_) => Ignore,
        FromExpert::Encomsp(encomsp::Message::ChangeControl { .. }) => {
            only_if(matches!(rights, Rights::View | Rights::Control))
        }
        FromExpert::Encomsp(_) => Ignore,
        // About the picture: the versions of the graphics channel that the client advertises, and what it has drawn.
        // During a pause, too, a channel may close and a frame be acknowledged.
        FromExpert::Dynamic(_)
        | FromExpert::Graphics(graphics::FromClient::Advertised(_) | graphics::FromClient::Acknowledged { .. }) => {
            only_if(matches!(rights, Rights::View | Rights::Paused | Rights::Control))
        }
        FromExpert::Graphics(_) => Ignore,
        FromExpert::Ignored(_) => Ignore,
    }
}

fn only_if(allowed: bool) -> Verdict {
    if allowed { Verdict::Act } else { Verdict::Ignore }
}
