//! Blouses and tunics.

use super::one_of;
use super::shirts::{body_for, buttons_for};
use super::tops::front;
use crate::bodice::{Bodice, Neckline};
use crate::cloth::{CHIFFON, CREPE, GAUZE, LINEN, SATIN, SILK, VISCOSE};
use crate::collar::{Placket, cuffs};
use crate::curve::{AXIS, Outline, path_of, strip};
use crate::facts::{Chosen, Garment, Gender};
use crate::palette::{self};
use crate::pattern::Pattern;
use crate::piece::{Drawing, Piece};
use crate::relief::Fold;
use crate::sleeve::Sleeve;
use crate::trim;
use rand::rngs::StdRng;

/// A blouse: with a bow, a ruffle, a tie neck or peasant sleeves.
pub fn blouse(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let patterns = [
        Pattern::Plain,
        Pattern::Plain,
        Pattern::Floral(120.0),
        Pattern::Ditsy(58.0),
        Pattern::Dots(16.0),
        Pattern::Stripes(11.0),
        Pattern::Leopard(74.0),
    ];
    let chosen = Chosen::from(
        rng,
        &[&SILK, &VISCOSE, &CREPE, &CHIFFON, &SATIN],
        &patterns,
        ground,
    );
    let kind = one_of(rng, &["pussy-bow blouse", "ruffle blouse", "peasant blouse"]);
    let neckline = if kind == "peasant blouse" {
        Neckline::Scoop
    } else {
        Neckline::V
    };
    let mut body = body_for(Gender::Women, neckline);
    body.neck = if kind == "peasant blouse" {
        (58.0, 34.0)
    } else {
        (32.0, 50.0)
    };
    body.shoulder = (84.0, 22.0);
    body.waist = (78.0, 316.0);
    body.hem = (90.0, 412.0);
    body.hem_drop = 10.0;
    let sleeve = Sleeve {
        length: 276.0,
        fall: 74.0,
        cuff: 34.0,
        puff: if kind == "ruffle blouse" { 8.0 } else { 15.0 },
    };
    let mut drawing = Drawing::new();
    let cloth = &chosen.cloth;
    body.inside_back(&mut drawing, cloth, body.neck.1);
    sleeve.draw(&mut drawing, &body, cloth, rng, 1.6, 0.0);
    let (x, y) = cuffs(&mut drawing, &body, &sleeve, cloth, 24.0, -4.0);
    for x in [x, 2.0 * AXIS - x] {
        drawing.trim(trim::button(x, y, 3.0, buttons_for(cloth)));
    }
    let mut piece = front(&body, &chosen, rng);
    if kind == "peasant blouse" {
        piece = piece.folds(gathers(body.neck_line(), 46.0, 2.2));
    }
    drawing.add(piece);
    let mut details = vec!["long-sleeve"];
    match kind {
        "pussy-bow blouse" => {
            super::tops::neck_bands(&mut drawing, &body, cloth, 11.0);
            bow(&mut drawing, &chosen, body.top + body.neck.1 + 8.0);
            details.push("bow");
        }
        "ruffle blouse" => {
            super::tops::neck_bands(&mut drawing, &body, cloth, 6.0);
            ruffles(&mut drawing, &body, &chosen);
            details.push("ruffles");
        }
        _ => {
            super::tops::neck_bands(&mut drawing, &body, cloth, 7.0);
            details.push("balloon sleeves");
        }
    }
    Garment::new(drawing, kind, &chosen, Gender::Women)
        .details(&details)
        .worn(
            &["feminine", "elegant"],
            if kind == "peasant blouse" {
                &["casual", "travel"]
            } else {
                &["work", "party"]
            },
            &["spring", "autumn"],
        )
}

/// Short folds falling from a gathered line.
pub(crate) fn gathers(line: Vec<crate::curve::Point>, length: f32, height: f32) -> Vec<Fold> {
    line.iter()
        .enumerate()
        .filter(|(i, _)| i % 2 == 0)
        .map(|(i, &(x, y))| {
            let spread = (x - AXIS) * 0.10;
            let reach = length * (0.6 + 0.4 * ((i * 37 % 11) as f32 / 11.0));
            let sign = if i % 4 == 0 { 1.0 } else { -0.7 };
            Fold::new(
                (x, y),
                (x + spread * 0.5, y + reach * 0.5),
                (x + spread, y + reach),
                3.0,
                height * sign,
            )
            .peaking(0.12)
        })
        .collect()
}

