//! The window as a whole: which screen is there, and what the desktop is told about it (size, level, decorations).

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use egui::{Context, Event, Id, Key, Modifiers, RawInput, Ui, Vec2, ViewportCommand, WindowLevel};

use super::ask::{self, Ask};
use super::expert_side::{ExpertSide, Phase};
use super::help::{self, Help, WaitAct};
use super::in_force::{self, InForce};
use super::invitation::{self, InvitationScreen};
use super::novice_side::NoviceSide;
use super::parts::{self, Weight};
use super::services::{Services, Ticket, Waker};
use super::viewer::Viewer;
use super::{about, bar, ended, home, question, tokens, words};
use crate::screen::Shared;
use crate::session::expert::OpenOptions;
use crate::session::novice::{AskOptions, Command, Problem};
use crate::t;

/// What the window begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    Home,
    /// The choices for an invitation.
    Ask,
    /// Opens this ticket.
    Open(PathBuf),
    /// Opens a ticket that was read from elsewhere.
    OpenText(Vec<u8>),
}

/// The way from one screen to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Go {
    Home,
    Ask,
    Help,
    InForce,
    About,
}

enum Page {
    Home,
    Ask(Ask),
    /// The invitation is being made.
    Making {
        since: Instant,
        from: Ask,
    },
    Invitation(InvitationScreen),
    InForce(InForce),
    About,
    Help(Help),
    /// A ticket is open.
    Expert(Box<Expert>),
}

/// An open ticket, with what is needed to open it again.
struct Expert {
    side: ExpertSide,
    options: OpenOptions,
    form: Help,
    viewer: Viewer,
}

/// How the window stands on the desktop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stance {
    Page,
    Question,
    Bar,
    Viewer,
}

/// The program's window. [`super::run`] shows it on the desktop; tests show it without one.
pub struct Window {
    services: Services,
    page: Page,
    novice: Option<NoviceSide>,
    stance: Option<Stance>,
    bar: BarPlace,
    /// Something that went wrong outside any session.
    problem: Option<Problem>,
    /// The person wants to close the window while an invitation waits.
    closing: bool,
    /// The person said that the window may close.
    leaving: bool,
    greeted: bool,
}

#[derive(Default)]
struct BarPlace {
    size: Vec2,
    dragged: bool,
}

impl Window {
    pub fn new(start: Start, services: Services, ctx: &Context) -> Self {
        tokens::apply(ctx);
        let mut window = Self {
            services,
            page: Page::Home,
            novice: None,
            stance: None,
            bar: BarPlace::default(),
            problem: None,
            closing: false,
            leaving: false,
            greeted: false,
        };
        match start {
            Start::Home => {}
            Start::Ask => window.go(ctx, Go::Ask),
            Start::Open(path) => window.open(ctx, Ticket::File(path)),
            Start::OpenText(bytes) => window.open(ctx, Ticket::Text(bytes)),
        }
        window
    }

    /// The window says goodbye to its sessions; the invitations in force stay.
    pub fn quit(&mut self) {
        if let Some(novice) = self.novice.take() {
            novice.quit();
        }
        if let Page::Expert(expert) = std::mem::replace(&mut self.page, Page::Home) {
            expert.side.quit();
        }
    }

    /// Shortcuts of the clipboard are keys like others while the novice's computer has the keyboard, and shortcuts else.
    pub fn filter_input(&self, ctx: &Context, raw: &mut RawInput) {
        filter_clipboard(ctx, raw);
    }

    /// One frame.
    pub fn show(&mut self, ui: &mut Ui) {
        let now = (self.services.clock)();
        let ctx = ui.ctx().clone();
        self.greet(&ctx);
        self.take_drops(&ctx);
        self.update(&ctx, now);
        self.closing_requested(&ctx, now);
        let stance = self.stance();
        self.stand(&ctx, stance);
        match stance {
            Stance::Question => {
                if let Some(novice) = &mut self.novice {
                    parts::page(ui, |ui| question::show(ui, novice, now));
                }
            }
            Stance::Bar => self.show_bar(ui, now),
            Stance::Viewer => {
                if let Page::Expert(expert) = &mut self.page {
                    expert
                        .viewer
                        .show(ui, &mut expert.side, &expert.options.name, now, true);
                }
            }
            Stance::Page => self.show_page(ui, now),
        }
    }

