"""Where a stage reads and writes: the flags and environment variables shared by all stages.

`--data` (or STYLENOVA_DATA) holds products.csv, photos.csv and their tar files.
`--drawn` (or STYLENOVA_DRAWN), optional, is a folder written by
`draw-catalog --sample`. `--work` (or STYLENOVA_WORK) receives features, captions
and checkpoints; it can be deleted at any time and is made anew by the stages.
"""

import argparse
import os
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Folders:
    data: Path
    work: Path
    drawn: Path | None

    def features(self, set_name: str, view: str) -> Path:
        return self.work / "features" / f"{set_name}-{view}"

    @property
    def captions(self) -> Path:
        return self.work / "captions"


def add_flags(parser: argparse.ArgumentParser) -> None:
    env = os.environ
    default_data = env.get("STYLENOVA_DATA", REPOSITORY.parent / "shared" / "data")
    parser.add_argument("--data", type=Path, default=Path(default_data))
    parser.add_argument("--work", type=Path, default=Path(env.get("STYLENOVA_WORK", "work")))
    parser.add_argument(
        "--drawn",
        type=Path,
        default=Path(env["STYLENOVA_DRAWN"]) if env.get("STYLENOVA_DRAWN") else None,
    )
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 2)


def from_flags(arguments: argparse.Namespace) -> Folders:
    return Folders(arguments.data, arguments.work, arguments.drawn)


def write_then_rename(path: Path, write) -> None:
    """Calls `write(temporary_path)` and renames, so that a killed stage leaves no half file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # The suffix stays last because numpy and torch choose by it or append it.
    beside = path.with_name(f".{os.getpid()}-{path.name}")
    write(beside)
    os.chmod(beside, 0o644)
    os.replace(beside, path)
