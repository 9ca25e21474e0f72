//! This user's own key as a helper, made at first use.

use std::path::Path;

use crate::net::error::HelperError;
use crate::net::helper::{HelperCertificates, new_helper};
use crate::trust::{Identity, IdentityFile, TrustError};

/// A helper's key, with the certificates that are shown for it.
pub(crate) struct OwnKey(pub(crate) Identity);

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
        let (key, certificates) = new_helper()?;
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
