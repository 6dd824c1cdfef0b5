"""Stage 1: every picture of every set in few files, small enough to be carried to the machine that trains.

A picture that is larger than training looks at is squeezed to `SIDE` and written as WebP; a
smaller one keeps its bytes. WORK/pack/pictures-N.bin holds the bytes one after another, index.json
for each set the file, offset and length of each of its rows' pictures, in the order of `tables.rows`.
"""

import argparse
import io
import json
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from PIL import Image

from . import folders, pictures, tables

SIDE = 224  # of what training crops its views from
QUALITY = 76
PART_BYTES = 58_000_000


def packed(raw: bytes) -> bytes:
    """The bytes that are kept of a picture."""
    picture = pictures.upright_rgb(Image.open(io.BytesIO(raw)))
    if picture.width * picture.height <= SIDE * SIDE // 2:
        return raw
    buffer = io.BytesIO()
    picture.resize((SIDE, SIDE), Image.Resampling.BICUBIC).save(buffer, "WEBP", quality=QUALITY, method=3)
    return min(raw, buffer.getvalue(), key=len)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    folders.add_flags(parser)
    arguments = parser.parse_args()
    where = folders.from_flags(arguments)
    out = where.work / "pack"
    out.mkdir(parents=True, exist_ok=True)
    index: dict[str, list[tuple[int, int, int]]] = {}
    part, held = 0, io.BytesIO()

    def close() -> None:
        (out / f"pictures-{part}.bin").write_bytes(held.getvalue())

    with ProcessPoolExecutor(arguments.threads) as pool:
        for set_name in tables.MEASURED:
            rows, source = tables.rows(where, set_name), tables.pictures(where, set_name)
            index[set_name] = []
            for kept in pool.map(packed, (source.read(row["image"]) for row in rows), chunksize=64):
                if held.tell() + len(kept) > PART_BYTES:
                    close()
                    part, held = part + 1, io.BytesIO()
                index[set_name].append((part, held.tell(), len(kept)))
                held.write(kept)
            print(f"{set_name}: {len(rows)} pictures, {part} files and {held.tell():,} bytes so far", flush=True)
    close()
    (out / "index.json").write_text(json.dumps(index))


def opened(folder: Path) -> dict[str, list[bytes]]:
    """The packed bytes of each set's pictures."""
    index = json.loads((folder / "index.json").read_text())
    parts = {number: (folder / f"pictures-{number}.bin").read_bytes() for number in {at[0] for at in sum(index.values(), [])}}
    return {name: [parts[number][start : start + size] for number, start, size in places] for name, places in index.items()}


if __name__ == "__main__":
    main()
