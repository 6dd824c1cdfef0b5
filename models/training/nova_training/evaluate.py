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
import torch

import reference

from . import figures as measured
from . import folders, free_language, metrics, pictures, robustness, tables

BATCH = 16


def faster_images(model: reference.NovaMini, threads: int):
    """The folder's image path in OpenVINO at float32, three times as fast as PyTorch's."""
    import openvino

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


def product_figures(model, where: folders.Folders, whole_gallery: bool, copies: int) -> list[metrics.Figure]:
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
        everything = np.concatenate([gallery, embed_pictures(model, openers(where, "products", others))])
        found = metrics.title_recall(names, title_vectors, everything)
        figures += [replace(figure, name=f"{figure.name}, all {len(names):,}") for figure in found]
    figures += [measured.colour_and_type(embed, val, gallery), measured.image_to_image(val, gallery)]
    asked, weakest = free_language.figures(val, gallery, embed)
    print(f"weakest in free language: {weakest}", flush=True)
    figures += [*asked, measured.patterns(embed, val, gallery)]
    source = tables.pictures(where, "products")
    return figures + robustness.figures(
        val, lambda row: source.open(row["image"]), gallery, lambda opened: embed_pictures(model, opened), copies
    )


def labelled_figures(model, where: folders.Folders) -> list[metrics.Figure]:
    """Photos of clothes and garments cut out of street photos, each named among the labels of its set."""
    found = []
    for name in ("photos", "street"):
        rows = [row for row in tables.rows(where, name) if row["split"] == "val"]
        vectors = embed_pictures(model, openers(where, name, rows))
        found.append(measured.labels(name, lambda texts: embed_texts(model, texts), rows, vectors))
    return found


def other_shop_figures(model, where: folders.Folders) -> list[metrics.Figure]:
    rows, views = (tables.rows(where, name) for name in tables.OTHER_SHOP)
    gallery, seen = (embed_pictures(model, openers(where, name, some)) for name, some in zip(tables.OTHER_SHOP, (rows, views)))
    return measured.other_shop(lambda texts: embed_texts(model, texts), rows, gallery, views, seen)


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
    parser.add_argument("--only", nargs="+", default=["products", "labels", "other", "demo"])
    parser.add_argument("--val-gallery", action="store_true", help="leave out the gallery of all products: minutes less")
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
        figures += product_figures(model, where, not arguments.val_gallery, arguments.copies)
    if "labels" in arguments.only:
        figures += labelled_figures(model, where)
    if "other" in arguments.only:
        figures += other_shop_figures(model, where)
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
