//! Belts, scarves, hats, caps, beanies, ties, socks and gloves.

use rand::rngs::StdRng;

use super::{chance, one_of};
use crate::cloth::{CABLE_KNIT, CALF, CANVAS, CHUNKY_KNIT, CORDUROY, Cloth, FELT, FINE_KNIT, PATENT, RIB_KNIT, SATIN, SILK, STRAW, SUEDE, TWILL, WOOL, WOOL_BLEND};
use crate::curve::{AXIS, Outline, Point, between, path_of, strip};
use crate::facts::{Chosen, Garment, Gender};
use crate::palette::{self, css, toned};
use crate::pattern::Pattern;
use crate::relief::Fold;
use crate::studio::{Drawing, Ground, Piece};
use crate::trim;

/// A leather belt, rolled up, with its buckle in front.
pub fn belt(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Women, Gender::Men, Gender::Unisex]);
    let ground = palette::pick(rng, palette::LEATHERS);
    let chosen = Chosen::from(rng, &[&CALF, &SUEDE, &PATENT, &CALF], &[Pattern::Plain], ground);
    let cloth = &chosen.cloth;
    let wide = gender == Gender::Women && chance(rng, 40);
    let width = if wide { 62.0 } else { 40.0 };
    let metal = one_of(rng, &[palette::GOLD.rgb(), palette::SILVER.rgb()]);
    let mut drawing = Drawing::new();
    drawing.ground = Ground::Standing(322.0 + 44.0 + width);
    // A roll standing on its edge, seen from a little above: the opening with the
    // edges of the inner turns, then the near wall.
    let (rx, ry, top) = (140.0, 44.0, 322.0);
    let arc = |grow: f32, from: f32, to: f32, n: usize| -> Vec<Point> {
        let spaced = (0..=n).map(|k| std::f32::consts::PI * (from + (to - from) * k as f32 / n as f32));
        spaced.map(|a| (AXIS + rx * grow * a.cos(), top + ry * grow * a.sin())).collect()
    };
    let opening = arc(1.0, 0.0, 1.94, 31).iter().fold(Outline::new(), |o, &(x, y)| o.smooth(x, y));
    let inside = Cloth::plain(&SUEDE, toned(cloth.base, 0.8), 3);
    drawing.add(Piece::new(opening, &inside).tone(0.6).form(20.0, -8.0).wrinkle(0.0));
    let mut edges = String::new();
    for (grow, width) in [(0.76, 4.0), (0.87, 4.0), (0.98, 4.6)] {
        let d = path_of(&arc(grow, 0.0, 2.0, 60));
        let (dark, light) = (css(toned(cloth.base, 0.55)), css(toned(cloth.base, 1.12)));
        edges += &format!("<path d='{d}' fill='none' stroke='{dark}' stroke-width='{}'/><path d='{d}' fill='none' stroke='{light}' stroke-width='{}'/>", width + 2.0, width - 1.6);
    }
    drawing.trim(edges);
    let near = arc(1.0, 1.0, 0.0, 30);
    let below: Vec<Point> = near.iter().rev().map(|&(x, y)| (x, y + width)).collect();
    let row = |dy: f32| path_of(&near.iter().map(|&(x, y)| (x, y + dy)).collect::<Vec<_>>());
    let rows = trim::stitch(&row(4.5), trim::thread(cloth)) + &trim::stitch(&row(width - 4.5), trim::thread(cloth));
    drawing.add(Piece::new(Outline::new().along(&near).along(&below), cloth).column(60.0, 34.0).rim(1.0).wrinkle(0.1).cast(0.7).ink(&rows));
    let y = top + ry + width / 2.0 - 1.0;
    let end = Outline::new().corner(AXIS - 12.0, y - width / 2.0 + 1.0).corner(AXIS + 92.0, y - width / 2.0 - 9.0).smooth(AXIS + 106.0, y - 12.0).corner(AXIS + 92.0, y + width / 2.0 - 11.0).corner(AXIS - 12.0, y + width / 2.0 - 1.0);
    drawing.add(Piece::new(end, cloth).form(12.0, 4.0).wrinkle(0.1).cast(0.8));
    for k in 0..4 {
        let x = AXIS + 32.0 + 16.0 * k as f32;
        drawing.line(format!("<ellipse cx='{x:.1}' cy='{:.1}' rx='2.4' ry='3' fill='#0c0908' opacity='.8'/>", y - (x - AXIS) * 0.1));
    }
    drawing.trim(trim::buckle(AXIS - 8.0, y, if wide { 58.0 } else { 42.0 }, width + 14.0, metal));
    let metal_name = if metal == palette::GOLD.rgb() { "gold buckle" } else { "silver buckle" };
    Garment::new(drawing, if wide { "wide belt" } else { "belt" }, &chosen, gender).details(&[metal_name]).worn(&["classic", "smart"], &["work", "casual"], &["spring", "summer", "autumn", "winter"])
}

