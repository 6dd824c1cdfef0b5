// What the fake answers about learning.
import type { LearnFigures, LearnOutcome, LearnResponse } from "../generated";

const figures = (share: number): LearnFigures => ({
  title_colour_recall_at_1: share / 4, title_colour_recall_at_10: share, description_recall_at_10: share, colour_type_precision_at_5: share,
  image_type_precision_at_5: 0.5, free_language_precision_at_10: 0.5, general_captions_kept_at_10: 0.5,
});

export const learnt = (outcome: LearnOutcome): LearnResponse => ({
  pieces: 440, texts: 1200, held_out: 88, before: figures(0.13), after: figures(0.32), adopted: outcome === "adopted", outcome, took_ms: 16_000,
});
