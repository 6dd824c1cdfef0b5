//! Heeled shoes, flats, loafers and lace-ups.

use std::sync::Arc;

use rand::rngs::StdRng;

use super::{chance, one_of};
use crate::cloth::{CALF, Cloth, PATENT, RUBBER, SATIN, SUEDE};
use crate::curve::{Outline, Point, parallel, strip};
use crate::facts::{Chosen, Garment, Gender};
use crate::last::{Cut, Last, pair};
use crate::palette::{self, Shade, toned};
use crate::pattern::Pattern;
use crate::studio::{Drawing, Piece};
use crate::trim;

const SHOE_COLOURS: &[&Shade] = &[
    &palette::BLACK, &palette::BLACK, &palette::RED, &palette::NAVY, &palette::CAMEL, &palette::OXBLOOD, &palette::BLUSH, &palette::WHITE,
    &palette::GOLD, &palette::SILVER, &palette::FOREST, &palette::FUCHSIA, &palette::TAN, &palette::ROYAL, &palette::BEIGE, &palette::PURPLE,
];

/// The lining seen inside the far wall of an open shoe.
pub(crate) fn lining(drawing: &mut Drawing, last: &Last, nodes: &[Cut], base: palette::Rgb) {
    let cloth = Cloth::plain(&CALF, base, 1);
    drawing.add(Piece::new(last.cut(nodes), &cloth).tone(0.72).form(10.0, -4.0).wrinkle(0.0));
}

/// An upper from its top edge (toe to heel) closed along the sole.
pub(crate) fn upper(last: &Last, top: &[Cut], cloth: &Arc<Cloth>) -> Piece {
    Piece::new(upper_outline(last, top), cloth).grain(last.at(220.0, 0.0).0, 400.0, 0.1).form(30.0, 15.0).wrinkle(0.5).cast(0.5)
}

/// The outline of [`upper`].
pub(crate) fn upper_outline(last: &Last, top: &[Cut]) -> Outline {
    let mut nodes = top.to_vec();
    nodes.extend(last.feather());
    last.cut(&nodes)
}

/// The far and the near half of a strap around the ankle, and its buckle.
pub(crate) fn ankle_strap(shoe: &mut Drawing, last: &Last, up: f32, cloth: &Arc<Cloth>) {
    shoe.add(band(last, &[(290.0, up + 4.0), (318.0, up + 13.0), (366.0, up + 9.0), (398.0, up)], 7.0, cloth).tone(0.66));
    shoe.add(band(last, &[(400.0, up - 2.0), (366.0, up - 10.0), (316.0, up - 9.0), (288.0, up + 4.0)], 8.0, cloth));
    let (x, y) = last.at(336.0, up - 11.0);
    shoe.trim(trim::buckle(x, y, 9.0, 11.0, palette::GOLD.rgb()));
}

/// A strap over the instep of an open shoe, with its buckle at the near side.
pub(crate) fn instep_strap(shoe: &mut Drawing, last: &Last, x: f32, cloth: &Arc<Cloth>) {
    shoe.add(band(last, &[(x + 28.0, 52.0), (x + 50.0, 46.0), (x + 58.0, 34.0)], 10.0, cloth).tone(0.7));
    shoe.add(band(last, &[(x - 4.0, 16.0), (x + 2.0, 36.0), (x + 16.0, 50.0), (x + 40.0, 51.0)], 11.0, cloth));
    let (x, y) = last.at(x + 1.0, 28.0);
    shoe.trim(trim::buckle(x, y, 10.0, 11.0, palette::GOLD.rgb()));
}

/// A narrow band along places of the last, `width` units broad.
pub(crate) fn band(last: &Last, places: &[Point], width: f32, cloth: &Arc<Cloth>) -> Piece {
    let line: Vec<Point> = {
        let open = places.iter().enumerate().fold(Outline::line(), |line, (i, &(x, up))| {
            let (px, py) = last.at(x, up);
            if i == 0 || i + 1 == places.len() { line.corner(px, py) } else { line.smooth(px, py) }
        });
        open.points(10)
    };
    let middle = parallel(&line, -width / 2.0);
    Piece::new(strip(&middle, width), cloth).form(width * 0.6, 2.4).wrinkle(0.1).cast(0.7)
}

