//! Skirts: pencil, A-line, pleated, wrap, mini, tiered and denim.

use rand::rngs::StdRng;

use super::{chance, one_of};
use crate::cloth::{CHIFFON, CORDUROY, CREPE, Cloth, DENIM, LEATHER, LINEN, SATIN, TWEED, VISCOSE, WOOL};
use crate::curve::{AXIS, Outline, mix};
use crate::facts::{Chosen, Garment, Gender};
use crate::palette;
use crate::pattern::Pattern;
use crate::piece::{Drawing, Piece};
use crate::skirt::Skirt;
use crate::trim;

/// A skirt of one of the kinds of this file.
pub fn skirt(rng: &mut StdRng) -> Garment {
    match one_of(rng, &[0, 1, 2, 3, 4, 5, 1, 2]) {
        0 => pencil(rng),
        1 => pleated(rng),
        2 => a_line(rng),
        3 => mini(rng),
        4 => tiered(rng),
        _ => slip(rng),
    }
}

fn pencil(rng: &mut StdRng) -> Garment {
    let ground = palette::pick(rng, palette::DEEP);
    let patterns = [
        Pattern::Plain,
        Pattern::Pinstripe(14.0),
        Pattern::Houndstooth(12.0),
        Pattern::Windowpane(38.0),
    ];
    let chosen = if chance(rng, 30) {
        Chosen::from(rng, &[&LEATHER], &[Pattern::Plain], ground)
    } else {
        Chosen::from(rng, &[&WOOL, &CREPE], &patterns, ground)
    };
    let skirt = Skirt {
        top: 140.0,
        waist: 60.0,
        hip: 86.0,
        hem: 73.0,
        length: 456.0,
    };
    let mut drawing = Drawing::new();
    let darts = format!(
        "M{} 146L{} 186M{} 146L{} 186M{AXIS} 392V468",
        AXIS + 34.0,
        AXIS + 37.0,
        AXIS - 34.0,
        AXIS - 37.0
    );
    let folds = skirt.pulls(rng, 1.0);
    drawing.add(
        skirt
            .piece(&chosen.cloth)
            .folds(folds)
            .ink(&trim::seam(&darts, &chosen.cloth))
            .ink(&skirt.hem_row(&chosen.cloth)),
    );
    skirt.waistband(&mut drawing, &chosen.cloth, 20.0);
    Garment::new(drawing, "pencil skirt", &chosen, Gender::Women)
        .details(&["high waist", "front slit", "knee length"])
        .worn(
            &["tailored", "smart", "elegant"],
            &["work", "party"],
            &["autumn", "winter", "spring"],
        )
}

fn pleated(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let patterns = [
        Pattern::Plain,
        Pattern::Plain,
        Pattern::Tartan(56.0),
        Pattern::Dots(16.0),
        Pattern::Ditsy(56.0),
    ];
    let chosen = Chosen::from(rng, &[&SATIN, &CREPE, &WOOL, &CHIFFON], &patterns, ground);
    let long = chance(rng, 60);
    let skirt = Skirt {
        top: 110.0,
        waist: 58.0,
        hip: 84.0,
        hem: if long { 132.0 } else { 120.0 },
        length: if long { 500.0 } else { 330.0 },
    };
    let n = one_of(rng, &[14, 18, 22]);
    let (folds, lines) = skirt.pleats(n, 3.4);
    let mut drawing = Drawing::new();
    drawing.add(
        skirt
            .piece(&chosen.cloth)
            .folds(folds)
            .ink(&trim::seam(&lines, &chosen.cloth)),
    );
    skirt.waistband(&mut drawing, &chosen.cloth, 20.0);
    Garment::new(
        drawing,
        if long {
            "pleated midi skirt"
        } else {
            "pleated mini skirt"
        },
        &chosen,
        Gender::Women,
    )
    .details(&["high waist", "pleats"])
    .worn(
        &["feminine", "elegant", "preppy"],
        &["work", "party", "casual"],
        &["autumn", "spring"],
    )
}

