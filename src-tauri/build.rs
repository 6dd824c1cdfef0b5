//! Checks the Tauri configuration, and limits the page to the commands named here: each of them needs a
//! permission in `capabilities/main.json`.

fn main() {
    let commands = tauri_build::AppManifest::new().commands(&[
        "rpc",
        "paste_photo",
        "save_pasted",
        "photo_preview",
        "copy_picture",
        "toggle_full_screen",
        "print_page",
        "choose_photo",
        "choose_logo",
        "choose_catalogue",
        "choose_folder",
        "choose_save",
        "choose_backup",
        "crash_report",
        "dismiss_crash",
        "report_crash",
    ]);
    let attributes = tauri_build::Attributes::new().app_manifest(commands);
    if let Err(error) = tauri_build::try_build(attributes) {
        eprintln!("{error:#}");
        std::process::exit(1);
    }
}
