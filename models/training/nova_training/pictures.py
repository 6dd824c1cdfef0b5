"""Pictures: opening them from tar files or folders, bringing them to the tower's input, and copies of them.

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
from PIL import Image, ImageOps

SIDE = 192


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

    def read(self, name: str) -> bytes:
        descriptor, offset, size = self._where[name]
        return os.pread(descriptor, size, offset)

    def open(self, name: str) -> Image.Image:
        return Image.open(io.BytesIO(self.read(name)))


class FolderPictures:
    """Opens files below a folder; a bare file name is also looked for in `images/`."""

    def __init__(self, folder: Path):
        self._folder = folder

    def read(self, name: str) -> bytes:
        path = self._folder / name
        return (path if path.exists() else self._folder / "images" / name).read_bytes()

    def open(self, name: str) -> Image.Image:
        return Image.open(io.BytesIO(self.read(name)))


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


def framed(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """A border of 4 to 15 % in one colour, as screenshots and printed pictures have."""
    width = max(1, round(max(picture.size) * rng.uniform(0.04, 0.15)))
    shade = [(255, 255, 255), (0, 0, 0), tuple(int(part) for part in rng.integers(0, 256, 3))]
    return ImageOps.expand(picture, width, shade[rng.integers(3)])


def recompressed(picture: Image.Image, quality: int) -> Image.Image:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return Image.open(buffer).convert("RGB")
