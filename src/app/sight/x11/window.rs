//! The program's window out of the window manager's hands, and what can be wrong with it.

mod keyboard;
mod manager;

use std::time::{Duration, Instant};

use x11rb::connection::RequestConnection as _;
use x11rb::errors::ReplyError;
use x11rb::protocol::randr::{self, ConnectionExt as _};
use x11rb::protocol::shape::{self, ConnectionExt as _, SK, SO};
use x11rb::protocol::xproto::{
    AtomEnum, ChangeWindowAttributesAux, ConfigureWindowAux, ConnectionExt as _, EventMask, ImageFormat, KeyButMask,
    MapState, StackMode, Window,
};
use x11rb::rust_connection::RustConnection;

use super::super::hold::Hold;
use super::super::kept::KeptInSight;
use super::super::place::{WindowRect, place};

pub(super) type SightFailure = Box<dyn std::error::Error>;

x11rb::atom_manager! {
    Atoms: AtomsCookie {
        _NET_WM_DESKTOP,
        _NET_WM_STATE,
        _NET_WM_WINDOW_OPACITY,
        WM_STATE,
    }
}

/// Names from here on no program can give: the protocol leaves their three highest bits zero.
const NOT_OF_A_CLIENT: Window = 1 << 29;
/// A compositor makes up its mind how to show a window that fills the screen: soon, and on a busy computer later.
/// Nobody tells when, so it is looked at the screen after these times.
const COMPOSED: [Duration; 4] = [
    Duration::from_millis(300),
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
];
/// The program's window.
pub(super) struct KeptWindow<'c> {
    pub conn: &'c RustConnection,
    pub window: Window,
    pub root: Window,
    atoms: Atoms,
    has_shapes: bool,
    has_monitors: bool,
    /// It is out of the window manager's hands.
    taken: bool,
    /// The monitor that it belongs on.
    home: Option<WindowRect>,
    dragged: Option<(i32, i32)>,
    /// Where the pointer and the window were when it was taken hold of.
    drag: Option<((i32, i32), (i32, i32))>,
    /// Where it was put last.
    put: Option<WindowRect>,
    /// It was under a window that fills the screen: when it appears once more.
    appear_at: Vec<Instant>,
    /// It appeared again and again, and the screen does not show it.
    unseen: bool,
    /// Who had the keyboard before a question took it.
    had_keyboard: Option<Window>,
}

/// How much of the screen the windows over it fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cover {
    None,
    Part,
    Screen,
}

/// What the server says of it.
struct Look {
    unmanaged: bool,
    parent: Window,
    viewable: bool,
    area: WindowRect,
    border: u16,
    shaped: bool,
    /// A property says that it is hidden, or has it drawn as glass.
    marked: bool,
}

impl<'c> KeptWindow<'c> {
    pub(super) fn open(conn: &'c RustConnection, window: Window) -> Result<Self, SightFailure> {
        let has = |name| conn.extension_information(name).map(|known| known.is_some());
        let has_shapes = has(shape::X11_EXTENSION_NAME)?;
        let has_monitors = has(randr::X11_EXTENSION_NAME)? && {
            let version = conn.randr_query_version(1, 5)?.reply()?;
            (version.major_version, version.minor_version) >= (1, 5)
        };
        Ok(Self {
            conn,
            window,
            root: conn.query_tree(window)?.reply()?.root,
            atoms: Atoms::new(conn)?.reply()?,
            has_shapes,
            has_monitors,
            taken: false,
            home: None,
            dragged: None,
            drag: None,
            put: None,
            appear_at: Vec::new(),
            unseen: false,
            had_keyboard: None,
        })
    }

