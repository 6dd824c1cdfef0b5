//! Hats: fedoras, sun hats, bucket hats and berets.
//!
//! Caps and beanies are in [`super::caps`].

use super::{chance, one_of};
use crate::cloth::{CANVAS, CORDUROY, Cloth, FELT, SATIN, STRAW, TWILL};
use crate::curve::{AXIS, Outline};
use crate::facts::{Chosen, Garment, Gender};
use crate::palette::{self, css, toned};
use crate::pattern::Pattern;
use crate::piece::{Drawing, Ground, Piece};
use crate::relief::Fold;
use crate::trim;
use rand::rngs::StdRng;

/// Hats: fedora, wide-brim straw, bucket, beret.
pub fn hat(rng: &mut StdRng) -> Garment {
    let noun = one_of(rng, &["fedora", "sun hat", "bucket hat", "beret"]);
    let ground = match noun {
        "sun hat" => palette::pick(
            rng,
            &[
                &palette::BEIGE,
                &palette::CAMEL,
                &palette::ECRU,
                &palette::TAN,
                &palette::BLACK,
            ],
        ),
        "bucket hat" => palette::any(rng),
        _ => palette::pick(rng, palette::DEEP),
    };
    let ground = if noun != "sun hat" && chance(rng, 30) {
        palette::pick(
            rng,
            &[&palette::CAMEL, &palette::GREY, &palette::RED, &palette::CREAM],
        )
    } else {
        ground
    };
    let chosen = match noun {
        "sun hat" => Chosen::from(rng, &[&STRAW], &[Pattern::Plain], ground),
        "bucket hat" => Chosen::from(
            rng,
            &[&CANVAS, &CORDUROY, &TWILL],
            &[
                Pattern::Plain,
                Pattern::Gingham(20.0),
                Pattern::Leaf(80.0),
                Pattern::Houndstooth(18.0),
            ],
            ground,
        ),
        _ => Chosen::from(rng, &[&FELT], &[Pattern::Plain], ground),
    };
    let cloth = &chosen.cloth;
    let mut drawing = Drawing::new();
    drawing.ground = Ground::Standing(404.0);
    let ribbon_shade = palette::contrast(
        rng,
        chosen.ground(),
        &[
            &palette::BLACK,
            &palette::NAVY,
            &palette::OXBLOOD,
            &palette::WHITE,
            &palette::CAMEL,
        ],
    );
    let mut ribboned = false;
    match noun {
        "beret" => {
            let disc = Outline::new()
                .smooth(AXIS - 150.0, 330.0)
                .smooth(AXIS - 120.0, 280.0)
                .smooth(AXIS + 6.0, 250.0)
                .smooth(AXIS + 130.0, 288.0)
                .smooth(AXIS + 156.0, 338.0)
                .smooth(AXIS + 108.0, 384.0)
                .smooth(AXIS, 396.0)
                .smooth(AXIS - 112.0, 380.0);
            let folds = [
                Fold::new(
                    (AXIS - 104.0, 372.0),
                    (AXIS, 340.0),
                    (AXIS + 112.0, 372.0),
                    10.0,
                    -4.0,
                )
                .peaking(0.5),
                Fold::new(
                    (AXIS + 20.0, 262.0),
                    (AXIS + 60.0, 290.0),
                    (AXIS + 130.0, 320.0),
                    14.0,
                    3.0,
                ),
            ];
            drawing.add(Piece::new(disc, cloth).form(60.0, 30.0).folds(folds));
            let band = Outline::new()
                .corner(AXIS - 92.0, 380.0)
                .smooth(AXIS, 396.0)
                .corner(AXIS + 92.0, 382.0)
                .corner(AXIS + 88.0, 400.0)
                .smooth(AXIS, 414.0)
                .corner(AXIS - 88.0, 398.0);
            drawing.add(Piece::new(band, cloth).form(8.0, 4.0).cast(0.5).tone(0.9));
            drawing.trim(format!("<path d='M{} 254q2 -10 7 -12' stroke='{}' stroke-width='5' stroke-linecap='round' fill='none'/>", AXIS + 6.0, css(toned(cloth.base, 0.9))));
        }
        "bucket hat" => {
            let crown = Outline::new()
                .smooth(AXIS, 206.0)
                .smooth(AXIS + 80.0, 216.0)
                .corner(AXIS + 92.0, 226.0)
                .smooth(AXIS + 106.0, 300.0)
                .corner(AXIS + 112.0, 336.0)
                .smooth(AXIS, 350.0)
                .mirrored();
            let seam = format!(
                "M{} 226Q{AXIS} 244 {} 226M{} 330Q{AXIS} 346 {} 330",
                AXIS - 92.0,
                AXIS + 92.0,
                AXIS - 111.0,
                AXIS + 111.0
            );
            drawing.add(
                Piece::new(crown, cloth)
                    .grain(AXIS, 206.0, 0.0)
                    .form(50.0, 26.0)
                    .ink(&trim::seam(&seam, cloth)),
            );
            let brim = Outline::new()
                .corner(AXIS - 111.0, 330.0)
                .smooth(AXIS, 346.0)
                .corner(AXIS + 111.0, 330.0)
                .smooth(AXIS + 142.0, 380.0)
                .corner(AXIS + 158.0, 396.0)
                .smooth(AXIS + 80.0, 412.0)
                .smooth(AXIS, 416.0)
                .smooth(AXIS - 80.0, 412.0)
                .corner(AXIS - 158.0, 396.0)
                .smooth(AXIS - 142.0, 380.0);
            let rows: String = (1..6)
                .map(|i| {
                    let t = i as f32 / 6.0;
                    let (half, y) = (112.0 + 44.0 * t, 332.0 + 62.0 * t);
                    trim::stitch(
                        &format!(
                            "M{} {y}Q{AXIS} {} {} {y}",
                            AXIS - half,
                            y + 32.0 + 6.0 * t,
                            AXIS + half
                        ),
                        trim::thread(cloth),
                    )
                })
                .collect();
            drawing.add(
                Piece::new(brim, cloth)
                    .grain(AXIS, 330.0, 0.0)
                    .form(26.0, 10.0)
                    .cast(0.6)
                    .ink(&rows),
            );
        }
        _ => {
            let sun = noun == "sun hat";
            let (reach, rise) = if sun { (204.0, 30.0) } else { (166.0, 24.0) };
            let crown_top = if sun { 228.0 } else { 206.0 };
            let under = Outline::new()
                .smooth(AXIS - reach, 362.0)
                .smooth(AXIS, 362.0 - rise * 1.5)
                .smooth(AXIS + reach, 362.0)
                .smooth(AXIS, 362.0 + rise);
            drawing.add(Piece::new(under, cloth).tone(0.82).form(14.0, 4.0));
            let crown = if sun {
                Outline::new()
                    .smooth(AXIS, crown_top)
                    .smooth(AXIS + 62.0, crown_top + 14.0)
                    .smooth(AXIS + 90.0, crown_top + 62.0)
                    .corner(AXIS + 98.0, 366.0)
                    .smooth(AXIS, 384.0)
                    .mirrored()
            } else {
                Outline::new()
                    .smooth(AXIS, crown_top + 14.0)
                    .smooth(AXIS + 34.0, crown_top + 2.0)
                    .smooth(AXIS + 68.0, crown_top + 12.0)
                    .smooth(AXIS + 88.0, crown_top + 64.0)
                    .corner(AXIS + 97.0, 366.0)
                    .smooth(AXIS, 384.0)
                    .mirrored()
            };
            let pinch = if sun {
                Vec::new()
            } else {
                vec![
                    Fold::new(
                        (AXIS - 44.0, 226.0),
                        (AXIS - 52.0, 256.0),
                        (AXIS - 40.0, 290.0),
                        13.0,
                        -7.0,
                    ),
                    Fold::new(
                        (AXIS + 46.0, 226.0),
                        (AXIS + 54.0, 256.0),
                        (AXIS + 40.0, 290.0),
                        13.0,
                        -7.0,
                    ),
                ]
            };
            drawing.add(Piece::new(crown, cloth).form(54.0, 30.0).folds(pinch));
            let ribbon = Cloth::shade(&SATIN, ribbon_shade, 6);
            ribboned = true;
            let band = Outline::new()
                .corner(AXIS - 93.0, 322.0)
                .smooth(AXIS, 340.0)
                .corner(AXIS + 93.0, 322.0)
                .corner(AXIS + 98.0, 364.0)
                .smooth(AXIS, 384.0)
                .corner(AXIS - 98.0, 364.0);
            drawing.add(
                Piece::new(band, &ribbon)
                    .grain(AXIS, 300.0, 0.0)
                    .column(44.0, 18.0)
                    .wrinkle(0.3)
                    .cast(0.3),
            );
            let brim = Outline::new()
                .smooth(AXIS - reach, 360.0)
                .smooth(AXIS - reach * 0.8, 362.0)
                .smooth(AXIS - 98.0, 364.0)
                .smooth(AXIS, 383.0)
                .smooth(AXIS + 98.0, 364.0)
                .smooth(AXIS + reach * 0.8, 362.0)
                .smooth(AXIS + reach, 360.0)
                .smooth(AXIS + reach * 0.86, 384.0)
                .smooth(AXIS + 70.0, 366.0 + rise * 1.5)
                .smooth(AXIS, 368.0 + rise * 1.7)
                .smooth(AXIS - 70.0, 366.0 + rise * 1.5)
                .smooth(AXIS - reach * 0.86, 384.0);
            drawing.add(Piece::new(brim, cloth).form(18.0, 8.0).cast(0.4));
        }
    }
    let mut garment = Garment::new(drawing, noun, &chosen, Gender::Unisex);
    if ribboned {
        garment = garment.with(ribbon_shade).details(&["ribbon band"]);
    }
    let (occasions, seasons): (&[_], &[_]) = match noun {
        "sun hat" => (&["beach", "travel"], &["summer"]),
        "bucket hat" => (&["casual", "travel", "beach"], &["summer", "spring"]),
        _ => (&["casual", "winter", "travel"], &["autumn", "winter"]),
    };
    garment.worn(
        if noun == "sun hat" {
            &["beach", "relaxed"]
        } else {
            &["classic", "playful"]
        },
        occasions,
        seasons,
    )
}
