//! The bar above all windows of a Wayland desktop, and a border around what is shared, where its compositor lets a program
//! put something there (layer-shell: wlroots' compositors and KDE).
//!
//! A thread with a connection of its own draws the bar on each output, so that it can be seen and pressed whatever the
//! rest of the program does. What is pressed there is given from this thread. The compositor says of each picture that
//! it is shown; where it stays silent (the screen is locked, or off), closes the bar again and again, or has no output,
//! the bar cannot be seen, and [`ShownBar::unseen`] is called.

mod border;
mod buffer;
mod client;
mod hand;
mod look;
mod news;
mod output;
mod paint;
mod pointing;
mod surface;

use std::collections::VecDeque;
use std::os::fd::{AsFd as _, OwnedFd};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use egui::{Context, FontProvider};
use egui_system_font_provider::SystemFontProvider;
use rustix::event::{EventfdFlags, PollFd, PollFlags, Timespec, eventfd, poll};
use wayland_client::backend::WaylandError;
use wayland_client::{Connection, EventQueue};

use self::border::Borders;
use self::client::{Around, Client, Question};
pub(in crate::app) use self::look::{BarLook, ShownBar, ShownBorder};
use self::news::SurfaceNumber;
use self::surface::BarSurface;
use crate::app::bar_state::{BarAct, BarReach};
use crate::app::rights::takes_rights_away;
use crate::desk::{OwnWindow, OwnWindowWatch, Silence};
use crate::session::novice::Command;

/// So long there may be nothing to show the bar on: outputs are swapped in less.
const NOWHERE: Duration = Duration::from_secs(1);
/// Closed so often within [`FIGHT`], and somebody works against the bar.
const LOST: usize = 8;
const FIGHT: Duration = Duration::from_secs(5);
/// While the bar is out of sight, this is said so often.
const SAY_AGAIN: Duration = Duration::from_secs(1);

type LayerFailure = Box<dyn std::error::Error + Send + Sync>;

#[derive(Default)]
struct LayerWishes {
    bar: Option<ShownBar>,
    /// The number of a question whether the bar is touched.
    look: Option<u64>,
    leave: bool,
    /// For the window: the person wants to see the question; see [`LayerKeeper::question_is_wanted`].
    question: Option<Option<String>>,
}

struct LayerShared {
    wishes: Mutex<LayerWishes>,
    /// Wakes the thread.
    bell: OwnedFd,
    /// The compositor has layer-shell.
    works: AtomicBool,
    broken: AtomicBool,
    ctx: Context,
}

impl LayerShared {
    fn wishes(&self) -> MutexGuard<'_, LayerWishes> {
        self.wishes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the window.
    fn want_question(&self, token: Option<String>) {
        self.wishes().question = Some(token);
        self.ctx.request_repaint();
    }

    fn ring(&self) {
        // Fails when it rings already.
        let _ = rustix::io::write(&self.bell, &1_u64.to_ne_bytes());
    }
}

/// The window's end of the thread.
pub(super) struct LayerKeeper(Arc<LayerShared>);

impl LayerKeeper {
    /// Nothing where no thread can be started.
    pub(super) fn start(ctx: Context) -> Option<Self> {
        let shared = Arc::new(LayerShared {
            wishes: Mutex::default(),
            bell: eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK).ok()?,
            works: AtomicBool::new(false),
            broken: AtomicBool::new(false),
            ctx,
        });
        let theirs = Arc::clone(&shared);
        let thread = std::thread::Builder::new().name("layer".to_owned());
        let started = thread.spawn(move || {
            if let Err(reason) = run(&theirs) {
                tracing::info!(%reason, "no bar is kept above all windows");
            }
            theirs.broken.store(true, Ordering::Release);
            let bar = theirs.wishes().bar.take();
            if let Some(bar) = bar.filter(|_| theirs.works.load(Ordering::Acquire)) {
                (bar.unseen)();
            }
            theirs.ctx.request_repaint();
        });
        started.is_ok().then_some(Self(shared))
    }

    /// Nothing can be shown above all windows here.
    pub(super) fn is_broken(&self) -> bool {
        self.0.broken.load(Ordering::Acquire)
    }

    /// Shows this from now on, or nothing.
    pub(super) fn show(&self, bar: Option<ShownBar>) {
        let mut wishes = self.0.wishes();
        let part = |bar: &ShownBar| (bar.state.clone(), bar.look, bar.border.clone());
        let same = wishes.bar.as_ref().map(part) == bar.as_ref().map(part);
        if !same && !self.0.broken.load(Ordering::Acquire) {
            wishes.bar = bar;
            drop(wishes);
            self.0.ring();
        }
    }
}

impl LayerKeeper {
    /// Once after the person pressed that they want to see the question; with a token of xdg-activation, where the
    /// compositor has given one.
    pub(super) fn question_is_wanted(&self) -> Option<Option<String>> {
        self.0.wishes().question.take()
    }
}

