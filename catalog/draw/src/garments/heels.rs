//! Heeled shoes and flats.

use super::uppers::{ankle_strap, band, instep_strap, lining, upper};
use super::{chance, one_of};
use crate::cloth::{CALF, Cloth, PATENT, RUBBER, SATIN, SUEDE};
use crate::curve::{Outline, Point};
use crate::facts::{Chosen, Garment, Gender};
use crate::last::{Cut, Last, pair};
use crate::palette::{self, Shade, toned};
use crate::pattern::Pattern;
use crate::piece::{Drawing, Piece};
use crate::trim;
use rand::rngs::StdRng;

const SHOE_COLOURS: &[&Shade] = &[
    &palette::BLACK,
    &palette::BLACK,
    &palette::RED,
    &palette::NAVY,
    &palette::CAMEL,
    &palette::OXBLOOD,
    &palette::BLUSH,
    &palette::WHITE,
    &palette::GOLD,
    &palette::SILVER,
    &palette::FOREST,
    &palette::FUCHSIA,
    &palette::TAN,
    &palette::ROYAL,
    &palette::BEIGE,
    &palette::PURPLE,
];

fn shoe_cloth(rng: &mut StdRng) -> Chosen {
    let ground = palette::pick(rng, SHOE_COLOURS);
    if chance(rng, 9) {
        return Chosen::from(rng, &[&SUEDE], &[Pattern::Leopard(52.0)], ground);
    }
    Chosen::from(
        rng,
        &[&CALF, &PATENT, &SUEDE, &SATIN, &CALF],
        &[Pattern::Plain],
        ground,
    )
}

/// Heeled shoes: pumps, slingbacks, Mary Janes and ankle straps on four heels.
pub fn heels(rng: &mut StdRng) -> Garment {
    let chosen = shoe_cloth(rng);
    let cloth = &chosen.cloth;
    let (heel, lift, front, foot) = one_of(
        rng,
        &[
            ("stiletto heel", 112.0, 352.0, 9.0),
            ("kitten heel", 58.0, 356.0, 10.0),
            ("block heel", 82.0, 330.0, 46.0),
            ("stiletto heel", 96.0, 352.0, 9.0),
        ],
    );
    let last = Last { lift, sole: 5.0 };
    let noun = one_of(
        rng,
        &["pumps", "slingback pumps", "Mary Jane pumps", "ankle-strap pumps"],
    );
    let pointed = heel != "block heel";
    let toe = if pointed { 9.0 } else { 22.0 };
    let mut shoe = Drawing::new();
    let sole = Cloth::plain(
        &RUBBER,
        if chance(rng, 40) {
            [0.76, 0.60, 0.42]
        } else {
            toned(cloth.base, 0.5)
        },
        4,
    );
    let plain = chosen.plain(chosen.material);
    let skin = [0.87, 0.76, 0.62];
    let sling = noun == "slingback pumps";
    let far: &[Cut] = if sling {
        &[
            (160.0, 30.0, false),
            (214.0, 34.0, true),
            (262.0, 22.0, true),
            (302.0, 0.0, false),
            (180.0, 2.0, false),
        ]
    } else {
        &[
            (168.0, 26.0, false),
            (240.0, 34.0, true),
            (330.0, 52.0, true),
            (396.0, 74.0, false),
            (398.0, 4.0, false),
            (230.0, 4.0, false),
        ]
    };
    lining(&mut shoe, &last, far, skin);
    shoe.add(last.heel_piece(if heel == "block heel" { cloth } else { &plain }, front, foot));
    shoe.add(last.sole_piece(&sole, 5.0));
    let mut top: Vec<Cut> = vec![
        (60.0, 2.0, false),
        (68.0, toe, true),
        (112.0, toe + 19.0, true),
        (168.0, 44.0, true),
        (190.0, 46.0, false),
    ];
    if sling {
        top.extend([
            (214.0, 30.0, true),
            (252.0, 20.0, true),
            (286.0, 12.0, false),
            (300.0, 0.0, false),
        ]);
        let mut nodes = top.clone();
        nodes.extend([(230.0, -1.0, true), (150.0, -1.0, true), (62.0, -1.0, false)]);
        shoe.add(
            Piece::new(last.cut(&nodes), cloth)
                .form(26.0, 14.0)
                .wrinkle(0.4)
                .cast(0.5),
        );
        shoe.add(band(
            &last,
            &[(262.0, 16.0), (330.0, 40.0), (392.0, 58.0), (402.0, 56.0)],
            6.0,
            &plain,
        ));
        let (x, y) = last.at(300.0, 30.0);
        shoe.trim(trim::buckle(x, y, 8.0, 9.0, palette::GOLD.rgb()));
    } else {
        top.extend([
            (216.0, 32.0, true),
            (262.0, 25.0, true),
            (330.0, 40.0, true),
            (382.0, 72.0, true),
            (398.0, 78.0, false),
            (407.0, 50.0, true),
            (407.0, 14.0, true),
        ]);
        let back = last.line(&[(396.0, 78.0), (401.0, 40.0), (398.0, 2.0)]);
        shoe.add(upper(&last, &top, cloth).ink(&trim::seam(&back, cloth)));
    }
    if noun == "Mary Jane pumps" {
        instep_strap(&mut shoe, &last, 236.0, &plain);
    }
    if noun == "ankle-strap pumps" {
        shoe.add(band(&last, &[(396.0, 66.0), (399.0, 92.0)], 9.0, &plain));
        ankle_strap(&mut shoe, &last, 92.0, &plain);
    }
    Garment::new(pair(shoe, 36.0, -22.0), noun, &chosen, Gender::Women)
        .details(&[heel, if pointed { "pointed toe" } else { "almond toe" }])
        .worn(
            &["elegant", "evening", "feminine"],
            &["party", "work", "wedding"],
            &["spring", "summer", "autumn"],
        )
}

