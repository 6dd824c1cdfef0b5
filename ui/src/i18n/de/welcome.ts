// The German texts of the welcome.
import type { welcomeTexts as english } from "../en/welcome";
import type { PartOf } from "../messages";

export const welcomeTexts: PartOf<typeof english> = {
  "welcome.kicker": "Willkommen bei StyleNova",
  "welcome.title": "Sagen, was man sieht. Finden, was passt.",
  "welcome.text": "Mit Worten oder einem Foto suchen, Karten geben und zusehen, wie ein Geschmack Gestalt annimmt. Alles geschieht auf diesem Rechner.",
  "welcome.coming": "Die Demokollektion wird ausgelegt. Umsehen kann man sich schon.",
  "welcome.there": "Eine Demokollektion liegt bereit. Umsehen, oder die eigene bringen.",
  "welcome.empty": "In der Bibliothek ist noch nichts.",
  "welcome.look": "Umsehen",
  "welcome.demo": "Mit der Demo beginnen",
  "welcome.file": "Eigener Katalog …",
  "welcome.folder": "Ein Bilderordner …",
  "welcome.restore": "Eine Sicherung …",
  "welcome.drop": "Oder eine Tabelle oder einen Ordner auf dieses Fenster ziehen.",
  "welcome.place": "Die Bibliothek liegt in",
};
