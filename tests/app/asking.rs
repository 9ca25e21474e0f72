//! Asking for help: the start, the choices, the invitation and what becomes of it.

use std::time::{Duration, SystemTime};

use egui::{Role, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use lifeline::app::{AskStart, DeliveryWishes, Start};
use lifeline::desk::{TakeBack, WhatWorks};
use lifeline::session::novice::{self, InvitationId, InvitationInForce};

use super::bench::{Bench, invitation, problem};

#[test]
fn home_has_the_three_ways_in_and_no_dead_button() {
    let bench = Bench::new(Start::Home);
    for name in ["Ask for help", "Help someone", "Offer assistance"] {
        assert_eq!(bench.harness.get_by_label(name).accesskit_node().role(), Role::Button);
    }
    assert!(bench.shows("Invitations in force"));
    assert!(bench.shows("About Lifeline and its limits"));
}

#[test]
fn about_names_the_limits() {
    let mut bench = Bench::new(Start::Home);
    bench.press("About Lifeline and its limits");
    assert!(bench.shows("No bank and no company"));
    bench.press("Back to the start");
    assert!(bench.shows("Ask for help"));
}

#[test]
fn how_it_works_is_said_in_short() {
    let mut bench = Bench::new(Start::Home);
    bench.press("How it works");
    for said in [
        "When you need help",
        "Choose “Help someone” and open the invitation",
        "close your email, your bank and your photos first",
        "“Stop sharing” ends it at once. “Take back control” leaves them only the view",
        "No bank, no company and no police force calls",
    ] {
        assert!(bench.shows(said), "{said}");
    }
    bench.press("I think it was a fraud");
    assert!(bench.shows("Call your bank"));
    bench.press("Back to the start");
    assert!(bench.shows("Ask for help"));
}

/// What a helper cannot do on this desktop is said before anybody is asked to help.
#[test]
fn what_works_here_is_said_before_the_invitation() {
    let mut bench = Bench::new(Start::Home);
    bench.press("Ask for help");
    assert!(!bench.shows("your helper can see your screen"));
    bench.press("Back to the start");
    *bench.possible.borrow_mut() = Some(Ok(WhatWorks {
        control: false,
        take_back: TakeBack::Bar,
    }));
    bench.press("Ask for help");
    assert!(bench.shows("On this desktop your helper can see your screen"));
    bench.press("Back to the start");
    for (take_back, said) in [
        (TakeBack::Bar, "Esc does not do so here"),
        (TakeBack::Shortcut, "and so do Ctrl+Shift+Esc if you allow these keys"),
    ] {
        *bench.possible.borrow_mut() = Some(Ok(WhatWorks {
            control: true,
            take_back,
        }));
        bench.press("Ask for help");
        assert!(bench.shows(said), "{take_back:?}");
        bench.press("Back to the start");
    }
    *bench.possible.borrow_mut() = Some(Err(problem("There is no portal.")));
    bench.press("Ask for help");
    assert!(bench.shows("There is no portal."));
}

/// It is another program's window: one at a time, and what keeps it from opening is said here.
#[test]
fn the_practice_opens_from_home_and_from_the_help() {
    let mut bench = Bench::new(Start::Home);
    bench.press("Practise");
    assert_eq!(bench.practice.borrow().opened, 1);
    bench.press("How it works");
    bench.practice.borrow_mut().problem = Some(problem("The practice screen did not start."));
    bench.press("Practise");
    bench.wait("The practice screen did not start.");
    assert_eq!(bench.practice.borrow().opened, 2);
    bench.press("Back to the start");
    assert!(bench.shows("Practise"));
}

#[test]
fn asking_sends_the_choices() {
    let mut bench = Bench::new(Start::Home);
    bench.press("Ask for help");
    bench.press("15 min");
    bench.press("Only let them look: they can never use my mouse and keyboard");
    bench.press("My helper uses an older Windows");
    bench.press("Make the invitation");
    let commands = bench.commands();
    let Some(novice::Command::Ask(options)) = commands.first() else {
        panic!("{commands:?}")
    };
    assert_eq!(options.life, Duration::from_secs(15 * 60));
    assert!(options.view_only && options.older_windows);
    assert!(bench.shows("Making the invitation"));
    bench.tell(novice::Event::Error(problem("The port is taken.")));
    assert!(bench.shows("The port is taken. Why. What now."));
    assert!(bench.shows("Make the invitation"));
}

#[test]
fn the_invitation_says_its_password_and_what_it_waits_for() {
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    let password = bench.harness.get_by_label("Password to tell your helper");
    assert_eq!(password.value().as_deref(), Some("ABCD EFGH JKLM"));
    assert!(bench.shows("Waiting for your helper · valid until"));
    let address = "192.0.2.1:1".parse().unwrap();
    bench.tell(novice::Event::TryFailed {
        id: InvitationId("one".to_owned()),
        address,
        tries_left: 4,
    });
    assert!(bench.shows("Someone gave a wrong password once."));
}

#[test]
fn the_password_is_spelled_on_request_and_read_letter_by_letter() {
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    let password = bench.harness.get_by_label("Password to tell your helper");
    let said = password.accesskit_node().description();
    assert_eq!(said.as_deref(), Some("A B C D, E F G H, J K L M"));
    assert!(!bench.shows("Bravo"));
    bench.press("Spell it");
    assert!(bench.shows("A as in Alpha · B as in Bravo · C as in Charlie · D as in Delta"));
    assert!(bench.shows("All letters are capitals."));
    bench.press("Hide the spelling");
    assert!(!bench.shows("Bravo"));
}

/// A screen reader presses what has not the keyboard.
#[test]
fn what_has_the_keyboard_keeps_it_while_the_password_is_spelled() {
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    bench.harness.get_by_label("Back to the start").focus();
    bench.harness.run_steps(2);
    for name in ["Spell it", "Hide the spelling"] {
        bench.press(name);
        let focused = bench.harness.query_all(by().predicate(|node| node.is_focused()));
        let names: Vec<_> = focused.filter_map(|node| node.accesskit_node().label()).collect();
        assert_eq!(names, ["Back to the start"], "{name}");
    }
}

/// Two steps are all that there is to do; what is for nobody reaching this computer stands after them and their way
/// out, and what it opens is in sight.
#[test]
fn what_is_no_step_of_the_usual_way_stands_apart_and_opens_in_sight() {
    let size = Vec2::new(760.0, 400.0);
    let mut bench = Bench::sized(Start::Home, size, egui::Theme::Light, 1.0);
    bench.invite();
    let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, size);
    let rect = |bench: &Bench, name: &str| bench.harness.get_by_label(name).rect();
    let last = rect(&bench, "Back to the start").bottom();
    for name in ["Can my helper reach me?", "Connect to my helper…"] {
        let node = bench.harness.get_by_label(name);
        assert_eq!(node.accesskit_node().role(), Role::Link, "{name}");
        assert!(node.rect().top() > last, "{name} stands among the steps");
    }
    assert!(
        !screen.contains_rect(rect(&bench, "Connect to my helper…")),
        "this shows nothing"
    );
    bench.press("Connect to my helper…");
    bench.pass(Duration::from_secs(1));
    let reply = bench.harness.get_by_label("Your helper’s reply");
    assert!(screen.contains_rect(reply.rect()), "{:?}", reply.rect());
    assert!(reply.is_focused());
    assert!(screen.contains_rect(rect(&bench, "Connect to my helper")));
    bench.press("Can my helper reach me?");
    bench.wait("Examined 3389 None.");
    bench.pass(Duration::from_secs(1));
    assert!(screen.contains_rect(bench.harness.get_by_label_contains("Examined 3389").rect()));
    bench.press("Spell it");
    bench.pass(Duration::from_secs(1));
    assert!(screen.contains_rect(bench.harness.get_by_label_contains("B as in Bravo").rect()));
}

