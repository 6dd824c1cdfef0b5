// The quiz as it is being answered: its steps on this catalogue, the one in sight, the answers so far.
import type { CommandError } from "../ipc/client";
import type { Choice, QuizAnswers, QuizOptionsResponse } from "../ipc/generated";
import { held } from "./page";

export const quizSteps = ["categories", "colours", "brands", "styles", "sizes", "budget"] as const;
export type QuizStep = (typeof quizSteps)[number];
/** A step that is answered by choosing. */
export type ChoiceStep = Exclude<QuizStep, "budget">;

class Quiz {
  options = $state.raw<QuizOptionsResponse | null>(null);
  answers = $state.raw<QuizAnswers>({});
  step = $state<QuizStep>("categories");
  pending = $state(false);
  failure = $state.raw<CommandError | null>(null);

  /** The steps that this catalogue can ask. */
  readonly steps = $derived(
    quizSteps.filter((step) => {
      const found = this.options?.[step];
      return Array.isArray(found) ? found.length > 0 : Boolean(found);
    }),
  );
  readonly at = $derived(Math.max(0, this.steps.indexOf(this.step)));

  /** Whether sizes of shoes are chosen apart from those of clothes. */
  readonly sizesApart = $derived(this.options?.sizes.some(({ field }) => field === "shoe_size") ?? false);

  choices(step: ChoiceStep): readonly Choice[] {
    return this.options?.[step] ?? [];
  }
}

export let quiz: Quiz;
held(() => (quiz = new Quiz()));
