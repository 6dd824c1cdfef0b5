//! The colours of a garment in its picture, and not of what it lies on or hangs before.
//!
//! What the border of the picture shows is taken for the background (`background`); what is left counts the more the
//! nearer to the middle it is, and is gathered to a few shades (`shades`). Which name a shade has is `naming`'s.
//! Deliberately absent: decoding, and what a garment is beside its colours; `nova-engine`'s inference asks the model.

mod background;
mod naming;
mod points;
mod shades;

pub use naming::{Naming, Point, naming, naming_by};
pub use shades::Shade;

use crate::oklab::Oklab;

/// Longest side of a picture, in pixels, that is worth looking at: more shows threads, which have no say in a colour.
pub const LOOK_SIDE: u32 = 80;

/// The shades of the garment in a picture of `width` × `height` pixels of 8-bit sRGB, row by row; the largest first,
/// with shares that add up to 1. None where there are no such pixels. The same pixels always give the same shades.
pub fn shades(rgb: &[u8], width: usize, height: usize) -> Vec<Shade> {
    let (pixels, _) = rgb.as_chunks::<3>();
    if pixels.is_empty() || pixels.len() != width * height {
        return Vec::new();
    }
    let lab: Vec<Oklab> = pixels.iter().map(|pixel| Oklab::from_srgb(*pixel)).collect();
    let weights = background::weights(&lab, width, height);
    shades::gather(&lab, &weights)
}

/// The mean of all pixels as the only shade: what one would say who looks at nothing, to compare with.
pub fn mean_of_all(rgb: &[u8]) -> Vec<Shade> {
    let (pixels, _) = rgb.as_chunks::<3>();
    let lab: Vec<Oklab> = pixels.iter().map(|pixel| Oklab::from_srgb(*pixel)).collect();
    let colour = shades::mean(&lab, &vec![1.0; lab.len()]);
    colour
        .map(|colour| Shade { colour, share: 1.0 })
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A picture with a garment in the middle.
    fn picture(side: usize, at: impl Fn(usize, usize) -> [u8; 3]) -> Vec<u8> {
        let pixels = (0..side * side).flat_map(|index| at(index % side, index / side));
        pixels.collect()
    }

    fn inside(x: usize, y: usize) -> bool {
        (12..28).contains(&x) && (10..32).contains(&y)
    }

    fn largest(rgb: &[u8]) -> Oklab {
        shades(rgb, 40, 40)[0].colour
    }

    #[test]
    fn a_red_garment_is_red_before_whatever_stands_behind_it() {
        let red = Oklab::from_srgb([190, 25, 35]);
        type Ground = fn(usize, usize) -> [u8; 3];
        let grounds: [(&str, Ground); 4] = [
            ("white", |_, _| [250, 250, 250]),
            ("green", |_, _| [30, 120, 60]),
            ("a gradient", |x, y| [120 + 2 * x as u8, 130 + 2 * y as u8, 160]),
            ("a checked cloth", |x, y| {
                if (x / 4 + y / 4) % 2 == 0 {
                    [60, 70, 160]
                } else {
                    [220, 215, 200]
                }
            }),
        ];
        for (name, ground) in grounds {
            let rgb = picture(40, |x, y| if inside(x, y) { [190, 25, 35] } else { ground(x, y) });
            let found = largest(&rgb);
            assert!(found.distance(red) < 0.05, "before {name}: {found:?}");
        }
    }

    #[test]
    fn a_white_garment_on_white_is_white_and_not_its_shadows() {
        // Its outline is open at the hem, so that the ground reaches into it.
        let rgb = picture(40, |x, y| {
            let within = (13..27).contains(&x) && (11..31).contains(&y);
            let hem = (18..22).contains(&x) && y == 31;
            match inside(x, y) && !within && !hem {
                true => [200, 200, 205],
                false => [252, 252, 252],
            }
        });
        assert!(largest(&rgb).l > 0.9, "{:?}", shades(&rgb, 40, 40));
    }

    #[test]
    fn a_garment_of_two_colours_has_both() {
        let rgb = picture(40, |x, y| match inside(x, y) {
            true if y < 19 => [20, 25, 70],
            true => [240, 200, 40],
            false => [245, 245, 245],
        });
        let found = shades(&rgb, 40, 40);
        assert!(
            found.len() >= 2 && found[1].share > 0.25,
            "navy above and yellow below: {found:?}"
        );
    }

    #[test]
    fn what_is_no_picture_has_no_shades() {
        assert!(shades(&[], 0, 0).is_empty(), "nothing");
        assert!(shades(&[1, 2, 3], 2, 2).is_empty(), "pixels are missing");
        assert_eq!(shades(&[9, 9, 9], 1, 1).len(), 1, "one pixel is enough");
    }

    proptest! {
        #[test]
        fn shares_add_up_and_the_same_pixels_give_the_same_shades(
            rgb in prop::collection::vec(any::<u8>(), 3 * 7 * 9)
        ) {
            let found = shades(&rgb, 7, 9);
            let sum: f32 = found.iter().map(|shade| shade.share).sum();
            prop_assert!((sum - 1.0).abs() < 1e-3, "{found:?}");
            prop_assert!(found.windows(2).all(|pair| pair[0].share >= pair[1].share));
            prop_assert!(found.iter().all(|shade| (0.0..=1.001).contains(&shade.colour.l)));
            prop_assert_eq!(shades(&rgb, 7, 9), found);
        }

        #[test]
        fn a_picture_of_one_colour_has_that_colour(pixel in any::<[u8; 3]>(), width in 1_usize..30, height in 1_usize..30) {
            let found = shades(&pixel.repeat(width * height), width, height);
            prop_assert_eq!(found.len(), 1);
            prop_assert!(found[0].colour.distance(Oklab::from_srgb(pixel)) < 1e-2);
        }
    }
}
