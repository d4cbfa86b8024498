"""The ledger: the latest injection counts, masked dates count nowhere, and a record may lack sessions."""

from collections.abc import Callable

import pytest

from chartcase.case import injections
from chartcase.case.measured import Ground

MakeGround = Callable[..., Ground]
REPEAT = {"type": "request", "value": {"procedure": "interlaminar_esi", "region": "lumbar", "phase": "repeat"}}


def given(date: str | None = None, **value: object) -> dict[str, object]:
    return {"type": "prior_injection", "value": {"procedure": "interlaminar_esi", **value}, "date": date}


def test_the_latest_injection_by_number(ground: MakeGround) -> None:
    """The second one's relief is taken, the best is kept beside it."""
    facts = [REPEAT, given(ordinal=1, relief_percent=80), given(ordinal=2, relief_percent=30)]
    assert injections.relief_percent(ground(facts)).low == 30
    assert injections.best_relief_percent(ground(facts)).low == 80


def test_the_latest_injection_by_date(ground: MakeGround) -> None:
    """Though it is told first."""
    facts = [REPEAT, given("2024-06-01", relief_percent=30), given("2024-01-01", relief_percent=80)]
    assert injections.relief_percent(ground(facts)).low == 30


def test_tellings_that_differ_stay_bounds(ground: MakeGround) -> None:
    """60 and 80 percent without a place are at least 60 and at most 80."""
    found = injections.relief_percent(ground([REPEAT, given(relief_percent=60), given(relief_percent=80)]))
    assert (found.low, found.high) == (60, 80)


def test_an_injection_of_another_region_is_another_story(ground: MakeGround) -> None:
    """A cervical one says nothing of a lumbar repeat."""
    facts = [REPEAT, given(levels=["C6-7"], relief_percent=90)]
    assert not injections.relief_percent(ground(facts)).known


def test_a_facet_injection_is_no_epidural(ground: MakeGround) -> None:
    """It stays out of the ledger."""
    facts = [REPEAT, {"type": "prior_injection", "value": {"procedure": "facet_injection", "relief_percent": 90}}]
    assert not injections.relief_percent(ground(facts)).known


def test_weeks_since_the_last_need_real_dates(ground: MakeGround) -> None:
    """Two real dates give weeks, a masked one gives none."""
    dated = [{**REPEAT, "date": "2024-03-01"}, given("2024-02-02")]
    assert injections.weeks_since_last(ground(dated)).low == 4
    masked = [{**REPEAT, "date": "2024-03-01"}, given("XX/XX/XX")]
    assert not injections.weeks_since_last(ground(masked)).known


def test_an_undated_injection_may_be_newer(ground: MakeGround) -> None:
    """With a numbered one of no date the interval is at most what the dated one gives."""
    facts = [{**REPEAT, "date": "2024-03-01"}, given("2024-02-02", ordinal=1), given(ordinal=2)]
    found = injections.weeks_since_last(ground(facts))
    assert (found.low, found.high) == (None, 4)


@pytest.mark.parametrize(
    ("date", "sessions"),
    [("2024-02-29", 2), ("2023-03-02", 2), ("2023-03-01", 1)],
)
def test_a_rolling_year(ground: MakeGround, date: str, sessions: int) -> None:
    """365 days back counts, 366 does not; the one asked for counts too."""
    facts = [{**REPEAT, "date": "2024-03-01"}, given(date)]
    found = injections.sessions_in_a_year(ground(facts, lenient=True))
    assert (found.low, found.high) == (sessions, sessions)


def test_a_record_may_lack_sessions(ground: MakeGround) -> None:
    """Firmly there is only a least number."""
    found = injections.sessions_in_a_year(ground([{**REPEAT, "date": "2024-03-01"}, given("2024-01-01")]))
    assert (found.low, found.high) == (2, None)


def test_a_first_injection_is_the_only_one(ground: MakeGround) -> None:
    """The request says that it is the first."""
    first = {"type": "request", "value": {"procedure": "interlaminar_esi", "ordinal": 1}}
    assert injections.sessions_in_a_year(ground([first])).high == 1
    assert injections.earlier_count(ground([first])).high == 0


def test_what_the_record_lacks_is_told(ground: MakeGround) -> None:
    """No injection, and one without this result, are different gaps."""
    assert injections.relief_weeks(ground([REPEAT])).why == "No earlier epidural injection is recorded."
    assert "not this result" in injections.relief_weeks(ground([REPEAT, given()])).why


def test_the_latest_injection_answers_for_function(ground: MakeGround) -> None:
    """The first helped, the second did not: no conflict, the second counts."""
    facts = [REPEAT, given(ordinal=1, function="improved"), given(ordinal=2, function="unchanged")]
    assert injections.function_improved(ground(facts)).value is False


def test_better_and_not_better_is_a_conflict(ground: MakeGround) -> None:
    """Both tellings are named."""
    found = injections.function_improved(ground([REPEAT, given(function="improved"), given(function="worse")]))
    assert found.conflict == ("f0002", "f0003")
