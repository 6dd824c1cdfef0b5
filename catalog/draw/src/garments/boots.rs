//! Boots: Chelsea, lace-up, heeled, knee-high and for the rain.

use super::one_of;
use super::sneakers::laces;
use super::uppers::{band, upper};
use crate::cloth::{CALF, Cloth, RUBBER, SUEDE};
use crate::facts::{Chosen, Garment, Gender};
use crate::last::{Cut, Last, pair};
use crate::palette::{self, Shade, toned};
use crate::pattern::Pattern;
use crate::piece::{Drawing, Piece};
use crate::relief::Fold;
use crate::trim;
use rand::rngs::StdRng;

const BOOT_COLOURS: &[&Shade] = &[
    &palette::BLACK,
    &palette::BLACK,
    &palette::BROWN,
    &palette::TAN,
    &palette::OXBLOOD,
    &palette::CHOCOLATE,
    &palette::CAMEL,
    &palette::TAUPE,
    &palette::WHITE,
    &palette::FOREST,
    &palette::NAVY,
];

/// Boots: Chelsea, lace-up, heeled ankle, knee-high and rain boots.
pub fn boots(rng: &mut StdRng) -> Garment {
    let noun = one_of(
        rng,
        &[
            "Chelsea boots",
            "lace-up boots",
            "heeled ankle boots",
            "knee-high boots",
            "rain boots",
            "Chelsea boots",
        ],
    );
    let gender = match noun {
        "heeled ankle boots" | "knee-high boots" => Gender::Women,
        _ => one_of(rng, &[Gender::Men, Gender::Women, Gender::Unisex]),
    };
    let rain = noun == "rain boots";
    let ground = if rain {
        palette::pick(
            rng,
            &[
                &palette::FOREST,
                &palette::NAVY,
                &palette::YELLOW,
                &palette::RED,
                &palette::OLIVE,
                &palette::BLACK,
            ],
        )
    } else {
        palette::pick(rng, BOOT_COLOURS)
    };
    let chosen = if rain {
        Chosen::from(rng, &[&RUBBER], &[Pattern::Plain], ground)
    } else {
        Chosen::from(rng, &[&CALF, &SUEDE], &[Pattern::Plain], ground)
    };
    let cloth = &chosen.cloth;
    let (lift, sole, shaft) = match noun {
        "heeled ankle boots" => (one_of(rng, &[66.0, 92.0]), 6.0, 178.0),
        "knee-high boots" => (one_of(rng, &[20.0, 72.0]), 7.0, 350.0),
        "lace-up boots" => (20.0, 16.0, 212.0),
        "rain boots" => (16.0, 14.0, 290.0),
        _ => (18.0, 10.0, 164.0),
    };
    let last = Last { lift, sole };
    let mut shoe = Drawing::new();
    let far = last.cut(&[
        (252.0, shaft - 2.0, false),
        (320.0, shaft + 12.0, true),
        (400.0, shaft + 3.0, false),
        (400.0, shaft - 20.0, false),
        (254.0, shaft - 20.0, false),
    ]);
    shoe.add(Piece::new(far, cloth).tone(0.5).form(8.0, -3.0).wrinkle(0.0));
    let dark = Cloth::plain(
        &RUBBER,
        if rain {
            toned(cloth.base, 0.7)
        } else {
            [0.15, 0.12, 0.11]
        },
        5,
    );
    let block = noun == "heeled ankle boots" || (noun == "knee-high boots" && lift > 40.0);
    shoe.add(last.heel_piece(
        &dark,
        if block { 336.0 } else { 322.0 },
        if block { 40.0 } else { 76.0 },
    ));
    shoe.add(last.sole_piece(&dark, sole));
    let toe = if noun == "lace-up boots" || rain {
        30.0
    } else {
        22.0
    };
    let wide = if rain { 8.0 } else { 0.0 };
    let top: Vec<Cut> = vec![
        (60.0, 3.0, false),
        (68.0, toe, true),
        (112.0, toe + 20.0, true),
        (172.0, toe + 46.0, true),
        (226.0, 104.0, true),
        (248.0 - wide * 0.4, 142.0, true),
        (246.0 - wide, shaft * 0.86, true),
        (244.0 - wide, shaft, false),
        (322.0, shaft + 4.0, true),
        (404.0 + wide, shaft + 2.0, false),
        (404.0 + wide * 0.6, shaft * 0.6 + 30.0, true),
        (396.0, 104.0, true),
        (409.0, 46.0, true),
        (407.0, 10.0, true),
    ];
    let mut ink = String::new();
    let mut folds = vec![
        Fold::new(
            last.at(240.0, 128.0),
            last.at(280.0, 112.0),
            last.at(330.0, 118.0),
            5.0,
            2.2,
        )
        .peaking(0.2),
        Fold::new(
            last.at(242.0, 112.0),
            last.at(270.0, 92.0),
            last.at(304.0, 92.0),
            4.6,
            -1.8,
        )
        .peaking(0.2),
        Fold::new(
            last.at(398.0, 110.0),
            last.at(360.0, 104.0),
            last.at(330.0, 110.0),
            4.6,
            1.8,
        )
        .peaking(0.2),
    ];
    if shaft > 300.0 {
        for i in 0..4 {
            let up = 130.0 + 26.0 * i as f32;
            folds.push(
                Fold::new(
                    last.at(250.0, up),
                    last.at(300.0, up - 12.0),
                    last.at(350.0, up + 4.0),
                    6.0,
                    1.7,
                )
                .peaking(0.25),
            );
        }
    }
    match noun {
        "Chelsea boots" => {
            let gore = last.line(&[
                (296.0, shaft),
                (288.0, 112.0),
                (322.0, 76.0),
                (350.0, 112.0),
                (346.0, shaft),
            ]);
            ink += &format!("<path d='{gore}' fill='#000' fill-opacity='.42'/>");
            ink += &trim::seam(&gore, cloth);
            for i in 0..7 {
                let x = 298.0 + 7.0 * i as f32;
                ink += &format!(
                    "<path d='{}' stroke='#000' stroke-opacity='.35' stroke-width='1.4' fill='none'/>",
                    last.line(&[(x, shaft - 3.0), (x, 116.0)])
                );
            }
        }
        "lace-up boots" => {
            let facing = last.line(&[
                (268.0, shaft),
                (262.0, 130.0),
                (204.0, 74.0),
                (200.0, 54.0),
                (252.0, 46.0),
                (270.0, 2.0),
            ]);
            let cap = last.line(&[(140.0, 62.0), (130.0, 34.0), (138.0, 2.0)]);
            ink += &(trim::seam(&facing, cloth)
                + &trim::stitch(&facing, trim::thread(cloth))
                + &trim::seam(&cap, cloth));
        }
        _ => {
            let side = last.line(&[(322.0, shaft), (320.0, 120.0), (300.0, 2.0)]);
            ink += &trim::seam(&side, cloth);
        }
    }
    shoe.add(
        upper(&last, &top, cloth)
            .form(34.0, 18.0)
            .folds(folds)
            .ink(&ink)
            .wrinkle(0.8),
    );
    match noun {
        "lace-up boots" => {
            laces(
                &mut shoe,
                &last,
                (206.0, 84.0),
                (246.0, shaft - 12.0),
                8,
                if cloth.is_dark() {
                    [0.25, 0.22, 0.2]
                } else {
                    [0.86, 0.76, 0.55]
                },
            );
            shoe.line(trim::stitch(
                &last.line(&[(66.0, -4.0), (200.0, -4.0), (398.0, -4.0)]),
                [0.82, 0.68, 0.36],
            ));
        }
        "Chelsea boots" => shoe.add(band(
            &last,
            &[(398.0, shaft - 14.0), (401.0, shaft + 12.0)],
            9.0,
            cloth,
        )),
        "rain boots" => shoe.add(band(
            &last,
            &[(236.0, shaft - 10.0), (322.0, shaft - 5.0), (412.0, shaft - 8.0)],
            16.0,
            cloth,
        )),
        _ => {}
    }
    let heel = if block { "block heel" } else { "flat heel" };
    let seasons: &[_] = if rain {
        &["autumn", "spring"]
    } else {
        &["autumn", "winter"]
    };
    let dx = if shaft > 250.0 { 58.0 } else { 40.0 };
    Garment::new(pair(shoe, dx, -20.0), noun, &chosen, gender)
        .details(&[
            heel,
            match noun {
                "Chelsea boots" => "elastic sides",
                "lace-up boots" => "laces",
                "rain boots" => "pull-on shaft",
                _ => "side seam",
            },
        ])
        .worn(
            if rain {
                &["outdoor", "casual"]
            } else {
                &["edgy", "classic", "elegant"]
            },
            if rain {
                &["travel", "casual"]
            } else {
                &["winter", "casual", "work"]
            },
            seasons,
        )
}
