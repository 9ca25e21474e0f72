//! Calls the person by the desktop's notification (org.freedesktop.Notifications), on a thread of its own: a bus that
//! does not answer keeps nobody waiting but this thread. What comes meanwhile replaces what it has not said yet.

use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;
use zbus::zvariant::Value;

use super::Call;
use crate::t;

/// A desktop that has not taken a notification by then shows none.
const TIMEOUT: Duration = Duration::from_secs(5);

pub(super) const NAME: &str = "org.freedesktop.Notifications";
pub(super) const PATH: &str = "/org/freedesktop/Notifications";
/// Stays until it is closed, where the desktop heeds it.
const CRITICAL: u8 = 2;
/// Of the freedesktop sound naming specification.
const SOUND: &str = "dialog-question";

/// The notification makes no sound.
type Silent = bool;

#[derive(Debug, Default)]
struct CallWishes {
    /// `Some(None)`: what was said before is no longer so.
    news: Option<Option<(Call, Silent)>>,
    leave: bool,
}

type CriersWishes = (Mutex<CallWishes>, Condvar);

/// A front end's end of the thread.
#[derive(Debug)]
pub struct Crier(Arc<CriersWishes>);

impl Crier {
    pub fn start() -> Self {
        let shared = Arc::new(CriersWishes::default());
        let theirs = Arc::clone(&shared);
        let thread = std::thread::Builder::new().name("notify".to_owned());
        if let Err(error) = thread.spawn(move || serve(&theirs)) {
            tracing::warn!(%error, "no notifications");
        }
        Self(shared)
    }

    pub fn call(&self, call: Call, silent: bool) {
        self.tell(|wishes| wishes.news = Some(Some((call, silent))));
    }

    pub fn hush(&self) {
        self.tell(|wishes| wishes.news = Some(None));
    }

    fn tell(&self, change: impl FnOnce(&mut CallWishes)) {
        change(&mut lock(&self.0.0));
        self.0.1.notify_one();
    }
}

impl Drop for Crier {
    fn drop(&mut self) {
        self.tell(|wishes| {
            wishes.news = Some(None);
            wishes.leave = true;
        });
    }
}

fn lock(wishes: &Mutex<CallWishes>) -> MutexGuard<'_, CallWishes> {
    wishes.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve((wishes, told): &CriersWishes) {
    let mut shown = None;
    loop {
        let (news, leave) = {
            let mut wishes = lock(wishes);
            while wishes.news.is_none() {
                wishes = told.wait(wishes).unwrap_or_else(PoisonError::into_inner);
            }
            (wishes.news.take().flatten(), wishes.leave)
        };
        // A connection a time: a bus that came back, or another, is found again.
        let done = bus().and_then(|bus| match news {
            Some((call, silent)) => notify(&bus, &call, silent, shown).map(Some),
            None => shown.map_or(Ok(()), |number| close(&bus, number)).map(|()| None),
        });
        shown = done.unwrap_or_else(|error| {
            tracing::info!(%error, "the desktop shows no notification");
            None
        });
        if leave {
            return;
        }
    }
}

pub(super) fn bus() -> zbus::Result<Connection> {
    Builder::session()?.method_timeout(TIMEOUT).build()
}

fn notify(bus: &Connection, call: &Call, silent: Silent, before: Option<u32>) -> zbus::Result<u32> {
    let sound = match silent {
        true => ("suppress-sound", Value::Bool(true)),
        false => ("sound-name", Value::from(SOUND)),
    };
    let hints = HashMap::from([("urgency", Value::U8(CRITICAL)), sound]);
    let actions: &[&str] = &[];
    let body = (
        t!("window-title"),
        before.unwrap_or_default(),
        "",
        call.title.as_str(),
        call.text.as_str(),
        actions,
        hints,
        // Never by itself.
        0_i32,
    );
    let answer = bus.call_method(Some(NAME), PATH, Some(NAME), "Notify", &body)?;
    answer.body().deserialize()
}

fn close(bus: &Connection, number: u32) -> zbus::Result<()> {
    bus.call_method(Some(NAME), PATH, Some(NAME), "CloseNotification", &number)?;
    Ok(())
}
