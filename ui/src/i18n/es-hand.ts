// The Spanish texts of what is done by hand: what is carried to a board, handed to others, and told after it. Part of es.ts.
import type { handTexts as english } from "./en-hand";
import type { PartOf } from "./messages";

export const handTexts: PartOf<typeof english> = {
  "clients.export": "Exportar…",
  "clients.export.of": "Exportar {name} a un archivo",
  "clients.exported": "{name} se ha guardado en un archivo",
  "clients.exported.hint": "Contiene gustos, tableros y búsquedas. Léalo en otro equipo con «Leer de un archivo…».",
  "boards.share": "Compartir…",
  "boards.share.hint": "Guardar este tablero como una página para enviar o imprimir",
  "boards.shared": { one: "Se ha guardado una página con {count} prenda", other: "Se ha guardado una página con {count} prendas" },
  "carry.to": "Poner «{title}» en",
  "action.undo": "Deshacer",
};
