//! The newest picture, and what changed in it since it was last taken.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::common::CommonPicture;
use crate::portal::{ANSWERED_WITHIN, PortalNews, SharedStream, StreamRemote};
use crate::screen::damage::{MOST_AREAS, merge};
use crate::screen::pixels::{self, Source};
use crate::screen::{CaptureError, DisplayGone, Uncapturable, Wake};
use crate::vocabulary::{PicturePlace, PointerUpdate, Rect, Size};

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
    /// The session whose streams are heard; those before it are not any more.
    session: u64,
    picture: Option<CommonPicture>,
    /// What becomes the picture once it is complete.
    coming: Option<CommonPicture>,
    /// What changed in the picture since it was last taken.
    damage: Vec<Rect>,
    shape: Option<PointerUpdate>,
    place: Option<PointerUpdate>,
    /// When the oldest change came.
    seen: Option<Instant>,
    /// A stream gives no more, since then.
    broken: Option<(Instant, Option<DisplayGone>)>,
    ended: Option<CaptureError>,
    woken: bool,
}

impl FramesState {
    fn has_news(&self) -> bool {
        self.seen.is_some() || self.woken || self.ended.is_some()
    }

    /// Each stream of the session has shown something.
    fn is_shown(&self) -> bool {
        self.coming.is_none() && self.picture.is_some()
    }

    /// What comes after this is for the picture of a new session, or of none.
    fn begin(&mut self, coming: Option<CommonPicture>) {
        self.session += 1;
        (self.coming, self.broken) = (coming, None);
    }

    fn put(&mut self, stream: usize, size: Size, source: &Source<'_>, damage: &[Rect]) {
        let is_coming = self.coming.is_some();
        let Some(picture) = self.coming.as_mut().or(self.picture.as_mut()) else {
            return;
        };
        let before = picture.place().cloned();
        let damage = match picture.put(stream, size, source, damage) {
            Ok(damage) => damage,
            Err(error) => return self.ended = Some(error.into()),
        };
        let moved = picture.place() != before.as_ref();
        let pointer_at = picture.pointer_at();
        if is_coming {
            let Some(complete) = self.coming.take_if(|coming| coming.is_complete()) else {
                return;
            };
            self.point(complete.pointer());
            self.picture = Some(complete);
        } else if moved {
            self.point((None, pointer_at));
        }
        if moved {
            self.damage.clear();
        }
        if !damage.is_empty() {
            self.damage.extend(damage);
            merge(&mut self.damage, MOST_AREAS);
            self.seen.get_or_insert_with(Instant::now);
        }
    }

    fn point(&mut self, (shape, place): (Option<PointerUpdate>, Option<PointerUpdate>)) {
        if shape.is_some() || place.is_some() {
            self.shape = shape.or(self.shape.take());
            self.place = place.or(self.place.take());
            self.seen.get_or_insert_with(Instant::now);
        }
    }
}

/// What changed, and where the picture lies by now.
pub(super) struct TakenFrame {
    pub place: PicturePlace,
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

    /// Other streams are shown from now on. The picture stays until each of them has one.
    pub fn sink(self: &Arc<Self>, streams: &[SharedStream]) -> FrameSink {
        let mut state = self.lock();
        state.begin(Some(CommonPicture::new(streams)));
        FrameSink {
            session: state.session,
            stream: 0,
            frames: Arc::clone(self),
        }
    }

    /// What was to be shown is not.
    pub fn give_up(&self) {
        self.change(|state| {
            state.begin(None);
            state.broken = Some((Instant::now(), Some(DisplayGone::RecordingEnded)));
        });
    }

    /// Where the stream is, once the person has allowed it. Their silence is a no.
    pub fn wait_for_remote(&self, wanted: &dyn Fn() -> bool) -> Result<StreamRemote, CaptureError> {
        self.remote_within(ANSWERED_WITHIN, wanted)
    }

    fn remote_within(&self, most: Duration, wanted: &dyn Fn() -> bool) -> Result<StreamRemote, CaptureError> {
        let late = || CaptureError::DesktopRefused;
        self.wait_for(wanted, most, late, |state| state.remote.take())
    }

