//! `model.safetensors`: a header that is checked before anything is loaded, and
//! tensors that are read one at a time and given as f32.
//!
//! Reading them one by one keeps the peak at one tensor above the model itself,
//! without mapping the file into memory (which would need `unsafe`).

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use candle_core::{Device, Tensor};
use safetensors::tensor::{Dtype, Metadata};

use crate::ClipError;
use crate::origin::{Origin, Origins};

/// Longest header, in bytes, as the format's specification has it.
const MAX_HEADER: u64 = 100_000_000;

/// In a matrix in eight bits the level that stands for zero.
pub(crate) const ZERO_LEVEL: u8 = 128;

/// A tensor that an architecture needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Needed {
    pub name: String,
    pub shape: Vec<usize>,
}

impl Needed {
    pub(crate) fn new(name: impl Into<String>, shape: &[usize]) -> Self {
        Self {
            name: name.into(),
            shape: shape.to_vec(),
        }
    }

    /// A linear layer's `weight` (outputs, inputs) and `bias`.
    pub(crate) fn linear(name: &str, outputs: usize, inputs: usize, all: &mut Vec<Self>) {
        all.push(Self::new(format!("{name}.weight"), &[outputs, inputs]));
        all.push(Self::new(format!("{name}.bias"), &[outputs]));
    }

    /// A normalisation's `weight` and `bias`.
    pub(crate) fn norm(name: &str, width: usize, all: &mut Vec<Self>) {
        all.push(Self::new(format!("{name}.weight"), &[width]));
        all.push(Self::new(format!("{name}.bias"), &[width]));
    }
}

/// The numbers of a matrix, row after row.
pub(crate) enum Matrix {
    Floats(Vec<f32>),
    /// One byte a number and one scale a row: the number is (level − 128) × scale.
    Bytes {
        levels: Vec<u8>,
        scales: Vec<f32>,
    },
}

impl Matrix {
    pub(crate) fn into_floats(self) -> Vec<f32> {
        match self {
            Self::Floats(values) => values,
            Self::Bytes { levels, scales } => {
                let width = (levels.len() / scales.len().max(1)).max(1);
                levels
                    .chunks_exact(width)
                    .zip(scales)
                    .flat_map(|(row, scale)| row.iter().map(move |&level| number(level) * scale))
                    .collect()
            }
        }
    }
}

/// What a level of a matrix in eight bits stands for at a scale of one.
#[inline(always)]
pub(crate) fn number(level: u8) -> f32 {
    f32::from(level) - f32::from(ZERO_LEVEL)
}

/// An open weights file whose header is sound.
pub(crate) struct Weights {
    path: PathBuf,
    file: File,
    metadata: Metadata,
    /// Where the tensors' bytes begin in the file.
    data_start: u64,
    /// What the file calls otherwise, or cuts otherwise.
    origins: Origins,
}

impl Weights {
    pub(crate) fn open(path: &Path) -> Result<Self, ClipError> {
        let io = |source| ClipError::Io {
            path: path.to_path_buf(),
            source,
        };
        let invalid = |reason: String| ClipError::ModelInvalid {
            path: path.to_path_buf(),
            reason,
        };
        let mut file = File::open(path).map_err(io)?;
        let length = file.metadata().map_err(io)?.len();

        let mut head = [0; 8];
        file.read_exact(&mut head)
            .map_err(|_| invalid("it is too short to be a safetensors file".into()))?;
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"\x80\x02") {
            return Err(invalid(
                "it is a PyTorch pickle and not a safetensors file; convert it with safetensors' save_file"
                    .into(),
            ));
        }
        let header_length = u64::from_le_bytes(head);
        if header_length > (length - 8).min(MAX_HEADER) {
            return Err(invalid(
                "its header is cut off, or it is not a safetensors file".into(),
            ));
        }
        let mut header = head.to_vec();
        (&mut file)
            .take(header_length)
            .read_to_end(&mut header)
            .map_err(io)?;
        // The library's own reader of headers wants the whole file in memory, which a look
        // at it need not cost.
        let metadata: Metadata = serde_json::from_slice(&header[8..])
            .map_err(|e| invalid(format!("its header cannot be read ({e})")))?;
        let data_length = covered(&metadata).map_err(invalid)?;

