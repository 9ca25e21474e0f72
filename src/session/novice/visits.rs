//! A pause that grows after each visit that ended without a yes, so that nobody is asked without end. It is counted for
//! each proved invitation or key by itself, so that strangers can keep nobody waiting.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::clock::instant;
use crate::policy::HelperKey;

/// A helper who was refused by mistake, or whose connection broke, need not wait long.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// It doubles with each visit, up to this: somebody who comes again and again is asked about twelve times an hour.
const LONGEST_PAUSE: Duration = Duration::from_secs(5 * 60);
/// After this long without a visit everything begins anew.
const FORGOTTEN: Duration = Duration::from_secs(6 * 60 * 60);
/// Invitations and keys that are remembered: far more than one person has helpers.
const REMEMBERED: usize = 256;

/// How long is to be waited after so many visits, or requests, that came to nothing.
pub(super) fn pause(without_yes: u32) -> Duration {
    let Some(doublings) = without_yes.checked_sub(1) else {
        return Duration::ZERO;
    };
    let times = 1_u32.checked_shl(doublings).unwrap_or(u32::MAX);
    FIRST_PAUSE.saturating_mul(times).min(LONGEST_PAUSE)
}

/// Who visits, by what they proved.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Visitor {
    /// The invitation's ID.
    Invitation(String),
    /// The public key, as lists have it.
    Key(String),
}

impl Visitor {
    pub fn of_key(public_key: &[u8]) -> Self {
        Self::Key(HelperKey::of_public_key(public_key).to_string())
    }
}

#[derive(Debug, Clone, Copy)]
struct PastVisits {
    without_yes: u32,
    /// They are not asked about before this.
    until: Instant,
}

/// They come too soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooSoon {
    /// Until they may come again, rounded up.
    pub seconds: u32,
}

impl TooSoon {
    fn until(until: Instant, now: Instant) -> Option<Self> {
        let left = until.saturating_duration_since(now);
        let seconds = left.as_secs().saturating_add(u64::from(left.subsec_nanos() > 0));
        (seconds > 0).then(|| Self {
            seconds: u32::try_from(seconds).unwrap_or(u32::MAX),
        })
    }
}

/// The visits of everybody, however they come.
#[derive(Debug, Default)]
pub(super) struct Visits(Mutex<HashMap<Visitor, PastVisits>>);

impl Visits {
    /// Whether they come too soon, as far as is known before they are asked about.
    pub fn too_soon(&self, who: &Visitor) -> Option<TooSoon> {
        let visits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        TooSoon::until(visits.get(who)?.until, instant())
    }

    /// Somebody is about to be asked about. It counts as a visit without a yes from now on, whatever becomes of it.
    pub fn begin(self: &Arc<Self>, who: Vec<Visitor>) -> Result<Visit, TooSoon> {
        let now = instant();
        let mut visits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        visits.retain(|_, past| now < past.until + FORGOTTEN);
        let until = who
            .iter()
            .filter_map(|who| visits.get(who))
            .map(|past| past.until)
            .max();
        if let Some(too_soon) = until.and_then(|until| TooSoon::until(until, now)) {
            return Err(too_soon);
        }
        for who in &who {
            if !visits.contains_key(who)
                && visits.len() >= REMEMBERED
                && let Some(oldest) = visits
                    .iter()
                    .min_by_key(|(_, past)| past.until)
                    .map(|(who, _)| who.clone())
            {
                visits.remove(&oldest);
            }
            let past = visits.entry(who.clone()).or_insert(PastVisits {
                without_yes: 0,
                until: now,
            });
            past.without_yes = past.without_yes.saturating_add(1);
            past.until = now + pause(past.without_yes);
        }
        Ok(Visit {
            visits: Arc::clone(self),
            who,
        })
    }
}

/// One visit. When it goes without a yes, the pause begins.
#[derive(Debug)]
pub(super) struct Visit {
    visits: Arc<Visits>,
    who: Vec<Visitor>,
}

impl Visit {
    /// The novice said yes: the next visit waits for nothing.
    pub fn allowed(&mut self) {
        let mut visits = self.visits.0.lock().unwrap_or_else(PoisonError::into_inner);
        for who in self.who.drain(..) {
            visits.remove(&who);
        }
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        let now = instant();
        let mut visits = self.visits.0.lock().unwrap_or_else(PoisonError::into_inner);
        for who in &self.who {
            if let Some(past) = visits.get_mut(who) {
                past.until = past.until.max(now + pause(past.without_yes));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    fn invited() -> Vec<Visitor> {
        vec![Visitor::Invitation("ID".to_owned())]
    }

    fn seconds(visits: &Arc<Visits>, who: Vec<Visitor>) -> Option<u32> {
        visits.begin(who).err().map(|soon| soon.seconds)
    }

    #[tokio::test(start_paused = true)]
    async fn the_pause_grows_and_a_yes_ends_it() {
        let visits = Arc::default();
        for expected in [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300] {
            drop(Visits::begin(&visits, invited()).unwrap());
            assert_eq!(seconds(&visits, invited()), Some(expected));
            // Who comes meanwhile makes it no longer.
            assert_eq!(seconds(&visits, invited()), Some(expected));
            advance(Duration::from_secs(u64::from(expected))).await;
        }
        let mut visit = Visits::begin(&visits, invited()).unwrap();
        visit.allowed();
        drop(visit);
        assert_eq!(seconds(&visits, invited()), None);
    }

    #[tokio::test(start_paused = true)]
    async fn everybody_waits_for_themselves_and_nobody_gets_round_it() {
        let visits = Arc::default();
        let key = |name: &str| Visitor::Key(name.to_owned());
        let both = || [invited(), vec![key("Anna")]].concat();
        drop(Visits::begin(&visits, both()).unwrap());
        // By offer after an invitation, and the other way round.
        assert_eq!(seconds(&visits, vec![key("Anna")]), Some(1));
        assert_eq!(seconds(&visits, invited()), Some(1));
        assert_eq!(seconds(&visits, vec![key("Bert")]), None);
        // While one visit goes on, and when it ends late.
        advance(Duration::from_secs(10)).await;
        let long = Visits::begin(&visits, both()).unwrap();
        assert_eq!(seconds(&visits, invited()), Some(2));
        advance(Duration::from_secs(100)).await;
        drop(long);
        assert_eq!(seconds(&visits, both()), Some(2));
        advance(FORGOTTEN + Duration::from_secs(2)).await;
        drop(Visits::begin(&visits, both()).unwrap());
        assert_eq!(seconds(&visits, both()), Some(1));
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_remembered_has_a_bound() {
        let visits = Arc::default();
        for number in 0..REMEMBERED * 2 {
            drop(Visits::begin(&visits, vec![Visitor::Key(number.to_string())]).unwrap());
            advance(Duration::from_millis(1)).await;
        }
        assert_eq!(visits.0.lock().unwrap().len(), REMEMBERED);
        assert_eq!(
            seconds(&visits, vec![Visitor::Key((REMEMBERED * 2 - 1).to_string())]),
            Some(1)
        );
    }
}
