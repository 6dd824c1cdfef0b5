//! Rows put together to products: those that share a product, and variants with the row that they are variants of, which
//! may come after them.

use crate::collected::Collected;
use crate::concepts::Concept;
use crate::facts::Facts;
use crate::fault::RowFault;
use crate::grouping::stem;
use crate::heading::common;
use crate::meaning::Role;
use crate::plan::{Grouping, Plan, is_reference};
use crate::synonyms::Column;
use crate::systems::ShopSystem;
use crate::values::{self, Money, RowKind};
use nova_domain::ProductId;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

mod open;

use open::{Open, add_picture, finish};

/// Titles of a product's rows that are compared for what they have in common.
const TITLES: usize = 50;

/// What a row is to its product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The product and one of its variants at once.
    Whole,
    Parent,
    Variant,
}

/// The products that are being put together.
#[derive(Debug, Default)]
pub(crate) struct Assembly {
    open: Vec<Open>,
    by_key: HashMap<String, usize>,
    /// Products by their ids (as `id:123` too) and article numbers, as variants name them.
    by_name: HashMap<String, usize>,
    waiting: Vec<Facts>,
    last: Option<usize>,
    /// The products that rows without a name of their own went to, by the rows' marks.
    continued: HashMap<u64, usize>,
    /// The fields that options turned out to fill, by their numbers.
    pub options: HashMap<usize, Column>,
    /// Variants over all products.
    pub variants: usize,
}

/// What tells a row from others.
fn mark(cells: &[String]) -> u64 {
    let mut hasher = DefaultHasher::new();
    cells.hash(&mut hasher);
    hasher.finish()
}

