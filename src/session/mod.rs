//! One help session as a state machine, for either role: the one place where the rooms meet.
#![forbid(unsafe_code)]

pub mod consent;
pub mod expert;
pub mod novice;
