//! Tests that count or set what is their whole process's: its memory, its threads, its own window, or the lines of a
//! journal that all its tests may put down.

use std::io::Write as _;
use std::process::Command;

/// Set for a process that runs one test.
const ALONE: &str = "LIFELINE_TEST_ALONE";

/// Whether this process runs this test alone; if not, the test has been run in such a process, and passed.
pub fn is_alone() -> bool {
    let thread = std::thread::current();
    // The harness runs tests in threads that bear their names, or all in turn in the main one.
    let test = thread.name().unwrap();
    if std::env::var_os(ALONE).is_some() || test == "main" {
        return true;
    }
    let ran = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(ALONE, "1")
        .output()
        .unwrap();
    let (said, noted) = (
        String::from_utf8_lossy(&ran.stdout),
        String::from_utf8_lossy(&ran.stderr),
    );
    if !ran.status.success() || !said.contains("test result: ok. 1 passed") {
        panic!("{said}{noted}");
    }
    // The harness shows nothing of a test that passed; a skip must be seen.
    for line in noted.lines().filter(|line| line.starts_with("skipped: ")) {
        let _ = writeln!(std::io::stderr(), "{line}");
    }
    false
}
