//! Window managers on a test's display, and what a person, a helper or a program does to windows through them.

use x11rb::connection::Connection;
use x11rb::protocol::shape::{ConnectionExt as _, SK, SO};
use x11rb::protocol::xproto::{
    AtomEnum, ChangeWindowAttributesAux, ClientMessageEvent, ConfigureWindowAux, ConnectionExt, CreateWindowAux,
    EventMask, MapState, PropMode, StackMode, VISIBILITY_NOTIFY_EVENT, Visibility, VisibilityNotifyEvent, Window,
    WindowClass,
};
use x11rb::wrapper::ConnectionExt as _;

use super::display::{Display, eventually};
use super::pair::Home;
use super::program::Program;
use super::surroundings;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    None,
    Openbox,
    Xfwm4,
    I3,
}

/// A window manager that runs; gone with its value.
pub struct Manager {
    pub kind: Kind,
    _program: Option<Program>,
    _home: Home,
}

impl Manager {
    /// Starts it, with four virtual desktops; `None`, and a line that says so, where it is not installed.
    pub fn start(kind: Kind, display: &Display) -> Option<Self> {
        let home = Home::new();
        let needed: &[&str] = match kind {
            Kind::None => {
                return Some(Self {
                    kind,
                    _program: None,
                    _home: home,
                });
            }
            Kind::Openbox => &["openbox"],
            // It keeps its settings in a service of the session.
            Kind::Xfwm4 => &["xfwm4", "dbus-run-session"],
            Kind::I3 => &["i3"],
        };
        if !surroundings::are_installed(needed) {
            return None;
        }
        // The X server tells every program that another keyboard is in use now when the first key comes by XTEST. openbox
        // then takes its shortcuts anew, and on a busy computer misses what is pressed meanwhile.
        display.run("xdotool", &["key", "Control_L"]);
        let mut command = surroundings::command(needed.last().unwrap());
        match kind {
            Kind::Xfwm4 => drop(command.args(["--", "xfwm4"])),
            Kind::I3 => {
                let keys = "bindsym Mod4+d workspace number 3\n\
                    bindsym Ctrl+Mod1+d workspace number 3\n\
                    bindsym Ctrl+Mod1+Right workspace number 2\n";
                let config = home.file("i3", &format!("# i3 config file (v4)\n{keys}"));
                command.arg("-c").arg(config);
            }
            Kind::None | Kind::Openbox => {}
        }
        home.dress(&mut command);
        command.env("DISPLAY", display.name());
        let program = Program::start(needed[0], command);
        eventually("the window manager is there", || {
            !values(display, root(display), "_NET_SUPPORTING_WM_CHECK").is_empty()
        });
        Some(Self {
            kind,
            _program: Some(program),
            _home: home,
        })
    }
}

pub fn root(display: &Display) -> Window {
    display.connection.setup().roots[0].root
}

pub fn atom(display: &Display, name: &str) -> u32 {
    let asked = display.connection.intern_atom(false, name.as_bytes()).unwrap();
    asked.reply().unwrap().atom
}

pub fn values(display: &Display, window: Window, property: &str) -> Vec<u32> {
    let asked = display
        .connection
        .get_property(false, window, atom(display, property), AtomEnum::ANY, 0, 64);
    let answer = asked.unwrap().reply();
    answer
        .ok()
        .and_then(|answer| answer.value32().map(Iterator::collect))
        .unwrap_or_default()
}

pub fn text(display: &Display, window: Window, property: &str) -> Vec<u8> {
    let asked = display
        .connection
        .get_property(false, window, atom(display, property), AtomEnum::ANY, 0, 64);
    asked.unwrap().reply().map(|answer| answer.value).unwrap_or_default()
}

/// Asks the window manager for something, as a pager does.
pub fn ask(display: &Display, window: Window, what: &str, data: [u32; 5]) {
    let message = ClientMessageEvent::new(32, window, atom(display, what), data);
    let mask = EventMask::SUBSTRUCTURE_REDIRECT | EventMask::SUBSTRUCTURE_NOTIFY;
    display
        .connection
        .send_event(false, root(display), mask, message)
        .unwrap();
    display.connection.flush().unwrap();
}

/// Lifeline's own window; it has only one.
pub fn lifeline(display: &Display) -> Window {
    let mut found = None;
    eventually("the window of Lifeline", || {
        let searched = display
            .command("xdotool")
            .args(["search", "--name", "^Lifeline$"])
            .output()
            .unwrap();
        found = String::from_utf8_lossy(&searched.stdout)
            .lines()
            .filter_map(|id| id.parse().ok())
            .find(|window| !values(display, *window, "_NET_WM_PID").is_empty());
        found.is_some()
    });
    found.unwrap()
}

