//! `lifeline wait --background`: waits for offers without a window, with a sign in the tray, and opens the window when
//! there is something for the person to see. Where the desktop shows no sign, the window is there from the beginning,
//! put away.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinHandle;

use super::ending::interrupted_and;
use super::exits::failed;
use super::services;
use super::window::window;
use crate::app::{NoviceLink, Start, Tray, Waker};
use crate::desk;
use crate::session::novice::{self, Command, Commands, Event, Novice, WaitOptions};
use crate::terminal::{Exit, Screen};

/// How long the session may take to put everything away at the end.
const FAREWELL: Duration = Duration::from_secs(3);
/// News for a window that is being opened; it takes them at its first frame.
const EVENTS: usize = 4096;

/// Where a window takes news, and how it is woken.
type WindowNews = (mpsc::Sender<Event>, Waker);

/// Who gets the session's events now: a window or, while none is open, this process's own loop. Events that the loop
/// has not taken when a window opens go to the window, since a helper may go on while it is being opened.
#[derive(Clone, Default)]
struct NewsListener {
    state: Arc<Mutex<NewsTarget>>,
    news: Arc<Notify>,
}

#[derive(Default)]
struct NewsTarget {
    window: Option<WindowNews>,
    unheard: VecDeque<Event>,
    /// The person said that something is wrong: nothing is waited for any more.
    all_closed: bool,
    /// The session is gone: nothing more will come.
    over: bool,
}

impl NewsListener {
    fn state(&self) -> MutexGuard<'_, NewsTarget> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A window gets the events seen so far, those that nobody has taken yet, and from now on all new ones.
    fn open(&self, seen: &[Event], (window, waker): WindowNews) {
        let mut state = self.state();
        for event in seen.iter().cloned().chain(state.unheard.drain(..)) {
            if window.try_send(event).is_err() {
                tracing::error!("the window does not take what has happened");
            }
        }
        state.window = Some((window, waker));
    }

    fn close(&self) {
        self.state().window = None;
    }

    fn tell(&self, event: Event) {
        let mut state = self.state();
        state.all_closed |= matches!(event, Event::AllClosed);
        let event = match &state.window {
            None => Some(event),
            Some((window, waker)) => {
                let refused = window.try_send(event).err();
                waker();
                refused.map(|error| match error {
                    TrySendError::Full(event) | TrySendError::Closed(event) => event,
                })
            }
        };
        if let Some(event) = event {
            if state.unheard.len() < EVENTS {
                state.unheard.push_back(event);
            } else {
                tracing::error!("nobody takes what happens");
            }
            self.news.notify_one();
        }
    }

    fn end(&self) {
        self.state().over = true;
        self.news.notify_one();
    }

    /// The next of the news that no window took; `None` after the session is gone. May be dropped while it waits.
    async fn hear(&self) -> Option<Event> {
        loop {
            {
                let mut state = self.state();
                match state.unheard.pop_front() {
                    Some(event) => return Some(event),
                    None if state.over => return None,
                    None => {}
                }
            }
            self.news.notified().await;
        }
    }
}

pub(super) fn run(runtime: &Runtime, options: WaitOptions) -> Exit {
    let (activate, mut activated) = mpsc::channel(1);
    let tray = Tray::show(move || {
        // A click while the window is being opened already needs no second one.
        let _ = activate.try_send(());
    });
    let _tray = match tray {
        Ok(tray) => tray,
        Err(error) => {
            tracing::info!(error, "no sign in the tray: the window is there instead");
            return window(runtime, Start::Away(options));
        }
    };
    let settings = match desk::novice_settings() {
        Ok(settings) => settings,
        Err(problem) => return failed(&mut Screen::standard(), &problem.to_string(), Exit::Failed),
    };
    let Novice { commands, events, done } = {
        let _inside = runtime.enter();
        novice::start(settings, Arc::new(|| {}))
    };
    let listener = NewsListener::default();
    runtime.spawn(hand_on(events, listener.clone()));
    // A full queue is a session that has just ended, and that is heard below.
    let _ = commands.try_send(Command::Wait(options));
    runtime.spawn(end_when_told(commands.clone(), done));
    let mut seen = Vec::new();
    while runtime.block_on(wait(&listener, &mut activated, &mut seen)) {
        let services = services::joined(runtime.handle(), {
            let (seen, commands, listener) = (seen.clone(), commands.clone(), listener.clone());
            move |waker| join(&seen, &commands, &listener, waker)
        });
        let shown = crate::app::run(Start::Joined, services, desk::preferences_at_start(), |_| None);
        listener.close();
        if listener.state().all_closed {
            // Nothing is waited for any more.
            return Exit::Done;
        }
        seen.retain(|event| {
            matches!(
                event,
                Event::Waiting { .. } | Event::NotWaiting(_) | Event::Invitation(_)
            )
        });
        if let Err(error) = shown {
            tracing::error!(%error, "the window does not open");
            // Nobody can answer what is asked now; it is refused by silence, and the next offer may find a desktop.
        }
    }
    Exit::Failed
}

/// Ends the process when the system wants it to, whether a window is open or not.
async fn end_when_told(commands: Commands, done: JoinHandle<()>) {
    let exit = interrupted_and(commands.stop()).await;
    if commands.send(Command::Quit).await.is_ok() && tokio::time::timeout(FAREWELL, done).await.is_err() {
        tracing::warn!("the session did not end in time");
    }
    std::process::exit(exit.code().into());
}

/// Hands the session's news to whoever listens, to the end.
async fn hand_on(mut events: mpsc::Receiver<Event>, listener: NewsListener) {
    while let Some(event) = events.recv().await {
        listener.tell(event);
    }
    listener.end();
}

/// Waits until the window is wanted: the person clicked on the sign, or there is something to see. False when the
/// session is gone.
async fn wait(listener: &NewsListener, activated: &mut mpsc::Receiver<()>, seen: &mut Vec<Event>) -> bool {
    loop {
        let event = tokio::select! {
            Some(()) = activated.recv() => return true,
            event = listener.hear() => event,
        };
        let Some(event) = event else {
            return false;
        };
        let wakes = matches!(
            event,
            Event::Compare(_) | Event::Question(_) | Event::OffersChanged(_) | Event::NotWaiting(_)
        );
        if wakes || matches!(event, Event::Waiting { .. } | Event::Invitation(_)) {
            seen.push(event);
        }
        if wakes {
            return true;
        }
    }
}

/// The session as a window holds it. Closing the window ends what a helper sees, and not the waiting.
fn join(seen: &[Event], commands: &Commands, listener: &NewsListener, waker: Waker) -> NoviceLink {
    // Room for what has happened, and as much again.
    let (to_window, events) = mpsc::channel(2 * EVENTS);
    listener.open(seen, (to_window, waker));
    NoviceLink {
        commands: commands.staying(),
        events,
    }
}
