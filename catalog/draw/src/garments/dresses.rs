//! Dresses, maxi dresses and jumpsuits.

use std::sync::Arc;

use rand::rngs::StdRng;

use super::skirts::{tiers, wrap_edge};
use super::tops::{arm_bands, front, neck_bands};
use super::{chance, one_of};
use crate::bodice::{Bodice, Neckline, Sleeve};
use crate::cloth::{CABLE_KNIT, CHIFFON, CREPE, Cloth, DENIM, FINE_KNIT, LINEN, POPLIN, RIB_KNIT, SATIN, SILK, VELVET, VISCOSE};
use crate::collar::{Placket, cuffs, hem_band, shirt_collar, stand};
use crate::curve::{AXIS, Outline, strip};
use crate::facts::{Chosen, Garment, Gender};
use crate::legs::Legs;
use crate::palette::{self, toned};
use crate::pattern::Pattern;
use crate::skirt::Skirt;
use crate::studio::{Drawing, Piece};
use crate::trim;

fn prints() -> Vec<Pattern> {
    vec![
        Pattern::Plain, Pattern::Plain, Pattern::Plain, Pattern::Floral(126.0), Pattern::Floral(160.0), Pattern::Ditsy(58.0),
        Pattern::Dots(18.0), Pattern::Leaf(130.0), Pattern::Stripes(16.0), Pattern::Abstract(120.0), Pattern::Gingham(18.0),
        Pattern::Zigzag(24.0), Pattern::Ditsy(80.0),
    ]
}

fn bodice(neckline: Neckline, sleeved: bool) -> Bodice {
    let mut body = Bodice::regular(60.0, neckline);
    body.neck = neckline.size();
    body.shoulder = if sleeved { (84.0, 22.0) } else { (74.0, 14.0) };
    body.underarm = (79.0, 104.0);
    body.waist = (64.0, 206.0);
    body.hem = (62.0, 232.0);
    body.hem_drop = 5.0;
    if !sleeved {
        body.neck.0 = body.neck.0.min(54.0);
    }
    body
}

fn waist_belt(drawing: &mut Drawing, cloth: &Arc<Cloth>, half: f32, y: f32, height: f32) {
    let band = Outline::new()
        .corner(AXIS - half, y - height / 2.0)
        .smooth(AXIS, y - height / 2.0 + 5.0)
        .corner(AXIS + half, y - height / 2.0)
        .corner(AXIS + half, y + height / 2.0)
        .smooth(AXIS, y + height / 2.0 + 5.0)
        .corner(AXIS - half, y + height / 2.0);
    drawing.add(Piece::new(band, cloth).grain(AXIS, 0.0, 0.0).column(26.0, 10.0).wrinkle(0.4).cast(0.6));
}

/// A sleeve for a dress: none, short, puffed or long; with its word.
fn sleeves(rng: &mut StdRng) -> Option<Sleeve> {
    match one_of(rng, &[0, 1, 2, 3]) {
        0 => None,
        1 => Some(Sleeve { length: 66.0, fall: 52.0, cuff: 54.0, puff: 6.0 }),
        2 => Some(Sleeve { length: 84.0, fall: 60.0, cuff: 44.0, puff: 14.0 }),
        _ => Some(Sleeve { length: 262.0, fall: 76.0, cuff: 33.0, puff: 7.0 }),
    }
}

/// A dress to the knee or the calf, of one of the kinds of this file.
pub fn dress(rng: &mut StdRng) -> Garment {
    match one_of(rng, &[0, 0, 1, 2, 3, 3, 4, 5]) {
        0 => wrap(rng),
        1 => shirt_dress(rng),
        2 => slip(rng),
        3 => flared(rng),
        4 => sheath(rng),
        _ => knitted(rng),
    }
}

