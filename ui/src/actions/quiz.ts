// Leads through the quiz: opens it, moves between its steps, takes answers and sends them all at the end.
import { asCommandError, call } from "../ipc/client";
import type { Budget, Choice, QuizAnswers } from "../ipc/generated";
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
export async function openQuiz(step: QuizStep = "categories"): Promise<void> {
  // What an earlier quiz left would be shown until the answers come, and what was chosen in it would then be lost.
  Object.assign(quiz, { step, failure: null, pending: true, options: null });
  shell.place = "quiz";
  try {
    const [options] = await Promise.all([call("quiz_options", {}), taste.now ? null : loadTaste()]);
    // Without the earlier answers the quiz would overwrite what it does not show.
    if (!taste.now && taste.failure) throw taste.failure;
    quiz.options = options;
    quiz.answers = withSizesApart(taste.now?.quiz ?? {}, options.sizes);
    if (!quiz.steps.includes(quiz.step)) quiz.step = quiz.steps[0] ?? "categories";
  } catch (thrown) {
    quiz.failure = asCommandError(thrown);
  } finally {
    quiz.pending = false;
  }
}

export const answerQuiz: Action = { name: "open-quiz", label: "quiz.open", shortcut: null, needs: "clients", perform: () => openQuiz() };

/** Earlier answers as this catalogue asks for them: its sizes of shoes and of clothes apart, or all together. */
function withSizesApart(answers: QuizAnswers, choices: readonly Choice[]): QuizAnswers {
  const { sizes = [], shoe_sizes: shoes, ...others } = answers;
  const of = (field: string): readonly string[] => choices.filter((choice) => choice.field === field).map(({ value }) => value);
  const [clothes, ofShoes] = [of("clothes_size"), of("shoe_size")];
  if (ofShoes.length === 0) return shoes ? { ...others, sizes: [...new Set([...sizes, ...shoes])] } : answers;
  if (shoes || sizes.length === 0) return answers;
  const onShoes = sizes.filter((size) => ofShoes.includes(size));
  return { ...others, sizes: sizes.filter((size) => clothes.includes(size) || !ofShoes.includes(size)), shoe_sizes: onShoes };
}

export function toggleAnswer({ step, value }: { step: ChoiceStep | "shoe_sizes" | "examples"; value: string }): void {
  const chosen = quiz.answers[step] ?? [];
  const next = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
  // Without it, sizes of clothes would hold for shoes too.
  const apart = quiz.sizesApart && step.endsWith("sizes") ? { shoe_sizes: [] } : {};
  quiz.answers = { ...apart, ...quiz.answers, [step]: next };
}

export function setBudget(budget: Budget): void {
  quiz.answers = { ...quiz.answers, budget };
}

/** Keeps the answers and goes to the deck that follows from them. */
export async function finishQuiz(): Promise<void> {
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
  if (!quiz.failure) await Promise.all([deal(), loadClients()]);
}

export async function nextStep(): Promise<void> {
  const next = quiz.steps[quiz.at + 1];
  if (next === undefined) await finishQuiz();
  else quiz.step = next;
}

export function previousStep(): void {
  quiz.step = quiz.steps[quiz.at - 1] ?? quiz.step;
}

/** Goes on without an answer to this step. */
export function skipStep(): Promise<void> {
  const { [quiz.step]: _, ...others } = quiz.answers;
  const { examples, shoe_sizes: shoes, ...rest } = others;
  // Pieces liked as examples and sizes of shoes are part of the steps that show them.
  quiz.answers = { ...rest, ...(examples && quiz.step !== "styles" && { examples }), ...(shoes && quiz.step !== "sizes" && { shoe_sizes: shoes }) };
  return nextStep();
}

/** Takes back all that is never worn, where that leaves too few cards. */
export async function clearNever(): Promise<void> {
  const { never: _, ...others } = taste.now?.quiz ?? {};
  quiz.answers = others;
  await finishQuiz();
}
