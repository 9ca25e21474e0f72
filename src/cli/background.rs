//! `lifeline wait --background`: waits for offers without a window, with a sign in the tray, and opens the window when there is
//! something for the person to see. Where the desktop shows no sign, the window is there from the beginning, put away.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::{Exit, interrupted, services};
use crate::app::{NoviceLink, Start, Tray, Waker};
use crate::session::novice::{self, Command, Event, Novice, WaitOptions};
use crate::terminal::Screen;

/// How long the session may take to put everything away at the end.
const FAREWELL: Duration = Duration::from_secs(3);
/// News for a window that is being opened; it takes them at its first frame.
const EVENTS: usize = 4096;
const COMMANDS: usize = 64;

/// Where a window takes news, and how it is woken.
type Window = (mpsc::Sender<Event>, Waker);

/// Who hears the session's news now: this process's own loop, or a window.
#[derive(Clone, Default)]
struct Listener(Arc<Mutex<Option<Window>>>);

impl Listener {
    fn set(&self, listener: Option<Window>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = listener;
    }

    /// False if no window took it.
    fn tell(&self, event: &Event) -> bool {
        let listener = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((window, waker)) = &*listener else {
            return false;
        };
        let taken = window.try_send(event.clone()).is_ok();
        waker();
        taken
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
            return super::window(runtime, Start::Away(options));
        }
    };
    let settings = match services::novice_settings() {
        Ok(settings) => settings,
        Err(problem) => return super::failed(&mut Screen::standard(), &problem.to_string(), Exit::Failed),
    };
    let Novice { commands, events, done } = {
        let _inside = runtime.enter();
        novice::start(settings, Arc::new(|| {}))
    };
    let listener = Listener::default();
    let (news, mut heard) = mpsc::channel(EVENTS);
    runtime.spawn(hand_on(events, listener.clone(), news));
    // A full queue is a session that has just ended, and that is heard below.
    let _ = commands.try_send(Command::Wait(options));
    runtime.spawn(end_when_told(commands.clone(), done));
    let mut seen = Vec::new();
    while runtime.block_on(wait(&mut heard, &mut activated, &mut seen)) {
        let services = services::joined(runtime.handle(), {
            let (seen, commands, listener) = (seen.clone(), commands.clone(), listener.clone());
            let runtime = runtime.handle().clone();
            move |waker| join(&runtime, &seen, &commands, &listener, waker)
        });
        let shown = crate::app::run(Start::Joined, services);
        listener.set(None);
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
async fn end_when_told(commands: mpsc::Sender<Command>, done: JoinHandle<()>) {
    let exit = interrupted().await;
    if commands.send(Command::Quit).await.is_ok() && tokio::time::timeout(FAREWELL, done).await.is_err() {
        tracing::warn!("the session did not end in time");
    }
    std::process::exit(exit.code().into());
}

/// Hands the session's news to the window, or to the loop while there is none.
async fn hand_on(mut events: mpsc::Receiver<Event>, listener: Listener, news: mpsc::Sender<Event>) {
    while let Some(event) = events.recv().await {
        if !listener.tell(&event) && news.send(event).await.is_err() {
            return;
        }
    }
}

/// Waits until the window is wanted: the person clicked on the sign, or there is something to see. False when the session is gone.
async fn wait(heard: &mut mpsc::Receiver<Event>, activated: &mut mpsc::Receiver<()>, seen: &mut Vec<Event>) -> bool {
    loop {
        let event = tokio::select! {
            Some(()) = activated.recv() => return true,
            event = heard.recv() => event,
        };
        let Some(event) = event else {
            return false;
        };
        let wakes = matches!(
            event,
            Event::Compare(_) | Event::Question(_) | Event::OffersChanged | Event::NotWaiting(_)
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
fn join(
    runtime: &tokio::runtime::Handle,
    seen: &[Event],
    commands: &mpsc::Sender<Command>,
    listener: &Listener,
    waker: Waker,
) -> NoviceLink {
    let (to_window, events) = mpsc::channel(EVENTS);
    for event in seen {
        if to_window.try_send(event.clone()).is_err() {
            tracing::error!("the window does not take what has happened");
        }
    }
    listener.set(Some((to_window, waker)));
    let (from_window, mut window) = mpsc::channel(COMMANDS);
    let session = commands.clone();
    runtime.spawn(async move {
        while let Some(command) = window.recv().await {
            let command = match command {
                Command::Quit => Command::Stop,
                command => command,
            };
            if session.send(command).await.is_err() {
                return;
            }
        }
    });
    NoviceLink {
        commands: from_window,
        events,
    }
}
