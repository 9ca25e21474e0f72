//! The picture of the other computer while one works: whatever comes and goes around it, it stays where it is, and as
//! large as it is. Only what the person chooses for it changes that: its zoom, one of several monitors, full screen; and
//! a screen of another size there. Where the connection is lost a page takes its place.

use std::path::Path;
use std::time::Duration;

use egui::{Key, Rect};
use egui_kittest::kittest::Queryable as _;
use lifeline::session::expert::{Event, Figures};
use lifeline::session::novice::{ControlRefusal, PauseReason};
use lifeline::t;
use lifeline::vocabulary::MonitorArea;

use super::bench::{BOTH, Bench};

type Doing = Box<dyn Fn(&mut Bench)>;

fn picture(bench: &Bench) -> Rect {
    bench.harness.get_by_label(&t!("viewer-picture")).rect()
}

/// What the other computer says in the course of a session: a table.
fn told() -> Vec<(&'static str, Vec<Event>)> {
    let figures = |bits_per_second, delay: Option<u64>| {
        Event::Figures(Figures {
            bits_per_second,
            delay: delay.map(Duration::from_millis),
            ..Figures::default()
        })
    };
    let monitor = |left, primary| MonitorArea {
        area: lifeline::vocabulary::Rect::new(left, 0, 200, 200),
        primary,
    };
    vec![
        ("nothing is known of the delay", vec![figures(0, None)]),
        ("little delay", vec![figures(999_000, Some(0))]),
        ("some delay", vec![figures(9_900_000, Some(12))]),
        ("much of all", vec![figures(1_230_000_000, Some(12_345))]),
        (
            "the person refused",
            vec![Event::ControlRefused(ControlRefusal::Novice)],
        ),
        (
            "the desktop refused",
            vec![Event::ControlRefused(ControlRefusal::Desktop)],
        ),
        ("impossible", vec![Event::ControlRefused(ControlRefusal::Impossible)]),
        ("control", vec![Event::Controlling]),
        ("something did not arrive", vec![Event::InputRefused]),
        ("paused", vec![Event::Paused(PauseReason::Novice)]),
        ("the bar is hidden", vec![Event::Paused(PauseReason::BarHidden)]),
        ("resumed", vec![Event::Resumed]),
        ("their system asks", vec![Event::SystemAsks(true)]),
        ("and no longer", vec![Event::SystemAsks(false)]),
        ("control has ended", vec![Event::ControlEnded]),
        (
            "two monitors",
            vec![Event::Monitors(vec![monitor(0, true), monitor(200, false)])],
        ),
    ]
}

/// What the helper does in the viewer: a table.
fn done(folder: &Path) -> Vec<(&'static str, Doing)> {
    fn key(key: Key) -> Doing {
        Box::new(move |bench: &mut Bench| {
            bench.harness.key_press_modifiers(BOTH, key);
            bench.steps();
        })
    }
    let (there, nowhere) = (folder.join("seen.png"), folder.join("none/seen.png"));
    let save = |place: std::path::PathBuf| -> Doing {
        Box::new(move |bench: &mut Bench| {
            bench.write(&t!("viewer-save-path"), place.to_str().unwrap());
            bench.press(&t!("viewer-save-here"));
        })
    };
    let pass = |seconds| -> Doing { Box::new(move |bench: &mut Bench| bench.pass(Duration::from_secs(seconds))) };
    vec![
        ("control is asked for", key(Key::R)),
        (
            "they are being asked",
            Box::new(|bench: &mut Bench| bench.tell_expert(Event::ControlRequested)),
        ),
        ("and again", pass(9)),
        ("and for long", pass(75)),
        ("figures", key(Key::I)),
        ("no figures", key(Key::I)),
        ("shortcuts", key(Key::K)),
        ("no shortcuts", key(Key::K)),
        (
            "a menu",
            Box::new(|bench: &mut Bench| {
                let keys = t!("viewer-keys");
                let has_room = bench.harness.query_by_label(&keys).is_some();
                bench.press(&if has_room { keys } else { t!("viewer-more") });
            }),
        ),
        ("no menu", Box::new(|bench: &mut Bench| bench.key(Key::Escape))),
        ("a place is asked for", key(Key::S)),
        ("the picture is saved", save(there)),
        ("that was said", pass(20)),
        ("a place is asked for again", key(Key::S)),
        ("the picture is not saved", save(nowhere)),
        ("a picture is copied", key(Key::C)),
    ]
}

/// What of all that moves the picture of a viewer, or changes its size.
pub fn moved(bench: &mut Bench) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let first = picture(bench);
    let mut wrong = Vec::new();
    let mut look = |bench: &Bench, state: &str| {
        let now = picture(bench);
        if now != first {
            wrong.push(format!("{state}: {now:?} after {first:?}"));
        }
    };
    for (state, act) in done(folder.path()) {
        act(bench);
        look(bench, state);
    }
    for (state, events) in told() {
        events.into_iter().for_each(|event| bench.tell_expert(event));
        look(bench, state);
    }
    wrong
}
