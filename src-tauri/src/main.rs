//! The window of StyleNova and nothing else: it starts up, carries commands from the page to `nova-api`,
//! and does what only a window can: dropped files, the clipboard, dialogs, pictures for the page.
//!
//! Not in here: anything that knows about products, models or searches; that is behind
//! [`nova_api::Session`]. Start at [`main`], then `rpc.rs` for the way of a command and `pictures.rs` for
//! the way of a picture.

// A program with a window does not open a console beside it on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod arguments;
mod clipboard;
mod crash;
mod dialogs;
mod kiosk;
mod library;
mod opened;
mod photos;
mod pictures;
mod ready;
mod rpc;
mod second;
mod window;

use std::io::Write;
use std::process::ExitCode;
use std::time::SystemTime;

use arguments::Wish;
use library::Library;
use tauri::Manager;
use tauri::ipc::Invoke;

fn main() -> ExitCode {
    let arguments = match arguments::parse(std::env::args_os().skip(1)) {
        Ok(Wish::Open(arguments)) => arguments,
        Ok(Wish::Say(text)) => return say(&text),
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::from(2);
        }
    };
    match open(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("The window could not be opened: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Prints what was asked for instead of a window.
fn say(text: &str) -> ExitCode {
    match writeln!(std::io::stdout(), "{text}") {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Opens the window and returns when it was closed.
fn open(arguments: arguments::Arguments) -> tauri::Result<()> {
    let started = SystemTime::now();
    let folder = arguments.library.clone().or_else(nova_api::default_library);
    if folder
        .as_deref()
        .is_some_and(|folder| second::is_shown_already(folder, &arguments.files))
    {
        eprintln!("StyleNova is open already; its window was brought to the front.");
        return Ok(());
    }
    let crashes = folder.clone().map(crash::watch);
    let commands = of_the_page(tauri::generate_handler![
        rpc::rpc,
        photos::paste_photo,
        photos::save_pasted,
        photos::photo_preview,
        photos::copy_picture,
        window::toggle_full_screen,
        window::print_page,
        dialogs::choose_photo,
        dialogs::choose_logo,
        dialogs::choose_catalogue,
        dialogs::choose_folder,
        dialogs::choose_save,
        dialogs::choose_backup,
        crash::crash_report,
        crash::dismiss_crash,
        crash::report_crash,
    ]);
    tauri::Builder::default()
        .register_asynchronous_uri_scheme_protocol(pictures::SCHEME, pictures::serve)
        .invoke_handler(move |invoke| {
            if kiosk::refuses(&invoke) {
                invoke.resolver.reject(nova_api::WireError::for_the_stylist());
                return true;
            }
            commands(invoke)
        })
        .on_window_event(kiosk::on_event)
        .setup(move |app| {
            app.manage(Library::new(arguments.library));
            app.manage(photos::Previews::default());
            app.manage(crashes.unwrap_or_default());
            library::open_early(app.handle());
            let window = window::open(app.handle(), folder.as_deref())?;
            opened::hand_over(window.clone(), arguments.files);
            if let Some(folder) = folder {
                second::listen(window.clone(), folder);
            }
            if arguments.report_ready {
                ready::report(window);
            } else if arguments.report_start {
                ready::report_start(window, started);
            }
            Ok(())
        })
        .run(tauri::generate_context!())
}

/// What carries the page's commands, as the type that it has.
fn of_the_page<Handler: Fn(Invoke) -> bool>(handler: Handler) -> Handler {
    handler
}
