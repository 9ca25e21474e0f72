//! What a Wayland compositor tells of who is in the program's own window: heard on a thread of its own, on the window's
//! connection, since a compositor tells each program of its own windows alone.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;

use rustix::event::{PollFd, PollFlags, poll};
use wayland_client::backend::WaylandError;
use wayland_client::protocol::wl_callback::{self, WlCallback};
use wayland_client::protocol::wl_keyboard::{self, WlKeyboard};
use wayland_client::protocol::wl_pointer::{self, WlPointer};
use wayland_client::protocol::wl_registry::{self, WlRegistry};
use wayland_client::protocol::wl_seat::{self, Capability, WlSeat};
use wayland_client::protocol::wl_touch::{self, WlTouch};
use wayland_client::{Connection, Dispatch, DispatchError, EventQueue, QueueHandle, WEnum};

use super::super::bell::Bell;
use super::super::own_surface::{self, OneSurface};
use crate::desk::{OwnWindow, OwnWindowWatch, Silence};

/// From 3 on what a seat gave can be given back.
const SEAT: u32 = 3;

/// Dropping it ends the thread.
pub(in crate::app) struct Listener {
    /// Here, so that a window whose thread has ended counts as touched, and not as gone.
    _watch: Arc<OwnWindowWatch>,
    wishes: Arc<Wishes>,
    thread: Option<JoinHandle<()>>,
}

struct Wishes {
    bell: Bell,
    /// The newest question.
    asked: AtomicU64,
    leave: AtomicBool,
}

impl Listener {
    pub(super) fn start(own: &OneSurface) -> std::io::Result<Self> {
        let (connection, mut queue) = own_surface::lock(own).listen::<Told>();
        let wishes = Arc::new(Wishes {
            bell: Bell::new()?,
            asked: AtomicU64::new(0),
            leave: AtomicBool::new(false),
        });
        let asked = Arc::clone(&wishes);
        let watch = Arc::new(OwnWindowWatch::new(Silence::Late, move |question| {
            asked.asked.store(question, Ordering::Release);
            asked.bell.ring();
        }));
        let (heard, told_to) = (Arc::clone(&wishes), Arc::clone(&watch));
        let thread = std::thread::Builder::new().name("touch".into()).spawn(move || {
            if let Err(error) = listen(&connection, &mut queue, &heard, &told_to) {
                tracing::warn!(%error, "nobody tells any more whether the window is touched");
            }
        })?;
        Ok(Self {
            _watch: watch,
            wishes,
            thread: Some(thread),
        })
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.wishes.leave.store(true, Ordering::Release);
        self.wishes.bell.ring();
        if let Some(thread) = self.thread.take() {
            // Of one that broke off nothing is left to wait for.
            let _ = thread.join();
        }
    }
}

/// Hears what is told until it is to leave, and passes on each answer.
fn listen(
    connection: &Connection,
    queue: &mut EventQueue<Told>,
    wishes: &Wishes,
    watch: &OwnWindowWatch,
) -> Result<(), DispatchError> {
    let mut told = Told::default();
    let (mut asked, mut answered) = (0, 0);
    connection.display().get_registry(&queue.handle(), ());
    while !wishes.leave.load(Ordering::Acquire) {
        let question = wishes.asked.load(Ordering::Acquire);
        if question > asked {
            asked = question;
            told.ask(connection, &queue.handle(), question);
        }
        if told.answered > answered {
            answered = told.answered;
            watch.tell(told.window(), answered);
        }
        match connection.flush() {
            Err(WaylandError::Io(error)) if error.kind() != std::io::ErrorKind::WouldBlock => {
                return Err(WaylandError::Io(error).into());
            }
            // What does not go out now goes with what the window's library sends next.
            _ => {}
        }
        if let Some(news) = queue.prepare_read() {
            let (tells, rings) = (news.connection_fd(), &wishes.bell.0);
            let mut waited = [PollFd::new(&tells, PollFlags::IN), PollFd::new(rings, PollFlags::IN)];
            let polled = poll(&mut waited, None);
            let is_told = polled.is_ok() && !waited[0].revents().is_empty();
            if is_told {
                match news.read() {
                    Err(WaylandError::Io(error)) if error.kind() == std::io::ErrorKind::WouldBlock => {}
                    read => drop(read?),
                }
            }
            wishes.bell.clear();
        }
        queue.dispatch_pending(&mut told)?;
    }
    told.seats.into_iter().for_each(Seat::leave);
    // Goes with what the window's library sends last.
    let _ = connection.flush();
    Ok(())
}

/// Asked of the compositor: it is answered when everything before has been told.
struct Question {
    number: u64,
    /// How much had been asked for by then.
    wanted: u64,
}

#[derive(Default)]
struct Told {
    seats: Vec<Seat>,
    /// How often something was asked for that tells of itself: the seats, and their devices.
    wanted: u64,
    answered: u64,
}

impl Told {
    fn ask(&self, connection: &Connection, queue: &QueueHandle<Self>, number: u64) {
        let wanted = self.wanted;
        connection.display().sync(queue, Question { number, wanted });
    }

    fn window(&self) -> OwnWindow {
        OwnWindow {
            focused: self.seats.iter().any(|seat| seat.has_focus),
            under_pointer: self.seats.iter().any(|seat| seat.is_over || !seat.fingers.is_empty()),
        }
    }

