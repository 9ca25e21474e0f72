//! The files of the languages: whole, and in the same ids and arguments as the English one.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use lifeline::texts::{LANGUAGES, Language, wanted};

/// Each text.
fn messages(language: &Language) -> BTreeMap<String, Pattern<&'static str>> {
    let file = fluent_syntax::parser::parse(language.source)
        .unwrap_or_else(|(_, errors)| panic!("{} has faults: {errors:?}", language.tag));
    let mut messages = BTreeMap::new();
    for entry in file.body {
        match entry {
            Entry::Message(message) => {
                let id = message.id.name.to_owned();
                let pattern = message.value.unwrap_or_else(|| panic!("{id} is empty"));
                let known = messages.insert(id.clone(), pattern);
                assert!(known.is_none(), "{}: {id} is there twice", language.tag);
            }
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            Entry::Term(_) | Entry::Junk { .. } => panic!("{}: {entry:?}", language.tag),
        }
    }
    messages
}

/// The arguments of each text.
fn texts(language: &Language) -> BTreeMap<String, BTreeSet<String>> {
    let arguments = |pattern: &Pattern<&str>| {
        let mut arguments = BTreeSet::new();
        collect(pattern, &mut arguments);
        arguments
    };
    let messages = messages(language).into_iter();
    messages.map(|(id, pattern)| (id, arguments(&pattern))).collect()
}

fn collect(pattern: &Pattern<&str>, arguments: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else {
            continue;
        };
        match expression {
            Expression::Inline(inline) => name(inline, arguments),
            Expression::Select { selector, variants } => {
                name(selector, arguments);
                assert_eq!(variants.iter().filter(|variant| variant.default).count(), 1);
                for variant in variants {
                    collect(&variant.value, arguments);
                }
            }
        }
    }
}

fn name(inline: &InlineExpression<&str>, arguments: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            arguments.insert(id.name.to_owned());
        }
        // A text that names a button says that button's text, which has no arguments.
        InlineExpression::MessageReference { attribute: None, .. }
        | InlineExpression::StringLiteral { .. }
        | InlineExpression::NumberLiteral { .. } => {}
        other => panic!("no text uses {other:?}"),
    }
}

#[test]
fn each_language_has_the_same_texts_with_the_same_arguments() {
    let english = texts(&LANGUAGES[0]);
    for language in &LANGUAGES[1..] {
        let other = texts(language);
        let ids = |texts: &BTreeMap<String, _>| texts.keys().cloned().collect::<BTreeSet<_>>();
        let (here, there) = (ids(&other), ids(&english));
        let missing: Vec<_> = there.difference(&here).collect();
        let too_many: Vec<_> = here.difference(&there).collect();
        assert!(
            missing.is_empty() && too_many.is_empty(),
            "{}: missing {missing:?}, too many {too_many:?}",
            language.tag
        );
        for (id, arguments) in &english {
            assert_eq!(&other[id], arguments, "{}: {id}", language.tag);
        }
    }
}

/// Whatever the number, and whatever other text it names.
#[test]
fn each_text_can_be_said_in_each_language() {
    for language in LANGUAGES {
        let file = FluentResource::try_new(language.source.to_owned()).unwrap();
        let mut bundle = FluentBundle::new_concurrent(vec![language.tag.parse().unwrap()]);
        bundle.add_resource(file).unwrap();
        for (id, arguments) in texts(language) {
            let pattern = bundle.get_message(&id).unwrap().value().unwrap();
            for number in [0, 1, 2, 3, 11, 100] {
                let mut errors = Vec::new();
                let args: FluentArgs<'_> = arguments.iter().map(|name| (name.as_str(), number)).collect();
                let said = bundle.format_pattern(pattern, Some(&args), &mut errors);
                assert!(
                    errors.is_empty() && !said.is_empty(),
                    "{}: {id}: {errors:?}",
                    language.tag
                );
            }
        }
    }
}

