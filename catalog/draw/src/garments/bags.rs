//! Totes and backpacks.
//!
//! Handbags are in [`super::handbags`], clutches in [`super::clutches`].

use super::handbags::{box_of, handle, standing};
use super::{chance, one_of};
use crate::cloth::{CALF, CANVAS, Cloth, NYLON, PEBBLED, RAFFIA, STRAW};
use crate::curve::{AXIS, Outline, Point, strip};
use crate::facts::{Chosen, Garment, Gender};
use crate::palette::{self};
use crate::pattern::Pattern;
use crate::piece::Piece;
use crate::relief::Fold;
use crate::trim;
use rand::rngs::StdRng;

/// Totes in leather, canvas, straw or raffia.
pub fn tote(rng: &mut StdRng) -> Garment {
    let material = one_of(rng, &[&CANVAS, &CANVAS, &PEBBLED, &CALF, &STRAW, &RAFFIA]);
    let woven = material.name == "straw" || material.name == "raffia";
    let any = palette::any(rng);
    let ground = if woven {
        one_of(
            rng,
            &[&palette::BEIGE, &palette::CAMEL, &palette::ECRU, &palette::TAN],
        )
    } else {
        any
    };
    let patterns: &[Pattern] = if material.name == "canvas" {
        &[
            Pattern::Plain,
            Pattern::Stripes(40.0),
            Pattern::Breton(34.0),
            Pattern::Leaf(140.0),
            Pattern::Gingham(40.0),
        ]
    } else {
        &[Pattern::Plain]
    };
    let chosen = Chosen::from(rng, &[material], patterns, ground);
    let cloth = &chosen.cloth;
    let strap_shade = if material.name == "canvas" || woven {
        one_of(
            rng,
            &[&palette::TAN, &palette::BROWN, &palette::BLACK, &palette::CAMEL],
        )
    } else {
        chosen.ground()
    };
    let strap = Cloth::shade(&CALF, strap_shade, 4);
    let mut bag = standing(510.0);
    handle(&mut bag, &strap, 62.0, 262.0, 100.0, 11.0, 0.66);
    let inside = Outline::new()
        .corner(AXIS - 146.0, 246.0)
        .smooth(AXIS, 236.0)
        .corner(AXIS + 146.0, 246.0)
        .smooth(AXIS, 268.0);
    bag.add(Piece::new(inside, cloth).tone(0.5).form(8.0, -4.0));
    let body = Outline::new()
        .corner(AXIS - 150.0, 246.0)
        .smooth(AXIS, 258.0)
        .corner(AXIS + 150.0, 246.0)
        .smooth(AXIS + 141.0, 380.0)
        .corner(AXIS + 130.0, 502.0)
        .smooth(AXIS, 511.0)
        .corner(AXIS - 130.0, 502.0)
        .smooth(AXIS - 141.0, 380.0);
    let soft = [
        Fold::new(
            (AXIS - 120.0, 270.0),
            (AXIS - 96.0, 360.0),
            (AXIS - 100.0, 470.0),
            8.0,
            2.4,
        ),
        Fold::new(
            (AXIS + 112.0, 280.0),
            (AXIS + 88.0, 370.0),
            (AXIS + 104.0, 480.0),
            8.0,
            -2.2,
        ),
        Fold::new(
            (AXIS + 20.0, 330.0),
            (AXIS + 40.0, 400.0),
            (AXIS + 10.0, 490.0),
            9.0,
            1.8,
        ),
    ];
    let ink = trim::stitch(
        &format!(
            "M{} 262Q{AXIS} 274 {} 262M{} 490Q{AXIS} 499 {} 490",
            AXIS - 148.0,
            AXIS + 148.0,
            AXIS - 130.0,
            AXIS + 130.0
        ),
        trim::thread(cloth),
    );
    bag.add(
        Piece::new(body, cloth)
            .grain(AXIS, 246.0, 0.0)
            .form(30.0, 18.0)
            .folds(soft)
            .ink(&ink),
    );
    handle(&mut bag, &strap, 62.0, 320.0, 118.0, 12.0, 1.0);
    for x in [AXIS - 62.0, AXIS + 62.0] {
        let tab = Outline::new()
            .corner(x - 9.0, 292.0)
            .corner(x + 9.0, 292.0)
            .corner(x + 9.0, 332.0)
            .smooth(x, 342.0)
            .corner(x - 9.0, 332.0);
        bag.add(
            Piece::new(tab, &strap)
                .form(6.0, 2.4)
                .wrinkle(0.1)
                .cast(0.7)
                .ink(&trim::stitch(
                    &format!("M{} 296V330M{} 296V330", x - 6.0, x + 6.0),
                    trim::thread(&strap),
                )),
        );
        bag.trim(trim::stud(x, 330.0, 2.6, palette::GOLD.rgb()));
    }
    let noun = if woven { "basket tote" } else { "tote" };
    Garment::new(bag, noun, &chosen, Gender::Unisex)
        .with(strap_shade)
        .details(&[
            "two handles",
            if strap_shade == chosen.ground() {
                ""
            } else {
                "contrast handles"
            },
        ])
        .worn(
            if woven {
                &["beach", "relaxed", "bohemian"]
            } else {
                &["minimal", "casual", "classic"]
            },
            if woven {
                &["beach", "travel"]
            } else {
                &["work", "travel", "casual"]
            },
            if woven {
                &["summer"]
            } else {
                &["spring", "summer", "autumn"]
            },
        )
}

