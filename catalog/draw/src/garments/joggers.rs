//! Joggers, leggings and shorts.

use super::trousers::gendered;
use super::{chance, one_of};
use crate::cloth::{DENIM, FLEECE, LINEN, NYLON, RIB_KNIT, STRETCH, TWILL, VISCOSE};
use crate::curve::{AXIS, Outline};
use crate::facts::{Chosen, Garment, Gender};
use crate::legs::{Legs, worn};
use crate::palette::{self, Shade, toned};
use crate::pattern::Pattern;
use crate::piece::{Drawing, Piece};
use crate::trim;
use rand::rngs::StdRng;

/// Joggers with a drawstring and ribbed cuffs.
pub fn joggers(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Unisex, Gender::Men, Gender::Women]);
    let ground = palette::any(rng);
    let chosen = Chosen::from(rng, &[&FLEECE, &NYLON], &[Pattern::Plain], ground);
    let mut legs = Legs::long(66.0, 46.0);
    legs.length = 556.0;
    let cloth = &chosen.cloth;
    let thread = trim::thread(cloth);
    let side = chance(rng, 35);
    let stripe = palette::contrast(
        rng,
        ground,
        &[&palette::WHITE, &palette::CREAM, &palette::NAVY, &palette::BLACK],
    );
    let mut ink = legs.slant_pocket(cloth, thread);
    if side {
        for inset in [6.0, 12.0] {
            ink += &format!(
                "<path d='{}' fill='none' stroke='{}' stroke-width='3'/>",
                legs.side_seam(inset),
                palette::css(stripe.rgb())
            );
        }
    }
    let mut drawing = Drawing::new();
    let folds = legs.folds(rng, 1.5);
    legs.draw(&mut drawing, cloth, folds, Vec::new(), &ink);
    let rib = chosen.plain(&RIB_KNIT);
    let cuff = Outline::new()
        .corner(AXIS + legs.hem.0 - 1.0, legs.length - 4.0)
        .corner(AXIS + legs.hem.0 - 5.0, legs.length + 24.0)
        .smooth(AXIS + 50.0, legs.length + 27.0)
        .corner(AXIS + legs.hem.1 + 5.0, legs.length + 25.0)
        .corner(AXIS + legs.hem.1 + 1.0, legs.length - 4.0)
        .smooth(AXIS + 50.0, legs.length);
    drawing.add_pair(
        Piece::new(cuff, &rib)
            .grain(AXIS, 0.0, 0.0)
            .column(14.0, 6.0)
            .wrinkle(0.2)
            .cast(0.5),
    );
    drawing.line(trim::seam(
        &format!("M{AXIS} {}V{}", legs.top + 26.0, legs.crotch - 2.0),
        cloth,
    ));
    legs.waistband(&mut drawing, &rib, None, false);
    let cord = palette::css(if cloth.is_dark() {
        [0.9, 0.88, 0.84]
    } else {
        toned(cloth.base, 0.72)
    });
    drawing.trim(format!(
        "<path d='M{} 78C{} 110 {} 120 {} 150M{} 78C{} 104 {} 124 {} 142' fill='none' stroke='{cord}' stroke-width='3' stroke-linecap='round'/>",
        AXIS - 6.0, AXIS - 16.0, AXIS - 4.0, AXIS - 10.0, AXIS + 6.0, AXIS + 14.0, AXIS + 6.0, AXIS + 9.0
    ));
    let mut garment = Garment::new(drawing, "joggers", &chosen, gender)
        .details(&[
            "drawstring",
            "ribbed cuffs",
            if side { "side stripe" } else { "" },
        ])
        .worn(
            &["sporty", "streetwear"],
            &["sports", "casual", "travel"],
            &["autumn", "winter", "spring"],
        );
    if side {
        garment = garment.with(stripe);
    }
    garment
}

