"""Queries in a stylist's words, with rules on the shop's columns that say which products answer.

`../free_language.csv` has the columns `query` and `relevant`. A rule is one or more
alternatives joined by " or "; an alternative is conditions joined by ";", which must all
hold; a condition is `column=value|value…`, true of a row whose cell is one of the values.
Columns: type, sub, group, gender, colour, usage, season. The queries were written before
the training ended and are not made from the captions' templates; nothing is trained on them.
"""

import csv
from pathlib import Path

import numpy as np

from . import metrics

QUERIES = Path(__file__).resolve().parents[1] / "free_language.csv"
COLUMNS = {
    "type": "article_type",
    "sub": "sub_category",
    "group": "master_category",
    "gender": "gender",
    "colour": "base_colour",
    "usage": "usage",
    "season": "season",
}
MAKE_UP = "Personal Care"

# Alternatives; each a table from a column of the CSV to the values that it may have.
Rule = list[dict[str, frozenset[str]]]


def parse(rule: str) -> Rule:
    """Raises ValueError, with the condition, for what is no `column=value|value…`."""
    alternatives = []
    for alternative in rule.split(" or "):
        conditions = {}
        for condition in alternative.split(";"):
            column, equals, values = condition.strip().partition("=")
            if not equals or column not in COLUMNS or not values:
                raise ValueError(f"no condition on one of {sorted(COLUMNS)}: {condition.strip()!r}")
            conditions[COLUMNS[column]] = frozenset(values.split("|"))
        alternatives.append(conditions)
    return alternatives


def holds(rule: Rule, row: dict[str, str]) -> bool:
    return any(all(row[column] in values for column, values in part.items()) for part in rule)


def read(path: Path = QUERIES) -> list[tuple[str, Rule]]:
    with open(path, newline="", encoding="utf-8") as file:
        return [(row["query"], parse(row["relevant"])) for row in csv.DictReader(file)]


def figures(rows: list[dict[str, str]], gallery: np.ndarray, embed_texts) -> tuple[list[metrics.Figure], str]:
    """P@10 over the queries, make-up among the answers to queries that want none, and the weakest queries.

    Row i of `gallery` is the picture of row i. `embed_texts` takes a list of texts.
    """
    queries = read()
    relevant = np.array([[holds(rule, row) for row in rows] for _, rule in queries])
    found = metrics.nearest(embed_texts([query for query, _ in queries]), gallery, 10)
    made_up = np.array([row["master_category"] == MAKE_UP for row in rows])
    for_clothes = ~(relevant & made_up).any(axis=1)
    share = float(made_up[found[for_clothes]].mean())
    hits = np.take_along_axis(relevant, found, 1).mean(axis=1)
    weakest = ", ".join(f"{queries[i][0]!r} {hits[i]:.1f}" for i in np.argsort(hits, kind="stable")[:25])
    return [
        metrics.precision_at("free language P@10", found, relevant),
        metrics.Figure(
            "free language: make-up among the ten, queries for clothes", share,
            float(made_up.mean()), 0.0, int(for_clothes.sum()),
        ),
    ], weakest