fn wrap(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let chosen = Chosen::from(rng, &[&VISCOSE, &SILK, &CREPE], &prints(), ground);
    let cloth = &chosen.cloth;
    let sleeve = sleeves(rng).unwrap_or(Sleeve { length: 262.0, fall: 76.0, cuff: 33.0, puff: 7.0 });
    let mut body = bodice(Neckline::V, true);
    body.neck = (36.0, 108.0);
    let skirt = Skirt { top: 230.0, waist: 62.0, hip: 92.0, hem: 128.0, length: one_of(rng, &[440.0, 520.0]) };
    let mut drawing = Drawing::new();
    body.inside_back(&mut drawing, cloth, body.neck.1);
    sleeve.draw(&mut drawing, &body, cloth, rng, 1.3, 6.0);
    let folds = skirt.falls(rng, 11, 2.6);
    drawing.add(skirt.piece(cloth).folds(folds.clone()));
    drawing.add(wrap_edge(&skirt, cloth).folds(folds));
    let mut half = front(&body, &chosen, rng);
    half = half.ink("");
    drawing.add(half);
    let over = Outline::new()
        .corner(AXIS - 38.0, body.top + 1.0)
        .smooth(AXIS - 18.0, body.top + 56.0)
        .smooth(AXIS + 10.0, body.top + 118.0)
        .corner(AXIS + 56.0, body.hem.1)
        .corner(AXIS - 62.0, body.hem.1 + 2.0)
        .smooth(AXIS - 66.0, body.waist.1 - 30.0)
        .corner(AXIS - 79.0, body.arm().1)
        .smooth(AXIS - 75.0, body.top + 60.0)
        .corner(AXIS - 84.0, body.top + 22.0);
    let pulls = (0..4).map(|i| {
        let y = 150.0 + 20.0 * i as f32;
        crate::relief::Fold::new((AXIS + 44.0, 226.0 - 3.0 * i as f32), (AXIS, y + 28.0), (AXIS - 52.0, y), 5.0, 1.8).peaking(0.25)
    });
    drawing.add(Piece::new(over, cloth).grain(AXIS, body.top, -0.12).column(34.0, 12.0).folds(pulls).cast(0.5));
    waist_belt(&mut drawing, cloth, 63.5, 232.0, 17.0);
    for (dx, reach) in [(12.0, 96.0), (-2.0, 80.0)] {
        let (x, y) = (AXIS + 44.0, 234.0);
        let tail = Outline::new().corner(x - 6.0, y).corner(x + 6.0, y).smooth(x + dx + 8.0, y + reach * 0.5).corner(x + dx + 9.0, y + reach).corner(x + dx - 7.0, y + reach + 4.0).smooth(x + dx - 5.0, y + reach * 0.5);
        drawing.add(Piece::new(tail, cloth).form(6.0, 2.4).cast(0.6));
    }
    let knot = Outline::new().smooth(AXIS + 34.0, 226.0).smooth(AXIS + 53.0, 223.0).smooth(AXIS + 55.0, 242.0).smooth(AXIS + 36.0, 245.0);
    drawing.add(Piece::new(knot, cloth).form(8.0, 4.0).cast(0.7));
    let midi = skirt.length > 500.0;
    Garment::new(drawing, if midi { "wrap midi dress" } else { "wrap dress" }, &chosen, Gender::Women)
        .details(&["V-neck", sleeve.name(), "tie waist"])
        .worn(&["feminine", "elegant"], &["work", "party", "wedding"], &["spring", "summer"])
}

fn shirt_dress(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let denim = chance(rng, 25);
    let patterns = [Pattern::Plain, Pattern::Stripes(11.0), Pattern::Gingham(18.0), Pattern::Dots(16.0), Pattern::Tartan(60.0)];
    let blue = one_of(rng, &[&palette::BLUE, &palette::LIGHT_BLUE, &palette::INDIGO]);
    let chosen = if denim { Chosen::from(rng, &[&DENIM], &[Pattern::Plain], blue) } else { Chosen::from(rng, &[&POPLIN, &LINEN], &patterns, ground) };
    let cloth = &chosen.cloth;
    let mut body = bodice(Neckline::Crew, true);
    body.neck = (32.0, 28.0);
    body.waist = (70.0, 206.0);
    body.hem = (68.0, 238.0);
    let sleeve = one_of(rng, &[Sleeve { length: 86.0, fall: 58.0, cuff: 58.0, puff: 3.0 }, Sleeve { length: 268.0, fall: 76.0, cuff: 36.0, puff: 5.0 }]);
    let skirt = Skirt { top: 236.0, waist: 67.0, hip: 92.0, hem: 112.0, length: 470.0 };
    let mut drawing = Drawing::new();
    stand(&mut drawing, &body, cloth, body.neck.1);
    sleeve.draw(&mut drawing, &body, cloth, rng, 1.2, 0.0);
    cuffs(&mut drawing, &body, &sleeve, cloth, 20.0, 1.0);
    let folds = skirt.falls(rng, 10, 2.0);
    drawing.add(skirt.piece(cloth).folds(folds).ink(&skirt.hem_row(cloth)));
    drawing.add(front(&body, &chosen, rng).ink(&super::tops::chest_pocket(AXIS + 20.0, body.top + 80.0, cloth)));
    let button = if cloth.is_dark() { [0.16, 0.14, 0.15] } else { [0.94, 0.92, 0.87] };
    let placket = Placket { from: body.top + 24.0, to: skirt.length + 11.0, width: 19.0, buttons: 9, radius: 3.8 };
    placket.draw(&mut drawing, cloth, button);
    shirt_collar(&mut drawing, &body, cloth, 34.0, 32.0, 1.0);
    waist_belt(&mut drawing, cloth, 69.0, 238.0, 17.0);
    drawing.trim(trim::buckle(AXIS + 2.0, 240.0, 18.0, 21.0, toned(cloth.base, 0.5)));
    Garment::new(drawing, "shirt dress", &chosen, Gender::Women)
        .details(&[sleeve.name(), "belt", "button front", "chest pocket"])
        .worn(&["classic", "smart"], &["work", "casual", "travel"], &["spring", "summer"])
}

