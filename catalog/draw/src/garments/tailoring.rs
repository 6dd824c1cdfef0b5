//! Blazers, waistcoats, coats and trench coats.

use std::sync::Arc;

use rand::rngs::StdRng;

use super::{chance, one_of};
use crate::bodice::{Bodice, Neckline, Sleeve};
use crate::cloth::{BOUCLE, CORDUROY, Cloth, FLANNEL, LINEN, SATIN, TEDDY, TWEED, TWILL, VELVET, WOOL, WOOL_BLEND};
use crate::collar::{Lapel, stand};
use crate::curve::{AXIS, Outline, Point};
use crate::facts::{Chosen, Garment, Gender};
use crate::palette::{self, Rgb, Shade, toned};
use crate::pattern::Pattern;
use crate::studio::{Drawing, Piece};
use crate::trim;

const SUITINGS: &[&Shade] = &[
    &palette::NAVY, &palette::CHARCOAL, &palette::BLACK, &palette::GREY, &palette::CAMEL, &palette::BEIGE, &palette::FOREST,
    &palette::OXBLOOD, &palette::IVORY, &palette::RUST, &palette::SAGE, &palette::BLUSH, &palette::BROWN, &palette::LIGHT_BLUE,
];

fn horn(cloth: &Cloth) -> Rgb {
    if cloth.is_dark() { [0.13, 0.12, 0.13] } else { toned(cloth.base, 0.42) }
}

/// The back's lining, the two fronts (the right one uppermost) and the sleeves of a tailored garment.
struct Fronts<'a> {
    body: Bodice,
    lapel: Lapel,
    cutaway: f32,
    sleeve: Option<Sleeve>,
    chosen: &'a Chosen,
    lining: Arc<Cloth>,
}

impl Fronts<'_> {
    fn draw(&self, drawing: &mut Drawing, rng: &mut StdRng, ink: &str) {
        let (body, cloth) = (&self.body, &self.chosen.cloth);
        let mut inside = *body;
        inside.neckline = Neckline::Crew;
        inside.neck.1 = 16.0;
        inside.hem_drop = -6.0;
        inside.hem.0 -= 3.0;
        drawing.add(Piece::new(inside.front(), &self.lining).tone(0.72).column(40.0, -8.0));
        stand(drawing, body, &self.lining, 26.0);
        if let Some(sleeve) = &self.sleeve {
            sleeve.draw(drawing, body, cloth, rng, 0.8, 0.0);
        }
        let edge = self.lapel.edge(body, self.cutaway);
        let front = |outline: Outline, folds| {
            Piece::new(outline, cloth)
                .grain(AXIS, body.top, 0.0)
                .column(44.0, 16.0)
                .rim(0.6)
                .contour(0.6)
                .cast(0.45)
                .folds(folds)
                .ink(ink)
        };
        let folds = body.folds(rng, 0.55);
        drawing.add(front(body.right_front(&edge).flipped(), folds.clone()));
        drawing.add(front(body.right_front(&edge), folds));
    }
}

/// A pocket with a flap, mirrored; `y` is its upper edge and `x` its inner end.
fn flaps(drawing: &mut Drawing, cloth: &Arc<Cloth>, x: f32, y: f32, width: f32, slant: f32) {
    let flap = Outline::new()
        .corner(x, y)
        .corner(x + width, y - slant)
        .corner(x + width, y + 15.0 - slant)
        .smooth(x + width - 3.0, y + 17.5 - slant)
        .smooth(x + 3.0, y + 18.0)
        .corner(x, y + 15.0);
    drawing.add_pair(Piece::new(flap, cloth).grain(AXIS, 0.0, 0.0).form(5.0, 1.8).wrinkle(0.3).cast(0.6));
}

