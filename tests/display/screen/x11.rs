//! A real X server is captured.

use std::time::{Duration, Instant};

use lifeline::screen::{
    BitmapEncoder, Capture, CaptureError, Encoding, NoDisplay, PortalSeat, ScreenChange, System, Uncapturable,
    monitors, open, support_of,
};
use lifeline::vocabulary::{DisplayName, PointerUpdate, Rect, Shared, Size};

use crate::screen::decode::{Client, as_seen};
use crate::screen::display::Display;
use crate::screen::pictures::{Numbers, noise, painted};

/// Longer than any of this takes; a test that waits so long failed.
const TIMEOUT: Duration = Duration::from_secs(20);

fn area(left: u16, top: u16, width: u16, height: u16) -> Rect {
    Rect {
        left,
        top,
        width,
        height,
    }
}

fn start(capture: &mut dyn Capture) -> ScreenChange {
    capture.next(Duration::ZERO).unwrap()
}

/// The next changes until one is what the test waits for.
fn until(capture: &mut dyn Capture, wanted: impl Fn(&ScreenChange) -> bool) -> ScreenChange {
    let deadline = Instant::now() + TIMEOUT;
    while Instant::now() < deadline {
        let change = capture.next(TIMEOUT).unwrap();
        if wanted(&change) {
            return change;
        }
    }
    panic!("it did not come");
}

fn colour_at(capture: &dyn Capture, x: usize, y: usize) -> u32 {
    let at = (y * usize::from(capture.size().width) + x) * 4;
    let [blue, green, red, _] = capture.pixels()[at..at + 4].try_into().unwrap();
    u32::from_le_bytes([blue, green, red, 0])
}

fn cut(pixels: &[u8], width: u16, part: Rect) -> Vec<u8> {
    let rows = pixels
        .chunks(usize::from(width) * 4)
        .skip(part.top.into())
        .take(part.height.into());
    let columns = usize::from(part.left) * 4..usize::from(part.left + part.width) * 4;
    rows.flat_map(|row| row[columns.clone()].iter().copied()).collect()
}

#[test]
fn the_first_call_returns_the_whole_picture_and_the_pointer() {
    let Some(display) = Display::start("800x600x24") else {
        return;
    };
    let painter = display.painter();
    painter.show_cursor(68);
    painter.fill(area(0, 0, 800, 600), 0x0012_3456);
    let mut capture = open(&display.name, Shared::AllMonitors, &PortalSeat::default(), &|| true).unwrap();
    let change = start(capture.as_mut());
    assert_eq!(
        capture.size(),
        Size {
            width: 800,
            height: 600
        }
    );
    assert_eq!(capture.origin(), (0, 0));
    assert_eq!(change.damage, [area(0, 0, 800, 600)]);
    assert_eq!(change.resized, None);
    assert!(
        change
            .pointer
            .iter()
            .any(|change| matches!(change, PointerUpdate::Shape(_)))
    );
    assert!(change.pointer.contains(&PointerUpdate::Position { x: 400, y: 300 }));
    assert_eq!(colour_at(capture.as_ref(), 799, 599), 0x0012_3456);
    let quiet = capture.next(Duration::ZERO).unwrap();
    assert!(
        quiet.damage.is_empty() && quiet.pointer.is_empty() && quiet.resized.is_none(),
        "{quiet:?}"
    );
}

