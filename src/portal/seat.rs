//! Where view and control of one help session meet in the desktop's portal.
//!
//! A session of the portal that shows a picture cannot be widened to control. So control has the desktop ask once more,
//! for a session of both, and hands its picture to whoever shows one: the session before it ends then. When control
//! ends, the new session goes on as the picture's; nothing is sent to it any more.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::error::PortalError;
use super::hands::PortalHands;
use super::session::{PortalNews, PortalSession, SessionKind, StreamRemote};

/// Who waits for the person looks this often whether it is still wanted.
const STILL_WANTED: Duration = Duration::from_millis(50);

/// For so long the desktop's own question may stay open.
pub const ANSWERED_WITHIN: Duration = Duration::from_secs(120);

/// What shows the picture of a session, and can show that of another.
pub trait PortalViewer: Send + Sync {
    /// Shows what this session shares, in place of what was shown; returns when its first picture is there.
    ///
    /// # Errors
    /// There is no picture.
    fn take_over(
        &self,
        session: PortalSession,
        remote: StreamRemote,
        wanted: &dyn Fn() -> bool,
    ) -> Result<(), PortalError>;

    /// What becomes of the session that was taken over.
    fn hear(&self, news: PortalNews);
}

/// One a view: what shows its picture sits down here, and control asks here for mouse and keyboard.
#[derive(Clone, Default)]
pub struct PortalSeat(Arc<Mutex<SeatState>>);

#[derive(Default)]
struct SeatState {
    viewer: Option<Arc<dyn PortalViewer>>,
    /// Of the session that is shown, where it has control.
    hands: Option<PortalHands>,
}

impl PortalSeat {
    fn lock(&self) -> MutexGuard<'_, SeatState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something shows a picture.
    pub fn sit_down(&self, viewer: Arc<dyn PortalViewer>) {
        *self.lock() = SeatState {
            viewer: Some(viewer),
            hands: None,
        };
    }

    /// Nothing does any more.
    pub fn leave(&self) {
        *self.lock() = SeatState::default();
    }

    /// Whether the desktop asks the person before mouse and keyboard are to be had.
    #[must_use]
    pub fn would_ask(&self) -> bool {
        self.lock().hands.is_none()
    }

    /// Has the desktop ask for mouse and keyboard, unless it was allowed in the session that is shown. Waits for the
    /// answer as long as it is `wanted`.
    ///
    /// # Errors
    /// The person refused, it is no longer wanted, or the portal fails. What was shown goes on then.
    pub fn hands(&self, wanted: &dyn Fn() -> bool) -> Result<PortalHands, PortalError> {
        if let Some(hands) = self.lock().hands.clone() {
            return Ok(hands);
        }
        let news = Arc::new(ControlNews::default());
        let session = PortalSession::begin(SessionKind::Control, {
            let news = Arc::clone(&news);
            move |told| news.tell(told)
        })?;
        let remote = news.wait_for_answer(wanted)?;
        let hands = remote.hands.clone().ok_or(PortalError::Senseless)?;
        let viewer = {
            let mut state = self.lock();
            let viewer = state.viewer.clone().ok_or(PortalError::Unwanted)?;
            state.hands = Some(hands.clone());
            viewer
        };
        viewer.take_over(session, remote, wanted)?;
        news.tell_to(viewer);
        Ok(hands)
    }
}

/// What a session tells: at first whoever asked for it, then whoever shows its picture.
#[derive(Default)]
struct ControlNews {
    state: Mutex<NewsState>,
    told: Condvar,
}

#[derive(Default)]
struct NewsState {
    waiting: Vec<PortalNews>,
    viewer: Option<Arc<dyn PortalViewer>>,
}

impl ControlNews {
    fn lock(&self) -> MutexGuard<'_, NewsState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, news: PortalNews) {
        let mut state = self.lock();
        if let Some(viewer) = state.viewer.clone() {
            drop(state);
            return viewer.hear(news);
        }
        state.waiting.push(news);
        self.told.notify_all();
    }

    /// From now on, and what was told since the answer.
    fn tell_to(&self, viewer: Arc<dyn PortalViewer>) {
        let waiting = {
            let mut state = self.lock();
            state.viewer = Some(Arc::clone(&viewer));
            std::mem::take(&mut state.waiting)
        };
        for news in waiting {
            viewer.hear(news);
        }
    }

    fn wait_for_answer(&self, wanted: &dyn Fn() -> bool) -> Result<StreamRemote, PortalError> {
        let deadline = Instant::now() + ANSWERED_WITHIN;
        let mut state = self.lock();
        loop {
            // The session goes away with whoever leaves here, and its question with it.
            if !wanted() {
                return Err(PortalError::Unwanted);
            }
            if !state.waiting.is_empty() {
                return match state.waiting.remove(0) {
                    PortalNews::Shared(remote) => Ok(remote),
                    PortalNews::Failed(error) => Err(error),
                    PortalNews::Closed => Err(PortalError::Ended),
                };
            }
            if Instant::now() >= deadline {
                return Err(PortalError::Ended);
            }
            let waited = self.told.wait_timeout(state, STILL_WANTED);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}
