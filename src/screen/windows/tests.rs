//! The screen of Windows over a stand-in for the system.

use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;
use std::time::Duration;

use super::shape::shape;
use super::system::{
    Arrangement, DesktopOutput, DesktopSystem, DuplicatedMonitor, Edges, FrameNews, Lost, PointerPlace, RawShape,
    Surface,
};
use super::{MOST_TRIES, NOTHING, WindowsCapture};
use crate::screen::turn::Turn;
use crate::screen::{Capture, CaptureError, NoDisplay, ScreenChange};
use crate::vocabulary::{Monitor, PointerShape, PointerUpdate, Rect, Shared, Size};

const SOON: Duration = Duration::from_millis(10);
/// Bytes after each row of a surface that belong to no pixel.
const PADDING: usize = 12;
const PLAIN: u8 = 0x77;

/// What the stand-in shows and says.
#[derive(Default)]
struct World {
    outputs: Vec<DesktopOutput>,
    /// Of each monitor, from its number.
    coming: HashMap<u32, VecDeque<Result<FrameNews, Lost>>>,
    /// Why no monitor can be duplicated: the next tries.
    refused: VecDeque<Lost>,
    unsupported: bool,
    /// The desktop that is shown is the system's own.
    covered: bool,
    /// How often the picture was drawn anew: a part of each pixel.
    drawn: u8,
    read: Vec<Rect>,
    duplicated: u32,
    pauses: u32,
    plain_fails: bool,
}

type Shown = Rc<RefCell<World>>;

struct System(Shown);

struct Duplicate {
    world: Shown,
    id: u32,
    surface: Size,
}

/// What is at this place of a monitor's surface.
fn pixel(id: u32, drawn: u8, x: u16, y: u16) -> [u8; 4] {
    [
        u8::try_from(x).unwrap(),
        u8::try_from(y).unwrap(),
        u8::try_from(id).unwrap() * 16 + drawn,
        0,
    ]
}

impl DesktopSystem for System {
    type Monitor = Duplicate;

    fn outputs(&mut self) -> Result<Vec<DesktopOutput>, Lost> {
        Ok(self.0.borrow().outputs.clone())
    }

    fn duplicate(&mut self, monitor: u32) -> Result<Duplicate, Lost> {
        let mut world = self.0.borrow_mut();
        if world.unsupported {
            return Err(Lost::Unsupported);
        }
        if let Some(refused) = world.refused.pop_front() {
            return Err(refused);
        }
        world.duplicated += 1;
        let output = world
            .outputs
            .iter()
            .find(|output| output.monitor.id == monitor)
            .unwrap();
        let surface = output.surface();
        // The system gives a whole picture at once.
        let first = FrameNews {
            presented: true,
            ..FrameNews::default()
        };
        world.coming.insert(monitor, VecDeque::from([Ok(first)]));
        drop(world);
        Ok(Duplicate {
            world: Rc::clone(&self.0),
            id: monitor,
            surface,
        })
    }

    fn arrangement(&self) -> Arrangement {
        let world = self.0.borrow();
        let right = world
            .outputs
            .iter()
            .map(|output| output.monitor.left + i32::from(output.monitor.size.width));
        [i32::try_from(world.outputs.len()).unwrap(), right.sum(), 0, 0, 0]
    }

    fn shows_ours(&self) -> bool {
        !self.0.borrow().covered
    }

    fn plain(&mut self, _shared: Shared) -> Result<Box<dyn Capture>, CaptureError> {
        Ok(Box::new(Plain {
            world: Rc::clone(&self.0),
            picture: vec![PLAIN; 8 * 4 * 4],
        }))
    }

    fn pause(&self, _time: Duration) {
        self.0.borrow_mut().pauses += 1;
    }
}

impl DuplicatedMonitor for Duplicate {
    fn next(&mut self, _timeout: Duration) -> Result<Option<FrameNews>, Lost> {
        let mut world = self.world.borrow_mut();
        let next = world.coming.get_mut(&self.id).and_then(VecDeque::pop_front);
        next.transpose()
    }

