"""The mean of the weights of runs that began from the same weights: often better than each of them."""

from pathlib import Path

import torch

from . import captions


def mean(runs: list[Path]) -> dict:
    """`{"heads", "upper", "sentences"}` of the runs' final.pt. A run named twice counts twice.

    `upper`, the picture tower's end, is None where no run trained it; ValueError where only some did.
    `sentences` is None where no run trained the sentence tower; where only some did, the others
    count with the pretrained layers.
    """
    states = [torch.load(run / "final.pt", weights_only=True) for run in runs]
    trained = [state["upper"] is not None for state in states]
    if any(trained) != all(trained):
        raise ValueError(f"only some of {[run.name for run in runs]} trained the picture tower")
    layers = [state.get("sentences") for state in states]
    if any(layers):
        pretrained = captions.sentence_tower()[1].encoder.state_dict()
        names = {name for found in layers if found for name in found}
        layers = [{name: (found or {}).get(name, pretrained[name]) for name in names} for found in layers]
    return {
        "heads": average([state["heads"] for state in states]),
        "upper": average([state["upper"] for state in states]) if all(trained) else None,
        "sentences": average(layers) if any(layers) else None,
    }


def average(states: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    return {name: torch.stack([state[name] for state in states]).mean(dim=0) for name in states[0]}
