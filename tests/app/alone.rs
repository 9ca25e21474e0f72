//! The window asks the services that it was given, never the desktop under it.

use super::traps::Traps;

/// All tests of this binary once more, on a desktop whose dialogs, mail programs, buses and folders tell that they were
/// asked.
#[test]
fn a_persons_desktop_is_left_alone() {
    let traps = Traps::set();
    let output = traps.run_again(&["--skip", "alone::"]);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    traps.assert_untouched();
}
