"""What training pulls together and apart. All cosines are of unit rows.

Whether a text is true of a picture has three answers, RIGHT, WRONG and UNKNOWN (of `examples`); what is not known
is left out of every sum.
"""

import torch
from torch.nn import functional as F

from .examples import RIGHT, UNKNOWN, WRONG


def fits(facts: torch.Tensor, sets: torch.Tensor, claims: torch.Tensor, nouns: torch.Tensor) -> torch.Tensor:
    """(pictures, claims) of int8: is what a claim says true of each picture.

    `facts` (pictures, facts) and `claims` (claims, facts), codes with -1 for what is not known or not said, the noun first;
    `nouns` as in `Examples`. A claim that says nothing is WRONG.
    """
    result = torch.full((len(facts), len(claims)), RIGHT, dtype=torch.int8, device=facts.device)
    unknown = torch.zeros_like(result, dtype=torch.bool)
    for column in range(facts.shape[1]):
        claim, fact = claims[:, column][None], facts[:, column][:, None]
        said = (claim != -1).expand_as(result)
        if column == 0:
            # (pictures, claims): of the picture's set, the claimed noun and the picture's.
            state = nouns[sets[:, None], claim.clamp_min(0), fact.clamp_min(0)]
            state = torch.where(fact == -1, UNKNOWN, state.to(torch.int8))
        else:
            state = torch.where(fact == -1, UNKNOWN, (claim == fact).to(torch.int8))
        result[said & (state == WRONG)] = WRONG
        unknown |= said & (state == UNKNOWN)
    result[unknown & (result == RIGHT)] = UNKNOWN
    result[:, (claims == -1).all(dim=1)] = WRONG
    return result


def captions_fit(
    facts: torch.Tensor, sets: torch.Tensor, claims: torch.Tensor, nouns: torch.Tensor, own: torch.Tensor, texts: torch.Tensor
) -> torch.Tensor:
    """As `fits`, of captions: facts and claims have the purposes' bits last; `own` (pictures, k) are texts that a picture bears.

    A caption that claims nothing is true of what bears it, and wrong of all else.
    """
    asked = claims[:, -1]
    result = fits(facts[:, :-1], sets, claims[:, :-1], nouns)
    silent = (claims[:, :-1] == -1).all(dim=1)
    result[:, silent & (asked != 0)] = RIGHT
    answered = (facts[:, -1][:, None] & asked[None]) == asked[None]
    result[~answered] = WRONG
    result[(texts[None, :, None] == own[:, None, :]).any(dim=2)] = RIGHT
    return result


def spread(logits: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of each row against the targets, which sum to one."""
    return -(wanted * F.log_softmax(logits, dim=1).clamp_min(-1e4)).sum(1)


def contrast(logits: torch.Tensor, fit: torch.Tensor) -> torch.Tensor:
    """Symmetric cross-entropy over logits (pictures, captions), each of which fits its own.

    In the picture's direction a caption that fits few pictures counts for more than one that fits many.
    """
    right = (fit == RIGHT).float()
    logits = logits.masked_fill(fit == UNKNOWN, -1e4)
    rare = right / right.sum(0, keepdim=True)
    of_picture = rare / rare.sum(1, keepdim=True)
    return (spread(logits, of_picture).mean() + spread(logits.T, rare.T).mean()) / 2


def same_kind(images: torch.Tensor, kinds: torch.Tensor, scale: float) -> torch.Tensor:
    """Supervised contrast: pictures of one kind (-1: unknown) nearer to each other than to others."""
    alike = (kinds[:, None] == kinds[None]) & (kinds != -1)[:, None]
    alike.fill_diagonal_(False)
    alike = alike.float()
    logits = scale * images @ images.T
    logits = logits.masked_fill(torch.eye(len(images), dtype=torch.bool, device=images.device), -1e4)
    count = alike.sum(1)
    kept = count > 0
    return spread(logits[kept], alike[kept] / count[kept][:, None]).mean()


def attributes(logits: torch.Tensor, values: torch.Tensor, sizes: list[int]) -> torch.Tensor:
    """Sum over the attributes of the cross-entropy of what is said of each; `values` (n, attributes), -1 unknown and left out."""
    total = logits.new_zeros(())
    for said, true in zip(logits.split(sizes, dim=1), values.T):
        total = total + F.cross_entropy(said, true, ignore_index=-1, reduction="sum") / len(true)
    return total


def same_picture(first: torch.Tensor, second: torch.Tensor, at: torch.Tensor, scale: float) -> torch.Tensor:
    """Row i of `second` is another view of row `at[i]` of `first`."""
    return F.cross_entropy(scale * second @ first.T, at)


def among(images: torch.Tensor, terms: torch.Tensor, fit: torch.Tensor, weights: torch.Tensor, scale: torch.Tensor) -> torch.Tensor:
    """Symmetric cross-entropy of pictures among the terms of a vocabulary, and of terms among the pictures.

    `fit` (pictures, terms) as `fits` gives it, `weights` (pictures,) of how much a picture counts. Pictures without a right
    term and terms without a picture are left out. Zero when none is left.
    """
    right = (fit == RIGHT).float()
    logits = (scale * images @ terms.T).masked_fill(fit == UNKNOWN, -1e4)

    def half(logits: torch.Tensor, right: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
        count = right.sum(1)
        found = spread(logits, right / count.clamp_min(1)[:, None])
        weights = weights * (count > 0)
        return (found * weights).sum() / weights.sum().clamp_min(1e-6)

    share = (weights * right.any(dim=1)).sum() / len(weights)
    of_terms = (right * weights[:, None]).sum(0) / right.sum(0).clamp_min(1)
    return share * (half(logits, right, weights) + half(logits.T, right.T, of_terms)) / 2


def alike_colours(images: torch.Tensor, shares: torch.Tensor, kinds: torch.Tensor, scale: float, shares_scale: float) -> torch.Tensor:
    """Pictures of one kind (-1: left out) as near to each other as their garments' colours are: the cross-entropy of how each is
    near to the others of its kind against how near their `shares` are (unit rows), after Park et al., "Relational knowledge
    distillation", CVPR 2019."""
    same = (kinds[:, None] == kinds[None]) & (kinds != -1)[:, None]
    same.fill_diagonal_(False)
    wanted = (shares_scale * shares @ shares.T).masked_fill(~same, -1e4).softmax(dim=1)
    said = (scale * images @ images.T).masked_fill(~same, -1e4)
    kept = same.sum(1) > 1
    if not kept.any():
        return images.new_zeros(())
    return spread(said[kept], wanted[kept]).mean()
