//! A picture on the system's clipboard: pixels that were copied in another program, or a file that was
//! copied in the file manager.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use arboard::{Clipboard, Error, ImageData};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, ImageReader};
use nova_api::{Advice, ErrorCode, Happened, WindowProblem, WireError};

/// What the clipboard holds.
pub enum Copied {
    /// A picture file.
    File(PathBuf),
    /// Pixels, as the bytes of a PNG file.
    Pixels(Vec<u8>),
}

/// Reads the clipboard. Blocks: another program may have to deliver the picture first.
///
/// Returns the picture with its width and height in pixels, or `None` when there is none.
///
/// # Errors
/// `Internal` when the clipboard cannot be reached.
pub fn read() -> Result<Option<(Copied, u32, u32)>, WireError> {
    let mut clipboard = Clipboard::new().map_err(unreachable_clipboard)?;
    match clipboard.get().file_list() {
        Ok(files) => {
            if let Some((file, (width, height))) = files
                .into_iter()
                .find_map(|file| size_of(&file).map(|size| (file, size)))
            {
                return Ok(Some((Copied::File(file), width, height)));
            }
        }
        Err(Error::ContentNotAvailable | Error::ConversionFailure) => {}
        Err(error) => return Err(unreachable_clipboard(error)),
    }
    match clipboard.get_image() {
        Ok(picture) => encode(&picture),
        Err(Error::ContentNotAvailable | Error::ConversionFailure) => Ok(None),
        Err(error) => Err(unreachable_clipboard(error)),
    }
}

/// The clipboard that a picture was put on. On some systems what was copied is gone with whoever copied it, so it is
/// kept for as long as the window runs.
static KEPT: Mutex<Option<Clipboard>> = Mutex::new(None);

/// Puts a picture file on the clipboard, as pixels, so that it can be pasted into a letter or another program.
///
/// # Errors
/// `PhotoUnreadable` when it is no picture, `Internal` when the clipboard cannot be reached.
pub fn write(file: &Path) -> Result<(), WireError> {
    let reader = ImageReader::open(file).and_then(ImageReader::with_guessed_format);
    let picture = reader
        .map_err(unreadable)?
        .decode()
        .map_err(unreadable)?
        .into_rgba8();
    let (width, height) = picture.dimensions();
    let pixels = ImageData {
        width: width as usize,
        height: height as usize,
        bytes: picture.into_raw().into(),
    };
    // Whatever another thread left there while it panicked is put in its place anew.
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let mut clipboard = match kept.take() {
        Some(clipboard) => clipboard,
        None => Clipboard::new().map_err(unreachable_clipboard)?,
    };
    clipboard.set_image(pixels).map_err(unreachable_clipboard)?;
    *kept = Some(clipboard);
    Ok(())
}

/// Width and height of a picture file, from its first bytes; `None` when it is none.
fn size_of(file: &Path) -> Option<(u32, u32)> {
    ImageReader::open(file)
        .ok()?
        .with_guessed_format()
        .ok()?
        .into_dimensions()
        .ok()
}

/// Pixels as a PNG file: fast rather than small, since it is read once and its thumbnail is what stays in
/// view.
fn encode(picture: &ImageData<'_>) -> Result<Option<(Copied, u32, u32)>, WireError> {
    let (Ok(width), Ok(height)) = (u32::try_from(picture.width), u32::try_from(picture.height)) else {
        return Ok(None);
    };
    if width == 0 || height == 0 {
        return Ok(None);
    }
    // The encoder panics on a wrong number of bytes, and the number comes from another program.
    let expected = u64::from(width) * u64::from(height) * 4;
    if picture.bytes.len() as u64 != expected {
        return Err(unreadable(format!(
            "{} bytes instead of {expected}",
            picture.bytes.len()
        )));
    }
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Sub)
        .write_image(&picture.bytes, width, height, ExtendedColorType::Rgba8)
        .map_err(unreadable)?;
    Ok(Some((Copied::Pixels(png), width, height)))
}

fn unreadable(why: impl std::fmt::Display) -> WireError {
    WireError {
        code: ErrorCode::PhotoUnreadable,
        message: format!("The copied picture could not be read: {why}."),
        hint: "Copy it again, or save it as a file and drop that on the window.".into(),
        advice: Some(Advice::SaveAndDrop),
        problem: Some(Box::new(Happened::Window(WindowProblem::CopiedPicture))),
    }
}

fn unreachable_clipboard(error: Error) -> WireError {
    WireError {
        code: ErrorCode::Internal,
        message: format!("The clipboard could not be used: {error}"),
        hint: "Save the picture as a file and drop that on the window.".into(),
        advice: Some(Advice::SaveAndDrop),
        problem: Some(Box::new(Happened::Window(WindowProblem::Clipboard {
            system: error.to_string(),
        }))),
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    fn pixels(width: usize, height: usize, bytes: Vec<u8>) -> ImageData<'static> {
        ImageData {
            width,
            height,
            bytes: Cow::Owned(bytes),
        }
    }

    #[test]
    fn copied_pixels_survive_as_a_png() {
        let colours = vec![255, 0, 0, 255, 0, 0, 255, 128];
        let (copied, width, height) = encode(&pixels(2, 1, colours.clone()))
            .expect("a valid picture")
            .expect("a picture");
        assert_eq!((width, height), (2, 1), "the size is kept");
        let Copied::Pixels(png) = copied else {
            panic!("pixels become bytes")
        };
        let decoded = image::load_from_memory(&png).expect("a PNG").into_rgba8();
        assert_eq!(
            decoded.into_raw(),
            colours,
            "every pixel is kept, with its transparency"
        );
    }

    #[test]
    fn too_few_pixels_are_an_error_and_no_pixels_are_no_picture() {
        assert!(
            matches!(encode(&pixels(0, 0, vec![])), Ok(None)),
            "an empty picture is none"
        );
        let error = encode(&pixels(4, 4, vec![0; 8]))
            .err()
            .expect("the bytes are too few");
        assert_eq!(
            error.code,
            ErrorCode::PhotoUnreadable,
            "the page shows it as a photo that cannot be read"
        );
    }
}
