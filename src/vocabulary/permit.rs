//! The question that whoever uses a right asks before each use: does it still hold?

/// Says whether what was allowed is still allowed; asked for every frame and every event. Only `session::consent`
/// implements it.
///
/// `Right` is [`ToView`] or [`ToControl`]: a permit for one right cannot be handed to whoever needs the other.
pub trait Permit<Right>: Send + Sync {
    fn holds(&self) -> bool;
}

/// To take pictures of the screen.
#[derive(Debug)]
pub enum ToView {}

/// To inject keys and mouse.
#[derive(Debug)]
pub enum ToControl {}
