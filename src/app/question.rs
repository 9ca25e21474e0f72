//! The two questions: may the helper see, may the helper use mouse and keyboard. The refusal is the default, and
//! nothing that is typed while the question appears can be a yes.

mod layout;

use std::cell::Cell;
use std::ops::Range;
use std::time::{Duration, Instant};

use egui::epaint::RectShape;
use egui::text::LayoutJob;
use egui::{Id, Response, Shape, StrokeKind, TextFormat, TextStyle, Ui, vec2};

use super::actions::{Action, Now};
use super::icons::{self, Icon};
use super::novice_side::{CallerState, DetailsShown, NoviceSide, ShownQuestion};
use super::parts::{self, Weight};
use super::{focus, reader, tokens, writing};
use layout::Part;

use crate::desk::words::{question_caution, question_names, question_who};
use crate::session::novice::{Caller, Command, Protection, Question, QuestionKind};
use crate::t;

/// What the person did.
enum QuestionAct {
    Allow,
    Refuse,
    End,
    Called(Caller),
    /// Back from "they called me".
    Back,
}

/// Shows the open question in a page of its own. `in_sight`: nothing hides it, as far as is known.
pub(super) fn show(ui: &mut Ui, side: &mut NoviceSide, now: Instant, in_sight: bool) {
    let Some(open) = side.phase.question_mut() else {
        return;
    };
    // Nothing gets the keyboard here but the refusal and what the person goes to.
    focus::forget(ui.ctx());
    let first = !std::mem::replace(&mut open.seen, true);
    if first {
        open.locked_since = now;
    }
    open.look(now, in_sight);
    // The countdowns move once a second.
    ui.ctx().request_repaint_after(Duration::from_millis(200));
    let mut act = None;
    if Action::QuestionRefuse.is_pressed(ui, Now::default()) {
        act = Some(QuestionAct::Refuse);
    }
    let called = open.caller == CallerState::Helper;
    let (dialog, heading) = (ui.unique_id(), Cell::new(None));
    let pressed = if called {
        layout::page(ui, "they called", |ui, part, _| {
            they_called(ui, open, now, part, &heading)
        })
    } else {
        layout::page(ui, "question", |ui, part, tight| {
            content(ui, open, now, part, tight, &heading)
        })
    };
    if let Some(heading) = heading.get() {
        reader::dialog(ui.ctx(), dialog, heading, true);
    }
    // What was pressed before the question was there was meant for something else.
    match pressed.or(act).filter(|_| !first) {
        Some(QuestionAct::Allow) => {
            side.allow(now);
        }
        Some(QuestionAct::Refuse) => side.refuse(now),
        Some(QuestionAct::End) => side.send(Command::EndEverything),
        Some(QuestionAct::Called(caller)) => side.say_caller(caller, now),
        Some(QuestionAct::Back) => side.ask_caller_again(),
        None => {}
    }
}

/// The question itself; `heading` is told what its heading is.
fn content(
    ui: &mut Ui,
    open: &mut ShownQuestion,
    now: Instant,
    part: Part,
    tight: bool,
    heading: &Cell<Option<Id>>,
) -> Option<QuestionAct> {
    match part {
        Part::Words => {
            let palette = parts::palette(ui);
            let (icon, colour) = match open.question.kind {
                QuestionKind::View => (Icon::Eye, palette.seeing),
                QuestionKind::Control => (Icon::Hand, palette.controlling),
            };
            icons::show(ui, icon, tokens::ICON_LARGE, colour);
            ui.add_space(tokens::GAP_SMALL);
            heading.set(Some(words(ui, &open.question, tight)));
            None
        }
        Part::Answers => answers(ui, open, now, tight),
        Part::Rest => {
            if tight {
                ui.add_space(tokens::GAP_SMALL);
                silence(ui, open, now);
            }
            rest(ui, open)
        }
        Part::Details => {
            if open.details != DetailsShown::No {
                let opened = std::mem::replace(&mut open.details, DetailsShown::Yes) == DetailsShown::Opening;
                details(ui, &open.question, opened);
            }
            None
        }
    }
}

