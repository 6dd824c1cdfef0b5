//! Which files are pictures by their name, and which ones systems leave behind.
//!
//! A name decides only what is looked at; what a file holds is told by its content.

use std::path::Path;

/// Endings of the picture files that are read.
pub const ENDINGS: [&str; 15] = [
    "jpg", "jpeg", "jfif", "jpe", "pjpeg", "png", "apng", "webp", "gif", "bmp", "tif", "tiff", "avif",
    "heic", "heif",
];

/// Endings of pictures that are known and not read, each with what it is.
const UNREAD: [(&str, &str); 21] = [
    ("jxl", "a JPEG XL picture"),
    ("jp2", "a JPEG 2000 picture"),
    ("j2k", "a JPEG 2000 picture"),
    ("psd", "a Photoshop file"),
    ("psb", "a Photoshop file"),
    ("xcf", "a GIMP file"),
    ("svg", "a drawing"),
    ("eps", "a drawing"),
    ("ai", "a drawing"),
    ("cr2", "a camera's raw picture"),
    ("cr3", "a camera's raw picture"),
    ("nef", "a camera's raw picture"),
    ("arw", "a camera's raw picture"),
    ("dng", "a camera's raw picture"),
    ("raf", "a camera's raw picture"),
    ("orf", "a camera's raw picture"),
    ("rw2", "a camera's raw picture"),
    ("tga", "a Targa picture"),
    ("exr", "an OpenEXR picture"),
    ("hdr", "a Radiance picture"),
    ("heics", "a sequence of HEIC pictures"),
];

/// Folders that systems fill with copies of pictures: thumbnails of network drives and desktops, and what macOS adds
/// to an archive. In lower case.
const LEFT_FOLDERS: [&str; 12] = [
    "@eadir",
    "#recycle",
    "$recycle.bin",
    "__macosx",
    "system volume information",
    "lost+found",
    "thumbnails.dir",
    ".appledouble",
    ".@__thumb",
    "_vti_cnf",
    "@recycle",
    "@recently-snapshot",
];

/// Files that systems leave in folders. In lower case.
const LEFT_FILES: [&str; 5] = [
    "thumbs.db",
    "ehthumbs.db",
    "desktop.ini",
    "icon\r",
    "zbthumbnail.info",
];

/// Whether a file is a picture that is read, by its ending.
pub fn is_picture(path: &Path) -> bool {
    ENDINGS.contains(&ending(path).as_str())
}

/// What a picture is that is known by its ending and not read.
pub fn unread(path: &Path) -> Option<&'static str> {
    let ending = ending(path);
    UNREAD
        .iter()
        .find(|(known, _)| *known == ending)
        .map(|(_, what)| *what)
}

/// Whether a file or a folder was left by a system and belongs to nobody: hidden ones, macOS's `._` doubles, the
/// thumbnails of Windows and of network drives. Only the last part of the path is looked at.
pub fn is_leftover(path: &Path) -> bool {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    name.starts_with('.') || LEFT_FOLDERS.contains(&name.as_str()) || LEFT_FILES.contains(&name.as_str())
}

/// A file's ending in lower case.
fn ending(path: &Path) -> String {
    let ending = path.extension();
    ending
        .map(|ending| ending.to_string_lossy().to_lowercase())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_systems_leave_is_told_from_what_people_keep() {
        for left in [
            "@eaDir",
            "._plain.jpg",
            ".thumbnails",
            "__MACOSX",
            "Thumbs.db",
            ".DS_Store",
            "desktop.ini",
            "shop/$RECYCLE.BIN",
        ] {
            assert!(is_leftover(Path::new(left)), "{left}");
        }
        for kept in [
            "plain.jpg",
            "_front.jpg",
            "a.b.jpg",
            "@home/dress.png",
            "thumbs.jpg",
        ] {
            assert!(!is_leftover(Path::new(kept)), "{kept}");
        }
    }

    #[test]
    fn endings_tell_pictures_whatever_their_case() {
        assert!(is_picture(Path::new("A.JFIF")) && is_picture(Path::new("a.avif")));
        assert!(!is_picture(Path::new("a.txt")) && !is_picture(Path::new("jpg")));
        assert_eq!(unread(Path::new("a.PSD")), Some("a Photoshop file"));
        assert_eq!(unread(Path::new("a.jpg")), None);
    }
}
