//! Bytes that nobody can guess, from the system.

/// The system's random generator failed.
#[derive(Debug, thiserror::Error)]
#[error("this computer's random generator failed: {0}")]
pub struct NoRandomness(#[from] getrandom::Error);

pub(super) fn random<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0u8; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}
