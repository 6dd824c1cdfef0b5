// A question that must be answered before anything else, such as whether to erase, or under which name to save.
import { held } from "./page";

export interface Asked {
  title: string;
  text: string;
  yes: string;
  /** What the other answer says; that all stays as it is, when left out. */
  no?: string;
  /** A line to be typed, where the answer needs one. */
  field?: { label: string; value: string; most: number };
  /** Hears of the line that was typed; empty without one. */
  perform: (typed: string) => void;
}

class Question {
  asked = $state.raw<Asked | null>(null);
}

export let question: Question;
held(() => (question = new Question()));
