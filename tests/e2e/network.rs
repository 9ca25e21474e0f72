//! A network of a test's own, in which no other program of this computer has a port.

use std::fs::File;
use std::os::fd::AsFd;

use super::surroundings;

/// A network space, gone with its value.
struct Space(String);

impl Space {
    /// `None` where this user may make none.
    fn new() -> Option<Self> {
        if !rustix::process::geteuid().is_root() || !surroundings::is_installed("ip") {
            return None;
        }
        let space = Self(format!("e2e-{}", std::process::id()));
        let ip = |words: &[&str]| surroundings::command("ip").args(words).status().unwrap().success();
        let name = space.0.as_str();
        (ip(&["netns", "add", name]) && ip(&["-n", name, "link", "set", "lo", "up"])).then_some(space)
    }
}

impl Drop for Space {
    fn drop(&mut self) {
        let _ = surroundings::command("ip").args(["netns", "del", &self.0]).status();
    }
}

/// Runs a test, and all that it starts, where there is nothing but loopback; in everybody's network where this user may
/// make none. Displays are started before: their names belong to a network.
pub fn apart(test: impl FnOnce() + Send) {
    let Some(space) = Space::new() else {
        return test();
    };
    let network = File::open(format!("/run/netns/{}", space.0)).unwrap();
    let ran = std::thread::scope(|scope| {
        let thread = scope.spawn(move || {
            let kind = Some(rustix::thread::LinkNameSpaceType::Network);
            rustix::thread::move_into_link_name_space(network.as_fd(), kind).unwrap();
            test();
        });
        thread.join()
    });
    if let Err(failure) = ran {
        std::panic::resume_unwind(failure);
    }
}
