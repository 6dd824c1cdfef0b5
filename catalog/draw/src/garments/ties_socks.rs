//! Ties, bow ties and socks.

use super::chance;
use crate::cloth::{Cloth, FINE_KNIT, RIB_KNIT, SATIN, SILK, WOOL};
use crate::curve::{AXIS, Outline, between};
use crate::facts::{Chosen, Garment, Gender};
use crate::palette::{self};
use crate::pattern::Pattern;
use crate::piece::{Drawing, Piece};
use crate::relief::Fold;
use rand::rngs::StdRng;

/// Neckties and bow ties.
pub fn tie(rng: &mut StdRng) -> Garment {
    let ground = palette::pick(rng, &[palette::DEEP, palette::BRIGHT].concat());
    let patterns = [
        Pattern::Plain,
        Pattern::Dots(11.0),
        Pattern::Dots(18.0),
        Pattern::Stripes(24.0),
        Pattern::Stripes(12.0),
        Pattern::Ditsy(44.0),
        Pattern::Herringbone(7.0),
        Pattern::Tartan(40.0),
    ];
    let chosen = Chosen::from(rng, &[&SILK, &SATIN, &WOOL], &patterns, ground);
    let cloth = &chosen.cloth;
    let mut drawing = Drawing::new();
    if chance(rng, 28) {
        for s in [-1.0, 1.0] {
            let x = |v: f32| AXIS + s * v;
            let wing = Outline::new()
                .corner(x(6.0), 302.0)
                .smooth(x(50.0), 274.0)
                .corner(x(132.0), 254.0)
                .smooth(x(140.0), 320.0)
                .corner(x(132.0), 386.0)
                .smooth(x(50.0), 366.0)
                .corner(x(6.0), 338.0);
            let folds = [
                Fold::new((x(10.0), 312.0), (x(50.0), 304.0), (x(100.0), 300.0), 8.0, 4.0).peaking(0.12),
                Fold::new((x(10.0), 328.0), (x(50.0), 334.0), (x(96.0), 344.0), 8.0, -4.0).peaking(0.12),
            ];
            drawing.add(
                Piece::new(wing, cloth)
                    .grain(AXIS, 320.0, 0.2 * s)
                    .form(30.0, 16.0)
                    .folds(folds),
            );
        }
        let knot = Outline::new()
            .smooth(AXIS - 22.0, 320.0)
            .smooth(AXIS - 17.0, 296.0)
            .smooth(AXIS + 17.0, 296.0)
            .smooth(AXIS + 22.0, 320.0)
            .smooth(AXIS + 17.0, 346.0)
            .smooth(AXIS - 17.0, 346.0);
        drawing.add(
            Piece::new(knot, cloth)
                .grain(AXIS, 320.0, 0.0)
                .form(18.0, 11.0)
                .cast(0.9),
        );
        return Garment::new(drawing, "bow tie", &chosen, Gender::Men)
            .details(&["tied knot"])
            .worn(
                &["smart", "elegant"],
                &["wedding", "party"],
                &["spring", "summer", "autumn", "winter"],
            );
    }
    let back = Outline::new()
        .corner(AXIS + 2.0, 120.0)
        .corner(AXIS + 22.0, 122.0)
        .smooth(AXIS + 34.0, 360.0)
        .corner(AXIS + 42.0, 500.0)
        .corner(AXIS + 22.0, 522.0)
        .corner(AXIS + 4.0, 500.0);
    drawing.add(
        Piece::new(back, cloth)
            .grain(AXIS, 120.0, 0.6)
            .tone(0.78)
            .form(12.0, 5.0),
    );
    let collar = Outline::new()
        .corner(AXIS - 24.0, 86.0)
        .smooth(AXIS - 60.0, 50.0)
        .smooth(AXIS, 28.0)
        .smooth(AXIS + 60.0, 50.0)
        .corner(AXIS + 24.0, 86.0)
        .smooth(AXIS + 44.0, 58.0)
        .smooth(AXIS, 44.0)
        .smooth(AXIS - 44.0, 58.0);
    drawing.add(Piece::new(collar, cloth).grain(AXIS, 60.0, 1.2).form(8.0, 4.0));
    let blade = Outline::new()
        .corner(AXIS - 16.0, 112.0)
        .corner(AXIS + 16.0, 112.0)
        .smooth(AXIS + 30.0, 300.0)
        .corner(AXIS + 47.0, 520.0)
        .corner(AXIS, 576.0)
        .corner(AXIS - 47.0, 520.0)
        .smooth(AXIS - 30.0, 300.0);
    let folds = [
        Fold::new((AXIS, 116.0), (AXIS + 2.0, 170.0), (AXIS + 3.0, 250.0), 5.0, -3.6).peaking(0.06),
        Fold::new(
            (AXIS - 12.0, 120.0),
            (AXIS - 18.0, 260.0),
            (AXIS - 24.0, 420.0),
            7.0,
            1.4,
        ),
    ];
    drawing.add(
        Piece::new(blade, cloth)
            .grain(AXIS, 112.0, 0.72)
            .form(20.0, 8.0)
            .folds(folds)
            .wrinkle(0.6)
            .cast(0.8),
    );
    let knot = Outline::new()
        .corner(AXIS - 30.0, 76.0)
        .smooth(AXIS, 68.0)
        .corner(AXIS + 30.0, 76.0)
        .smooth(AXIS + 26.0, 104.0)
        .corner(AXIS + 17.0, 126.0)
        .smooth(AXIS, 130.0)
        .corner(AXIS - 17.0, 126.0)
        .smooth(AXIS - 26.0, 104.0);
    drawing.add(
        Piece::new(knot, cloth)
            .grain(AXIS, 76.0, -0.5)
            .form(16.0, 10.0)
            .wrinkle(0.4)
            .cast(0.9),
    );
    Garment::new(drawing, "tie", &chosen, Gender::Men)
        .details(&["wide blade"])
        .worn(
            &["smart", "tailored", "classic"],
            &["work", "wedding"],
            &["spring", "summer", "autumn", "winter"],
        )
}

