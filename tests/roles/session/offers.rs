//! Help that is offered and not asked for: who may come in, what the others learn, and that both questions are asked as
//! ever.

use std::path::PathBuf;

use lifeline::desk::own_key;
use lifeline::net::helper::{HelperCertificates, new_helper};
use lifeline::net::race::{self, RaceTarget};
use lifeline::policy::{Change, HelperKey, Sources, Who};
use lifeline::session::expert::{self, End, Expert, OfferOptions, OwnFailure};
use lifeline::session::novice::{
    Answer, Command, Compare, Event, Novice, Protection, ProvedBy, QuestionKind, SessionEnd, WaitOptions,
};
use lifeline::trust::{Identity, IdentityFile};
use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, DnType, IsCa, Issuer, KeyIdMethod, KeyPair,
    KeyUsagePurpose, RevokedCertParams, SerialNumber, date_time_ymd,
};
use serde_json::{Value, json};
use tokio::io::AsyncReadExt;

use super::pair::{
    Display, answer, changed_and_ended, ended, keep_offers, question, start, unruled, until, waker, whole_picture,
};

/// A helper with files of their own.
pub struct Helper(pub tempfile::TempDir);

impl Helper {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn key(&self) -> String {
        own_key::text(self.0.path()).unwrap().to_string()
    }

    pub fn listed(&self, name: &str) -> Value {
        json!({ "name": name, "key": self.key() })
    }

    fn offer(&self, host: &Host) -> Expert {
        let options = OfferOptions {
            host: "127.0.0.1".to_owned(),
            port: host.port,
            name: "Sam".to_owned(),
            size: (800, 600),
            state_dir: self.0.path().to_owned(),
        };
        expert::start_offer(options, unruled(), waker())
    }
}

/// A computer that waits for offers, under a policy.
struct Host {
    novice: Novice,
    port: u16,
    state: tempfile::TempDir,
    policy: PathBuf,
}

impl Host {
    async fn wait(display: &Display, settings: Value) -> Self {
        Self::of_user(display, settings, None).await
    }

    /// The same for a user with settings of their own.
    async fn of_user(display: &Display, settings: Value, own: Option<Value>) -> Self {
        let state = tempfile::tempdir().unwrap();
        let policy = state.path().join("policy.json");
        write_policy(&policy, settings);
        let dir = own.map(|own| {
            std::fs::write(state.path().join("settings.json"), own.to_string()).unwrap();
            state.path().to_owned()
        });
        let rules = Sources::in_files(policy.clone(), dir, Who::named("anna", &[]));
        let mut novice = start(&display.name, &state, rules);
        let options = WaitOptions {
            port: Some(0),
            listen: Some(std::net::Ipv4Addr::LOCALHOST.into()),
        };
        novice.commands.send(Command::Wait(options)).await.unwrap();
        let port = until(&mut novice.events, |event| match event {
            Event::Waiting { port } => Some(*port),
            Event::NotWaiting(problem) | Event::Error(problem) => panic!("{problem}"),
            _ => None,
        })
        .await;
        Self {
            novice,
            port,
            state,
            policy,
        }
    }

    async fn compares(&mut self) -> Compare {
        until(&mut self.novice.events, |event| match event {
            Event::Compare(compare) => Some(compare.clone()),
            _ => None,
        })
        .await
    }

    /// Through the words and the first question, to the picture.
    async fn let_in(&mut self, helper: &mut Expert) {
        self.compares().await;
        same(helper).await;
        let asks = question(&mut self.novice, QuestionKind::View).await;
        answer(&mut self.novice, &asks, Answer::Allow).await;
        whole_picture(helper).await;
    }
}

fn write_policy(path: &std::path::Path, settings: Value) {
    crate::surroundings::usual_umask();
    std::fs::write(path, json!({ "settings": settings }).to_string()).unwrap();
}

async fn words(helper: &mut Expert) -> Vec<&'static str> {
    until(&mut helper.events, |event| match event {
        expert::Event::Compare { words, .. } => Some(words.to_vec()),
        expert::Event::Ended(end) => panic!("ended: {end:?}"),
        _ => None,
    })
    .await
}

