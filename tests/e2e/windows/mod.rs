//! Lifeline for Windows, under Wine. `tests/windows.sh` runs these; without what it prepares they are skipped.

mod computer;
mod mail;
mod rules;
mod session;
