//! While the screen is shared: the bar, and how it ends.

use std::time::Duration;

use egui::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lifeline::app::{Start, TicketSource};
use lifeline::rdp::RdpError;
use lifeline::screen::{CaptureError, DisplayGone};
use lifeline::session::expert;
use lifeline::session::novice::{self, ControlEnd, InvitationId, Question, QuestionId, QuestionKind, SessionEnd};
use lifeline::vocabulary::KeptBack;

use super::bench::{Bench, invitation, past, question};

#[test]
fn the_bar_shows_who_can_do_what_and_ends_it() {
    let mut bench = Bench::sharing();
    bench.pass(Duration::from_secs(252));
    assert!(bench.shows("Sam") && bench.shows("Your helper can see your screen · 04:12"));
    bench.press("Let them control");
    bench.press("Pause");
    bench.press("Stop sharing");
    use novice::Command as C;
    let commands = bench.commands();
    assert!(
        matches!(commands[..], [C::AllowControl, C::Pause, C::Stop]),
        "{commands:?}"
    );
    bench.tell(novice::Event::Paused(novice::PauseReason::Novice));
    bench.press("Resume");
    assert!(matches!(bench.commands()[..], [C::Resume]));
}

/// The way to stop is there from the yes on, also while the desktop asks its own question and nothing is seen.
#[test]
fn it_can_be_stopped_while_the_desktop_asks() {
    let mut bench = Bench::new(Start::Home);
    bench.press("Ask for help");
    bench.press("Make the invitation");
    let asked = Question {
        desktop_asks: true,
        ..question(QuestionKind::View)
    };
    bench.tell(novice::Event::Question(asked));
    assert!(bench.shows("your desktop asks you once more"));
    bench.tell(novice::Event::QuestionClosed(QuestionId(7)));
    bench.tell(novice::Event::Opening { desktop_asks: true });
    assert!(bench.shows("Your desktop asks you now"));
    assert!(!bench.shows("Your helper can see your screen"));
    bench.commands();
    bench.press("Stop sharing");
    assert!(matches!(bench.commands()[..], [novice::Command::Stop]));
    // Who asks for control meanwhile is not forgotten when the picture comes.
    bench.tell(novice::Event::Question(question(QuestionKind::Control)));
    bench.tell(novice::Event::Viewing);
    assert!(bench.shows("May they use your mouse and keyboard?"));
    bench.tell(novice::Event::QuestionClosed(QuestionId(7)));
    assert!(bench.shows("Your helper can see your screen"));
}

/// The same of control, which their desktop asks about once more.
#[test]
fn control_can_be_taken_back_while_the_desktop_asks() {
    let mut bench = Bench::sharing();
    bench.tell(novice::Event::Question(Question {
        desktop_asks: true,
        ..question(QuestionKind::Control)
    }));
    assert!(bench.shows("allow mouse and keyboard there, and choose the same screen"));
    bench.tell(novice::Event::QuestionClosed(QuestionId(7)));
    bench.tell(novice::Event::DesktopAsksControl);
    assert!(bench.shows("Your desktop asks you now: allow mouse and keyboard there"));
    assert!(!bench.shows("Your helper can use your mouse and keyboard"));
    bench.press("Take back control");
    bench.press("Stop sharing");
    use novice::Command as C;
    assert!(matches!(bench.commands()[..], [C::TakeBack, C::Stop]));
    bench.tell(novice::Event::ControlRefused(novice::ControlRefusal::Desktop));
    assert!(bench.shows("Nobody said yes to your desktop’s question"));
}

/// Paused by itself: the person reads why before they resume.
#[test]
fn a_bar_that_was_hidden_says_so() {
    let mut bench = Bench::sharing();
    bench.tell(novice::Event::ControlEnded(ControlEnd::Paused));
    bench.tell(novice::Event::Paused(novice::PauseReason::BarHidden));
    assert!(bench.shows("Something had hidden this bar"));
    bench.press("Resume");
    assert!(matches!(bench.commands()[..], [novice::Command::Resume]));
}

/// What the system asks takes no right away: the bar says it as long as it lasts, whoever has control.
#[test]
fn what_the_system_keeps_to_itself_is_said() {
    let mut bench = Bench::sharing();
    let kept_back = |everything, protected| novice::Event::KeptBack(KeptBack { everything, protected });
    bench.tell(kept_back(false, true));
    assert!(bench.shows("your helper sees black there"));
    bench.tell(novice::Event::Controlling);
    for _ in 0..2 {
        bench.tell(kept_back(true, true));
        assert!(bench.shows("Windows asks you something that only you can answer"));
        assert!(bench.shows("Take back control"));
        bench.tell(kept_back(false, true));
        assert!(!bench.shows("Windows asks you"));
    }
    bench.tell(kept_back(true, true));
    bench.tell(novice::Event::Paused(novice::PauseReason::Novice));
    assert!(!bench.shows("Windows asks you"));
}

