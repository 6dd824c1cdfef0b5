//! How well a scorer finds the partners that stylists chose: for two pieces of one outfit, the share of the partner's
//! slot that it stands above. A half is chance, 1 is the first place.

use super::slot::Slot;

/// The mean percentile of the true partner in each look, over its ordered pairs of different slots, with the number of
/// pairs; looks without such a pair are left out. `scores` writes a number for every piece: how well it goes with the
/// one that is given, higher is better.
pub fn percentiles(
    looks: &[Vec<usize>],
    slots: &[Slot],
    scores: &mut dyn FnMut(usize, &mut Vec<f32>),
) -> Vec<(f64, usize)> {
    let by_slot: Vec<Vec<usize>> = Slot::ALL
        .iter()
        .map(|slot| (0..slots.len()).filter(|item| slots[*item] == *slot).collect())
        .collect();
    let mut means = Vec::new();
    let mut all = Vec::new();
    for look in looks {
        let (mut sum, mut count) = (0.0, 0);
        for own in look {
            scores(*own, &mut all);
            for partner in look.iter().filter(|partner| slots[**partner] != slots[*own]) {
                let others = by_slot[slots[*partner] as usize]
                    .iter()
                    .filter(|item| *item != partner);
                let (mut below, mut total) = (0.0, 0_usize);
                for item in others {
                    total += 1;
                    below += match all[*item].total_cmp(&all[*partner]) {
                        std::cmp::Ordering::Less => 1.0,
                        std::cmp::Ordering::Equal => 0.5,
                        std::cmp::Ordering::Greater => 0.0,
                    };
                }
                if total > 0 {
                    sum += below / total as f64;
                    count += 1;
                }
            }
        }
        if count > 0 {
            means.push((sum / count as f64, count));
        }
    }
    means
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
        let mut equal = |_: usize, all: &mut Vec<f32>| *all = vec![0.0; 4];
        assert_eq!(percentiles(&looks, &slots, &mut equal), [(0.5, 1)]);
    }
}
