//! Where the session's IBus daemon listens: it writes that into a file of the person's.

use std::path::{Path, PathBuf};

use crate::regular_file;

/// A few lines; nothing longer is read.
const LONGEST: u64 = 1 << 14;

/// A D-Bus machine id is shorter.
const LONGEST_ID: u64 = 256;

/// `display`: the name of the compositor's socket; `None` is that of this process.
pub(super) fn address(display: Option<&str>) -> Option<String> {
    let told = std::env::var("IBUS_ADDRESS").ok().filter(|address| !address.is_empty());
    let told = told.or_else(|| address_in(&regular_file::read_text(&file(display)?, LONGEST).ok()?));
    told.filter(|address| is_local(address))
}

/// As libibus finds it, `ibus_get_socket_path`.
fn file(display: Option<&str>) -> Option<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    if let Some(file) = set("IBUS_ADDRESS_FILE") {
        return Some(file.into());
    }
    let folder = set("XDG_CONFIG_HOME").map(PathBuf::from);
    let folder = folder.or_else(|| Some(PathBuf::from(set("HOME")?).join(".config")))?;
    let display = display.map(Into::into).or_else(|| set("WAYLAND_DISPLAY"))?;
    let ids = ["/var/lib/dbus/machine-id", "/etc/machine-id"].map(Path::new);
    let id = ids.iter().find_map(|id| regular_file::read_text(id, LONGEST_ID).ok())?;
    let name = format!("{}-unix-{}", id.trim(), display.to_str()?);
    Some(folder.join("ibus/bus").join(name))
}

fn address_in(file: &str) -> Option<String> {
    let last = file
        .lines()
        .filter_map(|line| line.strip_prefix("IBUS_ADDRESS="))
        .next_back();
    Some(last?.trim().to_owned())
}

/// What is typed goes to no other computer.
fn is_local(address: &str) -> bool {
    address.starts_with("unix:") && !address.contains(';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_as_the_daemon_writes_it() {
        let file = "# This file is created by ibus-daemon, please do not modify it.\n\
                    IBUS_ADDRESS=unix:path=/home/person/.cache/ibus/dbus-Ba3iTsvA,guid=d083\nIBUS_DAEMON_PID=179\n";
        let address = address_in(file).unwrap();
        assert_eq!(address, "unix:path=/home/person/.cache/ibus/dbus-Ba3iTsvA,guid=d083");
        assert!(is_local(&address));
        assert_eq!(address_in("# IBUS_ADDRESS=unix:path=/nowhere\n"), None);
    }

    #[test]
    fn no_other_computer_is_told_what_is_typed() {
        assert!(!is_local("tcp:host=192.0.2.1,port=1"));
        assert!(!is_local("unix:path=/nowhere;tcp:host=192.0.2.1,port=1"));
        assert!(!is_local("unixexec:path=/bin/true"));
    }
}