/// A scarf, folded once and hanging: woven, knitted or silk.
pub fn scarf(rng: &mut StdRng) -> Garment {
    let kind = one_of(rng, &["wool scarf", "knitted scarf", "silk scarf"]);
    let ground = palette::any(rng);
    let chosen = match kind {
        "wool scarf" => Chosen::from(rng, &[&WOOL_BLEND], &[Pattern::Tartan(84.0), Pattern::Plain, Pattern::Houndstooth(22.0), Pattern::Herringbone(10.0), Pattern::Bands(70.0), Pattern::Windowpane(50.0)], ground),
        "knitted scarf" => Chosen::from(rng, &[&CHUNKY_KNIT, &CABLE_KNIT, &RIB_KNIT], &[Pattern::Plain], ground),
        _ => Chosen::from(rng, &[&SILK, &SATIN], &[Pattern::Floral(110.0), Pattern::Dots(20.0), Pattern::Leopard(70.0), Pattern::Leaf(110.0), Pattern::Abstract(100.0)], ground),
    };
    let cloth = &chosen.cloth;
    let mut drawing = Drawing::new();
    let fringe = kind == "wool scarf";
    let falls = |x: f32, low: f32, n: usize| -> Vec<Fold> {
        (0..n).map(|i| {
            let px = x - 44.0 + 88.0 * (i as f32 + 0.5) / n as f32;
            Fold::new((px, 150.0), (px + 6.0, 300.0), (px + 2.0, low), 6.5, if i % 2 == 0 { 2.8 } else { -2.4 }).peaking(0.4).to_the_end()
        }).collect()
    };
    for (dx, low, tone) in [(52.0, 520.0, 0.9), (-46.0, 574.0, 1.0)] {
        let x = AXIS + dx;
        if fringe {
            let thread = css(toned(cloth.base, 0.86 * tone));
            let mut strands = String::new();
            for i in 0..22 {
                let px = x - 52.0 + 104.0 * i as f32 / 21.0;
                let sway = if i % 2 == 0 { 2.5 } else { -2.0 };
                strands += &format!("M{px:.1} {:.1}q{sway} 14 {:.1} 28", low - 2.0, sway * 0.4);
            }
            drawing.trim(format!("<path d='{strands}' fill='none' stroke='{thread}' stroke-width='2.5' stroke-linecap='round'/>"));
        }
        let tail = Outline::new().corner(x - 40.0, 110.0).corner(x + 40.0, 110.0).smooth(x + 50.0, 260.0).corner(x + 55.0, low).smooth(x, low + 5.0).corner(x - 55.0, low).smooth(x - 50.0, 260.0);
        let folds = falls(x, low, if kind == "knitted scarf" { 2 } else { 5 });
        drawing.add(Piece::new(tail, cloth).grain(x, 110.0, 0.0).column(26.0, 11.0).tone(tone).folds(folds).cast(0.7));
    }
    let loop_front = Outline::new().smooth(AXIS - 100.0, 130.0).smooth(AXIS - 70.0, 78.0).smooth(AXIS, 62.0).smooth(AXIS + 72.0, 80.0).smooth(AXIS + 104.0, 134.0).smooth(AXIS + 76.0, 190.0).smooth(AXIS, 216.0).smooth(AXIS - 78.0, 188.0);
    let wraps = (0..6).map(|i| {
        let y = 116.0 + 15.0 * i as f32;
        Fold::new((AXIS - 90.0, y - 12.0), (AXIS, y + 36.0), (AXIS + 92.0, y - 12.0), 6.0, if i % 2 == 0 { 3.2 } else { -2.6 }).peaking(0.5)
    });
    drawing.add(Piece::new(loop_front, cloth).grain(AXIS, 110.0, 1.45).form(40.0, 22.0).folds(wraps).cast(0.8));
    let hole = Outline::new().smooth(AXIS - 46.0, 100.0).smooth(AXIS, 84.0).smooth(AXIS + 48.0, 100.0).smooth(AXIS, 122.0);
    drawing.add(Piece::new(hole, cloth).tone(0.48).form(10.0, -5.0).cast(0.0));
    let warm = kind != "silk scarf";
    Garment::new(drawing, "scarf", &chosen, Gender::Unisex)
        .details(&[if fringe { "fringe" } else if warm { "knitted" } else { "lightweight" }])
        .worn(if warm { &["cosy", "classic"] } else { &["elegant", "feminine"] }, if warm { &["winter", "casual"] } else { &["work", "party", "travel"] }, if warm { &["winter", "autumn"] } else { &["spring", "summer"] })
}

