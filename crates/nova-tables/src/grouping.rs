//! How the rows of a table make products: a row each, or several for one. Decided once, on the first rows.

use crate::concepts::Concept;
use crate::facts::Facts;
use crate::heading::common;
use crate::meaning::Role;
use crate::plan::{Grouping, Plan, Row, is_reference};
use crate::records::Problem;
use crate::synonyms::Column;
use crate::values::{Day, RowKind};
use std::collections::{HashMap, HashSet};

impl Plan {
    /// For a table with these headings and first rows, of which none stands twice. `chosen` names columns outright, as
    /// `(field, heading)`.
    pub fn of(
        header: &[String],
        rows: &[&Row],
        chosen: &[(Option<Column>, String)],
        today: Option<Day>,
    ) -> Result<Plan, Problem> {
        let mut plan = Plan::of_columns(header, rows, chosen, today)?;
        let facts: Vec<Facts> = rows
            .iter()
            .map(|(line, cells)| Facts::read(&plan, *line, cells))
            .collect();
        plan.group(&facts, rows);
        plan.name_groups();
        Ok(plan)
    }

    /// A column of groups that are no products, such as "Knitwear", holds categories where nothing else does.
    fn name_groups(&mut self) {
        let told = |role: &Option<Role>| {
            matches!(
                role,
                Some(
                    Role::Field(Column::Category | Column::Subcategory | Column::Type)
                        | Role::CategoryLevel(_)
                )
            )
        };
        let Some(at) = self
            .at(&Role::Group)
            .filter(|at| self.grouping != Grouping::Shared(*at))
        else {
            return;
        };
        let (heading, shape) = (&self.seen[at].heading, &self.seen[at].shape);
        let plain = heading.only(&[Concept::Group, Concept::Product, Concept::Name]);
        if plain && shape.letters > 0.9 && shape.number < 0.1 && !self.roles.iter().any(told) {
            self.roles[at] = Some(Role::Field(Column::Category));
        }
    }

    /// Decides how the rows make products.
    fn group(&mut self, facts: &[Facts], rows: &[&Row]) {
        let cell = |row: usize, at: usize| rows[row].1.get(at).map_or("", |cell| cell.trim());
        let children = facts
            .iter()
            .filter(|row| row.kind == Some(RowKind::Child))
            .count();
        let options = self.roles.iter().flatten().any(|role| {
            matches!(
                role,
                Role::OptionValue(_) | Role::Options | Role::OptionOf(_) | Role::VariantTitle
            )
        });
        let titled = self.has(&Role::Field(Column::Title));
        let empty = |row: &Facts| row.product.title.is_empty();
        let in_column = |at: usize| {
            let mut of: HashMap<&str, Vec<usize>> = HashMap::new();
            for row in 0..rows.len() {
                if !cell(row, at).is_empty() {
                    of.entry(cell(row, at)).or_default().push(row);
                }
            }
            of
        };
        // Whether the rows of a group are one product: their titles agree, or go on from one.
        let agree = |group: &[usize]| {
            let mut titles = group
                .iter()
                .map(|row| facts[*row].product.title.as_str())
                .filter(|title| !title.is_empty());
            let first = titles.next().unwrap_or_default();
            titles.all(|title| title == first || common(first, title) >= 4)
        };
        for role in [
            Role::Group,
            Role::Handle,
            Role::Field(Column::Id),
            Role::Style,
            Role::Sku,
        ] {
            // Rows that say which of them are variants need no guess by numbers.
            let Some(at) = self.at(&role).filter(|_| role != Role::Sku || children == 0) else {
                continue;
            };
            let groups = in_column(at);
            let repeated: Vec<&Vec<usize>> = groups.values().filter(|group| group.len() > 1).collect();
            let together = repeated.iter().filter(|group| agree(group)).count();
            let filled: usize = groups.values().map(Vec::len).sum();
            let one = match role {
                Role::Handle => options || (!repeated.is_empty() && together * 5 >= repeated.len() * 4),
                Role::Group => {
                    let own = self.has(&Role::Field(Column::Id)) || self.has(&Role::Sku) || options || titled;
                    let useful = !repeated.is_empty() && together * 5 >= repeated.len() * 4;
                    useful
                        && own
                        && filled * 2 >= repeated.len()
                        && groups.len() > usize::from(rows.len() > 4)
                }
                Role::Style | Role::Sku => {
                    let sized = repeated.iter().filter(|group| {
                        let sizes: HashSet<&String> =
                            group.iter().flat_map(|row| &facts[*row].product.sizes).collect();
                        sizes.len() > 1 || options && group.len() > 1
                    });
                    sized.count() * 2 >= repeated.len().max(1) && together * 5 >= repeated.len() * 4
                }
                _ => {
                    let varied = options
                        || self.has(&Role::VariantId)
                        || self.has(&Role::Field(Column::Sizes))
                        || self.has(&Role::Sku)
                        || self.has(&Role::RowKind);
                    varied && !repeated.is_empty() && together * 5 >= repeated.len() * 4
                }
            };
            if one {
                self.grouping = Grouping::Shared(at);
                break;
            }
        }
        if self.grouping == Grouping::Rows && children == 0 {
            self.by_shared_cells(facts, rows);
        }
        let parented = facts.iter().any(|row| is_reference(&row.parent));
        let listed = facts.iter().any(|row| !row.children.is_empty());
        if !matches!(self.grouping, Grouping::Shared(_)) || parented && !self.is_shared_by_children(facts) {
            if children > 0 || parented || listed {
                self.grouping = Grouping::Parents;
            } else if self.grouping == Grouping::Rows {
                self.by_size(facts);
            }
        }
        // Rows without a name below rows with one go with them; where a handle is expected, such a row is a mistake.
        let handled = self.has(&Role::Handle)
            && matches!(self.grouping, Grouping::Shared(at) if self.roles[at] == Some(Role::Handle));
        // A section's heading fills one cell at the left.
        let section = |at: usize, row: &Facts| {
            row.filled == 1 && rows[at].1.first().is_some_and(|cell| !cell.trim().is_empty())
        };
        let nameless = facts
            .iter()
            .enumerate()
            .skip(1)
            .filter(|(at, row)| empty(row) && row.filled > 0 && !section(*at, row))
            .count();
        self.continues = titled && nameless > 0 && !handled && self.grouping != Grouping::Stems;
    }

