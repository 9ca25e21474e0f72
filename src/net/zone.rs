//! What kind of network the system says that this is.

#[cfg(target_os = "linux")]
use std::time::Duration;

/// Long enough for a program in Python to start.
#[cfg(target_os = "linux")]
const PATIENCE: Duration = Duration::from_millis(700);

/// Whether the system calls the network on this interface one that is not to be trusted: firewalld's zone, or the zone that
/// NetworkManager was told for its connection. False where nothing is said.
#[cfg(target_os = "linux")]
pub async fn is_public(interface: &str) -> bool {
    // Linux' names have no restrictions but these; a program's option begins with a hyphen.
    if interface.is_empty() || interface.starts_with('-') {
        return false;
    }
    let zone = match say("firewall-cmd", &[&format!("--get-zone-of-interface={interface}")]).await {
        Some(zone) => Some(zone),
        None => manager_zone(interface).await,
    };
    zone.is_some_and(|zone| matches!(zone.as_str(), "public" | "external" | "dmz" | "block" | "drop"))
}

#[cfg(target_os = "linux")]
async fn manager_zone(interface: &str) -> Option<String> {
    let connection = say("nmcli", &["-g", "GENERAL.CON-UUID", "device", "show", interface]).await?;
    say(
        "nmcli",
        &["-g", "connection.zone", "connection", "show", "uuid", &connection],
    )
    .await
}

/// The only line that a program says, if it ends well.
#[cfg(target_os = "linux")]
async fn say(program: &str, arguments: &[&str]) -> Option<String> {
    let mut command = tokio::process::Command::new(program);
    command
        .args(arguments)
        .stdin(std::process::Stdio::null())
        .kill_on_drop(true);
    let output = tokio::time::timeout(PATIENCE, command.output()).await.ok()?.ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let line = text.trim();
    (output.status.success() && !line.is_empty()).then(|| line.to_owned())
}

/// Has not run there: `Get-NetConnectionProfile` names the network's category.
#[cfg(windows)]
pub async fn is_public(_: &str) -> bool {
    let mut command = tokio::process::Command::new("powershell.exe");
    command
        .args(["-NoProfile", "-NonInteractive", "-Command"])
        .arg("(Get-NetConnectionProfile).NetworkCategory")
        .kill_on_drop(true);
    let output = tokio::time::timeout(std::time::Duration::from_secs(3), command.output()).await;
    output.is_ok_and(|output| output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("Public")))
}

/// macOS has no such kinds.
#[cfg(not(any(target_os = "linux", windows)))]
pub async fn is_public(_: &str) -> bool {
    false
}
