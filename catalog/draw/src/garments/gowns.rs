//! Slip dresses, fit-and-flare dresses, maxi dresses and jumpsuits.

use super::dresses::{bodice, prints, sleeves, waist_belt};
use super::skirts::tiers;
use super::tops::{arm_bands, front, neck_bands};
use super::{chance, one_of};
use crate::bodice::Neckline;
use crate::cloth::{CHIFFON, CREPE, LINEN, POPLIN, SATIN, SILK, VELVET, VISCOSE};
use crate::curve::{AXIS, Outline, strip};
use crate::facts::{Chosen, Garment, Gender};
use crate::legs::Legs;
use crate::palette::{self, toned};
use crate::pattern::Pattern;
use crate::piece::{Drawing, Piece};
use crate::skirt::Skirt;
use crate::sleeve::Sleeve;
use crate::trim;
use rand::rngs::StdRng;

/// Thin straps and a gently draped front, cut long.
pub(crate) fn slip(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let chosen = Chosen::from(
        rng,
        &[&SATIN, &SILK, &VELVET],
        &[
            Pattern::Plain,
            Pattern::Plain,
            Pattern::Plain,
            Pattern::Leopard(76.0),
            Pattern::Floral(130.0),
        ],
        ground,
    );
    let length = one_of(rng, &[400.0, 500.0]);
    let mut drawing = Drawing::new();
    strapped(&mut drawing, &chosen, rng, length, 96.0);
    Garment::new(
        drawing,
        if length > 450.0 {
            "midi slip dress"
        } else {
            "slip dress"
        },
        &chosen,
        Gender::Women,
    )
    .details(&["V-neck", "spaghetti straps"])
    .worn(
        &["evening", "elegant", "minimal"],
        &["party", "wedding"],
        &["summer", "autumn"],
    )
}

