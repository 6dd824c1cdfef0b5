//! Clients in a list, and what came for them, as text for people.

use nova_engine::{ArrivalsResponse, ListClientsResponse, Want, Wanted};
use std::fmt::Write;

/// The clients, with what matters now.
pub fn list(response: &ListClientsResponse) -> String {
    if response.profiles.is_empty() {
        return "There are no such profiles.".to_owned();
    }
    let mut text = String::new();
    for client in &response.profiles {
        let profile = &client.profile;
        let _ = write!(
            text,
            "{:<24} {:>5} swipes  {:>4} likes",
            profile.name, profile.swipes, profile.likes
        );
        if let Some(birthday) = &client.birthday {
            let _ = write!(text, "  birthday {} (in {} days)", birthday.day, birthday.days);
        }
        if let Some(due) = &client.due {
            let _ = write!(text, "  {} to do", due.count);
            if let Some(day) = &due.day {
                let _ = write!(text, ", first on {day}");
            }
        }
        // An entry is plain text and numbers, which always become JSON.
        if let Some(found) = &client.found
            && let Ok(said) = serde_json::to_string(&found.entry)
        {
            let _ = write!(text, "\n    {said}");
        }
        text.push('\n');
    }
    text.trim_end().to_owned()
}

/// Who waited for what came.
pub fn arrivals(response: &ArrivalsResponse) -> String {
    if response.since.is_none() {
        return "Nothing came since the catalogue was first imported.".to_owned();
    }
    let mut text = format!(
        "{} new pieces, {} that changed for the better; {} clients waited for some.",
        response.new,
        response.changed,
        response.clients.len()
    );
    for client in &response.clients {
        let _ = write!(text, "\n{}", client.profile);
        for own in &client.wanted {
            let _ = write!(text, "\n  {}", wanted(own));
        }
    }
    text
}

/// A piece that came, and why it was wanted.
pub fn wanted(own: &Wanted) -> String {
    let why = match &own.want {
        Want::Back => "here again".to_owned(),
        Want::Size { sizes } => format!("came in {}", sizes.join(", ")),
        Want::Cheaper { before } => format!(
            "{} {} now, {before} before",
            own.piece.price.unwrap_or_default(),
            own.piece.currency
        ),
        Want::Sought { words } if words.is_empty() => "answers a photo that was sought with".to_owned(),
        Want::Sought { words } => format!("answers \"{words}\", which was sought in vain"),
    };
    format!("{:<12}  {}  ({why})", own.piece.id, own.piece.title)
}
