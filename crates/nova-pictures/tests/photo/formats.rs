//! Formats, depths and transparency end as the same 8-bit RGB; thumbnails.

use image::{
    DynamicImage, GrayAlphaImage, ImageBuffer, ImageFormat, Luma, LumaA, Rgb, RgbImage, Rgba, RgbaImage,
};
use nova_pictures::Photo;

use crate::{LIMITS, decode, encode, fields, near, six};

#[test]
fn every_format_is_read_by_its_content() {
    for format in [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Gif,
        ImageFormat::Bmp,
        ImageFormat::Tiff,
    ] {
        let photo = decode(&encode(six(), format)).unwrap_or_else(|e| panic!("{format:?}: {e}"));
        assert_eq!(fields(&photo), [0, 1, 2, 3, 4, 5], "{format:?}");
    }
}

#[test]
fn a_file_is_opened_whatever_its_name_says() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("really-a-png.jpg");
    std::fs::write(&path, encode(six(), ImageFormat::Png)).unwrap();
    assert_eq!(Photo::open(&path, &LIMITS).unwrap().rgb(), &six());
}

#[test]
fn sixteen_bits_grey_and_palettes_become_eight_bit_rgb() {
    let deep = ImageBuffer::from_pixel(4, 4, Rgb([65535_u16, 32768, 0]));
    assert_eq!(
        decode(&encode(DynamicImage::ImageRgb16(deep), ImageFormat::Png))
            .unwrap()
            .rgb()[(0, 0)]
            .0,
        [255, 128, 0]
    );
    let deep_grey = ImageBuffer::from_pixel(4, 4, Luma([32896_u16]));
    let photo = decode(&encode(DynamicImage::ImageLuma16(deep_grey), ImageFormat::Png)).unwrap();
    assert_eq!(
        photo.rgb()[(0, 0)].0,
        [128; 3],
        "the scale is kept, not the low byte"
    );
    let grey = ImageBuffer::from_pixel(4, 4, Luma([77_u8]));
    assert_eq!(
        decode(&encode(grey, ImageFormat::Jpeg)).unwrap().rgb()[(3, 3)].0,
        [77; 3]
    );
}

#[test]
fn transparency_lies_on_white() {
    let mut picture = RgbaImage::from_pixel(3, 1, Rgba([200, 0, 100, 255]));
    picture.put_pixel(1, 0, Rgba([200, 0, 100, 0]));
    picture.put_pixel(2, 0, Rgba([200, 0, 100, 128]));
    for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Tiff] {
        let photo = decode(&encode(picture.clone(), format)).unwrap();
        let pixels: Vec<_> = photo.rgb().pixels().map(|p| p.0).collect();
        // 128 of 255 of the colour, the rest white.
        assert_eq!(
            pixels,
            [[200, 0, 100], [255, 255, 255], [227, 127, 177]],
            "{format:?}"
        );
    }
    let grey = GrayAlphaImage::from_pixel(2, 2, LumaA([0, 51]));
    assert_eq!(
        decode(&encode(grey, ImageFormat::Png)).unwrap().rgb()[(0, 0)].0,
        [204; 3]
    );
    let gif = RgbaImage::from_fn(2, 1, |x, _| Rgba([10, 20, 30, if x == 0 { 0 } else { 255 }]));
    let photo = decode(&encode(gif, ImageFormat::Gif)).unwrap();
    assert_eq!(
        photo.rgb()[(0, 0)].0,
        [255; 3],
        "a GIF's transparent colour is white too"
    );
}

#[test]
fn the_first_frame_stands_for_an_animation() {
    let mut bytes = Vec::new();
    {
        let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
        for shade in [[255, 0, 0, 255], [0, 0, 255, 255]] {
            encoder
                .encode_frame(image::Frame::new(RgbaImage::from_pixel(8, 8, Rgba(shade))))
                .unwrap();
        }
    }
    assert!(
        near(decode(&bytes).unwrap().rgb()[(4, 4)], Rgb([255, 0, 0]), 8),
        "red comes first"
    );
}

#[test]
fn four_colour_progressive_jpegs_have_their_colours() {
    let photo = decode(include_bytes!("../data/cmyk.jpg")).unwrap();
    let rgb = photo.rgb();
    assert_eq!(rgb.dimensions(), (48, 32));
    // As `pattern` of data/make.py, whose hard edges a JPEG blurs.
    let mut total = 0;
    for (x, y, pixel) in rgb.enumerate_pixels() {
        let expected = [
            ((x * 37 + y * 11) % 256) as u8,
            if (x / 3 + y / 5).is_multiple_of(2) {
                240
            } else {
                15
            },
            ((x * x + 3 * y * y) % 256) as u8,
        ];
        total += pixel
            .0
            .iter()
            .zip(expected)
            .map(|(a, b)| u32::from(a.abs_diff(b)))
            .sum::<u32>();
    }
    let mean = f64::from(total) / f64::from(48 * 32 * 3);
    assert!(
        mean < 8.0,
        "on average {mean} off; inverted inks would be over 100"
    );
}

#[test]
fn the_profile_of_four_inks_says_how_they_look() {
    let photo = decode(include_bytes!("../data/inks.jpg")).unwrap();
    let (brick, paper) = (photo.rgb()[(8, 16)], photo.rgb()[(40, 16)]);
    assert!(near(brick, Rgb([180, 40, 40]), 14), "{brick:?}");
    assert!(near(paper, Rgb([255; 3]), 3), "{paper:?}");
}

#[test]
fn a_thumbnail_fits_keeps_the_aspect_and_never_grows() {
    let photo = Photo::from_rgb(RgbImage::from_pixel(400, 200, Rgb([9, 99, 199])));
    for (max_width, max_height, expected) in [
        (100, 100, (100, 50)),
        (1000, 50, (100, 50)),
        (400, 200, (400, 200)),
        (800, 800, (400, 200)),
        (1, 1, (1, 1)),
    ] {
        let thumbnail = photo.thumbnail(max_width, max_height);
        assert_eq!(thumbnail.dimensions(), expected, "into {max_width}×{max_height}");
        assert!(
            thumbnail.pixels().all(|p| p.0 == [9, 99, 199]),
            "one colour stays one colour"
        );
    }
    let thin = Photo::from_rgb(RgbImage::new(1, 5000));
    assert_eq!(
        thin.thumbnail(100, 100).dimensions(),
        (1, 100),
        "a side is one pixel at least"
    );
}

#[test]
fn a_thumbnail_is_smoothed() {
    let stripes = RgbImage::from_fn(400, 400, |x, _| Rgb([if x % 2 == 0 { 0 } else { 255 }; 3]));
    let thumbnail = Photo::from_rgb(stripes).thumbnail(40, 40);
    let inside = thumbnail.get_pixel(20, 20).0[0];
    assert!(
        (120..=135).contains(&inside),
        "fine stripes become grey, and {inside} is not"
    );
}
