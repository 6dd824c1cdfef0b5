// What can be done with a piece wherever its picture is: the menu that a right click opens, and what stands in it.
import { asCommandError, call, copyPicture as copy } from "../ipc/client";
import { price, t } from "../i18n";
import { hitOfProduct } from "../state/card-hit";
import { carried } from "../state/carried.svelte";
import { chosen } from "../state/chosen.svelte";
import { menu } from "../state/menu.svelte";
import { explanation } from "../state/failures";
import { shell } from "../state/shell.svelte";
import { query } from "../state/query.svelte";
import { likePiece, recolour } from "./more-like";
import { openProduct } from "./open-product";

export function openMenu(at: { id: string; title: string; x: number; y: number }): void {
  menu.at = at;
}

async function guarded(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    shell.notice = asCommandError(thrown);
    shell.tell(explanation(shell.notice)[0] ?? "");
  }
}

const pieceOf = async (id: string) => hitOfProduct(await call("product", { id }));

export const openPiece = (id: string): Promise<void> => guarded(async () => openProduct(await pieceOf(id)));
export const morePiece = (id: string): Promise<void> => guarded(async () => likePiece(await pieceOf(id)));

/** Looks for the piece in the box in the main colour of this one. */
export const inColourOf = (id: string): Promise<void> =>
  guarded(async () => {
    const { product } = await call("product", { id });
    const [colour] = product.colours;
    if (query.like && colour !== undefined) await recolour(query.like, colour);
  });

/** Asks for the board that the piece is to be put on. */
export const boardPiece = (id: string): Promise<void> =>
  guarded(async () => void Object.assign(carried, { hit: await pieceOf(id), over: null, waits: true }));

/** Chooses the piece together with others, or no longer. */
export const choosePiece = (id: string): Promise<void> => guarded(async () => chosen.toggle(await pieceOf(id)));

export const copyPicture = (id: string): Promise<void> =>
  guarded(async () => {
    await copy(id);
    shell.tell(t("piece.copied.picture"));
  });

/** Puts the facts of a piece on the clipboard, one a line, as one writes them to a client. */
export const copyFacts = (id: string): Promise<void> =>
  guarded(async () => {
    const { product } = await call("product", { id });
    const lines = [
      product.title, product.brand, price(product.price, product.currency), product.colours.join(", "), product.sizes.join(", "), product.description, product.id,
    ];
    await navigator.clipboard.writeText(lines.filter(Boolean).join("\n"));
    shell.tell(t("piece.copied.facts"));
  });
