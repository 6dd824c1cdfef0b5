//! The recommenders by their names.

use crate::bandit::{Bandit, Popularity, QuizOnly, RandomCards, Rule};
use crate::nova::Nova;
use crate::seed::Seed;
use crate::strategy::{Beginning, Strategy, World};

/// Names of all strategies; the first is the default.
pub const NAMES: [&str; 9] = [
    "nova",
    "seed",
    "random",
    "popularity",
    "quiz",
    "greedy",
    "epsilon-greedy",
    "linucb",
    "thompson",
];

/// The strategy that serves when none is named.
pub const DEFAULT: &str = NAMES[0];

/// Makes a strategy by its name; `None` for a name that is not in [`NAMES`].
pub fn make(name: &str, world: &World<'_>, beginning: Beginning<'_>) -> Option<Box<dyn Strategy>> {
    Some(match name {
        "nova" => Box::new(Nova::new(beginning)),
        "seed" => Box::new(Seed::new(world, &beginning)),
        "random" => Box::new(RandomCards),
        "popularity" => Box::new(Popularity),
        "quiz" => Box::new(QuizOnly::new(beginning)),
        "greedy" => Box::new(Bandit::new(Rule::Greedy, beginning)),
        "epsilon-greedy" => Box::new(Bandit::new(Rule::EpsilonGreedy, beginning)),
        "linucb" => Box::new(Bandit::new(Rule::LinUcb, beginning)),
        "thompson" => Box::new(Bandit::new(Rule::Thompson, beginning)),
        _ => return None,
    })
}
