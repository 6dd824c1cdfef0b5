//! Shirts, blouses and polo shirts.

use rand::rngs::StdRng;

use super::tops::front;
use super::{chance, one_of};
use crate::bodice::{Bodice, Neckline, Sleeve};
use crate::cloth::{CHIFFON, CREPE, DENIM, FLANNEL, GAUZE, JERSEY, LINEN, PIQUE, POPLIN, RIB_KNIT, SATIN, SILK, VISCOSE};
use crate::collar::{Placket, cuffs, shirt_collar, stand};
use crate::curve::{AXIS, Outline, path_of, strip};
use crate::facts::{Chosen, Garment, Gender};
use crate::palette::{self, Rgb, Shade};
use crate::pattern::Pattern;
use crate::relief::Fold;
use crate::studio::{Drawing, Piece};
use crate::trim;

const SHIRTINGS: &[&Shade] = &[
    &palette::WHITE, &palette::WHITE, &palette::LIGHT_BLUE, &palette::NAVY, &palette::BLUE, &palette::BLUSH,
    &palette::SAGE, &palette::CREAM, &palette::RED, &palette::OLIVE, &palette::BLACK, &palette::RUST, &palette::FOREST,
    &palette::MUSTARD, &palette::LAVENDER, &palette::BURGUNDY,
];

fn body_for(gender: Gender, neckline: Neckline) -> Bodice {
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
fn buttons_for(cloth: &crate::cloth::Cloth) -> Rgb {
    if cloth.is_dark() { [0.16, 0.14, 0.15] } else { [0.94, 0.92, 0.87] }
}

/// A woven shirt with a collar: poplin, flannel, linen or denim; long or short sleeves.
pub fn shirt(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Men, Gender::Men, Gender::Women, Gender::Unisex]);
    let kind = one_of(rng, &["poplin", "poplin", "flannel", "linen", "denim"]);
    let ground = palette::pick(rng, SHIRTINGS);
    let chosen = match kind {
        "poplin" => {
            let patterns = [
                Pattern::Plain, Pattern::Stripes(9.0), Pattern::Stripes(14.0), Pattern::Gingham(14.0),
                Pattern::Windowpane(30.0), Pattern::Dots(15.0), Pattern::Gingham(22.0),
            ];
            Chosen::from(rng, &[&POPLIN], &patterns, ground)
        }
        "flannel" => Chosen::from(rng, &[&FLANNEL], &[Pattern::Tartan(64.0), Pattern::Tartan(46.0), Pattern::Gingham(34.0)], ground),
        "linen" => Chosen::from(rng, &[&LINEN], &[Pattern::Plain, Pattern::Stripes(18.0), Pattern::Leaf(120.0)], ground),
        _ => {
            let blue = one_of(rng, &[&palette::INDIGO, &palette::BLUE, &palette::LIGHT_BLUE]);
            Chosen::from(rng, &[&DENIM], &[Pattern::Plain], blue)
        }
    };
    let body = body_for(gender, Neckline::Crew);
    let short = kind != "flannel" && chance(rng, 30);
    let sleeve = if short {
        Sleeve { length: 96.0, fall: 55.0, cuff: 68.0, puff: 2.0 }
    } else {
        Sleeve { length: 292.0, fall: 75.0, cuff: 40.0, puff: 5.0 }
    };
    let mut drawing = Drawing::new();
    let cloth = &chosen.cloth;
    stand(&mut drawing, &body, cloth, body.neck.1);
    sleeve.draw(&mut drawing, &body, cloth, rng, 1.2, if short { 14.0 } else { 0.0 });
    let button = if kind == "denim" { palette::SILVER.rgb() } else { buttons_for(cloth) };
    if !short {
        let (x, y) = cuffs(&mut drawing, &body, &sleeve, cloth, 30.0, 1.5);
        for x in [x, 2.0 * AXIS - x] {
            drawing.trim(trim::button(x, y, 3.4, button));
        }
    }
    let tip = body.tip();
    let yoke = |s: f32| {
        let x = |v: f32| AXIS + s * (v - AXIS);
        format!("M{:.1} {:.1}L{:.1} {:.1}", x(AXIS + 44.0), body.top + 22.0, x(tip.0 - 3.0), tip.1 + 14.0)
    };
    let mut ink = trim::seam(&yoke(1.0), cloth) + &trim::seam(&yoke(-1.0), cloth);
    let mut details = vec![sleeve.name()];
    let pockets = match kind {
        "denim" => 2,
        "flannel" => one_of(rng, &[1, 2]),
        _ => usize::from(chance(rng, 45)),
    };
    if pockets > 0 {
        details.push(if pockets == 1 { "chest pocket" } else { "chest pockets" });
        ink.push_str(&super::tops::chest_pocket(AXIS + 24.0, body.top + 94.0, cloth));
    }
    if pockets > 1 {
        ink.push_str(&super::tops::chest_pocket(AXIS - 66.0, body.top + 94.0, cloth));
    }
    drawing.add(front(&body, &chosen, rng).ink(&ink));
    let placket = Placket { from: body.top + body.neck.1 - 4.0, to: body.hem.1 + body.hem_drop, width: 21.0, buttons: 7, radius: 4.0 };
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
        _ => (&["casual", "workwear"], &["casual", "travel"], &["autumn", "winter"]),
    };
    let noun = if noun == "western shirt" { "denim shirt" } else { noun };
    Garment::new(drawing, noun, &chosen, gender).details(&details).worn(styles, occasions, seasons)
}