async fn same(helper: &mut Expert) {
    words(helper).await;
    helper.commands.send(expert::Command::WordsMatch).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listed_helper_is_known_by_key_and_both_questions_are_asked() {
    let Some(display) = Display::start("640x400x24") else {
        return;
    };
    let helper = Helper::new();
    let settings = json!({ "offers": "control", "helpers": [helper.listed("Anna of the help desk")] });
    let mut host = Host::wait(&display, settings).await;

    let mut offering = helper.offer(&host);
    let theirs = words(&mut offering).await;
    let ours = host.compares().await;
    assert_eq!(ours.words, theirs, "the words are the same on both screens");
    assert_eq!(ours.name, "Anna of the help desk");
    offering.commands.send(expert::Command::WordsMatch).await.unwrap();
    let asks = question(&mut host.novice, QuestionKind::View).await;
    assert!(asks.protection == Protection::TlsAndRc4 && !asks.view_only);
    assert_eq!(
        asks.name, "Anna of the help desk",
        "the proved name, not the claimed one"
    );
    let claimed = Some("Sam".to_owned());
    assert_eq!(asks.proved_by, ProvedBy::Key { claimed });
    answer(&mut host.novice, &asks, Answer::Allow).await;
    assert_eq!(whole_picture(&mut offering).await, (640, 400));
    offering.commands.send(expert::Command::RequestControl).await.unwrap();
    let asks = question(&mut host.novice, QuestionKind::Control).await;
    answer(&mut host.novice, &asks, Answer::Allow).await;
    until(&mut offering.events, |event| {
        matches!(event, expert::Event::Controlling).then_some(())
    })
    .await;
    offering.commands.send(expert::Command::End).await.unwrap();
    until(&mut host.novice.events, |event| {
        matches!(event, Event::Ended(SessionEnd::ExpertLeft)).then_some(())
    })
    .await;

    // The computer is known now: no words, but the questions are asked anew.
    let mut again = helper.offer(&host);
    let asks = until(&mut host.novice.events, |event| match event {
        Event::Question(question) => Some(question.clone()),
        Event::Compare(_) => panic!("compared again"),
        _ => None,
    })
    .await;
    answer(&mut host.novice, &asks, Answer::Refuse).await;
    assert_eq!(ended(&mut again).await, End::NoviceSaidNo);
}

/// What a refused helper learns, byte for byte, inside TLS; and the certificate that they met.
async fn refused(host: &mut Host, helper: &Helper) -> Vec<u8> {
    helper.key();
    let identity = IdentityFile::helper(helper.0.path())
        .load_or_make(|| Err("it is there".into()))
        .unwrap();
    let certificates = HelperCertificates::new(identity.certificates.clone()).unwrap();
    let target = RaceTarget {
        host: "127.0.0.1".to_owned(),
        port: host.port,
    };
    let mut offered = race::offer(&target, &certificates, &identity.key).await.unwrap();
    let mut told = Vec::new();
    offered.stream.read_to_end(&mut told).await.unwrap();
    told
}

#[tokio::test(flavor = "multi_thread")]
async fn the_unlisted_and_the_forbidden_are_told_the_same_and_nothing_else() {
    let Some(display) = Display::start("640x400x24") else {
        return;
    };
    let (listed, stranger) = (Helper::new(), Helper::new());
    let helpers = json!([listed.listed("Anna")]);
    let mut open = Host::wait(&display, json!({ "offers": "control", "helpers": helpers })).await;
    let mut closed = Host::wait(&display, json!({ "offers": "off", "helpers": helpers })).await;
    let answers = [
        refused(&mut open, &stranger).await,
        refused(&mut closed, &stranger).await,
        refused(&mut closed, &listed).await,
    ];
    assert_eq!(answers, [vec![0, 1, 1], vec![0, 1, 1], vec![0, 1, 1]]);
    assert!(
        !open.state.path().join("host-key.json").exists(),
        "nobody who is refused was told what the computer is known by"
    );
    let mut offering = stranger.offer(&open);
    assert_eq!(ended(&mut offering).await, End::NotAllowed);
    // Then the next proper helper is served at once.
    let mut proper = listed.offer(&open);
    open.let_in(&mut proper).await;
}

/// A certificate authority, and what it signs.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pub files: tempfile::TempDir,
}

