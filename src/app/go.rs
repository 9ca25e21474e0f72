//! The ways from one screen to another, by which the screens say where their buttons lead.

/// The way from one screen to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Go {
    Home,
    Ask,
    Help,
    Offer,
    Helpers,
    InForce,
    /// Nowhere: all invitations in force are cancelled, and the screen goes on.
    CancelInvitations,
    /// What to do after a fraud.
    Fraud,
    Settings,
    History,
    Guide,
    /// To the practice, which is another window.
    Practise,
    About,
}