fn bow(drawing: &mut Drawing, chosen: &Chosen, y: f32) {
    let cloth = &chosen.cloth;
    for (dx, reach, tilt) in [(22.0, 118.0, 0.16), (10.0, 138.0, -0.10)] {
        let tail = Outline::new()
            .corner(AXIS - 4.0, y)
            .corner(AXIS + 8.0, y)
            .smooth(AXIS + dx + 16.0, y + reach * 0.5)
            .corner(AXIS + dx + 17.0 - tilt * 40.0, y + reach)
            .corner(AXIS + dx - 9.0 - tilt * 40.0, y + reach - 9.0)
            .smooth(AXIS + dx - 7.0, y + reach * 0.5);
        let tail = if tilt < 0.0 { tail.flipped() } else { tail };
        let sign = if tilt < 0.0 { -1.0 } else { 1.0 };
        let fold = Fold::new(
            (AXIS, y + 4.0),
            (AXIS + sign * dx, y + reach * 0.5),
            (AXIS + sign * (dx + 4.0), y + reach),
            4.0,
            2.0,
        )
        .to_the_end();
        drawing.add(
            Piece::new(tail, cloth)
                .grain(AXIS, y, tilt)
                .form(8.0, 3.0)
                .folds([fold])
                .cast(0.7),
        );
    }
    let wing = Outline::new()
        .corner(AXIS + 2.0, y - 5.0)
        .smooth(AXIS + 30.0, y - 26.0)
        .smooth(AXIS + 56.0, y - 16.0)
        .smooth(AXIS + 52.0, y + 12.0)
        .smooth(AXIS + 26.0, y + 16.0)
        .corner(AXIS + 2.0, y + 6.0);
    let folds = [
        Fold::new(
            (AXIS + 3.0, y),
            (AXIS + 24.0, y - 6.0),
            (AXIS + 46.0, y - 8.0),
            4.0,
            2.6,
        )
        .peaking(0.15),
        Fold::new(
            (AXIS + 3.0, y + 2.0),
            (AXIS + 22.0, y + 4.0),
            (AXIS + 40.0, y + 6.0),
            3.4,
            -2.2,
        )
        .peaking(0.15),
    ];
    drawing.add_pair(
        Piece::new(wing, cloth)
            .grain(AXIS, y, 0.3)
            .form(15.0, 8.0)
            .folds(folds)
            .cast(0.8),
    );
    let knot = Outline::new()
        .smooth(AXIS - 9.0, y)
        .smooth(AXIS, y - 11.0)
        .smooth(AXIS + 9.0, y)
        .smooth(AXIS, y + 12.0);
    drawing.add(Piece::new(knot, cloth).form(9.0, 7.0).cast(0.8));
}

fn ruffles(drawing: &mut Drawing, body: &Bodice, chosen: &Chosen) {
    let cloth = &chosen.cloth;
    let top = body.top + body.neck.1 - 6.0;
    let dx = 3.0;
    let inner: Vec<_> = (0..=16).map(|i| (AXIS + dx, top + i as f32 * 12.0)).collect();
    let mut shape = Outline::new().along(&inner);
    let mut folds = Vec::new();
    for i in (0..=16).rev() {
        let y = top + i as f32 * 12.0 + 3.0;
        let wave = if i % 2 == 0 { 27.0 } else { 18.0 };
        let fade = 1.0 - (i as f32 / 16.0).powi(3) * 0.55;
        shape = shape.smooth(AXIS + dx + wave * fade, y);
        let height = if i % 2 == 0 { 2.6 } else { -2.2 };
        folds.push(
            Fold::new(
                (AXIS + dx, y - 6.0),
                (AXIS + 14.0, y - 3.0),
                (AXIS + 30.0, y),
                3.2,
                height,
            )
            .peaking(0.4)
            .to_the_end(),
        );
    }
    drawing.add_pair(Piece::new(shape, cloth).form(8.0, 3.0).folds(folds).cast(0.8));
    let placket = Placket {
        from: top,
        to: body.hem.1 + body.hem_drop,
        width: 15.0,
        buttons: 8,
        radius: 3.2,
    };
    placket.draw(drawing, cloth, buttons_for(cloth));
}

/// A long shirt worn open at the neck: a tunic in gauze or linen.
pub fn tunic(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let patterns = [
        Pattern::Plain,
        Pattern::Ditsy(56.0),
        Pattern::Stripes(16.0),
        Pattern::Leaf(120.0),
        Pattern::Zigzag(26.0),
    ];
    let chosen = Chosen::from(rng, &[&GAUZE, &LINEN, &VISCOSE], &patterns, ground);
    let mut body = body_for(Gender::Women, Neckline::V);
    body.neck = (36.0, 84.0);
    body.waist = (84.0, 330.0);
    body.hem = (108.0, 494.0);
    body.hem_drop = 8.0;
    let sleeve = Sleeve {
        length: 200.0,
        fall: 70.0,
        cuff: 62.0,
        puff: 6.0,
    };
    let mut drawing = Drawing::new();
    body.inside_back(&mut drawing, &chosen.cloth, body.neck.1);
    sleeve.draw(&mut drawing, &body, &chosen.cloth, rng, 1.4, 10.0);
    let slits = format!(
        "M{} {}l-4 -70M{} {}l4 -70",
        AXIS + 105.0,
        body.hem.1,
        AXIS - 105.0,
        body.hem.1
    );
    let line = path_of(&crate::curve::parallel(&body.neck_line(), 15.0));
    let ink = trim::seam(&slits, &chosen.cloth)
        + &trim::stitch(&line, trim::thread(&chosen.cloth))
        + &super::tops::hem_stitches(&body, &chosen.cloth);
    drawing.add(front(&body, &chosen, rng).ink(&ink));
    let edge = strip(&body.neck_line(), 4.0);
    drawing.add(
        Piece::new(edge, &chosen.plain(chosen.material))
            .form(3.0, 1.0)
            .wrinkle(0.0)
            .cast(0.3),
    );
    Garment::new(drawing, "tunic", &chosen, Gender::Women)
        .details(&["V-neck", sleeve.name(), "side slits"])
        .worn(
            &["relaxed", "bohemian"],
            &["casual", "beach", "travel"],
            &["spring", "summer"],
        )
}
