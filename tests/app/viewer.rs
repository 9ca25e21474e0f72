//! The helper's viewer: its tools, and what mouse and keyboard become over the picture.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use egui::{Event, Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lifeline::app::{Start, TicketSource};
use lifeline::session::expert::{self, Canvas, Dirty, Drawn, DrawnShare, Figures};
use lifeline::session::novice::{ControlRefusal, PauseReason};
use lifeline::vocabulary::{InputEvent, MonitorArea, MouseButton, Rect};

use super::bench::{BOTH, Bench, key_event, scancode};
use super::steady::moved;

#[test]
fn the_viewer_has_its_tools_and_says_what_holds() {
    let mut bench = Bench::viewing();
    bench.press("More");
    for name in [
        "Request control",
        "Actual size",
        "Keys",
        "Save picture",
        "Full screen",
        "End",
    ] {
        assert_eq!(
            bench.harness.get_by_label(name).accesskit_node().role(),
            Role::Button,
            "{name}"
        );
    }
    assert!(bench.shows("You can see their screen"));
    assert!(bench.shows("Strongly protected"));
    assert!(bench.shows("400\u{a0}×\u{a0}200"));
    bench.key(Key::Escape);
    bench.press("Actual size");
    assert!(bench.shows("Fit"));
    bench.press("Request control");
    assert!(matches!(bench.expert_commands()[..], [expert::Command::RequestControl]));
    bench.tell_expert(expert::Event::ControlRefused(ControlRefusal::Novice));
    assert!(bench.shows("They did not let you use their mouse and keyboard"));
    bench.tell_expert(expert::Event::Paused(PauseReason::Novice));
    assert!(bench.shows("Paused by the person you help"));
    bench.press("End");
    assert!(matches!(bench.expert_commands()[..], [expert::Command::End]));
}

#[test]
fn the_picture_is_saved_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("screen.png");
    let mut bench = Bench::viewing();
    bench.press("Save picture");
    bench.write("Save the picture as", path.to_str().unwrap());
    bench.press("Save picture here");
    bench.wait("Saved: ");
    let saved = image::open(path).unwrap();
    assert_eq!((saved.width(), saved.height()), (400, 200));
}

/// What the window is called in the desktop's lists.
#[test]
fn the_viewer_bears_the_name_of_who_is_helped() {
    let mut bench = Bench::new(Start::open(TicketSource::Text(b"<UPLOADINFO/>".to_vec())));
    assert!(bench.shows("Anna"), "the invitation says who made it");
    bench.connect("abcd");
    let titles = Titles::default();
    bench.harness.ctx.add_plugin(titles.clone());
    bench.view();
    bench.tell_expert(expert::Event::Ended(expert::End::NoviceStopped));
    assert_eq!(*titles.0.lock().unwrap(), ["“Anna” · Lifeline", "Lifeline"]);
}

/// What the window was called, one after the other.
#[derive(Clone, Default)]
struct Titles(Arc<Mutex<Vec<String>>>);

impl egui::Plugin for Titles {
    fn debug_name(&self) -> &'static str {
        "titles"
    }

    fn output_hook(&mut self, _: &egui::Context, output: &mut egui::FullOutput) {
        let commands = output.viewport_output.values().flat_map(|viewport| &viewport.commands);
        let titles = commands.filter_map(|command| match command {
            egui::ViewportCommand::Title(title) => Some(title.clone()),
            _ => None,
        });
        self.0.lock().unwrap().extend(titles);
    }
}

/// What bears the name already stays.
#[test]
fn a_saved_picture_replaces_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("screen.png");
    std::fs::write(&path, "theirs").unwrap();
    let mut bench = Bench::viewing();
    for saved in ["screen (2).png", "screen (3).png"] {
        bench.press("Save picture");
        bench
            .harness
            .get_by_label("Save the picture as")
            .set_text_value_accesskit(path.to_str().unwrap());
        bench.steps();
        bench.press("Save picture here");
        bench.wait(saved);
        assert!(image::open(folder.path().join(saved)).is_ok(), "{saved}");
    }
    assert_eq!(std::fs::read(&path).unwrap(), b"theirs");
}

