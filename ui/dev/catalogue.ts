// Serves a catalogue and its pictures to the development page: the demo, or the folder that
// STYLENOVA_DEV_PICTURES names together with the CSV file that STYLENOVA_DEV_CSV names.
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Plugin } from "vite";
import type { Product } from "../src/ipc/generated";

const demo = resolve(import.meta.dirname, "../../catalog");

function rows(text: string): string[][] {
  const found: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? "";
    if (quoted && letter === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (letter === '"') quoted = !quoted;
    else if (letter === "," && !quoted) row.push(cell), (cell = "");
    else if (letter === "\n" && !quoted) {
      found.push([...row, cell.replace(/\r$/, "")]);
      row = [];
      cell = "";
    } else cell += letter;
  }
  return found;
}

/** Products of a CSV with the columns of the demo catalogue, or with those of the shared data. */
function products(file: string): Product[] {
  const [header = [], ...lines] = rows(`${readFileSync(file, "utf8").trimEnd()}\n`);
  return lines.map((line, at) => {
    const get = (...names: string[]): string => names.map((name) => line[header.indexOf(name)] ?? "").find(Boolean) ?? "";
    const list = (...names: string[]): string[] => get(...names).split(/[;|]/).map((part) => part.trim()).filter(Boolean);
    return {
      id: get("id"), title: get("title", "name"), brand: get("brand"), category: get("category", "master_category"),
      subcategory: get("subcategory", "sub_category"), type: get("type", "article_type"), gender: get("gender"),
      colours: list("colours", "base_colour"), tags: list("tags"), styles: list("styles"), occasions: list("occasions", "usage"),
      season: list("season"), sizes: list("sizes"), price: Number(get("price")) || (header.includes("price") ? null : 19 + ((at * 37) % 160)),
      currency: get("currency") || "EUR", stock: get("stock") === "" ? (at % 17 === 5 ? 0 : null) : Number(get("stock")),
      description: get("description"), year: Number(get("year")) || null, image: basename(get("image")),
    };
  });
}

/** The plugin; it does nothing but while the development server runs. */
export function devCatalogue(): Plugin {
  return {
    name: "development-catalogue",
    apply: "serve",
    configureServer(server) {
      const csv = process.env["STYLENOVA_DEV_CSV"] ?? join(demo, "catalog.csv");
      const pictures = process.env["STYLENOVA_DEV_PICTURES"] ?? join(demo, "images");
      server.middlewares.use("/dev-catalogue.json", (_, response) => {
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify(existsSync(csv) ? products(csv) : []));
      });
      server.middlewares.use("/dev-picture", (request, response) => {
        const file = join(pictures, basename(decodeURIComponent(request.url ?? "")));
        if (statSync(file, { throwIfNoEntry: false })?.isFile()) createReadStream(file).pipe(response);
        else response.writeHead(404).end();
      });
    },
  };
}
