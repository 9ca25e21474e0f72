//! What a front end may do.

use crate::vocabulary::InputEvent;

/// What a front end may do.
#[derive(Debug)]
pub enum Command {
    RequestControl,
    ReleaseControl,
    Input(InputEvent),
    /// All keys and buttons that are down are released (focus lost).
    ReleaseAll,
    /// The words of `Event::Compare` are the same on both screens.
    WordsMatch,
    /// They are not: the connection ends.
    WordsDiffer,
    End,
}