/// Backpacks in canvas, nylon or leather.
pub fn backpack(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let chosen = Chosen::from(
        rng,
        &[&CANVAS, &NYLON, &PEBBLED, &NYLON],
        &[Pattern::Plain, Pattern::Plain, Pattern::Leaf(110.0)],
        ground,
    );
    let cloth = &chosen.cloth;
    let rolled = chance(rng, 35);
    let tan = chosen.material.name == "canvas" && ground != &palette::TAN;
    let strap = if tan {
        Cloth::shade(&CALF, &palette::TAN, 3)
    } else {
        chosen.plain(chosen.material)
    };
    let mut bag = standing(524.0);
    for s in [-1.0, 1.0] {
        let x = |v: f32| AXIS + s * v;
        let line: Vec<Point> = Outline::line()
            .corner(x(58.0), 190.0)
            .smooth(x(126.0), 236.0)
            .smooth(x(146.0), 340.0)
            .corner(x(112.0), 490.0)
            .points(12);
        bag.add(
            Piece::new(strip(&line, -s * 20.0), &strap)
                .tone(0.7)
                .form(10.0, 5.0)
                .wrinkle(0.3),
        );
    }
    handle(&mut bag, &strap, 24.0, 190.0, 146.0, 9.0, 0.85);
    let body = Outline::new()
        .smooth(AXIS, 172.0)
        .smooth(AXIS + 76.0, 186.0)
        .smooth(AXIS + 112.0, 240.0)
        .smooth(AXIS + 122.0, 380.0)
        .smooth(AXIS + 122.0, 500.0)
        .smooth(AXIS + 100.0, 522.0)
        .smooth(AXIS, 524.0)
        .mirrored();
    let zip: Vec<Point> = Outline::line()
        .corner(AXIS - 106.0, 320.0)
        .smooth(AXIS - 98.0, 246.0)
        .smooth(AXIS - 66.0, 206.0)
        .smooth(AXIS, 196.0)
        .smooth(AXIS + 66.0, 206.0)
        .smooth(AXIS + 98.0, 246.0)
        .corner(AXIS + 106.0, 320.0)
        .points(10);
    bag.add(
        Piece::new(body, cloth)
            .grain(AXIS, 172.0, 0.0)
            .form(46.0, 24.0)
            .wrinkle(0.45),
    );
    let metal = palette::SILVER.rgb();
    if rolled {
        let flap = Outline::new()
            .smooth(AXIS, 168.0)
            .smooth(AXIS + 80.0, 180.0)
            .smooth(AXIS + 116.0, 226.0)
            .smooth(AXIS + 112.0, 308.0)
            .smooth(AXIS + 84.0, 336.0)
            .smooth(AXIS, 342.0)
            .mirrored();
        bag.add(
            Piece::new(flap, cloth)
                .grain(AXIS, 168.0, 0.0)
                .form(30.0, 12.0)
                .wrinkle(0.45)
                .cast(0.9),
        );
        for s in [-1.0, 1.0] {
            let x = AXIS + s * 52.0;
            let tab = Outline::new()
                .corner(x - 9.0, 270.0)
                .corner(x + 9.0, 270.0)
                .corner(x + 9.0, 400.0)
                .smooth(x, 412.0)
                .corner(x - 9.0, 400.0);
            bag.add(Piece::new(tab, &strap).form(6.0, 2.4).wrinkle(0.1).cast(0.7));
            bag.trim(trim::buckle(x, 360.0, 24.0, 18.0, metal));
        }
    } else {
        bag.trim(trim::zip(&zip, cloth.base, metal, true));
    }
    let pocket = box_of((88.0, 384.0), (96.0, 508.0), 18.0);
    let row = format!("M{} 404H{}", AXIS - 82.0, AXIS + 82.0);
    bag.add(
        Piece::new(pocket, cloth)
            .grain(AXIS, 384.0, 0.0)
            .form(24.0, 11.0)
            .cast(0.7)
            .wrinkle(0.4)
            .ink(&trim::seam(&row, cloth)),
    );
    if !rolled {
        let line = trim::spaced((AXIS - 78.0, 402.0), (AXIS + 78.0, 402.0), 6);
        bag.trim(trim::zip(&line, cloth.base, metal, false));
    }
    let mut garment = Garment::new(
        bag,
        if rolled { "flap backpack" } else { "zip backpack" },
        &chosen,
        Gender::Unisex,
    );
    if tan {
        garment = garment.with(&palette::TAN);
    }
    garment.details(&["front pocket", "two straps"]).worn(
        &["casual", "outdoor", "workwear"],
        &["travel", "casual", "work"],
        &["spring", "summer", "autumn", "winter"],
    )
}
