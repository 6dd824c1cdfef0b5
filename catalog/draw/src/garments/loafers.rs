//! Loafers and lace-ups.

use super::uppers::{band, lining, upper, upper_outline, welted};
use super::{chance, one_of};
use crate::cloth::{CALF, PATENT, SUEDE};
use crate::curve::Outline;
use crate::facts::{Chosen, Garment, Gender};
use crate::last::{Cut, Last, pair};
use crate::palette::{self, Shade, toned};
use crate::pattern::Pattern;
use crate::piece::{Drawing, Piece};
use crate::trim;
use rand::rngs::StdRng;

const BROWNS: &[&Shade] = &[
    &palette::BLACK,
    &palette::BLACK,
    &palette::BROWN,
    &palette::TAN,
    &palette::OXBLOOD,
    &palette::CHOCOLATE,
    &palette::NAVY,
    &palette::CAMEL,
    &palette::FOREST,
    &palette::WHITE,
];

/// Loafers: penny, tassel or with a bit.
pub fn loafers(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Men, Gender::Women, Gender::Unisex]);
    let ground = palette::pick(rng, BROWNS);
    let chosen = Chosen::from(rng, &[&CALF, &SUEDE, &CALF, &PATENT], &[Pattern::Plain], ground);
    let cloth = &chosen.cloth;
    let noun = one_of(rng, &["penny loafers", "tassel loafers", "horsebit loafers"]);
    let last = Last {
        lift: 17.0,
        sole: if chance(rng, 30) { 18.0 } else { 9.0 },
    };
    let mut shoe = Drawing::new();
    lining(
        &mut shoe,
        &last,
        &[
            (228.0, 70.0, false),
            (300.0, 66.0, true),
            (398.0, 74.0, false),
            (400.0, 10.0, false),
            (230.0, 10.0, false),
        ],
        [0.72, 0.56, 0.40],
    );
    let sole_thick = last.sole;
    welted(&mut shoe, &last, sole_thick, [0.20, 0.15, 0.13]);
    let top: Vec<Cut> = vec![
        (60.0, 4.0, false),
        (68.0, 24.0, true),
        (108.0, 43.0, true),
        (166.0, 68.0, true),
        (220.0, 96.0, true),
        (240.0, 98.0, false),
        (252.0, 74.0, true),
        (276.0, 56.0, true),
        (340.0, 58.0, true),
        (386.0, 74.0, true),
        (400.0, 77.0, false),
        (409.0, 46.0, true),
        (407.0, 12.0, true),
    ];
    let apron = last.line(&[
        (80.0, 27.0),
        (112.0, 36.0),
        (170.0, 50.0),
        (224.0, 70.0),
        (246.0, 84.0),
    ]);
    let side = last.line(&[(258.0, 66.0), (248.0, 34.0), (228.0, 2.0)]);
    let counter = last.line(&[(344.0, 60.0), (336.0, 30.0), (344.0, 2.0)]);
    let ink = trim::seam(&apron, cloth)
        + &trim::stitch(&apron, trim::thread(cloth))
        + &trim::seam(&side, cloth)
        + &trim::seam(&counter, cloth);
    shoe.add(upper(&last, &top, cloth).ink(&ink));
    let plain = chosen.plain(chosen.material);
    shoe.add(
        band(
            &last,
            &[(184.0, 10.0), (190.0, 48.0), (202.0, 78.0), (214.0, 98.0)],
            20.0,
            &plain,
        )
        .within(&upper_outline(&last, &top)),
    );
    let (x, y) = last.at(197.0, 66.0);
    match noun {
        "horsebit loafers" => shoe.trim(trim::buckle(x, y, 18.0, 9.0, palette::GOLD.rgb())),
        "tassel loafers" => {
            for dx in [-3.0, 8.0] {
                let tassel = Outline::new()
                    .corner(x + dx - 3.0, y - 4.0)
                    .corner(x + dx + 3.0, y - 4.0)
                    .corner(x + dx + 6.0, y + 20.0)
                    .corner(x + dx - 6.0, y + 21.0);
                shoe.add(Piece::new(tassel, &plain).form(4.0, 3.0).wrinkle(0.0).cast(0.8));
            }
        }
        _ => shoe.trim(format!(
            "<path d='M{:.1} {:.1}l9 -3l2 6l-9 3Z' fill='{}'/>",
            x - 6.0,
            y - 1.0,
            palette::css(toned(cloth.base, 0.45))
        )),
    }
    Garment::new(pair(shoe, 36.0, -22.0), noun, &chosen, gender)
        .details(&[if sole_thick > 12.0 {
            "chunky sole"
        } else {
            "leather sole"
        }])
        .worn(
            &["classic", "preppy", "smart"],
            &["work", "casual"],
            &["spring", "autumn"],
        )
}

