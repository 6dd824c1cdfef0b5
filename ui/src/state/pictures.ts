// Sizes of the pictures in the grid that can be chosen, as parts of the usual one, the smallest first.
export const pictureSizes = [0.55, 0.75, 1, 1.35] as const;
