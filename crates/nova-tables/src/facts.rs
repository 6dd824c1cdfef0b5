//! What the cells of one row say, each read by the meaning of its column.

use crate::attributes;
use crate::category;
use crate::columns;
use crate::fault::RowFault;
use crate::html;
use crate::meaning::Role;
use crate::plan::{Plan, is_reference};
use crate::sizes::{self, is_size, sizes_with_pieces};
use crate::synonyms::Column;
use crate::values::{self, Day, Money, RowKind};
use nova_domain::Product;

/// A row, read.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    pub line: u64,
    pub id: String,
    pub handle: String,
    pub group: String,
    pub style: String,
    pub parent: String,
    pub skus: Vec<String>,
    pub barcodes: Vec<String>,
    pub variant_id: String,
    pub kind: Option<RowKind>,
    pub children: Vec<String>,
    /// Whether the shop shows the product.
    pub shown: Option<bool>,
    /// What the row's own columns say; its lists may be filled by options too.
    pub product: Product,
    /// Values of options: by the number of the option, its name where the row gives one, and the values.
    pub options: Vec<(usize, String, Vec<String>)>,
    pub variant_title: String,
    /// What is asked for it now.
    pub price: Option<Money>,
    /// Pieces, and whether it is sold beyond them; `None` where the row does not say.
    pub stock: Option<(Option<i64>, bool)>,
    /// Pictures by their place.
    pub images: Vec<(usize, String)>,
    pub variant_image: Option<String>,
    /// What is wrong with the row, which does not cost the product.
    pub faults: Vec<RowFault>,
    /// How many cells are filled.
    pub filled: usize,
    /// What tells the row from others, where rows are put together.
    pub mark: u64,
    /// Whether it has a number of its own, in whatever column.
    pub numbered: bool,
}

/// Amounts of a row that its price is found from.
#[derive(Debug, Default)]
struct Prices {
    price: Option<Money>,
    regular: Option<Money>,
    sale: Option<Money>,
    wholesale: Option<Money>,
    on_sale: Option<bool>,
    from: Option<Day>,
    to: Option<Day>,
    amount_off: f64,
    percent_off: f64,
    mode: String,
    value: f64,
}

impl Prices {
    /// What is asked on `today`: the special price while it holds, else the price, else the regular one, less a discount.
    fn now(&self, today: Option<Day>) -> Option<Money> {
        let over = self.to.zip(today).is_some_and(|(to, today)| to < today);
        let to_come = self.from.zip(today).is_some_and(|(from, today)| from > today);
        let holds = !over && !to_come && self.on_sale != Some(false);
        let base = self.price.or(self.regular);
        let sale = self.sale.filter(|sale| holds && sale.amount > 0.0);
        let mut money = match (base, sale) {
            (Some(base), Some(sale)) if base.amount > 0.0 && sale.amount >= base.amount => base,
            (_, Some(sale)) => sale,
            (base, None) => base
                .or(self.sale.filter(|sale| sale.amount > 0.0))
                .or(self.wholesale)?,
        };
        if let (None, Some(base)) = (money.currency, base) {
            money.currency = base.currency;
        }
        // A price below the regular one is what is left of it already.
        let lowered =
            (self.price.zip(self.regular)).is_some_and(|(price, regular)| price.amount < regular.amount);
        if holds && sale.is_none() && !lowered {
            let percent = self.mode.to_lowercase().contains("perc") || self.mode.contains('%');
            let (percent_off, amount_off) = match percent {
                true => (self.percent_off + self.value, self.amount_off),
                false => (self.percent_off, self.amount_off + self.value),
            };
            let less = money.amount * (1.0 - percent_off.clamp(0.0, 100.0) / 100.0) - amount_off.max(0.0);
            if less > 0.0 {
                money.amount = (less * 100.0).round() / 100.0;
            }
        }
        Some(money)
    }
}

