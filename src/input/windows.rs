//! Windows: whose window it is, and a low-level keyboard hook for Esc. Run under Wine.
#![expect(unsafe_code, reason = "the functions of the system are unsafe to call")]

mod send;

use std::cell::RefCell;
use std::ffi::OsString;
use std::os::windows::ffi::OsStringExt as _;
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread::JoinHandle;

use windows::Win32::Foundation::{HWND, LPARAM, LRESULT, POINT, WPARAM};
use windows::Win32::System::Diagnostics::ToolHelp::{
    CreateToolhelp32Snapshot, PROCESSENTRY32W, Process32FirstW, Process32NextW, TH32CS_SNAPPROCESS,
};
use windows::Win32::System::Threading::{
    GetCurrentThreadId, OpenProcess, PROCESS_NAME_WIN32, PROCESS_QUERY_LIMITED_INFORMATION, QueryFullProcessImageNameW,
};
use windows::Win32::UI::Input::KeyboardAndMouse::VK_ESCAPE;
use windows::Win32::UI::WindowsAndMessaging::{
    CallNextHookEx, GetForegroundWindow, GetMessageW, GetWindowThreadProcessId, HC_ACTION, KBDLLHOOKSTRUCT,
    LLKHF_INJECTED, MSG, PM_NOREMOVE, PeekMessageW, PostThreadMessageW, SetWindowsHookExW, UnhookWindowsHookEx,
    WH_KEYBOARD_LL, WM_KEYDOWN, WM_QUIT, WM_SYSKEYDOWN, WindowFromPoint,
};
use windows::core::{Owned, PWSTR};

use super::error::{InputError, Uncontrollable};
use super::marked::MARK;
pub(super) use send::{key, move_to, press, text};

/// In units of UTF-16; no path of Windows is longer.
const LONGEST_PATH: usize = 32_768;

pub(super) fn is_away() -> bool {
    !crate::input_desktop::is_ours()
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

/// The file of the program that a process runs, as far as this user may know.
pub(super) fn program_of(process: u32) -> Option<PathBuf> {
    let mut path = [0; LONGEST_PATH];
    let mut length = u32::try_from(path.len()).unwrap_or_default();
    // SAFETY: the handle is closed when it is dropped; array and length live as long as the call.
    unsafe {
        let process = Owned::new(OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, false, process).ok()?);
        QueryFullProcessImageNameW(*process, PROCESS_NAME_WIN32, PWSTR(path.as_mut_ptr()), &raw mut length).ok()?;
    }
    let path = path.get(..usize::try_from(length).ok()?)?;
    Some(PathBuf::from(OsString::from_wide(path)))
}

/// The name of the file of a process's program. Of a system process, which cannot be opened, the list of all tells it.
pub(super) fn name_of(process: u32) -> Option<String> {
    if let Some(program) = program_of(process) {
        return Some(program.file_name()?.to_string_lossy().into_owned());
    }
    let mut entry = PROCESSENTRY32W {
        dwSize: u32::try_from(size_of::<PROCESSENTRY32W>()).ok()?,
        ..PROCESSENTRY32W::default()
    };
    // SAFETY: the handle is closed when it is dropped; the entry lives as long as the calls, and says how large it is.
    unsafe {
        let all = Owned::new(CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0).ok()?);
        Process32FirstW(*all, &raw mut entry).ok()?;
        while entry.th32ProcessID != process {
            Process32NextW(*all, &raw mut entry).ok()?;
        }
    }
    let name: Vec<u16> = entry.szExeFile.into_iter().take_while(|unit| *unit != 0).collect();
    Some(String::from_utf16_lossy(&name))
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
