//! A helper's certificates, and the proof of their key.

use std::sync::OnceLock;

use lifeline::net::helper::new_helper;
use lifeline::net::key_proof::{check, prove};

const EXPORTER: [u8; 32] = [7; 32];

/// A proof for this connection, and the key that it proves.
fn known() -> &'static (Vec<u8>, Vec<u8>) {
    static KNOWN: OnceLock<(Vec<u8>, Vec<u8>)> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let (key, certificates) = new_helper().unwrap();
        let proof = prove(&EXPORTER, &certificates, &key).unwrap();
        (proof, certificates.public_key().unwrap())
    })
}

/// A proof by keys that have signed nothing on this connection: never right. And one that is right, with changes: right
/// for no other key. The first byte chooses which.
pub fn key_proof(input: &[u8]) {
    let Some((choice, rest)) = input.split_first() else {
        return;
    };
    if choice & 1 == 0 {
        assert!(check(rest, &EXPORTER).is_err());
        return;
    }
    let (proof, key) = known();
    let mut changed = proof.clone();
    let changes = changed.iter_mut().zip(rest);
    changes.for_each(|(byte, change)| *byte ^= change);
    // What is longer than the proof stands behind it.
    changed.extend_from_slice(rest.get(proof.len()..).unwrap_or_default());
    match check(&changed, &EXPORTER) {
        Ok(certificates) => assert_eq!(certificates.public_key().unwrap(), *key),
        Err(_) => assert_ne!(changed, *proof),
    }
}
