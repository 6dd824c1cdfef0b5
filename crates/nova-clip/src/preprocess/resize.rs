//! The geometry of a resize and a centre crop, with Pillow's filters.

use std::error::Error;

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::U8x3;
use fast_image_resize::{ResizeAlg, ResizeOptions, Resizer};
use image::{Rgb, RgbImage};

use super::config::ResizeTo;

/// Resizes, then cuts the middle out; where the resized picture is smaller than
/// the crop, black is laid around it.
///
/// Only what the crop shows is computed, so a picture of 1 × 50,000 pixels does
/// not become one of 224 × 11 million on its way.
pub(super) fn resize_and_crop(
    source: &RgbImage,
    resize: Option<ResizeTo>,
    crop: Option<(u32, u32)>,
    filter: ResizeAlg,
) -> RgbImage {
    let resized = match resize {
        None => (u64::from(source.width()), u64::from(source.height())),
        Some(ResizeTo::Exact { width, height }) => (u64::from(width), u64::from(height)),
        Some(ResizeTo::ShortestEdge(edge)) => shortest_edge_size(source.width(), source.height(), edge),
    };
    // Without a crop the configuration has made sure that the resized sides are small.
    let crop = crop.unwrap_or((resized.0 as u32, resized.1 as u32));
    let across = Span::centred(resized.0, crop.0);
    let down = Span::centred(resized.1, crop.1);
    let scale_x = f64::from(source.width()) / resized.0 as f64;
    let scale_y = f64::from(source.height()) / resized.1 as f64;
    let seen = Part {
        left: across.start as f64 * scale_x,
        top: down.start as f64 * scale_y,
        width: f64::from(across.length) * scale_x,
        height: f64::from(down.length) * scale_y,
    };
    let visible = resize_box(source, seen, across.length, down.length, filter);
    if visible.dimensions() == crop {
        return visible;
    }
    let mut canvas = RgbImage::from_pixel(crop.0, crop.1, Rgb([0, 0, 0]));
    image::imageops::replace(
        &mut canvas,
        &visible,
        i64::from(across.margin),
        i64::from(down.margin),
    );
    canvas
}

/// A part of a picture, in pixels and fractions of them.
#[derive(Clone, Copy, Debug)]
struct Part {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

/// Widest support of a filter: Lanczos reaches over three pixels to either side.
const SUPPORT: f64 = 3.0;

/// Resizes what is seen of the source, first across and then down, with an 8-bit
/// picture between, as Pillow does (its version 13 goes down first for some
/// shapes). `fast_image_resize` follows Pillow's algorithm but always goes down
/// first when it is given both directions, and at hard edges the rounding between
/// them then makes up to eleven steps of difference.
fn resize_box(source: &RgbImage, seen: Part, width: u32, height: u32, filter: ResizeAlg) -> RgbImage {
    if filter == ResizeAlg::Nearest {
        return one_pass(source, seen, width, height, filter);
    }
    // Only the rows that the second pass will look at.
    let reach = SUPPORT * (seen.height / f64::from(height.max(1))).max(1.0) + 1.0;
    let first = (seen.top - reach).floor().max(0.0);
    let last = (seen.top + seen.height + reach)
        .ceil()
        .min(f64::from(source.height()));
    let rows = Part {
        top: first,
        height: last - first,
        ..seen
    };
    let across = one_pass(source, rows, width, (last - first) as u32, filter);
    let down = Part {
        left: 0.0,
        top: seen.top - first,
        width: f64::from(width),
        height: seen.height,
    };
    one_pass(&across, down, width, height, filter)
}

/// Resizes in the direction, or the directions, in which the size changes.
fn one_pass(source: &RgbImage, seen: Part, width: u32, height: u32, filter: ResizeAlg) -> RgbImage {
    let mut target = RgbImage::new(width, height);
    let (left, top) = (seen.left.max(0.0), seen.top.max(0.0));
    let seen_width = within(left, seen.width, f64::from(source.width()));
    let seen_height = within(top, seen.height, f64::from(source.height()));
    let options = ResizeOptions::new()
        .resize_alg(filter)
        .crop(left, top, seen_width, seen_height)
        .use_alpha(false);
    if let Err(error) = fill(source, &mut target, &options) {
        // Both buffers hold width × height × 3 bytes, and the part lies within the source.
        unreachable!("resize of {seen:?} to {width}×{height}: {error}");
    }
    target
}

/// Resizes into `target`. The pixel type is spelled out because the call that
/// finds it by itself compiles every filter for every one of fifteen types.
fn fill(source: &RgbImage, target: &mut RgbImage, options: &ResizeOptions) -> Result<(), Box<dyn Error>> {
    let view = TypedImageRef::<U8x3>::from_buffer(source.width(), source.height(), source)?;
    let (width, height) = target.dimensions();
    let mut out = TypedImage::<U8x3>::from_buffer(width, height, target)?;
    Ok(Resizer::new().resize_typed(&view, &mut out, options)?)
}

/// The largest length up to `length` for which `start + length` is not past
/// `end`; rounding may have carried it over by a hair.
fn within(start: f64, length: f64, end: f64) -> f64 {
    let mut length = length.min(end - start);
    while length > 0.0 && start + length > end {
        length = length.next_down();
    }
    length
}

/// Width and height when the shorter side becomes `edge`: the longer one is cut
/// to a whole number, as `transformers` does.
pub(super) fn shortest_edge_size(width: u32, height: u32, edge: u32) -> (u64, u64) {
    let (short, long) = (u64::from(width.min(height)), u64::from(width.max(height)));
    let edge = u64::from(edge);
    let long = edge * long / short.max(1);
    if width <= height {
        (edge, long)
    } else {
        (long, edge)
    }
}

/// What a centre crop shows of one side, in pixels of the resized picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// First pixel shown.
    pub start: u64,
    /// How many are shown.
    pub length: u32,
    /// Black pixels in front of them.
    pub margin: u32,
}

impl Span {
    /// `transformers` halves towards zero when it cuts, and gives the odd pixel to
    /// the front when it pads.
    pub(super) fn centred(length: u64, crop: u32) -> Self {
        match u32::try_from(length) {
            Ok(length) if length < crop => Self {
                start: 0,
                length,
                margin: (crop - length).div_ceil(2),
            },
            _ => Self {
                start: (length - u64::from(crop)) / 2,
                length: crop,
                margin: 0,
            },
        }
    }
}