/// "5 h 59 min" is longer than "6 h" a minute before.
#[test]
fn a_page_stands_still_while_the_time_that_an_invitation_has_left_passes() {
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    let mut wraps = 0;
    for width in (300..700).step_by(10) {
        bench.harness.set_size(egui::vec2(width as f32, 640.0));
        let mut seen = Vec::new();
        for minutes in [6 * 60, 5 * 60 + 59, 1] {
            bench.tell(novice::Event::Invitation(InvitationInForce {
                expires: SystemTime::now() + Duration::from_secs(minutes * 60 - 5),
                ..invitation()
            }));
            bench.steps();
            let top = |bench: &Bench, said: &str| bench.harness.get_by_label_contains(said).rect();
            let state = top(&bench, "Waiting for your helper");
            seen.push((
                top(&bench, "1. Send the invitation").top() - state.top(),
                state.height(),
            ));
        }
        assert!(seen.windows(2).all(|two| two[0].0 == two[1].0), "{width}: {seen:?}");
        wraps += usize::from(seen[0].1 != seen[1].1);
    }
    assert!(wraps > 0, "no width at which the longer one needs another line");
}

#[test]
fn the_invitation_can_be_saved_mailed_and_copied() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("one.msrcIncident");
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    bench.press("Copy as text");
    assert!(bench.shows("Copied."));
    bench.press("Email invitation");
    bench.wait("No mail program answers.");
    // The private copy lies beside the passwords: no file manager and no mail program is led there.
    assert!(!bench.shows("/state/"));
    bench.press("Put it there and show it");
    bench.wait("The folder with the file is open: /downloads/Invitation.msrcIncident");
    *bench.bare.borrow() = true;
    bench.press("Put it there and show it");
    bench.wait("The file is here: /downloads/Invitation.msrcIncident");
    assert!(!bench.shows("is open: /downloads"));
    bench.press("Make an email draft");
    bench.wait("/drafts/one.eml");
    bench.press("Save invitation…");
    bench.write("Save the invitation as", path.to_str().unwrap());
    bench.press("Save here");
    bench.wait("Saved: ");
    assert_eq!(std::fs::read_to_string(path).unwrap(), "<UPLOADINFO/>");
}

