// The French texts of Boards, and what is carried to one.
import type { boardsTexts as english } from "../en/boards";
import type { PartOf } from "../messages";

export const boardsTexts: PartOf<typeof english> = {
  "carry.hint": "Déposez sur une planche",
  "carry.done": "Sur la planche {board}",
  "carry.to": "Mettre « {title} » sur",

  "boards.title": "Planches de {name}",
  "boards.title.guest": "Planches",
  "boards.favourites": "Favoris",
  "boards.open": "Ouvrir une planche",
  "boards.create": "Nouvelle planche",
  "boards.name": "Nom de la nouvelle planche",
  "boards.make": "Créer",
  "boards.add": "Sur une planche",
  "boards.keep": "Garder parmi les favoris",
  "boards.unkeep": "Retirer des favoris",
  "boards.kept": "Gardé parmi les favoris",
  "boards.unkept": "Retiré des favoris",
  "boards.drag": "Glisser pour ordonner",
  "boards.earlier": "Avancer {title}",
  "boards.later": "Reculer {title}",
  "boards.remove": "Retirer {title}",
  "boards.note.of": "Note pour {title}",
  "boards.note.empty": "Ajouter une note",
  "boards.gone": "N’est plus au catalogue",
  "boards.empty": "Rien ici encore",
  "boards.empty.hint": "Gardez une carte dans Découvrir, ou ajoutez une pièce ouverte avec « Sur une planche ».",
  "boards.delete": "Supprimer cette planche",
  "boards.delete.title": "Supprimer « {name} » ?",
  "boards.delete.text": "Les pièces restent au catalogue ; leur ordre et les notes de cette planche disparaissent.",
  "boards.share": "Carnet de looks…",
  "boards.share.hint": "Écrire ce tableau en lookbook à envoyer ou à imprimer",
  "boards.shared": { one: "Une page avec {count} pièce est enregistrée", other: "Une page avec {count} pièces est enregistrée" },
  "boards.taken": "Retiré de {board}",
};
