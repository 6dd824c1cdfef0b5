//! Shirts and polo shirts.
//!
//! Blouses and tunics are in [`super::blouses`].

use super::tops::front;
use super::{chance, one_of};
use crate::bodice::{Bodice, Neckline};
use crate::cloth::{DENIM, FLANNEL, JERSEY, LINEN, PIQUE, POPLIN, RIB_KNIT};
use crate::collar::{Placket, cuffs, shirt_collar, stand};
use crate::curve::AXIS;
use crate::facts::{Chosen, Garment, Gender};
use crate::palette::{self, Rgb, Shade};
use crate::pattern::Pattern;
use crate::piece::Drawing;
use crate::sleeve::Sleeve;
use crate::trim;
use rand::rngs::StdRng;

const SHIRTINGS: &[&Shade] = &[
    &palette::WHITE,
    &palette::WHITE,
    &palette::LIGHT_BLUE,
    &palette::NAVY,
    &palette::BLUE,
    &palette::BLUSH,
    &palette::SAGE,
    &palette::CREAM,
    &palette::RED,
    &palette::OLIVE,
    &palette::BLACK,
    &palette::RUST,
    &palette::FOREST,
    &palette::MUSTARD,
    &palette::LAVENDER,
    &palette::BURGUNDY,
];

pub(crate) fn body_for(gender: Gender, neckline: Neckline) -> Bodice {
    let mut body = Bodice::regular(112.0, neckline);
    body.neck = (33.0, 30.0);
    body.hem = (87.0, 424.0);
    body.hem_drop = 24.0;
    if gender == Gender::Women {
        body.waist.0 -= 7.0;
        body.shoulder.0 -= 6.0;
        body.underarm.0 -= 3.0;
    }
    body
}

/// Pearl on pale cloth, dark on dark.
pub(crate) fn buttons_for(cloth: &crate::cloth::Cloth) -> Rgb {
    if cloth.is_dark() {
        [0.16, 0.14, 0.15]
    } else {
        [0.94, 0.92, 0.87]
    }
}

/// A woven shirt with a collar: poplin, flannel, linen or denim; long or short sleeves.
pub fn shirt(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Men, Gender::Men, Gender::Women, Gender::Unisex]);
    let kind = one_of(rng, &["poplin", "poplin", "flannel", "linen", "denim"]);
    let ground = palette::pick(rng, SHIRTINGS);
    let chosen = match kind {
        "poplin" => {
            let patterns = [
                Pattern::Plain,
                Pattern::Stripes(9.0),
                Pattern::Stripes(14.0),
                Pattern::Gingham(14.0),
                Pattern::Windowpane(30.0),
                Pattern::Dots(15.0),
                Pattern::Gingham(22.0),
            ];
            Chosen::from(rng, &[&POPLIN], &patterns, ground)
        }
        "flannel" => Chosen::from(
            rng,
            &[&FLANNEL],
            &[
                Pattern::Tartan(64.0),
                Pattern::Tartan(46.0),
                Pattern::Gingham(34.0),
            ],
            ground,
        ),
        "linen" => Chosen::from(
            rng,
            &[&LINEN],
            &[Pattern::Plain, Pattern::Stripes(18.0), Pattern::Leaf(120.0)],
            ground,
        ),
        _ => {
            let blue = one_of(rng, &[&palette::INDIGO, &palette::BLUE, &palette::LIGHT_BLUE]);
            Chosen::from(rng, &[&DENIM], &[Pattern::Plain], blue)
        }
    };
    let body = body_for(gender, Neckline::Crew);
    let short = kind != "flannel" && chance(rng, 30);
    let sleeve = if short {
        Sleeve {
            length: 96.0,
            fall: 55.0,
            cuff: 68.0,
            puff: 2.0,
        }
    } else {
        Sleeve {
            length: 292.0,
            fall: 75.0,
            cuff: 40.0,
            puff: 5.0,
        }
    };
    let mut drawing = Drawing::new();
    let cloth = &chosen.cloth;
    stand(&mut drawing, &body, cloth, body.neck.1);
    sleeve.draw(
        &mut drawing,
        &body,
        cloth,
        rng,
        1.2,
        if short { 14.0 } else { 0.0 },
    );
    let button = if kind == "denim" {
        palette::SILVER.rgb()
    } else {
        buttons_for(cloth)
    };
    if !short {
        let (x, y) = cuffs(&mut drawing, &body, &sleeve, cloth, 30.0, 1.5);
        for x in [x, 2.0 * AXIS - x] {
            drawing.trim(trim::button(x, y, 3.4, button));
        }
    }
    let tip = body.tip();
    let yoke = |s: f32| {
        let x = |v: f32| AXIS + s * (v - AXIS);
        format!(
            "M{:.1} {:.1}L{:.1} {:.1}",
            x(AXIS + 44.0),
            body.top + 22.0,
            x(tip.0 - 3.0),
            tip.1 + 14.0
        )
    };
    let mut ink = trim::seam(&yoke(1.0), cloth) + &trim::seam(&yoke(-1.0), cloth);
    let mut details = vec![sleeve.name()];
    let pockets = match kind {
        "denim" => 2,
        "flannel" => one_of(rng, &[1, 2]),
        _ => usize::from(chance(rng, 45)),
    };
    if pockets > 0 {
        details.push(if pockets == 1 {
            "chest pocket"
        } else {
            "chest pockets"
        });
        ink.push_str(&super::tops::chest_pocket(AXIS + 24.0, body.top + 94.0, cloth));
    }
    if pockets > 1 {
        ink.push_str(&super::tops::chest_pocket(AXIS - 66.0, body.top + 94.0, cloth));
    }
    drawing.add(front(&body, &chosen, rng).ink(&ink));
    let placket = Placket {
        from: body.top + body.neck.1 - 4.0,
        to: body.hem.1 + body.hem_drop,
        width: 21.0,
        buttons: 7,
        radius: 4.0,
    };
    placket.draw(&mut drawing, cloth, button);
    shirt_collar(&mut drawing, &body, cloth, one_of(rng, &[32.0, 40.0]), 34.0, 1.0);
    let noun = match kind {
        "flannel" => "flannel shirt",
        "denim" => "western shirt",
        _ if short => "camp shirt",
        _ => "shirt",
    };
    let (styles, occasions, seasons): (&[_], &[_], &[_]) = match kind {
        "poplin" => (&["classic", "smart"], &["work", "casual"], &["spring", "autumn"]),
        "linen" => (&["relaxed"], &["casual", "beach", "travel"], &["summer"]),
        _ => (
            &["casual", "workwear"],
            &["casual", "travel"],
            &["autumn", "winter"],
        ),
    };
    let noun = if noun == "western shirt" {
        "denim shirt"
    } else {
        noun
    };
    Garment::new(drawing, noun, &chosen, gender)
        .details(&details)
        .worn(styles, occasions, seasons)
}

