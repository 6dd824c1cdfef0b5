//! `preprocessor_config.json` in the words of Hugging Face's `CLIPImageProcessor`,
//! old spellings included. A key that is absent has the default of the family's
//! own processor.

use fast_image_resize::{FilterType, ResizeAlg};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::json::overlay;

/// OpenAI's statistics, the defaults of `CLIPImageProcessor`.
const CLIP_MEAN: [f64; 3] = [0.481_454_66, 0.457_827_5, 0.408_210_73];
const CLIP_STD: [f64; 3] = [0.268_629_54, 0.261_302_58, 0.275_777_11];

/// Longest side that a model may ask for, in pixels.
const MAX_SIDE: u32 = 4096;

/// What is done to a picture, checked and ready to run.
#[derive(Debug)]
pub(super) struct Steps {
    pub resize: Option<ResizeTo>,
    pub filter: ResizeAlg,
    /// Width and height.
    pub crop: Option<(u32, u32)>,
    /// Side of the square that comes out.
    pub side: usize,
    /// The number that each of the 256 levels of each channel becomes.
    pub table: [Vec<f32>; 3],
}

/// Target of the resize.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResizeTo {
    /// Both sides given: the aspect is not kept.
    Exact {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
    /// The shorter side given: the aspect is kept.
    ShortestEdge(u32),
}

#[derive(Deserialize)]
struct File {
    do_resize: bool,
    size: Size,
    resample: u32,
    do_center_crop: bool,
    crop_size: Size,
    do_rescale: bool,
    rescale_factor: f64,
    do_normalize: bool,
    image_mean: [f64; 3],
    image_std: [f64; 3],
}

#[derive(Clone, Copy, Deserialize)]
#[serde(untagged)]
enum Size {
    Number(u32),
    Sides { height: u32, width: u32 },
    Shortest { shortest_edge: u32 },
}

/// Whose defaults hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Processor {
    /// `CLIPImageProcessor`: the shorter side to 224, the middle cut out.
    Clip,
    /// `SiglipImageProcessor`: both sides to 224, nothing cut off.
    Siglip,
}

impl Processor {
    fn defaults(self) -> Value {
        let (size, crop, mean, std) = match self {
            Self::Clip => (json!(224), true, CLIP_MEAN, CLIP_STD),
            Self::Siglip => (json!({"height": 224, "width": 224}), false, [0.5; 3], [0.5; 3]),
        };
        json!({
            "do_resize": true, "size": size, "resample": 3,
            "do_center_crop": crop, "crop_size": 224,
            "do_rescale": true, "rescale_factor": 1.0 / 255.0,
            "do_normalize": true, "image_mean": mean, "image_std": std,
        })
    }
}

impl Steps {
    pub(super) fn parse(json: &[u8], processor: Processor) -> Result<Self, String> {
        let given: Map<String, Value> = serde_json::from_slice(json).map_err(|e| e.to_string())?;
        let mut merged = processor.defaults();
        overlay(&mut merged, &given);
        let file: File = serde_json::from_value(merged).map_err(|e| e.to_string())?;
        let resize = file.do_resize.then_some(match file.size {
            // A lone number is the shorter side for `size` and a square for `crop_size`.
            Size::Number(edge) | Size::Shortest { shortest_edge: edge } => ResizeTo::ShortestEdge(edge),
            Size::Sides { height, width } => ResizeTo::Exact { width, height },
        });
        let crop = file.do_center_crop.then_some(match file.crop_size {
            Size::Number(edge) | Size::Shortest { shortest_edge: edge } => (edge, edge),
            Size::Sides { height, width } => (width, height),
        });
        let result = match (crop, resize) {
            (Some(size), _) => size,
            (None, Some(ResizeTo::Exact { width, height })) => (width, height),
            (None, _) => {
                return Err("neither a crop nor a fixed size makes the pictures equal in size".to_owned());
            }
        };
        let (width, height) = result;
        if width != height || width == 0 || width > MAX_SIDE {
            return Err(format!(
                "it makes pictures of {width}×{height}, and a square is needed"
            ));
        }
        let sides = match resize {
            Some(ResizeTo::ShortestEdge(edge)) => vec![edge],
            Some(ResizeTo::Exact { width, height }) => vec![width, height],
            None => Vec::new(),
        };
        if let Some(side) = sides.into_iter().find(|&side| side == 0 || side > MAX_SIDE) {
            return Err(format!("a resize to {side} pixels is not usable"));
        }
        Ok(Self {
            resize,
            filter: filter(file.resample)?,
            crop,
            side: width as usize,
            table: file.table()?,
        })
    }
}

impl File {
    fn table(&self) -> Result<[Vec<f32>; 3], String> {
        let level = |channel: usize| {
            let (mean, std) = (self.image_mean[channel], self.image_std[channel]);
            (0..256)
                .map(|value| {
                    let mut x = f64::from(value);
                    if self.do_rescale {
                        x *= self.rescale_factor;
                    }
                    if self.do_normalize {
                        x = (x - mean) / std;
                    }
                    x as f32
                })
                .collect::<Vec<f32>>()
        };
        let table = [level(0), level(1), level(2)];
        if table.iter().flatten().any(|x| !x.is_finite()) {
            return Err("image_std or rescale_factor makes pixels that are not finite".to_owned());
        }
        Ok(table)
    }
}

/// The filter behind one of Pillow's codes.
fn filter(resample: u32) -> Result<ResizeAlg, String> {
    Ok(match resample {
        0 => ResizeAlg::Nearest,
        1 => ResizeAlg::Convolution(FilterType::Lanczos3),
        2 => ResizeAlg::Convolution(FilterType::Bilinear),
        3 => ResizeAlg::Convolution(FilterType::CatmullRom),
        4 => ResizeAlg::Convolution(FilterType::Box),
        5 => ResizeAlg::Convolution(FilterType::Hamming),
        other => return Err(format!("resample {other} is not one of Pillow's codes 0 to 5")),
    })
}
