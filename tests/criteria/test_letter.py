"""The letter: what, why, where we looked; never a decision, never a quote."""

import io
from collections.abc import Callable

import docx
import pytest

from chartcase.case.case import Case
from chartcase.criteria.api import check, load_policy
from chartcase.criteria.letter import Letter, write_letter
from chartcase.criteria.letter_forms import letter_bytes
from chartcase.errors import SettingError

MakeCase = Callable[..., Case]
FACTS = [
    {"type": "request", "value": {"procedure": "interlaminar_esi", "region": "lumbar"}, "quote": "CANARY request"},
    {"type": "medication_trial", "value": {"class": "nsaid", "weeks": 1}, "quote": "CANARY drug"},
]


@pytest.fixture
def letter(make_case: MakeCase) -> Letter:
    return write_letter(check(make_case(FACTS, unreadable=[2]), load_policy("payer_initial_lumbar")))


def test_every_missing_item_is_asked_for_with_its_reason(letter: Letter) -> None:
    """And with the criteria it is for, by their titles."""
    assert len(letter.asked) >= 4
    assert all(item.what and item.why.startswith("To tell whether") and item.criteria for item in letter.asked)


def test_unreadable_pages_are_named(letter: Letter) -> None:
    """And asked for again."""
    assert letter.looked == (
        "note.txt: 3 pages; could not be read: page 2. Please send this page again, more legibly.",
    )


def test_not_found_is_not_denied(letter: Letter) -> None:
    """The letter says so, and that it decides nothing."""
    assert "not found is not the same as denied" in letter.closing
    assert "No decision is made" in letter.closing


def test_what_stands_against_a_criterion_is_told(letter: Letter) -> None:
    """One week of a drug, so that longer records can be sent."""
    assert len(letter.contrary) == 1
    assert "at most 1 week" in letter.contrary[0]


@pytest.mark.parametrize("suffix", [".txt", ".md", ".docx"])
def test_every_form_holds_the_same_words(letter: Letter, suffix: str) -> None:
    """Plain text, Markdown and Word; no quote of the record in any."""
    data = letter_bytes(letter, suffix)
    if suffix == ".docx":
        words = " ".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)
    else:
        words = data.decode()
    plain = " ".join(words.replace("*", "").split())
    assert all(" ".join(item.what.split()) in plain for item in letter.asked)
    assert "page 2" in plain
    assert "CANARY" not in plain


def test_another_ending_is_refused(letter: Letter) -> None:
    """With the endings that there are."""
    with pytest.raises(SettingError, match=r"\.docx"):
        letter_bytes(letter, ".pdf")


def test_a_complete_record_asks_for_nothing(make_case: MakeCase) -> None:
    """The opening says so."""
    assessment = check(make_case(FACTS), load_policy("payer_initial_lumbar")).model_copy(update={"missing": ()})
    assert "nothing more is asked for" in write_letter(assessment).opening
