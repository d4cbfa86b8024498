"""What to ask for: first what settles the most, and nothing for what is known."""

from collections.abc import Callable

from chartcase.case.case import Case
from chartcase.criteria.api import check, load_policy

MakeCase = Callable[..., Case]
REQUEST = {"type": "request", "value": {"procedure": "interlaminar_esi", "region": "lumbar", "levels": ["L4-5"]}}


def test_the_item_that_settles_the_most_comes_first(make_case: MakeCase) -> None:
    """The number of the injection decides three ODG criteria at once."""
    missing = check(make_case([REQUEST]), load_policy("odg_esi")).missing
    assert [item.settles for item in missing] == sorted((item.settles for item in missing), reverse=True)
    assert missing[0].settles >= 2
    assert set(missing[0].criteria) >= {"odg4_first_block", "odg7_therapeutic_phase_response"}


def test_nothing_is_asked_for_what_is_known(make_case: MakeCase) -> None:
    """Met and not met criteria ask for nothing."""
    facts = [
        {"type": "physical_therapy", "value": {"weeks": 6, "response": "failed"}},
        {"type": "radicular_symptom", "value": {"limb": "lower", "below_knee": False}},
    ]
    assessment = check(make_case(facts), load_policy("payer_initial_lumbar"))
    asked = {name for item in assessment.missing for name in item.criteria}
    assert not asked & {"conservative_care_failed", "radicular_pain"}
    assert assessment.criterion("radicular_pain").ask is None


def test_a_likely_status_still_asks(make_case: MakeCase) -> None:
    """An explicit statement would settle it."""
    facts = [{"type": "risk", "value": {"kind": "space_occupying"}, "assertion": "absent", "grade": "implied"}]
    assessment = check(make_case(facts), load_policy("payer_initial_lumbar"))
    assert any("serious_pathology_ruled_out" in item.criteria for item in assessment.missing)


def test_the_same_request_is_one_item(make_case: MakeCase) -> None:
    """Two criteria that want the follow-up notes share one line."""
    missing = check(make_case([REQUEST]), load_policy("payer_repeat_cervical")).missing
    asks = [item.ask for item in missing]
    assert len(asks) == len(set(asks))
    shared = next(item for item in missing if "percent of relief" in item.ask)
    assert set(shared.criteria) == {"prior_response", "prior_relief_pct"}


def test_the_reason_to_ask_names_what_is_open(make_case: MakeCase) -> None:
    """In the policy's own figures."""
    missing = check(make_case([REQUEST]), load_policy("payer_initial_lumbar")).missing
    assert any("at least 4 weeks" in item.why for item in missing)