impl Facts {
    /// Reads a row by the plan of its table.
    pub fn read(plan: &Plan, line: u64, cells: &[String]) -> Facts {
        let mut facts = Facts {
            line,
            id: String::new(),
            handle: String::new(),
            group: String::new(),
            style: String::new(),
            parent: String::new(),
            skus: Vec::new(),
            barcodes: Vec::new(),
            variant_id: String::new(),
            kind: None,
            children: Vec::new(),
            shown: None,
            product: Product::new("", ""),
            options: Vec::new(),
            variant_title: String::new(),
            price: None,
            stock: None,
            images: Vec::new(),
            variant_image: None,
            faults: Vec::new(),
            filled: 0,
            mark: 0,
            numbered: false,
        };
        let mut prices = Prices::default();
        // The currency of a column of its own says how the amounts are written.
        let currency = plan.currency_column.and_then(|at| cells.get(at));
        let mut own = Own {
            currency: currency.map(|cell| cell.trim().to_owned()),
            ..Own::default()
        };
        for (at, cell) in cells.iter().enumerate() {
            let cell = cell.trim();
            if cell.is_empty() {
                continue;
            }
            facts.filled += 1;
            if let Some(Some(role)) = plan.roles.get(at) {
                facts.cell(plan, at, role, unformula(cell), &mut prices, &mut own);
            }
        }
        facts.settle(plan, &prices, own);
        facts
    }