#[test]
fn a_picture_is_copied_to_the_clipboard() {
    let mut bench = Bench::viewing();
    bench.press("Copy picture");
    assert!(bench.shows("The picture is copied."));
    let commands = &bench.harness.output().platform_output.commands;
    let copied = commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyImage(image) => Some(image.size),
        _ => None,
    });
    assert!(copied.is_none_or(|size| size == [400, 200]), "{copied:?}");
}

fn picture_width(bench: &Bench) -> f32 {
    bench
        .harness
        .get_by_label("The screen of the person you help")
        .rect()
        .width()
}

/// Two monitors of one height, the main one at the right.
fn two_monitors() -> expert::Event {
    let monitor = |left, width, primary| MonitorArea {
        area: Rect::new(left, 0, width, 200),
        primary,
    };
    expert::Event::Monitors(vec![monitor(150, 250, true), monitor(0, 150, false)])
}

#[test]
fn one_of_several_monitors_is_shown_alone() {
    let mut bench = Bench::viewing();
    bench.frame(vec![key_event(Key::M, true, BOTH)]);
    assert!(!bench.shows("All screens"), "there is one");
    bench.tell_expert(two_monitors());
    bench.press("Actual size");
    assert_eq!(picture_width(&bench), 400.0);
    bench.press("All screens");
    bench.press("Screen 2 (main)");
    assert_eq!(picture_width(&bench), 250.0);
    // In any size, and fitted.
    bench.press("Fit");
    let fitted = picture_width(&bench);
    assert!(fitted > 700.0, "{fitted}");

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("seen.png");
    bench.press("Save picture");
    bench.write("Save the picture as", path.to_str().unwrap());
    bench.press("Save picture here");
    assert_eq!(image::image_dimensions(&path).unwrap(), (250, 200));

    // By keys: after the last come all of them, then the left one.
    for width in [400.0, 150.0, 250.0] {
        bench.frame(vec![key_event(Key::M, true, BOTH)]);
        bench.frame(vec![key_event(Key::Num1, true, BOTH)]);
        assert_eq!(picture_width(&bench), width);
    }
    // Another layout has no monitor there.
    bench.tell_expert(expert::Event::Viewing {
        width: 400,
        height: 200,
    });
    assert_eq!(picture_width(&bench), 400.0);
    assert!(!bench.shows("Screen 2"));
}

#[test]
fn the_mouse_is_where_the_chosen_monitor_is() {
    let mut bench = Bench::controlling();
    bench.tell_expert(two_monitors());
    bench.frame(vec![key_event(Key::M, true, BOTH)]);
    bench.frame(vec![key_event(Key::M, true, BOTH)]);
    bench.frame(vec![key_event(Key::Num1, true, BOTH)]);
    bench.inputs();
    let rect = bench.harness.get_by_label("The screen of the person you help").rect();
    for (at, x, y) in [
        (rect.min + egui::vec2(0.5, 0.5), 150, 0),
        (rect.center(), 275, 100),
        (rect.max - egui::vec2(0.5, 0.5), 399, 199),
    ] {
        bench.frame(vec![Event::PointerMoved(at)]);
        assert_eq!(bench.inputs(), [InputEvent::Move { x, y }]);
    }
    // What is dragged out of it stays on it.
    bench.frame(vec![Event::PointerMoved(rect.center())]);
    bench.frame(vec![Event::PointerButton {
        pos: rect.center(),
        button: egui::PointerButton::Primary,
        pressed: true,
        modifiers: Modifiers::NONE,
    }]);
    bench.frame(vec![Event::PointerMoved(rect.left_center() - egui::vec2(50.0, 0.0))]);
    let inputs = bench.inputs();
    assert!(inputs.contains(&InputEvent::Move { x: 150, y: 100 }), "{inputs:?}");
}

