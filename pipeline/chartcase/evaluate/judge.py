"""Hold what was extracted from one document against its gold.

It stands apart so that adding up (score) and showing (report) work on plain findings and never look at facts again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chartcase.case.case import Conflict
from chartcase.evaluate.gold import Gold, GoldConflict, GoldDate
from chartcase.evaluate.match import Pair, overlap, pair_up
from chartcase.evaluate.places import Carrier, Span
from chartcase.evaluate.vocabulary import Vocabulary
from chartcase.fact import Fact, FactDate


@dataclass(frozen=True, slots=True)
class Prediction:
    """What was extracted from one document: the text its offsets point into, facts in order, conflicts if known."""

    text: str
    facts: tuple[Fact, ...]
    conflicts: tuple[Conflict, ...] | None = None

    def __repr__(self) -> str:
        """No chart text: counts only."""
        return f"Prediction({len(self.text)} characters, {len(self.facts)} facts)"


@dataclass(frozen=True, slots=True)
class Violation:
    """A fact (index) that rests on words of a never-span; `line` is that of the gold's own text, from 1."""

    predicted: int
    line: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """One document judged. Indices point into `gold.facts` and `prediction.facts`.

    `spans` are the gold facts' places in the prediction's text (None where that text lacks the words); `spurious` are
    facts of exhaustive types that stand for nothing; `conflicts_false` counts listed conflicts that gold does not have.
    """

    gold: Gold
    prediction: Prediction
    spans: tuple[Span | None, ...]
    pairs: tuple[Pair, ...]
    spurious: tuple[int, ...]
    violations: tuple[Violation, ...]
    evidence_errors: tuple[int, ...]
    conflicts_found: int
    conflicts_false: int


def judge(gold: Gold, prediction: Prediction, words: Vocabulary) -> Outcome:
    """The findings for one document."""
    carrier = Carrier(gold.text, prediction.text)
    spans = tuple(carrier.carry(fact.span) for fact in gold.facts)
    pairs = pair_up(gold.facts, spans, prediction.facts, words)
    paired = {pair.predicted for pair in pairs}
    found, false = _conflicts(gold.conflicts or (), prediction.conflicts or ())
    return Outcome(
        gold=gold,
        prediction=prediction,
        spans=spans,
        pairs=pairs,
        spurious=tuple(
            index for index, fact in enumerate(prediction.facts) if fact.type in gold.exhaustive and index not in paired
        ),
        violations=tuple(_violations(gold, carrier, prediction.facts)),
        evidence_errors=tuple(_evidence_errors(prediction)),
        conflicts_found=found,
        conflicts_false=false if gold.conflicts is not None else 0,
    )


def soft_differences(outcome: Outcome, pair: Pair) -> tuple[tuple[str, bool], ...]:
    """What gold gives beside the strict fields, and whether the fact has it: `grade`, `date.raw`, `date.iso`, ..."""
    gold, fact = outcome.gold.facts[pair.gold], outcome.prediction.facts[pair.predicted]
    found = [("grade", gold.grade == fact.grade)] if gold.grade is not None else []
    return (*found, *_date_differences(gold.date, fact.date))


def _date_differences(gold: GoldDate | None, got: FactDate | None) -> Iterable[tuple[str, bool]]:
    if gold is None:
        return
    if gold.raw is not None:
        yield "date.raw", got is not None and gold.raw.split() == got.raw.split()
    if gold.iso is not None:
        yield "date.iso", got is not None and gold.iso == got.iso
    if gold.precision is not None:
        yield "date.precision", got is not None and gold.precision == got.precision


def _violations(gold: Gold, carrier: Carrier, facts: Sequence[Fact]) -> Iterable[Violation]:
    places = [(never.line, carrier.carry(never.span)) for never in gold.never]
    for index, fact in enumerate(facts):
        for line, span in places:
            if span is not None and overlap(span, fact) > 0:
                yield Violation(index, line)


def _evidence_errors(prediction: Prediction) -> Iterable[int]:
    for index, fact in enumerate(prediction.facts):
        if any(prediction.text[item.start : item.end] != item.quote for item in fact.evidence):
            yield index


def _conflicts(gold: Sequence[GoldConflict], listed: Sequence[Conflict]) -> tuple[int, int]:
    """How many of gold's conflicts are listed (same field, gold's values among the listed), and how many too many."""
    left = list(listed)
    found = 0
    for wanted in gold:
        for conflict in left:
            if conflict.field == wanted.field and set(wanted.values) <= set(conflict.values):
                left.remove(conflict)
                found += 1
                break
    return found, len(left)