/// Hats: fedora, wide-brim straw, bucket, beret.
pub fn hat(rng: &mut StdRng) -> Garment {
    let noun = one_of(rng, &["fedora", "sun hat", "bucket hat", "beret"]);
    let ground = match noun {
        "sun hat" => palette::pick(rng, &[&palette::BEIGE, &palette::CAMEL, &palette::ECRU, &palette::TAN, &palette::BLACK]),
        "bucket hat" => palette::any(rng),
        _ => palette::pick(rng, palette::DEEP),
    };
    let ground = if noun != "sun hat" && chance(rng, 30) { palette::pick(rng, &[&palette::CAMEL, &palette::GREY, &palette::RED, &palette::CREAM]) } else { ground };
    let chosen = match noun {
        "sun hat" => Chosen::from(rng, &[&STRAW], &[Pattern::Plain], ground),
        "bucket hat" => Chosen::from(rng, &[&CANVAS, &CORDUROY, &TWILL], &[Pattern::Plain, Pattern::Gingham(20.0), Pattern::Leaf(80.0), Pattern::Houndstooth(18.0)], ground),
        _ => Chosen::from(rng, &[&FELT], &[Pattern::Plain], ground),
    };
    let cloth = &chosen.cloth;
    let mut drawing = Drawing::new();
    drawing.ground = Ground::Standing(404.0);
    let ribbon_shade = palette::contrast(rng, chosen.ground(), &[&palette::BLACK, &palette::NAVY, &palette::OXBLOOD, &palette::WHITE, &palette::CAMEL]);
    let mut ribboned = false;
    match noun {
        "beret" => {
            let disc = Outline::new().smooth(AXIS - 150.0, 330.0).smooth(AXIS - 120.0, 280.0).smooth(AXIS + 6.0, 250.0).smooth(AXIS + 130.0, 288.0).smooth(AXIS + 156.0, 338.0).smooth(AXIS + 108.0, 384.0).smooth(AXIS, 396.0).smooth(AXIS - 112.0, 380.0);
            let folds = [Fold::new((AXIS - 104.0, 372.0), (AXIS, 340.0), (AXIS + 112.0, 372.0), 10.0, -4.0).peaking(0.5), Fold::new((AXIS + 20.0, 262.0), (AXIS + 60.0, 290.0), (AXIS + 130.0, 320.0), 14.0, 3.0)];
            drawing.add(Piece::new(disc, cloth).form(60.0, 30.0).folds(folds));
            let band = Outline::new().corner(AXIS - 92.0, 380.0).smooth(AXIS, 396.0).corner(AXIS + 92.0, 382.0).corner(AXIS + 88.0, 400.0).smooth(AXIS, 414.0).corner(AXIS - 88.0, 398.0);
            drawing.add(Piece::new(band, cloth).form(8.0, 4.0).cast(0.5).tone(0.9));
            drawing.trim(format!("<path d='M{} 254q2 -10 7 -12' stroke='{}' stroke-width='5' stroke-linecap='round' fill='none'/>", AXIS + 6.0, css(toned(cloth.base, 0.9))));
        }
        "bucket hat" => {
            let crown = Outline::new().smooth(AXIS, 206.0).smooth(AXIS + 80.0, 216.0).corner(AXIS + 92.0, 226.0).smooth(AXIS + 106.0, 300.0).corner(AXIS + 112.0, 336.0).smooth(AXIS, 350.0).mirrored();
            let seam = format!("M{} 226Q{AXIS} 244 {} 226M{} 330Q{AXIS} 346 {} 330", AXIS - 92.0, AXIS + 92.0, AXIS - 111.0, AXIS + 111.0);
            drawing.add(Piece::new(crown, cloth).grain(AXIS, 206.0, 0.0).form(50.0, 26.0).ink(&trim::seam(&seam, cloth)));
            let brim = Outline::new().corner(AXIS - 111.0, 330.0).smooth(AXIS, 346.0).corner(AXIS + 111.0, 330.0).smooth(AXIS + 142.0, 380.0).corner(AXIS + 158.0, 396.0).smooth(AXIS + 80.0, 412.0).smooth(AXIS, 416.0).smooth(AXIS - 80.0, 412.0).corner(AXIS - 158.0, 396.0).smooth(AXIS - 142.0, 380.0);
            let rows: String = (1..6).map(|i| {
                let t = i as f32 / 6.0;
                let (half, y) = (112.0 + 44.0 * t, 332.0 + 62.0 * t);
                trim::stitch(&format!("M{} {y}Q{AXIS} {} {} {y}", AXIS - half, y + 32.0 + 6.0 * t, AXIS + half), trim::thread(cloth))
            }).collect();
            drawing.add(Piece::new(brim, cloth).grain(AXIS, 330.0, 0.0).form(26.0, 10.0).cast(0.6).ink(&rows));
        }
        _ => {
            let sun = noun == "sun hat";
            let (reach, rise) = if sun { (204.0, 30.0) } else { (166.0, 24.0) };
            let crown_top = if sun { 228.0 } else { 206.0 };
            let under = Outline::new().smooth(AXIS - reach, 362.0).smooth(AXIS, 362.0 - rise * 1.5).smooth(AXIS + reach, 362.0).smooth(AXIS, 362.0 + rise);
            drawing.add(Piece::new(under, cloth).tone(0.82).form(14.0, 4.0));
            let crown = if sun {
                Outline::new().smooth(AXIS, crown_top).smooth(AXIS + 62.0, crown_top + 14.0).smooth(AXIS + 90.0, crown_top + 62.0).corner(AXIS + 98.0, 366.0).smooth(AXIS, 384.0).mirrored()
            } else {
                Outline::new().smooth(AXIS, crown_top + 14.0).smooth(AXIS + 34.0, crown_top + 2.0).smooth(AXIS + 68.0, crown_top + 12.0).smooth(AXIS + 88.0, crown_top + 64.0).corner(AXIS + 97.0, 366.0).smooth(AXIS, 384.0).mirrored()
            };
            let pinch = if sun { Vec::new() } else { vec![Fold::new((AXIS - 44.0, 226.0), (AXIS - 52.0, 256.0), (AXIS - 40.0, 290.0), 13.0, -7.0), Fold::new((AXIS + 46.0, 226.0), (AXIS + 54.0, 256.0), (AXIS + 40.0, 290.0), 13.0, -7.0)] };
            drawing.add(Piece::new(crown, cloth).form(54.0, 30.0).folds(pinch));
            let ribbon = Cloth::shade(&SATIN, ribbon_shade, 6);
            ribboned = true;
            let band = Outline::new().corner(AXIS - 93.0, 322.0).smooth(AXIS, 340.0).corner(AXIS + 93.0, 322.0).corner(AXIS + 98.0, 364.0).smooth(AXIS, 384.0).corner(AXIS - 98.0, 364.0);
            drawing.add(Piece::new(band, &ribbon).grain(AXIS, 300.0, 0.0).column(44.0, 18.0).wrinkle(0.3).cast(0.3));
            let brim = Outline::new().smooth(AXIS - reach, 360.0).smooth(AXIS - reach * 0.8, 362.0).smooth(AXIS - 98.0, 364.0).smooth(AXIS, 383.0).smooth(AXIS + 98.0, 364.0).smooth(AXIS + reach * 0.8, 362.0).smooth(AXIS + reach, 360.0).smooth(AXIS + reach * 0.86, 384.0).smooth(AXIS + 70.0, 366.0 + rise * 1.5).smooth(AXIS, 368.0 + rise * 1.7).smooth(AXIS - 70.0, 366.0 + rise * 1.5).smooth(AXIS - reach * 0.86, 384.0);
            drawing.add(Piece::new(brim, cloth).form(18.0, 8.0).cast(0.4));
        }
    }
    let mut garment = Garment::new(drawing, noun, &chosen, Gender::Unisex);
    if ribboned {
        garment = garment.with(ribbon_shade).details(&["ribbon band"]);
    }
    let (occasions, seasons): (&[_], &[_]) = match noun {
        "sun hat" => (&["beach", "travel"], &["summer"]),
        "bucket hat" => (&["casual", "travel", "beach"], &["summer", "spring"]),
        _ => (&["casual", "winter", "travel"], &["autumn", "winter"]),
    };
    garment.worn(if noun == "sun hat" { &["beach", "relaxed"] } else { &["classic", "playful"] }, occasions, seasons)
}

