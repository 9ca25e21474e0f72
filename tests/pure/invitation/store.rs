//! Tickets in force survive whatever ends the program, and nobody serves one twice.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use lifeline::invitation::{
    DeadReason, ListenerKeys, PassStub, Password, Store, StoreError, StoredTicket, TicketId, TicketListener,
};

use crate::surroundings;

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

fn keys() -> ListenerKeys {
    ListenerKeys {
        tls_key: vec![1; 100],
        tls_certificate: vec![2; 300],
        rdp_key: vec![3; 1000],
        port: 3390,
        listen: Some(std::net::Ipv4Addr::LOCALHOST.into()),
    }
}

fn ticket(minutes: u32) -> StoredTicket {
    StoredTicket {
        id: TicketId::generate().unwrap(),
        password: Password::generate().unwrap(),
        pass_stub: PassStub::from_ticket("ab-1Cdefghijkl").unwrap(),
        ticket: "<UPLOADINFO/>".to_owned(),
        start: now() - 60,
        minutes,
        port: 3390,
        view_only: true,
        older_windows: false,
        spared: 2,
        mapped: None,
        asks_router: true,
        failed_tries: 0,
    }
}

/// A listener with keys and these tickets.
fn listener(store: &Store, tickets: &[&StoredTicket]) -> TicketListener {
    let listener = store.new_listener().unwrap();
    listener.set_keys(keys()).unwrap();
    for ticket in tickets {
        listener.put((*ticket).clone()).unwrap();
    }
    listener
}

fn directories(state: &Path) -> usize {
    fs::read_dir(state.join("listeners")).unwrap().count()
}

#[test]
fn a_ticket_comes_back_whole() {
    let state = tempfile::tempdir().unwrap();
    let store = Store::open(state.path()).unwrap();
    let kept = ticket(60);
    let first = listener(&store, &[&kept]);
    assert_eq!(first.count_failed_try(&kept.id), 1);
    assert_eq!(first.count_failed_try(&kept.id), 2);
    assert_eq!(fs::read_to_string(first.file(&kept.id)).unwrap(), kept.ticket);
    drop(first);

    let adopted = Store::open(state.path()).unwrap().adopt(now()).unwrap();
    assert!(adopted.dead.is_empty());
    let [listener] = adopted.listeners.as_slice() else {
        panic!("{}", adopted.listeners.len())
    };
    let found = listener.list(now());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].id, kept.id);
    assert_eq!(found[0].password.expose(), kept.password.expose());
    assert_eq!(found[0].pass_stub, kept.pass_stub);
    assert_eq!(
        (&found[0].ticket, found[0].start, found[0].minutes),
        (&kept.ticket, kept.start, 60)
    );
    assert_eq!(
        (found[0].port, found[0].view_only, found[0].older_windows),
        (3390, true, false)
    );
    assert_eq!((found[0].failed_tries, found[0].spared), (2, 2));
    assert!(found[0].asks_router);
    let keys = listener.keys().unwrap();
    assert_eq!(
        (
            keys.tls_key.len(),
            keys.tls_certificate.len(),
            keys.rdp_key.len(),
            keys.port
        ),
        (100, 300, 1000, 3390)
    );
    assert_eq!(keys.listen, Some(std::net::Ipv4Addr::LOCALHOST.into()));
    assert_eq!(listener.count_failed_try(&kept.id), 3);
}

#[test]
fn what_a_living_process_serves_is_left_alone() {
    let state = tempfile::tempdir().unwrap();
    let store = Store::open(state.path()).unwrap();
    let living = listener(&store, &[&ticket(60)]);
    let bare = store.new_listener().unwrap();
    assert_eq!(store.adopt(now()).unwrap().listeners.len(), 0);
    assert_eq!(directories(state.path()), 2);
    drop(bare);
    assert_eq!(
        directories(state.path()),
        1,
        "without a ticket it takes its keys with it"
    );
    drop(living);
    let first = store.adopt(now()).unwrap();
    assert_eq!(first.listeners.len(), 1);
    assert_eq!(store.adopt(now()).unwrap().listeners.len(), 0, "it is held again");
}

