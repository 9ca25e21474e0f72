//! The expert blob ([MS-RA] §2.2.1.11): the expert's name and proofs.

use super::name::clean_name;
use super::secret::{EncryptedPassStub, from_hex, to_hex};

/// A blob holds a name and two proofs of 64 digits; FreeRDP and Windows send no more than a few hundred characters.
const MAX_BLOB_CHARS: usize = 4096;
/// NAME, PASS, PROOF and KEYS, and a few that later versions may add.
const MAX_PAIRS: usize = 8;

/// What is no expert blob.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BlobError {
    #[error("expert blob longer than {MAX_BLOB_CHARS} characters")]
    TooLong,
    #[error("expert blob not readable")]
    Malformed,
    #[error("expert blob without a PASS")]
    NoPass,
    #[error("expert blob with a PASS or PROOF that is not one")]
    BadProof,
}

/// What an expert says of itself.
#[derive(Clone)]
pub struct ExpertBlob {
    /// Cleaned by [`clean_name`]; a claim, and empty if nothing of it is left.
    pub name: String,
    /// The static proof of [MS-RA].
    pub pass: EncryptedPassStub,
    /// Lifeline's fresh proof; other programs send none.
    pub proof: Option<[u8; 32]>,
    /// Their program can be asked for a helper's key. It says nothing of whether there is one.
    pub keys: bool,
}

/// Writes a blob: pairs of `<n>;<KEY>=<value>`, n in UTF-16 units. `fresh` adds our own `PROOF` and
/// `KEYS`, for a Lifeline novice only.
pub fn expert_blob(name: &str, pass: &EncryptedPassStub, fresh: Option<&[u8; 32]>) -> String {
    let mut blob = String::new();
    let mut add = |pair: String| {
        let length = pair.encode_utf16().count();
        blob.push_str(&format!("{length};{pair}"));
    };
    add(format!("NAME={}", clean_name(name)));
    add(format!("PASS={}", *pass.to_hex()));
    if let Some(fresh) = fresh {
        add(format!("PROOF={}", to_hex(fresh)));
        add("KEYS=1".to_owned());
    }
    blob
}

/// The blob of a helper who comes unasked ([MS-RAI] 3.2.5.1.1): a name, and no proof, since their key is it.
pub fn unsolicited_blob(name: &str) -> String {
    let mut blob = "13;UNSOLICITED=1".to_owned();
    let pair = format!("NAME={}", clean_name(name));
    blob.push_str(&format!("{};{pair}", pair.encode_utf16().count()));
    blob
}

/// The name in the blob of a helper who comes unasked, cleaned; empty where there is none.
pub fn unsolicited_name(blob: &str) -> String {
    let mut pairs = Vec::new();
    if blob.chars().nth(MAX_BLOB_CHARS).is_some() || !read_pairs(blob.trim_end_matches('\0'), &mut pairs) {
        return String::new();
    }
    let name = pairs.iter().find(|(key, _)| *key == "NAME");
    name.map(|(_, name)| clean_name(name)).unwrap_or_default()
}

impl ExpertBlob {
    /// Reads a blob whose lengths count UTF-16 units (the specification) or UTF-8 bytes (FreeRDP), and, where neither
    /// comes out, takes the last PASS in it. Keys that it does not know are passed over.
    pub fn parse(text: &str) -> Result<Self, BlobError> {
        if text.chars().nth(MAX_BLOB_CHARS).is_some() {
            return Err(BlobError::TooLong);
        }
        let text = text.trim_end_matches('\0');
        let mut pairs = Vec::new();
        if !read_pairs(text, &mut pairs) {
            pairs = salvage(text).ok_or(BlobError::Malformed)?;
        }
        let value = |wanted: &str| pairs.iter().find(|(key, _)| *key == wanted).map(|(_, value)| *value);
        let proof = match value("PROOF") {
            Some(hex) => {
                let bytes = from_hex(hex, 32).ok_or(BlobError::BadProof)?;
                Some(bytes.try_into().map_err(|_| BlobError::BadProof)?)
            }
            None => None,
        };
        Ok(Self {
            name: clean_name(value("NAME").unwrap_or_default()),
            pass: EncryptedPassStub::from_hex(value("PASS").ok_or(BlobError::NoPass)?).ok_or(BlobError::BadProof)?,
            proof,
            keys: value("KEYS") == Some("1"),
        })
    }
}

/// Reads all pairs up to the end of the text, or fails. Lengths can be counted in two ways; if one way does not lead to
/// the end, the other is tried: at most 2^8 combinations, each over a text of bounded length.
fn read_pairs<'a>(text: &'a str, pairs: &mut Vec<(&'a str, &'a str)>) -> bool {
    if text.is_empty() {
        return !pairs.is_empty();
    }
    if pairs.len() >= MAX_PAIRS {
        return false;
    }
    let Some((digits, rest)) = text.split_once(';') else {
        return false;
    };
    let Ok(length) = digits.parse::<usize>() else {
        return false;
    };
    let by_units = bytes_of_units(rest, length);
    let by_bytes = Some(length).filter(|length| by_units != Some(*length));
    for end in [by_units, by_bytes].into_iter().flatten() {
        if let Some((pair, after)) = rest.split_at_checked(end)
            && let Some((key, value)) = pair.split_once('=')
            && !pairs.iter().any(|(known, _)| *known == key)
        {
            pairs.push((key, value));
            if read_pairs(after, pairs) {
                return true;
            }
            pairs.pop();
        }
    }
    false
}

fn bytes_of_units(text: &str, units: usize) -> Option<usize> {
    let mut counted = 0usize;
    for (index, c) in text.char_indices() {
        if counted >= units {
            return (counted == units).then_some(index);
        }
        counted = counted.saturating_add(c.len_utf16());
    }
    (counted == units).then_some(text.len())
}

/// The name before the last PASS, and that PASS.
fn salvage(text: &str) -> Option<Vec<(&str, &str)>> {
    let (before, pass) = text.rsplit_once(";PASS=")?;
    let end = pass.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(pass.len());
    let (pass, _) = pass.split_at_checked(end)?;
    let name = before.split_once("NAME=").map_or("", |(_, name)| name);
    Some(vec![
        ("NAME", name.trim_end_matches(|c: char| c.is_ascii_digit())),
        ("PASS", pass),
    ])
}
