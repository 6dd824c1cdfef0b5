//! Light on a piece: its slopes, and the colour of each pixel under a lamp at the upper left.

use crate::noise::{rough, smooth};
use crate::palette::{Rgb, luminance};
use crate::piece::Piece;
use crate::relief::Field;
use crate::studio::{SCALE, Window};
use resvg::tiny_skia;

/// Direction of the light, of unit length with its height above the page last.
const LIGHT: [f32; 3] = [-0.43, -0.56, 0.708];

/// The slopes of a piece's surface, coarse (one sample a unit) and at its edge (one a pixel).
pub(crate) struct Relief {
    window: Window,
    slope_x: Field,
    slope_y: Field,
    hollow: Field,
    edge: Field,
}

impl Relief {
    pub(crate) fn of(piece: &Piece, cover: &Field, window: Window, small: &Field, seed: u32) -> Relief {
        let material = &piece.cloth.material;
        let (left, top) = ((window.x0 / SCALE) as f32, (window.y0 / SCALE) as f32);
        let mut height = piece.rounded(small);
        let wrinkle = material.wrinkle * piece.wrinkle;
        if wrinkle > 0.0 {
            let (sin, cos) = piece.grain.angle.sin_cos();
            for y in 0..height.height {
                for x in 0..height.width {
                    let (px, py) = (
                        x as f32 + left - piece.grain.origin.0,
                        y as f32 + top - piece.grain.origin.1,
                    );
                    let (u, v) = (px * cos + py * sin, py * cos - px * sin);
                    // Wrinkles run along the grain, so they are longer than broad.
                    let (a, b) = (u / material.breadth * 1.25, v / (material.breadth * 1.9));
                    let bend = smooth(a * 0.7, b * 0.7, seed + 5);
                    height.data[y * height.width + x] +=
                        wrinkle * rough(a + bend * 0.6, b + bend * 0.4, seed, 3) * 1.5;
                }
            }
        }
        for fold in &piece.folds {
            height.crease(fold, left, top);
        }
        let wide = height.blurred(5.0);
        let (w, h) = (height.width, height.height);
        let (mut slope_x, mut slope_y, mut hollow) = (Field::new(w, h), Field::new(w, h), Field::new(w, h));
        for y in 0..h as i32 {
            for x in 0..w as i32 {
                let i = y as usize * w + x as usize;
                slope_x.data[i] = (height.at(x + 1, y) - height.at(x - 1, y)) / 2.0;
                slope_y.data[i] = (height.at(x, y + 1) - height.at(x, y - 1)) / 2.0;
                hollow.data[i] = wide.data[i] - height.data[i];
            }
        }
        Relief {
            window,
            slope_x,
            slope_y,
            hollow,
            edge: cover.blurred(1.5 * SCALE as f32),
        }
    }

