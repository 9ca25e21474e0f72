//! An authority that signs helpers' keys, as an organisation has one: it gets requests and gives certificates.

use std::path::PathBuf;

use base64::prelude::{BASE64_STANDARD, Engine};
use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, DnType, IsCa, Issuer, KeyIdMethod, KeyPair,
    KeyUsagePurpose, PKCS_ECDSA_P256_SHA256, PublicKeyData, RevokedCertParams, SerialNumber, SignatureAlgorithm,
    date_time_ymd,
};
use x509_cert::der::Decode;
use x509_cert::request::CertReq;

use super::pair::Home;

pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    files: Home,
}

/// A public key as a request bears it.
struct Asked(Vec<u8>);

impl PublicKeyData for Asked {
    fn der_bytes(&self) -> &[u8] {
        &self.0
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        &PKCS_ECDSA_P256_SHA256
    }
}

impl Authority {
    pub fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, "The authority");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let files = Home::new();
        files.file("authority.pem", &params.self_signed(&key).unwrap().pem());
        let authority = Self {
            issuer: Issuer::new(params, key),
            files,
        };
        authority.revoke(&[]);
        authority
    }

    /// Its own certificate.
    pub fn certificate(&self) -> PathBuf {
        self.files.path("authority.pem")
    }

    /// The list of those that it took back.
    pub fn revocation_list(&self) -> PathBuf {
        self.files.path("revoked.pem")
    }

    /// Takes back the certificates with these numbers, and no others.
    pub fn revoke(&self, serials: &[u64]) {
        let revoked = |serial: &u64| RevokedCertParams {
            serial_number: SerialNumber::from(*serial),
            revocation_time: date_time_ymd(2021, 1, 1),
            reason_code: None,
            invalidity_date: None,
        };
        let params = CertificateRevocationListParams {
            this_update: date_time_ymd(2020, 1, 1),
            next_update: date_time_ymd(2099, 1, 1),
            crl_number: SerialNumber::from(1),
            issuing_distribution_point: None,
            revoked_certs: serials.iter().map(revoked).collect(),
            key_identifier_method: KeyIdMethod::Sha256,
        };
        let list = params.signed_by(&self.issuer).unwrap().pem().unwrap();
        self.files.file("revoked.pem", &list);
    }

    /// A certificate for this name and a public key (the point of P-256), as PEM.
    pub fn sign(&self, name: &str, key: &[u8], serial: u64) -> String {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.serial_number = Some(SerialNumber::from(serial));
        params.signed_by(&Asked(key.to_vec()), &self.issuer).unwrap().pem()
    }
}

/// The name and the public key of what `lifeline helper request-certificate` printed.
pub fn request(printed: &str) -> (String, Vec<u8>) {
    let body: String = printed.lines().filter(|line| !line.starts_with('-')).collect();
    let request = CertReq::from_der(&BASE64_STANDARD.decode(body).unwrap()).unwrap();
    let key = request.info.public_key.subject_public_key.raw_bytes();
    (request.info.subject.to_string(), key.to_vec())
}
