"""Altered copies of val products: is the original the nearest of the val gallery?

What happens to a picture between a shop's page and a search: it is cropped, mirrored,
recompressed, turned by a camera's EXIF tag, or framed by a screenshot.
"""

import io

import numpy as np
from PIL import Image, ImageOps

from . import metrics, pictures

EXIF_ORIENTATION = 0x0112


def cropped(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """80 % of the area, anywhere, of the picture's own shape."""
    width, height = (max(1, round(side * 0.8**0.5)) for side in picture.size)
    left = int(rng.integers(0, picture.width - width + 1))
    top = int(rng.integers(0, picture.height - height + 1))
    return picture.crop((left, top, left + width, top + height))


def turned_by_exif(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Stored on its side with the tag that says so, as cameras do; JPEG at 90."""
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = 6
    buffer = io.BytesIO()
    picture.transpose(Image.Transpose.ROTATE_90).save(buffer, "JPEG", quality=90, exif=exif)
    return Image.open(buffer)


def framed(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """A border of 8 % of the long side, black or of a random colour."""
    shade = (0, 0, 0) if rng.random() < 0.5 else tuple(int(part) for part in rng.integers(0, 256, 3))
    return ImageOps.expand(picture, max(1, round(max(picture.size) * 0.08)), shade)


COPIES = {
    "cropped to 80 %": cropped,
    "mirrored": lambda picture, rng: ImageOps.mirror(picture),
    "JPEG at 30": lambda picture, rng: pictures.recompressed(picture, 30),
    "turned by EXIF": turned_by_exif,
    "framed": framed,
}


def figures(rows, open_row, gallery: np.ndarray, embed_pictures, sample: int, seed: int = 7) -> list[metrics.Figure]:
    """Recall at 1 of each kind of copy. `open_row(row)` opens a picture; `gallery[i]` is that of `rows[i]`."""
    chosen = np.random.default_rng(seed).permutation(len(rows))[:sample]
    found = []
    for name, alter in COPIES.items():
        def copy(index: int, alter=alter, name=name):
            row = rows[index]
            with open_row(row) as picture:
                return alter(pictures.upright_rgb(picture), pictures.random_for(seed, row["id"], name))

        vectors = embed_pictures([lambda index=index: copy(index) for index in chosen])
        best = (vectors @ gallery.T).argmax(axis=1)
        # A catalogue has a few pictures twice; the twin is as right as the original.
        right = (best == chosen) | ((gallery[best] * gallery[chosen]).sum(axis=1) > 0.99999)
        found.append(metrics.Figure(f"copy {name}: R@1", float(right.mean()), 1 / len(rows), 1.0, len(chosen)))
    return found
