//! Sneakers, boots and sandals.

use rand::rngs::StdRng;

use super::shoes::{ankle_strap, band, lining, upper, upper_outline};
use super::{chance, one_of};
use crate::cloth::{CALF, CANVAS, Cloth, MESH, RAFFIA, RUBBER, SUEDE};
use crate::curve::{Outline, Point};
use crate::facts::{Chosen, Garment, Gender};
use crate::last::{BACK, Cut, FLOOR, Last, TOE, pair};
use crate::palette::{self, Rgb, Shade, toned};
use crate::pattern::Pattern;
use crate::relief::Fold;
use crate::studio::{Drawing, Piece};
use crate::trim;

/// Laces across a throat from `low` to `high`.
fn laces(shoe: &mut Drawing, last: &Last, low: Point, high: Point, n: usize, colour: Rgb) {
    let (dark, light) = (palette::css(toned(colour, 0.7)), palette::css(colour));
    let mut svg = String::new();
    for (x, up) in trim::spaced(low, high, n) {
        let (a, b) = (last.at(x + 9.0, up - 9.0), last.at(x - 4.0, up + 9.0));
        for (stroke, width) in [(&dark, 5.4), (&light, 4.2)] {
            svg += &format!("<path d='M{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}' fill='none' stroke='{stroke}' stroke-width='{width}' stroke-linecap='round'/>", a.0, a.1, a.0 - 2.0, b.1 - 1.0, b.0, b.1);
        }
        svg += &format!("<circle cx='{:.1}' cy='{:.1}' r='2.2' fill='{dark}'/>", a.0 + 1.0, a.1 + 1.0);
    }
    shoe.trim(svg);
}

/// A rubber sole of a sneaker, in `colour`, with a line around it.
fn cup_sole(shoe: &mut Drawing, thick: f32, colour: Rgb, line: Rgb, chunky: bool) {
    let y = FLOOR - thick;
    let rubber = Cloth::plain(&RUBBER, colour, 3);
    let outline = Outline::new()
        .corner(TOE + 6.0, y - 12.0)
        .smooth(TOE + 60.0, y)
        .smooth(230.0, y + if chunky { 4.0 } else { 2.0 })
        .smooth(BACK - 40.0, y - 4.0)
        .corner(BACK + 6.0, y - if chunky { 12.0 } else { 5.0 })
        .smooth(BACK + if chunky { 20.0 } else { 9.0 }, FLOOR - thick * 0.4)
        .corner(BACK + 2.0, FLOOR)
        .smooth(TOE + 60.0, FLOOR)
        .smooth(TOE + 8.0, FLOOR - 5.0)
        .smooth(TOE - 8.0, y + 3.0);
    let d = format!("M{} {:.1}Q{} {:.1} {} {:.1}T{} {:.1}", TOE - 2.0, y + thick * 0.42, TOE + 60.0, y + thick * 0.66, 230.0, y + thick * 0.62, BACK + 8.0, y + thick * 0.45);
    let tread = format!("<path d='M{} {}H{}' stroke='{}' stroke-width='5'/>", TOE + 22.0, FLOOR - 1.5, BACK + 3.0, palette::css(toned(line, 0.8)));
    let stripe = format!("<path d='{d}' fill='none' stroke='{}' stroke-width='2'/>", palette::css(line));
    shoe.add(Piece::new(outline, &rubber).form(9.0, 5.0).wrinkle(0.0).cast(0.5).ink(&(tread + &stripe)));
}