fn shoe_cloth(rng: &mut StdRng) -> Chosen {
    let ground = palette::pick(rng, SHOE_COLOURS);
    if chance(rng, 9) {
        return Chosen::from(rng, &[&SUEDE], &[Pattern::Leopard(52.0)], ground);
    }
    Chosen::from(rng, &[&CALF, &PATENT, &SUEDE, &SATIN, &CALF], &[Pattern::Plain], ground)
}

/// Heeled shoes: pumps, slingbacks, Mary Janes and ankle straps on four heels.
pub fn heels(rng: &mut StdRng) -> Garment {
    let chosen = shoe_cloth(rng);
    let cloth = &chosen.cloth;
    let (heel, lift, front, foot) = one_of(rng, &[("stiletto heel", 112.0, 352.0, 9.0), ("kitten heel", 58.0, 356.0, 10.0), ("block heel", 82.0, 330.0, 46.0), ("stiletto heel", 96.0, 352.0, 9.0)]);
    let last = Last { lift, sole: 5.0 };
    let noun = one_of(rng, &["pumps", "slingback pumps", "Mary Jane pumps", "ankle-strap pumps"]);
    let pointed = heel != "block heel";
    let toe = if pointed { 9.0 } else { 22.0 };
    let mut shoe = Drawing::new();
    let sole = Cloth::plain(&RUBBER, if chance(rng, 40) { [0.76, 0.60, 0.42] } else { toned(cloth.base, 0.5) }, 4);
    let plain = chosen.plain(chosen.material);
    let skin = [0.87, 0.76, 0.62];
    let sling = noun == "slingback pumps";
    lining(&mut shoe, &last, &[(168.0, 26.0, false), (240.0, 34.0, true), (330.0, 52.0, true), (396.0, if sling { 40.0 } else { 74.0 }, false), (398.0, 4.0, false), (230.0, 4.0, false)], skin);
    shoe.add(last.heel_piece(if heel == "block heel" { cloth } else { &plain }, front, foot));
    shoe.add(last.sole_piece(&sole, 5.0));
    let mut top: Vec<Cut> = vec![(60.0, 2.0, false), (68.0, toe, true), (112.0, toe + 19.0, true), (168.0, 44.0, true), (190.0, 46.0, false)];
    if sling {
        top.extend([(214.0, 30.0, true), (252.0, 20.0, true), (286.0, 12.0, false), (300.0, 0.0, false)]);
        let mut nodes = top.clone();
        nodes.extend([(230.0, -1.0, true), (150.0, -1.0, true), (62.0, -1.0, false)]);
        shoe.add(Piece::new(last.cut(&nodes), cloth).form(26.0, 14.0).wrinkle(0.4).cast(0.5));
        shoe.add(band(&last, &[(262.0, 16.0), (330.0, 40.0), (392.0, 58.0), (402.0, 56.0)], 6.0, &plain));
        let (x, y) = last.at(300.0, 30.0);
        shoe.trim(trim::buckle(x, y, 8.0, 9.0, palette::GOLD.rgb()));
    } else {
        top.extend([(216.0, 32.0, true), (262.0, 25.0, true), (330.0, 40.0, true), (382.0, 72.0, true), (398.0, 78.0, false), (407.0, 50.0, true), (407.0, 14.0, true)]);
        let back = last.line(&[(396.0, 78.0), (401.0, 40.0), (398.0, 2.0)]);
        shoe.add(upper(&last, &top, cloth).ink(&trim::seam(&back, cloth)));
    }
    if noun == "Mary Jane pumps" {
        instep_strap(&mut shoe, &last, 236.0, &plain);
    }
    if noun == "ankle-strap pumps" {
        shoe.add(band(&last, &[(396.0, 66.0), (399.0, 92.0)], 9.0, &plain));
        ankle_strap(&mut shoe, &last, 92.0, &plain);
    }
    Garment::new(pair(shoe, 30.0, -30.0), noun, &chosen, Gender::Women)
        .details(&[heel, if pointed { "pointed toe" } else { "almond toe" }])
        .worn(&["elegant", "evening", "feminine"], &["party", "work", "wedding"], &["spring", "summer", "autumn"])
}

