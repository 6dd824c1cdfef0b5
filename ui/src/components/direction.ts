// The direction in which lines run where a node stands.

export const fromTheRight = (node: Element): boolean => getComputedStyle(node).direction === "rtl";

const turned: Record<string, string> = { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" };

/** An arrow key as its like where lines run from the left: the one that points onwards is ArrowRight. */
export const along = (key: string, node: Element): string => (fromTheRight(node) ? (turned[key] ?? key) : key);
