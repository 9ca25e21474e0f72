//! The I/O around the wire: listener, TLS, the loop that drives a state machine over any stream, reachable addresses.

pub mod addresses;
pub mod tls;
