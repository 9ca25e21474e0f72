//! This user's own key as a helper: made at first use, told as a short text, and signed by an authority where there is
//! one.

use std::path::Path;

use super::novice::Problem;
use crate::net::helper::{HelperCertificates, HelperError, new_helper, request};
use crate::policy::{HelperKey, Name};
use crate::t;
use crate::trust::{Identity, IdentityFile, TrustError};

/// A helper's key, with the certificates that are shown for it.
pub(crate) struct OwnKey(Identity);

impl OwnKey {
    pub(crate) fn certificates(&self) -> Result<HelperCertificates, HelperError> {
        HelperCertificates::new(self.0.certificates.clone())
    }

    /// PKCS#8, DER.
    pub(crate) fn private_key(&self) -> &[u8] {
        &self.0.key
    }
}

/// The key in this state directory; made if there is none.
pub(crate) fn load(state_dir: &Path) -> Result<OwnKey, TrustError> {
    let make = || {
        let (key, certificates) = new_helper().map_err(|error| error.to_string())?;
        Ok(Identity {
            key,
            certificates: certificates.to_der(),
        })
    };
    IdentityFile::helper(state_dir).load_or_make(make).map(OwnKey)
}

/// The key in this state directory, if there is one.
pub(crate) fn find(state_dir: &Path) -> Result<Option<OwnKey>, TrustError> {
    Ok(IdentityFile::helper(state_dir).find()?.map(OwnKey))
}

/// The text that names this helper to those who list them.
pub fn text(state_dir: &Path) -> Result<HelperKey, Problem> {
    let own = load(state_dir).map_err(|error| unusable(&error))?;
    key_of(&own)
}

fn key_of(own: &OwnKey) -> Result<HelperKey, Problem> {
    let public = own.certificates().and_then(|certificates| certificates.public_key());
    Ok(HelperKey::of_public_key(&public.map_err(|error| unusable(&error))?))
}

/// A request (PEM) to an authority to put its name under this key and this name.
///
/// An error if nobody could be listed under this name, or if the key cannot be used.
pub fn certificate_request(state_dir: &Path, name: &str) -> Result<String, Problem> {
    let name = Name::new(name).ok_or_else(|| Problem {
        what: t!("helper-request-what"),
        why: t!("helper-bad-name-why"),
        remedy: t!("helper-bad-name-remedy"),
    })?;
    let own = load(state_dir).map_err(|error| unusable(&error))?;
    request(own.private_key(), name.as_str()).map_err(|error| unusable(&error))
}

/// Takes the certificates that an authority made of the request, the helper's own first (PEM).
pub fn use_certificate(state_dir: &Path, pem: &[u8]) -> Result<(), Problem> {
    let OwnKey(mut identity) = load(state_dir).map_err(|error| unusable(&error))?;
    let own = HelperCertificates::new(identity.certificates.clone()).map_err(|error| unusable(&error))?;
    let signed = HelperCertificates::signed(pem, &own).map_err(|error| Problem {
        what: t!("helper-certificate-what"),
        why: t!("file-why", error = error.to_string()),
        remedy: t!("helper-certificate-remedy"),
    })?;
    identity.certificates = signed.to_der();
    IdentityFile::helper(state_dir)
        .save(&identity)
        .map_err(|error| unusable(&error))
}

fn unusable(error: &dyn std::fmt::Display) -> Problem {
    Problem {
        what: t!("helper-key-what"),
        why: t!("file-why", error = error.to_string()),
        remedy: t!("helper-key-remedy"),
    }
}
