// Leads through the quiz: opens it, moves between its steps, takes answers and sends them all at the end.
import { asCommandError, call } from "../ipc/client";
import type { Budget } from "../ipc/generated";
import { clients } from "../state/clients.svelte";
import { deck } from "../state/deck.svelte";
import { quiz, type ChoiceStep, type QuizStep } from "../state/quiz.svelte";
import { shell } from "../state/shell.svelte";
import { taste } from "../state/taste.svelte";
import type { Action } from "./action";
import { loadClients } from "./clients";
import { deal } from "./deal";
import { loadTaste } from "./taste";
import { inTurn } from "./turns";

/** Opens the quiz with the client's earlier answers in it. */
export const openQuiz: Action<QuizStep | void> = {
  name: "open-quiz",
  label: "quiz.open",
  shortcut: null,
  async perform(step) {
    Object.assign(quiz, { step: step ?? "categories", failure: null, pending: true });
    shell.place = "quiz";
    try {
      const [options] = await Promise.all([call("quiz_options", {}), taste.now ? null : loadTaste.perform()]);
      // Without the earlier answers the quiz would overwrite what it does not show.
      if (!taste.now && taste.failure) throw taste.failure;
      quiz.options = options;
      quiz.answers = taste.now?.quiz ?? {};
      if (!quiz.steps.includes(quiz.step)) quiz.step = quiz.steps[0] ?? "categories";
    } catch (thrown) {
      quiz.failure = asCommandError(thrown);
    } finally {
      quiz.pending = false;
    }
  },
};

export const toggleAnswer: Action<{ step: ChoiceStep | "examples"; value: string }> = {
  name: "toggle-answer",
  label: "quiz.answer",
  shortcut: null,
  perform({ step, value }) {
    const chosen = quiz.answers[step] ?? [];
    const next = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
    quiz.answers = { ...quiz.answers, [step]: next };
  },
};

export const setBudget: Action<Budget> = {
  name: "set-budget",
  label: "quiz.step.budget",
  shortcut: null,
  perform(budget) {
    quiz.answers = { ...quiz.answers, budget };
  },
};

/** Keeps the answers and goes to the deck that follows from them. */
export const finishQuiz: Action = {
  name: "finish-quiz",
  label: "quiz.finish",
  shortcut: null,
  async perform() {
    Object.assign(quiz, { pending: true, failure: null });
    const profile = clients.current;
    await inTurn(async () => {
      try {
        const now = await call("quiz", { profile, answers: quiz.answers });
        if (profile !== clients.current) return;
        taste.take(now, []);
        deck.layDown();
        shell.place = "discover";
      } catch (thrown) {
        quiz.failure = asCommandError(thrown);
      } finally {
        quiz.pending = false;
      }
    });
    if (!quiz.failure) await Promise.all([deal.perform(), loadClients.perform()]);
  },
};

export const nextStep: Action = {
  name: "next-step",
  label: "quiz.next",
  shortcut: null,
  perform() {
    const next = quiz.steps[quiz.at + 1];
    if (next === undefined) return finishQuiz.perform();
    quiz.step = next;
  },
};

export const previousStep: Action = {
  name: "previous-step",
  label: "action.back",
  shortcut: null,
  perform() {
    quiz.step = quiz.steps[quiz.at - 1] ?? quiz.step;
  },
};

/** Goes on without an answer to this step. */
export const skipStep: Action = {
  name: "skip-step",
  label: "quiz.skip",
  shortcut: null,
  perform() {
    const { [quiz.step]: _, ...others } = quiz.answers;
    const { examples: __, ...rest } = others;
    // Pieces liked as examples are part of the step that shows them.
    quiz.answers = quiz.step === "styles" ? rest : others;
    return nextStep.perform();
  },
};

/** Takes back all that is never worn, where that leaves too few cards. */
export const clearNever: Action = {
  name: "clear-never",
  label: "discover.relax.never",
  shortcut: null,
  async perform() {
    const { never: _, ...others } = taste.now?.quiz ?? {};
    quiz.answers = others;
    await finishQuiz.perform();
  },
};
