//! The places of an outfit, and which of them a piece leaves to others.

use super::kind::Family;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A place in an outfit, which one garment takes.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[ts(rename = "LookSlot")]
pub enum Slot {
    /// Shirts, knitwear and the like.
    Top,
    /// Trousers, skirts and the like.
    Bottom,
    /// Dresses, suits and swimwear, which take the place of top and bottom.
    Dress,
    /// Coats, jackets and blazers, and what is worn over swimwear.
    Outerwear,
    /// Shoes.
    Shoes,
    /// Bags.
    Bag,
    /// Belts, scarves, jewellery, hats, watches, glasses, socks and tights.
    Accessory,
}

impl Slot {
    /// All slots, in the order in which a look is shown.
    pub const ALL: [Slot; 7] = [
        Slot::Top,
        Slot::Bottom,
        Slot::Dress,
        Slot::Outerwear,
        Slot::Shoes,
        Slot::Bag,
        Slot::Accessory,
    ];
}

/// The slot of a family; `None` for what is no piece of an outfit.
pub fn slot(family: Family) -> Option<Slot> {
    use Family::*;
    Some(match family {
        Tee | Shirt | Knit => Slot::Top,
        Trousers | Jeans | Shorts | Leggings | Skirt => Slot::Bottom,
        Dress | OnePiece | Suit | Swim => Slot::Dress,
        Coat | Jacket | Blazer | Cover => Slot::Outerwear,
        Shoes | Sneakers | Heels | Boots | Sandals => Slot::Shoes,
        Bag => Slot::Bag,
        Wallet | Hat | Scarf | Belt | Jewellery | Watch | Glasses | Gloves | Tie | OtherWorn | Hosiery => {
            Slot::Accessory
        }
        Underwear | Night | Hair | Beauty | Household => return None,
    })
}

/// How much is asked for of what goes with a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// A look: one piece a slot, and a dress or top and bottom.
    Look,
    /// Everything that can be worn with it, a second layer and a second accessory too.
    All,
}

/// Whether a piece of `other` can be in an outfit with one of `own`.
pub fn together(own: Family, other: Family, extent: Extent) -> bool {
    use Family::*;
    let (Some(slot), Some(place)) = (slot(own), slot(other)) else {
        return false;
    };
    if other.unasked() {
        return false;
    }
    let beach = |family| matches!(family, Swim | Cover);
    if beach(own) || beach(other) {
        return match (own, other) {
            (Swim, Swim) | (Cover, Cover) => false,
            (Swim, Cover) | (Cover, Swim) => true,
            (Swim | Cover, _) => {
                matches!(other, Sandals | Hat | Glasses | Bag | Jewellery) || own == Cover && other == Shorts
            }
            // Swimwear is offered to what is worn over it alone.
            (_, Swim) => false,
            _ => false,
        };
    }
    if slot == place {
        let all = extent == Extent::All;
        let layered = (own == Knit) != (other == Knit) || (own == Shirt) != (other == Shirt);
        return all
            && match slot {
                Slot::Top => layered,
                Slot::Outerwear => {
                    (own == Blazer || own == Jacket) && other == Coat || own == Coat && other != Coat
                }
                Slot::Accessory => own != other,
                _ => false,
            };
    }
    match (slot, place) {
        // A suit or dungarees want something beneath, a dress at most something over it.
        (Slot::Dress, Slot::Top) => match own {
            Suit => other == Shirt || other == Tee,
            OnePiece => extent == Extent::All,
            _ => other == Knit && extent == Extent::All,
        },
        (Slot::Top, Slot::Dress) => match other {
            Suit => own == Shirt && extent == Extent::All,
            OnePiece => extent == Extent::All,
            _ => own == Knit && extent == Extent::All,
        },
        (Slot::Dress, Slot::Bottom) | (Slot::Bottom, Slot::Dress) => false,
        (_, Slot::Outerwear) if own == Suit => other == Coat,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dress_takes_the_place_of_top_and_bottom() {
        for extent in [Extent::Look, Extent::All] {
            for bottom in [Family::Skirt, Family::Trousers, Family::Shorts] {
                assert!(!together(Family::Dress, bottom, extent) && !together(bottom, Family::Dress, extent));
            }
        }
        assert!(!together(Family::Dress, Family::Tee, Extent::Look));
        assert!(
            together(Family::Suit, Family::Shirt, Extent::Look),
            "a suit wants a shirt"
        );
    }

    #[test]
    fn what_nobody_asked_for_goes_with_nothing() {
        for own in Family::ALL {
            for other in Family::ALL.into_iter().filter(|other| other.unasked()) {
                assert!(!together(own, other, Extent::All), "{own:?} and {other:?}");
            }
            assert!(
                own == Family::Cover || !together(own, Family::Swim, Extent::All),
                "nor swimwear with {own:?}"
            );
        }
    }

    #[test]
    fn a_slot_is_taken_once_in_a_look() {
        for own in Family::ALL {
            for other in Family::ALL.into_iter().filter(|other| slot(*other) == slot(own)) {
                assert!(!together(own, other, Extent::Look), "{own:?} and {other:?}");
            }
        }
    }
}
