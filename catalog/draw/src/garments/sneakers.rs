//! Sneakers: low, high, running and slip-on.

use super::uppers::{band, lining, upper, upper_outline};
use super::{chance, one_of};
use crate::cloth::{CALF, CANVAS, Cloth, MESH, RUBBER, SUEDE};
use crate::curve::{Outline, Point};
use crate::facts::{Chosen, Garment, Gender};
use crate::last::{BACK, Cut, FLOOR, Last, TOE, pair};
use crate::palette::{self, Rgb, toned};
use crate::pattern::Pattern;
use crate::piece::{Drawing, Piece};
use crate::relief::Fold;
use crate::trim;
use rand::rngs::StdRng;

/// Laces across a throat from `low` to `high`.
pub(crate) fn laces(shoe: &mut Drawing, last: &Last, low: Point, high: Point, n: usize, colour: Rgb) {
    let (dark, light) = (palette::css(toned(colour, 0.7)), palette::css(colour));
    let mut svg = String::new();
    for (x, up) in trim::spaced(low, high, n) {
        let (a, b) = (last.at(x + 9.0, up - 9.0), last.at(x - 4.0, up + 9.0));
        for (stroke, width) in [(&dark, 5.4), (&light, 4.2)] {
            svg += &format!(
                "<path d='M{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}' fill='none' stroke='{stroke}' stroke-width='{width}' stroke-linecap='round'/>",
                a.0,
                a.1,
                a.0 - 2.0,
                b.1 - 1.0,
                b.0,
                b.1
            );
        }
        svg += &format!(
            "<circle cx='{:.1}' cy='{:.1}' r='2.2' fill='{dark}'/>",
            a.0 + 1.0,
            a.1 + 1.0
        );
    }
    shoe.trim(svg);
}

/// A rubber sole of a sneaker, in `colour`, with a line around it.
fn cup_sole(shoe: &mut Drawing, thick: f32, colour: Rgb, line: Rgb, chunky: bool) {
    let y = FLOOR - thick;
    let rubber = Cloth::plain(&RUBBER, colour, 3);
    let outline = Outline::new()
        .corner(TOE + 6.0, y - 12.0)
        .smooth(TOE + 60.0, y)
        .smooth(230.0, y + if chunky { 4.0 } else { 2.0 })
        .smooth(BACK - 40.0, y - 4.0)
        .corner(BACK + 7.0, y - if chunky { 12.0 } else { 6.0 })
        .smooth(BACK + if chunky { 13.0 } else { 9.0 }, FLOOR - thick * 0.4)
        .corner(BACK - if chunky { 8.0 } else { 0.0 }, FLOOR)
        .smooth(TOE + 70.0, FLOOR)
        .smooth(TOE + 14.0, FLOOR - 6.0)
        .smooth(TOE - 8.0, y + 3.0);
    let d = format!(
        "M{} {:.1}Q{} {:.1} {} {:.1}T{} {:.1}",
        TOE - 2.0,
        y + thick * 0.42,
        TOE + 60.0,
        y + thick * 0.66,
        230.0,
        y + thick * 0.62,
        BACK + 8.0,
        y + thick * 0.45
    );
    let tread = format!(
        "<path d='M{} {}H{}' stroke='{}' stroke-width='5'/>",
        TOE + 22.0,
        FLOOR - 1.5,
        BACK + 3.0,
        palette::css(toned(line, 0.8))
    );
    let stripe = format!(
        "<path d='{d}' fill='none' stroke='{}' stroke-width='2'/>",
        palette::css(line)
    );
    shoe.add(
        Piece::new(outline, &rubber)
            .form(9.0, 5.0)
            .wrinkle(0.0)
            .cast(0.5)
            .ink(&(tread + &stripe)),
    );
}