#[test]
fn the_picture_is_shown_in_any_size() {
    let mut bench = Bench::viewing();
    let fitting = picture_width(&bench);
    bench.press("Actual size");
    assert_eq!(picture_width(&bench), 400.0);
    bench.press("Size: 100%");
    bench.press("50%");
    assert_eq!(picture_width(&bench), 200.0);
    for (key, width) in [
        (Key::Plus, 268.0),
        (Key::Minus, 200.0),
        (Key::Minus, 132.0),
        (Key::Num1, 400.0),
        (Key::Num0, fitting),
    ] {
        bench.harness.key_press_modifiers(BOTH, key);
        bench.steps();
        assert_eq!(picture_width(&bench), width, "{key:?}");
    }
    bench.press("Actual size");
    for _ in 0..20 {
        bench.harness.key_press_modifiers(BOTH, Key::Plus);
        bench.steps();
    }
    assert_eq!(picture_width(&bench), 1600.0);
    bench.press("Fit");
    assert_eq!(picture_width(&bench), fitting);
}

/// Each of the sheet's keys does what its button does, and none of them reaches the novice.
#[test]
fn everything_can_be_done_by_keys_and_a_sheet_lists_them() {
    let mut bench = Bench::viewing();
    bench.harness.key_press_modifiers(BOTH, Key::K);
    bench.steps();
    for line in ["Ctrl+Alt+R", "Ctrl+Alt+Enter", "Save picture", "End the help"] {
        assert!(bench.shows(line), "{line}");
    }
    bench.press("Close");
    assert!(!bench.shows("Ctrl+Alt+R"));
    bench.harness.key_press_modifiers(BOTH, Key::R);
    bench.steps();
    assert!(matches!(bench.expert_commands()[..], [expert::Command::RequestControl]));
    bench.tell_expert(expert::Event::Controlling);
    bench.harness.key_press_modifiers(BOTH, Key::End);
    bench.steps();
    let places: Vec<u8> = bench
        .inputs()
        .iter()
        .filter_map(|event| match event {
            InputEvent::Key { key, down: true } => Some(key.scancode),
            _ => None,
        })
        .collect();
    assert_eq!(places, [0x1D, 0x38, 0x53], "Ctrl+Alt+Del, once");
    bench.harness.key_press_modifiers(BOTH, Key::R);
    bench.steps();
    let given = |command: &expert::Command| matches!(command, expert::Command::ReleaseControl);
    assert_eq!(bench.expert_commands().iter().filter(|one| given(one)).count(), 1);
    bench.harness.key_press_modifiers(BOTH, Key::Q);
    bench.steps();
    assert!(
        bench
            .expert_commands()
            .iter()
            .any(|one| matches!(one, expert::Command::End))
    );
}

#[test]
fn what_cannot_be_sent_says_why() {
    let mut bench = Bench::viewing();
    bench.press("Keys");
    assert!(bench.shows("You can send these keys once you have control."));
    assert!(bench.harness.get_by_label("Send Esc").accesskit_node().is_disabled());
}

/// A picture that stands still says so over itself, and how old it is.
#[test]
fn a_pause_says_what_it_is() {
    let mut bench = Bench::viewing();
    bench.tell_expert(expert::Event::Paused(PauseReason::Novice));
    bench.pass(Duration::from_secs(75));
    assert!(bench.shows("You see how their screen was 1 min ago."));
    assert!(
        bench
            .harness
            .get_by_label("Request control")
            .accesskit_node()
            .is_disabled()
    );
    bench.tell_expert(expert::Event::Resumed);
    assert!(!bench.shows("You see how their screen was"));
}

/// In full screen the picture has all the room; the tools come back at the upper edge and by their keys.
#[test]
fn in_full_screen_the_tools_slide_away() {
    let mut bench = Bench::viewing();
    bench.press("Full screen");
    assert!(bench.shows("Request control"), "for a moment");
    bench.pass(Duration::from_secs(3));
    assert!(!bench.shows("Request control"));
    let picture = bench.harness.get_by_label("The screen of the person you help").rect();
    assert_eq!(picture.center(), bench.harness.ctx.content_rect().center());
    bench.frame(vec![Event::PointerMoved(egui::pos2(300.0, 1.0))]);
    bench.steps();
    assert!(bench.shows("Request control"));
    bench.frame(vec![Event::PointerMoved(egui::pos2(300.0, 300.0))]);
    bench.pass(Duration::from_secs(3));
    assert!(!bench.shows("Request control"));
    bench.harness.key_press_modifiers(BOTH, Key::Home);
    bench.steps();
    assert!(bench.harness.get_by_label("Request control").is_focused());
    bench.pass(Duration::from_secs(30));
    assert!(bench.shows("Request control"), "while they have the keyboard");
    bench.press("Leave full screen");
    bench.pass(Duration::from_secs(30));
    assert!(bench.shows("Request control"));
}