/// Flat shoes: ballerinas, Mary Janes, mules and pointed flats.
pub fn flats(rng: &mut StdRng) -> Garment {
    let chosen = shoe_cloth(rng);
    let cloth = &chosen.cloth;
    let last = Last { lift: 10.0, sole: 6.0 };
    let noun = one_of(rng, &["ballet flats", "Mary Jane flats", "pointed flats", "mules"]);
    let toe = if noun == "pointed flats" { 9.0 } else { 21.0 };
    let mut shoe = Drawing::new();
    let sole = Cloth::plain(&RUBBER, [0.30, 0.24, 0.20], 4);
    let plain = chosen.plain(chosen.material);
    lining(&mut shoe, &last, &[(150.0, 30.0, false), (240.0, 38.0, true), (340.0, 52.0, true), (398.0, if noun == "mules" { 6.0 } else { 68.0 }, false), (400.0, 2.0, false), (180.0, 2.0, false)], [0.88, 0.79, 0.67]);
    shoe.add(last.heel_piece(&sole, 348.0, 50.0));
    shoe.add(last.sole_piece(&sole, 7.0));
    let mut top: Vec<Cut> = vec![(60.0, 3.0, false), (69.0, toe, true), (108.0, toe + 17.0, true), (150.0, 46.0, true), (168.0, 48.0, false)];
    if noun == "mules" {
        top = vec![(60.0, 3.0, false), (69.0, toe, true), (108.0, toe + 20.0, true), (168.0, 66.0, true), (214.0, 86.0, true), (236.0, 84.0, false), (262.0, 40.0, true), (284.0, 0.0, false), (180.0, -1.0, true), (66.0, -1.0, false)];
        shoe.add(Piece::new(last.cut(&top), cloth).form(30.0, 15.0).wrinkle(0.5).cast(0.6));
    } else {
        top.extend([(196.0, 31.0, true), (254.0, 26.0, true), (330.0, 40.0, true), (384.0, 66.0, true), (399.0, 70.0, false), (408.0, 44.0, true), (407.0, 12.0, true)]);
        let back = last.line(&[(398.0, 70.0), (402.0, 34.0), (399.0, 2.0)]);
        shoe.add(upper(&last, &top, cloth).ink(&trim::seam(&back, cloth)));
        let edge: Vec<Point> = vec![(152.0, 46.0), (196.0, 33.0), (254.0, 28.0), (330.0, 42.0), (396.0, 69.0)];
        shoe.add(band(&last, &edge, 4.0, &plain));
    }
    match noun {
        "ballet flats" => {
            let (x, y) = last.at(160.0, 50.0);
            for s in [-1.0, 1.0] {
                let wing = Outline::new().corner(x, y).smooth(x + s * 9.0, y - 8.0).smooth(x + s * 18.0, y - 3.0).smooth(x + s * 14.0, y + 6.0);
                shoe.add(Piece::new(wing, &plain).form(6.0, 3.0).wrinkle(0.2).cast(0.6));
            }
        }
        "Mary Jane flats" => instep_strap(&mut shoe, &last, 232.0, &plain),
        _ => {}
    }
    Garment::new(pair(shoe, 28.0, -36.0), noun, &chosen, Gender::Women)
        .details(&[if toe < 12.0 { "pointed toe" } else { "round toe" }, match noun { "ballet flats" => "bow", "mules" => "open back", _ => "" }])
        .worn(&["classic", "feminine", "minimal"], &["work", "casual", "travel"], &["spring", "summer", "autumn"])
}