/// Baseball caps.
pub fn cap(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let chosen = Chosen::from(rng, &[&TWILL, &CORDUROY, &CANVAS], &[Pattern::Plain, Pattern::Plain, Pattern::Plain, Pattern::Gingham(16.0)], ground);
    let cloth = &chosen.cloth;
    let second = if chance(rng, 35) { palette::contrast(rng, chosen.ground(), &[&palette::NAVY, &palette::WHITE, &palette::RED, &palette::FOREST, &palette::BLACK]) } else { chosen.ground() };
    let peak_cloth = if second == chosen.ground() { std::sync::Arc::clone(cloth) } else { Cloth::shade(chosen.material, second, 4) };
    let mut drawing = Drawing::new();
    drawing.ground = Ground::Standing(394.0);
    let crown = Outline::new().corner(AXIS - 104.0, 372.0).smooth(AXIS - 100.0, 290.0).smooth(AXIS - 40.0, 222.0).smooth(AXIS + 40.0, 220.0).smooth(AXIS + 112.0, 280.0).corner(AXIS + 128.0, 366.0).smooth(AXIS + 10.0, 384.0);
    let (x, y) = (AXIS + 4.0, 217.0);
    let seams = format!("M{x} {y}Q{} 290 {} 380M{x} {y}Q{} 270 {} 372M{x} {y}Q{} 266 {} 368", x - 30.0, x - 44.0, x + 76.0, x + 70.0, x - 84.0, x - 96.0);
    let eyelets: String = [(-70.0, 272.0), (52.0, 262.0)].iter().map(|&(dx, y)| format!("<circle cx='{}' cy='{y}' r='3.4' fill='none' stroke='{}' stroke-width='2'/><circle cx='{}' cy='{y}' r='1.8' fill='#111'/>", AXIS + dx, css(toned(cloth.base, 0.7)), AXIS + dx)).collect();
    drawing.add(Piece::new(crown, cloth).grain(AXIS, 220.0, 0.0).form(64.0, 36.0).wrinkle(0.6).ink(&(trim::seam(&seams, cloth) + &eyelets)));
    let peak = Outline::new().corner(AXIS - 44.0, 366.0).smooth(AXIS - 100.0, 352.0).smooth(AXIS - 160.0, 366.0).smooth(AXIS - 196.0, 398.0).smooth(AXIS - 150.0, 402.0).smooth(AXIS - 60.0, 394.0).smooth(AXIS + 20.0, 392.0).corner(AXIS + 34.0, 381.0).smooth(AXIS - 10.0, 378.0);
    let rows: String = (1..5).map(|i| {
        let t = i as f32 / 5.0;
        trim::stitch(&format!("M{} {}Q{} {} {} {}", AXIS - 44.0 - 140.0 * t, 366.0 + 26.0 * t, AXIS - 70.0 - 20.0 * t, 366.0 + 16.0 * t, AXIS + 30.0 - 6.0 * t, 382.0 + 7.0 * t), trim::thread(&peak_cloth))
    }).collect();
    drawing.add(Piece::new(peak, &peak_cloth).form(22.0, 9.0).wrinkle(0.3).cast(0.7).ink(&rows));
    drawing.trim(trim::stud(x, y + 1.0, 6.0, if second == chosen.ground() { cloth.base } else { second.rgb() }));
    Garment::new(drawing, "baseball cap", &chosen, Gender::Unisex)
        .with(second)
        .details(&["curved peak", if second == chosen.ground() { "" } else { "contrast peak" }])
        .worn(&["sporty", "streetwear"], &["sports", "casual", "travel"], &["spring", "summer"])
}

