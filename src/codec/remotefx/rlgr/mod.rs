//! Adaptive run-length Golomb-Rice coding ([MS-RDPRFX] 3.1.8.1.7): the parameters and their adaptation, which both
//! directions share.

mod bits;
pub(super) mod decode;
pub(super) mod encode;
mod lookup;

/// KPMAX: the adaptive parameters `kp` and `krp` do not grow beyond it.
const KP_MAX: u32 = 80;
/// LSGR: `k` and `kr` are `kp` and `krp` shifted by this.
const LS_GR: u32 = 3;
/// How `kp` changes: after a full run, after a run that ended, and in plain mode after a zero and after another value.
const UP_GR: u32 = 4;
const DN_GR: u32 = 6;
const UQ_GR: u32 = 3;
const DQ_GR: u32 = 3;

/// A full run: how many zeros it stands for, and `kp` after it.
const fn full_run(kp: u32) -> (u32, u32) {
    let raised = kp + UP_GR;
    (1 << (kp >> LS_GR), if raised > KP_MAX { KP_MAX } else { raised })
}

/// `krp` after a Golomb-Rice code that began with so many ones; more than [`KP_MAX`] of them make no difference.
#[inline(always)]
fn adapted(krp: u32, ones: u32) -> u32 {
    let (less, more) = (krp.saturating_sub(2), (krp + ones).min(KP_MAX));
    let more = if ones > 1 { more } else { krp };
    if ones == 0 { less } else { more }
}
