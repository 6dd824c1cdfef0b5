"""Compares the speed of our inference with that of others, with the same weights, in one run.

    cargo build --release -p nova-clip --example throughput
    python bench_peers.py --ours ../../target/release/examples/throughput --model ../nova-mini [--model DIR …]

Each runtime computes with two threads: ours, onnxruntime, PyTorch and OpenVINO (pip install onnx
onnxscript onnxruntime openvino; one that is missing is left out). They take turns, round after
round, and the shortest time of each counts, so that other work on the machine slows all of them
alike. Printed are milliseconds a picture alone, milliseconds a picture in batches of sixteen,
milliseconds a sentence of a few words, and how many times as long as onnxruntime each takes; below
1 is faster. Tokenising and preprocessing are left out for the others and are part of ours where a
text is concerned.

A random ViT-B/32 to compare with: python make_random_clip.py --out DIR --vit-b-32
"""

import argparse
import functools
import importlib.util
import json
import os
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import torch

import golden

BATCH = 16
SENTENCE = "navy blue check shirt for men"
REPEATS = {"picture": 8, "batch": 1, "text": 20}


class Pictures(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model
        self.clip = getattr(model, "model", None)

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        if self.clip is None:
            return self.model.project(self.model.image_features(pixels))
        pooled = self.clip.vision_model(pixel_values=pixels).pooler_output
        return self.clip.visual_projection(pooled) if hasattr(self.clip, "visual_projection") else pooled


class Texts(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model
        self.clip = getattr(model, "model", None)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        if self.clip is None:
            pooled = self.model.bert(ids).mean(dim=1)
            return pooled @ self.model.tensor("text_projection.weight").T
        pooled = self.clip.text_model(input_ids=ids).pooler_output
        return self.clip.text_projection(pooled) if hasattr(self.clip, "text_projection") else pooled


def inputs(folder: Path) -> dict[str, torch.Tensor]:
    """What each of the three measurements is given."""
    config = json.loads((folder / "config.json").read_text())
    side = json.loads((folder / "preprocessor_config.json").read_text())
    side = (side.get("crop_size") or side["size"])["height"]
    pixels = torch.randn(BATCH, 3, side, side, generator=torch.Generator().manual_seed(1))
    ids = golden.token_ids(folder)(SENTENCE)
    if config["model_type"] == "siglip":
        context = config["text_config"]["max_position_embeddings"]
        ids = ids + [config["text_config"]["pad_token_id"]] * (context - len(ids))
    return {"picture": pixels[:1], "batch": pixels, "text": torch.tensor([ids])}


def modules(model) -> dict[str, torch.nn.Module]:
    return {"picture": Pictures(model), "batch": Pictures(model), "text": Texts(model)}


def pytorch(made, given, threads: int, _: Path):
    torch.set_num_threads(threads)

    def run(name: str):
        with torch.inference_mode():
            return made[name](given[name]).numpy()

    return run


def export(made, given, folder: Path) -> dict[str, str]:
    paths = {}
    for name, module in made.items():
        path = folder / f"{name}.onnx"
        if not path.exists():
            torch.onnx.export(module.eval(), (given[name],), str(path), dynamo=True, verbose=False)
        paths[name] = str(path)
    return paths


def onnxruntime(made, given, threads: int, folder: Path):
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    sessions = {
        name: ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        for name, path in export(made, given, folder).items()
    }

    def run(name: str):
        session = sessions[name]
        return session.run(None, {session.get_inputs()[0].name: given[name].numpy()})[0]

    return run


def openvino(made, given, threads: int, folder: Path, **precision):
    import openvino as ov

    settings = {"INFERENCE_NUM_THREADS": threads, "PERFORMANCE_HINT": "LATENCY"} | precision
    compiled = {
        name: ov.Core().compile_model(path, "CPU", settings)
        for name, path in export(made, given, folder).items()
    }
    return lambda name: compiled[name]([given[name].numpy()])[0]


PEERS = {
    "onnxruntime": onnxruntime,
    "PyTorch": pytorch,
    "OpenVINO": functools.partial(openvino, INFERENCE_PRECISION_HINT="f32"),
    # As it chooses by itself, which is bfloat16 where the processor has it.
    "OpenVINO bf16": openvino,
}


def time_peer(run) -> dict[str, float]:
    """Milliseconds a picture or text."""
    found = {}
    for name, repeats in REPEATS.items():
        run(name)
        best = float("inf")
        for _ in range(repeats):
            start = time.perf_counter()
            run(name)
            best = min(best, time.perf_counter() - start)
        found[name] = best * 1e3 / (BATCH if name == "batch" else 1)
    return found


def time_ours(binary: Path, folder: Path, threads: int) -> dict[str, float]:
    environment = os.environ | {"RAYON_NUM_THREADS": str(threads), "STYLENOVA_DEVICE": "cpu"}
    command = [str(binary), str(folder), "--json", SENTENCE]
    return json.loads(subprocess.run(command, env=environment, check=True, capture_output=True).stdout)


def compare(binary: Path, folder: Path, threads: int, rounds: int) -> dict[str, dict[str, float]]:
    made, given = modules(golden.load(folder)), inputs(folder)
    with tempfile.TemporaryDirectory() as scratch, torch.inference_mode():
        runs = {}
        for name, peer in PEERS.items():
            if name == "PyTorch" or importlib.util.find_spec(name.lower().split()[0]):
                runs[name] = peer(made, given, threads, Path(scratch))
        for name in REPEATS:
            wanted = np.asarray(runs["PyTorch"](name))
            for peer, run in runs.items():
                given_by = np.asarray(run(name))
                cosine = (given_by * wanted).sum() / np.linalg.norm(given_by) / np.linalg.norm(wanted)
                if cosine < (0.99 if peer == "OpenVINO bf16" else 0.9999):
                    raise SystemExit(f"{peer} computes something else for {name}: cosine {cosine:.6f}")
        best: dict[str, dict[str, float]] = {}
        for number in range(rounds):
            turn = {name: time_peer(run) for name, run in runs.items()}
            turn["ours"] = time_ours(binary, folder, threads)
            for name, times in turn.items():
                kept = best.setdefault(name, times)
                best[name] = {key: min(kept[key], times[key]) for key in REPEATS}
            load = os.getloadavg()[0]
            print(f"  round {number + 1}: load {load:.1f}", flush=True)
    return best


def show(folder: Path, best: dict[str, dict[str, float]]) -> None:
    print(f"\n{folder.name}: milliseconds, and times onnxruntime")
    print(f"{'':14}" + "".join(f"{name:>18}" for name in REPEATS))
    peer = best.get("onnxruntime")
    for name, times in sorted(best.items()):
        cells = []
        for key in REPEATS:
            ratio = f" {times[key] / peer[key]:5.2f}×" if peer else ""
            cells.append(f"{times[key]:.2f}{ratio}")
        print(f"{name:14}" + "".join(f"{cell:>18}" for cell in cells), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--ours", type=Path, required=True, help="the example throughput")
    parser.add_argument("--model", type=Path, action="append", required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    for folder in arguments.model:
        show(folder, compare(arguments.ours, folder, arguments.threads, arguments.rounds))


if __name__ == "__main__":
    main()
