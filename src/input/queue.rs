//! The bounded queue between the network and the thread that injects: it never blocks the caller and never grows beyond
//! its cap.
//!
//! Overflowing drops moves first, then the oldest event. A release that is dropped is owed: it is made up for before
//! anything else, so that an overflow leaves no key pressed.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use crate::vocabulary::{InputEvent, MouseButton, Permit, ScanKey, ToControl};

/// More than a person produces in a minute, and 130 KiB at most.
pub(super) const CAPACITY: usize = 4096;

/// With more than these waiting, a move right before another is left out.
const BACKLOG: usize = 16;

/// Unicode units and moves leave nothing pressed; keys and buttons do.
const OWED_CAPACITY: usize = 1024;

#[derive(Clone)]
pub(super) struct Queued {
    pub(super) event: InputEvent,
    pub(super) permit: Arc<dyn Permit<ToControl>>,
}

#[derive(Default)]
pub(super) struct InputQueue {
    events: VecDeque<Queued>,
    owed: HashSet<ReleaseOf>,
}

/// A release in the terms of the wire, without its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ReleaseOf {
    Key(ScanKey),
    Button(MouseButton),
}

pub(super) enum NextInput {
    Release(ReleaseOf),
    Event(Queued),
}

impl InputQueue {
    pub(super) fn push(&mut self, queued: Queued) {
        if self.events.len() >= CAPACITY {
            self.make_room();
        }
        self.events.push_back(queued);
    }

    pub(super) fn pop(&mut self) -> Option<NextInput> {
        if let Some(&owed) = self.owed.iter().next() {
            self.owed.remove(&owed);
            return Some(NextInput::Release(owed));
        }
        let is_move = |queued: &Queued| matches!(queued.event, InputEvent::Move { .. });
        // The newest place is what counts; what waits behind old ones is late.
        while self.events.len() > BACKLOG && self.events.iter().take(2).all(is_move) {
            self.events.pop_front();
        }
        self.events.pop_front().map(NextInput::Event)
    }

    pub(super) fn clear(&mut self) {
        self.events.clear();
        self.owed.clear();
    }

    fn make_room(&mut self) {
        let before = self.events.len();
        self.events
            .retain(|queued| !matches!(queued.event, InputEvent::Move { .. }));
        if self.events.len() < before {
            return;
        }
        let Some(dropped) = self.events.pop_front() else { return };
        let release = match dropped.event {
            InputEvent::Key { key, down: false } => ReleaseOf::Key(key),
            InputEvent::Button {
                button, down: false, ..
            } => ReleaseOf::Button(button),
            _ => return,
        };
        if self.owed.len() < OWED_CAPACITY {
            self.owed.insert(release);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Yes;
    impl Permit<ToControl> for Yes {
        fn holds(&self) -> bool {
            true
        }
    }

    fn queued(event: InputEvent) -> Queued {
        Queued {
            event,
            permit: Arc::new(Yes),
        }
    }

    fn key(down: bool) -> InputEvent {
        ScanKey::plain(0x1E).event(down)
    }

    #[test]
    fn overflow_drops_moves_first() {
        let mut queue = InputQueue::default();
        queue.push(queued(key(true)));
        for x in 0..20_000u16 {
            queue.push(queued(InputEvent::Move { x, y: 0 }));
            assert!(queue.events.len() <= CAPACITY);
        }
        assert!(matches!(queue.pop(), Some(NextInput::Event(Queued { event, .. })) if event == key(true)));
        let last = queue.events.back().map(|queued| queued.event);
        assert_eq!(last, Some(InputEvent::Move { x: 19_999, y: 0 }));
    }

    #[test]
    fn of_moves_that_wait_in_a_row_the_newest_counts() {
        let mut queue = InputQueue::default();
        for x in 0..100u16 {
            queue.push(queued(InputEvent::Move { x, y: 0 }));
        }
        queue.push(queued(key(true)));
        let mut places = Vec::new();
        while let Some(NextInput::Event(Queued { event, .. })) = queue.pop() {
            places.push(event);
        }
        let last: Vec<_> = (85..100u16).map(|x| InputEvent::Move { x, y: 0 }).collect();
        assert_eq!(places, [last, vec![key(true)]].concat());
    }

    #[test]
    fn overflow_owes_the_releases_it_drops() {
        let mut queue = InputQueue::default();
        queue.push(queued(key(false)));
        queue.push(queued(InputEvent::Button {
            button: MouseButton::Left,
            down: false,
            x: 0,
            y: 0,
        }));
        for unit in 0..CAPACITY {
            queue.push(queued(InputEvent::Unicode {
                unit: u16::try_from(unit).unwrap(),
                down: true,
            }));
        }
        let owed: HashSet<_> = (0..2)
            .map(|_| match queue.pop() {
                Some(NextInput::Release(release)) => release,
                _ => panic!("an event came before what is owed"),
            })
            .collect();
        assert!(owed.contains(&ReleaseOf::Button(MouseButton::Left)));
        assert_eq!(owed.len(), 2);
        assert!(matches!(queue.pop(), Some(NextInput::Event(_))));
        assert_eq!(queue.events.len(), CAPACITY - 1);
    }
}
