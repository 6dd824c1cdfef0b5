"""Views of pictures as training draws them, made on the device that trains.

Shops cut, light, frame and shrink their pictures in their own ways; a model that has seen one studio has to see these
ways too. Colours keep their hue within what lamps and cameras change, since captions name them. Everything is
drawn from the generator that is passed in.
"""

from dataclasses import dataclass

import torch
from torch.nn import functional as F


@dataclass(frozen=True)
class Ways:
    """How strongly views differ. Shares are of the pictures of a batch."""

    side: int = 192
    least_area: float = 0.45
    widest: float = 1.5  # how far a view may show more than the picture: its edge is continued
    zoomed_out: float = 0.3
    aspect: float = 0.28  # of the logarithm of width to height
    turned: float = 8.0  # degrees, standard deviation
    light: float = 0.18
    tint: float = 0.05
    shrunk: float = 0.5
    least_side: int = 40
    laid: float = 0.25  # of those with a mask: laid on another ground


def uniform(generator: torch.Generator, n: int, low: float, high: float) -> torch.Tensor:
    return torch.rand(n, generator=generator, device=generator.device) * (high - low) + low


def grounds(kept: torch.Tensor, n: int, generator: torch.Generator) -> torch.Tensor:
    """Grounds (n, 3, h, w): parts of the pictures `kept` drawn at random far enlarged, or one colour, half and half."""
    device, side = generator.device, kept.shape[-1]
    at = torch.randint(0, len(kept), (n,), generator=generator, device=device)
    theta = torch.zeros(n, 2, 3, device=device)
    scale = uniform(generator, n, 0.15, 0.5)
    theta[:, 0, 0] = theta[:, 1, 1] = scale
    theta[:, :, 2] = (torch.rand(n, 2, generator=generator, device=device) * 2 - 1) * (1 - scale[:, None])
    grid = F.affine_grid(theta, (n, 3, side, side), align_corners=False)
    parts = F.grid_sample(kept[at].float() / 255, grid, align_corners=False, padding_mode="border")
    plain = torch.rand(n, 3, 1, 1, generator=generator, device=device)
    grey = torch.rand(n, 1, 1, 1, generator=generator, device=device) * 0.5 + 0.5
    plain = torch.where(uniform(generator, n, 0, 1)[:, None, None, None] < 0.6, grey.expand(-1, 3, -1, -1), plain)
    return torch.where(uniform(generator, n, 0, 1)[:, None, None, None] < 0.5, plain.expand_as(parts), parts)


def view(
    pictures: torch.Tensor, masks: torch.Tensor, has_mask: torch.Tensor, kept: torch.Tensor, ways: Ways, generator: torch.Generator
) -> torch.Tensor:
    """Bytes (n, 3, h, w) to a view of each (n, 3, side, side) of 0 to 1, float32.

    `masks` (n, h, w) of bool is true on the garment, of use where `has_mask`; `kept` are pictures that grounds come from.
    """
    n, device = len(pictures), pictures.device

    def chance(share: float) -> torch.Tensor:
        return torch.rand(n, generator=generator, device=device) < share

    x = pictures.float() / 255
    laid = torch.nonzero(has_mask & chance(ways.laid)).flatten()
    if len(laid):
        soft = F.avg_pool2d(masks[laid][:, None].float(), 3, 1, 1)
        x[laid] = soft * x[laid] + (1 - soft) * grounds(kept, len(laid), generator)

    area = uniform(generator, n, ways.least_area, 1.0)
    out = chance(ways.zoomed_out)
    scale = torch.where(out, uniform(generator, n, 1.0, ways.widest), area.sqrt())
    aspect = torch.exp(uniform(generator, n, -ways.aspect, ways.aspect) / 2)
    angle = torch.randn(n, generator=generator, device=device) * ways.turned * torch.pi / 180
    flip = torch.where(chance(0.5), -1.0, 1.0)
    width, height = scale * aspect, scale / aspect
    shift = torch.rand(n, 2, generator=generator, device=device) * 2 - 1
    theta = torch.zeros(n, 2, 3, device=device)
    theta[:, 0, 0], theta[:, 0, 1] = flip * width * angle.cos(), -height * angle.sin()
    theta[:, 1, 0], theta[:, 1, 1] = flip * width * angle.sin(), height * angle.cos()
    theta[:, 0, 2], theta[:, 1, 2] = shift[:, 0] * (1 - width).abs(), shift[:, 1] * (1 - height).abs()
    grid = F.affine_grid(theta, (n, 3, ways.side, ways.side), align_corners=False)
    x = F.grid_sample(x, grid, mode="bilinear", align_corners=False, padding_mode="border")

    def factor(strength: float, channels: int = 1) -> torch.Tensor:
        return 1 + (torch.rand(n, channels, 1, 1, generator=generator, device=device) * 2 - 1) * strength

    x = x * factor(ways.light) * factor(ways.tint, 3)
    mean = x.mean(dim=(1, 2, 3), keepdim=True)
    x = (x - mean) * factor(ways.light) + mean
    grey = x.mean(dim=1, keepdim=True)
    x = ((x - grey) * factor(ways.light) + grey).clamp(0, 1)

    # Shrunk in a few groups of one size each.
    small = torch.nonzero(chance(ways.shrunk)).flatten()
    for group in small.chunk(6):
        if len(group):
            side = int(torch.randint(ways.least_side, ways.side - 16, (1,), generator=generator, device=device))
            less = F.interpolate(x[group], size=(side, side), mode="area")
            x[group] = F.interpolate(less, size=(ways.side, ways.side), mode="bicubic", align_corners=False).clamp(0, 1)
    return x
