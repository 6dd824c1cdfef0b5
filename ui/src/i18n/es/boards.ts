// The Spanish texts of Boards, and what is carried to one.
import type { boardsTexts as english } from "../en/boards";
import type { PartOf } from "../messages";

export const boardsTexts: PartOf<typeof english> = {
  "carry.hint": "Suelte sobre un tablero",
  "carry.done": "En el tablero {board}",
  "carry.to": "Poner «{title}» en",

  "boards.title": "Tableros de {name}",
  "boards.title.guest": "Tableros",
  "boards.favourites": "Favoritos",
  "boards.open": "Abrir un tablero",
  "boards.create": "Nuevo tablero",
  "boards.name": "Nombre del nuevo tablero",
  "boards.make": "Crear",
  "boards.add": "A un tablero",
  "boards.keep": "Guardar en favoritos",
  "boards.unkeep": "Quitar de favoritos",
  "boards.kept": "Guardado en favoritos",
  "boards.unkept": "Quitado de favoritos",
  "boards.drag": "Arrastre para ordenar",
  "boards.earlier": "Adelantar {title}",
  "boards.later": "Atrasar {title}",
  "boards.remove": "Quitar {title}",
  "boards.note.of": "Nota para {title}",
  "boards.note.empty": "Añadir una nota",
  "boards.gone": "Ya no está en el catálogo",
  "boards.empty": "Aún no hay nada",
  "boards.empty.hint": "Guarde una carta en Descubrir, o añada una prenda abierta con «A un tablero».",
  "boards.delete": "Eliminar este tablero",
  "boards.delete.title": "¿Eliminar «{name}»?",
  "boards.delete.text": "Las prendas siguen en el catálogo; su orden y las notas de este tablero se van.",
  "boards.share": "Lookbook…",
  "boards.share.hint": "Escribir este tablero como lookbook para enviar o imprimir",
  "boards.shared": { one: "Se ha guardado una página con {count} prenda", other: "Se ha guardado una página con {count} prendas" },
  "boards.taken": "Quitado de {board}",
};
