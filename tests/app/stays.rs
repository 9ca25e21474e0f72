//! What appears above takes nothing from what stands there: each control is told by what it does and not by its place,
//! so that neither the keyboard nor a screen reader's place moves to a neighbour.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, SystemTime};

use egui::accesskit::{Action, Live};
use egui::{Role, Theme};
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use lifeline::app::Start;
use lifeline::desk::OffersAllowed;
use lifeline::session::expert;
use lifeline::session::history::Item;
use lifeline::session::novice::{self, ControlRefusal, InvitationId, InvitationInForce, PauseReason, QuestionKind};

use super::bench::{Bench, KEY, invitation, past, recent};
use super::screens::{Look, screens};
use super::states::states;

/// What can have the keyboard, what a screen reader finds its way by, and what it says by itself, with what it is called.
fn told(bench: &Bench) -> BTreeMap<String, (Role, String)> {
    const GROUPS: [Role; 2] = [Role::Group, Role::RadioGroup];
    let found = bench.harness.query_all(by().predicate(|node| {
        let heading = node.role() == Role::Heading && node.level() == Some(1);
        let said = node.live() != Live::Off;
        node.data().supports_action(Action::Focus) || GROUPS.contains(&node.role()) || heading || said
    }));
    let told = found.map(|node| {
        let node = node.accesskit_node();
        (
            format!("{:?}", node.id()),
            (
                node.role(),
                match node.role() {
                    Role::Label => node.value().unwrap_or_default(),
                    _ => node.label().unwrap_or_default(),
                },
            ),
        )
    });
    told.collect()
}

