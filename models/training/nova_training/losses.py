"""What training pulls together and apart. All cosines are of unit rows."""

import torch
from torch.nn import functional as F


def fits(
    facts: torch.Tensor, claims: torch.Tensor, own_texts: torch.Tensor, titles: torch.Tensor, texts: torch.Tensor
) -> torch.Tensor:
    """(pictures, captions) of 0 and 1: which caption is true of which picture.

    Of the pictures: facts, the text drawn, and the title (-1: none). Of the captions:
    claims and texts. A title fits what bears it; any other caption fits what agrees with its claim.
    """
    asked = claims[:, -1]
    agree = (facts[:, -1][:, None] & asked[None]) == asked[None]
    for column in range(facts.shape[1] - 1):
        claim = claims[:, column][None]
        agree &= (claim == -1) | (claim == facts[:, column][:, None])
    agree &= ((claims[:, :-1] != -1).any(dim=1) | (asked != 0))[None]
    same = (texts[None] == own_texts[:, None]) | (texts[None] == titles[:, None])
    return (agree | same).float()


def spread(logits: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of each row against the targets, which sum to one."""
    return -(wanted * F.log_softmax(logits, dim=1)).sum(1)


def contrast(logits: torch.Tensor, fit: torch.Tensor) -> torch.Tensor:
    """Symmetric cross-entropy over logits (pictures, captions).

    In the picture's direction a caption that fits few pictures counts for more than one that fits many.
    """
    rare = fit / fit.sum(0, keepdim=True)
    of_picture = rare / rare.sum(1, keepdim=True)
    of_caption = (fit / fit.sum(0, keepdim=True)).T
    return (spread(logits, of_picture).mean() + spread(logits.T, of_caption).mean()) / 2


def same_kind(images: torch.Tensor, kinds: torch.Tensor, scale: float) -> torch.Tensor:
    """Supervised contrast: pictures of one kind (-1: unknown) nearer to each other than to others."""
    alike = (kinds[:, None] == kinds[None]) & (kinds != -1)[:, None]
    alike.fill_diagonal_(False)
    alike = alike.float()
    logits = scale * images @ images.T
    logits = logits.masked_fill(torch.eye(len(images), dtype=torch.bool), -1e4)
    count = alike.sum(1)
    kept = count > 0
    return spread(logits[kept], alike[kept] / count[kept][:, None]).mean()


def attributes(logits: torch.Tensor, values: torch.Tensor, sizes: list[int]) -> torch.Tensor:
    """Sum over the attributes of the cross-entropy of what is said of each; `values` (n, attributes), -1 unknown and left out."""
    total = logits.new_zeros(())
    for said, true in zip(logits.split(sizes, dim=1), values.T):
        known = (true != -1).sum()
        if known:
            total = total + F.cross_entropy(said, true, ignore_index=-1) * known / len(true)
    return total


def same_picture(first: torch.Tensor, second: torch.Tensor, at: torch.Tensor, scale: float) -> torch.Tensor:
    """Row i of `second` is another view of row `at[i]` of `first`."""
    return F.cross_entropy(scale * second @ first.T, at)


def among(
    images: torch.Tensor, facts: torch.Tensor, terms: torch.Tensor, term_facts: torch.Tensor, scale: torch.Tensor
) -> torch.Tensor:
    """Symmetric cross-entropy of pictures among the terms of a vocabulary, and of terms among the pictures.

    A term is right where every fact that it names (not -1) is the picture's; pictures
    without a right term and terms without a picture are left out. Zero when none is left.
    """
    right = torch.ones(len(facts), len(term_facts), dtype=torch.bool)
    for column in range(term_facts.shape[1]):
        claim = term_facts[:, column][None]
        right &= (claim == -1) | (claim == facts[:, column][:, None])
    pictures, asked = right.any(dim=1), right.any(dim=0)
    if not pictures.any():
        return images.new_zeros(())
    logits = scale * images @ terms.T

    def half(logits: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
        return spread(logits, right.float() / right.sum(1, keepdim=True)).mean()

    return (half(logits[pictures], right[pictures]) + half(logits.T[asked], right.T[asked])) / 2
