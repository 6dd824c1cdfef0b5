//! Jeans, trousers and chinos, and the cuts that legs come in.

use super::{chance, one_of};
use crate::cloth::{CORDUROY, CREPE, DENIM, LINEN, SATIN, TWILL, WOOL};
use crate::curve::AXIS;
use crate::facts::{Chosen, Garment, Gender};
use crate::legs::{Legs, rivets, worn};
use crate::palette::{self, toned};
use crate::pattern::Pattern;
use crate::piece::Drawing;
use crate::trim;
use rand::rngs::StdRng;

pub(crate) fn gendered(rng: &mut StdRng) -> Gender {
    one_of(rng, &[Gender::Women, Gender::Men])
}

fn legs_of(cut: &str) -> Legs {
    match cut {
        "skinny" => Legs::long(48.0, 34.0),
        "slim" => Legs::long(55.0, 42.0),
        "tapered" => Legs::long(62.0, 40.0),
        "wide-leg" => {
            let mut legs = Legs::long(80.0, 98.0);
            legs.knee = (92.0, 8.0);
            legs.hem = (112.0, 8.0);
            legs
        }
        "flared" => {
            let mut legs = Legs::long(52.0, 84.0);
            legs.hem = (98.0, 10.0);
            legs
        }
        "cropped" => {
            let mut legs = Legs::long(62.0, 56.0);
            legs.length = 530.0;
            legs
        }
        _ => Legs::long(61.0, 56.0),
    }
}

/// Five-pocket jeans in several washes and cuts.
pub fn jeans(rng: &mut StdRng) -> Garment {
    let gender = gendered(rng);
    let ground = one_of(
        rng,
        &[
            &palette::INDIGO,
            &palette::INDIGO,
            &palette::BLUE,
            &palette::LIGHT_BLUE,
            &palette::BLACK,
            &palette::GREY,
            &palette::WHITE,
        ],
    );
    let chosen = Chosen::from(rng, &[&DENIM], &[Pattern::Plain], ground);
    let cut = one_of(
        rng,
        if gender == Gender::Women {
            &["skinny", "straight", "wide-leg", "flared", "cropped"]
        } else {
            &["slim", "straight", "tapered", "straight"]
        },
    );
    let legs = legs_of(cut);
    let cloth = &chosen.cloth;
    let copper = ground == &palette::INDIGO || ground == &palette::BLUE;
    let thread = if copper {
        [0.76, 0.52, 0.25]
    } else {
        trim::thread(cloth)
    };
    let metal = if copper {
        [0.72, 0.45, 0.28]
    } else {
        palette::SILVER.rgb()
    };
    let fade = if ground == &palette::WHITE {
        0.0
    } else {
        one_of(rng, &[0.08, 0.24, 0.34])
    };
    let mut folds = legs.folds(rng, 1.2);
    if cut == "wide-leg" || cut == "flared" {
        folds.extend(legs.falls(rng, 5, 1.8));
    }
    let ink = legs.scoop_pocket(cloth, thread)
        + &legs.hem_row(thread, 11.0)
        + &trim::stitch(&legs.side_seam(4.0), thread);
    let mut drawing = Drawing::new();
    legs.draw(&mut drawing, cloth, folds, worn(&legs, fade), &ink);
    drawing.line(legs.fly(cloth, thread));
    legs.waistband(&mut drawing, cloth, Some(thread), true);
    drawing.trim(trim::stud(AXIS + 1.0, legs.top + 18.0, 6.0, metal));
    drawing.trim(rivets(&legs, metal));
    let noun = format!("{cut} jeans");
    Garment::new(drawing, &noun, &chosen, gender)
        .details(&["five pockets", if fade > 0.2 { "faded" } else { "" }])
        .worn(
            &["casual", "classic"],
            &["casual", "travel"],
            &["spring", "autumn", "winter"],
        )
}