/// Sneakers: court, high-top, runner and slip-on.
pub fn sneakers(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Unisex, Gender::Men, Gender::Women]);
    let noun = one_of(rng, &["low-top sneakers", "high-top sneakers", "running shoes", "slip-on sneakers", "low-top sneakers"]);
    let ground = if chance(rng, 30) { &palette::WHITE } else { palette::any(rng) };
    let patterns: &[Pattern] = if noun == "slip-on sneakers" { &[Pattern::Plain, Pattern::Gingham(18.0), Pattern::Leopard(44.0), Pattern::Leaf(80.0)] } else { &[Pattern::Plain] };
    let material = match noun {
        "running shoes" => &MESH,
        "slip-on sneakers" => &CANVAS,
        _ => one_of(rng, &[&CALF, &CANVAS, &SUEDE]),
    };
    let chosen = Chosen::from(rng, &[material], patterns, ground);
    let cloth = &chosen.cloth;
    let accent = palette::contrast(rng, chosen.ground(), &[&palette::NAVY, &palette::RED, &palette::FOREST, &palette::WHITE, &palette::BLACK, &palette::ORANGE, &palette::ROYAL, &palette::MUSTARD]);
    let second = Cloth::shade(if noun == "running shoes" { &SUEDE } else { material }, accent, 8);
    let runner = noun == "running shoes";
    let high = noun == "high-top sneakers";
    let last = Last { lift: if runner { 14.0 } else { 5.0 }, sole: if runner { 30.0 } else { 22.0 } };
    let mut shoe = Drawing::new();
    let collar = if high { 186.0 } else { 96.0 };
    lining(&mut shoe, &last, &[(246.0, collar + 34.0, false), (320.0, collar + 16.0, true), (396.0, collar + 6.0, false), (398.0, 30.0, false), (250.0, 60.0, false)], toned(cloth.base, 0.86));
    let tongue = if high { vec![(232.0, 130.0, false), (240.0, 206.0, true), (262.0, 232.0, true), (288.0, 222.0, true), (290.0, 130.0, false)] } else { vec![(214.0, 100.0, false), (232.0, 136.0, true), (256.0, 148.0, true), (276.0, 134.0, true), (282.0, 90.0, false)] };
    if noun != "slip-on sneakers" {
        shoe.add(Piece::new(last.cut(&tongue), cloth).form(14.0, 6.0).wrinkle(0.4).cast(0.4));
    }
    let top: Vec<Cut> = if high {
        vec![(62.0, 2.0, false), (70.0, 24.0, true), (112.0, 40.0, true), (170.0, 66.0, true), (220.0, 112.0, true), (246.0, 200.0, false), (300.0, 194.0, true), (360.0, 192.0, true), (402.0, 196.0, false), (398.0, 130.0, true), (410.0, 60.0, true), (408.0, 10.0, true)]
    } else if noun == "slip-on sneakers" {
        vec![(62.0, 2.0, false), (70.0, 26.0, true), (112.0, 44.0, true), (176.0, 76.0, true), (232.0, 112.0, true), (254.0, 114.0, false), (280.0, 84.0, true), (330.0, 76.0, true), (390.0, 90.0, true), (404.0, 94.0, false), (412.0, 52.0, true), (408.0, 10.0, true)]
    } else {
        vec![(62.0, 2.0, false), (70.0, 25.0, true), (112.0, 42.0, true), (172.0, 70.0, true), (222.0, 106.0, true), (250.0, 126.0, false), (276.0, 104.0, true), (320.0, 80.0, true), (366.0, 84.0, true), (396.0, 104.0, true), (408.0, 104.0, false), (408.0, 56.0, true), (409.0, 10.0, true)]
    };
    let thread = trim::thread(cloth);
    let mut ink = String::new();
    if noun == "slip-on sneakers" {
        let gore = last.line(&[(268.0, 96.0), (262.0, 60.0), (296.0, 46.0), (306.0, 80.0)]);
        ink += &(trim::seam(&gore, cloth) + &format!("<path d='{gore}' fill='#000' fill-opacity='.28'/>"));
        ink += &trim::stitch(&last.line(&[(262.0, 104.0), (262.0, 50.0), (240.0, 2.0)]), thread);
    } else {
        let quarter = last.line(&[(176.0, 72.0), (184.0, 50.0), (230.0, 44.0), (254.0, 2.0)]);
        ink += &(trim::seam(&quarter, cloth) + &trim::stitch(&quarter, thread));
    }
    shoe.add(upper(&last, &top, cloth).ink(&ink).folds([Fold::new(last.at(150.0, 48.0), last.at(158.0, 26.0), last.at(150.0, 6.0), 4.0, -1.0)]));
    let heel_top = if high { 80.0 } else { 104.0 };
    if noun != "slip-on sneakers" {
        let counter = last.cut(&[(374.0, heel_top - 18.0, false), (408.0, heel_top, false), (412.0, 50.0, true), (409.0, 0.0, false), (336.0, 0.0, false), (350.0, 44.0, true)]);
        shoe.add(Piece::new(counter, &second).form(12.0, 5.0).wrinkle(0.2).cast(0.3).ink(&trim::stitch(&last.line(&[(371.0, heel_top - 20.0), (346.0, 44.0), (333.0, 2.0)]), thread)));
        let stay = if high { [(188.0, 74.0), (222.0, 116.0), (246.0, 194.0)] } else { [(180.0, 68.0), (216.0, 92.0), (250.0, 118.0)] };
        shoe.add(band(&last, &stay, 17.0, &chosen.plain(chosen.material)));
        let toe_cap = last.cut(&[(62.0, 0.0, false), (69.0, 25.0, true), (100.0, 38.0, true), (128.0, 47.0, false), (118.0, 24.0, true), (124.0, 0.0, false)]);
        let cap = if runner { Piece::new(toe_cap, &second) } else { Piece::new(toe_cap, cloth) };
        shoe.add(cap.form(18.0, 9.0).wrinkle(0.2).cast(0.35));
        let side = upper_outline(&last, &top);
        match one_of(rng, &[0, 1, 2, 2]) {
            0 => {
                for x in [236.0, 262.0] {
                    shoe.add(band(&last, &[(x, 2.0), (x + 14.0, 34.0), (x + 34.0, 72.0)], 9.0, &second).within(&side).cast(0.3));
                }
            }
            1 => {
                let panel = last.cut(&[(262.0, 0.0, false), (272.0, 40.0, true), (262.0, 84.0, false), (296.0, 76.0, true), (322.0, 74.0, false), (316.0, 36.0, true), (306.0, 0.0, false)]);
                shoe.add(Piece::new(panel, &second).form(8.0, 2.0).wrinkle(0.1).cast(0.3));
            }
            _ => {}
        }
        let lace = if chance(rng, 70) { palette::WHITE.rgb() } else { accent.rgb() };
        if high {
            laces(&mut shoe, &last, (192.0, 84.0), (240.0, 178.0), 7, lace);
        } else {
            laces(&mut shoe, &last, (186.0, 78.0), (240.0, 116.0), 5, lace);
        }
    }
    let sole = if chance(rng, 75) { palette::WHITE.rgb() } else { palette::ECRU.rgb() };
    cup_sole(&mut shoe, if runner { 34.0 } else { 25.0 }, sole, if runner { accent.rgb() } else { toned(sole, 0.8) }, runner);
    let mut garment = Garment::new(pair(shoe, 24.0, if high { -30.0 } else { -42.0 }), noun, &chosen, gender);
    if noun != "slip-on sneakers" {
        garment = garment.with(accent);
    }
    garment
        .details(&[if noun == "slip-on sneakers" { "elastic sides" } else { "laces" }, "rubber sole"])
        .worn(&["sporty", "streetwear", "casual"], if runner { &["sports", "travel"] } else { &["casual", "travel"] }, &["spring", "summer", "autumn"])
}

