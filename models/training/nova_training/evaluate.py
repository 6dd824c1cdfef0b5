"""Stage 5: the figures of an exported folder, through reference.py, beside chance and ceiling.

Measures what ships (8-bit words, float16 weights), never a checkpoint: val products,
val photos and the demo catalogue, none of which was trained on. Prints the table
of the model card and writes it with the numbers to --out.
"""

import argparse
import json
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np
import openvino
import torch

import reference

from . import folders, metrics, pictures, tables, words

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


def product_figures(model, where: folders.Folders) -> list[metrics.Figure]:
    rows = [row for row in tables.rows(where, "products") if row["split"] == "val"]
    gallery = embed_pictures(model, openers(where, "products", rows))
    titles = [row["name"] for row in rows]
    figures = metrics.title_recall(titles, embed_texts(model, titles), gallery)

    # Queries as a shopper types them; a pair of colour and type counts when it has ten products.
    pairs = [(row["base_colour"], row["article_type"]) for row in rows]
    asked = [pair for pair in sorted(set(pairs)) if pairs.count(pair) >= 10 and pair[0] != "NA"]
    queries = [f"{colour.lower()} {words.nouns(kind)[1]}" for colour, kind in asked]
    relevant = np.array([[pair == wanted for pair in pairs] for wanted in asked])
    found = metrics.nearest(embed_texts(model, queries), gallery, 10)
    figures.append(metrics.precision_at("colour and type P@10", found, relevant))

    kinds = np.array([row["article_type"] for row in rows])
    same = kinds[:, None] == kinds[None]
    np.fill_diagonal(same, False)
    found = metrics.nearest(gallery, gallery, 11)
    # The picture itself is the nearest; a twin may stand before it, so it is removed by its index.
    others = np.stack([row[row != i][:10] for i, row in enumerate(found)])
    figures.append(metrics.precision_at("image→image P@10, type", others, same))
    return figures


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
    kinds = [row["type"] for row in rows]
    colours = [row["colours"].split(";")[0].strip().lower() for row in rows]
    pairs = list(zip(colours, kinds))

    def ask(name: str, values: list, query, least: int) -> metrics.Figure:
        asked = [value for value in sorted(set(values)) if values.count(value) >= least]
        relevant = np.array([[value == wanted for value in values] for wanted in asked])
        found = metrics.nearest(embed_texts(model, [query(value) for value in asked]), gallery, 10)
        return metrics.precision_at(f"demo: {name}", found, relevant)

    figures = [
        ask("type P@10", kinds, lambda kind: kind.lower(), 5),
        ask("colour P@10", colours, lambda colour: f"{colour} clothes", 5),
        ask("colour and type P@10", pairs, lambda pair: f"{pair[0]} {pair[1].lower()}", 2),
    ]
    recalls = metrics.title_recall(titles, embed_texts(model, titles), gallery, (1, 10))
    return figures + [
        metrics.Figure(f"demo: {f.name}", f.value, f.chance, f.ceiling, f.queries) for f in recalls
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    folders.add_flags(parser)
    parser.add_argument("--model", type=Path, default=folders.REPOSITORY / "models" / "nova-mini")
    parser.add_argument("--demo", type=Path, default=folders.REPOSITORY / "catalog")
    parser.add_argument("--only", nargs="+", default=["products", "photos", "demo"])
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    where = folders.from_flags(arguments)
    model = reference.load(arguments.model)
    model.faster = faster_images(model, arguments.threads)
    begun = time.monotonic()
    figures = []
    if "products" in arguments.only:
        figures += product_figures(model, where)
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
