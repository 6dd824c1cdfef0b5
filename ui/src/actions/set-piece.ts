// Chooses of a piece whether and when it is shown and what is true of it, and shows the catalogue by it at once.
import { asCommandError, call } from "../ipc/client";
import { t } from "../i18n";
import type { SetPieceRequest } from "../ipc/generated";
import { detail } from "../state/detail.svelte";
import { explanation } from "../state/failures";
import { pieces } from "../state/pieces.svelte";
import { shell } from "../state/shell.svelte";
import { reloadProduct } from "./open-product";
import { search } from "./search";

export async function loadPieces(): Promise<void> {
  try {
    pieces.list = (await call("chosen_pieces", {})).pieces;
  } catch {
    // The list is empty then; whatever ails the library is told where it is opened.
    pieces.list = [];
  }
}

/** Sends what is chosen. Whether that was done. */
async function set(request: SetPieceRequest): Promise<boolean> {
  try {
    pieces.list = (await call("set_piece", request)).pieces;
  } catch (thrown) {
    shell.tell(explanation(asCommandError(thrown))[0] ?? "");
    return false;
  }
  await search({ keepPlace: true, quiet: true });
  return true;
}

/** Shows a piece no longer, or again. */
export async function hidePiece(id: string, title: string): Promise<void> {
  if (!(await set({ id, hidden: true }))) return;
  if (detail.current?.id === id) detail.close();
  shell.tell(t("piece.hidden", { title }), () => void set({ id, hidden: false }));
}

/** Shows a piece before others, or in its turn. */
export async function putFirst(id: string, title: string, first: boolean): Promise<void> {
  if (!(await set({ id, first }))) return;
  shell.tell(t(first ? "piece.first.done" : "piece.first.undone", { title }), () => void set({ id, first: !first }));
}

/** Takes back all that was chosen of a piece. */
export async function takeBack(id: string): Promise<void> {
  const corrected = Object.keys(pieces.byId.get(id)?.corrected ?? {});
  if (!(await set({ id, hidden: false, first: false }))) return;
  for (const field of corrected) await set({ id, correct: { field: field as Field, values: [] } });
}

export type Field = NonNullable<SetPieceRequest["correct"]>["field"];

/** Says what is true of a piece whose picture was read wrongly; without values what was seen counts again. */
export async function correctPiece(id: string, field: Field, values: readonly string[]): Promise<void> {
  const before = pieces.byId.get(id)?.corrected[field] ?? [];
  if (!(await set({ id, correct: { field, values: [...values] } }))) return;
  await reloadProduct(id);
  shell.tell(t("detail.corrected"), () => void set({ id, correct: { field, values: before } }).then(() => reloadProduct(id)));
}