/// The plain parts of a text, whatever the number or letter that it is chosen by.
fn plain<'a>(pattern: &Pattern<&'a str>, parts: &mut Vec<&'a str>) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => parts.push(value),
            PatternElement::Placeable {
                expression: Expression::Select { variants, .. },
            } => variants.iter().for_each(|variant| plain(&variant.value, parts)),
            PatternElement::Placeable { .. } => {}
        }
    }
}

/// What is wrong with the signs of a part of a text: quotation marks of another language, a blank at which a line may
/// break before a sign, and the like.
fn wrong_sign(tag: &str, part: &str) -> Option<String> {
    let foreign: &[char] = match tag {
        "en" => &['"', '\'', '„', '«', '»'],
        "de" => &['"', '\'', '”', '«', '»', '’'],
        "fr" | "es" => &['"', '\'', '„', '“', '”'],
        "ar" => &['"', '\'', '„', '“', '”', '’'],
        "pl" => &['"', '\'', '“', '«', '»', '’'],
        _ => &['"'],
    };
    if let Some(sign) = part.chars().find(|letter| foreign.contains(letter)) {
        return Some(format!("{sign} in {part:?}"));
    }
    if part.contains("...") {
        return Some(format!("three dots in {part:?}"));
    }
    let letters: Vec<char> = part.chars().collect();
    for (at, sign) in letters.iter().copied().enumerate() {
        let before = at.checked_sub(1).map(|before| letters[before]);
        let after = letters.get(at + 1).copied();
        let right = match (tag, sign) {
            ("fr", ';' | '!' | '?' | '»') => before == Some('\u{a0}'),
            ("fr", '«') => after == Some('\u{a0}'),
            ("fr", ':') => before == Some('\u{a0}') || after != Some(' '),
            ("ar", ',' | ';' | '?') => !before.is_some_and(|before| ('\u{600}'..'\u{700}').contains(&before)),
            // Three dots stand for what comes after a whole word.
            (_, '…') => !matches!(before, Some(' ' | '\u{a0}')),
            // A number and its unit stay on one line.
            ("de" | "fr" | "es", '%') => before == Some('\u{a0}'),
            _ => true,
        };
        if !right {
            return Some(format!("{sign} in {part:?}"));
        }
    }
    None
}

