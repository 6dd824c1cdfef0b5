//! `learn`: teaches the catalogue's own words, and says what it brought.

use crate::args::LearnArgs;
use crate::import::show;
use crate::output::Output;
use nova_api::WireError;
use nova_engine::{Cancel, Engine, LearnFigures, LearnOutcome, LearnRequest, LearnResponse};

pub fn learn(engine: &Engine, args: &LearnArgs, output: &Output) -> Result<(), WireError> {
    let request = LearnRequest {
        dry_run: args.dry_run,
        off: args.off,
        job: None,
    };
    let bar = output.bar("Embedding");
    let response = engine.learn(&request, &Cancel::default(), &|progress| show(&bar, progress));
    bar.finish_and_clear();
    output.answer(&response?, told)
}

fn told(learnt: &LearnResponse) -> String {
    let mut lines = vec![
        match learnt.outcome {
            LearnOutcome::Adopted => "Learnt, and searched with from now on.",
            LearnOutcome::Measured => "It would be adopted; this was only to measure.",
            LearnOutcome::NotBetter => {
                "Pieces that it had not seen are not found better by more than chance, so the model serves as it came."
            }
            LearnOutcome::WorseElsewhere => {
                "The catalogue's own words are found better, but pictures among themselves or plain language worse, so the \
                 model serves as it came."
            }
            LearnOutcome::TooFew => "There are too few designs with pictures to learn from; the model serves as it came.",
            LearnOutcome::TooLittleText => "The catalogue says too little of its pieces to learn from it; the model serves as it came.",
            LearnOutcome::Off => "The model serves as it came.",
        }
        .to_owned(),
    ];
    if learnt.held_out > 0 {
        lines.push(format!(
            "{} pieces, {} texts; on {} pieces that it had not seen, before and after:",
            learnt.pieces, learnt.texts, learnt.held_out
        ));
        let pairs = figures(&learnt.before).into_iter().zip(figures(&learnt.after));
        lines.extend(pairs.filter_map(|((name, before), (_, after))| {
            Some(format!("  {name:<60} {:.3}  {:.3}", before?, after?))
        }));
        lines.push(format!("{:.1} s", learnt.took_ms / 1000.0));
    }
    lines.join("\n")
}

fn figures(of: &LearnFigures) -> [(&'static str, Option<f32>); 7] {
    [
        ("title and colour, the picture first", of.title_colour_recall_at_1),
        (
            "title and colour, the picture among ten",
            of.title_colour_recall_at_10,
        ),
        ("description, the picture among ten", of.description_recall_at_10),
        ("colour and type, right of five", of.colour_type_precision_at_5),
        (
            "picture to picture, same type of five",
            of.image_type_precision_at_5,
        ),
        ("plain language, right of ten", of.free_language_precision_at_10),
        (
            "general captions, of ten found by the model alone",
            of.general_captions_kept_at_10,
        ),
    ]
}
