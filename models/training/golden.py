"""Golden embeddings: what a model folder gives for fixed texts and for small generated pictures.

    python golden.py --model DIR --images DIR --out FILE.json

FILE holds {"texts": [{"text", "vector"}], "images": [{"file", "vector"}]}. The
pictures are those in `--images`; they are drawn there if the folder is empty. They
are odd on purpose: one pixel, narrow, wide, grey, transparent, palette, turned by EXIF.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from PIL import Image

import reference

TEXTS = [
    "red summer dress",
    "A photo of a NAVY blue check shirt",
    "men's leather shoes, brown",
    "smart but not formal shoes for work",
    "women’s café-au-lait coat — size 38/40",
    "t-shirt",
    "a",
    "",
    "   spaces   and\ttabs\nand lines  ",
    "Ümlaut straße naïve façade",
    "日本の着物 👗",
    "something flowy for a beach wedding in late summer, ideally with sleeves, a belt and "
    "pockets, neither black nor white, that can be washed at home and worn again to the office",
]


def scene(width: int, height: int, seed: int) -> np.ndarray:
    """RGB bytes: a gradient, a few rectangles and a little noise."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    pixels = np.stack(
        [255 * x / max(width - 1, 1), 255 * y / max(height - 1, 1), 127 + 100 * np.sin((x + y) / 9)],
        axis=-1,
    )
    for _ in range(4):
        left, top = rng.integers(0, width), rng.integers(0, height)
        part = pixels[top : top + height // 3 + 1, left : left + width // 3 + 1]
        part[:] = rng.integers(0, 256, 3)
    return np.clip(pixels + rng.normal(0, 6, pixels.shape), 0, 255).astype(np.uint8)


def draw(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (1, 1), (180, 40, 60)).save(folder / "one-pixel.png")
    Image.fromarray(scene(30, 200, 1)).save(folder / "narrow.png")
    Image.fromarray(scene(200, 31, 2)).save(folder / "wide.jpg", quality=92)
    Image.fromarray(scene(40, 50, 3)).convert("L").save(folder / "grey.png")
    y, x = np.mgrid[0:48, 0:64]
    disc = np.clip(255 * (1.3 - np.hypot((x - 32) / 24, (y - 24) / 20)), 0, 255).astype(np.uint8)
    alpha = np.dstack([scene(64, 48, 4), disc])
    Image.fromarray(alpha, "RGBA").save(folder / "alpha.png")
    Image.fromarray(alpha, "RGBA").convert("LA").save(folder / "grey-alpha.png")
    palette = Image.fromarray(scene(33, 47, 5)).quantize(16, dither=Image.Dither.NONE)
    palette.save(folder / "palette.png", transparency=0)
    Image.fromarray(scene(90, 120, 6)).save(folder / "photo.webp", lossless=True)
    turned = Image.Exif()
    turned[0x0112] = 6
    Image.fromarray(scene(60, 40, 7)).save(folder / "turned.jpg", quality=92, exif=turned)
    Image.fromarray(scene(160, 213, 8)).save(folder / "product.jpg", quality=92)


@torch.inference_mode()
def write(model_folder: Path, images: Path, out: Path) -> None:
    if not (images.is_dir() and any(images.iterdir())):
        draw(images)
    model = reference.load(model_folder)

    def rounded(vector: np.ndarray) -> list[float]:
        return [round(float(number), 6) for number in vector]

    texts = [{"text": text, "vector": rounded(model.texts([text])[0])} for text in TEXTS]
    pictures = [
        {"file": path.name, "vector": rounded(model.images([reference.open_picture(path)])[0])}
        for path in sorted(images.iterdir())
    ]
    lines = [
        f' "{key}": [\n' + ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in found) + "\n ]"
        for key, found in (("texts", texts), ("images", pictures))
    ]
    out.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--images", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    write(arguments.model, arguments.images, arguments.out)


if __name__ == "__main__":
    main()
