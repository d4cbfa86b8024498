"""Cases in few words: a list of facts as YAML has them becomes a case whose evidence stands in the order of the list.

It stands apart so that tests of the case, the criteria and the delivery speak of cases alike.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from chartcase.case.case import Case, Conflict, Source, SourceDocument, SourcePage
from chartcase.fact import Evidence, Fact, FactDate, Range, Value

SPACE = 100
"""Characters between the starts of two facts' words."""

Told = Mapping[str, Any]


def build_case(
    facts: Sequence[Told],
    conflicts: Sequence[Told] = (),
    *,
    unreadable: Sequence[int] = (),
    documents: int = 1,
    document_date: str | None = None,
) -> Case:
    """A case of one source. `doc: N` puts a fact into document N (from 0); `date` is ISO, masked, or relative words."""
    made = tuple(build_fact(number, told, documents) for number, told in enumerate(facts, start=1))
    length = SPACE * (len(facts) + 2)
    pages = tuple(
        SourcePage(number=page, read_as="unreadable" if page in unreadable else "text") for page in range(1, 4)
    )
    source = Source(
        name="note.txt",
        sha256="0" * 64,
        pages=pages,
        documents=tuple(
            SourceDocument(
                kind="clinical_note",
                first_page=1,
                last_page=3,
                start=length * number,
                end=length * (number + 1),
                date=document_date,
            )
            for number in range(documents)
        ),
    )
    return Case(
        program_version="0",
        sources=(source,),
        facts=tuple(made),
        conflicts=tuple(
            Conflict(field=found["field"], facts=tuple(found["facts"]), values=tuple(found["values"]))
            for found in conflicts
        ),
    )


def build_fact(number: int, told: Told, documents: int = 1) -> Fact:
    """The fact of place `number`; what is not told is present, explicit, said by the treating side and clearly read."""
    start = SPACE * number + told.get("doc", 0) * SPACE * 1000 * (documents > 1)
    quote = told.get("quote", f"words {number}")
    return Fact(
        id=f"f{number:04d}",
        type=told["type"],
        value={key: value_of(raw) for key, raw in told.get("value", {}).items()},
        assertion=told.get("assertion", "present"),
        grade=told.get("grade", "explicit"),
        stated_by=told.get("by", "treating"),
        date=date_of(told.get("date"), number),
        evidence=(
            Evidence(
                source="note.txt",
                page=told.get("page", 1),
                start=start,
                end=start + len(quote),
                quote=quote,
                doubtful=told.get("doubtful", False),
            ),
        ),
        confidence=0.9,
        rule="test.rule",
    )


def value_of(raw: Any) -> Value:
    """A list as a tuple, {lo, hi} as a range, anything else as it is."""
    if isinstance(raw, dict):
        return Range(lo=raw["lo"], hi=raw["hi"])
    return tuple(raw) if isinstance(raw, list) else raw


def date_of(raw: str | None, order: int) -> FactDate | None:
    """A date by its look: 2024-05-01 is a day, XX or brackets are masked, other words are relative."""
    if raw is None:
        return None
    text = str(raw)
    if text[:4].isdigit():
        precision = {4: "year", 7: "month", 10: "day"}[len(text)]
        return FactDate(raw=text, iso=text, precision=precision, order=order)
    return FactDate(raw=text, precision="masked" if "X" in text or "[" in text else "relative", order=order)