#[test]
fn the_helper_reads_why_the_picture_is_one_colour() {
    let mut bench = Bench::controlling();
    bench.tell_expert(expert::Event::SystemAsks(true));
    assert!(bench.shows("Windows asks them a question that only they can answer"));
    bench.tell_expert(expert::Event::SystemAsks(false));
    assert!(!bench.shows("Windows asks them"));
    bench.tell_expert(expert::Event::SystemAsks(true));
    bench.tell_expert(expert::Event::Paused(novice::PauseReason::Novice));
    assert!(!bench.shows("Windows asks them"));
}

/// Other invitations may allow control: what counts is the one of this helper.
#[test]
fn control_is_offered_only_where_this_helper_s_invitation_allows_it() {
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    bench.tell(novice::Event::Question(Question {
        view_only: true,
        ..question(QuestionKind::View)
    }));
    bench.tell(novice::Event::QuestionClosed(QuestionId(7)));
    bench.tell(novice::Event::Viewing);
    assert!(bench.shows("Stop sharing"));
    assert!(!bench.shows("Let them control"));
}

/// Where no program can use mouse and keyboard, control is not offered, and the button says why.
#[test]
fn control_is_not_offered_where_it_cannot_be() {
    let mut bench = Bench::sharing();
    bench.tell(novice::Event::Uncontrollable);
    let button = bench.harness.get_by_role_and_label(Role::Button, "Let them control");
    assert!(button.accesskit_node().is_disabled());
    let why = button.accesskit_node().description();
    assert!(why.is_some_and(|why| why.contains("no program can use your mouse")));
    bench.press("Let them control");
    assert!(bench.commands().is_empty());
}

#[test]
fn escape_is_promised_only_where_it_works() {
    let mut bench = Bench::sharing();
    bench.tell(novice::Event::Controlling);
    assert!(bench.shows("Sam") && bench.shows("Your helper can use your mouse and keyboard"));
    assert!(!bench.shows("Esc takes it back"));
    bench.tell(novice::Event::EscapeWatched(true));
    assert!(bench.shows("Esc takes it back"));
    bench.press("Take back control");
    assert!(matches!(bench.commands()[..], [novice::Command::TakeBack]));
    bench.tell(novice::Event::ControlEnded(ControlEnd::Escape));
    assert!(bench.shows("Esc took control back."));
}

/// Where the desktop listens for other keys, these are named.
#[test]
fn the_keys_that_take_control_back_are_named() {
    let mut bench = Bench::sharing();
    bench.tell(novice::Event::EscapeWatched(false));
    bench.tell(novice::Event::ShortcutWatched("Shift+Ctrl+Escape".to_owned()));
    assert!(!bench.shows("takes it back"));
    bench.tell(novice::Event::Controlling);
    assert!(bench.shows("Shift+Ctrl+Escape takes it back") && !bench.shows("Esc takes it back"));
}

#[test]
fn control_is_asked_over_the_bar() {
    let mut bench = Bench::sharing();
    bench.tell(novice::Event::Question(question(QuestionKind::Control)));
    assert!(bench.shows("May they use your mouse and keyboard?"));
    assert!(!bench.shows("Stop sharing"));
    bench.tell(novice::Event::QuestionClosed(QuestionId(7)));
    assert!(bench.shows("Stop sharing"));
}

#[test]
fn every_end_says_what_why_and_what_now() {
    use SessionEnd as E;
    let ends = [
        E::NoviceStopped,
        E::Closed,
        E::ExpertLeft,
        E::Lost,
        E::ViewRefused,
        E::ViewUnanswered,
        E::DesktopRefused,
        E::ScreenGone(CaptureError::Gone(DisplayGone::Unreadable).into()),
        E::Replaced,
        E::Protocol(RdpError::BadMac),
    ];
    for end in ends {
        let mut bench = Bench::sharing();
        bench.tell(novice::Event::Ended(end.clone()));
        let says_what = {
            let mut headings = bench.harness.query_all_by_role(Role::Heading);
            headings.any(|heading| heading.accesskit_node().label().is_some_and(|what| what.ends_with('.')))
        };
        assert!(says_what, "{end:?}");
        assert!(bench.shows("Ask again"), "{end:?}");
        assert!(!bench.shows("Stop sharing"), "{end:?}");
        bench.press("Back to the start");
        assert!(bench.shows("Help someone"), "{end:?}");
    }
}

