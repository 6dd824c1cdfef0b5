"""Stage 4: the folder that ships, from the folder that training began from and what was trained.

Everything is float16 but the word embeddings (half of the sentence tower) and the first layer of
the picture projection, which are 8-bit with one scale a row, and the
moments of the image features, which are float32. Files are written beside and renamed.
"""

import argparse
import json
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from . import folders
from .network import eight_bit_rows


def config_text(config: dict) -> str:
    """JSON with one block a line, so that it can be read."""
    blocks = config["image"]["blocks"]
    text = json.dumps(config | {"image": config["image"] | {"blocks": "BLOCKS"}}, indent=2)
    lines = ",\n      ".join(json.dumps(block) for block in blocks)
    return text.replace('"BLOCKS"', f"[\n      {lines}\n    ]") + "\n"


def places_before(before: dict, after: dict) -> torch.Tensor:
    """For each value of each attribute the row that it had before, or -1."""
    known, first = {}, 0
    for one in before["attributes"]:
        known |= {(one["name"], value): first + place for place, value in enumerate(one["values"])}
        first += len(one["values"])
    return torch.tensor([known.get((one["name"], value), -1) for one in after["attributes"] for value in one["values"]])


def blended(begun: dict, trained: dict, places: torch.Tensor, share: float) -> dict[str, torch.Tensor]:
    """The weights between where training began and where it ended, which travel better than either (Wortsman et al., "Robust
    fine-tuning of zero-shot models", CVPR 2022). Values of attributes that are new have what was trained."""
    def whole(tensors: dict, name: str) -> torch.Tensor:
        owner = name.removesuffix(".weight")
        value = tensors[name].float()
        return (value - 128.0) * tensors[f"{owner}.scale"][:, None] if f"{owner}.scale" in tensors else value

    made = {}
    for name in trained:
        if name.endswith(".scale"):
            continue
        before, after = whole(begun, name), whole(trained, name)
        if name.startswith(("image_projection.attributes", "image_projection.mix")):
            rows, was = (after.T, before.T) if name.startswith("image_projection.mix") else (after, before)
            was = torch.where((places >= 0).view(-1, *[1] * (rows.dim() - 1)), was[places], rows)
            value = torch.lerp(was, rows, share)
            value = value.T.contiguous() if name.startswith("image_projection.mix") else value
        else:
            value = torch.lerp(before, after, share)
        owner = name.removesuffix(".weight")
        if f"{owner}.scale" in trained:
            made[name], made[f"{owner}.scale"] = eight_bit_rows(value)
        else:
            made[name] = value.half()
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--start", type=Path, default=folders.REPOSITORY / "models" / "nova-mini")
    parser.add_argument("--trained", type=Path, required=True, help="the folder that training wrote")
    parser.add_argument("--share", type=float, default=1.0, help="of what was trained; the rest of where training began")
    parser.add_argument("--out", type=Path, default=folders.REPOSITORY / "models" / "nova-mini")
    arguments = parser.parse_args()
    trained = load_file(arguments.trained / "trained.safetensors")
    scale = float(trained.pop("logit_scale"))
    begun = load_file(arguments.start / "model.safetensors")
    attributes = json.loads((arguments.trained / "attributes.json").read_text())
    places = places_before(json.loads((arguments.start / "attributes.json").read_text()), attributes)
    config = json.loads((arguments.start / "config.json").read_text())
    tensors = begun | blended(begun, trained, places, arguments.share)
    config["image"]["attributes"] = [len(one["values"]) for one in attributes["attributes"]]
    config["logit_scale"] = round(scale, 3)
    texts = {
        "config.json": config_text(config),
        "attributes.json": json.dumps(attributes, indent=1, ensure_ascii=False) + "\n",
        "preprocessor_config.json": (arguments.start / "preprocessor_config.json").read_text(),
        "tokenizer.json": (arguments.start / "tokenizer.json").read_text(),
    }
    write = folders.write_then_rename
    write(arguments.out / "model.safetensors", lambda beside: save_file(tensors, beside, {"format": "pt"}))
    for name, text in texts.items():
        write(arguments.out / name, lambda beside: beside.write_text(text))
    size = sum(path.stat().st_size for path in arguments.out.iterdir() if path.is_file())
    print(f"{arguments.out}: {size:,} bytes")


if __name__ == "__main__":
    main()
