// Where a file lies that was written or read: its path, or its name where that is on another machine.
import { t } from "../i18n";
import { device } from "../state/device.svelte";
import { fileName } from "../state/file-kind";

export const savedText = (path: string): string => (device.served ? t("saved.here", { name: fileName(path) }) : path);

export const readText = (path: string): string => (device.served ? fileName(path) : path);