/// Whoever was refused could come again as long as there is an invitation.
#[test]
fn after_a_refusal_the_invitation_can_be_cancelled() {
    let mut bench = Bench::asked(QuestionKind::View);
    bench.tell(novice::Event::QuestionClosed(QuestionId(7)));
    bench.tell(novice::Event::Ended(SessionEnd::ViewRefused));
    assert!(bench.shows("still in force"));
    bench.press("Cancel the invitation");
    assert!(matches!(&bench.commands()[..], [novice::Command::Cancel(id)] if id.0 == "one"));
    bench.tell(novice::Event::Cancelled(InvitationId("one".to_owned())));
    assert!(bench.shows("The invitation is cancelled.") && bench.shows("Your helper was not let in."));
}

#[test]
fn that_nobody_used_an_invitation_is_said_only_where_it_is_known() {
    let expired = || novice::Event::Expired(InvitationId("one".to_owned()));
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    bench.tell(expired());
    assert!(bench.shows("Nobody used it") && !bench.shows("still in force"));
    let mut bench = Bench::sharing();
    bench.tell(novice::Event::Connected {
        address: "192.0.2.1:1".parse().unwrap(),
    });
    bench.tell(novice::Event::Ended(SessionEnd::ExpertLeft));
    bench.press("Back to the start");
    bench.tell(expired());
    assert!(!bench.shows("Nobody used it"));
}

/// The service and the session say so each by itself, in either order.
#[test]
fn after_something_was_wrong_nothing_is_shared_whatever_is_said_first() {
    let stopped = novice::Event::Ended(SessionEnd::NoviceStopped);
    for late in [stopped, novice::Event::Viewing] {
        let mut bench = Bench::sharing();
        bench.tell(novice::Event::AllClosed);
        assert!(!bench.shows("Stop sharing"), "{late:?}");
        bench.tell(late.clone());
        assert!(!bench.shows("Stop sharing"), "{late:?}");
        assert!(bench.shows("every way in is closed"), "{late:?}");
    }
}

/// Asked again, nothing is shared until the yes, and then the time goes on.
#[test]
fn asked_again_the_time_goes_on() {
    let mut bench = Bench::sharing();
    bench.pass(Duration::from_secs(60));
    bench.tell(novice::Event::Controlling);
    bench.tell(novice::Event::ControlEnded(ControlEnd::AskedAgain));
    bench.tell(novice::Event::Question(question(QuestionKind::View)));
    bench.tell(novice::Event::QuestionClosed(QuestionId(7)));
    assert!(!bench.shows("Stop sharing"));
    bench.pass(Duration::from_secs(12));
    bench.tell(novice::Event::Viewing);
    assert!(bench.shows("Your helper can see your screen · 01:12"));
}

#[test]
fn a_session_that_dies_says_so() {
    let mut bench = Bench::sharing();
    bench.novice.0.borrow_mut().take();
    bench.steps();
    assert!(bench.shows("This part of Lifeline stopped."));
    assert!(!bench.shows("Stop sharing"));
}

/// The session drops a helper's clicks over our windows; should one come through, it takes away rights or does nothing.
#[test]
fn nothing_but_less_can_be_decided_while_the_helper_controls() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("theirs.msrcIncident");
    std::fs::write(&path, "<UPLOADINFO/>").unwrap();
    let mut bench = Bench::sharing();
    bench.tell(novice::Event::Controlling);
    bench.drop_file(&path);
    bench.steps();
    assert!(bench.elsewhere.borrow().is_empty());
    assert!(bench.commands().is_empty());
    bench.press("Take back control");
    bench.press("Stop sharing");
    use novice::Command as C;
    assert!(matches!(bench.commands()[..], [C::TakeBack, C::Stop]));
    // Between the event and the next frame an older button may still be pressed.
    bench.tell(novice::Event::ControlEnded(ControlEnd::TakenBack));
    bench.tell_unseen(novice::Event::Controlling);
    bench.harness.get_by_label("Let them control").click_accesskit();
    bench.steps();
    assert!(bench.commands().is_empty());
    bench.tell(novice::Event::ControlEnded(ControlEnd::TakenBack));
    bench.drop_file(&path);
    assert_eq!(*bench.elsewhere.borrow(), [Some(TicketSource::File(path))]);
}

