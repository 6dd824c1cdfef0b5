"""Stage 2: what is said of every row: captions, what they claim, and the vocabulary.

A caption knows what it claims: facts that must be equal (noun, colour, gender, usage,
group, family, pattern, material; None where it says nothing) and the purposes that it asks for, as bits. Training
takes a caption as right for every picture in the batch whose own facts agree, so that
"blue shirts" is not taught to avoid the other blue shirts, and as neither right nor wrong where a fact is not
known. A title claims its row alone (and rows with the same title); a title without its brand likewise.

Writes WORK/captions.json.gz.
"""

import argparse
import gzip
import json
import re

import numpy as np

from . import folders, pictures, tables, words

FACTS = ("noun", "colour", "gender", "usage", "group", "family", "pattern", "material")
ATTRIBUTE_CAPTIONS = 8
LABELS_WITHOUT_MEANING = ("not sure", "other", "skip", "label", "accessories")
# The shop's titles begin with the brand; one of these ends it.
AFTER_BRAND = re.compile(r"\b(men|women|man|woman|boys?|girls?|kids?|unisex|men's|women's)\b", re.IGNORECASE)

# A caption and what it claims: the names of facts, and purposes as bits.
Caption = tuple[str, set[str], int]


def product_facts(row: dict[str, str]) -> dict[str, str | None]:
    def known(value: str) -> str | None:
        return None if value.strip() in ("", "NA") else value.strip()

    colour = known(row["base_colour"])
    noun = words.nouns(row["article_type"])[0]
    worn = row["master_category"] in words.WORN
    return {
        "noun": noun,
        "colour": colour.lower() if colour else None,
        "gender": known(row["gender"]),
        "usage": known(row["usage"]),
        "group": known(row["master_category"]),
        "family": None,
        "pattern": words.said_of(words.PATTERNS, row["name"]) if worn else None,
        "material": (words.said_of(words.MATERIALS, row["name"]) or words.OF_THEIR_OWN.get(noun)) if worn else None,
    }


def without_brand(title: str) -> str:
    """What a title of the shop says behind its brand; the whole of it where that is not told."""
    found = AFTER_BRAND.search(title)
    return title[found.start() :].strip() if found and found.start() > 0 else title


def product_caption(row, facts, rng) -> Caption:
    """A search phrase that is true of the product."""

    def choose(options):
        return options[rng.integers(len(options))]

    noun, *plurals = words.nouns(row["article_type"])
    plural = plurals[0] if rng.random() < 0.6 else choose(plurals)
    # Half of the time by its usual name, so that rare words do not crowd it out.
    named = words.colour_words(facts["colour"]) if facts["colour"] else ("",)
    colour = named[0] if rng.random() < 0.5 else choose(named)
    who_phrases, whose = words.GENDERS.get(facts["gender"], (("",), ""))
    who = choose(who_phrases)
    adjective = choose(words.USAGES.get(facts["usage"], ("",)))
    shapes = [
        (5, f"{colour} {plural} {who}, {adjective}", "noun colour gender usage", 0),
        (6, f"{colour} {plural}", "noun colour", 0),
        (3, f"{whose} {colour} {noun}", "noun colour gender", 0),
        (1, f"{whose} {adjective} {plural}", "noun usage gender", 0),
        (1, f"{adjective} {colour} {plural} {who}", "noun usage gender colour", 0),
        (1, f"{plural}", "noun", 0),
        (1, f"a photo of a {colour} {noun}", "noun colour", 0),
    ]
    pattern, material = (
        choose(table.get(facts[name], (facts[name],))) if facts[name] else ""
        for name, table in (("pattern", words.PATTERN_WORDS), ("material", words.MATERIAL_WORDS))
    )
    if pattern:
        shapes += [
            (3, f"{pattern} {plural}", "noun pattern", 0),
            (2, f"{colour} {pattern} {plural}", "noun colour pattern", 0),
            (2, f"{pattern} {colour} {noun} {who}", "noun colour pattern gender", 0),
        ]
    if material and material not in noun:
        shapes += [
            (2, f"{material} {plural}", "noun material", 0),
            (2, f"{colour} {material} {noun} {who}", "noun colour material gender", 0),
        ]
    if facts["group"] in words.GROUPS:
        group = choose(words.GROUPS[facts["group"]])
        shapes += [
            (1, f"{colour} {group} {who}", "colour group gender", 0),
            (1, f"{adjective} {group} {who}", "group usage gender", 0),
        ]
        bits = words.answers(facts)
        count = len(words.PURPOSES)
        held = [place for place in range(count + len(words.MANNERS)) if bits >> place & 1]
        purposes = [place for place in held if place < count]
        manners = [place for place in held if place >= count]
        if purposes:
            place = choose(purposes)
            phrase, bit = choose(words.PURPOSES[place].phrases), 1 << place
            shapes += [
                (2, f"{plural} {phrase}", "noun", bit),
                (2, f"{group} {phrase} {who if words.PURPOSES[place].gender is None else ''}", "group gender", bit),
                (1, f"{colour} {group} {phrase}", "colour group", bit),
                (1, f"something {phrase}", "", bit),
            ]
        if manners:
            place = choose(manners)
            phrase, own = choose(words.MANNERS[place - count].phrases), 1 << place
            shapes.append((1, f"something {phrase}", "", own))
            if purposes:
                other = choose(purposes)
                both = own | 1 << other
                shapes.append((2, f"something {phrase} {choose(words.PURPOSES[other].phrases)}", "", both))
    weights = np.array([shape[0] for shape in shapes], dtype=float)
    _, text, used, bits = shapes[rng.choice(len(shapes), p=weights / weights.sum())]
    text = " ".join(text.split()).replace(" ,", ",").strip(" ,")
    return text, {name for name in used.split() if facts[name]}, bits