/// A tailored jacket: single or double breasted, notch or peak lapels.
pub fn blazer(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Women, Gender::Men]);
    let ground = palette::pick(rng, SUITINGS);
    let patterns = [
        Pattern::Plain, Pattern::Plain, Pattern::Plain, Pattern::Pinstripe(15.0), Pattern::Windowpane(40.0), Pattern::Houndstooth(13.0),
        Pattern::Herringbone(8.0),
    ];
    let material = one_of(rng, &[&WOOL, &WOOL, &LINEN, &VELVET, &CORDUROY, &TWEED]);
    let chosen = match material.name {
        "wool" | "tweed" => Chosen::from(rng, &[material], &patterns, ground),
        _ => Chosen::from(rng, &[material], &[Pattern::Plain], ground),
    };
    let double = chance(rng, 30);
    let mut body = Bodice::regular(112.0, Neckline::V);
    body.neck = (34.0, 30.0);
    body.shoulder = (101.0, 25.0);
    body.underarm = (92.0, 118.0);
    body.waist = (82.0, 296.0);
    body.hem = (97.0, 436.0);
    body.hem_drop = 10.0;
    if gender == Gender::Women {
        body.shoulder.0 -= 6.0;
        body.waist = (76.0, 290.0);
    }
    let lapel = if double {
        Lapel { depth: 162.0, reach: 74.0, height: 66.0, peak: true, overlap: 38.0 }
    } else {
        let peak = material.name == "velvet";
        Lapel { depth: one_of(rng, &[150.0, 172.0]), reach: 66.0, height: 66.0, peak, overlap: 9.0 }
    };
    let sleeve = Sleeve { length: 288.0, fall: 76.0, cuff: 42.0, puff: 4.0 };
    let lining = Cloth::shade(&SATIN, one_of(rng, &[ground, &palette::CHARCOAL, &palette::BURGUNDY, &palette::NAVY]), 3);
    let mut drawing = Drawing::new();
    let darts = format!("M{} {}Q{} 300 {} 356M{} {}Q{} 300 {} 356", AXIS + 50.0, 232.0, AXIS + 45.0, AXIS + 50.0, AXIS - 50.0, 232.0, AXIS - 45.0, AXIS - 50.0);
    let cutaway = if double { 0.0 } else { 34.0 };
    let fronts = Fronts { body, lapel, cutaway, sleeve: Some(sleeve), chosen: &chosen, lining };
    fronts.draw(&mut drawing, rng, &trim::seam(&darts, &chosen.cloth));
    flaps(&mut drawing, &chosen.cloth, AXIS + 34.0, 358.0, 46.0, 3.0);
    let welt = Outline::new().corner(AXIS + 42.0, 222.0).corner(AXIS + 73.0, 216.0).corner(AXIS + 73.0, 223.0).corner(AXIS + 42.0, 229.0);
    drawing.add(Piece::new(welt, &chosen.cloth).form(4.0, 1.2).wrinkle(0.0).cast(0.5));
    let satin = chosen.plain(&SATIN);
    lapel.draw(&mut drawing, &body, if material.name == "velvet" { &satin } else { &chosen.cloth });
    let button = horn(&chosen.cloth);
    let y = body.top + lapel.depth + 10.0;
    if double {
        for row in 0..2 {
            for x in [AXIS - 28.0, AXIS + 28.0] {
                drawing.trim(trim::button(x, y + 48.0 * row as f32, 6.2, button));
            }
        }
    } else {
        for row in 0..if lapel.depth < 160.0 { 2 } else { 1 } {
            drawing.trim(trim::button(AXIS, y + 50.0 * row as f32, 6.0, button));
        }
    }
    for (_, inner) in [sleeve.wrist(&body)] {
        for k in 0..3 {
            let (x, y) = (inner.0 + 6.0 - k as f32 * 2.6, inner.1 - 14.0 - k as f32 * 9.5);
            drawing.trim(trim::button(x, y, 3.2, button));
            drawing.trim(trim::button(2.0 * AXIS - x, y, 3.2, button));
        }
    }
    let noun = if double { "double-breasted blazer" } else { "single-breasted blazer" };
    let occasions: &[_] = if material.name == "velvet" { &["party", "wedding"] } else { &["work", "wedding"] };
    let seasons: &[_] = if material.name == "linen" { &["spring", "summer"] } else { &["autumn", "winter", "spring"] };
    Garment::new(drawing, noun, &chosen, gender)
        .details(&[if lapel.peak { "peak lapels" } else { "notch lapels" }, "flap pockets", "long-sleeve"])
        .worn(&["tailored", "smart"], occasions, seasons)
}

