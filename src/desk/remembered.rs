//! What this computer remembers for the person at it, and what it has to share.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use super::problem;
use crate::invitation::{Store, default_state_dir};
use crate::policy::{Choices, Preferences, Rules, Settings, SettingsError, Sources, default_config_dir};
#[cfg(any(target_os = "linux", target_os = "macos"))]
use crate::screen::CaptureError;
use crate::session::novice::Problem;
use crate::texts::said::Said;
use crate::vocabulary::{DisplayName, Monitor};
use crate::{file_system, t};

/// Whether invitations of an earlier run are in force.
pub fn invitations_stored() -> bool {
    default_state_dir().is_ok_and(|dir| Store::holds_any(&dir))
}

/// The folders with everything that is kept of this user, where they are there: keys, invitations, the record;
/// settings.
pub fn kept_places() -> Result<Vec<PathBuf>, Problem> {
    let settings = default_config_dir().map_err(|error| {
        let remedy = t!("home-missing-remedy");
        problem(t!("home-missing-what"), error.why(), remedy)
    })?;
    let places = [super::state_dir()?, settings];
    Ok(places
        .into_iter()
        .filter(|place| file_system::is_there(place))
        .collect())
}

/// Deletes such a folder with all that is in it; a link in it, or in its place, leads nowhere.
pub fn delete_place(place: &Path) -> Result<(), Problem> {
    file_system::remove_dir_all(place).map_err(|error| {
        let what = t!("file-what", path = place.display().to_string());
        problem(what, error.why(), t!("forget-remedy"))
    })
}

/// What the person who helps is called when they have not said.
pub fn helper_name() -> String {
    settings().expert_name.unwrap_or_else(user_name)
}

/// Remembers it.
pub fn set_helper_name(name: &str) {
    let saved = default_config_dir().and_then(|dir| {
        let mut settings = settings();
        settings.expert_name = Some(name.to_owned());
        settings.save(&dir)
    });
    if let Err(error) = saved {
        tracing::warn!(%error, "the name is not remembered");
    }
}

/// What holds on this computer for this user.
pub fn rules() -> Rules {
    Sources::system().rules()
}

/// What the user chose for themselves.
pub fn choices() -> Choices {
    settings().choices
}

/// Keeps what the user chose for themselves. Settings that could not be read are replaced.
pub fn choose(choices: Choices) -> Result<(), Problem> {
    let dir = default_config_dir().map_err(|error| not_kept(&error))?;
    let mut settings = settings();
    settings.choices = choices;
    settings.save(&dir).map_err(|error| not_kept(&error))
}

/// How the user wants the program to look and sound.
pub fn preferences() -> Preferences {
    settings().preferences
}

/// A disk that does not answer must not keep the program from starting.
const FIRST_LOOK: Duration = Duration::from_millis(300);

/// The same for the start of the program, in the usual way where they cannot be read soon.
pub fn preferences_at_start() -> Preferences {
    let (tell, told) = mpsc::channel();
    let thread = std::thread::Builder::new().name("preferences".to_owned());
    if let Err(error) = thread.spawn(move || tell.send(preferences())) {
        tracing::warn!(%error, "the preferences are not read");
    }
    told.recv_timeout(FIRST_LOOK).unwrap_or_default()
}

/// Keeps it. A size of letters is no reason to replace rules that cannot be read.
pub fn prefer(preferences: Preferences) -> Result<(), Problem> {
    let kept = default_config_dir().and_then(|dir| {
        let mut settings = Settings::load(&dir)?;
        settings.preferences = preferences;
        settings.save(&dir)
    });
    kept.map_err(|error| not_kept(&error))
}

/// Lets the users of this computer ask for help, or none of them: with the rights of this process, which must be an
/// administrator's.
pub fn set_asking_here(allowed: bool) -> Result<(), Problem> {
    crate::policy::set_asking(allowed).map_err(|why| problem(t!("switch-what"), why, t!("switch-remedy")))
}

