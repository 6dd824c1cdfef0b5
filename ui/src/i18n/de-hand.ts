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
  "insights.liked.what": "Was gefiel",
  "reason.explored": "Mit Absicht etwas Neues für Sie",
  "reason.picture": "Sieht aus wie das, was Ihnen gefiel",
  "reason.crowd": "Gefiel auch anderen",
  "reason.content": "Hat viel gemeinsam mit dem, was Ihnen gefiel",
  "reason.context": "Passt zu: {value}",
  "reason.colour": "{value} ist eine Ihrer Farben",
  "reason.gender": "Sie mögen, was gemacht ist für: {value}",
  "reason.occasion": "Sie mögen Sachen für: {value}",
  "reason.style": "Sie mögen diesen Stil: {value}",
  "reason.kind": "Sie mögen: {value}",
  "reason.said": "{words}, wie gesagt",
  "reason.photo": "Nah an Ihrem Foto",
  "action.zoom.in": "Alles größer",
  "action.zoom.out": "Alles kleiner",
  "action.zoom.reset": "Normale Größe",
  "zoom.told": "Größe {percent}",
  "detail.zoom": "Näher ansehen",
  "detail.zoom.hint": "Klicken oder + und − bringen näher, Ziehen oder Pfeiltasten bewegen, Esc schließt.",
};
