//! Where the keyboard is, and with it a screen reader: at the heading of a page that has just come, at what takes the
//! place of what had it, and always to be seen.

use egui::{Context, Event, Id, Key, Rect, Response, Sense, StrokeKind, Ui};

use super::tokens;

/// What has the keyboard, or had it, and where it stands.
#[derive(Debug, Clone, Copy)]
struct FocusPlace {
    id: Id,
    rect: Rect,
}

/// What became of that which had the keyboard and has it no longer, though nobody took it away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FocusLoss {
    /// The next frame shows it.
    Unknown,
    /// It is greyed for a moment, while something is kept for example.
    Waits,
    /// It is not there any more.
    Gone,
}

/// What is remembered from frame to frame.
#[derive(Debug, Clone, Copy, Default)]
struct Memory {
    /// The page whose heading was drawn last.
    page: Option<Id>,
    /// The column that is being drawn.
    column: Option<Id>,
    /// What is drawn now stands beside the page that the person is on, and takes nothing from it.
    beside: bool,
    /// Keys were used after the mouse.
    by_keys: bool,
    /// What has the keyboard.
    at: Option<FocusPlace>,
    /// It was drawn in this frame.
    drawn: bool,
    lost: Option<(FocusPlace, FocusLoss)>,
    /// That is there, greyed.
    greyed: bool,
    /// Return was pressed in this frame, and in the one before.
    entered: (bool, bool),
}

fn memory<R>(ctx: &Context, work: impl FnOnce(&mut Memory) -> R) -> R {
    ctx.data_mut(|data| work(data.get_temp_mut_or_default(Id::unique("focus"))))
}

/// At the beginning of a frame.
pub(super) fn begin(ctx: &Context) {
    let (keys, mouse, entered, given_up) = ctx.input(|input| {
        let pressed = |event: &Event| matches!(event, Event::Key { pressed: true, .. });
        let clicked = |event: &Event| matches!(event, Event::PointerButton { pressed: true, .. });
        (
            input.events.iter().any(pressed),
            input.events.iter().any(clicked),
            input.key_pressed(Key::Enter),
            input.key_pressed(Key::Escape) || input.pointer.any_pressed(),
        )
    });
    let focused = ctx.memory(|memory| memory.focused());
    memory(ctx, |memory| {
        memory.by_keys = keys || (memory.by_keys && !mouse);
        memory.entered = (entered, memory.entered.0);
        memory.lost = match (memory.lost, memory.at) {
            _ if focused.is_some() || given_up => None,
            (_, Some(place)) => Some((place, FocusLoss::Unknown)),
            // Nobody stands in its place.
            (Some((_, FocusLoss::Gone)), _) | (None, _) => None,
            (Some((place, _)), _) if memory.greyed => Some((place, FocusLoss::Waits)),
            (Some((place, _)), _) => Some((place, FocusLoss::Gone)),
        };
        memory.at = memory.at.filter(|place| focused == Some(place.id));
        (memory.drawn, memory.greyed, memory.beside) = (false, false, false);
    });
}

/// At the end of a frame: what is gone is followed in the next ones.
pub(super) fn end(ctx: &Context) {
    let again = memory(ctx, |memory| {
        let unknown = matches!(memory.lost, Some((_, FocusLoss::Unknown)));
        unknown || (memory.at.is_some() && !memory.drawn)
    });
    if again {
        ctx.request_repaint();
    }
}

/// What is drawn until [`begin`] or another call is beside the page that the person is on.
pub(super) fn set_beside(ctx: &Context, beside: bool) {
    memory(ctx, |memory| memory.beside = beside);
}

/// Whether what is drawn now is.
pub(super) fn is_beside(ctx: &Context) -> bool {
    memory(ctx, |memory| memory.beside)
}

/// A column of this name is drawn from now on.
pub(super) fn in_column(ctx: &Context, column: Id) {
    memory(ctx, |memory| memory.column = Some(column));
}

/// Whether the heading of a page has to take the keyboard: the page has just come. A column that shows several in turn
/// names them.
pub(super) fn has_come(ctx: &Context, page: Option<&str>) -> bool {
    memory(ctx, |memory| {
        let column = memory.column.unwrap_or(Id::NULL);
        let page = page.map_or(column, |page| column.with(page));
        !memory.beside && memory.page.replace(page) != Some(page)
    })
}

