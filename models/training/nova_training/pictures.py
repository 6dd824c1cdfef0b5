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
from PIL import Image, ImageDraw, ImageEnhance, ImageOps

SIDE = 192
# "varied" with any number behind it is another draw of the same kind.
VIEWS = ("plain", "mirrored", "varied", "varied2", "varied3", "pasted")


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


def framed(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """A border of 4 to 15 % in one colour, as screenshots and printed pictures have."""
    width = max(1, round(max(picture.size) * rng.uniform(0.04, 0.15)))
    shade = [(255, 255, 255), (0, 0, 0), tuple(int(part) for part in rng.integers(0, 256, 3))]
    return ImageOps.expand(picture, width, shade[rng.integers(3)])


def varied(picture: Image.Image, rng: np.random.Generator, least_area: float) -> Image.Image:
    """A random crop, perhaps mirrored or framed, a little lighter or darker, often small and recompressed.

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
    if rng.random() < 0.3:
        picture = framed(picture, rng)
    picture = ImageEnhance.Brightness(picture).enhance(rng.uniform(0.88, 1.12))
    picture = ImageEnhance.Contrast(picture).enhance(rng.uniform(0.88, 1.12))
    if min(picture.size) > 100 and rng.random() < 0.5:
        picture = picture.resize((60, 80), Image.Resampling.BICUBIC)
    if rng.random() < 0.5:
        picture = recompressed(picture, int(rng.integers(25, 85)))
    return picture


def recompressed(picture: Image.Image, quality: int) -> Image.Image:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return Image.open(buffer).convert("RGB")


def pasted(picture: Image.Image, ground: Image.Image, rng: np.random.Generator) -> Image.Image:
    """A product cut out of its white background and laid on a corner of someone's photo.

    Corners mostly show beds, floors and walls. The garment is turned a little and may
    reach over the edge, as in photos that people take of their clothes.
    """
    side = SIDE
    width, height = ground.size
    corner_width, corner_height = int(width * rng.uniform(0.25, 0.4)), int(height * rng.uniform(0.25, 0.4))
    left = int(rng.integers(0, 2)) * (width - corner_width)
    top = int(rng.integers(0, 2)) * (height - corner_height)
    ground = ground.crop((left, top, left + corner_width, top + corner_height)).resize((side, side))
    if rng.random() < 0.5:
        ground = ImageOps.mirror(ground)

    # A frame of white joins the parts of the background, so that one filling reaches them all.
    piece = ImageOps.expand(picture, 1, (255, 255, 255))
    key = (255, 0, 255)
    ImageDraw.floodfill(piece, (0, 0), key, thresh=40)
    piece = piece.crop((1, 1, piece.width - 1, piece.height - 1))
    mask = Image.fromarray(255 * (np.asarray(piece) != key).any(axis=2).astype(np.uint8))
    long_side = round(side * rng.uniform(0.7, 1.15))
    size = (max(8, round(long_side * picture.width / picture.height)), long_side)
    angle = rng.normal(0, 12)
    turned = [
        part.resize(size, Image.Resampling.BICUBIC).rotate(angle, Image.Resampling.BICUBIC, expand=True)
        for part in (picture, mask)
    ]
    room = (side - turned[0].width, side - turned[0].height)
    place = tuple(round(space * rng.uniform(0.3, 0.7)) for space in room)
    light = rng.uniform(0.75, 1.05)
    ground.paste(ImageEnhance.Brightness(turned[0]).enhance(light), place, turned[1])
    return ImageOps.mirror(ground) if rng.random() < 0.5 else ground


def view_of(
    picture: Image.Image, view: str, rng: np.random.Generator, least_area: float, ground: Image.Image | None = None
) -> np.ndarray:
    """The squeezed bytes of a view; `ground` is the photo that the view "pasted" needs."""
    picture = upright_rgb(picture)
    if view == "pasted":
        picture = pasted(picture, upright_rgb(ground), rng)
    elif view.startswith("varied"):
        picture = varied(picture, rng, least_area)
    elif view == "mirrored":
        picture = ImageOps.mirror(picture)
    return squeeze(picture)
