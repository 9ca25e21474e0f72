//! Official helpers only: a helper who was invited proves a key as well, and nobody else is asked about.

use std::path::PathBuf;

use lifeline::invitation::{FreshKey, OpenedTicket, Password, Ticket, expert_blob};
use lifeline::journal::{self, Kind};
use lifeline::net::helper::HelperCertificates;
use lifeline::net::key_proof;
use lifeline::net::race::{RacePin, RaceTarget, race};
use lifeline::policy::{Sources, Who};
use lifeline::rdp::channels::remdesk::Message;
use lifeline::rdp::{FromNovice, ToNovice, Transport};
use lifeline::session::expert::{self, End, Expert, ExpertSettings};
use lifeline::session::novice::{Answer, Event, Protection, ProvedBy, Question, QuestionKind, SessionEnd};
use lifeline::trust::{Identity, IdentityFile};
use serde_json::{Value, json};

use super::before_view::Client;
use super::offers::{Authority, Helper};
use super::pair::{
    Asked, Display, TIMEOUT, answer, ask_under, ended, keep_offers, let_control, open_with, question, unruled, until,
    whole_picture,
};
use crate::novice_side::NO_DISPLAY;

/// An invitation of a computer that lets in official helpers only.
struct Computer {
    asked: Asked,
    policy: PathBuf,
    _files: tempfile::TempDir,
}

impl Computer {
    async fn asks(settings: Value) -> Self {
        Self::shows(NO_DISPLAY, settings).await
    }

    async fn shows(display: &str, settings: Value) -> Self {
        let files = tempfile::tempdir().unwrap();
        let policy = files.path().join("policy.json");
        write_policy(&policy, settings);
        let rules = Sources::in_files(policy.clone(), None, Who::named("anna", &[]));
        Self {
            asked: ask_under(display, rules, |_| ()).await,
            policy,
            _files: files,
        }
    }

    fn invites(&self, helper: &Helper) -> Expert {
        let settings = ExpertSettings {
            state_dir: Some(helper.0.path().to_owned()),
            ..unruled()
        };
        open_with(&self.asked.invitation, &self.asked.invitation.password, settings)
    }

    /// The first question of all: nobody was asked about before.
    async fn asks_first(&mut self) -> Question {
        let asks = question(&mut self.asked.novice, QuestionKind::View).await;
        assert_eq!(asks.id.0, 1, "somebody was asked about before");
        asks
    }

    /// How often somebody was turned away, as the journal has it.
    fn strangers(&self) -> usize {
        assert!(journal::finish(TIMEOUT));
        let entries = journal::read(self.asked.state.path()).unwrap();
        let strangers = entries.iter().filter(|entry| entry.kind == Kind::StrangerForbidden);
        strangers.map(|entry| usize::try_from(entry.count).unwrap()).sum()
    }
}