/// Whether a person sees the whole window: it is mapped, on the screen, as large as it should be, under nothing, and
/// drawn.
pub fn is_in_sight(display: &Display, window: Window, at_least: (u16, u16)) -> bool {
    let connection = &display.connection;
    let attributes = connection.get_window_attributes(window).unwrap().reply().unwrap();
    let geometry = connection.get_geometry(window).unwrap().reply().unwrap();
    let (width, height) = (i32::from(geometry.width), i32::from(geometry.height));
    let place = connection
        .translate_coordinates(window, root(display), 0, 0)
        .unwrap()
        .reply()
        .unwrap();
    let (x, y) = (i32::from(place.dst_x), i32::from(place.dst_y));
    let screen = connection.get_geometry(root(display)).unwrap().reply().unwrap();
    let inside = x >= 0 && y >= 0 && x + width <= screen.width.into() && y + height <= screen.height.into();
    let large = geometry.width >= at_least.0 && geometry.height >= at_least.1;
    if attributes.map_state != MapState::VIEWABLE || !inside || !large {
        return false;
    }
    let top = top_level(display, window);
    let stack = connection.query_tree(root(display)).unwrap().reply().unwrap().children;
    let covered = stack.iter().rev().take_while(|above| **above != top).any(|above| {
        let (Ok(attributes), Ok(geometry)) = (
            connection.get_window_attributes(*above).unwrap().reply(),
            connection.get_geometry(*above).unwrap().reply(),
        ) else {
            return false;
        };
        let (left, above_y) = (i32::from(geometry.x), i32::from(geometry.y));
        let (wide, high) = (i32::from(geometry.width), i32::from(geometry.height));
        // The window that a compositor draws everything in lets all input through, and shows what is there.
        let input = connection.shape_get_rectangles(*above, SK::INPUT).unwrap().reply();
        attributes.map_state == MapState::VIEWABLE
            && input.is_ok_and(|input| !input.rectangles.is_empty())
            && (left + wide).min(x + width) - left.max(x) > 2
            && (above_y + high).min(y + height) - above_y.max(y) > 2
    });
    !covered && is_drawn(display, (x, y), (width, height))
}

/// A window that was not drawn is of one colour, and the bar and the questions have an edge, a ground, letters and
/// buttons.
fn is_drawn(display: &Display, (x, y): (i32, i32), (width, height): (i32, i32)) -> bool {
    let shot = display.screenshot();
    let mut colours = std::collections::HashSet::new();
    for line in y..y + height {
        for column in x..x + width {
            let at = (line * i32::from(shot.width) + column) as usize * 3;
            colours.insert([shot.rgb[at], shot.rgb[at + 1], shot.rgb[at + 2]]);
        }
    }
    colours.len() > 16
}

/// The window is on the screen with all that the window manager puts around it.
pub fn is_on_screen(display: &Display, window: Window) -> bool {
    let connection = &display.connection;
    // Its frame has just gone.
    let Ok(outer) = connection.get_geometry(top_level(display, window)).unwrap().reply() else {
        return false;
    };
    let screen = connection.get_geometry(root(display)).unwrap().reply().unwrap();
    let ends = |from: i16, length: u16| i32::from(from) + i32::from(length) + 2 * i32::from(outer.border_width);
    outer.x >= 0
        && outer.y >= 0
        && ends(outer.x, outer.width) <= screen.width.into()
        && ends(outer.y, outer.height) <= screen.height.into()
}

/// What of this window lies on the root: its frame. A frame that goes while it is looked for is not the frame any more.
fn top_level(display: &Display, window: Window) -> Window {
    let parent = |window| {
        display
            .connection
            .query_tree(window)
            .unwrap()
            .reply()
            .map(|tree| (tree.parent, tree.root))
    };
    let mut top = window;
    let (mut above, root) = parent(window).unwrap();
    while above != root && above != x11rb::NONE {
        top = above;
        match parent(top) {
            Ok((next, _)) => above = next,
            Err(_) => (top, above) = (window, parent(window).unwrap().0),
        }
    }
    top
}