#[test]
fn what_the_dialog_answers_is_where_it_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("chosen.msrcIncident");
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    *bench.dialogs.answer.lock().unwrap() = Some(path.clone());
    bench.press("Save invitation…");
    bench.wait("Saved: ");
    assert_eq!(std::fs::read_to_string(path).unwrap(), "<UPLOADINFO/>");
    assert_eq!(*bench.dialogs.opened.lock().unwrap(), ["save an invitation"]);
    bench.steps();
    assert!(!bench.shows("Save here"), "the typed path is not asked for as well");
}

#[test]
fn a_helper_who_cannot_come_is_gone_to_by_their_reply() {
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    bench.press("Can my helper reach me?");
    bench.wait("Examined 3389 None.");
    assert!(!bench.shows("The router was asked."));
    bench.press("Details");
    assert!(bench.shows("The router was asked."));
    bench.press("Connect to my helper…");
    assert!(
        bench
            .harness
            .get_by_label("Connect to my helper")
            .accesskit_node()
            .is_disabled()
    );
    bench.write("Your helper’s reply", "LIFELINE-REPLY-ABCD");
    bench.press("Connect to my helper");
    let commands = bench.commands();
    assert!(
        matches!(&commands[..], [novice::Command::ConnectTo(reply)] if reply == "LIFELINE-REPLY-ABCD"),
        "{commands:?}"
    );
    let address = "192.0.2.9:40000".parse().unwrap();
    bench.tell(novice::Event::Dialling { address });
    assert!(bench.shows("Connecting to your helper’s computer…"));
    bench.tell(novice::Event::NotConnected(novice::ReplyProblem::Forged));
    assert!(bench.shows("The reply was not used. Whoever made it does not know the password"));
    bench.tell(novice::Event::Connected { address });
    assert!(!bench.shows("The reply was not used."));
}

#[test]
fn an_invitation_that_cannot_be_saved_says_so() {
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    bench.press("Save invitation…");
    bench.write("Save the invitation as", "/no/such/folder/x");
    bench.press("Save here");
    bench.wait("It could not be saved.");
}

