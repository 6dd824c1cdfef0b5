// The Spanish texts of the welcome.
import type { welcomeTexts as english } from "../en/welcome";
import type { PartOf } from "../messages";

export const welcomeTexts: PartOf<typeof english> = {
  "welcome.kicker": "Le damos la bienvenida a StyleNova",
  "welcome.title": "Diga lo que ve. Encuentre lo que encaja.",
  "welcome.text": "Busque con palabras o una foto, reparta cartas y vea cómo toma forma un gusto. Todo ocurre en este equipo.",
  "welcome.coming": "Se está desplegando la colección de demostración. Ya puede mirar.",
  "welcome.there": "Hay una colección de demostración preparada. Mire, o traiga la suya.",
  "welcome.empty": "Aún no hay nada en la biblioteca.",
  "welcome.look": "Echar un vistazo",
  "welcome.demo": "Empezar con la demostración",
  "welcome.file": "Su catálogo…",
  "welcome.folder": "Una carpeta de imágenes…",
  "welcome.restore": "Una copia de seguridad…",
  "welcome.drop": "O suelte una tabla o una carpeta en esta ventana.",
  "welcome.place": "Su biblioteca está en",
};
