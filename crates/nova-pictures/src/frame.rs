//! Brings a picture to the shape in which pieces are shown, without cutting anything off a piece that stands before a plain
//! ground: the ground is continued. What has no plain ground keeps its shape, and is cut where it is shown.

use image::{Rgb, RgbImage};

/// How far from the wanted shape a picture may be, as a share of it, without being touched.
const NEAR: f32 = 0.04;
/// Most by which a channel of a plain ground's pixel is off the mean, of 255.
const PLAIN: f32 = 14.0;
/// The share of an edge's pixels that are plain before a plain ground.
const MOSTLY: f32 = 0.94;

/// Darkest channel of a white ground, of 255.
const WHITE: u8 = 246;

/// Whether a picture has a white ground up to all of its edges.
pub fn on_white(picture: &RgbImage) -> bool {
    let (width, height) = picture.dimensions();
    let white = |above_and_below: bool| {
        ground(picture, above_and_below)
            .is_some_and(|Rgb(ground)| ground.iter().all(|channel| *channel >= WHITE))
    };
    width > 0 && height > 0 && white(true) && white(false)
}

/// The picture with its plain ground continued on two sides until it is `aspect` as wide as high; the picture itself where the
/// ground is not plain, or the shape is nearly that.
pub fn framed(picture: RgbImage, aspect: f32) -> RgbImage {
    let (width, height) = picture.dimensions();
    let own = width as f32 / height.max(1) as f32;
    if width == 0 || height == 0 || (own / aspect - 1.0).abs() <= NEAR {
        return picture;
    }
    let wide = own > aspect;
    let Some(ground) = ground(&picture, wide) else {
        return picture;
    };
    let (to_width, to_height) = match wide {
        true => (width, (width as f32 / aspect).round() as u32),
        false => ((height as f32 * aspect).round() as u32, height),
    };
    let mut whole = RgbImage::from_pixel(to_width.max(width), to_height.max(height), ground);
    let (x, y) = ((whole.width() - width) / 2, (whole.height() - height) / 2);
    image::imageops::replace(&mut whole, &picture, i64::from(x), i64::from(y));
    whole
}

/// The colour of the ground at the edges that are to be continued, above and below or at the sides; `None` where it is not plain.
fn ground(picture: &RgbImage, above_and_below: bool) -> Option<Rgb<u8>> {
    let (width, height) = picture.dimensions();
    let edge: Vec<[f32; 3]> = match above_and_below {
        true => (0..width)
            .flat_map(|x| [(x, 0), (x, height - 1)])
            .collect::<Vec<_>>(),
        false => (0..height).flat_map(|y| [(0, y), (width - 1, y)]).collect(),
    }
    .into_iter()
    .map(|(x, y)| picture.get_pixel(x, y).0.map(f32::from))
    .collect();
    let count = edge.len() as f32;
    let mean = [0, 1, 2].map(|channel| edge.iter().map(|pixel| pixel[channel]).sum::<f32>() / count);
    let plain = |pixel: &&[f32; 3]| {
        pixel
            .iter()
            .zip(mean)
            .all(|(value, mean)| (value - mean).abs() <= PLAIN)
    };
    let share = edge.iter().filter(plain).count() as f32 / count;
    (share >= MOSTLY).then(|| Rgb(mean.map(|value| value.round() as u8)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_ground_is_continued_and_nothing_is_cut() {
        let mut shoe = RgbImage::from_pixel(400, 200, Rgb([250, 250, 248]));
        for x in 20..380 {
            shoe.put_pixel(x, 100, Rgb([20, 20, 20]));
        }
        let whole = framed(shoe.clone(), 0.75);
        assert_eq!(whole.dimensions(), (400, 533));
        assert_eq!(whole.get_pixel(0, 0), &Rgb([250, 250, 248]), "the ground goes on");
        assert_eq!(
            whole.get_pixel(200, 100 + 166),
            &Rgb([20, 20, 20]),
            "the shoe stands in the middle"
        );
        let tall = framed(image::imageops::rotate90(&shoe), 0.75);
        assert_eq!(tall.dimensions(), (300, 400));
    }

    #[test]
    fn a_white_ground_is_told_from_a_coloured_one_and_from_a_scene() {
        let mut watch = RgbImage::from_pixel(300, 400, Rgb([253, 254, 252]));
        for x in 120..180 {
            watch.put_pixel(x, 200, Rgb([20, 20, 20]));
        }
        assert!(on_white(&watch));
        assert!(!on_white(&RgbImage::from_pixel(300, 400, Rgb([236, 232, 226]))));
        let scene = RgbImage::from_fn(300, 200, |x, y| Rgb([(x % 256) as u8, (y % 256) as u8, 90]));
        assert!(!on_white(&scene));
        assert!(!on_white(&RgbImage::new(0, 0)));
    }

    #[test]
    fn a_scene_and_a_picture_of_the_right_shape_stay_as_they_are() {
        let scene = RgbImage::from_fn(300, 200, |x, y| Rgb([(x % 256) as u8, (y % 256) as u8, 90]));
        assert_eq!(framed(scene.clone(), 0.75), scene);
        let right = RgbImage::from_pixel(300, 400, Rgb([255; 3]));
        assert_eq!(framed(right.clone(), 0.75), right);
    }
}