const BOOT_COLOURS: &[&Shade] = &[
    &palette::BLACK, &palette::BLACK, &palette::BROWN, &palette::TAN, &palette::OXBLOOD, &palette::CHOCOLATE, &palette::CAMEL, &palette::TAUPE, &palette::WHITE, &palette::FOREST, &palette::NAVY,
];

/// Boots: Chelsea, lace-up, heeled ankle, knee-high and rain boots.
pub fn boots(rng: &mut StdRng) -> Garment {
    let noun = one_of(rng, &["Chelsea boots", "lace-up boots", "heeled ankle boots", "knee-high boots", "rain boots", "Chelsea boots"]);
    let gender = match noun {
        "heeled ankle boots" | "knee-high boots" => Gender::Women,
        _ => one_of(rng, &[Gender::Men, Gender::Women, Gender::Unisex]),
    };
    let rain = noun == "rain boots";
    let ground = if rain { palette::pick(rng, &[&palette::FOREST, &palette::NAVY, &palette::YELLOW, &palette::RED, &palette::OLIVE, &palette::BLACK]) } else { palette::pick(rng, BOOT_COLOURS) };
    let chosen = if rain { Chosen::from(rng, &[&RUBBER], &[Pattern::Plain], ground) } else { Chosen::from(rng, &[&CALF, &SUEDE], &[Pattern::Plain], ground) };
    let cloth = &chosen.cloth;
    let (lift, sole, shaft) = match noun {
        "heeled ankle boots" => (one_of(rng, &[66.0, 92.0]), 6.0, 178.0),
        "knee-high boots" => (one_of(rng, &[20.0, 72.0]), 7.0, 350.0),
        "lace-up boots" => (20.0, 16.0, 212.0),
        "rain boots" => (16.0, 14.0, 290.0),
        _ => (18.0, 10.0, 164.0),
    };
    let last = Last { lift, sole };
    let mut shoe = Drawing::new();
    let far = last.cut(&[(252.0, shaft - 2.0, false), (320.0, shaft + 12.0, true), (400.0, shaft + 3.0, false), (400.0, shaft - 20.0, false), (254.0, shaft - 20.0, false)]);
    shoe.add(Piece::new(far, cloth).tone(0.5).form(8.0, -3.0).wrinkle(0.0));
    let dark = Cloth::plain(&RUBBER, if rain { toned(cloth.base, 0.7) } else { [0.15, 0.12, 0.11] }, 5);
    let block = noun == "heeled ankle boots" || (noun == "knee-high boots" && lift > 40.0);
    shoe.add(last.heel_piece(&dark, if block { 336.0 } else { 322.0 }, if block { 40.0 } else { 76.0 }));
    shoe.add(last.sole_piece(&dark, sole));
    let toe = if noun == "lace-up boots" || rain { 30.0 } else { 22.0 };
    let wide = if rain { 8.0 } else { 0.0 };
    let top: Vec<Cut> = vec![
        (60.0, 3.0, false), (68.0, toe, true), (112.0, toe + 20.0, true), (172.0, toe + 46.0, true), (226.0, 104.0, true), (248.0 - wide * 0.4, 142.0, true),
        (246.0 - wide, shaft * 0.86, true), (244.0 - wide, shaft, false), (322.0, shaft + 4.0, true), (404.0 + wide, shaft + 2.0, false),
        (404.0 + wide * 0.6, shaft * 0.6 + 30.0, true), (396.0, 104.0, true), (409.0, 46.0, true), (407.0, 10.0, true),
    ];
    let mut ink = String::new();
    let mut folds = vec![
        Fold::new(last.at(240.0, 128.0), last.at(280.0, 112.0), last.at(330.0, 118.0), 5.0, 2.2).peaking(0.2),
        Fold::new(last.at(242.0, 112.0), last.at(270.0, 92.0), last.at(304.0, 92.0), 4.6, -1.8).peaking(0.2),
        Fold::new(last.at(398.0, 110.0), last.at(360.0, 104.0), last.at(330.0, 110.0), 4.6, 1.8).peaking(0.2),
    ];
    if shaft > 300.0 {
        for i in 0..4 {
            let up = 130.0 + 26.0 * i as f32;
            folds.push(Fold::new(last.at(250.0, up), last.at(300.0, up - 12.0), last.at(350.0, up + 4.0), 6.0, 1.7).peaking(0.25));
        }
    }
    match noun {
        "Chelsea boots" => {
            let gore = last.line(&[(296.0, shaft), (288.0, 112.0), (322.0, 76.0), (350.0, 112.0), (346.0, shaft)]);
            ink += &format!("<path d='{gore}' fill='#000' fill-opacity='.42'/>");
            ink += &trim::seam(&gore, cloth);
            for i in 0..7 {
                let x = 298.0 + 7.0 * i as f32;
                ink += &format!("<path d='{}' stroke='#000' stroke-opacity='.35' stroke-width='1.4' fill='none'/>", last.line(&[(x, shaft - 3.0), (x, 116.0)]));
            }
        }
        "lace-up boots" => {
            let facing = last.line(&[(268.0, shaft), (262.0, 130.0), (204.0, 74.0), (200.0, 54.0), (252.0, 46.0), (270.0, 2.0)]);
            let cap = last.line(&[(140.0, 62.0), (130.0, 34.0), (138.0, 2.0)]);
            ink += &(trim::seam(&facing, cloth) + &trim::stitch(&facing, trim::thread(cloth)) + &trim::seam(&cap, cloth));
        }
        _ => {
            let side = last.line(&[(322.0, shaft), (320.0, 120.0), (300.0, 2.0)]);
            ink += &trim::seam(&side, cloth);
        }
    }
    shoe.add(upper(&last, &top, cloth).form(34.0, 18.0).folds(folds).ink(&ink).wrinkle(0.8));
    match noun {
        "lace-up boots" => {
            laces(&mut shoe, &last, (206.0, 84.0), (246.0, shaft - 12.0), 8, if cloth.is_dark() { [0.25, 0.22, 0.2] } else { [0.86, 0.76, 0.55] });
            shoe.line(trim::stitch(&last.line(&[(66.0, -4.0), (200.0, -4.0), (398.0, -4.0)]), [0.82, 0.68, 0.36]));
        }
        "Chelsea boots" => shoe.add(band(&last, &[(398.0, shaft - 14.0), (401.0, shaft + 12.0)], 9.0, cloth)),
        "rain boots" => shoe.add(band(&last, &[(236.0, shaft - 10.0), (322.0, shaft - 5.0), (412.0, shaft - 8.0)], 16.0, cloth)),
        _ => {}
    }
    let heel = if block { "block heel" } else { "flat heel" };
    let seasons: &[_] = if rain { &["autumn", "spring"] } else { &["autumn", "winter"] };
    let dx = if shaft > 250.0 { 62.0 } else { 40.0 };
    Garment::new(pair(shoe, dx, -24.0), noun, &chosen, gender)
        .details(&[heel, match noun { "Chelsea boots" => "elastic sides", "lace-up boots" => "laces", "rain boots" => "waterproof", _ => "side seam" }])
        .worn(if rain { &["outdoor", "casual"] } else { &["edgy", "classic", "elegant"] }, if rain { &["travel", "casual"] } else { &["winter", "casual", "work"] }, seasons)
}