    fn waker(ctx: &Context) -> Waker {
        let ctx = ctx.clone();
        Arc::new(move || ctx.request_repaint())
    }

    /// The first time at home, the invitations of an earlier run are taken up.
    fn greet(&mut self, ctx: &Context) {
        if !self.greeted && matches!(self.page, Page::Home) {
            self.greeted = true;
            if self.services.invitations_stored {
                self.start_novice(ctx);
            }
        }
    }

    fn start_novice(&mut self, ctx: &Context) -> bool {
        if self.novice.is_none() {
            match (self.services.start_novice)(Self::waker(ctx)) {
                Ok(link) => self.novice = Some(NoviceSide::new(link)),
                Err(problem) => self.problem = Some(problem),
            }
        }
        self.novice.is_some()
    }

    fn update(&mut self, ctx: &Context, now: Instant) {
        let mut waits = false;
        if let Some(novice) = &mut self.novice {
            waits |= novice.update(now);
            let fresh = novice.fresh.take();
            if matches!(self.page, Page::Making { .. }) {
                if let Some(id) = fresh {
                    self.page = Page::Invitation(InvitationScreen::new(id));
                } else if let Some(problem) = novice.problem.take()
                    && let Page::Making { mut from, .. } = std::mem::replace(&mut self.page, Page::Home)
                {
                    from.problem = Some(problem);
                    self.page = Page::Ask(from);
                }
            }
            if let Some((id, lapse)) = novice.lapsed.take()
                && matches!(&self.page, Page::Invitation(screen) if screen.id == id)
            {
                self.page = Page::Home;
                self.problem = ended::lapse(lapse);
            }
        }
        if self.novice.as_ref().is_some_and(NoviceSide::is_gone) {
            self.problem = self.novice.take().and_then(|novice| novice.problem);
        }
        if let Page::Expert(expert) = &mut self.page {
            waits |= expert.side.update(now);
            if !matches!(expert.side.phase, Phase::Viewing(_)) {
                expert.viewer.leave(&mut expert.side);
            }
        }
        if waits {
            ctx.request_repaint();
        }
    }

    fn stance(&self) -> Stance {
        match (&self.novice, &self.page) {
            (Some(novice), _) if novice.question.is_some() => Stance::Question,
            (Some(novice), _) if novice.sharing.is_some() => Stance::Bar,
            (_, Page::Expert(expert)) if matches!(expert.side.phase, Phase::Viewing(_)) => Stance::Viewer,
            _ => Stance::Page,
        }
    }

    /// Tells the desktop when the window changes its stance.
    fn stand(&mut self, ctx: &Context, stance: Stance) {
        if self.stance == Some(stance) {
            if stance == Stance::Bar && ctx.input(|input| input.viewport().minimized == Some(true)) {
                ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
            }
            return;
        }
        let before = self.stance.replace(stance);
        if before.is_none() && stance == Stance::Page {
            return;
        }
        let send = |command| ctx.send_viewport_cmd(command);
        let (size, min, level) = match stance {
            Stance::Page => (tokens::PAGE_SIZE, tokens::PAGE_MIN, WindowLevel::Normal),
            Stance::Question => (tokens::QUESTION_SIZE, tokens::PAGE_MIN, WindowLevel::AlwaysOnTop),
            Stance::Bar => (tokens::BAR_SIZE, tokens::BAR_MIN, WindowLevel::AlwaysOnTop),
            Stance::Viewer => (tokens::VIEWER_SIZE, tokens::PAGE_MIN, WindowLevel::Normal),
        };
        if before == Some(Stance::Viewer) {
            send(ViewportCommand::Fullscreen(false));
        }
        send(ViewportCommand::Maximized(false));
        send(ViewportCommand::MinInnerSize(min));
        send(ViewportCommand::Decorations(stance != Stance::Bar));
        send(ViewportCommand::WindowLevel(level));
        let size = ctx
            .input(|input| input.viewport().monitor_size)
            .map_or(size, |monitor| size.min(monitor));
        send(ViewportCommand::InnerSize(size));
        match stance {
            Stance::Bar => self.bar = BarPlace::default(),
            Stance::Question => {
                send(ViewportCommand::Minimized(false));
                send(ViewportCommand::Visible(true));
                self.centre(ctx, size);
                send(ViewportCommand::Focus);
                send(ViewportCommand::RequestUserAttention(egui::UserAttentionType::Critical));
            }
            Stance::Page | Stance::Viewer => self.centre(ctx, size),
        }
    }

