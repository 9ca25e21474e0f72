//! What a screen reader says by itself: questions when they open, countdowns seldom, and nothing every second.

use std::collections::BTreeMap;
use std::time::Duration;

use egui::{Role, accesskit::Live};
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use lifeline::app::Start;
use lifeline::session::expert::{self, Protection};
use lifeline::session::novice::{self, QuestionId, QuestionKind};

use super::bench::{Bench, question};
use super::states::OpenState;

/// The names of all that is announced when it comes or changes, by its place in the tree.
type Announced = BTreeMap<String, String>;

fn announced(bench: &Bench) -> Announced {
    let live = bench
        .harness
        .query_all(by().predicate(|node| node.live() != Live::Off && !node.is_hidden()));
    live.map(|node| {
        let node = node.accesskit_node();
        let name = match node.role() {
            Role::Label => node.value(),
            _ => node.label(),
        };
        (format!("{:?}", node.id()), name.unwrap_or_default())
    })
    .collect()
}

/// What is said while this is done.
fn heard(bench: &mut Bench, before: &mut Announced, work: impl FnOnce(&mut Bench)) -> Vec<String> {
    work(bench);
    let now = announced(bench);
    let said = now.iter().filter(|(node, name)| before.get(*node) != Some(name));
    let said = said.map(|(_, name)| name.clone()).collect();
    *before = now;
    said
}

/// What is said in so many seconds, one after the other.
fn heard_in(bench: &mut Bench, seconds: u32) -> Vec<String> {
    let mut before = announced(bench);
    let each = (0..seconds).flat_map(|_| heard(bench, &mut before, |bench| bench.pass(Duration::from_secs(1))));
    each.collect()
}

#[test]
fn a_question_is_said_in_one_go_when_it_opens() {
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    let mut before = announced(&bench);
    let said = heard(&mut bench, &mut before, |bench| {
        bench.tell(novice::Event::Question(question(QuestionKind::View)));
    });
    assert_eq!(said.len(), 1, "{said:?}");
    for part in ["They call themselves:\nSam\n", "until you stop", "did they call you?"] {
        assert!(said[0].contains(part), "{part} is missing in {said:?}");
    }
}

#[test]
fn the_wait_after_i_called_is_said_with_ten_five_and_no_seconds_left() {
    let mut bench = Bench::asked(QuestionKind::View);
    bench.pass(Duration::from_millis(1100));
    let mut before = announced(&bench);
    let mut said = heard(&mut bench, &mut before, Bench::say_called);
    said.extend(heard_in(&mut bench, 12));
    let wanted = [
        "Take your time: you can let them see your screen in 10 s.",
        "Take your time: you can let them see your screen in 5 s.",
        "You can let them see your screen now.",
    ];
    assert_eq!(said, wanted);
}

#[test]
fn the_end_of_a_question_is_said_with_ten_and_five_seconds_left_and_when_it_is_there() {
    for (kind, seconds) in [(QuestionKind::View, 120), (QuestionKind::Control, 60)] {
        let mut bench = Bench::new(Start::Home);
        bench.invite();
        bench.tell(novice::Event::Question(novice::Question {
            seconds,
            ..question(kind)
        }));
        bench.pass(Duration::from_millis(1100));
        let said = heard_in(&mut bench, seconds - 3);
        assert_eq!(
            said,
            [10, 5].map(|left| format!("Without an answer it is a no, in {left} s."))
        );
        let mut before = announced(&bench);
        let said = heard(&mut bench, &mut before, |bench| {
            bench.tell(novice::Event::QuestionClosed(QuestionId(7)));
            bench.tell(novice::Event::Ended(novice::SessionEnd::ViewUnanswered));
        });
        assert_eq!(said.len(), 1, "{said:?}");
    }
}

/// Times that pass are to be seen each second, and heard now and then.
#[test]
fn no_wait_is_said_every_second() {
    fn waiting() -> Bench {
        let mut bench = Bench::connecting();
        bench.tell_expert(expert::Event::Waiting {
            address: "192.0.2.9:3389".parse().unwrap(),
            protection: Protection::TlsAndRc4,
        });
        bench
    }
    fn requested() -> Bench {
        let mut bench = Bench::viewing();
        bench.press("Request control");
        bench
    }
    let pages: [(&str, OpenState); 6] = [
        ("an invitation", Bench::invited),
        ("connecting", Bench::connecting),
        ("a helper who waits", waiting),
        ("a request", requested),
        ("the bar", Bench::sharing),
        ("a view", Bench::viewing),
    ];
    for (page, open) in pages {
        let said = heard_in(&mut open(), 58);
        assert!(said.len() <= 2, "{page}: {said:?}");
    }
}