/// Thin straps and a gently draped front, cut long.
fn slip(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let chosen = Chosen::from(rng, &[&SATIN, &SILK, &VELVET], &[Pattern::Plain, Pattern::Plain, Pattern::Plain, Pattern::Leopard(76.0), Pattern::Floral(130.0)], ground);
    let length = one_of(rng, &[400.0, 500.0]);
    let mut drawing = Drawing::new();
    strapped(&mut drawing, &chosen, rng, length, 96.0);
    Garment::new(drawing, if length > 450.0 { "midi slip dress" } else { "slip dress" }, &chosen, Gender::Women)
        .details(&["V-neck", "spaghetti straps"])
        .worn(&["evening", "elegant", "minimal"], &["party", "wedding"], &["summer", "autumn"])
}

fn strapped(drawing: &mut Drawing, chosen: &Chosen, rng: &mut StdRng, length: f32, hem: f32) {
    let cloth = &chosen.cloth;
    let top = 112.0;
    let back = Outline::new().corner(AXIS - 62.0, 146.0).smooth(AXIS, 140.0).corner(AXIS + 62.0, 146.0).corner(AXIS + 62.0, 180.0).corner(AXIS - 62.0, 180.0);
    drawing.add(Piece::new(back, cloth).tone(0.72).form(14.0, -3.0));
    let strap = chosen.plain(chosen.material);
    for (dx, tone) in [(42.0, 0.8), (47.0, 1.0)] {
        let line = Outline::line().corner(AXIS + dx + 1.0, top + 28.0).smooth(AXIS + dx, 84.0).corner(AXIS + 44.0, 44.0).points(10);
        drawing.add_pair(Piece::new(strip(&line, -3.4), &strap).form(3.0, 1.2).wrinkle(0.0).tone(tone));
    }
    let shape = Outline::new()
        .corner(AXIS, top + 40.0)
        .smooth(AXIS + 22.0, top + 26.0)
        .corner(AXIS + 47.0, top)
        .smooth(AXIS + 60.0, top + 22.0)
        .corner(AXIS + 74.0, top + 42.0)
        .smooth(AXIS + 63.0, 222.0)
        .smooth(AXIS + 82.0, 300.0)
        .corner(AXIS + hem, length)
        .smooth(AXIS + hem * 0.5, length + 8.0)
        .smooth(AXIS, length + 10.0)
        .mirrored();
    let skirt = Skirt { top: 150.0, waist: 62.0, hip: 82.0, hem, length };
    let mut folds = skirt.falls(rng, 10, 2.4);
    folds.extend(skirt.pulls(rng, 1.2));
    for i in 0..4 {
        let y = top + 30.0 + 11.0 * i as f32;
        folds.push(crate::relief::Fold::new((AXIS - 34.0, y - 20.0), (AXIS, y + 28.0), (AXIS + 34.0, y - 20.0), 4.0, 1.7).peaking(0.5));
    }
    drawing.add(Piece::new(shape, cloth).grain(AXIS, top, 0.0).column(38.0, 16.0).rim(0.5).folds(folds).ink(&skirt.hem_row(cloth)));
}