fn rest(ui: &mut Ui, open: &mut ShownQuestion) -> Option<QuestionAct> {
    let mut act = None;
    parts::row(ui, |ui| {
        if parts::link(ui, Action::QuestionWrong).clicked() {
            act = Some(QuestionAct::End);
        }
        let hidden = open.details == DetailsShown::No;
        let (action, other) = if hidden {
            (Action::QuestionDetails, DetailsShown::Opening)
        } else {
            (Action::QuestionDetailsHide, DetailsShown::No)
        };
        if parts::link(ui, action).clicked() {
            open.details = other;
        }
        if hidden {
            icons::show(ui, Icon::More, tokens::ICON, parts::palette(ui).accent);
        }
    });
    act
}

fn answers(ui: &mut Ui, open: &mut ShownQuestion, now: Instant, tight: bool) -> Option<QuestionAct> {
    let mut act = None;
    if open.question.prompts {
        parts::tick(ui, "prompts", &mut open.prompts, t!("question-control-prompts"));
        ui.add_space(tokens::GAP_SMALL);
    }
    let open = &*open;
    let question = &open.question;
    let locked = open.locked_for(now);
    let possible = Now {
        ready: open.can_be_allowed(now),
        idle: locked == 0,
        ..Now::default()
    };
    if tight {
        // The words above are read whole by a screen reader, this too.
        parts::body(ui, before_answers(question).join(" "));
    }
    if question.caller_seconds.is_some() {
        let called = matches!(open.caller, CallerState::Novice { .. });
        let name = t!("question-caller");
        parts::row_of(ui, "caller", egui::Role::Group, name, |ui, _| {
            if parts::choice(ui, possible, called, tight, Action::CallerNovice).clicked() {
                act = Some(QuestionAct::Called(Caller::Novice));
            }
            if parts::choice(ui, possible, false, tight, Action::CallerHelper).clicked() {
                act = Some(QuestionAct::Called(Caller::Helper));
            }
        });
        ui.add_space(tokens::GAP_SMALL);
    }
    parts::row(ui, |ui| {
        let refuse = if tight {
            parts::bar_button(ui, Weight::Primary, Action::QuestionRefuse)
        } else {
            parts::button(ui, Weight::Primary, Action::QuestionRefuse)
        };
        focus_once(ui, (question.id.0, false), &refuse);
        if refuse.clicked() {
            act = Some(QuestionAct::Refuse);
        }
        let allow = match question.kind {
            QuestionKind::View => Action::QuestionViewAllow,
            QuestionKind::Control => Action::QuestionControlAllow,
        };
        let allow = if tight {
            parts::bar_button_now(ui, possible, Weight::Plain, allow)
        } else {
            parts::button_now(ui, possible, Weight::Plain, allow)
        };
        if allow.clicked() {
            act = Some(QuestionAct::Allow);
        }
        if locked > 0 {
            parts::quiet_whole(ui, t!("question-locked", seconds = locked));
        } else if question.caller_seconds.is_some() {
            waits(ui, open, tight);
        }
    });
    if !tight {
        ui.add_space(tokens::GAP_SMALL);
        silence(ui, open, now);
    }
    act
}

fn silence(ui: &mut Ui, open: &ShownQuestion, now: Instant) {
    parts::ends_in(ui, open.seconds_left(now), |seconds| {
        t!("question-silence", seconds = seconds)
    });
}

