//! The command table as JSON Schema (draft 2020-12), for documents that describe it to other programs.

use crate::commands::{self, Never, Visitor};
use crate::error::WireError;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value};
use std::any::TypeId;
use std::collections::BTreeSet;
use ts_rs::TS;

/// Where definitions are in the document that the schemas become a part of.
const DEFINITIONS: &str = "#/components/schemas/";
/// What a type is called where it is read, if that differs from how it is written.
const READ: &str = "Given";

/// A command's types.
#[derive(Debug, Clone)]
pub struct CommandSchema {
    /// Its name.
    pub name: String,
    /// What it is asked with.
    pub request: Value,
    /// What it answers.
    pub response: Value,
    /// What it tells meanwhile; `None` where it is no job.
    pub event: Option<Value>,
}

/// The schemas of all commands, and what they refer to.
#[derive(Debug, Clone)]
pub struct Schemas {
    /// The commands, as they stand in the table.
    pub commands: Vec<CommandSchema>,
    /// What they refer to as `#/components/schemas/NAME`.
    pub definitions: Map<String, Value>,
}

/// Collects the schemas of types, apart for what is read and what is written: a field with a default may be left out of the
/// one and always stands in the other.
pub struct Collector {
    read: SchemaGenerator,
    written: SchemaGenerator,
}

impl Default for Collector {
    fn default() -> Collector {
        let settings = || {
            SchemaSettings::draft2020_12().with(|settings| {
                settings.definitions_path = "/components/schemas".into();
                settings.meta_schema = None;
            })
        };
        Collector {
            read: settings().for_deserialize().into_generator(),
            written: settings().for_serialize().into_generator(),
        }
    }
}

impl Collector {
    /// The schema of a type as it is read.
    pub fn read<T: JsonSchema>(&mut self) -> Value {
        self.read.subschema_for::<T>().to_value()
    }

    /// The schema of a type as it is written.
    pub fn written<T: JsonSchema>(&mut self) -> Value {
        self.written.subschema_for::<T>().to_value()
    }

    /// All definitions; those that are read otherwise than they are written go under another name, which is put into
    /// `read`, the schemas of what is read.
    pub fn definitions<'a>(mut self, read: impl Iterator<Item = &'a mut Value>) -> Map<String, Value> {
        let mut definitions = self.written.take_definitions(true);
        let given = self.read.take_definitions(true);
        let mut apart: BTreeSet<String> = given
            .iter()
            .filter(|(name, schema)| definitions.get(*name).is_some_and(|written| written != *schema))
            .map(|(name, _)| name.clone())
            .collect();
        // What refers to one that differs differs as well.
        loop {
            let more: Vec<String> = given
                .iter()
                .filter(|(name, schema)| {
                    definitions.contains_key(*name) && !apart.contains(*name) && refers(schema, &apart)
                })
                .map(|(name, _)| name.clone())
                .collect();
            if more.is_empty() {
                break;
            }
            apart.extend(more);
        }
        for schema in read {
            rename(schema, &apart);
        }
        for (name, mut schema) in given {
            rename(&mut schema, &apart);
            let name = if apart.contains(&name) {
                format!("{name}{READ}")
            } else {
                name
            };
            definitions.insert(name, schema);
        }
        definitions
    }
}

/// The schemas of all commands. `more` adds those of a document's own to what is collected.
pub fn schemas<T>(more: impl FnOnce(&mut Collector) -> (T, Vec<Value>)) -> (Schemas, T, Vec<Value>) {
    struct Commands {
        collector: Collector,
        commands: Vec<CommandSchema>,
    }
    impl Visitor for Commands {
        fn command<Req, Res, Event>(&mut self, name: &str)
        where
            Req: TS + JsonSchema + 'static,
            Res: TS + JsonSchema + 'static,
            Event: TS + JsonSchema + 'static,
        {
            let is_job = TypeId::of::<Event>() != TypeId::of::<Never>();
            self.commands.push(CommandSchema {
                name: name.to_owned(),
                request: self.collector.read::<Req>(),
                response: self.collector.written::<Res>(),
                event: is_job.then(|| self.collector.written::<Event>()),
            });
        }
    }
    let mut table = Commands {
        collector: Collector::default(),
        commands: Vec::new(),
    };
    commands::visit(&mut table);
    table.collector.written::<WireError>();
    let (own, mut read) = more(&mut table.collector);
    let Commands {
        collector,
        mut commands,
    } = table;
    let requests = commands.iter_mut().map(|command| &mut command.request);
    let definitions = collector.definitions(requests.chain(read.iter_mut()));
    (
        Schemas {
            commands,
            definitions,
        },
        own,
        read,
    )
}

fn refers(schema: &Value, names: &BTreeSet<String>) -> bool {
    match schema {
        Value::Object(fields) => fields.iter().any(|(key, value)| {
            let named = value.as_str().and_then(|text| text.strip_prefix(DEFINITIONS));
            key == "$ref" && named.is_some_and(|name| names.contains(name)) || refers(value, names)
        }),
        Value::Array(values) => values.iter().any(|value| refers(value, names)),
        _ => false,
    }
}

fn rename(schema: &mut Value, names: &BTreeSet<String>) {
    match schema {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value.as_str().and_then(|text| text.strip_prefix(DEFINITIONS)) {
                    Some(name) if key == "$ref" && names.contains(name) => {
                        *value = Value::from(format!("{DEFINITIONS}{name}{READ}"));
                    }
                    _ => rename(value, names),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| rename(value, names)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_its_types_and_every_reference_leads_somewhere() {
        let (schemas, (), _) = schemas(|_| ((), Vec::new()));
        assert_eq!(schemas.commands.len(), crate::NAMES.len());
        let mut text = serde_json::to_string(&schemas.definitions).unwrap();
        for command in &schemas.commands {
            text += &format!("{}{}", command.request, command.response);
        }
        for reference in text.split("\"$ref\":\"").skip(1) {
            let target = reference.split('"').next().unwrap_or_default();
            let name = target.strip_prefix(DEFINITIONS);
            assert!(
                name.is_some_and(|name| schemas.definitions.contains_key(name)),
                "{target} leads nowhere"
            );
        }
    }

    #[test]
    fn what_may_be_left_out_of_a_request_always_stands_in_an_answer() {
        let (schemas, (), _) = schemas(|_| ((), Vec::new()));
        let (given, answered) = (&schemas.definitions["QuizGiven"], &schemas.definitions["Quiz"]);
        assert!(
            given.get("required").is_none() && answered.get("required").is_some(),
            "a quiz may answer anything: {given}"
        );
    }

    #[test]
    fn a_search_has_what_it_asks_for_alone_whether_it_is_asked_or_was_kept() {
        let (schemas, (), _) = schemas(|_| ((), Vec::new()));
        let search = &schemas.definitions["SearchRequest"];
        assert!(search.get("required").is_none(), "{search}");
        assert!(!schemas.definitions.contains_key("SearchRequestGiven"));
    }
}
