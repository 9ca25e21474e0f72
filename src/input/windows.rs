//! Windows: whose window it is, and a low-level keyboard hook for Esc. Compiled for it; not yet run there.
#![expect(unsafe_code, reason = "the functions of the system are unsafe to call")]

use std::cell::RefCell;
use std::sync::mpsc;
use std::thread::JoinHandle;

use enigo::Enigo;
use windows::Win32::Foundation::{HWND, LPARAM, LRESULT, POINT, WPARAM};
use windows::Win32::System::Threading::GetCurrentThreadId;
use windows::Win32::UI::Input::KeyboardAndMouse::{
    INPUT, INPUT_0, INPUT_KEYBOARD, KEYBD_EVENT_FLAGS, KEYBDINPUT, KEYEVENTF_EXTENDEDKEY, KEYEVENTF_KEYUP,
    KEYEVENTF_SCANCODE, SendInput, VIRTUAL_KEY, VK_ESCAPE, VK_PAUSE,
};
use windows::Win32::UI::WindowsAndMessaging::{
    CallNextHookEx, GetForegroundWindow, GetMessageW, GetWindowThreadProcessId, HC_ACTION, KBDLLHOOKSTRUCT,
    LLKHF_INJECTED, MSG, PM_NOREMOVE, PeekMessageW, PostThreadMessageW, SetWindowsHookExW, UnhookWindowsHookEx,
    WH_KEYBOARD_LL, WM_KEYDOWN, WM_QUIT, WM_SYSKEYDOWN, WindowFromPoint,
};
use windows::core::Error;

use super::error::{InputError, RefusedInput, Uncontrollable};
use super::marked::MARK;
use crate::vocabulary::ScanKey;

/// enigo knows a key by what it does, and so takes the keypad for the grey keys beside it; a scancode tells them apart.
/// Pause has none of its own: its prefix cannot be sent.
pub(super) fn key(_: &mut Enigo, key: ScanKey, down: bool) -> Result<bool, InputError> {
    let Some(code) = key.windows_scancode() else {
        return Ok(false);
    };
    let (virtual_key, mut flags) = match code >> 8 {
        0xE1 => (VK_PAUSE, KEYBD_EVENT_FLAGS(0)),
        0xE0 => (VIRTUAL_KEY(0), KEYEVENTF_SCANCODE | KEYEVENTF_EXTENDEDKEY),
        _ => (VIRTUAL_KEY(0), KEYEVENTF_SCANCODE),
    };
    if !down {
        flags |= KEYEVENTF_KEYUP;
    }
    let event = INPUT {
        r#type: INPUT_KEYBOARD,
        Anonymous: INPUT_0 {
            ki: KEYBDINPUT {
                wVk: virtual_key,
                wScan: code & 0xFF,
                dwFlags: flags,
                time: 0,
                dwExtraInfo: usize::try_from(MARK).unwrap_or_default(),
            },
        },
    };
    let size = i32::try_from(size_of::<INPUT>()).unwrap_or_default();
    // SAFETY: takes whole structures of the size that is said, and keeps none.
    if unsafe { SendInput(&[event], size) } == 1 {
        Ok(true)
    } else {
        Err(RefusedInput::System(Error::from_win32().into()).into())
    }
}

pub(super) fn process_at(x: i32, y: i32) -> Option<u32> {
    // SAFETY: takes a place by value and gives a handle that may be null.
    process_of(unsafe { WindowFromPoint(POINT { x, y }) })
}

pub(super) fn focused_process() -> Option<u32> {
    // SAFETY: takes nothing and gives a handle that may be null.
    process_of(unsafe { GetForegroundWindow() })
}

fn process_of(window: HWND) -> Option<u32> {
    if window.is_invalid() {
        return None;
    }
    let mut process = 0;
    // SAFETY: the pointer lives as long as the call; a handle that is no longer valid gives 0.
    let thread = unsafe { GetWindowThreadProcessId(window, Some(&raw mut process)) };
    (thread != 0).then_some(process)
}

thread_local! {
    /// The system calls the hook on the thread that set it, without anything of ours.
    static ON_ESCAPE: RefCell<Option<Box<dyn Fn()>>> = const { RefCell::new(None) };
}

unsafe extern "system" fn hook(code: i32, kind: WPARAM, about: LPARAM) -> LRESULT {
    let down = u32::try_from(kind.0).is_ok_and(|kind| kind == WM_KEYDOWN || kind == WM_SYSKEYDOWN);
    if u32::try_from(code) == Ok(HC_ACTION) && down {
        // SAFETY: with HC_ACTION the system passes a pointer to this structure, valid for the call.
        let key = unsafe { *(about.0 as *const KBDLLHOOKSTRUCT) };
        let ours = key.flags.contains(LLKHF_INJECTED) && u32::try_from(key.dwExtraInfo) == Ok(MARK);
        if key.vkCode == u32::from(VK_ESCAPE.0) && !ours {
            ON_ESCAPE.with_borrow(|on_escape| {
                if let Some(on_escape) = on_escape {
                    on_escape();
                }
            });
        }
    }
    // SAFETY: passes on what the system passed.
    unsafe { CallNextHookEx(None, code, kind, about) }
}

pub(super) struct EscapeThread {
    id: u32,
    thread: Option<JoinHandle<()>>,
}

impl EscapeThread {
    pub(super) fn start(on_escape: Box<dyn Fn() + Send>) -> Result<Option<Self>, InputError> {
        let (started, is_started) = mpsc::sync_channel(1);
        let thread = std::thread::Builder::new()
            .name("escape".to_owned())
            .spawn(move || listen(on_escape, &started))
            .map_err(InputError::Thread)?;
        let id = is_started.recv().unwrap_or(Err(InputError::DisplayGone))?;
        Ok(Some(Self {
            id,
            thread: Some(thread),
        }))
    }
}

fn listen(on_escape: Box<dyn Fn() + Send>, started: &mpsc::SyncSender<Result<u32, InputError>>) {
    ON_ESCAPE.set(Some(on_escape));
    let mut message = MSG::default();
    // SAFETY: the message lives here. The first call makes the thread's message queue, so that the end can be posted to
    // it.
    let hooked = unsafe {
        let _ = PeekMessageW(&raw mut message, None, 0, 0, PM_NOREMOVE);
        SetWindowsHookExW(WH_KEYBOARD_LL, Some(hook), None, 0)
    };
    let hooked = match hooked {
        Ok(hooked) => hooked,
        Err(error) => {
            let _ = started.send(Err(Uncontrollable::System(error.into()).into()));
            return;
        }
    };
    // SAFETY: takes nothing.
    let _ = started.send(Ok(unsafe { GetCurrentThreadId() }));
    // SAFETY: the message lives here; 0 is the end, -1 an error.
    while unsafe { GetMessageW(&raw mut message, None, 0, 0) }.0 > 0 {}
    // SAFETY: the hook was set above and is removed once.
    let _ = unsafe { UnhookWindowsHookEx(hooked) };
    ON_ESCAPE.set(None);
}

impl Drop for EscapeThread {
    fn drop(&mut self) {
        // SAFETY: a thread that has ended is an error, nothing worse.
        let _ = unsafe { PostThreadMessageW(self.id, WM_QUIT, WPARAM(0), LPARAM(0)) };
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != std::thread::current().id()
            && thread.join().is_err()
        {
            tracing::error!("the escape thread panicked");
        }
    }
}
