//! Which column of a table of clients says what: by the words of its heading, in the languages that shops keep such tables
//! in, and by what stands below it.

use nova_tables::concepts::Concept;
use nova_tables::heading::Heading;

/// What a column says of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Says {
    Name,
    First,
    Last,
    Email,
    Telephone,
    Address,
    Birthday,
    /// A size, of a kind of garment where the heading names one.
    Size(Option<String>),
    Avoid,
    Note,
}

/// The fields by the names that a request gives them.
pub(super) const FIELDS: [(&str, Says); 10] = [
    ("name", Says::Name),
    ("first_name", Says::First),
    ("last_name", Says::Last),
    ("email", Says::Email),
    ("phone", Says::Telephone),
    ("address", Says::Address),
    ("birthday", Says::Birthday),
    ("size", Says::Size(None)),
    ("avoid", Says::Avoid),
    ("note", Says::Note),
];

impl Says {
    /// The field's name in a request.
    pub fn name(&self) -> &'static str {
        let kind = std::mem::discriminant(self);
        FIELDS
            .iter()
            .find(|(_, field)| std::mem::discriminant(field) == kind)
            .map_or("", |(name, _)| name)
    }

    /// Whether several columns can say it.
    pub fn many(&self) -> bool {
        !matches!(self, Says::Name | Says::First | Says::Last | Says::Birthday)
    }
}

/// Words of headings, without accents; `*` at the end stands for any ending. What stands first counts.
const WORDS: [(Says, &[&str]); 9] = [
    (
        Says::Birthday,
        &[
            "birth*",
            "dob",
            "born",
            "geburt*",
            "geb",
            "naissance",
            "anniversaire",
            "nacimiento",
            "cumpleanos",
            "nascita",
            "compleanno",
            "nascimento",
            "geboorte*",
            "verjaardag",
            "urodzen*",
            "fodsels*",
            "fodelse*",
            "dogum",
            "рожден*",
            "ميلاد",
            "الميلاد",
            "生日",
            "出生",
            "誕生日",
        ],
    ),
    (
        Says::Telephone,
        &[
            "phone*",
            "telephone*",
            "telefon*",
            "tel",
            "mobile",
            "mobil",
            "mobiltelefon",
            "handy*",
            "movil",
            "cellulare",
            "cell",
            "celular",
            "portable",
            "gsm",
            "whatsapp",
            "telefoon*",
            "телефон*",
            "هاتف",
            "الهاتف",
            "جوال",
            "الجوال",
            "电话",
            "手机",
            "電話",
        ],
    ),
    (
        Says::Avoid,
        &[
            "avoid*",
            "never",
            "dislike*",
            "vermeid*",
            "meiden",
            "abneigung*",
            "eviter",
            "evite",
            "deteste",
            "evitar",
            "evitare",
            "vermijd*",
            "unika*",
            "избега*",
            "تجنب",
            "避免",
            "不喜欢",
        ],
    ),
    (
        Says::Note,
        &[
            "note*",
            "notiz*",
            "bemerkung*",
            "anmerkung*",
            "comment*",
            "kommentar*",
            "remarque*",
            "nota",
            "notas",
            "observacion*",
            "comentario*",
            "annotazion*",
            "opmerking*",
            "uwagi",
            "notatk*",
            "замет*",
            "примечан*",
            "ملاحظ*",
            "الملاحظات",
            "备注",
            "メモ",
        ],
    ),
    (
        Says::First,
        &[
            "first",
            "firstname",
            "forename",
            "given",
            "vorname",
            "rufname",
            "prenom",
            "nome_proprio",
            "voornaam",
            "imie",
            "fornavn",
            "fornamn",
            "имя",
            "名字",
        ],
    ),
    (
        Says::Last,
        &[
            "last",
            "lastname",
            "surname",
            "family",
            "nachname",
            "familienname",
            "zuname",
            "famille",
            "apellido*",
            "cognome",
            "sobrenome",
            "achternaam",
            "nazwisko",
            "efternavn",
            "efternamn",
            "soyad*",
            "фамилия",
            "姓",
        ],
    ),
    (
        Says::Address,
        &[
            "address*",
            "adresse*",
            "anschrift",
            "direccion",
            "indirizzo",
            "endereco",
            "adres",
            "адрес",
            "عنوان",
            "العنوان",
            "地址",
            "住所",
        ],
    ),
    (
        Says::Email,
        &[
            "email*",
            "mail",
            "courriel",
            "correo",
            "почта",
            "البريد",
            "邮箱",
            "邮件",
            "メール",
        ],
    ),
    (
        Says::Name,
        &[
            "name",
            "names",
            "client",
            "customer",
            "kunde*",
            "kundin",
            "nom",
            "nombre",
            "nome",
            "naam",
            "nazwa",
            "navn",
            "namn",
            "cliente",
            "klant*",
            "клиент",
            "фио",
            "اسم",
            "الاسم",
            "العميل",
            "姓名",
            "客户",
            "氏名",
            "お名前",
        ],
    ),
];

