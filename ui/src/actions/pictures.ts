// Makes the pictures of the grid larger or smaller, and keeps how large they are.
import { pictureSizes } from "../state/pictures";
import { shell } from "../state/shell.svelte";
import { keep } from "./settings";

/** Goes `by` sizes up, or down where that is negative. */
export async function resizePictures(by: 1 | -1): Promise<void> {
  const size = pictureSizes[pictureSizes.findIndex((one) => one === shell.pictures) + by];
  if (size === undefined) return;
  shell.pictures = size;
  await keep({ key: "pictures", value: size === 1 ? null : String(size) });
}
