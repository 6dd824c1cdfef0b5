//! Coats and trench coats.

use super::blazers::{Fronts, SUITINGS, flaps, horn};
use super::{chance, one_of};
use crate::bodice::{Bodice, Neckline};
use crate::cloth::{BOUCLE, Cloth, FLANNEL, SATIN, TEDDY, TWILL, WOOL_BLEND};
use crate::collar::Lapel;
use crate::curve::{AXIS, Outline, Point};
use crate::facts::{Chosen, Garment, Gender};
use crate::palette::{self};
use crate::pattern::Pattern;
use crate::piece::{Drawing, Piece};
use crate::sleeve::Sleeve;
use crate::trim;
use rand::rngs::StdRng;
use std::sync::Arc;

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
    Sleeve {
        length: 296.0,
        fall: 77.0,
        cuff: 48.0,
        puff: 5.0,
    }
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
        _ => one_of(
            rng,
            &["wrap coat", "double-breasted coat", "teddy coat", "overcoat"],
        ),
    };
    let ground = palette::pick(rng, SUITINGS);
    let patterns = [
        Pattern::Plain,
        Pattern::Plain,
        Pattern::Herringbone(10.0),
        Pattern::Windowpane(52.0),
        Pattern::Houndstooth(20.0),
        Pattern::Tartan(90.0),
    ];
    let chosen = match kind {
        "teddy coat" => Chosen::from(rng, &[&TEDDY], &[Pattern::Plain], ground),
        "wrap coat" => Chosen::from(rng, &[&WOOL_BLEND, &BOUCLE], &[Pattern::Plain], ground),
        _ => Chosen::from(rng, &[&WOOL_BLEND, &FLANNEL], &patterns, ground),
    };
    let long = chance(rng, 60);
    let body = coat_body(
        if long { 584.0 } else { 480.0 },
        if kind == "wrap coat" { 18.0 } else { 10.0 },
    );
    let lapel = match kind {
        "wrap coat" => Lapel {
            depth: 188.0,
            reach: 78.0,
            height: 84.0,
            peak: false,
            overlap: 34.0,
        },
        "overcoat" => Lapel {
            depth: 138.0,
            reach: 68.0,
            height: 66.0,
            peak: false,
            overlap: 10.0,
        },
        _ => Lapel {
            depth: 142.0,
            reach: 80.0,
            height: 70.0,
            peak: kind == "double-breasted coat",
            overlap: 38.0,
        },
    };
    let lining = Cloth::shade(
        &SATIN,
        one_of(rng, &[ground, &palette::CHARCOAL, &palette::BURGUNDY]),
        3,
    );
    let mut drawing = Drawing::new();
    let fronts = Fronts {
        body,
        lapel,
        cutaway: 0.0,
        sleeve: Some(coat_sleeve()),
        chosen: &chosen,
        lining,
    };
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
        "wrap coat" => tied_belt(
            &mut drawing,
            &chosen.cloth,
            body.waist.0 + 0.5,
            body.waist.1 + 6.0,
        ),
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
        .details(&[
            if long { "full length" } else { "knee length" },
            "long-sleeve",
            if kind == "wrap coat" { "belt" } else { "" },
        ])
        .worn(
            &["classic", "elegant"],
            &["winter", "work"],
            &["winter", "autumn"],
        )
}

/// A double-breasted trench coat with storm flap, epaulettes and belt.
pub fn trench(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Women, Gender::Men, Gender::Unisex]);
    let ground = palette::pick(
        rng,
        &[
            &palette::BEIGE,
            &palette::CAMEL,
            &palette::NAVY,
            &palette::BLACK,
            &palette::OLIVE,
            &palette::SAGE,
            &palette::TAUPE,
            &palette::BLUSH,
            &palette::OXBLOOD,
            &palette::KHAKI,
        ],
    );
    let chosen = Chosen::from(rng, &[&TWILL], &[Pattern::Plain], ground);
    let body = coat_body(one_of(rng, &[500.0, 580.0]), 20.0);
    let lapel = Lapel {
        depth: 122.0,
        reach: 78.0,
        height: 66.0,
        peak: false,
        overlap: 38.0,
    };
    let lining = Cloth::patterned(
        &TWILL,
        Pattern::Tartan(60.0),
        &[palette::BEIGE.rgb(), palette::BLACK.rgb(), palette::RED.rgb()],
        3,
    );
    let sleeve = coat_sleeve();
    let cloth = &chosen.cloth;
    let mut drawing = Drawing::new();
    let stitched: Vec<Point> = trim::spaced(
        (AXIS - 32.0, body.top + 126.0),
        (AXIS - 32.0, body.hem.1 + 6.0),
        2,
    );
    let ink = trim::stitch(&crate::curve::path_of(&stitched), trim::thread(cloth));
    Fronts {
        body,
        lapel,
        cutaway: 0.0,
        sleeve: Some(sleeve),
        chosen: &chosen,
        lining,
    }
    .draw(&mut drawing, rng, &ink);
    let flap = Outline::new()
        .corner(AXIS + 50.0, body.top + 20.0)
        .corner(AXIS + 96.0, body.top + 36.0)
        .smooth(AXIS + 90.0, body.top + 76.0)
        .corner(AXIS + 86.0, body.top + 104.0)
        .smooth(AXIS + 62.0, body.top + 128.0)
        .corner(AXIS + 26.0, body.top + 118.0);
    drawing.add(
        Piece::new(flap, cloth)
            .grain(AXIS, 0.0, 0.0)
            .form(8.0, 2.4)
            .cast(0.7),
    );
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
    let welt = Outline::new()
        .corner(AXIS + 50.0, 336.0)
        .corner(AXIS + 62.0, 332.0)
        .corner(AXIS + 76.0, 390.0)
        .corner(AXIS + 64.0, 394.0);
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
    let (a, b) = (
        crate::curve::between(body.tip(), loops.0, 0.88),
        crate::curve::between(body.arm(), loops.1, 0.84),
    );
    let tab = crate::curve::strip(
        &[
            (a.0 - 1.0, a.1),
            crate::curve::between(a, b, 0.5),
            (b.0 + 1.0, b.1),
        ],
        -10.0,
    );
    drawing.add_pair(Piece::new(tab, cloth).form(5.0, 2.0).cast(0.6));
    Garment::new(drawing, "trench coat", &chosen, gender)
        .details(&["double-breasted", "belt", "storm flap", "long-sleeve"])
        .worn(
            &["classic", "elegant"],
            &["work", "travel"],
            &["spring", "autumn"],
        )
}