    fn cell(&mut self, plan: &Plan, at: usize, role: &Role, cell: &str, prices: &mut Prices, own: &mut Own) {
        let product = &mut self.product;
        let money = |faults: &mut Vec<RowFault>| match values::money_in(
            cell,
            plan.decimal(at),
            own.currency.as_deref().or(plan.currency(at)),
        ) {
            Ok(mut money) => {
                if plan.in_cents(at) && !cell.contains(['.', ',']) {
                    money.amount /= 100.0;
                }
                money.currency = plan.currency(at).or(money.currency);
                Some(money)
            }
            Err(reason) => {
                faults.push(reason);
                None
            }
        };
        match role {
            Role::Field(Column::Id) => self.id = plain(cell),
            Role::Handle => self.handle = cell.to_owned(),
            Role::Group => self.group = plain(cell),
            Role::Style => self.style = plain(cell),
            Role::Parent => self.parent = cell.to_owned(),
            Role::VariantId => self.variant_id = cell.to_owned(),
            Role::Sku | Role::Field(Column::Skus) => {
                self.skus.extend(values::words(cell).into_iter().map(numbered))
            }
            Role::Barcode => self
                .barcodes
                .extend(values::words(cell).into_iter().map(numbered)),
            Role::RowKind if plan.matrices && cell.eq_ignore_ascii_case("product") => {
                self.kind = Some(RowKind::Single);
            }
            Role::RowKind => self.kind = values::row_kind(cell).or(self.kind),
            Role::Children => self.children = children(cell),
            Role::VariantTitle if self.variant_title.is_empty() => cell.clone_into(&mut self.variant_title),
            Role::VariantTitle => self.variant_title = format!("{} / {cell}", self.variant_title),
            Role::OptionName(number) => own.name(*number, cell),
            Role::OptionValue(number) => own.values.push((*number, cell.to_owned())),
            Role::Options => own.packed.push(cell.to_owned()),
            Role::OptionOf(name) => {
                self.options
                    .push((usize::MAX, name.clone(), attributes::values_of(cell)))
            }
            Role::Field(Column::Title) => product.title = html::plain(&plain(cell)).replace('\n', " "),
            Role::Field(Column::Brand) => {
                product.brand = html::plain(&values::list(cell).into_iter().next().unwrap_or_default())
            }
            Role::Field(Column::Category) => own.categories.extend(plan.category_paths(at, cell)),
            Role::CategoryLevel(level) => own.levels.push((*level, html::plain(cell))),
            Role::Field(Column::Subcategory) => product.subcategory = plain(cell),
            Role::Field(Column::Type) => product.kind = html::plain(&plain(cell)),
            // "Accessories" in a column of departments is nobody that a garment is cut for.
            Role::Field(Column::Gender) if plan.is_department(at) => match values::gender_in_column(cell) {
                Some(gender) => gender.clone_into(&mut product.gender),
                None => own.department = plan.category_paths(at, cell),
            },
            Role::Field(Column::Gender) => product.gender = columns::gender(cell),
            Role::Field(Column::Colours) => {
                let before = std::mem::take(&mut product.colours).into_iter();
                product.colours = values::unique(before.chain(values::colours(cell)));
            }
            Role::Field(Column::Tags) => product.tags.extend(values::words(&columns::tags(cell))),
            Role::Material if cell.chars().count() <= 60 => {
                own.materials.extend(values::words(&columns::tags(cell)))
            }
            Role::Field(Column::Styles) => product.styles = values::words(cell),
            Role::Field(Column::Occasions) => product.occasions = values::words(cell),
            Role::Field(Column::Season) => product.season = values::words(cell),
            Role::Field(Column::Sizes) => match sizes_with_pieces(cell) {
                Some(pairs) => own.pieces(pairs, product),
                None => {
                    let before = std::mem::take(&mut product.sizes).into_iter();
                    product.sizes = attributes::without_blanks_twice(before.chain(sizes::sizes(cell)));
                }
            },
            Role::SizeCell(size) => match values::stock(cell) {
                Ok(pieces) => own.pieces(vec![(size.clone(), pieces)], product),
                Err(_) if matches!(cell, "x" | "X" | "✓" | "•" | "*") => product.sizes.push(size.clone()),
                Err(_) => {}
            },
            Role::Field(Column::Price) => prices.price = money(&mut self.faults),
            Role::Regular => prices.regular = money(&mut self.faults).or(prices.regular),
            Role::SalePrice if cell.ends_with('%') => prices.percent_off = percent(cell),
            Role::SalePrice => prices.sale = money(&mut Vec::new()).or(prices.sale),
            Role::Wholesale => prices.wholesale = money(&mut Vec::new()),
            Role::OnSale => prices.on_sale = values::yes_no(cell),
            // `2026-01-01T00:00/2026-02-01T00:00` is both.
            Role::SaleFrom => match cell
                .split_once('/')
                .map(|(from, to)| (values::date(from), values::date(to)))
            {
                Some((Some(from), Some(to))) => (prices.from, prices.to) = (Some(from), Some(to)),
                _ => prices.from = values::date(cell),
            },
            Role::SaleTo => prices.to = values::date(cell),
            Role::DiscountAmount => prices.amount_off = values::money(cell).map_or(0.0, |money| money.amount),
            Role::DiscountPercent => prices.percent_off = percent(cell),
            Role::DiscountMode => cell.clone_into(&mut prices.mode),
            Role::DiscountValue => prices.value = values::money(cell).map_or(0.0, |money| money.amount),
            Role::Field(Column::Currency) => product.currency = plain(cell),
            Role::Field(Column::Stock) | Role::StockAt => match sizes_with_pieces(cell)
                .filter(|pairs| pairs.len() > 1 || cell.contains([':', '=']))
            {
                Some(pairs) => own.pieces(pairs, product),
                None if is_unlimited(cell) => own.unlimited = true,
                None => match values::stock(cell) {
                    Ok(pieces) => {
                        own.stock = Some(own.stock.unwrap_or(0).saturating_add(if *role == Role::StockAt {
                            pieces.max(0)
                        } else {
                            pieces
                        }))
                    }
                    Err(reason) if plan.strict(at) => self.faults.push(reason),
                    Err(_) => {}
                },
            },
            Role::VariantStock => own.of_variant = values::stock(cell).ok(),
            Role::Available => {
                // As vocabularies of the web write it: "https://schema.org/InStock".
                let cell = cell
                    .rsplit('/')
                    .next()
                    .filter(|_| cell.contains("schema.org"))
                    .unwrap_or(cell);
                own.available = values::some_or_none(&cell.to_lowercase())
                    .or_else(|| matches!(cell, "+" | "-").then_some(cell == "+"))
                    .or_else(|| values::yes_no(cell))
                    .or_else(|| values::stock(cell).ok().map(|pieces| pieces > 0))
            }
            Role::Tracked => own.tracked = Some(values::yes_no(cell).unwrap_or(true)),
            Role::Policy => {
                own.oversold = matches!(
                    cell.to_lowercase().as_str(),
                    "continue" | "true" | "yes" | "1" | "notify"
                )
            }
            Role::Image(place) => {
                let place = *place;
                self.images.extend(
                    (0..)
                        .zip(columns::pictures(cell))
                        .map(|(more, picture)| (place * 1_000 + more, picture)),
                );
            }
            Role::Field(Column::Image) => {
                self.images.extend((1_000..).zip(columns::pictures(cell)));
            }
            Role::VariantImage => self.variant_image = columns::pictures(cell).into_iter().next(),
            Role::ImagePosition => own.position = cell.parse::<f64>().ok().map(|place| place as usize),
            Role::ShortDescription => own.short = html::plain(cell),
            Role::Field(Column::Description) => {
                product.description = html::plain(&columns::unescaped(&plain(cell)))
            }
            // A year is a nicety: one that cannot be read is left out and does not cost the row.
            Role::Field(Column::Year) => {
                product.year = cell.split('.').next().and_then(|year| year.trim().parse().ok());
            }
            Role::Shown => own.hide(
                values::yes_no(cell)
                    .map(|yes| !yes)
                    .or_else(|| values::is_hidden(cell)),
            ),
            Role::Hidden => own.hide(values::yes_no(cell)),
            Role::Status => own.hide(values::is_hidden(cell)),
            Role::Visibility => {
                if cell.to_lowercase().contains("not visible") {
                    self.kind = Some(RowKind::Child);
                } else {
                    own.hide(
                        values::is_hidden(cell)
                            .filter(|_| values::yes_no(cell) != Some(false) || cell.parse::<i64>().is_err()),
                    );
                }
            }
            Role::Material | Role::Cost | Role::Compare | Role::Ignored => {}
        }
    }

