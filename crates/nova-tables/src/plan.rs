//! How a table is read: what its columns hold, how its rows make products, and how its amounts are written. Decided once,
//! on the first rows.

use crate::category;
use crate::concepts::Concept;
use crate::fault::TableFault;
use crate::heading::Heading;
use crate::meaning::{self, Role, Seen};
use crate::records::Problem;
use crate::shape::Shape;
use crate::synonyms::{Column, folded};
use crate::systems::{self, ShopSystem};
use crate::values::{Day, Decimal};
use std::collections::HashSet;

/// A row with the line that it stands in.
pub(crate) type Row = (u64, Vec<String>);

/// How the rows of a table make products.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Grouping {
    /// A row a product.
    #[default]
    Rows,
    /// Rows that name the same product, in a column such as a handle or a group.
    Shared(usize),
    /// Rows that name the row that they are variants of.
    Parents,
    /// Rows of one title whose article numbers differ by their sizes.
    Stems,
    /// Rows of one title where no column numbers products.
    Titles,
}

/// What was decided.
#[derive(Debug, Clone, Default)]
pub(crate) struct Plan {
    pub seen: Vec<Seen>,
    pub roles: Vec<Option<Role>>,
    pub grouping: Grouping,
    pub system: Option<ShopSystem>,
    pub today: Option<Day>,
    pub currency_column: Option<usize>,
    /// Whether a column counts pieces.
    pub counted: bool,
    /// Whether a column says who counts the pieces.
    pub tracker: bool,
    /// Whether a column says at which place a picture is.
    pub placed: bool,
    /// Whether there is a column for each size.
    pub sized: bool,
    /// Whether rows that name no product belong to the row above.
    pub continues: bool,
    /// Whether products without any number go by their titles.
    pub named: bool,
    /// Whether "matrix" is the kind of a row with variants, so that "product" is that of a row by itself.
    pub matrices: bool,
    decimals: Vec<Decimal>,
    cents: bool,
    google: Vec<bool>,
    departments: Vec<bool>,
}

impl Plan {
    /// What the columns hold of a table with these headings and first rows, of which none stands twice; how its rows make
    /// products is left open. `chosen` names columns outright, as `(field, heading)`.
    pub fn of_columns(
        header: &[String],
        rows: &[&Row],
        chosen: &[(Option<Column>, String)],
        today: Option<Day>,
    ) -> Result<Plan, Problem> {
        let column = |at: usize| {
            rows.iter()
                .filter_map(move |(_, cells)| cells.get(at))
                .map(String::as_str)
        };
        let ornament = ornament(header);
        let seen: Vec<Seen> = header
            .iter()
            .enumerate()
            .map(|(at, heading)| Seen {
                heading: Heading::read(heading.get(ornament..).unwrap_or(heading)),
                shape: Shape::of(column(at)),
            })
            .collect();
        let system = systems::of(&seen);
        let mut roles = meaning::of_products(&seen);
        systems::hint(system, &seen, &mut roles);
        let gender = Some(Role::Field(Column::Gender));
        let departments = roles
            .iter()
            .zip(&seen)
            .map(|(role, seen)| *role == gender && !seen.heading.has(Concept::Gender))
            .collect();
        refer(&seen, &mut roles, rows);
        choose(header, chosen, &mut roles)?;
        let has = |role: &Role| roles.iter().flatten().any(|have| have == role);
        let mut plan = Plan {
            system,
            today,
            currency_column: roles
                .iter()
                .position(|role| *role == Some(Role::Field(Column::Currency))),
            counted: roles.iter().flatten().any(|role| {
                matches!(
                    role,
                    Role::Field(Column::Stock) | Role::StockAt | Role::SizeCell(_)
                )
            }),
            tracker: false,
            matrices: roles.iter().enumerate().any(|(at, role)| {
                *role == Some(Role::RowKind)
                    && column(at).any(|cell| cell.trim().eq_ignore_ascii_case("matrix"))
            }),
            sized: roles
                .iter()
                .flatten()
                .any(|role| matches!(role, Role::SizeCell(_))),
            placed: has(&Role::ImagePosition),
            decimals: (0..header.len())
                .map(|at| match &roles[at] {
                    Some(Role::Field(Column::Price) | Role::Regular | Role::SalePrice | Role::Wholesale) => {
                        Decimal::of(column(at))
                    }
                    _ => Decimal::Unknown,
                })
                .collect(),
            google: seen
                .iter()
                .map(|seen| seen.heading.folded.starts_with("google"))
                .collect(),
            departments,
            cents: system == Some(ShopSystem::Commercetools),
            named: !has(&Role::Field(Column::Id))
                && !has(&Role::Sku)
                && !has(&Role::Handle)
                && !has(&Role::Style)
                && !has(&Role::VariantId),
            seen,
            roles,
            ..Plan::default()
        };
        plan.tracker = plan.roles.iter().zip(&plan.seen).any(|(role, seen)| {
            *role == Some(Role::Tracked)
                && seen.shape.yes_no < 0.5
                && matches!(
                    seen.heading.folded.as_str(),
                    "variant_inventory_tracker" | "inventory_tracker" | "inventory_management"
                )
        });
        Ok(plan)
    }

    /// What the last separator of the amounts in a column means.
    pub fn decimal(&self, at: usize) -> Decimal {
        self.decimals.get(at).copied().unwrap_or_default()
    }