#[test]
fn what_is_painted_is_captured_encoded_and_seen() {
    let Some(display) = Display::start("1366x768x24") else {
        return;
    };
    let size = Size {
        width: 1366,
        height: 768,
    };
    let painter = display.painter();
    let mut capture = open(&display.name, Shared::AllMonitors, &PortalSeat::default(), &|| true).unwrap();
    let mut encoders = [Encoding::Planar, Encoding::Interleaved { bits_per_pixel: 16 }]
        .map(|encoding| (BitmapEncoder::new(encoding), Client::new(size)));
    let mut change = start(capture.as_mut());
    let photo = Size {
        width: 333,
        height: 222,
    };
    let gradient = painted(photo, |x, y| (x as u32) << 16 | (y as u32) << 8 | 0x40);
    let steps: [&dyn Fn(); 3] = [
        &|| painter.put(area(301, 77, photo.width, photo.height), &noise(photo, 1)),
        &|| painter.put(area(1033, 546, photo.width, photo.height), &gradient),
        &|| (0..30).for_each(|line| painter.write(20, 20 + line * 17, "A quick brown fox; 0123456789, and so on.")),
    ];
    for step in steps {
        for (encoder, client) in &mut encoders {
            let mut sent = Vec::new();
            encoder.encode(capture.pixels(), size, &change.damage, &mut sent);
            client.show(&sent);
            let bits = sent.first().map_or(32, |sent| sent.bits_per_pixel);
            assert!(client.pixels == as_seen(capture.pixels(), bits));
        }
        step();
        change = until(capture.as_mut(), |change| !change.damage.is_empty());
    }
    assert_eq!(
        cut(&as_bgr0(capture.pixels()), 1366, area(301, 77, 333, 222)),
        as_bgr0(&noise(photo, 1))
    );
    assert_eq!(
        cut(&as_bgr0(capture.pixels()), 1366, area(1033, 546, 333, 222)),
        as_bgr0(&gradient)
    );
}

fn as_bgr0(pixels: &[u8]) -> Vec<u8> {
    pixels
        .as_chunks::<4>()
        .0
        .iter()
        .flat_map(|[blue, green, red, _]| [*blue, *green, *red, 0])
        .collect()
}

#[test]
fn only_what_was_damaged_comes() {
    let Some(display) = Display::start("640x480x24") else {
        return;
    };
    let painter = display.painter();
    let mut capture = open(&display.name, Shared::AllMonitors, &PortalSeat::default(), &|| true).unwrap();
    start(capture.as_mut());
    painter.fill(area(101, 53, 27, 11), 0x00ff_0000);
    let change = capture.next(TIMEOUT).unwrap();
    assert_eq!(change.damage, [area(101, 53, 27, 11)]);
    assert_eq!(colour_at(capture.as_ref(), 101, 53), 0x00ff_0000);
    assert_eq!(colour_at(capture.as_ref(), 127, 63), 0x00ff_0000);
    assert_eq!(colour_at(capture.as_ref(), 128, 64), 0);
}

#[test]
fn many_damages_come_as_a_few_areas_that_hold_them_all() {
    let Some(display) = Display::start("1024x768x24") else {
        return;
    };
    let painter = display.painter();
    let mut capture = open(&display.name, Shared::AllMonitors, &PortalSeat::default(), &|| true).unwrap();
    start(capture.as_mut());
    let mut encoder = BitmapEncoder::new(Encoding::Planar);
    let mut client = Client::new(capture.size());
    let mut shown = |capture: &dyn Capture, damage: &[Rect]| {
        assert!(damage.len() <= 48);
        let mut sent = Vec::new();
        encoder.encode(capture.pixels(), capture.size(), damage, &mut sent);
        client.show(&sent);
        client.pixels == as_seen(capture.pixels(), 32)
    };
    assert!(shown(capture.as_ref(), &[area(0, 0, 1024, 768)]));
    let mut numbers = Numbers(9);
    let dots: Vec<_> = (0..500)
        .map(|_| area(numbers.below(1020) as u16, numbers.below(760) as u16, 3, 2))
        .collect();
    for dot in &dots {
        painter.fill(*dot, 0x0000_ff00);
    }
    let change = until(capture.as_mut(), |change| !change.damage.is_empty());
    assert!(
        shown(capture.as_ref(), &change.damage),
        "what was damaged is not in the areas"
    );
    for dot in dots {
        assert_eq!(
            colour_at(capture.as_ref(), dot.left.into(), dot.top.into()),
            0x0000_ff00
        );
    }
}

