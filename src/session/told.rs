//! A sentence of ours, and beside it a name that somebody else chose: front ends show it apart, in a box or on a line
//! of its own. Inside a sentence a name could end it, and go on in our words.

use crate::t;

/// A name, and what it is, as a line above it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    pub label: String,
    /// Cleaned for display. Empty if they gave no name, as the label then says.
    pub name: String,
}

impl Apart {
    /// What somebody calls themselves; `None` where they gave no name.
    pub fn claimed(name: &str) -> Option<Self> {
        (!name.is_empty()).then(|| Self {
            label: t!("name-claimed"),
            name: name.to_owned(),
        })
    }

    /// The name that the person here, or whoever manages this computer, gave to a key.
    pub fn known(name: &str) -> Option<Self> {
        (!name.is_empty()).then(|| Self {
            label: t!("name-known"),
            name: name.to_owned(),
        })
    }

    /// The computer that help was offered to, as the person here typed it: nobody's claim.
    pub fn offered_to(host: &str) -> Option<Self> {
        (!host.is_empty()).then(|| Self {
            label: t!("name-offered-to"),
            name: host.to_owned(),
        })
    }

    /// Said where a name is expected.
    pub fn none() -> Self {
        Self {
            label: t!("name-none"),
            name: String::new(),
        }
    }

    /// For a terminal: a line of its own, in which nothing follows the name.
    pub fn line(&self) -> String {
        if self.name.is_empty() {
            return self.label.clone();
        }
        format!("{} \"{}\"", self.label, self.name)
    }
}

/// Something that happened, and perhaps the name of who did it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub sentence: String,
    pub name: Option<Apart>,
}

impl Told {
    pub(crate) fn of(sentence: String, name: Option<Apart>) -> Self {
        Self { sentence, name }
    }

    /// For a terminal: the name stands on a line of its own.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        std::iter::once(self.sentence.clone()).chain(self.name.as_ref().map(Apart::line))
    }
}
