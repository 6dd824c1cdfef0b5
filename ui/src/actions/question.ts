// Answers the question that is asked.
import { question } from "../state/question.svelte";

export function answerYes(typed?: string): void {
  const { asked } = question;
  question.asked = null;
  asked?.perform(typed ?? "");
}
