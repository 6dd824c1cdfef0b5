"""The rows of all sets as training draws them: cached features and maps by view, facts, captions, vocabulary."""

import re
from dataclasses import dataclass

import numpy as np
import torch

from . import captions as caption_stage
from . import features as feature_stage
from . import folders, tables, words

# Of a feature, at the least: a colour that is rare in training would be a giant where it is there.
LEAST_DEVIATION = 0.03
# The shop's titles begin with the brand; one of these ends it.
AFTER_BRAND = re.compile(r"\b(men|women|man|woman|boys?|girls?|kids?|unisex|men's|women's)\b", re.IGNORECASE)


# What the projection names of a picture, and of how many training rows a value is at the least.
ATTRIBUTES = {"noun": 8, "colour": 8, "gender": 8, "usage": 8, "brand": 8, "noun and colour": 24}


@dataclass
class Examples:
    """All rows of all sets, one after another; only the first view, the plain one, is complete."""

    views: list[list[np.ndarray]]  # by view, then by set: (rows of the set, feature_count) float16
    maps: list[list[np.ndarray | None]]  # the same for the maps (rows, h, w, channels), where they are wanted
    offsets: np.ndarray  # the first row of each set, and the number of all rows
    has_view: np.ndarray  # (rows, views) bool
    sets: np.ndarray  # (rows,) index into tables.SETS
    train: np.ndarray  # (rows,) bool
    attributes: np.ndarray  # (rows, len(ATTRIBUTES)) values from 0 on, -1 unknown
    facts: np.ndarray  # (rows, facts + 1) codes, -1 unknown; the purposes' bits last
    captions: list[list[tuple[int, np.ndarray | None]]]
    titles: np.ndarray  # (rows,) index of the title's text, -1 where a row has none
    vocabulary: dict[str, tuple[np.ndarray, np.ndarray]]  # facts (terms, facts), texts (terms, wordings)

    def attribute_sizes(self) -> list[int]:
        """How many values each attribute has."""
        return [int(size) for size in self.attributes.max(0) + 1]

    def features(self, rows: np.ndarray, chosen: np.ndarray) -> torch.Tensor:
        """Float32 (rows, feature_count) of each row in its chosen view."""
        return torch.from_numpy(self._take(self.views, rows, chosen))

    def boundary_maps(self, rows: np.ndarray, chosen: np.ndarray) -> torch.Tensor:
        """Float32 (rows, h, w, channels)."""
        return torch.from_numpy(self._take(self.maps, rows, chosen))

    def map_each(self, change) -> None:
        """Puts `change(maps)` in the place of the maps of each view and set; rows without a view stay zero."""
        for column, of_view in enumerate(self.maps):
            for number, found in enumerate(of_view):
                if found is None:
                    continue
                present = np.flatnonzero(self.has_view[self.offsets[number] : self.offsets[number + 1], column])
                made = change(found[present])
                of_view[number] = np.zeros((len(found), *made.shape[1:]), dtype=made.dtype)
                of_view[number][present] = made

    def _take(self, held, rows: np.ndarray, chosen: np.ndarray) -> np.ndarray:
        result = np.empty((len(rows), *held[0][0].shape[1:]), dtype=np.float32)
        for view in np.unique(chosen):
            for number in np.unique(self.sets[rows]):
                at = np.flatnonzero((chosen == view) & (self.sets[rows] == number))
                if len(at):
                    result[at] = held[view][number][rows[at] - self.offsets[number]]
        return result


class Codes:
    """Numbers for facts, -1 for none; the purposes' bits, last, stay as they are."""

    def __init__(self):
        self._known: dict[tuple[int, str], int] = {}

    def of(self, values: list) -> np.ndarray:
        *facts, bits = values
        numbers = [
            -1 if fact is None else self._known.setdefault((place, fact), len(self._known))
            for place, fact in enumerate(facts)
        ]
        return np.array([*numbers, bits], dtype=np.int64)


def gather(where: folders.Folders, view_names: list[str], captions: dict, with_maps: bool) -> Examples:
    codes = Codes()
    views: list[list[np.ndarray]] = [[] for _ in view_names]
    maps: list[list[np.ndarray | None]] = [[] for _ in view_names]
    has_view, sets, train, facts, all_captions, titles, offsets = [], [], [], [], [], [], [0]
    for number, set_name in enumerate(tables.SETS):
        rows = tables.rows(where, set_name)
        if len(rows) != len(captions[set_name]):
            raise ValueError(f"captions of {set_name} are of another table; run the captions stage again")
        offsets.append(offsets[-1] + len(rows))
        if not rows:
            continue
        present = np.zeros((len(rows), len(view_names)), dtype=bool)
        for column, view in enumerate(view_names):
            found, found_maps, present[:, column] = feature_stage.load(where, set_name, view, with_maps)
            views[column].append(found)
            # A set without this view has none that could be chosen.
            maps[column].append(found_maps)
        print(f"{set_name}: " + ", ".join(f"{n} {v}" for v, n in zip(view_names, present.sum(0))), flush=True)
        has_view.append(present)
        sets.append(np.full(len(rows), number))
        train.append(np.array([row["split"] == "train" for row in rows]))
        for row in captions[set_name]:
            facts.append(codes.of(row["facts"]))
            all_captions.append(
                [(index, None if claim is None else codes.of(claim)) for index, claim in row["captions"]]
            )
            is_title = bool(row["captions"]) and row["captions"][0][1] is None
            titles.append(row["captions"][0][0] if is_title else -1)
    vocabulary = {
        name: (np.stack([codes.of([*held, 0])[:-1] for held, _ in terms]), np.array([texts for _, texts in terms]))
        for name, terms in captions["vocabulary"].items()
    }
    names = [row["name"] for row in tables.rows(where, "products")]
    return Examples(
        views, maps, np.array(offsets), np.concatenate(has_view), np.concatenate(sets), np.concatenate(train),
        attributes(np.stack(facts), names, np.concatenate(train)), np.stack(facts), all_captions, np.array(titles), vocabulary,
    )


