//! The application icon: an italic serif "N" in oxblood on a paper-coloured
//! rounded square, drawn as a path so that no font is needed.
//!
//! Writes the vector original and the PNG sizes the window's packaging asks for.
//! The garments are drawn elsewhere, see [`crate::studio`].

use std::path::Path;

use image::{ColorType, ImageFormat};
use resvg::{tiny_skia, usvg};

use crate::error::DrawError;

/// PNG files written beside `icon.svg`: file name and side in pixels.
const SIZES: [(&str, u32); 4] = [
    ("icon.png", 512),
    ("128x128@2x.png", 256),
    ("128x128.png", 128),
    ("32x32.png", 32),
];

/// The icon as an SVG document, 512 units square.
///
/// The letter is built upright on a cap height of 100 units (thin stems, thick
/// diagonal, bracketed hairline serifs) and then slanted by 12 degrees.
pub fn icon_svg() -> String {
    let letter = "M2-100H35L80-35V-85Q80-95 66-97V-100H101V-97Q87-95 87-85V2.5H80.5L24-79V-15\
                  Q24-4 39-3V0H2V-3Q17-4 17-15V-88Q12-96 2-97Z";
    format!(
        concat!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 512 512\">\n",
            "  <rect x=\"20\" y=\"20\" width=\"472\" height=\"472\" rx=\"108\" fill=\"#fbf9f5\" ",
            "stroke=\"#e8e1d7\" stroke-width=\"6\"/>\n",
            "  <path fill=\"#7a1f3d\" transform=\"translate(94 390) scale(2.74) skewX(-12)\" d=\"{}\"/>\n",
            "</svg>\n"
        ),
        letter
    )
}

/// Writes `icon.svg` and its PNG sizes into `folder`, creating it when absent.
///
/// # Errors
/// When the folder or a file cannot be written, or the drawing does not parse.
pub fn write_icons(folder: &Path) -> Result<(), DrawError> {
    std::fs::create_dir_all(folder).map_err(|source| DrawError::write(folder, source))?;
    let svg = icon_svg();
    let file = folder.join("icon.svg");
    std::fs::write(&file, &svg).map_err(|source| DrawError::write(&file, source))?;
    let tree = usvg::Tree::from_str(&svg, &usvg::Options::default()).map_err(|source| DrawError::Svg {
        what: "the icon".into(),
        source,
    })?;
    for (name, side) in SIZES {
        let mut pixmap = tiny_skia::Pixmap::new(side, side).ok_or(DrawError::Size(side, side))?;
        let scale = side as f32 / 512.0;
        resvg::render(
            &tree,
            tiny_skia::Transform::from_scale(scale, scale),
            &mut pixmap.as_mut(),
        );
        let rgba: Vec<u8> = pixmap
            .pixels()
            .iter()
            .flat_map(|pixel| {
                let c = pixel.demultiply();
                [c.red(), c.green(), c.blue(), c.alpha()]
            })
            .collect();
        let file = folder.join(name);
        image::save_buffer_with_format(&file, &rgba, side, side, ColorType::Rgba8, ImageFormat::Png)
            .map_err(|source| DrawError::image(&file, source))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icon_files_are_rgba_pngs_of_their_stated_sizes() {
        let folder = tempfile::tempdir().unwrap();
        write_icons(folder.path()).unwrap();
        for (name, side) in SIZES {
            let icon = image::open(folder.path().join(name)).unwrap();
            assert_eq!(
                icon.color(),
                ColorType::Rgba8,
                "the window's packaging takes RGBA only: {name}"
            );
            assert_eq!((icon.width(), icon.height()), (side, side), "{name}");
            assert_eq!(
                icon.to_rgba8().get_pixel(0, 0).0[3],
                0,
                "the corner is transparent: {name}"
            );
        }
    }
}
