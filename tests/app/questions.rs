//! The two questions.

use std::time::Duration;

use egui::{Key, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use lifeline::app::Start;
use lifeline::session::novice::{
    self, Answer, Caller, InvitationId, Protection, ProvedBy, Question, QuestionId, QuestionKind, SessionEnd,
};

use super::bench::{Bench, compare, only_answer, question};
use super::painted::painted;
use super::practising::Practising;

fn is_disabled(bench: &Bench, name: &str) -> bool {
    bench.harness.get_by_label(name).accesskit_node().is_disabled()
}

#[test]
fn the_view_question_is_one_node_and_its_default_is_the_refusal() {
    let bench = Bench::asked(QuestionKind::View);
    let text = bench.harness.get_by_label_contains("They call themselves:");
    let text = text.value().unwrap();
    for part in [
        "They call themselves:\nSam\n",
        "203.0.113.7",
        "not verified",
        "until you stop",
        "Close what they should not see",
        "did they call you?",
        "No bank",
    ] {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
    assert!(bench.harness.get_by_label("Do not allow").is_focused());
    assert!(
        bench
            .harness
            .get_by_label("Let them see my screen")
            .accesskit_node()
            .is_disabled()
    );
    assert!(bench.shows("(in 1)"));
}

#[test]
fn no_key_accepts_while_the_question_is_locked() {
    for kind in [QuestionKind::View, QuestionKind::Control] {
        for key in [Key::Enter, Key::Space, Key::Tab] {
            let mut bench = Bench::asked(kind);
            bench.key(key);
            bench.key(key);
            let name = if kind == QuestionKind::View {
                "Let them see my screen"
            } else {
                "Let them use my mouse and keyboard"
            };
            bench.harness.get_by_label(name).click();
            bench.press(name);
            assert!(bench.commands().is_empty(), "{kind:?} was answered by {key:?}");
        }
    }
}

#[test]
fn return_and_space_refuse_once_answers_are_taken() {
    for key in [Key::Enter, Key::Space] {
        let mut bench = Bench::asked(QuestionKind::Control);
        bench.pass(Duration::from_millis(1100));
        bench.key(key);
        only_answer(&bench.commands(), Answer::Refuse);
    }
}

#[test]
fn escape_refuses_and_is_not_lost_in_the_locked_second() {
    let mut bench = Bench::asked(QuestionKind::View);
    bench.key(Key::Escape);
    assert!(bench.commands().is_empty());
    bench.pass(Duration::from_millis(1100));
    only_answer(&bench.commands(), Answer::Refuse);
}

#[test]
fn allowing_takes_a_press_of_its_own_after_the_lock() {
    let mut bench = Bench::asked(QuestionKind::View);
    bench.pass(Duration::from_millis(1100));
    assert!(!bench.shows("(in 1)"));
    bench.called();
    bench.press("Let them see my screen");
    only_answer(&bench.commands(), Answer::Allow);
}

/// "They called me" and "I called them" weigh the same, and neither is a yes.
#[test]
fn somebody_new_is_let_in_ten_seconds_after_i_called_and_not_before() {
    let mut bench = Bench::asked(QuestionKind::View);
    let allow = "Let them see my screen";
    for name in ["I called them", "They called me"] {
        assert!(is_disabled(&bench, name), "{name} in the first second");
    }
    bench.pass(Duration::from_millis(1100));
    assert!(is_disabled(&bench, allow));
    assert!(bench.shows("First say who called whom."));
    let sizes = ["I called them", "They called me"].map(|name| bench.harness.get_by_label(name).rect().height());
    assert_eq!(sizes[0], sizes[1]);
    bench.say_called();
    // As a screen reader hears it; on the screen each second counts.
    for left in [10, 9, 8, 7, 6] {
        assert!(bench.shows("you can let them see your screen in 10 s."), "{left}");
        assert!(is_disabled(&bench, allow));
        bench.watch(1);
    }
    assert!(bench.shows("you can let them see your screen in 5 s."));
    bench.watch(4);
    bench.harness.get_by_label(allow).click();
    bench.press(allow);
    assert!(bench.commands().is_empty(), "a second is left");
    bench.watch(1);
    assert!(bench.shows("You can let them see your screen now."));
    bench.press(allow);
    only_answer(&bench.commands(), Answer::Allow);
}

/// What nobody could look at does not count.
#[test]
fn the_ten_seconds_count_only_while_the_question_is_in_sight() {
    let mut bench = Bench::asked(QuestionKind::View);
    bench.pass(Duration::from_millis(1100));
    bench.say_called();
    // Not drawn for a minute.
    bench.pass(Duration::from_secs(60));
    assert!(is_disabled(&bench, "Let them see my screen"));
    bench.hide(true);
    bench.watch(20);
    assert!(is_disabled(&bench, "Let them see my screen"));
    bench.hide(false);
    bench.watch(10);
    assert!(!is_disabled(&bench, "Let them see my screen"));
}

#[test]
fn they_called_me_leads_to_a_page_with_one_way_out_and_none_to_a_yes() {
    let mut bench = Bench::asked(QuestionKind::View);
    bench.pass(Duration::from_millis(1100));
    bench.called();
    bench.press("They called me");
    assert!(matches!(
        bench.commands()[..],
        [novice::Command::Called(QuestionId(7), Caller::Helper)]
    ));
    bench.tell(novice::Event::Called(QuestionId(7), Caller::Helper));
    assert!(bench.shows("almost always a fraudster"));
    assert!(!bench.shows("Let them see my screen") && !bench.shows("I called them"));
    assert!(bench.harness.get_by_label("End everything").is_focused());
    bench.press("Back to the question");
    assert!(bench.harness.get_by_label("Do not allow").is_focused());
    assert!(is_disabled(&bench, "Let them see my screen"), "answered anew");
    // What was said before it does not count any more.
    bench.tell(novice::Event::Called(QuestionId(7), Caller::Helper));
    bench.watch(20);
    assert!(is_disabled(&bench, "Let them see my screen"));
    bench.called();
    assert!(!is_disabled(&bench, "Let them see my screen"));
    bench.press("They called me");
    bench.commands();
    bench.press("End everything");
    assert!(matches!(bench.commands()[..], [novice::Command::EndEverything]));
}

/// Their key was allowed here before: nobody has to say who called.
#[test]
fn who_called_is_not_asked_about_a_known_helper() {
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    bench.tell(novice::Event::Question(Question {
        proved_by: ProvedBy::Key { claimed: None },
        caller_seconds: None,
        ..question(QuestionKind::View)
    }));
    assert!(!bench.shows("I called them"));
    bench.pass(Duration::from_millis(1100));
    bench.press("Let them see my screen");
    only_answer(&bench.commands(), Answer::Allow);
}

#[test]
fn an_answer_that_was_too_early_locks_the_question_again() {
    let mut bench = Bench::asked(QuestionKind::View);
    bench.pass(Duration::from_millis(1100));
    bench.called();
    bench.tell(novice::Event::AnswerTooEarly(QuestionId(7)));
    assert!(bench.shows("(in 1)"));
    bench.press("Let them see my screen");
    assert!(bench.commands().is_empty());
}

#[test]
fn the_question_counts_down_and_tells_its_details() {
    let mut bench = Bench::asked(QuestionKind::View);
    bench.pass(Duration::from_secs(20));
    assert!(bench.shows("in 100 s."));
    assert!(!bench.shows("cannot check that it reached you"));
    bench.press("Details");
    assert!(bench.shows("Their program cannot check that it reached you."));
    bench.press("Something is wrong: end everything");
    assert!(matches!(bench.commands()[..], [novice::Command::EndEverything]));
    bench.tell(novice::Event::QuestionClosed(QuestionId(7)));
    bench.tell(novice::Event::Cancelled(InvitationId("one".to_owned())));
    bench.tell(novice::Event::AllClosed);
    bench.tell(novice::Event::Ended(SessionEnd::ViewRefused));
    assert!(bench.shows("every way in is closed"));
    assert!(!bench.shows("still in force"));
    bench.press("Back to the start");
    assert!(bench.shows("Help someone"));
}

/// It may have waited for a window that was hidden, or not there yet.
#[test]
fn a_question_counts_from_when_it_was_asked_and_is_locked_from_when_it_is_seen() {
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    let now = *bench.clock.lock().unwrap();
    bench.tell(novice::Event::Question(Question {
        asked: now.checked_sub(Duration::from_secs(15)).unwrap(),
        ..question(QuestionKind::View)
    }));
    assert!(bench.shows("in 105 s."));
    assert!(bench.shows("(in 1)"));
}

#[test]
fn weak_protection_is_said_in_the_question() {
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    bench.tell(novice::Event::Question(Question {
        protection: Protection::Rc4Only,
        ..question(QuestionKind::View)
    }));
    assert!(
        bench
            .harness
            .get_by_label_contains("They call themselves:")
            .value()
            .unwrap()
            .contains("only weakly protected")
    );
}

#[test]
fn a_proved_key_is_said_in_the_question_and_so_is_another_name() {
    let mut bench = Bench::new(Start::Home);
    bench.invite();
    bench.tell(novice::Event::Question(Question {
        name: "Anna of the help desk".to_owned(),
        proved_by: ProvedBy::InvitationAndKey {
            claimed: Some("Sam".to_owned()),
        },
        ..question(QuestionKind::View)
    }));
    let asked = bench
        .harness
        .get_by_label_contains("The name that this computer has for them:");
    let asked = asked.value().unwrap();
    for said in [
        "The name that this computer has for them:\nAnna of the help desk\n",
        "showed a key that this computer knows",
        "They call themselves:\nSam\n",
    ] {
        assert!(asked.contains(said), "{asked}");
    }
    assert!(!asked.contains("not verified"), "{asked}");
}

/// No text puts a name between words of ours, where it could go on in them.
#[test]
fn no_name_stands_inside_a_sentence() {
    let texts = include_str!("../../assets/texts/en.ftl");
    // What is chosen on this computer (a file, a screen, a firewall, one's own name, a list's entry) is not claimed by
    // anybody.
    let own = [
        // A window's title has no box for a name: it stands between quotation marks, and says nothing but whose screen.
        "viewer-title",
        "ask-screen-one",
        "help-ticket-file",
        "viewer-named",
        "doctor-firewall-blocked",
        "doctor-firewall-unknown",
        "offers-remove",
        "helper-added",
    ];
    for line in texts
        .lines()
        .filter(|line| line.contains("$name") || line.contains("$who") || line.contains("$claimed"))
    {
        let (id, _) = line.split_once(" = ").unwrap();
        assert!(own.contains(&id), "{line}");
    }
}

/// Also where the words are longer than the window, and the refusal keeps the keyboard there.
#[test]
fn the_answers_are_in_sight_without_scrolling() {
    for kind in [QuestionKind::View, QuestionKind::Control] {
        let size = Vec2::new(400.0, 250.0);
        let mut bench = Bench::sized(Start::Home, size, egui::Theme::Light, 2.0);
        bench.invite();
        bench.tell(novice::Event::Question(question(kind)));
        bench.within_reach(size, &[]);
        let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, size);
        let allow = match kind {
            QuestionKind::View => "Let them see my screen",
            QuestionKind::Control => "Let them use my mouse and keyboard",
        };
        let mut together = vec!["Do not allow", allow];
        match kind {
            QuestionKind::View => together.extend(["I called them", "They called me"]),
            QuestionKind::Control => {}
        }
        let caution = match kind {
            QuestionKind::View => "mail, bank, photos. Did you call them, or did they call you? No bank",
            QuestionKind::Control => "want you to buy gift cards",
        };
        let painted = bench.harness.query_all_by_label_contains(caution);
        let painted: Vec<_> = painted.map(|node| node.rect()).collect();
        assert!(
            painted.iter().any(|rect| screen.contains_rect(*rect)),
            "the caution is out of sight: {painted:?}"
        );
        for name in together {
            let rect = bench.harness.get_by_label(name).rect();
            assert!(screen.contains_rect(rect), "{name} is out of sight: {rect:?}");
        }
        assert!(bench.harness.get_by_label("Do not allow").is_focused());
        bench.within_reach(size, &["Something is wrong: end everything"]);
    }
}

#[test]
fn the_way_out_of_they_called_me_is_in_sight_without_scrolling() {
    let size = Vec2::new(400.0, 250.0);
    let mut bench = Bench::sized(Start::Home, size, egui::Theme::Light, 2.0);
    bench.invite();
    bench.tell(novice::Event::Question(question(QuestionKind::View)));
    bench.within_reach(size, &[]);
    bench.pass(Duration::from_millis(1100));
    bench.press("They called me");
    let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, size);
    for name in ["End everything", "Back to the question"] {
        let rect = bench.harness.get_by_label(name).rect();
        assert!(screen.contains_rect(rect), "{name} is out of sight: {rect:?}");
    }
}

