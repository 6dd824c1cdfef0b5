//! Sweaters, cardigans, knitted vests and sweatshirts.

use rand::rngs::StdRng;

use super::tops::{front, neck_bands};
use super::{chance, one_of};
use crate::bodice::{Bodice, Neckline, Sleeve};
use crate::cloth::{CABLE_KNIT, CHUNKY_KNIT, FINE_KNIT, FLEECE, Material, RIB_KNIT};
use crate::collar::{cuffs, front_bands, hem_band};
use crate::curve::{AXIS, Outline};
use crate::facts::{Chosen, Garment, Gender};
use crate::palette::{self, Shade, toned};
use crate::pattern::Pattern;
use crate::studio::{Drawing, Piece};
use crate::trim;

const YARNS: &[&Shade] = &[
    &palette::CREAM, &palette::CAMEL, &palette::NAVY, &palette::CHARCOAL, &palette::OXBLOOD, &palette::FOREST, &palette::RUST,
    &palette::MUSTARD, &palette::SAGE, &palette::BLUSH, &palette::LIGHT_GREY, &palette::IVORY, &palette::TEAL, &palette::BLACK,
    &palette::LIGHT_BLUE, &palette::RED, &palette::LAVENDER, &palette::BROWN, &palette::PINK, &palette::OLIVE,
];

fn knit_body(gender: Gender, neckline: Neckline) -> Bodice {
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

fn knit_sleeve() -> Sleeve {
    Sleeve { length: 284.0, fall: 75.0, cuff: 40.0, puff: 6.0 }
}

/// A pullover: crew, V, roll or boat neck; fine, chunky, cable or Fair Isle.
pub fn sweater(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Women, Gender::Men, Gender::Unisex]);
    let material: &'static Material = one_of(rng, &[&FINE_KNIT, &FINE_KNIT, &CHUNKY_KNIT, &CABLE_KNIT, &RIB_KNIT]);
    let patterns: &[Pattern] = match material.name {
        "merino" => &[
            Pattern::Plain, Pattern::Breton(24.0), Pattern::Argyle(58.0), Pattern::FairIsle(72.0), Pattern::Bands(60.0),
        ],
        "chunky-knit" => &[Pattern::Plain, Pattern::FairIsle(96.0), Pattern::Bands(90.0)],
        _ => &[Pattern::Plain],
    };
    let ground = palette::pick(rng, YARNS);
    let chosen = Chosen::from(rng, &[material], patterns, ground);
    let roll = chance(rng, 28);
    let neckline = if roll { Neckline::Crew } else { one_of(rng, &[Neckline::Crew, Neckline::Crew, Neckline::V, Neckline::Boat]) };
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
    let (neck, noun) = if roll { ("roll-neck", "roll-neck sweater".to_owned()) } else { (neckline.name(), format!("{} sweater", neckline.name())) };
    let _ = neck;
    let warm: &[_] = if material.name == "merino" { &["autumn", "spring"] } else { &["winter", "autumn"] };
    Garment::new(drawing, &noun, &chosen, gender)
        .details(&["long-sleeve"])
        .worn(&["classic", "cosy"], if material.name == "merino" { &["work", "casual"] } else { &["casual", "winter"] }, warm)
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
    drawing.add(Piece::new(under, rib).grain(AXIS, 0.0, 0.0).form(22.0, 8.0).wrinkle(0.6).cast(0.6));
    let fold = Outline::new()
        .smooth(AXIS - half - 2.0, top + 6.0)
        .smooth(AXIS - half + 1.0, top - 33.0)
        .smooth(AXIS, top - 42.0)
        .smooth(AXIS + half - 1.0, top - 33.0)
        .smooth(AXIS + half + 2.0, top + 6.0)
        .smooth(AXIS + half * 0.5, top + 17.0)
        .smooth(AXIS, top + 20.0)
        .smooth(AXIS - half * 0.5, top + 17.0);
    drawing.add(Piece::new(fold, rib).grain(AXIS, 0.0, 0.0).form(18.0, 8.0).wrinkle(0.5).cast(0.8));
    let hole = Outline::new()
        .smooth(AXIS - half + 5.0, top - 33.0)
        .smooth(AXIS, top - 39.0)
        .smooth(AXIS + half - 5.0, top - 33.0)
        .smooth(AXIS, top - 30.0);
    drawing.add(Piece::new(hole, rib).tone(0.55).form(4.0, -2.0).wrinkle(0.2).cast(0.0));
}