/// The library's own numbers, which go by the place, are moved on above everything: nothing goes by them.
#[test]
fn no_control_is_told_by_its_place() {
    let screens = screens().into_iter().chain(super::screens::states());
    let benches = screens.map(|(name, open)| (name, open(Look::usual(Theme::Light))));
    let benches = benches.chain(states().into_iter().map(|(name, open)| (name, open())));
    let mut wrong = Vec::new();
    for (name, mut bench) in benches {
        let (before, focused) = (told(&bench), bench.focused_number());
        *bench.above.borrow_mut() += 3;
        bench.steps();
        let after = told(&bench);
        let moved = before.iter().filter(|(id, what)| after.get(*id) != Some(what));
        wrong.extend(moved.map(|(_, what)| format!("{name}: {what:?}")));
        if bench.focused_number() != focused {
            wrong.push(format!("{name}: the keyboard is at {:?} now", bench.stop()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A state of a page, and what makes something appear on it.
type Appearance = (&'static str, fn() -> Bench, fn(&mut Bench));

/// Problems, hints, progress, countdowns, panels and rows: a table.
fn appearances() -> Vec<Appearance> {
    [on_invitations(), while_shared(), for_helpers(), in_lists()].concat()
}

fn on_invitations() -> Vec<Appearance> {
    fn two() -> Bench {
        let mut bench = Bench::invited();
        bench.tell(novice::Event::Invitation(InvitationInForce {
            id: InvitationId("two".to_owned()),
            ..invitation()
        }));
        bench.press("Back to the start");
        bench.press("Invitations in force (2)");
        bench
    }
    vec![
        ("the password is spelled", Bench::invited, |bench| {
            bench.press("Spell it")
        }),
        ("a text is copied", Bench::invited, |bench| bench.press("Copy as text")),
        ("no mail program answers", Bench::invited, |bench| {
            bench.press("Email invitation")
        }),
        ("where to save is asked", Bench::invited, |bench| {
            bench.press("Save invitation…")
        }),
        ("mail in the browser", Bench::invited, |bench| {
            bench.press("I read email in the browser")
        }),
        ("a helper can be reached", Bench::invited, |bench| {
            bench.press("Can my helper reach me?")
        }),
        ("a try that failed", two, |bench| {
            bench.tell(novice::Event::Invitation(InvitationInForce {
                failed_tries: 2,
                ..invitation()
            }));
        }),
        ("an invitation that expires", two, |bench| {
            bench.tell(novice::Event::Expired(InvitationId("one".to_owned())));
        }),
    ]
}

fn while_shared() -> Vec<Appearance> {
    fn asked() -> Bench {
        let mut bench = Bench::asked(QuestionKind::View);
        bench.pass(Duration::from_millis(1100));
        bench
    }
    fn asked_in_little_room() -> Bench {
        let mut bench = asked();
        bench.within_reach(egui::Vec2::new(400.0, 300.0), &[]);
        bench
    }
    vec![
        ("who called is said", asked, Bench::say_called),
        ("the wait after that is over", asked, Bench::called),
        (
            "who called is said in little room",
            asked_in_little_room,
            Bench::say_called,
        ),
        ("the seconds of a question", asked, |bench| bench.watch(100)),
        ("the details of a question", asked, |bench| bench.press("Details")),
        (
            "the last seconds for control",
            || Bench::asked(QuestionKind::Control),
            |bench| bench.watch(50),
        ),
        (
            "a note on the bar",
            || Bench::sharing().told([novice::Event::Controlling]),
            |bench| bench.tell(novice::Event::EscapeWatched(true)),
        ),
        ("no control on the bar", Bench::sharing, |bench| {
            bench.tell(novice::Event::ControlRefused(ControlRefusal::Desktop));
        }),
        ("a pause", Bench::sharing, |bench| {
            bench.tell(novice::Event::Paused(PauseReason::BarHidden));
        }),
    ]
}

fn for_helpers() -> Vec<Appearance> {
    fn waited_for() -> Bench {
        let mut bench = Bench::connecting();
        bench.press("Wait for them to come…");
        bench.tell_expert(expert::Event::Listening("0.0.0.0:40000".parse().unwrap()));
        bench
    }
    /// All tools have room.
    fn wide_view() -> Bench {
        let mut bench = Bench::viewing();
        bench.within_reach(egui::Vec2::new(1800.0, 800.0), &[]);
        bench
    }
    vec![
        (
            "a file that is no invitation",
            || {
                let mut bench = Bench::new(Start::Home);
                bench.press("Help someone");
                bench.write("Where the file is", "/nowhere/one.msrcIncident");
                bench
            },
            |bench| bench.press("Open this file"),
        ),
        ("nobody can be reached", Bench::connecting, |bench| {
            bench.pass(Duration::from_secs(40))
        }),
        ("a reply to send", waited_for, |bench| {
            bench.tell_expert(expert::Event::Reply {
                text: "LIFELINE-REPLY-ABCD".to_owned(),
                expires: SystemTime::now() + Duration::from_secs(1800),
            });
        }),
        ("a request", Bench::viewing, |bench| bench.press("Request control")),
        ("a pause of the view", Bench::viewing, |bench| {
            bench.tell_expert(expert::Event::Paused(PauseReason::Novice));
        }),
        ("figures", wide_view, |bench| bench.press("Figures")),
        ("a picture is copied", wide_view, |bench| bench.press("Copy picture")),
    ]
}

fn in_lists() -> Vec<Appearance> {
    fn computers() -> Bench {
        let mut bench = Bench::new(Start::Home);
        *bench.offers.recent.borrow_mut() = vec![
            recent("", "office-12", 3389),
            recent("Anna", "office-13", 3389),
            recent("", "::1", 4000),
        ];
        bench.press("Offer assistance");
        bench
    }
    vec![
        (
            "settings on a disk that does not answer",
            || {
                let mut bench = Bench::new(Start::Home);
                bench.press("Settings");
                bench.fall_silent();
                bench
            },
            |bench| {
                bench.press("125%");
                bench.pass(Duration::from_secs(6));
                bench.answer();
            },
        ),
        (
            "a helper on the list",
            || {
                let mut bench = Bench::new(Start::Home);
                bench.press("Who may offer help");
                bench.write("Their helper key", KEY);
                bench.write("Their name, as you will read it", "Anna");
                bench
            },
            |bench| bench.press("Put them on the list"),
        ),
        (
            "offers are allowed",
            || {
                let mut bench = Bench::new(Start::Home);
                bench.press("Who may offer help");
                bench
            },
            |bench| {
                bench.press("They may offer to look");
                assert_eq!(bench.offers.helpers.borrow().offers, OffersAllowed::View);
            },
        ),
        ("a computer is forgotten", computers, |bench| {
            bench.press("Forget office-12")
        }),
        ("all shall be forgotten", computers, |bench| bench.press("Forget all…")),
        (
            "the steps of a session",
            || {
                let mut bench = Bench::new(Start::Home);
                let mut older = past();
                older.began -= 3600;
                *bench.past.lock().unwrap() = vec![Item::Session(past()), Item::Session(older)];
                bench.press("What happened");
                bench
            },
            |bench| {
                let first = bench.names("Details: ").remove(0);
                bench.press(&first);
            },
        ),
    ]
}

/// Whatever has the keyboard has it afterwards, under the name that a screen reader knows it by: from the first that can
/// have it to the last.
#[test]
fn what_appears_takes_the_keyboard_from_nobody() {
    let mut wrong = Vec::new();
    for (name, open, appear) in appearances() {
        let (before, after) = {
            let mut bench = open();
            let before = told(&bench);
            appear(&mut bench);
            (before, told(&bench))
        };
        let names = |told: &BTreeMap<String, (Role, String)>| -> BTreeSet<_> { told.values().cloned().collect() };
        let there = names(&after);
        let stays: Vec<_> = before.iter().filter(|(_, what)| there.contains(what)).collect();
        assert!(!stays.is_empty(), "{name}: {before:?} and {after:?}");
        for (id, what) in stays {
            let several = before.values().filter(|other| *other == what).count() > 1;
            if after.get(id) != Some(what) && !several {
                wrong.push(format!("{name}: {what:?} is told by another number"));
            }
        }
        for (id, what) in before.iter().filter(|(id, what)| after.get(*id) == Some(what)) {
            let mut bench = open();
            if !bench.focus_number(id) {
                continue;
            }
            appear(&mut bench);
            // What is greyed meanwhile gets it back.
            if bench.focused_number().as_ref() != Some(id) && bench.usable(id).is_some() {
                wrong.push(format!(
                    "{name}: the keyboard was at {what:?} and is at {:?}",
                    bench.stop()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

impl Bench {
    /// Gives the keyboard to what has this number, as a screen reader does; false where it cannot have it.
    fn focus_number(&mut self, id: &str) -> bool {
        let Some(node) = self.usable(id) else { return false };
        node.focus();
        self.steps();
        self.focused_number().as_deref() == Some(id)
    }

    fn usable(&self, id: &str) -> Option<Node<'_>> {
        let id = id.to_owned();
        let usable = by().predicate(move |node| {
            let this = format!("{:?}", node.id()) == id;
            this && node.data().supports_action(Action::Focus) && !node.is_disabled()
        });
        self.harness.query_all(usable).next()
    }

    fn focused_number(&self) -> Option<String> {
        let mut focused = self.harness.query_all(by().predicate(|node| node.is_focused()));
        focused.next().map(|node| format!("{:?}", node.accesskit_node().id()))
    }
}