/// Why the view cannot be allowed yet. A screen reader says the seconds when the wait begins, when five are left, and
/// when it is over.
fn waits(ui: &mut Ui, open: &ShownQuestion, tight: bool) {
    const HALFWAY: u32 = 5;
    match open.caller_waits() {
        None if tight => {}
        None => {
            parts::quiet_whole(ui, t!("question-caller-first"));
        }
        Some(0) => parts::countdown(ui, t!("question-caller-now"), t!("question-caller-over")),
        Some(left) => {
            let said = if left > HALFWAY {
                open.question.caller_seconds.unwrap_or(left)
            } else {
                HALFWAY
            };
            parts::countdown(
                ui,
                t!("question-locked", seconds = left),
                t!("question-caller-counts", seconds = said),
            );
        }
    }
}

/// "They called me": what that usually means, and one way out that ends everything. From here no way leads to a yes but
/// back to the question, which is then answered anew.
fn they_called(
    ui: &mut Ui,
    open: &ShownQuestion,
    now: Instant,
    part: Part,
    heading: &Cell<Option<Id>>,
) -> Option<QuestionAct> {
    match part {
        Part::Words => {
            let title = parts::quiet_title(ui, tokens::title(), t!("called-title"));
            heading.set(Some(title.id));
            parts::status(ui, t!("called-means"));
            ui.add_space(tokens::GAP_SMALL);
            parts::body(ui, t!("called-do"));
            None
        }
        Part::Answers => {
            let end = parts::large_button(ui, Weight::Stop, Action::CalledEnd);
            focus_once(ui, (open.question.id.0, true), &end);
            ui.add_space(tokens::GAP_SMALL);
            let back = parts::link(ui, Action::CalledBack);
            if end.clicked() {
                return Some(QuestionAct::End);
            }
            back.clicked().then_some(QuestionAct::Back)
        }
        Part::Rest => {
            silence(ui, open, now);
            None
        }
        Part::Details => None,
    }
}

/// What must be in sight together with the answers, in paragraphs: what to do before, and the cautions.
fn before_answers(question: &Question) -> Vec<String> {
    let private = (question.kind == QuestionKind::View).then(|| t!("question-private"));
    private.into_iter().chain([cautions(question).join(" ")]).collect()
}

/// What fraudsters do, and what the person is asked about it.
fn cautions(question: &Question) -> Vec<String> {
    match question.kind {
        QuestionKind::View => {
            let caller = question.caller_seconds.map(|_| t!("question-caller"));
            caller.into_iter().chain([question_caution(question)]).collect()
        }
        QuestionKind::Control => vec![t!("question-control-caution")],
    }
}

/// The heading, which is returned, and the whole question as one text, so that a screen reader reads it in one go; also
/// where its last words are painted elsewhere (`tight`).
fn words(ui: &mut Ui, question: &Question, tight: bool) -> Id {
    let address = question.address.ip().to_string();
    let title = match question.kind {
        QuestionKind::View => t!("question-view-title"),
        QuestionKind::Control => t!("question-control-title"),
    };
    let mut paragraphs = match question.kind {
        QuestionKind::View => vec![question_who(question, &address), t!("question-view-means")],
        QuestionKind::Control => vec![t!("question-control-means")],
    };
    if question.again {
        paragraphs.insert(0, t!("question-again"));
    }
    if question.protection == Protection::Rc4Only {
        paragraphs.push(t!("question-weak"));
    }
    if question.desktop_asks {
        paragraphs.push(match question.kind {
            QuestionKind::View => t!("question-desktop-asks"),
            QuestionKind::Control => t!("question-desktop-asks-control"),
        });
    }
    if let Some(notice) = &question.notice {
        paragraphs.push(t!("question-notice", notice = notice.as_str()));
    }
    let last = before_answers(question);
    if !tight {
        paragraphs.extend(last.iter().cloned());
    }
    let heading = parts::quiet_title(ui, TextStyle::Heading, title);
    let (job, names) = with_names(ui, question, paragraphs);
    let response = in_boxes(ui, job, names);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_live(egui::accesskit::Live::Assertive);
        if tight && let Some(text) = node.value() {
            let text = [text, &last.join("\n\n")].join("\n\n");
            node.set_value(text);
        }
    });
    heading.id
}

