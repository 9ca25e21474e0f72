//! The files of the languages: whole, and in the same ids and arguments as the English one.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use lifeline::texts::{LANGUAGES, Language, wanted};

/// The arguments of each text.
fn texts(language: &Language) -> BTreeMap<String, BTreeSet<String>> {
    let file = fluent_syntax::parser::parse(language.source)
        .unwrap_or_else(|(_, errors)| panic!("{} has faults: {errors:?}", language.tag));
    let mut texts = BTreeMap::new();
    for entry in &file.body {
        match entry {
            Entry::Message(message) => {
                let id = message.id.name.to_owned();
                let mut arguments = BTreeSet::new();
                let pattern = message.value.as_ref();
                collect(pattern.unwrap_or_else(|| panic!("{id} is empty")), &mut arguments);
                let known = texts.insert(id.clone(), arguments);
                assert!(known.is_none(), "{}: {id} is there twice", language.tag);
            }
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            Entry::Term(_) | Entry::Junk { .. } => panic!("{}: {entry:?}", language.tag),
        }
    }
    texts
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
    assert_eq!(files, known, "each file in assets/texts is a language of src/texts.rs");
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
