"""A date is never invented: whatever a date's ISO form says stands in its words."""

import calendar
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartcase import resources
from chartcase.find.dates import dates_in
from chartcase.find.rulebook import load_rulebook

RULES = load_rulebook(resources.rules()).dates
_PIECES = st.sampled_from([
    "L4-5", "C5-6", "5/5", "4/5", "10/10", "1/2", "12", "3", "31", "02", "2021", "21", "/", "-", ".", " ", ", ", "XX",
    "XX/XX/XX", "[DATE]", "____", "March", "Mar", "may", "of", "th", "weeks", "ago", "in", "on", "T12-L1", "62323", "%",
    "Jan 5", "5 Jan", "1999", "'21", "120/80", "98.6", "1-2", "7/8/9", "13/13/2020", "0/0/00", "2/30/2021", "last",
])  # fmt: skip

NO_DATES = (
    "L4-5", "L5-S1", "C6-7 and C7-T1", "T12-L1", "5/5 strength", "4+/5", "7/10 pain", "6-8/10", "1/2 tablet", "120/80",
    "98.6", "2-3 times", "3-4 weeks", "50-70%", "1-2 tabs", "x 3", "#5", "18 gauge", "0.25%", "CPT 62323", "99213-25",
    "M54.16", "G89.4", "v1.2.3", "2/30/2021", "13/13/2020", "0/0/00", "XX/XX/XX", "XX/XXXX",
    "__/__/____", "[DATE]", "(Date of Injury)", "03/XX/2021x", "may improve", "march in place", "sat for 5", "sun 30",
    "24/7", "20/20 vision", "1:200,000", "5-0 suture", "6/7 criteria", "1/1", "3 of 4", "2 x 4", "11 of 2", "S1 2 3",
    "page 3/12", "3/12/", "L 4 5",
)  # fmt: skip


@given(st.lists(_PIECES, max_size=12).map("".join) | st.lists(_PIECES, max_size=12).map(" ".join))
def test_every_part_of_a_date_stands_in_its_words(text: str) -> None:
    """Day, month and year of the ISO form are numbers or a month's name of the very words that are quoted."""
    for hit in dates_in(text.encode("ascii"), RULES):
        assert text[hit.start : hit.end] == hit.raw
        if hit.iso is None:
            continue
        numbers = {int(number) for number in re.findall(r"\d+", hit.raw)}
        year, month, day = (*map(int, hit.iso.split("-")), 0, 0)[:3]
        assert {year, year % 100} & numbers
        assert day == 0 or day in numbers
        named = re.search(calendar.month_abbr[month], hit.raw, re.IGNORECASE) if month else True
        assert named or month in numbers


@pytest.mark.parametrize("words", NO_DATES)
def test_what_is_no_date_gives_none(words: str) -> None:
    """Levels, grades, scores, doses, codes, masks and impossible days."""
    assert [hit.iso for hit in dates_in(f"noted {words} today".encode("ascii"), RULES) if hit.iso] == []
