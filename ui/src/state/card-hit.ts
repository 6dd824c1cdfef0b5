// A dealt card, a kept piece, a product or a place on the map as a hit, for opening it.
import type { Card, Hit, PastSwipe, Pinned, ProductResponse } from "../ipc/generated";

const unscored = { text_score: null, image_score: null, band: null, variants: [] };

export function hitOfCard(card: Card): Hit {
  const { id, title, score, price, currency, brand, type, gender, colours, image, thumb, reasons } = card;
  return { ...unscored, id, title, score, price, currency, brand, type, gender, colours, in_stock: true, image, thumb, reasons };
}

export const hitOfSeen = ({ id, title, thumb }: Pick<PastSwipe, "id" | "title" | "thumb">): Hit =>
  hitOfPinned({ id, title, thumb, price: null, currency: "", in_stock: true });

export function hitOfPinned({ id, title, price, currency, in_stock, thumb }: Omit<Pinned, "note" | "at" | "gone" | "instead">): Hit {
  const unknown = { brand: "", type: "", gender: "", colours: [], image: null, reasons: [] };
  return { ...unscored, ...unknown, id, title, score: 0, price, currency, in_stock, thumb };
}

export function hitOfProduct({ product, thumb, image, in_stock }: ProductResponse): Hit {
  const { id, title, price, currency, brand, type, gender, colours } = product;
  return { ...unscored, id, title, score: 0, price, currency, brand, type, gender, colours, in_stock, image, thumb, reasons: [] };
}

export const hitOfLiked = ({ id, title, thumb }: Pick<Hit, "id" | "title" | "thumb">): Hit =>
  hitOfPinned({ id, title, thumb, price: null, currency: "", in_stock: true });
