"""What came in the packet, page by page: stripes, numbers, pages that came twice, late or not at all.

It stands apart as the one place where the looks over a packet's pages meet.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from chartcase.case.case import CoverCount, DuplicatePage, FaxStripe, MisplacedPage, MissingPage, NumberedBy, PageKind
from chartcase.case.paging import paging_of
from chartcase.record import PageSource
from chartcase.segment.cover import told_by_covers
from chartcase.segment.duplicates import duplicates_of
from chartcase.segment.numbering import PageMarks, page_marks
from chartcase.segment.outline import Outline

_PAGE_KINDS = {
    "cover": PageKind.COVER,
    "clinical_note": PageKind.OFFICE_VISIT,
    "examination_report": PageKind.OFFICE_VISIT,
    "therapy_note": PageKind.THERAPY,
    "imaging_report": PageKind.IMAGING,
    "operative_report": PageKind.OPERATIVE,
    "chart_sheet": PageKind.OTHER,
    "ur_letter": PageKind.UR_LETTER,
    "iro_decision": PageKind.DECISION,
    "hearing_decision": PageKind.DECISION,
}
_COUNTED = {NumberedBy.FAX: "the sender's fax machine", NumberedBy.PRINTED: "the pages' own numbers"}


@dataclass(frozen=True, slots=True)
class Packet:
    """The pages of a case; `marks` by source, in order of its pages."""

    marks: dict[str, tuple[PageMarks, ...]]
    duplicates: tuple[DuplicatePage, ...]
    missing: tuple[MissingPage, ...]
    misplaced: tuple[MisplacedPage, ...]
    short: tuple[CoverCount, ...]
    unread: tuple[tuple[str, tuple[int, ...]], ...]
    """Sources with the pages of which no word was read."""

    def warnings(self) -> Iterator[str]:
        """A sentence for each thing that a reader should know; none holds words of a page."""
        for twice in self.duplicates:
            of = "" if twice.of_source == twice.source else f" of {twice.of_source}"
            yield f"{twice.source}: page {twice.page} is page {twice.of_page}{of} again; what it repeats counts once."
        for page in self.misplaced:
            yield (
                f"{page.source}: page {page.page} is out of order; it is number {page.number} of {page.of} "
                f"by {_COUNTED[page.by]}."
            )
        yield from _missing_sentences(self.missing)
        for cover in self.short:
            yield (
                f"{cover.source}: the cover on page {cover.page} counts {cover.told} pages and {cover.came} came; "
                f"{cover.told - cover.came} {'is' if cover.told - cover.came == 1 else 'are'} missing."
            )
        for source, pages in self.unread:
            which = f"page {pages[0]}" if len(pages) == 1 else f"pages {', '.join(map(str, pages))}"
            yield f"{source}: {which} could not be read and {'is' if len(pages) == 1 else 'are'} not part of this case."


def packet_of(outlines: Sequence[Outline]) -> Packet:
    """The packet that the outlines of one case make."""
    marks = {outline.record.source: page_marks(outline.record, outline.furniture) for outline in outlines}
    duplicates = tuple(
        DuplicatePage(
            source=twin.source,
            page=twin.page,
            of_source=twin.of_source,
            of_page=twin.of_page,
            likeness=twin.likeness,
        )
        for twin in duplicates_of([(outline.record, outline.furniture) for outline in outlines])
    )
    repeated = {source: frozenset(twice.page for twice in duplicates if twice.source == source) for source in marks}
    paging = [paging_of(source, pages, repeated[source]) for source, pages in marks.items()]
    return Packet(
        marks,
        duplicates,
        tuple(page for found in paging for page in found.missing),
        tuple(page for found in paging for page in found.misplaced),
        tuple(_short(outlines)),
        tuple((outline.record.source, lost) for outline in outlines if (lost := _unread(outline))),
    )


def page_kind_of(sort: str) -> PageKind:
    """What a reader sorts a document of this kind of rules/documents.yaml under."""
    return _PAGE_KINDS.get(sort, PageKind.OTHER)


def stripe_of(marks: PageMarks) -> FaxStripe | None:
    """The stripe of a page as the case holds it."""
    fax = marks.fax
    if fax is None:
        return None
    return FaxStripe(sender=fax.sender, recipient=fax.recipient, time=fax.time, number=fax.number, of=fax.of)


def _short(outlines: Sequence[Outline]) -> Iterator[CoverCount]:
    """Covers that count more pages than came up to the next cover; the only cover of several files counts them all."""
    told = [(outline, covers) for outline in outlines if (covers := told_by_covers(outline))]
    alone = len(told) == 1 and len(told[0][1]) == 1
    every = sum(len(outline.record.pages) for outline in outlines)
    for outline, covers in told:
        ends = [*(cover.page for cover in covers[1:]), len(outline.record.pages) + 1]
        for cover, end in zip(covers, ends, strict=True):
            came = every - cover.page + 1 if alone else end - cover.page
            if came < cover.pages:
                yield CoverCount(source=outline.record.source, page=cover.page, told=cover.pages, came=came)


def _unread(outline: Outline) -> tuple[int, ...]:
    return tuple(page.number for page in outline.record.pages if page.source is PageSource.UNREADABLE)


def _missing_sentences(missing: Sequence[MissingPage]) -> Iterator[str]:
    """One sentence for the pages that are missing in one place."""
    for (source, of, by, after), group in groupby(
        missing, key=lambda page: (page.source, page.of, page.by, page.after_page)
    ):
        numbers = [page.number for page in group]
        which = f"Page {numbers[0]}" if len(numbers) == 1 else f"Pages {', '.join(map(str, numbers))}"
        where = f"after page {after} of the file" if after else "at the start of the file"
        yield f"{source}: {which} of {of} {'is' if len(numbers) == 1 else 'are'} missing {where}, by {_COUNTED[by]}."
