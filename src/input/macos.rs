//! macOS: whose window it is, and a listening event tap for Esc. Compiled for it; not yet run there.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

use core_foundation::runloop::{CFRunLoop, kCFRunLoopDefaultMode};
use core_graphics::event::{
    CGEvent, CGEventTap, CGEventTapLocation, CGEventTapOptions, CGEventTapPlacement, CGEventType, CallbackResult,
    EventField,
};
use enigo::{Button, Coordinate, Enigo, Keyboard as _, Mouse as _};
use xcap::Window;

pub(super) use self::allowed::is_allowed;
use super::error::{InputError, Uncontrollable};
use super::marked::{MARK, direction, refused};
use crate::vocabulary::ScanKey;

/// kVK_Escape.
const ESCAPE: i64 = 0x35;

/// How often the thread looks whether it shall end, if nothing wakes it.
const LOOK: Duration = Duration::from_millis(250);

pub(super) fn is_away() -> bool {
    false
}

pub(super) fn key(enigo: &mut Enigo, key: ScanKey, down: bool) -> Result<bool, InputError> {
    let Some(code) = key.mac_keycode() else {
        return Ok(false);
    };
    enigo.raw(code, direction(down)).map_err(refused)?;
    Ok(true)
}

pub(super) fn text(enigo: &mut Enigo, character: char) -> Result<(), InputError> {
    enigo.text(character.encode_utf8(&mut [0; 4])).map_err(refused)
}

/// The system keeps the pointer on the desktop.
pub(super) fn move_to(enigo: &mut Enigo, x: i32, y: i32) -> Result<(), InputError> {
    enigo.move_mouse(x, y, Coordinate::Abs).map_err(refused)
}

/// Where the pointer is.
pub(super) fn press(enigo: &mut Enigo, button: Button, _at: (i32, i32)) -> Result<(), InputError> {
    enigo.button(button, direction(true)).map_err(refused)
}

/// xcap lists the windows from the front to the back.
pub(super) fn process_at(x: i32, y: i32) -> Option<u32> {
    let covers = |window: &Window| -> Option<bool> {
        let (left, top) = (window.x().ok()?, window.y().ok()?);
        let right = left.checked_add_unsigned(window.width().ok()?)?;
        let bottom = top.checked_add_unsigned(window.height().ok()?)?;
        Some((left..right).contains(&x) && (top..bottom).contains(&y))
    };
    let windows = Window::all().ok()?;
    windows.iter().find(|window| covers(window) == Some(true))?.pid().ok()
}

pub(super) fn focused_process() -> Option<u32> {
    let windows = Window::all().ok()?;
    windows
        .iter()
        .find(|window| window.is_focused().unwrap_or(false))?
        .pid()
        .ok()
}

pub(super) struct EscapeThread {
    stop: Arc<AtomicBool>,
    run_loop: CFRunLoop,
    thread: Option<JoinHandle<()>>,
}

impl EscapeThread {
    pub(super) fn start(on_escape: Box<dyn Fn() + Send>) -> Result<Option<Self>, InputError> {
        let stop = Arc::new(AtomicBool::new(false));
        let (started, is_started) = mpsc::sync_channel(1);
        let thread = std::thread::Builder::new()
            .name("escape".to_owned())
            .spawn({
                let stop = Arc::clone(&stop);
                move || {
                    // The system switches a tap off that it finds too slow: then another is made.
                    while !stop.load(Ordering::SeqCst) {
                        if listen(on_escape.as_ref(), &stop, &started).is_err() {
                            if started.try_send(Err(Uncontrollable::NoPermission.into())).is_err() {
                                on_escape();
                            }
                            return;
                        }
                    }
                }
            })
            .map_err(InputError::Thread)?;
        let run_loop = is_started.recv().unwrap_or(Err(InputError::DisplayGone))?;
        Ok(Some(Self {
            stop,
            run_loop,
            thread: Some(thread),
        }))
    }
}

type Started = mpsc::SyncSender<Result<CFRunLoop, InputError>>;

fn listen(on_escape: &dyn Fn(), stop: &AtomicBool, started: &Started) -> Result<(), ()> {
    let disabled = AtomicBool::new(false);
    CGEventTap::with_enabled(
        CGEventTapLocation::Session,
        CGEventTapPlacement::HeadInsertEventTap,
        CGEventTapOptions::ListenOnly,
        vec![CGEventType::KeyDown],
        |_, kind, event: &CGEvent| {
            match kind {
                CGEventType::TapDisabledByTimeout | CGEventType::TapDisabledByUserInput => {
                    disabled.store(true, Ordering::SeqCst);
                    CFRunLoop::get_current().stop();
                }
                CGEventType::KeyDown => {
                    let ours = event.get_integer_value_field(EventField::EVENT_SOURCE_USER_DATA) == i64::from(MARK);
                    let key = event.get_integer_value_field(EventField::KEYBOARD_EVENT_KEYCODE);
                    if key == ESCAPE && !ours {
                        on_escape();
                    }
                }
                _ => {}
            }
            CallbackResult::Keep
        },
        || {
            // Full when the tap was made anew.
            let _ = started.try_send(Ok(CFRunLoop::get_current()));
            while !stop.load(Ordering::SeqCst) && !disabled.load(Ordering::SeqCst) {
                run_for_a_while();
            }
        },
    )
}

#[expect(unsafe_code, reason = "the name of the mode is a static of the system")]
fn run_for_a_while() {
    // SAFETY: a constant that the system initialises before the program starts.
    let mode = unsafe { kCFRunLoopDefaultMode };
    CFRunLoop::run_in_mode(mode, LOOK, false);
}

impl Drop for EscapeThread {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        self.run_loop.stop();
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != std::thread::current().id()
            && thread.join().is_err()
        {
            tracing::error!("the escape thread panicked");
        }
    }
}

#[expect(unsafe_code, reason = "the functions of the system are unsafe to call")]
mod allowed {
    #[link(name = "ApplicationServices", kind = "framework")]
    unsafe extern "C" {
        fn AXIsProcessTrusted() -> u8;
    }

    /// The person has switched this program on in the system's settings (Privacy & Security, Accessibility): without
    /// that the system drops what is injected in silence.
    pub fn is_allowed() -> bool {
        // SAFETY: takes nothing.
        unsafe { AXIsProcessTrusted() != 0 }
    }
}
