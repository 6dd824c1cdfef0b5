"""Makes the files beside it. Run from anywhere, in the environment of models/training:

    python crates/nova-clip/tests/data/make.py

pillow.json       resizes by Pillow and crops by transformers' CLIPImageProcessorPil
exact-clip.json   embeddings by transformers of tests/golden/tiny-clip with another
                  activation, another epsilon and the legacy end-of-text id
"""

import json
import sys
import tempfile
from pathlib import Path
from shutil import copytree

import numpy as np
from PIL import Image
from transformers import CLIPImageProcessorPil

HERE = Path(__file__).parent
ROOT = HERE.parents[3]
sys.path.insert(0, str(ROOT / "models/training"))

import reference  # noqa: E402

TEXTS = ["red summer dress", "a", "smart but not formal shoes for work " * 3]
IMAGES = ["alpha.png", "product.jpg", "wide.jpg"]


def pattern(width: int, height: int) -> Image.Image:
    """Gradients with hard edges; the test draws the same."""
    y, x = np.mgrid[0:height, 0:width]
    red = (x * 37 + y * 11) % 256
    green = np.where((x // 3 + y // 5) % 2 == 0, 240, 15)
    blue = (x * x + 3 * y * y) % 256
    return Image.fromarray(np.stack([red, green, blue], axis=2).astype(np.uint8))


def resizes() -> list[dict]:
    cases = []
    for source, target in [((53, 37), (16, 16)), ((5, 3), (11, 9)), ((40, 120), (13, 29))]:
        for filter_code in range(6):
            # Across and then down, as Pillow did up to version 12; 13 sometimes turns the order
            # round to save time, which moves hard edges by a few steps of 255.
            across = pattern(*source).resize((target[0], source[1]), Image.Resampling(filter_code))
            result = across.resize(target, Image.Resampling(filter_code))
            pixels = np.asarray(result).ravel().tolist()
            cases.append({"source": source, "target": target, "resample": filter_code, "pixels": pixels})
    return cases


def crops() -> list[dict]:
    """Of shapes for which every version of Pillow goes across first."""
    cases = []
    for source, edge, crop in [((97, 41), 16, 16), ((200, 30), 16, 16), ((41, 40), 13, 16), ((61, 23), 20, 11)]:
        processor = CLIPImageProcessorPil(
            size={"shortest_edge": edge},
            crop_size={"height": crop, "width": crop},
            do_rescale=False,
            do_normalize=False,
        )
        found = processor(pattern(*source), return_tensors="np").pixel_values[0]
        pixels = found.transpose(1, 2, 0).ravel().astype(int).tolist()
        cases.append({"source": source, "edge": edge, "crop": crop, "pixels": pixels})
    return cases


def exact_clip() -> list[dict]:
    golden = ROOT / "tests/golden"
    cases = []
    for activation, epsilon, eos in [("gelu", 1e-5, None), ("quick_gelu", 1e-3, None), ("gelu", 1e-6, 2)]:
        with tempfile.TemporaryDirectory() as folder:
            copytree(golden / "tiny-clip", folder, dirs_exist_ok=True)
            path = Path(folder) / "config.json"
            config = json.loads(path.read_text())
            for tower in ("text_config", "vision_config"):
                config[tower] |= {"hidden_act": activation, "layer_norm_eps": epsilon}
            if eos is not None:
                config["text_config"]["eos_token_id"] = eos
            path.write_text(json.dumps(config))
            model = reference.HuggingFaceClip(Path(folder))
            texts = model.texts(TEXTS)
            images = model.images([reference.open_picture(golden / "images" / name) for name in IMAGES])
        cases.append({
            "hidden_act": activation,
            "layer_norm_eps": epsilon,
            "eos_token_id": eos,
            "texts": [{"text": text, "vector": rounded(row)} for text, row in zip(TEXTS, texts)],
            "images": [{"file": file, "vector": rounded(row)} for file, row in zip(IMAGES, images)],
        })
    return cases


def rounded(row: np.ndarray) -> list[float]:
    return [round(float(x), 6) for x in row]


def main() -> None:
    write(HERE / "pillow.json", {"resizes": resizes(), "crops": crops()})
    write(HERE / "exact-clip.json", exact_clip())


def write(path: Path, value) -> None:
    path.write_text(json.dumps(value, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    import torch

    with torch.no_grad():
        main()
