//! Whether this computer's own firewall lets a helper in, and what would make it.
//!
//! Nothing is changed, and no administrator's rights are asked for: what only an administrator may see stays unknown.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
pub mod nft;
mod verdict;
#[cfg(windows)]
mod windows;
pub mod windows_rules;

#[cfg(target_os = "linux")]
pub use linux::{firewalld_lets_in, ufw_lets_in};
pub use verdict::{Firewall, FirewallCaller, FirewallVerdict};

/// What happens to each of these callers.
pub async fn verdicts(callers: &[FirewallCaller]) -> Vec<FirewallVerdict> {
    #[cfg(target_os = "linux")]
    return linux::verdicts(callers).await;
    #[cfg(windows)]
    return windows::verdicts(callers).await;
    #[cfg(target_os = "macos")]
    return macos::verdicts(callers).await;
    #[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
    return vec![FirewallVerdict::Open; callers.len()];
}