/// A polo shirt in piqué with a ribbed collar and a short placket.
pub fn polo(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Men, Gender::Men, Gender::Women]);
    let ground = palette::any(rng);
    let patterns = [
        Pattern::Plain,
        Pattern::Plain,
        Pattern::Plain,
        Pattern::Bands(50.0),
        Pattern::Breton(22.0),
    ];
    let chosen = Chosen::from(rng, &[&PIQUE], &patterns, ground);
    let mut body = body_for(gender, Neckline::Crew);
    body.hem_drop = 5.0;
    let long = chance(rng, 15);
    let sleeve = if long {
        Sleeve::long()
    } else {
        Sleeve {
            length: 84.0,
            fall: 52.0,
            cuff: 62.0,
            puff: 2.0,
        }
    };
    let trim_shade = if chance(rng, 40) {
        palette::contrast(
            rng,
            ground,
            &[
                &palette::WHITE,
                &palette::NAVY,
                &palette::CREAM,
                &palette::OXBLOOD,
            ],
        )
    } else {
        ground
    };
    let rib = crate::cloth::Cloth::shade(&RIB_KNIT, trim_shade, 77);
    let collar = crate::cloth::Cloth::shade(&PIQUE, trim_shade, 78);
    let mut drawing = Drawing::new();
    stand(&mut drawing, &body, &chosen.plain(&JERSEY), body.neck.1);
    sleeve.draw(&mut drawing, &body, &chosen.cloth, rng, 1.0, 0.0);
    cuffs(
        &mut drawing,
        &body,
        &sleeve,
        &rib,
        if long { 24.0 } else { 10.0 },
        0.0,
    );
    let ink = super::tops::hem_stitches(&body, &chosen.cloth);
    drawing.add(front(&body, &chosen, rng).ink(&ink));
    let plain = chosen.plain(&PIQUE);
    let n = one_of(rng, &[2, 3]);
    let placket = Placket {
        from: body.top + body.neck.1 - 4.0,
        to: body.top + body.neck.1 + 86.0,
        width: 19.0,
        buttons: n,
        radius: 3.8,
    };
    placket.draw(&mut drawing, &plain, buttons_for(&chosen.cloth));
    shirt_collar(&mut drawing, &body, &collar, 38.0, 28.0, 1.5);
    Garment::new(drawing, "polo shirt", &chosen, gender)
        .with(trim_shade)
        .details(&[
            sleeve.name(),
            if trim_shade == ground {
                ""
            } else {
                "contrast collar"
            },
        ])
        .worn(
            &["classic", "sporty"],
            &["casual", "sports", "travel"],
            &["spring", "summer"],
        )
}
