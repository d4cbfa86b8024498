"""The whole flow on one screen: read, segment, find, assemble, check.

It stands apart so that a newcomer sees the road from bytes to an assessment at once.
"""

import gc
import os
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from chartcase import ingest, kept, resources
from chartcase.case.assemble import Assembler, load_assembler
from chartcase.case.case import Case
from chartcase.fact import Fact
from chartcase.find.confidence import load_confidence
from chartcase.find.context import Context
from chartcase.find.find import Finder, load_measures
from chartcase.find.rulebook import load_rulebook
from chartcase.ingest.collect import Watch
from chartcase.ingest.limits import Limits
from chartcase.ingest.ocr.reader import installed_reader
from chartcase.ingest.picture import PageReader
from chartcase.record import Record
from chartcase.segment.build import segment
from chartcase.segment.outline import Outline
from chartcase.segment.rules import load_segment_rules

CONTEXT_READER = "CHARTCASE_CONTEXT"
"""Environment setting: "medspacy" has medspaCy's own ConText read our rules, instead of the quick reader that gives the
same cues."""


def read(
    path: str | Path, *, limits: Limits | None = None, ocr: PageReader | None = None, watch: Watch | None = None
) -> Record:
    """The record of a file; pages that are pictures go to `ocr`, or else to the OCR engine of this installation, where
    there is one. `watch` is called after every page with how many are read, and how many there are.

    Raises:
        InputError: the file cannot be read; see `chartcase.errors` for the kinds.
    """
    return ingest.read(path, limits=limits, ocr=ocr or page_reader(), watch=watch)


@lru_cache(maxsize=1)
def page_reader() -> PageReader | None:
    """The OCR engine, loaded when the first picture comes; None where it is not installed."""
    return installed_reader()


@lru_cache(maxsize=1)
def finder() -> Finder:
    """Rules, models and measures of this installation, loaded once a process.

    Raises:
        RulesError: a rule file is wrong.
    """
    rules, models = resources.rules(), resources.models()
    rulebook = load_rulebook(rules)
    made = Finder(
        rulebook,
        load_segment_rules(rules, models),
        Context(rules, plain=os.environ.get(CONTEXT_READER) == "medspacy"),
        load_confidence(models),
        load_measures(rulebook.findings),
    )
    if kept.is_kept():  # an earlier run has read what expressions need, or this one does for all that come
        made.prepare()
        kept.save()
    return made


@lru_cache(maxsize=1)
def assembler() -> Assembler:
    """The tables of assembling, loaded once a process.

    Raises:
        RulesError: a rule file is wrong.
    """
    made = load_assembler(resources.rules())
    if kept.is_kept():
        made.prepare()
        kept.save()
    return made


def prepare() -> None:
    """Load all that extraction needs, and read what its expressions need, as pays before many texts.

    Raises:
        RulesError: a rule file is wrong.
    """
    finder().prepare()
    assembler().prepare()
    kept.release()


def extract(records: Record | Sequence[Record]) -> Case:
    """One case from one record or several of the same patient.

    Raises:
        RulesError: a rule file is wrong.
    """
    several = (records,) if isinstance(records, Record) else tuple(records)
    with _uncollected():
        return _extract(several)


def _extract(records: Sequence[Record]) -> Case:
    finding, assembling = finder(), assembler()
    kept.release()
    outlines: list[Outline] = []
    facts: list[tuple[Fact, ...]] = []
    for record in records:
        outline = segment(record, finding.segment_rules)
        facts.append(finding.find(outline, first=1 + sum(map(len, facts))))
        outlines.append(outline)
    return assembling.assemble(outlines, facts)


@contextmanager
def _uncollected() -> Generator[None, None, None]:
    """Leave Python's search for circular garbage out until the end: nothing that extraction makes is circular, and all
    of it would be walked over again and again, a tenth of the time on a long record."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
