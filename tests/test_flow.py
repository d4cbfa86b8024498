"""The flow's settings."""

import pytest

from chartcase import flow
from chartcase.case.case import Case
from chartcase.record import Page, PageSource, Record

NOTE = (
    "OFFICE VISIT\n\nHISTORY: 45-year-old man with left leg pain. He denies numbness. Failed naproxen and 12 visits of "
    "PT without relief. No prior injections. If weakness develops he will call.\n\nPLAN: Left L5-S1 TFESI.\n"
)


def _case() -> Case:
    flow.finder.cache_clear()
    return flow.extract(Record("note.txt", NOTE, (Page(1, 0, len(NOTE), PageSource.TEXT),)))


def test_medspacy_reads_the_same_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    """With medspaCy's own ConText the case is the same, to the last byte."""
    quick = _case()
    monkeypatch.setenv(flow.CONTEXT_READER, "medspacy")
    slow = _case()
    monkeypatch.delenv(flow.CONTEXT_READER)
    flow.finder.cache_clear()
    assert slow.model_dump_json() == quick.model_dump_json()
    assert quick.facts
