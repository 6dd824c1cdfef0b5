//! T-shirts and sleeveless tops.

use rand::Rng;
use rand::rngs::StdRng;

use super::{chance, one_of};
use crate::bodice::{Bodice, Neckline};
use crate::cloth::{CREPE, JERSEY, LINEN, MARL, RIB_KNIT, SATIN, SILK};
use crate::curve::{AXIS, Outline, Point, parallel, path_of, strip};
use crate::facts::{Chosen, Garment, Gender};
use crate::palette;
use crate::pattern::Pattern;
use crate::piece::{Drawing, Piece};
use crate::relief::Fold;
use crate::sleeve::Sleeve;
use crate::trim;

/// A jersey T-shirt: crew, V or scoop neck, short or long sleeves, boxy, regular or cropped.
pub fn t_shirt(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let pattern = [
        Pattern::Plain,
        Pattern::Plain,
        Pattern::Plain,
        Pattern::Plain,
        Pattern::Breton(17.0),
        Pattern::Bands(44.0),
        Pattern::Breton(26.0),
    ];
    let material = if chance(rng, 20) { &MARL } else { &JERSEY };
    let chosen = Chosen::from(rng, &[material], &pattern, ground);
    let gender = one_of(rng, &[Gender::Women, Gender::Men, Gender::Unisex]);
    let neckline = one_of(
        rng,
        &[Neckline::Crew, Neckline::Crew, Neckline::V, Neckline::Scoop],
    );
    let mut body = Bodice::regular(112.0, neckline);
    let mut cut = "";
    if gender == Gender::Women {
        body.waist.0 -= 8.0;
        body.shoulder.0 -= 6.0;
        body.underarm.0 -= 3.0;
        if chance(rng, 30) {
            cut = "cropped";
            body.hem = (84.0, 366.0);
            body.waist = (82.0, 300.0);
        }
    } else if chance(rng, 35) {
        cut = "boxy";
        body.shoulder.0 += 8.0;
        body.underarm.0 += 9.0;
        body.waist.0 += 12.0;
        body.hem.0 += 11.0;
    }
    let sleeve = if chance(rng, 24) {
        Sleeve::long()
    } else {
        Sleeve::short()
    };
    let mut drawing = Drawing::new();
    let cloth = &chosen.cloth;
    let rib = chosen.plain(&JERSEY);
    body.inside_back(&mut drawing, &rib, body.neck.1);
    sleeve.draw(&mut drawing, &body, cloth, rng, 1.0, 9.0);
    let neck = path_of(&parallel(&body.neck_line(), 10.5));
    let mut ink = trim::stitch(&neck, trim::thread(cloth));
    ink.push_str(&hem_stitches(&body, cloth));
    let mut details = vec![neckline.name(), sleeve.name(), cut];
    if chosen.pattern == Pattern::Plain && cut.is_empty() && chance(rng, 26) {
        details.push("chest pocket");
        ink.push_str(&chest_pocket(AXIS + 20.0, body.top + 96.0, cloth));
    }
    drawing.add(front(&body, &chosen, rng).ink(&ink));
    neck_bands(&mut drawing, &body, &rib, 8.0);
    let noun = format!("{cut} {} T-shirt", neckline.name())
        .trim_start()
        .to_owned();
    let seasons: &[&str] = if sleeve.length > 100.0 {
        &["spring", "autumn"]
    } else {
        &["spring", "summer"]
    };
    Garment::new(drawing, &noun, &chosen, gender)
        .details(&details[1..])
        .worn(&["casual", "classic"], &["casual", "travel"], seasons)
}

/// The front of a body with its folds.
pub(crate) fn front(body: &Bodice, chosen: &Chosen, rng: &mut StdRng) -> Piece {
    let folds = body.folds(rng, 1.0);
    Piece::new(body.front(), &chosen.cloth)
        .grain(AXIS, body.top, 0.0)
        .column(42.0, 17.0)
        .rim(0.4)
        .contour(0.55)
        .cast(0.3)
        .folds(folds)
}

/// Bands along the back and the front of the neck.
pub(crate) fn neck_bands(
    drawing: &mut Drawing,
    body: &Bodice,
    cloth: &std::sync::Arc<crate::cloth::Cloth>,
    width: f32,
) {
    let back = strip(&body.back_neck(), width * 0.8);
    drawing.add(
        Piece::new(back, cloth)
            .form(width * 0.7, 1.2)
            .wrinkle(0.0)
            .tone(0.86)
            .cast(0.3),
    );
    let front = strip(&body.neck_line(), width);
    drawing.add(
        Piece::new(front, cloth)
            .form(width * 0.7, 1.8)
            .wrinkle(0.0)
            .cast(0.45),
    );
}

