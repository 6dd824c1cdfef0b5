// Sizes in the order in which they hang: letters from small to large, then figures, then whatever a shop says else.
const letters = ["xxxs", "3xs", "xxs", "2xs", "xs", "s", "m", "l", "xl", "xxl", "2xl", "xxxl", "3xl", "4xl", "5xl"];

function place(size: string): [number, number] {
  const letter = letters.indexOf(size.trim().toLowerCase());
  if (letter >= 0) return [0, letter];
  const figure = Number.parseFloat(size.replace(",", "."));
  return Number.isNaN(figure) ? [2, 0] : [1, figure];
}

/** The values of the size filter in their order; equal ones stay as they stand. */
export function bySize<Value extends { value: string }>(values: readonly Value[]): Value[] {
  return values.toSorted((one, other) => {
    const [kind, at] = place(one.value);
    const [otherKind, otherAt] = place(other.value);
    return kind - otherKind || at - otherAt;
  });
}