#[test]
fn a_picture_is_not_saved_nowhere() {
    let mut bench = Bench::viewing();
    bench.press("Save picture");
    bench.write("Save the picture as", " ");
    let here = bench.harness.get_by_label("Save picture here");
    assert!(here.accesskit_node().is_disabled());
}

#[test]
fn nothing_that_comes_and_goes_moves_the_picture() {
    let moved = moved(&mut Bench::viewing());
    assert!(moved.is_empty(), "{moved:#?}");
}

/// The status line is one row, whatever it says: what has no room is read where the pointer rests, and told by a screen
/// reader.
#[test]
fn what_has_no_room_on_the_status_line_is_told_elsewhere() {
    let status = |bench: &Bench| {
        let line = bench
            .harness
            .get_by(|node| node.live() == egui::accesskit::Live::Polite);
        (line.rect(), line.accesskit_node().description().unwrap_or_default())
    };
    let mut bench = Bench::viewing();
    bench.tell_expert(expert::Event::Figures(figures()));
    let all = ["Strongly protected", "Delay 12 ms", "1.2\u{a0}Mbit/s", "192.0.2.9"];
    assert!(all.iter().all(|fact| bench.shows(fact)));
    assert_eq!(status(&bench).1, "");
    // What is left out first is what matters least.
    bench.within_reach(egui::vec2(780.0, 600.0), &[]);
    assert_eq!(status(&bench).1, "400\u{a0}×\u{a0}200\nyou are “Sam” there");
    let size = egui::vec2(336.0, 256.0);
    bench.within_reach(size, &[]);
    bench.tell_expert(expert::Event::ControlRefused(ControlRefusal::Desktop));
    let (line, told) = status(&bench);
    assert!(all.iter().all(|fact| told.contains(fact)), "{told}");
    assert!(line.height() < 28.0 && line.right() <= 328.0, "{line:?}");
    bench.frame(vec![Event::PointerMoved(line.center())]);
    bench.pass(Duration::from_secs(1));
    for words in [
        "nobody said yes: you have no control",
        "Delay 12 ms",
        "you are “Sam” there",
    ] {
        let tooltip = bench.harness.get_by(|node| node.role() == Role::Tooltip);
        let words_there = tooltip
            .accesskit_node()
            .label()
            .is_some_and(|label| label.contains(words));
        assert!(words_there, "{words}: {tooltip:?}");
    }
}

/// A figure that gets longer, or is not known, moves nothing beside it.
#[test]
fn figures_have_rooms_of_their_own() {
    let mut bench = Bench::viewing();
    let mut places = Vec::new();
    for (delay, bits_per_second) in [
        (None, 0),
        (Some(0), 999_000),
        (Some(12), 9_900_000),
        (Some(12_345), 88_000_000),
    ] {
        bench.tell_expert(expert::Event::Figures(Figures {
            delay: delay.map(Duration::from_millis),
            bits_per_second,
            ..Figures::default()
        }));
        let rate = bench.harness.get_by(|node| {
            let words = node.value().unwrap_or_default();
            words.ends_with("bit/s")
        });
        places.push((
            rate.rect().left(),
            bench.harness.get_by_label("192.0.2.9").rect().left(),
        ));
    }
    places.dedup();
    assert_eq!(places.len(), 1, "{places:?}");
}

