//! Wristwatches.

use super::{chance, one_of};
use crate::cloth::{CALF, METAL, Material, NYLON, SUEDE};
use crate::curve::{AXIS, Outline};
use crate::facts::{Chosen, Garment, Gender};
use crate::palette::{self, Rgb, Shade, blend, css, toned};
use crate::pattern::Pattern;
use crate::piece::{Drawing, Piece};
use rand::rngs::StdRng;

/// Wristwatches on leather, textile or metal.
pub fn watch(rng: &mut StdRng) -> Garment {
    let gender = one_of(rng, &[Gender::Men, Gender::Women, Gender::Unisex]);
    let metal_strap = chance(rng, 30);
    let case: &'static Shade = one_of(rng, &[&palette::SILVER, &palette::GOLD]);
    let dial: &'static Shade = one_of(
        rng,
        &[
            &palette::WHITE,
            &palette::BLACK,
            &palette::NAVY,
            &palette::CREAM,
            &palette::FOREST,
            &palette::BLUSH,
        ],
    );
    let strap = if metal_strap {
        case
    } else {
        palette::pick(rng, palette::LEATHERS)
    };
    let materials: &[&'static Material] = if metal_strap {
        &[&METAL]
    } else {
        &[&CALF, &SUEDE, &NYLON]
    };
    let chosen = Chosen::from(rng, materials, &[Pattern::Plain], strap);
    let cloth = &chosen.cloth;
    let mut drawing = Drawing::new();
    let (rx, ry) = if gender == Gender::Women {
        (60.0, 60.0)
    } else {
        (76.0, 76.0)
    };
    let half = rx * 0.52;
    let centre = 320.0;
    for s in [-1.0, 1.0] {
        let y = |v: f32| centre + s * v;
        let end = if s < 0.0 { 244.0 } else { 262.0 };
        let outline = Outline::new()
            .corner(AXIS - half, y(ry - 12.0))
            .corner(AXIS + half, y(ry - 12.0))
            .smooth(AXIS + half * 0.86, y(150.0))
            .smooth(AXIS + half * 0.74, y(end - 20.0))
            .smooth(AXIS, y(end))
            .smooth(AXIS - half * 0.74, y(end - 20.0))
            .smooth(AXIS - half * 0.86, y(150.0));
        let mut ink = String::new();
        if metal_strap {
            for k in 0..14 {
                let y = y(ry - 4.0 + 14.0 * k as f32);
                ink += &format!(
                    "<path d='M{} {y}H{}' stroke='#000' stroke-opacity='.38' stroke-width='1.6'/>",
                    AXIS - half,
                    AXIS + half
                );
            }
            ink += &format!(
                "<path d='M{} {}V{}M{} {}V{}' stroke='#000' stroke-opacity='.32' stroke-width='1.4'/>",
                AXIS - half * 0.4,
                y(ry),
                y(240.0),
                AXIS + half * 0.4,
                y(ry),
                y(240.0)
            );
        } else {
            let d = format!(
                "M{} {}L{} {}M{} {}L{} {}",
                AXIS - half + 5.0,
                y(ry),
                AXIS - half * 0.72 + 5.0,
                y(end - 26.0),
                AXIS + half - 5.0,
                y(ry),
                AXIS + half * 0.72 - 5.0,
                y(end - 26.0)
            );
            ink += &crate::trim::stitch(&d, crate::trim::thread(cloth));
            if s > 0.0 {
                for k in 0..5 {
                    ink += &format!(
                        "<ellipse cx='{AXIS}' cy='{}' rx='2.6' ry='3.4' fill='#100c0a' opacity='.8'/>",
                        y(150.0 + 17.0 * k as f32)
                    );
                }
            }
        }
        drawing.add(Piece::new(outline, cloth).form(18.0, 8.0).wrinkle(0.2).ink(&ink));
    }
    if !metal_strap {
        drawing.trim(crate::trim::buckle(
            AXIS,
            centre - 240.0,
            half * 1.7,
            26.0,
            case.rgb(),
        ));
    }
    drawing.trim(face(rx, centre, case.rgb(), dial.rgb(), chance(rng, 40)));
    Garment::new(
        drawing,
        if metal_strap { "bracelet watch" } else { "watch" },
        &chosen,
        gender,
    )
    .with(case)
    .with(dial)
    .details(&[
        "round dial",
        if case == &palette::GOLD {
            "gold case"
        } else {
            "silver case"
        },
    ])
    .worn(
        &["classic", "minimal", "smart"],
        &["work", "wedding", "casual"],
        &["spring", "summer", "autumn", "winter"],
    )
}

