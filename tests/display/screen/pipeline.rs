//! Frames come when they are asked for, of the newest picture, and only while they may.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use lifeline::screen::{
    Capture, CaptureError, DisplayGone, Encoding, Frame, NoDisplay, PortalSeat, ScreenChange, ScreenPipeline, Wake,
};
use lifeline::vocabulary::{KeptBack, Permit, PointerUpdate, Rect, Shared, Size, ToView};

use crate::screen::decode::{Client, as_seen};
use crate::screen::pictures::painted;

const TIMEOUT: Duration = Duration::from_secs(20);
const SMALL: Size = Size { width: 100, height: 80 };
const LARGE: Size = Size {
    width: 160,
    height: 120,
};

struct Allowed(AtomicBool);

impl Allowed {
    fn new() -> Arc<Self> {
        Arc::new(Self(AtomicBool::new(true)))
    }

    fn withdraw(&self) {
        self.0.store(false, Ordering::SeqCst);
    }
}

impl Permit<ToView> for Allowed {
    fn holds(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// A screen that shows one colour, and counts how it is used.
#[derive(Default)]
struct Screen {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    colour: u32,
    size: Option<Size>,
    damaged: bool,
    pointer: Vec<PointerUpdate>,
    gone: bool,
    kept_back: KeptBack,
    woken: bool,
    /// Pictures taken, opened and closed captures.
    taken: usize,
    opened: Vec<Shared>,
    closed: usize,
}

impl Screen {
    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().unwrap());
        self.changed.notify_all();
    }

    fn show(&self, colour: u32) {
        self.change(|state| (state.colour, state.damaged) = (colour, true));
    }

    fn wait(&self, wanted: impl Fn(&State) -> bool) {
        let state = self.state.lock().unwrap();
        let waited = self
            .changed
            .wait_timeout_while(state, TIMEOUT, |state| !wanted(state))
            .unwrap()
            .1;
        assert!(!waited.timed_out(), "it did not come");
    }

    fn pipeline(self: &Arc<Self>, encoding: Encoding, permit: Arc<Allowed>) -> ScreenPipeline {
        let screen = self.clone();
        let open = move |shared| {
            screen.change(|state| {
                state.opened.push(shared);
                state.damaged = true;
            });
            let size = screen.state.lock().unwrap().size.unwrap_or(SMALL);
            Ok(Box::new(Fake {
                screen: screen.clone(),
                size,
                picture: Vec::new(),
            }) as Box<dyn Capture>)
        };
        ScreenPipeline::over(open, Shared::AllMonitors, encoding, permit)
    }
}

struct Fake {
    screen: Arc<Screen>,
    size: Size,
    picture: Vec<u8>,
}

impl Capture for Fake {
    fn size(&self) -> Size {
        self.size
    }

    fn origin(&self) -> (i32, i32) {
        (-7, 3)
    }

