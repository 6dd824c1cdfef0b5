//! Short jackets: trucker, bomber, biker and harrington.
//!
//! Quilted ones are in [`super::quilted`].

use super::tops::front;
use super::{chance, one_of};
use crate::bodice::{Bodice, Neckline};
use crate::cloth::{CORDUROY, Cloth, DENIM, LEATHER, NYLON, RIB_KNIT, SATIN, SUEDE};
use crate::collar::{Placket, cuffs, hem_band, shirt_collar, stand};
use crate::curve::{AXIS, Outline, strip};
use crate::facts::{Chosen, Garment, Gender};
use crate::palette::{self, Shade};
use crate::pattern::Pattern;
use crate::piece::{Drawing, Piece};
use crate::sleeve::Sleeve;
use crate::trim;
use rand::rngs::StdRng;

pub(crate) fn jacket_body() -> Bodice {
    let mut body = Bodice::regular(118.0, Neckline::Crew);
    body.neck = (35.0, 26.0);
    body.shoulder = (102.0, 27.0);
    body.underarm = (97.0, 122.0);
    body.waist = (95.0, 330.0);
    body.hem = (92.0, 404.0);
    body.hem_drop = 5.0;
    body
}

fn jacket_sleeve() -> Sleeve {
    Sleeve {
        length: 288.0,
        fall: 75.0,
        cuff: 44.0,
        puff: 6.0,
    }
}

/// A jacket: one of the kinds of this file.
pub fn jacket(rng: &mut StdRng) -> Garment {
    match one_of(rng, &[0, 0, 1, 1, 2, 2, 3]) {
        0 => trucker(rng),
        1 => bomber(rng),
        2 => biker(rng),
        _ => harrington(rng),
    }
}

/// A trucker jacket in denim, corduroy or suede.
fn trucker(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Unisex, Gender::Women, Gender::Men]);
    let denim = chance(rng, 70);
    let ground: &'static Shade = if denim {
        one_of(
            rng,
            &[
                &palette::INDIGO,
                &palette::BLUE,
                &palette::LIGHT_BLUE,
                &palette::BLACK,
                &palette::WHITE,
            ],
        )
    } else {
        one_of(
            rng,
            &[
                &palette::CAMEL,
                &palette::RUST,
                &palette::BROWN,
                &palette::OLIVE,
                &palette::TAN,
            ],
        )
    };
    let materials: &[_] = if denim { &[&DENIM] } else { &[&CORDUROY, &SUEDE] };
    let chosen = Chosen::from(rng, materials, &[Pattern::Plain], ground);
    let cloth = &chosen.cloth;
    let thread = if denim && !cloth.is_dark() || ground == &palette::INDIGO {
        [0.78, 0.56, 0.28]
    } else {
        trim::thread(cloth)
    };
    let metal = palette::SILVER.rgb();
    let (body, sleeve) = (jacket_body(), jacket_sleeve());
    let mut drawing = Drawing::new();
    stand(&mut drawing, &body, cloth, 24.0);
    sleeve.draw(&mut drawing, &body, cloth, rng, 1.3, 0.0);
    let (x, y) = cuffs(&mut drawing, &body, &sleeve, cloth, 26.0, 0.5);
    for x in [x, 2.0 * AXIS - x] {
        drawing.trim(trim::stud(x, y, 3.4, metal));
    }
    let mut ink = String::new();
    for s in [-1.0, 1.0] {
        let x = |v: f32| AXIS + s * v;
        let yoke = format!("M{:.1} 214L{:.1} 210", x(8.0), x(92.0));
        ink += &(trim::seam(&yoke, cloth)
            + &trim::stitch(&format!("M{:.1} 218L{:.1} 214", x(8.0), x(92.0)), thread));
        for (a, b) in [(26.0, 18.0), (72.0, 52.0)] {
            let d = format!("M{:.1} 232L{:.1} 382", x(a), x(b));
            ink += &(trim::seam(&d, cloth)
                + &trim::stitch(&format!("M{:.1} 232L{:.1} 382", x(a + 3.0), x(b + 3.0)), thread));
        }
    }
    let washes = [
        ((AXIS - 46.0, 300.0), 34.0, 70.0, 0.14),
        ((AXIS + 46.0, 300.0), 34.0, 70.0, 0.14),
    ];
    let piece = front(&body, &chosen, rng).ink(&ink);
    drawing.add(if denim { piece.washes(washes) } else { piece });
    let flap = Outline::new()
        .corner(AXIS + 27.0, 213.0)
        .corner(AXIS + 75.0, 211.0)
        .corner(AXIS + 75.0, 226.0)
        .corner(AXIS + 51.0, 237.0)
        .corner(AXIS + 27.0, 228.0);
    let edge = format!("M{} 226L{} 234L{} 224", AXIS + 29.5, AXIS + 51.0, AXIS + 72.5);
    drawing.add_pair(
        Piece::new(flap, cloth)
            .form(5.0, 1.8)
            .cast(0.6)
            .ink(&trim::stitch(&edge, thread)),
    );
    for x in [AXIS - 51.0, AXIS + 51.0] {
        drawing.trim(trim::stud(x, 228.0, 3.4, metal));
    }
    hem_band(&mut drawing, &body, cloth, 24.0, 1.0);
    let placket = Placket {
        from: body.top + 22.0,
        to: body.hem.1 + 6.0,
        width: 22.0,
        buttons: 0,
        radius: 4.0,
    };
    placket.draw(&mut drawing, cloth, metal);
    for (x, y) in trim::spaced((AXIS, body.top + 36.0), (AXIS, body.hem.1 - 7.0), 6) {
        drawing.trim(trim::stud(x, y, 4.4, metal));
    }
    shirt_collar(&mut drawing, &body, cloth, 40.0, 36.0, 2.0);
    Garment::new(drawing, "trucker jacket", &chosen, gender)
        .details(&["long-sleeve", "flap pockets", "button front"])
        .worn(
            &["casual", "workwear"],
            &["casual", "travel"],
            &["spring", "autumn"],
        )
}

