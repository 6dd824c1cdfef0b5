//! Samples of a video codec become red, green and blue (ITU-T H.273). Chroma that is sampled less often is taken from
//! the nearest sample: a thumbnail and a model look at far fewer pixels than the picture has.

use image::RgbImage;

/// One plane of samples.
pub(super) struct Plane {
    /// Samples, `stride` to a row.
    pub samples: Vec<u16>,
    pub stride: usize,
}

/// A picture as decoded.
pub(super) struct Planes {
    pub width: u32,
    pub height: u32,
    /// Bits of a sample: 8, 10 or 12.
    pub bits: u32,
    pub luma: Plane,
    /// Blue and red differences, and by how many bits their coordinates are shifted.
    pub chroma: Option<([Plane; 2], (u32, u32))>,
    /// As H.273 numbers it.
    pub matrix: u16,
    pub full_range: bool,
}

impl Planes {
    /// The picture's colours.
    pub fn to_rgb(&self) -> RgbImage {
        let scale = Scale::of(self);
        let mut rgb = RgbImage::new(self.width, self.height);
        let Some(([blue, red], (shift_x, shift_y))) = &self.chroma else {
            for (x, y, pixel) in rgb.enumerate_pixels_mut() {
                pixel.0 = [to_byte(scale.luma(self.luma.at(x, y))); 3];
            }
            return rgb;
        };
        let coefficients = Coefficients::of(self.matrix);
        for (x, y, pixel) in rgb.enumerate_pixels_mut() {
            let (column, row) = (x >> shift_x, y >> shift_y);
            let (luma, blue, red) = (self.luma.at(x, y), blue.at(column, row), red.at(column, row));
            pixel.0 = match &coefficients {
                None => [red, luma, blue].map(|sample| to_byte(scale.luma(sample))),
                Some(coefficients) => coefficients
                    .rgb(scale.luma(luma), scale.chroma(blue), scale.chroma(red))
                    .map(to_byte),
            };
        }
        rgb
    }

    /// The plane of luma as opacity, 0..255.
    pub fn to_alpha(&self) -> Vec<u8> {
        let scale = Scale::of(self);
        let rows = (0..self.height).flat_map(|y| (0..self.width).map(move |x| (x, y)));
        rows.map(|(x, y)| to_byte(scale.luma(self.luma.at(x, y))))
            .collect()
    }
}

impl Plane {
    fn at(&self, x: u32, y: u32) -> u16 {
        let place = y as usize * self.stride + x as usize;
        self.samples.get(place).copied().unwrap_or(0)
    }
}

/// How samples become numbers.
struct Scale {
    zero: f32,
    luma: f32,
    middle: f32,
    chroma: f32,
}

impl Scale {
    fn of(planes: &Planes) -> Scale {
        let step = (1 << (planes.bits - 8)) as f32;
        let most = ((1 << planes.bits) - 1) as f32;
        let middle = 128.0 * step;
        if planes.full_range {
            return Scale {
                zero: 0.0,
                luma: most,
                middle,
                chroma: most,
            };
        }
        Scale {
            zero: 16.0 * step,
            luma: 219.0 * step,
            middle,
            chroma: 224.0 * step,
        }
    }

    /// 0..1.
    fn luma(&self, sample: u16) -> f32 {
        (f32::from(sample) - self.zero) / self.luma
    }

    /// -0.5..0.5.
    fn chroma(&self, sample: u16) -> f32 {
        (f32::from(sample) - self.middle) / self.chroma
    }
}

/// The weights of red and blue in luma.
struct Coefficients {
    red: f32,
    blue: f32,
}

impl Coefficients {
    /// `None` where the planes are green, blue and red themselves.
    fn of(matrix: u16) -> Option<Coefficients> {
        let (red, blue) = match matrix {
            0 => return None,
            1 => (0.2126, 0.0722),
            4 => (0.30, 0.11),
            7 => (0.212, 0.087),
            9 | 10 => (0.2627, 0.0593),
            // BT.601, and what files mean that do not say.
            _ => (0.299, 0.114),
        };
        Some(Coefficients { red, blue })
    }

    fn rgb(&self, luma: f32, blue: f32, red: f32) -> [f32; 3] {
        let r = luma + 2.0 * (1.0 - self.red) * red;
        let b = luma + 2.0 * (1.0 - self.blue) * blue;
        let g = (luma - self.red * r - self.blue * b) / (1.0 - self.red - self.blue);
        [r, g, b]
    }
}

fn to_byte(value: f32) -> u8 {
    // A float becomes the nearest number that fits.
    (value * 255.0 + 0.5) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(luma: u16, blue: u16, red: u16, matrix: u16, full_range: bool, bits: u32) -> [u8; 3] {
        let plane = |sample| Plane {
            samples: vec![sample],
            stride: 1,
        };
        let planes = Planes {
            width: 1,
            height: 1,
            bits,
            luma: plane(luma),
            chroma: Some(([plane(blue), plane(red)], (1, 1))),
            matrix,
            full_range,
        };
        planes.to_rgb().get_pixel(0, 0).0
    }

    #[test]
    fn primaries_and_greys_come_out_as_the_standard_says() {
        assert_eq!(
            one(235, 128, 128, 1, false, 8),
            [255; 3],
            "white of the narrow range"
        );
        assert_eq!(one(64, 512, 512, 1, false, 10), [0; 3], "black at ten bits");
        assert_eq!(one(76, 85, 255, 6, true, 8), [254, 0, 0], "red of BT.601");
        assert_eq!(one(63, 102, 240, 1, false, 8), [255, 1, 0], "red of BT.709");
        assert_eq!(
            one(10, 20, 30, 0, true, 8),
            [30, 10, 20],
            "green, blue and red as they are"
        );
    }
}
