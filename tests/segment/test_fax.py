"""The sender's stripe in the forms that makers of fax machines write."""

import pytest

from chartcase.ingest.text import text_pages
from chartcase.record import FurnitureKind, Record
from chartcase.segment.fax import FaxLine, fax_lines, read_line
from chartcase.segment.furniture import furniture_of

STRIPES = [
    ("11/21/2026 09:14  FROM: HARBOR VIEW  FAX 555-0100  TO: INTAKE  P.003/045", "HARBOR VIEW", 3, 45),
    ("NOV-03-2024 14:22   From:SUMMIT ORTHO    5550100144     To:18005550199      P.3/45", "SUMMIT ORTHO", 3, 45),
    ("From: Summit Spine   Page: 3/45   Date: 11/3/2024 2:22:10 PM", "Summit Spine", 3, 45),
    ("11/03/2024 2:22 PM  (555) 010-0144 -> 18005550199   pg 3 of 45", None, 3, 45),
    ("Nov 3 2024 02:22pm   SUMMIT SPINE   5550100144   P003/045", "SUMMIT SPINE", 3, 45),
    ("To: Intake  Page 3 of 45  2024-11-03 14:22:10 (GMT)  5550100144  From: Summit Spine", "Summit Spine", 3, 45),
    ("Received: Nov 3 2024 02:22pm   Fax Station : SUMMIT SPINE   page 3", "SUMMIT SPINE", 3, None),
    ("11/03/24 14:22 FAX 555 010 0144   SUMMIT SPINE    [003/045]", "SUMMIT SPINE", 3, 45),
    ("FROM :SUMMIT SPINE   FAX NO. :5550100144   Nov. 03 2024 02:22PM P3", "SUMMIT SPINE", 3, None),
    ("MAR-12-2024(TUE) 14:22   SUMMIT SPINE   (FAX)555 010 0144   P. 003/045", "SUMMIT SPINE", 3, 45),
    ("11/3/2024 2:22:10 PM   PAGE  3/045   Fax Server", None, 3, 45),
    ("FROM: SUMMIT SPINE & PAIN   FAX (555) 010-0144   TO: PRECERT DEPT   PG 1/6", "SUMMIT SPINE & PAIN", 1, 6),
    ("FAX  from 555-0142  to Appeals Unit   pages 14   01/08/2024 16:22   p. 1", "555-0142", 1, None),
    ("11/21/2026 09:14  FROM: HARBOR VIEW  FAX 555-0100  TO: INTAKE  P.0037045", "HARBOR VIEW", 3, 45),
]  # fmt: skip


def of_page(*pages: str) -> tuple[Record, tuple[FaxLine, ...]]:
    text = "\f".join(pages)
    record = Record("fax.pdf", text, text_pages(text))
    return record, tuple(fax_lines(record, furniture_of(record)))


@pytest.mark.parametrize(("line", "sender", "number", "of"), STRIPES)
def test_a_stripe_is_furniture_with_fields(line: str, sender: str | None, number: int, of: int | None) -> None:
    """Sender and page are read, the line leaves the text, and a time is told where one stands."""
    record, found = of_page(f"{line}\nOFFICE VISIT\nBack pain for six weeks.\nNo numbness.\nPlan: MRI.\n")
    assert [(fax.sender, fax.number, fax.of) for fax in found] == [(sender, number, of)]
    assert [item.kind for item in furniture_of(record)] == [FurnitureKind.FAX]


@pytest.mark.parametrize(
    "line",
    [
        "SEEN AT 10:30 FOR FOLLOW-UP OF L4-5 PAIN 7/10",
        "Reflexes 2/4 at the knee",
        "FROM: Dr. Quint   TO: Dr. Adler",
        "BP 120/80  P 72",
        "03/04/2024 10:15 Office visit",
        "Time in 10:05, pulse 72, pain 4/10",
    ],
)
def test_a_line_of_a_note_is_no_stripe(line: str) -> None:
    """Times, ratios and names of a note stay in the text."""
    record, found = of_page(f"{line}\nBack pain for six weeks.\nNo numbness.\nPlan: MRI.\n")
    assert found == ()
    assert furniture_of(record) == ()


def test_time_and_recipient_are_told() -> None:
    """As they stand."""
    line = read_line("11/03/2024 14:22  FROM: SUMMIT SPINE  TO: REVIEW INTAKE  P.003/045", 9)
    assert (line.page, line.time, line.recipient) == (9, "11/03/2024 14:22", "REVIEW INTAKE")


def test_a_page_that_cannot_be_is_none() -> None:
    """Page nine of three is a misreading."""
    assert read_line("FROM: SUMMIT SPINE  P.009/003", 1).number is None


def test_the_fuller_of_two_stripes_is_taken() -> None:
    """A page faxed twice bears two."""
    _, found = of_page("FROM: A CLINIC  P.1/2\n11/03/2024 14:22  FROM: B CLINIC  TO: C INTAKE  P.002/009\nWords.\n")
    assert [fax.sender for fax in found] == ["B CLINIC"]
