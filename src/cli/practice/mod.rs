//! `lifeline try`.

mod window;

use tokio::runtime::Runtime;

use super::args::Try;
use crate::terminal::Exit;

/// The practice screen, in pixels.
const SIZE: (u16, u16) = (1024, 640);

pub(super) fn window() -> Exit {
    window::run()
}

pub(super) fn run(_runtime: &Runtime, _job: &Try) -> Exit {
    Exit::Failed
}
