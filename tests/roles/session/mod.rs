//! The session room at its door: both roles in one process, over loopback, on a real virtual display.

mod before_view;
mod broken;
mod consent;
mod door;
mod ends;
mod everything;
mod flow;
mod graphics;
mod newer;
mod offers;
mod official;
mod pair;
mod pointer;
mod rules;
mod stand_in;
mod visits;
