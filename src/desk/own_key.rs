//! This user's own key as a helper, as they tell it to others, and as an authority signs it.

use std::path::Path;

use crate::net::helper::{HelperCertificates, request};
use crate::policy::{HelperKey, Name};
use crate::session::helper_key::{OwnKey, load};
use crate::session::novice::Problem;
use crate::t;
use crate::texts::said::Said;
use crate::trust::IdentityFile;

/// The text that names this helper to those who list them.
pub fn text(state_dir: &Path) -> Result<HelperKey, Problem> {
    let own = load(state_dir).map_err(|error| unusable(&error))?;
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
    request(own.private_key(), name.as_str()).map_err(|error| {
        tracing::error!(%error, "no request can be made");
        key_problem(t!("kept-no-key"))
    })
}

/// Takes the certificates that an authority made of the request, the helper's own first (PEM).
pub fn use_certificate(state_dir: &Path, pem: &[u8]) -> Result<(), Problem> {
    let OwnKey(mut identity) = load(state_dir).map_err(|error| unusable(&error))?;
    let own = HelperCertificates::new(identity.certificates.clone()).map_err(|error| unusable(&error))?;
    let signed = HelperCertificates::signed(pem, &own).map_err(|error| Problem {
        what: t!("helper-certificate-what"),
        why: error.why(),
        remedy: t!("helper-certificate-remedy"),
    })?;
    identity.certificates = signed.to_der();
    IdentityFile::helper(state_dir)
        .save(&identity)
        .map_err(|error| unusable(&error))
}

fn unusable(error: &dyn Said) -> Problem {
    key_problem(error.why())
}

fn key_problem(why: String) -> Problem {
    Problem {
        what: t!("helper-key-what"),
        why,
        remedy: t!("kept-file-remedy"),
    }
}
