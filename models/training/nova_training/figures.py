"""What is measured of a model, of pictures that it was not trained on.

`evaluate` measures what ships by these; `Progress` tells while training how it goes. Choices
made by it are few and are told in the model card. Another shop is among the figures, to see
what the model does on one that it does not know; nothing is chosen by it.
"""

from dataclasses import replace

import numpy as np
import torch

from . import captions as caption_stage
from . import free_language, metrics, words

LEAST_LABELS = 10  # of the street's garments that are left out of training, for a label to be asked for


def relevance(values: list, asked: list) -> np.ndarray:
    """(asked, values) of bool: which value is what is asked for."""
    return np.array([[value == wanted for value in values] for wanted in asked], dtype=bool).reshape(len(asked), len(values))


class Progress:
    """`rows` by set name, `squeezed` the pictures of the rows in `places` (n, 3, side, side) bytes, both by set name."""

    def __init__(self, rows: dict, places: dict[str, np.ndarray], squeezed: dict[str, torch.Tensor]):
        self.rows = {name: [rows[name][i] for i in places[name]] for name in places}
        self.squeezed = squeezed

    @torch.no_grad()
    def figures(self, pictures, embed) -> list[metrics.Figure]:
        """`pictures` takes bytes (n, 3, side, side) to unit rows, `embed` a list of texts."""
        made = {name: pictures(found) for name, found in self.squeezed.items()}
        val, gallery = self.rows["products"], made["products"]
        titles = [row["name"].strip() for row in val]
        found = metrics.title_recall(titles, embed(titles), gallery, (1, 10))
        found.append(colour_and_type(embed, val, gallery))
        found.append(image_to_image(val, gallery))
        found += free_language.figures(val, gallery, embed)[0]
        found.append(patterns(embed, val, gallery))
        for name in ("photos", "street"):
            found.append(labels(name, embed, self.rows[name], made[name]))
        other, views = self.rows["othershop"], self.rows["othershop-views"]
        found += other_shop(embed, other, made["othershop"], views, made["othershop-views"])
        return found


def colour_and_type(embed, rows, gallery: np.ndarray) -> metrics.Figure:
    """Queries as a shopper types them; a pair of colour and type counts when it has ten products."""
    pairs = [(row["base_colour"], row["article_type"]) for row in rows]
    asked = [pair for pair in sorted(set(pairs)) if pairs.count(pair) >= 10 and pair[0] != "NA"]
    queries = [f"{colour.lower()} {words.nouns(kind)[1]}" for colour, kind in asked]
    relevant = relevance(pairs, asked)
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


def labels(name: str, embed, rows: list[dict], vectors: np.ndarray) -> metrics.Figure:
    """The share of pictures whose label is the nearest of all labels as "a photo of a …"."""
    truth = np.array([row["label"] for row in rows])
    asked = sorted(
        label
        for label in set(truth)
        if label.lower() not in caption_stage.LABELS_WITHOUT_MEANING and (truth == label).sum() >= (LEAST_LABELS if name == "street" else 1)
    )
    kept = np.isin(truth, asked)
    prompts = embed([f"a photo of a {words.nouns(label)[0]}" for label in asked])
    said = np.array(asked)[(vectors[kept] @ prompts.T).argmax(1)]
    largest = max((truth[kept] == label).mean() for label in asked)
    return metrics.Figure(f"{name} label of {len(asked)}", float(np.mean(said == truth[kept])), float(largest), 1.0, int(kept.sum()))


def patterns(embed, rows: list[dict], gallery: np.ndarray) -> metrics.Figure:
    """"Striped shirts": the share of the ten first whose title says so, for pairs of pattern and type with ten of them."""
    said = [(words.said_of(words.PATTERNS, row["name"]), row["article_type"]) for row in rows]
    asked = [pair for pair in sorted({pair for pair in said if pair[0]}) if said.count(pair) >= 10]
    relevant = relevance(said, asked)
    found = metrics.nearest(embed([f"{pattern} {words.nouns(kind)[1]}" for pattern, kind in asked]), gallery, 10)
    return metrics.precision_at("pattern and type P@10", found, relevant)


def other_shop(embed, rows: list[dict], gallery: np.ndarray, views: list[dict], seen: np.ndarray) -> list[metrics.Figure]:
    """Colour and type, title with colour, description, type by picture, and other views, on a shop that nothing was learnt of."""
    pairs = [(row["colour"], row["type"]) for row in rows]
    asked = [pair for pair in sorted(set(pairs)) if pair[0] and pairs.count(pair) >= 10]
    relevant = relevance(pairs, asked)
    found = metrics.nearest(embed([f"{colour.lower()} {kind.lower()}" for colour, kind in asked]), gallery, 10)
    figures = [metrics.precision_at("other shop: colour and type P@10", found, relevant)]
    said = [f"{row['title']} {row['colour']}".strip() for row in rows]
    for name, asked_by in (("title and colour", said), ("description", [row["description"] for row in rows])):
        (recall,) = metrics.title_recall(asked_by, embed(asked_by), gallery, (10,))
        figures.append(replace(recall, name=f"other shop: {name} R@10"))
    kinds = np.array([row["type"] for row in rows])
    same = kinds[:, None] == kinds[None]
    np.fill_diagonal(same, False)
    nearest = metrics.nearest(gallery, gallery, 11)
    figures.append(metrics.precision_at("other shop: image→image", np.stack([r[r != i][:10] for i, r in enumerate(nearest)]), same))
    place = {row["id"]: index for index, row in enumerate(rows)}
    known = [index for index, view in enumerate(views) if view["id"] in place]
    best = (seen[known] @ gallery.T).argmax(1)
    right = np.mean([best[n] == place[views[i]["id"]] for n, i in enumerate(known)])
    return [*figures, metrics.Figure("other shop: view R@1", float(right), 1 / len(rows), 1.0, len(known))]