/// Knitted beanies, some with a pompom.
pub fn beanie(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let material = one_of(rng, &[&RIB_KNIT, &CHUNKY_KNIT, &CABLE_KNIT, &FINE_KNIT]);
    let patterns: &[Pattern] = if material.name == "chunky-knit" || material.name == "merino" { &[Pattern::Plain, Pattern::FairIsle(96.0), Pattern::Bands(56.0)] } else { &[Pattern::Plain] };
    let chosen = Chosen::from(rng, &[material], patterns, ground);
    let cloth = &chosen.cloth;
    let rib = chosen.plain(&RIB_KNIT);
    let mut drawing = Drawing::new();
    let pompom = chance(rng, 45);
    if pompom {
        let fluff = Cloth::plain(&crate::cloth::TEDDY, toned(cloth.base, 1.12), 5);
        let ball = Outline::new().smooth(AXIS - 40.0, 162.0).smooth(AXIS, 122.0).smooth(AXIS + 40.0, 162.0).smooth(AXIS, 202.0);
        drawing.add(Piece::new(ball, &fluff).form(40.0, 30.0));
    }
    let crown = Outline::new().smooth(AXIS, 186.0).smooth(AXIS + 70.0, 206.0).smooth(AXIS + 118.0, 290.0).corner(AXIS + 126.0, 390.0).smooth(AXIS, 400.0).mirrored();
    let folds = (0..7).map(|i| {
        let t = i as f32 / 3.0 - 1.0;
        Fold::new((AXIS + 10.0 * t, 190.0), (AXIS + 54.0 * t, 226.0), (AXIS + 84.0 * t, 280.0), 5.0, if i % 2 == 0 { 3.0 } else { -2.4 }).peaking(0.1)
    });
    drawing.add(Piece::new(crown, cloth).grain(AXIS, 186.0, 0.0).form(66.0, 36.0).folds(folds));
    let cuff = Outline::new().smooth(AXIS, 368.0).smooth(AXIS + 100.0, 360.0).smooth(AXIS + 130.0, 358.0).smooth(AXIS + 134.0, 400.0).smooth(AXIS + 128.0, 436.0).smooth(AXIS + 60.0, 446.0).smooth(AXIS, 448.0).mirrored();
    drawing.add(Piece::new(cuff, &rib).grain(AXIS, 360.0, 0.0).form(34.0, 17.0).cast(0.6));
    drawing.trim(format!("<rect x='{}' y='394' width='30' height='22' rx='1.5' fill='#efe9de'/><path d='M{} 402h16M{} 408h10' stroke='#7a1f3d' stroke-width='1.6'/>", AXIS - 15.0, AXIS - 8.0, AXIS - 5.0));
    Garment::new(drawing, "beanie", &chosen, Gender::Unisex)
        .details(&["turned cuff", if pompom { "pompom" } else { "" }])
        .worn(&["cosy", "outdoor", "casual"], &["winter", "sports", "casual"], &["winter", "autumn"])
}

