//! Every sentence a person reads, in window and terminal, by its id in a Fluent file (`assets/texts/`) that is part of
//! the program. The language is the person's choice, else the system's where a file for it exists, else English, which
//! also stands in for single ids.

pub mod country;
pub mod said;
pub mod spelling;
pub mod times;

use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_langneg::{NegotiationStrategy, negotiate_languages};
use unic_langid::{CharacterDirection, LanguageIdentifier};
use unicode_bidi::{BidiClass, bidi_class};

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

/// A language that there are texts in.
#[derive(Debug, Clone, Copy)]
pub struct Language {
    /// As in BCP 47: `de`, `pt-BR`.
    pub tag: &'static str,
    /// Its Fluent file.
    pub source: &'static str,
}

impl Language {
    /// Its own name, for who looks for it among others.
    #[must_use]
    pub fn name(&self) -> &'static str {
        let named = self
            .source
            .lines()
            .find_map(|line| line.strip_prefix("language-name = "));
        named.unwrap_or(self.tag)
    }
}

/// All languages: each file in `assets/texts/` is one (`assets/languages.rs` lists them). The first is the one that
/// everything falls back to.
pub const LANGUAGES: &[Language] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

const ENGLISH: Language = LANGUAGES[0];

type Bundle = FluentBundle<FluentResource>;

/// What the program speaks.
struct Spoken {
    /// The bundles to ask, in this order.
    bundles: Vec<Bundle>,
    tags: Vec<&'static str>,
    right_to_left: bool,
}

/// English until [`choose`] is called, so that who does not (a test) gets the same on every computer.
static SPOKEN: LazyLock<RwLock<Arc<Spoken>>> = LazyLock::new(|| RwLock::new(Arc::new(Spoken::of(&[ENGLISH]))));

static KEPT_FOR_THE_SYSTEM: AtomicBool = AtomicBool::new(false);

impl Spoken {
    fn of(languages: &[Language]) -> Self {
        let first = languages.first().and_then(|language| identifier(language.tag));
        Self {
            bundles: languages.iter().filter_map(bundle).collect(),
            tags: languages.iter().map(|language| language.tag).collect(),
            right_to_left: first.is_some_and(|first| first.character_direction() == CharacterDirection::RTL),
        }
    }
}

/// From now on texts are in this language; without one, or where there is none of this tag, in that of the system.
pub fn choose(tag: Option<&str>) {
    let chosen = tag.filter(|tag| LANGUAGES.iter().any(|language| language.tag == *tag));
    if chosen.is_none() && KEPT_FOR_THE_SYSTEM.load(Ordering::Relaxed) {
        return;
    }
    let tags = chosen.map_or_else(of_the_system, |tag| vec![tag.to_owned()]);
    let languages = wanted(&tags);
    let same = {
        let spoken = spoken();
        languages
            .iter()
            .map(|language| language.tag)
            .eq(spoken.tags.iter().copied())
    };
    if !same {
        speak(&languages);
    }
}

/// From now on whoever leaves the language to the system gets the one that is spoken: what a test reads depends on no
/// computer.
pub fn keep_for_the_system() {
    KEPT_FOR_THE_SYSTEM.store(true, Ordering::Relaxed);
}

/// What the system's user reads, the best first.
fn of_the_system() -> Vec<String> {
    // Who sets the locale to "C" wants English, also where LANGUAGE still names others, which is how gettext's programs
    // have it.
    let messages = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    let plain = messages.is_some_and(|locale| matches!(locale.split('.').next(), Some("C" | "POSIX")));
    if plain {
        Vec::new()
    } else {
        sys_locale::get_locales().collect()
    }
}

/// From now on a text comes from the first of these languages that has it.
pub fn speak(languages: &[Language]) {
    let spoken = Arc::new(Spoken::of(languages));
    *SPOKEN.write().unwrap_or_else(PoisonError::into_inner) = spoken;
}

/// Whether the language in use is written from right to left.
#[must_use]
pub fn right_to_left() -> bool {
    spoken().right_to_left
}

/// The languages for who wants these, the best first; the last is English.
#[must_use]
pub fn wanted(tags: &[String]) -> Vec<Language> {
    let wanted: Vec<_> = tags.iter().filter_map(|tag| identifier(tag)).collect();
    let known: Vec<_> = LANGUAGES
        .iter()
        .filter_map(|language| identifier(language.tag))
        .collect();
    let found = negotiate_languages(&wanted, &known, None, NegotiationStrategy::Filtering);
    let mut languages: Vec<Language> = Vec::new();
    for tag in found
        .into_iter()
        .map(ToString::to_string)
        .chain([ENGLISH.tag.to_owned()])
    {
        let is_new = languages.iter().all(|language| language.tag != tag);
        languages.extend(LANGUAGES.iter().filter(|language| is_new && language.tag == tag));
    }
    languages
}

fn identifier(tag: &str) -> Option<LanguageIdentifier> {
    tag.parse().ok()
}

fn spoken() -> Arc<Spoken> {
    Arc::clone(&SPOKEN.read().unwrap_or_else(PoisonError::into_inner))
}

/// See [`t!`], which is how it is meant to be called. An unknown id is returned as it stands.
pub fn text(id: &str, arguments: &[(&'static str, Argument<'_>)]) -> String {
    let spoken = spoken();
    let mut args = FluentArgs::with_capacity(arguments.len());
    for (name, value) in arguments {
        match value {
            FluentValue::String(text) if spoken.right_to_left => args.set(*name, isolated(text)),
            other => args.set(*name, other.clone()),
        }
    }
    for bundle in &spoken.bundles {
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

/// A path, an address or a command for a text that is written from right to left: a sign at either end of it would
/// stand on its other side, unless the whole is set apart.
fn isolated(text: &str) -> Cow<'_, str> {
    let ends = [text.chars().next(), text.chars().next_back()];
    let signs = ends.iter().flatten().any(|letter| !letter.is_alphanumeric());
    if signs && !has_right_to_left(text) {
        format!("\u{2066}{text}\u{2069}").into()
    } else {
        text.into()
    }
}

/// Whether any letter of it is written from right to left.
#[must_use]
pub fn has_right_to_left(text: &str) -> bool {
    text.chars()
        .any(|letter| matches!(bidi_class(letter), BidiClass::R | BidiClass::AL))
}

fn bundle(language: &Language) -> Option<Bundle> {
    let tag = language.tag;
    let resource = match FluentResource::try_new(language.source.to_owned()) {
        Ok(resource) => resource,
        Err((resource, errors)) => {
            tracing::warn!(tag, ?errors, "a file of texts has faults");
            resource
        }
    };
    let mut bundle = Bundle::new_concurrent(vec![identifier(tag)?]);
    // Marks around every argument would show as boxes in terminals and fonts without them. `isolated` sets them where
    // they are needed; names are cleaned of direction marks before.
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    Some(bundle)
}