#[test]
fn cancelling_asks_first() {
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    bench.press("Cancel invitation");
    assert!(bench.commands().is_empty());
    bench.press("Cancel it now");
    assert!(matches!(bench.commands()[..], [novice::Command::Cancel(_)]));
    bench.tell(novice::Event::Cancelled(InvitationId("one".to_owned())));
    assert!(bench.shows("Ask for help"));
}

#[test]
fn invitations_in_force_are_listed_shown_and_cancelled() {
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    bench.press("Back to the start");
    bench.press("Invitations in force (1)");
    bench.press("Show again");
    assert!(bench.shows("Password to tell your helper"));
    bench.press("Back to the start");
    bench.press("Invitations in force (1)");
    bench.press("Cancel invitation");
    bench.press("Cancel it now");
    assert!(matches!(bench.commands()[..], [novice::Command::Cancel(_)]));
}

#[test]
fn a_closed_invitation_is_explained() {
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    bench.tell(novice::Event::Closed(InvitationId("one".to_owned())));
    assert!(bench.shows("Someone gave a wrong password five times."));
}

#[test]
fn closing_while_an_invitation_waits_asks_first() {
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    let viewport = bench
        .harness
        .input_mut()
        .viewports
        .get_mut(&egui::ViewportId::ROOT)
        .unwrap();
    viewport.events.push(egui::ViewportEvent::Close);
    bench.harness.step();
    bench.steps();
    assert!(bench.shows("Your invitation is still in force"));
    bench.press("Do not close");
    assert!(bench.shows("Password to tell your helper"));
}

fn asked_for(wishes: DeliveryWishes) -> Start {
    let options = novice::AskOptions {
        life: Duration::from_secs(45 * 60),
        view_only: true,
        older_windows: false,
        economy: lifeline::vocabulary::Economy::default(),
        port: Some(4000),
        password: Some("ABCD EFGH JKLM".to_owned()),
        listen: None,
        router: novice::RouterChoice::default(),
    };
    Start::Ask(Box::new(AskStart { options, wishes }))
}

#[test]
fn a_command_line_s_choices_make_the_invitation_at_once() {
    let mut bench = Bench::new(asked_for(DeliveryWishes::default()));
    let commands = bench.commands();
    let Some(novice::Command::Ask(options)) = commands.first() else {
        panic!("{commands:?}")
    };
    assert_eq!(options.life, Duration::from_secs(45 * 60));
    assert!(options.view_only && !options.older_windows);
    assert_eq!(options.port, Some(4000));
    assert_eq!(options.password.as_deref(), Some("ABCD EFGH JKLM"));
    // What is wrong stands over the same choices, so that one more press asks for the same.
    bench.tell(novice::Event::Error(problem("The port is taken.")));
    assert!(bench.shows("45 min"));
    bench.press("Make the invitation");
    let commands = bench.commands();
    let Some(novice::Command::Ask(again)) = commands.first() else {
        panic!("{commands:?}")
    };
    assert_eq!((again.life, again.port), (Duration::from_secs(45 * 60), Some(4000)));
    bench.tell(novice::Event::Invitation(invitation()));
    assert!(bench.shows("Password to tell your helper"));
    assert!(bench.delivered.0.lock().unwrap().is_empty());
}

#[test]
fn the_new_invitation_goes_where_the_command_line_says() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("help.msrcIncident");
    let mut bench = Bench::new(asked_for(DeliveryWishes {
        save: Some(folder.path().join("help")),
        mail: Some(Some("sam@example.org".to_owned())),
        text: true,
    }));
    // One of an earlier run comes first, and is not meant.
    bench.tell(novice::Event::Invitation(InvitationInForce {
        id: InvitationId("earlier".to_owned()),
        kept: true,
        ..invitation()
    }));
    assert!(bench.shows("Making the invitation"));
    bench.tell(novice::Event::Invitation(invitation()));
    bench.wait("help.msrcIncident");
    assert!(bench.shows("Copied."));
    assert_eq!(std::fs::read_to_string(path).unwrap(), "<UPLOADINFO/>");
    assert_eq!(*bench.delivered.0.lock().unwrap(), ["save", "mail to sam@example.org"]);
}
