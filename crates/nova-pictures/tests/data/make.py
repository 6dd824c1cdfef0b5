"""Makes the files beside it, with Pillow 13 and pillow-heif 1.8:

    python crates/nova-pictures/tests/data/make.py

cmyk.jpg          a four-colour JPEG, progressive, as printers' files are
inks.jpg          a four-colour JPEG with a profile after which magenta on yellow is a brick red: left half that, right half paper
six.*             six colours in two rows of three, 16 × 16 pixels each, as the tests draw them
six-turned.*      the same, stored on its side and turned by its container
half.*            the same at half opacity
"""

from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image

HERE = Path(__file__).parent
COLOURS = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0), (0, 0, 0), (255, 255, 255)]


def pattern(width: int, height: int) -> Image.Image:
    """Gradients with hard edges; the test draws the same."""
    y, x = np.mgrid[0:height, 0:width]
    red = (x * 37 + y * 11) % 256
    green = np.where((x // 3 + y // 5) % 2 == 0, 240, 15)
    blue = (x * x + 3 * y * y) % 256
    return Image.fromarray(np.stack([red, green, blue], axis=2).astype(np.uint8))


def six() -> Image.Image:
    small = Image.new("RGB", (3, 2))
    small.putdata(COLOURS)
    return small.resize((48, 32), Image.Resampling.NEAREST)


def lab(rgb: tuple[float, float, float]) -> tuple[float, float, float]:
    """CIE Lab after D50 of a colour of sRGB, by Bradford-adapted primaries (IEC 61966-2-1)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in rgb)]
    matrix = [[0.4360747, 0.3850649, 0.1430804], [0.2225045, 0.7168786, 0.0606169], [0.0139322, 0.0971045, 0.7141733]]
    white = [0.9642, 1.0, 0.8249]
    f = [
        t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116
        for t in (sum(m * c for m, c in zip(row, linear)) / w for row, w in zip(matrix, white))
    ]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def ink_profile() -> bytes:
    """A profile (ICC.1:2001) for four inks with a table of two steps an ink, after which magenta on yellow is (180, 40, 40)."""
    table = bytearray()
    for node in range(16):
        cyan, magenta, yellow, black = ((node >> shift) & 1 for shift in (3, 2, 1, 0))
        paper = 1 - black
        colour = tuple(255 if not ink and paper else 40 if paper else 20 for ink in (cyan, magenta, yellow))
        colour = tuple(min(value, 180) for value in colour) if magenta and yellow and paper else colour
        lightness, a, b = lab(colour)
        table += bytes([round(lightness * 2.55), round(a + 128), round(b + 128)])
    ramp = bytes(range(256))
    identity = b"".join((65536 if n % 4 == 0 else 0).to_bytes(4, "big") for n in range(9))
    a2b = b"mft1" + bytes(4) + bytes([4, 3, 2, 0]) + identity + ramp * 4 + bytes(table) + ramp * 3
    text = b"Two steps an ink\0"
    desc = b"desc" + bytes(4) + len(text).to_bytes(4, "big") + text + bytes(4 + 4 + 2 + 1 + 67)
    copyright_ = b"text" + bytes(4) + b"None\0"
    white = b"XYZ " + bytes(4) + b"".join(round(v * 65536).to_bytes(4, "big") for v in (0.9642, 1.0, 0.8249))
    tags, body, at = b"", b"", 128 + 4 + 4 * 12
    for name, data in [(b"desc", desc), (b"cprt", copyright_), (b"wtpt", white), (b"A2B0", a2b)]:
        data += bytes(-len(data) % 4)
        tags += name + (at + len(body)).to_bytes(4, "big") + len(data).to_bytes(4, "big")
        body += data
    size = at + len(body)
    head = size.to_bytes(4, "big") + bytes(4) + (0x02100000).to_bytes(4, "big") + b"prtrCMYKLab "
    head += (2026).to_bytes(2, "big") + bytes([0, 1, 0, 1]) + bytes(6) + b"acsp" + bytes(24) + bytes(4)
    head += b"".join(round(v * 65536).to_bytes(4, "big") for v in (0.9642, 1.0, 0.8249))
    return head + bytes(128 - len(head)) + (4).to_bytes(4, "big") + tags + body


if __name__ == "__main__":
    pillow_heif.register_heif_opener()
    pattern(48, 32).convert("CMYK").save(HERE / "cmyk.jpg", quality=95, progressive=True)
    inks = Image.new("CMYK", (48, 32), (0, 0, 0, 0))
    inks.paste((0, 255, 255, 0), (0, 0, 24, 32))
    inks.save(HERE / "inks.jpg", quality=95, icc_profile=ink_profile())
    turned = Image.Exif()
    turned[0x112] = 6
    half = six().convert("RGBA")
    half.putalpha(128)
    for ending, full in [("avif", {"subsampling": "4:4:4"}), ("heic", {"chroma": 444})]:
        six().save(HERE / f"six.{ending}", quality=90, **full)
        six().rotate(90, expand=True).save(HERE / f"six-turned.{ending}", quality=90, exif=turned.tobytes(), **full)
        half.save(HERE / f"half.{ending}", quality=90)
