//! A shortcut that the desktop listens for, whichever program has the focus (org.freedesktop.portal.GlobalShortcuts).
//!
//! The desktop asks the person the first time, and remembers it under the program's app id, which it believes where the
//! program's desktop file is installed. It keeps the keys to itself: no program hears them.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use zbus::blocking::MessageIterator;
use zbus::zvariant::{ObjectPath, Value};

use super::error::PortalError;
use super::offers::connect;
use super::request::{CANCELLED, Results, answer, path, register, request, signals, token};
use super::session::{SessionState, lock};
use super::{GLOBAL_SHORTCUTS, PATH};
use crate::asking::{Asking, LOOK_AGAIN};

const ID: &str = "take-back";

/// What the desktop is asked for; the person may choose others there. Esc alone would be taken from all programs, and a
/// helper who sends it would end their control.
const KEYS: &str = "CTRL+SHIFT+Escape";

/// For so long the desktop's question about it may stay open.
pub const SHORTCUT_WITHIN: Duration = Duration::from_secs(60);

/// Who waits for the person looks this often whether it is still wanted.
const STILL_WANTED: Duration = Duration::from_millis(50);

/// Nothing came of it, or the person did not want it, which desktops tell in different ways: they are not asked again by
/// this process.
static REFUSED: AtomicBool = AtomicBool::new(false);

/// Calls back for each press, until it is dropped.
pub struct PortalShortcut {
    state: Arc<Mutex<SessionState>>,
    keys: String,
}

impl PortalShortcut {
    /// Has the desktop listen, once the person has allowed it; waits as long as it is `wanted`. `description`: what the
    /// shortcut does, for the person. `on_press` is also called where the desktop cannot be heard any more.
    ///
    /// # Errors
    /// There is no such shortcut here, or the person wants none.
    pub fn bind(
        description: String,
        wanted: &dyn Fn() -> bool,
        on_press: impl Fn() + Send + 'static,
    ) -> Result<Self, PortalError> {
        if REFUSED.load(Ordering::Relaxed) {
            return Err(PortalError::Refused);
        }
        let state = Arc::<Mutex<SessionState>>::default();
        let mut shortcut = Self {
            state: Arc::clone(&state),
            keys: String::new(),
        };
        let (bound, is_bound) = sync_channel(1);
        std::thread::Builder::new()
            .name("shortcut".to_owned())
            .spawn(move || listen(&state, &description, &bound, on_press))
            .map_err(PortalError::Thread)?;
        let deadline = Instant::now() + SHORTCUT_WITHIN;
        while wanted() && Instant::now() < deadline {
            match is_bound.recv_timeout(STILL_WANTED) {
                Ok(bound) => {
                    REFUSED.fetch_or(bound.is_err(), Ordering::Relaxed);
                    shortcut.keys = bound?;
                    return Ok(shortcut);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(PortalError::Ended),
            }
        }
        Err(PortalError::Unwanted)
    }

    /// The keys, as the desktop calls them.
    #[must_use]
    pub fn keys(&self) -> &str {
        &self.keys
    }
}

impl Drop for PortalShortcut {
    fn drop(&mut self) {
        SessionState::leave(&self.state);
    }
}

fn listen(
    state: &Mutex<SessionState>,
    description: &str,
    bound: &SyncSender<Result<String, PortalError>>,
    on_press: impl Fn(),
) {
    let presses = match bind(state, description) {
        Ok((keys, presses)) => {
            if bound.send(Ok(keys)).is_err() {
                return;
            }
            presses
        }
        Err(error) => {
            tracing::info!(%error, "the desktop listens for no shortcut");
            let _ = bound.send(Err(error));
            return;
        }
    };
    for press in presses {
        let pressed = press.is_ok_and(|press| {
            let body = press.body();
            let told: zbus::Result<(ObjectPath<'_>, String, u64, Results)> = body.deserialize();
            told.is_ok_and(|(_, id, _, _)| id == ID)
        });
        if pressed {
            on_press();
        }
    }
    if !lock(state).left {
        on_press();
    }
}

fn bind(state: &Mutex<SessionState>, description: &str) -> Result<(String, MessageIterator), PortalError> {
    let bus = connect()?;
    SessionState::enter(state, &bus)?;
    register(&bus)?;
    let name = token();
    let session = path(&bus, "session", &name)?;
    let presses = signals(&bus, PATH, GLOBAL_SHORTCUTS, "Activated")?;
    request(&bus, GLOBAL_SHORTCUTS, "CreateSession", |mut options| {
        options.insert("session_handle_token", Value::from(name));
        (options,)
    })?;
    let session = ObjectPath::try_from(session).map_err(|_| PortalError::Senseless)?;
    let wish = HashMap::from([
        ("description", Value::from(description)),
        ("preferred_trigger", Value::from(KEYS)),
    ]);
    // The desktop asks the person now, and no Lifeline of theirs answers for them.
    let asking = Asking::begin_and_settle();
    let (code, results) = answer(&bus, GLOBAL_SHORTCUTS, "BindShortcuts", |options| {
        (&session, vec![(ID, wish)], "", options)
    })?;
    drop(asking);
    if code == CANCELLED {
        return Err(PortalError::Refused);
    }
    // Whoever injects next knows that nobody asks any more.
    std::thread::sleep(LOOK_AGAIN * 2);
    // GNOME 48 says of what it has bound that it failed, and of what the person did not want the same, with nothing bound.
    let bound = results.get("shortcuts").ok_or(PortalError::Refused)?;
    let bound: Vec<(String, Results)> = bound.try_clone()?.try_into()?;
    let mine = bound.iter().find(|(id, _)| id == ID).ok_or(PortalError::Refused)?;
    let keys = mine.1.get("trigger_description");
    let keys: &str = keys.and_then(|keys| keys.downcast_ref().ok()).unwrap_or_default();
    // A shortcut without keys is none.
    let keys = keys_of(keys).ok_or(PortalError::Refused)?;
    Ok((keys, presses))
}

/// GNOME says "Press <Shift><Control>Escape", in the person's language; others "Ctrl+Shift+Esc".
fn keys_of(told: &str) -> Option<String> {
    let from = told.find('<').unwrap_or_default();
    let keys = told.get(from..)?.trim();
    let keys = keys.replace("Control", "Ctrl").replace(['<'], "").replace('>', "+");
    (!keys.is_empty()).then_some(keys)
}

#[cfg(test)]
mod tests {
    use super::keys_of;

    #[test]
    fn keys_are_called_as_they_are_on_keyboards() {
        assert_eq!(
            keys_of("Press <Shift><Control>Escape").as_deref(),
            Some("Shift+Ctrl+Escape")
        );
        assert_eq!(keys_of("Ctrl+Shift+Esc").as_deref(), Some("Ctrl+Shift+Esc"));
        assert_eq!(keys_of(""), None);
    }
}