#[test]
fn sixteen_bits_a_pixel_are_converted() {
    let Some(display) = Display::start("333x200x16") else {
        return;
    };
    let painter = display.painter();
    painter.fill(area(0, 0, 333, 200), 0xf800);
    painter.fill(area(10, 10, 5, 5), 0x07e0);
    let mut capture = open(&display.name, Shared::AllMonitors, &PortalSeat::default(), &|| true).unwrap();
    start(capture.as_mut());
    assert_eq!(colour_at(capture.as_ref(), 332, 199), 0x00ff_0000);
    assert_eq!(colour_at(capture.as_ref(), 14, 14), 0x0000_ff00);
    painter.fill(area(301, 53, 27, 11), 0x001f);
    let change = capture.next(TIMEOUT).unwrap();
    assert_eq!(change.damage, [area(301, 53, 27, 11)]);
    assert_eq!(colour_at(capture.as_ref(), 301, 53), 0x0000_00ff);
    assert_eq!(colour_at(capture.as_ref(), 300, 53), 0x00ff_0000);
}

#[test]
fn eight_bits_a_pixel_are_refused_with_the_reason() {
    let Some(display) = Display::start("320x200x8") else {
        return;
    };
    let refused = open(&display.name, Shared::AllMonitors, &PortalSeat::default(), &|| true)
        .err()
        .unwrap();
    assert!(
        matches!(refused, CaptureError::Uncapturable(Uncapturable::Palette)),
        "{refused}"
    );
}

#[test]
fn shape_place_and_absence_of_the_pointer_are_told() {
    let Some(display) = Display::start("640x480x24") else {
        return;
    };
    let painter = display.painter();
    let mut capture = open(&display.name, Shared::AllMonitors, &PortalSeat::default(), &|| true).unwrap();
    start(capture.as_mut());
    painter.show_cursor(68);
    let change = until(capture.as_mut(), |change| {
        change
            .pointer
            .iter()
            .any(|change| matches!(change, PointerUpdate::Shape(_)))
    });
    let Some(PointerUpdate::Shape(shape)) = change.pointer.first() else {
        panic!("{change:?}")
    };
    assert_eq!(
        shape.bgra.len(),
        usize::from(shape.width) * usize::from(shape.height) * 4
    );
    assert!(shape.bgra.chunks(4).any(|pixel| pixel[3] == 255) && shape.bgra.chunks(4).any(|pixel| pixel[3] == 0));
    painter.move_pointer(17, 23);
    let moved = PointerUpdate::Position { x: 17, y: 23 };
    until(capture.as_mut(), |change| change.pointer.contains(&moved));
    painter.hide_cursor();
    until(capture.as_mut(), |change| change.pointer == [PointerUpdate::Hidden]);
}

#[test]
fn one_monitor_shows_only_itself() {
    let Some(display) = Display::start("1000x400x24") else {
        return;
    };
    let painter = display.painter();
    painter.add_monitor("LEFT", area(0, 0, 600, 400));
    painter.add_monitor("RIGHT", area(600, 50, 400, 350));
    painter.fill(area(0, 0, 600, 400), 0x00ff_0000);
    painter.fill(area(600, 0, 400, 400), 0x0000_00ff);
    let known = monitors(&display.name).unwrap();
    let right = known.iter().find(|monitor| monitor.name == "RIGHT").unwrap();
    assert_eq!(
        (right.left, right.top, right.size),
        (
            600,
            50,
            Size {
                width: 400,
                height: 350
            }
        )
    );
    let mut capture = open(
        &display.name,
        Shared::Monitor(right.id),
        &PortalSeat::default(),
        &|| true,
    )
    .unwrap();
    start(capture.as_mut());
    assert_eq!((capture.size(), capture.origin()), (right.size, (600, 50)));
    assert!(
        as_bgr0(capture.pixels())
            .chunks(4)
            .all(|pixel| pixel == [0xff, 0, 0, 0])
    );
    painter.fill(area(550, 40, 100, 20), 0x0000_ff00);
    assert_eq!(capture.next(TIMEOUT).unwrap().damage, [area(0, 0, 50, 10)]);
    painter.move_pointer(610, 60);
    until(capture.as_mut(), |change| {
        change.pointer.contains(&PointerUpdate::Position { x: 10, y: 10 })
    });
    painter.move_pointer(100, 100);
    until(capture.as_mut(), |change| change.pointer == [PointerUpdate::Hidden]);
    let missing = open(
        &display.name,
        Shared::Monitor(u32::MAX),
        &PortalSeat::default(),
        &|| true,
    )
    .err()
    .unwrap();
    assert!(
        matches!(missing, CaptureError::NoDisplay(NoDisplay::MonitorMissing)),
        "{missing}"
    );
}

