//! What IBus sends over D-Bus as a variant: each of its objects is a structure of its type's name, a dictionary that is
//! empty here, and what it holds (`ibus_serializable_serialize`).

use std::collections::HashMap;

use zbus::zvariant::{Array, Error, Structure, StructureBuilder, Value};

/// By this name the daemon knows the engine.
pub(super) const ENGINE: &str = "lifeline";

fn object(kind: &'static str) -> StructureBuilder<'static> {
    StructureBuilder::new()
        .add_field(kind)
        .add_field(HashMap::<String, Value<'static>>::new())
}

fn list(objects: Vec<Value<'static>>) -> Array<'static> {
    Array::from(objects)
}

/// IBusText, without attributes.
pub(super) fn text(text: &str) -> Result<Structure<'static>, Error> {
    let attributes = object("IBusAttrList").append_field(list(Vec::new()).into()).build()?;
    object("IBusText")
        .add_field(text.to_owned())
        .append_field(Value::Value(Box::new(attributes.into())))
        .build()
}

/// IBusComponent with the one engine.
pub(super) fn component() -> Result<Structure<'static>, Error> {
    let engine = [engine()?.into()].into();
    // Name, description, version, license, author, homepage, program, domain of its texts.
    let mut component = object("IBusComponent").add_field("org.lifeline.IBus");
    for _ in 0..7 {
        component = component.add_field("");
    }
    // Files that it depends on, and its engines.
    component
        .append_field(list(Vec::new()).into())
        .append_field(list(engine).into())
        .build()
}

/// IBusEngineDesc.
fn engine() -> Result<Structure<'static>, Error> {
    // Name, its long form, description, language, license, author, icon.
    let mut engine = object("IBusEngineDesc").add_field(ENGINE);
    for _ in 0..6 {
        engine = engine.add_field("");
    }
    // The layout of the keyboard stays as it is.
    engine = engine.add_field("default").add_field(0_u32);
    // Hotkeys, symbol, setup, variant and options of the layout, version, domain of its texts, icon.
    for _ in 0..8 {
        engine = engine.add_field("");
    }
    engine.build()
}

/// The name in an IBusEngineDesc.
pub(super) fn name_of(engine: &Value<'_>) -> Option<String> {
    match engine {
        Value::Value(inner) => name_of(inner),
        Value::Structure(engine) => match engine.fields() {
            [Value::Str(kind), _, Value::Str(name), ..] if kind.as_str() == "IBusEngineDesc" => {
                Some(name.as_str().to_owned())
            }
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_laid_out_as_the_daemon_reads_them() {
        assert_eq!(text("мир").unwrap().signature().to_string(), "(sa{sv}sv)");
        assert_eq!(
            engine().unwrap().signature().to_string(),
            "(sa{sv}ssssssssusssssss".to_owned() + "s)"
        );
        assert_eq!(component().unwrap().signature().to_string(), "(sa{sv}ssssssssavav)");
        let text = text("世").unwrap();
        assert!(
            matches!(text.fields(), [Value::Str(kind), _, Value::Str(text), Value::Value(_)]
            if kind.as_str() == "IBusText" && text.as_str() == "世")
        );
    }

    #[test]
    fn the_name_of_an_engine_is_found() {
        let desc: Value<'_> = engine().unwrap().into();
        assert_eq!(name_of(&desc).as_deref(), Some(ENGINE));
        assert_eq!(name_of(&Value::Value(Box::new(desc))).as_deref(), Some(ENGINE));
        assert_eq!(name_of(&text("").unwrap().into()), None);
        assert_eq!(name_of(&Value::from("lifeline")), None);
    }
}
