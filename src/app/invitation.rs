//! One invitation in force: its password, the ways to send it, and what it waits for.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use egui::Ui;

use super::actions::{Action, Now};
use super::files::Saving;
use super::job::{self, Errands, Job};
use super::novice_side::UsedReply;
use super::parts::{self, Weight};
use super::start::DeliveryWishes;
use super::{reader, tokens, words};
use crate::desk::words::Findings;
use crate::session::novice::{InvitationId, InvitationInForce, Problem};
use crate::t;
use crate::texts::spelling::{letter_by_letter, spelled};

/// What of the screen belongs to one invitation, and stays while others are shown.
pub(super) struct InvitationScreen {
    pub id: InvitationId,
    errands: Errands,
    outcome: Option<Result<String, Problem>>,
    saving: Option<Saving>,
    working: Option<Job<Result<String, Problem>>>,
    /// A mail is part of the work.
    mailing: bool,
    webmail: bool,
    cancelling: bool,
    /// That is asked, or no longer, since the last frame: the keyboard goes along.
    turned: bool,
    /// Who reaches this computer: being found out, and found.
    examining: Option<Job<Findings>>,
    findings: Option<Findings>,
    details: bool,
    /// The password is spelled.
    spelled: bool,
    /// What was pasted of the helper's reply, while that panel is open.
    reply: Option<String>,
}

/// What opens under the ways to send it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Panel {
    Save,
    Webmail,
}

/// Who reaches this computer.
pub(super) struct ReachNote<'a> {
    /// Someone proved the invitation a moment ago.
    pub connected: bool,
    /// What is known of the way through the router.
    pub router: Option<&'a str>,
    pub reply: Option<UsedReply>,
}

pub(super) enum InvitationAct {
    /// Go to the helper, by this reply of theirs.
    ConnectTo(String),
    Cancel,
    Back,
}

impl InvitationScreen {
    pub(super) fn new(id: InvitationId, errands: &Errands) -> Self {
        Self {
            id,
            errands: errands.clone(),
            outcome: None,
            saving: None,
            working: None,
            mailing: false,
            webmail: false,
            cancelling: false,
            turned: false,
            examining: None,
            findings: None,
            details: false,
            spelled: false,
            reply: None,
        }
    }

    /// Brings the invitation where the person said before it was made.
    pub(super) fn deliver(&mut self, ctx: &egui::Context, wishes: DeliveryWishes, invitation: &InvitationInForce) {
        let mut said = Vec::new();
        if wishes.text {
            ctx.copy_text(invitation.ticket.clone());
            said.push(t!("invitation-copied"));
        }
        if wishes.save.is_none() && wishes.mail.is_none() {
            self.outcome = said.pop().map(Ok);
            return;
        }
        let invitation = invitation.clone();
        self.mailing = wishes.mail.is_some();
        self.working = Some(self.errands.beside(move |services| {
            if let Some(path) = wishes.save {
                let path = services.desk.save(&invitation, &path)?;
                said.push(t!("invitation-saved", path = path.display().to_string()));
            }
            if let Some(address) = wishes.mail {
                services.desk.mail(&invitation, address.as_deref())?;
                said.push(t!("invitation-mailed"));
            }
            Ok(said.join("\n"))
        }));
    }

