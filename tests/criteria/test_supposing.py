"""What if: a supposed value flips what logic lets it, and a slip is refused."""

from collections.abc import Callable

import pytest

from chartcase.case.case import Case
from chartcase.criteria.api import Status, check, load_policy
from chartcase.criteria.comparing import flips
from chartcase.criteria.supposing import settable
from chartcase.errors import SettingError
from chartcase.fact import Value

MakeCase = Callable[..., Case]
POLICY = load_policy("payer_initial_lumbar")
REQUEST = {"type": "request", "value": {"procedure": "interlaminar_esi", "region": "lumbar", "levels": ["L4-5"]}}


@pytest.mark.parametrize(
    ("name", "value", "criterion", "status"),
    [
        ("care.weeks", 6, "conservative_care_failed", Status.MET),
        ("care.weeks", 3, "conservative_care_failed", Status.NOT_MET),
        ("request.guidance", "fluoroscopy", "image_guidance", Status.MET),
        ("program_element.program", "present", "comprehensive_pain_program", Status.MET),
        ("risk.space_occupying", False, "serious_pathology_ruled_out", Status.MET),
        ("symptom.below_knee", True, "radicular_pain", Status.MET),
    ],
)
def test_one_value_flips_one_criterion(
    make_case: MakeCase, name: str, value: Value, criterion: str, status: Status
) -> None:
    """And no other."""
    case = make_case([REQUEST])
    found = flips(check(case, POLICY), check(case, POLICY, overrides={name: value}))
    assert [(flip.id, flip.before, flip.after) for flip in found] == [(criterion, Status.UNDETERMINED, status)]


def test_a_parameter_is_supposed_by_its_name(make_case: MakeCase) -> None:
    """Six weeks of care instead of four."""
    case = make_case([{"type": "physical_therapy", "value": {"weeks": 5, "response": "failed"}}])
    strict = check(case, POLICY, overrides={"params.care_weeks": 6})
    assert strict.criterion("conservative_care_failed").status is Status.NOT_MET
    assert strict.supposed == ("params.care_weeks = 6",)
    assert POLICY.params["care_weeks"].value == 4


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("care.week", 6, "care.weeks"),
        ("params.care_weeks", 99, "from 1 to 26"),
        ("params.care_weeks", "six", "a number"),
        ("nothing.like.it", 1, "has nothing named"),
    ],
)
def test_a_slip_is_refused(make_case: MakeCase, name: str, value: Value, said: str) -> None:
    """With what could have been meant."""
    with pytest.raises(SettingError, match=said):
        check(make_case([REQUEST]), POLICY, overrides={name: value})


def test_every_name_of_a_policy_can_be_supposed() -> None:
    """Quantities, facts' keys and parameters."""
    assert {"care.weeks", "request.guidance", "params.care_weeks", "program_element.program"} <= settable(POLICY)
