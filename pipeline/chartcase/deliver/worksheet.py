"""The worksheet as plain values: what every form of it (page, Word, PDF, Excel) shows, in order and in words.

It stands apart so that the forms differ in looks alone and none of them reads a case by itself.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chartcase.case.case import Case, Conflict
from chartcase.criteria.api import Assessment, CriterionResult, Policy, Status
from chartcase.criteria.reasons import OPENING
from chartcase.criteria.show import SIGNS
from chartcase.deliver import worksheet_words as words
from chartcase.deliver.case_pages import CasePages
from chartcase.deliver.searched import not_found
from chartcase.deliver.timeline import care_timeline
from chartcase.deliver.worksheet_marks import Review, State
from chartcase.deliver.worksheet_view import (
    ConflictRow,
    CriterionRow,
    GroupView,
    Link,
    MissingRow,
    Option,
    PageView,
    Place,
    Row,
    Worksheet,
)
from chartcase.fact import Fact

GROUPS: Sequence[tuple[str, str, tuple[str, ...]]] = (
    ("request", "Request", ("request", "diagnosis")),
    (
        "symptoms",
        "Symptoms and exam",
        ("symptom_duration", "radicular_symptom", "axial_pain", "score", "functional_limit", "exam_finding"),
    ),
    ("care", "Conservative care", ("physical_therapy", "medication_trial", "conservative_care", "program_element")),
    ("imaging", "Imaging and nerve studies", ("imaging_study", "imaging_finding", "electrodiagnostic")),
    ("earlier", "Earlier injections and surgery", ("prior_injection", "prior_surgery")),
    ("risks", "Red flags and risks", ("risk",)),
    ("other", "Other", ("injury", "demographics", "determination", "reviewer")),
)
"""Groups in the order of the worksheet: id, title, fact types in order."""

READ_AS = {
    "text": "plain text",
    "digital": "PDF with its own text",
    "ocr": "scanned page",
    "unreadable": "could not be read",
}
STATUS_WORDS: Mapping[Status, str] = {status: status.value.replace("_", " ") for status in Status}


Layout = Mapping[tuple[str, int], tuple[int, int]]
"""By source and own page, the page's number over all sources and where its text begins."""
_FACT_ID = re.compile(r"\bf\d{4,}\b")


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a worksheet is made of. `case` is as it stands after the review, `original` as it was extracted."""

    name: str
    original: Case
    case: Case
    pages: CasePages
    texts: Mapping[str, str]
    policy: Policy
    before: Assessment
    now: Assessment
    review: Review
    pictures: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Around:
    """What rows need to know of the whole: titles of criteria and the conflict by fact, and where pages lie."""

    carried: Mapping[str, tuple[str, ...]]
    disputed: Mapping[str, str]
    layout: Layout


def worksheet(drawn: Drawn) -> Worksheet:
    """The worksheet of a case checked against a policy, as a review left it."""
    rows = tuple(_rows(drawn))
    row_of = {fact: row.id for row in rows for fact in row.facts}
    asked = drawn.original.questions
    return Worksheet(
        name=drawn.name,
        request=_request(drawn.case),
        policy=drawn.now.title,
        policy_id=drawn.now.policy,
        policy_version=drawn.now.version,
        program=drawn.original.program_version,
        overall=drawn.now.overall,
        groups=tuple(GroupView(id=name, title=title) for name, title, _ in GROUPS),
        criteria=tuple(_criteria(drawn, row_of)),
        missing=tuple(_missing(drawn.now)),
        rows=rows,
        conflicts=tuple(_conflicts(drawn, row_of)),
        not_found=not_found(drawn.case, drawn.policy),
        care=care_timeline(drawn.case, row_of, _first_pages(drawn)),
        pages=tuple(_pages(drawn)),
        notes=tuple(note for note in (*drawn.now.notes, *drawn.original.warnings) if note not in asked),
        questions=asked,
        review=drawn.review,
    )


def _first_pages(drawn: Drawn) -> dict[str, int]:
    """By source, the number of pages before it."""
    before, found = 0, dict[str, int]()
    for source in drawn.pages.sources:
        found[source.name] = before
        before += len(source.pages)
    return found


def _request(case: Case) -> str:
    asked = [fact for fact in case.facts if fact.type == "request"]
    named = next((fact for fact in asked if "procedure" in fact.value), None)
    if named is None:
        return "No request found"
    where = dict.fromkeys(
        item
        for key in ("levels", "laterality")
        for fact in asked
        if fact.assertion is named.assertion
        for item in words.value_words(key, fact.value.get(key, "")).split(", ")
        if item
    )
    name = words.word(str(named.value["procedure"]))
    return ", ".join([name[0].upper() + name[1:], *where][:6])


def _rows(drawn: Drawn) -> Iterator[Row]:
    disputed = {fact: _conflict_id(conflict) for conflict in drawn.original.conflicts for fact in conflict.facts}
    around = _Around(_carried(drawn.now), disputed, _layout(drawn))
    shown = {fact.id: fact for fact in (*drawn.original.facts, *drawn.case.facts)}
    members = _members(drawn, disputed)
    for name, _, types in GROUPS:
        for fact_type in types:
            for ids in members:
                if shown[ids[0]].type == fact_type:
                    yield _row(drawn, name, [shown[fact_id] for fact_id in ids], around)


def _members(drawn: Drawn, disputed: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The facts of each row: a group of the case, with disputed facts apart; then what reviewers added."""
    members: list[tuple[str, ...]] = []
    grouped: set[str] = set()
    for group in drawn.original.groups:
        plain = tuple(fact for fact in group.facts if fact not in disputed)
        members += [plain] if plain else []
        members += [(fact,) for fact in group.facts if fact in disputed]
        grouped.update(group.facts)
    known = (*drawn.original.facts, *drawn.case.facts)
    members += [(fact_id,) for fact_id in dict.fromkeys(fact.id for fact in known) if fact_id not in grouped]
    return members