    fn centre(&self, ctx: &Context, size: Vec2) {
        if let Some(monitor) = ctx.input(|input| input.viewport().monitor_size) {
            let at = ((monitor - size) / 2.0).max(Vec2::ZERO);
            ctx.send_viewport_cmd(ViewportCommand::OuterPosition(at.to_pos2()));
        }
    }

    fn show_bar(&mut self, ui: &mut Ui, now: Instant) {
        let Some(novice) = &mut self.novice else { return };
        let ctx = ui.ctx().clone();
        let monitor = ctx.input(|input| input.viewport().monitor_size);
        let mut dragged = false;
        let needed = parts::page(ui, |ui| {
            bar::show(
                ui,
                novice,
                now,
                Some(monitor.map_or(f32::INFINITY, |monitor| monitor.x)),
                || {
                    dragged = true;
                    ctx.send_viewport_cmd(ViewportCommand::StartDrag);
                },
            )
        });
        self.bar.dragged |= dragged;
        // Below this a change is the rounding of the desktop.
        const ROUNDING: f32 = 1.0;
        if (needed - self.bar.size).length() > ROUNDING {
            self.bar.size = needed;
            ctx.send_viewport_cmd(ViewportCommand::InnerSize(needed));
            if let Some(monitor) = monitor.filter(|_| !self.bar.dragged) {
                let left = ((monitor.x - needed.x) / 2.0).max(0.0);
                ctx.send_viewport_cmd(ViewportCommand::OuterPosition(egui::pos2(left, 0.0)));
            }
        }
    }

    fn show_page(&mut self, ui: &mut Ui, now: Instant) {
        let ctx = ui.ctx().clone();
        let waiting = self.novice.as_ref().map_or(0, |novice| novice.invitations.len());
        if self.closing {
            parts::page(ui, |ui| self.ask_closing(ui));
            return;
        }
        if let Some(problem) = self.current_problem() {
            if let Some(go) = parts::page(ui, |ui| ended::show(ui, &problem, waiting > 0)) {
                self.forget_problem();
                self.go(&ctx, go);
            }
            return;
        }
        parts::page(ui, |ui| match &mut self.page {
            Page::Home => {
                let go = home::show(ui, waiting);
                self.follow(&ctx, go);
            }
            Page::About => {
                let go = about::show(ui);
                self.follow(&ctx, go);
            }
            Page::Ask(form) => match form.show(ui) {
                Some(ask::Act::Make(options, shared)) => self.make(&ctx, options, shared, now),
                Some(ask::Act::Back) => self.page = Page::Home,
                None => {}
            },
            Page::Making { since, .. } => making(ui, now, *since),
            Page::Invitation(_) => self.show_invitation(ui),
            Page::InForce(screen) => match screen.show(ui, self.novice.as_mut()) {
                Some(in_force::Act::Show(id)) => self.page = Page::Invitation(InvitationScreen::new(id)),
                Some(in_force::Act::Back) => self.page = Page::Home,
                None => {}
            },
            Page::Help(form) => match form.show(ui, &self.services.check_ticket) {
                Some(help::Act::Connect(options)) => self.connect(&ctx, *options, now),
                Some(help::Act::Chosen) => self.chosen(),
                Some(help::Act::Back) => self.page = Page::Home,
                None => {}
            },
            Page::Expert(expert) => match help::wait(ui, &mut expert.side, now) {
                Some(WaitAct::Again) => self.again(&ctx, now),
                Some(WaitAct::Home) => self.page = Page::Home,
                None => {}
            },
        });
    }