def shortened_captions(row, facts, rng) -> list[Caption]:
    """The purpose said before the noun, with and without the colour: "red summer dress"."""
    bits = words.answers(facts)
    held = [i for i, purpose in enumerate(words.PURPOSES) if bits >> i & 1 and purpose.before]
    if not held:
        return []
    place = held[rng.integers(len(held))]
    before = words.PURPOSES[place].before
    word = before[rng.integers(len(before))]
    noun, plural, *_ = words.nouns(row["article_type"])
    colour = facts["colour"] or ""
    first = " ".join(f"{colour} {word} {noun}".split())
    return [(first, {"noun", "colour"} if colour else {"noun"}, 1 << place), (f"{word} {plural}", {"noun"}, 1 << place)]


def photo_captions(row) -> list[Caption]:
    noun, plural, *others = words.nouns(row["label"])
    if noun in LABELS_WITHOUT_MEANING:
        return [("a piece of clothing", {"group"}, 0)]
    captions = [(text, {"noun"}, 0) for text in (f"a photo of a {noun}", noun, plural, *others)]
    captions += [(f"a {noun} on a bed", {"noun"}, 0), (f"my old {noun}", {"noun"}, 0)]
    if row["kids"] == "True":
        captions += [(f"a child's {noun}", set(), 0), (f"{plural} for kids", set(), 0)]
    return captions


DRAWN_GROUPS = {"Clothing": "Apparel", "Shoes": "Footwear", "Bags": "Accessories", "Accessories": "Accessories"}


def drawn_facts(row) -> dict[str, str | None]:
    genders = {"men": "Men", "women": "Women", "unisex": "Unisex"}
    return {
        "noun": words.nouns(row["type"])[0],
        "colour": row["colours"].split(";")[0].strip().lower() or None,
        "gender": genders.get(row["gender"].strip().lower()),
        "usage": None,
        "group": DRAWN_GROUPS.get(row["category"]),
        "family": row["subcategory"].strip().lower() or None,
        "pattern": words.said_of(words.PATTERNS, row["tags"]),
        "material": words.said_of(words.MATERIALS, row["tags"]),
    }


def street_captions(row) -> list[Caption]:
    noun, plural, *others = words.nouns(row["label"])
    if noun in LABELS_WITHOUT_MEANING:
        return []
    made = [f"a {noun} in the street", f"someone wearing a {noun}", f"a photo of a {noun}", noun, plural, *others]
    return [(text, {"noun"}, 0) for text in made]


