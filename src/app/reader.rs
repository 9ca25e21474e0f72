//! What a screen reader is told beside the words on the screen: what the window is called, what in it is a dialog, and
//! what belongs together. What changes every second is said more seldom than it is shown.

use egui::{Context, Id, Role, Ui};

/// The name of the window, which stands for all that it shows.
pub(super) fn name_window(ctx: &Context, name: impl FnOnce() -> String) {
    ctx.accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label(name()));
}

/// What is said of the window after its name.
pub(super) fn describe_window(ctx: &Context, what: impl FnOnce() -> String) {
    ctx.accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_description(what()));
}

/// Makes a dialog of all that `dialog` holds, with the name that `heading` bears. `asks`: it asks something that must
/// not be missed.
pub(super) fn dialog(ctx: &Context, dialog: Id, heading: Id, asks: bool) {
    ctx.accesskit_node_builder(dialog, |node| {
        node.set_role(if asks { Role::AlertDialog } else { Role::Dialog });
        node.set_labelled_by(vec![heading.accesskit_id()]);
    });
}

/// Gives what belongs together its name and its role.
pub(super) fn group(ui: &Ui, role: Role, name: String) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(role);
        node.set_label(name);
    });
}

/// One of `count`, the first of which has the number 0; `group` holds them.
pub(super) fn one_of(ctx: &Context, group: Id, one: Id, number: usize, count: usize) {
    ctx.accesskit_node_builder(group, |node| node.set_size_of_set(count));
    ctx.accesskit_node_builder(one, |node| node.set_position_in_set(number));
}

/// What is said of a time that passes: soon after the beginning, and then once a minute.
pub(super) fn passed(seconds: u64) -> u64 {
    match seconds {
        0..15 => 0,
        15..30 => 15,
        30..60 => 30,
        _ => seconds / 60 * 60,
    }
}

/// What is said of a time that is left: seldom at first, at last with ten and five seconds left.
pub(super) fn left(seconds: u64) -> u64 {
    const STEPS: [u64; 7] = [0, 5, 10, 30, 60, 120, 300];
    let step = STEPS.into_iter().find(|step| *step >= seconds);
    step.unwrap_or(seconds.div_ceil(600) * 600)
}