/// Neckties and bow ties.
pub fn tie(rng: &mut StdRng) -> Garment {
    let ground = palette::pick(rng, &[palette::DEEP, palette::BRIGHT].concat());
    let patterns = [Pattern::Plain, Pattern::Dots(11.0), Pattern::Dots(18.0), Pattern::Stripes(24.0), Pattern::Stripes(12.0), Pattern::Ditsy(44.0), Pattern::Herringbone(7.0), Pattern::Tartan(40.0)];
    let chosen = Chosen::from(rng, &[&SILK, &SATIN, &WOOL], &patterns, ground);
    let cloth = &chosen.cloth;
    let mut drawing = Drawing::new();
    if chance(rng, 28) {
        for s in [-1.0, 1.0] {
            let x = |v: f32| AXIS + s * v;
            let wing = Outline::new().corner(x(6.0), 302.0).smooth(x(50.0), 274.0).corner(x(132.0), 254.0).smooth(x(140.0), 320.0).corner(x(132.0), 386.0).smooth(x(50.0), 366.0).corner(x(6.0), 338.0);
            let folds = [Fold::new((x(10.0), 312.0), (x(50.0), 304.0), (x(100.0), 300.0), 8.0, 4.0).peaking(0.12), Fold::new((x(10.0), 328.0), (x(50.0), 334.0), (x(96.0), 344.0), 8.0, -4.0).peaking(0.12)];
            drawing.add(Piece::new(wing, cloth).grain(AXIS, 320.0, 0.2 * s).form(30.0, 16.0).folds(folds));
        }
        let knot = Outline::new().smooth(AXIS - 22.0, 320.0).smooth(AXIS - 17.0, 296.0).smooth(AXIS + 17.0, 296.0).smooth(AXIS + 22.0, 320.0).smooth(AXIS + 17.0, 346.0).smooth(AXIS - 17.0, 346.0);
        drawing.add(Piece::new(knot, cloth).grain(AXIS, 320.0, 0.0).form(18.0, 11.0).cast(0.9));
        return Garment::new(drawing, "bow tie", &chosen, Gender::Men).details(&["pre-tied"]).worn(&["smart", "elegant"], &["wedding", "party"], &["spring", "summer", "autumn", "winter"]);
    }
    let back = Outline::new().corner(AXIS + 2.0, 120.0).corner(AXIS + 22.0, 122.0).smooth(AXIS + 34.0, 360.0).corner(AXIS + 42.0, 500.0).corner(AXIS + 22.0, 522.0).corner(AXIS + 4.0, 500.0);
    drawing.add(Piece::new(back, cloth).grain(AXIS, 120.0, 0.6).tone(0.78).form(12.0, 5.0));
    let collar = Outline::new().corner(AXIS - 24.0, 86.0).smooth(AXIS - 60.0, 50.0).smooth(AXIS, 28.0).smooth(AXIS + 60.0, 50.0).corner(AXIS + 24.0, 86.0).smooth(AXIS + 44.0, 58.0).smooth(AXIS, 44.0).smooth(AXIS - 44.0, 58.0);
    drawing.add(Piece::new(collar, cloth).grain(AXIS, 60.0, 1.2).form(8.0, 4.0));
    let blade = Outline::new().corner(AXIS - 16.0, 112.0).corner(AXIS + 16.0, 112.0).smooth(AXIS + 30.0, 300.0).corner(AXIS + 47.0, 520.0).corner(AXIS, 576.0).corner(AXIS - 47.0, 520.0).smooth(AXIS - 30.0, 300.0);
    let folds = [Fold::new((AXIS, 116.0), (AXIS + 2.0, 170.0), (AXIS + 3.0, 250.0), 5.0, -3.6).peaking(0.06), Fold::new((AXIS - 12.0, 120.0), (AXIS - 18.0, 260.0), (AXIS - 24.0, 420.0), 7.0, 1.4)];
    drawing.add(Piece::new(blade, cloth).grain(AXIS, 112.0, 0.72).form(20.0, 8.0).folds(folds).wrinkle(0.6).cast(0.8));
    let knot = Outline::new().corner(AXIS - 30.0, 76.0).smooth(AXIS, 68.0).corner(AXIS + 30.0, 76.0).smooth(AXIS + 26.0, 104.0).corner(AXIS + 17.0, 126.0).smooth(AXIS, 130.0).corner(AXIS - 17.0, 126.0).smooth(AXIS - 26.0, 104.0);
    drawing.add(Piece::new(knot, cloth).grain(AXIS, 76.0, -0.5).form(16.0, 10.0).wrinkle(0.4).cast(0.9));
    Garment::new(drawing, "tie", &chosen, Gender::Men).details(&["wide blade"]).worn(&["smart", "tailored", "classic"], &["work", "wedding"], &["spring", "summer", "autumn", "winter"])
}

