//! The newest picture, and what changed in it since it was last taken.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::pixels::{self, Source};
use crate::codec::PIXEL;
use crate::portal::{ANSWERED_WITHIN, PortalNews, StreamRemote};
use crate::screen::damage::{MOST_AREAS, merge};
use crate::screen::{CaptureError, DisplayGone, Uncapturable, Wake};
use crate::vocabulary::{PointerUpdate, Rect, Size};

/// Who waits for the person or the desktop looks this often whether it is still wanted.
const STILL_WANTED: Duration = Duration::from_millis(50);

/// A desktop that was allowed to show the screen and gives no picture within this time is taken for broken.
const FIRST_PICTURE: Duration = Duration::from_secs(10);

/// When the person ends the session in the desktop, the stream may break before the portal tells why.
const WHY_WITHIN: Duration = Duration::from_secs(2);

#[derive(Default)]
pub(super) struct Frames {
    state: Mutex<FramesState>,
    changed: Condvar,
}

#[derive(Default)]
struct FramesState {
    remote: Option<StreamRemote>,
    size: Option<Size>,
    /// The stream that is shown; those before it are not heard any more.
    stream: u64,
    /// It has shown something.
    shown: bool,
    picture: Vec<u8>,
    /// What changed since it was last taken.
    damage: Vec<Rect>,
    shape: Option<PointerUpdate>,
    place: Option<PointerUpdate>,
    /// When the oldest change came.
    seen: Option<Instant>,
    /// The stream gives no more, since then.
    broken: Option<(Instant, Option<DisplayGone>)>,
    ended: Option<CaptureError>,
    woken: bool,
}

impl FramesState {
    fn has_news(&self) -> bool {
        self.seen.is_some() || self.woken || self.ended.is_some()
    }
}

/// What changed, and how large the picture is by now.
pub(super) struct TakenFrame {
    pub size: Size,
    pub damage: Vec<Rect>,
    pub pointer: Vec<PointerUpdate>,
    pub seen: Option<Instant>,
}

impl Frames {
    fn lock(&self) -> MutexGuard<'_, FramesState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut FramesState)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    /// Takes in what the portal's session tells.
    pub fn portal(&self, news: PortalNews) {
        self.change(|state| match news {
            PortalNews::Shared(remote) => state.remote = Some(remote),
            PortalNews::Failed(error) => state.ended = Some(error.into()),
            PortalNews::Closed => state.ended = Some(CaptureError::DesktopStopped),
        });
    }

    /// Another stream is shown from now on. The picture stays until it has one.
    pub fn sink(self: &Arc<Self>) -> FrameSink {
        let mut state = self.lock();
        state.stream += 1;
        (state.shown, state.broken) = (false, None);
        FrameSink {
            stream: state.stream,
            frames: Arc::clone(self),
        }
    }

    fn put(&self, size: Size, source: &Source<'_>, damage: &[Rect]) {
        self.change(|state| {
            let whole = [Rect::of(size)];
            let is_first = !std::mem::replace(&mut state.shown, true);
            let is_new = state.size != Some(size);
            if is_new {
                state.size = Some(size);
                state.picture.clear();
                state.picture.resize(Rect::of(size).pixels() * PIXEL, 0);
                state.damage.clear();
            }
            let damage = if is_new || is_first { &whole } else { damage };
            for area in damage {
                pixels::copy(source, &mut state.picture, size, area);
            }
            if !damage.is_empty() {
                state.damage.extend(damage);
                merge(&mut state.damage, MOST_AREAS);
                state.seen.get_or_insert_with(Instant::now);
            }
        });
    }

    fn point(&self, shape: Option<PointerUpdate>, place: Option<PointerUpdate>) {
        if shape.is_none() && place.is_none() {
            return;
        }
        self.change(|state| {
            state.shape = shape.or(state.shape.take());
            state.place = place.or(state.place.take());
            state.seen.get_or_insert_with(Instant::now);
        });
    }

    fn broke(&self, why: DisplayGone) {
        tracing::info!(%why, "the stream of the screen ended");
        self.change(|state| {
            state.broken.get_or_insert((Instant::now(), Some(why)));
        });
    }

    /// Where the stream is, once the person has allowed it.
    pub fn wait_for_remote(&self, wanted: &dyn Fn() -> bool) -> Result<StreamRemote, CaptureError> {
        self.wait_for(wanted, ANSWERED_WITHIN, |state| state.remote.take())
    }

    pub fn wait_for_picture(&self, wanted: &dyn Fn() -> bool) -> Result<(), CaptureError> {
        self.wait_for(wanted, FIRST_PICTURE, |state| state.shown.then_some(()))
    }

