"""Training of the document-kind model: whole documents and parts of them, with their titles and without.

It stands apart from the model itself because only training needs gold and scikit-learn.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from chartcase.fact import Frozen
from chartcase.rulefile import read_model
from chartcase.segment.document_model import DocumentModel, scaled, words_and_pairs

_LEAST_SEEN = 3
"""Documents in which a word must occur."""
_FEWEST_KINDS = 3
"""With two kinds scikit-learn keeps one row of weights for both."""
_TITLE_LINES = 6
_FEWEST_LINES = 20
"""Lines of a document that is also shown in halves."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document: its text, its kind, and the author whose documents must not be split between fitting and testing."""

    text: str
    kind: str
    author: str


class _Head(Frozen):
    """A beginning of a document as written: its kind and the voice it is written in."""

    kind: str
    voice: str
    text: str


class _Heads(Frozen):
    documents: tuple[_Head, ...]


def written(path: Path) -> tuple[Labelled, ...]:
    """Beginnings of documents from a file of ours; a voice stands for an author.

    Raises:
        RulesError: the file is wrong.
    """
    heads = read_model(path, _Heads).documents
    return tuple(Labelled(head.text, head.kind, f"voice {head.voice}") for head in heads)


def fit(documents: Sequence[Labelled], strength: float, least: float = 0.02) -> DocumentModel:
    """Fit with an L2 penalty and balanced kinds; `strength` is scikit-learn's C; words whose weights all stay below
    `least` are left out.

    Raises:
        ValueError: fewer than three kinds occur.
    """
    if len({document.kind for document in documents}) < _FEWEST_KINDS:
        raise ValueError("fewer than three kinds of document")
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    seen = Counter(name for document in documents for name in words_and_pairs(document.text))
    names = sorted(name for name, count in seen.items() if count >= _LEAST_SEEN)
    column = {name: at for at, name in enumerate(names)}
    cells: list[tuple[int, int, float]] = []
    labels: list[str] = []
    shares: list[float] = []
    for document in documents:
        views = list(views_of(document.text))
        for view in views:
            known = sorted(words_and_pairs(view) & column.keys())
            cells.extend((len(labels), column[name], value) for name, value in scaled(known).items())
            labels.append(document.kind)
            shares.append(1 / len(views))
    rows, columns, values = zip(*cells, strict=True)
    matrix = csr_matrix((values, (rows, columns)), shape=(len(labels), len(names)))
    model = cast(Any, LogisticRegression)(C=strength, max_iter=5000, class_weight="balanced")
    model.fit(matrix, labels, sample_weight=shares)
    table = {name: tuple(round(float(row[at]), 3) for row in model.coef_) for at, name in enumerate(names)}
    kept = {name: row for name, row in table.items() if max(map(abs, row)) >= least}
    return DocumentModel(tuple(model.classes_), tuple(round(float(start), 3) for start in model.intercept_), kept)


def views_of(text: str) -> Iterable[str]:
    """The document, the document without its first lines, and its halves: a page of a packet has no title."""
    lines = text.split("\n")
    count = len(lines)
    yield text
    yield "\n".join(lines[min(_TITLE_LINES, count // 4) :])
    if count > _FEWEST_LINES:
        yield "\n".join(lines[: count // 2])
        yield "\n".join(lines[count // 2 :])
        yield "\n".join(lines[count // 4 : 3 * count // 4])


def write(path: Path, model: DocumentModel) -> None:
    """Write the model as JSON, in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = {"kinds": model.kinds, "intercepts": model.intercepts, "weights": dict(model.weights)}
    draft = path.with_suffix(".tmp")
    lines = json.dumps(data, sort_keys=True, separators=(",", ":")).replace('],"', '],\n"')
    draft.write_text(lines + "\n", encoding="utf-8")
    draft.replace(path)
