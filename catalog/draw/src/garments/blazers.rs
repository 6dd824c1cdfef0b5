//! Blazers and waistcoats, and the lined fronts that tailored garments share.
//!
//! Coats are in [`super::coats`].

use super::{chance, one_of};
use crate::bodice::{Bodice, Neckline};
use crate::cloth::{CORDUROY, Cloth, LINEN, SATIN, TWEED, VELVET, WOOL};
use crate::collar::{Lapel, stand};
use crate::curve::{AXIS, Outline};
use crate::facts::{Chosen, Garment, Gender};
use crate::palette::{self, Rgb, Shade, toned};
use crate::pattern::Pattern;
use crate::piece::{Drawing, Piece};
use crate::sleeve::Sleeve;
use crate::trim;
use rand::rngs::StdRng;
use std::sync::Arc;

pub(crate) const SUITINGS: &[&Shade] = &[
    &palette::NAVY,
    &palette::CHARCOAL,
    &palette::BLACK,
    &palette::GREY,
    &palette::CAMEL,
    &palette::BEIGE,
    &palette::FOREST,
    &palette::OXBLOOD,
    &palette::IVORY,
    &palette::RUST,
    &palette::SAGE,
    &palette::BLUSH,
    &palette::BROWN,
    &palette::LIGHT_BLUE,
];

pub(crate) fn horn(cloth: &Cloth) -> Rgb {
    if cloth.is_dark() {
        [0.13, 0.12, 0.13]
    } else {
        toned(cloth.base, 0.42)
    }
}

/// The back's lining, the two fronts (the right one uppermost) and the sleeves of a tailored garment.
pub(crate) struct Fronts<'a> {
    pub(crate) body: Bodice,
    pub(crate) lapel: Lapel,
    pub(crate) cutaway: f32,
    pub(crate) sleeve: Option<Sleeve>,
    pub(crate) chosen: &'a Chosen,
    pub(crate) lining: Arc<Cloth>,
}

