//! The application firewall of macOS. Has not run there.

use std::time::Duration;

use super::verdict::{Firewall, FirewallCaller, FirewallVerdict};
use crate::net::system;

const PROGRAM: &str = "/usr/libexec/ApplicationFirewall/socketfilterfw";
const TIMEOUT: Duration = Duration::from_secs(5);

/// It goes by programs, not by ports.
pub(super) async fn verdicts(callers: &[FirewallCaller]) -> Vec<FirewallVerdict> {
    let verdict = verdict().await;
    vec![verdict; callers.len()]
}

async fn verdict() -> FirewallVerdict {
    let by = Firewall::MacOs;
    let Ok(own) = std::env::current_exe() else {
        return FirewallVerdict::Open;
    };
    let own = own.display().to_string();
    let remedy = format!("sudo {PROGRAM} --add \"{own}\" --unblockapp \"{own}\"");
    let state = system::answer(PROGRAM, &["--getglobalstate"], TIMEOUT).await;
    match state {
        None => FirewallVerdict::Unknown {
            by,
            remedy: Some(remedy),
        },
        Some(state) if state.contains("State = 0") => FirewallVerdict::Open,
        Some(_) => match system::answer(PROGRAM, &["--getappblocked", &own], TIMEOUT).await {
            Some(answer) if answer.contains("permitted") => FirewallVerdict::Open,
            Some(_) => FirewallVerdict::Blocked {
                by,
                remedy: Some(remedy),
            },
            None => FirewallVerdict::Unknown {
                by,
                remedy: Some(remedy),
            },
        },
    }
}
