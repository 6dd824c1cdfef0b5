//! What was learnt, as bytes: a mark, a version, a checksum, and then which model it belongs to and the maps. Writing and
//! reading files is the caller's matter.

use crate::fit::Maps;
use serde::{Deserialize, Serialize};

/// The first bytes of what was learnt.
const MARK: &[u8; 8] = b"novalrnt";
/// The layout that is written; a higher number comes from a newer version.
const VERSION: u32 = 1;
const CHECKSUM: usize = 32;

/// What was learnt of one catalogue on top of one model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Learnt {
    /// The model whose embeddings the maps take.
    pub model: String,
    /// Hash of what it was learnt from.
    pub catalogue: String,
    /// The maps.
    pub maps: Maps,
}

/// Why bytes are not something learnt that can be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StateError {
    /// They are cut short or changed.
    #[error("what was learnt is damaged: {0}")]
    Damaged(&'static str),
    /// They come from a newer version.
    #[error("what was learnt was written by a newer version (layout {found}, and {VERSION} is known)")]
    Newer {
        /// The layout's number.
        found: u32,
    },
}

impl Learnt {
    /// As bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Numbers and text always become bytes.
        let body = postcard::to_stdvec(self).unwrap_or_default();
        let mut bytes = Vec::with_capacity(body.len() + 64);
        bytes.extend_from_slice(MARK);
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        bytes.extend_from_slice(blake3::hash(&body).as_bytes());
        bytes.extend_from_slice(&body);
        bytes
    }

    /// From bytes.
    ///
    /// # Errors
    /// When they are damaged, or of a newer version.
    pub fn of_bytes(bytes: &[u8]) -> Result<Learnt, StateError> {
        let rest = bytes
            .strip_prefix(MARK)
            .ok_or(StateError::Damaged("it does not begin as it should"))?;
        let (version, rest) = rest
            .split_first_chunk::<4>()
            .ok_or(StateError::Damaged("it is cut short"))?;
        let found = u32::from_le_bytes(*version);
        if found > VERSION {
            return Err(StateError::Newer { found });
        }
        if found < VERSION {
            return Err(StateError::Damaged("its layout is unknown"));
        }
        let (checksum, body) = rest
            .split_first_chunk::<CHECKSUM>()
            .ok_or(StateError::Damaged("it is cut short"))?;
        if blake3::hash(body).as_bytes() != checksum {
            return Err(StateError::Damaged("its checksum is another"));
        }
        let learnt: Learnt =
            postcard::from_bytes(body).map_err(|_| StateError::Damaged("it cannot be read"))?;
        if !learnt.maps.is_sound() {
            return Err(StateError::Damaged("its numbers do not go together"));
        }
        Ok(learnt)
    }

    /// A short name of what was learnt, which changes with every number of it.
    pub fn identity(bytes: &[u8]) -> String {
        blake3::hash(bytes).to_hex()[..16].to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Recipe;
    use proptest::prelude::*;

    fn learnt() -> Learnt {
        let recipe = Recipe {
            hidden: 3,
            ..Recipe::default()
        };
        Learnt {
            model: "mini 1".to_owned(),
            catalogue: "c".to_owned(),
            maps: Maps::identity(4, &recipe),
        }
    }

    #[test]
    fn it_comes_back_as_it_was() {
        let bytes = learnt().to_bytes();
        assert_eq!(Learnt::of_bytes(&bytes), Ok(learnt()));
        assert_eq!(Learnt::identity(&bytes).len(), 16);
    }

    #[test]
    fn a_newer_layout_is_told_as_such() {
        let mut bytes = learnt().to_bytes();
        bytes[8] = 9;
        assert_eq!(Learnt::of_bytes(&bytes), Err(StateError::Newer { found: 9 }));
    }

    #[test]
    fn numbers_that_are_none_are_damage() {
        let mut own = learnt();
        own.maps.texts.weights_mut()[1].values_mut()[0] = f32::NAN;
        assert!(matches!(
            Learnt::of_bytes(&own.to_bytes()),
            Err(StateError::Damaged(_))
        ));
    }

    proptest! {
        #[test]
        fn a_byte_that_changed_or_is_missing_is_found(at in 0_usize..200, bit in 0_u8..8) {
            let whole = learnt().to_bytes();
            let at = at % whole.len();
            prop_assert!(Learnt::of_bytes(&whole[..at]).is_err(), "cut short");
            let mut other = whole;
            other[at] ^= 1 << bit;
            prop_assert!(Learnt::of_bytes(&other).is_err());
        }
    }
}
