//! How much oftener two families are worn together than chance, as counted on street photos.

use super::kind::Family;
use std::sync::OnceLock;

/// The logarithm of how much oftener than chance two families are worn together; 0 where too little is known.
pub fn lift(own: Family, other: Family) -> f32 {
    static TABLE: OnceLock<Vec<f32>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = vec![0.0; Family::ALL.len() * Family::ALL.len()];
        for line in include_str!("street.kinds").lines() {
            let mut parts = line.split_whitespace();
            let mut family = || {
                let name = parts.next()?;
                Family::ALL
                    .into_iter()
                    .find(|family| format!("{family:?}") == name)
            };
            let (Some(own), Some(other)) = (family(), family()) else {
                continue;
            };
            if let Some(lift) = parts.next().and_then(|number| number.parse().ok()) {
                table[own.number() * Family::ALL.len() + other.number()] = lift;
                table[other.number() * Family::ALL.len() + own.number()] = lift;
            }
        }
        table
    });
    table[own.number() * Family::ALL.len() + other.number()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coats_are_worn_with_boots_before_sandals() {
        assert!(lift(Family::Coat, Family::Boots) > lift(Family::Coat, Family::Sandals));
        assert_eq!(
            lift(Family::Coat, Family::Boots),
            lift(Family::Boots, Family::Coat),
            "either way round"
        );
    }
}