    fn show_invitation(&mut self, ui: &mut Ui) {
        let Page::Invitation(screen) = &mut self.page else {
            return;
        };
        let Some(novice) = &mut self.novice else { return };
        let connected = novice.connected;
        let Some(invitation) = novice.invitations.iter().find(|one| one.id == screen.id) else {
            self.page = Page::Home;
            return;
        };
        match screen.show(ui, invitation, &self.services.delivery, connected) {
            Some(invitation::Act::Cancel) => {
                let id = screen.id.clone();
                novice.send(Command::Cancel(id));
            }
            Some(invitation::Act::Back) => self.page = Page::Home,
            None => {}
        }
    }

    fn current_problem(&self) -> Option<Problem> {
        let novice = self.novice.as_ref();
        let ended = novice.and_then(|novice| novice.ended.as_ref()).map(words::novice_end);
        ended
            .or_else(|| novice.and_then(|novice| novice.problem.clone()))
            .or_else(|| self.problem.clone())
    }

    fn forget_problem(&mut self) {
        self.problem = None;
        if let Some(novice) = &mut self.novice {
            novice.ended = None;
            novice.problem = None;
        }
    }

    fn follow(&mut self, ctx: &Context, go: Option<Go>) {
        if let Some(go) = go {
            self.go(ctx, go);
        }
    }

    fn go(&mut self, ctx: &Context, go: Go) {
        self.page = match go {
            Go::Home => Page::Home,
            Go::Ask => Page::Ask(Ask::new(ctx, &self.services)),
            Go::Help => Page::Help(Help::new(self.services.settings.helper_name())),
            Go::InForce => Page::InForce(InForce::default()),
            Go::About => Page::About,
        };
    }

    fn make(&mut self, ctx: &Context, options: AskOptions, shared: Shared, now: Instant) {
        if !self.start_novice(ctx) {
            return;
        }
        if let Some(novice) = &mut self.novice {
            novice.send(Command::Ask(options));
            novice.send(Command::Share(shared));
        }
        match std::mem::replace(&mut self.page, Page::Home) {
            Page::Ask(from) => self.page = Page::Making { since: now, from },
            other => self.page = other,
        }
    }

    /// A file that was dropped on the window, wherever it is, is an invitation to open.
    fn take_drops(&mut self, ctx: &Context) {
        let dropped = ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_path_buf()));
        if let Some(path) = dropped {
            self.open(ctx, Ticket::File(path));
        }
    }

    fn open(&mut self, ctx: &Context, ticket: Ticket) {
        if matches!(self.page, Page::Expert(_)) {
            self.open_elsewhere(&ticket);
            return;
        }
        if !matches!(self.page, Page::Help(_)) {
            self.go(ctx, Go::Help);
        }
        if let Page::Help(form) = &mut self.page
            && form.take(ticket, &self.services.check_ticket)
        {
            self.chosen();
        }
    }

    /// This window is where the novice answers while an invitation of theirs waits: a ticket then opens in another.
    fn chosen(&mut self) {
        let serving = self
            .novice
            .as_ref()
            .is_some_and(|novice| novice.is_busy() || !novice.invitations.is_empty());
        if let Page::Help(form) = &self.page
            && serving
            && let Some(ticket) = form.ticket().cloned()
        {
            self.page = Page::Home;
            self.open_elsewhere(&ticket);
        }
    }

    fn open_elsewhere(&mut self, ticket: &Ticket) {
        if let Err(error) = (self.services.open_elsewhere)(ticket) {
            self.problem = Some(words::no_window(&error));
        }
    }

    fn connect(&mut self, ctx: &Context, options: OpenOptions, now: Instant) {
        let started = (self.services.start_expert)(options.clone(), Self::waker(ctx));
        let Page::Help(form) = &mut self.page else { return };
        self.services.settings.set_helper_name(form.name().trim());
        match started {
            Ok(link) => {
                form.problem = None;
                let form = std::mem::replace(form, Help::new(String::new()));
                let side = ExpertSide::new(link, now);
                self.page = Page::Expert(Box::new(Expert {
                    side,
                    options,
                    form,
                    viewer: Viewer::default(),
                }));
            }
            Err(problem) => form.problem = Some(problem),
        }
    }

    /// Opens the same ticket again: with the same password, or after a wrong one asks for it.
    fn again(&mut self, ctx: &Context, now: Instant) {
        let Page::Expert(expert) = std::mem::replace(&mut self.page, Page::Home) else {
            return;
        };
        let Expert {
            side,
            options,
            mut form,
            ..
        } = *expert;
        let wrong_password = matches!(side.phase, Phase::Ended(crate::session::expert::End::WrongPassword));
        if wrong_password {
            form.forget_password();
        }
        self.page = Page::Help(form);
        if !wrong_password {
            self.connect(ctx, options, now);
        }
    }

    fn closing_requested(&mut self, ctx: &Context, now: Instant) {
        if self.leaving || !ctx.input(|input| input.viewport().close_requested()) {
            return;
        }
        let Some(novice) = &mut self.novice else { return };
        if novice.question.is_some() {
            novice.refuse(now);
        } else if novice.sharing.is_some() {
            novice.send(Command::Stop);
        } else if novice.invitations.is_empty() {
            return;
        } else {
            self.closing = true;
        }
        ctx.send_viewport_cmd(ViewportCommand::CancelClose);
    }

    fn ask_closing(&mut self, ui: &mut Ui) {
        let soonest = self
            .novice
            .iter()
            .flat_map(|novice| &novice.invitations)
            .map(|one| one.expires)
            .max();
        let until = soonest.map(words::clock).unwrap_or_default();
        parts::column(ui, "window", |ui| {
            parts::title(ui, t!("closing-title"));
            parts::status(ui, t!("closing-explained", until = until));
            ui.add_space(tokens::GAP_LARGE);
            if parts::button(ui, Weight::Primary, t!("closing-stay")).clicked() {
                self.closing = false;
            }
            ui.add_space(tokens::GAP);
            if parts::button(ui, Weight::Plain, t!("closing-keep")).clicked() {
                self.leave(ui.ctx(), false);
            }
            ui.add_space(tokens::GAP);
            if parts::button(ui, Weight::Stop, t!("closing-cancel")).clicked() {
                self.leave(ui.ctx(), true);
            }
        });
    }

    fn leave(&mut self, ctx: &Context, cancel: bool) {
        if let Some(novice) = &mut self.novice
            && cancel
        {
            let ids: Vec<_> = novice.invitations.iter().map(|one| one.id.clone()).collect();
            for id in ids {
                novice.send(Command::Cancel(id));
            }
        }
        self.leaving = true;
        ctx.send_viewport_cmd(ViewportCommand::Close);
    }
}

