"""Writes small folders with random weights as `open_clip` writes them, with golden embeddings by `open_clip`.

    python make_open_clip.py --out DIR --family clip|siglip --golden FILE --images DIR [--tokens FILE]

Beside the requirements it needs open_clip_torch 3.3.0 and timm 1.0.31. `clip` has an image tower of open_clip's own
and is cut into tokens by its own tokenizer; `siglip` has one of timm's and a tokenizer of Hugging Face. `--tokens`
adds the token ids of hard texts, and a digest of those of 10,000 product names, to FILE.json, as `golden.py` does.
"""

import argparse
import csv
import gzip
import json
import os
import tempfile
from pathlib import Path

import open_clip
import torch
from open_clip.tokenizer import HFTokenizer, SimpleTokenizer
from open_clip.transform import PreprocessCfg, image_transform_v2
from safetensors.torch import save_file
from timm.models import register_model
from timm.models.vision_transformer import _create_vision_transformer

import golden
import make_random_clip as parts

CONTEXT = {"clip": 24, "siglip": 16}
SIDE = 32


@register_model
def vit_base_patch8_siglip_32(pretrained: bool = False, **kwargs):
    """SigLIP's base tower, cut down."""
    shape = dict(patch_size=8, embed_dim=48, depth=2, num_heads=12, img_size=SIDE, class_token=False, global_pool="map")
    return _create_vision_transformer("vit_base_patch16_siglip_224", pretrained=False, **(shape | kwargs))


def configuration(family: str, vocabulary: int) -> dict:
    text = {"context_length": CONTEXT[family], "vocab_size": vocabulary, "width": 32, "heads": 4, "layers": 2}
    if family == "clip":
        vision = {"image_size": SIDE, "layers": 2, "width": 48, "head_width": 12, "patch_size": 8}
        return {"embed_dim": 24, "vision_cfg": vision, "text_cfg": text}
    vision = {
        "image_size": SIDE,
        "timm_model_name": "vit_base_patch8_siglip_32",
        "timm_model_pretrained": False,
        "timm_pool": "map",
        "timm_proj": "none",
    }
    text |= {
        "hf_tokenizer_name": "tokenizer of this folder",
        "tokenizer_kwargs": {"clean": "canonicalize"},
        "no_causal_mask": True,
        "proj_bias": True,
        "pool_type": "last",
        "norm_kwargs": {"eps": 1e-6},
        "act_kwargs": {"approximate": "tanh"},
    }
    return {"embed_dim": 48, "init_logit_bias": -10, "custom_text": True, "vision_cfg": vision, "text_cfg": text}


def preprocessing(family: str) -> dict:
    if family == "clip":
        return {"size": SIDE, "interpolation": "bicubic", "resize_mode": "shortest"}
    half = [0.5, 0.5, 0.5]
    return {"size": SIDE, "mean": half, "std": half, "interpolation": "bicubic", "resize_mode": "squash"}


def own_tokenizer(context: int) -> SimpleTokenizer:
    """open_clip's tokenizer with a small vocabulary."""
    merges = parts.learn_merges(parts.CORPUS, 96)
    with tempfile.NamedTemporaryFile(suffix=".txt.gz") as file:
        lines = ["#version"] + [" ".join(pair) for pair in merges]
        Path(file.name).write_bytes(gzip.compress("\n".join(lines).encode()))
        made = SimpleTokenizer(bpe_path=file.name, context_length=context)
    return made


class Model:
    """A folder through open_clip's own model, tokenizer and transform."""

    def __init__(self, family: str, out: Path):
        context = CONTEXT[family]
        if family == "clip":
            # The same vocabulary, in the file that published folders have it in.
            saved = parts.tokenizer(96, context)
            saved.save_pretrained(out)
            self.tokens = own_tokenizer(context)
            assert self.tokens.vocab_size == len(saved), "one vocabulary"
        else:
            parts.unigrams(context).save_pretrained(out)
            self.tokens = HFTokenizer(str(out), context_length=context, clean="canonicalize")
        vocabulary = self.tokens.vocab_size if family == "clip" else len(self.tokens.tokenizer)
        self.config = configuration(family, vocabulary)
        kind = open_clip.CustomTextCLIP if family == "siglip" else open_clip.CLIP
        known = {key: value for key, value in self.config.items() if key != "custom_text"}
        self.model = kind(**known).eval()
        parts_scatter(self.model)
        self.preprocessing = preprocessing(family)
        self.transform = image_transform_v2(PreprocessCfg(**self.preprocessing), is_train=False)

    def texts(self, texts: list[str]):
        return self.model.encode_text(self.tokens(texts), normalize=True).numpy()

    def images(self, pictures):
        pixels = torch.stack([self.transform(picture) for picture in pictures])
        return self.model.encode_image(pixels, normalize=True).numpy()

    def ids(self, text: str) -> list[int]:
        """Token ids without what fills them up."""
        row = self.tokens(text)[0].tolist()
        end = self.tokens.eot_token_id if isinstance(self.tokens, SimpleTokenizer) else 1
        return row[: row.index(end) + 1]

    def save(self, out: Path) -> None:
        given = {key: value for key, value in self.preprocessing.items() if key != "size"}
        written = {"model_cfg": self.config, "preprocess_cfg": given}
        (out / "open_clip_config.json").write_text(json.dumps(written, indent=2) + "\n")
        tensors = {name: tensor.contiguous() for name, tensor in self.model.state_dict().items()}
        save_file(tensors, out / "open_clip_model.safetensors")


@torch.no_grad()
def parts_scatter(model) -> None:
    """As `make_random_clip.scatter`, by the names of open_clip and timm."""
    generator = torch.Generator().manual_seed(7)
    for name, weight in model.named_parameters():
        noise = torch.randn(weight.shape, generator=generator)
        if any(part in name for part in ("ln_", "norm")) and name.endswith("weight"):
            weight.copy_(1 + 0.2 * noise)
        elif weight.dim() < 2:
            weight.copy_(0.2 * noise)
        elif "embed" in name and weight.dim() <= 3:
            weight.copy_(noise)
        else:
            weight.copy_(noise * 1.5 / weight[0].numel() ** 0.5)
    model.logit_scale.fill_(2.6592)


def add_tokens(model: Model, name: str, out: Path) -> None:
    with open(Path(os.environ["STYLENOVA_DATA"]) / "products.csv", newline="", encoding="utf-8") as file:
        names = [row["name"] for _, row in zip(range(golden.DIGEST_NAMES), csv.DictReader(file))]
    written = json.loads(out.read_text(encoding="utf-8"))
    hard = [{"text": text, "times": times, "ids": model.ids(text * times)} for text, times in golden.HARD_TEXTS]
    written[name] = {
        "names": len(names),
        "digest": golden.digest([model.ids(name) for name in names]),
        "hard": hard,
    }
    out.write_text(json.dumps(written, separators=(",", ":")) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--family", choices=["clip", "siglip"], required=True)
    parser.add_argument("--golden", type=Path, required=True)
    parser.add_argument("--images", type=Path, required=True)
    parser.add_argument("--tokens", type=Path)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    model = Model(arguments.family, arguments.out)
    model.save(arguments.out)
    golden.write_of(model, golden.TEXTS, arguments.images, arguments.golden)
    odder = arguments.images.parent / "odder"
    golden.write_of(model, golden.TEXTS[:1], odder, arguments.golden.with_suffix(".odder.json"))
    if arguments.tokens:
        add_tokens(model, arguments.out.name, arguments.tokens)


if __name__ == "__main__":
    main()
