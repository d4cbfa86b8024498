"""Page furniture: what runs from page to page or is the sender's stripe, and lines of the record that look so."""

import pytest

from chartcase.record import FurnitureKind, Page, PageSource, Record
from chartcase.segment.furniture import furniture_of

BODY = "The back pain began in May.\nShe took naproxen for six weeks.\nNo relief so far.\nWalking is limited.\n"
BODY += "The left ankle jerk is absent.\nAn MRI was done.\nIt shows a protrusion at L5-S1.\nShe wants an injection.\n"


def record(*pages: str) -> Record:
    """A record of those pages."""
    made: list[Page] = []
    for number, page in enumerate(pages, 1):
        start = made[-1].end + 1 if made else 0
        made.append(Page(number, start, start + len(page), PageSource.TEXT))
    return Record("fax.txt", "\f".join(pages), tuple(made))


def found(*pages: str) -> list[tuple[str, FurnitureKind]]:
    """The words and the kind of each piece of furniture."""
    made = record(*pages)
    return [(made.text[item.start : item.end], item.kind) for item in furniture_of(made)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("FROM: LAKE CLINIC 03/04/2024 PAGE 3/9", FurnitureKind.FAX),
        ("Mar 04 2024 11:32 LAKE CLINIC P. 3/9", FurnitureKind.FAX),
        ("03/04/2024 11:32 AM LAKE CLINIC page 3", FurnitureKind.FAX),
        ("Lake Clinic Fax 555-0134 sent at 11:32 today", FurnitureKind.FAX),
        ("03/04/2024 11:32 -> 5550134 003/009", FurnitureKind.FAX),
        ("LAKE CLINIC FAX 555-0134 -> 555-0135 P 003/009", FurnitureKind.FAX),
        ("FROM: LAKE CLINIC TO: REVIEW UNIT 03/04/2024 11:32 PAGC 3/9", FurnitureKind.FAX),
        ("- 3 -", FurnitureKind.PAGE_NUMBER),
        ("Page 3 of 9", FurnitureKind.PAGE_NUMBER),
        ("3 of 9", FurnitureKind.PAGE_NUMBER),
    ],
)
def test_each_form_of_a_senders_or_a_page_line_is_furniture(line: str, kind: FurnitureKind) -> None:
    """The makers' stripes and the printed numbers, each at the top of a page."""
    assert found(f"{line}\n{BODY}") == [(line, kind)]


@pytest.mark.parametrize(
    "line",
    [
        "Pain 3/9 when she walks to the shop",
        "Seen at 11:32 with her husband",
        "3 of 9 visits were attended with gain",
        "Motor 5/5, page me with questions",
        "Fax the form to the plan",
        "Lake Clinic " + "x" * 160 + " P. 3/9",
    ],
)
def test_what_the_record_tells_is_no_furniture(line: str) -> None:
    """A rating, a time of day, a count of visits, a line too long for a stripe."""
    assert found(f"{line}\n{BODY}") == []


def test_a_stripe_in_the_middle_of_a_page_needs_the_makers_form() -> None:
    """Times beside "n/m" count at the edge of a page alone."""
    stripe = "03/04/2024 11:32 -> 5550134 003/009"
    assert found(f"{BODY}{stripe}\n{BODY}") == []
    assert found(f"{BODY}{BODY}{stripe}\n") == [(stripe, FurnitureKind.FAX)]


OTHERS = [
    BODY,
    "Therapy was begun in June.\nHe went twice a week.\nThe leg is no better.\nHe sleeps badly.\nHe drives a truck.\n",
    "The knee jerk is weak.\nShe cannot sit for long.\nGabapentin made her drowsy.\nSurgery was put off.\nShe swims.\n",
]
HEAD, FOOT = "LAKE SPINE CLINIC  MRN 10023", "Lake Spine Clinic, 12 Elm"


def test_a_head_or_a_foot_that_runs_is_furniture() -> None:
    """On three pages of three, not on two of them; on both of two; top and bottom are told apart."""
    pages = [f"{HEAD}\n{body}{body}{FOOT}" for body in OTHERS]
    assert found(*pages) == [(HEAD, FurnitureKind.HEADER), (FOOT, FurnitureKind.FOOTER)] * 3
    assert found(*pages[:2]) == [(HEAD, FurnitureKind.HEADER), (FOOT, FurnitureKind.FOOTER)] * 2
    assert found(*pages[:2], OTHERS[2]) == []


@pytest.mark.parametrize(
    "line", ["Lakeside Pain Clinic", "Confidential, for the recipient alone.", "printed by the spine center"]
)
def test_a_clinics_name_or_a_notice_that_runs_is_furniture(line: str) -> None:
    """Also where it is written like a sentence, or names what clinics treat."""
    assert found(*(f"{line}\n{body}" for body in OTHERS)) == [(line, FurnitureKind.HEADER)] * 3


@pytest.mark.parametrize(
    "line",
    [
        "Denies bowel change",
        "gabapentin 300 mg",
        "03/04/2024 Office note",
        "An MRI was done.",
        "Finished 12 weeks of PT at the spine center without relief.",
        "Denies bowel trouble; was seen in pain clinic in 2023.",
        "He was sent to the hospital by a friend.",
    ],
)
def test_a_line_that_tells_something_stays_however_often_it_comes(line: str) -> None:
    """Carried-forward findings, drugs and dated entries stand at the head of three pages and are read."""
    assert found(*(f"{line}\n{body}" for body in OTHERS)) == []


def test_a_head_with_the_day_of_its_document_runs_over_that_documents_pages_alone() -> None:
    """Three visits of three days under one name are three heads; the same day on three pages is one that runs."""
    days = ("01/02/2024", "02/03/2024", "03/04/2024")
    assert found(*(f"PRIMARY CARE VISIT {day}\n{body}" for day, body in zip(days, OTHERS, strict=True))) == []
    assert len(found(*(f"PRIMARY CARE VISIT {days[0]}\n{body}" for body in OTHERS))) == 3
