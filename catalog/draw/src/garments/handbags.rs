//! Handbags, and the parts that bags share: handles, rings and locks.
//!
//! Totes, backpacks and clutches are in [`super::bags`].

use super::{chance, one_of};
use crate::cloth::{CALF, Cloth, METAL, PATENT, PEBBLED, SUEDE};
use crate::curve::{AXIS, Outline, Point, path_of, strip};
use crate::facts::{Chosen, Garment, Gender};
use crate::palette::{self, Rgb, css, toned};
use crate::pattern::Pattern;
use crate::piece::{Drawing, Ground, Piece};
use crate::relief::Fold;
use crate::trim;
use rand::rngs::StdRng;
use std::sync::Arc;

fn bag_cloth(rng: &mut StdRng) -> Chosen {
    let ground = palette::pick(rng, palette::LEATHERS);
    let other = palette::any(rng);
    let ground = if chance(rng, 25) { other } else { ground };
    Chosen::from(
        rng,
        &[&PEBBLED, &CALF, &CALF, &SUEDE, &PATENT],
        &[Pattern::Plain],
        ground,
    )
}

pub(crate) fn metal(rng: &mut StdRng) -> Rgb {
    one_of(
        rng,
        &[palette::GOLD.rgb(), palette::GOLD.rgb(), palette::SILVER.rgb()],
    )
}

pub(crate) fn standing(floor: f32) -> Drawing {
    let mut drawing = Drawing::new();
    drawing.ground = Ground::Standing(floor);
    drawing
}

/// A rounded box: half-width at the top and bottom, page heights, and the corner's size.
pub(crate) fn box_of(top: (f32, f32), bottom: (f32, f32), corner: f32) -> Outline {
    let ((a, y0), (b, y1)) = (top, bottom);
    Outline::new()
        .smooth(AXIS, y0)
        .smooth(AXIS + a - corner, y0 + 0.5)
        .smooth(AXIS + a - corner * 0.2, y0 + corner * 0.3)
        .smooth(AXIS + a + (b - a) * 0.2, y0 + corner)
        .smooth(AXIS + b, y1 - corner)
        .smooth(AXIS + b - corner * 0.25, y1 - corner * 0.25)
        .smooth(AXIS + b - corner, y1 - 0.5)
        .smooth(AXIS, y1)
        .mirrored()
}

/// A rounded handle between two feet at `half` from the axis, rising to `top` from `base`.
pub(crate) fn handle(
    drawing: &mut Drawing,
    cloth: &Arc<Cloth>,
    half: f32,
    base: f32,
    top: f32,
    width: f32,
    tone: f32,
) {
    let line: Vec<Point> = Outline::line()
        .corner(AXIS - half, base)
        .smooth(AXIS - half * 0.96, base + (top - base) * 0.5)
        .smooth(AXIS - half * 0.6, top + (base - top) * 0.08)
        .smooth(AXIS, top)
        .smooth(AXIS + half * 0.6, top + (base - top) * 0.08)
        .smooth(AXIS + half * 0.96, base + (top - base) * 0.5)
        .corner(AXIS + half, base)
        .points(10);
    drawing.add(
        Piece::new(strip(&crate::curve::parallel(&line, -width / 2.0), width), cloth)
            .form(width * 0.8, width * 0.5)
            .wrinkle(0.1)
            .tone(tone)
            .cast(0.6),
    );
}

fn ring(x: f32, y: f32, r: f32, metal: Rgb) -> String {
    format!(
        "<circle cx='{x}' cy='{y}' r='{r}' fill='none' stroke='{}' stroke-width='4'/><circle cx='{x}' cy='{y}' r='{r}' fill='none' stroke='{}' stroke-width='2.2'/>",
        css(toned(metal, 0.55)),
        css(metal)
    )
}

/// A turn lock or clasp.
fn lock(x: f32, y: f32, metal: Rgb) -> String {
    format!(
        "<rect x='{:.1}' y='{:.1}' width='26' height='18' rx='4' fill='{}'/><rect x='{:.1}' y='{:.1}' width='23' height='15' rx='3' fill='{}'/>\
         <rect x='{:.1}' y='{:.1}' width='9' height='11' rx='3' fill='{}'/>",
        x - 13.0,
        y - 9.0,
        css(toned(metal, 0.55)),
        x - 12.0,
        y - 8.0,
        css(metal),
        x - 4.5,
        y - 5.5,
        css(toned(metal, 1.4))
    )
}

