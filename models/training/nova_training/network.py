"""The model as it is trained: an exported folder in, an exported folder out.

The same computation as `reference.NovaMini`, laid out for training: parameters where something is
trained, buffers where it is not. Weights that ship in eight bits are trained in full precision and
rounded when they are written; tensors that are not trained are written back byte for byte.
"""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import nn
from torch.nn import functional as F

MOMENT_EPSILON = 1e-5
EIGHT_BITS = ("image_projection.fc1", "text.embeddings.word_embeddings")


def eight_bit_rows(table: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Bytes and one scale a row: value = (byte - 128) * scale."""
    scale = table.abs().amax(dim=1).clamp_min(1e-12) / 127.0
    whole = torch.round(table / scale[:, None]).clamp(-127, 127)
    return (whole + 128).to(torch.uint8), scale.float()


def same_padding(x: torch.Tensor, kernel: int, stride: int) -> torch.Tensor:
    """TensorFlow's "SAME": what is odd is added below and to the right."""
    amounts = []
    for size in (x.shape[3], x.shape[2]):
        total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
        amounts += [total // 2, total - total // 2]
    return F.pad(x, amounts)


def tempered(logits: torch.Tensor, temperature: float, kinds: int) -> torch.Tensor:
    """Square roots of the likelihoods (n, kinds) of the first attribute's logits, divided by `temperature`: rows of length 1."""
    return (logits[:, :kinds] / temperature).softmax(dim=1).sqrt()


def places(side: int) -> torch.Tensor:
    """How much each cell of a square counts in the upper, middle and lower part and in the centre, (4, side²), each summing to 1.

    A row counts fully at the centre of a part and less and less towards the centre of the next: a garment that is cut a little
    lower is counted nearly as before.
    """
    at = (torch.arange(side) + 0.5) / side
    parts = [(1 - (at.clamp(1 / 6, 5 / 6) - centre).abs() * 3).clamp_min(0)[:, None].expand(side, side) for centre in (1 / 6, 1 / 2, 5 / 6)]
    high = torch.sin(torch.pi * at) ** 2
    found = torch.stack([*parts, high[:, None] * high]).flatten(1)
    return found / found.sum(1, keepdim=True)


class Network(nn.Module):
    """`first_layer` of the sentence tower and `first_block` of the picture tower are the first that are trained; what lies before stays as it is."""

    def __init__(self, folder: Path, first_layer: int = 0, dropout: float = 0.3, first_block: int = 0):
        super().__init__()
        self.config = json.loads((folder / "config.json").read_text())
        self.kept = load_file(folder / "model.safetensors")
        self.dropout = nn.Dropout(dropout)
        self.trained, self.fixed = nn.ParameterDict(), {}
        for name in self.kept:
            if name.endswith(".scale"):
                continue
            value = self.kept[name]
            owner = name.removesuffix(".weight")
            if owner in EIGHT_BITS:
                value = (value.float() - 128.0) * self.kept[f"{owner}.scale"][:, None]
            if self._is_trained(name, first_layer, first_block):
                self.trained[name.replace(".", "/")] = nn.Parameter(value.float())
            else:
                key = "fixed_" + name.replace(".", "_")
                self.register_buffer(key, value.float())
                self.fixed[name] = key
        self.log_scale = nn.Parameter(torch.tensor(float(self.config["logit_scale"])).log())

    @staticmethod
    def _is_trained(name: str, first_layer: int, first_block: int) -> bool:
        if name.startswith("text.encoder.layer."):
            return int(name.split(".")[3]) >= first_layer
        if name.startswith("image.stem"):
            return first_block == 0
        if name.startswith("image.blocks."):
            return int(name.split(".")[2]) >= first_block
        return not name.startswith(("text.", "image_projection.colours.", "image_projection.kinds.")) and not name.endswith((".mean", ".inv_std"))

    def tensor(self, name: str) -> torch.Tensor:
        key = self.fixed.get(name)
        return self.trained[name.replace(".", "/")] if key is None else getattr(self, key)

    @property
    def sizes(self) -> list[int]:
        return self.config["image"]["attributes"]

    def add_attributes(self, sizes: list[int], places: list[torch.Tensor]) -> None:
        """Gives the named attributes other values: `places[i][j]` is the row that value j had before, or -1."""
        old = {name: self.tensor(f"image_projection.{name}").detach() for name in ("attributes.weight", "attributes.bias", "mix.weight")}
        place = torch.cat(places)
        known = place >= 0
        for name, before in old.items():
            rows = before.T if name.startswith("mix") else before
            made = rows.new_zeros(len(place), *rows.shape[1:])
            made[known] = rows[place[known]]
            if name == "attributes.bias":
                made[~known] = -4.0  # A value that nothing was taught of is unlikely.
            self.trained[f"image_projection.{name}".replace(".", "/")] = nn.Parameter(made.T.contiguous() if name.startswith("mix") else made)
        self.config["image"]["attributes"] = sizes

    # Sentences

    def _linear(self, name: str, x: torch.Tensor) -> torch.Tensor:
        return F.linear(x, self.tensor(f"{name}.weight"), self.tensor(f"{name}.bias"))

    def _norm(self, name: str, x: torch.Tensor) -> torch.Tensor:
        return F.layer_norm(x, x.shape[-1:], self.tensor(f"{name}.weight"), self.tensor(f"{name}.bias"), self.config["text"]["layer_norm_eps"])

    def sentence_features(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Mean over the attended tokens, (n, hidden), of token ids and a mask, both (n, tokens)."""
        text, place = self.config["text"], "text.embeddings"
        x = self.tensor(f"{place}.word_embeddings.weight")[ids]
        x = x + self.tensor(f"{place}.position_embeddings.weight")[: ids.shape[1]] + self.tensor(f"{place}.token_type_embeddings.weight")[0]
        x = self._norm(f"{place}.LayerNorm", x)
        seen = mask[:, None, None, :].bool()
        for index in range(text["num_hidden_layers"]):
            layer = f"text.encoder.layer.{index}"
            parts = (self._linear(f"{layer}.attention.self.{part}", x) for part in ("query", "key", "value"))
            heads = [part.unflatten(-1, (text["num_attention_heads"], -1)).transpose(1, 2) for part in parts]
            attended = F.scaled_dot_product_attention(*heads, attn_mask=seen).transpose(1, 2).flatten(2)
            x = self._norm(f"{layer}.attention.output.LayerNorm", x + self._linear(f"{layer}.attention.output.dense", attended))
            inner = F.gelu(self._linear(f"{layer}.intermediate.dense", x))
            x = self._norm(f"{layer}.output.LayerNorm", x + self._linear(f"{layer}.output.dense", inner))
        weight = mask[..., None].float()
        return (x.float() * weight).sum(1) / weight.sum(1)

    def texts(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Unit vectors (n, embed_dim), float32."""
        return self.said(self.sentence_features(ids, mask))

    def said(self, features: torch.Tensor) -> torch.Tensor:
        """Unit vectors (n, embed_dim), float32, of what `sentence_features` gives."""
        return F.normalize(F.linear(features, self.tensor("text_projection.weight")).float(), dim=-1)

    # Pictures

    def _convolve(self, name: str, x: torch.Tensor, stride: int = 1, groups: int = 1) -> torch.Tensor:
        weight, bias = self.tensor(f"image.{name}.weight"), self.tensor(f"image.{name}.bias")
        kernel = weight.shape[-1]
        if stride == 1:
            return F.conv2d(x, weight, bias, padding=kernel // 2, groups=groups)
        return F.conv2d(same_padding(x, kernel, stride), weight, bias, stride=stride, groups=groups)

    @staticmethod
    def _moments(x: torch.Tensor) -> list[torch.Tensor]:
        variance, mean = torch.var_mean(x.float(), dim=(2, 3), correction=0)
        return [mean, torch.sqrt(variance + MOMENT_EPSILON)]

    @torch.no_grad()
    def histogram(self, rgb: torch.Tensor) -> list[torch.Tensor]:
        """Of pictures of 0 to 1: the shares of the colours of a lattice in three parts from the top and in the centre, square roots."""
        side, levels = self.config["image"]["histogram"]["side"], self.config["image"]["histogram"]["levels"]
        colours = F.adaptive_avg_pool2d(rgb, side).clamp(0, 1).flatten(2) * (levels - 1)
        near = (1 - (colours[..., None] - torch.arange(levels, device=rgb.device)).abs()).clamp_min(0)
        red, green, blue = near.unbind(1)
        pairs = (red[..., None] * green[..., None, :]).flatten(2)
        return [((pairs * place[:, None]).transpose(1, 2) @ blue).flatten(1).sqrt() for place in places(side).to(rgb.device)]

    def picture_features(self, rgb: torch.Tensor) -> torch.Tensor:
        """Pictures (n, 3, side, side) of 0 to 1, float32, to features (n, feature_count)."""
        image = self.config["image"]
        with torch.autocast(rgb.device.type, enabled=False):
            features = self.histogram(rgb)
        x = ((rgb * 255.0 - 127.0) / 128.0).contiguous(memory_format=torch.channels_last)
        x = F.relu6(self._convolve("stem", x, stride=2))
        for index, block in enumerate(image["blocks"]):
            before, name, wide = x, f"blocks.{index}", block["expand_channels"]
            if wide != block["in_channels"]:
                x = F.relu6(self._convolve(f"{name}.expand", x))
            x = F.relu6(self._convolve(f"{name}.depthwise", x, block["stride"], wide))
            x = self._convolve(f"{name}.project", x)
            if block["residual"]:
                x = x + before
            if index in image["stages"]:
                features += self._moments(x)
            if index in image["grid"]["stages"]:
                features.append(F.adaptive_avg_pool2d(x, image["grid"]["side"]).flatten(2).transpose(1, 2).flatten(1).float())
        features += self._moments(F.relu6(self._convolve("head", x)))
        return torch.cat(features, dim=1)

    def described(self, rgb: torch.Tensor, without: torch.Tensor | None = None) -> tuple[torch.Tensor, torch.Tensor]:
        """Unit vectors (n, embed_dim) and the attributes' logits (n, sum of sizes), float32.

        `without` (n, attributes) of 0 and 1 leaves an attribute's vectors out of the pictures' where it is 0.
        """
        head = "image_projection"
        features = self.picture_features(rgb)
        x = (features - self.tensor(f"{head}.mean")) * self.tensor(f"{head}.inv_std")
        x = self.dropout(F.gelu(self._linear(f"{head}.fc1", self.dropout(x))))
        logits = self._linear(f"{head}.attributes", x).float()
        said = [part.softmax(dim=1) for part in logits.split(self.sizes, dim=1)]
        if without is not None:
            said = [part * keep[:, None] for part, keep in zip(said, without.unbind(1))]
        own = F.normalize(self._linear(f"{head}.fc2", x).float(), dim=-1)
        result = F.normalize(own + F.linear(torch.cat(said, dim=1), self.tensor(f"{head}.mix.weight")).float(), dim=-1)
        if not self.training:  # What they tell each other alone is fitted when all else is trained.
            with torch.autocast(features.device.type, enabled=False):
                result = F.normalize(result + self.for_pictures(features, logits), dim=-1)
        return result, logits

    def for_pictures(self, features: torch.Tensor, logits: torch.Tensor) -> torch.Tensor:
        """What is added for other pictures alone, (n, embed_dim) or 0: the colours and the kinds, each at its share."""
        found, image = torch.zeros(1, self.config["embed_dim"], device=features.device), self.config["image"]
        for name in ("colours", "kinds"):
            if name in image:
                weight, bias = (self.tensor(f"image_projection.{name}.{part}") for part in ("weight", "bias"))
                width = weight.shape[1]
                given = features[:, :width] if name == "colours" else tempered(logits, image["kinds"]["temperature"], width)
                found = found + image[name]["share"] * F.normalize(F.linear(given, weight, bias), dim=-1)
        return found

    # Writing

    def tensors(self) -> dict[str, torch.Tensor]:
        """By the names and in the types that ship. ValueError for what float16 cannot hold."""
        made = dict(self.kept)
        for key, value in self.trained.items():
            name, value = key.replace("/", "."), value.detach().float().cpu()
            owner = name.removesuffix(".weight")
            if owner in EIGHT_BITS and name.endswith(".weight"):
                made[name], made[f"{owner}.scale"] = eight_bit_rows(value)
            else:
                made[name] = value.half()
            if not torch.isfinite(made[name].float()).all():
                raise ValueError(f"{name} has values that float16 cannot hold")
        return {name: value.contiguous() for name, value in made.items()}

    def save_weights(self, path: Path) -> None:
        save_file(self.tensors(), path, {"format": "pt"})