    fn read(&mut self, areas: &[Rect], with: &mut dyn FnMut(Surface<'_>)) -> Result<(), Lost> {
        let mut world = self.world.borrow_mut();
        world.read.extend(areas);
        let mut bytes = Vec::new();
        for y in 0..self.surface.height {
            for x in 0..self.surface.width {
                let is_read = areas.iter().any(|area| area.contains(&Rect::new(x, y, 1, 1)));
                bytes.extend(if is_read {
                    pixel(self.id, world.drawn, x, y)
                } else {
                    [0xEE; 4]
                });
            }
            bytes.extend([0xDD; PADDING]);
        }
        with(Surface {
            bytes: &bytes,
            pitch: usize::from(self.surface.width) * 4 + PADDING,
        });
        Ok(())
    }
}

/// GDI's.
struct Plain {
    world: Shown,
    picture: Vec<u8>,
}

impl Capture for Plain {
    fn size(&self) -> Size {
        Size { width: 8, height: 4 }
    }

    fn origin(&self) -> (i32, i32) {
        (0, 0)
    }

    fn next(&mut self, _timeout: Duration) -> Result<ScreenChange, CaptureError> {
        if self.world.borrow().plain_fails {
            return Err(crate::screen::Uncapturable::NoPicture.into());
        }
        Ok(ScreenChange {
            damage: vec![Rect::of(self.size())],
            ..ScreenChange::default()
        })
    }