    fn seat(&mut self, global: u32) -> Option<&mut Seat> {
        self.seats.iter_mut().find(|seat| seat.global == global)
    }
}

/// A mouse, a keyboard and a touch screen of the person's or lent to a helper, and whether they are in this window.
struct Seat {
    global: u32,
    seat: WlSeat,
    pointer: Option<WlPointer>,
    keyboard: Option<WlKeyboard>,
    touch: Option<WlTouch>,
    is_over: bool,
    has_focus: bool,
    fingers: BTreeSet<i32>,
}

impl Seat {
    /// What the seat has by now; `true` where there is more than before.
    fn has(&mut self, capabilities: Capability, queue: &QueueHandle<Told>) -> bool {
        let has = [self.pointer.is_some(), self.keyboard.is_some(), self.touch.is_some()];
        if capabilities.contains(Capability::Pointer) {
            self.pointer
                .get_or_insert_with(|| self.seat.get_pointer(queue, self.global));
        } else {
            self.is_over = false;
            self.pointer.take().iter().for_each(WlPointer::release);
        }
        if capabilities.contains(Capability::Keyboard) {
            self.keyboard
                .get_or_insert_with(|| self.seat.get_keyboard(queue, self.global));
        } else {
            self.has_focus = false;
            self.keyboard.take().iter().for_each(WlKeyboard::release);
        }
        if capabilities.contains(Capability::Touch) {
            self.touch
                .get_or_insert_with(|| self.seat.get_touch(queue, self.global));
        } else {
            self.fingers.clear();
            self.touch.take().iter().for_each(WlTouch::release);
        }
        let now = [self.pointer.is_some(), self.keyboard.is_some(), self.touch.is_some()];
        now.iter().zip(has).any(|(now, before)| *now && !before)
    }

    fn leave(mut self) {
        self.pointer.take().iter().for_each(WlPointer::release);
        self.keyboard.take().iter().for_each(WlKeyboard::release);
        self.touch.take().iter().for_each(WlTouch::release);
    }
}

impl Dispatch<WlRegistry, ()> for Told {
    fn event(
        told: &mut Self,
        registry: &WlRegistry,
        event: wl_registry::Event,
        (): &(),
        _: &Connection,
        queue: &QueueHandle<Self>,
    ) {
        match event {
            wl_registry::Event::Global {
                name,
                interface,
                version,
            } if interface == "wl_seat" && version >= SEAT => {
                told.wanted += 1;
                told.seats.push(Seat {
                    global: name,
                    seat: registry.bind(name, SEAT, queue, name),
                    pointer: None,
                    keyboard: None,
                    touch: None,
                    is_over: false,
                    has_focus: false,
                    fingers: BTreeSet::new(),
                });
            }
            wl_registry::Event::GlobalRemove { name } => {
                let gone = told.seats.extract_if(.., |seat| seat.global == name);
                gone.for_each(Seat::leave);
            }
            _ => {}
        }
    }
}

impl Dispatch<WlCallback, Question> for Told {
    fn event(
        told: &mut Self,
        _: &WlCallback,
        event: wl_callback::Event,
        question: &Question,
        connection: &Connection,
        queue: &QueueHandle<Self>,
    ) {
        let wl_callback::Event::Done { .. } = event else {
            return;
        };
        if told.wanted == question.wanted {
            told.answered = told.answered.max(question.number);
        } else {
            // What was asked for meanwhile is to be told, too.
            told.ask(connection, queue, question.number);
        }
    }
}

impl Dispatch<WlSeat, u32> for Told {
    fn event(
        told: &mut Self,
        _: &WlSeat,
        event: wl_seat::Event,
        global: &u32,
        _: &Connection,
        queue: &QueueHandle<Self>,
    ) {
        if let wl_seat::Event::Capabilities {
            capabilities: WEnum::Value(capabilities),
        } = event
            && told.seat(*global).is_some_and(|seat| seat.has(capabilities, queue))
        {
            told.wanted += 1;
        }
    }
}

impl Dispatch<WlPointer, u32> for Told {
    fn event(
        told: &mut Self,
        _: &WlPointer,
        event: wl_pointer::Event,
        global: &u32,
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        let Some(seat) = told.seat(*global) else { return };
        match event {
            wl_pointer::Event::Enter { .. } => seat.is_over = true,
            wl_pointer::Event::Leave { .. } => seat.is_over = false,
            _ => {}
        }
    }
}

impl Dispatch<WlKeyboard, u32> for Told {
    fn event(
        told: &mut Self,
        _: &WlKeyboard,
        event: wl_keyboard::Event,
        global: &u32,
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        let Some(seat) = told.seat(*global) else { return };
        match event {
            wl_keyboard::Event::Enter { .. } => seat.has_focus = true,
            wl_keyboard::Event::Leave { .. } => seat.has_focus = false,
            _ => {}
        }
    }
}

impl Dispatch<WlTouch, u32> for Told {
    fn event(
        told: &mut Self,
        _: &WlTouch,
        event: wl_touch::Event,
        global: &u32,
        _: &Connection,
        _: &QueueHandle<Self>,
    ) {
        let Some(seat) = told.seat(*global) else { return };
        match event {
            wl_touch::Event::Down { id, .. } => {
                seat.fingers.insert(id);
            }
            wl_touch::Event::Up { id, .. } => {
                seat.fingers.remove(&id);
            }
            wl_touch::Event::Cancel => seat.fingers.clear(),
            _ => {}
        }
    }
}
