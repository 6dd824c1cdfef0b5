"""The rows of all sets as training draws them: facts, captions, attributes and how the sets' words relate."""

from dataclasses import dataclass

import numpy as np

from . import captions as caption_stage
from . import folders, tables, words

# What the projection names of a picture, and of how many training rows a value is at the least.
ATTRIBUTES = {"kind": 8, "colour": 8, "for whom": 8, "usage": 8, "brand": 8, "kind and colour": 24, "pattern": 8, "material": 8}
COLUMNS = {"kind": "noun", "colour": "colour", "for whom": "gender", "usage": "usage", "pattern": "pattern", "material": "material"}
NONE = "none of these"  # a brand that is not known: what a picture of another shop should be taken for
RIGHT, WRONG, UNKNOWN = 1, 0, -1


@dataclass
class Examples:
    """All rows of all sets, one after another."""

    offsets: np.ndarray  # the first row of each set, and the number of all rows
    sets: np.ndarray  # (rows,) index into tables.SETS
    train: np.ndarray  # (rows,) bool
    facts: np.ndarray  # (rows, facts + 1) codes, -1 unknown; the purposes' bits last
    captions: list[list[tuple[int, np.ndarray | None]]]
    titles: np.ndarray  # (rows,) index of the title's text, -1 where a row has none
    brandless: np.ndarray  # (rows,) the same of the title without its brand
    vocabulary: dict[str, tuple[np.ndarray, np.ndarray]]  # facts (terms, facts), texts (terms, wordings)
    nouns: np.ndarray  # (sets, codes, codes) int8: is what a picture of the set and of the second noun shows the first
    attributes: np.ndarray  # (rows, len(ATTRIBUTES)) values from 0 on, -1 unknown
    values: dict[str, list[str]]  # the names of each attribute's values
    names: dict[str, list[str]]  # of each fact, what its codes stand for
    painted: set[tuple[int, int]]  # codes of the pairs of noun and colour in which pictures can be painted

    def sizes(self) -> list[int]:
        return [len(names) for names in self.values.values()]


class Codes:
    """Numbers for facts, -1 for none, each fact's own from 0 on; the purposes' bits, last, stay as they are."""

    def __init__(self):
        self.known: list[dict[str, int]] = [{} for _ in caption_stage.FACTS]

    def of(self, values: list) -> np.ndarray:
        *facts, bits = values
        numbers = [-1 if fact is None else known.setdefault(fact, len(known)) for known, fact in zip(self.known, facts)]
        return np.array([*numbers, bits], dtype=np.int64)

    def names(self, fact: str) -> list[str]:
        return list(self.known[caption_stage.FACTS.index(fact)])


def gather(where: folders.Folders, captions: dict) -> Examples:
    codes = Codes()
    sets, train, facts, every, titles, brandless, offsets, brands = [], [], [], [], [], [], [0], []
    for number, set_name in enumerate(tables.SETS):
        rows = tables.rows(where, set_name)
        offsets.append(offsets[-1] + len(rows))
        sets += [number] * len(rows)
        train += [row["split"] == "train" for row in rows]
        brands += [brand(row["name"]) if set_name == "products" else NONE for row in rows]
        for row in captions[set_name]:
            facts.append(codes.of(row["facts"]))
            every.append([(index, None if claim is None else codes.of(claim)) for index, claim in row["captions"]])
            is_title = bool(row["captions"]) and row["captions"][0][1] is None
            titles.append(row["captions"][0][0] if is_title else -1)
            brandless.append(row["brandless"])
    vocabulary = {
        name: (np.stack([codes.of([*held, 0])[:-1] for held, _ in terms]), np.array([texts for _, texts in terms]))
        for name, terms in captions["vocabulary"].items()
    }
    facts, sets, train = np.stack(facts), np.array(sets), np.array(train)
    values, attributes = named(facts, codes, brands, train)
    names = {fact: codes.names(fact) for fact in caption_stage.FACTS}
    return Examples(
        np.array(offsets), sets, train, facts, every, np.array(titles), np.array(brandless), vocabulary,
        relations(facts, sets, codes), attributes, values, names,
        {(names["noun"].index(noun), names["colour"].index(colour)) for colour, noun in captions["painted"]},
    )


