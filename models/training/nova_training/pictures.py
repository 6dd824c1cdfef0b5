"""Pictures: opening them from tar files or folders, bringing them to the tower's input, and varied views.

`squeeze` is the preprocessing that ships with the model (preprocessor_config.json).
It is written a second time, from the exported file, in reference.py, on purpose:
the two are compared by `evaluate`.
"""

import io
import os
import tarfile
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageEnhance, ImageOps

SIDE = 160
VIEWS = ("plain", "mirror", "varied")


class TarPictures:
    """Opens members of uncompressed tar files by their file name, without unpacking."""

    def __init__(self, tars: list[Path]):
        self._where: dict[str, tuple[int, int, int]] = {}
        for path in tars:
            descriptor = os.open(path, os.O_RDONLY)
            with tarfile.open(path) as tar:
                for member in tar:
                    if member.isfile():
                        name = os.path.basename(member.name)
                        self._where[name] = (descriptor, member.offset_data, member.size)

    def open(self, name: str) -> Image.Image:
        descriptor, offset, size = self._where[name]
        return Image.open(io.BytesIO(os.pread(descriptor, size, offset)))


class FolderPictures:
    """Opens files below a folder; a bare file name is also looked for in `images/`."""

    def __init__(self, folder: Path):
        self._folder = folder

    def open(self, name: str) -> Image.Image:
        path = self._folder / name
        return Image.open(path if path.exists() else self._folder / "images" / name)


def upright_rgb(picture: Image.Image) -> Image.Image:
    """Applies the EXIF orientation, lays transparency on white and converts to RGB."""
    picture = ImageOps.exif_transpose(picture)
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        white = Image.new("RGBA", picture.size, (255, 255, 255, 255))
        picture = Image.alpha_composite(white, picture)
    return picture.convert("RGB")


def squeeze(picture: Image.Image, side: int = SIDE) -> np.ndarray:
    """RGB bytes of shape (side, side, 3); the aspect is not kept."""
    return np.asarray(picture.resize((side, side), Image.Resampling.BICUBIC))


def random_for(seed: int, identity: str, view: str) -> np.random.Generator:
    """A generator that depends on the picture alone, so that a resumed run draws the same."""
    return np.random.default_rng([seed, zlib.crc32(identity.encode()), zlib.crc32(view.encode())])


def varied(picture: Image.Image, rng: np.random.Generator, least_area: float) -> Image.Image:
    """A random crop, perhaps mirrored, a little lighter or darker, often small and recompressed.

    Colours keep their hue, since captions name them. Small and recompressed because the
    catalogues to be searched mix thumbnails of 60 pixels with sharp pictures.
    """
    width, height = picture.size
    scale = np.sqrt(rng.uniform(least_area, 1.0))
    aspect = np.exp(rng.uniform(-0.1, 0.1))
    crop_width = max(1, round(width * min(1.0, scale * aspect)))
    crop_height = max(1, round(height * min(1.0, scale / aspect)))
    left = int(rng.integers(0, width - crop_width + 1))
    top = int(rng.integers(0, height - crop_height + 1))
    picture = picture.crop((left, top, left + crop_width, top + crop_height))
    if rng.random() < 0.5:
        picture = ImageOps.mirror(picture)
    picture = ImageEnhance.Brightness(picture).enhance(rng.uniform(0.88, 1.12))
    picture = ImageEnhance.Contrast(picture).enhance(rng.uniform(0.88, 1.12))
    if min(picture.size) > 100 and rng.random() < 0.5:
        picture = picture.resize((60, 80), Image.Resampling.BICUBIC)
    if rng.random() < 0.5:
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=int(rng.integers(40, 85)))
        picture = Image.open(buffer).convert("RGB")
    return picture


def view_of(picture: Image.Image, view: str, rng: np.random.Generator, least_area: float) -> np.ndarray:
    picture = upright_rgb(picture)
    if view == "mirror":
        picture = ImageOps.mirror(picture)
    elif view == "varied":
        picture = varied(picture, rng, least_area)
    return squeeze(picture)