def _carried(assessment: Assessment) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for result in assessment.criteria:
        for fact in dict.fromkeys((*result.supports, *result.against, *result.conflict)):
            found.setdefault(fact, []).append(result.title)
    return {fact: tuple(titles) for fact, titles in found.items()}


def _row(drawn: Drawn, group: str, facts: Sequence[Fact], around: _Around) -> Row:
    lead = facts[0]
    mark = drawn.review.marks.get(lead.id)
    return Row(
        id=lead.id,
        facts=tuple(fact.id for fact in facts),
        group=group,
        type=lead.type,
        label=words.label(lead),
        value=words.phrase(lead),
        raw=lead.value,
        assertion=lead.assertion.value,
        by=words.said_by(lead),
        when=words.when(lead),
        sure=round(100 * lead.confidence),
        state=mark.state if mark else State.DRAFT,
        mark=mark,
        carries=tuple(dict.fromkeys(title for fact in facts for title in around.carried.get(fact.id, ()))),
        conflict=around.disputed.get(lead.id),
        places=tuple(place for fact in facts for place in _places(around.layout, fact)),
    )


def _layout(drawn: Drawn) -> Layout:
    before = _first_pages(drawn)
    return {
        (source.name, page.number): (before[source.name] + page.number, page.start)
        for source in drawn.pages.sources
        for page in source.pages
    }


def _places(layout: Layout, fact: Fact) -> Iterator[Place]:
    for evidence in fact.evidence:
        page, start = layout.get((evidence.source, evidence.page), (evidence.page, 0))
        yield Place(
            page=page,
            quote=_flat(evidence.quote),
            start=evidence.start - start,
            end=evidence.end - start,
            boxes=evidence.boxes,
            doubtful=evidence.doubtful,
            fact=fact.id,
            says=words.phrase(fact),
            by=words.said_by(fact),
        )


