//! An invitation that was promised works, whatever happens beside it.

use super::display::Display;
use super::pair::{Expert, Home, Novice};
use super::program::Program;

/// As README has it: the file's name alone, in the folder where one is.
#[test]
fn the_first_command_of_the_readme_works() {
    let display = Display::start(320, 240);
    let home = Home::new();
    let mut command = home.lifeline();
    command
        .args(["ask", "--save", "help.msrcIncident", "--terminal"])
        .args(["--listen", "127.0.0.1", "--port", "0"])
        .current_dir(home.path(""))
        .env("DISPLAY", display.name());
    let mut program = Program::start("novice", command);
    assert_eq!(program.expect("invitation "), "invitation help.msrcIncident");
    program.expect("password ");
    assert!(home.path("help.msrcIncident").is_file());
    program.say("stop");
    program.expect("cancelled");
    assert_eq!(program.exit_code(), 0);
}

#[test]
fn an_invitation_outlives_the_want_of_a_mail_program() {
    let display = Display::start(320, 240);
    let home = Home::new();
    std::fs::create_dir(home.path("Downloads")).unwrap();
    std::fs::create_dir_all(home.path(".config")).unwrap();
    home.file(".config/user-dirs.dirs", "XDG_DOWNLOAD_DIR=\"$HOME/Downloads\"\n");
    let mut command = home.lifeline();
    command
        .args(["ask", "--terminal", "--mail", "sam@example.org"])
        .args(["--listen", "127.0.0.1", "--port", "0"])
        .env("PATH", home.path("no programs"))
        .env("DISPLAY", display.name());
    let mut program = Program::start("novice", command);
    program.expect("invitation ");
    program.expect("password ");
    let error = program.expect("error ");
    let copy = home.path("Downloads/Invitation.msrcIncident");
    assert!(error.contains(copy.to_str().unwrap()), "{error}");
    let beside: Vec<_> = std::fs::read_dir(home.path("Downloads")).unwrap().collect();
    assert_eq!(beside.len(), 1, "nothing secret lies beside it: {beside:?}");
    assert!(std::fs::read_to_string(copy).unwrap().contains("LHTICKET"));
    program.say("stop");
    program.expect("cancelled");
    assert_eq!(program.exit_code(), 0);
}

/// Told by its own name on the other side: nobody pressed Stop.
#[test]
fn a_program_that_ends_says_so() {
    let display = Display::start(320, 240);
    let mut novice = Novice::ask(&display, &[]);
    let mut expert = Expert::open(&novice, &[]);
    novice.allow("view");
    expert.program.expect("viewing ");
    novice.program.signal(rustix::process::Signal::TERM);
    expert.program.expect("ended novice-closed");
}