/// Two rows of stitches above the hem.
pub(crate) fn hem_stitches(body: &Bodice, cloth: &crate::cloth::Cloth) -> String {
    let (half, y, drop) = (body.hem.0 - 1.5, body.hem.1, body.hem_drop);
    let row = |up: f32| {
        let d = format!(
            "M{:.1} {:.1}Q{AXIS} {:.1} {:.1} {:.1}",
            AXIS - half,
            y - up,
            y + drop * 2.0 - up,
            AXIS + half,
            y - up
        );
        trim::stitch(&d, trim::thread(cloth))
    };
    row(9.0) + &row(12.0)
}

/// A patch pocket with its stitches, its upper left corner at (`x`, `y`).
pub(crate) fn chest_pocket(x: f32, y: f32, cloth: &crate::cloth::Cloth) -> String {
    let d = format!("M{x} {y}h42v36q0 8 -8 9l-13 3l-13 -3q-8 -1 -8 -9Z");
    let band = format!("M{x} {}h42", y + 8.0);
    trim::seam(&d, cloth) + &trim::stitch(&band, trim::thread(cloth))
}

/// A sleeveless top: camisole, tank, halter or shell.
pub fn top(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let kind = one_of(rng, &["camisole", "tank top", "shell top", "camisole"]);
    let materials: &[_] = match kind {
        "camisole" => &[&SATIN, &SILK, &CREPE],
        "tank top" => &[&JERSEY, &RIB_KNIT],
        _ => &[&CREPE, &LINEN, &SILK],
    };
    let patterns: &[Pattern] = if kind == "tank top" {
        &[Pattern::Plain, Pattern::Plain, Pattern::Breton(15.0)]
    } else {
        &[
            Pattern::Plain,
            Pattern::Plain,
            Pattern::Ditsy(54.0),
            Pattern::Dots(17.0),
            Pattern::Leopard(70.0),
            Pattern::Abstract(110.0),
        ]
    };
    let mut chosen = Chosen::from(rng, materials, patterns, ground);
    if chosen.material.name == "ribbed" {
        chosen = Chosen::from(rng, &[&RIB_KNIT], &[Pattern::Plain], ground);
    }
    match kind {
        "camisole" => camisole(rng, &chosen),
        "tank top" => tank(rng, &chosen),
        _ => shell(rng, &chosen),
    }
}

fn sleeveless(neckline: Neckline, neck: Point, shoulder: Point) -> Bodice {
    let mut body = Bodice::regular(118.0, neckline);
    body.neck = neck;
    body.shoulder = shoulder;
    body.underarm = (80.0, 108.0);
    body.waist = (72.0, 310.0);
    body.hem = (84.0, 420.0);
    body
}

fn tank(rng: &mut StdRng, chosen: &Chosen) -> Garment {
    let neckline = one_of(rng, &[Neckline::Scoop, Neckline::Square]);
    let body = sleeveless(neckline, (46.0, 66.0), (68.0, 4.0));
    let mut drawing = Drawing::new();
    let plain = chosen.plain(&JERSEY);
    body.inside_back(&mut drawing, &plain, body.neck.1);
    let ink = hem_stitches(&body, &chosen.cloth);
    drawing.add(front(&body, chosen, rng).ink(&ink));
    neck_bands(&mut drawing, &body, &plain, 6.0);
    arm_bands(&mut drawing, &body, &plain, 5.5);
    Garment::new(drawing, "tank top", chosen, Gender::Women)
        .details(&[neckline.name(), "sleeveless"])
        .worn(&["casual", "sporty"], &["casual", "beach", "sports"], &["summer"])
}

fn shell(rng: &mut StdRng, chosen: &Chosen) -> Garment {
    let neckline = one_of(rng, &[Neckline::Crew, Neckline::Boat, Neckline::V]);
    let mut body = sleeveless(neckline, neckline.size(), (84.0, 18.0));
    body.waist.0 = 78.0;
    let mut drawing = Drawing::new();
    body.inside_back(&mut drawing, &chosen.cloth, body.neck.1);
    let ink = hem_stitches(&body, &chosen.cloth);
    drawing.add(front(&body, chosen, rng).ink(&ink));
    let facing = chosen.plain(chosen.material);
    neck_bands(&mut drawing, &body, &facing, 4.0);
    arm_bands(&mut drawing, &body, &facing, 4.0);
    Garment::new(drawing, "shell top", chosen, Gender::Women)
        .details(&[neckline.name(), "sleeveless"])
        .worn(
            &["minimal", "classic"],
            &["work", "casual"],
            &["spring", "summer"],
        )
}

