//! The novice's own Esc, whichever program has the focus; the expert's does not count.

use super::error::InputError;
#[cfg(target_os = "macos")]
use super::macos as system;
use super::record::InputRecord;
#[cfg(windows)]
use super::windows as system;
#[cfg(target_os = "linux")]
use super::x11 as system;
use crate::vocabulary::ScanKey;
#[cfg(target_os = "linux")]
use crate::vocabulary::{DisplayServer, display_server};

/// Calls back for each Esc that the novice presses, until it is dropped.
pub struct EscapeWatch {
    _watch: system::EscapeThread,
}

impl EscapeWatch {
    /// `None` where no global listener exists (Wayland): then the caller promises nothing. `on_escape` runs on the
    /// watch's own thread and must not block. If the display goes away, it is called too: a watch that cannot see must
    /// not leave the control with the expert.
    pub fn start(
        display: Option<String>,
        injected: InputRecord,
        on_escape: impl Fn() + Send + 'static,
    ) -> Result<Option<Self>, InputError> {
        let on_escape = Box::new(on_escape);
        #[cfg(target_os = "linux")]
        if display_server(display.as_deref()) == DisplayServer::Wayland {
            return Ok(None);
        }
        #[cfg(target_os = "linux")]
        let watch = system::EscapeThread::start(display.as_deref(), injected, on_escape)?;
        #[cfg(not(target_os = "linux"))]
        let watch = {
            // Injected events bear a mark there.
            let _ = (display, injected);
            system::EscapeThread::start(on_escape)?
        };
        Ok(watch.map(|watch| Self { _watch: watch }))
    }
}

const ESC: ScanKey = ScanKey::plain(0x01);
const CTRL: [ScanKey; 2] = [ScanKey::plain(0x1D), ScanKey::extended(0x1D)];
const SHIFT: [ScanKey; 2] = [ScanKey::plain(0x2A), ScanKey::plain(0x36)];

/// Whether this key, pressed while those are held, is what a desktop is asked to listen for ([`ShortcutWatch`]). To the
/// desktop it makes no difference whether the person presses it or the expert, and no program gets it.
pub(super) fn is_shortcut(key: ScanKey, held: &[ScanKey]) -> bool {
    key == ESC && are_shortcuts(held)
}

/// The same of those that are held with it.
pub(super) fn are_shortcuts(held: &[ScanKey]) -> bool {
    let is_held = |keys: &[ScanKey]| held.iter().any(|held| keys.contains(held));
    is_held(&CTRL) && is_held(&SHIFT)
}

/// Takes control back by other keys than Esc, which the desktop listens for ([`ControlWay::Portal`](super::ControlWay)).
pub struct ShortcutWatch {
    #[cfg(target_os = "linux")]
    shortcut: crate::portal::PortalShortcut,
}

impl ShortcutWatch {
    /// `None` where the desktop has no such, or the person wants none. The first time the desktop asks them, which is
    /// waited for as long as it is `wanted`. `description`: what it does, for the person. `on_press` runs on a thread of
    /// its own and must not block.
    pub fn start(description: String, wanted: &dyn Fn() -> bool, on_press: impl Fn() + Send + 'static) -> Option<Self> {
        #[cfg(target_os = "linux")]
        return match crate::portal::PortalShortcut::bind(description, wanted, on_press) {
            Ok(shortcut) => Some(Self { shortcut }),
            Err(error) => {
                tracing::info!(%error, "no keys take control back");
                None
            }
        };
        #[cfg(not(target_os = "linux"))]
        {
            let _ = (description, wanted, on_press);
            None
        }
    }

    /// The keys, as the desktop calls them.
    #[must_use]
    pub fn keys(&self) -> &str {
        #[cfg(target_os = "linux")]
        return self.shortcut.keys();
        #[cfg(not(target_os = "linux"))]
        ""
    }
}
