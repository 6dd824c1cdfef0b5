//! AVIF: the primary item of a container, its tiles and its opacity, by `re_rav1d`.

use super::container::{Container, Turn};
use super::yuv::{Plane, Planes};
use super::{flattened, within};
use crate::error::Refusal;
use crate::limits::PhotoLimits;
use crate::profile::{self, Colours};
use image::{DynamicImage, GrayImage, RgbImage, Rgba, RgbaImage, imageops};
use re_rav1d::dav1d::{Decoder, Error, Picture, PixelLayout, PlanarImageComponent, Settings, pixel};

/// The primary picture of an AVIF file, upright and opaque.
pub(crate) fn avif(bytes: &[u8], limits: &PhotoLimits) -> Result<RgbImage, Refusal> {
    let container = Container::read(bytes)
        .ok_or_else(|| Refusal::damaged("the boxes that say where its picture is are broken"))?;
    let item = container.primary;
    let limits = &within(limits);
    if let Some((width, height)) = container.size(item) {
        limits.check(u64::from(width), u64::from(height))?;
    }
    let reading = Reading { container, limits };
    let (picture, primaries) = reading.colours(item)?;
    let mut picture = match reading.container.alpha(item) {
        Some(alpha) => reading.with_alpha(&picture, item, alpha)?,
        None => picture,
    };
    let colours = reading.container.profile(item);
    profile::to_srgb(&mut picture, &colours.unwrap_or(Colours::Primaries(primaries)));
    Ok(turned(picture, &reading.container.turns(item)))
}

struct Reading<'a> {
    container: Container<'a>,
    limits: &'a PhotoLimits,
}

impl Reading<'_> {
    /// The colours of an item and the number of their primaries.
    fn colours(&self, item: u32) -> Result<(RgbImage, u16), Refusal> {
        let mut primaries = 2;
        let picture = self.item(item, &mut |planes, own| {
            primaries = own;
            planes.to_rgb()
        })?;
        Ok((picture, primaries))
    }

    /// A picture laid on white by the opacity that another item holds.
    fn with_alpha(&self, picture: &RgbImage, item: u32, alpha: u32) -> Result<RgbImage, Refusal> {
        let opacity = self.item(alpha, &mut |planes, _| {
            let plane = GrayImage::from_raw(planes.width, planes.height, planes.to_alpha());
            DynamicImage::ImageLuma8(plane.unwrap_or_default()).into_rgb8()
        })?;
        if opacity.dimensions() != picture.dimensions() {
            return Err(Refusal::damaged("its opacity has another size than its colours"));
        }
        let pixels = picture.pixels().zip(opacity.pixels());
        let mut rgba = RgbaImage::new(picture.width(), picture.height());
        for (out, (colour, opacity)) in rgba.pixels_mut().zip(pixels) {
            *out = Rgba([colour[0], colour[1], colour[2], opacity[0]]);
        }
        Ok(flattened(&rgba, self.container.is_premultiplied(item)))
    }

    /// An item, of one piece or of tiles.
    fn item(&self, item: u32, pixels: &mut dyn FnMut(&Planes, u16) -> RgbImage) -> Result<RgbImage, Refusal> {
        let broken = || Refusal::damaged("a part of its picture is missing");
        if self.container.kind(item) != Some(*b"grid") {
            return self.coded(item, pixels);
        }
        let grid = self.container.grid(item).ok_or_else(broken)?;
        self.limits.check(u64::from(grid.width), u64::from(grid.height))?;
        let mut whole = RgbImage::new(grid.width, grid.height);
        let mut side = None;
        for (number, tile) in (0..grid.rows * grid.columns).zip(&grid.tiles) {
            let tile = self.coded(*tile, pixels)?;
            let (width, height) = *side.get_or_insert(tile.dimensions());
            let covers = u64::from(width) * u64::from(grid.columns) >= u64::from(grid.width)
                && u64::from(height) * u64::from(grid.rows) >= u64::from(grid.height);
            if tile.dimensions() != (width, height) || !covers {
                return Err(broken());
            }
            let (column, row) = (number % grid.columns, number / grid.columns);
            imageops::replace(
                &mut whole,
                &tile,
                i64::from(column) * i64::from(width),
                i64::from(row) * i64::from(height),
            );
        }
        Ok(whole)
    }

    /// An item that is a picture of AV1.
    fn coded(
        &self,
        item: u32,
        pixels: &mut dyn FnMut(&Planes, u16) -> RgbImage,
    ) -> Result<RgbImage, Refusal> {
        if self.container.kind(item) != Some(*b"av01") {
            return Err(Refusal::Unsupported(
                "it is an AVIF picture of a kind that is not read; save it as JPEG or PNG and use that"
                    .to_owned(),
            ));
        }
        let bytes = self
            .container
            .bytes(item)
            .ok_or_else(|| Refusal::cut_off("the file ends before its picture does; it is cut off"))?;
        let picture = decoded(bytes.into_owned(), self.limits)?;
        self.limits
            .check(u64::from(picture.width()), u64::from(picture.height()))?;
        // The decoder panics at numbers that are reserved, so it is asked only where the container says nothing.
        let (primaries, matrix, full_range) = match self.container.coding(item) {
            Some(coding) => (coding.primaries, coding.matrix, coding.full_range),
            None => {
                let (primaries, matrix) = numbers(&picture);
                (primaries, matrix, picture.color_range() == pixel::YUVRange::Full)
            }
        };
        Ok(pixels(&planes(&picture, matrix, full_range), primaries))
    }
}