def drawn_captions(row, facts, rng) -> list[Caption]:
    noun, plural, *_ = words.nouns(row["type"])
    colour, family = facts["colour"], facts["family"]
    made = [product_caption({"article_type": row["type"]}, facts, rng) for _ in range(ATTRIBUTE_CAPTIONS)]
    made += [
        (f"{colour} {plural}", {"noun", "colour"}, 0),
        (plural, {"noun"}, 0),
        (f"{colour} clothes", {"colour"}, 0),
        (f"something in {colour}", {"colour"}, 0),
    ]
    if family != row["type"].strip().lower():
        made += [(family, {"family"}, 0), (f"{colour} {family}", {"family", "colour"}, 0)]
    # Tags and occasions are no facts that the other sets have, so these claim their row alone.
    tags = [tag.strip().lower() for tag in row["tags"].split(";") if tag.strip()]
    occasions = [o.strip().lower() for o in row["occasions"].split(";") if o.strip()]
    made += [(f"{tag} {colour} {noun}", set(), 0) for tag in tags[:2]]
    made += [(f"{colour} {noun} for {occasion}", set(), 0) for occasion in occasions[:1]]
    return made


# How a term of the vocabulary is said; training takes another wording each step.
PAIR_PHRASES = ("{colour} {plural}", "{colour} {noun}", "{other_colour} {other}", "{colour} {other}")
PATTERN_PHRASES = ("{pattern} {plural}", "{other_pattern} {noun}", "{pattern} {other}", "{other_pattern} {plural}")
NOUN_PHRASES = ("a photo of a {noun}", "{plural}", "a {noun}", "{other}")
COLOUR_PHRASES = ("{colour} clothes", "something in {colour}", "{colour}", "{other_colour} clothes")
LEAST_ROWS = 6
# Kinds and colours of so many rows are put together in any pair: training gives garments the colours of others.
LEAST_OF_KIND, LEAST_OF_COLOUR = 24, 60
NO_COLOUR = ("multi", "metallic", "steel")  # not what one garment could lend another


def vocabulary(facts_by_set: dict[str, list[dict]], index_of) -> tuple[dict[str, list], list[tuple[str, str]]]:
    """What a picture is told apart among: groups, pairs of colour and noun and of pattern and noun, colours, and nouns;
    and the pairs of colour and noun in which pictures can be painted.

    Each term is [facts, text indices], the facts being those that `FACTS` names, else null.
    """
    def other(options: tuple[str, ...], place: int) -> str:
        return options[place % len(options)]

    def counted(names, sets):
        counts = {}
        for set_name in sets:
            for facts in facts_by_set[set_name]:
                key = tuple(facts.get(name) for name in names)
                if None not in key:
                    counts[key] = counts.get(key, 0) + 1
        return counts

    def terms(names, sets, phrases, least, besides=()):
        counts = counted(names, sets)
        for key in besides:
            counts[key] = max(counts.get(key, 0), least)
        found = []
        for key, count in sorted(counts.items()):
            if count < least:
                continue
            held = dict(zip(names, key))
            every = words.nouns(LABELS.get(held.get("noun"), held.get("noun") or ""))
            said = {
                "noun": every[0],
                "plural": every[1],
                "other": other(every[1:], count),
                "colour": held.get("colour"),
                "other_colour": other(words.colour_words(held.get("colour") or ""), count),
                "pattern": held.get("pattern"),
                "other_pattern": other(words.PATTERN_WORDS.get(held.get("pattern"), (held.get("pattern"),)), count),
            }
            found.append([[held.get(name) for name in FACTS], [index_of(phrase.format(**said)) for phrase in phrases]])
        return found

    shown = ("products", "drawn")
    kinds = {noun for (noun, group), count in counted(("noun", "group"), shown).items() if count >= LEAST_OF_KIND and can_be_painted(noun, group)}
    colours = {colour for (colour,), count in counted(("colour",), shown).items() if count >= LEAST_OF_COLOUR and colour not in NO_COLOUR}
    painted = [(colour, noun) for noun in sorted(kinds) for colour in sorted(colours)]
    groups = [
        [[group if name == "group" else None for name in FACTS], [index_of(text) for text in wordings]]
        for group, wordings in words.GROUP_WORDINGS.items()
    ]
    return {
        "groups": groups,
        "pairs": terms(("colour", "noun"), shown, PAIR_PHRASES, LEAST_ROWS, painted),
        "patterns": terms(("pattern", "noun"), shown, PATTERN_PHRASES, LEAST_ROWS),
        "colours": terms(("colour",), shown, COLOUR_PHRASES, 4 * LEAST_ROWS),
        "labels": terms(("noun",), ("photos", "street"), NOUN_PHRASES, LEAST_ROWS),
    }, painted


