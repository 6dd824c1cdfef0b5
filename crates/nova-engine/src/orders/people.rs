//! Which of those who ordered are clients: by e-mail, telephone or name. Where several people have one client's name nobody
//! is taken for the client until it is said who they are.

use super::UnclearPerson;
use super::lines::Line;
use crate::error::EngineError;
use crate::problem::Thing;
use nova_store::{Profile, ProfileKey};
use std::collections::{BTreeMap, HashMap};

/// The client that each person is, and those of whom it is not clear. `said` names clients for persons.
pub(super) fn clients<'a>(
    lines: &'a [Line],
    profiles: &[Profile],
    said: &BTreeMap<String, String>,
) -> Result<(HashMap<&'a str, ProfileKey>, Vec<UnclearPerson>), EngineError> {
    let by_name: HashMap<String, &Profile> = profiles
        .iter()
        .map(|profile| (told(&profile.name), profile))
        .collect();
    let mut who = HashMap::new();
    // Who may be each client by name, with how many lines.
    let mut alike: BTreeMap<&str, BTreeMap<&'a str, usize>> = BTreeMap::new();
    for line in lines.iter().filter(|line| !line.person.is_empty()) {
        if let Some(name) = said.get(&line.person) {
            if name.trim().is_empty() {
                continue;
            }
            let profile = by_name.get(&told(name)).ok_or_else(|| EngineError::NotFound {
                what: Thing::Profile,
                name: name.clone(),
                hint: "`stylenova profile list` names those there are.".to_owned(),
            })?;
            who.insert(line.person.as_str(), profile.key);
            continue;
        }
        let found = line.names.iter().find_map(|name| by_name.get(&told(name)));
        if let Some(profile) = found {
            let people = alike.entry(profile.name.as_str()).or_default();
            *people.entry(line.person.as_str()).or_default() += 1;
        }
    }
    let mut unclear = Vec::new();
    for (client, people) in alike {
        let profile = by_name[&told(client)];
        let own = told(client);
        let mut people: Vec<(&str, usize)> = people.into_iter().collect();
        // Whose e-mail, number or whole name is the client's name is the client; the others may be.
        let one = match people.iter().position(|(person, _)| told(person) == own) {
            Some(at) => Some(people.remove(at)),
            None if people.len() == 1 && !who.values().any(|key| *key == profile.key) => people.pop(),
            None => None,
        };
        who.extend(one.map(|(person, _)| (person, profile.key)));
        unclear.extend(people.into_iter().map(|(person, lines)| UnclearPerson {
            person: person.to_owned(),
            client: client.to_owned(),
            lines,
        }));
    }
    Ok((who, unclear))
}

/// A name, address or number as it is compared: without case and the space around, a number by its digits.
fn told(name: &str) -> String {
    let name = name.trim().to_lowercase();
    let number =
        |letter: char| letter.is_ascii_digit() || matches!(letter, '+' | ' ' | '(' | ')' | '-' | '/' | '.');
    let digits: String = name.chars().filter(char::is_ascii_digit).collect();
    if digits.len() >= 6 && name.chars().all(number) {
        digits
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(person: &str, names: &[&str]) -> Line {
        Line {
            person: person.to_owned(),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            ..Line::default()
        }
    }

    fn profiles(names: &[&str]) -> Vec<Profile> {
        let db = nova_store::UserDb::in_memory().unwrap();
        let made = names
            .iter()
            .map(|name| db.create_profile(name, 0).unwrap().unwrap());
        made.collect()
    }

    #[test]
    fn a_client_is_known_by_name_e_mail_or_telephone() {
        let lines = [
            line("ada@x.org", &["ada@x.org", "Ada King"]),
            line("bo@x.org", &["bo@x.org", "Bo"]),
            line("4420123456", &["4420123456", "Cy"]),
        ];
        let profiles = profiles(&["ada king ", "BO@x.org", "+44 20 123456"]);
        let (who, unclear) = clients(&lines, &profiles, &BTreeMap::new()).unwrap();
        assert!(unclear.is_empty());
        for (person, at) in [("ada@x.org", 0), ("bo@x.org", 1), ("4420123456", 2)] {
            assert_eq!(who.get(person), Some(&profiles[at].key), "{person}");
        }
    }

    #[test]
    fn two_people_of_one_name_are_asked_for_and_never_merged() {
        let lines = [
            line("a@x.org", &["a@x.org", "Ada King"]),
            line("b@x.org", &["b@x.org", "Ada King"]),
            line("b@x.org", &["b@x.org", "Ada King"]),
        ];
        let profiles = profiles(&["Ada King"]);
        let (who, unclear) = clients(&lines, &profiles, &BTreeMap::new()).unwrap();
        assert!(who.is_empty());
        let people: Vec<(&str, usize)> = unclear
            .iter()
            .map(|one| (one.person.as_str(), one.lines))
            .collect();
        assert_eq!(people, [("a@x.org", 1), ("b@x.org", 2)]);
        let said = BTreeMap::from([
            ("a@x.org".to_owned(), String::new()),
            ("b@x.org".to_owned(), "Ada King".to_owned()),
        ]);
        let (who, unclear) = clients(&lines, &profiles, &said).unwrap();
        assert_eq!((who.get("b@x.org"), who.len()), (Some(&profiles[0].key), 1));
        assert!(unclear.is_empty());
        let wrong = BTreeMap::from([("a@x.org".to_owned(), "Nobody".to_owned())]);
        assert!(clients(&lines, &profiles, &wrong).is_err());
    }

    #[test]
    fn one_person_of_two_addresses_is_asked_for_too() {
        let lines = [line("new@x.org", &["new@x.org", "Ada"]), line("ada", &["Ada"])];
        let profiles = profiles(&["Ada"]);
        let (who, unclear) = clients(&lines, &profiles, &BTreeMap::new()).unwrap();
        assert_eq!(
            who.get("ada"),
            Some(&profiles[0].key),
            "whose name alone is told has that name"
        );
        assert!(
            !who.contains_key("new@x.org") && unclear[0].person == "new@x.org",
            "{unclear:?}"
        );
    }
}
