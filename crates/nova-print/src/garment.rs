//! What stands in the place of a picture that there is not: a hanger in a frame.

use crate::sheet::Area;
use krilla::geom::{Path, PathBuilder};

/// The outline of a hanger in the middle of an area, to be stroked. `None` where the area has no size.
pub(crate) fn hanger(area: Area) -> Option<Path> {
    let unit = area.width.min(area.height) / 10.0;
    let (x, y) = (area.x + area.width / 2.0, area.y + area.height / 2.0);
    let mut path = PathBuilder::new();
    // The hook, the neck, and the shoulders.
    path.move_to(x - 0.6 * unit, y - 1.5 * unit);
    path.cubic_to(
        x - 0.6 * unit,
        y - 2.4 * unit,
        x + 0.7 * unit,
        y - 2.4 * unit,
        x + 0.7 * unit,
        y - 1.5 * unit,
    );
    path.cubic_to(
        x + 0.7 * unit,
        y - 0.9 * unit,
        x,
        y - 1.0 * unit,
        x,
        y - 0.4 * unit,
    );
    path.line_to(x + 2.5 * unit, y + 1.0 * unit);
    path.cubic_to(
        x + 2.9 * unit,
        y + 1.3 * unit,
        x + 2.7 * unit,
        y + 1.6 * unit,
        x + 2.3 * unit,
        y + 1.6 * unit,
    );
    path.line_to(x - 2.3 * unit, y + 1.6 * unit);
    path.cubic_to(
        x - 2.7 * unit,
        y + 1.6 * unit,
        x - 2.9 * unit,
        y + 1.3 * unit,
        x - 2.5 * unit,
        y + 1.0 * unit,
    );
    path.line_to(x, y - 0.4 * unit);
    path.finish()
}