/// What happened stays to be read, and what to do after a fraud.
#[test]
fn invitations_cancelled_at_the_end_are_said_to_be_where_the_person_reads_on() {
    for fraud in [false, true] {
        let mut bench = Bench::sharing();
        bench.commands();
        bench.tell(novice::Event::Summary(Box::new(past())));
        bench.tell(novice::Event::Ended(SessionEnd::NoviceStopped));
        let stays = if fraud {
            bench.press("I think it was a fraud");
            "Call your bank"
        } else {
            "What happened"
        };
        assert!(bench.shows(stays) && !bench.shows("is cancelled"), "{stays}");
        bench.press("Cancel the invitation");
        assert!(matches!(bench.commands()[..], [novice::Command::Cancel(_)]));
        assert!(!bench.shows("is cancelled"), "said before it is");
        bench.tell(novice::Event::Cancelled(InvitationId("one".to_owned())));
        assert!(
            bench.shows("The invitation is cancelled.") && bench.shows(stays),
            "{stays}"
        );
        assert!(!bench.shows("Cancel the invitation") && !bench.shows("cancel the invitation"));
        bench.press("Back to the start");
        bench.press("Ask for help");
        assert!(!bench.shows("is cancelled"));
    }
}

/// Who never made an invitation, and never allowed an offer, reads of neither.
#[test]
fn an_end_speaks_of_invitations_and_offers_only_where_there_are_some() {
    for offers in [false, true] {
        let mut bench = Bench::sharing();
        if offers {
            bench.tell(novice::Event::Waiting { port: 3389 });
        }
        bench.tell(novice::Event::AllClosed);
        assert_eq!(bench.shows("Offers of help can come in again"), offers);
        assert!(bench.shows("tell them nothing more"));
    }
    let mut bench = Bench::sharing();
    bench.tell(novice::Event::Waiting { port: 3389 });
    bench.tell(novice::Event::Cancelled(InvitationId("one".to_owned())));
    bench.tell(novice::Event::Ended(SessionEnd::ViewRefused));
    assert!(bench.shows("not let in") && !bench.shows("nvitation"));
}

/// Where nothing prints or opens, it is kept, and nobody is told that something opens.
#[test]
fn what_nothing_prints_or_opens_is_said_to_be_saved() {
    let mut bench = Bench::sharing();
    *bench.bare.borrow() = true;
    bench.tell(novice::Event::Summary(Box::new(past())));
    bench.tell(novice::Event::Ended(SessionEnd::NoviceStopped));
    bench.press("Print what happened");
    assert!(bench.shows("no program opened it. It is saved: /downloads/Help.txt"));
}

/// The end says what happened, keeps and prints it, and leads to what to do after a fraud.
#[test]
fn the_end_says_what_happened_and_what_to_do_after_a_fraud() {
    let mut bench = Bench::sharing();
    bench.commands();
    bench.tell(novice::Event::Summary(Box::new(past())));
    bench.tell(novice::Event::Ended(SessionEnd::NoviceStopped));
    for said in ["What happened", "Sam", "for 10 min", "You let them see your screen."] {
        assert!(bench.shows(said), "{said}");
    }
    bench.press("Save what happened");
    assert!(bench.shows("Saved: /downloads/Help.txt"));
    bench.press("Print what happened");
    assert!(bench.shows("It has been sent to the printer."));
    let kept = bench.delivered.0.lock().unwrap().clone();
    for (kept, way) in kept.iter().zip(["keep", "print"]) {
        assert!(
            kept.starts_with(way) && kept.contains("Sam") && kept.contains("1a2b"),
            "{kept}"
        );
    }
    bench.press("I think it was a fraud");
    for said in [
        "1. End the call",
        "2. Call your bank",
        "5. Tell the police",
        "at a station or online",
    ] {
        assert!(bench.shows(said), "{said}");
    }
    assert!(bench.shows("Save what happened"));
    bench.press("Cancel the invitation");
    assert!(matches!(bench.commands()[..], [novice::Command::Cancel(_)]));
    bench.tell(novice::Event::Cancelled(invitation().id));
    assert!(bench.shows("1. End the call"), "and goes on with that");
    assert!(!bench.shows("Cancel the invitation"));
    bench.press("Back to the start");
    assert!(bench.shows("Help someone"));
}

/// Whoever was refused, or ended by "Something is wrong", finds both ways, too, and no summary of somebody else's session.
#[test]
fn a_summary_is_of_the_session_that_ended_last() {
    let mut bench = Bench::sharing();
    bench.tell(novice::Event::Summary(Box::new(past())));
    bench.tell(novice::Event::Ended(SessionEnd::NoviceStopped));
    bench.tell(novice::Event::Question(question(QuestionKind::View)));
    bench.tell(novice::Event::QuestionClosed(QuestionId(7)));
    bench.tell(novice::Event::Ended(SessionEnd::ViewRefused));
    assert!(!bench.shows("What happened"));
    assert!(bench.shows("I think it was a fraud"));
    bench.commands();
    bench.press("Cancel the invitation");
    assert!(matches!(bench.commands()[..], [novice::Command::Cancel(_)]));
}
