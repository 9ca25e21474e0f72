use std::sync::OnceLock;

use lifeline::rdp::keys::{SecurityKey, ServerPublicKey};
use lifeline::rdp::{BadKey, Random32, RdpError};
use lifeline::vocabulary::{KeyPin, Kh2};
use md5::{Digest, Md5};
use proptest::prelude::*;
use rsa::BigUint;
use rsa::rand_core::OsRng;

use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};

use super::hex;

/// The certificate of [MS-RDPBCGR] 4.1.4, its signature with the 8 zero bytes that follow it.
fn sample() -> Vec<u8> {
    hex("010000000100000001000000 0600 5c00
         525341314800000000020000 3f00000001000100
         cb81feba6d61c35505d55f2e87f87194d6f1a5cbf15f0c3df8700296c4fb9bc83c2d55aee8ff3275ea6879e5a201fd31a0b11f55a61fc1f6d1838863265612bc
         0000000000000000 0800 4800
         e9e1d628468b4ef50adffdee2199acb4e18f5f815782ef9d965263271829dbb34afd9ada42adb56921890e1dc04c1aa8aa713e0f54b99ae499683f6cd6768461
         0000000000000000")
}

/// The modulus of the Terminal Services signing key ([MS-RDPBCGR] 5.3.3.1.1).
const TSSK_MODULUS: &str = "3d3a5ebd72433ec94dbbc11e4aba5fcb3e882087eff5c1e2d7b76b9af2524595ce63656b583afeef7ce7bffe3df65c7d6c5e06091af561bb2093095f056dea87";

/// What a client that checks signatures does ([MS-RDPBCGR] 5.3.3.1.3).
fn signature_holds(certificate: &[u8]) -> bool {
    let (fields, signature) = certificate.split_at(certificate.len() - 76);
    let opened = BigUint::from_bytes_le(&signature[4..])
        .modpow(
            &BigUint::from(0xC088_7B5Bu32),
            &BigUint::from_bytes_le(&hex(TSSK_MODULUS)),
        )
        .to_bytes_le();
    let expected = [&Md5::digest(fields)[..], &[0], &[0xFF; 45], &[1]].concat();
    opened == expected
}

fn key() -> &'static SecurityKey {
    static KEY: OnceLock<SecurityKey> = OnceLock::new();
    KEY.get_or_init(|| SecurityKey::generate(&mut OsRng).unwrap())
}

fn from_base64<const N: usize>(text: &str) -> [u8; N] {
    use base64::Engine;
    let bytes = base64::engine::general_purpose::STANDARD.decode(text).unwrap();
    bytes.try_into().unwrap()
}

/// [MS-RAI]'s own example: the key and both of its hashes.
#[test]
fn the_specifications_certificate_has_its_known_hashes() {
    let public = ServerPublicKey::parse(&sample()).unwrap();
    assert!(signature_holds(&sample()));
    let kh = from_base64("SuUKhTZ2tZOMQIeLZDUvuyuRmoI=");
    assert!(public.matches(&KeyPin::Kh(kh)));
    let kh2 = from_base64("ZIpSyEc4GGugeZbViMDBpTAFcT6tdgRJtWl1FZO1gz8=");
    assert!(public.matches(&KeyPin::Kh2(Kh2::Sha256(kh2))));
}

#[test]
fn our_certificate_is_signed_and_bears_our_key() {
    let certificate = key().certificate();
    assert_eq!(certificate[..4], [1, 0, 0, 0]);
    assert!(signature_holds(&certificate));
    let public = ServerPublicKey::parse(&certificate).unwrap();
    assert!(public.matches(&KeyPin::Kh(key().kh())));
    assert!(public.matches(&KeyPin::Kh2(Kh2::Sha256(key().kh2_sha256()))));
    let mut temporary = certificate;
    temporary[3] = 0x80;
    assert_eq!(ServerPublicKey::parse(&temporary), Ok(public));
}

