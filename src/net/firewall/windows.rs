//! Windows' own firewall. Has not run there.

use std::time::Duration;

use super::verdict::{Firewall, FirewallCaller, FirewallVerdict};
use crate::net::system;

/// PowerShell takes seconds to start.
const TIMEOUT: Duration = Duration::from_secs(15);

/// A rule for this program decides, whatever the port: Windows asks for one when a program first listens.
pub(super) async fn verdicts(callers: &[FirewallCaller]) -> Vec<FirewallVerdict> {
    let verdict = verdict().await;
    vec![verdict; callers.len()]
}

async fn verdict() -> FirewallVerdict {
    let Ok(program) = std::env::current_exe() else {
        return FirewallVerdict::Open;
    };
    let program = program.display().to_string();
    let remedy = format!(
        "netsh advfirewall firewall add rule name=Lifeline dir=in action=allow protocol=TCP program=\"{program}\""
    );
    let quoted = program.replace('\'', "''");
    let question = format!(
        "$on = Get-NetFirewallProfile | Where-Object {{ $_.Enabled -and $_.DefaultInboundAction -ne 'Allow' }}; \
         $rules = Get-NetFirewallApplicationFilter -Program '{quoted}' -ErrorAction SilentlyContinue | Get-NetFirewallRule | \
         Where-Object {{ $_.Enabled -eq 'True' -and $_.Direction -eq 'Inbound' -and $_.Action -eq 'Allow' }}; \
         if (-not $on -or $rules) {{ 'open' }} else {{ 'blocked' }}"
    );
    let arguments = ["-NoProfile", "-NonInteractive", "-Command", &question];
    match system::line("powershell.exe", &arguments, TIMEOUT).await.as_deref() {
        Some("open") => FirewallVerdict::Open,
        Some("blocked") => FirewallVerdict::Blocked {
            by: Firewall::Windows,
            remedy,
        },
        _ => FirewallVerdict::Unknown {
            by: Firewall::Windows,
            remedy: Some(remedy),
        },
    }
}
