//! `lifeline wait --background`: waits for offers without a window, with a sign in the tray, and opens the window when
//! there is something for the person to see. Where the desktop shows no sign, the window is there from the beginning,
//! put away.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::task::JoinHandle;

use super::ending::interrupted_and;
use super::exits::failed;
use super::services;
use super::window::{say_in_another_window, window};
use crate::app::{Chosen, NoviceLink, Start, Tray, TrayKind, Waker};
use crate::desk;
use crate::desk::Shared;
use crate::desk::running::{Calls, StartCall, Wanted};
use crate::session::novice::{self, Command, Commands, Event, Novice, Stop, WaitOptions};
use crate::terminal::{Exit, Screen};

/// How long the session may take to put everything away at the end.
const FAREWELL: Duration = Duration::from_secs(3);
/// News for a window that is being opened; it takes them at its first frame.
const EVENTS: usize = 4096;
/// Clicks that wait for the window; it takes them at its next frame.
const CALLS: usize = 4;

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
    /// What the open window is asked by.
    calls: Option<(mpsc::Sender<StartCall>, Waker)>,
    /// The window's answer to the last of them. Nobody needs it, but what nobody waits for is not done.
    answer: Option<oneshot::Receiver<bool>>,
    /// What was chosen in the tray, for a window that is not open yet.
    wanted: Option<Wanted>,
    unheard: VecDeque<Event>,
    /// The person said that something is wrong: nothing is waited for any more.
    all_closed: bool,
    /// The session is gone: nothing more will come.
    over: bool,
}

enum BackgroundStep {
    News(Event),
    /// A window is wanted.
    Wanted,
    /// The session is gone.
    Over,
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
        let mut state = self.state();
        state.window = None;
        state.calls = None;
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

    /// Shows the window where there is one, and has one opened where there is none.
    fn want(&self, wanted: Wanted) {
        let mut state = self.state();
        if state.calls.is_some() {
            state.call(wanted);
        } else {
            state.wanted = Some(wanted);
            self.news.notify_one();
        }
    }

    /// A window hears from now on what is wanted of it, and what made it open.
    fn listen(&self, waker: Waker) -> Calls {
        let (calls, heard) = mpsc::channel(CALLS);
        let mut state = self.state();
        state.calls = Some((calls, waker));
        if let Some(wanted) = state.wanted.take() {
            state.call(wanted);
        }
        Calls::new(heard, Arc::default())
    }

    /// The next of the news that no window took, or that a window is wanted.
    async fn hear(&self) -> BackgroundStep {
        loop {
            {
                let mut state = self.state();
                if state.wanted.is_some() {
                    return BackgroundStep::Wanted;
                }
                match state.unheard.pop_front() {
                    Some(event) => return BackgroundStep::News(event),
                    None if state.over => return BackgroundStep::Over,
                    None => {}
                }
            }
            self.news.notified().await;
        }
    }
}

impl NewsTarget {
    fn call(&mut self, wanted: Wanted) {
        let Some((calls, waker)) = &self.calls else { return };
        let (answer, answered) = oneshot::channel();
        // A window that has not taken the last clicks needs no further one.
        if calls.try_send(StartCall { wanted, answer }).is_ok() {
            self.answer = Some(answered);
            waker();
        }
    }
}

pub(super) fn run(runtime: &Runtime, options: WaitOptions) -> Exit {
    let listener = NewsListener::default();
    let menu = Menu {
        listener: listener.clone(),
        commands: Arc::default(),
        quit: Arc::default(),
    };
    let chosen = menu.clone();
    let tray = match Tray::show(TrayKind::Background, move |what| chosen.obey(what)) {
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
    // Nobody has set them before.
    let _ = menu.commands.set(commands.clone());
    runtime.spawn(hand_on(events, listener.clone(), tray));
    // A full queue is a session that has just ended, and that is heard below.
    let _ = commands.try_send(Command::Wait(options));
    let cut_off = Arc::new(Notify::new());
    crate::display_lost::heed({
        let cut_off = Arc::clone(&cut_off);
        move || {
            super::window::lost_window();
            cut_off.notify_one();
        }
    });
    runtime.spawn(end_when_told(commands.clone(), done, menu.quit, cut_off));
    let mut seen = Vec::new();
    while runtime.block_on(wait(&listener, &mut seen)) {
        let services = services::joined(runtime.handle(), {
            let (seen, commands, listener) = (seen.clone(), commands.clone(), listener.clone());
            move |waker| join(&seen, &commands, &listener, waker)
        });
        let heard = listener.clone();
        let listen = move |waker| Some(heard.listen(waker));
        let shown = crate::app::run(Start::Joined, services, desk::preferences_at_start(), listen);
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
            listener.state().wanted = None;
        }
    }
    Exit::Failed
}

/// What the menu of the sign reaches, from the sign's own thread.
#[derive(Clone)]
struct Menu {
    listener: NewsListener,
    /// Those of the session, as soon as it runs.
    commands: Arc<OnceLock<Commands>>,
    quit: Arc<Notify>,
}

impl Menu {
    /// What takes a right away does so here and now, before anybody else hears of it.
    fn obey(&self, chosen: Chosen) {
        match chosen {
            Chosen::Window => self.listener.want(Wanted::Front),
            Chosen::AskForHelp => self.listener.want(Wanted::AskForm),
            Chosen::HelpSomeone => self.listener.want(Wanted::HelpForm),
            Chosen::Pause => self.withdraw(Stop::pause),
            Chosen::TakeBack => self.withdraw(Stop::take_back),
            Chosen::StopSharing => self.withdraw(Stop::end),
            Chosen::Quit => {
                self.withdraw(Stop::close);
                self.quit.notify_one();
            }
        }
    }

    fn withdraw(&self, how: impl Fn(&Stop)) {
        if let Some(commands) = self.commands.get() {
            how(&commands.stop());
        }
    }
}

/// Ends the process when the system or the person wants it to, whether a window is open or not.
async fn end_when_told(commands: Commands, done: JoinHandle<()>, quit: Arc<Notify>, cut_off: Arc<Notify>) {
    let mut lost = false;
    let exit = tokio::select! {
        exit = interrupted_and(commands.stop()) => exit,
        () = quit.notified() => Exit::Done,
        // Its window was that of this process.
        () = cut_off.notified() => {
            lost = true;
            Exit::Failed
        }
    };
    if commands.send(Command::Quit).await.is_ok() && tokio::time::timeout(FAREWELL, done).await.is_err() {
        tracing::warn!("the session did not end in time");
    }
    if lost && tokio::task::spawn_blocking(say_in_another_window).await.is_err() {
        tracing::error!("why it ended is said on the terminal alone");
    }
    std::process::exit(exit.code().into());
}

/// Hands the session's news to whoever listens, and to the sign, to the end.
async fn hand_on(mut events: mpsc::Receiver<Event>, listener: NewsListener, tray: Tray) {
    let mut shown = None;
    while let Some(event) = events.recv().await {
        let state = Shared::after(shown, &event);
        if std::mem::replace(&mut shown, state) != state {
            tray.change(state);
        }
        listener.tell(event);
    }
    listener.end();
}

/// Waits until the window is wanted: the person chose so, or there is something to see. False when the session is
/// gone.
async fn wait(listener: &NewsListener, seen: &mut Vec<Event>) -> bool {
    loop {
        let event = match listener.hear().await {
            BackgroundStep::News(event) => event,
            BackgroundStep::Wanted => return true,
            BackgroundStep::Over => return false,
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
