"""Retrieval figures by exact cosine, each with what chance and perfection would give.

Embeddings are unit rows, float32. Gallery and queries are plain arrays, so the
same functions measure a checkpoint and an exported folder.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Figure:
    name: str
    value: float
    chance: float
    ceiling: float
    queries: int


def nearest(queries: np.ndarray, gallery: np.ndarray, k: int) -> np.ndarray:
    """Indices of the k nearest of the gallery, best first, (queries, k)."""
    found = np.empty((len(queries), k), dtype=np.int64)
    for start in range(0, len(queries), 512):
        scores = queries[start : start + 512] @ gallery.T
        part = np.argpartition(-scores, k - 1, axis=1)[:, :k]
        order = np.argsort(-np.take_along_axis(scores, part, 1), axis=1, kind="stable")
        found[start : start + 512] = np.take_along_axis(part, order, 1)
    return found


def title_recall(
    titles: list[str], title_vectors: np.ndarray, gallery: np.ndarray, ks=(1, 5, 10)
) -> list[Figure]:
    """How often a picture with the query's title is among the first k.

    Title i belongs to row i of the gallery. `title_vectors` may stop before the gallery
    does: the rest is searched but not asked for.
    """
    asked = titles[: len(title_vectors)]
    kept = [i for i, title in enumerate(asked) if title.strip() not in ("", "NA")]
    # Numbers in place of names: comparing them is what takes the time with a large gallery.
    names = np.unique([title.strip().lower() for title in titles], return_inverse=True)[1]
    found = nearest(title_vectors[kept], gallery, max(ks))
    hits = names[found] == names[kept][:, None]
    same = np.array([(names == names[i]).sum() for i in kept])
    figures = []
    for k in ks:
        # A random order misses all of the s equal titles with about (1 - s/n)^k.
        chance = float(np.mean(1 - (1 - same / len(names)) ** k))
        value = float(hits[:, :k].any(axis=1).mean())
        figures.append(Figure(f"title→image R@{k}", value, chance, 1.0, len(kept)))
    return figures


def precision_at(name: str, found: np.ndarray, relevant: np.ndarray) -> Figure:
    """Mean share of relevant rows among those found; `relevant` is (queries, gallery) of bools."""
    k = found.shape[1]
    if not len(found):
        return Figure(name, float("nan"), float("nan"), float("nan"), 0)
    value = np.take_along_axis(relevant, found, 1).mean()
    counts = relevant.sum(axis=1)
    return Figure(
        name, float(value), float((counts / relevant.shape[1]).mean()),
        float((np.minimum(counts, k) / k).mean()), len(found),
    )


def table(figures: list[Figure]) -> str:
    lines = ["| figure | value | chance | ceiling | queries |", "|---|---|---|---|---|"]
    lines += [
        f"| {f.name} | {f.value:.3f} | {f.chance:.3f} | {f.ceiling:.3f} | {f.queries} |" for f in figures
    ]
    return "\n".join(lines)