    /// Something else is held from now on.
    pub(super) fn begin(&mut self, what: KeptInSight) -> Result<(), SightFailure> {
        tracing::debug!(?what, "kept in sight");
        self.listen(true)?;
        (self.dragged, self.drag, self.put) = (None, None, None);
        self.appear_at.clear();
        self.unseen = false;
        let pointer = self.conn.query_pointer(self.root)?.reply()?;
        let at = (i32::from(pointer.root_x), i32::from(pointer.root_y));
        let monitors = self.monitors()?;
        self.home = monitors
            .iter()
            .find(|monitor| monitor.contains(at))
            .or(monitors.first())
            .copied();
        Ok(())
    }

    fn listen(&self, on: bool) -> Result<(), SightFailure> {
        let (of_root, of_window) = if on {
            (
                EventMask::SUBSTRUCTURE_NOTIFY | EventMask::STRUCTURE_NOTIFY | EventMask::PROPERTY_CHANGE,
                EventMask::STRUCTURE_NOTIFY
                    | EventMask::VISIBILITY_CHANGE
                    | EventMask::PROPERTY_CHANGE
                    | EventMask::FOCUS_CHANGE,
            )
        } else {
            (EventMask::NO_EVENT, EventMask::NO_EVENT)
        };
        for (window, mask) in [(self.root, of_root), (self.window, of_window)] {
            let wanted = ChangeWindowAttributesAux::new().event_mask(mask);
            self.conn.change_window_attributes(window, &wanted)?;
        }
        if self.has_shapes {
            self.conn.shape_select_input(self.window, on)?;
        }
        Ok(())
    }

    /// Puts right what is not as it should be; true if nothing was, but for what we wanted otherwise before.
    pub(super) fn put_right(&mut self, hold: &Hold) -> Result<bool, SightFailure> {
        let monitors = self.monitors()?;
        let wanted = self.wanted(hold, &monitors)?;
        let above = ConfigureWindowAux::new().stack_mode(StackMode::ABOVE);
        let look = self.look()?;
        if !self.taken {
            self.take(wanted)?;
            return Ok(true);
        }
        if !look.unmanaged || look.parent != self.root {
            tracing::info!("the window was taken away");
            self.take(wanted)?;
            return Ok(false);
        }
        let moved = self.put.replace(wanted) != Some(wanted);
        let mut right = true;
        if look.area != wanted || look.border != 0 {
            tracing::debug!(?look.area, ?wanted, "moved");
            right &= moved;
            self.conn.configure_window(self.window, &there(wanted))?;
        }
        if look.shaped {
            right = false;
            for kind in [SK::BOUNDING, SK::CLIP, SK::INPUT] {
                self.conn.shape_mask(SO::SET, kind, self.window, 0, 0, x11rb::NONE)?;
            }
        }
        if look.marked {
            right = false;
            self.unmark()?;
        }
        if !look.viewable {
            tracing::info!("the window was hidden");
            right = false;
            self.conn.map_window(self.window)?;
        }
        match self.cover(self.window, &wanted, &monitors)? {
            Cover::None => {}
            Cover::Part => {
                right = false;
                self.conn.configure_window(self.window, &above)?;
            }
            Cover::Screen => {
                right = false;
                self.conn.configure_window(self.window, &above)?;
                // Not begun anew while it goes on: who covers the bar again and again gains no time by it.
                if self.appear_at.is_empty() {
                    let now = Instant::now();
                    self.appear_at = COMPOSED.map(|after| now + after).to_vec();
                }
            }
        }
        let (now, due) = (Instant::now(), self.appear_at.len());
        self.appear_at.retain(|at| *at > now);
        if self.appear_at.len() < due && !self.is_shown(&wanted)? {
            if self.appear_at.is_empty() {
                self.unseen = true;
            }
            self.appear_again()?;
        }
        Ok(right)
    }

    /// True once where the compositor cannot be brought to show the window.
    pub(super) fn stays_unseen(&mut self) -> bool {
        std::mem::take(&mut self.unseen)
    }

