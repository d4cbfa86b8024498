"""Show scores as tables on a terminal.

It stands apart so that nothing that counts depends on how it is shown.
"""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from chartcase.evaluate.calibration import Calibration
from chartcase.evaluate.confusions import Confusion
from chartcase.evaluate.score import KeyRow, Place, Row, Scores
from chartcase.fact import Frozen
from chartcase.terminal import shown

WIDTH = 140
"""Columns of the tables where the output is no terminal."""
HEADINGS = ("gold", "predicted", "found", "right", "P", "R", "found F1", "strict F1")


class _Report(Frozen):
    scores: Scores
    confusions: tuple[Confusion, ...] = ()


def as_json(scores: Scores, faults: Sequence[Confusion] = ()) -> str:
    """`{"scores": ..., "confusions": [...]}`."""
    return _Report(scores=scores, confusions=tuple(faults)).model_dump_json(indent=2)


def show_scores(console: Console, scores: Scores, *, files: bool = False) -> None:
    """The tables by type, speaker, kind (and file), accuracy per key, and what must be zero."""
    console.print(_table("By type", (*scores.types, scores.overall)))
    console.print(_table("By speaker", scores.speakers))
    console.print(_table("By kind of document", scores.kinds))
    if files:
        console.print(_table("By document", scores.files))
    console.print(_keys(scores.keys))
    for title, places in (("Never-violations", scores.never_violations), ("Evidence errors", scores.evidence_errors)):
        if places:
            console.print(_places(title, places))
    for line in _summary(scores):
        console.print(line)


def show_confusions(console: Console, faults: Sequence[Confusion]) -> None:
    """One line a fault: file:line:column, what, type, field, expected and got, rule; quotes below where given."""
    for fault in faults:
        place = f"{fault.file}:{fault.line}:{fault.column}"
        parts = [place, fault.what, fault.type]
        parts += [fault.field] if fault.field else []
        parts += [f"expected {fault.expected}"] if fault.expected else []
        parts += [f"got {fault.got}"] if fault.got else []
        parts += [f"({fault.rule})"] if fault.rule else []
        console.print(Text(shown("  ".join(parts))), soft_wrap=True)
        for name, quote in (("gold", fault.gold_quote), ("fact", fault.got_quote)):
            if quote is not None:
                console.print(Text(f"    {name}: {shown(quote)}"), soft_wrap=True)


def _table(title: str, rows: Iterable[Row]) -> Table:
    table = _empty(title, ("", *HEADINGS))
    for row in rows:
        counts = (row.gold, row.predicted, row.found, row.right)
        rates = (row.precision, row.recall, row.found_f1, row.strict_f1)
        table.add_row(Text(shown(row.name)), *(str(count) for count in counts), *(f"{rate:.3f}" for rate in rates))
    return table


def _keys(rows: Iterable[KeyRow]) -> Table:
    table = _empty("Accuracy of each key, over found facts", ("key", "compared", "right", "accuracy"))
    for row in rows:
        name = f"{row.type}.{row.key}" if row.type != "*" else row.key
        table.add_row(name, str(row.compared), str(row.right), f"{row.accuracy:.3f}")
    return table


def _places(title: str, places: Iterable[Place]) -> Table:
    table = _empty(title, ("file", "gold line", "type", "rule"))
    for place in places:
        table.add_row(Text(shown(place.file)), str(place.line or ""), place.type, place.rule)
    return table


def _empty(title: str, headings: Sequence[str]) -> Table:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for heading in headings:
        table.add_column(heading, justify="left" if heading in ("", "file", "key", "type", "rule") else "right")
    return table


def _summary(scores: Scores) -> Iterable[str]:
    overall, conflicts = scores.overall, scores.conflicts
    yield (
        f"{scores.documents} documents, {overall.gold} gold facts: "
        f"found F1 {overall.found_f1:.3f}, strict F1 {overall.strict_f1:.3f}"
    )
    yield f"never-violations {len(scores.never_violations)}, evidence errors {len(scores.evidence_errors)}"
    yield (
        f"conflicts: {conflicts.found} of {conflicts.gold} found, "
        f"{conflicts.false} false in {conflicts.documents} documents"
    )
    if scores.unplaced:
        yield f"{scores.unplaced} gold facts rest on words that the read text lacks (counted as missed)"
    yield _calibration(scores.calibration)


def _calibration(calibration: Calibration) -> str:
    count = sum(item.count for item in calibration.bins)
    right, found = calibration.ece_right, calibration.ece_found
    return f"expected calibration error: right {right:.3f}, found {found:.3f} ({count} facts)"