/// The menu that opened it, by the mouse, wants the keyboard back for its button when it closes.
#[test]
fn esc_closes_the_sheet_that_the_menu_of_keys_opened() {
    let mut bench = Bench::controlling();
    for name in ["Keys", "Shortcuts"] {
        bench.harness.get_by_label(name).click();
        bench.steps();
    }
    assert!(bench.shows("Ctrl+Alt+R"));
    bench.inputs();
    bench.key(Key::Escape);
    assert!(!bench.shows("Ctrl+Alt+R"));
    let keys: Vec<_> = bench
        .inputs()
        .into_iter()
        .filter(|event| matches!(event, InputEvent::Key { .. }))
        .collect();
    assert_eq!(keys, [], "nobody there hears of it");
    let picture = bench.harness.get_by_label("The screen of the person you help");
    assert!(picture.is_focused());
}

/// Keys of this computer's own menus, sheets and panels are not the other computer's, and it has the keyboard again
/// after them.
#[test]
fn keys_for_menus_panels_and_sheets_are_not_sent() {
    let picture = "The screen of the person you help";
    let none = Modifiers::NONE;
    let stroke = |bench: &mut Bench, key: Key| {
        bench.frame(vec![key_event(key, true, none)]);
        bench.frame(vec![key_event(key, false, none)]);
        bench.steps();
    };
    for (menu, within) in [("Keys", "Send Esc"), ("Size: ", "400%")] {
        let mut bench = Bench::controlling();
        let button = bench
            .harness
            .get_by(|node| node.label().is_some_and(|label| label.starts_with(menu)));
        button.click_accesskit();
        bench.steps();
        assert!(bench.shows(within), "{menu} is open");
        bench.inputs();
        for key in [Key::Tab, Key::ArrowDown, Key::ArrowUp, Key::A, Key::Escape] {
            stroke(&mut bench, key);
        }
        assert!(!bench.shows(within), "Esc closes {menu}");
        assert_eq!(bench.inputs(), [], "{menu}");
        assert!(bench.harness.get_by_label(picture).is_focused(), "{menu}");
        stroke(&mut bench, Key::Escape);
        assert_eq!(
            bench.inputs(),
            [scancode(0x01, false, true), scancode(0x01, false, false)]
        );
    }
    // The sheet, by each of the keys that close it.
    for key in [Key::Enter, Key::Space, Key::Escape] {
        let mut bench = Bench::controlling();
        bench.harness.key_press_modifiers(BOTH, Key::K);
        bench.steps();
        bench.inputs();
        assert!(bench.harness.get_by_label("Close").is_focused());
        stroke(&mut bench, key);
        assert!(!bench.shows("Ctrl+Alt+R"), "{key:?}");
        assert_eq!(bench.inputs(), [], "{key:?}");
        assert!(bench.harness.get_by_label(picture).is_focused(), "{key:?}");
    }
    // The place of a picture, which is typed at once.
    for (key, saved) in [(Key::Escape, false), (Key::Enter, true)] {
        let folder = tempfile::tempdir().unwrap();
        let mut bench = Bench::controlling();
        bench.harness.key_press_modifiers(BOTH, Key::S);
        bench.steps();
        bench.inputs();
        bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
        bench.steps();
        let place = folder.path().join("seen.png");
        bench.frame(vec![Event::Text(place.to_str().unwrap().to_owned())]);
        stroke(&mut bench, key);
        assert!(!bench.shows("Save the picture as"), "{key:?} closes it");
        assert_eq!((bench.inputs(), place.exists()), (vec![], saved), "{key:?}");
    }
    // A tool that Tab leaves for the picture.
    let mut bench = Bench::controlling();
    bench.harness.key_press_modifiers(BOTH, Key::Home);
    bench.steps();
    bench.inputs();
    for _ in 0..30 {
        stroke(&mut bench, Key::Tab);
        if bench.harness.get_by_label(picture).is_focused() {
            break;
        }
    }
    assert!(bench.harness.get_by_label(picture).is_focused());
    assert_eq!(bench.inputs(), []);
}

#[test]
fn nothing_is_sent_without_control() {
    let mut bench = Bench::viewing();
    bench.harness.get_by_label("The screen of the person you help").click();
    bench.steps();
    bench.frame(vec![
        key_event(Key::A, true, Modifiers::NONE),
        Event::Text("a".to_owned()),
    ]);
    assert!(bench.inputs().is_empty());
}

