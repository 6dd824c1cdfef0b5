// The boards as places for a piece: favourites first, and whether it lies there already.
import { t } from "../i18n";
import { boards, favouritesName } from "../state/boards.svelte";

export interface BoardPlace {
  name: string;
  text: string;
  favourites: boolean;
  has: boolean;
}

export const boardPlaces = (id: string): BoardPlace[] =>
  [favouritesName, ...boards.list.map(({ name }) => name)].map((name) => ({
    name,
    text: name === favouritesName ? t("boards.favourites") : name,
    favourites: name === favouritesName,
    has: boards.itemsOf(name).some((item) => item.id === id),
  }));