fn strapped(drawing: &mut Drawing, chosen: &Chosen, rng: &mut StdRng, length: f32, hem: f32) {
    let cloth = &chosen.cloth;
    let top = 112.0;
    let back = Outline::new()
        .corner(AXIS - 62.0, 146.0)
        .smooth(AXIS, 140.0)
        .corner(AXIS + 62.0, 146.0)
        .corner(AXIS + 62.0, 180.0)
        .corner(AXIS - 62.0, 180.0);
    drawing.add(Piece::new(back, cloth).tone(0.72).form(14.0, -3.0));
    let strap = chosen.plain(chosen.material);
    for (dx, tone) in [(42.0, 0.8), (47.0, 1.0)] {
        let line = Outline::line()
            .corner(AXIS + dx + 1.0, top + 28.0)
            .smooth(AXIS + dx, 84.0)
            .corner(AXIS + 44.0, 44.0)
            .points(10);
        drawing.add_pair(
            Piece::new(strip(&line, -3.4), &strap)
                .form(3.0, 1.2)
                .wrinkle(0.0)
                .tone(tone),
        );
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
    let skirt = Skirt {
        top: 150.0,
        waist: 62.0,
        hip: 82.0,
        hem,
        length,
    };
    let mut folds = skirt.falls(rng, 10, 2.4);
    folds.extend(skirt.pulls(rng, 1.2));
    for i in 0..4 {
        let y = top + 30.0 + 11.0 * i as f32;
        folds.push(
            crate::relief::Fold::new(
                (AXIS - 34.0, y - 20.0),
                (AXIS, y + 28.0),
                (AXIS + 34.0, y - 20.0),
                4.0,
                1.7,
            )
            .peaking(0.5),
        );
    }
    drawing.add(
        Piece::new(shape, cloth)
            .grain(AXIS, top, 0.0)
            .column(38.0, 16.0)
            .rim(0.5)
            .folds(folds)
            .ink(&skirt.hem_row(cloth)),
    );
}

pub(crate) fn flared(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let chosen = Chosen::from(rng, &[&POPLIN, &VISCOSE, &CREPE], &prints(), ground);
    let cloth = &chosen.cloth;
    let neckline = one_of(
        rng,
        &[
            Neckline::Square,
            Neckline::Scoop,
            Neckline::Boat,
            Neckline::Sweetheart,
            Neckline::V,
        ],
    );
    let sleeve = if neckline == Neckline::Sweetheart {
        None
    } else {
        sleeves(rng)
    };
    let mut body = bodice(neckline, sleeve.is_some());
    if neckline == Neckline::Boat {
        body.neck = (58.0, 16.0);
        body.shoulder = (80.0, 18.0);
    }
    let skirt = Skirt {
        top: 230.0,
        waist: 61.0,
        hip: 112.0,
        hem: 158.0,
        length: one_of(rng, &[416.0, 476.0]),
    };
    let mut drawing = Drawing::new();
    body.inside_back(&mut drawing, cloth, body.neck.1);
    if let Some(sleeve) = &sleeve {
        sleeve.draw(&mut drawing, &body, cloth, rng, 1.3, 5.0);
    }
    let waist: Vec<_> = (0..24)
        .map(|k| (AXIS + 60.0 * (k as f32 / 11.5 - 1.0), 236.0))
        .collect();
    let mut folds = skirt.falls(rng, 15, 3.6);
    folds.extend(super::blouses::gathers(waist, 70.0, 2.4));
    drawing.add(skirt.piece(cloth).folds(folds).ink(&skirt.hem_row(cloth)));
    let seams = format!(
        "M{} 130Q{} 190 {} 236M{} 130Q{} 190 {} 236",
        AXIS + 46.0,
        AXIS + 34.0,
        AXIS + 34.0,
        AXIS - 46.0,
        AXIS - 34.0,
        AXIS - 34.0
    );
    drawing.add(front(&body, &chosen, rng).ink(&trim::seam(&seams, cloth)));
    let facing = chosen.plain(chosen.material);
    neck_bands(&mut drawing, &body, &facing, 4.0);
    if sleeve.is_none() {
        arm_bands(&mut drawing, &body, &facing, 4.0);
    }
    waist_belt(&mut drawing, cloth, 63.0, 232.0, 13.0);
    Garment::new(drawing, "fit-and-flare dress", &chosen, Gender::Women)
        .details(&[
            neckline.name(),
            sleeve.map_or("sleeveless", |s| s.name()),
            "gathers",
        ])
        .worn(
            &["feminine", "playful"],
            &["party", "wedding", "casual"],
            &["spring", "summer"],
        )
}

/// A dress to the floor: tiered, draped or with straps.
pub fn maxi(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let kind = one_of(
        rng,
        &[
            "tiered maxi dress",
            "maxi slip dress",
            "maxi dress",
            "evening gown",
        ],
    );
    let evening = kind == "evening gown" || kind == "maxi slip dress";
    let chosen = if evening {
        Chosen::from(
            rng,
            &[&SATIN, &CHIFFON, &VELVET, &SILK],
            &[Pattern::Plain],
            ground,
        )
    } else {
        Chosen::from(rng, &[&VISCOSE, &LINEN, &CHIFFON], &prints(), ground)
    };
    let cloth = &chosen.cloth;
    let mut drawing = Drawing::new();
    if kind == "maxi slip dress" {
        strapped(&mut drawing, &chosen, rng, 640.0, 122.0);
        return Garment::new(drawing, kind, &chosen, Gender::Women)
            .details(&["V-neck", "spaghetti straps", "full length"])
            .worn(
                &["evening", "elegant"],
                &["party", "wedding"],
                &["summer", "autumn"],
            );
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
        let skirt = Skirt {
            top: 230.0,
            waist: 61.0,
            hip: 86.0,
            hem: if evening { 158.0 } else { 138.0 },
            length: 636.0,
        };
        let folds = skirt.falls(rng, 15, 4.0);
        drawing.add(skirt.piece(cloth).folds(folds).ink(&skirt.hem_row(cloth)));
    }
    drawing.add(front(&body, &chosen, rng));
    let facing = chosen.plain(chosen.material);
    neck_bands(&mut drawing, &body, &facing, 4.0);
    if sleeve.is_none() {
        arm_bands(&mut drawing, &body, &facing, 4.0);
    }
    waist_belt(
        &mut drawing,
        cloth,
        63.0,
        232.0,
        if evening { 20.0 } else { 12.0 },
    );
    let (styles, occasions): (&[_], &[_]) = if evening {
        (&["evening", "elegant"], &["party", "wedding"])
    } else {
        (&["bohemian", "feminine"], &["beach", "casual", "travel"])
    };
    Garment::new(drawing, kind, &chosen, Gender::Women)
        .details(&[
            neckline.name(),
            sleeve.map_or("sleeveless", |s| s.name()),
            "full length",
        ])
        .worn(
            styles,
            occasions,
            if evening {
                &["autumn", "winter", "summer"]
            } else {
                &["summer", "spring"]
            },
        )
}

/// A jumpsuit: a bodice with wide or tapered legs.
pub fn jumpsuit(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let patterns = [
        Pattern::Plain,
        Pattern::Plain,
        Pattern::Ditsy(58.0),
        Pattern::Dots(17.0),
        Pattern::Pinstripe(15.0),
    ];
    let chosen = Chosen::from(rng, &[&CREPE, &LINEN, &VISCOSE], &patterns, ground);
    let cloth = &chosen.cloth;
    let neckline = one_of(rng, &[Neckline::V, Neckline::Square, Neckline::Scoop]);
    let sleeve = if chance(rng, 50) {
        Some(Sleeve {
            length: 66.0,
            fall: 54.0,
            cuff: 54.0,
            puff: 4.0,
        })
    } else {
        None
    };
    let mut body = bodice(neckline, sleeve.is_some());
    body.hem.1 = 234.0;
    let wide = chance(rng, 60);
    let mut legs = if wide {
        Legs::long(78.0, 92.0)
    } else {
        Legs::long(60.0, 42.0)
    };
    (
        legs.top,
        legs.band,
        legs.waist,
        legs.hip,
        legs.crotch,
        legs.length,
    ) = (214.0, 18.0, 63.0, (86.0, 320.0), 372.0, 660.0);
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
    Garment::new(
        drawing,
        if wide {
            "wide-leg jumpsuit"
        } else {
            "tapered jumpsuit"
        },
        &chosen,
        Gender::Women,
    )
    .details(&[neckline.name(), sleeve.map_or("sleeveless", |s| s.name()), "belt"])
    .worn(
        &["minimal", "elegant"],
        &["party", "work", "travel"],
        &["spring", "summer"],
    )
}
