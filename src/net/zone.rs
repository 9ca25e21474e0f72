//! What kind of network the system says that this is.

#[cfg(windows)]
mod windows;

#[cfg(any(target_os = "linux", windows))]
use std::time::Duration;

#[cfg(target_os = "linux")]
use super::system;

/// Long enough for a program in Python to start.
#[cfg(target_os = "linux")]
const TIMEOUT: Duration = Duration::from_millis(700);
/// It answers at once, unless the service behind it is just starting.
#[cfg(windows)]
const TIMEOUT: Duration = Duration::from_secs(3);

/// Whether the system calls the network on this interface one that is not to be trusted: firewalld's zone, or the zone
/// that NetworkManager was told for its connection. False where nothing is said.
#[cfg(target_os = "linux")]
pub async fn is_public(interface: &str) -> bool {
    // Linux' names have no restrictions but these; a program's option begins with a hyphen.
    if interface.is_empty() || interface.starts_with('-') {
        return false;
    }
    let zone = match system::line(
        "firewall-cmd",
        &[&format!("--get-zone-of-interface={interface}")],
        TIMEOUT,
    )
    .await
    {
        Some(zone) => Some(zone),
        None => manager_zone(interface).await,
    };
    zone.is_some_and(|zone| matches!(zone.as_str(), "public" | "external" | "dmz" | "block" | "drop"))
}

#[cfg(target_os = "linux")]
async fn manager_zone(interface: &str) -> Option<String> {
    let of_device = ["-g", "GENERAL.CON-UUID", "device", "show", interface];
    let connection = system::line("nmcli", &of_device, TIMEOUT).await?;
    let of_connection = ["-g", "connection.zone", "connection", "show", "uuid", &connection];
    system::line("nmcli", &of_connection, TIMEOUT).await
}

/// Where Windows does not say it, the network counts as one that is not to be trusted, as Windows itself takes new ones.
#[cfg(windows)]
pub async fn is_public(_: &str) -> bool {
    let asked = tokio::task::spawn_blocking(windows::is_any_public);
    match tokio::time::timeout(TIMEOUT, asked).await {
        Ok(Ok(Ok(public))) => public,
        answer => {
            tracing::debug!(?answer, "Windows does not say what kind of network this is");
            true
        }
    }
}

/// macOS has no such kinds.
#[cfg(not(any(target_os = "linux", windows)))]
pub async fn is_public(_: &str) -> bool {
    false
}
