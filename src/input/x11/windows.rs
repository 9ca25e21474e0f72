//! Whose window is under the pointer or has the focus: the expert must not touch Lifeline's own.

use std::collections::VecDeque;

use x11rb::protocol::xproto::{AtomEnum, ConnectionExt as _, InputFocus, Window};

use super::connection::{Connected, in_reply};
use crate::input::InputError;
use crate::input::guard::Protected;

/// No desktop nests its windows deeper; the walk ends also while windows move about.
const DEEPEST: usize = 32;

/// A window manager's frame holds a client window and a few buttons.
const FRAME_PARTS: usize = 48;

/// Frames hold the client window itself or one wrapper around it.
const FRAME_DEPTH: usize = 2;

pub(super) fn pointer_is_over(connected: &Connected, protected: &Protected) -> Result<bool, InputError> {
    if protected.is_empty() {
        return Ok(false);
    }
    let mut window = connected.root;
    let mut top_level = None;
    for _ in 0..DEEPEST {
        let Some(pointer) = in_reply(connected.x.query_pointer(window))? else {
            break;
        };
        if pointer.child == x11rb::NONE {
            break;
        }
        window = pointer.child;
        top_level.get_or_insert(window);
        if belongs(connected, window, protected)? {
            return Ok(true);
        }
    }
    match top_level {
        Some(frame) => holds_protected(connected, frame, protected),
        None => Ok(false),
    }
}

pub(super) fn focus_is_in(connected: &Connected, protected: &Protected) -> Result<bool, InputError> {
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
    let mut window = focus.focus;
    for _ in 0..DEEPEST {
        if belongs(connected, window, protected)? {
            return Ok(true);
        }
        match in_reply(connected.x.query_tree(window))? {
            Some(tree) if tree.parent != x11rb::NONE && tree.parent != tree.root => window = tree.parent,
            _ => break,
        }
    }
    // A focused frame passes the keys on to its client.
    holds_protected(connected, focus.focus, protected)
}

/// Whether the frame is around a protected window: its title bar is as much ours as what is inside.
fn holds_protected(connected: &Connected, frame: Window, protected: &Protected) -> Result<bool, InputError> {
    let mut parts = VecDeque::from([(frame, 0)]);
    let mut seen = 0;
    while let Some((window, depth)) = parts.pop_front() {
        seen += 1;
        if seen > FRAME_PARTS {
            break;
        }
        if depth > 0 && belongs(connected, window, protected)? {
            return Ok(true);
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
    Ok(false)
}

fn belongs(connected: &Connected, window: Window, protected: &Protected) -> Result<bool, InputError> {
    let property = in_reply(
        connected
            .x
            .get_property(false, window, connected.pid_atom, AtomEnum::CARDINAL, 0, 1),
    )?;
    Ok(property
        .and_then(|property| property.value32()?.next())
        .is_some_and(|process| protected.contains(process)))
}
