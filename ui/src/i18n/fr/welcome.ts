// The French texts of the welcome.
import type { welcomeTexts as english } from "../en/welcome";
import type { PartOf } from "../messages";

export const welcomeTexts: PartOf<typeof english> = {
  "welcome.kicker": "Bienvenue dans StyleNova",
  "welcome.title": "Dites ce que vous voyez. Trouvez ce qui va.",
  "welcome.text": "Cherchez avec des mots ou une photo, donnez des cartes et voyez un goût prendre forme. Tout se passe sur cette machine.",
  "welcome.coming": "La collection de démonstration se met en place. Vous pouvez déjà regarder.",
  "welcome.there": "Une collection de démonstration vous attend. Regardez, ou apportez la vôtre.",
  "welcome.empty": "Il n’y a encore rien dans la bibliothèque.",
  "welcome.look": "Regarder",
  "welcome.demo": "Commencer par la démonstration",
  "welcome.file": "Votre catalogue…",
  "welcome.folder": "Un dossier d’images…",
  "welcome.restore": "Une sauvegarde…",
  "welcome.drop": "Ou déposez un tableau ou un dossier sur cette fenêtre.",
  "welcome.place": "Votre bibliothèque est dans",
};
