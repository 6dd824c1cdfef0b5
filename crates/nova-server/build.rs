//! Sees to it that the page's folder is there, even while nothing is built in it, and that the page is taken in anew when
//! it was.

fn main() {
    let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/dist-web");
    // Where the folder cannot be made, the program says that the page is not built into it.
    let _ = std::fs::create_dir_all(&page);
    println!("cargo::rerun-if-changed={}", page.display());
}
