// The French texts of Clients.
import type { clientsTexts as english } from "../en/clients";
import type { PartOf } from "../messages";

export const clientsTexts: PartOf<typeof english> = {
  "clients.title": "Clientèle",
  "clients.guest": "Visite",
  "clients.guest.hint": "Pour qui entre simplement. Rien à remplir.",
  "clients.hint": "Chaque personne a son goût, ses favoris et ses planches, gardés sur cette machine seulement.",
  "clients.name": "Nom de la nouvelle personne",
  "clients.create": "Ajouter",
  "clients.import": "Lire depuis un fichier…",
  "clients.choose": "Choisir une personne",
  "clients.chosen": "Maintenant avec {name}",
  "clients.current": "Avec vous",
  "clients.switch": "Passer à {name}",
  "clients.counts.swipes": { one: "{count} avis", other: "{count} avis" },
  "clients.counts.likes": { one: "{count} j’aime", other: "{count} j’aime" },
  "clients.counts.favourites": { one: "{count} favori", other: "{count} favoris" },
  "clients.counts.none": "Aucun avis encore",
  "clients.quiz.open": "Questions sans réponse",
  "clients.delete.of": "Effacer {name}",
  "clients.rename.of": "Renommer {name}",
  "clients.delete.title": "Effacer {name} ?",
  "clients.delete.text": "Tout disparaît : {swipes}, {favourites}, planches, réponses et goût. Rien n’en est gardé nulle part, et c’est sans retour.",
  "clients.delete.yes": "Tout effacer",
  "clients.erased": "{name} : effacé",
  "clients.export": "Exporter…",
  "clients.export.of": "Exporter {name} dans un fichier",
  "clients.exported": "{name} est enregistré dans un fichier",
  "clients.exported.hint": "Il contient goûts, planches et recherches. Lisez-le sur un autre ordinateur avec « Lire depuis un fichier… ».",
};
