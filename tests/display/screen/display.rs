//! A virtual X display of the test's own, and a client that paints on it.

use lifeline::vocabulary::{DisplayName, Rect};
use x11rb::connection::Connection;
use x11rb::protocol::randr::{ConnectionExt as _, MonitorInfo};
use x11rb::protocol::xproto::{
    ChangeGCAux, ChangeWindowAttributesAux, ConnectionExt as _, CreateGCAux, CreateWindowAux, Cursor, Gcontext,
    ImageFormat, Rectangle, Window, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

use crate::surroundings;
use crate::xvfb::Xvfb;

pub(crate) struct Display {
    server: Xvfb,
    pub(crate) name: DisplayName,
}

impl Display {
    /// `None`, with the reason printed, if this computer has no Xvfb.
    pub(crate) fn start(size: &str) -> Option<Self> {
        let server = Xvfb::start(size)?;
        let name = DisplayName(Some(server.name.clone()));
        Some(Self { server, name })
    }

    pub(crate) fn kill(&mut self) {
        self.server.kill();
    }

    pub(crate) fn painter(&self) -> Painter {
        let (conn, screen) = RustConnection::connect(self.name.0.as_deref()).unwrap();
        let root = &conn.setup().roots[screen];
        let (depth, root) = (root.root_depth, root.root);
        let gc = conn.generate_id().unwrap();
        conn.create_gc(gc, root, &CreateGCAux::new()).unwrap();
        Painter { conn, root, depth, gc }
    }

    /// Adds a mode and switches to it, as a person would in the display settings. False, with the reason printed, if
    /// this computer has no xrandr.
    pub(crate) fn resize(&self, width: u16, height: u16) -> bool {
        let name = format!("{width}x{height}");
        let (wide, high) = (width.to_string(), height.to_string());
        self.xrandr(&["--newmode", &name, "0", &wide, "0", "0", &wide, &high, "0", "0", &high])
            && self.xrandr(&["--addmode", "screen", &name])
            && self.xrandr(&["--output", "screen", "--mode", &name])
    }

    fn xrandr(&self, arguments: &[&str]) -> bool {
        let display = self.name.0.as_deref().unwrap();
        if !surroundings::are_installed(&["xrandr"]) {
            return false;
        }
        let status = surroundings::command("xrandr")
            .args(["-d", display])
            .args(arguments)
            .status();
        assert!(status.unwrap().success(), "xrandr {arguments:?}");
        true
    }
}

pub(crate) struct Painter {
    pub(crate) conn: RustConnection,
    pub(crate) root: Window,
    depth: u8,
    gc: Gcontext,
}

impl Painter {
    pub(crate) fn fill(&self, area: Rect, colour: u32) {
        let rectangle = Rectangle {
            x: area.left as i16,
            y: area.top as i16,
            width: area.width,
            height: area.height,
        };
        self.conn
            .change_gc(self.gc, &ChangeGCAux::new().foreground(colour))
            .unwrap();
        self.conn.poly_fill_rectangle(self.root, self.gc, &[rectangle]).unwrap();
        self.conn.sync().unwrap();
    }

    /// Opens a window of one colour, which no window manager touches.
    pub(crate) fn window(&self, area: Rect, colour: u32) -> Window {
        let window = self.conn.generate_id().unwrap();
        let attributes = CreateWindowAux::new().background_pixel(colour).override_redirect(1);
        let (x, y) = (area.left as i16, area.top as i16);
        let class = WindowClass::INPUT_OUTPUT;
        let depth = x11rb::COPY_DEPTH_FROM_PARENT;
        self.conn
            .create_window(
                depth,
                window,
                self.root,
                x,
                y,
                area.width,
                area.height,
                0,
                class,
                0,
                &attributes,
            )
            .unwrap();
        self.conn.map_window(window).unwrap();
        self.conn.sync().unwrap();
        window
    }

    pub(crate) fn close(&self, window: Window) {
        self.conn.destroy_window(window).unwrap();
        self.conn.sync().unwrap();
    }

    /// Shows pixels in the server's own format.
    pub(crate) fn put(&self, area: Rect, data: &[u8]) {
        let (x, y) = (area.left as i16, area.top as i16);
        let row = data.len() / usize::from(area.height);
        for (index, rows) in data.chunks(row * 16).enumerate() {
            let height = (rows.len() / row) as u16;
            let y = y + index as i16 * 16;
            let format = ImageFormat::Z_PIXMAP;
            self.conn
                .put_image(
                    format, self.root, self.gc, area.width, height, x, y, 0, self.depth, rows,
                )
                .unwrap();
        }
        self.conn.sync().unwrap();
    }

    pub(crate) fn write(&self, x: i16, y: i16, text: &str) {
        let font = self.conn.generate_id().unwrap();
        self.conn.open_font(font, b"fixed").unwrap().check().unwrap();
        self.conn
            .change_gc(self.gc, &ChangeGCAux::new().font(font).foreground(0x00ff_ff00))
            .unwrap();
        self.conn
            .image_text8(self.root, self.gc, x, y, text.as_bytes())
            .unwrap();
        self.conn.sync().unwrap();
    }

    /// Gives the root window a pointer shape of the X cursor font.
    pub(crate) fn show_cursor(&self, glyph: u16) {
        let font = self.conn.generate_id().unwrap();
        self.conn.open_font(font, b"cursor").unwrap().check().unwrap();
        let cursor = self.conn.generate_id().unwrap();
        let white = u16::MAX;
        let cookie = self
            .conn
            .create_glyph_cursor(cursor, font, font, glyph, glyph + 1, 0, 0, 0, white, white, white);
        cookie.unwrap().check().unwrap();
        self.use_cursor(cursor);
    }

    pub(crate) fn hide_cursor(&self) {
        let pixmap = self.conn.generate_id().unwrap();
        self.conn
            .create_pixmap(1, pixmap, self.root, 8, 8)
            .unwrap()
            .check()
            .unwrap();
        let gc = self.conn.generate_id().unwrap();
        self.conn
            .create_gc(gc, pixmap, &CreateGCAux::new().foreground(0))
            .unwrap();
        let all = Rectangle {
            x: 0,
            y: 0,
            width: 8,
            height: 8,
        };
        self.conn.poly_fill_rectangle(pixmap, gc, &[all]).unwrap();
        let cursor = self.conn.generate_id().unwrap();
        self.conn
            .create_cursor(cursor, pixmap, pixmap, 0, 0, 0, 0, 0, 0, 0, 0)
            .unwrap()
            .check()
            .unwrap();
        self.use_cursor(cursor);
    }

    fn use_cursor(&self, cursor: Cursor) {
        let attributes = ChangeWindowAttributesAux::new().cursor(cursor);
        self.conn
            .change_window_attributes(self.root, &attributes)
            .unwrap()
            .check()
            .unwrap();
    }

    /// Moves the pointer as a mouse would.
    pub(crate) fn move_pointer(&self, x: i16, y: i16) {
        use x11rb::protocol::xtest::ConnectionExt as _;
        let motion = x11rb::protocol::xproto::MOTION_NOTIFY_EVENT;
        self.conn
            .xtest_fake_input(motion, 0, x11rb::CURRENT_TIME, self.root, x, y, 0)
            .unwrap()
            .check()
            .unwrap();
    }

    pub(crate) fn add_monitor(&self, name: &str, area: Rect) {
        let name = self
            .conn
            .intern_atom(false, name.as_bytes())
            .unwrap()
            .reply()
            .unwrap()
            .atom;
        let monitor = MonitorInfo {
            name,
            primary: false,
            automatic: false,
            x: area.left as i16,
            y: area.top as i16,
            width: area.width,
            height: area.height,
            width_in_millimeters: 100,
            height_in_millimeters: 100,
            outputs: Vec::new(),
        };
        self.conn
            .randr_set_monitor(self.root, monitor)
            .unwrap()
            .check()
            .unwrap();
    }
}