    /// Waits for the first picture of a stream that is shown in place of another, and returns its size. Why there is none is told to whoever
    /// takes the pictures.
    pub fn follows(&self, wanted: &dyn Fn() -> bool) -> Option<Size> {
        let deadline = Instant::now() + FIRST_PICTURE;
        let mut state = self.lock();
        while !state.shown && state.ended.is_none() && state.broken.is_none() {
            if !wanted() || Instant::now() >= deadline {
                return None;
            }
            let waited = self.changed.wait_timeout(state, STILL_WANTED);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        state.size.filter(|_| state.shown)
    }

    fn wait_for<T>(
        &self,
        wanted: &dyn Fn() -> bool,
        most: Duration,
        mut found: impl FnMut(&mut FramesState) -> Option<T>,
    ) -> Result<T, CaptureError> {
        let deadline = Instant::now() + most;
        let mut state = self.lock();
        loop {
            if let Some(error) = ended(&mut state) {
                return Err(error);
            }
            if let Some(found) = found(&mut state) {
                return Ok(found);
            }
            if !wanted() {
                return Err(CaptureError::Unwanted);
            }
            if Instant::now() >= deadline {
                return Err(Uncapturable::NoPicture.into());
            }
            let waited = self.changed.wait_timeout(state, STILL_WANTED);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Waits until something changes, or somebody calls.
    pub fn wait(&self, most: Duration) {
        let mut state = self.lock();
        // Why it broke may come until then.
        let most = match &state.broken {
            Some((since, _)) => most.min(WHY_WITHIN.saturating_sub(since.elapsed())),
            None => most,
        };
        if !state.has_news() {
            let waited = self
                .changed
                .wait_timeout_while(state, most, |state| !state.has_news() && state.broken.is_none());
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        state.woken = false;
    }

    /// Brings `picture` up to date, and tells what changed.
    pub fn take(&self, picture: &mut Vec<u8>) -> Result<TakenFrame, CaptureError> {
        let mut state = self.lock();
        if let Some(error) = ended(&mut state) {
            return Err(error);
        }
        let size = state.size.ok_or(Uncapturable::NoPicture)?;
        if picture.len() == state.picture.len() {
            let source = Source::kept(&state.picture, size);
            for area in &state.damage {
                pixels::copy(&source, picture, size, area);
            }
        } else {
            picture.clone_from(&state.picture);
        }
        let pointer = [state.shape.take(), state.place.take()];
        Ok(TakenFrame {
            size,
            damage: std::mem::take(&mut state.damage),
            pointer: pointer.into_iter().flatten().collect(),
            seen: state.seen.take(),
        })
    }
}

/// Where one stream puts its pictures, for as long as it is the one that is shown.
#[derive(Clone)]
pub(super) struct FrameSink {
    frames: Arc<Frames>,
    stream: u64,
}

impl FrameSink {
    fn is_shown(&self) -> bool {
        self.frames.lock().stream == self.stream
    }

    /// Puts the damaged areas of a picture into the kept one: all of it where its size is new.
    pub fn put(&self, size: Size, source: &Source<'_>, damage: &[Rect]) {
        if self.is_shown() {
            self.frames.put(size, source, damage);
        }
    }

    /// A new shape of the pointer, none, or another place; what is `None` is as before.
    pub fn point(&self, shape: Option<PointerUpdate>, place: Option<PointerUpdate>) {
        if self.is_shown() {
            self.frames.point(shape, place);
        }
    }

    /// Nothing was shown yet, and something may still come.
    pub fn waits(&self) -> bool {
        let state = self.frames.lock();
        state.stream == self.stream && !state.shown && state.broken.is_none()
    }

    /// The stream gives no more.
    pub fn broke(&self, why: DisplayGone) {
        if self.is_shown() {
            self.frames.broke(why);
        }
    }
}

/// Why there is nothing more; told once.
fn ended(state: &mut FramesState) -> Option<CaptureError> {
    if let Some(error) = state.ended.take() {
        return Some(error);
    }
    match &mut state.broken {
        Some((since, why)) if since.elapsed() >= WHY_WITHIN => {
            Some(match why.take().unwrap_or(DisplayGone::RecordingEnded) {
                // Another one could not be read, either.
                DisplayGone::Unreadable => DisplayGone::Unreadable.into(),
                why => CaptureError::Interrupted(why),
            })
        }
        _ => None,
    }
}

impl Wake for Frames {
    fn wake(&self) {
        self.change(|state| state.woken = true);
    }
}
