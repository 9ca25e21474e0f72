//! A border around what is shared, in the colour of the right that holds: four thin windows of our own along the inner
//! edges of the shared area. They lie right under the bar and above all else, no window manager has them in its hands,
//! and the pointer passes through them: who clicks at the edge of the screen clicks on what is there.

use x11rb::connection::RequestConnection as _;
use x11rb::protocol::shape::{self, ConnectionExt as _, SK, SO};
use x11rb::protocol::xproto::{
    AtomEnum, ClipOrdering, ConnectionExt as _, CreateWindowAux, MapState, PropMode, StackMode, Window, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

use super::super::hold::SharedBorder;
use super::super::place::edges;
use super::window::{self, SightFailure, known, rect};

x11rb::atom_manager! {
    Atoms: AtomsCookie {
        // What marks windows of Lifeline to those that inject.
        _LIFELINE_WINDOW,
    }
}

pub(super) struct Border<'c> {
    conn: &'c RustConnection,
    root: Window,
    atoms: Atoms,
    /// Without shapes the windows would take clicks: then there is no border.
    has_shapes: bool,
    shown: Option<([Window; 4], SharedBorder)>,
}

impl<'c> Border<'c> {
    pub(super) fn open(conn: &'c RustConnection, root: Window) -> Result<Self, SightFailure> {
        Ok(Self {
            conn,
            root,
            atoms: Atoms::new(conn)?.reply()?,
            has_shapes: conn.extension_information(shape::X11_EXTENSION_NAME)?.is_some(),
            shown: None,
        })
    }

    /// Shows this border, or none, right under the bar's or the question's window.
    pub(super) fn show(&mut self, wanted: Option<SharedBorder>, under: Window) -> Result<(), SightFailure> {
        let Some(wanted) = wanted.filter(|_| self.has_shapes) else {
            return self.take_away();
        };
        let windows = match self.shown {
            Some((windows, shown)) => {
                if shown.colour != wanted.colour {
                    self.colour(&windows, wanted)?;
                }
                windows
            }
            None => self.create(wanted)?,
        };
        self.shown = Some((windows, wanted));
        self.put_right(&windows, wanted, under)
    }

    fn take_away(&mut self) -> Result<(), SightFailure> {
        if let Some((windows, _)) = self.shown.take() {
            for window in windows {
                self.conn.destroy_window(window)?;
            }
        }
        Ok(())
    }

    fn create(&self, wanted: SharedBorder) -> Result<[Window; 4], SightFailure> {
        let mut windows = [x11rb::NONE; 4];
        let pixel = self.pixel(wanted)?;
        for (window, area) in windows.iter_mut().zip(edges(wanted.area, wanted.width)) {
            *window = x11rb::connection::Connection::generate_id(self.conn)?;
            let (x, y) = (i16::try_from(area.x)?, i16::try_from(area.y)?);
            let (width, height) = (u16::try_from(area.width.max(1))?, u16::try_from(area.height.max(1))?);
            let look = CreateWindowAux::new().override_redirect(1).background_pixel(pixel);
            let class = WindowClass::INPUT_OUTPUT;
            let depth = x11rb::COPY_DEPTH_FROM_PARENT;
            self.conn.create_window(
                depth,
                *window,
                self.root,
                x,
                y,
                width,
                height,
                0,
                class,
                x11rb::COPY_FROM_PARENT,
                &look,
            )?;
            let mark = self.atoms._LIFELINE_WINDOW;
            self.conn
                .change_property32(PropMode::REPLACE, *window, mark, AtomEnum::CARDINAL, &[1])?;
            self.conn
                .shape_rectangles(SO::SET, SK::INPUT, ClipOrdering::UNSORTED, *window, 0, 0, &[])?;
        }
        Ok(windows)
    }

    fn colour(&self, windows: &[Window; 4], wanted: SharedBorder) -> Result<(), SightFailure> {
        let pixel = self.pixel(wanted)?;
        let look = x11rb::protocol::xproto::ChangeWindowAttributesAux::new().background_pixel(pixel);
        for window in windows {
            self.conn.change_window_attributes(*window, &look)?;
            self.conn.clear_area(false, *window, 0, 0, 0, 0)?;
        }
        Ok(())
    }

    /// What the server calls this colour.
    fn pixel(&self, wanted: SharedBorder) -> Result<u32, SightFailure> {
        let screen = x11rb::connection::Connection::setup(self.conn)
            .roots
            .iter()
            .find(|screen| screen.root == self.root)
            .ok_or("there is no screen")?;
        // From 8 bits to 16.
        let [red, green, blue] = wanted.colour.map(|part| u16::from(part) * 257);
        let told = self.conn.alloc_color(screen.default_colormap, red, green, blue)?;
        Ok(told.reply()?.pixel)
    }

    /// Whatever somebody did to the windows: there, mapped, and right under the bar.
    fn put_right(&mut self, windows: &[Window; 4], wanted: SharedBorder, under: Window) -> Result<(), SightFailure> {
        let mut asked = Vec::new();
        for window in windows {
            let attributes = self.conn.get_window_attributes(*window)?;
            asked.push((attributes, self.conn.get_geometry(*window)?));
        }
        let stack = self.conn.query_tree(self.root)?.reply()?.children;
        let mut below = stack
            .iter()
            .rev()
            .skip_while(|window| **window != under)
            .skip(1)
            .take(4);
        let stacked = below.all(|window| windows.contains(window));
        for ((window, area), (attributes, geometry)) in windows.iter().zip(edges(wanted.area, wanted.width)).zip(asked)
        {
            let (Some(attributes), Some(geometry)) = (known(attributes.reply())?, known(geometry.reply())?) else {
                tracing::info!("the border was destroyed");
                return self.take_away();
            };
            let is = rect(geometry.x, geometry.y, geometry.width, geometry.height);
            if is != area || !stacked {
                let there = window::there(area).sibling(under).stack_mode(StackMode::BELOW);
                self.conn.configure_window(*window, &there)?;
            }
            if attributes.map_state == MapState::UNMAPPED {
                self.conn.map_window(*window)?;
            }
        }
        Ok(())
    }
}