/// A tailored waistcoat with points at the hem.
pub fn waistcoat(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Men, Gender::Women]);
    let ground = palette::pick(rng, SUITINGS);
    let patterns = [Pattern::Plain, Pattern::Pinstripe(14.0), Pattern::Herringbone(8.0), Pattern::Windowpane(36.0)];
    let chosen = Chosen::from(rng, &[&WOOL, &TWEED, &LINEN], &patterns, ground);
    let mut body = Bodice::regular(120.0, Neckline::V);
    body.neck = (36.0, 26.0);
    body.shoulder = (76.0, 16.0);
    body.underarm = (84.0, 118.0);
    body.waist = (76.0, 300.0);
    body.hem = (82.0, 368.0);
    body.hem_drop = 10.0;
    let lining = Cloth::shade(&SATIN, one_of(rng, &[ground, &palette::CHARCOAL]), 3);
    let mut drawing = Drawing::new();
    let mut inside = body;
    inside.neckline = Neckline::Crew;
    inside.neck.1 = 14.0;
    inside.hem_drop = -4.0;
    inside.hem.0 -= 2.0;
    drawing.add(Piece::new(inside.front(), &lining).tone(0.74).column(36.0, -6.0).ink(&trim::label(AXIS, body.top + 20.0)));
    let edge = Outline::line()
        .corner(AXIS + 34.0, body.top)
        .smooth(AXIS + 18.0, body.top + 60.0)
        .corner(AXIS - 7.0, body.top + 132.0)
        .smooth(AXIS - 7.0, body.top + 160.0)
        .smooth(AXIS - 6.0, 366.0)
        .corner(AXIS + 26.0, 410.0)
        .points(8);
    let dart = format!("M{} 250V352M{} 250V352", AXIS + 42.0, AXIS - 42.0);
    let folds = body.folds(rng, 0.4);
    let piece = |outline: Outline| {
        Piece::new(outline, &chosen.cloth)
            .grain(AXIS, body.top, 0.0)
            .column(40.0, 15.0)
            .rim(0.6)
            .cast(0.5)
            .folds(folds.clone())
            .ink(&trim::seam(&dart, &chosen.cloth))
    };
    drawing.add(piece(body.right_front(&edge).flipped()));
    drawing.add(piece(body.right_front(&edge)));
    for (x, y) in [(AXIS + 32.0, 322.0)] {
        let welt = Outline::new().corner(x, y).corner(x + 34.0, y - 4.0).corner(x + 34.0, y + 4.0).corner(x, y + 8.0);
        drawing.add_pair(Piece::new(welt, &chosen.cloth).form(4.0, 1.2).wrinkle(0.0).cast(0.5));
    }
    for (x, y) in trim::spaced((AXIS, body.top + 146.0), (AXIS, 370.0), 5) {
        drawing.trim(trim::button(x, y, 4.6, horn(&chosen.cloth)));
    }
    Garment::new(drawing, "waistcoat", &chosen, gender)
        .details(&["V-neck", "sleeveless", "button front", "welt pockets"])
        .worn(&["tailored", "smart"], &["wedding", "work"], &["autumn", "winter", "spring"])
}

fn coat_body(length: f32, flare: f32) -> Bodice {
    let mut body = Bodice::regular(78.0, Neckline::V);
    body.neck = (34.0, 28.0);
    body.shoulder = (102.0, 26.0);
    body.underarm = (96.0, 122.0);
    body.waist = (92.0, 280.0);
    body.hem = (96.0 + flare, length);
    body.hem_drop = 8.0;
    body
}

fn coat_sleeve() -> Sleeve {
    Sleeve { length: 296.0, fall: 77.0, cuff: 48.0, puff: 5.0 }
}

/// A belt knotted at the waist, with hanging ends.
fn tied_belt(drawing: &mut Drawing, cloth: &Arc<Cloth>, half: f32, y: f32) {
    let band = Outline::new()
        .corner(AXIS - half, y - 11.0)
        .smooth(AXIS, y - 7.0)
        .corner(AXIS + half, y - 11.0)
        .corner(AXIS + half, y + 11.0)
        .smooth(AXIS, y + 15.0)
        .corner(AXIS - half, y + 11.0);
    drawing.add(Piece::new(band, cloth).column(36.0, 12.0).wrinkle(0.6).cast(0.7));
    for (dx, reach) in [(10.0, 120.0), (-12.0, 104.0)] {
        let (x, low) = (AXIS + dx, y + reach);
        let end = Outline::new()
            .corner(AXIS - 8.0, y)
            .corner(AXIS + 8.0, y)
            .smooth(x + 13.0, y + 50.0)
            .corner(x + 14.0, low)
            .corner(x - 8.0, low + 3.0)
            .smooth(x - 9.0, y + 50.0);
        drawing.add(Piece::new(end, cloth).form(8.0, 3.0).cast(0.7));
    }
    let knot = Outline::new()
        .smooth(AXIS - 14.0, y - 8.0)
        .smooth(AXIS + 10.0, y - 13.0)
        .smooth(AXIS + 15.0, y + 10.0)
        .smooth(AXIS - 10.0, y + 15.0);
    drawing.add(Piece::new(knot, cloth).form(11.0, 7.0).cast(0.8));
}

