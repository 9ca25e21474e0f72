//! What some of the viewer's actions stand for: keys that are pressed together, and what control allows now.

use super::super::actions::Action;
use super::super::expert_side::ControlShown;
use super::super::keyboard;
use crate::vocabulary::ScanKey;

/// Keys that this computer keeps for itself, and what they are at the novice's.
pub(super) const CHORDS: [(Action<'static>, &[ScanKey]); 7] = {
    use keyboard::{ALT, CONTROL, DELETE, ESCAPE, F4, PRINT, TAB, WINDOWS};
    [
        (Action::KeysCtrlAltDel, &[CONTROL, ALT, DELETE]),
        (Action::KeysEscape, &[ESCAPE]),
        (Action::KeysWindows, &[WINDOWS]),
        (Action::KeysAltTab, &[ALT, TAB]),
        (Action::KeysAltF4, &[ALT, F4]),
        (Action::KeysCtrlEscape, &[CONTROL, ESCAPE]),
        (Action::KeysPrint, &[PRINT]),
    ]
};

/// What the button of control does now, and its keys.
pub(super) fn control_action(control: ControlShown) -> Action<'static> {
    match control {
        ControlShown::Held => Action::ViewerGiveBack,
        ControlShown::Requested(_) => Action::ViewerWithdraw,
        ControlShown::None | ControlShown::Refused(_) | ControlShown::Ended => Action::ViewerRequest,
    }
}
