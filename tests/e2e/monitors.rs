//! A question on a computer with two monitors: on both, and answered on the one where the person is.

use x11rb::protocol::xproto::{AtomEnum, ConnectionExt as _, MapState, Window};

use super::display::{Display, Picture, eventually};
use super::manager::{Kind, cover, root};
use super::pair::output_folder;
use super::sight::Asking;

const MONITOR: (u16, u16) = (800, 720);
/// Of the colours that are compared, so many must be the same: a second may pass between two looks.
const SAME: f64 = 0.97;

type Place = (i32, i32, i32, i32);

fn place(display: &Display, window: Window) -> Place {
    let geometry = display.connection.get_geometry(window).unwrap().reply().unwrap();
    let (x, y) = (i32::from(geometry.x), i32::from(geometry.y));
    (x, y, i32::from(geometry.width), i32::from(geometry.height))
}

/// The windows at the top that bear Lifeline's mark and are there to be seen.
fn own_windows(display: &Display) -> Vec<Window> {
    let connection = &display.connection;
    let mark = connection.intern_atom(false, b"_LIFELINE_WINDOW").unwrap();
    let mark = mark.reply().unwrap().atom;
    let tree = connection.query_tree(root(display)).unwrap().reply().unwrap();
    let is_ours = |window: &Window| {
        let attributes = connection.get_window_attributes(*window).unwrap().reply();
        let marked = connection
            .get_property(false, *window, mark, AtomEnum::ANY, 0, 1)
            .unwrap();
        let marked = marked.reply().is_ok_and(|property| property.value_len > 0);
        marked && attributes.is_ok_and(|attributes| attributes.map_state == MapState::VIEWABLE)
    };
    tree.children.into_iter().filter(is_ours).collect()
}

/// How much of the one area looks as the other.
fn likeness(screen: &Picture, (x, y, width, height): Place, (other_x, other_y, ..): Place) -> f64 {
    let at = |x: i32, y: i32| {
        let pixel = (y * i32::from(screen.width) + x) as usize * 3;
        &screen.rgb[pixel..pixel + 3]
    };
    let same = (0..height)
        .flat_map(|down| (0..width).map(move |right| (right, down)))
        .filter(|(right, down)| at(x + right, y + down) == at(other_x + right, other_y + down))
        .count();
    same as f64 / f64::from(width * height)
}

/// The question is on this monitor, the left one being the first, and its like on the other.
fn is_on_both(asking: &Asking, monitor: i32) -> bool {
    let width = i32::from(MONITOR.0);
    let question = place(&asking.display, asking.window);
    let mirrors: Vec<_> = own_windows(&asking.display)
        .into_iter()
        .filter(|window| *window != asking.window)
        .map(|window| place(&asking.display, window))
        .collect();
    let [mirror] = mirrors[..] else { return false };
    let whole = |(x, _, wide, _): Place, monitor: i32| x >= monitor * width && x + wide <= (monitor + 1) * width;
    whole(question, monitor)
        && whole(mirror, 1 - monitor)
        && likeness(&asking.display.screenshot(), question, mirror) > SAME
}

#[test]
fn a_question_is_on_every_monitor_and_answered_on_the_one_that_is_pressed() {
    let display = Display::start(2 * MONITOR.0, MONITOR.1);
    display.divide(&[("LEFT", "800x720+0+0"), ("RIGHT", "800x720+800+0")]);
    display.run("xdotool", &["mousemove", "400", "700"]);
    let Some(mut asking) = Asking::on(display, Kind::None) else {
        return;
    };
    let mut expert = asking.expert();
    asking.presser.wait("wants to see your screen");
    eventually("the question is on the left, and its like on the right", || {
        is_on_both(&asking, 0)
    });
    asking
        .display
        .screenshot()
        .save(&output_folder().join("monitors-left.png"));

    // Whatever is put over it, as over the question itself.
    cover(&asking.display, (900, 100), (500, 500));
    eventually("it is above what covered it", || is_on_both(&asking, 0));

    // No answer counts in the first second, and a press over there is none at all.
    std::thread::sleep(std::time::Duration::from_millis(1200));
    let (x, y) = asking.presser.place("Do not allow");
    asking.click((x + i32::from(MONITOR.0), y));
    eventually(
        "the question has come to the right, and its like is on the left",
        || is_on_both(&asking, 1),
    );
    assert!(
        !expert.program.has_said("ended"),
        "a press on the other monitor was an answer"
    );
    asking
        .display
        .screenshot()
        .save(&output_folder().join("monitors-right.png"));

    // There it is answered, by the same press once more.
    asking.click((x + i32::from(MONITOR.0), y));
    expert.program.expect("ended refused");
    eventually("there is one window again", || {
        own_windows(&asking.display) == [asking.window]
    });
}
