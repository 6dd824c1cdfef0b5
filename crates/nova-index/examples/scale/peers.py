"""Our scans and indexes beside FAISS, ScaNN, hnswlib and usearch, on the same vectors, in one run, with two threads.

    cargo build --release -p nova-index --example scale
    pip install numpy faiss-cpu scann hnswlib usearch
    python peers.py --ours ../../../../target/release/examples/scale --rows 10000 100000 1000000

The vectors are, with --kind shop, as a shop's are: all in one cone, families of kinds of very uneven size, a few dozen strong
directions within a kind; half of the queries are pictures, half are texts, which lie elsewhere and say less. With --kind
mixture they are a mixture of 2,000 round clusters, which is easy, and with --like VECTORS.npy they are drawn around the rows of
that file.

Every method runs in a process of its own, so that its memory is its own. Printed is a table: seconds to build, resident
memory and what of it is no mapped file's, milliseconds a query at the median and the 95th percentile and those that
processors worked, which other programs disturb least, queries a second on both threads, recall of the ten nearest. Our index
has its defaults; of every peer the cheapest setting is taken that reaches --recall on these very queries, or the dearest
that was tried. A graph of more rows than --graph-rows is not built, since it takes long.
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
EF_CONSTRUCTION, LINKS = 100, 32
WIDTHS = [16, 32, 64, 96, 128, 192, 256, 512]
PROBES = [1, 2, 4, 8, 16, 32, 64, 96, 128, 192, 256, 512, 1024]
OURS = ["scan", "bytes", "parts"]
PEERS = ["FAISS flat", "FAISS IVF", "FAISS IVF PQ refined", "FAISS IVF RaBitQ refined", "ScaNN"]
GRAPHS = ["FAISS HNSW32", "hnswlib", "usearch"]


def unit(vectors: np.ndarray) -> np.ndarray:
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def mixture(random, rows: int, centres: np.ndarray, noise: np.ndarray) -> np.ndarray:
    out = np.empty((rows, centres.shape[1]), dtype=np.float32)
    for start in range(0, rows, 65536):
        part = out[start : start + 65536]
        chosen = random.integers(0, len(centres), len(part))
        part[:] = centres[chosen] + random.standard_normal(part.shape, dtype=np.float32) * noise * 0.7
        unit(part)
    return out


def shop(random, rows: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows and QUERIES queries, as the module's text tells."""
    normal = lambda *shape: random.standard_normal(shape, dtype=np.float32)
    uneven = (1.0 / np.sqrt(1.0 + np.arange(DIM) / 8.0)).astype(np.float32)
    turned = np.linalg.qr(normal(DIM, DIM))[0]
    cone = unit(normal(1, DIM))
    families = unit(normal(40, DIM) * uneven) * 0.45
    kinds = families[random.integers(0, 40, 3000)] + unit(normal(3000, DIM) * uneven) * 0.35
    weights = 1.0 / (1.0 + np.arange(3000)) ** 0.8
    weights /= weights.sum()
    # Within a kind: what varies in all kinds alike (colour, cut, pose), and what is the picture's alone.
    ways = unit(normal(48, DIM) * uneven)
    strength = (0.4 / np.sqrt(1.0 + np.arange(48) / 6.0)).astype(np.float32)

    def pictures(count: int) -> np.ndarray:
        out = np.empty((count, DIM), dtype=np.float32)
        for start in range(0, count, 65536):
            part = out[start : start + 65536]
            part[:] = kinds[random.choice(3000, len(part), p=weights)]
            part += (normal(len(part), 48) * strength / 2.5) @ ways
            part += normal(*part.shape) * uneven * (0.25 / np.linalg.norm(uneven))
            part += cone * 0.7
            part[:] = unit(part) @ turned
        return out

    vectors = pictures(rows)
    photos = pictures(QUERIES // 2)
    # A text is about a picture's share that its kind tells, in another cone.
    about = pictures(QUERIES - len(photos)) @ turned.T
    elsewhere = unit(normal(1, DIM))
    texts = unit((about - cone * 0.7) * 0.5 + elsewhere * 0.8 + unit(normal(*about.shape)) * 0.3) @ turned
    return vectors, np.vstack([photos, texts]).astype(np.float32)


def drawn(kind: str, rows: int, like: Path | None, seed: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    if like is None and kind == "shop":
        return shop(random, rows)
    if like is not None:
        centres = np.load(like).astype(np.float32)
        noise = centres.std(axis=0) * 0.7
    else:
        noise = (1.0 / np.sqrt(1.0 + np.arange(DIM) / 8.0)).astype(np.float32)
        centres = random.standard_normal((2000, DIM), dtype=np.float32) * noise
    made = mixture(random, rows + QUERIES, centres, noise)
    return made[:rows], made[rows:]


def memory_mb(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return round(next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name)))


def hits(found, truth) -> float:
    return sum(len(set(a) & set(b)) for a, b in zip(np.asarray(found).tolist(), truth.tolist())) / truth.size


def report(name, vectors, build, settings, search, queries, truth, wanted):
    """Builds, looks for the cheapest setting, searches each query alone and all at once, and prints what came of it.

    `settings` are pairs of a name and a function that sets the index. The vectors are given to `build` in a list, from which
    they are taken before the memory is looked at: every index has a copy of its own.
    """
    start = time.perf_counter()
    index = build(vectors[0])
    built = time.perf_counter() - start
    vectors.clear()
    for setting, use in settings:
        use(index)
        recall = hits(search(index, queries), truth)
        if recall >= wanted:
            break
    times, before = [], time.process_time()
    for query in queries:
        start = time.perf_counter()
        search(index, query[None])
        times.append((time.perf_counter() - start) * 1000)
    processor = (time.process_time() - before) / len(queries) * 1000
    many = np.vstack([queries] * 4)
    start = time.perf_counter()
    search(index, many)
    a_second = len(many) / (time.perf_counter() - start)
    line = {
        "method": f"{name}, {setting}" if setting else name,
        "build_s": round(built, 1),
        "resident_mb": memory_mb("VmRSS:"),
        "held_mb": memory_mb("RssAnon:"),
        "p50_ms": round(float(np.percentile(times, 50)), 2),
        "p95_ms": round(float(np.percentile(times, 95)), 2),
        "processor_ms": round(processor, 2),
        "a_second": round(a_second),
        "recall_at_10": round(recall, 4),
    }
    print(json.dumps(line))


def peer(name: str, held: list[np.ndarray], queries: np.ndarray, truth: np.ndarray, wanted: float) -> None:
    rows, dim = held[0].shape
    lists = int(4 * np.sqrt(rows))
    settings = [("", lambda index: None)]
    if name.startswith("FAISS"):
        import faiss

        faiss.omp_set_num_threads(THREADS)

        def set_probes(index, probes, factor=None):
            inner = index
            if factor is not None:
                index.k_factor = factor
                inner = faiss.downcast_index(index.base_index)
            faiss.extract_index_ivf(inner).nprobe = probes

        if name == "FAISS HNSW32":
            settings = [
                (f"ef {width}", lambda index, width=width: setattr(index.hnsw, "efSearch", width))
                for width in WIDTHS
            ]
        elif "refined" in name:
            settings = [
                (f"{probes} of {lists}, {factor}", lambda index, p=probes, f=factor: set_probes(index, p, f))
                for probes in PROBES
                for factor in (4, 16, 64)
                if probes <= lists
            ]
        elif "IVF" in name:
            settings = [
                (f"{probes} of {lists}", lambda index, p=probes: set_probes(index, p))
                for probes in PROBES
                if probes <= lists
            ]

        def build(vectors):
            if name == "FAISS HNSW32":
                index = faiss.IndexHNSWFlat(dim, LINKS, faiss.METRIC_INNER_PRODUCT)
                index.hnsw.efConstruction = EF_CONSTRUCTION
            elif name == "FAISS flat":
                index = faiss.IndexFlatIP(dim)
            else:
                kind = {
                    "FAISS IVF": f"IVF{lists},Flat",
                    "FAISS IVF PQ refined": f"IVF{lists},PQ{dim // 4}x4fs,RFlat",
                    "FAISS IVF RaBitQ refined": f"RR,IVF{lists},RaBitQ,RFlat",
                }[name]
                index = faiss.index_factory(dim, kind, faiss.METRIC_INNER_PRODUCT)
                index.train(vectors[:: max(1, rows // (lists * 40))])
            index.add(vectors)
            return index

        search = lambda index, query: index.search(query, DEPTH)[1]
    elif name == "ScaNN":
        from scann import scann_ops_pybind

        # What is searched with beside the searcher itself: parts, and neighbours that are scored anew.
        chosen = {}
        settings = [
            (
                f"{probes} of {lists}, {anew}",
                lambda index, p=probes, a=anew: chosen.update(leaves_to_search=p, pre_reorder_num_neighbors=a),
            )
            for probes in PROBES
            for anew in (40, 160, 640)
            if probes <= lists
        ]

        def build(vectors):
            # As its documents advise for inner products, over as many parts as FAISS has.
            builder = scann_ops_pybind.builder(vectors, DEPTH, "dot_product").set_n_training_threads(THREADS)
            builder = builder.tree(lists, 1, training_sample_size=min(rows, lists * 40))
            return builder.score_ah(2, anisotropic_quantization_threshold=0.2).reorder(640).build()

        def search(index, query):
            if len(query) == 1:
                return index.search(query[0], final_num_neighbors=DEPTH, **chosen)[0][None]
            return index.search_batched_parallel(query, final_num_neighbors=DEPTH, **chosen)[0]

    elif name == "hnswlib":
        import hnswlib

        settings = [(f"ef {width}", lambda index, width=width: index.set_ef(width)) for width in WIDTHS]

        def build(vectors):
            index = hnswlib.Index(space="ip", dim=dim)
            index.init_index(max_elements=rows, ef_construction=EF_CONSTRUCTION, M=LINKS // 2)
            index.set_num_threads(THREADS)
            index.add_items(vectors)
            return index

        search = lambda index, query: index.knn_query(query, k=DEPTH)[0]
    else:
        from usearch.index import Index

        settings = [
            (f"ef {width}", lambda index, width=width: setattr(index, "expansion_search", width))
            for width in WIDTHS
        ]

        def build(vectors):
            index = Index(
                ndim=dim, metric="ip", dtype="f32", connectivity=LINKS // 2, expansion_add=EF_CONSTRUCTION
            )
            index.add(np.arange(rows), vectors, threads=THREADS)
            return index

        search = lambda index, query: index.search(query, DEPTH, threads=THREADS).keys.reshape(len(query), -1)
    report(name, held, build, settings, search, queries, truth, wanted)


def prepare(folder: Path, arguments, rows: int) -> None:
    vectors, queries = drawn(arguments.kind, rows, arguments.like, seed=7)
    truth = np.vstack([np.argpartition(-(vectors @ query), DEPTH)[:DEPTH] for query in queries])
    folder.mkdir(parents=True, exist_ok=True)
    for name, values in {"vectors": vectors, "queries": queries}.items():
        values.tofile(folder / f"{name}.f32")
    truth.astype(np.uint32).tofile(folder / "truth.u32")
    (folder / "dim").write_text(str(vectors.shape[1]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", type=Path, help="the program `scale`")
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--kind", choices=["shop", "mixture"], default="shop")
    parser.add_argument("--like", type=Path, help="vectors to draw around, as .npy")
    parser.add_argument("--graph-rows", type=int, default=100_000)
    parser.add_argument("--recall", type=float, default=0.99, help="what the peers' settings are to reach")
    parser.add_argument("--only", nargs="+", help="methods to measure, of ours and of the peers'")
    parser.add_argument("--keep", type=Path, help="where to keep the vectors for another run")
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.peer:
        dim = int((arguments.folder / "dim").read_text())
        load = lambda name, kind, width: np.fromfile(arguments.folder / name, dtype=kind).reshape(-1, width)
        vectors, queries = [load("vectors.f32", np.float32, dim)], load("queries.f32", np.float32, dim)
        truth = load("truth.u32", np.uint32, DEPTH)
        return peer(arguments.peer, vectors, queries, truth, arguments.recall)

    environment = os.environ | {"RAYON_NUM_THREADS": str(THREADS), "OMP_NUM_THREADS": str(THREADS)}
    for rows in arguments.rows:
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            if arguments.keep:
                folder = arguments.keep / f"{'like' if arguments.like else arguments.kind}-{rows}"
            if not (folder / "dim").exists():
                # In a process of its own, which gives its memory back.
                made = os.fork()
                if made == 0:
                    prepare(folder, arguments, rows)
                    os._exit(0)
                os.waitpid(made, 0)
            dim = (folder / "dim").read_text()
            graphs = GRAPHS if rows <= arguments.graph_rows else []
            ours = OURS + (["hnsw"] if graphs else [])
            chosen = lambda names: [name for name in names if not arguments.only or name in arguments.only]
            runs = [[arguments.ours, name, folder, dim] for name in chosen(ours)] if arguments.ours else []
            runs += [
                [sys.executable, __file__, "--recall", str(arguments.recall), "--folder", folder, "--peer", name]
                for name in chosen(PEERS + graphs)
            ]
            print(f"\n| {rows} rows | build s | resident MB | held MB | p50 ms | p95 ms | processor ms | a second | recall@10 |")
            print("|---|---|---|---|---|---|---|---|---|", flush=True)
            for run in runs:
                ended = subprocess.run(run, capture_output=True, text=True, env=environment)
                if ended.returncode:
                    print(f"| {run[-1]}: {ended.stderr.strip().splitlines()[-1:]} |", flush=True)
                for line in map(json.loads, ended.stdout.splitlines()):
                    print("| " + " | ".join(str(value) for value in line.values()) + " |", flush=True)


if __name__ == "__main__":
    main()
