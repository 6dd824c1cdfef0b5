"""Garments in the colours of others, as training draws them, made on the device that trains.

A shop teaches the pairs of kind and colour that it sells; a picture whose garment takes the colour of another's teaches the
rest, and that two pieces of one cut and two colours are two pieces. Only a garment on a white ground, mostly of one colour, is
given another; skin, prints and seams of other colours keep theirs. What the new colour is called is what the other
garment's is called, if it is near what most garments of that name look like.
"""

import torch
from torch.nn import functional as F

SMALL = 56  # the side at which colours are read
LEAST_SHARE = 0.55  # of the garment's centre that has its colour, for it to be given another
FROM_USUAL = 0.22  # how far a garment's colour may be from the usual one of its name, in RGB of 0 to 1, to be lent


def of_colour(pictures: torch.Tensor, colours: torch.Tensor) -> torch.Tensor:
    """(n, 1, h, w) of 0 to 1: how much a pixel of `pictures` (n, 3, h, w), 0 to 1, is of the colour (n, 3), in light or shade."""
    away = pictures - colours[:, :, None, None]
    light = away.mean(dim=1, keepdim=True)
    hue = (away - light).norm(dim=1, keepdim=True)
    return torch.sigmoid((0.16 - 1.6 * hue - (light.abs() - 0.22).clamp_min(0)) / 0.03)


def main_colours(pictures: torch.Tensor, masks: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Of bytes (n, 3, h, w) with masks (n, h, w) on the garment: its colour in the picture's centre, (n, 3) of 0 to 1, and the share
    of that centre which has it."""
    small = F.interpolate(pictures.float() / 255, size=(SMALL, SMALL), mode="area")
    worn = F.interpolate(masks[:, None].float(), size=(SMALL, SMALL), mode="area") > 0.9
    centre = torch.zeros_like(worn)
    centre[:, :, SMALL // 5 : SMALL - SMALL // 5, SMALL // 4 : SMALL - SMALL // 4] = True
    seen = worn & centre
    median = small.masked_fill(~seen, torch.nan).flatten(2).nanmedian(dim=2).values.nan_to_num(0.0)
    weight = of_colour(small, median) * seen
    colours = (small * weight).sum(dim=(2, 3)) / weight.sum(dim=(2, 3)).clamp_min(1e-6)
    share = (of_colour(small, colours) * seen).sum(dim=(1, 2, 3)) / seen.sum(dim=(1, 2, 3)).clamp_min(1)
    return colours, torch.where(seen.sum(dim=(1, 2, 3)) >= 30, share, 0.0)


def like_skin(colours: torch.Tensor) -> torch.Tensor:
    """(n,) of bool: colours (n, 3) that a person's skin may have, which is not to be painted."""
    red, green, blue = colours.unbind(1)
    return (red > 0.45) & (red - green > 0.04) & (red - green < 0.32) & (green - blue > -0.01) & (green - blue < 0.22)


def recoloured(pictures: torch.Tensor, masks: torch.Tensor, colours: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """Bytes (n, 3, h, w) with the garment's colour (n, 3) replaced by the `wanted` one, light and shade kept."""
    x = pictures.float() / 255
    away = x - colours[:, :, None, None]
    light = away.mean(dim=1, keepdim=True)
    # Folds show more on a light cloth than on a dark one.
    depth = ((0.25 + wanted.mean(1)) / (0.25 + colours.mean(1))).clamp(0.5, 1.6)[:, None, None, None]
    made = wanted[:, :, None, None] + light * depth + (away - light) * 0.5
    weight = of_colour(x, colours) * masks[:, None]
    return (torch.lerp(x, made, weight).clamp(0, 1) * 255).round().to(torch.uint8)


def lent(colours: torch.Tensor, share: torch.Tensor, names: torch.Tensor) -> torch.Tensor:
    """(n,) of bool: whose colour may be lent under its name. `names` (n,) are codes, -1 unknown."""
    result = torch.zeros(len(names), dtype=torch.bool, device=names.device)
    clear = (share >= LEAST_SHARE) & (names >= 0)
    for name in names[clear].unique():
        of_name = torch.nonzero(clear & (names == name)).flatten()
        usual = colours[of_name].median(dim=0).values
        result[of_name] = (colours[of_name] - usual).norm(dim=1) < FROM_USUAL
    return result


def shares(pictures: torch.Tensor, masks: torch.Tensor, levels: int = 6, side: int = 28) -> torch.Tensor:
    """How a garment's colours are shared among a lattice, in the thirds of the picture from the top: unit rows (n, 3 · levels³)."""
    small = F.interpolate(pictures.float() / 255, size=(side, side), mode="area")
    worn = F.interpolate(masks[:, None].float(), size=(side, side), mode="area")
    near = (1 - ((small * (levels - 1))[..., None] - torch.arange(levels, device=small.device)).abs()).clamp_min(0)
    found = []
    for rows in torch.arange(side, device=small.device).chunk(3):
        red, green, blue = (near[:, :, rows] * worn[:, :, rows, :, None] ** (1 / 3)).flatten(2, 3).unbind(1)
        pairs = (red[..., None] * green[..., None, :]).flatten(2)
        found.append((pairs.transpose(1, 2) @ blue).flatten(1).clamp_min(0).sqrt())
    return F.normalize(torch.cat(found, dim=1), dim=1)
