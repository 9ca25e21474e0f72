//! Every way by the keyboard alone: Tab, Shift+Tab, Return, Space and Esc. Where the keyboard is when a page comes, in
//! which order it goes round, and that it is always seen where it is.

use std::collections::BTreeSet;
use std::time::Duration;

use egui::accesskit::Action;
use egui::{Key, Modifiers, Role, Theme};
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use lifeline::app::Start;
use lifeline::session::expert::{self, Protection};
use lifeline::session::novice::{self, Answer, QuestionId, QuestionKind, SessionEnd};

use super::bench::{Bench, invitation, only_answer, past, question};
use super::screens::{Look, screens};
use super::states::states;
use super::stops::{STOPS, TALL, out_of_order, seen};

#[test]
fn a_page_that_comes_puts_the_keyboard_at_its_heading() {
    let mut bench = Bench::new(Start::Home);
    let at_heading = |bench: &Bench, page: &str| {
        let stop = bench
            .stop()
            .unwrap_or_else(|| panic!("{page}: nothing has the keyboard"));
        let first = bench
            .harness
            .query_all(by().role(Role::Heading))
            .next()
            .expect("a heading");
        assert_eq!(
            (stop.role, stop.rect),
            (Role::Heading, first.rect()),
            "{page}: {stop:?}"
        );
        assert_eq!(first.accesskit_node().level(), Some(1), "{page}");
    };
    at_heading(&bench, "at first");
    for link in [
        "Ask for help",
        "Help someone",
        "Offer assistance",
        "Invitations in force",
        "Who may offer help",
        "Settings",
        "What happened",
        "How it works",
        "About Lifeline and its limits",
    ] {
        bench.by_key(link, Key::Enter);
        at_heading(&bench, link);
        bench.by_key("Back to the start", Key::Enter);
        at_heading(&bench, "home again");
    }
    // A page of its own for each step of a wait and for its end, and not for each second of it.
    let mut bench = Bench::connecting();
    at_heading(&bench, "connecting");
    bench.tab_to("Cancel");
    bench.pass(Duration::from_secs(1));
    assert_eq!(bench.stop().unwrap().name, "Cancel");
    bench.tell_expert(expert::Event::Waiting {
        address: "192.0.2.9:3389".parse().unwrap(),
        protection: Protection::TlsAndRc4,
    });
    at_heading(&bench, "waiting");
    bench.tell_expert(expert::Event::Ended(expert::End::NoviceStopped));
    at_heading(&bench, "the end");
}

/// The heading is no stop on the way, and shows that it has the keyboard to those who use the keyboard.
#[test]
fn a_heading_is_left_for_good_and_has_a_ring_after_a_key() {
    let mut bench = Bench::new(Start::Home);
    assert!(!seen(&bench, &bench.stop().unwrap()), "nobody used the keyboard yet");
    bench.by_key("About Lifeline and its limits", Key::Space);
    assert!(seen(&bench, &bench.stop().unwrap()));
    assert!(bench.stops().iter().all(|stop| stop.role != Role::Heading));
}