    fn pixels(&self) -> &[u8] {
        &self.picture
    }
}

fn output(id: u32, (left, top): (i32, i32), (width, height): (u16, u16), quarters: u32) -> DesktopOutput {
    DesktopOutput {
        monitor: Monitor {
            id,
            name: format!("DISPLAY{id}"),
            left,
            top,
            size: Size { width, height },
            primary: (left, top) == (0, 0),
        },
        turn: Turn::new(quarters, false),
    }
}

fn world(outputs: Vec<DesktopOutput>) -> Shown {
    Rc::new(RefCell::new(World {
        outputs,
        ..World::default()
    }))
}

fn open(world: &Shown) -> WindowsCapture<System> {
    WindowsCapture::open(System(Rc::clone(world)), Shared::AllMonitors).unwrap()
}

/// With its first picture.
fn begun(world: &Shown) -> WindowsCapture<System> {
    let mut capture = open(world);
    let first = capture.next(Duration::ZERO).unwrap();
    assert_eq!(first.damage, [Rect::of(capture.size())]);
    capture
}

fn comes(world: &Shown, id: u32, next: Result<FrameNews, Lost>) {
    world.borrow_mut().coming.entry(id).or_default().push_back(next);
}

fn drawn(areas: &[[i32; 4]]) -> FrameNews {
    let edges = areas.iter().map(|[left, top, right, bottom]| Edges {
        left: *left,
        top: *top,
        right: *right,
        bottom: *bottom,
    });
    FrameNews {
        presented: true,
        areas: edges.collect(),
        ..FrameNews::default()
    }
}

fn pointer_at(left: i32, top: i32) -> FrameNews {
    FrameNews {
        pointer: Some(PointerPlace {
            visible: true,
            left,
            top,
        }),
        ..FrameNews::default()
    }
}

fn at(capture: &dyn Capture, x: u16, y: u16) -> [u8; 4] {
    let start = (usize::from(y) * usize::from(capture.size().width) + usize::from(x)) * 4;
    *capture.pixels()[start..].first_chunk().unwrap()
}

#[test]
fn what_changed_is_read_and_nothing_else() {
    let world = world(vec![output(1, (0, 0), (8, 6), 0)]);
    let mut capture = begun(&world);
    assert_eq!(at(&capture, 7, 5), pixel(1, 0, 7, 5));
    world.borrow_mut().drawn = 1;
    world.borrow_mut().read.clear();
    // One reaches beyond the monitor, one lies outside, one is turned inside out.
    comes(
        &world,
        1,
        Ok(drawn(&[[6, 4, 20, 20], [-3, -2, 2, 1], [9, 0, 12, 3], [5, 5, 4, 4]])),
    );
    let change = capture.next(SOON).unwrap();
    let expected = [Rect::new(6, 4, 2, 2), Rect::new(0, 0, 2, 1)];
    assert_eq!((change.damage.as_slice(), change.resized), (expected.as_slice(), None));
    assert_eq!(world.borrow().read, expected);
    for y in 0..6 {
        for x in 0..8 {
            let changed = expected.iter().any(|area| area.contains(&Rect::new(x, y, 1, 1)));
            assert_eq!(at(&capture, x, y), pixel(1, changed.into(), x, y), "{x} {y}");
        }
    }
}

#[test]
fn without_a_frame_nothing_is_read() {
    let world = world(vec![output(1, (0, 0), (8, 6), 0)]);
    let mut capture = begun(&world);
    world.borrow_mut().read.clear();
    // The pointer alone moves, too.
    comes(&world, 1, Ok(pointer_at(3, 2)));
    for _ in 0..3 {
        let change = capture.next(SOON).unwrap();
        assert!(change.damage.is_empty() && change.resized.is_none());
    }
    assert!(world.borrow().read.is_empty());
    assert_eq!(world.borrow().duplicated, 1);
}

#[test]
fn what_the_system_breaks_off_is_opened_again() {
    for broken in [Lost::Access, Lost::Device, Lost::System("?".into())] {
        let world = world(vec![output(1, (0, 0), (8, 6), 0)]);
        let mut capture = begun(&world);
        comes(&world, 1, Err(broken));
        world.borrow_mut().refused = VecDeque::from([Lost::Access, Lost::Denied, Lost::Busy]);
        world.borrow_mut().drawn = 2;
        for _ in 0..4 {
            assert!(capture.next(SOON).unwrap().damage.is_empty());
            assert_eq!(at(&capture, 1, 1), pixel(1, 0, 1, 1), "the last picture stays");
        }
        assert_eq!(world.borrow().pauses, 3);
        let change = capture.next(SOON).unwrap();
        assert_eq!((change.damage, change.resized), (vec![Rect::new(0, 0, 8, 6)], None));
        assert_eq!(at(&capture, 1, 1), pixel(1, 2, 1, 1));
        assert!(!capture.kept_back().everything);
    }
}

#[test]
fn another_mode_in_the_middle_is_another_picture() {
    let world = world(vec![output(1, (0, 0), (8, 6), 0)]);
    let mut capture = begun(&world);
    world.borrow_mut().outputs = vec![output(1, (0, 0), (6, 8), 3)];
    comes(&world, 1, Err(Lost::Access));
    let change = (0..2)
        .map(|_| capture.next(SOON).unwrap())
        .find(|change| change.resized.is_some());
    let change = change.unwrap();
    let size = Size { width: 6, height: 8 };
    assert_eq!((change.resized, change.damage), (Some(size), vec![Rect::of(size)]));
    assert_eq!((capture.size(), capture.pixels().len()), (size, 6 * 8 * 4));
}

#[test]
fn a_monitor_that_is_added_is_seen_though_nothing_was_broken_off() {
    let world = world(vec![output(1, (0, 0), (8, 6), 0)]);
    let mut capture = begun(&world);
    assert!(capture.monitors().is_empty());
    world.borrow_mut().outputs.push(output(2, (-4, 1), (4, 4), 0));
    let change = capture.next(SOON).unwrap();
    assert_eq!(change.resized, Some(Size { width: 12, height: 6 }));
    assert_eq!(capture.origin(), (-4, 0));
    let areas: Vec<_> = capture
        .monitors()
        .iter()
        .map(|monitor| (monitor.area, monitor.primary))
        .collect();
    assert_eq!(areas, [(Rect::new(4, 0, 8, 6), true), (Rect::new(0, 1, 4, 4), false)]);
    assert_eq!(at(&capture, 0, 1), pixel(2, 0, 0, 0));
    assert_eq!(at(&capture, 4, 0), pixel(1, 0, 0, 0));
    assert_eq!(at(&capture, 0, 0), [0; 4], "no monitor is there");
    world.borrow_mut().drawn = 1;
    comes(&world, 2, Ok(drawn(&[[1, 2, 3, 3]])));
    assert_eq!(capture.next(SOON).unwrap().damage, [Rect::new(1, 3, 2, 1)]);
    assert_eq!(at(&capture, 1, 3), pixel(2, 1, 1, 2));
}

/// Quarters are counter-clockwise.
#[test]
fn a_monitor_on_its_side_is_seen_upright() {
    for (quarters, upright, corner, expected) in [
        (1, (5, 6), (0, 5), Rect::new(0, 4, 1, 2)),
        (2, (6, 5), (5, 4), Rect::new(4, 4, 2, 1)),
        (3, (5, 6), (4, 0), Rect::new(4, 0, 1, 2)),
    ] {
        let world = world(vec![output(1, (0, 0), upright, quarters)]);
        let mut capture = begun(&world);
        // Where the surface's first pixel is seen.
        assert_eq!(at(&capture, corner.0, corner.1), pixel(1, 0, 0, 0), "{quarters}");
        world.borrow_mut().drawn = 1;
        comes(&world, 1, Ok(drawn(&[[0, 0, 2, 1]])));
        let damage = capture.next(SOON).unwrap().damage;
        assert_eq!(damage, [expected], "{quarters}");
        assert_eq!(at(&capture, corner.0, corner.1), pixel(1, 1, 0, 0));
    }
}

#[test]
fn one_monitor_of_several_is_followed_by_its_name() {
    let world = world(vec![output(1, (0, 0), (8, 6), 0), output(2, (8, 0), (4, 4), 0)]);
    let mut capture = WindowsCapture::open(System(Rc::clone(&world)), Shared::Monitor(2)).unwrap();
    capture.next(Duration::ZERO).unwrap();
    assert_eq!(
        (capture.origin(), capture.size()),
        ((8, 0), Size { width: 4, height: 4 })
    );
    // Its number is another one now, and another monitor has the old one.
    let (mut first, mut second) = (output(2, (0, 0), (8, 6), 0), output(7, (0, 6), (4, 5), 0));
    "DISPLAY1".clone_into(&mut first.monitor.name);
    "DISPLAY2".clone_into(&mut second.monitor.name);
    world.borrow_mut().outputs = vec![first, second];
    comes(&world, 2, Err(Lost::Access));
    capture.next(SOON).unwrap();
    capture.next(SOON).unwrap();
    assert_eq!(
        (capture.origin(), capture.size()),
        ((0, 6), Size { width: 4, height: 5 })
    );
    // Without it nothing else is shown.
    world.borrow_mut().outputs.pop();
    let gone = (0..MOST_TRIES + 3).find_map(|_| capture.next(SOON).err());
    assert!(
        matches!(gone, Some(CaptureError::NoDisplay(NoDisplay::MonitorMissing))),
        "{gone:?}"
    );
}

#[test]
fn the_pointer_is_where_its_tip_is_on_the_one_monitor_that_it_is_on() {
    let world = world(vec![output(1, (0, 0), (8, 6), 0), output(2, (-4, 0), (4, 4), 0)]);
    let mut capture = begun(&world);
    let shown = |place: FrameNews| FrameNews {
        shape: Some(RawShape {
            kind: 2,
            width: 2,
            height: 1,
            pitch: 8,
            hot: (1, 0),
            bytes: vec![0xFF; 8],
        }),
        ..place
    };
    comes(&world, 1, Ok(shown(pointer_at(2, 3))));
    let pointer = capture.next(SOON).unwrap().pointer;
    assert!(matches!(
        pointer[0],
        PointerUpdate::Shape(PointerShape { hot_x: 1, .. })
    ));
    assert_eq!(pointer[1..], [PointerUpdate::Position { x: 4 + 3, y: 3 }]);
    let left = || FrameNews {
        pointer: Some(PointerPlace {
            visible: false,
            left: 0,
            top: 0,
        }),
        ..FrameNews::default()
    };
    // To the other one; the first says later that it is not there.
    comes(&world, 2, Ok(pointer_at(0, 1)));
    assert_eq!(
        capture.next(SOON).unwrap().pointer,
        [PointerUpdate::Position { x: 1, y: 1 }]
    );
    comes(&world, 1, Ok(left()));
    assert_eq!(capture.next(SOON).unwrap().pointer, []);
    // Drawn into the picture, it is seen on none.
    comes(&world, 2, Ok(left()));
    assert_eq!(capture.next(SOON).unwrap().pointer, [PointerUpdate::Hidden]);
}

fn raw(kind: u32, (width, height): (u32, u32), pitch: u32, bytes: &[u8]) -> RawShape {
    RawShape {
        kind,
        width,
        height,
        pitch,
        hot: (0, 0),
        bytes: bytes.to_vec(),
    }
}

#[test]
fn every_kind_of_pointer_has_its_colours() {
    let colours = |raw| shape(&raw).map(|shape| shape.bgra.as_chunks::<4>().0.to_vec());
    let (black, white, through) = ([0, 0, 0, 0xFF], [0xFF; 4], [0; 4]);
    // Two masks of one row: black, white, seen through, inverted.
    let masks = raw(1, (4, 2), 2, &[0b0011_0000, 0xAA, 0b0101_0000, 0xAA]);
    assert_eq!(colours(masks), Some(vec![black, white, through, black]));
    let pixels = [1, 2, 3, 0xFF, 200, 100, 50, 0x80, 9, 9, 9, 0];
    let with_alpha = colours(raw(2, (3, 1), 16, &[pixels.as_slice(), &[0xAA; 4]].concat())).unwrap();
    assert_eq!((with_alpha[0], with_alpha[2]), ([1, 2, 3, 0xFF], through));
    assert!(
        with_alpha[1]
            .iter()
            .zip([200, 100, 50, 0x80])
            .all(|(is, was)| is.abs_diff(was) <= 2),
        "{with_alpha:?}"
    );
    // Shown, seen through, inverted.
    let masked = raw(4, (3, 1), 12, &[1, 2, 3, 0, 0, 0, 0, 0xFF, 9, 9, 9, 0xFF]);
    assert_eq!(colours(masked), Some(vec![[1, 2, 3, 0xFF], through, black]));
}

#[test]
fn a_pointer_that_is_not_what_it_says_is_none() {
    for broken in [
        raw(1, (16, 32), 2, &[0; 10]),
        raw(1, (16, 1), 2, &[0xFF; 64]),
        raw(2, (4, 4), 8, &[0xFF; 64]),
        raw(2, (4, 4), 0, &[0xFF; 64]),
        raw(2, (u32::MAX, u32::MAX), u32::MAX, &[0xFF; 64]),
        raw(3, (1, 1), 4, &[0xFF; 4]),
        raw(4, (0, 0), 4, &[]),
    ] {
        assert_eq!(shape(&broken), None, "{broken:?}");
    }
}

#[test]
fn what_the_system_shows_on_a_desktop_of_its_own_is_not_in_the_picture_and_ends_nothing() {
    let world = world(vec![output(1, (0, 0), (8, 6), 0)]);
    let mut capture = begun(&world);
    world.borrow_mut().covered = true;
    comes(&world, 1, Err(Lost::Access));
    let change = capture.next(SOON).unwrap();
    assert_eq!((change.damage, change.resized), (vec![Rect::new(0, 0, 8, 6)], None));
    assert_eq!(change.pointer, [PointerUpdate::Hidden]);
    for _ in 0..2 * MOST_TRIES {
        assert!(capture.kept_back().everything);
        assert!(capture.pixels().iter().all(|byte| *byte == NOTHING));
        assert!(capture.next(SOON).unwrap().damage.is_empty());
    }
    assert_eq!(world.borrow().duplicated, 1);
    world.borrow_mut().coming.clear();
    world.borrow_mut().covered = false;
    let change = capture.next(SOON).unwrap();
    assert_eq!((change.damage, change.resized), (vec![Rect::new(0, 0, 8, 6)], None));
    assert!(!capture.kept_back().everything);
    assert_eq!(at(&capture, 2, 3), pixel(1, 0, 2, 3));
}

#[test]
fn a_session_that_is_shown_elsewhere_comes_back() {
    let world = world(vec![output(1, (0, 0), (8, 6), 0)]);
    let mut capture = begun(&world);
    comes(&world, 1, Err(Lost::Access));
    world.borrow_mut().refused = (0..2 * MOST_TRIES).map(|_| Lost::Disconnected).collect();
    for _ in 0..=2 * MOST_TRIES {
        capture.next(SOON).unwrap();
    }
    assert!(capture.kept_back().everything);
    assert_eq!(capture.next(SOON).unwrap().damage, [Rect::new(0, 0, 8, 6)]);
    assert!(!capture.kept_back().everything);
}

#[test]
fn where_nothing_is_duplicated_pictures_are_taken_one_by_one() {
    let unsupported = world(vec![output(1, (0, 0), (8, 4), 0)]);
    unsupported.borrow_mut().unsupported = true;
    let without_outputs = world(Vec::new());
    let refused = world(vec![output(1, (0, 0), (8, 4), 0)]);
    refused.borrow_mut().refused = (0..=MOST_TRIES).map(|_| Lost::Busy).collect();
    for world in [unsupported, without_outputs, refused] {
        let mut capture = open(&world);
        let first = (0..=MOST_TRIES)
            .map(|_| capture.next(SOON).unwrap())
            .find(|change| !change.damage.is_empty());
        assert_eq!(first.unwrap().damage, [Rect::new(0, 0, 8, 4)]);
        assert!(capture.pixels().iter().all(|byte| *byte == PLAIN));
        assert_eq!(world.borrow().duplicated, 0);
        // A desktop of the system's own is told there, too.
        world.borrow_mut().covered = true;
        capture.next(SOON).unwrap();
        assert!(capture.kept_back().everything && capture.pixels().iter().all(|byte| *byte == NOTHING));
        world.borrow_mut().covered = false;
        world.borrow_mut().unsupported = true;
        capture.next(SOON).unwrap();
        assert!(!capture.kept_back().everything && capture.pixels().iter().all(|byte| *byte == PLAIN));
        // A moment without a picture is no end; many are.
        world.borrow_mut().plain_fails = true;
        assert!((0..MOST_TRIES).all(|_| capture.next(SOON).is_ok()));
        assert!((0..3).any(|_| capture.next(SOON).is_err()));
    }
}

#[test]
fn what_is_protected_is_said_from_then_on() {
    let world = world(vec![output(1, (0, 0), (8, 6), 0)]);
    let mut capture = begun(&world);
    assert!(!capture.kept_back().protected);
    let film = FrameNews {
        protected: true,
        ..drawn(&[[0, 0, 1, 1]])
    };
    comes(&world, 1, Ok(film));
    comes(&world, 1, Ok(drawn(&[[0, 0, 1, 1]])));
    for _ in 0..3 {
        capture.next(SOON).unwrap();
        assert!(capture.kept_back().protected);
    }
}