impl Authority {
    pub fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, "The authority");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let files = tempfile::tempdir().unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        std::fs::write(files.path().join("authority.pem"), pem).unwrap();
        Self {
            issuer: Issuer::new(params, key),
            files,
        }
    }

    /// A helper whose key it signed, under this name, until the end of this year.
    pub fn helper(&self, name: &str, serial: u64, until: i32) -> Helper {
        let helper = Helper::new();
        let (key, _) = new_helper().unwrap();
        let pair = KeyPair::try_from(&**key).unwrap();
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.serial_number = Some(SerialNumber::from(serial));
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(until, 12, 31);
        let certificate = params.signed_by(&pair, &self.issuer).unwrap();
        IdentityFile::helper(helper.0.path())
            .save(&Identity {
                key,
                certificates: vec![certificate.der().to_vec()],
            })
            .unwrap();
        helper
    }

    pub fn revoke(&self, serial: u64) {
        let params = CertificateRevocationListParams {
            this_update: date_time_ymd(2020, 1, 1),
            next_update: date_time_ymd(2099, 1, 1),
            crl_number: SerialNumber::from(1),
            issuing_distribution_point: None,
            revoked_certs: vec![RevokedCertParams {
                serial_number: SerialNumber::from(serial),
                revocation_time: date_time_ymd(2021, 1, 1),
                reason_code: None,
                invalidity_date: None,
            }],
            key_identifier_method: KeyIdMethod::Sha256,
        };
        let pem = params.signed_by(&self.issuer).unwrap().pem().unwrap();
        std::fs::write(self.files.path().join("revoked.pem"), pem).unwrap();
    }

    fn settings(&self, more: Value) -> Value {
        let mut authority = json!({ "certificate": self.files.path().join("authority.pem") });
        authority
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        json!({ "offers": "control", "authority": authority })
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_stands_for_names_until_they_expire_or_are_revoked() {
    let Some(display) = Display::start("640x400x24") else {
        return;
    };
    let (authority, other) = (Authority::new(), Authority::new());
    authority.revoke(2);
    let list = authority.files.path().join("revoked.pem");
    let mut host = Host::wait(&display, authority.settings(json!({ "revocation_list": list }))).await;
    for (helper, why) in [
        (authority.helper("Revoked", 2, 2099), "revoked"),
        (authority.helper("Expired", 3, 2021), "expired"),
        (other.helper("Anna Example", 1, 2099), "signed by somebody else"),
    ] {
        let mut offering = helper.offer(&host);
        assert_eq!(ended(&mut offering).await, End::NotAllowed, "{why}");
    }
    let anna = authority.helper("Anna Example", 1, 2099);
    let mut offering = anna.offer(&host);
    assert_eq!(
        host.compares().await.name,
        "Anna Example",
        "the name that the authority stands for"
    );
    same(&mut offering).await;
    let asks = question(&mut host.novice, QuestionKind::View).await;
    assert!(asks.proved_by.offered());
    answer(&mut host.novice, &asks, Answer::Refuse).await;
    ended(&mut offering).await;

    // Only these names; and a list that is named and not there lets nobody in.
    write_policy(&host.policy, authority.settings(json!({ "names": ["Berta Example"] })));
    assert_eq!(ended(&mut anna.offer(&host)).await, End::NotAllowed);
    write_policy(
        &host.policy,
        authority.settings(json!({ "revocation_list": "/nowhere.pem" })),
    );
    assert_eq!(ended(&mut anna.offer(&host)).await, End::NotAllowed);
}

/// Whoever comes unasked may have what the policy says of offers, whoever is invited what it says of invitations.
#[tokio::test(flavor = "multi_thread")]
async fn offers_have_a_word_for_control_of_their_own() {
    let Some(display) = Display::start("640x400x24") else {
        return;
    };
    let helper = Helper::new();
    let settings = |control: bool, offers: &str| json!({ "control": control, "offers": offers, "helpers": [helper.listed("Anna")] });
    let mut host = Host::wait(&display, settings(false, "control")).await;
    let mut offering = helper.offer(&host);
    host.let_in(&mut offering).await;
    offering.commands.send(expert::Command::RequestControl).await.unwrap();
    let asks = question(&mut host.novice, QuestionKind::Control).await;
    answer(&mut host.novice, &asks, Answer::Allow).await;
    until(&mut offering.events, |event| {
        matches!(event, expert::Event::Controlling).then_some(())
    })
    .await;
    // The word for invitations changes nothing of it, that for offers does.
    write_policy(&host.policy, settings(true, "view"));
    until(&mut host.novice.events, |event| {
        matches!(event, Event::ControlEnded(_)).then_some(())
    })
    .await;
    offering.commands.send(expert::Command::End).await.unwrap();
    until(&mut host.novice.events, |event| {
        matches!(event, Event::Ended(SessionEnd::ExpertLeft)).then_some(())
    })
    .await;
    let mut again = helper.offer(&host);
    let asks = question(&mut host.novice, QuestionKind::View).await;
    assert!(asks.view_only, "to look only");
    answer(&mut host.novice, &asks, Answer::Refuse).await;
    ended(&mut again).await;
}

/// Who is not known yet costs no reading of an organisation's files.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn the_authoritys_files_are_read_once_and_not_while_nobody_may_come() {
    use rustix::fs::inotify::{self, CreateFlags, ReadFlags, WatchFlags};
    let Some(display) = Display::start("640x400x24") else {
        return;
    };
    let authority = Authority::new();
    authority.revoke(2);
    let list = authority.files.path().join("revoked.pem");
    let watch = || {
        let watch = inotify::init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC).unwrap();
        inotify::add_watch(&watch, authority.files.path(), WatchFlags::OPEN | WatchFlags::ACCESS).unwrap();
        watch
    };
    // How often one of the files was opened, and how often something was read of one.
    let seen = |watch: &std::os::fd::OwnedFd| -> (usize, usize) {
        let mut buffer = [std::mem::MaybeUninit::uninit(); 4096];
        let mut events = inotify::Reader::new(watch, &mut buffer);
        let (mut opened, mut read) = (0, 0);
        while let Ok(event) = events.next() {
            opened += usize::from(event.events().contains(ReadFlags::OPEN) && event.file_name().is_some());
            read += usize::from(event.events().contains(ReadFlags::ACCESS) && event.file_name().is_some());
        }
        (opened, read)
    };
    let mut settings = authority.settings(json!({ "revocation_list": list }));
    settings["offers"] = json!("off");
    let host = Host::wait(&display, settings.clone()).await;
    let (anna, taken_back) = (
        authority.helper("Anna Example", 1, 2099),
        authority.helper("Revoked", 2, 2099),
    );
    let closed = watch();
    for _ in 0..3 {
        assert_eq!(ended(&mut anna.offer(&host)).await, End::NotAllowed);
    }
    assert_eq!(seen(&closed), (0, 0), "offers are off");

    settings["offers"] = json!("view");
    let mut host = Host::wait(&display, settings).await;
    assert_eq!(ended(&mut taken_back.offer(&host)).await, End::NotAllowed);
    let open = watch();
    // Until they are looked at again, and found to be the same.
    loop {
        assert_eq!(ended(&mut taken_back.offer(&host)).await, End::NotAllowed);
        let (opened, read) = seen(&open);
        assert_eq!(read, 0, "they are known");
        if opened > 0 {
            break;
        }
    }
    let mut offering = anna.offer(&host);
    host.compares().await;
    offering.commands.send(expert::Command::End).await.unwrap();
    ended(&mut offering).await;
    // What the authority takes back meanwhile is out.
    authority.revoke(1);
    loop {
        let mut offering = anna.offer(&host);
        let refused = until(&mut offering.events, |event| match event {
            expert::Event::Compare { .. } | expert::Event::Waiting { .. } => Some(false),
            expert::Event::Ended(end) => Some(*end == End::NotAllowed),
            _ => None,
        })
        .await;
        if refused {
            break;
        }
        offering.commands.send(expert::Command::End).await.unwrap();
        ended(&mut offering).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_users_list_cannot_widen_the_machines() {
    let Some(display) = Display::start("640x400x24") else {
        return;
    };
    let (helper, friend) = (Helper::new(), Helper::new());
    let own = json!({ "offers": "control", "helpers": [friend.listed("Friend"), helper.listed("Boss")] });
    let machine = json!({ "offers": "view", "helpers": [helper.listed("Anna")] });
    let mut host = Host::of_user(&display, machine, Some(own.clone())).await;
    assert_eq!(ended(&mut friend.offer(&host)).await, End::NotAllowed);
    let mut offering = helper.offer(&host);
    assert_eq!(host.compares().await.name, "Anna", "the machine's name for this key");
    same(&mut offering).await;
    let asks = question(&mut host.novice, QuestionKind::View).await;
    assert!(asks.view_only, "nor does the user allow more than the machine");
    answer(&mut host.novice, &asks, Answer::Refuse).await;
    ended(&mut offering).await;

    // A list of nobody is a list, and offers that are off are off.
    write_policy(&host.policy, json!({ "helpers": [] }));
    assert_eq!(ended(&mut friend.offer(&host)).await, End::NotAllowed);
    write_policy(&host.policy, json!({ "offers": "off" }));
    assert_eq!(ended(&mut friend.offer(&host)).await, End::NotAllowed);
    write_policy(&host.policy, json!({ "everything_off": true, "offers": "view" }));
    assert_eq!(ended(&mut friend.offer(&host)).await, End::NotAllowed);
    // What the machine leaves open is the user's.
    write_policy(&host.policy, json!({}));
    let mut offering = friend.offer(&host);
    assert_eq!(host.compares().await.name, "Friend");
    ended_by_us(&mut offering).await;
}

/// Two accounts on one computer, each waiting at a port of its own: each has its own list, and a key of its own.
#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_one_account_says_nothing_to_another() {
    let Some(display) = Display::start("640x400x24") else {
        return;
    };
    let (helper, other) = (Helper::new(), Helper::new());
    let own = |helper: &Helper| Some(json!({ "offers": "view", "helpers": [helper.listed("Anna")] }));
    let mut hers = Host::of_user(&display, json!({}), own(&helper)).await;
    let mut his = Host::of_user(&display, json!({}), own(&other)).await;
    assert_eq!(ended(&mut helper.offer(&his)).await, End::NotAllowed);
    assert_eq!(ended(&mut other.offer(&hers)).await, End::NotAllowed);
    for (host, helper) in [(&mut hers, &helper), (&mut his, &other)] {
        let mut offering = helper.offer(host);
        host.let_in(&mut offering).await;
    }
    let key = |host: &Host| std::fs::read(host.state.path().join("host-key.json")).unwrap();
    assert_ne!(key(&hers), key(&his));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_host_key_at_a_known_place_is_refused() {
    let Some(display) = Display::start("640x400x24") else {
        return;
    };
    let helper = Helper::new();
    let mut host = Host::wait(
        &display,
        json!({ "offers": "view", "helpers": [helper.listed("Anna")] }),
    )
    .await;
    let mut offering = helper.offer(&host);
    host.let_in(&mut offering).await;
    offering.commands.send(expert::Command::End).await.unwrap();
    until(&mut host.novice.events, |event| {
        matches!(event, Event::Ended(_)).then_some(())
    })
    .await;

    std::fs::remove_file(host.state.path().join("host-key.json")).unwrap();
    assert_eq!(ended(&mut helper.offer(&host)).await, End::HostKeyChanged);
    // Forgotten, it is met as for the first time.
    let known = lifeline::trust::Computers::of(helper.0.path());
    assert!(known.forget("127.0.0.1", host.port).unwrap());
    let mut again = helper.offer(&host);
    host.let_in(&mut again).await;
}

/// What the helper keeps of other computers is broken: that is said, nothing is sent, and the other end did nothing
/// wrong.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_helper_cannot_read_of_their_own_is_not_blamed_on_the_other_end() {
    let Some(display) = Display::start("640x400x24") else {
        return;
    };
    let helper = Helper::new();
    let settings = json!({ "offers": "view", "helpers": [helper.listed("Anna")] });
    let mut host = Host::wait(&display, settings).await;
    let file = helper.0.path().join("computers.json");
    std::fs::write(&file, "{").unwrap();
    let end = ended(&mut helper.offer(&host)).await;
    assert!(matches!(end, End::Unable(OwnFailure::Trust(_))), "{end:?}");
    let told = lifeline::desk::words::expert_end(&end).to_string();
    assert!(told.contains(&*file.to_string_lossy()), "{told}");
    assert!(!told.contains("makes no sense"), "{told}");

    // Mended, it is an offer like any other: the novice had not been asked, and no visit was counted.
    std::fs::remove_file(&file).unwrap();
    let mut again = helper.offer(&host);
    host.let_in(&mut again).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn busy_declined_and_view_only_are_what_they_say() {
    let Some(display) = Display::start("640x400x24") else {
        return;
    };
    let (helper, second) = (Helper::new(), Helper::new());
    let helpers = json!([helper.listed("Anna"), second.listed("Berta")]);
    let mut host = Host::wait(&display, json!({ "offers": "view", "helpers": helpers })).await;

    // Declined while the words were on the screen.
    let mut offering = helper.offer(&host);
    let shown = host.compares().await;
    words(&mut offering).await;
    host.novice.commands.send(Command::Decline(shown.id)).await.unwrap();
    assert_eq!(ended(&mut offering).await, End::NoviceSaidNo);

    // The helper says that the words differ: nothing is asked, and nothing is kept.
    let mut offering = helper.offer(&host);
    words(&mut offering).await;
    offering.commands.send(expert::Command::WordsDiffer).await.unwrap();
    assert_eq!(ended(&mut offering).await, End::WordsDiffered);
    let shown = host.compares().await;
    until(&mut host.novice.events, |event| match event {
        Event::CompareClosed(id) if *id == shown.id => Some(()),
        Event::Question(_) => panic!("asked about somebody who left"),
        _ => None,
    })
    .await;
    assert_eq!(lifeline::trust::Computers::of(helper.0.path()).list().unwrap(), []);

    // View only, by policy.
    let mut offering = helper.offer(&host);
    host.compares().await;
    same(&mut offering).await;
    let asks = question(&mut host.novice, QuestionKind::View).await;
    assert!(asks.view_only);
    answer(&mut host.novice, &asks, Answer::Allow).await;
    whole_picture(&mut offering).await;
    assert_eq!(ended(&mut second.offer(&host)).await, End::AlreadyHelped);
    offering.commands.send(expert::Command::RequestControl).await.unwrap();
    until(&mut offering.events, |event| {
        matches!(event, expert::Event::ControlRefused(_)).then_some(())
    })
    .await;
    while let Ok(event) = host.novice.events.try_recv() {
        assert!(!matches!(event, Event::Question(_)), "control was asked about");
    }

    // Taken off the list in the middle: the session ends.
    write_policy(
        &host.policy,
        json!({ "offers": "view", "helpers": [second.listed("Berta")] }),
    );
    assert_eq!(ended(&mut offering).await, End::Forbidden);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_under_control_waits_for_the_novice() {
    let Some(display) = Display::start("640x400x24") else {
        return;
    };
    let (helper, friend) = (Helper::new(), Helper::new());
    let before = json!({ "offers": "control", "helpers": [helper.listed("Anna")] });
    let after = json!({ "offers": "control", "helpers": [helper.listed("Anna"), friend.listed("Friend")] });
    let mut host = Host::wait(&display, before).await;
    let mut offering = helper.offer(&host);
    host.let_in(&mut offering).await;
    offering.commands.send(expert::Command::RequestControl).await.unwrap();
    let asks = question(&mut host.novice, QuestionKind::Control).await;
    answer(&mut host.novice, &asks, Answer::Allow).await;
    until(&mut host.novice.events, |event| {
        matches!(event, Event::Controlling).then_some(())
    })
    .await;
    // The helper, who controls, lists a friend; and says at once that it shall count.
    write_policy(&host.policy, after);
    host.novice.commands.send(Command::KeepOffers).await.unwrap();
    // They start another Lifeline, on a terminal perhaps, and say it there: it asks again.
    let rules = Sources::in_files(host.policy.clone(), None, Who::named("anna", &[]));
    let mut second = start(&display.name, &host.state, rules);
    for say in [Some(Command::KeepOffers), Some(Command::KeepOffers), None] {
        until(&mut second.events, |event| {
            matches!(event, Event::OffersChanged(_)).then_some(())
        })
        .await;
        if let Some(say) = say {
            second.commands.send(say).await.unwrap();
        }
    }
    drop(second);
    offering.commands.send(expert::Command::End).await.unwrap();
    let (changes, _) = changed_and_ended(&mut host.novice).await;
    assert_eq!(changes, [Change::Listed("Friend".to_owned())]);
    assert_eq!(ended(&mut friend.offer(&host)).await, End::NotAllowed);
    // Nor does a new start of the program make it count.
    let rules = Sources::in_files(host.policy.clone(), None, Who::named("anna", &[]));
    let mut restarted = start(&display.name, &host.state, rules);
    until(&mut restarted.events, |event| {
        matches!(event, Event::OffersChanged(_)).then_some(())
    })
    .await;
    drop(restarted);
    keep_offers(&mut host.novice).await;
    let mut offering = friend.offer(&host);
    host.compares().await;
    ended_by_us(&mut offering).await;
}

async fn ended_by_us(helper: &mut Expert) {
    helper.commands.send(expert::Command::End).await.unwrap();
    assert_eq!(ended(helper).await, End::ByExpert);
}

#[test]
fn a_key_text_names_the_public_key() {
    let (_, certificates) = new_helper().unwrap();
    let key = HelperKey::of_public_key(&certificates.public_key().unwrap());
    assert_eq!(key.to_string().parse(), Ok(key));
}
