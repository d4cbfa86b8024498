"""What tests of speakers share."""

from collections.abc import Callable

import pytest

from chartcase.fact import Fact
from chartcase.flow import extract
from chartcase.record import Page, PageSource, Record

Said = Callable[[str, str, str], Fact]


@pytest.fixture(scope="module")
def said() -> Said:
    """`said(before, words, type)`: the last fact of a type that the words state behind what stands before them."""

    def last(before: str, words: str, fact_type: str) -> Fact:
        text = before + words + "\n"
        facts = extract(Record("note.txt", text, (Page(1, 0, len(text), PageSource.TEXT),))).facts
        return [fact for fact in facts if fact.type == fact_type and fact.evidence[0].start >= len(before)][-1]

    return last
