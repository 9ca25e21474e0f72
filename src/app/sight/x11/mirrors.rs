//! An open question on the other monitors: a window on each that shows what the question's own window shows. Nothing is
//! answered there: a press brings the question itself to that monitor, and there it is answered.

use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    AtomEnum, ConnectionExt as _, CreateGCAux, CreateWindowAux, EventMask, Gcontext, MapState, PropMode, SubwindowMode,
    Window, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

use super::super::kept::KeptInSight;
use super::super::place::{WindowRect, place};
use super::window::SightFailure;
use super::window::{Cover, KeptWindow, known, rect, there};

x11rb::atom_manager! {
    Atoms: AtomsCookie {
        // What marks windows of Lifeline to those that inject.
        _LIFELINE_WINDOW,
    }
}

struct Mirror {
    window: Window,
    context: Gcontext,
    monitor: WindowRect,
    place: WindowRect,
}

pub(super) struct Mirrors<'c> {
    conn: &'c RustConnection,
    atoms: Atoms,
    shown: Vec<Mirror>,
}

impl<'c> Mirrors<'c> {
    pub(super) fn open(conn: &'c RustConnection) -> Result<Self, SightFailure> {
        Ok(Self {
            conn,
            atoms: Atoms::new(conn)?.reply()?,
            shown: Vec::new(),
        })
    }

    /// Shows what this window shows on each monitor that it is not on.
    pub(super) fn show(&mut self, kept: &KeptWindow<'_>) -> Result<(), SightFailure> {
        let Some(source) = kept.place() else { return Ok(()) };
        let monitors = kept.monitors()?;
        let mut wanted: Vec<(WindowRect, WindowRect)> = Vec::new();
        for monitor in &monitors {
            let size = (source.width, source.height);
            let there = place(KeptInSight::Question, size, None, *monitor, &[*monitor]);
            // Two outputs may show the same.
            let taken = wanted.iter().map(|(_, place)| place).chain([&source]);
            if !taken.into_iter().any(|other| other.is_hidden_by(&there)) {
                wanted.push((*monitor, there));
            }
        }
        let (stay, go) = std::mem::take(&mut self.shown)
            .into_iter()
            .partition(|mirror| wanted.contains(&(mirror.monitor, mirror.place)));
        self.shown = stay;
        self.destroy(go)?;
        for (monitor, place) in wanted {
            if !self.shown.iter().any(|mirror| mirror.monitor == monitor) {
                let mirror = self.create(kept.window, monitor, place)?;
                self.shown.push(mirror);
            }
        }
        self.put_right(kept, &monitors)
    }

    pub(super) fn take_away(&mut self) -> Result<(), SightFailure> {
        let shown = std::mem::take(&mut self.shown);
        self.destroy(shown)
    }

    /// The monitor on which this window shows the question.
    pub(super) fn monitor_of(&self, window: Window) -> Option<WindowRect> {
        let mirror = self.shown.iter().find(|mirror| mirror.window == window);
        mirror.map(|mirror| mirror.monitor)
    }

    fn destroy(&self, mirrors: Vec<Mirror>) -> Result<(), SightFailure> {
        for mirror in mirrors {
            self.conn.free_gc(mirror.context)?;
            self.conn.destroy_window(mirror.window)?;
        }
        Ok(())
    }

    /// Of the same kind of pixels as the source.
    fn create(&self, source: Window, monitor: WindowRect, place: WindowRect) -> Result<Mirror, SightFailure> {
        let conn = self.conn;
        let attributes = conn.get_window_attributes(source)?;
        let geometry = conn.get_geometry(source)?;
        let (attributes, geometry) = (attributes.reply()?, geometry.reply()?);
        let (window, context) = (conn.generate_id()?, conn.generate_id()?);
        let look = CreateWindowAux::new()
            .override_redirect(1)
            .border_pixel(0)
            .colormap(attributes.colormap)
            .event_mask(EventMask::BUTTON_PRESS | EventMask::EXPOSURE);
        conn.create_window(
            geometry.depth,
            window,
            geometry.root,
            i16::try_from(place.x)?,
            i16::try_from(place.y)?,
            u16::try_from(place.width.max(1))?,
            u16::try_from(place.height.max(1))?,
            0,
            WindowClass::INPUT_OUTPUT,
            attributes.visual,
            &look,
        )?;
        let mark = self.atoms._LIFELINE_WINDOW;
        conn.change_property32(PropMode::REPLACE, window, mark, AtomEnum::CARDINAL, &[1])?;
        let copying = CreateGCAux::new()
            .graphics_exposures(0)
            .subwindow_mode(SubwindowMode::INCLUDE_INFERIORS);
        conn.create_gc(context, window, &copying)?;
        Ok(Mirror {
            window,
            context,
            monitor,
            place,
        })
    }

    /// Whatever somebody did to them: there, mapped, above all, and with what the question shows now.
    fn put_right(&mut self, kept: &KeptWindow<'_>, monitors: &[WindowRect]) -> Result<(), SightFailure> {
        for mirror in &self.shown {
            let attributes = self.conn.get_window_attributes(mirror.window)?;
            let geometry = self.conn.get_geometry(mirror.window)?;
            let (Some(attributes), Some(geometry)) = (known(attributes.reply())?, known(geometry.reply())?) else {
                tracing::info!("a mirror of the question was destroyed");
                // All of them begin anew.
                return self.take_away();
            };
            if attributes.map_state == MapState::UNMAPPED {
                self.conn.map_window(mirror.window)?;
            }
            let is = rect(geometry.x, geometry.y, geometry.width, geometry.height);
            let covered = kept.cover(mirror.window, &mirror.place, monitors)? != Cover::None;
            if is != mirror.place || covered {
                self.conn.configure_window(mirror.window, &there(mirror.place))?;
            }
            let (width, height) = (u16::try_from(mirror.place.width)?, u16::try_from(mirror.place.height)?);
            self.conn
                .copy_area(kept.window, mirror.window, mirror.context, 0, 0, 0, 0, width, height)?;
        }
        Ok(())
    }
}