/// A pair of knitted socks.
pub fn socks(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let patterns = [Pattern::Plain, Pattern::Breton(16.0), Pattern::Bands(34.0), Pattern::Argyle(46.0), Pattern::Dots(20.0), Pattern::FairIsle(72.0)];
    let chosen = Chosen::from(rng, &[&FINE_KNIT, &RIB_KNIT], &patterns, ground);
    let plain_rib = chosen.material.name == "ribbed";
    let chosen = if plain_rib { Chosen::from(rng, &[&RIB_KNIT], &[Pattern::Plain], ground) } else { chosen };
    let cloth = &chosen.cloth;
    let accent = chosen.colours.get(1).copied().unwrap_or(chosen.ground());
    let tip = Cloth::shade(&FINE_KNIT, accent, 4);
    let rib = Cloth::shade(&RIB_KNIT, accent, 5);
    let ankle = chance(rng, 30);
    let top = if ankle { 250.0 } else { 120.0 };
    let mut drawing = Drawing::new();
    for (dx, dy) in [(34.0, -26.0), (0.0, 0.0)] {
        let at = |x: f32, y: f32| (x + dx, y + dy);
        let sock = [(250.0, top, false), (330.0, top, false), (326.0, 250.0_f32.max(top + 40.0), true), (328.0, 380.0, true), (340.0, 430.0, true), (334.0, 474.0, true), (300.0, 494.0, true), (220.0, 506.0, true), (140.0, 520.0, true), (98.0, 508.0, true), (92.0, 476.0, true), (120.0, 456.0, true), (190.0, 434.0, true), (238.0, 400.0, true), (250.0, 340.0, true)];
        let outline = sock.iter().fold(Outline::new(), |o, &(x, y, smooth)| {
            let (px, py) = at(x, y);
            if smooth { o.smooth(px, py) } else { o.corner(px, py) }
        });
        let folds = [Fold::new(at(252.0, 392.0), at(280.0, 410.0), at(306.0, 420.0), 5.0, 2.4).peaking(0.2), Fold::new(at(244.0, 406.0), at(268.0, 428.0), at(284.0, 442.0), 5.0, -2.0).peaking(0.2)];
        drawing.add(Piece::new(outline.clone(), cloth).grain(290.0 + dx, top + dy, 0.0).form(34.0, 14.0).folds(folds).cast(0.7));
        let (a, b) = (at(345.0, 440.0), at(300.0, 500.0));
        let heel = Outline::new().corner(at(332.0, 396.0).0, at(332.0, 396.0).1).smooth(a.0, a.1).smooth(at(336.0, 480.0).0, at(336.0, 480.0).1).corner(b.0, b.1).smooth(between(a, b, 0.4).0 - 22.0, between(a, b, 0.4).1 - 12.0);
        drawing.add(Piece::new(heel, &tip).within(&outline).form(16.0, 7.0).cast(0.2));
        let toe = Outline::new().corner(at(146.0, 446.0).0, at(146.0, 446.0).1).smooth(at(156.0, 482.0).0, at(156.0, 482.0).1).corner(at(142.0, 524.0).0, at(142.0, 524.0).1).corner(at(80.0, 530.0).0, at(80.0, 530.0).1).corner(at(80.0, 446.0).0, at(80.0, 446.0).1);
        drawing.add(Piece::new(toe, &tip).within(&outline).form(20.0, 9.0).cast(0.2));
        let cuff = Outline::new().corner(at(248.0, top - 4.0).0, at(248.0, top - 4.0).1).corner(at(332.0, top - 4.0).0, at(332.0, top - 4.0).1).corner(at(330.0, top + 30.0).0, at(330.0, top + 30.0).1).corner(at(250.0, top + 30.0).0, at(250.0, top + 30.0).1);
        drawing.add(Piece::new(cuff, &rib).grain(290.0 + dx, 0.0, 0.0).column(26.0, 11.0).cast(0.3));
    }
    Garment::new(drawing, if ankle { "ankle socks" } else { "socks" }, &chosen, Gender::Unisex)
        .details(&["ribbed cuff", if accent == chosen.ground() { "" } else { "contrast toe" }])
        .worn(&["playful", "cosy", "casual"], &["casual", "sports", "winter"], &["autumn", "winter"])
}
