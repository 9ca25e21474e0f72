//! A question that the program's window asks while something fills the screen: that it is asked stands above, the no can
//! be said there, and nothing there says yes.

use super::super::sway::Output;
use super::{
    Area, Picture, STOP, SURFACE, Sharing, area_in, area_of, colour_at, eventually, output_folder, surroundings,
};

/// Of a button that is not pressed by mistake, and of the edge of any other.
const ACCENT: [u8; 3] = [0x0B, 0x6B, 0x57];
const LINE: [u8; 3] = [0x7E, 0x87, 0x83];
/// Of the window's pages.
const PAGE: [u8; 3] = [0xF6, 0xF6, 0xF3];

/// The button that refuses, once it can be pressed: rim and sign, which may have its colour, are beside it.
pub fn refusal(picture: &Picture) -> Option<Area> {
    let bar = bar(picture)?.shrunk(8);
    let beside = Area {
        left: bar.left + 60,
        ..bar
    };
    area_in(picture, beside, ACCENT)
}

/// The button that leads to the question: it alone has an edge.
pub fn way(picture: &Picture) -> Option<Area> {
    area_in(picture, bar(picture)?, LINE)
}

/// What stands above a terminal that has nothing of this colour; the pointer, which has, is in the lower half.
fn bar(picture: &Picture) -> Option<Area> {
    let whole = Area::of(picture);
    let upper = Area {
        bottom: whole.bottom / 2,
        ..whole
    };
    area_in(picture, upper, SURFACE)
}

/// Where a page of the window is.
pub fn page(picture: &Picture) -> Option<Area> {
    area_of(picture, PAGE)
}

/// A page of the window fills the screen.
pub fn is_page(picture: &Picture) -> bool {
    let (width, height) = (usize::from(picture.width), usize::from(picture.height));
    let corners = [(20, height - 20), (width - 20, height - 20)];
    corners.iter().all(|(x, y)| colour_at(picture, *x, *y) == PAGE)
}

/// Waits for a button on the first output.
fn button(sharing: &Sharing, what: &str, find: impl Fn(&Picture) -> Option<Area>) -> (u32, u32) {
    let mut found = None;
    eventually(what, || {
        let shot = sharing.sway.screenshot(1);
        shot.save(&output_folder().join(format!("above-{}.png", what.replace(' ', "-"))));
        found = find(&shot);
        found.is_some()
    });
    found.unwrap().middle()
}

#[test]
fn the_view_is_refused_above_a_full_screen() {
    if !surroundings::are_installed(&["foot"]) {
        return;
    }
    let Some(mut sharing) = Sharing::asked(&[Output(1280, 800, 1.0), Output(1920, 1200, 1.5)], 1) else {
        return;
    };
    let _covers = [1, 2].map(|output| sharing.cover(output));
    let no = button(&sharing, "the no to the view", refusal);
    eventually("the question is said on the other monitor, too", || {
        refusal(&sharing.sway.screenshot(2)).is_some()
    });
    sharing.pointer.click(no);
    sharing.expert.program.expect("ended refused");
    eventually("nothing is left above", || {
        area_of(&sharing.sway.screenshot(1), ACCENT).is_none()
    });
}

/// Whoever asks for control cannot answer; the person can, and Stop stays where it was.
#[test]
fn control_is_refused_above_a_full_screen_by_the_person_alone() {
    if !surroundings::are_installed(&["foot"]) {
        return;
    }
    let Some(mut sharing) = Sharing::begin(&[Output(1280, 800, 1.0)]) else {
        return;
    };
    let (_cover, typed) = sharing.cover(1);
    sharing.expert.program.say("request-control");
    let (x, y) = button(&sharing, "the no to control", refusal);
    assert!(area_of(&sharing.sway.screenshot(1), STOP).is_some(), "Stop is there");
    for at in [(x, y), (10, 700)] {
        sharing.expert.program.say(&format!("click {} {}", at.0, at.1));
    }
    // What they sent before has been heard once a picture was asked for and came.
    let _ = sharing.expert.snapshot();
    assert!(
        refusal(&sharing.sway.screenshot(1)).is_some(),
        "the question is answered"
    );
    assert!(!sharing.expert.program.has_said("refused control"));
    sharing.pointer.click((x, y));
    sharing.expert.program.expect("refused control");
    assert_eq!(
        std::fs::read_to_string(&typed).unwrap_or_default(),
        "",
        "a click reached a program"
    );
    eventually("the bar is as it was before", || {
        refusal(&sharing.sway.screenshot(1)).is_none()
    });
    let (_, stop) = sharing.shows(1, STOP, "Stop after the no");
    sharing.pointer.click(stop.middle());
    sharing.expert.program.expect("ended novice-stopped");
}

#[test]
fn the_window_comes_with_its_question_and_goes_back() {
    if !surroundings::are_installed(&["foot"]) {
        return;
    }
    let Some(mut sharing) = Sharing::asked(&[Output(1280, 800, 1.0)], 1) else {
        return;
    };
    let _cover = sharing.cover(1);
    let way = button(&sharing, "the way to the question", way);
    let is_there = |sharing: &Sharing| {
        let shot = sharing.sway.screenshot(1);
        shot.save(&output_folder().join("above-question-comes.png"));
        [(20, 780), (1260, 780)]
            .iter()
            .all(|(x, y)| colour_at(&shot, *x, *y) == PAGE)
    };
    assert!(!is_there(&sharing));
    sharing.pointer.click(way);
    eventually("the window comes with its question", || is_there(&sharing));
    sharing.presser.press("I called them");
    sharing.presser.press("Let them see my screen");
    sharing.expert.program.expect("viewing ");
    eventually("the window goes back", || !is_there(&sharing));
}

/// Where the desktop lets windows come by what the person pressed; nothing else brings one from another workspace.
#[test]
fn the_window_comes_from_another_workspace_by_the_press() {
    let Some(mut sharing) = Sharing::asked(&[Output(1280, 800, 1.0)], 1) else {
        return;
    };
    sharing.sway.tell("focus_on_window_activation focus");
    sharing
        .sway
        .tell("[app_id=\"org.lifeline.Lifeline\"] move container to workspace 7");
    let way = button(&sharing, "the way to another workspace", way);
    assert!(!is_page(&sharing.sway.screenshot(1)));
    sharing.pointer.click(way);
    eventually("the window comes from another workspace", || {
        is_page(&sharing.sway.screenshot(1))
    });
}