#[test]
fn text_goes_as_text_and_the_rest_by_its_place() {
    let mut bench = Bench::controlling();
    let none = Modifiers::NONE;
    bench.frame(vec![
        key_event(Key::ShiftLeft, true, none),
        key_event(Key::A, true, Modifiers::SHIFT),
        Event::Text("Ä".to_owned()),
        key_event(Key::A, false, Modifiers::SHIFT),
        key_event(Key::ShiftLeft, false, none),
    ]);
    let unit = 'Ä' as u16;
    assert_eq!(
        bench.inputs(),
        [
            InputEvent::Unicode { unit, down: true },
            InputEvent::Unicode { unit, down: false }
        ]
    );
    bench.frame(vec![
        key_event(Key::ArrowLeft, true, none),
        key_event(Key::ArrowLeft, false, none),
    ]);
    assert_eq!(
        bench.inputs(),
        [scancode(0x4B, true, true), scancode(0x4B, true, false)]
    );
}

#[test]
fn shortcuts_go_with_their_modifiers() {
    let mut bench = Bench::controlling();
    bench.frame(vec![
        key_event(Key::ControlLeft, true, Modifiers::CTRL),
        key_event(Key::C, true, Modifiers::CTRL),
        key_event(Key::C, false, Modifiers::CTRL),
        key_event(Key::ControlLeft, false, Modifiers::NONE),
    ]);
    let expected = [
        scancode(0x1D, false, true),
        scancode(0x2E, false, true),
        scancode(0x2E, false, false),
        scancode(0x1D, false, false),
    ];
    assert_eq!(bench.inputs(), expected);
    bench.frame(vec![
        key_event(Key::ShiftLeft, true, Modifiers::SHIFT),
        key_event(Key::Home, true, Modifiers::SHIFT),
        key_event(Key::Home, false, Modifiers::SHIFT),
        key_event(Key::ShiftLeft, false, Modifiers::NONE),
    ]);
    let expected = [
        scancode(0x2A, false, true),
        scancode(0x47, true, true),
        scancode(0x47, true, false),
        scancode(0x2A, false, false),
    ];
    assert_eq!(bench.inputs(), expected);
}

#[test]
fn keys_that_egui_would_take_reach_the_other_computer() {
    let mut bench = Bench::controlling();
    for (key, code, extended) in [
        (Key::Tab, 0x0F, false),
        (Key::Escape, 0x01, false),
        (Key::ArrowDown, 0x50, true),
        (Key::Enter, 0x1C, false),
    ] {
        bench.frame(vec![
            key_event(key, true, Modifiers::NONE),
            key_event(key, false, Modifiers::NONE),
        ]);
        assert_eq!(
            bench.inputs(),
            [scancode(code, extended, true), scancode(code, extended, false)],
            "{key:?}"
        );
        assert!(
            bench
                .harness
                .get_by_label("The screen of the person you help")
                .is_focused(),
            "{key:?}"
        );
    }
}

#[test]
fn clicks_land_on_the_pixel_under_the_pointer() {
    let mut bench = Bench::controlling();
    let rect = bench.harness.get_by_label("The screen of the person you help").rect();
    assert!(
        (rect.width() / rect.height() - 2.0).abs() < 0.01,
        "the picture is distorted: {rect:?}"
    );
    let at = rect.min + rect.size() * egui::vec2(0.25, 0.5);
    let button = |button, pressed| Event::PointerButton {
        pos: at,
        button,
        pressed,
        modifiers: Modifiers::NONE,
    };
    bench.frame(vec![Event::PointerMoved(rect.center()), Event::PointerMoved(at)]);
    assert_eq!(bench.inputs(), [InputEvent::Move { x: 100, y: 100 }]);
    bench.frame(vec![
        button(egui::PointerButton::Extra1, true),
        button(egui::PointerButton::Extra1, false),
    ]);
    let expected = |down| InputEvent::Button {
        button: MouseButton::Back,
        down,
        x: 100,
        y: 100,
    };
    assert_eq!(bench.inputs(), [expected(true), expected(false)]);
    bench.frame(vec![Event::MouseWheel {
        unit: egui::MouseWheelUnit::Line,
        delta: egui::vec2(0.0, -1.0),
        phase: egui::TouchPhase::Move,
        modifiers: Modifiers::NONE,
        source: egui::MouseWheelSource::Wheel,
    }]);
    assert_eq!(
        bench.inputs(),
        [InputEvent::Wheel {
            horizontal: false,
            rotation: -120,
            x: 0,
            y: 0
        }]
    );
}