    fn next(&mut self, timeout: Duration) -> Result<ScreenChange, CaptureError> {
        let deadline = Instant::now() + timeout;
        let mut state = self.screen.state.lock().unwrap();
        loop {
            if state.gone {
                return Err(DisplayGone::System("unplugged".into()).into());
            }
            let size = state.size.unwrap_or(SMALL);
            if state.damaged || size != self.size {
                let resized = (size != self.size).then_some(size);
                self.size = size;
                self.picture = painted(size, |_, _| state.colour);
                state.damaged = false;
                state.taken += 1;
                let damage = vec![Rect {
                    left: 0,
                    top: 0,
                    width: size.width,
                    height: size.height,
                }];
                let pointer = std::mem::take(&mut state.pointer);
                drop(state);
                self.screen.changed.notify_all();
                return Ok(ScreenChange {
                    damage,
                    pointer,
                    resized,
                    seen: None,
                });
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if std::mem::take(&mut state.woken) || left.is_zero() {
                return Ok(ScreenChange::default());
            }
            state = self.screen.changed.wait_timeout(state, left).unwrap().0;
        }
    }

    fn pixels(&self) -> &[u8] {
        &self.picture
    }

    fn kept_back(&self) -> KeptBack {
        self.screen.state.lock().unwrap().kept_back
    }

    fn waker(&self) -> Option<Arc<dyn Wake>> {
        Some(self.screen.clone())
    }
}

impl Wake for Screen {
    fn wake(&self) {
        self.change(|state| state.woken = true);
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        self.screen.change(|state| state.closed += 1);
    }
}

async fn next(pipeline: &mut ScreenPipeline) -> Frame {
    tokio::time::timeout(TIMEOUT, pipeline.next())
        .await
        .unwrap()
        .unwrap()
        .unwrap()
}

/// Asks for a frame and does not wait for it.
async fn ask(pipeline: &mut ScreenPipeline) {
    tokio::select! {
        biased;
        frame = pipeline.next() => panic!("too early: {frame:?}"),
        () = std::future::ready(()) => {}
    }
}

fn assert_shows(frame: &Frame, colour: u32) {
    let mut client = Client::new(frame.size);
    client.show(&frame.areas);
    let bits = frame.areas[0].bits_per_pixel;
    assert!(client.pixels == as_seen(&painted(frame.size, |_, _| colour), bits));
}

#[tokio::test]
async fn the_size_comes_first_and_then_the_picture() {
    let screen = Arc::new(Screen::default());
    screen.show(0x0011_2233);
    let mut pipeline = screen.pipeline(Encoding::Planar, Allowed::new());
    let first = next(&mut pipeline).await;
    assert_eq!(
        (first.number, first.size, first.origin, first.resized),
        (1, SMALL, (-7, 3), true)
    );
    assert!(first.areas.is_empty());
    let second = next(&mut pipeline).await;
    assert_eq!((second.number, second.resized), (2, false));
    assert_shows(&second, 0x0011_2233);
    screen.change(|state| (state.size, state.colour) = (Some(LARGE), 0x0044_5566));
    let third = next(&mut pipeline).await;
    assert_eq!((third.size, third.resized, third.areas.len()), (LARGE, true, 0));
    assert_shows(&next(&mut pipeline).await, 0x0044_5566);
    pipeline.stop();
}

/// Also where nothing else changes.
#[tokio::test]
async fn what_is_kept_back_is_told_once() {
    let screen = Arc::new(Screen::default());
    let mut pipeline = screen.pipeline(Encoding::Planar, Allowed::new());
    for _ in 0..2 {
        assert_eq!(next(&mut pipeline).await.kept_back, KeptBack::default());
    }
    let kept_back = KeptBack {
        everything: true,
        protected: false,
    };
    screen.change(|state| (state.kept_back, state.woken) = (kept_back, true));
    let frame = next(&mut pipeline).await;
    assert_eq!((frame.kept_back, frame.areas.len()), (kept_back, 0));
    screen.show(9);
    let frame = next(&mut pipeline).await;
    assert_eq!(frame.kept_back, kept_back);
    assert_shows(&frame, 9);
    pipeline.stop();
}

#[tokio::test]
async fn the_newest_picture_wins() {
    let screen = Arc::new(Screen::default());
    let mut pipeline = screen.pipeline(Encoding::Planar, Allowed::new());
    next(&mut pipeline).await;
    next(&mut pipeline).await;
    let taken = screen.state.lock().unwrap().taken;
    for colour in 1..=20 {
        screen.show(colour);
    }
    assert_shows(&next(&mut pipeline).await, 20);
    assert_eq!(
        screen.state.lock().unwrap().taken,
        taken + 1,
        "nothing is captured ahead"
    );
    pipeline.stop();
}

#[tokio::test]
async fn after_the_permit_nothing_comes_out() {
    let screen = Arc::new(Screen::default());
    let permit = Allowed::new();
    let mut pipeline = screen.pipeline(Encoding::Planar, permit.clone());
    next(&mut pipeline).await;
    next(&mut pipeline).await;
    ask(&mut pipeline).await;
    screen.show(5);
    screen.wait(|state| state.taken == 2);
    permit.withdraw();
    assert_eq!(
        tokio::time::timeout(TIMEOUT, pipeline.next()).await.unwrap().unwrap(),
        None
    );
    screen.wait(|state| state.closed == 1);
    screen.show(6);
    assert_eq!(pipeline.next().await.unwrap(), None);
    assert_eq!(screen.state.lock().unwrap().taken, 2);
}

/// Knows when a future has something to say.
#[derive(Default)]
struct Woken(Mutex<bool>, Condvar);

impl std::task::Wake for Woken {
    fn wake(self: Arc<Self>) {
        *self.0.lock().unwrap() = true;
        self.1.notify_all();
    }
}

#[tokio::test]
async fn a_frame_that_was_ready_does_not_come_out_after_the_permit() {
    let screen = Arc::new(Screen::default());
    let permit = Allowed::new();
    let mut pipeline = screen.pipeline(Encoding::Planar, permit.clone());
    next(&mut pipeline).await;
    next(&mut pipeline).await;
    let woken = Arc::new(Woken::default());
    {
        let mut waiting = Box::pin(pipeline.next());
        let waker = std::task::Waker::from(woken.clone());
        assert!(
            waiting
                .as_mut()
                .poll(&mut std::task::Context::from_waker(&waker))
                .is_pending()
        );
        screen.show(5);
        let ready = woken.0.lock().unwrap();
        let waited = woken.1.wait_timeout_while(ready, TIMEOUT, |ready| !*ready).unwrap();
        assert!(*waited.0, "no frame was made");
    }
    permit.withdraw();
    assert_eq!(pipeline.next().await.unwrap(), None);
}

#[tokio::test]
async fn without_a_permit_nothing_is_captured() {
    let screen = Arc::new(Screen::default());
    let permit = Allowed::new();
    permit.withdraw();
    let mut pipeline = screen.pipeline(Encoding::Planar, permit);
    assert_eq!(pipeline.next().await.unwrap(), None);
    pipeline.stop();
    assert_eq!(screen.state.lock().unwrap().opened, []);
}

#[tokio::test]
async fn a_stopped_pipeline_has_let_go() {
    let screen = Arc::new(Screen::default());
    let mut pipeline = screen.pipeline(Encoding::Planar, Allowed::new());
    next(&mut pipeline).await;
    next(&mut pipeline).await;
    ask(&mut pipeline).await;
    pipeline.stop();
    assert_eq!(screen.state.lock().unwrap().closed, 1);
}

#[tokio::test]
async fn a_dropped_pipeline_ends() {
    let screen = Arc::new(Screen::default());
    let mut pipeline = screen.pipeline(Encoding::Planar, Allowed::new());
    next(&mut pipeline).await;
    drop(pipeline);
    screen.wait(|state| state.closed == 1);
}

#[tokio::test]
async fn what_is_lost_is_sent_again() {
    let screen = Arc::new(Screen::default());
    screen.show(7);
    screen.change(|state| state.pointer = vec![PointerUpdate::Hidden, PointerUpdate::Position { x: 1, y: 2 }]);
    let mut pipeline = screen.pipeline(Encoding::Planar, Allowed::new());
    next(&mut pipeline).await;
    let whole = next(&mut pipeline).await;
    assert_eq!(
        whole.pointer,
        [PointerUpdate::Hidden, PointerUpdate::Position { x: 1, y: 2 }]
    );
    pipeline.refresh(vec![Rect {
        left: 70,
        top: 70,
        width: 9,
        height: 9,
    }]);
    let part = next(&mut pipeline).await;
    assert_eq!(part.areas.len(), 1);
    assert_eq!(
        part.areas[0].area,
        Rect {
            left: 64,
            top: 64,
            width: 36,
            height: 16
        }
    );
    pipeline.refresh_all();
    let again = next(&mut pipeline).await;
    assert_eq!((again.areas, again.pointer), (whole.areas, whole.pointer));
    pipeline.set_encoding(Encoding::Interleaved { bits_per_pixel: 16 });
    let other = next(&mut pipeline).await;
    assert!(other.areas.iter().all(|encoded| encoded.bits_per_pixel == 16));
    assert_shows(&other, 7);
    pipeline.stop();
}

/// What is asked for again and again is gathered, and takes back no frame: neither one that is ready nor one that is
/// being made.
#[tokio::test]
async fn refreshes_without_end_hold_up_no_frame() {
    let screen = Arc::new(Screen::default());
    screen.show(1);
    let mut pipeline = screen.pipeline(Encoding::Planar, Allowed::new());
    let size = next(&mut pipeline).await.size;
    let mut client = Client::new(size);
    for colour in 1..5 {
        screen.show(colour);
        let shown = as_seen(&painted(size, |_, _| colour), 32);
        let seen = tokio::time::timeout(TIMEOUT, async {
            while client.pixels != shown {
                for place in 0..100 {
                    pipeline.refresh(vec![Rect {
                        left: place,
                        top: place / 2,
                        width: 9,
                        height: 9,
                    }]);
                }
                tokio::select! {
                    biased;
                    frame = next(&mut pipeline) => client.show(&frame.areas),
                    () = tokio::task::yield_now() => {}
                }
            }
        });
        seen.await.expect("every picture is seen");
    }
    pipeline.stop();
}

#[tokio::test]
async fn a_frame_of_what_was_shared_before_does_not_come_out() {
    let screen = Arc::new(Screen::default());
    let mut pipeline = screen.pipeline(Encoding::Planar, Allowed::new());
    next(&mut pipeline).await;
    next(&mut pipeline).await;
    ask(&mut pipeline).await;
    screen.show(8);
    screen.wait(|state| state.taken == 2);
    screen.change(|state| state.colour = 9);
    pipeline.share(Shared::Monitor(3));
    assert!(next(&mut pipeline).await.resized);
    assert_shows(&next(&mut pipeline).await, 9);
    assert_eq!(
        screen.state.lock().unwrap().opened,
        [Shared::AllMonitors, Shared::Monitor(3)]
    );
    pipeline.stop();
}

#[tokio::test]
async fn no_frame_is_lost_when_the_wait_for_it_is_given_up() {
    let screen = Arc::new(Screen::default());
    let mut pipeline = screen.pipeline(Encoding::Planar, Allowed::new());
    next(&mut pipeline).await;
    next(&mut pipeline).await;
    for colour in 10..20 {
        ask(&mut pipeline).await;
        screen.show(colour);
        assert_shows(&next(&mut pipeline).await, colour);
    }
    pipeline.stop();
}

#[tokio::test]
async fn a_display_that_goes_away_reaches_the_consumer() {
    let screen = Arc::new(Screen::default());
    let mut pipeline = screen.pipeline(Encoding::Planar, Allowed::new());
    next(&mut pipeline).await;
    next(&mut pipeline).await;
    screen.change(|state| state.gone = true);
    assert!(matches!(pipeline.next().await, Err(CaptureError::Gone(_))));
    assert_eq!(pipeline.next().await.unwrap(), None);
    pipeline.stop();
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_real_display_is_shown_and_followed() {
    use crate::screen::display::Display;
    use lifeline::vocabulary::DisplayName;

    let Some(mut display) = Display::start("640x480x24") else {
        return;
    };
    let size = Size {
        width: 640,
        height: 480,
    };
    let painter = display.painter();
    painter.fill(
        Rect {
            left: 0,
            top: 0,
            width: 640,
            height: 480,
        },
        0x0001_0203,
    );
    let permit = Allowed::new();
    let mut pipeline = ScreenPipeline::start(
        display.name.clone(),
        Shared::AllMonitors,
        PortalSeat::default(),
        Encoding::Planar,
        permit.clone(),
    );
    let mut client = Client::new(size);
    assert!(next(&mut pipeline).await.resized);
    client.show(&next(&mut pipeline).await.areas);
    assert!(client.pixels.iter().all(|pixel| *pixel == [1, 2, 3]));
    painter.fill(
        Rect {
            left: 630,
            top: 470,
            width: 10,
            height: 10,
        },
        0x00ff_0000,
    );
    let frame = next(&mut pipeline).await;
    assert_eq!(frame.areas.len(), 1);
    client.show(&frame.areas);
    assert_eq!(client.pixels.iter().filter(|pixel| **pixel == [255, 0, 0]).count(), 100);
    display.kill();
    assert!(matches!(pipeline.next().await, Err(CaptureError::Gone(_))));
    pipeline.stop();
    let nowhere = DisplayName(Some(":4999".to_owned()));
    let mut pipeline = ScreenPipeline::start(
        nowhere,
        Shared::AllMonitors,
        PortalSeat::default(),
        Encoding::Planar,
        permit,
    );
    assert!(matches!(
        pipeline.next().await,
        Err(CaptureError::NoDisplay(NoDisplay::Unreachable(_)))
    ));
}