/// A cardigan, buttoned, with a V neck; fine, chunky, cable or patterned.
pub fn cardigan(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Women, Gender::Women, Gender::Men]);
    let material: &'static Material = one_of(rng, &[&FINE_KNIT, &CHUNKY_KNIT, &CABLE_KNIT, &FINE_KNIT]);
    let patterns: &[Pattern] = match material.name {
        "merino" => &[Pattern::Plain, Pattern::Plain, Pattern::Breton(20.0), Pattern::FairIsle(72.0), Pattern::Argyle(58.0)],
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
    let trim_shade = if chance(rng, 25) { palette::contrast(rng, ground, &[&palette::NAVY, &palette::CREAM, &palette::OXBLOOD, &palette::BLACK]) } else { ground };
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
    let colour = one_of(rng, &[[0.90, 0.86, 0.78], [0.24, 0.17, 0.12], toned(rib.base, 0.7)]);
    for (x, y) in trim::spaced((AXIS, body.top + body.neck.1 + 16.0), (AXIS, last), if cropped { 4 } else { 6 }) {
        drawing.trim(trim::button(x, y, 5.2, colour));
    }
    Garment::new(drawing, if cropped { "cropped cardigan" } else { "cardigan" }, &chosen, gender)
        .with(trim_shade)
        .details(&["V-neck", "long-sleeve", "button front", if pockets { "patch pockets" } else { "" }])
        .worn(&["classic", "cosy"], &["casual", "work"], &["autumn", "winter"])
}

/// A sleeveless knitted vest with a V neck.
pub fn vest(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Men, Gender::Women, Gender::Unisex]);
    let ground = palette::pick(rng, YARNS);
    let patterns = [Pattern::Argyle(56.0), Pattern::Plain, Pattern::FairIsle(72.0), Pattern::Houndstooth(26.0)];
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

/// A hoodie or a plain sweatshirt in cotton fleece.
pub fn hoodie(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Unisex, Gender::Men, Gender::Women]);
    let ground = palette::any(rng);
    let chosen = Chosen::from(rng, &[&FLEECE], &[Pattern::Plain], ground);
    let mut body = knit_body(gender, Neckline::Crew);
    body.neck = (42.0, 38.0);
    body.top = 138.0;
    body.hem.1 = 436.0;
    let rib = chosen.plain(&RIB_KNIT);
    let sleeve = knit_sleeve();
    let zipped = chance(rng, 40);
    let mut drawing = Drawing::new();
    let cloth = &chosen.cloth;
    hood_inside(&mut drawing, &body, cloth);
    sleeve.draw(&mut drawing, &body, cloth, rng, 1.3, 0.0);
    cuffs(&mut drawing, &body, &sleeve, &rib, 28.0, -1.0);
    drawing.add(front(&body, &chosen, rng));
    let pocket = Outline::new()
        .corner(AXIS - 40.0, 330.0)
        .corner(AXIS + 40.0, 330.0)
        .smooth(AXIS + 54.0, 360.0)
        .corner(AXIS + 66.0, 374.0)
        .corner(AXIS + 66.0, 407.0)
        .corner(AXIS - 66.0, 407.0)
        .corner(AXIS - 66.0, 374.0)
        .smooth(AXIS - 54.0, 360.0);
    let edge = format!("M{} 333Q{} 364 {} 377M{} 333Q{} 364 {} 377", AXIS + 36.5, AXIS + 50.0, AXIS + 62.0, AXIS - 36.5, AXIS - 50.0, AXIS - 62.0);
    drawing.add(Piece::new(pocket, cloth).form(10.0, 3.4).cast(0.5).ink(&trim::stitch(&edge, trim::thread(cloth))));
    hem_band(&mut drawing, &body, &rib, 29.0, 5.0);
    hood(&mut drawing, &body, cloth);
    if zipped {
        let line = trim::spaced((AXIS, body.top + body.neck.1 + 2.0), (AXIS, body.hem.1 + 3.0), 8);
        drawing.trim(trim::zip(&line, cloth.base, palette::SILVER.rgb(), true));
    }
    cords(&mut drawing, &body, if cloth.is_dark() { [0.92, 0.90, 0.86] } else { toned(cloth.base, 0.82) });
    Garment::new(drawing, if zipped { "zip hoodie" } else { "hoodie" }, &chosen, gender)
        .details(&["hood", "long-sleeve", "kangaroo pocket", if zipped { "zip front" } else { "" }])
        .worn(&["sporty", "streetwear"], &["casual", "sports", "travel"], &["autumn", "winter", "spring"])
}

