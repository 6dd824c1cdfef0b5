//! Sandals: slides, strappy flats, espadrilles and heeled sandals.

use super::uppers::{ankle_strap, band};
use super::{chance, one_of};
use crate::cloth::{CALF, Cloth, RAFFIA, RUBBER, SUEDE};
use crate::curve::Outline;
use crate::facts::{Chosen, Garment, Gender};
use crate::last::{FLOOR, Last, pair};
use crate::palette::{self};
use crate::pattern::Pattern;
use crate::piece::{Drawing, Piece};
use crate::trim;
use rand::rngs::StdRng;

/// Sandals: slides, strappy flats, espadrilles and heeled sandals.
pub fn sandals(rng: &mut StdRng) -> Garment {
    let noun = one_of(
        rng,
        &["slides", "strappy sandals", "espadrille wedges", "heeled sandals"],
    );
    let gender = if noun == "slides" {
        one_of(rng, &[Gender::Unisex, Gender::Men, Gender::Women])
    } else {
        Gender::Women
    };
    let ground = palette::pick(
        rng,
        &[
            &palette::TAN,
            &palette::BLACK,
            &palette::WHITE,
            &palette::GOLD,
            &palette::BROWN,
            &palette::RED,
            &palette::CORAL,
            &palette::NAVY,
            &palette::BLUSH,
            &palette::TURQUOISE,
            &palette::SILVER,
            &palette::CAMEL,
        ],
    );
    let chosen = Chosen::from(rng, &[&CALF, &CALF, &SUEDE], &[Pattern::Plain], ground);
    let cloth = &chosen.cloth;
    let (lift, sole) = match noun {
        "espadrille wedges" => (62.0, 24.0),
        "heeled sandals" => (86.0, 6.0),
        "slides" => (10.0, 22.0),
        _ => (8.0, 14.0),
    };
    let last = Last { lift, sole };
    let mut shoe = Drawing::new();
    let insole = Cloth::plain(&SUEDE, [0.80, 0.64, 0.46], 2);
    match noun {
        "espadrille wedges" => {
            let rope = Cloth::plain(&RAFFIA, [0.83, 0.70, 0.49], 2);
            let wedge = last.cut(&[
                (62.0, 0.0, false),
                (120.0, 0.0, true),
                (190.0, 0.0, true),
                (270.0, 0.0, true),
                (340.0, 0.0, true),
                (406.0, 0.0, false),
                (404.0, -40.0, true),
                (398.0, -86.0, false),
                (300.0, -70.0, true),
                (180.0, -24.0, true),
                (72.0, -25.0, false),
            ]);
            shoe.add(
                Piece::new(wedge, &rope)
                    .within(
                        &Outline::new()
                            .corner(40.0, 100.0)
                            .corner(460.0, 100.0)
                            .corner(460.0, FLOOR)
                            .corner(40.0, FLOOR),
                    )
                    .grain(60.0, 400.0, -0.12)
                    .form(12.0, 6.0)
                    .wrinkle(0.0),
            );
        }
        "heeled sandals" => {
            let slim = chance(rng, 50);
            shoe.add(last.heel_piece(
                cloth,
                if slim { 352.0 } else { 334.0 },
                if slim { 9.0 } else { 40.0 },
            ));
            shoe.add(last.sole_piece(&insole, 6.0));
        }
        _ => {
            let rubber = Cloth::plain(
                &RUBBER,
                if chance(rng, 50) {
                    [0.22, 0.18, 0.16]
                } else {
                    [0.80, 0.66, 0.47]
                },
                2,
            );
            shoe.add(last.sole_piece(&rubber, sole));
            shoe.add(last.sole_piece(&insole, 5.0));
        }
    }
    match noun {
        "slides" => {
            let strap = last.cut(&[
                (126.0, -4.0, false),
                (134.0, 44.0, true),
                (168.0, 72.0, true),
                (214.0, 82.0, false),
                (250.0, 50.0, true),
                (262.0, -4.0, false),
                (190.0, -6.0, true),
            ]);
            shoe.add(
                Piece::new(strap, cloth)
                    .form(30.0, 13.0)
                    .wrinkle(0.3)
                    .cast(0.8)
                    .ink(&trim::stitch(
                        &last.line(&[(132.0, 0.0), (140.0, 42.0), (172.0, 66.0), (210.0, 76.0)]),
                        trim::thread(cloth),
                    )),
            );
        }
        "espadrille wedges" => {
            let vamp = last.cut(&[
                (62.0, -2.0, false),
                (72.0, 26.0, true),
                (120.0, 44.0, true),
                (176.0, 58.0, false),
                (206.0, 30.0, true),
                (228.0, -2.0, false),
                (150.0, -3.0, true),
            ]);
            shoe.add(Piece::new(vamp, cloth).form(24.0, 12.0).cast(0.6).wrinkle(0.4));
            let heel = last.cut(&[
                (352.0, -2.0, false),
                (362.0, 42.0, true),
                (396.0, 66.0, false),
                (410.0, 30.0, true),
                (406.0, -2.0, false),
            ]);
            shoe.add(Piece::new(heel, cloth).form(16.0, 8.0).cast(0.5).wrinkle(0.3));
            ankle_strap(&mut shoe, &last, 74.0, cloth);
        }
        _ => {
            shoe.add(band(
                &last,
                &[(104.0, -2.0), (114.0, 26.0), (140.0, 42.0)],
                12.0,
                cloth,
            ));
            if noun == "strappy sandals" {
                shoe.add(band(
                    &last,
                    &[(170.0, -2.0), (190.0, 34.0), (236.0, 68.0)],
                    10.0,
                    cloth,
                ));
                shoe.add(band(
                    &last,
                    &[(250.0, -2.0), (230.0, 40.0), (214.0, 62.0)],
                    10.0,
                    cloth,
                ));
            } else {
                shoe.add(band(
                    &last,
                    &[(140.0, -2.0), (152.0, 30.0), (178.0, 50.0)],
                    10.0,
                    cloth,
                ));
            }
            let back = last.cut(&[
                (366.0, -2.0, false),
                (372.0, 44.0, true),
                (392.0, 92.0, false),
                (404.0, 94.0, false),
                (410.0, 40.0, true),
                (406.0, -2.0, false),
            ]);
            shoe.add(Piece::new(back, cloth).form(12.0, 6.0).cast(0.5).wrinkle(0.2));
            ankle_strap(&mut shoe, &last, 92.0, cloth);
        }
    }
    let styles: &[_] = if noun == "heeled sandals" {
        &["evening", "elegant"]
    } else {
        &["relaxed", "bohemian", "beach"]
    };
    Garment::new(pair(shoe, 36.0, -22.0), noun, &chosen, gender)
        .details(&[
            "open toe",
            match noun {
                "slides" => "broad strap",
                "heeled sandals" | "strappy sandals" => "ankle strap",
                _ => "rope wedge",
            },
        ])
        .worn(
            styles,
            if noun == "heeled sandals" {
                &["party", "wedding"]
            } else {
                &["beach", "casual", "travel"]
            },
            &["summer"],
        )
}
