"""One file -> its rows of every table: read, find, assemble, check.

It stands apart because the local workers and Spark run the very same function.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter

from chartcase.case.case import Case
from chartcase.case.dermatomes import dermatomes
from chartcase.corpus.choosing import chosen
from chartcase.corpus.decision import decision_of
from chartcase.corpus.listing import Found
from chartcase.corpus.schema import ConflictRow, CriterionRow, DecisionRow, DocumentRow, FactRow, FailureRow
from chartcase.corpus.told import Told
from chartcase.corpus.words import decision_words
from chartcase.criteria.assessment import Assessment
from chartcase.criteria.checking import check
from chartcase.criteria.policy import Policy
from chartcase.criteria.reading import load_policy
from chartcase.criteria.reading import policies as all_policies
from chartcase.errors import ChartcaseError, DamagedFile
from chartcase.fact import Fact, Value
from chartcase.find.dates import dates_in
from chartcase.flow import assembler, finder, read
from chartcase.record import PageSource, Record
from chartcase.segment.build import segment
from chartcase.workers import MOST_TRIES

_VALUE: TypeAdapter[dict[str, Value]] = TypeAdapter(dict[str, Value])


@dataclass(frozen=True, slots=True)
class Rows:
    """What one document gives each table."""

    document: DocumentRow
    facts: tuple[FactRow, ...]
    decision: DecisionRow | None
    criteria: tuple[CriterionRow, ...]
    conflicts: tuple[ConflictRow, ...]


Outcome = Rows | FailureRow


@dataclass(frozen=True, slots=True)
class Extraction:
    """The work on one file; `policies` are ids or files, () for the one that fits each document."""

    policies: tuple[str, ...] = ()

    def __call__(self, found: Found) -> Outcome:
        """Its rows, or why there are none. No input makes this raise."""
        try:
            return rows_of(found, self.policies)
        except ChartcaseError as error:
            return failed(found, error.sentence, error.advice, error.exit_code)
        except Exception as error:  # noqa: BLE001 - told by type; its message could hold words of a record
            sentence = f"chartcase met an error of its own ({type(error).__name__})."
            return failed(found, sentence, ChartcaseError.advice, ChartcaseError.exit_code)


def given_up(found: Found) -> Outcome:
    """The failure of a file that ended its worker every time."""
    return failed(found, f"Reading it ended the worker {MOST_TRIES} times.", ChartcaseError.advice, 1)


def failed(found: Found, sentence: str, advice: str, exit_code: int) -> FailureRow:
    """The row of a failure."""
    return FailureRow(found.document, found.path, sentence, advice, exit_code, found.attempt)


def rows_of(found: Found, policies: Sequence[str] = ()) -> Rows:
    """The rows of one file.

    Raises:
        InputError: it cannot be read, or is another file than the one that was listed.
        RulesError: a rule or policy file is wrong.
    """
    record = read(found.file)
    if record.sha256 != found.document:
        raise DamagedFile("The file changed while the corpus was built.", "Build again when nobody writes to it.")
    outline = segment(record, finder().segment_rules)
    case = assembler().assemble((outline,), (finder().find(outline),))
    dates = dates_in(outline.stream.data, finder().rulebook.dates)
    checked = tuple(_assessments(case, policies))
    return Rows(
        document=_document(found, record, case),
        facts=tuple(_fact(found.document, fact) for fact in case.facts),
        decision=decision_of(Told(outline, case, decision_words()), found.document, dates),
        criteria=tuple(row for one in checked for row in _criteria(found.document, one)),
        conflicts=tuple(
            ConflictRow(found.document, conflict.field, conflict.values, conflict.facts) for conflict in case.conflicts
        ),
    )


@lru_cache(maxsize=1)
def _installed() -> tuple[Policy, ...]:
    """All policies, loaded once a process."""
    return tuple(load_policy(info.id) for info in all_policies())


@lru_cache(maxsize=32)
def _named(name: str) -> Policy:
    return load_policy(name)


def _assessments(case: Case, policies: Sequence[str]) -> Iterator[Assessment]:
    roots = dermatomes()
    wanted = [_named(name) for name in policies] or [chosen(case, _installed(), roots)]
    return (check(case, policy, roots=roots) for policy in wanted)


def _document(found: Found, record: Record, case: Case) -> DocumentRow:
    source = case.sources[0]
    return DocumentRow(
        document=found.document,
        name=Path(found.path).name,
        path=found.path,
        bytes=found.bytes,
        source_kind=_source_kind(record),
        pages=len(record.pages),
        unreadable_pages=sum(page.source is PageSource.UNREADABLE for page in record.pages),
        document_kind=source.documents[0].kind if source.documents else None,
        words=len(record.text.split()),
        facts=len(case.facts),
        conflicts=len(case.conflicts),
        warnings=tuple(map(_utf8, (*record.warnings, *(one for page in record.pages for one in page.warnings)))),
        same_as=None,
        paths=found.paths,
        text_hash=hashlib.sha256(record.text.encode("utf-8", "surrogatepass")).hexdigest(),
        page_starts=tuple(page.start for page in record.pages),
        text=_utf8(record.text),
    )


def _utf8(text: str) -> str:
    """The text without halves of characters, which Arrow cannot hold; as long as before."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _source_kind(record: Record) -> str:
    """How the words were obtained: one of a page's kinds, or "mixed"."""
    kinds = {page.source.value for page in record.pages}
    return kinds.pop() if len(kinds) == 1 else "mixed"


def _fact(document: str, fact: Fact) -> FactRow:
    first, date = fact.evidence[0], fact.date
    return FactRow(
        document=document,
        fact=fact.id,
        type=fact.type,
        assertion=fact.assertion.value,
        grade=fact.grade.value,
        stated_by=fact.stated_by.value,
        date_iso=date.iso if date else None,
        date_raw=_utf8(date.raw) if date else None,
        date_precision=date.precision.value if date else None,
        date_order=date.order if date else None,
        page=first.page,
        start=first.start,
        end=first.end,
        quote=_utf8(first.quote),
        confidence=fact.confidence,
        rule=fact.rule,
        value=json.dumps(_VALUE.dump_python(fact.value, mode="json"), sort_keys=True, ensure_ascii=True),
    )


def _criteria(document: str, checked: Assessment) -> Iterator[CriterionRow]:
    for result in checked.criteria:
        missing = tuple(item.ask for item in checked.missing if result.id in item.criteria)
        row = CriterionRow(
            document=document,
            policy=checked.policy,
            policy_version=checked.version,
            criterion=result.id,
            status=result.status.value,
            reading="stated",
            facts_for=result.supports,
            facts_against=result.against,
            missing=missing,
        )
        yield row
        if result.strict_reading is not None:
            yield replace(row, status=result.strict_reading.status.value, reading="strict")
