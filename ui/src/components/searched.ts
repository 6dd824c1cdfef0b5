// What the list of earlier searches is made of.

/** An earlier search, in words. */
export interface SearchedRow {
  key: number;
  title: string;
  /** What narrowed it, and how much it found. */
  detail: string;
  saved: boolean;
  /** Whether a photo or a piece was shown to search by. */
  shown: boolean;
}

export interface Section {
  title: string;
  rows: readonly SearchedRow[];
}

export type SearchedTexts = Record<"before" | "star" | "unstar" | "forget" | "forgetAll" | "keys", string>;
