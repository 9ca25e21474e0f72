//! The window (egui): one file a screen, one file of design tokens. It sends commands to a session and shows its
//! events; it knows no socket and no file format; what it needs of the rest of the program is handed in as
//! [`Services`], and done on other threads ([`Threads`]): the window waits for nothing.
#![forbid(unsafe_code)]

mod about;
mod actions;
mod all_keys;
mod appearance;
mod ask;
mod bar;
mod bar_state;
#[cfg(target_os = "linux")]
mod bell;
mod compare;
mod crisp;
mod ended;
mod expert_side;
mod figures;
mod files;
mod first_fit;
mod focus;
mod fraud;
mod go;
mod gone;
mod guide;
mod hands;
mod help;
mod helpers;
mod history;
mod home;
mod icons;
mod in_force;
mod invitation;
mod job;
mod keyboard;
mod link;
mod novice_side;
mod offer;
mod own_surface;
mod pane;
mod parts;
mod picture;
mod practice;
mod practice_screen;
mod preferences;
mod program_icon;
mod question;
mod reader;
mod recent;
mod rights;
mod run;
mod services;
mod settings;
mod sight;
mod start;
mod summary;
pub mod tokens;
mod touch;
mod tray;
mod viewer;
mod window;
mod words;
mod writing;

pub use appearance::DesktopAppearance;
pub use files::SystemDialogs;
pub use gone::window_is_gone;
pub use job::{Threads, Turn, Work, threads};
pub use link::{ExpertLink, NoviceLink};
pub use practice::{OpenPractice, Practice};
pub use practice_screen::PracticeScreen;
pub use run::{run, try_window};
pub use services::{Clock, Dialogs, OfferTo, Services, Sessions, TicketSource, Waker, open_in_new_process};
pub use start::{AskStart, AtEnd, DeliveryWishes, OfferStart, OpenStart, Start};
pub use tray::{Chosen, Tray, TrayKind};
pub use window::Window;
