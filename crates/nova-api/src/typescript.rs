//! The command table in TypeScript, for the UI's typed client.

use crate::commands::{self, Visitor};
use crate::error::WireError;
use schemars::JsonSchema;
use std::collections::BTreeMap;
use ts_rs::{Config, TS, TypeVisitor};

const HEADER: &str = "// Generated from crates/nova-api by `cargo xtask gen`. Do not edit.\n";

/// The whole file: every type that travels, and the interface `Commands`.
pub fn typescript() -> String {
    // Counts and sizes stay far below 2^53, so a plain number holds them.
    let config = Config::new().with_large_int("number");
    let mut types = Types {
        config: &config,
        declarations: BTreeMap::new(),
    };
    types.add::<WireError>();
    let mut table = Table {
        types,
        lines: String::new(),
    };
    commands::visit(&mut table);
    let mut file = HEADER.to_owned();
    for declaration in table.types.declarations.values() {
        file.push_str("\nexport ");
        file.push_str(declaration);
        file.push('\n');
    }
    file.push_str("\nexport interface Commands {\n");
    file.push_str(&table.lines);
    file.push_str("}\n");
    file
}

struct Types<'a> {
    config: &'a Config,
    declarations: BTreeMap<String, String>,
}

impl Types<'_> {
    fn add<T: TS + 'static + ?Sized>(&mut self) {
        // Types of TypeScript itself have no declaration of their own.
        if T::output_path().is_none() {
            T::visit_dependencies(self);
            return;
        }
        let name = T::ident(self.config);
        if !self.declarations.contains_key(&name) {
            self.declarations.insert(name, T::decl(self.config));
            T::visit_dependencies(self);
        }
    }
}

impl TypeVisitor for Types<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.add::<T>();
    }
}

struct Table<'a> {
    types: Types<'a>,
    lines: String,
}

impl Visitor for Table<'_> {
    fn command<Req, Res, Event>(&mut self, name: &str)
    where
        Req: TS + JsonSchema + 'static,
        Res: TS + JsonSchema + 'static,
        Event: TS + JsonSchema + 'static,
    {
        self.types.add::<Req>();
        self.types.add::<Res>();
        self.types.add::<Event>();
        let config = self.types.config;
        let (req, res, event) = (Req::name(config), Res::name(config), Event::name(config));
        self.lines.push_str(&format!(
            "  {name}: {{ req: {req}; res: {res}; event: {event} }};\n"
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Those that the contract of the JSON lines promises.
    const PROMISED: [&str; 20] = [
        "search",
        "similar",
        "complete",
        "product",
        "import",
        "cancel",
        "profiles",
        "create_profile",
        "delete_profile",
        "quiz",
        "next_cards",
        "swipe",
        "undo",
        "taste",
        "favourites",
        "set_favourite",
        "history",
        "models",
        "use_model",
        "facets",
    ];

    #[test]
    fn every_command_that_was_promised_is_there_with_its_types() {
        let file = typescript();
        for name in PROMISED {
            assert!(
                file.contains(&format!("  {name}: {{ req: ")),
                "{name} is missing from the TypeScript"
            );
        }
    }

    #[test]
    fn the_committed_file_is_up_to_date() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/ipc/generated.ts");
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == typescript(),
            "run `cargo xtask gen` and commit {}",
            path.display()
        );
    }
}
