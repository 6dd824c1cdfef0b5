//! Which client somebody in the table is: by e-mail or telephone, else by name. Who has a client's name and another address
//! may be somebody else, so it is asked.

use super::rows::Person;
use crate::client::file::MAX_ENTRIES;
use crate::client::profiles::checked_name;
use crate::clientele::{Channel, Entry};
use crate::line_fault::LineFault;
use crate::orders::UnclearPerson;
use nova_store::{Entry as Written, Profile, ProfileKey};
use std::collections::{BTreeMap, HashMap};

/// A client of the library, or one who is to be made.
#[derive(Debug, Default)]
pub(super) struct Client {
    /// `None` for one who is to be made.
    pub key: Option<ProfileKey>,
    pub name: String,
    /// What the file says, with what is to be written.
    entries: Vec<Entry>,
    /// What is to be written.
    pub fresh: Vec<Entry>,
    /// Whether a row of the table is about the client.
    taken: bool,
}

/// All clients, and those who are asked for.
#[derive(Debug, Default)]
pub(super) struct Register {
    clients: Vec<Client>,
    by_name: HashMap<String, usize>,
    by_contact: HashMap<String, Vec<usize>>,
    /// By person and client, with the number of rows.
    unclear: BTreeMap<(String, String), usize>,
}

/// A name as it is compared.
fn told(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// An address or a number as it is compared; others tell nobody.
fn contact(entry: &Entry) -> Option<(Channel, String)> {
    let Entry::Contact { channel, value } = entry else {
        return None;
    };
    let plain = match channel {
        Channel::Email => value.trim().to_lowercase(),
        Channel::Telephone => value.chars().filter(char::is_ascii_digit).collect(),
        Channel::Address | Channel::Other => return None,
    };
    Some((*channel, plain)).filter(|(_, plain)| !plain.is_empty())
}

impl Register {
    /// The clients of a library with their files.
    pub fn of(profiles: &[Profile], written: &[Written]) -> Register {
        let mut entries: HashMap<ProfileKey, Vec<Entry>> = HashMap::new();
        for written in written {
            entries
                .entry(written.profile)
                .or_default()
                .extend(Entry::of(written));
        }
        let mut register = Register::default();
        for profile in profiles {
            let at = register.open(Some(profile.key), &profile.name);
            for entry in entries.remove(&profile.key).unwrap_or_default() {
                register.add(at, entry);
            }
        }
        register
    }

    /// The clients that rows of the table are about.
    pub fn taken(&self) -> impl Iterator<Item = &Client> {
        self.clients.iter().filter(|client| client.taken)
    }

    /// Who is asked for.
    pub fn unclear(&self) -> Vec<UnclearPerson> {
        let asked = self.unclear.iter();
        asked
            .map(|((person, client), lines)| UnclearPerson {
                person: person.clone(),
                client: client.clone(),
                lines: *lines,
            })
            .collect()
    }

    /// Takes somebody of the table in; `said` names clients for people.
    pub fn take(&mut self, person: Person, said: &BTreeMap<String, String>, bad: &mut Vec<(u64, LineFault)>) {
        let found = match said.get(&person.known_by) {
            Some(name) if name.trim().is_empty() => return,
            Some(name) => self.by_name.get(&told(name)).copied().ok_or(name.as_str()),
            None => match self.who(&person) {
                Ok(found) => found.ok_or(person.name.as_str()),
                Err(client) => {
                    *self.unclear.entry((person.known_by, client)).or_default() += 1;
                    return;
                }
            },
        };
        let at = match found.map_err(checked_name) {
            Ok(at) => at,
            Err(Ok(name)) => {
                let name = name.to_owned();
                self.open(None, &name)
            }
            Err(Err(error)) => return bad.push((person.line, error.into())),
        };
        self.clients[at].taken = true;
        for entry in person.entries {
            let own = &self.clients[at];
            let other_birthday = matches!(&entry, Entry::Birthday { .. })
                && own
                    .entries
                    .iter()
                    .any(|have| matches!(have, Entry::Birthday { .. }) && *have != entry);
            if own.entries.contains(&entry) {
                continue;
            }
            if other_birthday || own.entries.len() >= MAX_ENTRIES {
                let name = own.name.clone();
                let fault = match other_birthday {
                    true => LineFault::OtherBirthday { name },
                    false => LineFault::FullFile { name },
                };
                bad.push((person.line, fault));
                continue;
            }
            self.clients[at].fresh.push(entry.clone());
            self.add(at, entry);
        }
    }

    /// The client that a person is, if any; the name of one who it may be where that is not clear.
    fn who(&self, person: &Person) -> Result<Option<usize>, String> {
        let contacts: Vec<(Channel, String)> = person.entries.iter().filter_map(contact).collect();
        let mut reached: Vec<usize> = contacts
            .iter()
            .filter_map(|(_, plain)| self.by_contact.get(plain))
            .flatten()
            .copied()
            .collect();
        reached.sort_unstable();
        reached.dedup();
        let named = self.by_name.get(&told(&person.name)).copied();
        match (reached.as_slice(), named) {
            // Two who share an address are told by their names.
            ([_, _, ..], Some(named)) if reached.contains(&named) => Ok(Some(named)),
            ([first, _, ..], _) => Err(self.clients[*first].name.clone()),
            // A couple may share a telephone, and nobody is merged for that.
            ([one], named) if named.is_some_and(|named| named != *one) => {
                Err(self.clients[*one].name.clone())
            }
            ([one], None) if !self.may_be(*one, &person.name) => Err(self.clients[*one].name.clone()),
            ([one], _) => Ok(Some(*one)),
            ([], Some(named)) => {
                let other = contacts.iter().any(|(channel, _)| {
                    let mut own = self.clients[named].entries.iter().filter_map(contact);
                    own.any(|(have, _)| have == *channel)
                });
                if other {
                    Err(self.clients[named].name.clone())
                } else {
                    Ok(Some(named))
                }
            }
            ([], None) => Ok(None),
        }
    }

    /// Whether a client who has the address of a person may be meant by the name: a part of it is the same, or the client
    /// goes by the address.
    fn may_be(&self, at: usize, name: &str) -> bool {
        let (own, name) = (told(&self.clients[at].name), told(name));
        let alike = own
            .split(' ')
            .any(|part| name.split(' ').any(|other| other == part));
        alike || own.contains('@') || name.contains('@') || !own.contains(char::is_alphabetic)
    }

    fn open(&mut self, key: Option<ProfileKey>, name: &str) -> usize {
        let at = self.clients.len();
        self.clients.push(Client {
            key,
            name: name.to_owned(),
            ..Client::default()
        });
        self.by_name.entry(told(name)).or_insert(at);
        // Who is called by an address is known by it.
        if name.contains('@') {
            self.by_contact.entry(told(name)).or_default().push(at);
        }
        at
    }

    fn add(&mut self, at: usize, entry: Entry) {
        if let Some((_, plain)) = contact(&entry) {
            self.by_contact.entry(plain).or_default().push(at);
        }
        self.clients[at].entries.push(entry);
    }
}