fn making(ui: &mut Ui, now: Instant, since: Instant) {
    ui.ctx().request_repaint_after(std::time::Duration::from_secs(1));
    parts::column(ui, "window 2", |ui| {
        parts::title(ui, t!("making-title"));
        let seconds = now.saturating_duration_since(since).as_secs();
        parts::status(ui, t!("making-explained", seconds = seconds));
    });
}

/// See [`Window::filter_input`]: the window gets every key as a key, and makes shortcuts of them where a field has the keyboard.
pub(super) fn filter_clipboard(ctx: &Context, raw: &mut RawInput) {
    let picture = Id::unique(super::viewer::PICTURE);
    if ctx.memory(|memory| memory.focused()) == Some(picture) {
        return;
    }
    raw.events.retain_mut(|event| {
        let Event::Key {
            key,
            pressed: true,
            modifiers,
            ..
        } = event
        else {
            return true;
        };
        match shortcut(*key, *modifiers) {
            Some(Shortcut::Paste) => {
                ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
                false
            }
            Some(Shortcut::Copy) => {
                *event = Event::Copy;
                true
            }
            Some(Shortcut::Cut) => {
                *event = Event::Cut;
                true
            }
            None => true,
        }
    });
}

enum Shortcut {
    Copy,
    Cut,
    Paste,
}

fn shortcut(key: Key, modifiers: Modifiers) -> Option<Shortcut> {
    let (command, shift) = (modifiers.command, modifiers.shift);
    match key {
        Key::Copy => Some(Shortcut::Copy),
        Key::Cut => Some(Shortcut::Cut),
        Key::Paste => Some(Shortcut::Paste),
        Key::C | Key::Insert if command => Some(Shortcut::Copy),
        Key::X if command => Some(Shortcut::Cut),
        Key::V if command => Some(Shortcut::Paste),
        Key::Delete if shift => Some(Shortcut::Cut),
        Key::Insert if shift => Some(Shortcut::Paste),
        _ => None,
    }
}
