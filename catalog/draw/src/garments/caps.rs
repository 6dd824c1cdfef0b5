//! Baseball caps and beanies.

use super::{chance, one_of};
use crate::cloth::{CABLE_KNIT, CANVAS, CHUNKY_KNIT, CORDUROY, Cloth, FINE_KNIT, RIB_KNIT, TWILL};
use crate::curve::{AXIS, Outline};
use crate::facts::{Chosen, Garment, Gender};
use crate::palette::{self, css, toned};
use crate::pattern::Pattern;
use crate::piece::{Drawing, Ground, Piece};
use crate::relief::Fold;
use crate::trim;
use rand::rngs::StdRng;

/// Baseball caps.
pub fn cap(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let chosen = Chosen::from(
        rng,
        &[&TWILL, &CORDUROY, &CANVAS],
        &[
            Pattern::Plain,
            Pattern::Plain,
            Pattern::Plain,
            Pattern::Gingham(16.0),
        ],
        ground,
    );
    let cloth = &chosen.cloth;
    let second = if chance(rng, 35) {
        palette::contrast(
            rng,
            chosen.ground(),
            &[
                &palette::NAVY,
                &palette::WHITE,
                &palette::RED,
                &palette::FOREST,
                &palette::BLACK,
            ],
        )
    } else {
        chosen.ground()
    };
    let peak_cloth = if second == chosen.ground() {
        std::sync::Arc::clone(cloth)
    } else {
        Cloth::shade(chosen.material, second, 4)
    };
    let mut drawing = Drawing::new();
    drawing.ground = Ground::Standing(394.0);
    let crown = Outline::new()
        .corner(AXIS - 104.0, 372.0)
        .smooth(AXIS - 100.0, 290.0)
        .smooth(AXIS - 40.0, 222.0)
        .smooth(AXIS + 40.0, 220.0)
        .smooth(AXIS + 112.0, 280.0)
        .corner(AXIS + 128.0, 366.0)
        .smooth(AXIS + 10.0, 384.0);
    let (x, y) = (AXIS + 4.0, 217.0);
    let seams = format!(
        "M{x} {y}Q{} 290 {} 380M{x} {y}Q{} 270 {} 372M{x} {y}Q{} 266 {} 368",
        x - 30.0,
        x - 44.0,
        x + 76.0,
        x + 70.0,
        x - 84.0,
        x - 96.0
    );
    let eyelets: String = [(-70.0, 272.0), (52.0, 262.0)].iter().map(|&(dx, y)| format!("<circle cx='{}' cy='{y}' r='3.4' fill='none' stroke='{}' stroke-width='2'/><circle cx='{}' cy='{y}' r='1.8' fill='#111'/>", AXIS + dx, css(toned(cloth.base, 0.7)), AXIS + dx)).collect();
    drawing.add(
        Piece::new(crown, cloth)
            .grain(AXIS, 220.0, 0.0)
            .form(64.0, 36.0)
            .wrinkle(0.6)
            .ink(&(trim::seam(&seams, cloth) + &eyelets)),
    );
    let peak = Outline::new()
        .corner(AXIS - 44.0, 366.0)
        .smooth(AXIS - 100.0, 352.0)
        .smooth(AXIS - 160.0, 366.0)
        .smooth(AXIS - 196.0, 398.0)
        .smooth(AXIS - 150.0, 402.0)
        .smooth(AXIS - 60.0, 394.0)
        .smooth(AXIS + 20.0, 392.0)
        .corner(AXIS + 34.0, 381.0)
        .smooth(AXIS - 10.0, 378.0);
    let rows: String = (1..5)
        .map(|i| {
            let t = i as f32 / 5.0;
            trim::stitch(
                &format!(
                    "M{} {}Q{} {} {} {}",
                    AXIS - 44.0 - 140.0 * t,
                    366.0 + 26.0 * t,
                    AXIS - 70.0 - 20.0 * t,
                    366.0 + 16.0 * t,
                    AXIS + 30.0 - 6.0 * t,
                    382.0 + 7.0 * t
                ),
                trim::thread(&peak_cloth),
            )
        })
        .collect();
    drawing.add(
        Piece::new(peak, &peak_cloth)
            .form(22.0, 9.0)
            .wrinkle(0.3)
            .cast(0.7)
            .ink(&rows),
    );
    drawing.trim(trim::stud(
        x,
        y + 1.0,
        6.0,
        if second == chosen.ground() {
            cloth.base
        } else {
            second.rgb()
        },
    ));
    Garment::new(drawing, "baseball cap", &chosen, Gender::Unisex)
        .with(second)
        .details(&[
            "curved peak",
            if second == chosen.ground() {
                ""
            } else {
                "contrast peak"
            },
        ])
        .worn(
            &["sporty", "streetwear"],
            &["sports", "casual", "travel"],
            &["spring", "summer"],
        )
}

