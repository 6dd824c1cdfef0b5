//! Puffer jackets and quilted gilets.

use super::jackets::{jacket_body, zip_down};
use super::tops::front;
use super::{chance, one_of};
use crate::bodice::Bodice;
use crate::cloth::{Cloth, NYLON};
use crate::collar::cuffs;
use crate::curve::{AXIS, Outline};
use crate::facts::{Chosen, Garment, Gender};
use crate::palette::{self};
use crate::pattern::Pattern;
use crate::piece::{Drawing, Piece};
use crate::relief::Fold;
use crate::sleeve::Sleeve;
use crate::trim;
use rand::rngs::StdRng;
use std::sync::Arc;

/// Channels of a quilted front: a ridge between each pair of seams.
fn channels(body: &Bodice, step: f32) -> (Vec<Fold>, String, f32) {
    let mut folds = Vec::new();
    let mut seams = String::new();
    let mut y = body.top + 44.0;
    while y < body.hem.1 - 4.0 {
        let row = [(AXIS - 104.0, y), (AXIS, y + 5.0), (AXIS + 104.0, y)];
        let mut seam = Fold::new(row[0], (AXIS, y + 10.0), row[2], 5.0, -2.7)
            .peaking(0.02)
            .to_the_end();
        seam.peak = 0.02;
        folds.push(seam);
        seams += &format!(
            "M{} {y:.1}Q{AXIS} {:.1} {} {y:.1}",
            AXIS - 110.0,
            y + 10.0,
            AXIS + 110.0
        );
        y += step;
    }
    (folds, seams, y)
}

fn quilted_body(rng: &mut StdRng, chosen: &Chosen, body: &Bodice) -> Piece {
    let (folds, seams, _) = channels(body, 36.0);
    let mut piece = front(body, chosen, rng)
        .column(46.0, 20.0)
        .folds(folds)
        .wrinkle(2.0)
        .ink(&trim::seam(&seams, &chosen.cloth));
    // Short puckers run into each seam, as down is held back by the stitches.
    let mut y = body.top + 44.0;
    while y < body.hem.1 {
        for i in 0..12 {
            let x = AXIS - 92.0 + 16.5 * i as f32 + one_of(rng, &[-5.0, -2.0, 1.0, 4.0]);
            let reach = one_of(rng, &[8.0, 11.0, 15.0]);
            let sign = if chance(rng, 50) { 1.0 } else { -1.0 };
            piece = piece.folds([Fold::new(
                (x, y + 4.0),
                (x + 1.0, y + 4.0 + sign * reach * 0.5),
                (x, y + 4.0 + sign * reach),
                2.4,
                -1.5,
            )
            .peaking(0.1)]);
        }
        y += 36.0;
    }
    piece
}

fn puffer_collar(drawing: &mut Drawing, body: &Bodice, cloth: &Arc<Cloth>) {
    let (half, top) = (body.neck.0 + 8.0, body.top);
    let shape = Outline::new()
        .corner(AXIS - half - 4.0, top + 12.0)
        .smooth(AXIS - half + 2.0, top - 24.0)
        .smooth(AXIS, top - 16.0)
        .smooth(AXIS + half - 2.0, top - 24.0)
        .corner(AXIS + half + 4.0, top + 12.0)
        .smooth(AXIS, top + 36.0);
    let back = Outline::new()
        .smooth(AXIS - half + 2.0, top - 24.0)
        .smooth(AXIS, top - 36.0)
        .smooth(AXIS + half - 2.0, top - 24.0)
        .smooth(AXIS, top - 8.0);
    drawing.add(Piece::new(back, cloth).tone(0.66).form(8.0, -3.0));
    let seam = Fold::new(
        (AXIS - half, top + 2.0),
        (AXIS, top + 16.0),
        (AXIS + half, top + 2.0),
        4.5,
        -2.4,
    )
    .peaking(0.02)
    .to_the_end();
    drawing.add(
        Piece::new(shape, cloth)
            .form(15.0, 8.0)
            .folds([seam])
            .wrinkle(2.0)
            .cast(0.7),
    );
}

/// A quilted jacket, and without sleeves the gilet.
pub fn puffer(rng: &mut StdRng) -> Garment {
    quilted(rng, true)
}

/// A quilted gilet.
pub fn gilet(rng: &mut StdRng) -> Garment {
    quilted(rng, false)
}

fn quilted(rng: &mut StdRng, sleeved: bool) -> Garment {
    let gender = one_of(rng, &[Gender::Unisex, Gender::Men, Gender::Women]);
    let ground = palette::any(rng);
    let chosen = Chosen::from(rng, &[&NYLON], &[Pattern::Plain], ground);
    let cloth = &chosen.cloth;
    let mut body = jacket_body();
    body.shoulder = if sleeved { (104.0, 28.0) } else { (88.0, 20.0) };
    body.underarm = (103.0, 128.0);
    body.waist = (104.0, 330.0);
    body.hem = (100.0, 424.0);
    let sleeve = Sleeve {
        length: 286.0,
        fall: 73.0,
        cuff: 50.0,
        puff: 12.0,
    };
    let mut drawing = Drawing::new();
    if sleeved {
        let mut folds = Vec::new();
        let (outer, inner) = sleeve.wrist(&body);
        let mut ink = String::new();
        for i in 1..8 {
            let t = i as f32 / 8.0;
            let (a, b) = (
                crate::curve::between(body.tip(), outer, t),
                crate::curve::between(body.arm(), inner, t),
            );
            let (a, b) = ((a.0 + 16.0, a.1 - 2.0), (b.0 - 10.0, b.1 + 2.0));
            let mut seam = Fold::new(a, crate::curve::between(a, b, 0.5), b, 5.0, -2.7).to_the_end();
            seam.peak = 0.02;
            folds.push(seam);
            ink += &format!("M{:.1} {:.1}L{:.1} {:.1}", a.0, a.1, b.0, b.1);
        }
        let tip = body.tip();
        drawing.add_pair(
            Piece::new(sleeve.outline(&body), cloth)
                .grain(tip.0, tip.1, sleeve.turn())
                .column(26.0, 14.0)
                .wrinkle(2.0)
                .folds(folds)
                .ink(&trim::seam(&ink, cloth)),
        );
        cuffs(&mut drawing, &body, &sleeve, cloth, 10.0, -5.0);
    }
    drawing.add(quilted_body(rng, &chosen, &body));
    if !sleeved {
        super::tops::arm_bands(&mut drawing, &body, cloth, 6.0);
    }
    zip_down(&mut drawing, &body, cloth, body.top + 22.0);
    puffer_collar(&mut drawing, &body, cloth);
    let line = trim::spaced((AXIS, body.top - 14.0), (AXIS, body.top + 32.0), 3);
    drawing.trim(trim::zip(&line, cloth.base, palette::SILVER.rgb(), true));
    let noun = if sleeved { "puffer jacket" } else { "quilted gilet" };
    Garment::new(drawing, noun, &chosen, gender)
        .details(&[
            if sleeved { "long-sleeve" } else { "sleeveless" },
            "quilted",
            "zip front",
        ])
        .worn(
            &["sporty", "outdoor"],
            &["winter", "travel", "sports"],
            &["winter", "autumn"],
        )
}
