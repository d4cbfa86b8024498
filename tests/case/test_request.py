"""The request: which of several is under review, where, how, and whether it is a repeat."""

from collections.abc import Callable

import pytest

from chartcase.case import request
from chartcase.case.measured import Ground

MakeGround = Callable[..., Ground]


def asked(assertion: str = "present", **value: object) -> dict[str, object]:
    return {"type": "request", "value": value, "assertion": assertion}


def test_a_recommended_injection_counts_only_where_none_is_asked_for(ground: MakeGround) -> None:
    """A treating recommendation beside the request under review is history."""
    both = [asked(procedure="caudal_esi"), asked("recommended", procedure="transforaminal_esi")]
    assert request.requested_approach(ground(both)).value == "caudal"
    assert request.requested_approach(ground(both[1:])).value == "transforaminal"


def test_an_mri_that_is_asked_for_is_no_injection(ground: MakeGround) -> None:
    """Only epidurals are under review."""
    assert request.asked_for(ground([asked(procedure="mri", region="lumbar")])) == ()


@pytest.mark.parametrize(
    ("value", "region"),
    [
        ({"region": "cervical"}, "cervical"),
        ({"levels": ["L5-S1"]}, "lumbar"),
        ({"levels": ["C7-T1"]}, "cervical"),
        ({"roots": ["L2"]}, "lumbar"),
        ({"cpt": ["62323"]}, "lumbar"),
        ({"cpt": ["62321"]}, None),
    ],
)
def test_the_region_by_name_level_root_or_code(
    ground: MakeGround, value: dict[str, object], region: str | None
) -> None:
    """62321 stands for cervical and thoracic alike and names neither."""
    assert request.requested_region(ground([asked(procedure="interlaminar_esi", **value)])).value == region


def test_requests_that_differ_are_a_conflict(ground: MakeGround) -> None:
    """Left L2 and left L5: both facts are named."""
    facts = [
        asked(procedure="selective_nerve_root_block", roots=["L2"]),
        asked(procedure="selective_nerve_root_block", roots=["L5"]),
    ]
    assert request.requested_roots(ground(facts)).conflict == ("f0001", "f0002")


def test_the_count_of_levels_has_bounds(ground: MakeGround) -> None:
    """Two lines with one level each are one level told twice or two levels."""
    found = request.level_count(ground([asked(levels=["L3-4"]), asked(levels=["L4-5"])]))
    assert (found.low, found.high) == (1, 2)


@pytest.mark.parametrize(
    ("facts", "phase"),
    [
        ([asked(phase="initial")], "initial"),
        ([asked(ordinal=1)], "initial"),
        ([asked(ordinal=2)], "repeat"),
        ([asked(), {"type": "prior_injection", "value": {"procedure": "interlaminar_esi"}}], "repeat"),
        ([asked(), {"type": "prior_injection", "assertion": "absent"}], "initial"),
        ([asked()], None),
    ],
)
def test_first_or_repeat(ground: MakeGround, facts: list[dict[str, object]], phase: str | None) -> None:
    """As said, by number, by an earlier injection, by the denial of one; else not told."""
    assert request.phase(ground(facts)).value == phase


def test_a_first_injection_with_an_earlier_one_is_a_conflict(ground: MakeGround) -> None:
    """The record says both."""
    found = request.phase(ground([asked(ordinal=1), {"type": "prior_injection", "value": {"procedure": "caudal_esi"}}]))
    assert found.conflict == ("f0001", "f0002")


def test_another_block_beside_the_epidural(ground: MakeGround) -> None:
    """That it is for the same day is an inference; one that is only recommended is none."""
    esi, facet = asked(procedure="interlaminar_esi"), asked(procedure="facet_injection")
    assert request.other_block_same_day(ground([esi, facet])).value is None
    assert request.other_block_same_day(ground([esi, facet], lenient=True)).value is True
    recommended = asked("recommended", procedure="facet_injection")
    assert request.other_block_same_day(ground([esi, recommended], lenient=True)).value is None


def test_the_injection_of_the_day_is_no_earlier_one(ground: MakeGround) -> None:
    """The operative report of what is asked about, dated like the request, is not a prior injection."""
    today = {**asked(procedure="interlaminar_esi"), "date": "2024-03-01"}
    given = {"type": "prior_injection", "value": {"procedure": "interlaminar_esi"}, "date": "2024-03-01"}
    assert request.earlier_epidurals(ground([today, given])) == ()
    assert len(request.earlier_epidurals(ground([today, {**given, "date": "2024-02-29"}]))) == 1