    /// The currency that a column's heading names.
    pub fn currency(&self, at: usize) -> Option<&'static str> {
        self.seen.get(at).and_then(|seen| seen.heading.currency)
    }

    /// Whether whole numbers are hundredths, as of `centAmount`, `price_money.amount` and `price_cs`.
    pub fn in_cents(&self, at: usize) -> bool {
        self.seen.get(at).is_some_and(|seen| {
            let folded = &seen.heading.folded;
            let hundredths = ["cent_amount", "money_amount", "in_cents"];
            hundredths.iter().any(|name| folded.contains(name))
                || folded.ends_with("_cents")
                || folded.ends_with("_cs")
                || (self.cents && seen.heading.folded.starts_with("prices"))
        })
    }

    /// Whether a number of pieces that cannot be read costs the row: where the column holds hardly any words.
    pub fn strict(&self, at: usize) -> bool {
        self.system.is_none() && self.seen.get(at).is_some_and(|seen| seen.shape.whole > 0.8)
    }

    /// The paths of a cell of categories. Google's names have commas in them.
    pub fn category_paths(&self, at: usize, cell: &str) -> Vec<Vec<String>> {
        if self.google.get(at) == Some(&true) {
            let path = if cell.parse::<u64>().is_ok() {
                Vec::new()
            } else {
                crate::values::path(cell)
            };
            return Some(path).filter(|path| !path.is_empty()).into_iter().collect();
        }
        category::paths(cell)
    }

    /// Whether a column says for whom a product is by its values alone, and something else may stand in it.
    pub fn is_department(&self, at: usize) -> bool {
        self.departments.get(at) == Some(&true)
    }

    /// Whether a column that holds this is in the table.
    pub fn has(&self, role: &Role) -> bool {
        self.roles.iter().flatten().any(|have| have == role)
    }

    /// The first column that holds this.
    pub fn at(&self, role: &Role) -> Option<usize> {
        self.roles.iter().position(|have| have.as_ref() == Some(role))
    }
}

/// Where rows name their product by what stands in the column of names, that holds article numbers, and the names are in
/// another: of `TEE-07` and "Pocket tee" the second is the name.
fn refer(seen: &[Seen], roles: &mut [Option<Role>], rows: &[&Row]) {
    let at = |role: &Role| roles.iter().position(|have| have.as_ref() == Some(role));
    let (Some(parent), Some(title)) = (at(&Role::Parent), at(&Role::Field(Column::Title))) else {
        return;
    };
    let cells = |at: usize| {
        rows.iter()
            .filter_map(move |row| row.1.get(at))
            .map(|cell| cell.trim())
    };
    let named: HashSet<&str> = cells(parent).filter(|cell| is_reference(cell)).collect();
    let held = |at: usize| {
        let held: HashSet<&str> = cells(at).filter(|cell| named.contains(cell)).collect();
        !named.is_empty() && held.len() * 2 > named.len()
    };
    let numbered = (0..roles.len()).any(|at| {
        let numbers = matches!(
            roles[at],
            Some(Role::Field(Column::Id) | Role::Sku | Role::Handle | Role::VariantId | Role::Barcode)
        );
        numbers && held(at)
    });
    let other = (0..roles.len()).find(|at| {
        roles[*at].is_none() && seen[*at].heading.has(Concept::Name) && seen[*at].shape.words > 0.4
    });
    if let (false, true, Some(other), None) = (numbered, held(title), other, at(&Role::Sku)) {
        roles[title] = Some(Role::Sku);
        roles[other] = Some(Role::Field(Column::Title));
    }
}

/// How many bytes all headings begin with alike, as those of a database do that puts the table's name before each: `OXTITLE`,
/// `OXPRICE`. Of a few headings, or by a letter, that is chance.
fn ornament(header: &[String]) -> usize {
    const FEWEST: usize = 6;
    let Some((first, rest)) = header.split_first().filter(|_| header.len() >= FEWEST) else {
        return 0;
    };
    let common = rest.iter().fold(first.as_str(), |common, heading| {
        let alike = common
            .chars()
            .zip(heading.chars())
            .take_while(|(one, other)| one == other);
        &common[..alike.map(|(c, _)| c.len_utf8()).sum()]
    });
    if common.chars().count() < 2 || header.iter().any(|heading| heading.len() == common.len()) {
        return 0;
    }
    common.len()
}

/// Whether a cell names another row: a `0` or a dash does not.
pub(crate) fn is_reference(parent: &str) -> bool {
    !matches!(parent.trim(), "" | "0" | "-" | "none" | "NULL" | "null" | "0.0")
}

/// Puts the columns that the user named in place of those that were recognised.
fn choose(
    header: &[String],
    chosen: &[(Option<Column>, String)],
    roles: &mut [Option<Role>],
) -> Result<(), Problem> {
    for (column, wanted) in chosen {
        let Some(at) = header.iter().position(|name| folded(name) == folded(wanted)) else {
            return Err(Problem::new(
                TableFault::NoColumn {
                    column: wanted.clone(),
                },
                format!("Its columns are {}.", shown(header)),
            ));
        };
        let Some(column) = column else {
            roles[at] = Some(Role::Ignored);
            continue;
        };
        for role in roles.iter_mut() {
            let rival = match column {
                Column::Id => matches!(role, Some(Role::Field(Column::Id))),
                Column::Skus => false,
                Column::Image => matches!(
                    role,
                    Some(Role::Image(_) | Role::VariantImage | Role::ImagePosition)
                ),
                _ => role.as_ref().is_some_and(|role| role.field() == Some(*column)),
            };
            if rival {
                *role = None;
            }
        }
        roles[at] = Some(match column {
            Column::Image => Role::Image(1),
            Column::Skus => Role::Sku,
            column => Role::Field(*column),
        });
    }
    Ok(())
}

/// The names of columns for a message, cut where they would fill a screen.
pub(crate) fn shown(header: &[String]) -> String {
    let names = header.join(", ");
    match names.char_indices().nth(1_000) {
        Some((end, _)) => format!("{} …", &names[..end]),
        None => names,
    }
}
