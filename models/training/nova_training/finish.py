"""The folder that ships, from the folder that training began from and what was trained, in one run or several.

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


def blended(begun: dict, runs: list[tuple[dict, torch.Tensor, float]]) -> dict[str, torch.Tensor]:
    """Where training began and of each run a share of how far it went from there: the weights between travel better than either end
    (Wortsman et al., "Robust fine-tuning of zero-shot models", CVPR 2022), and what runs changed adds up (Ilharco et al., "Editing
    models with task arithmetic", ICLR 2023). A run is its tensors, for each value of the attributes the row that it had before (-1:
    none), and the share. Values of attributes that are new have what was trained."""
    def whole(tensors: dict, name: str) -> torch.Tensor:
        owner = name.removesuffix(".weight")
        value = tensors[name].float()
        return (value - 128.0) * tensors[f"{owner}.scale"][:, None] if f"{owner}.scale" in tensors else value

    made, bytes_of = {}, set()
    for trained, places, share in runs:
        for name in trained:
            if name.endswith(".scale"):
                continue
            before, after = whole(begun, name), whole(trained, name)
            if name.startswith(("image_projection.attributes", "image_projection.mix")):
                rows, was = (after.T, before.T) if name.startswith("image_projection.mix") else (after, before)
                was = torch.where((places >= 0).view(-1, *[1] * (rows.dim() - 1)), was[places], rows)
                before, after = (was.T, rows.T) if name.startswith("image_projection.mix") else (was, rows)
            made[name] = made.get(name, before) + share * (after - before)
            if f"{name.removesuffix('.weight')}.scale" in trained:
                bytes_of.add(name)
    for name, value in list(made.items()):
        made[name] = value.half().contiguous()
        if name in bytes_of:
            made[name], made[f"{name.removesuffix('.weight')}.scale"] = eight_bit_rows(value)
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--start", type=Path, default=folders.REPOSITORY / "models" / "nova-mini")
    parser.add_argument(
        "--trained", nargs=2, action="append", required=True, metavar=("FOLDER", "SHARE"),
        help="a folder that training wrote, and how much of what it changed counts; the first tells the attributes' values",
    )
    parser.add_argument("--out", type=Path, default=folders.REPOSITORY / "models" / "nova-mini")
    arguments = parser.parse_args()
    begun = load_file(arguments.start / "model.safetensors")
    before = json.loads((arguments.start / "attributes.json").read_text())
    runs, values, scales = [], [], []
    for folder, share in arguments.trained:
        trained = load_file(Path(folder) / "trained.safetensors")
        values.append(json.loads((Path(folder) / "attributes.json").read_text()))
        scales.append(float(trained.pop("logit_scale")))
        runs.append((trained, places_before(before, values[-1]), float(share)))
    attributes = values[0]
    config = json.loads((arguments.start / "config.json").read_text())
    tensors = begun | blended(begun, runs)
    config["image"]["attributes"] = [len(one["values"]) for one in attributes["attributes"]]
    config["logit_scale"] = round(scales[0], 3)
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
