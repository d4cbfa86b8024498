"""Facts and outlines -> one case: sources with their documents, groups, conflicts, derived quantities.

It stands apart as the only maker of cases.
"""

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

from chartcase.case.case import Case, Source, SourceDocument, SourcePage
from chartcase.fact import Fact
from chartcase.segment.outline import Document, Outline


def assemble(outlines: Sequence[Outline], facts: Sequence[Fact]) -> Case:
    """One case; facts keep their order."""
    return Case(
        program_version=program_version(), sources=tuple(_source(outline) for outline in outlines), facts=tuple(facts)
    )


def program_version() -> str:
    """The installed version, "0" in a checkout that was never installed."""
    try:
        return version("chartcase")
    except PackageNotFoundError:
        return "0"


def _source(outline: Outline) -> Source:
    record = outline.record
    pages = tuple(
        SourcePage(
            number=page.number, read_as=page.source.value, width=page.width, height=page.height, warnings=page.warnings
        )
        for page in record.pages
    )
    warned = bool(record.warnings) or any(page.warnings for page in record.pages)
    return Source(
        name=record.source,
        sha256=record.sha256,
        status="read_with_warnings" if warned else "read",
        pages=pages,
        documents=tuple(_document(outline, document) for document in outline.documents),
        warnings=record.warnings,
    )


def _document(outline: Outline, document: Document) -> SourceDocument:
    first = outline.record.page_at(document.start).number
    last = outline.record.page_at(max(document.end - 1, document.start)).number
    return SourceDocument(
        kind=document.kind,
        first_page=first,
        last_page=max(first, last),
        start=document.start,
        end=document.end,
        title=document.title or None,
    )
