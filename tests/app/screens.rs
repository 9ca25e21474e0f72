//! Every screen, in whatever language is spoken.

use std::time::Duration;

use egui::{Theme, Vec2};
use egui_kittest::kittest::Queryable as _;
use lifeline::app::{Start, TicketSource};
use lifeline::desk::OffersAllowed;
use lifeline::policy::{Change, ListedHelper, Name, Setting};
use lifeline::session::expert::{self, Protection};
use lifeline::session::history::Item;
use lifeline::session::novice::{
    self, ControlEnd, ControlRefusal, PauseReason, ProvedBy, Question, QuestionId, QuestionKind, SessionEnd,
};
use lifeline::t;

use super::bench::{Bench, KEY, WORDS, compare, invitation, past, question, recent};

const SMALL: Vec2 = Vec2::new(400.0, 250.0);
pub const SIZE: Vec2 = Vec2::new(760.0, 640.0);

/// How a screen is looked at.
#[derive(Clone, Copy)]
pub struct Look {
    pub theme: Theme,
    /// In points.
    pub size: Vec2,
    /// Pixels a point.
    pub zoom: f32,
}

impl Look {
    pub fn usual(theme: Theme) -> Self {
        Self {
            theme,
            size: SIZE,
            zoom: 1.0,
        }
    }

    fn open(self, start: Start) -> Bench {
        Bench::sized(start, self.size, self.theme, self.zoom)
    }
}

/// Opens a screen from the beginning.
pub type Open = fn(Look) -> Bench;

fn home(look: Look) -> Bench {
    look.open(Start::Home)
}
fn led_to(look: Look, button: &str) -> Bench {
    let mut bench = home(look);
    bench.press(button);
    bench
}
fn invited(look: Look) -> Bench {
    let mut bench = led_to(look, &t!("home-ask"));
    bench.press(&t!("ask-make"));
    bench.tell(novice::Event::Invitation(invitation()));
    bench
}
fn asked(look: Look, kind: QuestionKind) -> Bench {
    let mut bench = invited(look);
    bench.tell(novice::Event::Question(question(kind)));
    bench
}
fn asked_small(look: Look) -> Bench {
    let small = Look {
        size: SMALL,
        zoom: 2.0,
        ..look
    };
    let mut bench = small.open(Start::Home);
    bench.invite();
    bench.within_reach(SMALL, &[]);
    bench.tell(novice::Event::Question(question(QuestionKind::View)));
    bench.pass(Duration::from_secs(2));
    bench
}
fn sharing(look: Look) -> Bench {
    let mut bench = asked(look, QuestionKind::View);
    bench.tell(novice::Event::QuestionClosed(QuestionId(7)));
    bench.tell(novice::Event::Viewing);
    bench
}

/// The screens by name.
pub fn screens() -> Vec<(&'static str, Open)> {
    vec![
        ("home", home),
        ("ask", |look| led_to(look, &t!("home-ask"))),
        ("invitation", invited),
        ("in-force", |look| {
            let mut bench = invited(look);
            bench.press(&t!("back-home"));
            bench.press(&t!("home-in-force", count = 1));
            bench
        }),
        ("question-view", |look| asked(look, QuestionKind::View)),
        ("question-counting", |look| {
            let mut bench = asked(look, QuestionKind::View);
            bench.pass(Duration::from_secs(2));
            bench.commands();
            bench.say_called();
            bench.watch(3);
            bench
        }),
        ("question-called", |look| {
            let mut bench = asked(look, QuestionKind::View);
            bench.pass(Duration::from_secs(2));
            bench.press(&t!("question-caller-helper"));
            bench
        }),
        // At 200 % in a window of 800 × 500.
        ("question-small", asked_small),
        ("question-called-small", |look| {
            let mut bench = asked_small(look);
            bench.pass(Duration::from_secs(2));
            bench.press(&t!("question-caller-helper"));
            bench
        }),
        ("question-control", |look| asked(look, QuestionKind::Control)),
        ("bar", sharing),
        ("ended", |look| {
            sharing(look).told([
                novice::Event::Summary(Box::new(past())),
                novice::Event::Ended(SessionEnd::NoviceStopped),
            ])
        }),
        ("fraud", |look| {
            let mut bench = sharing(look);
            bench.tell(novice::Event::Summary(Box::new(past())));
            bench.tell(novice::Event::Ended(SessionEnd::NoviceStopped));
            bench.press(&t!("ended-fraud"));
            bench
        }),
        ("help", |look| led_to(look, &t!("home-help"))),
        ("password", |look| {
            let start = Start::open(TicketSource::Text(b"<UPLOADINFO/>".to_vec()));
            look.open(start)
        }),
        ("offer", |look| led_to(look, &t!("home-offer"))),
        ("helpers", |look| led_to(look, &t!("home-helpers"))),
        ("settings", |look| led_to(look, &t!("home-settings"))),
        ("history", |look| led_to(look, &t!("home-history"))),
        ("guide", |look| led_to(look, &t!("home-guide"))),
        ("about", |look| led_to(look, &t!("home-about"))),
    ]
}