/// Knitted beanies, some with a pompom.
pub fn beanie(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let material = one_of(rng, &[&RIB_KNIT, &CHUNKY_KNIT, &CABLE_KNIT, &FINE_KNIT]);
    let patterns: &[Pattern] = if material.name == "chunky-knit" || material.name == "merino" {
        &[Pattern::Plain, Pattern::FairIsle(96.0), Pattern::Bands(56.0)]
    } else {
        &[Pattern::Plain]
    };
    let chosen = Chosen::from(rng, &[material], patterns, ground);
    let cloth = &chosen.cloth;
    let rib = chosen.plain(&RIB_KNIT);
    let mut drawing = Drawing::new();
    let pompom = chance(rng, 45);
    if pompom {
        let fluff = Cloth::plain(&crate::cloth::TEDDY, toned(cloth.base, 1.12), 5);
        let ball = Outline::new()
            .smooth(AXIS - 40.0, 162.0)
            .smooth(AXIS, 122.0)
            .smooth(AXIS + 40.0, 162.0)
            .smooth(AXIS, 202.0);
        drawing.add(Piece::new(ball, &fluff).form(40.0, 30.0));
    }
    let crown = Outline::new()
        .smooth(AXIS, 186.0)
        .smooth(AXIS + 70.0, 206.0)
        .smooth(AXIS + 118.0, 290.0)
        .corner(AXIS + 126.0, 390.0)
        .smooth(AXIS, 400.0)
        .mirrored();
    let folds = (0..7).map(|i| {
        let t = i as f32 / 3.0 - 1.0;
        Fold::new(
            (AXIS + 10.0 * t, 190.0),
            (AXIS + 54.0 * t, 226.0),
            (AXIS + 84.0 * t, 280.0),
            5.0,
            if i % 2 == 0 { 3.0 } else { -2.4 },
        )
        .peaking(0.1)
    });
    drawing.add(
        Piece::new(crown, cloth)
            .grain(AXIS, 186.0, 0.0)
            .form(66.0, 36.0)
            .folds(folds),
    );
    let cuff = Outline::new()
        .smooth(AXIS, 368.0)
        .smooth(AXIS + 100.0, 360.0)
        .smooth(AXIS + 130.0, 358.0)
        .smooth(AXIS + 134.0, 400.0)
        .smooth(AXIS + 128.0, 436.0)
        .smooth(AXIS + 60.0, 446.0)
        .smooth(AXIS, 448.0)
        .mirrored();
    drawing.add(
        Piece::new(cuff, &rib)
            .grain(AXIS, 360.0, 0.0)
            .form(34.0, 17.0)
            .cast(0.6),
    );
    drawing.trim(format!("<rect x='{}' y='394' width='30' height='22' rx='1.5' fill='#efe9de'/><path d='M{} 402h16M{} 408h10' stroke='#7a1f3d' stroke-width='1.6'/>", AXIS - 15.0, AXIS - 8.0, AXIS - 5.0));
    Garment::new(drawing, "beanie", &chosen, Gender::Unisex)
        .details(&["turned cuff", if pompom { "pompom" } else { "" }])
        .worn(
            &["cosy", "outdoor", "casual"],
            &["winter", "sports", "casual"],
            &["winter", "autumn"],
        )
}