        let data_start = 8 + header_length;
        let expected = data_start + data_length;
        if length != expected {
            return Err(invalid(format!(
                "it has {length} bytes and its header speaks of {expected}; the download may have been cut off"
            )));
        }
        Ok(Self {
            path: path.to_path_buf(),
            file,
            metadata,
            data_start,
            origins: Origins::new(),
        })
    }

    /// Reads the tensors that `origins` knows from where they come.
    pub(crate) fn with_origins(mut self, origins: Origins) -> Self {
        self.origins = origins;
        self
    }

    /// Names of the file's own tensors.
    pub(crate) fn names(&self) -> Vec<String> {
        self.metadata.offset_keys()
    }

    /// Shape of one of the file's own tensors.
    pub(crate) fn shape(&self, name: &str) -> Option<&[usize]> {
        self.metadata.info(name).map(|info| info.shape.as_slice())
    }

    /// Element type and shape of a tensor, from wherever it comes.
    fn look(&self, name: &str) -> Result<(Dtype, Vec<usize>), ClipError> {
        let found = match self.origins.get(name) {
            Some(origin) => origin.look(&self.metadata),
            None => Origin::named(name).look(&self.metadata),
        };
        found.map_err(|name| ClipError::TensorMissing {
            path: self.path.clone(),
            name,
        })
    }

    /// The element type, if the tensor is there.
    pub(crate) fn dtype(&self, name: &str) -> Option<Dtype> {
        self.metadata.info(name).map(|info| info.dtype)
    }

    /// That a tensor is there with its shape and one of `dtypes`.
    pub(crate) fn check(&self, needed: &Needed, dtypes: &[Dtype]) -> Result<(), ClipError> {
        let Needed { name, shape } = needed;
        let (dtype, found) = self.look(name)?;
        if found != *shape {
            return Err(ClipError::TensorShape {
                path: self.path.clone(),
                name: name.clone(),
                expected: shape.clone(),
                found,
            });
        }
        if !dtypes.contains(&dtype) {
            return Err(ClipError::ModelInvalid {
                path: self.path.clone(),
                reason: format!("the tensor '{name}' is of type {dtype:?}, and {dtypes:?} can be read"),
            });
        }
        Ok(())
    }

    /// That every tensor of a list is there with its shape and a float type.
    pub(crate) fn check_floats(&self, needed: &[Needed]) -> Result<(), ClipError> {
        needed.iter().try_for_each(|tensor| self.check(tensor, FLOATS))
    }

    /// Reads a tensor's numbers as f32, in row-major order. Types: f32, f16, bf16.
    pub(crate) fn floats(&mut self, name: &str) -> Result<Vec<f32>, ClipError> {
        let Some(origin) = self.origins.get(name).cloned() else {
            return self.own_floats(name);
        };
        let (_, shape) = self.look(name)?;
        origin.values(&shape, |name| self.own_floats(name))
    }

    /// The numbers of one of the file's own tensors.
    fn own_floats(&mut self, name: &str) -> Result<Vec<f32>, ClipError> {
        let (dtype, bytes) = self.bytes(name)?;
        Ok(match dtype {
            Dtype::F32 => bytes
                .as_chunks()
                .0
                .iter()
                .map(|&b| f32::from_le_bytes(b))
                .collect(),
            Dtype::F16 => bytes
                .as_chunks()
                .0
                .iter()
                .map(|&b| half::f16::from_le_bytes(b).to_f32())
                .collect(),
            Dtype::BF16 => bytes
                .as_chunks()
                .0
                .iter()
                .map(|&b| half::bf16::from_le_bytes(b).to_f32())
                .collect(),
            other => {
                return Err(ClipError::ModelInvalid {
                    path: self.path.clone(),
                    reason: format!("the tensor '{name}' is of type {other:?}, which cannot be read"),
                });
            }
        })
    }

    /// A tensor's bytes as they are in the file, and what they are.
    fn bytes(&mut self, name: &str) -> Result<(Dtype, Vec<u8>), ClipError> {
        let Some(info) = self.metadata.info(name) else {
            return Err(ClipError::TensorMissing {
                path: self.path.clone(),
                name: name.to_owned(),
            });
        };
        let (start, end) = info.data_offsets;
        let dtype = info.dtype;
        let io = |source| ClipError::Io {
            path: self.path.clone(),
            source,
        };
        let mut bytes = vec![0; end - start];
        self.file
            .seek(SeekFrom::Start(self.data_start + start as u64))
            .map_err(io)?;
        self.file.read_exact(&mut bytes).map_err(io)?;
        Ok((dtype, bytes))
    }

    /// Reads the matrix NAME.weight, which may be kept in eight bits with one scale a row, NAME.scale.
    pub(crate) fn matrix(&mut self, name: &str) -> Result<Matrix, ClipError> {
        let weight = format!("{name}.weight");
        if self.dtype(&weight) != Some(Dtype::U8) {
            return Ok(Matrix::Floats(self.floats(&weight)?));
        }
        Ok(Matrix::Bytes {
            levels: self.bytes(&weight)?.1,
            scales: self.floats(&format!("{name}.scale"))?,
        })
    }

    /// That the matrix NAME.weight is there with its shape, in floats or in eight bits with a scale a row.
    pub(crate) fn check_matrix(&self, name: &str, shape: [usize; 2]) -> Result<(), ClipError> {
        let weight = Needed::new(format!("{name}.weight"), &shape);
        if self.dtype(&weight.name) != Some(Dtype::U8) {
            return self.check(&weight, FLOATS);
        }
        self.check(&weight, &[Dtype::U8])?;
        self.check(&Needed::new(format!("{name}.scale"), &shape[..1]), FLOATS)
    }

    /// Reads a tensor with its shape from the file, as f32 on the CPU.
    pub(crate) fn tensor(&mut self, name: &str) -> Result<Tensor, ClipError> {
        let (_, shape) = self.look(name)?;
        let values = self.floats(name)?;
        Ok(Tensor::from_vec(values, shape, &Device::Cpu)?)
    }
}

/// Bytes of all tensors, which must lie one after another without gap or overlap,
/// each as long as its shape says.
fn covered(metadata: &Metadata) -> Result<u64, String> {
    let mut end = 0;
    for name in metadata.offset_keys() {
        let Some(info) = metadata.info(&name) else {
            continue;
        };
        let bits = info
            .shape
            .iter()
            .try_fold(info.dtype.bitsize(), |bits, &side| bits.checked_mul(side));
        let (start, stop) = info.data_offsets;
        let length = stop.checked_sub(start).and_then(|bytes| bytes.checked_mul(8));
        if start != end || bits.is_none() || bits != length {
            return Err(format!("the tensor '{name}' does not lie where its header says"));
        }
        end = stop;
    }
    Ok(end as u64)
}

/// The types a float tensor may be stored in.
pub(crate) const FLOATS: &[Dtype] = &[Dtype::F32, Dtype::F16, Dtype::BF16];