fn a_line(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let patterns = [
        Pattern::Plain,
        Pattern::Floral(130.0),
        Pattern::Ditsy(60.0),
        Pattern::Gingham(20.0),
        Pattern::Stripes(22.0),
        Pattern::Leaf(130.0),
        Pattern::Dots(20.0),
    ];
    let chosen = Chosen::from(rng, &[&VISCOSE, &LINEN, &CREPE], &patterns, ground);
    let skirt = Skirt {
        top: 116.0,
        waist: 58.0,
        hip: 88.0,
        hem: 136.0,
        length: one_of(rng, &[400.0, 480.0]),
    };
    let folds = skirt.falls(rng, 13, 3.0);
    let mut drawing = Drawing::new();
    let buttons = chance(rng, 40);
    drawing.add(
        skirt
            .piece(&chosen.cloth)
            .folds(folds)
            .ink(&skirt.hem_row(&chosen.cloth)),
    );
    skirt.waistband(&mut drawing, &chosen.cloth, 22.0);
    if buttons {
        let line = format!(
            "M{} {}V{}M{} {}V{}",
            AXIS - 9.0,
            skirt.top + 8.0,
            skirt.length + 12.0,
            AXIS + 9.0,
            skirt.top + 8.0,
            skirt.length + 12.0
        );
        drawing.line(trim::stitch(&line, trim::thread(&chosen.cloth)));
        for (x, y) in trim::spaced((AXIS, skirt.top - 6.0), (AXIS, skirt.length - 40.0), 8) {
            drawing.trim(trim::button(
                x,
                y,
                4.8,
                if chosen.cloth.is_dark() {
                    [0.2, 0.17, 0.16]
                } else {
                    [0.88, 0.82, 0.72]
                },
            ));
        }
    }
    Garment::new(drawing, "A-line skirt", &chosen, Gender::Women)
        .details(&["high waist", if buttons { "button front" } else { "" }])
        .worn(
            &["feminine", "playful"],
            &["casual", "travel"],
            &["spring", "summer"],
        )
}

fn mini(rng: &mut StdRng) -> Garment {
    let denim = chance(rng, 45);
    let chosen = if denim {
        let ground = one_of(
            rng,
            &[
                &palette::BLUE,
                &palette::INDIGO,
                &palette::LIGHT_BLUE,
                &palette::BLACK,
                &palette::WHITE,
            ],
        );
        Chosen::from(rng, &[&DENIM], &[Pattern::Plain], ground)
    } else {
        let ground = palette::any(rng);
        Chosen::from(rng, &[&CORDUROY, &TWEED, &LEATHER], &[Pattern::Plain], ground)
    };
    let cloth = &chosen.cloth;
    let skirt = Skirt {
        top: 190.0,
        waist: 66.0,
        hip: 90.0,
        hem: 104.0,
        length: 372.0,
    };
    let thread = if denim && chosen.ground() != &palette::WHITE {
        [0.76, 0.52, 0.25]
    } else {
        trim::thread(cloth)
    };
    let mut ink = skirt.hem_row(cloth);
    for s in [-1.0, 1.0] {
        let x = |v: f32| AXIS + s * v;
        let d = format!("M{} 197Q{} 236 {} 240", x(28.0), x(32.0), x(82.0));
        ink += &(trim::seam(&d, cloth)
            + &trim::stitch(
                &format!("M{} 197Q{} 239 {} 244", x(24.0), x(28.0), x(82.0)),
                thread,
            ));
    }
    ink += &trim::seam(&format!("M{AXIS} 198V384"), cloth);
    let washes = if denim {
        vec![
            ((AXIS - 44.0, 290.0), 26.0, 60.0, 0.2),
            ((AXIS + 44.0, 290.0), 26.0, 60.0, 0.2),
        ]
    } else {
        Vec::new()
    };
    let mut folds = skirt.pulls(rng, 0.9);
    folds.extend(skirt.falls(rng, 6, 1.3));
    let mut drawing = Drawing::new();
    drawing.add(skirt.piece(cloth).folds(folds).washes(washes).ink(&ink));
    skirt.waistband(&mut drawing, cloth, 21.0);
    drawing.trim(if denim {
        trim::stud(AXIS, skirt.top - 4.0, 6.0, [0.72, 0.45, 0.28])
    } else {
        trim::button(AXIS, skirt.top - 4.0, 5.0, palette::toned(cloth.base, 0.55))
    });
    Garment::new(
        drawing,
        if denim { "denim mini skirt" } else { "mini skirt" },
        &chosen,
        Gender::Women,
    )
    .details(&["pockets"])
    .worn(
        &["casual", "playful", "edgy"],
        &["casual", "party"],
        &["spring", "autumn"],
    )
}

