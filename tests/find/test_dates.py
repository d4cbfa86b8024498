"""Dates: masked ones keep their words and no more; nothing is invented."""

import pytest

from chartcase import resources
from chartcase.fact import DatePrecision
from chartcase.find.dates import dates_in
from chartcase.find.rulebook import load_rulebook

RULES = load_rulebook(resources.rules()).dates


def read(text: str) -> list[tuple[str, str | None, str]]:
    return [(hit.raw, hit.iso, hit.precision.value) for hit in dates_in(text.encode("ascii"), RULES)]


@pytest.mark.parametrize(
    "mask",
    [
        "XX/XX/XX",
        "XX/XX/XXXX",
        "XX/XXXX",
        "[DATE]",
        "[**2019-3-4**]",
        "<DATE>",
        "(Date of Injury)",
        "the specified date",
        "xx/xx/xx",
    ],
)
def test_every_mask_keeps_its_words(mask: str) -> None:
    """A mask is one date without an ISO form."""
    assert read(f"An MRI of {mask} was normal.") == [(mask, None, "masked")]


@pytest.mark.parametrize(
    ("words", "iso", "precision"),
    [
        ("03/02/2024", "2024-03-02", DatePrecision.DAY),
        ("3-2-24", "2024-03-02", DatePrecision.DAY),
        ("2024-03-02", "2024-03-02", DatePrecision.DAY),
        ("March 2, 2024", "2024-03-02", DatePrecision.DAY),
        ("2 March 2024", "2024-03-02", DatePrecision.DAY),
        ("March of 2024", "2024-03", DatePrecision.MONTH),
        ("03/2024", "2024-03", DatePrecision.MONTH),
        ("3rd of March 2024", "2024-03-03", DatePrecision.DAY),
        ("Mar '24", "2024-03", DatePrecision.MONTH),
    ],
)
def test_real_dates_in_all_forms(words: str, iso: str, precision: DatePrecision) -> None:
    """US order, words, partial."""
    assert read(f"seen {words} again") == [(words, iso, precision.value)]


@pytest.mark.parametrize("words", ["A 2023 lumbar MRI", "MRI lumbar spine 2023: bulge"])
def test_a_year_beside_a_study_is_its_date(words: str) -> None:
    """A bare year says when, where the study or the operation stands beside it."""
    assert read(words) == [("2023", "2023", "year")]


def test_a_number_beside_nothing_is_no_year() -> None:
    """Four digits alone are a number."""
    assert read("Suite 2023, and 2000 units of heparin") == []


def test_relative_dates_have_no_iso_form() -> None:
    """What is told from another day cannot be computed here."""
    assert read("It began three months ago.") == [("three months ago", None, "relative")]
    assert read("imaging within 24 months prior to injection") == [
        ("within 24 months prior to injection", None, "relative")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "disc bulge at L4-5 and L5-S1",
        "pain 6/10",
        "strength 4/5",
        "grade 2/5 and 3/5",
        "BP 120/80",
        "10/325 mg",
        "3x8 mm",
        "fingers 1-3",
        "T2-3 signal",
        "visits 4-6",
        "C5/6 level",
        "13/45/2020",
        "02/30/2021",
        "50-60% relief",
        "page 3/45",
        "2 of 10",
        "1-2 weeks",
        "ratio 1/2",
        "62323",
        "64483-50",
        "M54.16",
    ],
)
def test_nothing_that_is_no_date_becomes_one(text: str) -> None:
    """Levels, grades, scores, doses and impossible days invent no date."""
    assert read(text) == []
