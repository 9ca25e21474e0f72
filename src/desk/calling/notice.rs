//! Says that this computer's screen is shared, by a notification of the desktop that stays for as long as it is so and has
//! the buttons that take rights away: for desktops that have no place for the bar above all windows.
//!
//! A thread of its own talks to the bus, and another one hears what is pressed: a bus that does not answer keeps nobody
//! waiting, and what is pressed waits for no window.

use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use zbus::blocking::{Connection, MessageIterator};
use zbus::message::Type;
use zbus::zvariant::Value;
use zbus::{MatchRule, Message};

use super::Shared;
use super::notification::{NAME, PATH, bus};
use crate::session::novice::Stop;
use crate::t;

/// Neither more nor less urgent than others.
const NORMAL: u8 = 1;
const TAKE_BACK: &str = "take-back";
const STOP: &str = "stop";

/// What can be pressed: the name of each, and its words.
fn actions(shared: Shared) -> Vec<String> {
    let mut actions = vec![STOP.to_owned(), t!("bar-stop")];
    if shared == Shared::Controlled {
        actions.extend([TAKE_BACK.to_owned(), t!("bar-take-back")]);
    }
    actions
}

#[derive(Default)]
struct NoticeWishes {
    /// `Some(None)`: nothing is shared any more.
    news: Option<Option<(Shared, Stop)>>,
    leave: bool,
}

type NoticesWishes = (Mutex<NoticeWishes>, Condvar);

/// A front end's end of the threads; the notification goes with it.
pub struct NoticeKeeper(Arc<NoticesWishes>);

impl NoticeKeeper {
    pub fn start() -> Self {
        let shared = Arc::new(NoticesWishes::default());
        let theirs = Arc::clone(&shared);
        let thread = std::thread::Builder::new().name("notice".to_owned());
        if let Err(error) = thread.spawn(move || serve(&theirs)) {
            tracing::warn!(%error, "no notice that the screen is shared");
        }
        Self(shared)
    }

    /// From now on this goes on, and ends by `stop`; or nothing does.
    pub fn show(&self, news: Option<(Shared, Stop)>) {
        self.tell(|wishes| wishes.news = Some(news));
    }

    fn tell(&self, change: impl FnOnce(&mut NoticeWishes)) {
        change(&mut lock(&self.0.0));
        self.0.1.notify_one();
    }
}

impl Drop for NoticeKeeper {
    fn drop(&mut self) {
        self.tell(|wishes| {
            wishes.news = Some(None);
            wishes.leave = true;
        });
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve((wishes, told): &NoticesWishes) {
    let mut shown: Option<Shown> = None;
    loop {
        let (news, leave) = {
            let mut wishes = lock(wishes);
            while wishes.news.is_none() {
                wishes = told.wait(wishes).unwrap_or_else(PoisonError::into_inner);
            }
            (wishes.news.take().flatten(), wishes.leave)
        };
        match news {
            Some((how, stop)) => {
                let before = shown.take().map_or_else(Shown::begin, Ok);
                let done = before.and_then(|before| before.say(how, stop));
                shown = done
                    .inspect_err(
                        |error| tracing::info!(%error, "the desktop shows no notice that the screen is shared"),
                    )
                    .ok();
            }
            None => drop(shown.take()),
        }
        if leave {
            return;
        }
    }
}

/// What is pressed now goes there.
#[derive(Default)]
struct Pressed {
    number: Option<u32>,
    stop: Stop,
}

/// A connection for as long as something is shared: what is pressed is told to who notified.
struct Shown {
    bus: Connection,
    pressed: Arc<Mutex<Pressed>>,
}

impl Shown {
    fn begin() -> zbus::Result<Self> {
        let bus = bus()?;
        let rule = MatchRule::builder()
            .msg_type(Type::Signal)
            .sender(NAME)?
            .path(PATH)?
            .interface(NAME)?
            .member("ActionInvoked")?
            .build();
        let presses = MessageIterator::for_match_rule(rule, &bus, None)?;
        let pressed = Arc::<Mutex<Pressed>>::default();
        let heard = Arc::clone(&pressed);
        std::thread::Builder::new()
            .name("notice pressed".to_owned())
            .spawn(move || presses.flatten().for_each(|press| hear(&press, &heard)))
            .map_err(|error| zbus::Error::InputOutput(Arc::new(error)))?;
        Ok(Self { bus, pressed })
    }

    fn say(self, how: Shared, stop: Stop) -> zbus::Result<Self> {
        let before = {
            let mut pressed = lock(&self.pressed);
            pressed.stop = stop;
            pressed.number.unwrap_or_default()
        };
        let hints = HashMap::from([
            ("urgency", Value::U8(NORMAL)),
            ("suppress-sound", Value::Bool(true)),
            // It stays when something of it was pressed, where the desktop heeds it.
            ("resident", Value::Bool(true)),
        ]);
        let body = (
            t!("window-title"),
            before,
            "",
            how.title(),
            "",
            actions(how),
            hints,
            // Never by itself.
            0_i32,
        );
        let answer = self.bus.call_method(Some(NAME), PATH, Some(NAME), "Notify", &body)?;
        lock(&self.pressed).number = Some(answer.body().deserialize()?);
        Ok(self)
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        let number = lock(&self.pressed).number;
        let closed = number.map(|number| {
            self.bus
                .call_method(Some(NAME), PATH, Some(NAME), "CloseNotification", &number)
        });
        if let Some(Err(error)) = closed {
            tracing::debug!(%error, "a notice stays");
        }
        // Whoever hears what is pressed ends with it.
        let _ = self.bus.clone().close();
    }
}

fn hear(press: &Message, pressed: &Mutex<Pressed>) {
    let body = press.body();
    let Ok((number, action)) = body.deserialize::<(u32, String)>() else {
        return;
    };
    let stop = {
        let pressed = lock(pressed);
        (pressed.number == Some(number)).then(|| pressed.stop.clone())
    };
    match (stop, action.as_str()) {
        (Some(stop), STOP) => stop.end(),
        (Some(stop), TAKE_BACK) => stop.take_back(),
        _ => {}
    }
}
