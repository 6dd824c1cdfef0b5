//! Clutches: envelope, box and frame.

use super::handbags::{box_of, metal, standing};
use super::one_of;
use crate::cloth::{CALF, LEATHER, PATENT, SATIN, SUEDE, VELVET};
use crate::curve::{AXIS, Outline, Point, path_of};
use crate::facts::{Chosen, Garment, Gender};
use crate::palette::{self, css, toned};
use crate::pattern::Pattern;
use crate::piece::Piece;
use crate::relief::Fold;
use crate::trim;
use rand::rngs::StdRng;

/// Clutches: envelope, box and gathered.
pub fn clutch(rng: &mut StdRng) -> Garment {
    let ground = palette::pick(
        rng,
        &[
            palette::BRIGHT,
            palette::DEEP,
            &[&palette::GOLD, &palette::SILVER, &palette::BLUSH, &palette::IVORY],
        ]
        .concat(),
    );
    let chosen = Chosen::from(
        rng,
        &[&SATIN, &CALF, &PATENT, &VELVET, &SUEDE, &LEATHER],
        &[Pattern::Plain],
        ground,
    );
    let cloth = &chosen.cloth;
    let noun = one_of(rng, &["envelope clutch", "box clutch", "frame clutch"]);
    let gold = metal(rng);
    let mut bag = standing(430.0);
    match noun {
        "envelope clutch" => {
            bag.add(
                Piece::new(box_of((168.0, 232.0), (170.0, 428.0), 12.0), cloth)
                    .form(22.0, 9.0)
                    .wrinkle(0.35),
            );
            let flap = Outline::new()
                .corner(AXIS - 169.0, 234.0)
                .smooth(AXIS, 230.0)
                .corner(AXIS + 169.0, 234.0)
                .corner(AXIS + 166.0, 256.0)
                .smooth(AXIS + 20.0, 354.0)
                .smooth(AXIS, 360.0)
                .smooth(AXIS - 20.0, 354.0)
                .corner(AXIS - 166.0, 256.0);
            let edge = format!(
                "M{} 256L{} 344Q{AXIS} 354 {} 344L{} 256",
                AXIS - 158.0,
                AXIS - 18.0,
                AXIS + 18.0,
                AXIS + 158.0
            );
            bag.add(
                Piece::new(flap, cloth)
                    .form(14.0, 5.0)
                    .wrinkle(0.35)
                    .cast(0.9)
                    .ink(&trim::stitch(&edge, trim::thread(cloth))),
            );
            bag.trim(trim::stud(AXIS, 344.0, 8.0, gold));
        }
        "box clutch" => {
            bag.add(
                Piece::new(box_of((150.0, 264.0), (150.0, 428.0), 20.0), cloth)
                    .form(18.0, 12.0)
                    .wrinkle(0.4),
            );
            bag.trim(format!(
                "<path d='M{} 300V284Q{} 266 {} 266H{}Q{} 266 {} 284V300' fill='none' stroke='{}' stroke-width='6'/><path d='M{} 300V284Q{} 266 {} 266H{}Q{} 266 {} 284V300' fill='none' stroke='{}' stroke-width='3.4'/>",
                AXIS - 150.0, AXIS - 150.0, AXIS - 130.0, AXIS + 130.0, AXIS + 150.0, AXIS + 150.0, css(toned(gold, 0.6)),
                AXIS - 150.0, AXIS - 150.0, AXIS - 130.0, AXIS + 130.0, AXIS + 150.0, AXIS + 150.0, css(gold)
            ));
            bag.trim(trim::stud(AXIS, 262.0, 11.0, gold));
        }
        _ => {
            let body = Outline::new()
                .corner(AXIS - 120.0, 276.0)
                .smooth(AXIS, 270.0)
                .corner(AXIS + 120.0, 276.0)
                .smooth(AXIS + 160.0, 350.0)
                .smooth(AXIS + 146.0, 412.0)
                .smooth(AXIS, 430.0)
                .smooth(AXIS - 146.0, 412.0)
                .smooth(AXIS - 160.0, 350.0);
            let folds = (0..15).map(|i| {
                let t = i as f32 / 7.0 - 1.0;
                Fold::new(
                    (AXIS + 112.0 * t, 282.0),
                    (AXIS + 134.0 * t, 330.0),
                    (AXIS + 142.0 * t, 392.0),
                    5.0,
                    if i % 2 == 0 { 3.2 } else { -2.6 },
                )
                .peaking(0.08)
            });
            bag.add(Piece::new(body, cloth).form(40.0, 22.0).folds(folds));
            let frame: Vec<Point> = Outline::line()
                .corner(AXIS - 124.0, 290.0)
                .smooth(AXIS - 116.0, 268.0)
                .smooth(AXIS, 262.0)
                .smooth(AXIS + 116.0, 268.0)
                .corner(AXIS + 124.0, 290.0)
                .points(8);
            let d = path_of(&frame);
            bag.trim(format!("<path d='{d}' fill='none' stroke='{}' stroke-width='13' stroke-linecap='round'/><path d='{d}' fill='none' stroke='{}' stroke-width='10' stroke-linecap='round'/><path d='{d}' fill='none' stroke='#fff' stroke-opacity='.55' stroke-width='2.4' transform='translate(0 -2.6)'/>", css(toned(gold, 0.55)), css(gold)));
            bag.trim(trim::stud(AXIS - 7.0, 252.0, 7.0, gold) + &trim::stud(AXIS + 7.0, 254.0, 7.0, gold));
        }
    }
    Garment::new(bag, noun, &chosen, Gender::Women)
        .details(&[if gold == palette::SILVER.rgb() {
            "silver hardware"
        } else {
            "gold hardware"
        }])
        .worn(
            &["evening", "elegant", "feminine"],
            &["party", "wedding"],
            &["spring", "summer", "autumn", "winter"],
        )
}
