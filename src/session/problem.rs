//! What a person is told when something went wrong.

/// Something went wrong that a person can act on: what happened, why most likely, what to do now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} {why} {remedy}")]
pub struct Problem {
    pub what: String,
    pub why: String,
    pub remedy: String,
}