#[test]
fn each_language_has_its_own_quotation_marks_and_blanks() {
    let mut wrong = Vec::new();
    for language in LANGUAGES {
        for (id, pattern) in messages(language) {
            let mut parts = Vec::new();
            plain(&pattern, &mut parts);
            let found = parts.iter().filter_map(|part| wrong_sign(language.tag, part));
            wrong.extend(found.map(|found| format!("{}: {id}: {found}", language.tag)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Words of the trade, and where one may stand all the same: in what a person asked to see in full, on the terminal, and
/// where an address is written or a port is chosen.
const TRADE: [&str; 16] = [
    "NAT",
    "UPnP",
    "PCP",
    "TLS",
    "RC4",
    "TCP",
    "IPv6",
    "port",
    "ports",
    "session",
    "sessions",
    "authenticate",
    "protocol",
    "encryption",
    "server",
    "journal",
];
const IN_FULL: [&str; 12] = [
    "question-details-",
    "protection-",
    "figures-",
    "doctor-",
    "terminal-",
    "ask-port-",
    "ask-no-port-",
    "offer-no-port-",
    "offers-waiting-elsewhere",
    "wait-port",
    "help-end-computer-",
    // A file's name.
    "not-recorded-locked",
];

/// In the language that all others are made from.
#[test]
fn no_word_of_the_trade_is_said_to_people() {
    for (id, pattern) in messages(&LANGUAGES[0]) {
        if IN_FULL.iter().any(|begin| id.starts_with(begin)) {
            continue;
        }
        let mut parts = Vec::new();
        plain(&pattern, &mut parts);
        for word in parts.iter().flat_map(|part| part.split(|c: char| !c.is_alphanumeric())) {
            assert!(!TRADE.contains(&word), "{id} says {word}");
        }
    }
}

const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The forms of each choice by a number.
fn choices(pattern: &Pattern<&str>, found: &mut Vec<BTreeSet<String>>) {
    for element in &pattern.elements {
        let PatternElement::Placeable {
            expression: Expression::Select { variants, .. },
        } = element
        else {
            continue;
        };
        let keys = variants.iter().filter_map(|variant| match &variant.key {
            VariantKey::Identifier { name } => FORMS.contains(name).then(|| (*name).to_owned()),
            VariantKey::NumberLiteral { .. } => None,
        });
        found.push(keys.collect());
        for variant in variants {
            choices(&variant.value, found);
        }
    }
}

/// The forms that whole numbers have in a language, as Fluent chooses them.
fn forms_of(language: &Language) -> BTreeSet<String> {
    let forms = FORMS.map(|form| format!("[{form}] {form}\n")).concat();
    let source = format!("form = {{ $number ->\n{}}}\n", forms.replace("[other]", "*[other]"));
    let mut bundle = FluentBundle::new_concurrent(vec![language.tag.parse().unwrap()]);
    bundle.add_resource(FluentResource::try_new(source).unwrap()).unwrap();
    let pattern = bundle.get_message("form").unwrap().value().unwrap();
    let said = |number: i32| {
        let args: FluentArgs<'_> = [("number", number)].into_iter().collect();
        bundle
            .format_pattern(pattern, Some(&args), &mut Vec::new())
            .into_owned()
    };
    (0..=200).map(said).chain(["other".to_owned()]).collect()
}

/// A language with a dual has it wherever English has a singular and a plural.
#[test]
fn numbers_choose_among_all_forms_of_the_language() {
    for language in LANGUAGES {
        let all = forms_of(language);
        for (id, pattern) in messages(language) {
            let mut found = Vec::new();
            choices(&pattern, &mut found);
            // Where only some numbers or words are told apart, the rest is one form.
            for forms in found.into_iter().filter(|forms| forms.len() > 1) {
                assert_eq!(forms, all, "{}: {id}", language.tag);
            }
        }
    }
}

#[test]
fn each_language_has_its_own_name_and_a_file_of_its_own() {
    let names: BTreeSet<_> = LANGUAGES.iter().map(Language::name).collect();
    assert_eq!(names.len(), LANGUAGES.len(), "{names:?}");
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/texts");
    let files: BTreeSet<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    let known: BTreeSet<_> = LANGUAGES
        .iter()
        .map(|language| format!("{}.ftl", language.tag))
        .collect();
    assert_eq!(files, known, "each file in assets/texts is a language");
}

#[test]
fn the_best_known_language_of_those_wanted_comes_first_and_english_last() {
    let found = |tags: &[&str]| {
        let tags: Vec<_> = tags.iter().map(|&tag| tag.to_owned()).collect();
        wanted(&tags).iter().map(|language| language.tag).collect::<Vec<_>>()
    };
    assert_eq!(found(&[]), ["en"]);
    assert_eq!(found(&["en-US"]), ["en"]);
    assert_eq!(found(&["C", "xx", "no language at all"]), ["en"]);
}

/// A path ends where it began, also between words that run the other way.
#[test]
fn what_runs_from_left_to_right_is_set_apart_in_a_text_that_does_not() {
    let arabic = LANGUAGES.iter().find(|language| language.tag == "ar").unwrap();
    let said = |languages: &[Language], path: &str| {
        let _turn = super::speaking(languages);
        lifeline::t!("invitation-saved", path = path)
    };
    let spoken = super::before_english(*arabic);
    assert!(said(&spoken, "/home/me/").ends_with(" \u{2066}/home/me/\u{2069}"));
    for plain in ["name", "دعوة/"] {
        assert!(said(&spoken, plain).ends_with(&format!(" {plain}")));
    }
    assert_eq!(said(&LANGUAGES[..1], "/home/me/"), "Saved: /home/me/");
}
