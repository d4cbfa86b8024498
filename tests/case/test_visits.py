"""Visits: which of them a place of a record tells of."""

import pytest

from chartcase.case.visits import Visit, Visits
from chartcase.flow import finder
from chartcase.record import Page, PageSource, Record
from chartcase.segment.build import segment


def visits_of(text: str, *words: str) -> list[Visit | None]:
    """The visits at these words of a one-page record."""
    record = Record("note.txt", text, (Page(1, 0, len(text), PageSource.TEXT),))
    outline = segment(record, finder().segment_rules)
    visits = Visits(outline, [None] * len(outline.documents))
    sentences = (outline.sentence_of_record(text.index(word)) for word in words)
    return [
        visits.at(text.index(word), sentence.document, sentence.encounter)
        for word, sentence in zip(words, sentences, strict=True)
    ]


def test_headings_with_days_part_the_visits_of_one_note() -> None:
    """Two headed visits of one page are two, each with its day."""
    headed = (
        "CLINIC NOTE 7/7/2021",
        "Plan: right L5-S1 TFESI.\n",
        "CLINIC NOTE 9/15/2021",
        "Plan: left L5-S1 TFESI.\n",
    )
    text = "\n".join(headed)
    first, second = visits_of(text, "right L5", "left L5")
    assert first is not None
    assert second is not None
    assert (first.day, second.day) == ("2021-07-07", "2021-09-15")
    assert first.is_another_than(second)


def test_one_heading_parts_nothing() -> None:
    """The visit of a note with one heading is the note's, whose day its head tells."""
    (only,) = visits_of("CLINIC NOTE 7/7/2021\nPlan: right L5-S1 TFESI.\n", "right L5")
    assert only is not None
    assert only.day is None


@pytest.mark.parametrize("title", ["FOLLOW-UP VISIT 7/7/2021", "New-patient pain-clinic consult 7/7/2021", "7/7/2021"])
def test_a_heading_may_be_hyphenated(title: str) -> None:
    """Its words are told apart however they are joined."""
    first, second = visits_of(f"{title}\nPlan: right TFESI.\n\nCLINIC NOTE 9/15/2021\nPlan: left.\n", "right", "left")
    assert first is not None
    assert second is not None
    assert (first.day, second.day) == ("2021-07-07", "2021-09-15")


def test_a_letter_is_no_visit() -> None:
    """What a letter tells may be of any visit."""
    assert visits_of("LETTER OF APPEAL\nDear Sir,\nShe had 80% relief from the L5-S1 TFESI.\n", "80%") == [None]


@pytest.mark.parametrize(
    ("one", "other", "another"),
    [
        (Visit("a", None), Visit("b", None), True),
        (Visit("a", "2021-01-01"), Visit("b", "2021-01-01"), False),
        (Visit("a", "2021-01-01"), Visit("b", None), True),
        (Visit("a", None), Visit("a", None), False),
        (Visit("a", None), Visit("b", None, study=True), False),
    ],
)
def test_two_notes_are_two_visits_unless_their_day_is_one(one: Visit, other: Visit, another: bool) -> None:
    """Two notes of one day tell of one visit; a study and a visit are not held against each other as two visits."""
    assert one.is_another_than(other) is another
