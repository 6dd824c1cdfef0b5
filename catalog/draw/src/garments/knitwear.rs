//! Sweaters, cardigans and knitted vests.

use super::tops::{front, neck_bands};
use super::{chance, one_of};
use crate::bodice::{Bodice, Neckline};
use crate::cloth::{CABLE_KNIT, CHUNKY_KNIT, FINE_KNIT, Material, RIB_KNIT};
use crate::collar::{cuffs, front_bands, hem_band};
use crate::curve::{AXIS, Outline};
use crate::facts::{Chosen, Garment, Gender};
use crate::palette::{self, Shade, toned};
use crate::pattern::Pattern;
use crate::piece::{Drawing, Piece};
use crate::sleeve::Sleeve;
use crate::trim;
use rand::rngs::StdRng;

const YARNS: &[&Shade] = &[
    &palette::CREAM,
    &palette::CAMEL,
    &palette::NAVY,
    &palette::CHARCOAL,
    &palette::OXBLOOD,
    &palette::FOREST,
    &palette::RUST,
    &palette::MUSTARD,
    &palette::SAGE,
    &palette::BLUSH,
    &palette::LIGHT_GREY,
    &palette::IVORY,
    &palette::TEAL,
    &palette::BLACK,
    &palette::LIGHT_BLUE,
    &palette::RED,
    &palette::LAVENDER,
    &palette::BROWN,
    &palette::PINK,
    &palette::OLIVE,
];

pub(crate) fn knit_body(gender: Gender, neckline: Neckline) -> Bodice {
    let mut body = Bodice::regular(118.0, neckline);
    body.neck.0 = body.neck.0.min(40.0);
    body.shoulder = (98.0, 27.0);
    body.underarm = (94.0, 122.0);
    body.waist = (92.0, 340.0);
    body.hem = (88.0, 428.0);
    body.hem_drop = 4.0;
    if gender == Gender::Women {
        body.shoulder.0 -= 6.0;
        body.underarm.0 -= 4.0;
        body.waist.0 -= 6.0;
        body.hem.0 -= 5.0;
    }
    body
}

pub(crate) fn knit_sleeve() -> Sleeve {
    Sleeve {
        length: 284.0,
        fall: 75.0,
        cuff: 40.0,
        puff: 6.0,
    }
}

/// A pullover: crew, V, roll or boat neck; fine, chunky, cable or Fair Isle.
pub fn sweater(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Women, Gender::Men, Gender::Unisex]);
    let material: &'static Material = one_of(
        rng,
        &[&FINE_KNIT, &FINE_KNIT, &CHUNKY_KNIT, &CABLE_KNIT, &RIB_KNIT],
    );
    let patterns: &[Pattern] = match material.name {
        "merino" => &[
            Pattern::Plain,
            Pattern::Breton(24.0),
            Pattern::Argyle(58.0),
            Pattern::FairIsle(72.0),
            Pattern::Bands(60.0),
        ],
        "chunky-knit" => &[Pattern::Plain, Pattern::FairIsle(96.0), Pattern::Bands(90.0)],
        _ => &[Pattern::Plain],
    };
    let ground = palette::pick(rng, YARNS);
    let chosen = Chosen::from(rng, &[material], patterns, ground);
    let roll = chance(rng, 28);
    let neckline = if roll {
        Neckline::Crew
    } else {
        one_of(
            rng,
            &[Neckline::Crew, Neckline::Crew, Neckline::V, Neckline::Boat],
        )
    };
    let mut body = knit_body(gender, neckline);
    if neckline == Neckline::Boat {
        body.neck.0 = 58.0;
    }
    let rib = chosen.plain(&RIB_KNIT);
    let sleeve = knit_sleeve();
    let mut drawing = Drawing::new();
    body.inside_back(&mut drawing, &rib, body.neck.1);
    sleeve.draw(&mut drawing, &body, &chosen.cloth, rng, 1.0, 0.0);
    cuffs(&mut drawing, &body, &sleeve, &rib, 30.0, 0.0);
    drawing.add(front(&body, &chosen, rng));
    hem_band(&mut drawing, &body, &rib, 30.0, 4.0);
    if roll {
        roll_neck(&mut drawing, &body, &rib);
    } else {
        neck_bands(&mut drawing, &body, &rib, 12.0);
    }
    let noun = if roll {
        "roll-neck sweater".to_owned()
    } else {
        format!("{} sweater", neckline.name())
    };
    let warm: &[_] = if material.name == "merino" {
        &["autumn", "spring"]
    } else {
        &["winter", "autumn"]
    };
    Garment::new(drawing, &noun, &chosen, gender)
        .details(&["long-sleeve"])
        .worn(
            &["classic", "cosy"],
            if material.name == "merino" {
                &["work", "casual"]
            } else {
                &["casual", "winter"]
            },
            warm,
        )
}

