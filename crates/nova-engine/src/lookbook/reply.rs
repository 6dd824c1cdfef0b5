//! What comes back from a lookbook: a file, or a code of some dozens of letters that says the same. Both are written by the
//! script of the page (`page.js`) and may have been edited since; nothing in them is believed that the lookbook does not bear out.

use crate::error::EngineError;
use crate::rejection::Rejection;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use std::path::Path;

/// How a code begins.
const CODE: &str = "SN1.";
/// Largest file and longest code, in bytes: far more than a lookbook of two hundred pieces needs.
const MOST: u64 = 1 << 20;

/// What a client says of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Says {
    #[serde(alias = "l")]
    Love,
    #[serde(alias = "m")]
    Maybe,
    #[serde(alias = "n")]
    No,
}

/// A file, in full.
#[derive(Debug, Deserialize)]
struct Sheet {
    stylenova: String,
    lookbook: String,
    at: i64,
    pieces: Vec<Piece>,
}

#[derive(Debug, Deserialize)]
struct Piece {
    id: String,
    #[serde(default)]
    says: Option<Says>,
    #[serde(default)]
    word: String,
}

/// A code: the same by places in place of ids.
#[derive(Debug, Deserialize)]
struct Coded {
    l: String,
    a: i64,
    p: Vec<(usize, Option<Says>, String)>,
}

/// An answer before it is held against its lookbook.
#[derive(Debug)]
pub(super) enum Reply {
    Sheet(i64, Vec<(String, Option<Says>, String)>),
    Code(i64, Vec<(usize, Option<Says>, String)>),
}

/// What was answered of pieces that are in the lookbook, each once.
pub(super) struct Answers {
    /// When, in milliseconds since 1970, as the client's machine says.
    pub at: i64,
    pub says: Vec<(String, Option<Says>)>,
    pub words: Vec<(String, String)>,
    /// What is not in the lookbook.
    pub unknown: Vec<String>,
}

impl Reply {
    /// Reads a file or a code: the lookbook's id, and what is said.
    ///
    /// # Errors
    /// When there is neither, or it is no answer.
    pub fn lookbook_of(file: Option<&Path>, code: Option<&str>) -> Result<(String, Reply), EngineError> {
        match (file, code) {
            (Some(file), None) => {
                let size = std::fs::metadata(file)
                    .map_err(|error| EngineError::io(file, error))?
                    .len();
                if size > MOST {
                    return Err(none());
                }
                let bytes = std::fs::read(file).map_err(|error| EngineError::io(file, error))?;
                // What was pasted into a file is a code as well.
                match std::str::from_utf8(&bytes).map(str::trim) {
                    Ok(text) if text.starts_with(CODE) => coded(text),
                    _ => sheet(&bytes),
                }
            }
            (None, Some(code)) => coded(code.trim()),
            _ => Err(none()),
        }
    }

    /// What it says of the pieces with these ids; of a piece that stands twice, the last answer.
    pub fn answers(self, ids: &[String]) -> Answers {
        let (at, named) = match self {
            Reply::Sheet(at, pieces) => (at, pieces),
            Reply::Code(at, pieces) => {
                let named = |(place, says, word): (usize, Option<Says>, String)| {
                    let id = ids.get(place).cloned().unwrap_or_else(|| format!("#{place}"));
                    (id, says, word)
                };
                (at, pieces.into_iter().map(named).collect())
            }
        };
        let mut answers = Answers {
            at,
            says: Vec::new(),
            words: Vec::new(),
            unknown: Vec::new(),
        };
        for (id, says, word) in named {
            let Some(id) = ids.iter().find(|own| **own == id) else {
                answers.unknown.push(id);
                continue;
            };
            match answers.says.iter_mut().find(|(own, _)| own == id) {
                Some((_, before)) => *before = says.or(*before),
                None => answers.says.push((id.clone(), says)),
            }
            let word = word.split_whitespace().collect::<Vec<_>>().join(" ");
            if !word.is_empty() {
                answers.words.push((id.clone(), word));
            }
        }
        answers
    }
}

fn sheet(bytes: &[u8]) -> Result<(String, Reply), EngineError> {
    let sheet: Sheet = serde_json::from_slice(bytes).map_err(|_| none())?;
    if sheet.stylenova != "reactions" {
        return Err(none());
    }
    let pieces = sheet
        .pieces
        .into_iter()
        .map(|piece| (piece.id, piece.says, piece.word));
    Ok((sheet.lookbook, Reply::Sheet(sheet.at, pieces.collect())))
}

fn coded(code: &str) -> Result<(String, Reply), EngineError> {
    let letters: String = code
        .strip_prefix(CODE)
        .ok_or_else(none)?
        .split_whitespace()
        .collect();
    if letters.len() as u64 > MOST {
        return Err(none());
    }
    let bytes = URL_SAFE_NO_PAD
        .decode(letters.trim_end_matches('='))
        .map_err(|_| none())?;
    let coded: Coded = serde_json::from_slice(&bytes).map_err(|_| none())?;
    Ok((coded.l, Reply::Code(coded.a, coded.p)))
}

fn none() -> EngineError {
    Rejection::NoAnswers.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids() -> Vec<String> {
        ["coat", "dress"].map(str::to_owned).to_vec()
    }

    fn code(json: &str) -> String {
        format!("{CODE}{}", URL_SAFE_NO_PAD.encode(json))
    }

    #[test]
    fn a_code_says_what_the_file_says() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("answers.json");
        std::fs::write(
            &file,
            r#"{"stylenova":"reactions","version":1,"lookbook":"a1","at":7,"pieces":[{"id":"dress","says":"love","word":" too  long "},{"id":"coat","says":"no"}]}"#,
        )
        .unwrap();
        let code = code(r#"{"l":"a1","a":7,"p":[[1,"l","too long"],[0,"n",""]]}"#);
        let broken = format!(" {}\n{} ", &code[..20], &code[20..]);
        for reply in [
            Reply::lookbook_of(Some(&file), None),
            Reply::lookbook_of(None, Some(&broken)),
        ] {
            let (lookbook, reply) = reply.unwrap();
            assert_eq!(lookbook, "a1");
            let answers = reply.answers(&ids());
            assert_eq!(answers.at, 7);
            let says: Vec<_> = answers
                .says
                .iter()
                .map(|(id, says)| (id.as_str(), *says))
                .collect();
            assert_eq!(says, [("dress", Some(Says::Love)), ("coat", Some(Says::No))]);
            assert_eq!(answers.words, [("dress".to_owned(), "too long".to_owned())]);
        }
    }

    #[test]
    fn what_is_no_answer_is_refused_and_what_is_in_no_lookbook_is_told() {
        for none in [
            "",
            "SN1.",
            "SN1.%%%",
            "hello",
            &code("{}"),
            &code(r#"{"l":"a1","a":1,"p":[[0,"x",""]]}"#),
        ] {
            assert!(Reply::lookbook_of(None, Some(none)).is_err(), "{none}");
        }
        assert!(Reply::lookbook_of(None, None).is_err());
        let odd = code(r#"{"l":"a1","a":1,"p":[[9,"l",""],[0,"l",""],[0,"n",""]]}"#);
        let (_, reply) = Reply::lookbook_of(None, Some(&odd)).unwrap();
        let answers = reply.answers(&ids());
        assert_eq!(answers.unknown, ["#9"]);
        assert_eq!(answers.says.len(), 1, "of a piece that stands twice, the last");
        assert_eq!(answers.says[0].1, Some(Says::No));
    }
}
