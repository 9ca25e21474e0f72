//! Whose window is under the pointer or has the focus: the expert must not touch Lifeline's own.
//!
//! A window is Lifeline's if it, what it stands in, or what its frame holds bears the mark or the program's class, or
//! belongs to a process that runs Lifeline, as the window says (`_NET_WM_PID`) or as the server knows (X-Resource). No
//! other program can make a window of Lifeline's count as somebody else's.

use std::collections::{BTreeSet, VecDeque};

use x11rb::connection::Connection as _;
use x11rb::protocol::res::{ClientIdMask, ClientIdSpec, ConnectionExt as _};
use x11rb::protocol::xproto::{AtomEnum, ConnectionExt as _, InputFocus, PropMode, Window};
use x11rb::wrapper::ConnectionExt as _;

use super::connection::{XConnection, in_reply, sent};
use crate::input::error::InputError;
use crate::input::guard::{Protected, is_the_programs};

/// No desktop nests its windows deeper; the walk ends also while windows move about.
const DEEPEST: usize = 32;

/// A window manager's frame holds a client window and a few buttons.
const FRAME_PARTS: usize = 48;

/// Frames hold the client window itself or one wrapper around it.
const FRAME_DEPTH: usize = 2;

/// Longer than any class that is read.
const CLASS_WORDS: u32 = 64;

/// Marks a window as Lifeline's own.
pub(in crate::input) fn mark(display: Option<&str>, window: Window) -> Result<(), InputError> {
    let connected = XConnection::open(display)?;
    sent(
        connected
            .x
            .change_property32(PropMode::REPLACE, window, connected.mark_atom, AtomEnum::CARDINAL, &[1]),
    )
}

pub(super) fn pointer_is_over(connected: &XConnection, protected: &Protected) -> Result<bool, InputError> {
    if protected.is_empty() {
        return Ok(false);
    }
    let mut windows = Vec::new();
    let mut window = connected.root;
    for _ in 0..DEEPEST {
        let Some(pointer) = in_reply(connected.x.query_pointer(window))? else {
            break;
        };
        if pointer.child == x11rb::NONE {
            break;
        }
        window = pointer.child;
        windows.push(window);
    }
    if let Some(frame) = windows.first().copied() {
        add_parts(connected, frame, &mut windows)?;
    }
    any_belongs(connected, &windows, protected)
}

pub(super) fn focus_is_in(connected: &XConnection, protected: &Protected) -> Result<bool, InputError> {
    if protected.is_empty() {
        return Ok(false);
    }
    let Some(focus) = in_reply(connected.x.get_input_focus())? else {
        return Ok(false);
    };
    if focus.focus == u32::from(InputFocus::NONE) {
        return Ok(false);
    }
    if focus.focus == u32::from(InputFocus::POINTER_ROOT) || focus.focus == connected.root {
        return pointer_is_over(connected, protected);
    }
    let mut windows = vec![focus.focus];
    let mut window = focus.focus;
    for _ in 0..DEEPEST {
        match in_reply(connected.x.query_tree(window))? {
            Some(tree) if tree.parent != x11rb::NONE && tree.parent != tree.root => window = tree.parent,
            _ => break,
        }
        windows.push(window);
    }
    // A focused frame passes the keys on to its client.
    add_parts(connected, focus.focus, &mut windows)?;
    any_belongs(connected, &windows, protected)
}

/// What a frame holds: its title bar is as much ours as what is inside.
fn add_parts(connected: &XConnection, frame: Window, windows: &mut Vec<Window>) -> Result<(), InputError> {
    let mut parts = VecDeque::from([(frame, 0)]);
    let mut seen = 0;
    while let Some((window, depth)) = parts.pop_front() {
        seen += 1;
        if seen > FRAME_PARTS {
            break;
        }
        if depth > 0 {
            windows.push(window);
        }
        if depth < FRAME_DEPTH
            && let Some(tree) = in_reply(connected.x.query_tree(window))?
        {
            parts.extend(
                tree.children
                    .into_iter()
                    .take(FRAME_PARTS)
                    .map(|child| (child, depth + 1)),
            );
        }
    }
    Ok(())
}

/// Everything is asked at once: this happens for each press.
fn any_belongs(connected: &XConnection, windows: &[Window], protected: &Protected) -> Result<bool, InputError> {
    let x = &connected.x;
    let property = |window: Window, name: u32, kind: AtomEnum, words: u32| {
        x.get_property(false, window, name, kind, 0, words)
            .map_err(super::connection::gone)
    };
    let mut asked = Vec::new();
    for window in windows {
        let process = property(*window, connected.pid_atom, AtomEnum::CARDINAL, 1)?;
        let mark = property(*window, connected.mark_atom, AtomEnum::ANY, 0)?;
        let class = property(*window, AtomEnum::WM_CLASS.into(), AtomEnum::STRING, CLASS_WORDS)?;
        asked.push((process, mark, class));
    }
    let mut owners = Vec::new();
    if connected.tells_processes {
        // One window of each client is enough.
        let clients: BTreeSet<u32> = windows
            .iter()
            .map(|window| window & !x.setup().resource_id_mask)
            .collect();
        for client in clients {
            let mask = ClientIdMask::LOCAL_CLIENT_PID;
            owners.push(
                x.res_query_client_ids(&[ClientIdSpec { client, mask }])
                    .map_err(super::connection::gone)?,
            );
        }
    }
    let mut processes = BTreeSet::new();
    let mut marked = false;
    for (process, mark, class) in asked {
        processes.extend(in_reply(Ok(process))?.and_then(|process| process.value32()?.next()));
        marked |= in_reply(Ok(mark))?.is_some_and(|mark| mark.type_ != x11rb::NONE);
        let class = in_reply(Ok(class))?.map(|class| class.value).unwrap_or_default();
        // The windows have it from their beginning, also those of versions without the mark.
        marked |= class.split(|byte| *byte == 0).any(is_the_programs);
    }
    for owner in owners {
        let ids = in_reply(Ok(owner))?.map(|reply| reply.ids).unwrap_or_default();
        processes.extend(ids.into_iter().flat_map(|id| id.value));
    }
    Ok(marked && protected.heeds_marks() || processes.into_iter().any(|process| protected.contains(process)))
}