pub(crate) fn zip_down(drawing: &mut Drawing, body: &Bodice, cloth: &Cloth, from: f32) {
    let line = trim::spaced((AXIS, from), (AXIS, body.hem.1 + body.hem_drop - 1.0), 8);
    drawing.trim(trim::zip(&line, cloth.base, palette::SILVER.rgb(), true));
}

/// A bomber with ribbed collar, cuffs and hem.
fn bomber(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Unisex, Gender::Men, Gender::Women]);
    let ground = palette::pick(
        rng,
        &[
            &palette::OLIVE,
            &palette::BLACK,
            &palette::NAVY,
            &palette::OXBLOOD,
            &palette::SAGE,
            &palette::BLUSH,
            &palette::CAMEL,
            &palette::SILVER,
            &palette::FOREST,
        ],
    );
    let patterns = [
        Pattern::Plain,
        Pattern::Plain,
        Pattern::Plain,
        Pattern::Floral(130.0),
    ];
    let chosen = Chosen::from(rng, &[&NYLON, &SATIN], &patterns, ground);
    let cloth = &chosen.cloth;
    let rib = chosen.plain(&RIB_KNIT);
    let (mut body, sleeve) = (jacket_body(), jacket_sleeve());
    body.hem.0 = 88.0;
    let mut drawing = Drawing::new();
    body.inside_back(
        &mut drawing,
        &Cloth::shade(
            &SATIN,
            one_of(rng, &[ground, &palette::ORANGE, &palette::CHARCOAL]),
            4,
        ),
        24.0,
    );
    sleeve.draw(&mut drawing, &body, cloth, rng, 1.9, 0.0);
    cuffs(&mut drawing, &body, &sleeve, &rib, 28.0, -3.0);
    drawing.add(front(&body, &chosen, rng).folds(body.folds(rng, 0.8)));
    hem_band(&mut drawing, &body, &rib, 28.0, 6.0);
    let welt = Outline::new()
        .corner(AXIS + 48.0, 300.0)
        .corner(AXIS + 57.0, 298.0)
        .corner(AXIS + 74.0, 350.0)
        .corner(AXIS + 65.0, 353.0);
    drawing.add_pair(Piece::new(welt, cloth).form(4.0, 1.8).wrinkle(0.2).cast(0.6));
    zip_down(&mut drawing, &body, cloth, body.top + 24.0);
    let collar = strip(&body.neck_line(), -17.0);
    drawing.add(
        Piece::new(strip(&body.back_neck(), -14.0), &rib)
            .form(8.0, 2.0)
            .tone(0.8)
            .cast(0.3),
    );
    drawing.add(Piece::new(collar, &rib).form(9.0, 3.0).wrinkle(0.2).cast(0.5));
    Garment::new(drawing, "bomber jacket", &chosen, gender)
        .details(&["long-sleeve", "zip front", "ribbed cuffs"])
        .worn(
            &["streetwear", "casual"],
            &["casual", "travel"],
            &["spring", "autumn"],
        )
}

