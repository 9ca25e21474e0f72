//! A long-lived key with its certificates: a helper's, or that of a computer that takes offers. Made once, owner-only.

use std::path::{Path, PathBuf};

use base64::prelude::{BASE64_STANDARD, Engine};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use super::{TrustError, read, write};
use crate::private_file as private;
use crate::vocabulary::Cause;

/// A key and its certificates. Wiped on drop, and without `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// PKCS#8, DER.
    pub key: Zeroizing<Vec<u8>>,
    /// DER; the key's own certificate first, then those that lead to an authority.
    pub certificates: Vec<Vec<u8>>,
}

/// Where an identity is kept.
#[derive(Debug, Clone)]
pub struct IdentityFile(PathBuf);

#[derive(Serialize, Deserialize, Zeroize)]
#[zeroize(drop)]
struct IdentityForm {
    key: String,
    certificates: Vec<String>,
}

impl IdentityFile {
    /// This user's key as a helper.
    pub fn helper(state_dir: &Path) -> Self {
        Self(state_dir.join("helper-key.json"))
    }

    /// This user's computer, as helpers know it.
    pub fn host(state_dir: &Path) -> Self {
        Self(state_dir.join("host-key.json"))
    }

    /// The identity; if there is none yet, `make` makes it. Two processes that do so at the same time get the same one.
    pub fn load_or_make(&self, make: impl FnOnce() -> Result<Identity, Cause>) -> Result<Identity, TrustError> {
        if let Some(identity) = self.find()? {
            return Ok(identity);
        }
        let made = make().map_err(TrustError::NotMade)?;
        let bytes = self.form(&made)?;
        let created = self
            .0
            .parent()
            .map_or(Ok(()), private::ensure_dir)
            .and_then(|()| private::create(&self.0, &bytes));
        match created {
            Ok(()) => Ok(made),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                self.find()?.ok_or(TrustError::Vanished(error))
            }
            Err(source) => Err(TrustError::Write {
                path: self.0.clone(),
                source,
            }),
        }
    }

    /// Replaces the certificates of the key.
    pub fn save(&self, identity: &Identity) -> Result<(), TrustError> {
        write(&self.0, &IdentityForm::of(identity))
    }

    fn form(&self, identity: &Identity) -> Result<Zeroizing<Vec<u8>>, TrustError> {
        let bytes = serde_json::to_vec(&IdentityForm::of(identity)).map_err(|source| TrustError::Damaged {
            path: self.0.clone(),
            source,
        })?;
        Ok(Zeroizing::new(bytes))
    }

    /// The identity, if there is one.
    pub fn find(&self) -> Result<Option<Identity>, TrustError> {
        let Some(form) = read::<IdentityForm>(&self.0)? else {
            return Ok(None);
        };
        let decode = |text: &String| {
            BASE64_STANDARD.decode(text).map_err(|source| TrustError::DamagedKey {
                path: self.0.clone(),
                source,
            })
        };
        Ok(Some(Identity {
            key: Zeroizing::new(decode(&form.key)?),
            certificates: form.certificates.iter().map(decode).collect::<Result<_, _>>()?,
        }))
    }
}

impl IdentityForm {
    fn of(identity: &Identity) -> Self {
        Self {
            key: BASE64_STANDARD.encode(&*identity.key),
            certificates: identity
                .certificates
                .iter()
                .map(|der| BASE64_STANDARD.encode(der))
                .collect(),
        }
    }
}
