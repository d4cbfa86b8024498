"""Past decisions as an analysis needs them: one frozen row a decision, made from the store's tables a batch at a time.

It stands apart so that no analysis knows Parquet, and no quote of a record stays in memory once its features are read.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from sys import intern
from typing import TypeVar

from chartcase.case.case import Case
from chartcase.corpus.features import Span, Value, closed_spans, features, of_record
from chartcase.corpus.rechecked import record_case, record_statuses
from chartcase.corpus.schema import ConflictRow, CriterionRow, DecisionRow, DocumentRow, FactRow
from chartcase.fact import Assertion, DatePrecision, Evidence, Fact, FactDate, Grade, Range, Speaker
from chartcase.fact import Value as FactValue

FAVOURABLE = frozenset({"overturned", "partially_overturned", "certified", "necessary"})
"""Outcomes by which at least a part of the request was granted."""
AGAINST = frozenset({"upheld", "not_certified", "not_necessary"})
STRICT = "strict"

TOPIC_OF_TYPE: Mapping[str, str] = {
    "exam_finding": "examination",
    "diagnosis": "indication",
    "radicular_symptom": "indication",
    "imaging_study": "imaging",
    "imaging_finding": "imaging",
    "electrodiagnostic": "imaging",
    "physical_therapy": "conservative care",
    "medication_trial": "conservative care",
    "conservative_care": "conservative care",
    "prior_injection": "earlier response",
    "program_element": "program",
    "risk": "safety",
}
"""Which topic of a policy a rationale speaks of when it holds a fact of this type."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The rows of some documents, whole."""

    documents: Sequence[DocumentRow]
    decisions: Sequence[DecisionRow]
    facts: Sequence[FactRow]
    criteria: Sequence[CriterionRow]
    conflicts: Sequence[ConflictRow]


@dataclass(frozen=True, slots=True)
class Check:
    """One criterion as checked: by all that the document states, without facts that rest on a reviewer's own word, and
    by what the record shows without the decision's words (None where the policy is not installed)."""

    policy: str
    criterion: str
    stated: str
    strict: str
    record: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision with what was asked, checked and cited, and its features.

    `group` is the same for decisions that may be about one patient; `same_as` is another document with the same text.
    """

    document: str
    name: str
    path: str
    same_as: str | None
    stage: str
    outcome: str
    procedure: str | None
    phase: str | None
    region: str | None
    levels: tuple[str, ...]
    laterality: str | None
    approach: str | None
    sedation: str | None
    year: int | None
    specialty: str | None
    organisation: str | None
    state: str | None
    sex: str | None
    age: int | None
    criteria_cited: tuple[str, ...]
    reasons: tuple[str, ...]
    checks: tuple[Check, ...]
    conflicts: tuple[str, ...]
    cited: frozenset[str]
    features: Mapping[str, Value]
    group: str

    @property
    def favourable(self) -> bool | None:
        """Whether at least a part of the request was granted; None where no outcome was read."""
        if self.outcome in FAVOURABLE:
            return True
        return False if self.outcome in AGAINST else None


Row = TypeVar("Row", DecisionRow, FactRow, CriterionRow, ConflictRow)


def decisions(batches: Iterable[Batch]) -> Iterator[Decision]:
    """One row a decision, in the store's order."""
    for batch in batches:
        documents = {row.document: row for row in batch.documents}
        facts, checks, conflicts = _by(batch.facts), _by(batch.criteria), _by(batch.conflicts)
        for row in batch.decisions:
            key = row.document
            yield _decision(row, documents[key], facts[key], checks[key], conflicts[key])


def _by(rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.document].append(row)
    return found


def _decision(
    row: DecisionRow,
    document: DocumentRow,
    fact_rows: Sequence[FactRow],
    checks: Sequence[CriterionRow],
    conflicts: Sequence[ConflictRow],
) -> Decision:
    facts = [fact_of(one, document.name) for one in fact_rows]
    spans = [Span(one.start, one.end) for one in row.rationale_spans]
    kept = of_record(facts, closed_spans(document.text, spans, facts), retelling_known=bool(spans))
    return Decision(
        document=row.document,
        name=document.name,
        path=document.path,
        same_as=document.same_as,
        stage=intern(row.stage),
        outcome=intern(row.outcome),
        procedure=_kept(row.procedure),
        phase=_kept(row.phase),
        region=_kept(row.region),
        levels=tuple(map(intern, row.levels)),
        laterality=_kept(row.laterality),
        approach=_kept(row.approach),
        sedation=_kept(row.sedation),
        year=row.year,
        specialty=_kept(row.specialty),
        organisation=_kept(row.organisation),
        state=_kept(row.state),
        sex=_kept(row.sex),
        age=row.age,
        criteria_cited=tuple(map(intern, row.criteria_cited)),
        reasons=tuple(map(intern, row.reasons)),
        checks=_checks(checks, record_case(document, kept, conflicts)),
        conflicts=tuple(sorted({intern(one.field) for one in conflicts})),
        cited=_cited(facts, spans),
        features=features(kept),
        group=_group(row, document),
    )


def _kept(word: str | None) -> str | None:
    """The word once for all rows that hold it: a hundred thousand decisions share a few hundred words."""
    return None if word is None else intern(word)


def fact_of(row: FactRow, source: str) -> Fact:
    """The fact that a row of the store holds."""
    piece = Evidence(source=source, page=row.page, start=row.start, end=row.end, quote=row.quote)
    return Fact(
        id=row.fact,
        type=row.type,
        value=_value(row.value),
        assertion=Assertion(row.assertion),
        grade=Grade(row.grade),
        stated_by=Speaker(row.stated_by),
        date=_date(row),
        evidence=(piece,),
        confidence=row.confidence,
        rule=row.rule,
    )


def _date(row: FactRow) -> FactDate | None:
    if row.date_raw is None or row.date_precision is None:
        return None
    precision = DatePrecision(row.date_precision)
    return FactDate(raw=row.date_raw, iso=row.date_iso, precision=precision, order=row.date_order or 0)


def _value(text: str) -> dict[str, FactValue]:
    found: dict[str, FactValue | list[str] | dict[str, float]] = json.loads(text)
    return {key: _typed(value) for key, value in found.items()}


def _typed(value: FactValue | list[str] | dict[str, float]) -> FactValue:
    if isinstance(value, list):
        return tuple(value)
    return Range(lo=value["lo"], hi=value["hi"]) if isinstance(value, dict) else value


def _checks(rows: Sequence[CriterionRow], case: Case) -> tuple[Check, ...]:
    read: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in rows:
        read[intern(row.policy), intern(row.criterion)][row.reading] = intern(row.status)
    record = record_statuses(case, dict.fromkeys(policy for policy, _ in read))
    return tuple(
        Check(*key, stated=found["stated"], strict=found.get(STRICT, found["stated"]), record=record.get(key))
        for key, found in read.items()
        if "stated" in found
    )


def _cited(facts: Sequence[Fact], spans: Sequence[Span]) -> frozenset[str]:
    """Topics of which the deciding reviewer's own rationale speaks, for or against."""
    return frozenset(
        topic
        for fact in facts
        if (topic := TOPIC_OF_TYPE.get(fact.type))
        and any(span.holds(one.start, one.end) for span in spans for one in fact.evidence)
    )


def _group(row: DecisionRow, document: DocumentRow) -> str:
    """Decisions with the same text, or the same age, sex, service, place and state, may be about one patient."""
    if row.age is None or row.sex is None or not row.levels:
        return document.same_as or row.document
    return json.dumps((row.age, row.sex, row.procedure, row.levels, row.laterality, row.state))
