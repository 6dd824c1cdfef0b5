"""Stage 5: the figures of an exported folder, through reference.py, beside chance and ceiling.

Measures what ships (8-bit words, float16 weights), never a checkpoint: val products,
val photos and the demo catalogue, none of which was trained on, altered copies, free
language, and the val titles against all products as the gallery (of those the train part
was trained on, which flatters). Prints the table of the model card and writes it with the
numbers to --out. Ceilings below 1 come from queries with fewer than ten answers.
"""

import argparse
import json
import time
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import openvino
import torch

import reference

from . import features as feature_stage
from . import folders, free_language, metrics, pictures, robustness, tables, words

LABELS_WITHOUT_MEANING = ("Not sure", "Other", "Skip")
BATCH = 16


def faster_images(model: reference.NovaMini, threads: int):
    """The folder's image path in OpenVINO at float32, three times as fast as PyTorch's."""

    class ImagePath(torch.nn.Module):
        def forward(self, pixels: torch.Tensor) -> torch.Tensor:
            return torch.nn.functional.normalize(model.project(model.image_features(pixels)), dim=-1)

    side = pictures.SIDE
    converted = openvino.convert_model(ImagePath(), example_input=torch.zeros(2, 3, side, side))
    converted.reshape([-1, 3, side, side])
    settings = {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": threads}
    compiled = openvino.compile_model(converted, "CPU", settings)

    def embed(batch: list) -> np.ndarray:
        return compiled(torch.stack([model.pixels(picture) for picture in batch]).numpy())[0]

    return embed


@torch.inference_mode()
def embed_pictures(model, opened) -> np.ndarray:
    """Unit vectors of pictures given as callables that open a file."""
    vectors = []
    for start in range(0, len(opened), BATCH):
        batch = [pictures.upright_rgb(open_one()) for open_one in opened[start : start + BATCH]]
        vectors.append(model.faster(batch))
        if start == 0 and (vectors[0] * model.images(batch)).sum(axis=1).min() < 0.9999:
            raise ValueError("OpenVINO does not give what PyTorch gives for the first pictures")
    return np.concatenate(vectors)


@torch.inference_mode()
def embed_texts(model, texts: list[str]) -> np.ndarray:
    distinct = list(dict.fromkeys(texts))
    parts = [model.texts(distinct[start : start + 512]) for start in range(0, len(distinct), 512)]
    known = dict(zip(distinct, np.concatenate(parts)))
    return np.stack([known[text] for text in texts])


def openers(where: folders.Folders, set_name: str, rows):
    source = tables.pictures(where, set_name)
    return [lambda name=row["image"]: source.open(name) for row in rows]


def colour_and_type(embed, rows, gallery: np.ndarray) -> metrics.Figure:
    """Queries as a shopper types them; a pair of colour and type counts when it has ten products."""
    pairs = [(row["base_colour"], row["article_type"]) for row in rows]
    asked = [pair for pair in sorted(set(pairs)) if pairs.count(pair) >= 10 and pair[0] != "NA"]
    queries = [f"{colour.lower()} {words.nouns(kind)[1]}" for colour, kind in asked]
    relevant = np.array([[pair == wanted for pair in pairs] for wanted in asked])
    found = metrics.nearest(embed(queries), gallery, 10)
    return metrics.precision_at("colour and type P@10", found, relevant)


def image_to_image(rows, gallery: np.ndarray) -> metrics.Figure:
    kinds = np.array([row["article_type"] for row in rows])
    same = kinds[:, None] == kinds[None]
    np.fill_diagonal(same, False)
    found = metrics.nearest(gallery, gallery, 11)
    # The picture itself is the nearest; a twin may stand before it, so it is removed by its index.
    others = np.stack([row[row != i][:10] for i, row in enumerate(found)])
    return metrics.precision_at("image→image P@10, type", others, same)


@torch.inference_mode()
def embed_cached(model, where: folders.Folders, rows, gallery: np.ndarray) -> np.ndarray:
    """Unit vectors of the products in `rows` from the cached features of the pretrained picture tower.

    The features go through the folder's own projection. `gallery`, made from the val pictures by the
    folder's own tower, tells whether that is the tower of the cache; ValueError where it is not.
    """
    every = tables.rows(where, "products")
    place = {row["id"]: index for index, row in enumerate(every)}
    features = feature_stage.load(where, "products", "plain")[0]

    def project(some) -> np.ndarray:
        chosen = features[[place[row["id"]] for row in some]].astype(np.float32)
        parts = np.array_split(chosen, len(chosen) // 512 + 1)
        return np.concatenate([reference.unit(model.project(torch.from_numpy(part))) for part in parts])

    val = [row for row in every if row["split"] == "val"]
    alike = (project(val) * gallery).sum(axis=1)
    print(f"cached features against the folder's tower: cosine {alike.min():.5f} at least", flush=True)
    if np.median(alike) < 0.9999 or alike.min() < 0.99:
        raise ValueError("the cached features are of another tower: evaluate without --cached")
    return project(rows)


def product_figures(
    model, where: folders.Folders, whole_gallery: bool, cached: bool, copies: int
) -> list[metrics.Figure]:
    def embed(texts: list[str]) -> np.ndarray:
        return embed_texts(model, texts)

    rows = tables.rows(where, "products")
    val = [row for row in rows if row["split"] == "val"]
    others = [row for row in rows if row["split"] != "val"] if whole_gallery else []
    gallery = embed_pictures(model, openers(where, "products", val))
    titles = [row["name"] for row in val]
    title_vectors = embed(titles)
    figures = metrics.title_recall(titles, title_vectors, gallery)
    if whole_gallery:
        names = titles + [row["name"] for row in others]
        rest = (
            embed_cached(model, where, others, gallery) if cached
            else embed_pictures(model, openers(where, "products", others))
        )
        everything = np.concatenate([gallery, rest])
        found = metrics.title_recall(names, title_vectors, everything)
        figures += [replace(figure, name=f"{figure.name}, all {len(names):,}") for figure in found]
    figures += [colour_and_type(embed, val, gallery), image_to_image(val, gallery)]
    asked, weakest = free_language.figures(val, gallery, embed)
    print(f"weakest in free language: {weakest}", flush=True)
    source = tables.pictures(where, "products")
    return figures + asked + robustness.figures(
        val, lambda row: source.open(row["image"]), gallery, lambda opened: embed_pictures(model, opened), copies
    )


def photo_figures(model, where: folders.Folders) -> list[metrics.Figure]:
    rows = [
        row
        for row in tables.rows(where, "photos")
        if row["split"] == "val" and row["label"] not in LABELS_WITHOUT_MEANING
    ]
    labels = sorted({row["label"] for row in rows})
    prompts = embed_texts(model, [f"a photo of a {words.nouns(label)[0]}" for label in labels])
    vectors = embed_pictures(model, openers(where, "photos", rows))
    said = [labels[best] for best in (vectors @ prompts.T).argmax(axis=1)]
    truth = [row["label"] for row in rows]
    right = float(np.mean([a == b for a, b in zip(said, truth)]))
    largest = max(truth.count(label) for label in labels) / len(truth)
    return [metrics.Figure("photo label, zero-shot", right, largest, 1.0, len(truth))]


def demo_figures(model, folder: Path) -> list[metrics.Figure]:
    rows = tables.read_csv(folder / "catalog.csv")
    source = pictures.FolderPictures(folder)
    gallery = embed_pictures(model, [lambda name=row["image"]: source.open(name) for row in rows])
    titles = [row["title"] for row in rows]
    # "Dresses" is asked of the type and of the subcategory, so that a maxi dress answers too.
    kinds = [{row["type"], row["subcategory"]} for row in rows]
    colours = [{part.strip().lower() for part in row["colours"].split(";")} for row in rows]
    pairs = [{(row["colours"].split(";")[0].strip().lower(), row["type"])} for row in rows]

    def ask(name: str, values: list[set], query, least: int) -> metrics.Figure:
        known = sorted(set().union(*values))
        asked = [value for value in known if sum(value in of_row for of_row in values) >= least]
        relevant = np.array([[wanted in of_row for of_row in values] for wanted in asked])
        found = metrics.nearest(embed_texts(model, [query(value) for value in asked]), gallery, 10)
        return metrics.precision_at(f"demo: {name}", found, relevant)

    figures = [
        ask("type P@10, types of ten pieces", kinds, lambda kind: kind.lower(), 10),
        ask("type P@10, types of five pieces", kinds, lambda kind: kind.lower(), 5),
        ask("colour P@10, colours of ten pieces", colours, lambda colour: f"{colour} clothes", 10),
        ask("colour P@10, colours of five pieces", colours, lambda colour: f"{colour} clothes", 5),
        ask("colour and type P@10, pairs of two", pairs, lambda pair: f"{pair[0]} {pair[1].lower()}", 2),
    ]
    recalls = metrics.title_recall(titles, embed_texts(model, titles), gallery, (1, 10))
    return figures + [replace(figure, name=f"demo: {figure.name}") for figure in recalls]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    folders.add_flags(parser)
    parser.add_argument("--model", type=Path, default=folders.REPOSITORY / "models" / "nova-mini")
    parser.add_argument("--demo", type=Path, default=folders.REPOSITORY / "catalog")
    parser.add_argument("--only", nargs="+", default=["products", "photos", "demo"])
    parser.add_argument("--val-gallery", action="store_true", help="leave out the gallery of all products: minutes less")
    parser.add_argument("--cached", action="store_true", help="products outside val from cached features: minutes less")
    parser.add_argument("--copies", type=int, default=1000, help="val products that are altered and searched")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    where = folders.from_flags(arguments)
    model = reference.load(arguments.model)
    model.faster = faster_images(model, arguments.threads)
    begun = time.monotonic()
    figures = []
    if "products" in arguments.only:
        figures += product_figures(model, where, not arguments.val_gallery, arguments.cached, arguments.copies)
    if "photos" in arguments.only:
        figures += photo_figures(model, where)
    if "demo" in arguments.only:
        if (arguments.demo / "catalog.csv").exists():
            figures += demo_figures(model, arguments.demo)
        else:
            print(f"{arguments.demo} holds no catalog.csv: the demo is not measured")
    print(metrics.table(figures))
    print(f"{time.monotonic() - begun:.0f} s")
    if arguments.out:
        text = json.dumps([asdict(figure) for figure in figures], indent=1, ensure_ascii=False)
        folders.write_then_rename(arguments.out, lambda beside: beside.write_text(text + "\n"))


if __name__ == "__main__":
    main()
