// Colour names of catalogues and how they look. Names are compared in lower case; an unknown one has no swatch.

const hues: Record<string, string> = {
  white: "#f6f4f0", "off white": "#efe9dc", ivory: "#efe7d6", cream: "#ebddbf", ecru: "#dccfb4", beige: "#cfb998",
  nude: "#e3bfa3", skin: "#e0b899", taupe: "#97866f", "mushroom brown": "#a38f7c", camel: "#bc8b55", tan: "#a9703f",
  brown: "#6b4630", "coffee brown": "#4b3225", chocolate: "#44291f", bronze: "#8c6239", copper: "#b0693c",
  rust: "#ac5430", black: "#232226", charcoal: "#45474c", grey: "#8c8e92", gray: "#8c8e92", "grey melange": "#a5a6a8",
  "light grey": "#c6c7c8", steel: "#8a949c", silver: "#b9bcc1", metallic: "#a8a9ad", "navy blue": "#222f52",
  navy: "#222f52", indigo: "#36476e", "royal blue": "#2750b3", blue: "#4178bc", "light blue": "#a9c6e3",
  "turquoise blue": "#3fb0c4", turquoise: "#45b7b2", teal: "#1c6f72", "sea green": "#3c8f78", green: "#2f8a4e",
  "forest green": "#254d37", "lime green": "#8fc93a", "fluorescent green": "#7fe04b", mint: "#b8dec9", sage: "#a2af93",
  olive: "#6c6b3c", khaki: "#a39669", yellow: "#f0cc45", mustard: "#cb962c", gold: "#c6a14e", orange: "#e77b31",
  peach: "#f3bc9b", coral: "#eb7767", red: "#c02631", maroon: "#6a1f2b", oxblood: "#5f1c2a", burgundy: "#7a2340",
  rose: "#d76a83", pink: "#e68faf", blush: "#e9c5bf", fuchsia: "#cb2f7f", magenta: "#c2317f", mauve: "#b48aa6",
  lavender: "#bbabd8", purple: "#6d3f8c", plum: "#572a4c",
};
const many = "conic-gradient(#c02631, #f0cc45, #2f8a4e, #4178bc, #6d3f8c, #c02631)";

/** A CSS background for a colour name, or null for a name that is not known. */
export function swatch(name: string): string | null {
  const known = name.trim().toLowerCase();
  if (known === "multi" || known === "multicolour" || known === "multicolor") return many;
  return hues[known] ?? null;
}
