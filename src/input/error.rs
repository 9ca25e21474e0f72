//! Why input cannot be injected or watched.

use std::io;

#[cfg(target_os = "linux")]
use crate::portal::PortalError;
use crate::t;
use crate::texts::said::system;
use crate::vocabulary::Cause;

/// Why input cannot be injected or watched.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    #[error("the display {display} cannot be opened: {source}")]
    NoDisplay { display: String, source: Cause },
    #[error("the display {display} cannot be opened: it has no screen")]
    NoScreen { display: String },
    #[error("this display cannot be controlled: {0}")]
    Uncontrollable(#[from] Uncontrollable),
    /// The person said no to what the desktop itself asked.
    #[error("the desktop's own question was answered with no")]
    DesktopRefused,
    #[error("the display went away")]
    DisplayGone,
    /// Whoever was granted control before must be asked about again.
    #[error("this program was stopped, and what it held was let go")]
    Stopped,
    /// One event could not be injected; the next may be.
    #[error("the display refused an event: {0}")]
    Refused(#[from] RefusedInput),
    #[error("the input thread could not be started: {0}")]
    Thread(#[source] io::Error),
}

impl InputError {
    /// Why, as a part of a sentence for people.
    #[must_use]
    pub fn clause(&self) -> String {
        match self {
            Self::NoDisplay { .. } | Self::NoScreen { .. } | Self::DisplayGone => t!("screen-silent"),
            Self::Uncontrollable(why) => why.clause(),
            Self::Stopped => t!("input-stopped"),
            Self::Refused(_) | Self::DesktopRefused => t!("input-refused"),
            Self::Thread(error) => system(error),
        }
    }
}

impl Uncontrollable {
    fn clause(&self) -> String {
        match self {
            Self::NoXtest => t!("desktop-lacks", part = "XTEST"),
            Self::NoXkb => t!("desktop-lacks", part = "XKB"),
            Self::OldXkb => t!("desktop-lacks", part = "XKB 1.0"),
            Self::NoRawEvents => t!("desktop-lacks", part = "XInput 2.2"),
            Self::NoVirtualInput => t!(
                "desktop-lacks",
                part = "zwp_virtual_keyboard_v1, zwlr_virtual_pointer_v1"
            ),
            Self::Xwayland => t!("input-xwayland"),
            Self::NoKeymap => t!("input-keymap"),
            Self::Unwatched(error) => system(error),
            Self::NoPermission => t!("input-permission"),
            #[cfg(target_os = "linux")]
            Self::Portal(PortalError::NoDevices) => t!("desktop-lacks", part = "EIS (libei)"),
            #[cfg(target_os = "linux")]
            Self::Portal(_) => t!("input-refused"),
            Self::System(_) => t!("input-refused"),
        }
    }
}

#[cfg(target_os = "linux")]
impl From<PortalError> for InputError {
    fn from(error: PortalError) -> Self {
        match error {
            PortalError::Refused => Self::DesktopRefused,
            error => Uncontrollable::Portal(error).into(),
        }
    }
}

/// Why a display cannot be controlled at all.
#[derive(Debug, thiserror::Error)]
pub enum Uncontrollable {
    #[error("its X server lacks XTEST")]
    NoXtest,
    #[error("its X server lacks XKB")]
    NoXkb,
    #[error("its X server lacks XKB 1.0")]
    OldXkb,
    /// Without raw events the novice's Esc is not seen.
    #[error("its X server lacks XInput 2.2")]
    NoRawEvents,
    #[error("it is a Wayland desktop, where only windows of older programs could be reached")]
    Xwayland,
    #[error("its desktop lends no keyboard and mouse to programs (zwp_virtual_keyboard_v1, zwlr_virtual_pointer_v1)")]
    NoVirtualInput,
    /// Its portal gave nothing.
    #[cfg(target_os = "linux")]
    #[error(transparent)]
    Portal(PortalError),
    #[error("its keyboard layout cannot be read")]
    NoKeymap,
    /// The watchdog did not start.
    #[error("nobody would let go of its keys ({0})")]
    Unwatched(#[source] io::Error),
    /// macOS.
    #[error("the permission to watch the keyboard is missing")]
    NoPermission,
    #[error(transparent)]
    System(Cause),
}

/// Why one event could not be injected.
#[derive(Debug, thiserror::Error)]
pub enum RefusedInput {
    #[error("this desktop has no such key")]
    NoKey,
    #[error("no key types this character")]
    NoCharacter,
    #[error("a key that its keyboard settings did not take")]
    KeyNotTaken,
    #[error("it is not known where the shared picture lies on this desktop")]
    NoPlace,
    /// It takes them back and lends them again as it likes.
    #[error("the desktop lends no device for it at the moment")]
    NoDevice,
    #[error("the pointer is the person's at the moment")]
    PersonFirst,
    #[error("the desktop would take these keys for the person's, who takes control back by them")]
    PersonsKeys,
    #[error("its pointer map has no button {0}")]
    NoButton(u8),
    #[error("the system shows a desktop of its own, which takes nothing from programs")]
    OtherDesktop,
    #[error("a question about itself")]
    NoReply,
    #[cfg(target_os = "linux")]
    #[error("{0:?}")]
    Request(x11rb::protocol::ErrorKind),
    /// Windows and macOS.
    #[error(transparent)]
    System(Cause),
}

/// Why nothing will be injected any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum InjectionEnd {
    DisplayGone,
    Stopped,
}

impl From<InjectionEnd> for InputError {
    fn from(end: InjectionEnd) -> Self {
        match end {
            InjectionEnd::DisplayGone => Self::DisplayGone,
            InjectionEnd::Stopped => Self::Stopped,
        }
    }
}
