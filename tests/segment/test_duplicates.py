"""Pages that came twice, and facts that only repeat others."""

import random

import pytest

from chartcase.case.case import Case
from chartcase.case.view import independent
from chartcase.flow import extract
from chartcase.ingest.text import PAGE_BREAK, text_pages
from chartcase.record import Box, Page, PageSource, Record, Word
from chartcase.segment.duplicates import duplicates_of

NOTE = (
    "OFFICE VISIT  03/04/2024\n"
    "CHIEF COMPLAINT: Left leg pain for 12 weeks after lifting a crate at work, worse when he sits or drives.\n"
    "He tried naproxen 500 mg twice daily for six weeks without relief, and eight sessions of physical therapy.\n"
    "EXAM: Straight leg raise is positive on the left at 40 degrees. Left great toe extension is 4/5. Gait is slow.\n"
    "ASSESSMENT: Left L5 radiculopathy. PLAN: Left L4-5 transforaminal epidural steroid injection, 64483.\n"
)
OTHER = (
    "PHYSICAL THERAPY DAILY NOTE\n"
    + "He walked on the treadmill and stretched with the therapist today as planned.\n" * 4
)


def record(*pages: str) -> Record:
    text = PAGE_BREAK.join(pages)
    return Record("packet.txt", text, text_pages(text))


def scanned(*pages: str, sure: float = 0.95, doubted: frozenset[str] = frozenset()) -> Record:
    """The pages as if recognised: every word with a confidence."""
    plain = record(*pages)
    made = [
        Page(
            page.number,
            page.start,
            page.end,
            PageSource.OCR,
            words=tuple(_words(plain.text, page, sure, doubted)),
        )
        for page in plain.pages
    ]
    return Record("fax.tif", plain.text, tuple(made))


def _words(text: str, page: Page, sure: float, doubted: frozenset[str]) -> list[Word]:
    words: list[Word] = []
    at = page.start
    for piece in text[page.start : page.end].split():
        start = text.index(piece, at)
        at = start + len(piece)
        words.append(Word(start, at, Box(0, 0, 1, 1), 0.3 if piece in doubted else sure))
    return words


def misread(text: str, share: float) -> str:
    """So many of the letters exchanged for others; figures stay."""
    chance = random.Random(7)  # noqa: S311 - no secret
    return "".join(
        chance.choice("aeotnrlcmu") if letter.isalpha() and chance.random() < share else letter for letter in text
    )


def found(*records: Record) -> list[tuple[int, int]]:
    return [(twice.page, twice.of_page) for twice in duplicates_of([(one, ()) for one in records])]


def test_a_page_sent_twice_is_found() -> None:
    """It repeats the first."""
    assert found(record(NOTE, OTHER, NOTE)) == [(3, 1)]


@pytest.mark.parametrize("share", [0.02, 0.05])
def test_a_page_scanned_twice_is_found_through_misread_letters(share: float) -> None:
    """Up to one letter in twenty."""
    assert found(scanned(NOTE, OTHER, misread(NOTE, share))) == [(3, 1)]


@pytest.mark.parametrize(
    ("before", "after"),
    [("03/04/2024", "03/11/2024"), ("40 degrees", "60 degrees"), ("on the left at", "on the right at")],
)
def test_a_form_filled_in_anew_is_no_duplicate(before: str, after: str) -> None:
    """Another date, figure or side that was clearly read is another page, however like."""
    assert found(record(NOTE, NOTE.replace(before, after))) == []


def test_a_figure_read_with_doubt_does_not_part_two_scans() -> None:
    """The doubtful one may be a misreading of the other."""
    other = NOTE.replace("500", "509")
    assert found(scanned(NOTE, other, doubted=frozenset({"509"}))) == [(2, 1)]


VISIT = (
    "PRIMARY CARE VISIT  {day}/2023\n"
    "Annual follow-up. Hypertension controlled on lisinopril 20 mg daily. Type 2 diabetes, metformin 1000 mg BID.\n"
    "No back complaints today.\nReview of systems otherwise negative. BP {pressure}. Continue present medications.\n"
    "T. Nwosu, MD\n"
)


@pytest.mark.parametrize(
    ("pressures", "doubted"),
    [(("131/82", "132/82", "133/82"), False), (("131/82",) * 3, False), (("131/82", "132/82", "136/82"), True)],
)
def test_visits_carried_forward_are_no_copies(pressures: tuple[str, ...], doubted: bool) -> None:
    """A head that runs through a practice's visits holds the day of each, which tells them apart."""
    pages = [
        VISIT.format(day=day, pressure=one) for day, one in zip(("01/15", "02/16", "03/18"), pressures, strict=True)
    ]
    case = extract(scanned(*pages, doubted=frozenset(f"{one}." for one in pressures) if doubted else frozenset()))
    assert case.duplicates == ()
    assert len(case.sources[0].documents) == 3


def test_a_running_head_on_both_copies_does_not_part_them() -> None:
    """The same day on both."""
    pages = [VISIT.format(day="01/15", pressure="131/82"), OTHER, VISIT.format(day="01/15", pressure="131/82")]
    assert [(twice.page, twice.of_page) for twice in extract(scanned(*pages)).duplicates] == [(3, 1)]


def test_stamps_and_other_furniture_do_not_part_two_pages() -> None:
    """The stripe of the second transmission bears another time and number."""
    text = PAGE_BREAK.join(
        f"11/03/2024 14:{minute}  FROM: SUMMIT SPINE  TO: INTAKE  P.00{minute - 20}/009\n{NOTE}" for minute in (22, 27)
    )
    case = extract(Record("fax.txt", text, text_pages(text)))
    assert [(twice.page, twice.of_page) for twice in case.duplicates] == [(2, 1)]


@pytest.fixture(scope="module")
def twice() -> Case:
    return extract(record(NOTE, OTHER, NOTE))


def test_what_a_second_copy_says_stays_and_counts_once(twice: Case) -> None:
    """Every fact of the copy names the one that it repeats; no fact is lost."""
    once = extract(record(NOTE, OTHER))
    copies = [fact for fact in twice.facts if fact.evidence[0].page == 3]
    assert copies
    assert all(fact.repeats is not None for fact in copies)
    assert all(twice.fact(fact.repeats or "").evidence[0].page == 1 for fact in copies)
    assert len(independent(twice.facts)) == len(once.facts)
    assert twice.derived == once.derived


def test_a_copy_counts_where_the_first_is_gone(twice: Case) -> None:
    """A reviewer who rejects the first leaves the second standing."""
    copy = next(fact for fact in twice.facts if fact.repeats is not None)
    left = [fact for fact in twice.facts if fact.id != copy.repeats]
    assert copy in independent(left)


def test_no_line_runs_because_its_page_came_twice() -> None:
    """The first and last lines of a page sent twice stay in the text."""
    case = extract(record(NOTE, NOTE))
    assert {fact.type for fact in case.facts} >= {"request", "diagnosis", "medication_trial"}
