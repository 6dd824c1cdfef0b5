// What models are good for, in the page's language, by their names.
import { capital, t } from "../i18n";
import type { KnownModel } from "../ipc/generated";

const told = [
  "nova-mini",
  "clip-vit-base-patch32",
  "fashion-clip",
  "CLIP-ViT-B-32-laion2B-s34B-b79K",
  "siglip-base-patch16-224",
  "marqo-fashionSigLIP",
  "marqo-fashionCLIP",
  "siglip2-base-patch16-224",
  "zooclaw-fashionsiglip2",
] as const;

/** What a model is good for; one that this page does not know yet speaks for itself, in English. */
export function bestAt({ name, best_at }: KnownModel): string {
  const known = told.find((own) => own === name);
  return known ? t(`models.best.${known}`) : capital(best_at);
}
