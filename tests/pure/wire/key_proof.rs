//! A helper's key shown on the connection of an invitation.

use lifeline::net::helper::{HelperCertificates, new_helper};
use lifeline::net::key_proof::{KeyProofError, check, prove};
use proptest::prelude::*;
use rcgen::{CertificateParams, KeyPair};

#[test]
fn a_key_is_proved_for_one_connection() {
    let (key, certificates) = new_helper().unwrap();
    let (other, _) = new_helper().unwrap();
    let proof = prove(&[1; 32], &certificates, &key).unwrap();
    let proved = check(&proof, &[1; 32]).unwrap();
    assert_eq!(proved.to_der(), certificates.to_der());
    assert!(
        matches!(check(&proof, &[2; 32]), Err(KeyProofError::NotHeld)),
        "another connection"
    );
    let forged = prove(&[1; 32], &certificates, &other).unwrap();
    assert!(
        matches!(check(&forged, &[1; 32]), Err(KeyProofError::NotHeld)),
        "another key"
    );
    for length in 0..proof.len() {
        assert!(check(&proof[..length], &[1; 32]).is_err(), "cut to {length}");
    }
    let longer = [proof.as_slice(), &[0]].concat();
    assert!(check(&longer, &[1; 32]).is_err(), "bytes after it");
}

#[test]
fn keys_of_another_kind_and_chains_without_end_are_no_proof() {
    let (key, certificates) = new_helper().unwrap();
    let pair = KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap();
    let certificate = CertificateParams::default().self_signed(&pair).unwrap();
    let odd = HelperCertificates::new(vec![certificate.der().to_vec()]).unwrap();
    let proof = prove(&[1; 32], &odd, &key).unwrap();
    assert!(matches!(check(&proof, &[1; 32]), Err(KeyProofError::Certificates(_))));
    let own = certificates.to_der().remove(0);
    assert!(HelperCertificates::new(vec![own; 9]).is_err());
}

/// Bits that are left out at the end of a key make it no other key, and so no other name.
#[test]
fn one_key_has_one_spelling() {
    let (key, certificates) = new_helper().unwrap();
    let proof = prove(&[1; 32], &certificates, &key).unwrap();
    // A BIT STRING of 66 bytes: none unused, then the point, which begins with 4.
    let point = proof.windows(4).position(|bytes| bytes == [3, 66, 0, 4]).unwrap();
    for unused in 1..8 {
        let mut proof = proof.clone();
        proof[point + 2] = unused;
        assert!(check(&proof, &[1; 32]).is_err(), "{unused} unused bits");
    }
}

proptest! {
    #[test]
    fn arbitrary_bytes_are_answered(bytes: Vec<u8>) {
        prop_assert!(check(&bytes, &[1; 32]).is_err());
    }
}
