// The German texts of what is done by hand: what is carried to a board, handed to others, and told after it. Part of de.ts.
import type { handTexts as english } from "./en-hand";
import type { PartOf } from "./messages";

export const handTexts: PartOf<typeof english> = {
  "clients.export": "Exportieren …",
  "clients.export.of": "{name} in eine Datei exportieren",
  "clients.exported": "{name} wurde in eine Datei geschrieben",
  "clients.exported.hint": "Geschmack, Tafeln und Suchen sind darin. Auf einem anderen Rechner lesen Sie sie mit „Aus einer Datei lesen …“.",
  "boards.share": "Teilen …",
  "boards.share.hint": "Diese Tafel als Seite zum Versenden oder Drucken schreiben",
  "boards.shared": { one: "Eine Seite mit {count} Stück wurde geschrieben", other: "Eine Seite mit {count} Stücken wurde geschrieben" },
  "carry.to": "„{title}“ legen auf",
  "action.undo": "Rückgängig",
};
