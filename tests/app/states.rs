//! States of pages that no picture shows: menus, panels that open, waits, ends, dialogs.

use std::time::{Duration, SystemTime};

use egui::{Key, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lifeline::app::{Start, TicketSource};
use lifeline::desk::OffersAllowed;
use lifeline::policy::{Change, ListedHelper, Name};
use lifeline::session::expert::{self, End, Protection};
use lifeline::session::history::Item;
use lifeline::session::novice::{
    self, InvitationId, InvitationInForce, PauseReason, ProvedBy, QuestionId, QuestionKind, SessionEnd,
};

use super::bench::{Bench, KEY, WORDS, compare, invitation, past, question, recent};

pub type OpenState = fn() -> Bench;

impl Bench {
    pub fn invited() -> Self {
        let mut bench = Self::new(Start::Home);
        bench.invite();
        bench
    }

    /// The person wants to close the window.
    pub fn close(&mut self) {
        let viewports = &mut self.harness.input_mut().viewports;
        let viewport = viewports.get_mut(&egui::ViewportId::ROOT).unwrap();
        viewport.events.push(egui::ViewportEvent::Close);
        self.harness.step();
        self.steps();
    }

    /// A ticket whose password was typed, and which is being connected to.
    pub fn connecting() -> Self {
        let mut bench = Self::new(Start::open(TicketSource::Text(b"<UPLOADINFO/>".to_vec())));
        bench.connect("abcd");
        bench
    }

    /// Nobody can be reached: the reply is there to be sent.
    pub fn listening() -> Self {
        let mut bench = Self::connecting();
        bench.press(&lifeline::t!("help-listen"));
        bench.tell_expert(expert::Event::Listening("0.0.0.0:40000".parse().unwrap()));
        bench.tell_expert(expert::Event::Reply {
            text: "LIFELINE-REPLY-ABCD".to_owned(),
            expires: SystemTime::now() + Duration::from_secs(1800),
        });
        bench
    }

    /// The names that begin so.
    pub fn names(&self, begin: &str) -> Vec<String> {
        let found = self.harness.query_all_by_label_contains(begin);
        let named = found.filter_map(|node| node.accesskit_node().label());
        named.filter(|name| name.starts_with(begin)).collect()
    }

    fn after(mut self, names: &[&str]) -> Self {
        for name in names {
            self.press(name);
        }
        self
    }
}

/// The states by name: a table.
pub fn states() -> Vec<(&'static str, OpenState)> {
    [asking(), sharing(), helping(), offering()].concat()
}

fn asking() -> Vec<(&'static str, OpenState)> {
    vec![
        ("an invitation that is made", || {
            Bench::new(Start::Home).after(&["Ask for help", "Make the invitation"])
        }),
        ("an invitation that is saved", || {
            Bench::invited().after(&["Save invitation…"])
        }),
        ("an invitation that no mail program takes", || {
            Bench::invited().after(&["Email invitation", "Copy as text"])
        }),
        ("a password that is spelled", || Bench::invited().after(&["Spell it"])),
        ("ways to the helper", || {
            Bench::invited().after(&["Can my helper reach me?", "Details", "Connect to my helper…"])
        }),
        ("an invitation to cancel", || {
            Bench::invited().after(&["Cancel invitation"])
        }),
        ("several invitations", || {
            let mut bench = Bench::invited();
            bench.tell(novice::Event::Invitation(InvitationInForce {
                id: InvitationId("two".to_owned()),
                failed_tries: 2,
                ..invitation()
            }));
            bench.after(&["Back to the start", "Invitations in force (2)"])
        }),
        ("the question whether to close", || {
            let mut bench = Bench::invited();
            bench.close();
            bench
        }),
        ("an invitation that expired", || {
            Bench::invited().told([novice::Event::Expired(InvitationId("one".to_owned()))])
        }),
        ("what happened", || {
            let bench = Bench::new(Start::Home);
            let older = |mut past: lifeline::session::history::PastSession| {
                past.began -= 3600;
                past
            };
            *bench.past.lock().unwrap() = vec![Item::Session(past()), Item::Session(older(past()))];
            let mut bench = bench.after(&["What happened"]);
            let details = bench.names("Details: ");
            bench.press(&details[0]);
            bench
        }),
    ]
}

fn sharing() -> Vec<(&'static str, OpenState)> {
    vec![
        ("a question with its details", || {
            Bench::asked(QuestionKind::View).after(&["Details"])
        }),
        ("a bar that says that they control", || {
            Bench::sharing().told([novice::Event::EscapeWatched(true), novice::Event::Controlling])
        }),
        ("a bar that says that they see nothing new", || {
            Bench::sharing().told([novice::Event::Paused(PauseReason::BarHidden)])
        }),
        ("an end that can be saved", || {
            let mut bench = Bench::sharing();
            bench.tell(novice::Event::Summary(Box::new(past())));
            bench.tell(novice::Event::Ended(SessionEnd::NoviceStopped));
            bench.after(&["Save what happened"])
        }),
        ("words to compare", || {
            Bench::invited().told([novice::Event::Compare(compare())])
        }),
        ("a change under control", || {
            Bench::invited().told([novice::Event::OffersChanged(vec![Change::Listed("Eve".to_owned())])])
        }),
        ("a view that was allowed before", || {
            Bench::invited().told([novice::Event::Question(novice::Question {
                proved_by: ProvedBy::Key {
                    claimed: Some("Anna".to_owned()),
                },
                protection: Protection::Rc4Only,
                again: true,
                notice: Some("The help desk.".to_owned()),
                caller_seconds: None,
                ..question(QuestionKind::View)
            })])
        }),
        ("somebody who is asked about again", || {
            Bench::sharing().told([
                novice::Event::Question(question(QuestionKind::Control)),
                novice::Event::QuestionClosed(QuestionId(7)),
            ])
        }),
    ]
}

fn helping() -> Vec<(&'static str, OpenState)> {
    vec![
        ("a connection that is tried", Bench::connecting),
        ("a reply", Bench::listening),
        ("a helper who waits", || {
            Bench::connecting().expert_told([expert::Event::Waiting {
                address: "192.0.2.9:3389".parse().unwrap(),
                protection: Protection::TlsAndRc4,
            }])
        }),
        ("a helper's end", || {
            Bench::connecting().expert_told([expert::Event::Ended(End::Unreachable)])
        }),
        ("a connection that was lost", || {
            Bench::viewing().expert_told([expert::Event::Ended(End::Lost)])
        }),
        ("the view", Bench::viewing),
        ("the view with control", Bench::controlling),
        ("a view that stands still", || {
            Bench::viewing().expert_told([expert::Event::Paused(PauseReason::Novice)])
        }),
        ("the sizes of the view", || {
            let mut bench = Bench::viewing();
            let size = bench.names("Size: ");
            bench.press(&size[0]);
            bench
        }),
        ("the keys of the view", || Bench::controlling().after(&["Keys"])),
        ("the shortcuts of the view", || {
            Bench::viewing().after(&["Keys", "Shortcuts"])
        }),
        ("the figures of the view", || Bench::viewing().after(&["Figures"])),
        ("a picture that is saved", || Bench::viewing().after(&["Save picture"])),
        ("the view on the whole screen", || {
            Bench::viewing().after(&["Full screen"])
        }),
        ("a small view", || {
            let mut bench = Bench::viewing();
            bench.within_reach(Vec2::new(400.0, 300.0), &[]);
            bench.key(Key::Tab);
            bench
        }),
    ]
}

fn offering() -> Vec<(&'static str, OpenState)> {
    vec![
        ("computers that were helped before", || {
            let bench = Bench::new(Start::Home);
            *bench.offers.recent.borrow_mut() = vec![recent("", "office-12", 3389), recent("", "::1", 4000)];
            bench.after(&["Offer assistance"])
        }),
        ("a list of helpers", || {
            let bench = Bench::new(Start::Home);
            {
                let mut helpers = bench.offers.helpers.borrow_mut();
                helpers.offers = OffersAllowed::View;
                helpers.listed = vec![ListedHelper {
                    name: Name::new("Anna").unwrap(),
                    key: KEY.parse().unwrap(),
                }];
            }
            bench.after(&["Who may offer help"])
        }),
        ("words that a helper compares", || {
            let mut bench = Bench::new(Start::Home).after(&["Offer assistance"]);
            bench.write("Name or address of their computer", "office-12");
            bench.press("Offer my help");
            bench.tell_expert(expert::Event::Compare {
                address: "203.0.113.7:4000".parse().unwrap(),
                words: WORDS,
            });
            bench
        }),
    ]
}
