//! Lifeline as its users meet it: real processes on virtual displays of their own, over real sockets.
//!
//! Needs Xvfb, xterm, xdotool, xev, setxkbmap, FreeRDP 2.11 or 3, openbox, xfwm4, i3 and the accessibility bus, sway and grim:
//! `sh assets/setup.sh --test` installs them.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod abandoned;
mod above;
mod all_keys;
mod alone;
mod at_home;
mod authority;
mod awake;
mod commands;
mod control;
mod damage;
mod desktops;
mod dialog;
mod display;
mod eis;
mod faults;
mod freerdp;
mod freerdp_modes;
mod graphics;
mod hands;
mod hands_off;
mod hangs;
mod manager;
mod memory;
mod monitors;
mod network;
mod offers;
#[path = "../common/own_keyboard.rs"]
mod own_keyboard;
#[path = "../common/own_pointer.rs"]
mod own_pointer;
mod pair;
mod pictures;
mod port;
mod portal;
mod portal_monitors;
mod practice;
mod program;
mod reader;
mod refusals;
mod relay;
mod ruled;
mod scales;
mod secrets;
mod shadow;
mod sight;
#[path = "../abuse/stranger.rs"]
#[allow(dead_code, reason = "the crowds of tests/abuse go less far")]
mod stranger;
mod stuck;
#[path = "../common/surroundings.rs"]
mod surroundings;
mod sway;
mod test_eis;
mod test_eis_portal;
mod test_portal;
mod test_screen;
mod tickets;
#[path = "../common/traps.rs"]
mod traps;
mod turned;
mod two_viewers;
mod view;
mod wayland_picture;
mod window;
mod windows;