/// Tailored trousers: creased or pleated, in wool, crêpe, linen or satin.
pub fn trousers(rng: &mut StdRng) -> Garment {
    let gender = gendered(rng);
    let ground = palette::pick(
        rng,
        &[
            &palette::NAVY,
            &palette::CHARCOAL,
            &palette::BLACK,
            &palette::GREY,
            &palette::BEIGE,
            &palette::IVORY,
            &palette::OLIVE,
            &palette::OXBLOOD,
            &palette::FOREST,
            &palette::CAMEL,
            &palette::BROWN,
            &palette::SAGE,
            &palette::RUST,
        ],
    );
    let patterns: &[Pattern] = &[
        Pattern::Plain,
        Pattern::Plain,
        Pattern::Pinstripe(13.0),
        Pattern::Windowpane(34.0),
        Pattern::Houndstooth(11.0),
        Pattern::Herringbone(7.0),
    ];
    let chosen = if gender == Gender::Women && chance(rng, 45) {
        Chosen::from(rng, &[&CREPE, &SATIN, &LINEN], &[Pattern::Plain], ground)
    } else {
        Chosen::from(rng, &[&WOOL], patterns, ground)
    };
    let cut = one_of(
        rng,
        if gender == Gender::Women {
            &["wide-leg", "straight", "cropped", "flared", "tapered"]
        } else {
            &["slim", "straight", "tapered"]
        },
    );
    let legs = legs_of(cut);
    let cloth = &chosen.cloth;
    let thread = trim::thread(cloth);
    let mut folds = legs.folds(rng, 0.8);
    let soft = matches!(chosen.material.name, "crêpe" | "satin" | "linen");
    if soft || cut == "wide-leg" {
        folds.extend(legs.falls(rng, 5, 2.0));
    }
    if !soft {
        folds.push(legs.crease());
    }
    let pleats = chance(rng, 40);
    let mut ink = legs.slant_pocket(cloth, thread);
    if pleats {
        for x in [30.0, 42.0] {
            let y = legs.top + legs.band + 6.0;
            ink += &trim::seam(
                &format!("M{} {y}L{} {}", AXIS + x, AXIS + x + 2.0, y + 34.0),
                cloth,
            );
        }
    }
    let mut drawing = Drawing::new();
    legs.draw(&mut drawing, cloth, folds, Vec::new(), &ink);
    drawing.line(legs.fly(cloth, thread));
    legs.waistband(&mut drawing, cloth, None, true);
    drawing.trim(trim::button(
        AXIS + 3.0,
        legs.top + 18.0,
        4.6,
        toned(cloth.base, 0.55),
    ));
    let noun = format!("{cut} trousers");
    Garment::new(drawing, &noun, &chosen, gender)
        .details(&[
            if pleats { "pleats" } else { "flat front" },
            "side pockets",
            if soft { "" } else { "pressed crease" },
        ])
        .worn(
            &["tailored", "smart"],
            &["work", "wedding"],
            if chosen.material.name == "linen" {
                &["summer", "spring"]
            } else {
                &["autumn", "winter", "spring"]
            },
        )
}

/// Chinos in cotton twill or corduroy.
pub fn chinos(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Men, Gender::Men, Gender::Women]);
    let ground = palette::pick(
        rng,
        &[
            &palette::BEIGE,
            &palette::KHAKI,
            &palette::NAVY,
            &palette::OLIVE,
            &palette::CAMEL,
            &palette::WHITE,
            &palette::RUST,
            &palette::GREY,
            &palette::BURGUNDY,
            &palette::SAGE,
            &palette::BROWN,
        ],
    );
    let chosen = Chosen::from(rng, &[&TWILL, &TWILL, &CORDUROY], &[Pattern::Plain], ground);
    let cut = one_of(rng, &["slim", "straight", "tapered", "cropped"]);
    let legs = legs_of(cut);
    let cloth = &chosen.cloth;
    let thread = trim::thread(cloth);
    let ink = legs.slant_pocket(cloth, thread) + &legs.hem_row(thread, 10.0);
    let mut drawing = Drawing::new();
    let folds = legs.folds(rng, 1.1);
    legs.draw(&mut drawing, cloth, folds, Vec::new(), &ink);
    drawing.line(legs.fly(cloth, thread));
    legs.waistband(&mut drawing, cloth, Some(thread), true);
    drawing.trim(trim::button(
        AXIS + 3.0,
        legs.top + 18.0,
        4.8,
        toned(cloth.base, 0.5),
    ));
    Garment::new(drawing, &format!("{cut} chinos"), &chosen, gender)
        .details(&["slant pockets"])
        .worn(
            &["classic", "casual"],
            &["casual", "work", "travel"],
            &["spring", "summer", "autumn"],
        )
}
