//! Parts that shoes share: lining, upper, straps and welted soles.

use crate::cloth::{CALF, Cloth, RUBBER};
use crate::curve::{Outline, Point, parallel, strip};
use crate::last::{Cut, Last};
use crate::palette::{self};
use crate::piece::{Drawing, Piece};
use crate::trim;
use std::sync::Arc;

/// The lining seen inside the far wall of an open shoe.
pub(crate) fn lining(drawing: &mut Drawing, last: &Last, nodes: &[Cut], base: palette::Rgb) {
    let cloth = Cloth::plain(&CALF, base, 1);
    drawing.add(
        Piece::new(last.cut(nodes), &cloth)
            .tone(0.72)
            .form(10.0, -4.0)
            .wrinkle(0.0),
    );
}

/// An upper from its top edge (toe to heel) closed along the sole.
pub(crate) fn upper(last: &Last, top: &[Cut], cloth: &Arc<Cloth>) -> Piece {
    Piece::new(upper_outline(last, top), cloth)
        .grain(last.at(220.0, 0.0).0, 400.0, 0.1)
        .form(30.0, 15.0)
        .wrinkle(0.5)
        .cast(0.5)
}

/// The outline of [`upper`].
pub(crate) fn upper_outline(last: &Last, top: &[Cut]) -> Outline {
    let mut nodes = top.to_vec();
    nodes.extend(last.feather());
    last.cut(&nodes)
}

/// The far and the near half of a strap around the ankle, and its buckle.
pub(crate) fn ankle_strap(shoe: &mut Drawing, last: &Last, up: f32, cloth: &Arc<Cloth>) {
    shoe.add(
        band(
            last,
            &[
                (290.0, up + 4.0),
                (318.0, up + 13.0),
                (366.0, up + 9.0),
                (398.0, up),
            ],
            7.0,
            cloth,
        )
        .tone(0.66),
    );
    shoe.add(band(
        last,
        &[
            (400.0, up - 2.0),
            (366.0, up - 10.0),
            (316.0, up - 9.0),
            (288.0, up + 4.0),
        ],
        8.0,
        cloth,
    ));
    let (x, y) = last.at(336.0, up - 11.0);
    shoe.trim(trim::buckle(x, y, 9.0, 11.0, palette::GOLD.rgb()));
}

/// A strap over the instep of an open shoe, with its buckle at the near side.
pub(crate) fn instep_strap(shoe: &mut Drawing, last: &Last, x: f32, cloth: &Arc<Cloth>) {
    shoe.add(
        band(
            last,
            &[(x + 26.0, 42.0), (x + 46.0, 41.0), (x + 58.0, 33.0)],
            8.0,
            cloth,
        )
        .tone(0.7),
    );
    shoe.add(band(
        last,
        &[
            (x - 4.0, 14.0),
            (x + 3.0, 31.0),
            (x + 18.0, 41.0),
            (x + 38.0, 42.0),
        ],
        10.0,
        cloth,
    ));
    let (x, y) = last.at(x + 1.5, 26.0);
    shoe.trim(trim::buckle(x, y, 10.0, 11.0, palette::GOLD.rgb()));
}

/// A narrow band along places of the last, `width` units broad.
pub(crate) fn band(last: &Last, places: &[Point], width: f32, cloth: &Arc<Cloth>) -> Piece {
    let line: Vec<Point> = {
        let open = places
            .iter()
            .enumerate()
            .fold(Outline::line(), |line, (i, &(x, up))| {
                let (px, py) = last.at(x, up);
                if i == 0 || i + 1 == places.len() {
                    line.corner(px, py)
                } else {
                    line.smooth(px, py)
                }
            });
        open.points(10)
    };
    let middle = parallel(&line, -width / 2.0);
    Piece::new(strip(&middle, width), cloth)
        .form(width * 0.6, 2.4)
        .wrinkle(0.1)
        .cast(0.7)
}

/// A welted sole with a stacked heel.
pub(crate) fn welted(shoe: &mut Drawing, last: &Last, thick: f32, base: palette::Rgb) {
    let sole = Cloth::plain(&RUBBER, base, 4);
    shoe.add(last.heel_piece(&sole, 326.0, 74.0));
    shoe.add(last.sole_piece(&sole, thick));
    shoe.line(trim::stitch(
        &last.line(&[(68.0, -0.8), (180.0, -0.8), (300.0, -0.8), (398.0, -0.8)]),
        [0.80, 0.68, 0.5],
    ));
}
