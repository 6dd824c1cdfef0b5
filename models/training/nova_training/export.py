"""Stage 4: the folder that ships, from the pretrained towers and what a run trained.

Everything is float16 but the word embeddings (half of the sentence tower) and the first layer of
the picture projection, which are 8-bit with one scale a row, and the
moments of the image features, which are float32. Files are written beside and renamed.
"""

import argparse
import json
from pathlib import Path

import torch
from safetensors.torch import save_file

from . import captions as caption_stage
from . import folders, pictures, soup, tower, upper
from .heads import EMBED_DIM, HIDDEN

WORDS = "text.embeddings.word_embeddings"


def eight_bit_rows(table: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Bytes and one scale a row: value = (byte - 128) * scale."""
    scale = table.abs().amax(dim=1).clamp_min(1e-12) / 127.0
    whole = torch.round(table / scale[:, None]).clamp(-127, 127)
    return (whole + 128).to(torch.uint8), scale.float()


def tensors(image_tower: tower.Tower, sentence_tower, heads: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    result = {f"image.{name}": value.half() for name, value in image_tower.tensors.items()}
    result["image_projection.mean"] = heads["mean"].float()
    result["image_projection.inv_std"] = heads["inv_std"].float()
    first = "image_projection.fc1"
    result[f"{first}.weight"], result[f"{first}.scale"] = eight_bit_rows(heads["fc1.weight"])
    for name in ("fc1.bias", "fc2.weight", "fc2.bias", "attributes.weight", "attributes.bias", "mix.weight"):
        result[f"image_projection.{name}"] = heads[name].half()
    for name, value in sentence_tower.state_dict().items():
        if "position_ids" not in name and "token_type_ids" not in name:
            result[f"text.{name}"] = value.half()
    table = sentence_tower.embeddings.word_embeddings.weight.detach()
    result[f"{WORDS}.weight"], result[f"{WORDS}.scale"] = eight_bit_rows(table)
    result["text_projection.weight"] = heads["text_projection.weight"].half()
    for name, value in result.items():
        if not torch.isfinite(value.float()).all():
            raise ValueError(f"{name} has values that float16 cannot hold")
    return {name: value.contiguous() for name, value in result.items()}


def configuration(image_tower: tower.Tower, bert, log_scale: float, attribute_sizes: list[int]) -> dict:
    kept = (
        "hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size",
        "vocab_size", "max_position_embeddings", "type_vocab_size", "layer_norm_eps",
    )
    return {
        "model_type": "nova_mini",
        "name": "nova-mini",
        "version": 1,
        "embed_dim": EMBED_DIM,
        "image": {
            "tower": "efficientnet_lite2",
            "stem_channels": image_tower.tensors["stem.weight"].shape[0],
            "blocks": image_tower.blocks,
            "head_channels": image_tower.tensors["head.weight"].shape[0],
            "stages": image_tower.stages,
            "grid": {"side": tower.GRID, "stages": image_tower.stages[: 1 - tower.WITHOUT_CELLS]},
            "histogram": {"side": tower.HISTOGRAM_SIDE, "levels": tower.LEVELS},
            "hidden": HIDDEN,
            "attributes": attribute_sizes,
            "activation": "gelu",
        },
        "text": {name: getattr(bert, name) for name in kept}
        | {"max_length": caption_stage.MAX_TOKENS, "pooling": "mean"},
        "logit_scale": round(float(torch.tensor(log_scale).exp()), 3),
    }


def preprocessing() -> dict:
    return {
        "do_resize": True,
        "size": {"height": pictures.SIDE, "width": pictures.SIDE},
        "resample": 3,
        "do_center_crop": False,
        "do_rescale": True,
        "rescale_factor": 1 / 255,
        "do_normalize": True,
        "image_mean": [127 / 255] * 3,
        "image_std": [128 / 255] * 3,
        "do_convert_rgb": True,
    }


def config_text(config: dict) -> str:
    """JSON with one block a line, so that it can be read."""
    blocks = config["image"]["blocks"]
    text = json.dumps(config | {"image": config["image"] | {"blocks": "BLOCKS"}}, indent=2)
    lines = ",\n      ".join(json.dumps(block) for block in blocks)
    return text.replace('"BLOCKS"', f"[\n      {lines}\n    ]") + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    folders.add_flags(parser)
    parser.add_argument("--run", nargs="+", default=["nova-mini"], help="runs of one origin, whose mean is exported")
    parser.add_argument("--out", type=Path, default=folders.REPOSITORY / "models" / "nova-mini")
    arguments = parser.parse_args()
    runs = folders.from_flags(arguments).work / "runs"
    trained = soup.mean([runs / name for name in arguments.run])
    heads = trained["heads"]
    image_tower = tower.pretrained_tower()
    upper.put_end(image_tower, trained["upper"])
    tokenizer, sentence_tower = caption_stage.sentence_tower()
    tokenizer.no_padding()
    if trained["sentences"] is not None:
        pretrained = sentence_tower.encoder.state_dict()
        sentence_tower.encoder.load_state_dict(pretrained | trained["sentences"])
    made = tensors(image_tower, sentence_tower, heads)
    config = configuration(image_tower, sentence_tower.config, float(heads["log_scale"]), [int(size) for size in heads["attribute_sizes"]])
    texts = {
        "config.json": config_text(config),
        "preprocessor_config.json": json.dumps(preprocessing(), indent=2) + "\n",
    }
    write = folders.write_then_rename
    write(arguments.out / "model.safetensors", lambda beside: save_file(made, beside, {"format": "pt"}))
    write(arguments.out / "tokenizer.json", lambda beside: tokenizer.save(str(beside), pretty=False))
    for name, text in texts.items():
        write(arguments.out / name, lambda beside: beside.write_text(text))
    size = sum(path.stat().st_size for path in arguments.out.iterdir())
    print(f"{arguments.out}: {size:,} bytes")


if __name__ == "__main__":
    main()