fn face(r: f32, y: f32, case: Rgb, dial: Rgb, sub: bool) -> String {
    let mark = css(if palette::luminance(dial) > 0.5 {
        [0.12, 0.12, 0.14]
    } else {
        [0.93, 0.91, 0.86]
    });
    let mut svg = format!(
        "<defs><linearGradient id='c' x1='0' y1='0' x2='1' y2='1'><stop offset='0' stop-color='{}'/><stop offset='.45' stop-color='{}'/><stop offset='1' stop-color='{}'/></linearGradient>\
         <radialGradient id='d' cx='.4' cy='.35' r='.8'><stop offset='0' stop-color='{}'/><stop offset='1' stop-color='{}'/></radialGradient></defs>\
         <rect x='{:.1}' y='{:.1}' width='13' height='17' rx='3' fill='url(#c)'/><circle cx='{AXIS}' cy='{y}' r='{r}' fill='url(#c)'/>\
         <circle cx='{AXIS}' cy='{y}' r='{:.1}' fill='none' stroke='{}' stroke-width='1.4'/><circle cx='{AXIS}' cy='{y}' r='{:.1}' fill='url(#d)'/>",
        css(blend(case, [1.0; 3], 0.65)),
        css(case),
        css(toned(case, 0.5)),
        css(blend(dial, [1.0; 3], 0.12)),
        css(toned(dial, 0.82)),
        AXIS + r - 4.0,
        y - 8.5,
        r * 0.93,
        css(toned(case, 0.55)),
        r * 0.86
    );
    for k in 0..60 {
        let a = k as f32 / 60.0 * std::f32::consts::TAU;
        let (from, width) = if k % 5 == 0 { (0.66, 2.4) } else { (0.77, 0.7) };
        let (s, c) = a.sin_cos();
        svg += &format!(
            "<path d='M{:.1} {:.1}L{:.1} {:.1}' stroke='{mark}' stroke-width='{width}'/>",
            AXIS + r * from * s,
            y - r * from * c,
            AXIS + r * 0.80 * s,
            y - r * 0.80 * c
        );
    }
    if sub {
        svg += &format!(
            "<circle cx='{AXIS}' cy='{:.1}' r='{:.1}' fill='none' stroke='{mark}' stroke-width='1' opacity='.7'/><path d='M{AXIS} {:.1}l4 -8' stroke='{mark}' stroke-width='1'/>",
            y + r * 0.36,
            r * 0.2,
            y + r * 0.36
        );
    }
    svg += &format!(
        "<path d='M{AXIS} {y}L{:.1} {:.1}' stroke='{mark}' stroke-width='3.6' stroke-linecap='round'/><path d='M{AXIS} {y}L{:.1} {:.1}' stroke='{mark}' stroke-width='2.6' stroke-linecap='round'/>\
         <path d='M{:.1} {:.1}L{:.1} {:.1}' stroke='#9b2335' stroke-width='1.1'/><circle cx='{AXIS}' cy='{y}' r='3.4' fill='{mark}'/>\
         <path d='M{:.1} {:.1}A{q:.1} {q:.1} 0 0 1 {:.1} {:.1}L{:.1} {:.1}Z' fill='#fff' opacity='.14'/>",
        AXIS - r * 0.40,
        y - r * 0.24,
        AXIS + r * 0.34,
        y - r * 0.52,
        AXIS - r * 0.02,
        y - r * 0.2,
        AXIS + r * 0.02,
        y + r * 0.7,
        AXIS - r * 0.8,
        y,
        AXIS + r * 0.3,
        y - r * 0.75,
        AXIS - r * 0.3,
        y + r * 0.3,
        q = r * 0.82
    );
    svg
}
