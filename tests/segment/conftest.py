"""Outlines from texts."""

from collections.abc import Callable

import pytest

from chartcase import resources
from chartcase.record import Page, PageSource, Record
from chartcase.segment.build import segment
from chartcase.segment.outline import Outline
from chartcase.segment.rules import load_segment_rules


@pytest.fixture(scope="session")
def outline() -> Callable[[str], Outline]:
    """An outline of a text; form feeds part pages."""
    rules = load_segment_rules(resources.rules(), resources.models())

    def made(text: str) -> Outline:
        pages: list[Page] = []
        start = 0
        for number, piece in enumerate(text.split("\f"), 1):
            pages.append(Page(number, start, start + len(piece), PageSource.TEXT))
            start += len(piece) + 1
        return segment(Record("note.txt", text, tuple(pages)), rules)

    return made