# By noun a label that has it.
LABELS = {noun: label for label, (noun, *_) in words.NOUNS.items()}


CARRIED = frozenset("bag|handbag|clutch|backpack|tote|wallet|hat|cap|scarf|belt|tie|gloves|necklace|bracelet|sunglasses".split("|"))


def group_of(noun: str) -> str:
    """The group of a garment that is told by its noun alone."""
    if noun in words.WIDER["shoes"] | {"shoes"}:
        return "Footwear"
    return "Accessories" if noun in CARRIED else "Apparel"


def can_be_painted(noun: str, group: str | None) -> bool:
    """Is it cloth or leather, so that its picture can be given another colour."""
    return group in ("Apparel", "Footwear") or noun in CARRIED - {"necklace", "bracelet", "sunglasses"}


def make(where: folders.Folders, seed: int) -> tuple[dict, list[str]]:
    """Per set, each row's facts, its captions as [text index, claim or null], the title first, and the text of its title without the brand (-1: none); and the vocabulary.

    Facts and claims are lists in the order of FACTS with the purposes' bits last.
    """
    texts: dict[str, int] = {}

    def index_of(text: str) -> int:
        return texts.setdefault(text, len(texts))

    result = {}
    # What the drawn catalogue calls a family ("outerwear") holds for the shop's garments of the same noun.
    families = {facts["noun"]: facts["family"] for facts in map(drawn_facts, tables.rows(where, "drawn"))}
    of_train = {set_name: [] for set_name in tables.SETS}
    for set_name in tables.SETS:
        found = []
        for row in tables.rows(where, set_name):
            rng = pictures.random_for(seed, row["id"], "captions")
            title = (row.get("name") or row.get("title") or "").strip()
            if set_name == "products":
                facts = product_facts(row)
                made = [product_caption(row, facts, rng) for _ in range(ATTRIBUTE_CAPTIONS)]
                made += shortened_captions(row, facts, rng)
            elif set_name in ("photos", "street"):
                noun = words.nouns(row["label"])[0]
                facts = dict.fromkeys(FACTS) | {"noun": noun, "group": group_of(noun)}
                facts["material"] = words.OF_THEIR_OWN.get(noun)
                made = photo_captions(row) if set_name == "photos" else street_captions(row)
            else:
                facts = drawn_facts(row)
                made = drawn_captions(row, facts, rng)
            facts["family"] = families.get(facts["noun"])
            captions, brandless = [], -1
            if title not in ("", "NA"):
                captions.append([index_of(title), None])
                bare = without_brand(title) if set_name == "products" else title
                brandless = index_of(bare) if row["split"] == "train" and len(bare.split()) > 2 else -1
            # Only a val row's title is ever embedded: it is the query that measures.
            if row["split"] == "train":
                if facts["noun"] not in LABELS_WITHOUT_MEANING:
                    of_train[set_name].append(facts)
                for text, used, bits in made:
                    claim = [facts[name] if name in used else None for name in FACTS] + [bits]
                    captions.append([index_of(text), claim if used or bits else None])
            known = [facts[name] for name in FACTS] + [words.answers(facts)]
            found.append({"facts": known, "captions": captions, "brandless": brandless})
        result[set_name] = found
    result["vocabulary"], result["painted"] = vocabulary(of_train, index_of)
    return result, list(texts)


def load(where: folders.Folders) -> tuple[dict, list[str]]:
    """What `make` gave."""
    with gzip.open(where.work / "captions.json.gz", "rt", encoding="utf-8") as file:
        held = json.load(file)
    return held["captions"], held["texts"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    folders.add_flags(parser)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    where = folders.from_flags(arguments)
    captions, texts = make(where, arguments.seed)
    text = json.dumps({"captions": captions, "texts": texts}, ensure_ascii=False, separators=(",", ":"))
    folders.write_then_rename(where.work / "captions.json.gz", lambda beside: beside.write_bytes(gzip.compress(text.encode())))
    print(f"{len(texts)} texts")


if __name__ == "__main__":
    main()