impl Drop for LayerKeeper {
    fn drop(&mut self) {
        self.0.wishes().leave = true;
        self.0.ring();
    }
}

fn run(shared: &Arc<LayerShared>) -> Result<(), LayerFailure> {
    let connection = Connection::connect_to_env()?;
    let mut queue = connection.new_event_queue();
    let mut client = Client::default();
    connection.display().get_registry(&queue.handle(), ());
    // First what there is, then what each of it tells, and what came of that.
    for _ in 0..3 {
        queue.roundtrip(&mut client)?;
    }
    let has_all = client.layers.is_some() && client.viewports.is_some() && client.shm.is_some();
    if !has_all || client.compositor.is_none() {
        return Err("the compositor has no layer-shell".into());
    }
    shared.works.store(true, Ordering::Release);
    let mut layer = Layer {
        connection,
        client,
        borders: Borders::default(),
        bars: Vec::new(),
        fonts: Arc::new(SystemFontProvider::new()),
        watch: None,
        asked: 0,
        answered: 0,
        shown: None,
        numbers: 0,
        sight: LayerSight::default(),
    };
    loop {
        let (bar, look) = {
            let mut wishes = shared.wishes();
            if wishes.leave {
                return Ok(());
            }
            (wishes.bar.clone(), std::mem::take(&mut wishes.look))
        };
        let next = layer.turn(bar, look, shared, &queue)?;
        layer.wait(&mut queue, &shared.bell, next)?;
    }
}

struct Layer {
    connection: Connection,
    client: Client,
    borders: Borders,
    bars: Vec<BarSurface>,
    fonts: Arc<dyn FontProvider>,
    /// Tells who injects for a helper whether the bar is touched.
    watch: Option<OwnWindowWatch>,
    /// The newest question whether everything was told, and the one whose answer was passed on.
    asked: u64,
    answered: u64,
    shown: Option<ShownBar>,
    /// How many surfaces there have been.
    numbers: u64,
    sight: LayerSight,
}

impl Layer {
    /// Does what is due, and returns when something is again.
    fn turn(
        &mut self,
        bar: Option<ShownBar>,
        look: Option<u64>,
        shared: &Arc<LayerShared>,
        queue: &EventQueue<Client>,
    ) -> Result<Option<Instant>, LayerFailure> {
        let now = Instant::now();
        for (number, news) in std::mem::take(&mut self.client.news) {
            match self.bars.iter_mut().find(|bar| bar.number == number) {
                Some(bar) => bar.heed(news),
                None => self.borders.heed(number, news),
            }
        }
        self.look(look, queue);
        if let Some(token) = self.client.token.take() {
            shared.want_question(Some(token));
        }
        let Some(bar) = bar else {
            self.bars.clear();
            self.borders.clear();
            (self.watch, self.shown) = (None, None);
            self.sight = LayerSight::default();
            return Ok(None);
        };
        self.watch.get_or_insert_with(|| {
            let shared = Arc::clone(shared);
            OwnWindowWatch::new(Silence::Late, move |question| {
                shared.wishes().look = Some(question);
                shared.ring();
            })
        });
        let said = |shown: &ShownBar| shown.state.clone();
        if self.shown.as_ref().map(said) != Some(said(&bar)) {
            self.bars.iter_mut().for_each(BarSurface::wake);
        }
        // Before the bars, which are then above it where they meet.
        self.surround(&bar, queue, now)?;
        self.open_and_close(&bar, queue, now);
        let mut acts = Vec::new();
        for surface in &mut self.bars {
            let output = self
                .client
                .outputs
                .iter()
                .find(|output| output.global == surface.output);
            let Some(geometry) = output.and_then(|output| output.geometry()) else {
                continue;
            };
            let around = Around {
                client: &self.client,
                queue: &queue.handle(),
            };
            if let Some(act) = surface.turn(&bar, geometry, &around, now)? {
                acts.push(act);
            }
        }
        for act in acts {
            self.act(&bar, act, shared, queue);
        }
        let in_sight = self.bars.iter().any(|surface| surface.is_in_sight(now));
        let later = self.sight.judge(&bar, in_sight, self.bars.is_empty(), now);
        self.shown = Some(bar);
        Ok(self.bars.iter().map(BarSurface::next).chain(later).min())
    }

    fn act(&mut self, bar: &ShownBar, act: BarAct, shared: &LayerShared, queue: &EventQueue<Client>) {
        match act.command() {
            Some(command) => give(bar, command),
            None if self.client.ask_for_token(&queue.handle()) => {}
            None => shared.want_question(None),
        }
    }

    fn surround(&mut self, shown: &ShownBar, queue: &EventQueue<Client>, now: Instant) -> Result<(), LayerFailure> {
        let around = Around {
            client: &self.client,
            queue: &queue.handle(),
        };
        let zoom = shown.look.zoom;
        self.borders
            .show(shown.border.as_ref(), zoom, &around, &mut self.numbers, now)?;
        Ok(())
    }

