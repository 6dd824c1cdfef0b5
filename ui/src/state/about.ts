// What this program is and what it is made with. Versions are those that the page is built from.
import { dependencies, devDependencies, license, version } from "../../package.json";

export const about = { version, licence: license } as const;

/** Works of others that come with the window, with the licences they are under. */
export const bundled: readonly { name: string; version: string; licence: string; use: "page" | "letters" | "icons" | "window" | "engine" }[] = [
  { name: "Fraunces", version: dependencies["@fontsource-variable/fraunces"], licence: "OFL-1.1", use: "letters" },
  { name: "Instrument Sans", version: dependencies["@fontsource-variable/instrument-sans"], licence: "OFL-1.1", use: "letters" },
  { name: "Noto Sans SC", version: dependencies["@fontsource/noto-sans-sc"], licence: "OFL-1.1", use: "letters" },
  { name: "Lucide", version: dependencies["@lucide/svelte"], licence: "ISC", use: "icons" },
  { name: "Svelte", version: devDependencies.svelte, licence: "MIT", use: "page" },
  { name: "Tauri", version: dependencies["@tauri-apps/api"], licence: "MIT / Apache-2.0", use: "window" },
  { name: "candle", version: "", licence: "MIT / Apache-2.0", use: "engine" },
  { name: "SQLite", version: "", licence: "Public domain", use: "engine" },
];