/// Bands around the armholes of a sleeveless body.
pub(crate) fn arm_bands(
    drawing: &mut Drawing,
    body: &Bodice,
    cloth: &std::sync::Arc<crate::cloth::Cloth>,
    width: f32,
) {
    let (tip, arm) = (body.tip(), body.arm());
    let line = Outline::line()
        .corner(tip.0, tip.1)
        .smooth(tip.0 - 9.0, tip.1 + (arm.1 - tip.1) * 0.42)
        .smooth(
            tip.0 - 8.0 + (arm.0 - tip.0 + 8.0) * 0.55,
            tip.1 + (arm.1 - tip.1) * 0.80,
        )
        .corner(arm.0, arm.1)
        .points(8);
    drawing.add_pair(
        Piece::new(strip(&line, width), cloth)
            .form(width * 0.7, 1.2)
            .wrinkle(0.0)
            .cast(0.3),
    );
}

fn camisole(rng: &mut StdRng, chosen: &Chosen) -> Garment {
    let sweetheart = chance(rng, 50);
    let top = 196.0;
    let cloth = &chosen.cloth;
    let mut drawing = Drawing::new();
    let back = Outline::new()
        .corner(174.0, 232.0)
        .smooth(AXIS, 226.0)
        .corner(306.0, 232.0)
        .corner(306.0, 270.0)
        .corner(174.0, 270.0);
    drawing.add(Piece::new(back, cloth).tone(0.72).form(14.0, -3.0));
    let strap = chosen.plain(chosen.material);
    for (dx, tone) in [(43.0, 0.8), (49.0, 1.0)] {
        let line = Outline::line()
            .corner(AXIS + dx + 2.0, top + 30.0)
            .smooth(AXIS + dx + 1.0, 160.0)
            .corner(AXIS + 46.0, 108.0)
            .points(10);
        drawing.add_pair(
            Piece::new(strip(&line, -3.6), &strap)
                .form(3.0, 1.2)
                .wrinkle(0.0)
                .tone(tone),
        );
    }
    let middle = if sweetheart { 222.0 } else { 240.0 };
    let mut half = Outline::new();
    half = if sweetheart {
        half.corner(AXIS, middle)
            .smooth(AXIS + 24.0, 203.0)
            .corner(AXIS + 50.0, top)
    } else {
        half.corner(AXIS, middle)
            .smooth(AXIS + 24.0, 222.0)
            .corner(AXIS + 50.0, top)
    };
    let half = half
        .smooth(AXIS + 64.0, 218.0)
        .corner(AXIS + 78.0, 238.0)
        .smooth(AXIS + 71.0, 320.0)
        .smooth(AXIS + 80.0, 400.0)
        .corner(AXIS + 88.0, 446.0)
        .smooth(AXIS + 40.0, 453.0)
        .smooth(AXIS, 455.0);
    let mut folds = Vec::new();
    for i in 0..9 {
        let x = AXIS - 72.0 + 18.0 * i as f32 + rng.random_range(-6.0..6.0);
        let spread = (x - AXIS) * 0.2;
        let start = (x, rng.random_range(240.0..300.0));
        let height = rng.random_range(1.2..3.0) * if i % 2 == 0 { 1.0 } else { -0.8 };
        folds.push(
            Fold::new(
                start,
                (x + spread * 0.2, 370.0),
                (x + spread, 456.0),
                rng.random_range(5.0..8.0),
                height,
            )
            .peaking(0.7)
            .to_the_end(),
        );
    }
    if !sweetheart {
        for i in 0..3 {
            let y = 236.0 + 9.0 * i as f32;
            folds.push(
                Fold::new(
                    (AXIS - 34.0, y - 22.0),
                    (AXIS, y + 26.0),
                    (AXIS + 34.0, y - 22.0),
                    4.0,
                    1.6,
                )
                .peaking(0.5),
            );
        }
    }
    let edge = format!(
        "M{} {}Q{} {} {} {}",
        AXIS - 86.0,
        439.0,
        AXIS,
        457.0,
        AXIS + 86.0,
        439.0
    );
    let ink = trim::stitch(&edge, trim::thread(cloth));
    drawing.add(
        Piece::new(half.mirrored(), cloth)
            .grain(AXIS, top, 0.0)
            .column(38.0, 16.0)
            .folds(folds)
            .ink(&ink),
    );
    let neck = if sweetheart { "sweetheart-neck" } else { "V-neck" };
    Garment::new(drawing, "camisole", chosen, Gender::Women)
        .details(&[neck, "spaghetti straps"])
        .worn(&["feminine", "evening"], &["party", "casual"], &["summer"])
}
