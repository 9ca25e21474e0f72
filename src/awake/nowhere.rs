//! Systems on which nothing of the kind is known.

use super::{Awake, Inhibit};

#[derive(Default)]
pub(super) struct Held {}

impl Inhibit for Held {
    fn set(&mut self, _: Option<Awake>) {}
}
