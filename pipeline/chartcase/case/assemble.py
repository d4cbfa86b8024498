"""Facts and outlines -> one case: sources with their documents, groups, conflicts, slips, derived quantities.

It stands apart as the only maker of cases.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from chartcase.case.case import Case, Patient, Source, SourceDocument, SourcePage
from chartcase.case.claims import claims_of
from chartcase.case.coded import miscoded
from chartcase.case.conflict_rules import ConflictRules, load_conflict_rules
from chartcase.case.conflicts import conflicts_of, joined
from chartcase.case.derive import derive
from chartcase.case.groups import groups_of
from chartcase.case.identity import IdentityRules
from chartcase.case.opposed import opposed_sides
from chartcase.case.packet import packet_of, page_kind_of, stripe_of
from chartcase.case.patients import patients_of, question_of
from chartcase.case.repeats import with_repeats
from chartcase.case.standpoint import Standpoint, standpoints_of
from chartcase.case.unreadable import SlipRules
from chartcase.case.view import independent
from chartcase.fact import Fact
from chartcase.record import FurnitureKind
from chartcase.segment.authorship import author_of, day_of
from chartcase.segment.lines import placed_lines
from chartcase.segment.numbering import PageMarks
from chartcase.segment.outline import Document, Outline

_UNSIGNED = frozenset({"cover"})


@dataclass(frozen=True, slots=True)
class Assembler:
    """The tables that assembling reads, loaded once."""

    conflicts: ConflictRules
    slips: SlipRules
    identity: IdentityRules

    def prepare(self) -> None:
        """Read at once what its expressions need, as pays for many texts."""
        self.identity.prepare()

    def assemble(self, outlines: Sequence[Outline], facts: Sequence[Sequence[Fact]]) -> Case:
        """One case from outlines and, for each, its facts; facts keep their order."""
        packet = packet_of(outlines)
        starts = {
            (outline.record.source, page.number): page.start for outline in outlines for page in outline.record.pages
        }
        every = with_repeats([fact for found in facts for fact in found], packet.duplicates, starts)
        sources = tuple(_source(outline, packet.marks[outline.record.source]) for outline in outlines)
        standpoints: dict[str, Standpoint] = {}
        for outline, source, found in zip(outlines, sources, facts, strict=True):
            standpoints |= standpoints_of(outline, found, [document.date for document in source.documents])
        claims = claims_of(independent(every), standpoints)
        patients = self._patients(outlines, facts)
        question = question_of(patients)
        return Case(
            program_version=program_version(),
            sources=sources,
            facts=every,
            groups=groups_of(every),
            conflicts=joined(
                (*conflicts_of(claims, standpoints, self.conflicts), *opposed_sides(claims), *miscoded(claims))
            ),
            unreadable=tuple(slip for outline in outlines for slip in self.slips.of(outline)),
            derived=derive(every, sources),
            patients=patients,
            duplicates=packet.duplicates,
            missing_pages=packet.missing,
            covers_short=packet.short,
            misplaced=packet.misplaced,
            questions=(question,) if question else (),
            warnings=(
                *(f"{source.name}: {warning}" for source in sources for warning in source.warnings),
                *packet.warnings(),
            ),
        )

    def _patients(self, outlines: Sequence[Outline], facts: Sequence[Sequence[Fact]]) -> tuple[Patient, ...]:
        pages = (
            page
            for outline, found in zip(outlines, facts, strict=True)
            for page in self.identity.pages(outline.record, found)
        )
        return patients_of(tuple(pages), self.identity.short_forms)


def load_assembler(rules: Path) -> Assembler:
    """The tables from the folder rules/.

    Raises:
        RulesError: a file is wrong; the sentence names the place.
    """
    return Assembler(load_conflict_rules(rules), SlipRules(rules), IdentityRules(rules))


@lru_cache(maxsize=1)
def program_version() -> str:
    """The installed version, "0" in a checkout that was never installed."""
    try:
        return version("chartcase")
    except PackageNotFoundError:
        return "0"


def _source(outline: Outline, marks: Sequence[PageMarks]) -> Source:
    record = outline.record
    pages = tuple(
        SourcePage(
            number=page.number,
            read_as=page.source.value,
            width=page.width,
            height=page.height,
            warnings=page.warnings,
            fax=stripe_of(mark),
            printed=(mark.printed.number, mark.printed.of) if mark.printed else None,
        )
        for page, mark in zip(record.pages, marks, strict=True)
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
    stripes = {item.start for item in outline.furniture if item.kind is FurnitureKind.FAX}
    placed = placed_lines(outline.record.text, document.start, document.end)
    lines = [line for at, line in placed if at not in stripes]
    return SourceDocument(
        kind=document.kind,
        page_kind=page_kind_of(document.sort),
        first_page=first,
        last_page=max(first, last),
        start=document.start,
        end=document.end,
        title=document.title or None,
        date=day_of(lines),
        author=None if document.sort in _UNSIGNED else author_of(lines, document.sort),
    )
