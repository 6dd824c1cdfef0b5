//! The background of the pictures: a pale studio ground with the garment's shadow.

use crate::noise::{lattice, smooth};
use crate::palette::Rgb;
use crate::piece::Ground;
use crate::relief::Field;

/// Sets a garment before the ground and reduces the picture by `scale`.
///
/// `colour` and `alpha` are the garment's, row by row, of `size` (columns, rows).
pub fn set_before(
    colour: &[Rgb],
    alpha: &[f32],
    (width, height): (usize, usize),
    scale: usize,
    ground: Ground,
    seed: u32,
) -> image::RgbImage {
    let (w, h) = (width / scale, height / scale);
    let area = (scale * scale) as f32;
    let mut cover = Field::new(w, h);
    let mut picture = vec![[0.0f32; 3]; w * h];
    for y in 0..h {
        for x in 0..w {
            for dy in 0..scale {
                for dx in 0..scale {
                    let at = (y * scale + dy) * width + x * scale + dx;
                    cover.data[y * w + x] += alpha[at] / area;
                    for c in 0..3 {
                        picture[y * w + x][c] += colour[at][c] * alpha[at] / area;
                    }
                }
            }
        }
    }
    let shadow = shadow_of(&cover, ground);
    let warmth = lattice(1, 2, seed);
    let level = 0.925 + 0.02 * lattice(3, 4, seed);
    let base = [
        level + 0.008,
        level + 0.002 - 0.004 * warmth,
        level - 0.010 - 0.012 * warmth,
    ];
    let centre = (w as f32 * 0.42, h as f32 * 0.36);
    let mut out = image::RgbImage::new(w as u32, h as u32);
    for y in 0..h {
        for x in 0..w {
            let i = y * w + x;
            let (dx, dy) = ((x as f32 - centre.0) / w as f32, (y as f32 - centre.1) / h as f32);
            let mut light = 1.022 - 0.085 * (dx * dx + dy * dy);
            if let Ground::Standing(floor) = ground {
                // The wall turns softly into the floor a little behind the garment.
                let t = ((y as f32 - (floor - 120.0)) / 90.0).clamp(0.0, 1.0);
                light -= 0.022 * t * t * (3.0 - 2.0 * t);
            }
            light += 0.003 * smooth(x as f32 / 90.0, y as f32 / 90.0, seed);
            light *= 1.0 - shadow.data[i];
            // A shadow on a warm ground is a little cooler than the ground.
            let tint = [1.0 - 0.02 * shadow.data[i], 1.0, 1.0 + 0.03 * shadow.data[i]];
            let a = cover.data[i].min(1.0);
            let pixel = [0, 1, 2].map(|c| {
                let value = picture[i][c] + base[c] * light * tint[c] * (1.0 - a);
                (value.clamp(0.0, 1.0) * 255.0).round() as u8
            });
            out.put_pixel(x as u32, y as u32, image::Rgb(pixel));
        }
    }
    out
}

fn shadow_of(cover: &Field, ground: Ground) -> Field {
    let (w, h) = (cover.width, cover.height);
    let mut shadow = Field::new(w, h);
    match ground {
        Ground::Flat => {
            let (near, wide) = (cover.blurred(3.0), cover.blurred(13.0));
            for y in 0..h as i32 {
                for x in 0..w as i32 {
                    shadow.data[y as usize * w + x as usize] =
                        0.16 * near.at(x - 2, y - 3) + 0.20 * wide.at(x - 7, y - 11);
                }
            }
        }
        Ground::Standing(floor) => {
            // The garment pressed flat onto the floor: columns of cover squeezed to a narrow band.
            let mut flat = Field::new(w, h);
            let reach = 130.0;
            for y in 0..h {
                for x in 0..w {
                    let up = (floor - y as f32) / 0.12;
                    if (0.0..reach).contains(&up) {
                        let source = cover.at(x as i32 - (up * 0.06) as i32, (floor - 1.0 - up) as i32);
                        flat.data[y * w + x] = source * (1.0 - up / reach);
                    }
                    let below = y as f32 - floor;
                    if (0.0..7.0).contains(&below) {
                        flat.data[y * w + x] = cover.at(x as i32, floor as i32 - 3) * (1.0 - below / 7.0);
                    }
                }
            }
            let (near, wide) = (flat.blurred(2.6), flat.blurred(12.0));
            for y in 0..h as i32 {
                for x in 0..w as i32 {
                    shadow.data[y as usize * w + x as usize] =
                        0.34 * near.at(x - 1, y - 1) + 0.42 * wide.at(x - 6, y - 3);
                }
            }
        }
    }
    shadow
}