/// A blouse: with a bow, a ruffle, a tie neck or peasant sleeves.
pub fn blouse(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let patterns = [
        Pattern::Plain, Pattern::Plain, Pattern::Floral(120.0), Pattern::Ditsy(58.0), Pattern::Dots(16.0),
        Pattern::Stripes(11.0), Pattern::Leopard(74.0),
    ];
    let chosen = Chosen::from(rng, &[&SILK, &VISCOSE, &CREPE, &CHIFFON, &SATIN], &patterns, ground);
    let kind = one_of(rng, &["pussy-bow blouse", "ruffle blouse", "peasant blouse"]);
    let neckline = if kind == "peasant blouse" { Neckline::Scoop } else { Neckline::V };
    let mut body = body_for(Gender::Women, neckline);
    body.neck = if kind == "peasant blouse" { (58.0, 34.0) } else { (32.0, 50.0) };
    body.shoulder = (84.0, 22.0);
    body.waist = (78.0, 316.0);
    body.hem = (90.0, 412.0);
    body.hem_drop = 10.0;
    let sleeve = Sleeve { length: 276.0, fall: 74.0, cuff: 34.0, puff: if kind == "ruffle blouse" { 8.0 } else { 15.0 } };
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
    Garment::new(drawing, kind, &chosen, Gender::Women).details(&details).worn(
        &["feminine", "elegant"],
        if kind == "peasant blouse" { &["casual", "travel"] } else { &["work", "party"] },
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
            Fold::new((x, y), (x + spread * 0.5, y + reach * 0.5), (x + spread, y + reach), 3.0, height * sign).peaking(0.12)
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
        let fold = Fold::new((AXIS, y + 4.0), (AXIS + sign * dx, y + reach * 0.5), (AXIS + sign * (dx + 4.0), y + reach), 4.0, 2.0).to_the_end();
        drawing.add(Piece::new(tail, cloth).grain(AXIS, y, tilt).form(8.0, 3.0).folds([fold]).cast(0.7));
    }
    let wing = Outline::new()
        .corner(AXIS + 2.0, y - 5.0)
        .smooth(AXIS + 30.0, y - 26.0)
        .smooth(AXIS + 56.0, y - 16.0)
        .smooth(AXIS + 52.0, y + 12.0)
        .smooth(AXIS + 26.0, y + 16.0)
        .corner(AXIS + 2.0, y + 6.0);
    let folds = [
        Fold::new((AXIS + 3.0, y), (AXIS + 24.0, y - 6.0), (AXIS + 46.0, y - 8.0), 4.0, 2.6).peaking(0.15),
        Fold::new((AXIS + 3.0, y + 2.0), (AXIS + 22.0, y + 4.0), (AXIS + 40.0, y + 6.0), 3.4, -2.2).peaking(0.15),
    ];
    drawing.add_pair(Piece::new(wing, cloth).grain(AXIS, y, 0.3).form(15.0, 8.0).folds(folds).cast(0.8));
    let knot = Outline::new().smooth(AXIS - 9.0, y).smooth(AXIS, y - 11.0).smooth(AXIS + 9.0, y).smooth(AXIS, y + 12.0);
    drawing.add(Piece::new(knot, cloth).form(9.0, 7.0).cast(0.8));
}

fn ruffles(drawing: &mut Drawing, body: &Bodice, chosen: &Chosen) {
    let cloth = &chosen.cloth;
    let top = body.top + body.neck.1 - 6.0;
    for dx in [3.0] {
        let inner: Vec<_> = (0..=16).map(|i| (AXIS + dx, top + i as f32 * 12.0)).collect();
        let mut shape = Outline::new().along(&inner);
        let mut folds = Vec::new();
        for i in (0..=16).rev() {
            let y = top + i as f32 * 12.0 + 3.0;
            let wave = if i % 2 == 0 { 27.0 } else { 18.0 };
            let fade = 1.0 - (i as f32 / 16.0).powi(3) * 0.55;
            shape = shape.smooth(AXIS + dx + wave * fade, y);
            let height = if i % 2 == 0 { 2.6 } else { -2.2 };
            folds.push(Fold::new((AXIS + dx, y - 6.0), (AXIS + 14.0, y - 3.0), (AXIS + 30.0, y), 3.2, height).peaking(0.4).to_the_end());
        }
        drawing.add_pair(Piece::new(shape, cloth).form(8.0, 3.0).folds(folds).cast(0.8));
    }
    let placket = Placket { from: top, to: body.hem.1 + body.hem_drop, width: 15.0, buttons: 8, radius: 3.2 };
    placket.draw(drawing, cloth, buttons_for(cloth));
}