    /// Whether the screen shows what the window holds. One line of pixels is compared, where the window changes least
    /// in the meantime.
    fn is_shown(&self, place: &WindowRect) -> Result<bool, SightFailure> {
        let (Ok(x), Ok(y)) = (
            i16::try_from(place.x),
            i16::try_from(place.y.saturating_add(place.height / 2)),
        ) else {
            return Ok(true);
        };
        let (Ok(width), Ok(middle)) = (u16::try_from(place.width), i16::try_from(place.height / 2)) else {
            return Ok(true);
        };
        let line = |drawable, x, y| self.conn.get_image(ImageFormat::Z_PIXMAP, drawable, x, y, width, 1, !0);
        let (screen, window) = (line(self.root, x, y)?, line(self.window, 0, middle)?);
        // Where it cannot be told, a window that appears once more does no harm.
        let (Some(screen), Some(window)) = (known(screen.reply())?, known(window.reply())?) else {
            return Ok(false);
        };
        // Four bytes a pixel; the last one has no meaning.
        let colours = |data: &[u8]| {
            data.chunks_exact(4)
                .map(|pixel| pixel[..3].to_vec())
                .collect::<Vec<_>>()
        };
        let (screen, window) = (colours(&screen.data), colours(&window.data));
        let same = screen.iter().zip(&window).filter(|(one, other)| one == other).count();
        Ok(same * 10 > window.len() * 9)
    }

    /// Some compositors (xfwm4) stop composing under a window that fills the screen, and what lies over it is not
    /// shown. They begin again when a window appears.
    fn appear_again(&self) -> Result<(), SightFailure> {
        let had_keyboard = self.conn.get_input_focus()?.reply()?.focus == self.window;
        self.conn.unmap_window(self.window)?;
        self.conn.map_window(self.window)?;
        if had_keyboard {
            self.focus()?;
        }
        Ok(())
    }

    fn look(&self) -> Result<Look, SightFailure> {
        let (conn, window) = (self.conn, self.window);
        let attributes = conn.get_window_attributes(window)?;
        let geometry = conn.get_geometry(window)?;
        let tree = conn.query_tree(window)?;
        let opacity = conn.get_property(false, window, self.atoms._NET_WM_WINDOW_OPACITY, AtomEnum::ANY, 0, 1)?;
        let state = conn.get_property(false, window, self.atoms._NET_WM_STATE, AtomEnum::ANY, 0, 1)?;
        let shapes = if self.has_shapes {
            let outline = conn.shape_query_extents(window)?;
            Some((outline, conn.shape_get_rectangles(window, SK::INPUT)?))
        } else {
            None
        };
        let (attributes, geometry, tree) = (attributes.reply()?, geometry.reply()?, tree.reply()?);
        let marked = opacity.reply()?.value_len > 0 || state.reply()?.value_len > 0;
        let shaped = match shapes {
            Some((outline, input)) => {
                let outline = outline.reply()?;
                let input = input.reply()?.rectangles;
                let whole = |rect: &x11rb::protocol::xproto::Rectangle| {
                    rect.x <= 0 && rect.y <= 0 && rect.width >= geometry.width && rect.height >= geometry.height
                };
                outline.bounding_shaped || outline.clip_shaped || !input.iter().any(whole)
            }
            None => false,
        };
        Ok(Look {
            unmanaged: attributes.override_redirect,
            parent: tree.parent,
            viewable: attributes.map_state == MapState::VIEWABLE,
            area: rect(geometry.x, geometry.y, geometry.width, geometry.height),
            border: geometry.border_width,
            shaped,
            marked,
        })
    }

    /// Where it should be now.
    fn wanted(&mut self, hold: &Hold, monitors: &[WindowRect]) -> Result<WindowRect, SightFailure> {
        let home = self.home.or(monitors.first().copied()).ok_or("there is no screen")?;
        let size = (i32::from(hold.size.0.max(1)), i32::from(hold.size.1.max(1)));
        if let Some((pointer, window)) = self.drag {
            let now = self.conn.query_pointer(self.root)?.reply()?;
            self.dragged = Some((
                window.0 + i32::from(now.root_x) - pointer.0,
                window.1 + i32::from(now.root_y) - pointer.1,
            ));
            if !now.mask.contains(KeyButMask::BUTTON1) {
                self.drag = None;
            }
        }
        Ok(place(hold.what, size, self.dragged, home, monitors))
    }

