//! The window on monitors of different scale: as sharp as each of them, and the same on all.

use super::display::{Picture, eventually};
use super::pair::{Home, output_folder};
use super::program::Program;
use super::sway::{Output, Sway};

/// As large in points as the first, with twice and three times as many pixels each way.
const OUTPUTS: [Output; 3] = [Output(1280, 900, 1.0), Output(2560, 1800, 2.0), Output(3840, 2700, 3.0)];

/// The eye of a question: nothing else has this colour.
const SEEING: [u8; 3] = [0x0A, 0x5B, 0xB5];

/// The same layout in other pixels differs by the edges of its letters alone.
const EDGES: f64 = 4.0;

fn open(sway: &Sway, home: &Home, arguments: &[&str]) -> Program {
    let mut command = home.lifeline();
    sway.dress(&mut command);
    command.args(arguments);
    Program::start("lifeline", command)
}

/// The picture in one pixel for each square of so many, and whether all pixels of each square are alike, as they are
/// where a picture was only made larger.
fn shrunk(picture: &Picture, by: usize) -> (Picture, bool) {
    let (width, height) = (usize::from(picture.width) / by, usize::from(picture.height) / by);
    let mut rgb = Vec::with_capacity(width * height * 3);
    let mut only_larger = true;
    for y in 0..height {
        for x in 0..width {
            let square = |colour: usize| {
                (0..by * by).map(move |part| {
                    let (row, column) = (y * by + part / by, x * by + part % by);
                    picture.rgb[(row * usize::from(picture.width) + column) * 3 + colour]
                })
            };
            for colour in 0..3 {
                let sum: usize = square(colour).map(usize::from).sum();
                rgb.push((sum / (by * by)) as u8);
                only_larger &= square(colour).min() == square(colour).max();
            }
        }
    }
    let (width, height) = (width as u16, height as u16);
    (Picture { width, height, rgb }, only_larger)
}

/// Waits until the window that `plain` shows in single pixels stands on an output of so many pixels a point.
fn is_sharp_at(sway: &Sway, output: usize, by: usize, plain: &Picture, name: &str) {
    eventually(&format!("{name} is sharp at {by}00 %"), || {
        let shot = sway.screenshot(output);
        let (small, only_larger) = shrunk(&shot, by);
        let error = small.mean_error(plain);
        shot.save(&output_folder().join(format!("{name}-{by}.png")));
        !only_larger && error < EDGES
    });
}

#[test]
fn a_picture_that_was_only_made_larger_is_known() {
    let small = Picture::known(64, 48, 1);
    let row = |row: &[u8]| {
        row.chunks(3)
            .flat_map(|pixel| pixel.repeat(2))
            .collect::<Vec<_>>()
            .repeat(2)
    };
    let rgb = small.rgb.chunks(64 * 3).flat_map(row).collect();
    let (width, height) = (128, 96);
    let (again, only_larger) = shrunk(&Picture { width, height, rgb }, 2);
    assert!(only_larger && again == small);
}

#[test]
fn the_window_is_sharp_on_each_monitor_that_it_is_moved_to() {
    let Some(sway) = Sway::start(&OUTPUTS) else { return };
    let home = Home::new();
    let _lifeline = open(&sway, &home, &[]);
    sway.window("Lifeline");
    let plain = sway.settled(1);
    plain.save(&output_folder().join("scales-1.png"));
    for (output, scale) in [(2, 2), (3, 3)] {
        sway.tell(&format!(
            "[title=\"Lifeline\"] move container to output HEADLESS-{output}"
        ));
        is_sharp_at(&sway, output, scale, &plain, "scales");
    }
    sway.tell("[title=\"Lifeline\"] move container to output HEADLESS-1");
    eventually("the window is as it was", || sway.screenshot(1) == plain);
    // The monitor itself changes, too.
    sway.tell("output HEADLESS-1 mode --custom 2560x1800@60Hz scale 2");
    is_sharp_at(&sway, 1, 2, &plain, "scales-changed");
}

#[test]
fn a_question_and_the_practice_are_sharp_where_they_are_moved_to() {
    let Some(sway) = Sway::start(&OUTPUTS[..2]) else { return };
    let home = Home::new();
    let _lifeline = open(&sway, &home, &["try"]);
    // It counts seconds, so it never rests where a screenshot takes one: what is on both is compared until it is alike.
    let asked = |output| {
        let mut shot = sway.screenshot(output);
        eventually(&format!("a question is asked on output {output}"), || {
            shot = sway.screenshot(output);
            shot.rgb.chunks_exact(3).filter(|pixel| *pixel == SEEING).count() > 100
        });
        shot
    };
    asked(1);
    let on = |output| {
        sway.tell(&format!(
            "[title=\"Lifeline\"] move container to output HEADLESS-{output}"
        ));
        asked(output)
    };
    eventually("the practice is sharp at 200 %", || {
        let (plain, shot) = (on(1), on(2));
        let (small, only_larger) = shrunk(&shot, 2);
        !only_larger && small.mean_error(&plain) < EDGES
    });
}
