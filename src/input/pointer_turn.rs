//! Whose the one pointer is. A person and their helper share it, and while the helper holds a button down, desktops give
//! the person's own presses to the window that has the helper's: the bar hears none of them. So the person comes first:
//! where they use their own mouse (on Wayland, or keyboard), and where the helper has held a button too long, the button
//! is let go, and for a moment the helper can neither move the pointer nor press it.

use std::time::{Duration, Instant};

/// So long a button is held without a move: nobody drags any more, and a network that stalls sends no release.
const STILL: Duration = Duration::from_secs(5);
/// So long it is held at all. Whoever drags for longer begins again.
const LONGEST: Duration = Duration::from_secs(20);
/// So long the pointer is the person's after that: time to reach the bar and to press it.
const AFTER_A_HOLD: Duration = Duration::from_secs(2);
/// And so long after the last that was seen of them.
const AFTER_A_SIGN: Duration = Duration::from_secs(1);

#[derive(Default)]
pub(super) struct PointerTurn {
    /// Since when a button of the helper's is down.
    pressed: Option<Instant>,
    /// When they moved last while it was, and to where.
    moved: Option<(Instant, (u16, u16))>,
    persons_until: Option<Instant>,
}

impl PointerTurn {
    pub(super) fn pressed(&mut self, now: Instant) {
        self.pressed.get_or_insert(now);
    }

    pub(super) fn moved(&mut self, to: (u16, u16), now: Instant) {
        if self.pressed.is_some() && self.moved.is_none_or(|(_, at)| at != to) {
            self.moved = Some((now, to));
        }
    }

    pub(super) fn let_go(&mut self) {
        (self.pressed, self.moved) = (None, None);
    }

    /// The person was seen to use mouse or keyboard.
    pub(super) fn seen(&mut self, when: Instant) {
        self.persons_until = self.persons_until.max(Some(when + AFTER_A_SIGN));
    }

    /// A button was held too long: true once, and then the pointer is the person's.
    pub(super) fn is_over(&mut self, now: Instant) -> bool {
        let Some(pressed) = self.pressed else { return false };
        let rests = self.moved.map_or(pressed, |(moved, _)| moved);
        let is_over = now.duration_since(pressed) >= LONGEST || now.duration_since(rests) >= STILL;
        if is_over {
            self.persons_until = self.persons_until.max(Some(now + AFTER_A_HOLD));
        }
        is_over
    }

    pub(super) fn is_the_persons(&self, now: Instant) -> bool {
        self.persons_until.is_some_and(|until| now < until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(start: Instant, milliseconds: u64) -> Instant {
        start + Duration::from_millis(milliseconds)
    }

    #[test]
    fn a_drag_that_rests_or_never_ends_is_over_and_the_pointer_the_persons() {
        let start = Instant::now();
        let mut turn = PointerTurn::default();
        turn.moved((1, 1), start);
        assert!(!turn.is_over(after(start, 60_000)), "nothing is held");
        turn.pressed(start);
        turn.moved((2, 2), after(start, 4_000));
        // Where it is already is no move.
        turn.moved((2, 2), after(start, 8_000));
        assert!(!turn.is_over(after(start, 8_999)));
        assert!(!turn.is_the_persons(after(start, 8_999)));
        assert!(turn.is_over(after(start, 9_000)));
        turn.let_go();
        assert!(!turn.is_over(after(start, 9_001)), "it was let go");
        assert!(turn.is_the_persons(after(start, 10_999)));
        assert!(!turn.is_the_persons(after(start, 11_000)));

        // One that never rests.
        turn.pressed(after(start, 20_000));
        for step in 0..20 {
            let now = after(start, 20_000 + u64::from(step) * 1_000);
            turn.moved((step, 0), now);
            assert!(!turn.is_over(now));
        }
        turn.moved((20, 0), after(start, 40_000));
        assert!(turn.is_over(after(start, 40_000)));
    }

    #[test]
    fn what_is_seen_of_the_person_shortens_no_turn_of_theirs() {
        let start = Instant::now();
        let mut turn = PointerTurn::default();
        turn.pressed(start);
        assert!(turn.is_over(after(start, 5_000)));
        turn.seen(after(start, 5_500));
        assert!(turn.is_the_persons(after(start, 6_999)));
        turn.seen(after(start, 6_900));
        assert!(turn.is_the_persons(after(start, 7_899)));
        assert!(!turn.is_the_persons(after(start, 7_900)));
    }
}
