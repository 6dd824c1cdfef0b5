//! A table of orders in lines.

use super::dates;
use crate::error::EngineError;
use crate::line_fault::LineFault;
use crate::rejection::Rejection;
use nova_tables::{Problem, Rows, folded, values};
use std::path::Path;

/// A line of an order.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Line {
    /// The order's number; empty where none is told.
    pub order: String,
    /// Who ordered, as one name for all lines of a person: the e-mail, else the telephone, else the client; empty where
    /// none is told.
    pub person: String,
    /// What a client may be called.
    pub names: Vec<String>,
    /// The product's id or article number, else its title.
    pub product: String,
    /// When, in milliseconds since 1970.
    pub at: Option<i64>,
    /// How many; 0 for what was cancelled, below zero for what came back.
    pub quantity: i64,
    /// The price of one.
    pub price: Option<f64>,
    /// The size.
    pub size: String,
}

impl Line {
    /// What is bought together: by one person, or in one order.
    pub fn basket(&self) -> &str {
        if self.person.is_empty() {
            &self.order
        } else {
            &self.person
        }
    }
}

/// Each field with the headers that mean it, folded.
pub(super) const FIELDS: [(&str, &[&str]); 11] = [
    (
        "date",
        &[
            "date",
            "order_date",
            "created_at",
            "paid_at",
            "processed_at",
            "purchase_date",
            "date_created",
            "ordered_at",
            "timestamp",
            "day",
            "t_dat",
            "datum",
            "bestelldatum",
            "kaufdatum",
            "date_de_commande",
            "fecha",
            "fecha_del_pedido",
            "data",
            "data_ordine",
        ],
    ),
    (
        "client",
        &[
            "client",
            "customer",
            "customer_name",
            "billing_name",
            "client_name",
            "buyer",
            "user",
            "name_of_customer",
            "customer_id",
            "client_id",
            "user_id",
            "buyer_id",
            "kunde",
            "kundenname",
            "kundennummer",
            "cliente",
            "acheteur",
            "nom_du_client",
            "shipping_name",
            "full_name",
            "customer_full_name",
            "klant",
        ],
    ),
    (
        "phone",
        &[
            "phone",
            "telephone",
            "billing_phone",
            "customer_phone",
            "phone_number",
            "mobile",
            "telefon",
            "telefonnummer",
            "téléphone",
            "telephone_number",
            "teléfono",
            "telefono",
            "telefoon",
        ],
    ),
    (
        "email",
        &[
            "email",
            "e_mail",
            "customer_email",
            "billing_email",
            "billing_email_address",
            "mail",
            "courriel",
            "correo",
        ],
    ),
    (
        "product",
        &[
            "product",
            "product_id",
            "id",
            "article_id",
            "item_id",
            "article",
            "item",
            "lineitem_id",
            "artikel",
            "produkt",
            "produit",
            "producto",
            "prodotto",
            "product_name",
            "lineitem_name",
            "item_name",
            "title",
        ],
    ),
    (
        "sku",
        &[
            "sku",
            "lineitem_sku",
            "product_sku",
            "variant_sku",
            "item_sku",
            "article_number",
            "artikelnummer",
            "reference",
            "référence",
            "referencia",
            "codice",
        ],
    ),
    (
        "quantity",
        &[
            "quantity",
            "qty",
            "lineitem_quantity",
            "amount_ordered",
            "count",
            "menge",
            "anzahl",
            "quantité",
            "cantidad",
            "quantità",
        ],
    ),
    (
        "price",
        &[
            "price",
            "lineitem_price",
            "unit_price",
            "item_price",
            "item_cost",
            "preis",
            "einzelpreis",
            "prix",
            "precio",
            "prezzo",
        ],
    ),
    (
        "size",
        &[
            "size",
            "variant",
            "lineitem_variant",
            "größe",
            "grösse",
            "taille",
            "talla",
            "taglia",
        ],
    ),
    (
        "status",
        &[
            "status",
            "order_status",
            "financial_status",
            "lineitem_status",
            "state",
            "zustand",
            "statut",
            "estado",
            "stato",
        ],
    ),
    (
        "order",
        &[
            "order",
            "order_id",
            "order_number",
            "order_no",
            "name",
            "receipt",
            "transaction_id",
            "bestellung",
            "bestellnummer",
            "commande",
            "pedido",
            "ordine",
        ],
    ),
];

/// Words of a status for what was not bought after all.
const CANCELLED: [&str; 14] = [
    "cancel", "void", "fail", "refund", "return", "storn", "annul", "anul", "rembours", "retour", "devuel",
    "reembols", "zurück", "rimbors",
];