const BROWNS: &[&Shade] = &[
    &palette::BLACK, &palette::BLACK, &palette::BROWN, &palette::TAN, &palette::OXBLOOD, &palette::CHOCOLATE, &palette::NAVY, &palette::CAMEL, &palette::FOREST, &palette::WHITE,
];

/// A welted sole with a stacked heel.
pub(crate) fn welted(shoe: &mut Drawing, last: &Last, thick: f32, base: palette::Rgb) {
    let sole = Cloth::plain(&RUBBER, base, 4);
    shoe.add(last.heel_piece(&sole, 326.0, 74.0));
    shoe.add(last.sole_piece(&sole, thick));
    shoe.line(trim::stitch(&last.line(&[(68.0, -0.8), (180.0, -0.8), (300.0, -0.8), (398.0, -0.8)]), [0.80, 0.68, 0.5]));
}

/// Loafers: penny, tassel or with a bit.
pub fn loafers(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Men, Gender::Women, Gender::Unisex]);
    let ground = palette::pick(rng, BROWNS);
    let chosen = Chosen::from(rng, &[&CALF, &SUEDE, &CALF, &PATENT], &[Pattern::Plain], ground);
    let cloth = &chosen.cloth;
    let noun = one_of(rng, &["penny loafers", "tassel loafers", "horsebit loafers"]);
    let last = Last { lift: 17.0, sole: if chance(rng, 30) { 18.0 } else { 9.0 } };
    let mut shoe = Drawing::new();
    lining(&mut shoe, &last, &[(228.0, 70.0, false), (300.0, 66.0, true), (398.0, 74.0, false), (400.0, 10.0, false), (230.0, 10.0, false)], [0.72, 0.56, 0.40]);
    let sole_thick = last.sole;
    welted(&mut shoe, &last, sole_thick, [0.20, 0.15, 0.13]);
    let top: Vec<Cut> = vec![
        (60.0, 4.0, false), (68.0, 24.0, true), (108.0, 43.0, true), (166.0, 68.0, true), (220.0, 96.0, true), (240.0, 98.0, false),
        (252.0, 74.0, true), (276.0, 56.0, true), (340.0, 58.0, true), (386.0, 74.0, true), (400.0, 77.0, false), (409.0, 46.0, true), (407.0, 12.0, true),
    ];
    let apron = last.line(&[(80.0, 27.0), (112.0, 36.0), (170.0, 50.0), (224.0, 70.0), (246.0, 84.0)]);
    let side = last.line(&[(258.0, 66.0), (248.0, 34.0), (228.0, 2.0)]);
    let counter = last.line(&[(344.0, 60.0), (336.0, 30.0), (344.0, 2.0)]);
    let ink = trim::seam(&apron, cloth) + &trim::stitch(&apron, trim::thread(cloth)) + &trim::seam(&side, cloth) + &trim::seam(&counter, cloth);
    shoe.add(upper(&last, &top, cloth).ink(&ink));
    let plain = chosen.plain(chosen.material);
    shoe.add(band(&last, &[(184.0, 10.0), (190.0, 48.0), (202.0, 78.0), (214.0, 98.0)], 20.0, &plain).within(&upper_outline(&last, &top)));
    let (x, y) = last.at(197.0, 66.0);
    match noun {
        "horsebit loafers" => shoe.trim(trim::buckle(x, y, 18.0, 9.0, palette::GOLD.rgb())),
        "tassel loafers" => {
            for dx in [-3.0, 8.0] {
                let tassel = Outline::new().corner(x + dx - 3.0, y - 4.0).corner(x + dx + 3.0, y - 4.0).corner(x + dx + 6.0, y + 20.0).corner(x + dx - 6.0, y + 21.0);
                shoe.add(Piece::new(tassel, &plain).form(4.0, 3.0).wrinkle(0.0).cast(0.8));
            }
        }
        _ => shoe.trim(format!("<path d='M{:.1} {:.1}l9 -3l2 6l-9 3Z' fill='{}'/>", x - 6.0, y - 1.0, palette::css(toned(cloth.base, 0.45)))),
    }
    Garment::new(pair(shoe, 28.0, -40.0), noun, &chosen, gender)
        .details(&[if sole_thick > 12.0 { "chunky sole" } else { "leather sole" }])
        .worn(&["classic", "preppy", "smart"], &["work", "casual"], &["spring", "autumn"])
}