fn flared(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let chosen = Chosen::from(rng, &[&POPLIN, &VISCOSE, &CREPE], &prints(), ground);
    let cloth = &chosen.cloth;
    let neckline = one_of(rng, &[Neckline::Square, Neckline::Scoop, Neckline::Boat, Neckline::Sweetheart, Neckline::V]);
    let sleeve = if neckline == Neckline::Sweetheart { None } else { sleeves(rng) };
    let mut body = bodice(neckline, sleeve.is_some());
    if neckline == Neckline::Boat {
        body.neck = (58.0, 16.0);
        body.shoulder = (80.0, 18.0);
    }
    let skirt = Skirt { top: 230.0, waist: 61.0, hip: 112.0, hem: 158.0, length: one_of(rng, &[416.0, 476.0]) };
    let mut drawing = Drawing::new();
    body.inside_back(&mut drawing, cloth, body.neck.1);
    if let Some(sleeve) = &sleeve {
        sleeve.draw(&mut drawing, &body, cloth, rng, 1.3, 5.0);
    }
    let waist: Vec<_> = (0..24).map(|k| (AXIS + 60.0 * (k as f32 / 11.5 - 1.0), 236.0)).collect();
    let mut folds = skirt.falls(rng, 15, 3.6);
    folds.extend(super::shirts::gathers(waist, 70.0, 2.4));
    drawing.add(skirt.piece(cloth).folds(folds).ink(&skirt.hem_row(cloth)));
    let seams = format!("M{} 130Q{} 190 {} 236M{} 130Q{} 190 {} 236", AXIS + 46.0, AXIS + 34.0, AXIS + 34.0, AXIS - 46.0, AXIS - 34.0, AXIS - 34.0);
    drawing.add(front(&body, &chosen, rng).ink(&trim::seam(&seams, cloth)));
    let facing = chosen.plain(chosen.material);
    neck_bands(&mut drawing, &body, &facing, 4.0);
    if sleeve.is_none() {
        arm_bands(&mut drawing, &body, &facing, 4.0);
    }
    waist_belt(&mut drawing, cloth, 63.0, 232.0, 13.0);
    Garment::new(drawing, "fit-and-flare dress", &chosen, Gender::Women)
        .details(&[neckline.name(), sleeve.map_or("sleeveless", |s| s.name()), "gathers"])
        .worn(&["feminine", "playful"], &["party", "wedding", "casual"], &["spring", "summer"])
}

fn sheath(rng: &mut StdRng) -> Garment {
    let ground = palette::pick(rng, &[palette::DEEP, palette::NEUTRALS, palette::BRIGHT].concat());
    let patterns = [Pattern::Plain, Pattern::Plain, Pattern::Houndstooth(13.0), Pattern::Pinstripe(16.0)];
    let chosen = Chosen::from(rng, &[&CREPE], &patterns, ground);
    let neckline = one_of(rng, &[Neckline::Crew, Neckline::Boat, Neckline::V, Neckline::Square]);
    let sleeve = if chance(rng, 50) { Some(Sleeve { length: 62.0, fall: 60.0, cuff: 50.0, puff: 3.0 }) } else { None };
    let mut body = bodice(neckline, true);
    if sleeve.is_none() {
        body.shoulder = (78.0, 16.0);
    }
    body.neck.0 = body.neck.0.min(56.0);
    body.waist = (65.0, 214.0);
    body.hem = (76.0, 440.0);
    let cloth = &chosen.cloth;
    let skirt = Skirt { top: 214.0, waist: 64.0, hip: 84.0, hem: 76.0, length: 440.0 };
    let mut drawing = Drawing::new();
    body.inside_back(&mut drawing, cloth, body.neck.1);
    if let Some(sleeve) = &sleeve {
        sleeve.draw(&mut drawing, &body, cloth, rng, 0.9, 6.0);
    }
    let shape = Outline::new().along(&body.neck_line()[body.neck_line().len() / 2..]);
    let tip = body.tip();
    let shape = shape
        .corner(tip.0, tip.1)
        .smooth(tip.0 - 9.0, tip.1 + 36.0)
        .corner(body.arm().0, body.arm().1)
        .smooth(AXIS + 65.0, 214.0)
        .smooth(AXIS + 84.0, 290.0)
        .corner(AXIS + 75.0, 440.0)
        .smooth(AXIS, 447.0)
        .mirrored();
    let mut folds = skirt.pulls(rng, 0.9);
    folds.extend(body.folds(rng, 0.5));
    let seams = format!("M{} 140Q{} 214 {} 280M{} 140Q{} 214 {} 280M{} 222Q{AXIS} 228 {} 222", AXIS + 44.0, AXIS + 34.0, AXIS + 42.0, AXIS - 44.0, AXIS - 34.0, AXIS - 42.0, AXIS - 66.0, AXIS + 66.0);
    drawing.add(Piece::new(shape, cloth).grain(AXIS, body.top, 0.0).column(38.0, 16.0).rim(0.4).cast(0.3).folds(folds).ink(&trim::seam(&seams, cloth)));
    neck_bands(&mut drawing, &body, &chosen.plain(chosen.material), 3.6);
    if sleeve.is_none() {
        arm_bands(&mut drawing, &body, &chosen.plain(chosen.material), 3.6);
    }
    Garment::new(drawing, "sheath dress", &chosen, Gender::Women)
        .details(&[neckline.name(), sleeve.map_or("sleeveless", |s| s.name()), "knee length"])
        .worn(&["tailored", "smart", "minimal"], &["work", "wedding"], &["autumn", "winter", "spring"])
}

