//! The I/O around the wire: listener, TLS, the loops that drive a state machine over any stream, offers, reachable
//! addresses.

pub mod addresses;
mod certificate;
pub mod error;
pub mod firewall;
pub mod frames;
pub mod helper;
pub mod key_proof;
pub mod link;
pub mod listener;
pub mod mapping;
pub mod offer;
pub mod pcp;
pub mod pinhole;
pub mod race;
pub mod route;
pub mod socket;
#[cfg(unix)]
mod system;
pub mod tls;
pub mod turned;
pub mod upnp;
pub mod zone;