fn write_policy(path: &std::path::Path, settings: Value) {
    crate::surroundings::usual_umask();
    let mut all = json!({ "official_helpers_only": true });
    all.as_object_mut()
        .unwrap()
        .extend(settings.as_object().unwrap().clone());
    let fresh = path.with_extension("fresh");
    std::fs::write(&fresh, json!({ "settings": all }).to_string()).unwrap();
    std::fs::rename(fresh, path).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listed_helper_comes_by_invitation_and_is_called_by_the_name_of_the_list() {
    let Some(display) = Display::start("640x400x24") else {
        return;
    };
    let helper = Helper::new();
    let list = json!({ "helpers": [helper.listed("Anna of the help desk")] });
    let mut computer = Computer::shows(&display.name, list).await;
    let mut expert = computer.invites(&helper);
    let asks = computer.asks_first().await;
    assert_eq!(
        asks.name, "Anna of the help desk",
        "the proved name, not the claimed one"
    );
    let claimed = Some("Sam".to_owned());
    assert_eq!(asks.proved_by, ProvedBy::InvitationAndKey { claimed });
    assert!(asks.protection == Protection::TlsAndRc4 && !asks.view_only);
    answer(&mut computer.asked.novice, &asks, Answer::Allow).await;
    whole_picture(&mut expert).await;

    // Taken off the list in the middle: the session ends.
    write_policy(&computer.policy, json!({ "helpers": [] }));
    assert_eq!(ended(&mut expert).await, End::Forbidden);
    let end = until(&mut computer.asked.novice.events, |event| match event {
        Event::Ended(end) => Some(end.clone()),
        _ => None,
    });
    assert_eq!(end.await, SessionEnd::Forbidden);
}

#[tokio::test(flavor = "multi_thread")]
async fn whose_key_is_not_known_is_told_so_before_any_question() {
    let (listed, unlisted, keyless) = (Helper::new(), Helper::new(), Helper::new());
    unlisted.key();
    let mut computer = Computer::asks(json!({ "helpers": [listed.listed("Anna")] })).await;
    for helper in [&unlisted, &keyless] {
        assert_eq!(ended(&mut computer.invites(helper)).await, End::KeyNotKnown);
    }
    assert!(
        std::fs::read_dir(keyless.0.path())
            .unwrap()
            .all(|file| file.unwrap().file_name() != "helper-key.json"),
        "no key is made for a computer that cannot know it"
    );
    assert_eq!(computer.strangers(), 2);
    let _proper = computer.invites(&listed);
    assert_eq!(computer.asks_first().await.name, "Anna");
}

/// Where no key is wanted none is shown: the helper is who they say they are, as ever.
#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_not_shown_where_it_is_not_asked_for() {
    let helper = Helper::new();
    let open = json!({ "helpers": [helper.listed("Anna")], "official_helpers_only": false });
    let mut computer = Computer::asks(open).await;
    let _expert = computer.invites(&helper);
    let asks = computer.asks_first().await;
    assert_eq!((asks.name.as_str(), asks.proved_by), ("Sam", ProvedBy::Invitation));
    // The rule comes after the question: nobody is asked for a key in the middle, the question goes.
    write_policy(&computer.policy, json!({ "helpers": [helper.listed("Anna")] }));
    until(&mut computer.asked.novice.events, |event| {
        matches!(event, Event::Ended(SessionEnd::Forbidden)).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_stands_for_invited_helpers_as_well() {
    let (authority, other) = (Authority::new(), Authority::new());
    authority.revoke(2);
    let settings = json!({ "authority": {
        "certificate": authority.files.path().join("authority.pem"),
        "revocation_list": authority.files.path().join("revoked.pem"),
    } });
    let mut computer = Computer::asks(settings).await;
    for (helper, why) in [
        (authority.helper("Revoked", 2, 2099), "revoked"),
        (authority.helper("Expired", 3, 2021), "expired"),
        (other.helper("Anna Example", 1, 2099), "signed by somebody else"),
    ] {
        assert_eq!(ended(&mut computer.invites(&helper)).await, End::KeyNotKnown, "{why}");
    }
    let anna = authority.helper("Anna Example", 1, 2099);
    let mut expert = computer.invites(&anna);
    let asks = computer.asks_first().await;
    assert_eq!(asks.name, "Anna Example", "the name that the authority stands for");
    assert!(matches!(asks.proved_by, ProvedBy::InvitationAndKey { .. }));
    answer(&mut computer.asked.novice, &asks, Answer::Refuse).await;
    assert_eq!(ended(&mut expert).await, End::NoviceSaidNo);
}

/// A program that has the ticket and the password, speaks Lifeline's protocol, and shows what keys it likes.
pub struct Forger {
    pub client: Client,
    opened: OpenedTicket,
    exporter: [u8; 32],
}

impl Forger {
    pub async fn connect(asked: &Asked) -> Self {
        let ticket = Ticket::read(asked.invitation.ticket.as_bytes()).unwrap();
        let opened = ticket
            .open(&Password::from_typed(&asked.invitation.password), 0)
            .unwrap();
        let pin = RacePin::Certificate(opened.pins.as_ref().unwrap().ce.clone().unwrap());
        let target = RaceTarget {
            host: "127.0.0.1".to_owned(),
            port: asked.invitation.port,
        };
        let reached = race(vec![target], &pin, |_| ()).await.unwrap();
        assert_eq!(reached.transport, Transport::LifelineTls);
        let id = &asked.invitation.id.0;
        let mut client = Client::over(reached.stream, reached.transport, id, Vec::new(), |_| ()).await;
        client
            .until(|message| matches!(message, FromNovice::Remdesk(Message::VersionInfo { .. })))
            .await;
        Self {
            client,
            opened,
            exporter: *reached.exporter.unwrap(),
        }
    }

    /// Proves the password; what comes next.
    pub async fn password(&mut self, change: impl Fn(String) -> String) -> Message {
        let fresh = FreshKey::derive(&self.opened.password, &self.opened.id).unwrap();
        let stub = self.opened.encrypted_pass_stub().unwrap();
        let blob = expert_blob("Sam", &stub, Some(&fresh.prove(&self.exporter)));
        let proof = Message::VerifyPassword {
            expert_blob: change(blob),
        };
        self.say(proof).await
    }

    async fn say(&mut self, message: Message) -> Message {
        self.client.send(&ToNovice::Remdesk(message)).await;
        self.client
            .find(|message| match message {
                FromNovice::Remdesk(message @ (Message::Result(_) | Message::AskForKey | Message::ComeBack { .. })) => {
                    Some(message.clone())
                }
                _ => None,
            })
            .await
    }

    /// The listed certificates, with what a key signs for this connection.
    fn proof(&self, certificates: &HelperCertificates, key: &Identity) -> Message {
        Message::KeyProof(key_proof::prove(&self.exporter, certificates, &key.key).unwrap())
    }
}

fn identity(helper: &Helper) -> (Identity, HelperCertificates) {
    helper.key();
    let identity = IdentityFile::helper(helper.0.path()).find().unwrap().unwrap();
    let certificates = HelperCertificates::new(identity.certificates.clone()).unwrap();
    (identity, certificates)
}

/// ERROR_ACCESS_DENIED of [MS-RA] 2.2.6.
const DENIED: Message = Message::Result(42);

#[tokio::test(flavor = "multi_thread")]
async fn a_key_counts_on_the_connection_that_it_was_proved_on() {
    let (listed, stranger) = (Helper::new(), Helper::new());
    let mut computer = Computer::asks(json!({ "helpers": [listed.listed("Anna")] })).await;
    let ((key, certificates), (wrong, _)) = (identity(&listed), identity(&stranger));
    let usual = |blob| blob;

    // What was proved on one connection is nothing on another.
    let mut first = Forger::connect(&computer.asked).await;
    let mut second = Forger::connect(&computer.asked).await;
    let proof = first.proof(&certificates, &key);
    assert_eq!(second.password(usual).await, Message::AskForKey);
    assert_eq!(second.say(proof.clone()).await, DENIED);

    // The listed certificate is public: without its key it is nothing. Nor is rubbish, or nothing at all.
    let mut forger = Forger::connect(&computer.asked).await;
    assert_eq!(forger.password(usual).await, Message::AskForKey);
    assert_eq!(forger.say(forger.proof(&certificates, &wrong)).await, DENIED);
    for rubbish in [vec![], vec![0], vec![255; 300]] {
        let mut forger = Forger::connect(&computer.asked).await;
        assert_eq!(forger.password(usual).await, Message::AskForKey);
        assert_eq!(forger.say(Message::KeyProof(rubbish)).await, DENIED);
    }

    // A program that cannot be asked for a key gets the same refusal, at once; and one that shows a key unasked is not
    // heard.
    let mut older = Forger::connect(&computer.asked).await;
    older
        .client
        .send(&ToNovice::Remdesk(older.proof(&certificates, &key)))
        .await;
    assert_eq!(older.password(|blob| blob.replace("6;KEYS=1", "")).await, DENIED);

    // A wrong password is asked for no key.
    let mut guesser = Forger::connect(&computer.asked).await;
    let wrong = guesser.password(|blob| blob.replace("PROOF=", "PROOF=00").replace("70;PROOF", "72;PROOF"));
    assert_eq!(wrong.await, Message::Result(61));

    // And on its own connection the first one counts.
    assert_eq!(first.password(usual).await, Message::AskForKey);
    assert_eq!(first.say(proof).await, Message::Result(0));
    assert_eq!(computer.asks_first().await.name, "Anna");
}

/// The list that a helper in control has changed does not make their friend an official helper.
#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_changed_under_control_makes_nobody_official() {
    let Some(display) = Display::start("640x400x24") else {
        return;
    };
    let (helper, friend) = (Helper::new(), Helper::new());
    let mut computer = Computer::shows(&display.name, json!({ "helpers": [helper.listed("Anna")] })).await;
    let mut expert = computer.invites(&helper);
    let asks = computer.asks_first().await;
    answer(&mut computer.asked.novice, &asks, Answer::Allow).await;
    whole_picture(&mut expert).await;
    let_control(&mut computer.asked.novice).await;
    until(&mut computer.asked.novice.events, |event| {
        matches!(event, Event::Controlling).then_some(())
    })
    .await;
    let both = json!({ "helpers": [helper.listed("Anna"), friend.listed("Friend")] });
    write_policy(&computer.policy, both);
    expert.commands.send(expert::Command::End).await.unwrap();
    until(&mut computer.asked.novice.events, |event| {
        matches!(event, Event::Ended(_)).then_some(())
    })
    .await;
    assert_eq!(ended(&mut computer.invites(&friend)).await, End::KeyNotKnown);
    keep_offers(&mut computer.asked.novice).await;
    let _friend = computer.invites(&friend);
    let asks = question(&mut computer.asked.novice, QuestionKind::View).await;
    assert_eq!(asks.name, "Friend");
}
