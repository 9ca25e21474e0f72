//! KDE Plasma: KWin with its portal. It shares its screen only where there is a graphics device; elsewhere Lifeline says
//! so.

use super::super::surroundings;
use super::desktop::{Desktop, Kind, Setup};
use super::kde;

#[test]
fn kde_without_a_graphics_device_is_known_before_the_invitation() {
    if kde::has_graphics() {
        return surroundings::skipped("there is a graphics device");
    }
    let Some(desktop) = Desktop::start(&Setup::of(Kind::Kde)) else {
        return;
    };
    let home = desktop.home();
    let ticket = home.path("help.msrcIncident").display().to_string();
    for words in [&["doctor"][..], &["ask", "--terminal", "--save", &ticket]] {
        let said = desktop.lifeline(&home).args(words).output().unwrap();
        let said = String::from_utf8([said.stdout, said.stderr].concat()).unwrap();
        assert!(said.contains("KWin draws without a graphics card here"), "{said}");
    }
    assert!(!home.path("help.msrcIncident").exists());
}
