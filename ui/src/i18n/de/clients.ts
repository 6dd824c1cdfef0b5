// The German texts of Clients.
import type { clientsTexts as english } from "../en/clients";
import type { PartOf } from "../messages";

export const clientsTexts: PartOf<typeof english> = {
  "clients.title": "Kundschaft",
  "clients.guest": "Gast",
  "clients.guest.hint": "Für alle, die einfach hereinkommen. Nichts auszufüllen.",
  "clients.hint": "Jede Person hat ihren eigenen Geschmack, ihre Favoriten und Tafeln, nur auf diesem Rechner.",
  "clients.name": "Name der neuen Person",
  "clients.create": "Hinzufügen",
  "clients.import": "Aus einer Datei lesen …",
  "clients.choose": "Person wählen",
  "clients.chosen": "Jetzt mit {name}",
  "clients.current": "Jetzt bei Ihnen",
  "clients.switch": "Zu {name} wechseln",
  "clients.counts.swipes": { one: "{count} Urteil", other: "{count} Urteile" },
  "clients.counts.likes": { one: "{count} gefällt", other: "{count} gefallen" },
  "clients.counts.favourites": { one: "{count} Favorit", other: "{count} Favoriten" },
  "clients.counts.none": "Noch kein Urteil",
  "clients.quiz.open": "Fragen nicht beantwortet",
  "clients.delete.of": "{name} löschen",
  "clients.rename.of": "{name} umbenennen",
  "clients.delete.title": "{name} löschen?",
  "clients.delete.text": "Alles geht: {swipes}, {favourites}, Tafeln, Antworten und Geschmack. Nichts davon bleibt irgendwo, und es lässt sich nicht rückgängig machen.",
  "clients.delete.yes": "Alles löschen",
  "clients.erased": "{name} wurde gelöscht",
  "clients.export": "Exportieren …",
  "clients.export.of": "{name} in eine Datei exportieren",
  "clients.exported": "{name} wurde in eine Datei geschrieben",
  "clients.exported.hint": "Geschmack, Tafeln und Suchen sind darin. Auf einem anderen Rechner lesen Sie sie mit „Aus einer Datei lesen …“.",
};
