"""Add up judged documents: precision, recall, strict F1, accuracy per key, calibration, and what must be zero.

It stands apart as the figures themselves: typed, ready for JSON, without a word of any record.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from chartcase.evaluate.calibration import Calibration, Sample, calibrate
from chartcase.evaluate.judge import Outcome, soft_differences
from chartcase.fact import Frozen

UNSAID = "(not given)"


class Row(Frozen):
    """Counts of one group. `predicted` = found + spurious facts of exhaustive types.

    `precision` and `recall` are of found; the strict F1 counts only right facts. A rate of nothing is 1.
    """

    name: str
    gold: int
    predicted: int
    found: int
    right: int
    precision: float
    recall: float
    found_f1: float
    strict_f1: float

    @classmethod
    def of(cls, name: str, *, gold: int, predicted: int, found: int, right: int) -> "Row":
        """The row of these counts with its rates."""
        return cls(
            name=name,
            gold=gold,
            predicted=predicted,
            found=found,
            right=right,
            precision=_share(found, predicted),
            recall=_share(found, gold),
            found_f1=_share(2 * found, predicted + gold),
            strict_f1=_share(2 * right, predicted + gold),
        )


class KeyRow(Frozen):
    """How often a field that gold gives was equal, over found facts. `type` is "*" for fields that every type has."""

    type: str
    key: str
    compared: int
    right: int
    accuracy: float


class ConflictRow(Frozen):
    """Conflicts over the documents whose gold lists them."""

    documents: int
    gold: int
    found: int
    false: int


class Place(Frozen):
    """A fact that should not be as it is: file, line in the gold's text (0: unknown), the fact's type and rule."""

    file: str
    line: int
    type: str
    rule: str


class Scores(Frozen):
    """Everything that is counted. `unplaced` counts gold facts whose words the read text lacks (they are missed)."""

    documents: int
    overall: Row
    types: tuple[Row, ...]
    speakers: tuple[Row, ...]
    kinds: tuple[Row, ...]
    files: tuple[Row, ...]
    keys: tuple[KeyRow, ...]
    conflicts: ConflictRow
    never_violations: tuple[Place, ...]
    evidence_errors: tuple[Place, ...]
    unplaced: int
    calibration: Calibration


def summarise(outcomes: Sequence[Outcome]) -> Scores:
    """The figures over all documents; rows sorted by name."""
    listed = [outcome for outcome in outcomes if outcome.gold.conflicts is not None]
    return Scores(
        documents=len(outcomes),
        overall=_overall(outcomes),
        types=_rows(outcomes, lambda _outcome, fact_type, _speaker: fact_type),
        speakers=_rows(outcomes, lambda _outcome, _type, speaker: speaker),
        kinds=_rows(outcomes, lambda outcome, _type, _speaker: outcome.gold.kind),
        files=_rows(outcomes, lambda outcome, _type, _speaker: outcome.gold.document),
        keys=_key_rows(outcomes),
        conflicts=ConflictRow(
            documents=len(listed),
            gold=sum(len(outcome.gold.conflicts or ()) for outcome in listed),
            found=sum(outcome.conflicts_found for outcome in listed),
            false=sum(outcome.conflicts_false for outcome in listed),
        ),
        never_violations=tuple(_violations(outcomes)),
        evidence_errors=tuple(_place(outcome, index, 0) for outcome in outcomes for index in outcome.evidence_errors),
        unplaced=sum(outcome.spans.count(None) for outcome in outcomes),
        calibration=calibrate(_samples(outcomes)),
    )


GroupOf = Callable[[Outcome, str, str], str]
"""Names the group of a fact from its document, its type and its speaker (gold's, or the fact's own if spurious)."""


def _rows(outcomes: Sequence[Outcome], group_of: GroupOf) -> tuple[Row, ...]:
    gold, found, right, spurious = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for outcome in outcomes:
        groups = [group_of(outcome, fact.type, str(fact.stated_by or UNSAID)) for fact in outcome.gold.facts]
        gold.update(groups)
        found.update(groups[pair.gold] for pair in outcome.pairs)
        right.update(groups[pair.gold] for pair in outcome.pairs if pair.right)
        extra = (outcome.prediction.facts[index] for index in outcome.spurious)
        spurious.update(group_of(outcome, fact.type, str(fact.stated_by)) for fact in extra)
    return tuple(
        Row.of(name, gold=gold[name], predicted=found[name] + spurious[name], found=found[name], right=right[name])
        for name in sorted(gold | spurious)
    )


def _overall(outcomes: Sequence[Outcome]) -> Row:
    rows = _rows(outcomes, lambda _outcome, _type, _speaker: "all")
    return rows[0] if rows else Row.of("all", gold=0, predicted=0, found=0, right=0)


def _key_rows(outcomes: Sequence[Outcome]) -> tuple[KeyRow, ...]:
    compared, right = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for outcome in outcomes:
        for pair in outcome.pairs:
            gold = outcome.gold.facts[pair.gold]
            wrong = {difference.field for difference in pair.differences}
            strict = [(gold.type, f"value.{key}") for key in gold.value]
            strict += [("*", "assertion")] * (gold.assertion is not None)
            strict += [("*", "stated_by")] * (gold.stated_by is not None)
            soft = soft_differences(outcome, pair)
            compared.update(strict)
            compared.update(("*", field) for field, _ in soft)
            right.update(place for place in strict if place[1] not in wrong)
            right.update(("*", field) for field, equal in soft if equal)
    return tuple(
        KeyRow(
            type=fact_type,
            key=key.removeprefix("value."),
            compared=compared[fact_type, key],
            right=right[fact_type, key],
            accuracy=_share(right[fact_type, key], compared[fact_type, key]),
        )
        for fact_type, key in sorted(compared)
    )


def _samples(outcomes: Iterable[Outcome]) -> list[Sample]:
    """Every fact whose truth gold decides: a paired one, or one of an exhaustive type."""
    samples: list[Sample] = []
    for outcome in outcomes:
        facts = outcome.prediction.facts
        samples += [Sample(facts[pair.predicted].confidence, True, pair.right) for pair in outcome.pairs]
        samples += [Sample(facts[index].confidence, False, False) for index in outcome.spurious]
    return samples


def _violations(outcomes: Iterable[Outcome]) -> Iterable[Place]:
    for outcome in outcomes:
        for violation in outcome.violations:
            yield _place(outcome, violation.predicted, violation.line)


def _place(outcome: Outcome, index: int, line: int) -> Place:
    fact = outcome.prediction.facts[index]
    return Place(file=outcome.gold.document, line=line, type=fact.type, rule=fact.rule)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0
