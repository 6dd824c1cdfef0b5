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
  "insights.liked.what": "Ce qui a plu",
  "reason.explored": "Nouveau pour vous, exprès",
  "reason.picture": "Cela ressemble à ce que vous avez aimé",
  "reason.crowd": "D’autres clients l’ont aimé",
  "reason.content": "Beaucoup en commun avec ce que vous avez aimé",
  "reason.context": "C’est pour : {value}",
  "reason.colour": "{value} fait partie de vos couleurs",
  "reason.gender": "Vous aimez ce qui est fait pour : {value}",
  "reason.occasion": "Vous aimez ce qui va pour : {value}",
  "reason.style": "Vous aimez ce style : {value}",
  "reason.kind": "Vous aimez : {value}",
  "reason.said": "{words}, comme vous l’avez dit",
  "reason.photo": "Proche de votre photo",
  "action.zoom.in": "Tout agrandir",
  "action.zoom.out": "Tout réduire",
  "action.zoom.reset": "Taille normale",
  "zoom.told": "Taille {percent}",
  "detail.zoom": "Voir de plus près",
  "detail.zoom.hint": "Cliquez ou utilisez + et − pour vous approcher, glissez ou utilisez les flèches pour bouger, Échap pour fermer.",
};