/// What else the screens can look like, by name.
pub fn states() -> Vec<(&'static str, Open)> {
    [
        asking_states(),
        sharing_states(),
        helping_states(),
        viewer_states(),
        offer_states(),
    ]
    .concat()
}

fn asking_states() -> Vec<(&'static str, Open)> {
    vec![
        ("home-waiting", |look| {
            let mut bench = invited(look);
            bench.press(&t!("back-home"));
            bench
        }),
        ("invitation-spelled", |look| {
            let mut bench = invited(look);
            bench.press(&t!("invitation-spell"));
            bench
        }),
        ("invitation-stuck", |look| {
            let mut bench = invited(look);
            bench.press(&t!("invitation-connect"));
            bench
        }),
        ("invitation-examined", |look| {
            let mut bench = invited(look);
            bench.press(&t!("invitation-examine"));
            bench
        }),
        ("invitation-saving", |look| {
            let mut bench = invited(look);
            bench.press(&t!("invitation-save"));
            bench
        }),
        ("invitation-connected", |look| {
            let mut bench = invited(look);
            let address = "203.0.113.7:50000".parse().unwrap();
            bench.tell(novice::Event::Connected { address });
            bench
        }),
        ("invitation-closing", |look| {
            let mut bench = invited(look);
            let viewports = &mut bench.harness.input_mut().viewports;
            let viewport = viewports.get_mut(&egui::ViewportId::ROOT).unwrap();
            viewport.events.push(egui::ViewportEvent::Close);
            bench.harness.step();
            bench.steps();
            bench
        }),
        ("question-details", |look| {
            let mut bench = asked(look, QuestionKind::View);
            bench.pass(Duration::from_secs(2));
            bench.press(&t!("question-details"));
            bench
        }),
        ("question-allowed", |look| {
            let mut bench = asked(look, QuestionKind::View);
            bench.pass(Duration::from_secs(2));
            bench.commands();
            bench.called();
            bench
        }),
        ("question-offered", |look| {
            invited(look).told([novice::Event::Question(Question {
                name: "Anna".to_owned(),
                proved_by: ProvedBy::Key {
                    claimed: Some("سام".to_owned()),
                },
                protection: Protection::Rc4Only,
                again: true,
                notice: Some("Calls may be recorded.".to_owned()),
                ..question(QuestionKind::View)
            })])
        }),
        ("history-kept", |look| {
            let mut bench = home(look);
            *bench.past.lock().unwrap() = vec![Item::Session(past())];
            bench.press(&t!("home-history"));
            bench
        }),
        ("settings-silent", |look| {
            let mut bench = home(look);
            bench.fall_silent();
            bench.press(&t!("home-settings"));
            bench.pass(Duration::from_secs(6));
            bench
        }),
    ]
}

fn sharing_states() -> Vec<(&'static str, Open)> {
    vec![
        ("bar-controlling", |look| {
            sharing(look).told([novice::Event::Controlling, novice::Event::EscapeWatched(true)])
        }),
        ("bar-note", |look| {
            let taken = novice::Event::ControlEnded(ControlEnd::Escape);
            sharing(look).told([novice::Event::Controlling, taken])
        }),
        ("bar-paused", |look| {
            sharing(look).told([novice::Event::Paused(PauseReason::Novice)])
        }),
        ("bar-hidden", |look| {
            sharing(look).told([novice::Event::Paused(PauseReason::BarHidden)])
        }),
        ("ended-refused", |look| {
            asked(look, QuestionKind::View).told([
                novice::Event::QuestionClosed(QuestionId(7)),
                novice::Event::Ended(SessionEnd::ViewRefused),
            ])
        }),
    ]
}

/// The helper has given the password.
fn connecting(look: Look) -> Bench {
    let mut bench = look.open(Start::open(TicketSource::Text(b"<UPLOADINFO/>".to_vec())));
    bench.write(&t!("help-password"), "abcd efgh jklm");
    bench.press(&t!("help-connect"));
    bench
}