    /// The lit colour of a piece at a pixel of its window; `at` is its index in the canvas.
    pub(crate) fn lit(
        &self,
        piece: &Piece,
        ink: Option<&tiny_skia::Pixmap>,
        x: usize,
        y: usize,
        at: usize,
        seed: u32,
    ) -> Rgb {
        let (cloth, material) = (&*piece.cloth, &piece.cloth.material);
        let scale = SCALE as f32;
        let (ux, uy) = (x as f32 / scale, y as f32 / scale);
        let (gx, gy) = (self.slope_x.sample(ux, uy), self.slope_y.sample(ux, uy));
        let (px, py) = (
            ux + (self.window.x0 / SCALE) as f32,
            uy + (self.window.y0 / SCALE) as f32,
        );
        let (sin, cos) = piece.grain.angle.sin_cos();
        let (ox, oy) = (px - piece.grain.origin.0, py - piece.grain.origin.1);
        // The cloth follows the relief: its threads shift where the surface leans away.
        let sway = 1.6 * smooth(px / 46.0, py / 46.0, seed + 3);
        let u = ox * cos + oy * sin + gx * 2.2 + sway;
        let v = oy * cos - ox * sin + gy * 2.2 + sway * 0.7;
        let mut albedo = cloth.colour(u, v);
        if material.heather > 0.0 {
            let yarn =
                0.6 * smooth(u * 1.1, v * 0.35, cloth.seed) + 0.4 * smooth(u * 0.4, v * 1.1, cloth.seed + 1);
            let lift = material.heather * (0.55 * yarn + 0.35 * rough(u / 30.0, v / 30.0, cloth.seed + 2, 2));
            albedo = albedo.map(|c| c * (1.0 + lift * 0.5) + lift * 0.10);
        }
        for &((cx, cy), rx, ry, change) in &piece.washes {
            let z = ((px - cx) / rx).powi(2) + ((py - cy) / ry).powi(2);
            if z < 6.0 {
                let t = change * (-z).exp();
                let goal = if t > 0.0 { 0.94 } else { 0.03 };
                albedo = albedo.map(|c| c + (goal - c) * t.abs());
            }
        }
        if let Some(pixel) = ink.map(|ink| ink.pixels()[at]) {
            let keep = 1.0 - f32::from(pixel.alpha()) / 255.0;
            let over = [pixel.red(), pixel.green(), pixel.blue()];
            albedo = [0, 1, 2].map(|c| f32::from(over[c]) / 255.0 + albedo[c] * keep);
        }
        let (mut nx, mut ny) = (gx, gy);
        if material.depth > 0.0 {
            let step = 0.5;
            let h = material.weave.height(u, v, cloth.seed);
            let hu = (material.weave.height(u + step, v, cloth.seed) - h) / step * material.depth;
            let hv = (material.weave.height(u, v + step, cloth.seed) - h) / step * material.depth;
            nx += hu * cos - hv * sin;
            ny += hu * sin + hv * cos;
        }
        let (xi, yi) = (x as i32, y as i32);
        let edge = self.edge.at(xi, yi);
        nx += (self.edge.at(xi + 1, yi) - self.edge.at(xi - 1, yi)) * piece.rim * scale * 0.5;
        ny += (self.edge.at(xi, yi + 1) - self.edge.at(xi, yi - 1)) * piece.rim * scale * 0.5;
        let length = (nx * nx + ny * ny + 1.0).sqrt();
        let facing = (-nx * LIGHT[0] - ny * LIGHT[1] + LIGHT[2]) / length;
        let away = 1.0 - 1.0 / (gx * gx + gy * gy + 1.0).sqrt();
        let hollow = self.hollow.sample(ux, uy).clamp(-1.0, 1.6);
        let contour = 1.0 - ((edge - 0.5) / 0.42).clamp(0.0, 1.0);
        let light = luminance(albedo);
        let mut shade = facing / LIGHT[2];
        // Pale cloth is shaded less towards the light, so that it does not burn out.
        shade = if shade > 1.0 {
            1.0 + (shade - 1.0) * (0.9 - 0.62 * light)
        } else {
            1.0 - (1.0 - shade) * 0.86
        };
        shade = shade.max(0.34);
        shade *= 1.0 - 0.34 * away - 0.10 * hollow.max(0.0) - 0.16 * contour * piece.contour;
        let dark_lift = 0.17 * (1.0 - light).powi(2) * (shade - 0.96);
        // The half vector between the light and the viewer straight above.
        let half =
            (-nx * LIGHT[0] - ny * LIGHT[1] + LIGHT[2] + 1.0) / (length * (2.0 + 2.0 * LIGHT[2]).sqrt());
        let sheen = material.gloss * 0.62 * half.max(0.0).powf(material.shine * 2.2)
            - material.gloss * 0.62 * (0.924f32).powf(material.shine * 2.2);
        let cool = (1.0 - shade).clamp(0.0, 0.5);
        let tint = [1.0 - 0.05 * cool, 1.0 - 0.04 * cool, 1.0 + 0.05 * cool];
        [0, 1, 2].map(|c| ((albedo[c] * tint[c] * shade + dark_lift + sheen) * piece.tone).clamp(0.0, 1.0))
    }
}