/// Everything that can be used is a stop, nothing else is, and the way goes as one reads.
#[test]
fn tab_goes_round_everything_in_the_order_in_which_it_is_read() {
    let mut wrong = Vec::new();
    let tall = Look {
        size: TALL,
        ..Look::usual(Theme::Light)
    };
    let benches = screens().into_iter().map(|(name, open)| (name, open(tall)));
    let benches = benches.chain(states().into_iter().map(|(name, open)| (name, open())));
    for (name, mut bench) in benches {
        bench.harness.set_size(TALL);
        bench.steps();
        // The novice's computer has the keyboard there; a menu is over the other stops.
        if ["the view with control", "the keys of the view", "the sizes of the view"].contains(&name) {
            continue;
        }
        let stops = bench.stops();
        let usable =
            bench.harness.query_all(by().predicate(|node| {
                node.data().supports_action(Action::Focus) && !node.is_disabled() && !node.is_hidden()
            }));
        let usable: BTreeSet<_> = usable.filter_map(|node| node.accesskit_node().label()).collect();
        let reached: BTreeSet<_> = stops.iter().map(|stop| stop.name.clone()).collect();
        if usable != reached {
            wrong.push(format!("{name}: reached are {reached:?} of {usable:?}"));
        }
        // What lies over the picture has no place among them.
        let apart = ["a picture that is saved", "the shortcuts of the view"];
        if !apart.contains(&name) {
            let order = out_of_order(&stops, false);
            wrong.extend(order.into_iter().map(|one| format!("{name}: {one}")));
        }
        for stop in &stops {
            if stop.rect.width() < 1.0 || stop.rect.height() < 1.0 {
                wrong.push(format!("{name}: {stop:?} is not to be seen"));
            }
        }
        if stops.len() < 2 {
            continue;
        }
        bench.key(Key::Tab);
        let here = bench.stop().unwrap();
        bench.key(Key::Tab);
        bench.back_tab();
        if bench.stop().map(|stop| stop.rect) != Some(here.rect) {
            wrong.push(format!("{name}: Shift+Tab does not lead back to {here:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_has_the_keyboard_is_seen_and_scrolled_to() {
    let mut wrong = Vec::new();
    let small = Look {
        size: egui::Vec2::new(400.0, 250.0),
        zoom: 2.0,
        ..Look::usual(Theme::Light)
    };
    for look in [Look::usual(Theme::Light), Look::usual(Theme::Dark), small] {
        let theme = look.theme;
        let states = super::screens::states().into_iter().filter(|_| look.zoom > 1.0);
        for (name, open) in screens().into_iter().chain(states) {
            // The novice's computer has the keyboard there.
            if name == "viewer-controlling" {
                continue;
            }
            let mut bench = open(look);
            let screen = bench.harness.ctx.content_rect();
            bench.key(Key::Tab);
            let first = bench.stop().unwrap().name;
            for _ in 0..STOPS {
                let stop = bench.stop().unwrap();
                if !seen(&bench, &stop) {
                    wrong.push(format!("{name}, {theme:?}: {stop:?} has no ring"));
                }
                let whole = screen.contains_rect(stop.rect) || stop.rect.height() > screen.height() / 2.0;
                if !whole {
                    wrong.push(format!("{name}: {stop:?} is out of sight"));
                }
                bench.key(Key::Tab);
                if bench.stop().unwrap().name == first {
                    break;
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What had the keyboard is gone, or greyed for a moment: it goes on from there, and not from the top.
#[test]
fn the_keyboard_stays_where_it_was() {
    let mut bench = Bench::invited();
    bench.by_key("Cancel invitation", Key::Enter);
    assert_eq!(bench.stop().unwrap().name, "Keep the invitation");
    bench.key(Key::Enter);
    assert_eq!(bench.stop().unwrap().name, "Cancel invitation");
    let mut bench = Bench::new(Start::Home);
    bench.by_key("Settings", Key::Enter);
    let encrypted = "Invitations show nothing without the password (Windows XP cannot open them)";
    bench.by_key(encrypted, Key::Space);
    assert_eq!(bench.choices.borrow().encrypted_only, Some(true));
    assert_eq!(bench.stop().map(|stop| stop.name).as_deref(), Some(encrypted));
    bench.fall_silent();
    bench.key(Key::Space);
    bench.pass(Duration::from_secs(6));
    bench.answer();
    assert_eq!(bench.stop().map(|stop| stop.name).as_deref(), Some(encrypted));
    // Whoever gives it up does not get it back.
    bench.key(Key::Escape);
    bench.steps();
    assert_eq!(bench.stop(), None);
}

#[test]
fn whoever_asks_for_help_needs_no_mouse() {
    use novice::Command as C;
    let mut bench = Bench::new(Start::Home);
    bench.by_key("Ask for help", Key::Enter);
    bench.by_key(
        "Only let them look: they can never use my mouse and keyboard",
        Key::Space,
    );
    bench.by_key("1 h", Key::Space);
    bench.by_key("Make the invitation", Key::Enter);
    let [C::Ask(options), C::Share(_)] = &bench.commands()[..] else {
        panic!("no invitation was asked for")
    };
    assert!(options.view_only && options.life == Duration::from_secs(3600));
    bench.tell(novice::Event::Invitation(invitation()));

    bench.by_key("Copy as text", Key::Space);
    assert!(bench.shows("Copied."));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("one.msrcIncident");
    bench.by_key("Save invitation…", Key::Enter);
    bench.tab_to("Save the invitation as");
    bench.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    bench.steps();
    bench.typed(file.to_str().unwrap());
    bench.by_key("Save here", Key::Enter);
    let saved = bench.delivered.0.lock().unwrap().clone();
    assert!(file.exists() && bench.shows("Saved: "), "{saved:?} {:?}", bench.stop());
    bench.tab_to("Password to tell your helper");

    bench.tell(novice::Event::Question(question(QuestionKind::View)));
    assert_eq!(bench.stop().unwrap().name, "Do not allow");
    bench.pass(Duration::from_millis(1100));
    bench.by_key("I called them", Key::Space);
    assert!(matches!(bench.commands()[..], [C::Called(..)]));
    bench.tell(novice::Event::Called(QuestionId(7), novice::Caller::Novice));
    bench.watch(10);
    bench.by_key("Let them see my screen", Key::Enter);
    only_answer(&bench.commands(), Answer::Allow);
    bench.tell(novice::Event::QuestionClosed(QuestionId(7)));
    bench.tell(novice::Event::Viewing);

    bench.by_key("Pause", Key::Enter);
    bench.tell(novice::Event::Paused(novice::PauseReason::Novice));
    bench.by_key("Resume", Key::Enter);
    bench.tell(novice::Event::Resumed);
    bench.by_key("Let them control", Key::Enter);
    assert!(matches!(bench.commands()[..], [C::Pause, C::Resume, C::AllowControl]));
    bench.tell(novice::Event::Question(question(QuestionKind::Control)));
    bench.pass(Duration::from_millis(1100));
    bench.by_key("Let them use my mouse and keyboard", Key::Space);
    only_answer(&bench.commands(), Answer::Allow);
    bench.tell(novice::Event::QuestionClosed(QuestionId(7)));
    bench.tell(novice::Event::Controlling);
    bench.by_key("Take back control", Key::Enter);
    bench.tell(novice::Event::ControlEnded(novice::ControlEnd::TakenBack));
    bench.by_key("Stop sharing", Key::Enter);
    assert!(matches!(bench.commands()[..], [C::TakeBack, C::Stop]));
    bench.tell(novice::Event::Summary(Box::new(past())));
    bench.tell(novice::Event::Ended(SessionEnd::NoviceStopped));

    bench.by_key("Save what happened", Key::Enter);
    assert!(bench.shows("Saved: "));
    bench.by_key("Back to the start", Key::Enter);
    bench.tab_to("Help someone");
}

/// Back again, and a no: by Esc from anywhere.
#[test]
fn they_called_me_and_a_refusal_need_no_mouse() {
    let mut bench = Bench::asked(QuestionKind::View);
    bench.pass(Duration::from_millis(1100));
    bench.by_key("They called me", Key::Enter);
    assert_eq!(bench.stop().unwrap().name, "End everything");
    bench.by_key("Back to the question", Key::Enter);
    assert_eq!(bench.stop().unwrap().name, "Do not allow");
    bench.by_key("Details", Key::Space);
    assert!(bench.shows("Address: 203.0.113.7"));
    assert_eq!(bench.stop().unwrap().name, "Hide details");
    bench.commands();
    bench.key(Key::Escape);
    only_answer(&bench.commands(), Answer::Refuse);
}

/// Also out of the picture, which has the keyboard of the other computer while it is controlled.
#[test]
fn whoever_helps_needs_no_mouse() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("Anna.msrcIncident");
    std::fs::write(&file, "<UPLOADINFO/>").unwrap();
    let mut bench = Bench::unnamed(Start::Home);
    bench.by_key("Help someone", Key::Enter);
    bench.tab_to("Where the file is");
    bench.typed(file.to_str().unwrap());
    bench.by_key("Open this file", Key::Enter);
    assert_eq!(bench.stop().unwrap().name, "Your name");
    bench.typed("Sam");
    bench.tab_to("Password");
    bench.typed("abcd efgh jklm");
    bench.by_key("Connect", Key::Enter);
    assert_eq!(bench.expert.opened.borrow()[0].name, "Sam");
    bench.view();

    let picture = "The screen of the person you help";
    assert_eq!(bench.stop().unwrap().name, picture);
    bench.by_key("Request control", Key::Enter);
    assert!(matches!(bench.expert_commands()[..], [expert::Command::RequestControl]));
    bench.tab_to(picture);
    bench.tell_expert(expert::Event::Controlling);
    for key in [Key::Tab, Key::Escape, Key::ArrowLeft] {
        bench.key(key);
        assert_eq!(bench.stop().unwrap().name, picture, "{key:?} is the other computer's");
        assert!(!bench.inputs().is_empty(), "{key:?}");
    }
    bench.harness.key_press_modifiers(
        Modifiers {
            alt: true,
            ..Modifiers::CTRL
        },
        Key::Home,
    );
    bench.steps();
    assert_eq!(bench.stop().unwrap().name, "Give back control");
    bench.expert_commands();
    bench.by_key("Keys", Key::Enter);
    bench.by_key("Send Ctrl+Alt+Del", Key::Enter);
    assert!(!bench.inputs().is_empty());
    bench.key(Key::Escape);
    bench.by_key("More", Key::Enter);
    bench.by_key("Figures", Key::Space);
    assert!(bench.shows("Protection: "));
    bench.by_key("End", Key::Enter);
    assert!(matches!(bench.expert_commands()[..], [.., expert::Command::End]));
    bench.tell_expert(expert::Event::Ended(expert::End::NoviceStopped));
    bench.by_key("Back to the start", Key::Enter);
    bench.tab_to("Help someone");
}

#[test]
fn offers_settings_and_history_need_no_mouse() {
    let mut bench = Bench::new(Start::Home);
    *bench.past.lock().unwrap() = vec![lifeline::session::history::Item::Session(past())];
    bench.by_key("Offer assistance", Key::Enter);
    bench.tab_to("Name or address of their computer");
    bench.typed("office-12");
    bench.by_key("Offer my help", Key::Enter);
    assert_eq!(bench.offers.offered.borrow()[0].host, "office-12");
    bench.by_key("Cancel", Key::Enter);
    bench.tell_expert(expert::Event::Ended(expert::End::NobodyCame));
    bench.by_key("Back to the start", Key::Enter);

    bench.by_key("Settings", Key::Enter);
    bench.by_key("125%", Key::Space);
    assert_eq!(bench.preferences.borrow().text_size.percent(), 125);
    bench.by_key("Back to the start", Key::Enter);

    bench.by_key("What happened", Key::Enter);
    bench.by_key("Details", Key::Enter);
    assert_eq!(bench.stop().unwrap().name, "Hide details");
    bench.by_key("Back to the start", Key::Enter);
    bench.tab_to("What happened");
}