/// However high the window is, the answers stand still where they were put.
#[test]
fn the_answers_keep_their_place_at_every_height() {
    for height in (450..800).step_by(3) {
        let size = Vec2::new(720.0, height as f32);
        let mut bench = Bench::sized(Start::Home, size, egui::Theme::Light, 1.0);
        bench.invite();
        bench.tell(novice::Event::Question(Question {
            proved_by: ProvedBy::Key {
                claimed: Some("Anna".into()),
            },
            caller_seconds: None,
            ..question(QuestionKind::View)
        }));
        bench.steps();
        let place = |bench: &Bench| bench.harness.get_by_label("Do not allow").rect();
        let first = place(&bench);
        for _ in 0..3 {
            bench.harness.step();
            assert_eq!(place(&bench), first, "{height} points");
        }
    }
}

/// Nothing of a question moves by itself, whatever size the window has: what wraps beside a scroll bar and not without it
/// would come and go with each second that is counted.
#[test]
fn a_question_stands_still_at_every_size() {
    let known = Question {
        proved_by: ProvedBy::Key {
            claimed: Some("Anna".into()),
        },
        caller_seconds: None,
        ..question(QuestionKind::View)
    };
    let asked = [known, question(QuestionKind::View), question(QuestionKind::Control)];
    let mut wrong = Vec::new();
    for (height, asked) in (400..800)
        .step_by(5)
        .flat_map(|height| asked.iter().map(move |asked| (height, asked)))
    {
        let mut practising = Practising::start(Vec2::new(1000.0, height as f32), 1.0);
        practising.tell(novice::Event::Question(asked.clone()));
        practising.harness.run_steps(6);
        let first = standing(&practising);
        for _ in 0..3 {
            practising.harness.step();
            if standing(&practising) != first {
                wrong.push(format!("{:?} at {height}", asked.kind));
                break;
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// All that is painted, and from where on, but for the seconds that are counted.
fn standing(practising: &Practising) -> Vec<(String, egui::Pos2)> {
    let painted = painted(&practising.harness.output().shapes);
    let counted = |letter: &char| letter.is_ascii_digit();
    let standing = painted.into_iter().map(|one| {
        let words = one.words.chars().filter(|letter| !counted(letter)).collect();
        (words, one.rect.min)
    });
    standing.collect()
}

/// A name that is too long for its box is cut, in the smallest window and with large text, too; where the pointer rests
/// it is read whole, and a screen reader has it whole, in whatever direction it is written.
#[test]
fn a_name_that_is_cut_is_read_whole_elsewhere() {
    for name in ["Wilhelmina ".repeat(5), "ولهلمينا ".repeat(7)].map(|name| name.trim().to_owned()) {
        for (size, zoom) in [(Vec2::new(760.0, 640.0), 1.0), (Vec2::new(320.0, 240.0), 2.0)] {
            let mut bench = Bench::sized(Start::Home, size, egui::Theme::Light, zoom);
            bench.invite();
            bench.tell(novice::Event::Compare(novice::Compare {
                name: name.clone(),
                ..compare()
            }));
            bench.within_reach(size, &[]);
            let name = name.as_str();
            let found = |bench: &Bench| {
                let label = bench.harness.get_by(|node| node.value().as_deref() == Some(name));
                label.scroll_to_me();
                label.rect()
            };
            found(&bench);
            bench.steps();
            let rect = found(&bench);
            assert!(
                rect.width() <= 260.0 && rect.left() >= 0.0 && rect.right() <= size.x,
                "{rect:?} at {size}"
            );
            bench.frame(vec![egui::Event::PointerMoved(rect.center())]);
            bench.pass(Duration::from_secs(1));
            let tooltip = bench.harness.query_by_role(egui::Role::Tooltip);
            let tooltip = tooltip.and_then(|node| node.accesskit_node().label());
            assert_eq!(tooltip.as_deref(), Some(name), "at {size}");
        }
    }
}

/// Off at first, and each time; where the system has none nothing is asked about them.
#[test]
fn the_systems_prompts_are_the_helpers_only_when_ticked() {
    const PROMPTS: &str = "Let them answer Windows’ permission prompts, too";
    for (prompts, ticked) in [(false, false), (true, false), (true, true)] {
        let mut bench = Bench::sharing();
        bench.tell(novice::Event::Question(Question {
            prompts,
            ..question(QuestionKind::Control)
        }));
        bench.pass(Duration::from_secs(2));
        assert_eq!(bench.shows(PROMPTS), prompts);
        if ticked {
            bench.press(PROMPTS);
        }
        bench.press("Let them use my mouse and keyboard");
        let answer = if ticked {
            Answer::AllowWithPrompts
        } else {
            Answer::Allow
        };
        let commands = bench.commands();
        assert!(
            matches!(commands[..], [novice::Command::Answer(_, said)] if said == answer),
            "{commands:?}"
        );
    }
}