/// Words beside a name or an address with which it is that of something else.
const OTHER: [&str; 22] = [
    "company", "firma", "societe", "empresa", "azienda", "product", "city", "zip", "postcode", "postal",
    "country", "province", "code", "id", "number", "nummer", "no", "nr", "type", "since", "group", "order",
];

/// What each column says. `cells` are those of a column.
pub(super) fn of<'a, I: Iterator<Item = &'a str>>(
    header: &[String],
    cells: impl Fn(usize) -> I,
) -> Vec<Option<Says>> {
    let mut said: Vec<Option<Says>> = Vec::with_capacity(header.len());
    for (at, heading) in header.iter().enumerate() {
        let says = one(heading, cells(at)).filter(|says| says.many() || !said.contains(&Some(says.clone())));
        said.push(says);
    }
    said
}

fn one<'a>(heading: &str, cells: impl Iterator<Item = &'a str>) -> Option<Says> {
    let (mut filled, mut addresses) = (0_usize, 0_usize);
    for cell in cells.filter(|cell| !cell.trim().is_empty()).take(200) {
        filled += 1;
        addresses += usize::from(cell.contains('@') && cell.contains('.') && !cell.trim().contains(' '));
    }
    // An address with an at sign is known without its heading, and a heading alone makes none.
    if addresses * 5 >= filled * 4 && filled > 0 {
        return Some(Says::Email);
    }
    let read = Heading::read(heading);
    let words: Vec<&str> = read.folded.split('_').collect();
    let is = |word: &str, listed: &str| match listed.strip_suffix('*') {
        Some(stem) => word.starts_with(stem),
        // A script without blanks writes several words as one.
        None => word == listed || !listed.is_ascii() && listed.chars().count() > 1 && word.contains(listed),
    };
    let other = words.iter().any(|word| OTHER.contains(word));
    let says = WORDS
        .iter()
        .find(|(_, listed)| {
            words
                .iter()
                .any(|word| listed.iter().any(|listed| is(word, listed)))
        })
        .map(|(says, _)| says.clone());
    match says {
        Some(Says::Email) if filled > 0 => None,
        Some(Says::Name | Says::Address | Says::First | Says::Last) if other => None,
        Some(says) => Some(says),
        None if read.has(Concept::Size) => Some(Says::Size(garment(heading))),
        None => None,
    }
}

/// The kind of garment that the heading of a column of sizes names: "Shoe size", "Taille robe".
fn garment(heading: &str) -> Option<String> {
    let words = heading.split(|c: char| !c.is_alphanumeric());
    let named: Vec<String> = words
        .filter(|word| !word.is_empty() && !Heading::read(word).only(&[Concept::Size]))
        .filter(|word| !Heading::read(word).any(&[Concept::Noise, Concept::Customer]))
        .map(str::to_lowercase)
        .collect();
    Some(named.join(" ")).filter(|named| !named.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(columns: &[(&str, &str)]) -> Vec<Option<Says>> {
        let header: Vec<String> = columns.iter().map(|(heading, _)| (*heading).to_owned()).collect();
        of(&header, |at| std::iter::once(columns[at].1))
    }

    #[test]
    fn headings_of_many_languages_are_understood() {
        for (heading, cell, says) in [
            ("Full name", "Ada King", Says::Name),
            ("Nom du client", "Ada King", Says::Name),
            ("Vorname", "Ada", Says::First),
            ("Apellidos", "King", Says::Last),
            ("Geburtsdatum", "3.12.1988", Says::Birthday),
            ("Date de naissance", "03/12/1988", Says::Birthday),
            ("Mobile phone", "+44 20", Says::Telephone),
            ("N'aime pas / à éviter", "laine", Says::Avoid),
            ("Bemerkungen", "mag Blau", Says::Note),
            ("الاسم", "آدا", Says::Name),
            ("生日", "1988-12-03", Says::Birthday),
            ("Shoe size", "38", Says::Size(Some("shoe".to_owned()))),
            ("Größe", "38", Says::Size(None)),
            ("Kontakt", "ada@x.org", Says::Email),
        ] {
            assert_eq!(said(&[(heading, cell)]), [Some(says)], "{heading}");
        }
    }

    #[test]
    fn what_only_sounds_like_it_is_passed_over() {
        for (heading, cell) in [
            ("Accepts Email Marketing", "yes"),
            ("Company name", "King Ltd"),
            ("Default Address City", "London"),
            ("Total Spent", "90.00"),
            ("Customer ID", "4711"),
        ] {
            assert_eq!(said(&[(heading, cell)]), [None], "{heading}");
        }
    }
}