#[test]
fn a_key_survives_its_file() {
    let again = SecurityKey::from_pkcs8_der(&key().to_pkcs8_der().unwrap()).unwrap();
    assert_eq!(again.kh(), key().kh());
    assert!(matches!(
        SecurityKey::from_pkcs8_der(b"no key"),
        Err(RdpError::BadKey(BadKey::Unreadable))
    ));
}

#[test]
fn another_key_is_told_by_every_hash() {
    let public = ServerPublicKey::parse(&sample()).unwrap();
    let certificate = sample();
    let blob = &certificate[16..16 + 0x5C];
    let pins = |blob: &[u8]| {
        [
            KeyPin::Kh(Sha1::digest(blob).into()),
            KeyPin::Kh2(Kh2::Sha256(Sha256::digest(blob).into())),
            KeyPin::Kh2(Kh2::Sha384(Sha384::digest(blob).into())),
            KeyPin::Kh2(Kh2::Sha512(Sha512::digest(blob).into())),
        ]
    };
    for right in pins(blob) {
        assert!(public.matches(&right), "{right:?}");
    }
    for wrong in pins(&blob[..blob.len() - 1]) {
        assert!(!public.matches(&wrong), "{wrong:?}");
    }
}

#[test]
fn a_client_random_arrives() {
    let public = ServerPublicKey::parse(&key().certificate()).unwrap();
    // Leading and trailing zeros are what a number loses.
    let mut sparse = [0u8; 32];
    sparse[7] = 9;
    for random in [[0xFF; 32], [0; 32], sparse, std::array::from_fn(|i| i as u8)] {
        let encrypted = public.encrypt_client_random(&Random32(random));
        assert_eq!((encrypted.len(), &encrypted[256..]), (264, &[0u8; 8][..]));
        assert_eq!(
            key().decrypt_client_random(&encrypted, &mut OsRng, Random32([7; 32])),
            Random32(random)
        );
    }
}

#[test]
fn whatever_is_wrong_with_a_client_random_gives_the_fallback() {
    let fallback = Random32([7; 32]);
    let right = ServerPublicKey::parse(&key().certificate())
        .unwrap()
        .encrypt_client_random(&Random32([1; 32]));
    let mut tampered = right.clone();
    tampered[40] ^= 1;
    for wrong in [
        &right[..263],
        &right[..256],
        &[right.as_slice(), &[0]].concat(),
        &tampered,
        &[0xFF; 264],
        &[],
    ] {
        assert!(key().decrypt_client_random(wrong, &mut OsRng, fallback) == fallback);
    }
}

#[test]
fn malformed_certificates_are_refused() {
    let good = sample();
    for length in 0..good.len() {
        assert!(ServerPublicKey::parse(&good[..length]).is_err(), "cut to {length}");
    }
    assert!(ServerPublicKey::parse(&[good.as_slice(), &[0]].concat()).is_err());
    // Position, value: version 2, algorithms, blob types, magic, lengths, exponent 0, even modulus, short modulus,
    // signature.
    for (at, value) in [
        (0, 2),
        (4, 2),
        (8, 0),
        (12, 7),
        (14, 0x5B),
        (16, 0),
        (20, 0x49),
        (24, 8),
        (25, 0x40),
        (28, 0x40),
        (32, 0),
        (36, 0xCA),
        (99, 0x3C),
        (108, 9),
        (110, 71),
    ] {
        let mut bad = good.clone();
        assert_ne!(bad[at], value);
        bad[at] = value;
        assert!(ServerPublicKey::parse(&bad).is_err(), "byte {at} set to {value}");
    }
}

proptest! {
    #[test]
    fn arbitrary_certificates_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..200), at in 0usize..184, xor: u8) {
        let _ = ServerPublicKey::parse(&bytes);
        let mut near = sample();
        near[at] ^= xor;
        if let Ok(public) = ServerPublicKey::parse(&near) {
            prop_assert_eq!(public.encrypt_client_random(&Random32([0xFF; 32])).len(), 72);
        }
    }
}
