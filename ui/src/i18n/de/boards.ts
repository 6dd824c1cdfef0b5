// The German texts of Boards, and what is carried to one.
import type { boardsTexts as english } from "../en/boards";
import type { PartOf } from "../messages";

export const boardsTexts: PartOf<typeof english> = {
  "carry.hint": "Auf einer Tafel ablegen",
  "carry.done": "Auf der Tafel {board}",
  "carry.to": "„{title}“ legen auf",

  "boards.title": "Tafeln: {name}",
  "boards.title.guest": "Tafeln",
  "boards.favourites": "Favoriten",
  "boards.open": "Tafel öffnen",
  "boards.create": "Neue Tafel",
  "boards.name": "Name der neuen Tafel",
  "boards.make": "Anlegen",
  "boards.add": "Auf eine Tafel",
  "boards.keep": "Zu den Favoriten",
  "boards.unkeep": "Aus den Favoriten nehmen",
  "boards.kept": "Bei den Favoriten",
  "boards.unkept": "Aus den Favoriten genommen",
  "boards.drag": "Ziehen zum Ordnen",
  "boards.earlier": "{title} nach vorn",
  "boards.later": "{title} nach hinten",
  "boards.remove": "{title} abnehmen",
  "boards.note.of": "Notiz zu {title}",
  "boards.note.empty": "Notiz hinzufügen",
  "boards.gone": "Nicht mehr im Katalog",
  "boards.empty": "Noch nichts da",
  "boards.empty.hint": "Behalten Sie eine Karte in Entdecken oder legen Sie ein geöffnetes Stück mit „Auf eine Tafel“ ab.",
  "boards.delete": "Diese Tafel löschen",
  "boards.delete.title": "„{name}“ löschen?",
  "boards.delete.text": "Die Stücke bleiben im Katalog; ihre Ordnung und die Notizen dieser Tafel gehen.",
  "boards.share": "Lookbook…",
  "boards.share.hint": "Diese Auswahl als Lookbook zum Senden oder Drucken schreiben",
  "boards.shared": { one: "Ein Lookbook mit {count} Stück wurde geschrieben", other: "Ein Lookbook mit {count} Stücken wurde geschrieben" },
  "boards.taken": "Von {board} genommen",
};