/// Sandals: slides, strappy flats, fishermen's, espadrilles and heeled sandals.
pub fn sandals(rng: &mut StdRng) -> Garment {
    let noun = one_of(rng, &["slides", "strappy sandals", "fisherman sandals", "espadrille wedges", "heeled sandals"]);
    let gender = if noun == "slides" || noun == "fisherman sandals" { one_of(rng, &[Gender::Unisex, Gender::Men, Gender::Women]) } else { Gender::Women };
    let ground = palette::pick(rng, &[&palette::TAN, &palette::BLACK, &palette::WHITE, &palette::GOLD, &palette::BROWN, &palette::RED, &palette::CORAL, &palette::NAVY, &palette::BLUSH, &palette::TURQUOISE, &palette::SILVER, &palette::CAMEL]);
    let chosen = Chosen::from(rng, &[&CALF, &CALF, &SUEDE], &[Pattern::Plain], ground);
    let cloth = &chosen.cloth;
    let (lift, sole) = match noun {
        "espadrille wedges" => (62.0, 24.0),
        "heeled sandals" => (86.0, 6.0),
        "slides" => (10.0, 22.0),
        _ => (8.0, 14.0),
    };
    let last = Last { lift, sole };
    let mut shoe = Drawing::new();
    let insole = Cloth::plain(&SUEDE, [0.80, 0.64, 0.46], 2);
    match noun {
        "espadrille wedges" => {
            let rope = Cloth::plain(&RAFFIA, [0.83, 0.70, 0.49], 2);
            let wedge = last.cut(&[(62.0, 0.0, false), (120.0, 0.0, true), (190.0, 0.0, true), (270.0, 0.0, true), (340.0, 0.0, true), (406.0, 0.0, false), (404.0, -40.0, true), (398.0, -86.0, false), (300.0, -70.0, true), (180.0, -24.0, true), (72.0, -25.0, false)]);
            shoe.add(Piece::new(wedge, &rope).within(&Outline::new().corner(40.0, 100.0).corner(460.0, 100.0).corner(460.0, FLOOR).corner(40.0, FLOOR)).grain(60.0, 400.0, -0.12).form(12.0, 6.0).wrinkle(0.0));
        }
        "heeled sandals" => {
            let slim = chance(rng, 50);
            shoe.add(last.heel_piece(cloth, if slim { 352.0 } else { 334.0 }, if slim { 9.0 } else { 40.0 }));
            shoe.add(last.sole_piece(&insole, 6.0));
        }
        _ => {
            let rubber = Cloth::plain(&RUBBER, if chance(rng, 50) { [0.22, 0.18, 0.16] } else { [0.80, 0.66, 0.47] }, 2);
            shoe.add(last.sole_piece(&rubber, sole));
            shoe.add(last.sole_piece(&insole, 5.0));
        }
    }
    let buckle = palette::GOLD.rgb();
    match noun {
        "slides" => {
            let strap = last.cut(&[(126.0, -4.0, false), (134.0, 44.0, true), (168.0, 72.0, true), (214.0, 82.0, false), (250.0, 50.0, true), (262.0, -4.0, false), (190.0, -6.0, true)]);
            shoe.add(Piece::new(strap, cloth).form(30.0, 13.0).wrinkle(0.3).cast(0.8).ink(&trim::stitch(&last.line(&[(132.0, 0.0), (140.0, 42.0), (172.0, 66.0), (210.0, 76.0)]), trim::thread(cloth))));
        }
        "fisherman sandals" => {
            for (a, b) in [(92.0, 46.0), (128.0, 60.0), (164.0, 76.0), (200.0, 92.0)] {
                shoe.add(band(&last, &[(a, -2.0), (a + 8.0, b * 0.55), (a + 30.0, b)], 15.0, cloth));
            }
            shoe.add(band(&last, &[(88.0, 34.0), (140.0, 52.0), (200.0, 80.0), (234.0, 100.0)], 16.0, cloth));
            shoe.add(band(&last, &[(402.0, 66.0), (340.0, 78.0), (270.0, 92.0), (236.0, 104.0)], 13.0, cloth));
            shoe.add(band(&last, &[(330.0, -2.0), (350.0, 40.0), (402.0, 72.0)], 14.0, cloth));
            let (x, y) = last.at(290.0, 88.0);
            shoe.trim(trim::buckle(x, y, 13.0, 16.0, buckle));
        }
        "espadrille wedges" => {
            let vamp = last.cut(&[(62.0, -2.0, false), (72.0, 26.0, true), (120.0, 44.0, true), (176.0, 58.0, false), (206.0, 30.0, true), (228.0, -2.0, false), (150.0, -3.0, true)]);
            shoe.add(Piece::new(vamp, cloth).form(24.0, 12.0).cast(0.6).wrinkle(0.4));
            let heel = last.cut(&[(352.0, -2.0, false), (362.0, 42.0, true), (396.0, 66.0, false), (410.0, 30.0, true), (406.0, -2.0, false)]);
            shoe.add(Piece::new(heel, cloth).form(16.0, 8.0).cast(0.5).wrinkle(0.3));
            ankle_strap(&mut shoe, &last, 74.0, cloth);
        }
        _ => {
            shoe.add(band(&last, &[(104.0, -2.0), (114.0, 26.0), (140.0, 42.0)], 12.0, cloth));
            if noun == "strappy sandals" {
                shoe.add(band(&last, &[(170.0, -2.0), (190.0, 34.0), (236.0, 68.0)], 10.0, cloth));
                shoe.add(band(&last, &[(250.0, -2.0), (230.0, 40.0), (214.0, 62.0)], 10.0, cloth));
            } else {
                shoe.add(band(&last, &[(140.0, -2.0), (152.0, 30.0), (178.0, 50.0)], 10.0, cloth));
            }
            let back = last.cut(&[(366.0, -2.0, false), (372.0, 44.0, true), (392.0, 92.0, false), (404.0, 94.0, false), (410.0, 40.0, true), (406.0, -2.0, false)]);
            shoe.add(Piece::new(back, cloth).form(12.0, 6.0).cast(0.5).wrinkle(0.2));
            ankle_strap(&mut shoe, &last, 92.0, cloth);
        }
    }
    let styles: &[_] = if noun == "heeled sandals" { &["evening", "elegant"] } else { &["relaxed", "bohemian", "beach"] };
    Garment::new(pair(shoe, 28.0, -36.0), noun, &chosen, gender)
        .details(&["open toe", match noun { "slides" => "broad strap", "heeled sandals" | "strappy sandals" => "ankle strap", "espadrille wedges" => "rope wedge", _ => "buckle" }])
        .worn(styles, if noun == "heeled sandals" { &["party", "wedding"] } else { &["beach", "casual", "travel"] }, &["summer"])
}