/// A pair of knitted socks.
pub fn socks(rng: &mut StdRng) -> Garment {
    let ground = palette::any(rng);
    let patterns = [
        Pattern::Plain,
        Pattern::Breton(16.0),
        Pattern::Bands(34.0),
        Pattern::Argyle(46.0),
        Pattern::Dots(20.0),
        Pattern::FairIsle(72.0),
    ];
    let chosen = Chosen::from(rng, &[&FINE_KNIT, &RIB_KNIT], &patterns, ground);
    let plain_rib = chosen.material.name == "ribbed";
    let chosen = if plain_rib {
        Chosen::from(rng, &[&RIB_KNIT], &[Pattern::Plain], ground)
    } else {
        chosen
    };
    let cloth = &chosen.cloth;
    let accent = chosen.colours.get(1).copied().unwrap_or(chosen.ground());
    let tip = Cloth::shade(&FINE_KNIT, accent, 4);
    let rib = Cloth::shade(&RIB_KNIT, accent, 5);
    let ankle = chance(rng, 30);
    let top = if ankle { 250.0 } else { 120.0 };
    let mut drawing = Drawing::new();
    for (dx, dy) in [(34.0, -26.0), (0.0, 0.0)] {
        let at = |x: f32, y: f32| (x + dx, y + dy);
        let sock = [
            (250.0, top, false),
            (330.0, top, false),
            (326.0, 250.0_f32.max(top + 40.0), true),
            (328.0, 380.0, true),
            (340.0, 430.0, true),
            (334.0, 474.0, true),
            (300.0, 494.0, true),
            (220.0, 506.0, true),
            (140.0, 520.0, true),
            (98.0, 508.0, true),
            (92.0, 476.0, true),
            (120.0, 456.0, true),
            (190.0, 434.0, true),
            (238.0, 400.0, true),
            (250.0, 340.0, true),
        ];
        let outline = sock.iter().fold(Outline::new(), |o, &(x, y, smooth)| {
            let (px, py) = at(x, y);
            if smooth {
                o.smooth(px, py)
            } else {
                o.corner(px, py)
            }
        });
        let folds = [
            Fold::new(at(252.0, 392.0), at(280.0, 410.0), at(306.0, 420.0), 5.0, 2.4).peaking(0.2),
            Fold::new(at(244.0, 406.0), at(268.0, 428.0), at(284.0, 442.0), 5.0, -2.0).peaking(0.2),
        ];
        drawing.add(
            Piece::new(outline.clone(), cloth)
                .grain(290.0 + dx, top + dy, 0.0)
                .form(34.0, 14.0)
                .folds(folds)
                .cast(0.7),
        );
        let (a, b) = (at(345.0, 440.0), at(300.0, 500.0));
        let heel = Outline::new()
            .corner(at(332.0, 396.0).0, at(332.0, 396.0).1)
            .smooth(a.0, a.1)
            .smooth(at(336.0, 480.0).0, at(336.0, 480.0).1)
            .corner(b.0, b.1)
            .smooth(between(a, b, 0.4).0 - 22.0, between(a, b, 0.4).1 - 12.0);
        drawing.add(Piece::new(heel, &tip).within(&outline).form(16.0, 7.0).cast(0.2));
        let toe = Outline::new()
            .corner(at(146.0, 446.0).0, at(146.0, 446.0).1)
            .smooth(at(156.0, 482.0).0, at(156.0, 482.0).1)
            .corner(at(142.0, 524.0).0, at(142.0, 524.0).1)
            .corner(at(80.0, 530.0).0, at(80.0, 530.0).1)
            .corner(at(80.0, 446.0).0, at(80.0, 446.0).1);
        drawing.add(Piece::new(toe, &tip).within(&outline).form(20.0, 9.0).cast(0.2));
        let cuff = Outline::new()
            .corner(at(248.0, top - 4.0).0, at(248.0, top - 4.0).1)
            .corner(at(332.0, top - 4.0).0, at(332.0, top - 4.0).1)
            .corner(at(330.0, top + 30.0).0, at(330.0, top + 30.0).1)
            .corner(at(250.0, top + 30.0).0, at(250.0, top + 30.0).1);
        drawing.add(
            Piece::new(cuff, &rib)
                .grain(290.0 + dx, 0.0, 0.0)
                .column(26.0, 11.0)
                .cast(0.3),
        );
    }
    Garment::new(
        drawing,
        if ankle { "ankle socks" } else { "socks" },
        &chosen,
        Gender::Unisex,
    )
    .details(&[
        "ribbed cuff",
        if accent == chosen.ground() {
            ""
        } else {
            "contrast toe"
        },
    ])
    .worn(
        &["playful", "cosy", "casual"],
        &["casual", "sports", "winter"],
        &["autumn", "winter"],
    )
}