def _flat(quote: str) -> str:
    """A quote on one line; its own line breaks are those of the page."""
    return " ".join(quote.split())


def _criteria(drawn: Drawn, row_of: Mapping[str, str]) -> Iterator[CriterionRow]:
    before = {result.id: result.status for result in drawn.before.criteria}
    for result in drawn.now.criteria:
        changed = before.get(result.id) is not result.status
        yield CriterionRow(
            id=result.id,
            title=result.title,
            status=result.status.value,
            sign=SIGNS[result.status].strip("()"),
            words=STATUS_WORDS[result.status],
            reason=_plain(_named(result.reason, drawn.original), result.status),
            ask=result.ask,
            before=STATUS_WORDS[before[result.id]] if changed and result.id in before else None,
            links=tuple(_links(drawn, result, row_of)),
        )


def _named(reason: str, case: Case) -> str:
    """The reason with what a fact says in place of its number, which means nothing to a reader."""

    def said(found: re.Match[str]) -> str:
        fact = next((fact for fact in case.facts if fact.id == found[0]), None)
        return f"“{words.label(fact)}: {words.phrase(fact)}”" if fact else found[0]

    return _FACT_ID.sub(said, reason)


def _plain(reason: str, status: Status) -> str:
    """The reason without the status that stands beside it anyway."""
    told = reason.removeprefix(f"{OPENING[status]}: ")
    return told[:1].upper() + told[1:]


def _links(drawn: Drawn, result: CriterionResult, row_of: Mapping[str, str]) -> Iterator[Link]:
    facts = {fact.id: fact for fact in drawn.case.facts}
    before = _first_pages(drawn)
    seen: set[int] = set()
    for fact_id in dict.fromkeys((*result.supports, *result.against, *result.conflict)):
        if fact_id in facts and fact_id in row_of:
            first = facts[fact_id].evidence[0]
            page = before.get(first.source, 0) + first.page
            if page not in seen:
                seen.add(page)
                yield Link(page=page, row=row_of[fact_id])


def _missing(assessment: Assessment) -> Iterator[MissingRow]:
    titles = {result.id: result.title for result in assessment.criteria}
    for item in assessment.missing:
        yield MissingRow(ask=item.ask, why=item.why, criteria=tuple(titles[name] for name in item.criteria))


def _conflict_id(conflict: Conflict) -> str:
    return f"{conflict.field}:{conflict.facts[0]}"


def _conflicts(drawn: Drawn, row_of: Mapping[str, str]) -> Iterator[ConflictRow]:
    facts = {fact.id: fact for fact in drawn.original.facts}
    before = _first_pages(drawn)
    for conflict in drawn.original.conflicts:
        key = conflict.field.partition(".")[2]
        options: list[Option] = []
        for fact_id in conflict.facts:
            fact = facts[fact_id]
            first = fact.evidence[0]
            said = words.phrase(fact) if key == "assertion" else words.value_words(key, fact.value[key])
            options.append(
                Option(
                    fact=fact_id,
                    row=row_of[fact_id],
                    value=said,
                    by=words.said_by(fact),
                    page=before.get(first.source, 0) + first.page,
                    quote=_flat(first.quote),
                )
            )
        name = _conflict_id(conflict)
        yield ConflictRow(
            id=name,
            title=words.field_words(conflict.field),
            options=tuple(options),
            chosen=drawn.review.chosen.get(name),
        )


def _pages(drawn: Drawn) -> Iterator[PageView]:
    number = 0
    for source, known in zip(drawn.pages.sources, drawn.original.sources, strict=True):
        for page, told in zip(source.pages, known.pages, strict=False):
            number += 1
            yield PageView(
                number=number,
                source=source.name,
                own=page.number,
                width=told.width,
                height=told.height,
                read_as=READ_AS.get(told.read_as, told.read_as),
                warnings=told.warnings,
                picture=number in drawn.pictures and told.width > 0,
                text=drawn.texts.get(source.name, "")[page.start : page.end],
            )