fn hood_inside(drawing: &mut Drawing, body: &Bodice, cloth: &std::sync::Arc<crate::cloth::Cloth>) {
    let (half, top) = (body.neck.0, body.top);
    let shape = Outline::new()
        .smooth(AXIS, top - 52.0)
        .smooth(AXIS + half * 0.9, top - 30.0)
        .corner(AXIS + half + 6.0, top + 10.0)
        .smooth(AXIS, top + body.neck.1 + 12.0)
        .mirrored();
    drawing.add(Piece::new(shape, cloth).tone(0.66).form(22.0, -7.0).ink(&trim::label(AXIS, top + 6.0)));
}

fn hood(drawing: &mut Drawing, body: &Bodice, cloth: &std::sync::Arc<crate::cloth::Cloth>) {
    let (half, top) = (body.neck.0, body.top);
    let low = top + body.neck.1 + 4.0;
    let side = Outline::new()
        .smooth(AXIS + 3.0, top - 62.0)
        .smooth(AXIS + half * 0.9, top - 52.0)
        .smooth(AXIS + half + 22.0, top - 10.0)
        .smooth(AXIS + half + 16.0, top + 20.0)
        .smooth(AXIS + half * 0.6, low + 3.0)
        .corner(AXIS - 4.0, low + 12.0)
        .smooth(AXIS + half * 0.50, low - 20.0)
        .smooth(AXIS + half * 0.74, top - 8.0)
        .smooth(AXIS + half * 0.45, top - 40.0)
        .corner(AXIS - 4.0, top - 48.0);
    let fold = [
        crate::relief::Fold::new((AXIS + half + 14.0, top + 16.0), (AXIS + half, top - 6.0), (AXIS + half * 0.9, top - 34.0), 5.0, 2.0),
        crate::relief::Fold::new((AXIS + 14.0, low + 6.0), (AXIS + half * 0.7, low - 10.0), (AXIS + half, top + 4.0), 5.0, 2.0),
    ];
    drawing.add_pair(Piece::new(side, cloth).grain(AXIS, top, 0.3).form(20.0, 9.0).folds(fold).cast(0.7));
}

fn cords(drawing: &mut Drawing, body: &Bodice, colour: palette::Rgb) {
    let y = body.top + body.neck.1 - 2.0;
    for (s, reach) in [(-1.0, 92.0), (1.0, 84.0)] {
        let x = |v: f32| AXIS + s * v;
        drawing.trim(format!(
            "<path d='M{:.1} {y:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}' fill='none' stroke='{c}' stroke-width='3.4' stroke-linecap='round'/>\
             <path d='M{:.1} {:.1}v8' stroke='{d}' stroke-width='4.2' stroke-linecap='round'/><circle cx='{:.1}' cy='{y:.1}' r='3' fill='{d}'/>",
            x(17.0), x(20.0), y + reach * 0.4, x(15.0), y + reach * 0.7, x(18.0), y + reach,
            x(18.0), y + reach, x(17.0),
            c = palette::css(colour), d = palette::css(toned(colour, 0.7))
        ));
    }
}

/// A sweatshirt with ribbed edges.
pub fn sweatshirt(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Unisex, Gender::Men, Gender::Women]);
    let ground = palette::any(rng);
    let chosen = Chosen::from(rng, &[&FLEECE], &[Pattern::Plain], ground);
    let body = knit_body(gender, Neckline::Crew);
    let rib = chosen.plain(&RIB_KNIT);
    let raglan = if chance(rng, 35) { palette::contrast(rng, ground, &[&palette::NAVY, &palette::CREAM, &palette::CHARCOAL, &palette::OXBLOOD, &palette::FOREST]) } else { ground };
    let arms = crate::cloth::Cloth::shade(&FLEECE, raglan, 9);
    let sleeve = knit_sleeve();
    let mut drawing = Drawing::new();
    body.inside_back(&mut drawing, &rib, body.neck.1);
    sleeve.draw(&mut drawing, &body, &arms, rng, 1.2, 0.0);
    cuffs(&mut drawing, &body, &sleeve, &rib, 28.0, -1.0);
    let v = format!("M{} {}L{AXIS} {}L{} {}", AXIS - 12.0, body.top + 38.0, body.top + 62.0, AXIS + 12.0, body.top + 38.0);
    drawing.add(front(&body, &chosen, rng).ink(&trim::stitch(&v, trim::thread(&chosen.cloth))));
    hem_band(&mut drawing, &body, &rib, 28.0, 5.0);
    neck_bands(&mut drawing, &body, &rib, 11.0);
    let mut garment = Garment::new(drawing, "sweatshirt", &chosen, gender).with(raglan);
    if raglan != ground {
        garment.facts.pattern = "colour-block";
    }
    garment
        .details(&["crew-neck", "long-sleeve"])
        .worn(&["sporty", "streetwear"], &["casual", "sports"], &["autumn", "spring"])
}