/// Oxfords, derbies and brogues.
pub fn lace_ups(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Men, Gender::Men, Gender::Women]);
    let ground = palette::pick(rng, BROWNS);
    let chosen = Chosen::from(rng, &[&CALF, &CALF, &SUEDE, &PATENT], &[Pattern::Plain], ground);
    let cloth = &chosen.cloth;
    let noun = one_of(rng, &["oxfords", "derbies", "brogues"]);
    let last = Last { lift: 18.0, sole: 9.0 };
    let mut shoe = Drawing::new();
    lining(&mut shoe, &last, &[(258.0, 104.0, false), (320.0, 96.0, true), (398.0, 92.0, false), (400.0, 30.0, false), (262.0, 40.0, false)], [0.66, 0.50, 0.36]);
    welted(&mut shoe, &last, 9.0, [0.17, 0.13, 0.12]);
    let top: Vec<Cut> = vec![
        (60.0, 4.0, false), (68.0, 24.0, true), (110.0, 42.0, true), (166.0, 64.0, true), (224.0, 100.0, true), (256.0, 116.0, false),
        (274.0, 104.0, true), (300.0, 84.0, true), (350.0, 78.0, true), (390.0, 86.0, true), (401.0, 88.0, false), (410.0, 50.0, true), (407.0, 12.0, true),
    ];
    let cap = last.line(&[(136.0, 55.0), (126.0, 30.0), (136.0, 2.0)]);
    let facing = last.line(&[(268.0, 102.0), (224.0, 74.0), (180.0, 52.0), (176.0, 40.0), (214.0, 30.0), (250.0, 2.0)]);
    let counter = last.line(&[(372.0, 82.0), (346.0, 40.0), (352.0, 2.0)]);
    let mut ink = String::new();
    for d in [&cap, &facing, &counter] {
        ink += &(trim::seam(d, cloth) + &trim::stitch(d, trim::thread(cloth)));
        if noun == "brogues" {
            ink += &format!("<path d='{d}' fill='none' stroke='#0a0706' stroke-width='2.4' stroke-dasharray='.1 5' stroke-linecap='round' stroke-opacity='.75' transform='translate(4 -1)'/>");
        }
    }
    shoe.add(upper(&last, &top, cloth).ink(&ink));
    let lace = palette::css(if cloth.is_dark() { toned(cloth.base, 1.22) } else { toned(cloth.base, 0.62) });
    let mut laces = String::new();
    for i in 0..5 {
        let (a, b) = (last.at(190.0 + 14.0 * i as f32, 58.0 + 9.5 * i as f32), last.at(184.0 + 15.0 * i as f32, 74.0 + 9.5 * i as f32));
        laces += &format!("<path d='M{:.1} {:.1}L{:.1} {:.1}' stroke='{lace}' stroke-width='3.2' stroke-linecap='round'/>", a.0, a.1, b.0, b.1);
    }
    shoe.trim(laces);
    Garment::new(pair(shoe, 28.0, -40.0), noun, &chosen, gender)
        .details(&["lace-up", "toe cap", if noun == "brogues" { "broguing" } else { "" }])
        .worn(&["classic", "smart", "tailored"], &["work", "wedding"], &["autumn", "winter", "spring"])
}
