//! Lifeline on real Wayland desktops, asked and answered as a person there does. `tests/desktops.sh` runs these; without
//! what it prepares they are skipped.

mod bar;
mod between;
mod desktop;
mod eis;
mod gnome;
mod help;
mod kde;
mod keys;
mod plasma;
mod screens;
mod typing;