    /// What follows from all cells of the row.
    fn settle(&mut self, plan: &Plan, prices: &Prices, own: Own) {
        let Own {
            names,
            values: option_values,
            packed,
            mut categories,
            department,
            mut levels,
            materials,
            short,
            sized,
            stock,
            of_variant,
            available,
            tracked,
            oversold,
            unlimited,
            hidden,
            position,
            ..
        } = own;
        for (number, value) in option_values {
            let name = names
                .iter()
                .find(|(at, _)| *at == number)
                .map(|(_, name)| name.clone());
            let name = name.unwrap_or_default();
            match attributes::several(&name, &value) {
                Some(pairs) => self
                    .options
                    .extend(pairs.into_iter().map(|(name, values)| (usize::MAX, name, values))),
                None => self.options.push((number, name, attributes::values_of(&value))),
            }
        }
        for cell in packed {
            for (name, values) in attributes::pairs(&cell) {
                if let (true, [picture]) = (self.images.is_empty() && name == "image", values.as_slice()) {
                    self.images.push((1_000, picture.clone()));
                }
                self.options.push((usize::MAX, name, values));
            }
        }
        // Where nobody ordered anything yet, all sizes of the table are on offer.
        if self.product.sizes.is_empty() && sized.is_none() && plan.sized {
            let sizes = plan.roles.iter().filter_map(|role| match role {
                Some(Role::SizeCell(size)) => Some(size.clone()),
                _ => None,
            });
            self.product.sizes = sizes.collect();
        }
        for (number, name) in names {
            if !self.options.iter().any(|(at, ..)| *at == number) {
                self.options.push((number, name, Vec::new()));
            }
        }
        if categories.is_empty() && levels.is_empty() {
            categories = department;
        }
        if !levels.is_empty() {
            levels.sort_by_key(|(level, _)| *level);
            let mut path: Vec<String> = categories.last().cloned().unwrap_or_default();
            path.extend(levels.into_iter().map(|(_, name)| name));
            path.dedup();
            if self.product.gender.is_empty() {
                self.product.gender = attributes::gender_of("", &path);
            }
            category::put(&mut self.product, vec![path]);
        } else if !categories.is_empty() {
            let words: Vec<String> = categories.iter().flatten().cloned().collect();
            if self.product.gender.is_empty() {
                self.product.gender = attributes::gender_of("", &words);
            }
            category::put(&mut self.product, categories);
        }
        let tags = std::mem::take(&mut self.product.tags);
        if self.product.gender.is_empty() {
            self.product.gender = attributes::gender_of("", &tags);
        }
        if self.product.gender.is_empty() {
            let (title, category) = (&self.product.title, &self.product.category);
            self.product.gender = attributes::gender_in_title(&format!("{title} {category}"));
        }
        self.product.tags = values::unique(tags.into_iter().chain(materials));
        if self.product.description.is_empty() {
            self.product.description = short;
        }
        self.price = prices.now(plan.today);
        let counted = sized.or(of_variant).or(stock);
        self.stock = match (available, counted) {
            _ if unlimited || (tracked == Some(false) && counted.unwrap_or(0) <= 0) => Some((None, false)),
            (Some(false), _) => Some((Some(0), false)),
            (Some(true), None) if !plan.counted => Some((Some(1), false)),
            (Some(true), counted) => Some((counted, true)),
            (None, Some(_)) if plan.tracker && tracked.is_none() => Some((None, false)),
            (None, Some(pieces)) => Some((Some(pieces), oversold)),
            (None, None) => None,
        };
        self.shown = hidden.map(|hidden| !hidden);
        if position.is_some() || plan.placed {
            for (place, _) in &mut self.images {
                *place = position.map_or(usize::MAX, |position| position.saturating_mul(1_000));
            }
        }
        for sku in self.skus.iter_mut().chain(&mut self.barcodes) {
            // A spreadsheet keeps the zeros of a number by an apostrophe in front of it.
            if let Some(bare) = sku.strip_prefix('\'') {
                *sku = bare.to_owned();
            }
        }
        if self.kind == Some(RowKind::Child)
            && self.variant_title.is_empty()
            && self.product.title.starts_with('[')
        {
            // `[S]Size=Small,[RB]Color=Red` in place of a name.
            for (name, values) in attributes::pairs(&self.product.title) {
                self.options.push((usize::MAX, name, values));
            }
            self.product.title.clear();
        }
        if let Some((title, options)) = attributes::in_brackets(&self.product.title) {
            self.options.extend(
                options
                    .into_iter()
                    .map(|(name, value)| (usize::MAX, name, vec![value])),
            );
            self.product.title = title;
        } else if is_reference(&self.parent)
            && let Some((title, options)) = attributes::behind(&self.product.title)
        {
            // A variant is called by its options.
            let options = options.into_iter();
            self.options
                .extend(options.map(|(name, values)| (usize::MAX, name, values)));
            self.product.title = title;
        }
    }