    pub(super) fn drag(&mut self) -> Result<(), SightFailure> {
        if let Some(put) = self.put {
            let pointer = self.conn.query_pointer(self.root)?.reply()?;
            self.drag = Some(((pointer.root_x.into(), pointer.root_y.into()), (put.x, put.y)));
        }
        Ok(())
    }

    pub(super) fn is_dragged(&self) -> bool {
        self.drag.is_some()
    }

    /// Where it is.
    pub(super) fn place(&self) -> Option<WindowRect> {
        self.put
    }

    /// It belongs on this monitor from now on.
    pub(super) fn go_to(&mut self, monitor: WindowRect) {
        self.home = Some(monitor);
        (self.dragged, self.drag) = (None, None);
    }

    pub(super) fn monitors(&self) -> Result<Vec<WindowRect>, SightFailure> {
        let mut found = Vec::new();
        if self.has_monitors {
            let known = self.conn.randr_get_monitors(self.root, true)?.reply()?;
            found.extend(
                known
                    .monitors
                    .iter()
                    .map(|monitor| rect(monitor.x, monitor.y, monitor.width, monitor.height)),
            );
        }
        if found.is_empty() {
            let root = self.conn.get_geometry(self.root)?.reply()?;
            found.push(rect(0, 0, root.width, root.height));
        }
        Ok(found)
    }

    /// Whether another window lies over this one of ours, which is at this place.
    pub(super) fn cover(
        &self,
        ours: Window,
        place: &WindowRect,
        monitors: &[WindowRect],
    ) -> Result<Cover, SightFailure> {
        let stack = self.conn.query_tree(self.root)?.reply()?.children;
        // The server's own is the one that a compositor shows everything in.
        let above = stack
            .iter()
            .rev()
            .take_while(|window| **window != ours)
            .filter(|window| **window < NOT_OF_A_CLIENT);
        let mut asked = Vec::new();
        for window in above {
            asked.push((
                self.conn.get_window_attributes(*window)?,
                self.conn.get_geometry(*window)?,
            ));
        }
        let mut cover = Cover::None;
        for (attributes, geometry) in asked {
            // Windows come and go meanwhile.
            let (Some(attributes), Some(geometry)) = (known(attributes.reply())?, known(geometry.reply())?) else {
                continue;
            };
            let border = geometry.border_width.saturating_mul(2);
            let area = rect(
                geometry.x,
                geometry.y,
                geometry.width.saturating_add(border),
                geometry.height.saturating_add(border),
            );
            if attributes.map_state != MapState::VIEWABLE || !place.is_hidden_by(&area) {
                continue;
            }
            if monitors.iter().any(|monitor| area.covers(monitor)) {
                return Ok(Cover::Screen);
            }
            cover = Cover::Part;
        }
        Ok(cover)
    }
}

/// Nothing where the window is gone.
pub(super) fn known<T>(reply: Result<T, ReplyError>) -> Result<Option<T>, SightFailure> {
    match reply {
        Ok(reply) => Ok(Some(reply)),
        Err(ReplyError::X11Error(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

pub(super) fn rect(x: i16, y: i16, width: u16, height: u16) -> WindowRect {
    WindowRect {
        x: x.into(),
        y: y.into(),
        width: width.into(),
        height: height.into(),
    }
}

pub(super) fn there(place: WindowRect) -> ConfigureWindowAux {
    let (width, height) = (place.width.unsigned_abs(), place.height.unsigned_abs());
    ConfigureWindowAux::new()
        .x(place.x)
        .y(place.y)
        .width(width)
        .height(height)
        .border_width(0)
        .stack_mode(StackMode::ABOVE)
}
