// Answers the question that is asked.
import { question } from "../state/question.svelte";
import type { Action } from "./action";

export const answerYes: Action<string | void> = {
  name: "answer-yes",
  label: "question.yes",
  shortcut: null,
  perform(typed) {
    const { asked } = question;
    question.asked = null;
    asked?.perform(typed ?? "");
  },
};
