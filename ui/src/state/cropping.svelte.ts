// The photo whose part is being chosen. The part itself belongs to the query.
import { belongs, held } from "./page";

class Cropping {
  /** Path of the photo; null while the sheet is closed. */
  path = $state<string | null>(null);
}

export let cropping: Cropping;
held(() => (cropping = new Cropping()));
belongs("client", () => void (cropping.path = null));