def relations(facts: np.ndarray, sets: np.ndarray, codes: Codes) -> np.ndarray:
    """Is a picture of a set whose noun is the second rightly asked for by the first: RIGHT, WRONG or UNKNOWN.

    Within a set its labels differ from each other. A word that a set does not use may be a wider
    one, which is right, or another one for the same thing, of which nothing is known.
    """
    names = codes.names("noun")
    result = np.full((len(tables.SETS), len(names), len(names)), WRONG, dtype=np.int8)
    for number in range(len(tables.SETS)):
        used = {names[code] for code in set(facts[sets == number, 0]) - {-1}}
        for shown, noun in enumerate(names):
            alike = frozenset().union(*(group for group in words.ALIKE if noun in group))
            for asked, word in enumerate(names):
                if word == noun:
                    result[number, asked, shown] = RIGHT
                elif word in words.WIDER.get(noun, ()):
                    result[number, asked, shown] = UNKNOWN
                elif word not in used and noun in words.WIDER.get(word, ()):
                    result[number, asked, shown] = RIGHT
                elif word not in used and word in alike:
                    result[number, asked, shown] = UNKNOWN
    return result


def named(facts: np.ndarray, codes: Codes, brands: list[str], train: np.ndarray) -> tuple[dict[str, list[str]], np.ndarray]:
    """The names of each attribute's values, and each row's value, -1 where unknown. A value that few training rows have counts as unknown."""
    def column(name: str) -> list[str | None]:
        names = codes.names(COLUMNS[name])
        return [None if code == -1 else names[code] for code in facts[:, caption_stage.FACTS.index(COLUMNS[name])]]

    said = {name: column(name) for name in COLUMNS} | {"brand": brands}
    said["kind and colour"] = [None if None in pair else ", ".join(pair) for pair in zip(said["kind"], said["colour"])]
    values, result = {}, np.full((len(facts), len(ATTRIBUTES)), -1)
    for place, (name, least) in enumerate(ATTRIBUTES.items()):
        counts: dict[str, int] = {}
        for value, counted in zip(said[name], train):
            if value is not None and counted:
                counts[value] = counts.get(value, 0) + 1
        values[name] = sorted(value for value, count in counts.items() if count >= least)
        index = {value: number for number, value in enumerate(values[name])}
        unknown = index.get(NONE, -1) if name == "brand" else -1
        result[:, place] = [index.get(value, unknown) for value in said[name]]
    return values, result


def brand(title: str) -> str:
    """The words of a shop's title before the first that says for whom, lower case."""
    before = caption_stage.AFTER_BRAND.split(title.strip(), maxsplit=1)[0].split()
    return " ".join(before[:2]).lower() if len(before) <= 3 else before[0].lower()


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


def draw_captions(examples: Examples, rows: np.ndarray, rng, title_share: float, brandless_share: float):
    """For each row a text index and a claim (as facts; -1 and no bits where nothing is said)."""
    nothing = np.array([-1] * (examples.facts.shape[1] - 1) + [0])
    texts = np.empty(len(rows), dtype=np.int64)
    claims = np.empty((len(rows), examples.facts.shape[1]), dtype=np.int64)
    for place, row in enumerate(rows):
        options = examples.captions[row]
        # The first is the title; of a photo, the plain "a photo of a dress".
        if len(options) == 1 or rng.random() < title_share:
            chosen = options[0]
            if examples.brandless[row] != -1 and rng.random() < brandless_share:
                chosen = (examples.brandless[row], None)
        else:
            chosen = options[rng.integers(1, len(options))]
        texts[place] = chosen[0]
        claims[place] = nothing if chosen[1] is None else chosen[1]
    return texts, claims