/// A name as rows refer to it: without case and blanks, which people and spreadsheets change.
fn name(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

impl Assembly {
    /// Takes a row.
    pub fn row(&mut self, plan: &Plan, mut facts: Facts, cells: &[String], collected: &mut Collected) {
        if plan.grouping != Grouping::Rows || plan.continues {
            facts.mark = mark(cells);
            facts.numbered = plan
                .seen
                .iter()
                .zip(cells)
                .any(|(column, cell)| column.heading.has(Concept::Id) && !cell.trim().is_empty());
        }
        let own = [&facts.product.title, &facts.product.kind, &facts.product.category];
        if own.into_iter().any(|text| values::is_service(text)) {
            let id = Some(id_of(plan, &facts)).filter(|id| !id.is_empty());
            return collected.reject(Some(facts.line), id, RowFault::Service);
        }
        if facts.kind == Some(RowKind::Other) && facts.options.is_empty() {
            // A picture of the product above; anything else is none of its variants.
            if !facts.images.is_empty()
                && facts.product.title.is_empty()
                && let Some(at) = self.above(&facts)
            {
                self.merge(plan, at, &facts, Part::Parent, collected);
            }
            return;
        }
        if goes_on(plan, &facts)
            && let Some(at) = self.above(&facts)
        {
            let part =
                if facts.kind == Some(RowKind::Child) || !facts.skus.is_empty() || facts.price.is_some() {
                    Part::Variant
                } else {
                    Part::Parent
                };
            return self.merge(plan, at, &facts, part, collected);
        }
        match plan.grouping {
            Grouping::Rows => self.single(plan, facts, collected),
            Grouping::Shared(column) => self.shared(plan, column, facts, collected),
            Grouping::Parents => self.related(plan, facts, collected),
            Grouping::Stems | Grouping::Titles => {
                let key = match plan.grouping {
                    Grouping::Stems => stem(&facts).map(|stem| format!("{stem}\u{1}{}", facts.product.title)),
                    _ => Some(facts.product.title.clone()),
                };
                let Some(key) = key.filter(|key| !key.is_empty()) else {
                    return self.single(plan, facts, collected);
                };
                let at = match self.by_key.get(&key) {
                    Some(at) => {
                        // The first row of a product may be the only one without a number.
                        if self.open[*at].product.id.0.is_empty() {
                            self.open[*at].product.id.0 = id_of(plan, &facts);
                        }
                        *at
                    }
                    None => {
                        let id = match stem(&facts).filter(|_| plan.grouping == Grouping::Stems) {
                            Some(stem) => {
                                let number = id_of(plan, &facts);
                                number
                                    .char_indices()
                                    .nth(stem.chars().count())
                                    .map_or(number.clone(), |(end, _)| number[..end].to_owned())
                            }
                            None => id_of(plan, &facts),
                        };
                        self.open(key, &facts, &id)
                    }
                };
                self.merge(plan, at, &facts, Part::Whole, collected);
            }
        }
    }

    /// The product that a row without a name of its own goes to: that of the row above, unless the same row went to
    /// another before and has a number or a picture, which no two products share.
    fn above(&mut self, facts: &Facts) -> Option<usize> {
        let last = self.last?;
        let telling = facts.numbered
            || !facts.skus.is_empty()
            || !facts.barcodes.is_empty()
            || !facts.variant_id.is_empty()
            || !facts.images.is_empty();
        let first = *self.continued.entry(facts.mark).or_insert(last);
        Some(if telling { first } else { last })
    }

    /// The product that a row begins; the same row once more begins none.
    fn begun(&mut self, facts: &Facts, id: &str) -> usize {
        let key = format!("{:x}\u{1}{id}", facts.mark);
        match self.by_key.get(&key) {
            Some(at) => *at,
            None => self.open(key, facts, id),
        }
    }

    /// A row that is a product by itself.
    fn single(&mut self, plan: &Plan, facts: Facts, collected: &mut Collected) {
        let id = id_of(plan, &facts);
        if id.is_empty() {
            return collected.reject(Some(facts.line), None, RowFault::NoId);
        }
        if let Some(reason) = facts.faults.first() {
            return collected.reject(Some(facts.line), Some(id), reason.clone());
        }
        if plan.continues || plan.grouping != Grouping::Rows {
            let at = self.begun(&facts, &id);
            return self.merge(plan, at, &facts, Part::Whole, collected);
        }
        let mut open = Open::new(facts.line, &id);
        self.put(plan, &mut open, &facts, Part::Whole);
        finish(open, collected);
    }

    fn shared(&mut self, plan: &Plan, column: usize, facts: Facts, collected: &mut Collected) {
        let role = plan.roles.get(column).and_then(Option::as_ref);
        let key = match role {
            Some(Role::Handle) => facts.handle.clone(),
            Some(Role::Group) => facts.group.clone(),
            Some(Role::Style) => facts.style.clone(),
            Some(Role::Sku) => facts.skus.first().cloned().unwrap_or_default(),
            _ => facts.id.clone(),
        };
        let key = match (key.as_str(), facts.product.title.as_str()) {
            ("", "") if role == Some(&Role::Handle) => {
                let reason = RowFault::NoHandle;
                return collected.reject(Some(facts.line), None, reason);
            }
            // A shop itself makes a handle of the title in this case.
            ("", title) if role == Some(&Role::Handle) => slug(title),
            ("", _) => return self.single(plan, facts, collected),
            _ => key,
        };
        let at = match self.by_key.get(&name(&key)) {
            Some(at) => *at,
            None => {
                // A group that goes by a name and not by a number is known by the number of its first row.
                let named = role == Some(&Role::Group) && plan.seen[column].shape.words > 0.3;
                let id = if named {
                    id_in_named_group(plan, &facts, &key)
                } else {
                    key.clone()
                };
                self.open(name(&key), &facts, &id)
            }
        };
        let open = &self.open[at];
        let (title, have) = (&facts.product.title, open.titles.first());
        let other = have.is_some_and(|have| !title.is_empty() && have != title && common(have, title) < 4);
        if other && role == Some(&Role::Field(Column::Id)) {
            let reason = RowFault::IdTwice { line: open.line };
            return collected.reject(Some(facts.line), Some(key), reason);
        }
        let part = match facts.kind {
            Some(RowKind::Child) => Part::Variant,
            Some(RowKind::Parent | RowKind::Other) => Part::Parent,
            _ => Part::Whole,
        };
        self.merge(plan, at, &facts, part, collected);
    }

    fn related(&mut self, plan: &Plan, facts: Facts, collected: &mut Collected) {
        let own = [facts.id.as_str()]
            .into_iter()
            .chain(facts.skus.iter().map(String::as_str));
        let itself = own
            .map(name)
            .any(|own| !own.is_empty() && own == name(&facts.parent));
        let refers = is_reference(&facts.parent) && !itself;
        let child = match facts.kind {
            Some(RowKind::Child) => true,
            Some(RowKind::Parent) => false,
            _ => refers,
        };
        if child && (!itself || facts.kind == Some(RowKind::Child)) {
            if !refers
                && !itself
                && facts.product.title.is_empty()
                && let Some(at) = self.above(&facts)
            {
                return self.merge(plan, at, &facts, Part::Variant, collected);
            }
            self.waiting.push(facts);
            return;
        }
        let id = id_of(plan, &facts);
        if id.is_empty() {
            let reason = RowFault::NoNumber;
            return collected.reject(Some(facts.line), None, reason);
        }
        let at = self.begun(&facts, &id);
        let part = if facts.kind == Some(RowKind::Parent) {
            Part::Parent
        } else {
            Part::Whole
        };
        self.merge(plan, at, &facts, part, collected);
    }

    fn open(&mut self, key: String, facts: &Facts, id: &str) -> usize {
        let at = self.open.len();
        self.open.push(Open::new(facts.line, id));
        self.by_key.entry(key).or_insert(at);
        let mut names = vec![name(id), name(&facts.handle)];
        names.extend(facts.skus.iter().map(|sku| name(sku)));
        if !facts.id.is_empty() {
            names.extend([name(&facts.id), format!("id:{}", name(&facts.id))]);
        }
        for name in names.into_iter().filter(|name| !name.is_empty()) {
            self.by_name.entry(name).or_insert(at);
        }
        at
    }

    fn merge(&mut self, plan: &Plan, at: usize, facts: &Facts, part: Part, collected: &mut Collected) {
        self.last = Some(at);
        let id = self.open[at].product.id.0.clone();
        if !self.open[at].rows.insert(facts.mark) {
            // Of a picture or a text nobody need know that it stands there twice.
            if facts.price.is_some() || facts.stock.is_some() {
                let reason = RowFault::Twice;
                collected.reject(Some(facts.line), Some(id), reason);
            }
            return;
        }
        for reason in &facts.faults {
            collected.reject(Some(facts.line), Some(id.clone()), reason.clone());
        }
        if part == Part::Variant && facts.shown == Some(false) {
            return;
        }
        let mut open = std::mem::replace(&mut self.open[at], Open::new(0, ""));
        self.put(plan, &mut open, facts, part);
        self.open[at] = open;
    }

    /// Puts what a row says into its product.
    fn put(&mut self, plan: &Plan, open: &mut Open, facts: &Facts, part: Part) {
        for (number, field) in facts.apply_options(&mut open.names, &mut open.options) {
            if let Some(field) = field {
                self.options.entry(number).or_insert(field);
            }
        }
        let (into, from) = (&mut open.product, &facts.product);
        if part != Part::Variant && !from.title.is_empty() {
            open.titled |= part == Part::Parent;
        }
        if !(from.title.is_empty() || open.titled && part == Part::Variant) && open.titles.len() < TITLES {
            match part {
                // The title of the product's own row comes first.
                Part::Parent => open.titles.insert(0, from.title.clone()),
                _ if open.titles.last() != Some(&from.title) => open.titles.push(from.title.clone()),
                _ => {}
            }
        }
        for (text, more) in [
            (&mut into.description, &from.description),
            (&mut into.brand, &from.brand),
            (&mut into.kind, &from.kind),
            (&mut into.gender, &from.gender),
            (&mut into.currency, &from.currency),
        ] {
            if text.is_empty() {
                text.clone_from(more);
            }
        }
        if into.category.is_empty() {
            into.category.clone_from(&from.category);
            if into.subcategory.is_empty() {
                into.subcategory.clone_from(&from.subcategory);
            }
        } else if into.subcategory.is_empty() && from.category == into.category {
            into.subcategory.clone_from(&from.subcategory);
        }
        into.year = into.year.or(from.year);
        for (list, more) in [
            (&mut into.colours, &from.colours),
            (&mut into.tags, &from.tags),
            (&mut into.styles, &from.styles),
            (&mut into.occasions, &from.occasions),
            (&mut into.season, &from.season),
            (&mut into.sizes, &from.sizes),
        ] {
            if list.is_empty() {
                list.clone_from(more);
            } else if !more.is_empty() {
                *list = values::unique(std::mem::take(list).into_iter().chain(more.iter().cloned()));
            }
        }
        let id = into.id.0.clone();
        // A number of a system's own is no article number.
        let own = Some(&facts.id).filter(|id| id.len() < 30 && plan.grouping != Grouping::Parents);
        for sku in facts.skus.iter().chain(&facts.barcodes).chain(own) {
            if !sku.is_empty() && *sku != id && !into.skus.contains(sku) {
                into.skus.push(sku.clone());
            }
        }
        let lower = |have: &mut Option<Money>, price: Option<Money>| {
            if let Some(price) = price {
                let named = have.and_then(|have| have.currency);
                // Nobody gives a thing away beside variants that cost something.
                let lower =
                    |have: Money| have.amount <= 0.0 || price.amount > 0.0 && price.amount < have.amount;
                if have.is_none_or(lower) {
                    *have = Some(Money {
                        currency: named.or(price.currency),
                        ..price
                    });
                }
            }
        };
        match part {
            Part::Parent => lower(&mut open.own_price, facts.price),
            Part::Whole | Part::Variant => {
                lower(&mut open.price, facts.price);
                open.unpriced |= part == Part::Variant && facts.price.is_none();
            }
        }
        if let Some((pieces, oversold)) = facts.stock {
            match part {
                Part::Parent => open.own_stock.add(pieces, oversold),
                Part::Whole | Part::Variant => open.stock.add(pieces, oversold),
            }
        }
        if part != Part::Variant && facts.shown.is_some() {
            open.shown = Some(open.shown.unwrap_or(false) || facts.shown == Some(true));
        }
        for (place, image) in &facts.images {
            if part == Part::Variant {
                add_picture(&mut open.variant_images, image.clone());
            } else {
                add_picture(&mut open.images, (*place, image.clone()));
            }
        }
        if let Some(image) = &facts.variant_image {
            add_picture(&mut open.variant_images, image.clone());
        }
        if !facts.children.is_empty() {
            open.children
                .extend(facts.children.iter().map(|child| name(child)));
        }
        let is_variant = part == Part::Variant
            || (part == Part::Whole
                && plan.grouping != Grouping::Rows
                && (facts.price.is_some() || facts.stock.is_some() || !facts.options.is_empty()));
        if is_variant {
            open.variants += 1;
            self.variants += 1;
        }
    }

    /// Joins the variants that wait with their products and adds those, in the order of their first rows.
    pub fn finish(mut self, plan: &Plan, collected: &mut Collected) -> (HashMap<usize, Column>, usize) {
        self.join(plan, collected);
        if plan.system == Some(ShopSystem::WooCommerce) {
            self.price_groups();
        } else {
            self.absorb_children();
        }
        for open in self.open {
            if !open.product.id.0.is_empty() {
                finish(open, collected);
            } else if !open.titles.is_empty() {
                collected.reject(Some(open.line), None, RowFault::NoId);
            }
        }
        (self.options, self.variants)
    }

    fn join(&mut self, plan: &Plan, collected: &mut Collected) {
        let mut listed: HashMap<String, usize> = HashMap::new();
        for (at, open) in self.open.iter().enumerate() {
            for child in &open.children {
                listed.entry(child.clone()).or_insert(at);
            }
        }
        for facts in std::mem::take(&mut self.waiting) {
            let own: Vec<String> = facts
                .skus
                .iter()
                .chain([&facts.id])
                .map(|own| name(own))
                .filter(|own| !own.is_empty())
                .collect();
            let named = is_reference(&facts.parent).then(|| name(&facts.parent));
            let found = named
                .as_ref()
                .and_then(|parent| self.by_name.get(parent).copied())
                .or_else(|| own.iter().find_map(|own| listed.get(own).copied()))
                .or_else(|| named.is_none().then(|| self.beginning(&own)).flatten());
            let at = match (found, named) {
                (Some(at), _) => at,
                // Nobody says what kind of row it is: rows of one parent are a product, also where that has no row.
                (None, Some(parent)) if facts.kind != Some(RowKind::Child) => {
                    let key = format!("\u{2}{parent}");
                    match self.by_key.get(&key) {
                        Some(at) => *at,
                        None => {
                            let id = facts.parent.trim().to_owned();
                            self.open(key, &facts, &id)
                        }
                    }
                }
                (None, named) => {
                    let sku = own.first().and(facts.skus.first().or(Some(&facts.id))).cloned();
                    let reason = match named {
                        Some(_) => RowFault::NoParent {
                            parent: facts.parent.trim().to_owned(),
                        },
                        None => RowFault::Orphan,
                    };
                    collected.reject(Some(facts.line), sku, reason);
                    continue;
                }
            };
            if let Some(reason) = facts.faults.first() {
                collected.reject(Some(facts.line), facts.skus.first().cloned(), reason.clone());
                continue;
            }
            // Where variants are counted, the product's own row holds their sum, unless it is one of them itself.
            let open = &mut self.open[at];
            if matches!(facts.stock, Some((Some(_), _))) && open.is_plain() {
                open.own_stock = std::mem::take(&mut open.stock);
            }
            self.merge(plan, at, &facts, Part::Variant, collected);
        }
    }

    /// The product whose article number a variant's goes on from, of several the longest.
    fn beginning(&self, own: &[String]) -> Option<usize> {
        own.iter().find_map(|own| {
            let ends = own
                .char_indices()
                .rev()
                .filter(|(_, c)| !c.is_alphanumeric())
                .map(|(at, _)| at);
            ends.into_iter()
                .find_map(|end| self.by_name.get(&own[..end]).copied())
        })
    }

    /// A group costs what the cheapest of its products costs.
    fn price_groups(&mut self) {
        let prices: Vec<Option<Money>> = self.open.iter().map(Open::lowest).collect();
        for at in 0..self.open.len() {
            let members = self.open[at]
                .children
                .iter()
                .filter_map(|child| self.by_name.get(child))
                .copied()
                .collect::<Vec<_>>();
            for price in members.into_iter().filter_map(|member| prices[member]) {
                let open = &mut self.open[at];
                if open.lowest().is_none_or(|have| price.amount < have.amount) {
                    open.own_price = Some(price);
                    open.price = None;
                }
            }
        }
    }

    /// Rows that another row lists as its variants become part of it.
    fn absorb_children(&mut self) {
        for at in 0..self.open.len() {
            let members: Vec<usize> = self.open[at]
                .children
                .iter()
                .filter_map(|child| self.by_name.get(child))
                .copied()
                .filter(|member| *member != at)
                .collect();
            for member in members {
                if !self.open[member].children.is_empty() || self.open[member].product.id.0.is_empty() {
                    continue;
                }
                let other = std::mem::replace(&mut self.open[member], Open::new(0, ""));
                self.variants += 1;
                self.open[at].absorb(other);
            }
        }
    }
}

/// Whether a row without a name of its own goes on with the row above.
fn goes_on(plan: &Plan, facts: &Facts) -> bool {
    let nameless = facts.product.title.is_empty() && !is_reference(&facts.parent);
    let shared = match plan.grouping {
        Grouping::Shared(at) => match &plan.roles[at] {
            Some(Role::Group) => &facts.group,
            Some(Role::Handle) => &facts.handle,
            Some(Role::Style) => &facts.style,
            Some(Role::Sku) => facts.skus.first().unwrap_or(&facts.id),
            _ => &facts.id,
        },
        _ => &facts.id,
    };
    let numbered = !facts.skus.is_empty()
        && !plan.has(&Role::Field(Column::Id))
        && !matches!(plan.grouping, Grouping::Shared(_))
        && facts.options.is_empty()
        && facts.kind != Some(RowKind::Child);
    plan.continues && nameless && shared.is_empty() && facts.handle.is_empty() && !numbered
}

/// The identifier of the product that a row is.
fn id_of(plan: &Plan, facts: &Facts) -> String {
    let candidates = [
        Some(&facts.id),
        Some(&facts.handle),
        facts.skus.first(),
        Some(&facts.style),
        Some(&facts.variant_id),
        facts.barcodes.first(),
        Some(&facts.group),
    ];
    let found = candidates
        .into_iter()
        .flatten()
        .find(|id| !id.is_empty())
        .cloned()
        .unwrap_or_default();
    if found.is_empty() && plan.named {
        return facts.product.title.clone();
    }
    found
}

/// The identifier of a group that goes by a name, `[BAG_010] Canvas Tote`: the number of its first row, else the name.
fn id_in_named_group(plan: &Plan, facts: &Facts, key: &str) -> String {
    let own = id_of(plan, facts);
    if !own.is_empty() && own != *key {
        return own;
    }
    match key.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((_, name)) if !name.trim().is_empty() => name.trim().to_owned(),
        _ => key.to_owned(),
    }
}

/// A handle as Shopify makes it of a title.
fn slug(title: &str) -> String {
    let lower = title.to_lowercase();
    let words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    ProductId(words.collect::<Vec<_>>().join("-")).0
}
