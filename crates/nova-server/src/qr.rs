//! The pairing address as a QR code (ISO/IEC 18004), for the camera of a tablet.

use qrcode::render::{svg, unicode};
use qrcode::{EcLevel, QrCode};

/// As a picture for the page; `None` for a text that is too long.
pub fn picture(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    Some(
        code.render::<svg::Color<'_>>()
            .min_dimensions(240, 240)
            .quiet_zone(true)
            .build(),
    )
}

/// For a terminal; `None` for a text that is too long.
pub fn for_terminal(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
    // Dark squares on light ground even in a dark terminal, since cameras expect it.
    Some(
        code.render::<unicode::Dense1x2>()
            .dark_color(unicode::Dense1x2::Light)
            .light_color(unicode::Dense1x2::Dark)
            .build(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_becomes_a_picture_and_a_book_does_not() {
        let picture = picture("https://192.168.178.20:7878/#pair=AB12CD34").unwrap();
        assert!(picture.contains("<svg") && !picture.contains("<script"));
        assert!(for_terminal("https://shop").is_some());
        assert_eq!(super::picture(&"x".repeat(10_000)), None);
    }
}