/// Flat shoes: ballerinas, Mary Janes, mules and pointed flats.
pub fn flats(rng: &mut StdRng) -> Garment {
    let chosen = shoe_cloth(rng);
    let cloth = &chosen.cloth;
    let last = Last {
        lift: 10.0,
        sole: 6.0,
    };
    let noun = one_of(
        rng,
        &["ballet flats", "Mary Jane flats", "pointed flats", "mules"],
    );
    let toe = if noun == "pointed flats" { 9.0 } else { 21.0 };
    let mut shoe = Drawing::new();
    let sole = Cloth::plain(&RUBBER, [0.30, 0.24, 0.20], 4);
    let plain = chosen.plain(chosen.material);
    lining(
        &mut shoe,
        &last,
        &[
            (150.0, 30.0, false),
            (240.0, 38.0, true),
            (340.0, 52.0, true),
            (398.0, if noun == "mules" { 6.0 } else { 68.0 }, false),
            (400.0, 2.0, false),
            (180.0, 2.0, false),
        ],
        [0.88, 0.79, 0.67],
    );
    shoe.add(last.heel_piece(&sole, 348.0, 50.0));
    shoe.add(last.sole_piece(&sole, 7.0));
    let mut top: Vec<Cut> = vec![
        (60.0, 3.0, false),
        (69.0, toe, true),
        (108.0, toe + 17.0, true),
        (150.0, 46.0, true),
        (168.0, 48.0, false),
    ];
    if noun == "mules" {
        top = vec![
            (60.0, 3.0, false),
            (69.0, toe, true),
            (108.0, toe + 20.0, true),
            (168.0, 66.0, true),
            (214.0, 86.0, true),
            (236.0, 84.0, false),
            (262.0, 40.0, true),
            (284.0, 0.0, false),
            (180.0, -1.0, true),
            (66.0, -1.0, false),
        ];
        shoe.add(
            Piece::new(last.cut(&top), cloth)
                .form(30.0, 15.0)
                .wrinkle(0.5)
                .cast(0.6),
        );
    } else {
        top.extend([
            (196.0, 31.0, true),
            (254.0, 26.0, true),
            (330.0, 40.0, true),
            (384.0, 66.0, true),
            (399.0, 70.0, false),
            (408.0, 44.0, true),
            (407.0, 12.0, true),
        ]);
        let back = last.line(&[(398.0, 70.0), (402.0, 34.0), (399.0, 2.0)]);
        shoe.add(upper(&last, &top, cloth).ink(&trim::seam(&back, cloth)));
        let edge: Vec<Point> = vec![
            (152.0, 46.0),
            (196.0, 33.0),
            (254.0, 28.0),
            (330.0, 42.0),
            (396.0, 69.0),
        ];
        shoe.add(band(&last, &edge, 4.0, &plain));
    }
    match noun {
        "ballet flats" => {
            let (x, y) = last.at(160.0, 50.0);
            for s in [-1.0, 1.0] {
                let wing = Outline::new()
                    .corner(x, y)
                    .smooth(x + s * 9.0, y - 8.0)
                    .smooth(x + s * 18.0, y - 3.0)
                    .smooth(x + s * 14.0, y + 6.0);
                shoe.add(Piece::new(wing, &plain).form(6.0, 3.0).wrinkle(0.2).cast(0.6));
            }
        }
        "Mary Jane flats" => instep_strap(&mut shoe, &last, 232.0, &plain),
        _ => {}
    }
    Garment::new(pair(shoe, 36.0, -22.0), noun, &chosen, Gender::Women)
        .details(&[
            if toe < 12.0 { "pointed toe" } else { "round toe" },
            match noun {
                "ballet flats" => "bow",
                "mules" => "open back",
                _ => "",
            },
        ])
        .worn(
            &["classic", "feminine", "minimal"],
            &["work", "casual", "travel"],
            &["spring", "summer", "autumn"],
        )
}