fn knitted(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let material = one_of(rng, &[&FINE_KNIT, &RIB_KNIT, &CABLE_KNIT]);
    let patterns: &[Pattern] = if material.name == "merino" { &[Pattern::Plain, Pattern::Breton(20.0), Pattern::Bands(56.0)] } else { &[Pattern::Plain] };
    let chosen = Chosen::from(rng, &[material], patterns, ground);
    let mut body = Bodice::regular(72.0, one_of(rng, &[Neckline::Crew, Neckline::V]));
    body.shoulder = (88.0, 25.0);
    body.underarm = (82.0, 116.0);
    body.waist = (76.0, 240.0);
    body.hem = (84.0, 470.0);
    let rib = chosen.plain(&RIB_KNIT);
    let sleeve = Sleeve { length: 270.0, fall: 77.0, cuff: 36.0, puff: 5.0 };
    let mut drawing = Drawing::new();
    body.inside_back(&mut drawing, &rib, body.neck.1);
    sleeve.draw(&mut drawing, &body, &chosen.cloth, rng, 1.0, 0.0);
    cuffs(&mut drawing, &body, &sleeve, &rib, 26.0, 0.0);
    drawing.add(front(&body, &chosen, rng));
    hem_band(&mut drawing, &body, &rib, 26.0, 3.0);
    neck_bands(&mut drawing, &body, &rib, 11.0);
    Garment::new(drawing, "sweater dress", &chosen, Gender::Women)
        .details(&[body.neckline.name(), "long-sleeve", "knee length"])
        .worn(&["cosy", "classic"], &["casual", "work", "winter"], &["winter", "autumn"])
}