fn roll_neck(drawing: &mut Drawing, body: &Bodice, rib: &std::sync::Arc<crate::cloth::Cloth>) {
    let (half, top) = (body.neck.0 + 1.0, body.top);
    let low = top + body.neck.1;
    let under = Outline::new()
        .corner(AXIS - half - 3.0, top + 4.0)
        .smooth(AXIS - half + 3.0, top - 32.0)
        .smooth(AXIS, top - 40.0)
        .smooth(AXIS + half - 3.0, top - 32.0)
        .corner(AXIS + half + 3.0, top + 4.0)
        .smooth(AXIS + half * 0.6, low - 3.0)
        .smooth(AXIS, low + 3.0)
        .smooth(AXIS - half * 0.6, low - 3.0);
    drawing.add(
        Piece::new(under, rib)
            .grain(AXIS, 0.0, 0.0)
            .form(22.0, 8.0)
            .wrinkle(0.6)
            .cast(0.6),
    );
    let fold = Outline::new()
        .smooth(AXIS - half - 2.0, top + 6.0)
        .smooth(AXIS - half + 1.0, top - 33.0)
        .smooth(AXIS, top - 42.0)
        .smooth(AXIS + half - 1.0, top - 33.0)
        .smooth(AXIS + half + 2.0, top + 6.0)
        .smooth(AXIS + half * 0.5, top + 17.0)
        .smooth(AXIS, top + 20.0)
        .smooth(AXIS - half * 0.5, top + 17.0);
    drawing.add(
        Piece::new(fold, rib)
            .grain(AXIS, 0.0, 0.0)
            .form(18.0, 8.0)
            .wrinkle(0.5)
            .cast(0.8),
    );
    let hole = Outline::new()
        .smooth(AXIS - half + 5.0, top - 33.0)
        .smooth(AXIS, top - 39.0)
        .smooth(AXIS + half - 5.0, top - 33.0)
        .smooth(AXIS, top - 30.0);
    drawing.add(
        Piece::new(hole, rib)
            .tone(0.55)
            .form(4.0, -2.0)
            .wrinkle(0.2)
            .cast(0.0),
    );
}

/// A cardigan, buttoned, with a V neck; fine, chunky, cable or patterned.
pub fn cardigan(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Women, Gender::Women, Gender::Men]);
    let material: &'static Material = one_of(rng, &[&FINE_KNIT, &CHUNKY_KNIT, &CABLE_KNIT, &FINE_KNIT]);
    let patterns: &[Pattern] = match material.name {
        "merino" => &[
            Pattern::Plain,
            Pattern::Plain,
            Pattern::Breton(20.0),
            Pattern::FairIsle(72.0),
            Pattern::Argyle(58.0),
        ],
        _ => &[Pattern::Plain],
    };
    let ground = palette::pick(rng, YARNS);
    let chosen = Chosen::from(rng, &[material], patterns, ground);
    let mut body = knit_body(gender, Neckline::V);
    body.neck = (34.0, 98.0);
    let cropped = gender == Gender::Women && chance(rng, 30);
    if cropped {
        body.hem.1 = 372.0;
        body.waist.1 = 310.0;
    }
    let trim_shade = if chance(rng, 25) {
        palette::contrast(
            rng,
            ground,
            &[
                &palette::NAVY,
                &palette::CREAM,
                &palette::OXBLOOD,
                &palette::BLACK,
            ],
        )
    } else {
        ground
    };
    let rib = crate::cloth::Cloth::shade(&RIB_KNIT, trim_shade, 5);
    let sleeve = knit_sleeve();
    let mut drawing = Drawing::new();
    body.inside_back(&mut drawing, &chosen.plain(&FINE_KNIT), body.neck.1);
    sleeve.draw(&mut drawing, &body, &chosen.cloth, rng, 1.0, 0.0);
    cuffs(&mut drawing, &body, &sleeve, &rib, 30.0, 0.0);
    let mut ink = String::new();
    let pockets = chance(rng, 40) && !cropped;
    if pockets {
        for x in [AXIS - 66.0, AXIS + 24.0] {
            let d = format!("M{x} 342h42v44q0 5 -5 5h-32q-5 0 -5 -5Z");
            ink.push_str(&trim::seam(&d, &chosen.cloth));
        }
    }
    drawing.add(front(&body, &chosen, rng).ink(&ink));
    hem_band(&mut drawing, &body, &rib, 28.0, 4.0);
    front_bands(&mut drawing, &body, &rib, 17.0);
    let last = body.hem.1 - 10.0;
    let colour = one_of(
        rng,
        &[[0.90, 0.86, 0.78], [0.24, 0.17, 0.12], toned(rib.base, 0.7)],
    );
    for (x, y) in trim::spaced(
        (AXIS, body.top + body.neck.1 + 16.0),
        (AXIS, last),
        if cropped { 4 } else { 6 },
    ) {
        drawing.trim(trim::button(x, y, 5.2, colour));
    }
    Garment::new(
        drawing,
        if cropped { "cropped cardigan" } else { "cardigan" },
        &chosen,
        gender,
    )
    .with(trim_shade)
    .details(&[
        "V-neck",
        "long-sleeve",
        "button front",
        if pockets { "patch pockets" } else { "" },
    ])
    .worn(&["classic", "cosy"], &["casual", "work"], &["autumn", "winter"])
}

/// A sleeveless knitted vest with a V neck.
pub fn vest(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Men, Gender::Women, Gender::Unisex]);
    let ground = palette::pick(rng, YARNS);
    let patterns = [
        Pattern::Argyle(56.0),
        Pattern::Plain,
        Pattern::FairIsle(72.0),
        Pattern::Houndstooth(26.0),
    ];
    let chosen = Chosen::from(rng, &[&FINE_KNIT], &patterns, ground);
    let mut body = knit_body(gender, Neckline::V);
    body.neck = (36.0, 92.0);
    body.shoulder = (82.0, 20.0);
    body.underarm = (90.0, 128.0);
    let rib = chosen.plain(&RIB_KNIT);
    let mut drawing = Drawing::new();
    body.inside_back(&mut drawing, &rib, body.neck.1);
    drawing.add(front(&body, &chosen, rng));
    hem_band(&mut drawing, &body, &rib, 28.0, 4.0);
    neck_bands(&mut drawing, &body, &rib, 10.0);
    super::tops::arm_bands(&mut drawing, &body, &rib, 9.0);
    Garment::new(drawing, "sweater vest", &chosen, gender)
        .details(&["V-neck", "sleeveless"])
        .worn(&["preppy", "classic"], &["work", "casual"], &["autumn", "spring"])
}