/// Those that make up the picture, in its pixels; that there are others is told as a new size is.
#[test]
fn monitors_are_parts_of_the_picture_and_followed() {
    let Some(display) = Display::start("1000x400x24") else {
        return;
    };
    let painter = display.painter();
    let mut capture = open(&display.name, Shared::AllMonitors, &PortalSeat::default(), &|| true).unwrap();
    start(capture.as_mut());
    assert_eq!(capture.monitors(), [], "the screen is one");
    painter.add_monitor("LEFT", area(0, 0, 600, 400));
    // Its like, and one that reaches beyond the screen.
    painter.add_monitor("MIRROR", area(0, 0, 600, 400));
    painter.add_monitor("RIGHT", area(600, 50, 900, 350));
    let parts = |capture: &dyn Capture| -> Vec<Rect> {
        let mut areas: Vec<_> = capture.monitors().iter().map(|monitor| monitor.area).collect();
        areas.sort_by_key(|area| (area.left, area.width));
        areas
    };
    let whole = Size {
        width: 1000,
        height: 400,
    };
    let change = until(capture.as_mut(), |change| change.resized.is_some());
    assert_eq!((change.resized, capture.size()), (Some(whole), whole));
    assert_eq!(change.damage, [area(0, 0, 1000, 400)]);
    while !parts(capture.as_ref()).contains(&area(600, 50, 400, 350)) {
        until(capture.as_mut(), |change| change.resized.is_some());
    }
    assert_eq!(
        parts(capture.as_ref()).iter().filter(|part| part.width == 600).count(),
        1
    );
    // Of one that is shared alone nothing of the others is told.
    let right = monitors(&display.name).unwrap();
    let right = right.iter().find(|monitor| monitor.name == "RIGHT").unwrap();
    let capture = open(
        &display.name,
        Shared::Monitor(right.id),
        &PortalSeat::default(),
        &|| true,
    )
    .unwrap();
    assert_eq!(capture.monitors(), []);
}

#[test]
fn a_new_size_is_told_with_its_picture() {
    let Some(display) = Display::start("1024x768x24") else {
        return;
    };
    let painter = display.painter();
    let mut capture = open(&display.name, Shared::AllMonitors, &PortalSeat::default(), &|| true).unwrap();
    start(capture.as_mut());
    for (width, height) in [(800, 600), (1000, 700)] {
        if !display.resize(width, height) {
            return;
        }
        let size = Size { width, height };
        let change = until(capture.as_mut(), |change| change.resized.is_some());
        assert_eq!((change.resized, capture.size()), (Some(size), size));
        assert_eq!(change.damage, [area(0, 0, width, height)]);
        assert_eq!(capture.pixels().len(), usize::from(width) * usize::from(height) * 4);
        painter.fill(area(width - 9, height - 7, 9, 7), 0x0000_ff00);
        until(capture.as_mut(), |change| !change.damage.is_empty());
        assert_eq!(
            colour_at(capture.as_ref(), usize::from(width) - 1, usize::from(height) - 1),
            0x0000_ff00
        );
    }
}

