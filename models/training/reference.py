"""Embeds with PyTorch what `stylenova embed --batch` embeds, to compare the two.

    python reference.py --model DIR --batch IN.jsonl --out OUT.npy

A line of IN is {"text": …} or {"image": path}; OUT is float32 of shape (lines, dim),
C order, rows of unit length. A line that fails is a row of NaN and is listed in
the JSON printed on stdout: {"rows", "failed": [{"row", "message"}]}.

DIR is an exported model folder of the family nova_mini, or a Hugging Face CLIP
folder. Everything is read from DIR, nothing from the training code, so that an
error in the export shows here as well. One line at a time, in float32. A relative
image path is relative to the working folder.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageOps
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch.nn import functional as F


def open_picture(source) -> Image.Image:
    """Upright RGB: EXIF orientation applied, transparency laid on white."""
    with Image.open(source) as file:
        picture = ImageOps.exif_transpose(file)
        if picture.has_transparency_data:
            picture = picture.convert("RGBA")
            white = Image.new("RGBA", picture.size, (255, 255, 255, 255))
            picture = Image.alpha_composite(white, picture)
        return picture.convert("RGB")


def unit(vectors: torch.Tensor) -> np.ndarray:
    return F.normalize(vectors, dim=-1).numpy()


class NovaMini:
    """The built-in family, in plain functional PyTorch."""

    def __init__(self, folder: Path):
        self.config = json.loads((folder / "config.json").read_text())
        self.preprocess = json.loads((folder / "preprocessor_config.json").read_text())
        tensors = load_file(folder / "model.safetensors")
        self.tensors = {
            name: tensor.float() if tensor.is_floating_point() else tensor
            for name, tensor in tensors.items()
        }
        self.dim = self.config["embed_dim"]
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(self.config["text"]["max_length"])

    def tensor(self, name: str) -> torch.Tensor:
        return self.tensors[name]

    def matrix_rows(self, name: str, rows) -> torch.Tensor:
        """Rows of a matrix that may be kept in eight bits, with one scale a row."""
        weight, scale = self.tensors[f"{name}.weight"], self.tensors.get(f"{name}.scale")
        if scale is None:
            return weight[rows]
        return (weight[rows].float() - 128.0) * scale[rows][..., None]

    # Text

    def linear(self, name: str, x: torch.Tensor) -> torch.Tensor:
        return F.linear(x, self.tensor(f"{name}.weight"), self.tensor(f"{name}.bias"))

    def layer_norm(self, name: str, x: torch.Tensor) -> torch.Tensor:
        weight, bias = self.tensor(f"{name}.weight"), self.tensor(f"{name}.bias")
        return F.layer_norm(x, x.shape[-1:], weight, bias, self.config["text"]["layer_norm_eps"])

    def bert(self, ids: torch.Tensor) -> torch.Tensor:
        """Hidden states (n, tokens, hidden) of sequences of one length, so that none is padded."""
        text = self.config["text"]
        heads = text["num_attention_heads"]
        embeddings = "text.embeddings"
        x = self.matrix_rows(f"{embeddings}.word_embeddings", ids)
        x = x + self.tensor(f"{embeddings}.position_embeddings.weight")[: ids.shape[1]]
        x = x + self.tensor(f"{embeddings}.token_type_embeddings.weight")[0]
        x = self.layer_norm(f"{embeddings}.LayerNorm", x)
        for index in range(text["num_hidden_layers"]):
            layer = f"text.encoder.layer.{index}"
            query, key, value = (
                self.linear(f"{layer}.attention.self.{part}", x)
                .unflatten(-1, (heads, -1))
                .transpose(1, 2)
                for part in ("query", "key", "value")
            )
            weights = (query @ key.transpose(2, 3) / query.shape[-1] ** 0.5).softmax(dim=-1)
            attended = (weights @ value).transpose(1, 2).flatten(2)
            attended = self.linear(f"{layer}.attention.output.dense", attended)
            x = self.layer_norm(f"{layer}.attention.output.LayerNorm", x + attended)
            inner = F.gelu(self.linear(f"{layer}.intermediate.dense", x))
            inner = self.linear(f"{layer}.output.dense", inner)
            x = self.layer_norm(f"{layer}.output.LayerNorm", x + inner)
        return x

    def texts(self, texts: list[str]) -> np.ndarray:
        """Unit vectors (n, dim); texts of equal length go through together."""
        tokens = [self.tokenizer.encode(text).ids for text in texts]
        result = np.empty((len(texts), self.dim), dtype=np.float32)
        for length in {len(ids) for ids in tokens}:
            rows = [row for row, ids in enumerate(tokens) if len(ids) == length]
            pooled = self.bert(torch.tensor([tokens[row] for row in rows])).mean(dim=1)
            result[rows] = unit(F.linear(pooled, self.tensor("text_projection.weight")))
        return result

    # Images

    def pixels(self, picture: Image.Image) -> torch.Tensor:
        """(3, height, width), normalised as preprocessor_config.json says."""
        wanted = self.preprocess
        size, resample = wanted["size"], Image.Resampling(wanted["resample"])
        picture = picture.resize((size["width"], size["height"]), resample)
        x = torch.from_numpy(np.array(picture)).permute(2, 0, 1).float()
        x = x * wanted["rescale_factor"]
        mean = torch.tensor(wanted["image_mean"])[:, None, None]
        deviation = torch.tensor(wanted["image_std"])[:, None, None]
        return (x - mean) / deviation

    def convolve(self, name: str, x: torch.Tensor, stride: int = 1, groups: int = 1) -> torch.Tensor:
        weight = self.tensor(f"image.{name}.weight")
        kernel = weight.shape[-1]
        padding = []
        for length in (x.shape[3], x.shape[2]):
            total = max((-(-length // stride) - 1) * stride + kernel - length, 0)
            padding += [total // 2, total - total // 2]
        bias = self.tensor(f"image.{name}.bias")
        return F.conv2d(F.pad(x, padding), weight, bias, stride=stride, groups=groups)

    def image_features(self, x: torch.Tensor) -> torch.Tensor:
        image = self.config["image"]
        features = []
        if "histogram" in image:
            features += self.histogram(x, **image["histogram"])
        grid = image.get("grid", {"stages": []})
        x = x.contiguous(memory_format=torch.channels_last)  # depthwise convolutions are faster so
        x = F.relu6(self.convolve("stem", x, stride=2))
        for index, block in enumerate(image["blocks"]):
            before, name, wide = x, f"blocks.{index}", block["expand_channels"]
            if wide != block["in_channels"]:
                x = F.relu6(self.convolve(f"{name}.expand", x))
            x = F.relu6(self.convolve(f"{name}.depthwise", x, block["stride"], wide))
            x = self.convolve(f"{name}.project", x)
            if block["residual"]:
                x = x + before
            if index in image["stages"]:
                features += self.moments(x)
            if index in grid["stages"]:
                cells = F.adaptive_avg_pool2d(x, grid["side"])
                features.append(cells.flatten(2).transpose(1, 2).flatten(1))
        features += self.moments(F.relu6(self.convolve("head", x)))
        return torch.cat(features, dim=1)

    def moments(self, x: torch.Tensor) -> list[torch.Tensor]:
        variance, mean = torch.var_mean(x, dim=(2, 3), correction=0)
        return [mean, torch.sqrt(variance + 1e-5)]

    def histogram(self, x: torch.Tensor, side: int, levels: int) -> list[torch.Tensor]:
        """How the colours are shared among those of a lattice, in three parts from the top that fade into each other and in the centre."""
        mean = torch.tensor(self.preprocess["image_mean"])[:, None, None]
        deviation = torch.tensor(self.preprocess["image_std"])[:, None, None]
        colours = F.adaptive_avg_pool2d(x * deviation + mean, side).clamp(0, 1) * (levels - 1)
        # (n, 3, side, side, levels): how near each channel is to each level.
        near = (1 - (colours[..., None] - torch.arange(levels)).abs()).clamp_min(0)
        at = (torch.arange(side) + 0.5) / side
        parts = [(1 - 3 * (at.clamp(1 / 6, 5 / 6) - centre).abs()).clamp(min=0)[:, None] * torch.ones(side) for centre in (1 / 6, 3 / 6, 5 / 6)]
        wave = (torch.pi * at).sin().square()
        found = []
        for weight in [*parts, wave[:, None] * wave]:
            red, green, blue = near.flatten(2, 3).unbind(1)
            pairs = (red[..., None] * green[..., None, :]).flatten(2)
            blue = blue * (weight / weight.sum()).flatten()[:, None]
            found.append((pairs.transpose(1, 2) @ blue).flatten(1).sqrt())
        return found

    def images(self, pictures: list[Image.Image]) -> np.ndarray:
        """Unit vectors (n, dim) of upright RGB pictures."""
        pixels = torch.stack([self.pixels(picture) for picture in pictures])
        return unit(self.project(self.image_features(pixels)))

    def project(self, features: torch.Tensor) -> torch.Tensor:
        head = "image_projection"
        x = features
        x = (x - self.tensor(f"{head}.mean")) * self.tensor(f"{head}.inv_std")
        first = self.matrix_rows(f"{head}.fc1", slice(None))
        inner = F.gelu(F.linear(x, first, self.tensor(f"{head}.fc1.bias")))
        result, sizes = self.linear(f"{head}.fc2", inner), self.config["image"].get("attributes", [])
        if sizes:
            named = self.linear(f"{head}.attributes", inner).split(sizes, dim=1)
            said = torch.cat([logits.softmax(dim=1) for logits in named], dim=1)
            result = F.normalize(result, dim=1) + F.linear(said, self.tensor(f"{head}.mix.weight"))
        result, image = F.normalize(result, dim=1), self.config["image"]
        if "colours" in image:
            width = self.tensor(f"{head}.colours.weight").shape[1]
            result = result + image["colours"]["share"] * F.normalize(self.linear(f"{head}.colours", features[:, :width]), dim=1)
        if "kinds" in image:
            likely = (named[0] / image["kinds"]["temperature"]).softmax(dim=1).sqrt()
            result = result + image["kinds"]["share"] * F.normalize(self.linear(f"{head}.kinds", likely), dim=1)
        return result


class HuggingFaceClip:
    """A CLIP folder through transformers' own model, tokenizer and image processor."""

    def __init__(self, folder: Path):
        from transformers import AutoTokenizer, CLIPImageProcessorPil, CLIPModel

        self.model = CLIPModel.from_pretrained(folder, dtype=torch.float32).eval()
        self.processor = CLIPImageProcessorPil.from_pretrained(folder)
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.context = self.model.config.text_config.max_position_embeddings
        self.dim = self.model.config.projection_dim

    def texts(self, texts: list[str]) -> np.ndarray:
        found = []
        for text in texts:
            tokens = self.tokenizer(
                text, truncation=True, max_length=self.context, return_tensors="pt"
            )
            pooled = self.model.text_model(**tokens).pooler_output
            found.append(unit(self.model.text_projection(pooled))[0])
        return np.stack(found)

    def images(self, pictures: list[Image.Image]) -> np.ndarray:
        pixels = self.processor(
            pictures, return_tensors="pt", input_data_format="channels_last"
        ).pixel_values
        pooled = self.model.vision_model(pixel_values=pixels).pooler_output
        return unit(self.model.visual_projection(pooled))


