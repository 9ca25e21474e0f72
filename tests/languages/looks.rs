//! Every screen in long words: a made-up language of English letters with accents, 140 % as long, of which nothing is
//! cut off.

use egui::{Galley, Rect, Shape, Theme, Vec2, ViewportEvent, ViewportId};
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};
use lifeline::app::{Start, TicketSource};
use lifeline::session::expert;
use lifeline::session::novice::{Event, QuestionKind};
use lifeline::texts::{LANGUAGES, Language, right_to_left};

use super::bench::{Bench, question};
use super::painted::{Kind, Painted, painted};
use super::screens::{Look, Open, screens, states};
use super::steady::moved;
use super::{before_english, speaking};

/// English with accents and longer words; arguments and selectors stay.
fn long_words() -> Language {
    let mut depth = 0;
    let mut source = String::new();
    for line in LANGUAGES[0].source.lines() {
        let (head, text) = match line.split_once('=') {
            _ if line.starts_with('#') => (line, ""),
            Some((id, text)) if depth == 0 && !line.starts_with(' ') => (id, text),
            _ => ("", line),
        };
        source.push_str(head);
        if head.len() < line.len() && !head.is_empty() {
            source.push('=');
        }
        stretch(text, &mut depth, &mut source);
        source.push('\n');
    }
    Language {
        tag: "en-XA",
        source: Box::leak(source.into_boxed_str()),
    }
}

/// Four letters become six, which makes sentences 40 % longer, outside what stands in braces and brackets.
fn stretch(text: &str, depth: &mut i32, out: &mut String) {
    let mut letters = 0;
    let mut key = false;
    for letter in text.chars() {
        match letter {
            '{' => *depth += 1,
            '}' => *depth -= 1,
            _ => {}
        }
        // Variants of a selector begin with their key; their text is text.
        key = match letter {
            '[' => true,
            ']' => false,
            _ => key,
        };
        let variant = *depth == 1 && text.trim_start().starts_with(['[', '*']) && !key;
        if key || (*depth > 0 && !variant) {
            out.push(letter);
            continue;
        }
        out.push(match letter {
            'a' => 'á',
            'e' => 'é',
            'i' => 'î',
            'o' => 'ö',
            'u' => 'ü',
            other => other,
        });
        if letter.is_alphabetic() {
            letters += 1;
            if letters % 4 == 0 {
                out.push_str("éé");
            }
        }
    }
}

