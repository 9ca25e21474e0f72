//! Every sentence a person reads, in window and terminal, by its id in a Fluent file (`assets/texts/`) that is part of
//! the program. The system's language is taken where a file for it exists, English otherwise, also for single ids.

pub mod country;
pub mod times;

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// The text of an id, with named arguments: `t!("home-title")`,
/// `t!("question-view-title", name = "Sam", minutes = 12)`.
///
/// The id is a literal, so that a test can compare the ids in use with those of the file.
#[macro_export]
macro_rules! t {
    ($id:literal) => {
        $crate::texts::text($id, &[])
    };
    ($id:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::texts::text($id, &[$((stringify!($name), $crate::texts::Argument::from($value))),+])
    };
}

/// A named argument of a text: a word or a number (numbers choose plural forms).
pub type Argument<'a> = FluentValue<'a>;

/// The language everything falls back to, and the model for all others.
pub const ENGLISH: &str = include_str!("../assets/texts/en.ftl");

const LANGUAGES: &[(&str, &str)] = &[("en", ENGLISH)];

type Bundle = FluentBundle<FluentResource>;

/// The bundles to ask, the system's language first.
static BUNDLES: LazyLock<Vec<Bundle>> = LazyLock::new(|| {
    let wanted = sys_locale::get_locale().unwrap_or_default();
    let language = wanted
        .split(['-', '_', '.'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    LANGUAGES
        .iter()
        .filter(|(tag, _)| *tag == language && *tag != "en")
        .chain(LANGUAGES.iter().filter(|(tag, _)| *tag == "en"))
        .filter_map(|(tag, source)| bundle(tag, source))
        .collect()
});

/// See [`t!`], which is how it is meant to be called. An unknown id is returned as it stands.
pub fn text(id: &str, arguments: &[(&'static str, Argument<'_>)]) -> String {
    let args: FluentArgs<'_> = arguments.iter().map(|(name, value)| (*name, value.clone())).collect();
    for bundle in BUNDLES.iter() {
        let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else {
            continue;
        };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        if errors.is_empty() {
            return text;
        }
        tracing::warn!(id, ?errors, "a text is incomplete");
    }
    id.to_owned()
}

fn bundle(tag: &str, source: &str) -> Option<Bundle> {
    let resource = match FluentResource::try_new(source.to_owned()) {
        Ok(resource) => resource,
        Err((resource, errors)) => {
            tracing::warn!(tag, ?errors, "a file of texts has faults");
            resource
        }
    };
    let mut bundle = Bundle::new_concurrent(vec![tag.parse::<LanguageIdentifier>().ok()?]);
    // Isolation marks would show as boxes in terminals and fonts without them; names are cleaned of direction marks
    // before.
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    Some(bundle)
}