/// Handbags: top handle, flap shoulder bag, bucket bag, crescent and quilted.
pub fn handbag(rng: &mut StdRng) -> Garment {
    let chosen = bag_cloth(rng);
    let noun = one_of(
        rng,
        &[
            "top-handle bag",
            "shoulder bag",
            "bucket bag",
            "crescent bag",
            "quilted shoulder bag",
            "saddle bag",
        ],
    );
    let cloth = &chosen.cloth;
    let gold = metal(rng);
    let thread = trim::thread(cloth);
    let mut bag = standing(486.0);
    let mut details = vec![if gold == palette::SILVER.rgb() {
        "silver hardware"
    } else {
        "gold hardware"
    }];
    match noun {
        "top-handle bag" => {
            handle(&mut bag, cloth, 62.0, 262.0, 162.0, 12.0, 0.72);
            let body = box_of((124.0, 252.0), (150.0, 484.0), 20.0);
            bag.add(
                Piece::new(body, cloth)
                    .form(34.0, 18.0)
                    .wrinkle(0.5)
                    .ink(&trim::stitch(
                        &format!("M{} 470H{}", AXIS - 136.0, AXIS + 136.0),
                        thread,
                    )),
            );
            let flap = Outline::new()
                .corner(AXIS - 124.0, 254.0)
                .smooth(AXIS, 250.0)
                .corner(AXIS + 124.0, 254.0)
                .smooth(AXIS + 127.0, 310.0)
                .smooth(AXIS + 96.0, 348.0)
                .smooth(AXIS, 362.0)
                .smooth(AXIS - 96.0, 348.0)
                .smooth(AXIS - 127.0, 310.0);
            let edge = format!(
                "M{} 262Q{} 342 {AXIS} 354Q{} 342 {} 262",
                AXIS - 119.0,
                AXIS - 116.0,
                AXIS + 116.0,
                AXIS + 119.0
            );
            bag.add(
                Piece::new(flap, cloth)
                    .form(22.0, 7.0)
                    .wrinkle(0.5)
                    .cast(0.8)
                    .ink(&trim::stitch(&edge, thread)),
            );
            handle(&mut bag, cloth, 58.0, 268.0, 168.0, 13.0, 1.0);
            for x in [AXIS - 58.0, AXIS + 58.0] {
                bag.trim(ring(x, 268.0, 9.0, gold));
            }
            bag.trim(lock(AXIS, 352.0, gold));
            details.push("top handle");
        }
        "bucket bag" => {
            let line: Vec<Point> = Outline::line()
                .corner(AXIS - 112.0, 270.0)
                .smooth(AXIS - 96.0, 170.0)
                .smooth(AXIS, 120.0)
                .smooth(AXIS + 96.0, 170.0)
                .corner(AXIS + 112.0, 270.0)
                .points(10);
            bag.add(Piece::new(strip(&line, 12.0), cloth).form(8.0, 4.0).wrinkle(0.2));
            let back = Outline::new()
                .smooth(AXIS - 112.0, 264.0)
                .smooth(AXIS, 246.0)
                .smooth(AXIS + 112.0, 264.0)
                .smooth(AXIS, 290.0);
            bag.add(Piece::new(back, cloth).tone(0.5).form(10.0, -4.0));
            let body = Outline::new()
                .corner(AXIS - 114.0, 262.0)
                .smooth(AXIS, 284.0)
                .corner(AXIS + 114.0, 262.0)
                .smooth(AXIS + 118.0, 380.0)
                .smooth(AXIS + 96.0, 470.0)
                .smooth(AXIS, 486.0)
                .smooth(AXIS - 96.0, 470.0)
                .smooth(AXIS - 118.0, 380.0);
            let folds = (0..9).map(|i| {
                let x = AXIS - 88.0 + 22.0 * i as f32;
                Fold::new(
                    (x, 300.0),
                    (x + (x - AXIS) * 0.06, 350.0),
                    (x + (x - AXIS) * 0.05, 400.0),
                    5.0,
                    if i % 2 == 0 { 3.0 } else { -2.4 },
                )
                .peaking(0.1)
            });
            bag.add(
                Piece::new(body, cloth)
                    .form(44.0, 24.0)
                    .folds(folds)
                    .ink(&trim::seam(
                        &format!("M{} 446Q{AXIS} 468 {} 446", AXIS - 108.0, AXIS + 108.0),
                        cloth,
                    )),
            );
            let cord = css(toned(cloth.base, 0.72));
            bag.trim(format!("<path d='M{} 300Q{AXIS} 322 {} 300M{AXIS} 312C{} 350 {} 370 {} 396M{AXIS} 312C{} 352 {} 360 {} 388' fill='none' stroke='{cord}' stroke-width='5' stroke-linecap='round'/>", AXIS - 112.0, AXIS + 112.0, AXIS - 16.0, AXIS - 8.0, AXIS - 14.0, AXIS + 14.0, AXIS + 6.0, AXIS + 16.0));
            for x in [AXIS - 108.0, AXIS + 108.0] {
                bag.trim(ring(x, 276.0, 8.0, gold));
            }
            details.push("drawstring");
        }
        "crescent bag" => {
            let line: Vec<Point> = Outline::line()
                .corner(AXIS - 150.0, 300.0)
                .smooth(AXIS - 120.0, 190.0)
                .smooth(AXIS, 130.0)
                .smooth(AXIS + 120.0, 190.0)
                .corner(AXIS + 150.0, 300.0)
                .points(10);
            bag.add(Piece::new(strip(&line, 17.0), cloth).form(10.0, 5.0).wrinkle(0.3));
            let body = Outline::new()
                .corner(AXIS - 160.0, 292.0)
                .smooth(AXIS - 84.0, 330.0)
                .smooth(AXIS, 340.0)
                .smooth(AXIS + 84.0, 330.0)
                .corner(AXIS + 160.0, 292.0)
                .smooth(AXIS + 158.0, 390.0)
                .smooth(AXIS + 92.0, 468.0)
                .smooth(AXIS, 484.0)
                .smooth(AXIS - 92.0, 468.0)
                .smooth(AXIS - 158.0, 390.0);
            let folds = [-1.0, 1.0].into_iter().flat_map(|s| {
                (0..4).map(move |i| {
                    let y = 330.0 + 16.0 * i as f32;
                    Fold::new(
                        (AXIS + s * (148.0 - 2.0 * i as f32), y - 16.0),
                        (AXIS + s * 110.0, y + 12.0),
                        (AXIS + s * 66.0, y + 10.0),
                        5.0,
                        2.4,
                    )
                    .peaking(0.12)
                })
            });
            bag.add(Piece::new(body, cloth).form(46.0, 24.0).folds(folds));
            let zip: Vec<Point> = Outline::line()
                .corner(AXIS - 128.0, 318.0)
                .smooth(AXIS, 346.0)
                .corner(AXIS + 128.0, 318.0)
                .points(12);
            bag.trim(trim::zip(&zip, cloth.base, gold, true));
            details.push("zip");
        }
        _ => {
            let quilted = noun == "quilted shoulder bag";
            let saddle = noun == "saddle bag";
            let chain: Vec<Point> = Outline::line()
                .corner(AXIS - 132.0, 300.0)
                .smooth(AXIS - 100.0, 170.0)
                .smooth(AXIS, 110.0)
                .smooth(AXIS + 100.0, 170.0)
                .corner(AXIS + 132.0, 300.0)
                .points(14);
            if quilted {
                let links = path_of(&crate::curve::parallel(&chain, 4.0));
                let brass = Cloth::plain(&METAL, gold, 6);
                let gaps = format!(
                    "<path d='{links}' fill='none' stroke='#000' stroke-opacity='.62' stroke-width='9' stroke-dasharray='2.2 7.8'/><path d='{links}' fill='none' stroke='#000' stroke-opacity='.5' stroke-width='2.2' stroke-dasharray='5 5' stroke-dashoffset='-3.6'/>"
                );
                bag.add(
                    Piece::new(strip(&chain, 8.0), &brass)
                        .form(5.0, 3.0)
                        .wrinkle(0.0)
                        .ink(&gaps),
                );
                details.push("chain strap");
            } else {
                bag.add(Piece::new(strip(&chain, 11.0), cloth).form(7.0, 3.4).wrinkle(0.2));
                details.push("shoulder strap");
            }
            let low = if saddle { 70.0 } else { 22.0 };
            let body = box_of((138.0, 278.0), (148.0, 484.0), low);
            let mut ink = String::new();
            let mut folds = Vec::new();
            if quilted {
                for i in -12..14 {
                    let x = AXIS + 26.0 * i as f32;
                    for (a, b) in [(x, x + 210.0), (x, x - 210.0)] {
                        ink += &format!("M{a:.1} 276L{b:.1} 486");
                        let mut f =
                            Fold::new((a, 276.0), ((a + b) / 2.0, 381.0), (b, 486.0), 3.4, -2.2).to_the_end();
                        f.peak = 0.02;
                        folds.push(f);
                    }
                }
                ink = trim::stitch(&ink, thread);
                details.push("quilted");
            }
            bag.add(
                Piece::new(body, cloth)
                    .form(34.0, 18.0)
                    .wrinkle(0.5)
                    .folds(folds.clone())
                    .ink(&ink),
            );
            let depth = if saddle { 438.0 } else { 408.0 };
            let flap = Outline::new()
                .corner(AXIS - 140.0, 280.0)
                .smooth(AXIS, 272.0)
                .corner(AXIS + 140.0, 280.0)
                .smooth(AXIS + 144.0, 340.0)
                .smooth(AXIS + if saddle { 100.0 } else { 128.0 }, depth - 20.0)
                .smooth(AXIS, depth)
                .smooth(AXIS - if saddle { 100.0 } else { 128.0 }, depth - 20.0)
                .smooth(AXIS - 144.0, 340.0);
            let edge = path_of(
                &flap
                    .points(6)
                    .iter()
                    .map(|&(x, y)| (AXIS + (x - AXIS) * 0.955, 340.0 + (y - 340.0) * 0.92))
                    .collect::<Vec<_>>(),
            );
            bag.add(
                Piece::new(flap, cloth)
                    .form(24.0, 8.0)
                    .wrinkle(0.5)
                    .cast(0.9)
                    .folds(folds)
                    .ink(&ink)
                    .ink(&trim::stitch(&edge, thread)),
            );
            for x in [AXIS - 128.0, AXIS + 128.0] {
                bag.trim(ring(x, 292.0, 8.0, gold));
            }
            bag.trim(lock(AXIS, depth - 14.0, gold));
        }
    }
    Garment::new(bag, noun, &chosen, Gender::Women)
        .details(&details)
        .worn(
            &["elegant", "classic", "feminine"],
            &["work", "party", "casual"],
            &["spring", "autumn", "winter"],
        )
}