    pub fn wait_for_picture(&self, wanted: &dyn Fn() -> bool) -> Result<(), CaptureError> {
        let late = || Uncapturable::NoPicture.into();
        self.wait_for(wanted, FIRST_PICTURE, late, |state| state.is_shown().then_some(()))
    }

    /// Waits for the first picture of streams that are shown in place of others, and returns the size of each. Why there
    /// is none is told to whoever takes the pictures.
    pub fn follows(&self, wanted: &dyn Fn() -> bool) -> Option<Vec<Size>> {
        let deadline = Instant::now() + FIRST_PICTURE;
        let mut state = self.lock();
        while !state.is_shown() && state.ended.is_none() && state.broken.is_none() {
            if !wanted() || Instant::now() >= deadline {
                return None;
            }
            let waited = self.changed.wait_timeout(state, STILL_WANTED);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        let shown = state.picture.as_ref().filter(|_| state.is_shown());
        shown.map(CommonPicture::sizes)
    }

    fn wait_for<T>(
        &self,
        wanted: &dyn Fn() -> bool,
        most: Duration,
        late: impl FnOnce() -> CaptureError,
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
                return Err(late());
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
        let kept = state.picture.as_ref().ok_or(Uncapturable::NoPicture)?;
        let place = kept.place().cloned().ok_or(Uncapturable::NoPicture)?;
        if picture.len() == kept.pixels().len() {
            let source = Source::kept(kept.pixels(), place.size);
            for area in &state.damage {
                pixels::copy(&source, area, picture, place.size, (0, 0));
            }
        } else {
            kept.pixels().clone_into(picture);
        }
        let pointer = [state.shape.take(), state.place.take()];
        Ok(TakenFrame {
            place,
            damage: std::mem::take(&mut state.damage),
            pointer: pointer.into_iter().flatten().collect(),
            seen: state.seen.take(),
        })
    }
}

/// Where one stream puts its pictures, for as long as its session is the one that is shown.
#[derive(Clone)]
pub(super) struct FrameSink {
    frames: Arc<Frames>,
    session: u64,
    /// In the order in which they were told.
    stream: usize,
}

impl FrameSink {
    /// The same for another stream of the session.
    pub fn of(&self, stream: usize) -> Self {
        Self { stream, ..self.clone() }
    }

    fn change(&self, change: impl FnOnce(&mut FramesState)) {
        self.frames.change(|state| {
            if state.session == self.session {
                change(state);
            }
        });
    }

    /// Puts the damaged areas of a picture into the kept one: all of it where its size is new.
    pub fn put(&self, size: Size, source: &Source<'_>, damage: &[Rect]) {
        self.change(|state| state.put(self.stream, size, source, damage));
    }

    /// A new shape of the pointer, none, or another place; what is `None` is as before.
    pub fn point(&self, shape: Option<PointerUpdate>, place: Option<PointerUpdate>) {
        if shape.is_none() && place.is_none() {
            return;
        }
        self.change(|state| match (&mut state.coming, &mut state.picture) {
            // It is told with the picture.
            (Some(coming), _) => drop(coming.point(self.stream, shape, place)),
            (None, Some(picture)) => {
                let told = picture.point(self.stream, shape, place);
                state.point(told);
            }
            (None, None) => {}
        });
    }

    /// This stream has shown nothing yet, and something may still come.
    pub fn waits(&self) -> bool {
        let state = self.frames.lock();
        let is_missing = |coming: &CommonPicture| !coming.has(self.stream);
        state.session == self.session && state.broken.is_none() && state.coming.as_ref().is_some_and(is_missing)
    }

    /// The stream gives no more.
    pub fn broke(&self, why: DisplayGone) {
        self.change(|state| {
            tracing::info!(%why, "the stream of the screen ended");
            state.broken.get_or_insert((Instant::now(), Some(why)));
        });
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_at_the_desktops_question_is_a_no() {
        let frames = Frames::default();
        let answer = frames.remote_within(Duration::ZERO, &|| true);
        assert!(matches!(answer, Err(CaptureError::DesktopRefused)), "{answer:?}");
        let unwanted = frames.remote_within(Duration::ZERO, &|| false);
        assert!(matches!(unwanted, Err(CaptureError::Unwanted)), "{unwanted:?}");
    }
}