/// The other half of the next test, run by it in a process of its own.
#[test]
#[ignore = "runs only as a child"]
fn child_that_serves_until_it_is_killed() {
    let Ok(state) = std::env::var("LIFELINE_TEST_STATE") else {
        return;
    };
    let store = Store::open(Path::new(&state)).unwrap();
    let listener = listener(&store, &[&ticket(60)]);
    let id = listener.list(now())[0].id.clone();
    listener.count_failed_try(&id);
    fs::write(Path::new(&state).join("ready"), id.as_str()).unwrap();
    loop {
        std::thread::park();
    }
}

#[test]
fn kill_9() {
    let state = tempfile::tempdir().unwrap();
    let mut child = surroundings::alone("invitation::store::child_that_serves_until_it_is_killed")
        .env("LIFELINE_TEST_STATE", state.path())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let deadline = Instant::now() + Duration::from_secs(60);
    while !fs::read(state.path().join("ready")).is_ok_and(|id| id.len() == 64) {
        assert!(
            Instant::now() < deadline && child.try_wait().unwrap().is_none(),
            "the child never served"
        );
        std::thread::sleep(Duration::from_millis(10));
    }
    let store = Store::open(state.path()).unwrap();
    assert_eq!(store.adopt(now()).unwrap().listeners.len(), 0);
    child.kill().unwrap();
    child.wait().unwrap();
    let adopted = store.adopt(now()).unwrap();
    let found = adopted.listeners[0].list(now());
    assert_eq!(
        found[0].id.as_str(),
        fs::read_to_string(state.path().join("ready")).unwrap()
    );
    assert_eq!(found[0].failed_tries, 1);
    assert!(adopted.listeners[0].keys().is_some());
}

#[test]
fn expired_tickets_go_and_take_the_keys_with_them() {
    let state = tempfile::tempdir().unwrap();
    let store = Store::open(state.path()).unwrap();
    let (short, long) = (ticket(10), ticket(60));
    drop(listener(&store, &[&short]));
    drop(listener(&store, &[&short, &long]));
    let later = now() + 1200;
    let adopted = store.adopt(later).unwrap();
    assert_eq!(adopted.dead.len(), 2);
    for dead in &adopted.dead {
        assert_eq!((dead.id.as_ref(), dead.reason), (Some(&short.id), DeadReason::Expired));
    }
    let [kept] = adopted.listeners.as_slice() else {
        panic!("{}", adopted.listeners.len())
    };
    assert_eq!(kept.list(later).len(), 1);
    assert_eq!(directories(state.path()), 1);

    let much_later = now() + 7200;
    assert!(kept.list(much_later).is_empty());
    kept.remove(&long.id).unwrap();
    drop(adopted);
    assert_eq!(directories(state.path()), 0);
}

#[test]
fn cancelled_is_gone_for_good() {
    let state = tempfile::tempdir().unwrap();
    let store = Store::open(state.path()).unwrap();
    let (one, two) = (ticket(60), ticket(60));
    let held = listener(&store, &[&one, &two]);
    let file = held.file(&one.id);
    held.remove(&one.id).unwrap();
    held.remove(&one.id).unwrap();
    assert!(!file.exists());
    assert_eq!(held.count_failed_try(&one.id), 0);
    drop(held);
    let adopted = store.adopt(now()).unwrap();
    let ids: Vec<_> = adopted.listeners[0]
        .list(now())
        .into_iter()
        .map(|ticket| ticket.id)
        .collect();
    assert_eq!(ids, [two.id]);
}