/// A coat: wrap, single or double breasted, or a teddy coat.
pub fn coat(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Women, Gender::Women, Gender::Men]);
    let kind = match gender {
        Gender::Men => one_of(rng, &["overcoat", "double-breasted coat"]),
        _ => one_of(rng, &["wrap coat", "double-breasted coat", "teddy coat", "overcoat"]),
    };
    let ground = palette::pick(rng, SUITINGS);
    let patterns = [Pattern::Plain, Pattern::Plain, Pattern::Herringbone(10.0), Pattern::Windowpane(52.0), Pattern::Houndstooth(20.0), Pattern::Tartan(90.0)];
    let chosen = match kind {
        "teddy coat" => Chosen::from(rng, &[&TEDDY], &[Pattern::Plain], ground),
        "wrap coat" => Chosen::from(rng, &[&WOOL_BLEND, &BOUCLE], &[Pattern::Plain], ground),
        _ => Chosen::from(rng, &[&WOOL_BLEND, &FLANNEL], &patterns, ground),
    };
    let long = chance(rng, 60);
    let body = coat_body(if long { 548.0 } else { 478.0 }, if kind == "wrap coat" { 18.0 } else { 10.0 });
    let lapel = match kind {
        "wrap coat" => Lapel { depth: 188.0, reach: 78.0, height: 84.0, peak: false, overlap: 34.0 },
        "overcoat" => Lapel { depth: 138.0, reach: 68.0, height: 66.0, peak: false, overlap: 10.0 },
        _ => Lapel { depth: 142.0, reach: 80.0, height: 70.0, peak: kind == "double-breasted coat", overlap: 38.0 },
    };
    let lining = Cloth::shade(&SATIN, one_of(rng, &[ground, &palette::CHARCOAL, &palette::BURGUNDY]), 3);
    let mut drawing = Drawing::new();
    let fronts = Fronts { body, lapel, cutaway: 0.0, sleeve: Some(coat_sleeve()), chosen: &chosen, lining };
    fronts.draw(&mut drawing, rng, "");
    if kind == "teddy coat" {
        let d = format!("M{} 330l-10 62M{} 330l10 62", AXIS + 66.0, AXIS - 66.0);
        drawing.line(trim::seam(&d, &chosen.cloth));
    } else {
        flaps(&mut drawing, &chosen.cloth, AXIS + 42.0, 366.0, 44.0, 2.0);
    }
    lapel.draw(&mut drawing, &body, &chosen.cloth);
    let button = horn(&chosen.cloth);
    let y = body.top + lapel.depth + 12.0;
    match kind {
        "wrap coat" => tied_belt(&mut drawing, &chosen.cloth, body.waist.0 + 0.5, body.waist.1 + 6.0),
        "overcoat" => {
            for (x, y) in trim::spaced((AXIS, y), (AXIS, y + 132.0), 3) {
                drawing.trim(trim::button(x, y, 6.4, button));
            }
        }
        _ => {
            for row in 0..3 {
                for x in [AXIS - 28.0, AXIS + 28.0] {
                    drawing.trim(trim::button(x, y + 56.0 * row as f32, 6.8, button));
                }
            }
        }
    }
    Garment::new(drawing, kind, &chosen, gender)
        .details(&[if long { "full length" } else { "knee length" }, "long-sleeve", if kind == "wrap coat" { "belt" } else { "" }])
        .worn(&["classic", "elegant"], &["winter", "work"], &["winter", "autumn"])
}

