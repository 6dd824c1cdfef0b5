// The photo whose part is being chosen. The part itself belongs to the query.

class Cropping {
  /** Path of the photo; null while the sheet is closed. */
  path = $state<string | null>(null);
}

export const cropping = new Cropping();