/// A dress to the floor: tiered, draped or with straps.
pub fn maxi(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let kind = one_of(rng, &["tiered maxi dress", "maxi slip dress", "maxi dress", "evening gown"]);
    let evening = kind == "evening gown" || kind == "maxi slip dress";
    let chosen = if evening {
        Chosen::from(rng, &[&SATIN, &CHIFFON, &VELVET, &SILK], &[Pattern::Plain], ground)
    } else {
        Chosen::from(rng, &[&VISCOSE, &LINEN, &CHIFFON], &prints(), ground)
    };
    let cloth = &chosen.cloth;
    let mut drawing = Drawing::new();
    if kind == "maxi slip dress" {
        strapped(&mut drawing, &chosen, rng, 640.0, 122.0);
        return Garment::new(drawing, kind, &chosen, Gender::Women)
            .details(&["V-neck", "spaghetti straps", "full length"])
            .worn(&["evening", "elegant"], &["party", "wedding"], &["summer", "autumn"]);
    }
    let neckline = one_of(rng, &[Neckline::V, Neckline::Square, Neckline::Scoop]);
    let sleeve = if evening { None } else { sleeves(rng) };
    let mut body = bodice(neckline, sleeve.is_some());
    body.neck.1 = body.neck.1.max(60.0);
    body.inside_back(&mut drawing, cloth, body.neck.1);
    if let Some(sleeve) = &sleeve {
        sleeve.draw(&mut drawing, &body, cloth, rng, 1.4, 5.0);
    }
    if kind == "tiered maxi dress" {
        tiers(&mut drawing, cloth, rng, (228.0, 62.0), (636.0, 142.0), 3);
    } else {
        let skirt = Skirt { top: 230.0, waist: 61.0, hip: 86.0, hem: if evening { 158.0 } else { 138.0 }, length: 636.0 };
        let folds = skirt.falls(rng, 15, 4.0);
        drawing.add(skirt.piece(cloth).folds(folds).ink(&skirt.hem_row(cloth)));
    }
    drawing.add(front(&body, &chosen, rng));
    let facing = chosen.plain(chosen.material);
    neck_bands(&mut drawing, &body, &facing, 4.0);
    if sleeve.is_none() {
        arm_bands(&mut drawing, &body, &facing, 4.0);
    }
    waist_belt(&mut drawing, cloth, 63.0, 232.0, if evening { 20.0 } else { 12.0 });
    let (styles, occasions): (&[_], &[_]) = if evening { (&["evening", "elegant"], &["party", "wedding"]) } else { (&["bohemian", "feminine"], &["beach", "casual", "travel"]) };
    Garment::new(drawing, kind, &chosen, Gender::Women)
        .details(&[neckline.name(), sleeve.map_or("sleeveless", |s| s.name()), "full length"])
        .worn(styles, occasions, if evening { &["autumn", "winter", "summer"] } else { &["summer", "spring"] })
}

/// A jumpsuit: a bodice with wide or tapered legs.
pub fn jumpsuit(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let patterns = [Pattern::Plain, Pattern::Plain, Pattern::Ditsy(58.0), Pattern::Dots(17.0), Pattern::Pinstripe(15.0)];
    let chosen = Chosen::from(rng, &[&CREPE, &LINEN, &VISCOSE], &patterns, ground);
    let cloth = &chosen.cloth;
    let neckline = one_of(rng, &[Neckline::V, Neckline::Square, Neckline::Scoop]);
    let sleeve = if chance(rng, 50) { Some(Sleeve { length: 66.0, fall: 54.0, cuff: 54.0, puff: 4.0 }) } else { None };
    let mut body = bodice(neckline, sleeve.is_some());
    body.hem.1 = 234.0;
    let wide = chance(rng, 60);
    let mut legs = if wide { Legs::long(78.0, 92.0) } else { Legs::long(60.0, 42.0) };
    (legs.top, legs.band, legs.waist, legs.hip, legs.crotch, legs.length) = (214.0, 18.0, 63.0, (86.0, 320.0), 372.0, 660.0);
    if wide {
        (legs.knee, legs.hem) = ((94.0, 7.0), (108.0, 8.0));
    }
    let mut drawing = Drawing::new();
    body.inside_back(&mut drawing, cloth, body.neck.1);
    if let Some(sleeve) = &sleeve {
        sleeve.draw(&mut drawing, &body, cloth, rng, 1.2, 6.0);
    }
    let mut folds = legs.folds(rng, if wide { 0.4 } else { 1.0 });
    if wide {
        folds.extend(legs.falls(rng, 5, 2.2));
    }
    let ink = legs.slant_pocket(cloth, trim::thread(cloth)) + &legs.hem_row(trim::thread(cloth), 9.0);
    legs.draw(&mut drawing, cloth, folds, Vec::new(), &ink);
    drawing.line(trim::seam(&format!("M{AXIS} 240V368"), cloth));
    drawing.add(front(&body, &chosen, rng));
    let facing = chosen.plain(chosen.material);
    neck_bands(&mut drawing, &body, &facing, 5.0);
    if sleeve.is_none() {
        arm_bands(&mut drawing, &body, &facing, 4.0);
    }
    waist_belt(&mut drawing, cloth, 64.0, 234.0, 20.0);
    drawing.trim(trim::buckle(AXIS, 237.0, 20.0, 23.0, toned(cloth.base, 0.5)));
    Garment::new(drawing, if wide { "wide-leg jumpsuit" } else { "tapered jumpsuit" }, &chosen, Gender::Women)
        .details(&[neckline.name(), sleeve.map_or("sleeveless", |s| s.name()), "belt"])
        .worn(&["minimal", "elegant"], &["party", "work", "travel"], &["spring", "summer"])
}