    /// Whatever a dialog answers later is not taken.
    pub(super) fn forget_dialog(&mut self) {
        self.saving = None;
    }

    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        invitation: &InvitationInForce,
        reach: ReachNote<'_>,
    ) -> Option<InvitationAct> {
        let mut opened = None;
        if let Some(done) = job::take(&mut self.working) {
            let mailed = std::mem::take(&mut self.mailing);
            if !self.webmail && done.is_err() && mailed {
                self.webmail = true;
                opened = Some(Panel::Webmail);
            }
            self.outcome = Some(done);
        }
        ui.ctx().request_repaint_after(Duration::from_secs(1));
        let mut act = None;
        parts::column(ui, "invitation", |ui| {
            parts::title(ui, t!("invitation-title"));
            state(ui, invitation, reach.connected);
            if invitation.failed_tries > 0 {
                parts::status(ui, t!("invitation-failed-tries", count = invitation.failed_tries));
            }
            parts::heading(ui, t!("invitation-send"));
            opened = self.ways(ui, invitation).or(opened);
            self.outcome(ui);
            self.save_panel(ui, invitation, opened == Some(Panel::Save));
            if self.webmail {
                self.webmail_panel(ui, invitation, opened == Some(Panel::Webmail));
            }
            parts::heading(ui, t!("invitation-tell"));
            password(ui, &invitation.password);
            parts::body(ui, t!("invitation-tell-explained"));
            self.spelling(ui, &invitation.password);
            if invitation.older_windows {
                parts::quiet(ui, t!("invitation-weak"));
            }
            if let Some(router) = reach.router {
                parts::quiet(ui, router);
            }
            ui.add_space(tokens::GAP_LARGE);
            act = self.bottom(ui);
            parts::parting(ui);
            parts::quiet(ui, t!("invitation-stuck"));
            act = self.ways_round(ui, invitation, reach.reply).or(act.take());
        });
        act
    }

    /// What a mail program, or a file, is being asked for is done one after the other.
    fn now(&self) -> Now {
        Now {
            idle: self.working.is_none(),
            ..Now::default()
        }
    }

    /// The panel that opens under them.
    fn ways(&mut self, ui: &mut Ui, invitation: &InvitationInForce) -> Option<Panel> {
        let mut opened = None;
        parts::row(ui, |ui| {
            if parts::button(ui, Weight::Primary, Action::InvitationSave).clicked() {
                self.outcome = None;
                opened = Some(Panel::Save);
                let name = t!("invitation-file-name");
                self.saving = Some(Saving::start(&self.errands, name, |dialogs, path| {
                    dialogs.save_invitation(path)
                }));
            }
            if parts::button_now(ui, self.now(), Weight::Plain, Action::InvitationMail).clicked() {
                let invitation = invitation.clone();
                self.outcome = None;
                self.saving = None;
                self.mailing = true;
                self.working = Some(self.errands.beside(move |services| {
                    let mailed = services.desk.mail(&invitation, None);
                    mailed.map(|()| t!("invitation-mailed"))
                }));
            }
            if parts::button(ui, Weight::Plain, Action::InvitationCopy).clicked() {
                ui.ctx().copy_text(invitation.ticket.clone());
                self.outcome = Some(Ok(t!("invitation-copied")));
            }
        });
        if !self.webmail && parts::link(ui, Action::InvitationWebmail).clicked() {
            self.webmail = true;
            opened = Some(Panel::Webmail);
        }
        opened
    }

    /// How the password is said on the telephone.
    fn spelling(&mut self, ui: &mut Ui, password: &str) {
        let action = match self.spelled {
            true => Action::InvitationSpellHide,
            false => Action::InvitationSpell,
        };
        let pressed = parts::button(ui, Weight::Plain, action).clicked();
        self.spelled ^= pressed;
        if self.spelled {
            ui.add_space(tokens::GAP_SMALL);
            parts::panel_in_sight(ui, pressed, |ui| {
                for line in spelled(password) {
                    parts::body(ui, line);
                }
            });
        }
    }

    fn outcome(&self, ui: &mut Ui) {
        match &self.working {
            // A mail program takes as long as it takes.
            Some(_) if self.mailing => {
                parts::status(ui, t!("invitation-working"));
            }
            Some(working) => parts::waiting(ui, working, t!("invitation-working")),
            None => {}
        }
        match &self.outcome {
            Some(Ok(text)) => {
                parts::status(ui, text);
            }
            Some(Err(problem)) => parts::problem(ui, problem),
            None => {}
        }
    }

    fn save_panel(&mut self, ui: &mut Ui, invitation: &InvitationInForce, opened: bool) {
        let Some(saving) = &mut self.saving else { return };
        let mut chosen = saving.chosen();
        let mut close = false;
        parts::panel_in_sight(ui, opened, |ui| {
            parts::field(ui, &t!("invitation-save-path"), &mut saving.path);
            ui.add_space(tokens::GAP_SMALL);
            parts::row(ui, |ui| {
                let now = Now {
                    ready: !saving.path.trim().is_empty(),
                    idle: self.working.is_none(),
                    ..Now::default()
                };
                if parts::button_now(ui, now, Weight::Plain, Action::InvitationSaveHere).clicked() {
                    chosen = Some(PathBuf::from(saving.path.trim()));
                }
                close = parts::button(ui, Weight::Plain, Action::InvitationSaveClose).clicked();
            });
        });
        if let Some(path) = chosen {
            let invitation = invitation.clone();
            self.outcome = None;
            self.mailing = false;
            self.working = Some(self.errands.beside(move |services| {
                let saved = services.desk.save(&invitation, &path);
                saved.map(|path| t!("invitation-saved", path = path.display().to_string()))
            }));
        }
        if close || matches!(self.outcome, Some(Ok(_))) {
            self.saving = None;
        }
    }

    /// The file and how to attach it where no mail program answers.
    fn webmail_panel(&mut self, ui: &mut Ui, invitation: &InvitationInForce, opened: bool) {
        parts::panel_in_sight(ui, opened, |ui| {
            parts::body(ui, t!("webmail-file"));
            parts::body(ui, t!("webmail-how"));
            ui.add_space(tokens::GAP_SMALL);
            parts::row(ui, |ui| {
                if parts::button_now(ui, self.now(), Weight::Plain, Action::WebmailShow).clicked() {
                    let invitation = invitation.clone();
                    self.working = Some(self.errands.beside(move |services| {
                        let shown = services.desk.show(&invitation);
                        shown.map(|placed| {
                            let path = placed.path.display().to_string();
                            match placed.opened {
                                true => t!("webmail-shown", path = path),
                                false => t!("webmail-put", path = path),
                            }
                        })
                    }));
                }
                if parts::button_now(ui, self.now(), Weight::Plain, Action::WebmailDraft).clicked() {
                    let invitation = invitation.clone();
                    self.working = Some(self.errands.beside(move |services| {
                        let draft = services.desk.draft(&invitation);
                        draft.map(|placed| t!("webmail-drafted", path = placed.path.display().to_string()))
                    }));
                }
            });
        });
    }

    /// For a helper who does not come: can they, and the way to them.
    fn ways_round(
        &mut self,
        ui: &mut Ui,
        invitation: &InvitationInForce,
        used: Option<UsedReply>,
    ) -> Option<InvitationAct> {
        let mut act = None;
        let found = job::take(&mut self.examining);
        let examined = found.is_some();
        self.findings = found.or(self.findings.take());
        let mut opened = false;
        parts::row(ui, |ui| {
            let now = Now {
                idle: self.examining.is_none(),
                ..Now::default()
            };
            if parts::link_now(ui, now, Action::InvitationExamine).clicked() {
                let (port, mapped) = (invitation.port, invitation.mapped);
                self.findings = None;
                self.examining = Some(self.errands.beside(move |services| services.desk.examine(port, mapped)));
            }
            if parts::link(ui, Action::InvitationConnect).clicked() {
                opened = self.reply.is_none();
                self.reply = match self.reply {
                    Some(_) => None,
                    None => Some(String::new()),
                };
            }
        });
        if self.examining.is_some() {
            parts::status(ui, t!("invitation-examining"));
        }
        if let Some(findings) = &self.findings {
            parts::panel_in_sight(ui, examined, |ui| {
                for sentence in &findings.answers {
                    parts::status(ui, sentence);
                }
                let details = if self.details {
                    Action::QuestionDetailsHide
                } else {
                    Action::QuestionDetails
                };
                if parts::link(ui, details).clicked() {
                    self.details = !self.details;
                }
                for sentence in findings.tried.iter().filter(|_| self.details) {
                    parts::quiet(ui, sentence);
                }
            });
        }
        if let Some(reply) = &mut self.reply {
            parts::panel_in_sight(ui, opened, |ui| {
                parts::body(ui, t!("invitation-reply-explained"));
                let field = parts::field(ui, &t!("invitation-reply"), reply);
                if opened {
                    field.request_focus();
                }
                ui.add_space(tokens::GAP_SMALL);
                let now = Now {
                    ready: !reply.trim().is_empty(),
                    idle: used != Some(UsedReply::Dialling),
                    ..Now::default()
                };
                if parts::button_now(ui, now, Weight::Plain, Action::InvitationReplyUse).clicked() {
                    act = Some(InvitationAct::ConnectTo(std::mem::take(reply)));
                }
            });
        }
        match used {
            Some(UsedReply::Dialling) => {
                parts::status(ui, t!("invitation-dialling"));
            }
            Some(UsedReply::Failed(problem)) => parts::problem(ui, &words::not_connected(problem)),
            None => {}
        }
        act
    }

    fn bottom(&mut self, ui: &mut Ui) -> Option<InvitationAct> {
        let mut act = None;
        if self.cancelling {
            parts::panel(ui, |ui| {
                parts::status(ui, t!("cancel-question"));
                parts::row(ui, |ui| {
                    let keep = parts::button(ui, Weight::Primary, Action::CancelKeep);
                    if std::mem::take(&mut self.turned) {
                        keep.request_focus();
                    }
                    if keep.clicked() {
                        (self.cancelling, self.turned) = (false, true);
                    }
                    if parts::button(ui, Weight::Stop, Action::CancelDo).clicked() {
                        act = Some(InvitationAct::Cancel);
                    }
                });
            });
        } else {
            parts::row(ui, |ui| {
                let cancel = parts::button(ui, Weight::Plain, Action::InvitationCancel);
                if std::mem::take(&mut self.turned) {
                    cancel.request_focus();
                }
                (self.cancelling, self.turned) = (cancel.clicked(), cancel.clicked());
                if parts::button(ui, Weight::Plain, Action::BackHome).clicked() {
                    act = Some(InvitationAct::Back);
                }
            });
        }
        act
    }
}

/// No time below a day takes more words.
const LONGEST_WORDS: Duration = Duration::from_secs((23 * 60 + 59) * 60);

/// What the invitation waits for, and for how long it can; said again when that changes.
pub(super) fn state(ui: &mut Ui, invitation: &InvitationInForce, connected: bool) {
    if connected {
        parts::status(ui, t!("invitation-connected"));
        return;
    }
    let left = invitation.expires.duration_since(SystemTime::now()).unwrap_or_default();
    let words = |left: Duration| {
        let (until, left) = (words::until(invitation.expires), words::duration(left));
        t!("invitation-waiting", until = until, left = left)
    };
    let said = Duration::from_secs(reader::left(left.as_secs()));
    let shown = parts::timed_status(ui, words(left), words(said));
    parts::room_for(ui, &shown, &words(left.max(LONGEST_WORDS)));
}

/// The password, large and in groups; a screen reader finds it as a field that cannot be changed, and reads it letter by
/// letter.
fn password(ui: &mut Ui, password: &str) {
    let name = t!("invitation-password");
    parts::shown_password(ui, &name, password, letter_by_letter(password));
}
