"""Our scans and HNSW beside FAISS, hnswlib and usearch, on the same vectors, in one run, with two threads.

    cargo build --release -p nova-index --example scale
    pip install numpy faiss-cpu hnswlib usearch
    python peers.py --ours ../../../../target/release/examples/scale --rows 10000 100000 1000000

The vectors are a mixture of 2,000 clusters with directions of uneven strength, as embeddings of pictures have, or, with
--like VECTORS.npy, drawn around rows of that file. Every method runs in a process of its own, so that its memory is
its own. Printed is a table: seconds to build, resident memory, milliseconds a query at the median and the 95th
percentile, recall of the ten nearest. An HNSW graph of more rows than --hnsw-rows is not built, since it takes hours.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

THREADS = 2
QUERIES = 200
DEPTH = 10
DIM = 512
# As instant-distance has them in nova-index (Parameters::default), with its 32 links a node.
EF_SEARCH, EF_CONSTRUCTION, LINKS = 256, 100, 32


def mixture(rows: int, like: Path | None, seed: int) -> np.ndarray:
    """`rows` unit vectors and QUERIES more."""
    random = np.random.default_rng(seed)
    if like is not None:
        centres = np.load(like).astype(np.float32)
        noise = centres.std(axis=0) * 0.7
    else:
        noise = (1.0 / np.sqrt(1.0 + np.arange(DIM) / 8.0)).astype(np.float32)
        centres = random.standard_normal((2000, DIM), dtype=np.float32) * noise
    out = np.empty((rows + QUERIES, centres.shape[1]), dtype=np.float32)
    for start in range(0, len(out), 65536):
        part = out[start : start + 65536]
        chosen = random.integers(0, len(centres), len(part))
        part[:] = centres[chosen] + random.standard_normal(part.shape, dtype=np.float32) * noise * 0.7
        part /= np.linalg.norm(part, axis=1, keepdims=True)
    return out


def resident_mb() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))


def report(name, build, search, queries, truth):
    """Builds, searches each query alone, and prints what came of it."""
    start = time.perf_counter()
    index = build()
    built = time.perf_counter() - start
    search(index, queries[:1])
    times, found = [], 0
    for query, wanted in zip(queries, truth):
        start = time.perf_counter()
        rows = search(index, query[None])
        times.append((time.perf_counter() - start) * 1000)
        found += len(set(np.ravel(rows).tolist()) & set(wanted.tolist()))
    line = {
        "method": name,
        "build_s": round(built, 1),
        "resident_mb": round(resident_mb()),
        "p50_ms": round(float(np.percentile(times, 50)), 2),
        "p95_ms": round(float(np.percentile(times, 95)), 2),
        "recall_at_10": round(found / truth.size, 4),
    }
    print(json.dumps(line))


def peer(name: str, vectors: np.ndarray, queries: np.ndarray, truth: np.ndarray) -> None:
    rows, dim = vectors.shape
    if name.startswith("FAISS"):
        import faiss

        faiss.omp_set_num_threads(THREADS)

        def build():
            if name == "FAISS HNSW32":
                index = faiss.IndexHNSWFlat(dim, LINKS, faiss.METRIC_INNER_PRODUCT)
                index.hnsw.efConstruction, index.hnsw.efSearch = EF_CONSTRUCTION, EF_SEARCH
            elif name == "FAISS IVF":
                lists = int(4 * np.sqrt(rows))
                index = faiss.IndexIVFFlat(faiss.IndexFlatIP(dim), dim, lists, faiss.METRIC_INNER_PRODUCT)
                index.train(vectors[:: max(1, rows // (lists * 40))])
                index.nprobe = max(1, lists // 20)
            else:
                index = faiss.IndexFlatIP(dim)
            index.add(vectors)
            return index

        report(name, build, lambda index, query: index.search(query, DEPTH)[1], queries, truth)
    elif name == "hnswlib":
        import hnswlib

        def build():
            index = hnswlib.Index(space="ip", dim=dim)
            index.init_index(max_elements=rows, ef_construction=EF_CONSTRUCTION, M=LINKS // 2)
            index.set_num_threads(THREADS)
            index.add_items(vectors)
            index.set_ef(EF_SEARCH)
            return index

        report(name, build, lambda index, query: index.knn_query(query, k=DEPTH)[0], queries, truth)
    else:
        from usearch.index import Index

        def build():
            index = Index(
                ndim=dim, metric="ip", dtype="f32", connectivity=LINKS // 2,
                expansion_add=EF_CONSTRUCTION, expansion_search=EF_SEARCH,
            )
            index.add(np.arange(rows), vectors, threads=THREADS)
            return index

        report(name, build, lambda index, query: index.search(query, DEPTH).keys, queries, truth)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", type=Path, help="the program `scale`")
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--like", type=Path, help="vectors to draw around, as .npy")
    parser.add_argument("--hnsw-rows", type=int, default=100_000)
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.peer:
        load = lambda name: np.load(arguments.folder / name, mmap_mode="r")
        vectors = np.ascontiguousarray(load("vectors.npy"))
        return peer(arguments.peer, vectors, np.array(load("queries.npy")), np.array(load("truth.npy")))

    environment = os.environ | {"RAYON_NUM_THREADS": str(THREADS), "OMP_NUM_THREADS": str(THREADS)}
    for rows in arguments.rows:
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            made = mixture(rows, arguments.like, seed=7)
            vectors, queries = made[:rows], made[rows:]
            truth = np.vstack([np.argpartition(-(vectors @ query), DEPTH)[:DEPTH] for query in queries])
            for name, values in {"vectors": vectors, "queries": queries, "truth": truth}.items():
                np.save(folder / f"{name}.npy", values)
            vectors.tofile(folder / "vectors.f32")
            queries.tofile(folder / "queries.f32")
            dim = vectors.shape[1]
            del made, vectors
            graphs = rows <= arguments.hnsw_rows
            ours = [arguments.ours, folder / "vectors.f32", folder / "queries.f32", str(dim)]
            runs = [ours + (["--hnsw"] if graphs else [])]
            peers = ["FAISS flat", "FAISS IVF"] + (["FAISS HNSW32", "hnswlib", "usearch"] if graphs else [])
            runs += [[sys.executable, __file__, "--peer", name, "--folder", folder] for name in peers]
            print(f"\n| {rows} rows | build s | resident MB | p50 ms | p95 ms | recall@10 |")
            print("|---|---|---|---|---|---|", flush=True)
            for run in runs:
                ended = subprocess.run(run, capture_output=True, text=True, env=environment)
                if ended.returncode:
                    print(f"| {run[-3]}: {ended.stderr.strip().splitlines()[-1:]} |", flush=True)
                for line in map(json.loads, ended.stdout.splitlines()):
                    print("| " + " | ".join(str(value) for value in line.values()) + " |", flush=True)


if __name__ == "__main__":
    main()
