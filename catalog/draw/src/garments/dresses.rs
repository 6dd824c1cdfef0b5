//! Wrap and shirt dresses, and what dresses share.
//!
//! Narrow dresses are in [`super::sheaths`]; slip dresses, flared and long ones
//! and jumpsuits in [`super::gowns`].

use super::gowns::{flared, slip};
use super::sheaths::{knitted, sheath};
use super::skirts::wrap_edge;
use super::tops::front;
use super::{chance, one_of};
use crate::bodice::{Bodice, Neckline};
use crate::cloth::{CREPE, Cloth, DENIM, LINEN, POPLIN, SILK, VISCOSE};
use crate::collar::{Placket, cuffs, shirt_collar, stand};
use crate::curve::{AXIS, Outline};
use crate::facts::{Chosen, Garment, Gender};
use crate::palette::{self, toned};
use crate::pattern::Pattern;
use crate::piece::{Drawing, Piece};
use crate::skirt::Skirt;
use crate::sleeve::Sleeve;
use crate::trim;
use rand::rngs::StdRng;
use std::sync::Arc;

pub(crate) fn prints() -> Vec<Pattern> {
    vec![
        Pattern::Plain,
        Pattern::Plain,
        Pattern::Plain,
        Pattern::Floral(126.0),
        Pattern::Floral(160.0),
        Pattern::Ditsy(58.0),
        Pattern::Dots(18.0),
        Pattern::Leaf(130.0),
        Pattern::Stripes(16.0),
        Pattern::Abstract(120.0),
        Pattern::Gingham(18.0),
        Pattern::Zigzag(24.0),
        Pattern::Ditsy(80.0),
    ]
}

pub(crate) fn bodice(neckline: Neckline, sleeved: bool) -> Bodice {
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

pub(crate) fn waist_belt(drawing: &mut Drawing, cloth: &Arc<Cloth>, half: f32, y: f32, height: f32) {
    let band = Outline::new()
        .corner(AXIS - half, y - height / 2.0)
        .smooth(AXIS, y - height / 2.0 + 5.0)
        .corner(AXIS + half, y - height / 2.0)
        .corner(AXIS + half, y + height / 2.0)
        .smooth(AXIS, y + height / 2.0 + 5.0)
        .corner(AXIS - half, y + height / 2.0);
    drawing.add(
        Piece::new(band, cloth)
            .grain(AXIS, 0.0, 0.0)
            .column(26.0, 10.0)
            .wrinkle(0.4)
            .cast(0.6),
    );
}

/// A sleeve for a dress: none, short, puffed or long; with its word.
pub(crate) fn sleeves(rng: &mut StdRng) -> Option<Sleeve> {
    match one_of(rng, &[0, 1, 2, 3]) {
        0 => None,
        1 => Some(Sleeve {
            length: 66.0,
            fall: 52.0,
            cuff: 54.0,
            puff: 6.0,
        }),
        2 => Some(Sleeve {
            length: 84.0,
            fall: 60.0,
            cuff: 44.0,
            puff: 14.0,
        }),
        _ => Some(Sleeve {
            length: 262.0,
            fall: 76.0,
            cuff: 33.0,
            puff: 7.0,
        }),
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
    let sleeve = sleeves(rng).unwrap_or(Sleeve {
        length: 262.0,
        fall: 76.0,
        cuff: 33.0,
        puff: 7.0,
    });
    let mut body = bodice(Neckline::V, true);
    body.neck = (36.0, 108.0);
    let skirt = Skirt {
        top: 230.0,
        waist: 62.0,
        hip: 92.0,
        hem: 128.0,
        length: one_of(rng, &[440.0, 520.0]),
    };
    let mut drawing = Drawing::new();
    body.inside_back(&mut drawing, cloth, body.neck.1);
    sleeve.draw(&mut drawing, &body, cloth, rng, 1.3, 6.0);
    let folds = skirt.falls(rng, 11, 2.6);
    drawing.add(skirt.piece(cloth).folds(folds.clone()));
    drawing.add(wrap_edge(&skirt, cloth).folds(folds));
    drawing.add(front(&body, &chosen, rng));
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
        crate::relief::Fold::new(
            (AXIS + 44.0, 226.0 - 3.0 * i as f32),
            (AXIS, y + 28.0),
            (AXIS - 52.0, y),
            5.0,
            1.8,
        )
        .peaking(0.25)
    });
    drawing.add(
        Piece::new(over, cloth)
            .grain(AXIS, body.top, -0.12)
            .column(34.0, 12.0)
            .folds(pulls)
            .cast(0.5),
    );
    waist_belt(&mut drawing, cloth, 63.5, 232.0, 17.0);
    for (dx, reach) in [(12.0, 96.0), (-2.0, 80.0)] {
        let (x, y) = (AXIS + 44.0, 234.0);
        let tail = Outline::new()
            .corner(x - 6.0, y)
            .corner(x + 6.0, y)
            .smooth(x + dx + 8.0, y + reach * 0.5)
            .corner(x + dx + 9.0, y + reach)
            .corner(x + dx - 7.0, y + reach + 4.0)
            .smooth(x + dx - 5.0, y + reach * 0.5);
        drawing.add(Piece::new(tail, cloth).form(6.0, 2.4).cast(0.6));
    }
    let knot = Outline::new()
        .smooth(AXIS + 34.0, 226.0)
        .smooth(AXIS + 53.0, 223.0)
        .smooth(AXIS + 55.0, 242.0)
        .smooth(AXIS + 36.0, 245.0);
    drawing.add(Piece::new(knot, cloth).form(8.0, 4.0).cast(0.7));
    let midi = skirt.length > 500.0;
    Garment::new(
        drawing,
        if midi { "wrap midi dress" } else { "wrap dress" },
        &chosen,
        Gender::Women,
    )
    .details(&["V-neck", sleeve.name(), "tie waist"])
    .worn(
        &["feminine", "elegant"],
        &["work", "party", "wedding"],
        &["spring", "summer"],
    )
}

