//! The invitations in force: what they are, show one again, cancel one.

use egui::Ui;

use super::actions::Action;
use super::invitation;
use super::novice_side::NoviceSide;
use super::parts::{self, Weight};
use super::tokens;
use crate::session::novice::{Command, InvitationId};
use crate::t;

#[derive(Default)]
pub(super) struct InForce {
    cancelling: Option<InvitationId>,
    /// Whether to cancel it is asked, or no longer, since the last frame: the keyboard goes along.
    turned: Option<InvitationId>,
}

pub(super) enum InForceAct {
    Show(InvitationId),
    Back,
}

impl InForce {
    pub(super) fn show(&mut self, ui: &mut Ui, side: Option<&mut NoviceSide>) -> Option<InForceAct> {
        let mut act = None;
        let mut cancel = None;
        parts::column(ui, "in_force", |ui| {
            parts::title(ui, t!("in-force-title"));
            let (invitations, dead) = side.as_ref().map_or((&[][..], &[][..]), |side| {
                (side.invitations.as_slice(), side.dead.as_slice())
            });
            if invitations.is_empty() {
                parts::body(ui, t!("in-force-none"));
            }
            for (index, one) in invitations.iter().enumerate() {
                let number = (index + 1).to_string();
                let about = Some(number.as_str()).filter(|_| invitations.len() > 1);
                parts::item(ui, one.id.0.as_str(), |ui| {
                    parts::panel(ui, |ui| {
                        invitation::state(ui, one, false);
                        parts::quiet(
                            ui,
                            if one.view_only {
                                t!("in-force-view-only")
                            } else {
                                t!("in-force-control")
                            },
                        );
                        if one.failed_tries > 0 {
                            parts::body(ui, t!("invitation-failed-tries", count = one.failed_tries));
                        }
                        ui.add_space(tokens::GAP_SMALL);
                        if self.cancelling.as_ref() == Some(&one.id) {
                            parts::status(ui, t!("cancel-question"));
                            parts::row(ui, |ui| {
                                let keep = parts::button(ui, Weight::Primary, Action::CancelKeep);
                                if self.turned.take_if(|turned| *turned == one.id).is_some() {
                                    keep.request_focus();
                                }
                                if keep.clicked() {
                                    self.turned = self.cancelling.take();
                                }
                                if parts::button(ui, Weight::Stop, Action::CancelDo).clicked() {
                                    cancel = Some(one.id.clone());
                                }
                            });
                        } else {
                            parts::row(ui, |ui| {
                                let show = parts::button(ui, Weight::Plain, Action::InForceShow);
                                if parts::tell_about(ui, show, Action::InForceShow, about).clicked() {
                                    act = Some(InForceAct::Show(one.id.clone()));
                                }
                                let button = parts::button(ui, Weight::Plain, Action::InvitationCancel);
                                if self.turned.take_if(|turned| *turned == one.id).is_some() {
                                    button.request_focus();
                                }
                                if parts::tell_about(ui, button, Action::InvitationCancel, about).clicked() {
                                    self.cancelling = Some(one.id.clone());
                                    self.turned = self.cancelling.clone();
                                }
                            });
                        }
                    });
                });
                ui.add_space(tokens::GAP);
            }
            for (_, reason) in dead {
                parts::panel(ui, |ui| {
                    parts::body(ui, t!("in-force-dead", reason = reason.as_str()));
                });
                ui.add_space(tokens::GAP);
            }
            ui.add_space(tokens::GAP);
            if parts::button(ui, Weight::Plain, Action::BackHome).clicked() {
                act = Some(InForceAct::Back);
            }
        });
        if let (Some(id), Some(side)) = (cancel, side) {
            self.cancelling = None;
            side.send(Command::Cancel(id));
        }
        act
    }
}
