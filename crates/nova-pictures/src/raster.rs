//! The formats that the `image` crate decodes: JPEG, PNG, WebP, GIF, BMP and TIFF. Of an animation the first frame is
//! taken.

use crate::error::Refusal;
use crate::inks;
use crate::jpeg::{self, Extent};
use crate::limits::PhotoLimits;
use crate::profile::{self, Colours};
use crate::sniff;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage, Rgba, RgbaImage};
use std::borrow::Cow;
use std::io::Cursor;

/// The picture in `bytes`, upright and opaque.
pub(crate) fn decode(bytes: &[u8], format: ImageFormat, limits: &PhotoLimits) -> Result<RgbImage, Refusal> {
    let bytes = match format {
        ImageFormat::Jpeg => whole_jpeg(bytes, limits)?,
        _ => Cow::Borrowed(bytes),
    };
    let (mut decoder, orientation) = decoder(&bytes, format, limits)?;
    let icc = decoder.icc_profile().ok().flatten();
    let inks = icc
        .as_deref()
        .filter(|_| format == ImageFormat::Jpeg)
        .and_then(inks::profile);
    let printed = inks.and_then(|profile| inks::decode(&bytes, &profile));
    let picture = match printed {
        Some(picture) => picture,
        None => {
            let picture = DynamicImage::from_decoder(decoder).map_err(|error| sniff::reason(&error))?;
            let mut picture = opaque(picture);
            if let Some(icc) = icc {
                profile::to_srgb(&mut picture, &Colours::Icc(icc));
            }
            picture
        }
    };
    let mut picture = DynamicImage::ImageRgb8(picture);
    picture.apply_orientation(orientation);
    Ok(picture.into_rgb8())
}

/// Bytes that are held at the most for each pixel that the limits allow.
const HELD: u64 = 8;

/// Bytes that are held at once of a pixel of so many: by the decoder, which may have copies of it, or while it is turned into
/// eight bits a colour.
fn held(format: ImageFormat, bytes: u8) -> u64 {
    let copies = match format {
        // The frame, the canvas that it is laid on, and what comes of it.
        ImageFormat::WebP => 3,
        ImageFormat::Gif | ImageFormat::Tiff => 2,
        _ => 1,
    };
    let bytes = u64::from(bytes);
    (bytes * copies).max(bytes + 4)
}

/// A decoder whose picture keeps to the limits, and which way up the picture is.
fn decoder<'a>(
    bytes: &'a [u8],
    format: ImageFormat,
    limits: &PhotoLimits,
) -> Result<(impl ImageDecoder + 'a, Orientation), Refusal> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut allocation = Limits::no_limits();
    allocation.max_alloc = Some(limits.max_pixels.saturating_mul(HELD).saturating_add(64 << 20));
    reader.limits(allocation);
    let mut decoder = reader.into_decoder().map_err(|error| sniff::reason(&error))?;
    let (width, height) = decoder.dimensions();
    let held = held(format, decoder.color_type().bytes_per_pixel());
    let pixels = PhotoLimits {
        max_pixels: limits
            .max_pixels
            .min(limits.max_pixels.saturating_mul(HELD) / held),
        ..*limits
    }
    .check(u64::from(width), u64::from(height))?;
    if format == ImageFormat::Jpeg && !jpeg::can_hold(bytes.len(), pixels) {
        return Err(Refusal::cut_off(
            "the JPEG is too short for the picture that it promises; it is cut off or damaged",
        ));
    }
    let orientation = match format {
        // A TIFF file is laid out as an Exif block, and the decoder leaves its tag alone.
        ImageFormat::Tiff => Orientation::from_exif_chunk(bytes),
        _ => decoder.orientation().ok(),
    };
    Ok((decoder, orientation.unwrap_or(Orientation::NoTransforms)))
}

/// The first picture of a JPEG file, with its end marker.
fn whole_jpeg<'a>(bytes: &'a [u8], limits: &PhotoLimits) -> Result<Cow<'a, [u8]>, Refusal> {
    let picture = match jpeg::first_picture(bytes) {
        Extent::Whole(picture) => return Ok(Cow::Borrowed(picture)),
        Extent::Unended(picture) => picture,
    };
    let pixels = |bytes: Vec<u8>| {
        let (decoder, _) = decoder(&bytes, ImageFormat::Jpeg, limits)?;
        DynamicImage::from_decoder(decoder).map_err(|error| sniff::reason(&error))
    };
    // The headers speak first: no pixels, or too many.
    decoder(&jpeg::ended(picture), ImageFormat::Jpeg, limits)?;
    let [one, other] = jpeg::continued(picture);
    if jpeg::all_scans_are_there(picture)
        && let (Ok(one), Ok(other)) = (pixels(one), pixels(other))
        && one == other
    {
        return Ok(jpeg::ended(picture));
    }
    Err(Refusal::cut_off(
        "the JPEG ends before its picture does; the file is cut off",
    ))
}

/// 8-bit RGB; what is transparent becomes white, as a catalogue's page is.
fn opaque(picture: DynamicImage) -> RgbImage {
    if picture.color().has_alpha() {
        on_white(&picture.into_rgba8())
    } else {
        picture.into_rgb8()
    }
}

/// Lays a picture on white.
pub(crate) fn on_white(rgba: &RgbaImage) -> RgbImage {
    let mut rgb = RgbImage::new(rgba.width(), rgba.height());
    for (out, &Rgba([r, g, b, a])) in rgb.pixels_mut().zip(rgba.pixels()) {
        let alpha = u32::from(a);
        let blend = |c: u8| ((u32::from(c) * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
        out.0 = [blend(r), blend(g), blend(b)];
    }
    rgb
}