/// A double-breasted trench coat with storm flap, epaulettes and belt.
pub fn trench(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Women, Gender::Men, Gender::Unisex]);
    let ground = palette::pick(rng, &[&palette::BEIGE, &palette::CAMEL, &palette::NAVY, &palette::BLACK, &palette::OLIVE, &palette::SAGE, &palette::TAUPE, &palette::BLUSH, &palette::OXBLOOD, &palette::KHAKI]);
    let chosen = Chosen::from(rng, &[&TWILL], &[Pattern::Plain], ground);
    let body = coat_body(one_of(rng, &[500.0, 548.0]), 20.0);
    let lapel = Lapel { depth: 122.0, reach: 78.0, height: 66.0, peak: false, overlap: 38.0 };
    let lining = Cloth::patterned(&TWILL, Pattern::Tartan(60.0), &[palette::BEIGE.rgb(), palette::BLACK.rgb(), palette::RED.rgb()], 3);
    let sleeve = coat_sleeve();
    let cloth = &chosen.cloth;
    let mut drawing = Drawing::new();
    let stitched: Vec<Point> = trim::spaced((AXIS - 32.0, body.top + 126.0), (AXIS - 32.0, body.hem.1 + 6.0), 2);
    let ink = trim::stitch(&crate::curve::path_of(&stitched), trim::thread(cloth));
    Fronts { body, lapel, cutaway: 0.0, sleeve: Some(sleeve), chosen: &chosen, lining }.draw(&mut drawing, rng, &ink);
    let flap = Outline::new()
        .corner(AXIS + 50.0, body.top + 20.0)
        .corner(AXIS + 96.0, body.top + 36.0)
        .smooth(AXIS + 90.0, body.top + 76.0)
        .corner(AXIS + 86.0, body.top + 104.0)
        .smooth(AXIS + 62.0, body.top + 128.0)
        .corner(AXIS + 26.0, body.top + 118.0);
    drawing.add(Piece::new(flap, cloth).grain(AXIS, 0.0, 0.0).form(8.0, 2.4).cast(0.7));
    let tip = body.tip();
    let strap = Outline::new()
        .corner(AXIS + 50.0, body.top + 8.0)
        .corner(tip.0 - 2.0, tip.1 - 2.0)
        .corner(tip.0 - 5.0, tip.1 + 12.0)
        .corner(AXIS + 52.0, body.top + 20.0)
        .smooth(AXIS + 45.0, body.top + 12.0);
    drawing.add_pair(Piece::new(strap, cloth).form(5.0, 2.0).cast(0.7));
    for s in [-1.0, 1.0] {
        drawing.trim(trim::button(AXIS + s * 55.0, body.top + 15.0, 3.6, horn(cloth)));
    }
    let welt = Outline::new().corner(AXIS + 50.0, 336.0).corner(AXIS + 62.0, 332.0).corner(AXIS + 76.0, 390.0).corner(AXIS + 64.0, 394.0);
    drawing.add_pair(Piece::new(welt, cloth).form(5.0, 2.0).cast(0.6));
    lapel.draw(&mut drawing, &body, cloth);
    for row in 0..4 {
        for x in [AXIS - 30.0, AXIS + 30.0] {
            let y = body.top + lapel.depth + 14.0 + 50.0 * row as f32;
            if row != 1 {
                drawing.trim(trim::button(x, y, 6.4, horn(cloth)));
            }
        }
    }
    let (half, y) = (body.waist.0 + 1.0, body.waist.1 + 6.0);
    let band = Outline::new()
        .corner(AXIS - half, y - 12.0)
        .smooth(AXIS, y - 8.0)
        .corner(AXIS + half, y - 12.0)
        .corner(AXIS + half, y + 12.0)
        .smooth(AXIS, y + 16.0)
        .corner(AXIS - half, y + 12.0);
    drawing.add(Piece::new(band, cloth).column(36.0, 12.0).wrinkle(0.5).cast(0.7));
    drawing.trim(trim::buckle(AXIS + 10.0, y + 4.0, 26.0, 30.0, horn(cloth)));
    let loops = sleeve.wrist(&body);
    let (a, b) = (crate::curve::between(body.tip(), loops.0, 0.88), crate::curve::between(body.arm(), loops.1, 0.84));
    let tab = crate::curve::strip(&[(a.0 - 1.0, a.1), crate::curve::between(a, b, 0.5), (b.0 + 1.0, b.1)], -10.0);
    drawing.add_pair(Piece::new(tab, cloth).form(5.0, 2.0).cast(0.6));
    Garment::new(drawing, "trench coat", &chosen, gender)
        .details(&["double-breasted", "belt", "storm flap", "long-sleeve"])
        .worn(&["classic", "elegant"], &["work", "travel"], &["spring", "autumn"])
}