#[test]
fn losing_the_focus_releases_everything() {
    let mut bench = Bench::controlling();
    bench.frame(vec![key_event(Key::ControlLeft, true, Modifiers::CTRL)]);
    bench.expert_commands();
    bench.harness.input_mut().focused = false;
    bench.harness.step();
    assert!(matches!(bench.expert_commands()[..], [expert::Command::ReleaseAll]));
    bench.harness.step();
    assert!(bench.expert_commands().is_empty());
}

#[test]
fn the_keys_menu_sends_what_this_computer_keeps() {
    let mut bench = Bench::controlling();
    bench.press("Keys");
    bench.press("Send Ctrl+Alt+Del");
    let expected = [
        scancode(0x1D, false, true),
        scancode(0x38, false, true),
        scancode(0x53, true, true),
        scancode(0x53, true, false),
        scancode(0x38, false, false),
        scancode(0x1D, false, false),
    ];
    assert_eq!(bench.inputs(), expected);
}

#[test]
fn ctrl_alt_home_leads_from_the_picture_to_the_tools() {
    let mut bench = Bench::controlling();
    bench.harness.key_press_modifiers(BOTH, Key::Home);
    bench.steps();
    assert!(bench.harness.get_by_label("Give back control").is_focused());
}

/// Ctrl with plus zooms this window only while its own tools have the keyboard.
#[test]
fn zooming_keys_go_to_the_other_computer_while_it_is_controlled() {
    let ctrl = Modifiers {
        ctrl: true,
        command: true,
        ..Modifiers::NONE
    };
    let mut bench = Bench::controlling();
    let zoom = bench.harness.ctx.zoom_factor();
    bench.frame(vec![
        key_event(Key::Plus, true, ctrl),
        key_event(Key::Plus, false, ctrl),
    ]);
    assert_eq!(
        bench.inputs(),
        [scancode(0x0D, false, true), scancode(0x0D, false, false)]
    );
    assert_eq!(bench.harness.ctx.zoom_factor(), zoom);
    bench.tell_expert(expert::Event::ControlEnded);
    bench.frame(vec![
        key_event(Key::Plus, true, ctrl),
        key_event(Key::Plus, false, ctrl),
    ]);
    assert!(bench.harness.ctx.zoom_factor() > zoom);
}

fn figures() -> Figures {
    let share = |way, bytes, pixels| DrawnShare { way, bytes, pixels };
    Figures {
        frames: Some(30),
        bits_per_second: 1_200_000,
        delay: Some(Duration::from_millis(12)),
        shares: vec![share(Drawn::RemoteFx, 80, 30), share(Drawn::Copy, 0, 70)],
    }
}

#[test]
fn the_status_line_says_how_quick_it_is_and_the_figures_say_more() {
    let mut bench = Bench::viewing();
    bench.tell_expert(expert::Event::Figures(figures()));
    assert!(bench.shows("Delay 12 ms"));
    assert!(bench.shows("1.2\u{a0}Mbit/s"));
    assert!(!bench.shows("Pictures:"));
    bench.press("Figures");
    for line in [
        "Pictures: 30 a second",
        "Delay: 12 ms",
        "Rate: 1.2\u{a0}Mbit/s",
        "Their screen: 400 × 200",
        "Protection: TLS 1.3 with RC4-128 inside",
        "RemoteFX: 80% of the data, 30% of the area",
        "copy: 0% of the data, 70% of the area",
    ] {
        assert!(bench.shows(line), "{line}");
    }
    bench.press("Figures");
    assert!(!bench.shows("Pictures:"));
}

