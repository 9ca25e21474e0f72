//! An invitation by mail, with a mail program that stands in for those of Windows (`mapi.c`).

use super::super::pair::Home;
use super::super::program::Program;
use super::computer::Computer;

/// Asks by mail; the mail program answers with this number of MAPI's.
fn mailed(computer: &Computer, home: &Home, answer: &str) -> Program {
    let copied = computer.run("cmd", &["/c", r"copy /y Z:\mapi32.dll C:\windows\system32\mapi32.dll"]);
    assert!(copied.status.success(), "{copied:?}");
    let mut command = computer.lifeline_told(&[("LIFELINE_TEST_MAPI", answer)]);
    let ticket = home.path("help.msrcIncident");
    command
        .args([
            "ask",
            "--terminal",
            "--listen",
            "127.0.0.1",
            "--port",
            "0",
            "--mail",
            "sam@example.org",
            "--save",
        ])
        .arg(ticket);
    Program::start("novice", command)
}

#[test]
fn the_mail_program_gets_the_invitation() {
    let Some(computer) = Computer::start() else { return };
    let home = computer.home();
    let mut novice = mailed(&computer, &home, "0");
    novice.expect("password ");
    novice.say("stop");
    novice.expect("cancelled");
    assert!(!novice.has_said("error"), "{:?}", novice.seen());
    let mail = computer.run("cmd", &["/c", r"type C:\mail.txt"]);
    let mail = String::from_utf8_lossy(&mail.stdout).into_owned();
    assert!(mail.contains("to SMTP:sam@example.org"), "{mail}");
    assert!(mail.contains(".msrcIncident"), "{mail}");
}

/// 21: the receiver is not known.
#[test]
fn what_the_mail_program_does_not_take_is_said() {
    let Some(computer) = Computer::start() else { return };
    let home = computer.home();
    let mut novice = mailed(&computer, &home, "21");
    novice.expect("password ");
    novice.expect("error ");
}

/// 3: nobody can log in. Nor does any program open a draft.
#[test]
fn that_there_is_no_mail_program_is_said() {
    let Some(computer) = Computer::start() else { return };
    let home = computer.home();
    let mut novice = mailed(&computer, &home, "3");
    novice.expect("password ");
    novice.expect("error ");
}
