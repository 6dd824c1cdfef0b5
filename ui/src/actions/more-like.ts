// Puts a piece of the catalogue into the box, to find more like it, and lets the words say what should differ.
import { detail } from "../state/detail.svelte";
import { query, type Liked } from "../state/query.svelte";
import { shell } from "../state/shell.svelte";
import { search } from "./search";

/** More like the opened piece. */
export async function moreLike(): Promise<void> {
  const opened = detail.current;
  if (!opened) return;
  const title = opened.product?.title ?? opened.hit?.title ?? "";
  await likePiece({ id: opened.id, title, thumb: opened.hit?.thumb ?? null });
}

/** More like a piece, but as the words say. Words that are there stay, and typing takes their place. */
export async function likePiece({ id, title, thumb }: Liked): Promise<void> {
  query.like = { id, title, thumb };
  detail.close();
  shell.place = "search";
  shell.focusSearch += 1;
  await search();
}

/** Pieces of the same kind, as close to this one as can be, in a colour. */
export function recolour(piece: Liked, colour: string): Promise<void> {
  // The picture has its own colour in it, so the word must count more than that.
  Object.assign(query, { words: colour, mix: 35 });
  return likePiece(piece);
}

export function removeLike(): Promise<void> {
  query.like = null;
  shell.notice = null;
  shell.focusSearch += 1;
  return search();
}
