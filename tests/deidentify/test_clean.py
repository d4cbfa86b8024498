"""Identifiers go, intervals stay, and what is in doubt is not written."""

import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from chartcase.deidentify.clean import cleaned
from chartcase.deidentify.recognise import identifiers_in
from chartcase.deidentify.run import _days
from chartcase.deidentify.verify import StillIdentified, check_clean
from chartcase.find.rulebook import DateRule
from chartcase.flow import finder

_SPEC = importlib.util.spec_from_file_location("surrogates", Path(__file__).with_name("surrogates.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
surrogates_module = importlib.util.module_from_spec(_SPEC)
sys.modules["surrogates"] = surrogates_module
_SPEC.loader.exec_module(surrogates_module)

EACH = 200
GOAL = 0.995
NOTE = (
    "Patient Name: Orsolya Tewksbury   DOB: 04/12/1961  MRN: 00482913\n"
    "Seen on 03/04/2023 by Dr. Hartigan. She completed physical therapy for 6 weeks.\n"
    "MRI of 02/02/2023 shows a disc protrusion at L5-S1. Ms. Tewksbury has 4/5 strength. CPT 62323.\n"
)


@pytest.fixture(scope="module")
def dates() -> tuple[DateRule, ...]:
    """The forms of dates."""
    return finder().rulebook.dates


def test_recall_of_every_class(dates: tuple[DateRule, ...]) -> None:
    """Of 200 surrogates a class at least 99.5% go whole."""
    gone: Counter[str] = Counter()
    for one in surrogates_module.surrogates(EACH):
        covered = {at for found in identifiers_in(one.text, dates) for at in range(found.start, found.end)}
        gone[one.kind] += all(at in covered or not one.text[at].isalnum() for at in range(one.start, one.end))
    missed = {kind: EACH - count for kind, count in gone.items() if count < GOAL * EACH}
    assert missed == {}


def test_what_is_no_identifier_stays(dates: tuple[DateRule, ...]) -> None:
    """Levels, grades, procedure codes and durations are what the text is for."""
    text = cleaned(NOTE, dates).text
    assert all(words in text for words in ("6 weeks", "L5-S1", "4/5 strength", "CPT 62323", "disc protrusion"))
    assert "Tewksbury" not in text


def test_shifted_dates_keep_their_intervals(dates: tuple[DateRule, ...]) -> None:
    """30 days lie between the study and the visit, before and after."""
    text = cleaned(NOTE, dates, -100).text
    seen, study = (date(2022, 11, 24), date(2022, 10, 25))
    assert f"{seen:%m/%d/%Y}" in text
    assert f"{study:%m/%d/%Y}" in text
    assert (seen - study) == date(2023, 3, 4) - date(2023, 2, 2)


@pytest.mark.parametrize(
    "hostile", ["Patient: O\u200brsolya Tewksbury", "MRN: \uff10\uff10\uff14\uff18\uff12\uff19\uff11\uff13", "SSN \u0661\u0662\u0663-45-6789"]  # noqa: E501
)  # fmt: skip
def test_hostile_characters_hide_nothing(hostile: str, dates: tuple[DateRule, ...]) -> None:
    """Zero-width joiners and foreign digits are seen through."""
    assert not set("Tewksbury") <= set(cleaned(hostile, dates).text)
    assert cleaned(hostile, dates).text != hostile


@pytest.mark.parametrize("left", ["a@b", "Dr. Hartigan", "call 5551234567", "on 3/4/2023", "Hartigan, MD"])
def test_the_second_look_fails_closed(left: str) -> None:
    """Whatever the first pass missed is refused, and the sentence does not repeat it."""
    with pytest.raises(StillIdentified) as told:
        check_clean(left, frozenset(), {})
    assert "Hartigan" not in told.value.sentence


@pytest.mark.parametrize(
    "left", ["March 4", "4th of March", "2023-03-04", "03.04.23", "Mar '23", "spring 2021", "3 / 4 / 23", "03/04/2023"]
)
def test_a_date_that_was_not_moved_is_refused(left: str) -> None:
    """Only the days that the first pass wrote may stand there, and only as often as it wrote them."""
    with pytest.raises(StillIdentified):
        check_clean(f"seen {left}, again 11/24/2022", frozenset(), {"11/24/2022": 1})
    with pytest.raises(StillIdentified):
        check_clean("11/24/2022 and 11/24/2022", frozenset(), {"11/24/2022": 1})


@pytest.mark.parametrize(
    "words",
    ["March 2023", "the 4th of March", "on 3/4", "03.04.23", "20230304", "Mar '23", "spring 2021", "last March",
     "since Christmas", "2023/03/04", "in May", "DOB: 31 Feb 2020"],
)  # fmt: skip
def test_what_cannot_be_moved_is_masked_or_refused(words: str, dates: tuple[DateRule, ...]) -> None:
    """With --shift-dates no part of a date stays as it was."""
    try:
        clean = cleaned(f"Lumbar pain {words} and later.", dates, -70)
    except StillIdentified:
        return
    assert words not in clean.text
    assert clean.unmoved + clean.text.count("2020") + clean.text.count("2022") >= 1


def test_a_moved_monday_stays_a_monday() -> None:
    """A weekday that stands beside a date must not give away by how much it was moved."""
    assert {_days() % 7 for _ in range(99)} == {0}


@pytest.mark.parametrize(
    "words",
    ["strength 5 5 5 5 4 on the left", "CPT 62323 64483 77003", "pain 0 1 2 3 4 5 6 7 8 9 10", "BP 120 80, pulse 72",
     "L2-3, L3-4, L4-5 and L5-S1", "may improve 50 to 70 percent", "28 TAC 133.308", "gabapentin 300-1200 mg",
     "traction 15 min @ 18 lb", "See MD", "Ref MD: ____"],
)  # fmt: skip
def test_numbers_of_the_trade_are_not_refused(words: str) -> None:
    """Levels, grades, scales and procedure codes in a row name nobody."""
    check_clean(words, frozenset(), {})


@pytest.mark.parametrize("words", ["id 1234567", "(512) 555-0142", "555-0142", "4111 1111 1111", "4 5 9 7 8 2 1 3 3"])
def test_long_numbers_are_refused(words: str) -> None:
    """In one piece, in the usual groups, or spelt out."""
    with pytest.raises(StillIdentified):
        check_clean(words, frozenset(), {})


def test_the_command_writes_a_case_without_them(call: Callable[..., object], tmp_path: Path) -> None:
    """Text, case and file names hold none; every quote is still its span."""
    record = tmp_path / "tewksbury_orsolya.txt"
    record.write_text(NOTE)
    call("deidentify", record, "-o", tmp_path / "out", "--accept")
    folder = tmp_path / "out" / "record_1"
    everything = "".join(f"{path} {path.read_text()}" for path in folder.rglob("*") if path.is_file()).lower()
    assert not any(words in everything for words in ("tewksbury_", "orsolya", "hartigan", "00482913", "1961"))
    text = (folder / "record.txt").read_text()
    case = json.loads((folder / "case.json").read_text())
    quotes = [evidence for fact in case["facts"] for evidence in fact["evidence"]]
    assert quotes
    assert all(text[one["start"] : one["end"]] == one["quote"] for one in quotes)


def test_what_fails_writes_nothing(
    call: Callable[..., object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record that the second look refuses leaves no folder."""
    monkeypatch.setattr("chartcase.deidentify.clean.identifiers_in", lambda *_given: ())
    (tmp_path / "a.txt").write_text(NOTE)
    call("deidentify", tmp_path / "a.txt", "-o", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_clinics_name_takes_no_word_of_the_trade_with_it(dates: tuple[DateRule, ...]) -> None:
    """The clinic's name goes where it is signed; "pain" and "spine" stand elsewhere and stop nothing."""
    head, foot = "HARBOR VIEW SPINE AND PAIN ASSOCIATES", "Harbor View Spine and Pain Associates  Page 1"
    text = cleaned(f"{head}\nProvider: Ana Lutz, MD\nPain in the low back.\n{foot}\n", dates).text
    assert "Pain in the low back." in text
    assert "Lutz" not in text
