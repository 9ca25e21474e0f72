//! Every key arrives as its evdev code, and means what it means on the person's own keyboard.

use lifeline::input::Injector;
use lifeline::vocabulary::{InputEvent, ScanKey};

use super::super::display::{plain, release_all, yes};
use super::recorder::Seen;
use super::{desktop, injector};

const SHIFT: ScanKey = ScanKey::plain(0x2A);
const ALT_GR: ScanKey = ScanKey::extended(0x38);
const CAPS_LOCK: ScanKey = ScanKey::plain(0x3A);

const SCROLL_LOCK: u32 = 70;

fn press(injector: &Injector, keys: &[ScanKey]) {
    let downs = keys.iter().map(|key| key.event(true));
    let ups = keys.iter().rev().map(|key| key.event(false));
    for event in downs.chain(ups) {
        injector.inject(event, &yes()).unwrap();
    }
}

#[test]
fn every_scancode_arrives_as_its_evdev_code() {
    let Some((sway, _devices, mut window)) = desktop("us") else {
        return;
    };
    let injector = injector(&sway);
    let mut expected = Vec::new();
    for key in ScanKey::all() {
        press(&injector, &[key]);
        let code = u32::from(key.x_keycode().unwrap()) - 8;
        expected.extend([(code, true), (code, false)]);
    }
    let codes = |seen: &[Seen]| -> Vec<_> {
        let keys = seen.iter().filter_map(|seen| match seen {
            Seen::Key { code, down, .. } => Some((*code, *down)),
            _ => None,
        });
        keys.collect()
    };
    window.wait_for(|seen| codes(seen).len() >= expected.len());
    assert_eq!(codes(window.seen()), expected);
}

#[test]
fn a_key_types_what_it_types_for_the_person() {
    let Some((sway, mut devices, mut window)) = desktop("us") else {
        return;
    };
    let [q, two, e, z, a] = [0x10, 0x03, 0x12, 0x2C, 0x1E].map(ScanKey::plain);
    for (layout, typed) in [
        ("us", "q2ez@QeA1a"),
        ("de", "q2ey\"Q€A1a"),
        ("fr", "aéew2A€Q&q"),
        ("cz", "qěey2Q€A+a"),
    ] {
        devices.choose(layout);
        // The keyboard on which somebody typed last is the compositor's.
        devices.press(SCROLL_LOCK);
        // Each session of control begins with the layout as it is then.
        let injector = injector(&sway);
        window.forget();
        for keys in [&[q][..], &[two], &[e], &[z], &[SHIFT, two], &[SHIFT, q], &[ALT_GR, e]] {
            press(&injector, keys);
        }
        for key in [CAPS_LOCK, a, CAPS_LOCK, ScanKey::plain(0x02), a] {
            press(&injector, &[key]);
        }
        // Shift, Caps Lock and AltGr type nothing.
        window.wait_for(|seen| {
            seen.iter()
                .filter(|seen| matches!(seen, Seen::Key { down: false, .. }))
                .count()
                >= 15
        });
        assert_eq!(window.typed(), typed, "{layout}");
        assert_eq!(window.held(), (vec![], vec![], 0), "{layout}");
        drop(injector);
    }
}

#[test]
fn the_layout_that_the_person_chooses_meanwhile_is_followed() {
    let Some((sway, mut devices, mut window)) = desktop("us") else {
        return;
    };
    let injector = injector(&sway);
    let z = ScanKey::plain(0x2C);
    press(&injector, &[z]);
    window.wait_for(|seen| seen.len() >= 2);
    devices.choose("de");
    // What they type is the compositor's newest keyboard.
    devices.press(44);
    window.wait_for(|seen| seen.len() >= 4);
    press(&injector, &[z]);
    window.wait_for(|seen| seen.len() >= 6);
    assert_eq!(window.typed(), "zyy");
}

/// Programs repeat a held key by themselves.
#[test]
fn the_helpers_own_repeats_are_not_added() {
    let Some((sway, _devices, mut window)) = desktop("us") else {
        return;
    };
    let injector = injector(&sway);
    for down in [true, true, true, false] {
        injector.inject(plain(0x1E, down), &yes()).unwrap();
    }
    press(&injector, &[ScanKey::plain(0x30)]);
    let keys = |seen: &[Seen]| seen.iter().filter(|seen| matches!(seen, Seen::Key { .. })).count();
    let seen = window.wait_for(|seen| keys(seen) >= 4);
    assert_eq!((keys(&seen), window.typed()), (4, "ab".to_owned()));
}

/// It is not one of the keyboard's: nothing is pressed for it, and the rest goes on.
#[test]
fn a_key_that_there_is_not_is_refused() {
    let Some((sway, _devices, mut window)) = desktop("us") else {
        return;
    };
    let injector = injector(&sway);
    let (told, refused) = std::sync::mpsc::channel();
    injector.on_refusal(move || told.send(()).unwrap());
    injector.inject(plain(0x55, true), &yes()).unwrap();
    let unit = 1;
    injector
        .inject(InputEvent::Unicode { unit, down: true }, &yes())
        .unwrap();
    press(&injector, &[ScanKey::plain(0x1E)]);
    window.wait_for(|seen| seen.len() >= 2);
    assert_eq!(window.typed(), "a");
    assert_eq!(refused.try_iter().count(), 2);
    release_all(&injector);
}
