// Asks again what was asked before: words, photos with their part, piece, filters, mix, order and context. Photos and
// pieces that are gone meanwhile are left out, and that is told.
import { call, CommandError, photoPreview } from "../ipc/client";
import { t } from "../i18n";
import type { RememberedSearch } from "../ipc/generated";
import { askedOf } from "../state/asked";
import { query, type Asked, type Liked, type Photo } from "../state/query.svelte";
import { searches } from "../state/searches.svelte";
import { shell } from "../state/shell.svelte";
import { search } from "./search";

async function photoThere(photo: Photo): Promise<Photo | null> {
  try {
    return { ...photo, preview: await photoPreview(photo.path) };
  } catch {
    return null;
  }
}

async function pieceThere({ id }: Liked): Promise<Liked | null> {
  try {
    const { product, thumb } = await call("product", { id });
    return { id, title: product.title, thumb };
  } catch {
    return null;
  }
}

/** Puts what was asked into the box, as far as it is still there; tells what is not. */
export async function recall(asked: Asked): Promise<void> {
  const [photos, like] = await Promise.all([Promise.all(asked.photos.map(photoThere)), asked.like ? pieceThere(asked.like) : null]);
  const there = photos.filter((photo) => photo !== null);
  query.take({ ...asked, photos: there, like });
  const gone = there.length < photos.length || (asked.like !== null && like === null);
  shell.notice = gone ? new CommandError({ code: "NotFound", message: t("recall.gone"), hint: t("recall.gone.hint") }) : null;
}

let turn = 0;

/** Makes a recent or saved search again. */
export async function searchAgain(key: RememberedSearch["key"]): Promise<void> {
  const found = searches.find(key);
  if (!found) return;
  const mine = ++turn;
  await recall(askedOf(found.request));
  if (mine !== turn) return;
  shell.place = "search";
  await search();
}
