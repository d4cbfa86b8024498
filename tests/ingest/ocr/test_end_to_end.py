"""Doubt goes all the way: from a word of a page to the fact that rests on it and the criterion that rests on that."""

import re
from pathlib import Path

import pytest

from chartcase import check, extract, load_policy
from chartcase.criteria.judging import Status
from chartcase.record import Box, Page, PageSource, Record, Word

DEMO = Path(__file__).parents[3] / "corpora" / "demo" / "demo_record.txt"
TEXT = (
    "ASSESSMENT\nShe had a left L5 transforaminal epidural steroid injection with 70% relief for 10 weeks.\n"
    "Lumbar radiculopathy. She completed 8 weeks of physical therapy.\n"
)


def record(*doubted: str, text: str = TEXT, usual: float = 0.97) -> Record:
    """The text as a recognised page; the words named were read with doubt, the others as `usual`."""
    words = tuple(
        Word(
            match.start(),
            match.end(),
            Box(10.0 + match.start(), 10.0, 10.0 + match.end(), 20.0),
            0.3 if match.group().strip(".%") in doubted else usual,
        )
        for match in re.finditer(r"\S+", text)
    )
    return Record("fax.tif", text, (Page(1, 0, len(text), PageSource.OCR, 612.0, 792.0, words),))


@pytest.mark.parametrize(
    ("doubted", "fact_type"), [("70", "prior_injection"), ("L5", "prior_injection"), ("8", "physical_therapy")]
)
def test_a_fact_says_that_a_word_of_it_was_doubtful(doubted: str, fact_type: str) -> None:
    """Its number or level is one; the same fact of clear words is not."""
    for words, expected in ((record(doubted), True), (record(), False)):
        facts = [fact for fact in extract(words).facts if fact.type == fact_type]
        assert facts
        assert any(one.doubtful for fact in facts for one in fact.evidence) is expected


def test_a_level_that_stands_before_the_quoted_words_makes_them_doubtful() -> None:
    """A list of levels that was misread is not quoted by each finding on it, and each finding rests on it."""
    text = "FINDINGS\nAt L3-5, seen on sagittal images only, a shallow disc protrusion and mild foraminal stenosis.\n"
    facts = [fact for fact in extract(record("L3-5,", "L3-5", text=text)).facts if "level" in fact.value]
    assert facts
    assert all(one.doubtful for fact in facts for one in fact.evidence)
    clear = [fact for fact in extract(record(text=text)).facts if "level" in fact.value]
    assert clear
    assert not any(one.doubtful for fact in clear for one in fact.evidence)


def test_no_criterion_is_sure_on_doubtful_words_alone() -> None:
    """With every word doubtful nothing is met or not met for sure; with clear words something is."""
    text, policy = DEMO.read_text(encoding="utf-8").replace("\f", "\n"), load_policy("payer_initial_lumbar")

    def firm(case_of: Record) -> set[str]:
        results = check(extract(case_of), policy).criteria
        firmly = (Status.MET, Status.NOT_MET)
        return {result.id for result in results if result.status in firmly and (result.supports or result.against)}

    assert firm(record(text=text))
    assert not firm(record(text=text, usual=0.3))
