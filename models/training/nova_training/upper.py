"""The trained end of the image tower: the blocks behind `tower.BOUNDARY` and the head convolution.

The same numbers as in `tower.Tower`, laid out for training on cached maps: channels
last, 1×1 convolutions as matrix products. What lies before the boundary keeps its
pretrained weights, and its pooled features come from the cache.
"""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from .tower import BOUNDARY, POOLING_EPSILON, Tower, same_padding

# Pictures that go through at a time: their maps then stay in the processor's cache.
PIECE = 64


def pool(x: torch.Tensor) -> torch.Tensor:
    """(n, h, w, c) to (n, 2c): means, then population standard deviations."""
    variance, mean = torch.var_mean(x, dim=(1, 2), correction=0)
    return torch.cat([mean, torch.sqrt(variance + POOLING_EPSILON)], dim=1)


def put_end(tower: Tower, trained: dict[str, torch.Tensor] | None) -> None:
    """Puts the end of the tower that a run trained, as `Upper.state_dict`, in the place of the pretrained one."""
    if trained is not None:
        end = Upper(tower)
        end.load_state_dict(trained)
        tower.tensors |= end.tensors()


class Upper(nn.Module):
    """Maps (n, h, w, c) behind block `start - 1` to the pooled features of all later stages."""

    def __init__(self, tower: Tower, start: int = BOUNDARY + 1):
        super().__init__()
        if not BOUNDARY < start < len(tower.blocks):
            raise ValueError(f"training starts at block {BOUNDARY + 1} to {len(tower.blocks) - 1}, not {start}")
        self.start = start
        self.blocks = tower.blocks
        self.stages = tower.stages
        self.weights = nn.ParameterDict()
        for name, tensor in tower.tensors.items():
            if name.startswith("head.") or (name.startswith("blocks.") and int(name.split(".")[1]) > BOUNDARY):
                self.weights[name.replace(".", "/")] = nn.Parameter(tensor.clone())

    def tensors(self) -> dict[str, torch.Tensor]:
        """By the names that `Tower.tensors` uses."""
        return {name.replace("/", "."): value.detach() for name, value in self.weights.items()}

    def _product(self, name: str, x: torch.Tensor) -> torch.Tensor:
        return F.linear(x, self.weights[f"{name}/weight"].flatten(1), self.weights[f"{name}/bias"])

    def _depthwise(self, name: str, x: torch.Tensor, stride: int) -> torch.Tensor:
        weight = self.weights[f"{name}/weight"]
        x = x.permute(0, 3, 1, 2)
        kernel, padding = weight.shape[-1], weight.shape[-1] // 2
        if stride == 1:
            x = F.conv2d(x, weight, self.weights[f"{name}/bias"], padding=padding, groups=x.shape[1])
        else:
            x = same_padding(x, kernel, stride)
            x = F.conv2d(x, weight, self.weights[f"{name}/bias"], stride=stride, groups=x.shape[1])
        return x.permute(0, 2, 3, 1)

    def _block(self, index: int, x: torch.Tensor) -> torch.Tensor:
        block, name = self.blocks[index], f"blocks/{index}"
        inner = F.relu6(self._product(f"{name}/expand", x))
        inner = F.relu6(self._depthwise(f"{name}/depthwise", inner, block["stride"]))
        result = self._product(f"{name}/project", inner)
        return result + x if block["residual"] else result

    def _piece(self, x: torch.Tensor) -> torch.Tensor:
        found = []
        for index in range(self.start, len(self.blocks)):
            x = self._block(index, x)
            if index in self.stages:
                found.append(pool(x))
        found.append(pool(F.relu6(self._product("head", x))))
        return torch.cat(found, dim=1)

    @torch.no_grad()
    def advance(self, maps: np.ndarray) -> np.ndarray:
        """Cached maps (n, h, w, c) behind `BOUNDARY` to maps behind block `start - 1`, float16."""
        if self.start == BOUNDARY + 1:
            return maps
        parts = []
        for first in range(0, len(maps), PIECE):
            x = torch.from_numpy(maps[first : first + PIECE].astype(np.float32))
            for index in range(BOUNDARY + 1, self.start):
                x = self._block(index, x)
            parts.append(x.numpy().astype(np.float16))
        return np.concatenate(parts)

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        return torch.cat([self._piece(piece) for piece in maps.split(PIECE)])
