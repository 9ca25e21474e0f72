//! How the two halves of a practice begin, and whether what the helper sees is what stands on the practice screen.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::PoisonError;
use std::time::Duration;

use super::place::{Place, PlaceError};
use super::window::SIZE;
use crate::desk::{self, Sources};
use crate::session::expert::{Canvas, ExpertSettings, OpenOptions, SharedCanvas};
use crate::session::novice::{AskOptions, InvitationInForce, NoviceSettings, RouterChoice};
use crate::t;
use crate::vocabulary::{DisplayName, Economy, Shared};

/// How long the practice's invitation is valid; it is cancelled earlier, when the helper has left.
const LIFE: Duration = Duration::from_secs(3600);

/// The helper sees what stands on the screen if the mean error of a colour is at most this, of 255: RDP's encodings for
/// a desktop lose nothing, so that less than one step is asked for.
const MAX_MEAN_ERROR: f64 = 1.0;

/// How often the two pictures are compared.
pub(super) const COMPARE_EVERY: Duration = Duration::from_millis(150);

pub(super) fn settings(place: &Place) -> NoviceSettings {
    NoviceSettings {
        state_dir: place.state_dir(),
        display: DisplayName(place.display()),
        shared: Shared::AllMonitors,
        user_name: desk::user_name(),
        encrypted_only: true,
        rules: Sources::none(),
        practice: true,
    }
}

pub(super) fn ask_options() -> AskOptions {
    AskOptions {
        life: LIFE,
        view_only: false,
        older_windows: false,
        economy: Economy::default(),
        port: Some(0),
        password: None,
        listen: Some(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        router: RouterChoice::default(),
    }
}

pub(super) fn open_options(invitation: &InvitationInForce) -> OpenOptions {
    OpenOptions {
        ticket: invitation.ticket.clone().into_bytes(),
        password: invitation.password.clone(),
        name: t!("practice-name"),
        address: None,
        size: SIZE,
        wait: None,
    }
}

/// The practice helper leaves no trace, and obeys no rules but those of the practice screen.
pub(super) fn practice_expert() -> ExpertSettings {
    ExpertSettings {
        state_dir: None,
        rules: Sources::none(),
    }
}

/// Whether the helper's picture is that of the practice screen.
fn matches(canvas: &Canvas, place: &Place) -> Result<bool, PlaceError> {
    if !canvas.is_whole() {
        return Ok(false);
    }
    let screen = place.picture()?;
    if screen.len() != canvas.bgra.len() {
        return Ok(false);
    }
    let pairs = screen.chunks_exact(4).zip(canvas.bgra.chunks_exact(4));
    let error: u64 = pairs
        .map(|(bgrx, bgra)| {
            bgrx.iter()
                .take(3)
                .zip(bgra)
                .map(|(a, b)| u64::from(a.abs_diff(*b)))
                .sum::<u64>()
        })
        .sum();
    Ok(error as f64 / (screen.len() / 4 * 3) as f64 <= MAX_MEAN_ERROR)
}

pub(super) fn compare(canvas: &SharedCanvas, place: &Place) -> bool {
    let canvas = canvas.lock().unwrap_or_else(PoisonError::into_inner);
    matches(&canvas, place).unwrap_or_else(|error| {
        tracing::warn!(%error, "the practice screen cannot be read");
        false
    })
}
