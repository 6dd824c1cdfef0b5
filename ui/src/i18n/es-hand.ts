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
  "insights.liked.what": "Lo que gustó",
  "reason.explored": "Nuevo para usted, a propósito",
  "reason.picture": "Se parece a lo que le gustó",
  "reason.crowd": "Gustó a otros clientes",
  "reason.content": "Tiene mucho en común con lo que le gustó",
  "reason.context": "Es para: {value}",
  "reason.colour": "{value} es uno de sus colores",
  "reason.gender": "Le gusta lo hecho para: {value}",
  "reason.occasion": "Le gustan cosas para: {value}",
  "reason.style": "Le gusta este estilo: {value}",
  "reason.kind": "Le gusta: {value}",
  "reason.said": "{words}, como dijo",
  "reason.photo": "Cerca de su foto",
  "action.zoom.in": "Agrandir todo",
  "action.zoom.out": "Reducir todo",
  "action.zoom.reset": "Tamaño normal",
  "zoom.told": "Tamaño {percent}",
  "detail.zoom": "Ver de cerca",
  "detail.zoom.hint": "Haga clic o use + y − para acercarse, arrastre o use las flechas para mover, Esc para cerrar.",
};
