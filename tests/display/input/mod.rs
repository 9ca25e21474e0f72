//! The input room on real displays: what is injected arrives, and nothing stays.

mod control;
mod display;
mod escape;
mod keys;
mod own_windows;
mod persons_mouse;
mod text;
mod wayland;
