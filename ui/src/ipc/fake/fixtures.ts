// A small catalogue for unit tests: a handful of types in a handful of colours.
import type { Product } from "../generated";

const colours = ["Red", "Navy Blue", "White", "Olive"];
const pieces = [
  { type: "Dress", category: "Dresses", gender: "Women", occasion: "Evening" },
  { type: "Shirt", category: "Tops", gender: "Men", occasion: "Work" },
  { type: "Trousers", category: "Bottoms", gender: "Men", occasion: "Work" },
  { type: "Trainers", category: "Shoes", gender: "Unisex", occasion: "Sport" },
  { type: "Tote", category: "Bags", gender: "Women", occasion: "Casual" },
];

/** Twenty products; every fifth is sold out. Prices run from 20 to 115. */
export const products: readonly Product[] = pieces.flatMap(({ type, category, gender, occasion }, kind) =>
  colours.map((colour, shade) => {
    const at = kind * colours.length + shade;
    return {
      id: `p${at}`,
      title: `${colour} ${type}`,
      brand: "Maison Ferrand",
      category,
      subcategory: "",
      type,
      gender,
      colours: [colour],
      tags: [],
      styles: [],
      occasions: [occasion],
      season: [],
      sizes: ["S", "M", "L"],
      price: 20 + at * 5,
      currency: "EUR",
      stock: at % 5 === 4 ? 0 : 3,
      description: `A ${colour.toLowerCase()} ${type.toLowerCase()}.`,
      year: null,
      image: `${at}.jpg`,
    };
  }),
);