    /// Values of the row's options in the fields that they mean; `names` are those of the product's earlier rows.
    pub fn apply_options(
        &self,
        names: &mut Vec<(usize, String)>,
        into: &mut Product,
    ) -> Vec<(usize, Option<Column>)> {
        let mut fields = Vec::new();
        for (number, name, values) in &self.options {
            if *number != usize::MAX && !name.is_empty() && !names.iter().any(|(at, _)| at == number) {
                names.push((*number, name.clone()));
            }
            let known = names
                .iter()
                .find(|(at, _)| at == number)
                .map(|(_, name)| name.as_str());
            let name = if name.is_empty() {
                known.unwrap_or_default()
            } else {
                name
            };
            let values: Vec<String> = values
                .iter()
                .filter(|value| !values::is_nothing(value))
                .cloned()
                .collect();
            if !values.is_empty() {
                fields.push((*number, attributes::put(name, &values, into)));
            }
        }
        if !self.variant_title.is_empty() {
            attributes::put_unnamed(&self.variant_title, into);
        }
        fields
    }

    /// Whether the row is about a size or another variant that has none of the row's own.
    pub fn has_sizes(&self) -> bool {
        !self.product.sizes.is_empty() || is_size(&self.variant_title)
    }
}

/// What is gathered of a row until all its cells are read.
#[derive(Debug, Default)]
struct Own {
    currency: Option<String>,
    names: Vec<(usize, String)>,
    values: Vec<(usize, String)>,
    packed: Vec<String>,
    categories: Vec<Vec<String>>,
    /// Categories of a column that mostly says for whom a product is.
    department: Vec<Vec<String>>,
    levels: Vec<(usize, String)>,
    materials: Vec<String>,
    short: String,
    /// Pieces over the sizes of the row.
    sized: Option<i64>,
    stock: Option<i64>,
    /// Pieces of the variant alone.
    of_variant: Option<i64>,
    available: Option<bool>,
    tracked: Option<bool>,
    oversold: bool,
    unlimited: bool,
    hidden: Option<bool>,
    position: Option<usize>,
}