/// Texts that are not to be seen whole, with what hides them. What is typed moves within its field.
fn cut_off(bench: &Bench) -> Vec<String> {
    let fields = bench.harness.query_all_by_role(egui::Role::TextInput);
    let typed: Vec<String> = fields.filter_map(|field| field.accesskit_node().value()).collect();
    fn look(shape: &Shape, clip: Rect, typed: &[String], found: &mut Vec<String>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| look(shape, clip, typed, found)),
            Shape::Text(text) if typed.iter().any(|typed| typed == text.galley.text()) => {}
            Shape::Text(text) => {
                let galley: &Galley = &text.galley;
                let rect = galley.rect.translate(text.pos.to_vec2());
                let sideways = rect.left() < clip.left() - 0.5 || rect.right() > clip.right() + 0.5;
                if galley.elided || (sideways && rect.intersects(clip)) {
                    found.push(format!("{:?} at {rect:?} in {clip:?}", galley.text()));
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    for shape in &bench.harness.output().shapes {
        look(&shape.shape, shape.clip_rect, &typed, &mut found);
    }
    found
}

/// What a screen shows beside its first look, once it was asked for or something happened.
fn further() -> Vec<(&'static str, Open)> {
    fn invited(look: Look, button: Option<String>) -> Bench {
        let mut bench = Bench::sized(Start::Home, look.size, look.theme, look.zoom);
        bench.invite();
        if let Some(button) = button {
            bench.press(&button);
        }
        bench
    }
    fn helping(look: Look) -> Bench {
        let start = Start::open(TicketSource::Text(b"<UPLOADINFO/>".to_vec()));
        let mut bench = Bench::sized(start, look.size, look.theme, look.zoom);
        bench.connect("abcd efgh jklm");
        bench
    }
    fn viewing(look: Look, button: Option<String>) -> Bench {
        let mut bench = helping(look);
        bench.view();
        if let Some(button) = button {
            bench.press(&button);
        }
        bench
    }
    vec![
        ("spelled", |look| invited(look, Some(lifeline::t!("invitation-spell")))),
        ("reply", |look| invited(look, Some(lifeline::t!("invitation-connect")))),
        ("webmail", |look| {
            invited(look, Some(lifeline::t!("invitation-webmail")))
        }),
        ("cancelled", |look| {
            invited(look, Some(lifeline::t!("invitation-cancel")))
        }),
        ("closed", |look| {
            let mut bench = invited(look, None);
            let viewports = &mut bench.harness.input_mut().viewports;
            let viewport = viewports.get_mut(&ViewportId::ROOT).unwrap();
            viewport.events.push(ViewportEvent::Close);
            bench.steps();
            bench
        }),
        ("question-details", |look| {
            let mut bench = invited(look, None);
            bench.tell(Event::Question(question(QuestionKind::View)));
            bench.press(&lifeline::t!("question-details"));
            bench
        }),
        ("practice-open", |look| {
            let mut bench = Bench::sized(Start::Home, look.size, look.theme, look.zoom);
            bench.press(&lifeline::t!("home-practise"));
            bench
        }),
        ("connecting", helping),
        ("not-reached", |look| {
            let mut bench = helping(look);
            bench.tell_expert(expert::Event::Ended(expert::End::Unreachable));
            bench
        }),
        ("words", |look| {
            let mut bench = helping(look);
            bench.tell_expert(expert::Event::Compare {
                address: "203.0.113.7:4000".parse().unwrap(),
                words: ["abandon", "zoo", "letter", "ocean", "puzzle", "green"],
            });
            bench
        }),
        ("viewer", |look| viewing(look, None)),
        ("viewer-keys", |look| viewing(look, Some(lifeline::t!("viewer-keys")))),
        ("viewer-figures", |look| {
            viewing(look, Some(lifeline::t!("viewer-figures")))
        }),
        ("viewer-shortcuts", |look| {
            let mut bench = viewing(look, Some(lifeline::t!("viewer-keys")));
            bench.press(&lifeline::t!("viewer-shortcuts"));
            bench
        }),
    ]
}

/// Nor do texts lie over each other on one line of the screen.
#[test]
fn nothing_is_cut_off_where_words_are_long() {
    let _turn = speaking(&before_english(long_words()));
    let looks = [
        Look::usual(Theme::Light),
        // 800 × 500 at 100 % and at 200 %.
        Look {
            theme: Theme::Light,
            size: Vec2::new(800.0, 500.0),
            zoom: 1.0,
        },
        Look {
            theme: Theme::Light,
            size: Vec2::new(400.0, 250.0),
            zoom: 2.0,
        },
    ];
    let mut wrong = Vec::new();
    for (name, open) in screens().into_iter().chain(states()).chain(further()) {
        for look in looks {
            let found = cut_off(&open(look));
            wrong.extend(found.into_iter().map(|text| format!("{name} at {}: {text}", look.size)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_long_language_is_long_and_whole() {
    let long = long_words();
    let file = fluent_syntax::parser::parse(long.source);
    assert!(file.is_ok(), "{file:?}");
    let length = |languages: &[Language]| {
        let _turn = speaking(languages);
        lifeline::t!("about-purpose").chars().count() as f32
    };
    let share = length(&before_english(long)) / length(&LANGUAGES[..1]);
    assert!((1.35..1.45).contains(&share), "{share}");
}

/// At 200 % on a screen of 800 × 500: what to close before, the cautions and the answers, whatever the language.
#[test]
fn a_question_and_its_answers_are_in_sight_together_in_every_language() {
    let size = Vec2::new(400.0, 250.0);
    let mut hidden = Vec::new();
    for language in LANGUAGES {
        let _turn = speaking(&before_english(*language));
        let mut bench = Bench::sized(Start::Home, size, Theme::Light, 2.0);
        bench.invite();
        bench.tell(Event::Question(question(QuestionKind::View)));
        bench.within_reach(size, &[]);
        let screen = Rect::from_min_size(egui::Pos2::ZERO, size);
        let words = [lifeline::t!("question-private"), lifeline::t!("question-caller")].join(" ");
        let painted = bench.harness.query_all_by_label_contains(&words);
        let painted: Vec<_> = painted.map(|node| node.rect()).collect();
        if !painted.iter().any(|rect| screen.contains_rect(*rect)) {
            hidden.push(format!("{}: the cautions at {painted:?}", language.tag));
        }
        for name in [
            lifeline::t!("question-caller-novice"),
            lifeline::t!("question-caller-helper"),
            lifeline::t!("question-refuse"),
            lifeline::t!("question-view-allow"),
        ] {
            let rect = bench.harness.get_by_label(&name).rect();
            if !screen.contains_rect(rect) {
                hidden.push(format!("{}: {name} at {rect:?}", language.tag));
            }
        }
    }
    assert!(hidden.is_empty(), "{hidden:#?}");
}

/// The viewer's tools are one line in every language, and in long words, at every size of the window and of the text:
/// what has no room is in a menu, and the way out stands where the line ends.
#[test]
fn the_viewers_tools_are_one_line_and_all_of_them_can_be_reached() {
    let mut wrong = Vec::new();
    for language in LANGUAGES.iter().copied().chain([long_words()]) {
        let _turn = speaking(&before_english(language));
        for (width, percent) in [800.0, 1120.0, 1366.0]
            .into_iter()
            .flat_map(|width| [100.0, 125.0, 150.0, 200.0].map(|percent| (width, percent)))
        {
            let zoom = percent / 100.0;
            let start = Start::open(TicketSource::Text(b"<UPLOADINFO/>".to_vec()));
            let margin = Vec2::splat(16.0);
            let size = Vec2::new(width, 600.0) / zoom + margin;
            let mut bench = Bench::sized(start, size, Theme::Light, zoom);
            bench.connect("abcd efgh jklm");
            bench.view();
            bench.within_reach(size, &[]);
            let place = format!("{} at {width} and {percent} %", language.tag);
            let tools = [lifeline::t!("viewer-request"), lifeline::t!("viewer-end")];
            let [first, end] = tools.map(|name| bench.harness.get_by_label(&name).rect());
            let room = Rect::from_min_size(egui::Pos2::ZERO, size).shrink(8.0);
            if !room.contains_rect(first) || !room.contains_rect(end) || !first.y_range().contains(end.center().y) {
                wrong.push(format!("{place}: {first:?} {end:?}"));
            }
            let at_end = match right_to_left() {
                true => end.left() - room.left(),
                false => room.right() - end.right(),
            };
            if at_end > 20.0 {
                wrong.push(format!("{place}: the way out stands {at_end} from the end of the line"));
            }
            let more = lifeline::t!("viewer-more");
            let has_more = bench.harness.query_by_label(&more).is_some();
            if has_more {
                bench.press(&more);
            }
            for name in [
                lifeline::t!("viewer-save"),
                lifeline::t!("viewer-copy"),
                lifeline::t!("viewer-full-screen"),
                lifeline::t!("viewer-figures"),
                lifeline::t!("viewer-actual-size"),
            ] {
                let Some(found) = bench.harness.query_by_label(&name) else {
                    wrong.push(format!("{place}: no {name}"));
                    continue;
                };
                if !has_more && !room.contains_rect(found.rect()) {
                    wrong.push(format!("{place}: {name} at {:?}", found.rect()));
                }
            }
            let keys = lifeline::t!("viewer-keys");
            let shortcuts = lifeline::t!("viewer-shortcuts");
            let reached = [&keys, &shortcuts].map(|name| bench.harness.query_by_label(name).is_some());
            if !reached.contains(&true) {
                wrong.push(format!("{place}: no {keys}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Down to the smallest window, at 100 and at 200 %, in every language and in long words.
#[test]
fn the_picture_of_the_viewer_stays_where_it_is() {
    let mut wrong = Vec::new();
    for language in LANGUAGES.iter().copied().chain([long_words()]) {
        let _turn = speaking(&before_english(language));
        for (size, zoom) in [
            (Vec2::new(320.0, 240.0), 1.0),
            (Vec2::new(320.0, 240.0), 2.0),
            (Vec2::new(560.0, 390.0), 2.0),
            (Vec2::new(1120.0, 780.0), 1.0),
        ] {
            let start = Start::open(TicketSource::Text(b"<UPLOADINFO/>".to_vec()));
            let mut bench = Bench::sized(start, size + Vec2::splat(16.0), Theme::Light, zoom);
            bench.connect("abcd efgh jklm");
            bench.view();
            bench.within_reach(size + Vec2::splat(16.0), &[]);
            let moved = moved(&mut bench);
            wrong.extend(
                moved
                    .into_iter()
                    .map(|one| format!("{} at {size}: {one}", language.tag)),
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Stop ends the bar's first line in every language, and in long words, at every size of the screen and of the text.
#[test]
fn stop_is_on_the_first_line_of_the_bar() {
    let wanted = ["bar", "bar-controlling", "bar-paused", "bar-note", "bar-hidden"];
    let mut wrong = Vec::new();
    for language in LANGUAGES.iter().copied().chain([long_words()]) {
        let _turn = speaking(&before_english(language));
        for (name, open) in screens().into_iter().chain(states()) {
            if !wanted.contains(&name) {
                continue;
            }
            for (width, zoom) in [(640.0, 1.0), (640.0, 2.0), (800.0, 1.0), (1024.0, 1.0), (1366.0, 1.0)] {
                let margin = Vec2::splat(16.0);
                let size = Vec2::new(width, 500.0) / zoom + margin;
                let theme = Theme::Light;
                let mut bench = open(Look { theme, size, zoom });
                bench.within_reach(size, &[]);
                let stop = bench.harness.get_by_label(&lifeline::t!("bar-stop")).rect();
                let named = painted(&bench.harness.output().shapes);
                let sam = named.iter().find(|one| one.words.starts_with("Sam")).unwrap().rect;
                let room = Rect::from_min_size(egui::Pos2::ZERO, size).shrink(8.0);
                if !room.contains_rect(stop) || !stop.y_range().contains(sam.center().y) {
                    wrong.push(format!(
                        "{}: {name} at {width} and {zoom}: {stop:?} {sam:?}",
                        language.tag
                    ));
                }
                // The name is what gives way, in the smallest room.
                let cut = cut_off(&bench).into_iter().filter(|text| !text.starts_with("\"Sam\""));
                wrong.extend(cut.map(|text| format!("{}: {name} at {width}: {text}", language.tag)));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Where the answer waits for the person to say who called, why it waits is said in one piece.
#[test]
fn why_an_answer_waits_is_not_parted_by_the_buttons() {
    for language in LANGUAGES {
        let _turn = speaking(&before_english(*language));
        let mut bench = Bench::sized(Start::Home, Vec2::new(760.0, 1000.0), Theme::Light, 1.0);
        bench.invite();
        bench.tell(Event::Question(question(QuestionKind::View)));
        bench.pass(std::time::Duration::from_secs(2));
        // It is left out where room is short.
        let why = lifeline::t!("question-caller-first");
        let words = bench.harness.query_by_label(&why);
        let Some(words) = words.map(|words| words.rect()) else {
            continue;
        };
        let refuse = lifeline::t!("question-refuse");
        let refuse = bench.harness.get_by_label(&refuse).rect();
        assert!(
            words.height() < refuse.height(),
            "{}: {words:?} {refuse:?}",
            language.tag
        );
    }
}

/// What stands further from the edge in English follows something else on its line.
const SECOND: f32 = 120.0;

/// The words that begin a line of a page, with how far from the edge at which lines begin. What follows on the viewer's
/// status line, of which the words decide how much has room, begins none.
fn beginnings(bench: &Bench) -> Vec<(String, f32)> {
    let room = bench.harness.ctx.content_rect();
    let nodes = bench.harness.query_all(
        by().predicate(|node| matches!(node.role(), egui::Role::Label | egui::Role::Heading) && !node.is_hidden()),
    );
    let far = |rect: Rect| match right_to_left() {
        true => room.right() - rect.right(),
        false => rect.left() - room.left(),
    };
    let words = |node: &egui_kittest::Node<'_>| {
        let node = node.accesskit_node();
        node.label().or(node.value()).unwrap_or_default()
    };
    let viewer = lifeline::t!("viewer-picture");
    let viewer = bench.harness.query_by_label(&viewer);
    let status = viewer.map(|picture| picture.rect().bottom());
    let follows = |rect: Rect| status.is_some_and(|bottom| rect.top() > bottom) && far(rect) > SECOND;
    let nodes = nodes.filter(|node| !follows(node.rect()));
    nodes.map(|node| (words(&node), far(node.rect()))).collect()
}

/// In Arabic everything that begins a line at the left else begins one at the right.
#[test]
fn what_begins_a_line_begins_it_at_the_right_in_arabic() {
    /// The bar of a page that scrolls is at the right in every language.
    const SCROLL_BAR: f32 = 10.0;
    let looked = |language: Language| {
        let _turn = speaking(&before_english(language));
        let all = screens().into_iter().chain(states()).chain(further());
        all.map(|(name, open)| (name, beginnings(&open(Look::usual(Theme::Light)))))
            .collect::<Vec<_>>()
    };
    let arabic = LANGUAGES.iter().find(|language| language.tag == "ar").unwrap();
    let mut wrong = Vec::new();
    for ((name, english), (_, arabic)) in looked(LANGUAGES[0]).into_iter().zip(looked(*arabic)) {
        if english.len() != arabic.len() {
            wrong.push(format!("{name}: {} and {}", english.len(), arabic.len()));
        }
        for ((words, far), (said, other)) in english.iter().zip(&arabic) {
            if *far < SECOND && (far - other).abs() > SCROLL_BAR + 2.0 {
                wrong.push(format!("{name}: {words:?} at {far}, {said:?} at {other}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What the sheet of shortcuts says begins where its lines do, and all of it can be brought into sight.
#[test]
fn the_sheet_of_shortcuts_begins_where_lines_begin() {
    for tag in ["en", "de", "ar"] {
        let language = LANGUAGES.iter().find(|language| language.tag == tag).unwrap();
        let _turn = speaking(&before_english(*language));
        for (size, zoom) in [(Vec2::new(760.0, 640.0), 1.0), (Vec2::new(400.0, 250.0), 2.0)] {
            let start = Start::open(TicketSource::Text(b"<UPLOADINFO/>".to_vec()));
            let mut bench = Bench::sized(start, size, Theme::Light, zoom);
            bench.connect("abcd efgh jklm");
            bench.view();
            let both = egui::Modifiers {
                alt: true,
                ..egui::Modifiers::CTRL
            };
            bench.within_reach(size, &[]);
            bench.harness.key_press_modifiers(both, egui::Key::K);
            bench.steps();
            let close = bench.harness.get_by_label(&lifeline::t!("shortcuts-close")).rect();
            let title = lifeline::t!("shortcuts-title");
            let title = bench.harness.get_by_role_and_label(egui::Role::Heading, &title).rect();
            let begins = |rect: Rect| if right_to_left() { rect.right() } else { rect.left() };
            assert!(
                (begins(close) - begins(title)).abs() < 2.5,
                "{tag}: {close:?} {title:?}"
            );
            let room = Rect::from_min_size(egui::Pos2::ZERO, size);
            assert!(
                room.contains_rect(close) && room.contains_rect(title),
                "{tag}: {close:?} {title:?}"
            );
            // Down only: each line is wrapped where the room ends.
            let mut listed = 0;
            for label in bench.harness.query_all_by_role(egui::Role::Label) {
                let words = label.rect();
                listed += usize::from(words.top() >= title.bottom() && words.bottom() <= close.top());
                assert!(
                    words.left() >= room.left() && words.right() <= room.right(),
                    "{tag}: {:?} {words:?}",
                    label.value()
                );
            }
            // Some are seen at once, and the others by a key.
            assert!(listed >= 2, "{tag}: {listed}");
        }
    }
}

fn texts(name: &str) -> Vec<Painted> {
    let (_, open) = screens()
        .into_iter()
        .chain(states())
        .find(|(one, _)| *one == name)
        .unwrap();
    let bench = open(Look::usual(Theme::Light));
    painted(&bench.harness.output().shapes)
}

/// The box of a name begins where lines begin, and the name stands in its middle.
#[test]
fn the_name_in_a_question_stands_within_its_box_and_the_box_within_the_lines() {
    for tag in ["en", "ar"] {
        let language = LANGUAGES.iter().find(|language| language.tag == tag).unwrap();
        let _turn = speaking(&before_english(*language));
        let all = texts("question-view");
        let name = all.iter().find(|one| one.words.starts_with("Sam")).unwrap().rect;
        let around = all.iter().filter(|one| one.kind == Kind::Rim);
        let around = around
            .map(|one| one.rect)
            .find(|rect| rect.contains(name.center()))
            .unwrap();
        let margins = [name.left() - around.left(), around.right() - name.right()];
        assert!((margins[0] - margins[1]).abs() < 1.5, "{tag}: {margins:?}");
        let begins = |rect: Rect| if right_to_left() { rect.right() } else { rect.left() };
        let title = all.iter().find(|one| one.kind == Kind::Text).unwrap().rect;
        assert!(
            (begins(around) - begins(title)).abs() < 2.5,
            "{tag}: {around:?} under {title:?}"
        );
    }
}

/// What is no Arabic is read from left to right in the middle of it, too.
#[test]
fn addresses_and_codes_keep_their_order_among_arabic_words() {
    let language = LANGUAGES.iter().find(|language| language.tag == "ar").unwrap();
    let _turn = speaking(&before_english(*language));
    for (screen, whole) in [
        ("question-view", "203.0.113.7"),
        ("help-connecting", "192.0.2.9:3389"),
        ("offer-remembered", "[2001:db8::1]:4000"),
        ("offer-compare", "abandon  zoo  letter"),
        ("help-listening", "LIFELINE-REPLY-ABCD"),
        ("invitation", "ABCD EFGH JKLM"),
    ] {
        let all = texts(screen);
        let words: Vec<&str> = all.iter().map(|one| one.words.as_str()).collect();
        assert!(words.iter().any(|one| one.contains(whole)), "{screen}: {words:#?}");
    }
}