/// Leggings in stretch jersey.
pub fn leggings(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let patterns = [
        Pattern::Plain,
        Pattern::Plain,
        Pattern::Plain,
        Pattern::Leopard(60.0),
        Pattern::Zigzag(18.0),
        Pattern::Abstract(100.0),
    ];
    let chosen = Chosen::from(rng, &[&STRETCH, &RIB_KNIT], &patterns, ground);
    let mut legs = Legs::long(46.0, 30.0);
    legs.waist = 57.0;
    legs.hip = (80.0, 176.0);
    legs.band = 38.0;
    let cropped = chance(rng, 30);
    if cropped {
        legs.length = 516.0;
        legs.hem = (70.0, 33.0);
    }
    let cloth = &chosen.cloth;
    let thread = trim::thread(cloth);
    let panel = format!(
        "M{} 110Q{} 300 {} {}",
        AXIS + 66.0,
        AXIS + 58.0,
        AXIS + 58.0,
        legs.length
    );
    let ink = legs.hem_row(thread, 8.0)
        + &if chance(rng, 50) {
            trim::seam(&panel, cloth)
        } else {
            String::new()
        };
    let mut drawing = Drawing::new();
    let folds = legs.folds(rng, 0.55);
    legs.draw(&mut drawing, cloth, folds, Vec::new(), &ink);
    drawing.line(trim::seam(
        &format!("M{AXIS} {}V{}", legs.top + 42.0, legs.crotch - 2.0),
        cloth,
    ));
    legs.waistband(&mut drawing, cloth, None, false);
    Garment::new(
        drawing,
        if cropped { "cropped leggings" } else { "leggings" },
        &chosen,
        Gender::Women,
    )
    .details(&["high waist"])
    .worn(
        &["sporty"],
        &["sports", "casual"],
        &["spring", "autumn", "winter"],
    )
}

fn short_legs(length: f32, spread: f32) -> Legs {
    let mut legs = Legs::long(70.0, 70.0);
    legs.length = length;
    legs.hip = (91.0, 178.0);
    legs.hem = (94.0 + spread, 6.0);
    legs.knee = (94.0, 6.0);
    legs
}

/// Shorts: denim, chino or linen, short or to the knee.
pub fn shorts(rng: &mut StdRng) -> Garment {
    let gender = gendered(rng);
    let denim = chance(rng, 35);
    let ground: &'static Shade = if denim {
        one_of(
            rng,
            &[
                &palette::BLUE,
                &palette::LIGHT_BLUE,
                &palette::INDIGO,
                &palette::WHITE,
                &palette::BLACK,
            ],
        )
    } else {
        palette::any(rng)
    };
    let patterns = [
        Pattern::Plain,
        Pattern::Plain,
        Pattern::Stripes(14.0),
        Pattern::Gingham(16.0),
        Pattern::Leaf(110.0),
    ];
    let chosen = if denim {
        Chosen::from(rng, &[&DENIM], &[Pattern::Plain], ground)
    } else {
        Chosen::from(rng, &[&TWILL, &LINEN, &VISCOSE], &patterns, ground)
    };
    let short = gender == Gender::Women && chance(rng, 65);
    let legs = short_legs(if short { 312.0 } else { 398.0 }, if short { 6.0 } else { 0.0 });
    let cloth = &chosen.cloth;
    let thread = if denim && ground != &palette::WHITE {
        [0.76, 0.52, 0.25]
    } else {
        trim::thread(cloth)
    };
    let pocket = if denim {
        legs.scoop_pocket(cloth, thread)
    } else {
        legs.slant_pocket(cloth, thread)
    };
    let mut folds = legs.folds(rng, 1.1);
    folds.extend(legs.falls(rng, 3, 1.5));
    let mut drawing = Drawing::new();
    let washes = if denim { worn(&legs, 0.16) } else { Vec::new() };
    legs.draw(
        &mut drawing,
        cloth,
        folds,
        washes,
        &(pocket + &legs.hem_row(thread, 12.0)),
    );
    drawing.line(legs.fly(cloth, thread));
    legs.waistband(&mut drawing, cloth, Some(thread), true);
    drawing.trim(if denim {
        trim::stud(AXIS + 1.0, legs.top + 18.0, 6.0, [0.72, 0.45, 0.28])
    } else {
        trim::button(AXIS + 3.0, legs.top + 18.0, 4.8, toned(cloth.base, 0.6))
    });
    let noun = match (denim, short) {
        (true, true) => "denim shorts",
        (true, false) => "denim bermuda shorts",
        (false, true) => "shorts",
        (false, false) => "bermuda shorts",
    };
    Garment::new(drawing, noun, &chosen, gender)
        .details(&[if denim { "five pockets" } else { "slant pockets" }])
        .worn(
            &["casual", "relaxed"],
            &["casual", "beach", "travel"],
            &["summer"],
        )
}
