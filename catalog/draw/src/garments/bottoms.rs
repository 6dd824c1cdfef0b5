//! Jeans, trousers, chinos, joggers, leggings and shorts.

use rand::rngs::StdRng;

use super::{chance, one_of};
use crate::cloth::{CORDUROY, CREPE, DENIM, FLEECE, LINEN, NYLON, RIB_KNIT, SATIN, STRETCH, TWILL, VISCOSE, WOOL};
use crate::curve::{AXIS, Outline};
use crate::facts::{Chosen, Garment, Gender};
use crate::legs::{Legs, rivets, worn};
use crate::palette::{self, Shade, toned};
use crate::pattern::Pattern;
use crate::studio::{Drawing, Piece};
use crate::trim;

fn gendered(rng: &mut StdRng) -> Gender {
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
    let ground = one_of(rng, &[&palette::INDIGO, &palette::INDIGO, &palette::BLUE, &palette::LIGHT_BLUE, &palette::BLACK, &palette::GREY, &palette::WHITE]);
    let chosen = Chosen::from(rng, &[&DENIM], &[Pattern::Plain], ground);
    let cut = one_of(rng, if gender == Gender::Women { &["skinny", "straight", "wide-leg", "flared", "cropped"] } else { &["slim", "straight", "tapered", "straight"] });
    let legs = legs_of(cut);
    let cloth = &chosen.cloth;
    let copper = ground == &palette::INDIGO || ground == &palette::BLUE;
    let thread = if copper { [0.76, 0.52, 0.25] } else { trim::thread(cloth) };
    let metal = if copper { [0.72, 0.45, 0.28] } else { palette::SILVER.rgb() };
    let fade = if ground == &palette::WHITE { 0.0 } else { one_of(rng, &[0.08, 0.24, 0.34]) };
    let mut folds = legs.folds(rng, 1.2);
    if cut == "wide-leg" || cut == "flared" {
        folds.extend(legs.falls(rng, 5, 1.8));
    }
    let ink = legs.scoop_pocket(cloth, thread) + &legs.hem_row(thread, 11.0) + &trim::stitch(&legs.side_seam(4.0), thread);
    let mut drawing = Drawing::new();
    legs.draw(&mut drawing, cloth, folds, worn(&legs, fade), &ink);
    drawing.line(legs.fly(cloth, thread));
    legs.waistband(&mut drawing, cloth, Some(thread), true);
    drawing.trim(trim::stud(AXIS + 1.0, legs.top + 18.0, 6.0, metal));
    drawing.trim(rivets(&legs, metal));
    let noun = format!("{cut} jeans");
    Garment::new(drawing, &noun, &chosen, gender)
        .details(&["five pockets", if fade > 0.2 { "faded" } else { "" }])
        .worn(&["casual", "classic"], &["casual", "travel"], &["spring", "autumn", "winter"])
}

