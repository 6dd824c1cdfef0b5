//! How well a scorer finds the partners that stylists chose: for two pieces of one outfit, the share of the partner's
//! slot that it stands above. A half is chance, 1 is the first place.

use super::slot::Slot;

/// Where the partners of one slot stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OfSlot {
    /// The slot.
    pub slot: Slot,
    /// Pairs whose partner is of it.
    pub pairs: usize,
    /// The mean percentile of those partners.
    pub mean: f64,
}

/// The mean percentile of the true partner in each look, over its ordered pairs of different slots, with the number of
/// pairs; looks without such a pair are left out. `scores` writes a number for every piece: how well it goes with the
/// one that is given, higher is better.
pub fn percentiles(
    looks: &[Vec<usize>],
    slots: &[Slot],
    scores: &mut dyn FnMut(usize, &mut Vec<f32>),
) -> Vec<(f64, usize)> {
    let mut sums = vec![(0.0, 0_usize); looks.len()];
    each_pair(looks, slots, scores, &mut |look, _, percentile| {
        sums[look].0 += percentile;
        sums[look].1 += 1;
    });
    let found = sums.into_iter().filter(|(_, pairs)| *pairs > 0);
    found.map(|(sum, pairs)| (sum / pairs as f64, pairs)).collect()
}

/// The same pairs by the slot of the partner; slots without a pair are left out.
pub fn by_slot(
    looks: &[Vec<usize>],
    slots: &[Slot],
    scores: &mut dyn FnMut(usize, &mut Vec<f32>),
) -> Vec<OfSlot> {
    let mut sums = Slot::ALL.map(|slot| (slot, 0.0, 0_usize));
    each_pair(looks, slots, scores, &mut |_, slot, percentile| {
        sums[slot as usize].1 += percentile;
        sums[slot as usize].2 += 1;
    });
    let found = sums.into_iter().filter(|(_, _, pairs)| *pairs > 0);
    let of_slot = |(slot, sum, pairs): (Slot, f64, usize)| OfSlot {
        slot,
        pairs,
        mean: sum / pairs as f64,
    };
    found.map(of_slot).collect()
}

/// Visits every ordered pair of different slots with the number of its look, the partner's slot and where the partner stands.
fn each_pair(
    looks: &[Vec<usize>],
    slots: &[Slot],
    scores: &mut dyn FnMut(usize, &mut Vec<f32>),
    visit: &mut dyn FnMut(usize, Slot, f64),
) {
    let of_slot = |slot: &Slot| (0..slots.len()).filter(|item| slots[*item] == *slot).collect();
    let by_slot: Vec<Vec<usize>> = Slot::ALL.iter().map(of_slot).collect();
    let mut all = Vec::new();
    for (number, look) in looks.iter().enumerate() {
        for own in look {
            scores(*own, &mut all);
            for partner in look.iter().filter(|partner| slots[**partner] != slots[*own]) {
                let slot = slots[*partner];
                let (mut below, mut total) = (0.0, 0_usize);
                for item in by_slot[slot as usize].iter().filter(|item| *item != partner) {
                    total += 1;
                    below += match all[*item].total_cmp(&all[*partner]) {
                        std::cmp::Ordering::Less => 1.0,
                        std::cmp::Ordering::Equal => 0.5,
                        std::cmp::Ordering::Greater => 0.0,
                    };
                }
                if total > 0 {
                    visit(number, slot, below / total as f64);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_partner_is_at_one_and_equals_are_at_a_half() {
        let slots = [Slot::Top, Slot::Bottom, Slot::Bottom, Slot::Bottom];
        let looks = [vec![0, 2]];
        let mut best = |own: usize, all: &mut Vec<f32>| {
            *all = (0..4)
                .map(|item| if item == 2 && own == 0 { 1.0 } else { 0.0 })
                .collect();
        };
        // From the top to the bottom it is the first of three; from the bottom to the top there is no other.
        assert_eq!(percentiles(&looks, &slots, &mut best), [(1.0, 1)]);
        let bottoms = OfSlot {
            slot: Slot::Bottom,
            pairs: 1,
            mean: 1.0,
        };
        assert_eq!(by_slot(&looks, &slots, &mut best), [bottoms]);
        let mut equal = |_: usize, all: &mut Vec<f32>| *all = vec![0.0; 4];
        assert_eq!(percentiles(&looks, &slots, &mut equal), [(0.5, 1)]);
    }
}