/// Sneakers: court, high-top, runner and slip-on.
pub fn sneakers(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Unisex, Gender::Men, Gender::Women]);
    let noun = one_of(
        rng,
        &[
            "low-top sneakers",
            "high-top sneakers",
            "running shoes",
            "slip-on sneakers",
            "low-top sneakers",
        ],
    );
    let ground = if chance(rng, 30) {
        &palette::WHITE
    } else {
        palette::any(rng)
    };
    let patterns: &[Pattern] = if noun == "slip-on sneakers" {
        &[
            Pattern::Plain,
            Pattern::Gingham(18.0),
            Pattern::Leopard(44.0),
            Pattern::Leaf(80.0),
        ]
    } else {
        &[Pattern::Plain]
    };
    let material = match noun {
        "running shoes" => &MESH,
        "slip-on sneakers" => &CANVAS,
        _ => one_of(rng, &[&CALF, &CANVAS, &SUEDE]),
    };
    let chosen = Chosen::from(rng, &[material], patterns, ground);
    let cloth = &chosen.cloth;
    let accent = palette::contrast(
        rng,
        chosen.ground(),
        &[
            &palette::NAVY,
            &palette::RED,
            &palette::FOREST,
            &palette::WHITE,
            &palette::BLACK,
            &palette::ORANGE,
            &palette::ROYAL,
            &palette::MUSTARD,
        ],
    );
    let second = Cloth::shade(if noun == "running shoes" { &SUEDE } else { material }, accent, 8);
    let runner = noun == "running shoes";
    let high = noun == "high-top sneakers";
    let last = Last {
        lift: if runner { 14.0 } else { 5.0 },
        sole: if runner { 30.0 } else { 22.0 },
    };
    let mut shoe = Drawing::new();
    let far: &[Cut] = if high {
        &[
            (246.0, 170.0, false),
            (320.0, 172.0, true),
            (400.0, 164.0, false),
            (398.0, 30.0, false),
            (250.0, 60.0, false),
        ]
    } else if noun == "slip-on sneakers" {
        &[
            (252.0, 112.0, false),
            (300.0, 98.0, true),
            (350.0, 92.0, true),
            (404.0, 96.0, false),
            (400.0, 30.0, false),
            (250.0, 50.0, false),
        ]
    } else {
        &[
            (252.0, 120.0, false),
            (300.0, 106.0, true),
            (350.0, 98.0, true),
            (406.0, 106.0, false),
            (400.0, 30.0, false),
            (250.0, 60.0, false),
        ]
    };
    lining(&mut shoe, &last, far, toned(cloth.base, 0.86));
    let tongue = if high {
        vec![
            (232.0, 130.0, false),
            (240.0, 172.0, true),
            (262.0, 196.0, true),
            (288.0, 186.0, true),
            (290.0, 130.0, false),
        ]
    } else {
        vec![
            (214.0, 100.0, false),
            (232.0, 136.0, true),
            (256.0, 148.0, true),
            (276.0, 134.0, true),
            (282.0, 90.0, false),
        ]
    };
    if noun != "slip-on sneakers" {
        shoe.add(
            Piece::new(last.cut(&tongue), cloth)
                .form(14.0, 6.0)
                .wrinkle(0.4)
                .cast(0.4),
        );
    }
    let top: Vec<Cut> = if high {
        vec![
            (62.0, 2.0, false),
            (70.0, 24.0, true),
            (112.0, 40.0, true),
            (170.0, 66.0, true),
            (220.0, 112.0, true),
            (246.0, 166.0, false),
            (300.0, 160.0, true),
            (360.0, 158.0, true),
            (402.0, 162.0, false),
            (398.0, 112.0, true),
            (410.0, 60.0, true),
            (408.0, 10.0, true),
        ]
    } else if noun == "slip-on sneakers" {
        vec![
            (62.0, 2.0, false),
            (70.0, 26.0, true),
            (112.0, 44.0, true),
            (176.0, 76.0, true),
            (232.0, 112.0, true),
            (254.0, 114.0, false),
            (280.0, 84.0, true),
            (330.0, 76.0, true),
            (390.0, 90.0, true),
            (404.0, 94.0, false),
            (412.0, 52.0, true),
            (408.0, 10.0, true),
        ]
    } else {
        vec![
            (62.0, 2.0, false),
            (70.0, 25.0, true),
            (112.0, 42.0, true),
            (172.0, 70.0, true),
            (222.0, 106.0, true),
            (250.0, 126.0, false),
            (276.0, 104.0, true),
            (320.0, 80.0, true),
            (366.0, 84.0, true),
            (396.0, 104.0, true),
            (408.0, 104.0, false),
            (408.0, 56.0, true),
            (409.0, 10.0, true),
        ]
    };
    let thread = trim::thread(cloth);
    let mut ink = String::new();
    if noun == "slip-on sneakers" {
        let gore = last.line(&[(268.0, 96.0), (262.0, 60.0), (296.0, 46.0), (306.0, 80.0)]);
        ink += &(trim::seam(&gore, cloth) + &format!("<path d='{gore}' fill='#000' fill-opacity='.28'/>"));
        ink += &trim::stitch(&last.line(&[(262.0, 104.0), (262.0, 50.0), (240.0, 2.0)]), thread);
    } else {
        let quarter = last.line(&[(176.0, 72.0), (184.0, 50.0), (230.0, 44.0), (254.0, 2.0)]);
        ink += &(trim::seam(&quarter, cloth) + &trim::stitch(&quarter, thread));
    }
    shoe.add(upper(&last, &top, cloth).ink(&ink).folds([Fold::new(
        last.at(150.0, 48.0),
        last.at(158.0, 26.0),
        last.at(150.0, 6.0),
        4.0,
        -1.0,
    )]));
    let heel_top = if high { 80.0 } else { 104.0 };
    if noun != "slip-on sneakers" {
        let counter = last.cut(&[
            (374.0, heel_top - 18.0, false),
            (408.0, heel_top, false),
            (412.0, 50.0, true),
            (409.0, 0.0, false),
            (336.0, 0.0, false),
            (350.0, 44.0, true),
        ]);
        shoe.add(
            Piece::new(counter, &second)
                .form(12.0, 5.0)
                .wrinkle(0.2)
                .cast(0.3)
                .ink(&trim::stitch(
                    &last.line(&[(371.0, heel_top - 20.0), (346.0, 44.0), (333.0, 2.0)]),
                    thread,
                )),
        );
        let stay = if high {
            [(188.0, 74.0), (222.0, 116.0), (246.0, 160.0)]
        } else {
            [(180.0, 68.0), (216.0, 92.0), (250.0, 118.0)]
        };
        shoe.add(band(&last, &stay, 17.0, &chosen.plain(chosen.material)));
        let toe_cap = last.cut(&[
            (62.0, 0.0, false),
            (69.0, 25.0, true),
            (100.0, 38.0, true),
            (128.0, 47.0, false),
            (118.0, 24.0, true),
            (124.0, 0.0, false),
        ]);
        let cap = if runner {
            Piece::new(toe_cap, &second)
        } else {
            Piece::new(toe_cap, cloth)
        };
        shoe.add(cap.form(18.0, 9.0).wrinkle(0.2).cast(0.35));
        let side = upper_outline(&last, &top);
        match one_of(rng, &[0, 1, 2, 2]) {
            0 => {
                for x in [236.0, 262.0] {
                    shoe.add(
                        band(
                            &last,
                            &[(x, 2.0), (x + 14.0, 34.0), (x + 34.0, 72.0)],
                            9.0,
                            &second,
                        )
                        .within(&side)
                        .cast(0.3),
                    );
                }
            }
            1 => {
                let panel = last.cut(&[
                    (262.0, 0.0, false),
                    (272.0, 40.0, true),
                    (262.0, 84.0, false),
                    (296.0, 76.0, true),
                    (322.0, 74.0, false),
                    (316.0, 36.0, true),
                    (306.0, 0.0, false),
                ]);
                shoe.add(Piece::new(panel, &second).form(8.0, 2.0).wrinkle(0.1).cast(0.3));
            }
            _ => {}
        }
        let lace = if chance(rng, 70) {
            palette::WHITE.rgb()
        } else {
            accent.rgb()
        };
        if high {
            laces(&mut shoe, &last, (192.0, 84.0), (242.0, 146.0), 7, lace);
        } else {
            laces(&mut shoe, &last, (186.0, 78.0), (240.0, 116.0), 5, lace);
        }
    }
    let sole = if chance(rng, 75) {
        palette::WHITE.rgb()
    } else {
        palette::ECRU.rgb()
    };
    cup_sole(
        &mut shoe,
        if runner { 32.0 } else { 25.0 },
        sole,
        if runner { accent.rgb() } else { toned(sole, 0.8) },
        runner,
    );
    let mut garment = Garment::new(pair(shoe, 36.0, -22.0), noun, &chosen, gender);
    if noun != "slip-on sneakers" {
        garment = garment.with(accent);
    }
    garment
        .details(&[
            if noun == "slip-on sneakers" {
                "elastic sides"
            } else {
                "laces"
            },
            "rubber sole",
        ])
        .worn(
            &["sporty", "streetwear", "casual"],
            if runner {
                &["sports", "travel"]
            } else {
                &["casual", "travel"]
            },
            &["spring", "summer", "autumn"],
        )
}