/// Tailored trousers: creased or pleated, in wool, crêpe, linen or satin.
pub fn trousers(rng: &mut StdRng) -> Garment {
    let gender = gendered(rng);
    let ground = palette::pick(rng, &[
        &palette::NAVY, &palette::CHARCOAL, &palette::BLACK, &palette::GREY, &palette::BEIGE, &palette::IVORY, &palette::OLIVE,
        &palette::OXBLOOD, &palette::FOREST, &palette::CAMEL, &palette::BROWN, &palette::SAGE, &palette::RUST,
    ]);
    let patterns: &[Pattern] = &[Pattern::Plain, Pattern::Plain, Pattern::Pinstripe(13.0), Pattern::Windowpane(34.0), Pattern::Houndstooth(11.0), Pattern::Herringbone(7.0)];
    let chosen = if gender == Gender::Women && chance(rng, 45) {
        Chosen::from(rng, &[&CREPE, &SATIN, &LINEN], &[Pattern::Plain], ground)
    } else {
        Chosen::from(rng, &[&WOOL], patterns, ground)
    };
    let cut = one_of(rng, if gender == Gender::Women { &["wide-leg", "straight", "cropped", "flared", "tapered"] } else { &["slim", "straight", "tapered"] });
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
            ink += &trim::seam(&format!("M{} {y}L{} {}", AXIS + x, AXIS + x + 2.0, y + 34.0), cloth);
        }
    }
    let mut drawing = Drawing::new();
    legs.draw(&mut drawing, cloth, folds, Vec::new(), &ink);
    drawing.line(legs.fly(cloth, thread));
    legs.waistband(&mut drawing, cloth, None, true);
    drawing.trim(trim::button(AXIS + 3.0, legs.top + 18.0, 4.6, toned(cloth.base, 0.55)));
    let noun = format!("{cut} trousers");
    Garment::new(drawing, &noun, &chosen, gender)
        .details(&[if pleats { "pleats" } else { "flat front" }, "side pockets", if soft { "" } else { "pressed crease" }])
        .worn(&["tailored", "smart"], &["work", "wedding"], if chosen.material.name == "linen" { &["summer", "spring"] } else { &["autumn", "winter", "spring"] })
}