fn helping_states() -> Vec<(&'static str, Open)> {
    vec![
        ("help-otherwise", |look| {
            let mut bench = led_to(look, &t!("home-help"));
            bench.press(&t!("help-otherwise"));
            bench
        }),
        ("help-nothing", |look| {
            look.open(Start::open(TicketSource::Text(b"hello".to_vec())))
        }),
        ("help-connecting", |look| {
            let address = "192.0.2.9:3389".to_owned();
            connecting(look).expert_told([expert::Event::Connecting { address }])
        }),
        ("help-waiting", |look| {
            let address = "192.0.2.9:3389".parse().unwrap();
            let protection = Protection::Tls;
            connecting(look).expert_told([expert::Event::Waiting { address, protection }])
        }),
        ("help-postponed", |look| {
            connecting(look).expert_told([expert::Event::Postponed { seconds: 7 }])
        }),
        ("help-unreachable", |look| {
            connecting(look).expert_told([expert::Event::Ended(expert::End::Unreachable)])
        }),
        ("help-wrong-password", |look| {
            connecting(look).expert_told([expert::Event::Ended(expert::End::WrongPassword)])
        }),
        ("help-listening", |look| {
            let mut bench = connecting(look).expert_told([expert::Event::Ended(expert::End::Unreachable)]);
            bench.press(&t!("help-listen"));
            bench.tell_expert(expert::Event::Listening("0.0.0.0:40000".parse().unwrap()));
            bench.tell_expert(expert::Event::Reply {
                text: "LIFELINE-REPLY-ABCD".to_owned(),
                expires: std::time::SystemTime::now() + Duration::from_secs(1800),
            });
            bench
        }),
        ("help-lost", |look| {
            viewing(look).expert_told([expert::Event::Ended(expert::End::Lost)])
        }),
    ]
}

fn viewing(look: Look) -> Bench {
    let mut bench = connecting(look);
    bench.view();
    bench
}

fn viewer_states() -> Vec<(&'static str, Open)> {
    fn told(look: Look, events: impl IntoIterator<Item = expert::Event>) -> Bench {
        let mut bench = viewing(look);
        for event in events {
            bench.tell_expert(event);
        }
        bench
    }
    fn pressed(look: Look, button: &str) -> Bench {
        let mut bench = viewing(look);
        bench.press(button);
        bench
    }
    vec![
        ("viewer", viewing),
        ("viewer-requested", |look| pressed(look, &t!("viewer-request"))),
        ("viewer-refused", |look| {
            told(look, [expert::Event::ControlRefused(ControlRefusal::Novice)])
        }),
        ("viewer-controlling", |look| told(look, [expert::Event::Controlling])),
        ("viewer-paused", |look| {
            told(look, [expert::Event::Paused(PauseReason::Novice)])
        }),
        ("viewer-figures", |look| pressed(look, &t!("viewer-figures"))),
        ("viewer-keys", |look| pressed(look, &t!("viewer-keys"))),
        ("viewer-sizes", |look| {
            let mut bench = pressed(look, &t!("viewer-actual-size"));
            bench.press(&t!("viewer-size", percent = 100));
            bench
        }),
        ("viewer-shortcuts", |look| {
            let mut bench = pressed(look, &t!("viewer-keys"));
            bench.press(&t!("viewer-shortcuts"));
            bench
        }),
        ("viewer-saving", |look| pressed(look, &t!("viewer-save"))),
        ("viewer-full-screen", |look| pressed(look, &t!("viewer-full-screen"))),
    ]
}

fn offer_states() -> Vec<(&'static str, Open)> {
    fn waiting(look: Look) -> Bench {
        let mut bench = home(look);
        bench.offers.helpers.borrow_mut().offers = OffersAllowed::Control;
        bench.offers.helpers.borrow_mut().listed = vec![ListedHelper {
            name: Name::new("Anna").unwrap(),
            key: KEY.parse().unwrap(),
        }];
        bench.press(&t!("home-helpers"));
        bench
    }
    vec![
        ("helpers-listed", waiting),
        ("helpers-fixed", |look| {
            let mut bench = home(look);
            {
                let mut helpers = bench.offers.helpers.borrow_mut();
                (helpers.offers_fixed, helpers.list_fixed) = (true, true);
            }
            bench.press(&t!("home-helpers"));
            bench
        }),
        ("helpers-changed", |look| {
            let mut bench = invited(look);
            let changes = vec![Change::Listed("Eve".to_owned()), Change::Wider(Setting::EncryptedOnly)];
            bench.tell(novice::Event::OffersChanged(changes));
            bench
        }),
        ("compare", |look| {
            invited(look).told([novice::Event::Compare(compare())])
        }),
        ("offer-remembered", |look| {
            let mut bench = home(look);
            *bench.offers.recent.borrow_mut() =
                vec![recent("Anna", "office-12", 3389), recent("", "2001:db8::1", 4000)];
            bench.press(&t!("home-offer"));
            bench
        }),
        ("offer-compare", |look| {
            let mut bench = led_to(look, &t!("home-offer"));
            bench.write(&t!("offer-computer"), "office-12:4000");
            // The page's heading may have the same words.
            let go = t!("offer-go");
            let go = bench.harness.get_by_role_and_label(egui::Role::Button, &go);
            go.click_accesskit();
            bench.steps();
            let address = "203.0.113.7:4000".parse().unwrap();
            bench.tell_expert(expert::Event::Compare { address, words: WORDS });
            bench
        }),
    ]
}