    /// A bar on each output, and none on those that are gone.
    fn open_and_close(&mut self, shown: &ShownBar, queue: &EventQueue<Client>, now: Instant) {
        let closed = self.bars.iter().filter(|bar| bar.is_closed).count();
        let outputs = &self.client.outputs;
        self.bars
            .retain(|bar| !bar.is_closed && outputs.iter().any(|output| output.global == bar.output));
        self.sight.closed(closed, now);
        let around = Around {
            client: &self.client,
            queue: &queue.handle(),
        };
        for output in outputs {
            if self.bars.iter().all(|bar| bar.output != output.global) && !self.sight.is_lost() {
                self.numbers += 1;
                let number = SurfaceNumber(self.numbers);
                self.bars
                    .extend(BarSurface::open(number, output, shown, &self.fonts, &around));
            }
        }
    }

    /// Passes on whether the bar is touched, once the compositor has told everything until now.
    fn look(&mut self, question: Option<u64>, queue: &EventQueue<Client>) {
        if let Some(question) = question {
            self.asked = question;
            self.connection.display().sync(&queue.handle(), Question(question));
        }
        if self.client.answered == self.asked && self.answered < self.asked {
            self.answered = self.asked;
            if let Some(watch) = &self.watch {
                let window = OwnWindow {
                    focused: false,
                    under_pointer: self.client.is_touched(),
                };
                watch.tell(window, self.answered);
            }
        }
    }

    /// Sends what there is, and waits until the window wants something, the compositor tells something, or it is time.
    fn wait(
        &mut self,
        queue: &mut EventQueue<Client>,
        bell: &OwnedFd,
        next: Option<Instant>,
    ) -> Result<(), LayerFailure> {
        let mut wanted = PollFlags::IN;
        match self.connection.flush() {
            Ok(()) => {}
            Err(WaylandError::Io(error)) if error.kind() == std::io::ErrorKind::WouldBlock => wanted |= PollFlags::OUT,
            Err(error) => return Err(error.into()),
        }
        let Some(guard) = queue.prepare_read() else {
            queue.dispatch_pending(&mut self.client)?;
            return Ok(());
        };
        let told = guard.connection_fd();
        let mut both = [PollFd::new(bell, PollFlags::IN), PollFd::new(&told, wanted)];
        let within = next.map(|next| next.saturating_duration_since(Instant::now()));
        match poll(&mut both, within.map(Timespec::try_from).transpose()?.as_ref()) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let is_told = both[1]
            .revents()
            .intersects(PollFlags::IN | PollFlags::HUP | PollFlags::ERR);
        // Fails when it does not ring.
        let _ = rustix::io::read(bell.as_fd(), &mut [0; 8]);
        if is_told {
            match guard.read() {
                Ok(_) => {}
                Err(WaylandError::Io(error)) if error.kind() == std::io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error.into()),
            }
            queue.dispatch_pending(&mut self.client)?;
        }
        Ok(())
    }
}

/// Gives a command from this thread. While the helper has mouse and keyboard a press may be theirs: then only what takes
/// rights away goes out. The session drops what they do over the bar; this is the second line.
fn give(bar: &ShownBar, command: Command) {
    if bar.state.reach == BarReach::Controlling && !takes_rights_away(&command) {
        tracing::warn!("nothing is decided in the bar while the helper controls");
    } else if let Err(error) = bar.commands.try_send(command) {
        tracing::error!(%error, "the session does not hear what was pressed");
    }
}

/// Whether the bar is in sight anywhere, and for how long it has not been.
#[derive(Default)]
struct LayerSight {
    /// When the compositor closed a bar, of late.
    closed: VecDeque<Instant>,
    nowhere_since: Option<Instant>,
    said: Option<Instant>,
}

impl LayerSight {
    fn closed(&mut self, bars: usize, now: Instant) {
        self.closed.extend(std::iter::repeat_n(now, bars));
        while self
            .closed
            .front()
            .is_some_and(|then| now.duration_since(*then) > FIGHT)
        {
            self.closed.pop_front();
        }
    }

    /// Somebody works against the bar: it is not opened again at once.
    fn is_lost(&self) -> bool {
        self.closed.len() >= LOST
    }

    /// Says that the bar cannot be seen, and returns when to judge again.
    fn judge(&mut self, bar: &ShownBar, in_sight: bool, is_nowhere: bool, now: Instant) -> Option<Instant> {
        if in_sight {
            (self.nowhere_since, self.said) = (None, None);
            return None;
        }
        let since = *self.nowhere_since.get_or_insert(now);
        if is_nowhere && now.duration_since(since) < NOWHERE && !self.is_lost() {
            return Some(since + NOWHERE);
        }
        let is_due = self.said.is_none_or(|said| now.duration_since(said) >= SAY_AGAIN);
        if is_due && !matches!(bar.state.reach, BarReach::Paused(_) | BarReach::ViewAsked(_)) {
            tracing::warn!("the bar is not shown by the compositor");
            self.said = Some(now);
            (bar.unseen)();
        }
        Some(now + SAY_AGAIN)
    }
}