/// The names and the paragraphs as one text, and where in it the names are: whoever listens hears one text.
fn with_names(ui: &Ui, question: &Question, paragraphs: Vec<String>) -> (LayoutJob, Vec<Range<usize>>) {
    let mut job = LayoutJob::default();
    let format = TextFormat::simple(TextStyle::Body.resolve(ui.style()), parts::palette(ui).text);
    let mut names = Vec::new();
    // Their lines are as high as the box and what is left free around it.
    let name_format = TextFormat {
        line_height: Some(ui.text_style_height(&TextStyle::Body) + 2.0 * (tokens::NAME_MARGIN.y + tokens::NAME_GAP)),
        ..format.clone()
    };
    for apart in question_names(question) {
        let parted = if job.text.is_empty() { "" } else { "\n\n" };
        job.append(&format!("{parted}{}", apart.label), 0.0, format.clone());
        if !apart.name.is_empty() {
            job.append("\n", 0.0, format.clone());
            let start = job.text.len();
            job.append(&apart.name, tokens::NAME_MARGIN.x, name_format.clone());
            names.push(start..job.text.len());
        }
    }
    for paragraph in paragraphs {
        let parted = if job.text.is_empty() { "" } else { "\n\n" };
        job.append(&format!("{parted}{paragraph}"), 0.0, format.clone());
    }
    (job, names)
}

/// Shows the text, with each name in a box of its own, painted behind it.
fn in_boxes(ui: &mut Ui, job: LayoutJob, names: Vec<Range<usize>>) -> Response {
    let palette = parts::palette(ui);
    let written = writing::paragraphs(ui, job, ui.available_width());
    let boxes: Vec<_> = names.into_iter().filter_map(|name| written.rows(name)).collect();
    let behind: Vec<_> = boxes.iter().map(|_| ui.painter().add(Shape::Noop)).collect();
    let response = parts::item(ui, "words", |ui| written.show(ui));
    let origin = if writing::mirrored() {
        response.rect.right_top()
    } else {
        response.rect.min
    };
    for (rect, place) in boxes.into_iter().zip(behind) {
        let mut rect = rect.translate(origin.to_vec2());
        rect = rect.shrink2(vec2(0.0, tokens::NAME_GAP));
        // A row begins with the margin.
        if writing::mirrored() {
            rect.min.x -= tokens::NAME_MARGIN.x;
        } else {
            rect.max.x += tokens::NAME_MARGIN.x;
        }
        let stroke = tokens::edge(palette.line);
        let shape = RectShape::new(rect, tokens::CORNER, palette.surface, stroke, StrokeKind::Inside);
        ui.painter().set(place, shape);
    }
    response
}

fn details(ui: &mut Ui, question: &Question, opened: bool) {
    ui.add_space(tokens::GAP_SMALL);
    parts::panel_in_sight(ui, opened, |ui| {
        parts::body(
            ui,
            t!("question-details-address", address = question.address.to_string()),
        );
        let protection = match question.protection {
            Protection::Rc4Only => t!("question-details-weak"),
            Protection::TlsAndRc4 | Protection::Tls => t!("question-details-strong"),
        };
        parts::body(ui, protection);
        let reached = match question.protection {
            Protection::TlsAndRc4 => t!("question-details-reached"),
            Protection::Tls | Protection::Rc4Only => t!("question-details-not-reached"),
        };
        parts::body(ui, reached);
    });
}

/// Gives the safe answer the keyboard when the question appears, or the page about its caller, and only then.
fn focus_once(ui: &Ui, shown: (u64, bool), safe: &Response) {
    let slot = Id::unique("question with focus");
    let seen = ui.data_mut(|data| data.get_temp(slot).replace(shown) == Some(shown));
    if !seen {
        safe.request_focus();
        ui.data_mut(|data| data.insert_temp(slot, shown));
    }
}
