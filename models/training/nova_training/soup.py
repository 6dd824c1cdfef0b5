"""The mean of the weights of runs that began from the same weights: often better than each of them."""

from pathlib import Path

import torch


def mean(runs: list[Path]) -> dict:
    """`{"heads", "upper"}` of the runs' final.pt; `upper` is None where no run trained the tower.

    Raises ValueError where only some of them trained it.
    """
    states = [torch.load(run / "final.pt", weights_only=True) for run in runs]
    trained = [state["upper"] is not None for state in states]
    if any(trained) != all(trained):
        raise ValueError(f"only some of {[run.name for run in runs]} trained the tower")

    def average(part: str) -> dict[str, torch.Tensor]:
        return {
            name: torch.stack([state[part][name] for state in states]).mean(dim=0) for name in states[0][part]
        }

    return {"heads": average("heads"), "upper": average("upper") if all(trained) else None}