    /// Whether children name their product in the shared column too, so that nobody need look for their parents.
    fn is_shared_by_children(&self, facts: &[Facts]) -> bool {
        let Grouping::Shared(at) = self.grouping else {
            return false;
        };
        match &self.roles[at] {
            Some(Role::Handle) => {
                let handles: HashSet<&str> = facts.iter().map(|row| row.handle.as_str()).collect();
                let shared = handles.len() < facts.len();
                let mut children = facts.iter().filter(|row| row.kind == Some(RowKind::Child));
                shared && children.all(|row| !row.handle.is_empty())
            }
            Some(Role::Group) => facts
                .iter()
                .filter(|row| is_reference(&row.parent))
                .all(|row| !row.group.is_empty()),
            _ => false,
        }
    }

    /// A column that no heading gave away as that of a group: its cells begin the titles of their rows ("Wrap dress" of "Wrap
    /// dress red S"), or are numbers that rows of one title share which differ in their sizes or options.
    fn by_shared_cells(&mut self, facts: &[Facts], rows: &[&Row]) {
        let cell = |row: usize, at: usize| rows[row].1.get(at).map_or("", |cell| cell.trim());
        for at in 0..self.roles.len() {
            let free = matches!(
                &self.roles[at],
                None | Some(Role::Field(Column::Category | Column::Tags))
            );
            if !free {
                continue;
            }
            let mut groups: HashMap<&str, Vec<usize>> = HashMap::new();
            for row in (0..rows.len()).filter(|row| !cell(*row, at).is_empty()) {
                groups.entry(cell(row, at)).or_default().push(row);
            }
            let title = |row: &usize| facts[*row].product.title.as_str();
            let varied = |group: &[usize]| {
                let told: HashSet<_> = group
                    .iter()
                    .map(|row| {
                        (
                            &facts[*row].product.sizes,
                            &facts[*row].product.colours,
                            &facts[*row].options,
                        )
                    })
                    .collect();
                told.len() == group.len()
            };
            let repeated: Vec<(&&str, &Vec<usize>)> =
                groups.iter().filter(|(_, rows)| rows.len() > 1).collect();
            if repeated.is_empty() || !repeated.iter().all(|(_, group)| varied(group)) {
                continue;
            }
            let begins = groups.iter().all(|(name, group)| {
                name.chars().count() > 3 && group.iter().all(|row| title(row).starts_with(*name))
            }) && repeated
                .iter()
                .any(|(name, group)| group.iter().any(|row| title(row).len() > name.len()));
            let heading = &self.seen[at].heading;
            let numbered = heading.any(&[
                Concept::Product,
                Concept::Code,
                Concept::Id,
                Concept::Number,
                Concept::Sku,
            ]) && !heading.any(&[
                Concept::Category,
                Concept::Colour,
                Concept::Size,
                Concept::Barcode,
            ]) && groups.len() > 1
                && groups.values().map(Vec::len).sum::<usize>() == rows.len()
                && repeated
                    .iter()
                    .all(|(_, group)| group.iter().all(|row| title(row) == title(&group[0])));
            if begins || numbered && self.roles[at].is_none() {
                self.roles[at] = Some(Role::Group);
                self.grouping = Grouping::Shared(at);
                return;
            }
        }
    }

