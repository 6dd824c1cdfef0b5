//! Hoodies and sweatshirts.

use super::knitwear::{knit_body, knit_sleeve};
use super::tops::{front, neck_bands};
use super::{chance, one_of};
use crate::bodice::{Bodice, Neckline};
use crate::cloth::{FLEECE, RIB_KNIT};
use crate::collar::{cuffs, hem_band};
use crate::curve::{AXIS, Outline};
use crate::facts::{Chosen, Garment, Gender};
use crate::palette::{self, toned};
use crate::pattern::Pattern;
use crate::piece::{Drawing, Piece};
use crate::trim;
use rand::rngs::StdRng;

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
    let edge = format!(
        "M{} 333Q{} 364 {} 377M{} 333Q{} 364 {} 377",
        AXIS + 36.5,
        AXIS + 50.0,
        AXIS + 62.0,
        AXIS - 36.5,
        AXIS - 50.0,
        AXIS - 62.0
    );
    drawing.add(
        Piece::new(pocket, cloth)
            .form(10.0, 3.4)
            .cast(0.5)
            .ink(&trim::stitch(&edge, trim::thread(cloth))),
    );
    hem_band(&mut drawing, &body, &rib, 29.0, 5.0);
    hood(&mut drawing, &body, cloth);
    if zipped {
        let line = trim::spaced((AXIS, body.top + body.neck.1 + 2.0), (AXIS, body.hem.1 + 3.0), 8);
        drawing.trim(trim::zip(&line, cloth.base, palette::SILVER.rgb(), true));
    }
    cords(
        &mut drawing,
        &body,
        if cloth.is_dark() {
            [0.92, 0.90, 0.86]
        } else {
            toned(cloth.base, 0.82)
        },
    );
    Garment::new(
        drawing,
        if zipped { "zip hoodie" } else { "hoodie" },
        &chosen,
        gender,
    )
    .details(&[
        "hood",
        "long-sleeve",
        "kangaroo pocket",
        if zipped { "zip front" } else { "" },
    ])
    .worn(
        &["sporty", "streetwear"],
        &["casual", "sports", "travel"],
        &["autumn", "winter", "spring"],
    )
}

fn hood_inside(drawing: &mut Drawing, body: &Bodice, cloth: &std::sync::Arc<crate::cloth::Cloth>) {
    let (half, top) = (body.neck.0, body.top);
    let shape = Outline::new()
        .smooth(AXIS, top - 52.0)
        .smooth(AXIS + half * 0.9, top - 30.0)
        .corner(AXIS + half + 6.0, top + 10.0)
        .smooth(AXIS, top + body.neck.1 + 12.0)
        .mirrored();
    drawing.add(
        Piece::new(shape, cloth)
            .tone(0.66)
            .form(22.0, -7.0)
            .ink(&trim::label(AXIS, top + 6.0)),
    );
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
        crate::relief::Fold::new(
            (AXIS + half + 14.0, top + 16.0),
            (AXIS + half, top - 6.0),
            (AXIS + half * 0.9, top - 34.0),
            5.0,
            2.0,
        ),
        crate::relief::Fold::new(
            (AXIS + 14.0, low + 6.0),
            (AXIS + half * 0.7, low - 10.0),
            (AXIS + half, top + 4.0),
            5.0,
            2.0,
        ),
    ];
    drawing.add_pair(
        Piece::new(side, cloth)
            .grain(AXIS, top, 0.3)
            .form(20.0, 9.0)
            .folds(fold)
            .cast(0.7),
    );
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
    let raglan = if chance(rng, 35) {
        palette::contrast(
            rng,
            ground,
            &[
                &palette::NAVY,
                &palette::CREAM,
                &palette::CHARCOAL,
                &palette::OXBLOOD,
                &palette::FOREST,
            ],
        )
    } else {
        ground
    };
    let arms = crate::cloth::Cloth::shade(&FLEECE, raglan, 9);
    let sleeve = knit_sleeve();
    let mut drawing = Drawing::new();
    body.inside_back(&mut drawing, &rib, body.neck.1);
    sleeve.draw(&mut drawing, &body, &arms, rng, 1.2, 0.0);
    cuffs(&mut drawing, &body, &sleeve, &rib, 28.0, -1.0);
    let v = format!(
        "M{} {}L{AXIS} {}L{} {}",
        AXIS - 12.0,
        body.top + 38.0,
        body.top + 62.0,
        AXIS + 12.0,
        body.top + 38.0
    );
    drawing.add(front(&body, &chosen, rng).ink(&trim::stitch(&v, trim::thread(&chosen.cloth))));
    hem_band(&mut drawing, &body, &rib, 28.0, 5.0);
    neck_bands(&mut drawing, &body, &rib, 11.0);
    let mut garment = Garment::new(drawing, "sweatshirt", &chosen, gender).with(raglan);
    if raglan != ground {
        garment.facts.pattern = "colour-block";
    }
    garment.details(&["crew-neck", "long-sleeve"]).worn(
        &["sporty", "streetwear"],
        &["casual", "sports"],
        &["autumn", "spring"],
    )
}
