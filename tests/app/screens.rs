//! Every screen, in whatever language is spoken.

use std::time::Duration;

use egui::{Theme, Vec2};
use lifeline::app::{Start, TicketSource};
use lifeline::session::novice::{self, QuestionId, QuestionKind, SessionEnd};
use lifeline::t;

use super::bench::{Bench, invitation, past, question};

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

/// The screens by name.
pub fn screens() -> Vec<(&'static str, Open)> {
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
            let mut bench = sharing(look);
            bench.tell(novice::Event::Summary(Box::new(past())));
            bench.tell(novice::Event::Ended(SessionEnd::NoviceStopped));
            bench
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
