//! What is allowed that was not.

use super::choices::Offers;
use super::rules::{Rules, Setting};

/// One thing that is no longer as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A helper is on the list, by this name (not cleaned for display), and was not.
    Listed(String),
    /// One is no longer.
    Unlisted(String),
    Offers(Offers),
    /// Any other setting allows more, or keeps less, than it did.
    Wider(Setting),
}

impl Rules {
    /// Everything that these rules allow and `before` did not, every record that they no longer keep, and every change
    /// of who may come in unasked. If the list is empty, nobody has to confirm the change.
    #[must_use]
    pub fn changes_since(&self, before: &Self) -> Vec<Change> {
        let lacking = |of: &Self, name: fn(String) -> Change, there: &Self| {
            let helpers = of.helpers.iter().filter(|helper| !there.helpers.contains(helper));
            helpers
                .map(|helper| name(helper.name.as_str().to_owned()))
                .collect::<Vec<_>>()
        };
        let mut changes = lacking(self, Change::Listed, before);
        changes.extend(lacking(before, Change::Unlisted, self));
        if self.offers != before.offers {
            changes.push(Change::Offers(self.offers));
        }
        let held = self.clone().no_wider_than(before);
        let settings = [
            (Setting::Authority, self.authority != before.authority),
            (Setting::Ask, self.ask != held.ask),
            (Setting::HelpOthers, self.help != held.help),
            (
                Setting::OfficialHelpersOnly,
                self.official_helpers_only != held.official_helpers_only,
            ),
            (Setting::Control, self.control != held.control),
            (Setting::LongestLife, self.max_life_minutes != held.max_life_minutes),
            (Setting::SessionLog, self.session_log != held.session_log),
            (Setting::KeepDays, self.keep_days != held.keep_days),
            (Setting::EncryptedOnly, self.encrypted_only != held.encrypted_only),
            (Setting::Chat, self.chat != held.chat),
            (Setting::OlderEncryption, self.older_encryption != held.older_encryption),
            (Setting::PortMapping, self.port_mapping != held.port_mapping),
            (Setting::InternalOnly, self.internal_only != held.internal_only),
            (Setting::LongestSession, self.longest_session != held.longest_session),
            (Setting::AskAgain, self.ask_again != held.ask_again),
        ];
        let wider = settings.into_iter().filter(|(_, wider)| *wider);
        changes.extend(wider.map(|(setting, _)| Change::Wider(setting)));
        changes
    }
}