/// Something else fills the window: nothing in it takes the place of what was there.
pub(super) fn forget(ctx: &Context) {
    memory(ctx, |memory| (memory.at, memory.lost) = (None, None));
}

/// Nothing has the keyboard any more.
pub(super) fn leave(ctx: &Context) {
    forget(ctx);
    ctx.memory_mut(|memory| {
        if let Some(id) = memory.focused() {
            memory.surrender_focus(id);
        }
    });
}

/// Keys were used after the mouse.
pub(super) fn is_by_keys(ctx: &Context) -> bool {
    memory(ctx, |memory| memory.by_keys)
}

/// What has no heading is there: the next page is another one, whichever it is.
pub(super) fn no_page(ctx: &Context) {
    memory(ctx, |memory| memory.page = memory.page.filter(|_| memory.beside));
}

/// The sense of something that is read and not used, which has the keyboard if this is `so`, or if it had it before: Tab
/// leads away from it, and not to it.
pub(super) fn sense(ui: &Ui, id: Id, so: bool) -> Sense {
    if so || ui.memory(|memory| memory.focused()) == Some(id) {
        Sense::focusable_noninteractive()
    } else {
        Sense::hover()
    }
}

/// For each control: it takes the keyboard where what had it stood before, and comes into sight when it gets it.
pub(super) fn follow(ui: &Ui, response: &Response) {
    let (id, rect) = (response.id, response.rect);
    if response.has_focus() {
        memory(ui.ctx(), |memory| {
            memory.at = Some(FocusPlace { id, rect });
            memory.drawn = true;
        });
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
        return;
    }
    let takes = memory(ui.ctx(), |memory| {
        let Some((place, loss)) = memory.lost else { return false };
        let takes = match loss {
            _ if !response.enabled() => {
                memory.greyed |= place.id == id;
                return false;
            }
            // It was given up; a field does that at Return, and is not left for it.
            FocusLoss::Unknown if place.id == id => {
                memory.lost = None;
                return memory.entered.1;
            }
            FocusLoss::Unknown => false,
            FocusLoss::Waits => place.id == id,
            FocusLoss::Gone => rect.bottom() > place.rect.top(),
        };
        if takes {
            memory.lost = None;
        }
        takes
    });
    if takes {
        response.request_focus();
    }
}

/// A menu that opens takes the keyboard to its button: what is pressed next is for the menu. One that closes gives it
/// back there, unless the mouse closed it.
pub(super) fn after_menu(button: &Response, was_open: &mut bool, open: bool) {
    let was_open = std::mem::replace(was_open, open);
    let opened = open && !was_open;
    let closed = was_open && !open;
    let by_mouse = || {
        let clicked = |input: &egui::InputState| input.pointer.any_pressed() || input.pointer.any_released();
        button.ctx.input(clicked)
    };
    if opened || (closed && !by_mouse()) {
        button.request_focus();
    }
}

/// A ring outside what has the keyboard: seen on any fill.
pub(super) fn ring(ui: &Ui, rect: Rect) {
    let colour = tokens::palette(ui.visuals()).text;
    let rect = rect.expand(tokens::RING_GAP);
    let corner = f32::from(tokens::CORNER) + 2.0;
    ui.painter()
        .rect_stroke(rect, corner, tokens::rim(colour), StrokeKind::Middle);
}

/// The same along the inner edge of a room, around what fills it.
pub(super) fn edge(ui: &Ui, room: Rect) {
    let line = tokens::rim(tokens::palette(ui.visuals()).text);
    // What fills the room has no say in what is drawn at its edge.
    let painter = ui.ctx().layer_painter(ui.layer_id());
    painter.rect_stroke(room, 0.0, line, StrokeKind::Inside);
}

/// The same for what takes the keyboard with a page and cannot be used: whoever uses the mouse needs no ring around it.
pub(super) fn ring_by_keys(ui: &Ui, response: &Response) {
    if response.has_focus() && memory(ui.ctx(), |memory| memory.by_keys) {
        ring(ui, response.rect);
    }
}
