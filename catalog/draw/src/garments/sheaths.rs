//! Narrow dresses: the sheath and the sweater dress.

use super::dresses::bodice;
use super::tops::{arm_bands, front, neck_bands};
use super::{chance, one_of};
use crate::bodice::{Bodice, Neckline};
use crate::cloth::{CABLE_KNIT, CREPE, FINE_KNIT, RIB_KNIT};
use crate::collar::{cuffs, hem_band};
use crate::curve::{AXIS, Outline};
use crate::facts::{Chosen, Garment, Gender};
use crate::palette::{self};
use crate::pattern::Pattern;
use crate::piece::{Drawing, Piece};
use crate::skirt::Skirt;
use crate::sleeve::Sleeve;
use crate::trim;
use rand::rngs::StdRng;

pub(crate) fn sheath(rng: &mut StdRng) -> Garment {
    let ground = palette::pick(rng, &[palette::DEEP, palette::NEUTRALS, palette::BRIGHT].concat());
    let patterns = [
        Pattern::Plain,
        Pattern::Plain,
        Pattern::Houndstooth(13.0),
        Pattern::Pinstripe(16.0),
    ];
    let chosen = Chosen::from(rng, &[&CREPE], &patterns, ground);
    let neckline = one_of(
        rng,
        &[Neckline::Crew, Neckline::Boat, Neckline::V, Neckline::Square],
    );
    let sleeve = if chance(rng, 50) {
        Some(Sleeve {
            length: 62.0,
            fall: 60.0,
            cuff: 50.0,
            puff: 3.0,
        })
    } else {
        None
    };
    let mut body = bodice(neckline, true);
    if sleeve.is_none() {
        body.shoulder = (78.0, 16.0);
    }
    body.neck.0 = body.neck.0.min(56.0);
    body.waist = (65.0, 214.0);
    body.hem = (76.0, 440.0);
    let cloth = &chosen.cloth;
    let skirt = Skirt {
        top: 214.0,
        waist: 64.0,
        hip: 84.0,
        hem: 76.0,
        length: 440.0,
    };
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
    let seams = format!(
        "M{} 140Q{} 214 {} 280M{} 140Q{} 214 {} 280M{} 222Q{AXIS} 228 {} 222",
        AXIS + 44.0,
        AXIS + 34.0,
        AXIS + 42.0,
        AXIS - 44.0,
        AXIS - 34.0,
        AXIS - 42.0,
        AXIS - 66.0,
        AXIS + 66.0
    );
    drawing.add(
        Piece::new(shape, cloth)
            .grain(AXIS, body.top, 0.0)
            .column(38.0, 16.0)
            .rim(0.4)
            .cast(0.3)
            .folds(folds)
            .ink(&trim::seam(&seams, cloth)),
    );
    neck_bands(&mut drawing, &body, &chosen.plain(chosen.material), 3.6);
    if sleeve.is_none() {
        arm_bands(&mut drawing, &body, &chosen.plain(chosen.material), 3.6);
    }
    Garment::new(drawing, "sheath dress", &chosen, Gender::Women)
        .details(&[
            neckline.name(),
            sleeve.map_or("sleeveless", |s| s.name()),
            "knee length",
        ])
        .worn(
            &["tailored", "smart", "minimal"],
            &["work", "wedding"],
            &["autumn", "winter", "spring"],
        )
}

pub(crate) fn knitted(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let material = one_of(rng, &[&FINE_KNIT, &RIB_KNIT, &CABLE_KNIT]);
    let patterns: &[Pattern] = if material.name == "merino" {
        &[Pattern::Plain, Pattern::Breton(20.0), Pattern::Bands(56.0)]
    } else {
        &[Pattern::Plain]
    };
    let chosen = Chosen::from(rng, &[material], patterns, ground);
    let mut body = Bodice::regular(72.0, one_of(rng, &[Neckline::Crew, Neckline::V]));
    body.shoulder = (88.0, 25.0);
    body.underarm = (82.0, 116.0);
    body.waist = (76.0, 240.0);
    body.hem = (84.0, 470.0);
    let rib = chosen.plain(&RIB_KNIT);
    let sleeve = Sleeve {
        length: 270.0,
        fall: 77.0,
        cuff: 36.0,
        puff: 5.0,
    };
    let mut drawing = Drawing::new();
    body.inside_back(&mut drawing, &rib, body.neck.1);
    sleeve.draw(&mut drawing, &body, &chosen.cloth, rng, 1.0, 0.0);
    cuffs(&mut drawing, &body, &sleeve, &rib, 26.0, 0.0);
    drawing.add(front(&body, &chosen, rng));
    hem_band(&mut drawing, &body, &rib, 26.0, 3.0);
    neck_bands(&mut drawing, &body, &rib, 11.0);
    Garment::new(drawing, "sweater dress", &chosen, Gender::Women)
        .details(&[body.neckline.name(), "long-sleeve", "knee length"])
        .worn(
            &["cosy", "classic"],
            &["casual", "work", "winter"],
            &["winter", "autumn"],
        )
}