    /// A row for each size, known by what goes on from the article number, or by the title alone.
    fn by_size(&mut self, facts: &[Facts]) {
        type Options = Vec<(usize, String, Vec<String>)>;
        let mut chosen: HashMap<&str, HashSet<&Options>> = HashMap::new();
        for row in facts
            .iter()
            .filter(|row| !row.options.is_empty() && !row.product.title.is_empty())
        {
            chosen
                .entry(row.product.title.as_str())
                .or_default()
                .insert(&row.options);
        }
        // Rows of one name that differ in their options are variants, whatever their numbers are.
        if chosen.values().any(|options| options.len() > 1) {
            self.grouping = Grouping::Titles;
            return;
        }
        if !facts.iter().any(Facts::has_sizes) {
            return;
        }
        let numbered = facts.iter().any(|row| !row.skus.is_empty() || !row.id.is_empty());
        let mut groups: HashMap<(String, String), HashSet<&String>> = HashMap::new();
        let mut all: HashMap<&str, HashSet<&String>> = HashMap::new();
        for row in facts {
            let sizes = row.product.sizes.iter();
            if let Some(stem) = stem(row) {
                groups
                    .entry((row.product.title.clone(), stem))
                    .or_default()
                    .extend(sizes.clone());
            }
            if !row.product.title.is_empty() {
                all.entry(row.product.title.as_str()).or_default().extend(sizes);
            }
        }
        let together = groups.values().filter(|sizes| sizes.len() > 1).count();
        if together > 0 && together * 3 >= groups.len() {
            self.grouping = Grouping::Stems;
        } else if all.values().any(|sizes| sizes.len() > 1) && (!numbered || are_sizes_of_one(facts)) {
            self.grouping = Grouping::Titles;
        }
    }
}

/// Whether the rows of each title are sizes of one product, although each has a number of its own: most rows are such, all else
/// that those of a title say is the same, and each size of a colour stands once.
fn are_sizes_of_one(facts: &[Facts]) -> bool {
    let mut titles: HashMap<&str, Vec<&Facts>> = HashMap::new();
    for row in facts.iter().filter(|row| !row.product.title.is_empty()) {
        titles.entry(row.product.title.as_str()).or_default().push(row);
    }
    let said = |row: &Facts| {
        let product = &row.product;
        let price = row.price.map(|price| price.amount.to_bits());
        (
            product.brand.clone(),
            product.category.clone(),
            product.kind.clone(),
            product.gender.clone(),
            price,
        )
    };
    let repeated: Vec<&Vec<&Facts>> = titles.values().filter(|rows| rows.len() > 1).collect();
    // Two rows of one name among many may well be two products.
    let most = repeated.iter().map(|rows| rows.len()).sum::<usize>() * 2 > facts.len();
    most && repeated.iter().all(|rows| {
        let mut sizes = HashSet::new();
        rows.iter().all(|row| {
            said(row) == said(rows[0])
                && !row.product.sizes.is_empty()
                && sizes.insert((&row.product.colours, &row.product.sizes))
        })
    })
}

/// The article number of a row without its size, where it ends in it: of `SHIRT-01-XL` in size XL `SHIRT-01`.
pub(crate) fn stem(row: &Facts) -> Option<String> {
    let number = if row.id.is_empty() {
        row.skus.first()?
    } else {
        &row.id
    };
    let [size] = row.product.sizes.as_slice() else {
        return None;
    };
    let plain = |text: &str| text.to_lowercase().replace([' ', '.', ','], "");
    let (lower, size) = (plain(number), plain(size));
    let rest = lower.strip_suffix(&size)?;
    let bare = rest.trim_end_matches(['-', '_', '/', '.', ' ']);
    // "A38" may be a number of its own; what is left of a number must say something, and something must stand between.
    (bare.len() >= 2
        && (bare.len() < rest.len()
            || !size.starts_with(|c: char| c.is_ascii_digit())
            || bare.ends_with(char::is_alphabetic)))
    .then(|| bare.to_owned())
}
