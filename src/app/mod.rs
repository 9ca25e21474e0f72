//! The window (egui): one file a screen.
#![forbid(unsafe_code)]
