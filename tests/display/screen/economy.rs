//! What is given up to spare the network: the bytes of the same piece of work fall at each step.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use lifeline::screen::{Budget, Capture, CaptureError, Encoding, Paint, ScreenChange, ScreenPipeline};
use lifeline::vocabulary::{Economy, Permit, Rect, Shared, Size, ToView};

use crate::screen::pictures::{Numbers, page, video};

const TIMEOUT: Duration = Duration::from_secs(60);
const SIZE: Size = Size {
    width: 320,
    height: 240,
};
const WINDOW: Size = Size {
    width: 160,
    height: 120,
};
/// Steps of the drag.
const STEPS: usize = 60;
/// Who spares drags and looks this seldom sees only every twentieth step. Who does not is held up by the machine alone,
/// and that would be an economy, too.
const SELDOM: Duration = Duration::from_millis(300);

struct Always;

impl Permit<ToView> for Always {
    fn holds(&self) -> bool {
        true
    }
}

/// A window of text, with a shaded mark in it, is dragged over a photograph, one step each time that it is looked at.
struct Work {
    economy: Economy,
    step: Arc<Mutex<usize>>,
    steps: usize,
    looked: Instant,
    hide: bool,
    background: Vec<u8>,
    picture: Vec<u8>,
    begun: bool,
}

impl Work {
    fn paint(&mut self) {
        let step = *self.step.lock().unwrap();
        self.picture.clone_from(&self.background);
        if self.hide {
            self.picture.fill(0x40);
        }
        let row = usize::from(WINDOW.width) * 4;
        let mut window = page(WINDOW, 0);
        let mut shades = Numbers(5);
        for y in 4..16 {
            for x in 0..64 {
                window[y * row + x * 4] = 0x80 + shades.below(8) as u8;
            }
        }
        for (y, text) in window.chunks(row).enumerate() {
            let start = ((20 + step + y) * usize::from(SIZE.width) + 10 + 2 * step) * 4;
            self.picture[start..start + row].copy_from_slice(text);
        }
    }
}

impl Capture for Work {
    fn size(&self) -> Size {
        SIZE
    }

    fn origin(&self) -> (i32, i32) {
        (0, 0)
    }

    fn next(&mut self, timeout: Duration) -> Result<ScreenChange, CaptureError> {
        let mut step = self.step.lock().unwrap();
        if *step == self.steps && self.begun {
            drop(step);
            std::thread::sleep(timeout.min(Duration::from_millis(20)));
            return Ok(ScreenChange::default());
        }
        if std::mem::replace(&mut self.begun, true) {
            let spares = self.economy >= Economy::NoDrag && self.looked.elapsed() >= SELDOM;
            let passed = if spares { 20 } else { 1 };
            *step = self.steps.min(*step + passed);
        }
        drop(step);
        self.looked = Instant::now();
        self.paint();
        let whole = Rect {
            left: 0,
            top: 0,
            width: SIZE.width,
            height: SIZE.height,
        };
        Ok(ScreenChange {
            damage: vec![whole],
            ..ScreenChange::default()
        })
    }

    fn pixels(&self) -> &[u8] {
        &self.picture
    }

    fn hide_background(&mut self, hide: bool) -> Result<(), CaptureError> {
        if self.hide != hide {
            (self.hide, self.begun) = (hide, false);
        }
        Ok(())
    }
}

/// Bytes of the first picture and of so many steps.
async fn cost(economy: Economy, encoding: Encoding, all: usize) -> usize {
    let step = Arc::new(Mutex::new(0));
    let steps = step.clone();
    let open = move |_| {
        Ok(Box::new(Work {
            economy,
            step: steps.clone(),
            steps: all,
            looked: Instant::now(),
            hide: false,
            background: video(SIZE, 0, 9, 1),
            picture: Vec::new(),
            begun: false,
        }) as Box<dyn Capture>)
    };
    let mut pipeline = ScreenPipeline::over(open, Shared::AllMonitors, encoding, Arc::new(Always));
    pipeline.set_economy(economy);
    pipeline.set_budget(Budget {
        gap: Duration::ZERO,
        ..Budget::default()
    });
    let mut bytes = 0;
    loop {
        let frame = tokio::time::timeout(TIMEOUT, pipeline.next())
            .await
            .unwrap()
            .unwrap()
            .unwrap();
        bytes += frame.paints.iter().map(Paint::bytes).sum::<usize>();
        bytes += frame.areas.iter().map(|area| area.data.len()).sum::<usize>();
        // Nothing is captured ahead: what came shows the newest step.
        if *step.lock().unwrap() == all && bytes > 0 {
            pipeline.stop();
            return bytes;
        }
    }
}

#[tokio::test]
async fn each_step_of_economy_costs_less() {
    for encoding in [Encoding::Graphics, Encoding::Planar] {
        let full = cost(Economy::Full, encoding, STEPS).await;
        let spared = cost(Economy::NoDrag, encoding, STEPS).await;
        assert!(spared < full, "a drag in {encoding:?}: {spared}, before {full}");
        let mut before = usize::MAX;
        for economy in [Economy::NoDrag, Economy::NoBackground, Economy::Lowest] {
            let bytes = cost(economy, encoding, 0).await;
            assert!(bytes < before, "{economy:?} in {encoding:?}: {bytes}, before {before}");
            before = bytes;
        }
    }
}