/// A polo shirt in piqué with a ribbed collar and a short placket.
pub fn polo(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Men, Gender::Men, Gender::Women]);
    let ground = palette::any(rng);
    let patterns = [Pattern::Plain, Pattern::Plain, Pattern::Plain, Pattern::Bands(50.0), Pattern::Breton(22.0)];
    let chosen = Chosen::from(rng, &[&PIQUE], &patterns, ground);
    let mut body = body_for(gender, Neckline::Crew);
    body.hem_drop = 5.0;
    let long = chance(rng, 15);
    let sleeve = if long { Sleeve::long() } else { Sleeve { length: 84.0, fall: 52.0, cuff: 62.0, puff: 2.0 } };
    let trim_shade = if chance(rng, 40) { palette::contrast(rng, ground, &[&palette::WHITE, &palette::NAVY, &palette::CREAM, &palette::OXBLOOD]) } else { ground };
    let rib = crate::cloth::Cloth::shade(&RIB_KNIT, trim_shade, 77);
    let collar = crate::cloth::Cloth::shade(&PIQUE, trim_shade, 78);
    let mut drawing = Drawing::new();
    stand(&mut drawing, &body, &chosen.plain(&JERSEY), body.neck.1);
    sleeve.draw(&mut drawing, &body, &chosen.cloth, rng, 1.0, 0.0);
    cuffs(&mut drawing, &body, &sleeve, &rib, if long { 24.0 } else { 10.0 }, 0.0);
    let ink = super::tops::hem_stitches(&body, &chosen.cloth);
    drawing.add(front(&body, &chosen, rng).ink(&ink));
    let plain = chosen.plain(&PIQUE);
    let n = one_of(rng, &[2, 3]);
    let placket = Placket { from: body.top + body.neck.1 - 4.0, to: body.top + body.neck.1 + 86.0, width: 19.0, buttons: n, radius: 3.8 };
    placket.draw(&mut drawing, &plain, buttons_for(&chosen.cloth));
    shirt_collar(&mut drawing, &body, &collar, 38.0, 28.0, 1.5);
    Garment::new(drawing, "polo shirt", &chosen, gender)
        .with(trim_shade)
        .details(&[sleeve.name(), if trim_shade == ground { "" } else { "contrast collar" }])
        .worn(&["classic", "sporty"], &["casual", "sports", "travel"], &["spring", "summer"])
}

/// A long shirt worn open at the neck: a tunic in gauze or linen.
pub fn tunic(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let patterns = [Pattern::Plain, Pattern::Ditsy(56.0), Pattern::Stripes(16.0), Pattern::Leaf(120.0), Pattern::Zigzag(26.0)];
    let chosen = Chosen::from(rng, &[&GAUZE, &LINEN, &VISCOSE], &patterns, ground);
    let mut body = body_for(Gender::Women, Neckline::V);
    body.neck = (36.0, 84.0);
    body.waist = (84.0, 330.0);
    body.hem = (108.0, 494.0);
    body.hem_drop = 8.0;
    let sleeve = Sleeve { length: 200.0, fall: 70.0, cuff: 62.0, puff: 6.0 };
    let mut drawing = Drawing::new();
    body.inside_back(&mut drawing, &chosen.cloth, body.neck.1);
    sleeve.draw(&mut drawing, &body, &chosen.cloth, rng, 1.4, 10.0);
    let slits = format!("M{} {}l-4 -70M{} {}l4 -70", AXIS + 105.0, body.hem.1, AXIS - 105.0, body.hem.1);
    let line = path_of(&crate::curve::parallel(&body.neck_line(), 15.0));
    let ink = trim::seam(&slits, &chosen.cloth) + &trim::stitch(&line, trim::thread(&chosen.cloth)) + &super::tops::hem_stitches(&body, &chosen.cloth);
    drawing.add(front(&body, &chosen, rng).ink(&ink));
    let edge = strip(&body.neck_line(), 4.0);
    drawing.add(Piece::new(edge, &chosen.plain(chosen.material)).form(3.0, 1.0).wrinkle(0.0).cast(0.3));
    Garment::new(drawing, "tunic", &chosen, Gender::Women)
        .details(&["V-neck", sleeve.name(), "side slits"])
        .worn(&["relaxed", "bohemian"], &["casual", "beach", "travel"], &["spring", "summer"])
}