/// A biker jacket with an oblique zip and wide lapels.
fn biker(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Women, Gender::Men]);
    let ground = palette::pick(
        rng,
        &[
            &palette::BLACK,
            &palette::BLACK,
            &palette::OXBLOOD,
            &palette::BROWN,
            &palette::CAMEL,
            &palette::TAN,
            &palette::IVORY,
            &palette::NAVY,
        ],
    );
    let chosen = Chosen::from(rng, &[&LEATHER, &LEATHER, &SUEDE], &[Pattern::Plain], ground);
    let cloth = &chosen.cloth;
    let metal = palette::SILVER.rgb();
    let (mut body, sleeve) = (
        jacket_body(),
        Sleeve {
            puff: 4.0,
            ..jacket_sleeve()
        },
    );
    body.waist = (86.0, 320.0);
    body.hem = (88.0, 388.0);
    let mut drawing = Drawing::new();
    body.inside_back(&mut drawing, &Cloth::shade(&SATIN, &palette::CHARCOAL, 4), 40.0);
    sleeve.draw(&mut drawing, &body, cloth, rng, 1.5, 0.0);
    let shoulder = format!(
        "M{} 156L{} 176M{} 156L{} 176M{} 260Q{} 320 {} 372",
        AXIS + 48.0,
        AXIS + 92.0,
        AXIS - 48.0,
        AXIS - 92.0,
        AXIS - 58.0,
        AXIS - 52.0,
        AXIS - 56.0
    );
    drawing.add(
        front(&body, &chosen, rng)
            .folds(body.folds(rng, 0.5))
            .ink(&trim::seam(&shoulder, cloth)),
    );
    let edge: Vec<_> = Outline::line()
        .corner(AXIS + 52.0, 186.0)
        .smooth(AXIS + 38.0, 260.0)
        .corner(AXIS + 20.0, body.hem.1 + 3.0)
        .points(10);
    drawing.trim(trim::zip(&edge, cloth.base, metal, true));
    for (a, b) in [
        ((AXIS + 40.0, 300.0), (AXIS + 72.0, 330.0)),
        ((AXIS - 34.0, 308.0), (AXIS - 68.0, 342.0)),
        ((AXIS - 26.0, 226.0), (AXIS - 60.0, 246.0)),
    ] {
        drawing.trim(trim::zip(&trim::spaced(a, b, 3), cloth.base, metal, false));
    }
    let big = Outline::new()
        .corner(AXIS + 34.0, 262.0)
        .smooth(AXIS + 62.0, 222.0)
        .corner(AXIS + 72.0, 178.0)
        .corner(AXIS + 46.0, 172.0)
        .corner(AXIS + 26.0, 132.0)
        .smooth(AXIS + 16.0, 190.0);
    let small = Outline::new()
        .corner(AXIS + 24.0, 250.0)
        .smooth(AXIS - 14.0, 214.0)
        .corner(AXIS - 66.0, 182.0)
        .corner(AXIS - 46.0, 172.0)
        .corner(AXIS - 26.0, 132.0)
        .smooth(AXIS - 8.0, 180.0);
    for lapel in [small, big] {
        drawing.add(Piece::new(lapel, cloth).form(11.0, 4.0).wrinkle(0.7).cast(0.8));
    }
    for x in [AXIS + 64.0, AXIS - 58.0] {
        drawing.trim(trim::stud(x, 183.0, 3.2, metal));
    }
    shirt_collar(&mut drawing, &body, cloth, 50.0, 26.0, 16.0);
    hem_band(&mut drawing, &body, cloth, 20.0, 0.5);
    drawing.trim(trim::buckle(AXIS + 26.0, body.hem.1 - 6.0, 20.0, 20.0, metal));
    Garment::new(drawing, "biker jacket", &chosen, gender)
        .details(&["long-sleeve", "asymmetric zip", "wide lapels"])
        .worn(
            &["edgy", "streetwear"],
            &["casual", "party"],
            &["autumn", "spring"],
        )
}

/// A short zipped jacket with a turned collar.
fn harrington(rng: &mut StdRng) -> Garment {
    let ground = palette::pick(
        rng,
        &[
            &palette::BEIGE,
            &palette::NAVY,
            &palette::OLIVE,
            &palette::RED,
            &palette::SAGE,
            &palette::BLACK,
            &palette::MUSTARD,
        ],
    );
    let chosen = Chosen::from(rng, &[&crate::cloth::TWILL], &[Pattern::Plain], ground);
    let cloth = &chosen.cloth;
    let (body, sleeve) = (jacket_body(), jacket_sleeve());
    let lining = Cloth::patterned(
        &crate::cloth::TWILL,
        Pattern::Tartan(44.0),
        &[palette::RED.rgb(), palette::NAVY.rgb(), palette::CREAM.rgb()],
        2,
    );
    let mut drawing = Drawing::new();
    stand(&mut drawing, &body, &lining, 24.0);
    sleeve.draw(&mut drawing, &body, cloth, rng, 1.4, 0.0);
    cuffs(&mut drawing, &body, &sleeve, &chosen.plain(&RIB_KNIT), 22.0, -2.0);
    drawing.add(front(&body, &chosen, rng));
    hem_band(&mut drawing, &body, &chosen.plain(&RIB_KNIT), 22.0, 4.0);
    let flap = Outline::new()
        .corner(AXIS + 40.0, 306.0)
        .corner(AXIS + 80.0, 292.0)
        .corner(AXIS + 84.0, 312.0)
        .corner(AXIS + 44.0, 327.0);
    drawing.add_pair(Piece::new(flap, cloth).form(5.0, 2.0).cast(0.6));
    zip_down(&mut drawing, &body, cloth, body.top + 26.0);
    shirt_collar(&mut drawing, &body, cloth, 34.0, 30.0, 2.0);
    Garment::new(drawing, "harrington jacket", &chosen, Gender::Men)
        .details(&["long-sleeve", "zip front", "flap pockets"])
        .worn(
            &["classic", "casual"],
            &["casual", "travel"],
            &["spring", "autumn"],
        )
}