/// The same by the system's own question for an administrator, which is waited for.
pub fn set_asking(allowed: bool) -> Result<(), Problem> {
    let asked = super::elevate::run(&["policy", "asking", if allowed { "on" } else { "off" }]);
    asked.map_err(|why| problem(t!("switch-what"), why, t!("switch-remedy")))
}

/// The monitors that can be shared; none where the system does not say.
pub fn monitors() -> Vec<Monitor> {
    crate::screen::monitors(&DisplayName::default()).unwrap_or_else(|error| {
        tracing::info!(%error, "the monitors are unknown");
        Vec::new()
    })
}

/// What a helper could do here, before anybody is asked to help; the error is for the person who would share the screen.
/// Asks the desktop, and may wait for it.
pub fn what_works() -> Result<WhatWorks, Problem> {
    let support = crate::screen::support();
    match &support.problem {
        None => Ok(WhatWorks {
            control: crate::input::can_control(None),
            take_back: if support.global_escape {
                TakeBack::Escape
            } else if crate::input::listens_for_keys() {
                TakeBack::Shortcut
            } else {
                TakeBack::Bar
            },
        }),
        #[cfg(target_os = "linux")]
        Some(why) if why.is_drawn_unshared() => {
            tracing::warn!(%why, "the desktop shares nothing");
            Err(problem(
                t!("no-portal-what"),
                t!("no-opengl-why"),
                t!("no-opengl-remedy"),
            ))
        }
        #[cfg(target_os = "linux")]
        Some(why) if matches!(**why, CaptureError::NoPortal(_)) => {
            tracing::warn!(%why, "there is no portal");
            Err(problem(
                t!("no-portal-what"),
                t!("no-portal-why"),
                t!("no-portal-remedy"),
            ))
        }
        #[cfg(target_os = "macos")]
        Some(why)
            if matches!(
                **why,
                CaptureError::Uncapturable(crate::screen::Uncapturable::NotAllowed)
            ) =>
        {
            tracing::warn!(%why, "programs are not allowed to record the screen");
            crate::screen::ask_to_record();
            Err(problem(
                t!("no-recording-what"),
                t!("no-recording-why"),
                t!("no-recording-remedy"),
            ))
        }
        Some(why) => {
            tracing::warn!(%why, "there is no screen to share");
            Err(problem(
                t!("no-screen-what"),
                t!("no-screen-why"),
                t!("no-screen-remedy"),
            ))
        }
    }
}

/// What a helper can do on this desktop beside seeing its screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WhatWorks {
    /// Mouse and keyboard can be used.
    pub control: bool,
    pub take_back: TakeBack,
}

/// What takes mouse and keyboard back, whichever program has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakeBack {
    Escape,
    /// Keys that the desktop listens for, if the person allows it.
    Shortcut,
    /// No key.
    Bar,
}

impl WhatWorks {
    /// As a sentence for the person who asks for help.
    #[must_use]
    pub fn sentence(self) -> String {
        match (self.control, self.take_back) {
            (true, TakeBack::Escape) => t!("works-all"),
            (true, TakeBack::Shortcut) => t!("works-shortcut"),
            (true, TakeBack::Bar) => t!("works-no-escape"),
            (false, _) if cfg!(target_os = "macos") => t!("works-accessibility"),
            (false, _) => t!("works-view"),
        }
    }

    /// There is nothing to say of it.
    #[must_use]
    pub fn is_all(self) -> bool {
        self.control && self.take_back == TakeBack::Escape
    }
}

/// The login name of this user, which stands in tickets; empty where the system knows none.
pub fn user_name() -> String {
    ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_default()
}

fn settings() -> Settings {
    default_config_dir()
        .and_then(|dir| Settings::load(&dir))
        .unwrap_or_else(|error| {
            tracing::warn!(%error, "the usual settings are taken");
            Settings::default()
        })
}

fn not_kept(error: &SettingsError) -> Problem {
    problem(t!("settings-what"), error.why(), t!("kept-file-remedy"))
}
