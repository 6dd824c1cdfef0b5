//! What the window is started with. Everything else is asked for in the window.

use std::ffi::OsString;
use std::path::PathBuf;

/// What `--help` prints.
const HELP: &str = "\
The window of StyleNova.

usage: stylenova-window [--library DIR] [FILE…]

  FILE             a catalogue's table, a picture to search with, or a backup, taken as
                   if it had been dropped on the window
  --library DIR    the folder that keeps everything (default: STYLENOVA_LIBRARY,
                   or the data folder of this system)
  --report-ready   print `ready` on standard output once the first pictures can be seen
  --report-start   print when the page was painted first and when the first pictures
                   could be seen, in milliseconds since the start, and end
  --version        print the version
  --help           print this

Environment: STYLENOVA_LIBRARY, STYLENOVA_MODELS (folder of models), STYLENOVA_CATALOG
(folder of the demo catalogue).";

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Wish {
    /// To open the window.
    Open(Arguments),
    /// To print a text, and nothing else.
    Say(String),
}

/// How the window is opened.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Arguments {
    /// The library folder; `None` is the one of the environment or the system.
    pub library: Option<PathBuf>,
    /// Files that the system wants to have opened, by their whole paths.
    pub files: Vec<PathBuf>,
    /// Whether to print `ready` once the first pictures can be seen.
    pub report_ready: bool,
    /// Whether to print how long the start took, and end.
    pub report_start: bool,
}

/// Reads the arguments after the program's name.
///
/// # Errors
/// A sentence for the terminal when an argument is not known or has no value.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Wish, String> {
    let mut wanted = Arguments::default();
    let mut rest = arguments.into_iter();
    while let Some(argument) = rest.next() {
        match argument.to_str() {
            Some("--library") => match rest.next() {
                Some(folder) if !folder.is_empty() => wanted.library = Some(folder.into()),
                _ => return Err("--library needs a folder, as in: --library DIR".into()),
            },
            Some("--report-ready") => wanted.report_ready = true,
            Some("--report-start") => wanted.report_start = true,
            Some("--help" | "-h") => return Ok(Wish::Say(HELP.into())),
            Some("--version" | "-V") => {
                return Ok(Wish::Say(format!(
                    "stylenova-window {}",
                    env!("CARGO_PKG_VERSION")
                )));
            }
            Some(option) if option.starts_with('-') => {
                return Err(format!(
                    "unknown argument {option:?}; see stylenova-window --help"
                ));
            }
            // Whoever takes the file may stand in another folder than whoever named it.
            _ => wanted
                .files
                .push(std::path::absolute(&argument).unwrap_or_else(|_| argument.into())),
        }
    }
    Ok(Wish::Open(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Wish, String> {
        parse(arguments.iter().map(OsString::from))
    }

    #[test]
    fn no_arguments_open_the_default_library() {
        assert_eq!(
            parsed(&[]),
            Ok(Wish::Open(Arguments::default())),
            "nothing has to be said"
        );
    }

    #[test]
    fn the_library_folder_is_taken() {
        let wish = parsed(&["--library", "/tmp/wardrobe", "--report-ready"]);
        let wanted = Arguments {
            library: Some("/tmp/wardrobe".into()),
            files: Vec::new(),
            report_ready: true,
            report_start: false,
        };
        assert_eq!(wish, Ok(Wish::Open(wanted)), "both arguments count");
    }

    #[test]
    fn files_are_taken_by_their_whole_paths() {
        let Ok(Wish::Open(wanted)) = parsed(&["spring.csv", "--report-ready", "été.jpg"]) else {
            panic!("files are no mistake");
        };
        assert!(wanted.report_ready && wanted.files.iter().all(|file| file.is_absolute()));
        assert!(wanted.files[1].ends_with("été.jpg"));
    }

    #[test]
    fn a_missing_folder_and_an_unknown_argument_are_refused() {
        assert!(parsed(&["--library"]).is_err(), "a folder is missing");
        let error = parsed(&["--libary", "x"]).expect_err("a misspelt argument is not ignored");
        assert!(
            error.contains("--libary"),
            "the message names the argument: {error}"
        );
    }

    #[test]
    fn help_opens_no_window() {
        assert!(
            matches!(parsed(&["--library", "x", "--help"]), Ok(Wish::Say(text)) if text.contains("usage"))
        );
    }
}