def load(folder: Path):
    family = json.loads((folder / "config.json").read_text()).get("model_type")
    families = {"nova_mini": NovaMini, "clip": HuggingFaceClip}
    if family not in families:
        raise ValueError(f"{folder}: model_type is {family!r}; expected one of {sorted(families)}")
    return families[family](folder)


@torch.inference_mode()
def embed_line(model, line: str) -> np.ndarray:
    request = json.loads(line)
    if isinstance(request.get("text"), str):
        return model.texts([request["text"]])[0]
    if isinstance(request.get("image"), str):
        return model.images([open_picture(request["image"])])[0]
    raise ValueError('a line needs "text" or "image"')


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--batch", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()

    model = load(arguments.model)
    lines = arguments.batch.read_text(encoding="utf-8").splitlines()
    vectors = np.full((len(lines), model.dim), np.nan, dtype=np.float32)
    failed = []
    for row, line in enumerate(lines):
        try:
            vectors[row] = embed_line(model, line)
        except Exception as error:  # noqa: BLE001, any failure of a line is its own only
            message = f"{type(error).__name__}: {error}"
            failed.append({"row": row, "message": message})
            print(f"row {row}: {message}", file=sys.stderr)
    np.save(arguments.out, vectors)
    print(json.dumps({"rows": len(lines), "failed": failed}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