#[test]
fn a_display_that_goes_away_is_an_error() {
    let Some(mut display) = Display::start("320x200x24") else {
        return;
    };
    let mut capture = open(&display.name, Shared::AllMonitors, &PortalSeat::default(), &|| true).unwrap();
    start(capture.as_mut());
    let killing = std::thread::spawn(move || display.kill());
    assert!(matches!(capture.next(TIMEOUT), Err(CaptureError::Gone(_))));
    killing.join().unwrap();
}

#[test]
fn a_waiting_capture_can_be_woken() {
    let Some(display) = Display::start("320x200x24") else {
        return;
    };
    let mut capture = open(&display.name, Shared::AllMonitors, &PortalSeat::default(), &|| true).unwrap();
    start(capture.as_mut());
    let waker = capture.waker().unwrap();
    let begun = Instant::now();
    let waking = std::thread::spawn(move || waker.wake());
    assert!(capture.next(TIMEOUT).unwrap().damage.is_empty());
    assert!(begun.elapsed() < TIMEOUT);
    waking.join().unwrap();
}

#[test]
fn what_will_work_is_known_before() {
    let Some(display) = Display::start("320x200x24") else {
        return;
    };
    let support = support_of(&display.name);
    assert!(support.view && support.global_escape && support.choose_monitor && !support.system_asks);
    assert_eq!((support.system, support.problem), (System::X11, None));
    let nothing = support_of(&DisplayName(Some(":4999".to_owned())));
    assert!(!nothing.view && nothing.problem.is_some());
    assert_eq!(nothing.system, System::NoDisplay);
    assert!(matches!(
        open(
            &DisplayName(Some(":4999".to_owned())),
            Shared::AllMonitors,
            &PortalSeat::default(),
            &|| true
        ),
        Err(CaptureError::NoDisplay(NoDisplay::Unreachable(_)))
    ));
}

#[test]
fn the_background_is_hidden_and_windows_are_not() {
    let Some(display) = Display::start("320x240x24") else {
        return;
    };
    let painter = display.painter();
    let whole = Rect {
        left: 0,
        top: 0,
        width: 320,
        height: 240,
    };
    painter.fill(whole, 0x0012_3456);
    let mut capture = open(&display.name, Shared::AllMonitors, &PortalSeat::default(), &|| true).unwrap();
    capture.next(Duration::ZERO).unwrap();
    capture.hide_background(true).unwrap();
    let window = painter.window(
        Rect {
            left: 30,
            top: 40,
            width: 100,
            height: 50,
        },
        0x00ab_cdef,
    );
    let seen = |capture: &mut dyn Capture, wanted: &dyn Fn(&[u8; 4], &[u8; 4]) -> bool| {
        let end = Instant::now() + Duration::from_secs(20);
        loop {
            capture.next(Duration::from_millis(100)).unwrap();
            let pixels = capture.pixels().as_chunks::<4>().0;
            if wanted(&pixels[60 * 320 + 60], &pixels[200 * 320 + 200]) {
                return;
            }
            assert!(
                Instant::now() < end,
                "{:?} {:?}",
                pixels[60 * 320 + 60],
                pixels[200 * 320 + 200]
            );
        }
    };
    let plain = |pixel: &[u8; 4]| pixel[..3] == [0x60, 0x50, 0x40];
    seen(capture.as_mut(), &|window, background| {
        window[..3] == [0xef, 0xcd, 0xab] && plain(background)
    });
    painter.close(window);
    seen(capture.as_mut(), &|window, background| {
        plain(window) && plain(background)
    });
    capture.hide_background(false).unwrap();
    seen(capture.as_mut(), &|_, background| background[..3] == [0x56, 0x34, 0x12]);
}