/// The combination is the window's own, also while the keyboard is the novice's.
#[test]
fn ctrl_alt_i_shows_the_figures_and_reaches_nobody_else() {
    let mut bench = Bench::controlling();
    bench.harness.key_press_modifiers(BOTH, Key::I);
    bench.steps();
    assert!(bench.shows("Pictures: unknown"));
    let i = |event: &InputEvent| matches!(event, InputEvent::Key { key, .. } if key.scancode == 0x17);
    assert!(!bench.inputs().iter().any(i));
    bench.harness.key_press_modifiers(BOTH, Key::I);
    bench.steps();
    assert!(!bench.shows("Pictures:"));
}

/// While nothing happens nothing is drawn: not for the status line, nor for the figures.
#[test]
fn nothing_is_drawn_while_nothing_changes() {
    let mut bench = Bench::viewing();
    bench.tell_expert(expert::Event::Figures(figures()));
    bench.press("Figures");
    bench.harness.run_steps(20);
    let output = &bench.harness.output().viewport_output[&egui::ViewportId::ROOT];
    assert_eq!(output.repaint_delay, Duration::MAX);
    assert!(!bench.harness.ctx.has_requested_repaint());
}

/// Two distant letters cost two small pieces of the picture, and a frame without news costs none.
#[test]
fn only_what_changed_is_handed_to_the_graphics_card() {
    let mut bench = Bench::viewing();
    let area = |left: u16, top: u16| Rect::new(left, top, 9, 20);
    {
        let mut canvas = bench.expert.canvas.lock().unwrap();
        canvas.dirty.add(area(10, 10));
        canvas.dirty.add(area(300, 150));
        canvas.version += 1;
    }
    let uploads = Uploads::default();
    bench.harness.ctx.add_plugin(uploads.clone());
    bench.harness.step();
    assert_eq!(uploads.taken(), [[9, 20], [9, 20]]);
    bench.harness.step();
    assert_eq!(uploads.taken(), [[0; 2]; 0]);
}

/// A screen that is larger than the graphics card takes is shown reduced, and so is what changes on it.
#[test]
fn a_picture_larger_than_the_graphics_card_takes_is_reduced() {
    let mut bench = Bench::viewing();
    let side = bench.harness.ctx.input(|input| input.max_texture_side);
    let (width, height) = (u16::try_from(side + 3).unwrap(), 40_u16);
    {
        let mut canvas = bench.expert.canvas.lock().unwrap();
        let version = canvas.version + 1;
        *canvas = Canvas {
            width,
            height,
            bgra: vec![255; usize::from(width) * usize::from(height) * 4],
            dirty: Dirty::all(width, height),
            version,
            ..Canvas::default()
        };
    }
    bench.steps();
    {
        let mut canvas = bench.expert.canvas.lock().unwrap();
        canvas.dirty.add(Rect::new(11, 11, 9, 20));
        canvas.dirty.add(Rect::new(width - 1, height - 1, 1, 1));
        canvas.version += 1;
    }
    let uploads = Uploads::default();
    bench.harness.ctx.add_plugin(uploads.clone());
    bench.harness.step();
    assert_eq!(uploads.taken(), [[5, 11], [1, 1]]);
}

/// The sizes of the pieces that went to the graphics card.
#[derive(Clone, Default)]
struct Uploads(Arc<Mutex<Vec<[usize; 2]>>>);

impl Uploads {
    fn taken(&self) -> Vec<[usize; 2]> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

impl egui::Plugin for Uploads {
    fn debug_name(&self) -> &'static str {
        "uploads"
    }

    fn output_hook(&mut self, _: &egui::Context, output: &mut egui::FullOutput) {
        let deltas = output.textures_delta.set.values().flat_map(|deltas| deltas.iter());
        let pieces = deltas.filter(|delta| delta.pos.is_some());
        self.0.lock().unwrap().extend(pieces.map(|delta| delta.image.size()));
    }
}