def attributes(facts: np.ndarray, names: list[str], train: np.ndarray) -> np.ndarray:
    """What the projection names of each row, (rows, len(ATTRIBUTES)): values from 0 on, -1 where unknown.

    `names` are the shop's titles of the first rows. A value that few training rows have counts as unknown.
    """
    def numbers(values) -> np.ndarray:
        return np.unique(values, axis=0, return_inverse=True)[1].reshape(-1)

    columns = {name: facts[:, caption_stage.FACTS.index(name)] for name in ("noun", "colour", "gender", "usage")}
    brands = np.full(len(facts), -1)
    brands[: len(names)] = numbers([brand(name) for name in names])
    pair = facts[:, [caption_stage.FACTS.index(name) for name in ("noun", "colour")]]
    columns |= {"brand": brands, "noun and colour": np.where((pair == -1).any(axis=1), -1, numbers(pair))}
    result = np.full((len(facts), len(ATTRIBUTES)), -1)
    for place, (name, least) in enumerate(ATTRIBUTES.items()):
        values, counts = np.unique(columns[name][train], return_counts=True)
        kept = values[(values != -1) & (counts >= least)]
        known = np.isin(columns[name], kept)
        result[known, place] = np.searchsorted(kept, columns[name][known])
    return result


def brand(title: str) -> str:
    """The words of a shop's title before the first that says for whom, lower case."""
    before = AFTER_BRAND.split(title.strip(), maxsplit=1)[0].split()
    return " ".join(before[:2]).lower() if len(before) <= 3 else before[0].lower()


def left_out(where: folders.Folders, what: list[str], seed: int) -> np.ndarray:
    """Which products (rows,) belong to a random tenth of the brands or of the types."""
    rows = tables.rows(where, "products")
    result = np.zeros(len(rows), dtype=bool)
    for name in what:
        if name == "brands":
            values = [brand(row["name"]) for row in rows]
        else:
            values = [words.nouns(row["article_type"])[0] for row in rows]
        distinct = sorted(set(values))
        rng = np.random.default_rng([seed, len(name)])
        tenth = {distinct[i] for i in rng.permutation(len(distinct))[: len(distinct) // 10]}
        result |= np.array([value in tenth for value in values])
    return result


def batches(rows: np.ndarray, kinds: np.ndarray, size: int, alike: float, rng) -> list[np.ndarray]:
    """Cuts `rows` into batches in any order; the rows that fill no batch are dropped.

    `kinds` is of all rows. A share `alike` of the batches is cut from about eight batches' rows sorted by kind, so that a
    title meets many pictures of its own kind: chance brings few that are hard to tell apart.
    """
    count = len(rows) // size
    order = rng.permutation(rows)[: count * size].reshape(count, size)
    found = []
    for part in np.array_split(order, max(1, count // 8)):
        part = part.flatten()
        if rng.random() < alike:
            part = part[np.argsort(kinds[part], kind="stable")]
        found += list(part.reshape(-1, size))
    return [found[i] for i in rng.permutation(count)]


def choose_views(present: np.ndarray, plain_share: float, rng) -> np.ndarray:
    """For each row a view that it has: the plain one with the given chance, else any other."""
    weights = present[:, 1:].astype(float)
    varied = weights.sum(1)
    chosen = np.zeros(len(present), dtype=np.int64)
    for row in np.flatnonzero((varied > 0) & (rng.random(len(present)) >= plain_share)):
        chosen[row] = 1 + rng.choice(weights.shape[1], p=weights[row] / varied[row])
    return chosen


def draw_captions(examples: Examples, rows: np.ndarray, rng, title_share: float):
    """For each row a text index and a claim (as facts; -1 and no bits where nothing is said)."""
    nothing = np.array([-1] * (examples.facts.shape[1] - 1) + [0])
    texts = np.empty(len(rows), dtype=np.int64)
    claims = np.empty((len(rows), examples.facts.shape[1]), dtype=np.int64)
    for place, row in enumerate(rows):
        options = examples.captions[row]
        # The first is the title; of a photo, the plain "a photo of a dress".
        if len(options) == 1 or rng.random() < title_share:
            chosen = options[0]
        else:
            chosen = options[rng.integers(1, len(options))]
        texts[place] = chosen[0]
        claims[place] = nothing if chosen[1] is None else chosen[1]
    return texts, claims


def moments(examples: Examples, rows: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
    """Mean and standard deviation of each plain feature over the rows, in float64 by pieces."""
    total = squares = 0.0
    for start in range(0, len(rows), 4096):
        part = rows[start : start + 4096]
        found = examples.features(part, np.zeros(len(part), dtype=int)).numpy().astype(np.float64)
        total, squares = total + found.sum(0), squares + (found**2).sum(0)
    mean = total / len(rows)
    deviation = np.sqrt(np.maximum(squares / len(rows) - mean**2, LEAST_DEVIATION**2))
    return torch.from_numpy(mean).float(), torch.from_numpy(deviation).float()