fn tiered(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let patterns = [
        Pattern::Plain,
        Pattern::Ditsy(58.0),
        Pattern::Zigzag(24.0),
        Pattern::Leaf(120.0),
        Pattern::Gingham(16.0),
    ];
    let chosen = Chosen::from(rng, &[&LINEN, &VISCOSE], &patterns, ground);
    let mut drawing = Drawing::new();
    tiers(&mut drawing, &chosen.cloth, rng, (90.0, 56.0), (560.0, 150.0), 3);
    let skirt = Skirt {
        top: 90.0,
        waist: 56.0,
        hip: 70.0,
        hem: 150.0,
        length: 560.0,
    };
    skirt.waistband(&mut drawing, &chosen.cloth, 18.0);
    Garment::new(drawing, "tiered maxi skirt", &chosen, Gender::Women)
        .details(&["full length", "gathers"])
        .worn(
            &["bohemian", "relaxed"],
            &["beach", "casual", "travel"],
            &["summer"],
        )
}

/// Gathered tiers from (`page height`, half-width) to the hem, the lowest drawn first.
pub(crate) fn tiers(
    drawing: &mut Drawing,
    cloth: &std::sync::Arc<Cloth>,
    rng: &mut StdRng,
    from: (f32, f32),
    to: (f32, f32),
    n: usize,
) {
    for i in (0..n).rev() {
        let (t0, t1) = (
            (i as f32 / n as f32).powf(0.92),
            ((i + 1) as f32 / n as f32).powf(0.92),
        );
        let (top, low) = (mix(from.0, to.0, t0), mix(from.0, to.0, t1));
        let (a, b) = (mix(from.1, to.1, t0), mix(from.1, to.1, t1));
        let tier = Skirt {
            top,
            waist: a,
            hip: mix(a, b, 0.6),
            hem: b + 4.0,
            length: low + 6.0,
        };
        let line: Vec<_> = (0..26)
            .map(|k| (AXIS + a * (k as f32 / 12.5 - 1.0) * 0.98, top + 5.0))
            .collect();
        let mut folds = super::blouses::gathers(line, (low - top) * 0.8, 2.6);
        folds.extend(tier.falls(rng, 12, 2.2));
        drawing.add(tier.piece(cloth).folds(folds).cast(0.5));
    }
}

fn slip(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let chosen = Chosen::from(
        rng,
        &[&SATIN],
        &[
            Pattern::Plain,
            Pattern::Plain,
            Pattern::Leopard(80.0),
            Pattern::Floral(130.0),
        ],
        ground,
    );
    let skirt = Skirt {
        top: 96.0,
        waist: 58.0,
        hip: 86.0,
        hem: 108.0,
        length: 498.0,
    };
    let mut folds = skirt.falls(rng, 9, 2.6);
    folds.extend(skirt.pulls(rng, 1.2));
    let mut drawing = Drawing::new();
    drawing.add(
        skirt
            .piece(&chosen.cloth)
            .folds(folds)
            .ink(&skirt.hem_row(&chosen.cloth)),
    );
    skirt.waistband(&mut drawing, &chosen.cloth, 10.0);
    Garment::new(drawing, "slip skirt", &chosen, Gender::Women)
        .details(&["midi length"])
        .worn(
            &["evening", "elegant", "feminine"],
            &["party", "work"],
            &["spring", "autumn", "summer"],
        )
}

/// A wrapped edge running obliquely over a skirt, with its shadow.
pub(crate) fn wrap_edge(skirt: &Skirt, cloth: &std::sync::Arc<Cloth>) -> Piece {
    let shape = Outline::new()
        .corner(AXIS - skirt.waist, skirt.top)
        .corner(AXIS + skirt.waist * 0.5, skirt.top + 3.0)
        .smooth(AXIS + skirt.hip * 0.42, mix(skirt.top, skirt.length, 0.45))
        .corner(AXIS + skirt.hem * 0.12, skirt.length + 4.0)
        .smooth(AXIS - skirt.hem * 0.5, skirt.length + 6.0)
        .corner(AXIS - skirt.hem, skirt.length)
        .smooth(AXIS - skirt.hip, skirt.top + 70.0);
    Piece::new(shape, cloth)
        .within(&skirt.outline())
        .grain(AXIS, skirt.top, 0.0)
        .column(44.0, 18.0)
        .rim(0.8)
        .cast(0.6)
}