impl Fronts<'_> {
    pub(crate) fn draw(&self, drawing: &mut Drawing, rng: &mut StdRng, ink: &str) {
        let (body, cloth) = (&self.body, &self.chosen.cloth);
        let mut inside = *body;
        inside.neckline = Neckline::Crew;
        inside.neck.1 = 16.0;
        inside.hem_drop = -6.0;
        inside.hem.0 -= 3.0;
        drawing.add(
            Piece::new(inside.front(), &self.lining)
                .tone(0.72)
                .column(40.0, -8.0),
        );
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
pub(crate) fn flaps(drawing: &mut Drawing, cloth: &Arc<Cloth>, x: f32, y: f32, width: f32, slant: f32) {
    let flap = Outline::new()
        .corner(x, y)
        .corner(x + width, y - slant)
        .corner(x + width, y + 15.0 - slant)
        .smooth(x + width - 3.0, y + 17.5 - slant)
        .smooth(x + 3.0, y + 18.0)
        .corner(x, y + 15.0);
    drawing.add_pair(
        Piece::new(flap, cloth)
            .grain(AXIS, 0.0, 0.0)
            .form(5.0, 1.8)
            .wrinkle(0.3)
            .cast(0.6),
    );
}

/// A tailored jacket: single or double breasted, notch or peak lapels.
pub fn blazer(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Women, Gender::Men]);
    let ground = palette::pick(rng, SUITINGS);
    let patterns = [
        Pattern::Plain,
        Pattern::Plain,
        Pattern::Plain,
        Pattern::Pinstripe(15.0),
        Pattern::Windowpane(40.0),
        Pattern::Houndstooth(13.0),
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
        Lapel {
            depth: 162.0,
            reach: 74.0,
            height: 66.0,
            peak: true,
            overlap: 38.0,
        }
    } else {
        let peak = material.name == "velvet";
        Lapel {
            depth: one_of(rng, &[150.0, 172.0]),
            reach: 66.0,
            height: 66.0,
            peak,
            overlap: 9.0,
        }
    };
    let sleeve = Sleeve {
        length: 288.0,
        fall: 76.0,
        cuff: 42.0,
        puff: 4.0,
    };
    let lining = Cloth::shade(
        &SATIN,
        one_of(
            rng,
            &[ground, &palette::CHARCOAL, &palette::BURGUNDY, &palette::NAVY],
        ),
        3,
    );
    let mut drawing = Drawing::new();
    let darts = format!(
        "M{} {}Q{} 300 {} 356M{} {}Q{} 300 {} 356",
        AXIS + 50.0,
        232.0,
        AXIS + 45.0,
        AXIS + 50.0,
        AXIS - 50.0,
        232.0,
        AXIS - 45.0,
        AXIS - 50.0
    );
    let cutaway = if double { 0.0 } else { 34.0 };
    let fronts = Fronts {
        body,
        lapel,
        cutaway,
        sleeve: Some(sleeve),
        chosen: &chosen,
        lining,
    };
    fronts.draw(&mut drawing, rng, &trim::seam(&darts, &chosen.cloth));
    flaps(&mut drawing, &chosen.cloth, AXIS + 34.0, 358.0, 46.0, 3.0);
    let welt = Outline::new()
        .corner(AXIS + 42.0, 222.0)
        .corner(AXIS + 73.0, 216.0)
        .corner(AXIS + 73.0, 223.0)
        .corner(AXIS + 42.0, 229.0);
    drawing.add(
        Piece::new(welt, &chosen.cloth)
            .form(4.0, 1.2)
            .wrinkle(0.0)
            .cast(0.5),
    );
    let satin = chosen.plain(&SATIN);
    lapel.draw(
        &mut drawing,
        &body,
        if material.name == "velvet" {
            &satin
        } else {
            &chosen.cloth
        },
    );
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
    let (_, inner) = sleeve.wrist(&body);
    for k in 0..3 {
        let (x, y) = (inner.0 + 6.0 - k as f32 * 2.6, inner.1 - 14.0 - k as f32 * 9.5);
        drawing.trim(trim::button(x, y, 3.2, button));
        drawing.trim(trim::button(2.0 * AXIS - x, y, 3.2, button));
    }
    let noun = if double {
        "double-breasted blazer"
    } else {
        "single-breasted blazer"
    };
    let occasions: &[_] = if material.name == "velvet" {
        &["party", "wedding"]
    } else {
        &["work", "wedding"]
    };
    let seasons: &[_] = if material.name == "linen" {
        &["spring", "summer"]
    } else {
        &["autumn", "winter", "spring"]
    };
    Garment::new(drawing, noun, &chosen, gender)
        .details(&[
            if lapel.peak { "peak lapels" } else { "notch lapels" },
            "flap pockets",
            "long-sleeve",
        ])
        .worn(&["tailored", "smart"], occasions, seasons)
}

/// A tailored waistcoat with points at the hem.
pub fn waistcoat(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Men, Gender::Women]);
    let ground = palette::pick(rng, SUITINGS);
    let patterns = [
        Pattern::Plain,
        Pattern::Pinstripe(14.0),
        Pattern::Herringbone(8.0),
        Pattern::Windowpane(36.0),
    ];
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
    drawing.add(
        Piece::new(inside.front(), &lining)
            .tone(0.74)
            .column(36.0, -6.0)
            .ink(&trim::label(AXIS, body.top + 20.0)),
    );
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
    let (x, y) = (AXIS + 32.0, 322.0);
    let welt = Outline::new()
        .corner(x, y)
        .corner(x + 34.0, y - 4.0)
        .corner(x + 34.0, y + 4.0)
        .corner(x, y + 8.0);
    drawing.add_pair(
        Piece::new(welt, &chosen.cloth)
            .form(4.0, 1.2)
            .wrinkle(0.0)
            .cast(0.5),
    );
    for (x, y) in trim::spaced((AXIS, body.top + 146.0), (AXIS, 370.0), 5) {
        drawing.trim(trim::button(x, y, 4.6, horn(&chosen.cloth)));
    }
    Garment::new(drawing, "waistcoat", &chosen, gender)
        .details(&["V-neck", "sleeveless", "button front", "welt pockets"])
        .worn(
            &["tailored", "smart"],
            &["wedding", "work"],
            &["autumn", "winter", "spring"],
        )
}
