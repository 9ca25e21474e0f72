//! Where view and control of one help session meet in the desktop's portal.
//!
//! A session of the portal that shows a picture cannot be widened to control. So control has the desktop ask once more,
//! for a session of both, and hands its picture to whoever shows one. The session before it is kept meanwhile, and
//! shown again when control ends: then the new one ends, and the desktop says no longer that it is controlled. Where the
//! person chose something else for control, the new one goes on as the picture's, and nothing is sent to it any more:
//! what they have left off sharing does not come back by itself.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::error::PortalError;
use super::hands::PortalHands;
use super::session::{PortalNews, PortalSession, SessionKind, StreamRemote};
use crate::vocabulary::Size;

/// Who waits for the person looks this often whether it is still wanted.
const STILL_WANTED: Duration = Duration::from_millis(50);

/// For so long the desktop's own question may stay open.
pub const ANSWERED_WITHIN: Duration = Duration::from_secs(120);

/// What shows the picture of a session, and can show that of another.
pub trait PortalViewer: Send + Sync {
    /// Shows what this session shares, in place of what was shown; returns when its first picture is there, with the size
    /// of each stream's.
    ///
    /// # Errors
    /// There is no picture.
    fn take_over(
        &self,
        session: PortalSession,
        remote: StreamRemote,
        wanted: &dyn Fn() -> bool,
    ) -> Result<Vec<Size>, PortalError>;

    /// What becomes of the session that was taken over.
    fn hear(&self, news: PortalNews);

    /// Shows again what was shown before, and ends what was taken over; false where that stays.
    fn go_back(&self) -> bool;
}

/// One a view: what shows its picture sits down here, and control asks here for mouse and keyboard.
#[derive(Clone, Default)]
pub struct PortalSeat(Arc<Mutex<SeatState>>);

#[derive(Default)]
struct SeatState {
    viewer: Option<Arc<dyn PortalViewer>>,
    /// Of the session that is shown, where it has control.
    hands: Option<PortalHands>,
    /// How often control was lent.
    lent: u64,
}

impl PortalSeat {
    fn lock(&self) -> MutexGuard<'_, SeatState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something shows a picture.
    pub fn sit_down(&self, viewer: Arc<dyn PortalViewer>) {
        *self.lock() = SeatState {
            viewer: Some(viewer),
            ..SeatState::default()
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
        {
            let mut state = self.lock();
            state.lent += 1;
            state.hands.take_if(|hands| hands.are_gone());
            if let Some(hands) = state.hands.clone() {
                return Ok(hands);
            }
        }
        let news = Arc::new(ControlNews::default());
        let session = PortalSession::begin(SessionKind::Control, {
            let news = Arc::clone(&news);
            move |told| news.tell(told)
        })?;
        let remote = news.wait_for_answer(ANSWERED_WITHIN, wanted)?;
        let mut hands = remote.hands.clone().ok_or(PortalError::Senseless)?;
        let viewer = self.lock().viewer.clone().ok_or(PortalError::Unwanted)?;
        hands.seen(&viewer.take_over(session, remote, wanted)?);
        {
            let mut state = self.lock();
            if state.viewer.is_none() {
                return Err(PortalError::Unwanted);
            }
            state.hands = Some(hands.clone());
        }
        news.tell_to(viewer);
        Ok(hands)
    }

    /// The number of the newest loan of mouse and keyboard, for [`PortalSeat::give_back`].
    #[must_use]
    pub fn loan(&self) -> u64 {
        self.lock().lent
    }

    /// What was lent is no longer used, unless it was lent again since. The desktop is told on a thread of its own: it
    /// may take its time.
    pub fn give_back(&self, loan: u64) {
        let seat = self.clone();
        let thread = std::thread::Builder::new().name("portal".to_owned());
        let started = thread.spawn(move || {
            let (viewer, hands) = {
                let mut state = seat.lock();
                let Some(viewer) = state.viewer.clone().filter(|_| state.lent == loan) else {
                    return;
                };
                // Whoever wants them from now on is asked about.
                (viewer, state.hands.take())
            };
            if !viewer.go_back() {
                let mut state = seat.lock();
                if state.lent == loan {
                    state.hands = hands.filter(|hands| !hands.are_gone());
                }
            }
        });
        if let Err(error) = started {
            tracing::warn!(%error, "the session of control goes on for the picture");
        }
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

    /// Silence is a no.
    fn wait_for_answer(&self, most: Duration, wanted: &dyn Fn() -> bool) -> Result<StreamRemote, PortalError> {
        let deadline = Instant::now() + most;
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
                return Err(PortalError::Refused);
            }
            let waited = self.told.wait_timeout(state, STILL_WANTED);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_at_the_desktops_question_is_a_no() {
        let news = ControlNews {
            state: Mutex::default(),
            told: Condvar::new(),
        };
        let answer = news.wait_for_answer(Duration::ZERO, &|| true);
        assert!(matches!(answer, Err(PortalError::Refused)), "{answer:?}");
        news.tell(PortalNews::Closed);
        let closed = news.wait_for_answer(Duration::ZERO, &|| true);
        assert!(matches!(closed, Err(PortalError::Ended)), "{closed:?}");
    }
}