/// A window over this part of the screen, past any window manager, that raises itself.
pub fn cover(display: &Display, (x, y): (i16, i16), (width, height): (u16, u16)) -> Window {
    let connection = &display.connection;
    let window = connection.generate_id().unwrap();
    let wanted = CreateWindowAux::new()
        .override_redirect(1)
        .background_pixel(0x0033_5577);
    let class = WindowClass::INPUT_OUTPUT;
    connection
        .create_window(0, window, root(display), x, y, width, height, 0, class, 0, &wanted)
        .unwrap();
    connection.map_window(window).unwrap();
    raise(display, window);
    window
}

pub fn raise(display: &Display, window: Window) {
    let above = ConfigureWindowAux::new().stack_mode(StackMode::ABOVE);
    display.connection.configure_window(window, &above).unwrap();
    display.connection.flush().unwrap();
}

/// What it is, and how it is done to a window.
pub type Way = (&'static str, fn(&Display, Window));

/// Ways to hide a window, as a person, a helper or a program does it.
pub const WAYS: &[Way] = &[
    ("another desktop", |display, _| {
        ask(display, root(display), "_NET_CURRENT_DESKTOP", [1, 0, 0, 0, 0]);
    }),
    ("the desktop shown", |display, _| {
        ask(display, root(display), "_NET_SHOWING_DESKTOP", [1, 0, 0, 0, 0]);
    }),
    ("minimised", |display, window| {
        ask(display, window, "WM_CHANGE_STATE", [3, 0, 0, 0, 0]);
    }),
    ("moved to another desktop", |display, window| {
        ask(display, window, "_NET_WM_DESKTOP", [2, 2, 0, 0, 0]);
    }),
    ("said to be hidden", |display, window| {
        let hidden = [atom(display, "_NET_WM_STATE_HIDDEN")];
        let state = atom(display, "_NET_WM_STATE");
        display
            .connection
            .change_property32(PropMode::REPLACE, window, state, AtomEnum::ATOM, &hidden)
            .unwrap();
    }),
    ("said to be covered", |display, window| {
        let event = VisibilityNotifyEvent {
            response_type: VISIBILITY_NOTIFY_EVENT,
            sequence: 0,
            window,
            state: Visibility::FULLY_OBSCURED,
        };
        display
            .connection
            .send_event(false, window, EventMask::VISIBILITY_CHANGE, event)
            .unwrap();
    }),
    ("unmapped", |display, window| {
        display.connection.unmap_window(window).unwrap();
    }),
    ("moved off the screen", |display, window| {
        let away = ConfigureWindowAux::new().x(-3000).y(-3000);
        display.connection.configure_window(window, &away).unwrap();
    }),
    ("made tiny", |display, window| {
        let tiny = ConfigureWindowAux::new().width(2).height(2);
        display.connection.configure_window(window, &tiny).unwrap();
    }),
    ("lowered", |display, window| {
        let below = ConfigureWindowAux::new().stack_mode(StackMode::BELOW);
        display.connection.configure_window(window, &below).unwrap();
    }),
    ("put into another window", |display, window| {
        let away = display.connection.generate_id().unwrap();
        let hidden = CreateWindowAux::new().override_redirect(1);
        let class = WindowClass::INPUT_OUTPUT;
        display
            .connection
            .create_window(0, away, root(display), 0, 0, 10, 10, 0, class, 0, &hidden)
            .unwrap();
        display.connection.reparent_window(window, away, 0, 0).unwrap();
    }),
    ("given to the window manager", |display, window| {
        let managed = ChangeWindowAttributesAux::new().override_redirect(0);
        display.connection.unmap_window(window).unwrap();
        display.connection.change_window_attributes(window, &managed).unwrap();
        display.connection.map_window(window).unwrap();
    }),
    ("cut to nothing", |display, window| {
        for kind in [SK::BOUNDING, SK::INPUT] {
            let nothing = display.connection.shape_rectangles(
                SO::SET,
                kind,
                x11rb::protocol::xproto::ClipOrdering::UNSORTED,
                window,
                0,
                0,
                &[],
            );
            nothing.unwrap();
        }
    }),
    ("made of glass", |display, window| {
        let opacity = atom(display, "_NET_WM_WINDOW_OPACITY");
        display
            .connection
            .change_property32(PropMode::REPLACE, window, opacity, AtomEnum::CARDINAL, &[0])
            .unwrap();
    }),
    ("covered by a window that nobody manages", |display, _| {
        let screen = display.connection.get_geometry(root(display)).unwrap().reply().unwrap();
        cover(display, (0, 0), (screen.width, screen.height));
    }),
];
