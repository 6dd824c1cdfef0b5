// What a file is, as far as its name tells. Its bytes are judged by the engine.
import type { DropKind } from "./shell.svelte";

const photos = /\.(jpe?g|jfif|png|webp|avif|hei[cf]|gif|bmp|tiff?)$/i;
const catalogues = /\.(csv|tsv|txt|tab|jsonl?|ndjson|xml|rss|atom|yml|sql|impex|xls[xm]?|ods)$/i;
const backups = /\.zip$/i;
const extension = /\.[A-Za-z0-9]{1,5}$/;

/** The last part of a path, of either system. */
export const fileName = (path: string): string => path.replace(/[/\\]+$/, "").split(/[/\\]/).at(-1) ?? path;

/** A name without an extension is taken for a folder. */
export const isFolder = (path: string): boolean => !extension.test(fileName(path));

/** What dropping these files would do: one photo among them decides for a photo. */
export function dropKind(paths: readonly string[]): DropKind {
  if (paths.some((path) => photos.test(path))) return "photo";
  if (paths.some((path) => catalogues.test(path) || isFolder(path))) return "catalogue";
  return paths.some((path) => backups.test(path)) ? "backup" : "unknown";
}