#[test]
fn damage_is_told_and_harms_no_other_ticket() {
    let state = tempfile::tempdir().unwrap();
    let store = Store::open(state.path()).unwrap();
    let (good, bad) = (ticket(60), ticket(60));
    let held = listener(&store, &[&good, &bad]);
    let record = held.file(&bad.id).with_extension("json");
    drop(held);
    fs::write(&record, "{\"id\": 5").unwrap();
    fs::write(record.with_file_name(".tmpabc"), "half a file").unwrap();
    let without_keys = listener(&store, &[&bad]);
    let keys = without_keys.file(&bad.id).with_file_name("keys.json");
    drop(without_keys);
    fs::remove_file(keys).unwrap();

    let adopted = store.adopt(now()).unwrap();
    assert_eq!(adopted.listeners.len(), 1);
    assert_eq!(adopted.listeners[0].list(now())[0].id, good.id);
    let mut reasons: Vec<_> = adopted
        .dead
        .iter()
        .map(|dead| (dead.id.is_some(), dead.reason))
        .collect();
    reasons.sort_by_key(|(known, _)| *known);
    assert_eq!(reasons, [(false, DeadReason::Damaged), (true, DeadReason::KeysLost)]);
    assert_eq!(directories(state.path()), 1);
    assert!(!record.with_file_name(".tmpabc").exists());
}

#[test]
fn a_write_that_fails_loses_nothing() {
    let state = tempfile::tempdir().unwrap();
    let store = Store::open(state.path()).unwrap();
    let (kept, refused) = (ticket(60), ticket(60));
    let held = listener(&store, &[&kept]);
    let record = held.file(&refused.id).with_extension("json");
    // A directory in the record's place: the replacement fails as it does on a disk without room, for root too.
    fs::create_dir(&record).unwrap();
    let error = held.put(refused.clone()).unwrap_err();
    assert!(matches!(error, StoreError::Write { .. }), "{error}");
    assert!(error.to_string().contains(state.path().to_str().unwrap()));
    assert!(!held.file(&refused.id).exists());
    assert_eq!(held.list(now()).len(), 1);
    fs::remove_dir(&record).unwrap();

    let record = held.file(&kept.id).with_extension("json");
    fs::remove_file(&record).unwrap();
    fs::create_dir(&record).unwrap();
    assert_eq!(
        held.count_failed_try(&kept.id),
        1,
        "it counts here even if it cannot be written"
    );
    assert_eq!(held.count_failed_try(&kept.id), 2);
    let leftovers = fs::read_dir(record.parent().unwrap()).unwrap();
    assert!(
        !leftovers
            .into_iter()
            .any(|entry| entry.unwrap().file_name().to_string_lossy().starts_with(".tmp"))
    );

    fs::write(state.path().join("file"), "").unwrap();
    let error = Store::open(&state.path().join("file")).err().unwrap();
    assert!(matches!(error, StoreError::Write { .. }), "{error}");
}

#[test]
fn there_is_an_end_to_the_tickets() {
    let state = tempfile::tempdir().unwrap();
    let held = Store::open(state.path()).unwrap().new_listener().unwrap();
    for _ in 0..64 {
        held.put(ticket(60)).unwrap();
    }
    assert!(matches!(held.put(ticket(60)), Err(StoreError::TooMany)));
    let known = held.list(now()).pop().unwrap();
    held.put(known).unwrap();
}

#[cfg(unix)]
#[test]
fn everything_is_the_owner_s_alone() {
    use std::os::unix::fs::PermissionsExt;

    let parent = tempfile::tempdir().unwrap();
    let state = parent.path().join("a/state");
    let store = Store::open(&state).unwrap();
    let _held = listener(&store, &[&ticket(60)]);
    let mut looked_at = 0;
    let mut waiting = vec![state];
    while let Some(path) = waiting.pop() {
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, if path.is_dir() { 0o700 } else { 0o600 }, "{}", path.display());
        looked_at += 1;
        if path.is_dir() {
            waiting.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    assert_eq!(
        looked_at, 8,
        "state, lock, listeners, one of them, its lock, keys, record and ticket"
    );
}