/// The first frame of a piece of AV1.
fn decoded(bytes: Vec<u8>, limits: &PhotoLimits) -> Result<Picture, Refusal> {
    let mut settings = Settings::new();
    // An import decodes several pictures side by side as it is.
    settings.set_n_threads(1);
    settings.set_max_frame_delay(1);
    settings.set_frame_size_limit(u32::try_from(limits.max_pixels).unwrap_or(u32::MAX));
    let mut decoder = Decoder::with_settings(&settings).map_err(Refusal::damaged)?;
    let mut sent = decoder.send_data(bytes, None, None, None);
    loop {
        match decoder.get_picture() {
            Ok(picture) => return Ok(picture),
            Err(Error::Again) if sent == Err(Error::Again) => sent = decoder.send_pending_data(),
            Err(_) if sent.is_ok() => {
                return Err(Refusal::cut_off(
                    "the picture in it is not whole; it is cut off or damaged",
                ));
            }
            Err(error) => return Err(Refusal::damaged(error)),
        }
    }
}

/// Primaries and matrix as H.273 numbers them.
fn numbers(picture: &Picture) -> (u16, u16) {
    (
        picture.color_primaries() as u16,
        picture.matrix_coefficients() as u16,
    )
}

fn planes(picture: &Picture, matrix: u16, full_range: bool) -> Planes {
    let bits = picture.bits_per_component().map_or(8, |bits| bits.0 as u32);
    let plane = |component| {
        let (stride, _) = picture.plane_data_geometry(component);
        let bytes = picture.plane(component);
        // The stride counts bytes; samples of more than eight bits take two.
        if bits == 8 {
            return Plane {
                samples: bytes.iter().map(|byte| u16::from(*byte)).collect(),
                stride: stride as usize,
            };
        }
        let (pairs, _) = bytes.as_chunks::<2>();
        Plane {
            samples: pairs.iter().map(|pair| u16::from_ne_bytes(*pair)).collect(),
            stride: stride as usize / 2,
        }
    };
    let shifts = match picture.pixel_layout() {
        PixelLayout::I400 => None,
        PixelLayout::I420 => Some((1, 1)),
        PixelLayout::I422 => Some((1, 0)),
        PixelLayout::I444 => Some((0, 0)),
    };
    let chroma = |shifts| {
        (
            [plane(PlanarImageComponent::U), plane(PlanarImageComponent::V)],
            shifts,
        )
    };
    Planes {
        width: picture.width(),
        height: picture.height(),
        bits,
        luma: plane(PlanarImageComponent::Y),
        chroma: shifts.map(chroma),
        matrix,
        full_range,
    }
}

fn turned(picture: RgbImage, turns: &[Turn]) -> RgbImage {
    turns.iter().fold(picture, |picture, turn| match turn {
        Turn::Anticlockwise(1) => imageops::rotate270(&picture),
        Turn::Anticlockwise(2) => imageops::rotate180(&picture),
        Turn::Anticlockwise(3) => imageops::rotate90(&picture),
        Turn::Anticlockwise(_) => picture,
        Turn::LeftRight => imageops::flip_horizontal(&picture),
        Turn::UpsideDown => imageops::flip_vertical(&picture),
    })
}
