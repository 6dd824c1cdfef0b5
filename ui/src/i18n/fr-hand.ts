// The French texts of what is done by hand: what is carried to a board, handed to others, and told after it. Part of fr.ts.
import type { handTexts as english } from "./en-hand";
import type { PartOf } from "./messages";

export const handTexts: PartOf<typeof english> = {
  "clients.export": "Exporter…",
  "clients.export.of": "Exporter {name} dans un fichier",
  "clients.exported": "{name} est enregistré dans un fichier",
  "clients.exported.hint": "Il contient goûts, planches et recherches. Lisez-le sur un autre ordinateur avec « Lire depuis un fichier… ».",
  "boards.share": "Partager…",
  "boards.share.hint": "Enregistrer cette planche comme une page à envoyer ou à imprimer",
  "boards.shared": { one: "Une page avec {count} pièce est enregistrée", other: "Une page avec {count} pièces est enregistrée" },
  "carry.to": "Mettre « {title} » sur",
  "action.undo": "Annuler",
};