/// A table of orders as it was read.
#[derive(Debug)]
pub(super) struct Reader {
    /// Its lines.
    pub lines: Vec<Line>,
    /// Rows that are none, with the reasons.
    pub bad: Vec<(u64, LineFault)>,
    /// The headers of all columns.
    pub header: Vec<String>,
    /// The header from which each field was read, in the order of the fields.
    pub columns: [Option<String>; FIELDS.len()],
    /// A date that may have the day or the month first, where nothing in the file tells and nobody said.
    pub unclear_date: Option<String>,
}

impl Reader {
    /// Reads a table; `map` names columns as `field=column`, `said` how dates are written where nothing tells.
    pub fn read(
        path: &Path,
        map: &[String],
        said: Option<dates::Order>,
        cancelled: &(dyn Fn() -> bool + Sync),
    ) -> Result<Reader, EngineError> {
        let known: Vec<&str> = FIELDS
            .iter()
            .flat_map(|(_, names)| names.iter().copied())
            .collect();
        let table = Rows::read(path, &known, cancelled).map_err(|problem| match problem {
            Problem::Cancelled => super::stopped(),
            Problem::Invalid { fault, hint } => Rejection::Table {
                file: path.display().to_string(),
                fault,
                hint,
            }
            .into(),
        })?;
        let columns = columns(&table, map)?;
        let at = |field: &str| {
            FIELDS
                .iter()
                .position(|(name, _)| *name == field)
                .and_then(|at| columns[at])
        };
        if at("product").is_none() && at("sku").is_none() {
            return Err(Rejection::NoProducts {
                file: path.display().to_string(),
            }
            .into());
        }
        let dates = table
            .rows
            .iter()
            .filter_map(|(_, cells)| Some(cells.get(at("date")?)?.as_str()));
        let told = dates::order_of(dates).map_err(|dates::Mixed| Rejection::MixedDates {
            file: path.display().to_string(),
        })?;
        let (order, unclear_date) = match (told, said) {
            (dates::Told::Clear(order), _) | (dates::Told::Either(_), Some(order)) => (order, None),
            (dates::Told::Either(example), None) => (dates::Order::DayFirst, Some(example)),
        };
        let mut reader = Reader {
            lines: Vec::with_capacity(table.rows.len()),
            bad: table
                .bad
                .iter()
                .map(|(line, fault)| (*line, fault.clone().into()))
                .collect(),
            header: table.header.clone(),
            columns: columns.map(|at| at.and_then(|at| table.header.get(at).cloned())),
            unclear_date,
        };
        // Exports write what an order's lines have in common in its first line alone.
        let mut before = Line::default();
        for (number, cells) in &table.rows {
            let cell = |field: &str| {
                at(field)
                    .and_then(|at| cells.get(at))
                    .map_or("", |cell| cell.trim())
            };
            match line(&cell, order, &before) {
                Ok(line) => {
                    before = line.clone();
                    reader.lines.push(line);
                }
                Err(reason) => reader.bad.push((*number, reason)),
            }
        }
        Ok(reader)
    }
}

fn columns(table: &Rows, map: &[String]) -> Result<[Option<usize>; FIELDS.len()], EngineError> {
    let mut columns = FIELDS.map(|(_, names)| table.column(names));
    // The names are those of the table above.
    let place = |field: &str| {
        FIELDS
            .iter()
            .position(|(name, _)| *name == field)
            .unwrap_or_default()
    };
    // In Shopify's exports the name is the order's number; elsewhere it is the person's.
    let shopify = table.column(&["lineitem_name"]).is_some();
    let (client, order) = (place("client"), place("order"));
    if !shopify && columns[order] == table.column(&["name"]) {
        if columns[client].is_none() {
            columns[client] = columns[order];
        }
        columns[order] = None;
    }
    for pair in map {
        let (field, column) = pair.split_once('=').unwrap_or((pair, ""));
        let Some(place) = FIELDS
            .iter()
            .position(|(name, _)| *name == field.trim().to_lowercase())
        else {
            return Err(EngineError::invalid(
                format!("orders have no field \"{field}\""),
                format!("The fields are {}.", FIELDS.map(|(name, _)| name).join(", ")),
            ));
        };
        let wanted = folded(column);
        columns[place] = Some(table.column(&[wanted.as_str()]).ok_or_else(|| {
            EngineError::invalid(
                format!("the table has no column \"{column}\""),
                format!("Its columns are {}.", table.header.join(", ")),
            )
        })?);
    }
    Ok(columns)
}

