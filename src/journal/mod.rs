//! The record of every invitation, connection, consent and end.
#![forbid(unsafe_code)]
