//! The novice's end of the wire: against a scripted client, against bytes that no client sends, against FreeRDP.

mod client;
#[cfg(target_os = "linux")]
mod freerdp;
mod hostile;
mod recording;
#[cfg(target_os = "linux")]
mod screen;
mod script;
#[cfg(target_os = "linux")]
mod server;
mod session;
#[cfg(target_os = "linux")]
mod ticket;
mod updates;
