//! A helper's certificate: whose key it is, and whether an authority says whose name.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rcgen::{CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, KeyPair, KeyUsagePurpose};
use tokio_rustls::rustls::RootCertStore;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, CertificateRevocationListDer, UnixTime};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::server::danger::ClientCertVerifier;
use x509_cert::Certificate;
use x509_cert::der::asn1::{PrintableStringRef, Utf8StringRef};
use x509_cert::der::oid::ObjectIdentifier;
use x509_cert::der::oid::db::rfc4519::COMMON_NAME;
use x509_cert::der::oid::db::rfc5912::{ID_EC_PUBLIC_KEY, SECP_256_R_1};
use x509_cert::der::{Decode, Encode, Tagged};
use zeroize::Zeroizing;

use super::certificate::{provider, whole_days};
use super::error::{BadAuthority, HelperError, TlsError};

/// A helper's own certificate says nothing of them; the list that has their key does.
const NAME: &str = "Lifeline helper";
/// A listed key is good until it is taken off the list; the dates are there because a certificate has some.
const YEARS: u64 = 30;
const YEAR_SECONDS: u64 = 365 * 24 * 60 * 60;
/// Certificates that a helper's end may send: its own, and a few that lead to an authority.
const MAX_CHAIN: usize = 8;

/// The certificates of a helper, their own first; the handshake has shown that they hold its key.
#[derive(Debug, Clone)]
pub struct HelperCertificates(Vec<CertificateDer<'static>>);

/// An authority: whose certificates it stands for, and which of them it took back.
#[derive(Debug)]
pub struct Authority(Arc<dyn ClientCertVerifier>);

impl Authority {
    /// Reads its certificates and what it took back, both PEM. A long list takes a while.
    pub fn read(certificates: &[u8], revocation_list: Option<&[u8]>) -> Result<Self, BadAuthority> {
        let mut roots = RootCertStore::empty();
        for certificate in CertificateDer::pem_slice_iter(certificates) {
            roots.add(certificate?)?;
        }
        let mut builder = WebPkiClientVerifier::builder_with_provider(roots.into(), provider());
        if let Some(list) = revocation_list {
            let lists: Result<Vec<_>, _> = CertificateRevocationListDer::pem_slice_iter(list).collect();
            let lists = lists?;
            if lists.is_empty() {
                return Err(BadAuthority::NoRevocationList);
            }
            builder = builder
                .with_crls(lists)
                .only_check_end_entity_revocation()
                .enforce_revocation_expiration();
        }
        Ok(Self(builder.build()?))
    }
}

impl HelperCertificates {
    /// DER, the helper's own first.
    pub fn new(chain: Vec<Vec<u8>>) -> Result<Self, HelperError> {
        if chain.is_empty() || chain.len() > MAX_CHAIN {
            return Err(HelperError::ChainLength(chain.len()));
        }
        Ok(Self(chain.into_iter().map(CertificateDer::from).collect()))
    }

    /// Reads what an authority gave back, and sees that it is for `own`'s key.
    pub fn signed(pem: &[u8], own: &Self) -> Result<Self, HelperError> {
        let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
        let chain = chain.map_err(HelperError::NotPem)?;
        let signed = Self::new(chain.into_iter().map(|der| der.to_vec()).collect())?;
        if signed.public_key()? != own.public_key()? {
            return Err(HelperError::OtherKey);
        }
        Ok(signed)
    }

    pub(super) fn chain(&self) -> &[CertificateDer<'static>] {
        &self.0
    }

    /// DER.
    pub fn to_der(&self) -> Vec<Vec<u8>> {
        self.0.iter().map(|certificate| certificate.to_vec()).collect()
    }

    fn own(&self) -> Result<Certificate, HelperError> {
        let own = self.0.first().map(AsRef::as_ref).unwrap_or_default();
        let own = Certificate::from_der(own)?;
        let key = &own.tbs_certificate().subject_public_key_info().subject_public_key;
        if key.unused_bits() != 0 {
            return Err(HelperError::OddKey);
        }
        Ok(own)
    }

    /// The SubjectPublicKeyInfo of the helper's own certificate, DER.
    pub fn public_key(&self) -> Result<Vec<u8>, HelperError> {
        let own = self.own()?;
        Ok(own.tbs_certificate().subject_public_key_info().to_der()?)
    }

    /// The point of the helper's key, which is one of P-256 as all that are made here; another kind is an error.
    pub(super) fn p256_point(&self) -> Result<Vec<u8>, HelperError> {
        let own = self.own()?;
        let key = own.tbs_certificate().subject_public_key_info();
        let curve = key.algorithm.parameters.as_ref();
        let curve = curve.and_then(|curve| curve.decode_as::<ObjectIdentifier>().ok());
        if key.algorithm.oid != ID_EC_PUBLIC_KEY || curve != Some(SECP_256_R_1) {
            return Err(HelperError::OtherKind);
        }
        Ok(key.subject_public_key.raw_bytes().to_vec())
    }

    /// The name that an authority stands for, as its certificate has it: not yet cleaned for display. With a revocation
    /// list a certificate is good only if that list is in force and does not name it.
    pub fn signed_name(&self, authority: &Authority, now: SystemTime) -> Result<String, HelperError> {
        let (own, between) = self.0.split_first().ok_or(HelperError::Nameless)?;
        let since = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        authority
            .0
            .verify_client_cert(own, between, UnixTime::since_unix_epoch(since))
            .map_err(HelperError::NotSigned)?;
        common_name(&self.own()?).ok_or(HelperError::Nameless)
    }
}

fn common_name(certificate: &Certificate) -> Option<String> {
    let subject = certificate.tbs_certificate().subject();
    let names = subject.iter().filter(|attribute| attribute.oid == COMMON_NAME);
    let mut names = names.filter_map(|attribute| {
        use x509_cert::der::Tag;
        match attribute.value.tag() {
            Tag::Utf8String => attribute
                .value
                .decode_as::<Utf8StringRef<'_>>()
                .ok()
                .map(|text| text.to_string()),
            Tag::PrintableString => {
                let text = attribute.value.decode_as::<PrintableStringRef<'_>>();
                text.ok().map(|text| text.to_string())
            }
            _ => None,
        }
    });
    names.next().filter(|name| !name.trim().is_empty())
}

/// A new key (PKCS#8 DER) with a certificate of its own making.
pub fn new_helper() -> Result<(Zeroizing<Vec<u8>>, HelperCertificates), TlsError> {
    let key = KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256)?;
    let mut params = params(NAME);
    let lasts = Duration::from_secs(YEARS * YEAR_SECONDS);
    let [from, until] = whole_days(SystemTime::now(), Duration::ZERO, lasts)?;
    params.not_before = from.into();
    params.not_after = until.into();
    let certificate = params.self_signed(&key)?;
    let private_key = Zeroizing::new(key.serialize_der());
    Ok((private_key, HelperCertificates(vec![certificate.der().clone()])))
}

/// A request (PEM) to an authority, to put its name under this key and this name.
pub fn request(private_key: &[u8], name: &str) -> Result<String, TlsError> {
    let key = KeyPair::try_from(private_key)?;
    let request = params(name).serialize_request(&key)?;
    Ok(request.pem()?)
}

fn params(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    params
}