/// Chinos in cotton twill or corduroy.
pub fn chinos(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Men, Gender::Men, Gender::Women]);
    let ground = palette::pick(rng, &[
        &palette::BEIGE, &palette::KHAKI, &palette::NAVY, &palette::OLIVE, &palette::CAMEL, &palette::WHITE, &palette::RUST, &palette::GREY, &palette::BURGUNDY, &palette::SAGE, &palette::BROWN,
    ]);
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
    drawing.trim(trim::button(AXIS + 3.0, legs.top + 18.0, 4.8, toned(cloth.base, 0.5)));
    Garment::new(drawing, &format!("{cut} chinos"), &chosen, gender)
        .details(&["slant pockets"])
        .worn(&["classic", "casual"], &["casual", "work", "travel"], &["spring", "summer", "autumn"])
}

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
    let stripe = palette::contrast(rng, ground, &[&palette::WHITE, &palette::CREAM, &palette::NAVY, &palette::BLACK]);
    let mut ink = legs.slant_pocket(cloth, thread);
    if side {
        for inset in [6.0, 12.0] {
            ink += &format!("<path d='{}' fill='none' stroke='{}' stroke-width='3'/>", legs.side_seam(inset), palette::css(stripe.rgb()));
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
    drawing.add_pair(Piece::new(cuff, &rib).grain(AXIS, 0.0, 0.0).column(14.0, 6.0).wrinkle(0.2).cast(0.5));
    drawing.line(trim::seam(&format!("M{AXIS} {}V{}", legs.top + 26.0, legs.crotch - 2.0), cloth));
    legs.waistband(&mut drawing, &rib, None, false);
    let cord = palette::css(if cloth.is_dark() { [0.9, 0.88, 0.84] } else { toned(cloth.base, 0.72) });
    drawing.trim(format!(
        "<path d='M{} 78C{} 110 {} 120 {} 150M{} 78C{} 104 {} 124 {} 142' fill='none' stroke='{cord}' stroke-width='3' stroke-linecap='round'/>",
        AXIS - 6.0, AXIS - 16.0, AXIS - 4.0, AXIS - 10.0, AXIS + 6.0, AXIS + 14.0, AXIS + 6.0, AXIS + 9.0
    ));
    let mut garment = Garment::new(drawing, "joggers", &chosen, gender)
        .details(&["drawstring", "ribbed cuffs", if side { "side stripe" } else { "" }])
        .worn(&["sporty", "streetwear"], &["sports", "casual", "travel"], &["autumn", "winter", "spring"]);
    if side {
        garment = garment.with(stripe);
    }
    garment
}

/// Leggings in stretch jersey.
pub fn leggings(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let patterns = [Pattern::Plain, Pattern::Plain, Pattern::Plain, Pattern::Leopard(60.0), Pattern::Zigzag(18.0), Pattern::Abstract(100.0)];
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
    let panel = format!("M{} 110Q{} 300 {} {}", AXIS + 66.0, AXIS + 58.0, AXIS + 58.0, legs.length);
    let ink = legs.hem_row(thread, 8.0) + &if chance(rng, 50) { trim::seam(&panel, cloth) } else { String::new() };
    let mut drawing = Drawing::new();
    let folds = legs.folds(rng, 0.55);
    legs.draw(&mut drawing, cloth, folds, Vec::new(), &ink);
    drawing.line(trim::seam(&format!("M{AXIS} {}V{}", legs.top + 42.0, legs.crotch - 2.0), cloth));
    legs.waistband(&mut drawing, cloth, None, false);
    Garment::new(drawing, if cropped { "cropped leggings" } else { "leggings" }, &chosen, Gender::Women)
        .details(&["high waist"])
        .worn(&["sporty"], &["sports", "casual"], &["spring", "autumn", "winter"])
}

fn short_legs(length: f32, spread: f32) -> Legs {
    let mut legs = Legs::long(70.0, 70.0);
    legs.length = length;
    legs.hip = (91.0, 178.0);
    legs.hem = (98.0 + spread, 9.0);
    legs.knee = (96.0, 9.0);
    legs
}

/// Shorts: denim, chino or linen, short or to the knee.
pub fn shorts(rng: &mut StdRng) -> Garment {
    let gender = gendered(rng);
    let denim = chance(rng, 35);
    let ground: &'static Shade = if denim { one_of(rng, &[&palette::BLUE, &palette::LIGHT_BLUE, &palette::INDIGO, &palette::WHITE, &palette::BLACK]) } else { palette::any(rng) };
    let patterns = [Pattern::Plain, Pattern::Plain, Pattern::Stripes(14.0), Pattern::Gingham(16.0), Pattern::Leaf(110.0)];
    let chosen = if denim { Chosen::from(rng, &[&DENIM], &[Pattern::Plain], ground) } else { Chosen::from(rng, &[&TWILL, &LINEN, &VISCOSE], &patterns, ground) };
    let short = gender == Gender::Women && chance(rng, 65);
    let legs = short_legs(if short { 312.0 } else { 398.0 }, if short { 6.0 } else { 0.0 });
    let cloth = &chosen.cloth;
    let thread = if denim && ground != &palette::WHITE { [0.76, 0.52, 0.25] } else { trim::thread(cloth) };
    let pocket = if denim { legs.scoop_pocket(cloth, thread) } else { legs.slant_pocket(cloth, thread) };
    let mut folds = legs.folds(rng, 1.1);
    folds.extend(legs.falls(rng, 3, 1.5));
    let mut drawing = Drawing::new();
    let washes = if denim { worn(&legs, 0.16) } else { Vec::new() };
    legs.draw(&mut drawing, cloth, folds, washes, &(pocket + &legs.hem_row(thread, 12.0)));
    drawing.line(legs.fly(cloth, thread));
    legs.waistband(&mut drawing, cloth, Some(thread), true);
    drawing.trim(if denim { trim::stud(AXIS + 1.0, legs.top + 18.0, 6.0, [0.72, 0.45, 0.28]) } else { trim::button(AXIS + 3.0, legs.top + 18.0, 4.8, toned(cloth.base, 0.6)) });
    let noun = match (denim, short) {
        (true, true) => "denim shorts",
        (true, false) => "denim bermuda shorts",
        (false, true) => "shorts",
        (false, false) => "bermuda shorts",
    };
    Garment::new(drawing, noun, &chosen, gender)
        .details(&[if denim { "five pockets" } else { "slant pockets" }])
        .worn(&["casual", "relaxed"], &["casual", "beach", "travel"], &["summer"])
}