fn line<'a>(cell: &dyn Fn(&str) -> &'a str, dates: dates::Order, before: &Line) -> Result<Line, LineFault> {
    let product = [cell("sku"), cell("product")]
        .into_iter()
        .find(|text| !text.is_empty());
    let product = product.ok_or(LineFault::NoProduct)?;
    let order = cell("order").to_owned();
    let same = !order.is_empty() && order == before.order;
    let (client, email) = (cell("client"), cell("email").to_lowercase());
    let phone: String = cell("phone").chars().filter(char::is_ascii_digit).collect();
    // One person in capitals and small letters is one.
    let known = [email.clone(), phone.clone(), client.to_lowercase()];
    let mut line = Line {
        names: [email, phone, client.to_owned()]
            .into_iter()
            .filter(|name| !name.is_empty())
            .collect(),
        person: known
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or_default(),
        order,
        product: product.to_owned(),
        at: None,
        quantity: 1,
        price: None,
        size: cell("size").to_owned(),
    };
    if line.names.is_empty() && same {
        (line.names, line.person) = (before.names.clone(), before.person.clone());
    }
    line.at = match cell("date") {
        "" if same => before.at,
        "" => None,
        text => Some(dates::read(text, dates).ok_or_else(|| LineFault::NoDate {
            text: text.to_owned(),
        })?),
    };
    if !cell("quantity").is_empty() {
        let number = cell("quantity").replace(',', ".");
        let number = number.parse::<f64>().ok();
        let number = number.filter(|number| number.is_finite() && number.abs() <= 1e6);
        let number = number.ok_or_else(|| LineFault::NoQuantity {
            text: cell("quantity").to_owned(),
        })?;
        line.quantity = number.round() as i64;
    }
    if !cell("price").is_empty() {
        line.price = values::money(cell("price")).ok().map(|money| money.amount);
    }
    let status = cell("status").to_lowercase();
    // What was cancelled or has come back was not bought; a line of its own for a return has a quantity below zero.
    if line.quantity > 0 && CANCELLED.iter().any(|word| status.contains(word)) && !status.contains("partial")
    {
        line.quantity = 0;
    }
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Reader {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("orders.csv");
        std::fs::write(&path, text).unwrap();
        Reader::read(&path, &[], None, &|| false).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn a_plain_table_is_read() {
        let orders = read(
            "date,client,product,quantity,price,size,status\n2025-03-01,Ada,p1,2,\"9,50\",M,paid\n2025-03-02,Ada,p2,1,5,,cancelled\n",
        );
        assert_eq!(orders.lines.len(), 2);
        let first = &orders.lines[0];
        assert_eq!(
            (first.product.as_str(), first.quantity, first.price),
            ("p1", 2, Some(9.5))
        );
        assert_eq!(first.names, ["Ada"]);
        assert_eq!(orders.lines[1].quantity, 0, "it was cancelled");
    }

    #[test]
    fn an_export_of_shopify_fills_what_its_first_line_says() {
        let orders = read(
            "Name,Email,Financial Status,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name\n\
             #1001,ADA@x.org,paid,2025-03-01 10:00:00 +0100,1,Coat,90,c1,Ada\n#1001,,,,2,Hat,10,h1,\n",
        );
        assert_eq!(orders.lines[1].person, "ada@x.org");
        assert_eq!(orders.lines[1].at, orders.lines[0].at);
        assert_eq!(
            (orders.lines[1].product.as_str(), orders.lines[1].quantity),
            ("h1", 2)
        );
    }

    #[test]
    fn dates_that_may_be_either_are_asked_and_an_answer_is_kept_to() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("orders.csv");
        std::fs::write(&path, "date,client,product\n03/04/2025,Ada,p1\n").unwrap();
        let read = |said| Reader::read(&path, &[], said, &|| false).unwrap();
        assert_eq!(read(None).unclear_date.as_deref(), Some("03/04/2025"));
        let month = read(Some(dates::Order::MonthFirst));
        assert_eq!(month.unclear_date, None);
        assert_eq!(
            month.lines[0].at,
            dates::read("2025-03-04", dates::Order::DayFirst)
        );
    }

    #[test]
    fn one_person_is_known_by_the_e_mail_in_capitals_too_and_else_by_the_telephone() {
        let orders = read(
            "date,client,email,phone,product\n2025-03-01,Ada,ADA@X.org,,p1\n2025-03-02,A. King,ada@x.org,,p2\n\
             2025-03-02,Bo,,+44 20 123,p3\n",
        );
        let people: Vec<&str> = orders.lines.iter().map(|line| line.person.as_str()).collect();
        assert_eq!(people, ["ada@x.org", "ada@x.org", "4420123"]);
    }

    #[test]
    fn a_bad_row_is_left_out_with_its_reason() {
        let orders = read(
            "date,client,product,quantity\nyesterday,Ada,p1,1\n2025-03-02,Ada,,1\n2025-03-02,Ada,p1,many\n2025-03-02,Ada,p1,-1\n",
        );
        assert_eq!((orders.lines.len(), orders.bad.len()), (1, 3));
        assert_eq!(orders.lines[0].quantity, -1, "a return");
    }
}
