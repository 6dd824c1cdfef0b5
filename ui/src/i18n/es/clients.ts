// The Spanish texts of Clients.
import type { clientsTexts as english } from "../en/clients";
import type { PartOf } from "../messages";

export const clientsTexts: PartOf<typeof english> = {
  "clients.title": "Clientela",
  "clients.guest": "Visita",
  "clients.guest.hint": "Para quien simplemente entra. Nada que rellenar.",
  "clients.hint": "Cada persona tiene su gusto, sus favoritos y sus tableros, guardados solo en este equipo.",
  "clients.name": "Nombre de la nueva persona",
  "clients.create": "Añadir",
  "clients.import": "Leer de un archivo…",
  "clients.choose": "Elegir una persona",
  "clients.chosen": "Ahora con {name}",
  "clients.current": "Con usted ahora",
  "clients.switch": "Pasar a {name}",
  "clients.counts.swipes": { one: "{count} opinión", other: "{count} opiniones" },
  "clients.counts.likes": { one: "{count} me gusta", other: "{count} me gusta" },
  "clients.counts.favourites": { one: "{count} favorito", other: "{count} favoritos" },
  "clients.counts.none": "Aún sin opiniones",
  "clients.quiz.open": "Preguntas sin responder",
  "clients.delete.of": "Borrar a {name}",
  "clients.rename.of": "Cambiar el nombre de {name}",
  "clients.delete.title": "¿Borrar a {name}?",
  "clients.delete.text": "Se va todo: {swipes}, {favourites}, tableros, respuestas y gusto. No se guarda nada en ningún lugar, y no se puede deshacer.",
  "clients.delete.yes": "Borrar todo",
  "clients.erased": "Se borró a {name}",
  "clients.export": "Exportar…",
  "clients.export.of": "Exportar {name} a un archivo",
  "clients.exported": "{name} se ha guardado en un archivo",
  "clients.exported.hint": "Contiene gustos, tableros y búsquedas. Léalo en otro equipo con «Leer de un archivo…».",
};