/// Oxfords, derbies and brogues.
pub fn lace_ups(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Men, Gender::Men, Gender::Women]);
    let ground = palette::pick(rng, BROWNS);
    let chosen = Chosen::from(rng, &[&CALF, &CALF, &SUEDE, &PATENT], &[Pattern::Plain], ground);
    let cloth = &chosen.cloth;
    let noun = one_of(rng, &["oxfords", "derbies", "brogues"]);
    let last = Last {
        lift: 18.0,
        sole: 9.0,
    };
    let mut shoe = Drawing::new();
    lining(
        &mut shoe,
        &last,
        &[
            (258.0, 104.0, false),
            (320.0, 96.0, true),
            (398.0, 92.0, false),
            (400.0, 30.0, false),
            (262.0, 40.0, false),
        ],
        [0.66, 0.50, 0.36],
    );
    welted(&mut shoe, &last, 9.0, [0.17, 0.13, 0.12]);
    let top: Vec<Cut> = vec![
        (60.0, 4.0, false),
        (68.0, 24.0, true),
        (110.0, 42.0, true),
        (166.0, 64.0, true),
        (224.0, 100.0, true),
        (256.0, 116.0, false),
        (274.0, 104.0, true),
        (300.0, 84.0, true),
        (350.0, 78.0, true),
        (390.0, 86.0, true),
        (401.0, 88.0, false),
        (410.0, 50.0, true),
        (407.0, 12.0, true),
    ];
    let cap = last.line(&[(136.0, 55.0), (126.0, 30.0), (136.0, 2.0)]);
    let facing = last.line(&[
        (268.0, 102.0),
        (224.0, 74.0),
        (180.0, 52.0),
        (176.0, 40.0),
        (214.0, 30.0),
        (250.0, 2.0),
    ]);
    let counter = last.line(&[(372.0, 82.0), (346.0, 40.0), (352.0, 2.0)]);
    let mut ink = String::new();
    for d in [&cap, &facing, &counter] {
        ink += &(trim::seam(d, cloth) + &trim::stitch(d, trim::thread(cloth)));
        if noun == "brogues" {
            ink += &format!(
                "<path d='{d}' fill='none' stroke='#0a0706' stroke-width='2.4' stroke-dasharray='.1 5' stroke-linecap='round' stroke-opacity='.75' transform='translate(4 -1)'/>"
            );
        }
    }
    shoe.add(upper(&last, &top, cloth).ink(&ink));
    let lace = palette::css(if cloth.is_dark() {
        toned(cloth.base, 1.22)
    } else {
        toned(cloth.base, 0.62)
    });
    let mut laces = String::new();
    for i in 0..5 {
        let (a, b) = (
            last.at(190.0 + 14.0 * i as f32, 58.0 + 9.5 * i as f32),
            last.at(184.0 + 15.0 * i as f32, 74.0 + 9.5 * i as f32),
        );
        laces += &format!(
            "<path d='M{:.1} {:.1}L{:.1} {:.1}' stroke='{lace}' stroke-width='3.2' stroke-linecap='round'/>",
            a.0, a.1, b.0, b.1
        );
    }
    shoe.trim(laces);
    Garment::new(pair(shoe, 36.0, -22.0), noun, &chosen, gender)
        .details(&[
            "laces",
            "toe cap",
            if noun == "brogues" { "punched holes" } else { "" },
        ])
        .worn(
            &["classic", "smart", "tailored"],
            &["work", "wedding"],
            &["autumn", "winter", "spring"],
        )
}