fn shirt_dress(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let denim = chance(rng, 25);
    let patterns = [
        Pattern::Plain,
        Pattern::Stripes(11.0),
        Pattern::Gingham(18.0),
        Pattern::Dots(16.0),
        Pattern::Tartan(60.0),
    ];
    let blue = one_of(rng, &[&palette::BLUE, &palette::LIGHT_BLUE, &palette::INDIGO]);
    let chosen = if denim {
        Chosen::from(rng, &[&DENIM], &[Pattern::Plain], blue)
    } else {
        Chosen::from(rng, &[&POPLIN, &LINEN], &patterns, ground)
    };
    let cloth = &chosen.cloth;
    let mut body = bodice(Neckline::Crew, true);
    body.neck = (32.0, 28.0);
    body.waist = (70.0, 206.0);
    body.hem = (68.0, 238.0);
    let sleeve = one_of(
        rng,
        &[
            Sleeve {
                length: 86.0,
                fall: 58.0,
                cuff: 58.0,
                puff: 3.0,
            },
            Sleeve {
                length: 268.0,
                fall: 76.0,
                cuff: 36.0,
                puff: 5.0,
            },
        ],
    );
    let skirt = Skirt {
        top: 236.0,
        waist: 67.0,
        hip: 92.0,
        hem: 112.0,
        length: 470.0,
    };
    let mut drawing = Drawing::new();
    stand(&mut drawing, &body, cloth, body.neck.1);
    sleeve.draw(&mut drawing, &body, cloth, rng, 1.2, 0.0);
    cuffs(&mut drawing, &body, &sleeve, cloth, 20.0, 1.0);
    let folds = skirt.falls(rng, 10, 2.0);
    drawing.add(skirt.piece(cloth).folds(folds).ink(&skirt.hem_row(cloth)));
    drawing.add(front(&body, &chosen, rng).ink(&super::tops::chest_pocket(
        AXIS + 20.0,
        body.top + 80.0,
        cloth,
    )));
    let button = if cloth.is_dark() {
        [0.16, 0.14, 0.15]
    } else {
        [0.94, 0.92, 0.87]
    };
    let placket = Placket {
        from: body.top + 24.0,
        to: skirt.length + 11.0,
        width: 19.0,
        buttons: 9,
        radius: 3.8,
    };
    placket.draw(&mut drawing, cloth, button);
    shirt_collar(&mut drawing, &body, cloth, 34.0, 32.0, 1.0);
    waist_belt(&mut drawing, cloth, 69.0, 238.0, 17.0);
    drawing.trim(trim::buckle(
        AXIS + 2.0,
        240.0,
        18.0,
        21.0,
        toned(cloth.base, 0.5),
    ));
    Garment::new(drawing, "shirt dress", &chosen, Gender::Women)
        .details(&[sleeve.name(), "belt", "button front", "chest pocket"])
        .worn(
            &["classic", "smart"],
            &["work", "casual", "travel"],
            &["spring", "summer"],
        )
}
