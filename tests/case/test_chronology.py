"""Which fact is newer: by real dates, else by the order of words inside one document, else not told."""

from collections.abc import Callable
from datetime import date

import pytest

from chartcase.case.case import Case
from chartcase.case.chronology import iso_days, months_between, newer, reference_day

MakeCase = Callable[..., Case]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2024-05-17", (date(2024, 5, 17), date(2024, 5, 17))),
        ("2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2024-12", (date(2024, 12, 1), date(2024, 12, 31))),
        ("2024", (date(2024, 1, 1), date(2024, 12, 31))),
        ("2024-13", None),
        ("XX/XX/XX", None),
        ("within 24 months", None),
    ],
)
def test_days_that_a_date_can_mean(text: str, days: tuple[date, date] | None) -> None:
    """A month or a year is all its days; a masked date is none."""
    assert iso_days(text) == days


def test_months_are_calendar_months() -> None:
    """Two years to the day are 24 months, whatever the leap days."""
    assert months_between(date(2023, 6, 30), date(2025, 6, 30)) == 24
    assert months_between(date(2023, 6, 29), date(2025, 6, 30)) > 24


def test_real_dates_decide_over_the_order_of_words(make_case: MakeCase) -> None:
    """The later date is newer though it is told first."""
    case = make_case([{"type": "score", "date": "2024-06-01"}, {"type": "score", "date": "2024-01-01"}])
    assert newer(case.facts[0], case.facts[1], case.sources) is True


def test_overlapping_dates_do_not_tell(make_case: MakeCase) -> None:
    """The year 2024 and its June may be either way round."""
    case = make_case([{"type": "score", "date": "2024"}, {"type": "score", "date": "2024-06"}])
    assert newer(case.facts[0], case.facts[1], case.sources) is None


def test_masked_dates_go_by_place_inside_one_document(make_case: MakeCase) -> None:
    """A history is told from old to new."""
    case = make_case([{"type": "score", "date": "XX/XX/XX"}, {"type": "score", "date": "XX/XX/XX"}])
    assert newer(case.facts[1], case.facts[0], case.sources) is True


def test_two_documents_of_a_packet_have_no_order(make_case: MakeCase) -> None:
    """Pages of a fax come in any order."""
    case = make_case([{"type": "score"}, {"type": "score"}])
    one, other = case.facts
    source = case.sources[0]
    cut = other.evidence[0].start
    documents = (
        source.documents[0].model_copy(update={"end": cut}),
        source.documents[0].model_copy(update={"start": cut, "end": cut + 1000}),
    )
    assert newer(other, one, (source.model_copy(update={"documents": documents}),)) is None


def test_the_day_of_the_question(make_case: MakeCase) -> None:
    """The request's own date, else the newest dated document, else none."""
    dated = make_case([{"type": "request", "date": "2024-06-01"}], document_date="2024-07-01")
    assert reference_day(dated.facts, dated.sources) == date(2024, 6, 1)
    document = make_case([{"type": "request"}], document_date="2024-07-01")
    assert reference_day(document.facts, document.sources) == date(2024, 7, 1)
    masked = make_case([{"type": "request", "date": "XX/XX/XX"}])
    assert reference_day(masked.facts, masked.sources) is None
