// What learning the catalogue brought, as one sentence.
import { percent, t } from "../i18n";
import type { LearningResponse } from "../ipc/generated";

/** What searches use now, and why. */
export function learntText({ active, off, last, left_aside }: LearningResponse): string {
  if (left_aside) return t(`learning.aside.${left_aside}`);
  if (off && !active) return t("learning.off");
  if (!last) return t("learning.never");
  if (!active) return last.adopted ? t("learning.never") : t(`learning.${last.outcome}`);
  const { before, after } = last;
  for (const [figure, key] of [
    ["title_colour_recall_at_10", "learning.brought"],
    ["description_recall_at_10", "learning.brought.description"],
    ["colour_type_precision_at_5", "learning.brought.kinds"],
  ] as const) {
    const [was, is] = [before[figure], after[figure]];
    if (was !== null && is !== null && is > was) return t(key, { before: percent(was), after: percent(is) });
  }
  return t("learning.active");
}
