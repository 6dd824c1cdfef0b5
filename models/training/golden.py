"""Golden embeddings: what a model folder gives for fixed texts and for small generated pictures.

    python golden.py --model DIR --images DIR --out FILE.json
    python golden.py --model DIR --tokens FILE.json

The second form, with STYLENOVA_DATA set, writes the token ids of hard texts, and a digest
of those of the first 10,000 product names, as FILE.json has them under the folder's name.

FILE holds {"texts": [{"text", "vector"}], "images": [{"file", "vector"}]}. The
pictures are those in `--images`; they are drawn there if the folder is empty. They
are odd on purpose: one pixel, narrow, wide, grey, transparent, palette, turned by EXIF.

The odder ones (2,000 pixels by three, four colours, 16 bits) are in the folder `odder`
beside `--images`, and their embeddings go into FILE.odder.json beside FILE.json.
"""

import argparse
import csv
import json
import os
import struct
import zlib
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from tokenizers import Tokenizer

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


# Text, and how often it is repeated.
HARD_TEXTS = [
    ("", 1),
    (" \t\r\n ", 1),
    ("👗👠🧥 👩🏽‍🦱 🇮🇹 ❤️‍🔥", 1),
    ("فستان أحمر صيفي ١٢٣ ؟", 1),
    ("赤いドレス 파란 셔츠 लाल पोशाक ชุดเดรส", 1),
    ("\u0000\u0001\u0007\u001b[31mred\u007f\u0085\u200b\u200f\ufeff\ufffd\u2028dress", 1),
    ("e\u0301a\u0308 ﬁt ① Ⅷ ＤＲＥＳＳ ſ İstanbul ẞ", 1),
    ("<|startoftext|> red <|endoftext|> [CLS] blue [SEP] [MASK] <pad> </s> <unk>", 1),
    ("don't they'll we've I'm WOMEN'S 100%cotton @#$%^&*()_+{}|:\"<>?~`-=[]\\;',./", 1),
    ("x", 100_000),
    ("ab ", 33_334),
    ("\u4e00", 33_334),
    ("!?", 50_000),
    ("antidisestablishmentarianism" * 8, 1),
]
DIGEST_NAMES = 10_000


def token_ids(folder: Path):
    """A function from a text to its token ids, cut at the model's context."""
    config = json.loads((folder / "config.json").read_text())
    if config["model_type"] == "nova_mini":
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(config["text"]["max_length"])
        return lambda text: tokenizer.encode(text).ids
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    context = config["text_config"]["max_position_embeddings"]
    return lambda text: tokenizer(text, truncation=True, max_length=context).input_ids


def digest(rows: list[list[int]]) -> str:
    """FNV-1a, 64 bits, of each row's length and numbers, four bytes each, the lowest first."""
    found = 0xCBF29CE484222325
    for row in rows:
        for byte in struct.pack(f"<{len(row) + 1}I", len(row), *row):
            found = (found ^ byte) * 0x100000001B3 % 2**64
    return f"{found:016x}"


def write_tokens(folder: Path, out: Path) -> None:
    ids = token_ids(folder)
    with open(Path(os.environ["STYLENOVA_DATA"]) / "products.csv", newline="", encoding="utf-8") as file:
        names = [row["name"] for _, row in zip(range(DIGEST_NAMES), csv.DictReader(file))]
    written = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}
    written[folder.name] = {
        "names": len(names),
        "digest": digest([ids(name) for name in names]),
        "hard": [{"text": text, "times": times, "ids": ids(text * times)} for text, times in HARD_TEXTS],
    }
    out.write_text(json.dumps(written, separators=(",", ":")) + "\n", encoding="utf-8")


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


def draw_odder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    Image.fromarray(scene(3, 2000, 9)).save(folder / "thread.png")
    Image.fromarray(scene(2000, 3, 10)).save(folder / "ribbon.png")
    Image.fromarray(scene(120, 90, 11)).convert("CMYK").save(folder / "four-colours.jpg", quality=92)
    Image.fromarray(scene(90, 70, 12)).convert("L").save(folder / "grey.jpg", quality=92)
    write_deep_png(folder / "sixteen-bits.png", scene(60, 80, 13), 2)
    write_deep_png(folder / "sixteen-bits-grey.png", scene(64, 48, 14)[:, :, :1], 0)


def write_deep_png(path: Path, pixels: np.ndarray, colour_type: int) -> None:
    """A PNG of 16 bits a channel, which Pillow does not write: the 8 bits given, and other low ones."""
    height, width, _ = pixels.shape
    deep = pixels.astype(np.uint16) * 256 + (pixels.astype(np.uint16) * 37 + 11) % 256
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in deep)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 16, colour_type, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


def open_picture(path: Path) -> Image.Image:
    """As `reference.open_picture`. Grey of 16 bits, which Pillow would cut off at white, is
    brought to 8 first."""
    with Image.open(path) as file:
        if file.mode.startswith("I"):
            deep = np.asarray(file).astype(np.uint32)
            return Image.fromarray(((deep * 255 + 32767) // 65535).astype(np.uint8)).convert("RGB")
    return reference.open_picture(path)


class Siglip:
    """A SigLIP folder through transformers' own model, tokenizer and image processor."""

    def __init__(self, folder: Path):
        from transformers import AutoTokenizer, SiglipImageProcessorPil, SiglipModel

        self.model = SiglipModel.from_pretrained(folder, dtype=torch.float32).eval()
        self.processor = SiglipImageProcessorPil.from_pretrained(folder)
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.context = self.model.config.text_config.max_position_embeddings

    def texts(self, texts: list[str]) -> np.ndarray:
        """Filled up to the whole context and without a mask, as the model was trained."""
        ids = self.tokenizer(
            texts, truncation=True, padding="max_length", max_length=self.context, return_tensors="pt"
        ).input_ids
        return reference.unit(self.model.text_model(input_ids=ids).pooler_output)

    def images(self, pictures: list[Image.Image]) -> np.ndarray:
        pixels = self.processor(
            pictures, return_tensors="pt", input_data_format="channels_last"
        ).pixel_values
        return reference.unit(self.model.vision_model(pixel_values=pixels).pooler_output)


def load(folder: Path):
    family = json.loads((folder / "config.json").read_text()).get("model_type")
    return Siglip(folder) if family == "siglip" else reference.load(folder)


def write(model_folder: Path, images: Path, out: Path) -> None:
    if not (images.is_dir() and any(images.iterdir())):
        draw(images)
    odder = images.parent / "odder"
    if not odder.is_dir():
        draw_odder(odder)
    model = load(model_folder)
    write_of(model, TEXTS, images, out)
    write_of(model, TEXTS[:1], odder, out.with_suffix(".odder.json"))


@torch.inference_mode()
def write_of(model, texts: list[str], images: Path, out: Path) -> None:
    def rounded(vector: np.ndarray) -> list[float]:
        return [round(float(number), 6) for number in vector]

    sentences = [{"text": text, "vector": rounded(model.texts([text])[0])} for text in texts]
    pictures = [
        {"file": path.name, "vector": rounded(model.images([open_picture(path)])[0])}
        for path in sorted(images.iterdir())
    ]
    lines = [
        f' "{key}": [\n' + ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in found) + "\n ]"
        for key, found in (("texts", sentences), ("images", pictures))
    ]
    out.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--images", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--tokens", type=Path)
    arguments = parser.parse_args()
    if arguments.tokens:
        write_tokens(arguments.model, arguments.tokens)
    if arguments.images and arguments.out:
        write(arguments.model, arguments.images, arguments.out)


if __name__ == "__main__":
    main()
