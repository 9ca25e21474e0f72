//! The ticket: model, file formats, connection strings, password proof, the store of tickets in force, delivery.
#![forbid(unsafe_code)]