impl Own {
    fn name(&mut self, number: usize, name: &str) {
        self.names.push((number, name.to_owned()));
    }

    fn pieces(&mut self, pairs: Vec<(String, i64)>, product: &mut Product) {
        let sizes = std::mem::take(&mut product.sizes);
        let more = pairs.iter().map(|(size, _)| size.clone());
        product.sizes = values::unique(sizes.into_iter().chain(more));
        let sum: i64 = pairs
            .iter()
            .fold(0, |sum: i64, (_, pieces)| sum.saturating_add((*pieces).max(0)));
        self.sized = Some(self.sized.unwrap_or(0).saturating_add(sum));
    }

    /// Of several columns one that hides the product is enough.
    fn hide(&mut self, hidden: Option<bool>) {
        if let Some(hidden) = hidden {
            self.hidden = Some(self.hidden.unwrap_or(false) || hidden);
        }
    }
}

/// A cell as one text, also where it came as a list.
fn plain(cell: &str) -> String {
    columns::plain(cell)
}

/// What an exporter put an apostrophe in front of, so that no spreadsheet takes it for a formula.
fn unformula(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => cell,
    }
}

/// A share of the price that is taken off.
fn percent(cell: &str) -> f64 {
    values::money(cell.trim_end_matches('%')).map_or(0.0, |money| money.amount)
}

/// An article number that a spreadsheet gave a decimal point.
fn numbered(text: String) -> String {
    match text.strip_suffix(".0") {
        Some(number) if number.len() > 4 && number.bytes().all(|byte| byte.is_ascii_digit()) => {
            number.to_owned()
        }
        _ => text,
    }
}

fn is_unlimited(cell: &str) -> bool {
    matches!(
        cell.to_lowercase().as_str(),
        "unlimited" | "instock" | "parent" | "infinite" | "∞" | "unbegrenzt" | "illimité" | "n/a" | "-"
    )
}

/// The rows that a cell names as variants of its own: `sku=A-S,size=S|sku=A-M,size=M`, or a plain list.
fn children(cell: &str) -> Vec<String> {
    if cell.contains("sku=") {
        let named = cell
            .split(['|', ',', ';'])
            .filter_map(|part| part.trim().strip_prefix("sku="));
        return named.map(str::to_owned).collect();
    }
    values::words(cell)
}
