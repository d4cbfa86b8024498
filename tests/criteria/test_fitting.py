"""Whether the policy is for this request at all, said beside the statuses."""

from collections.abc import Callable

import pytest

from chartcase.case.case import Case
from chartcase.criteria.api import check, load_policy

MakeCase = Callable[..., Case]


@pytest.mark.parametrize(
    ("policy", "value", "said"),
    [
        ("payer_initial_lumbar", {"procedure": "interlaminar_esi", "region": "cervical"}, "the request is cervical"),
        (
            "payer_initial_lumbar",
            {"procedure": "caudal_esi", "region": "lumbar", "ordinal": 2},
            "the request is repeat",
        ),
        ("payer_repeat_cervical", {"procedure": "caudal_esi", "region": "cervical", "phase": "repeat"}, None),
        ("payer_initial_lumbar", {"procedure": "interlaminar_esi", "region": "lumbar", "phase": "initial"}, None),
    ],
)
def test_a_misfit_is_told(make_case: MakeCase, policy: str, value: dict[str, object], said: str | None) -> None:
    """And a fit is not."""
    notes = check(make_case([{"type": "request", "value": value}]), load_policy(policy)).notes
    assert (notes == ()) if said is None else any(said in note for note in notes)


def test_a_record_without_a_request_is_told(make_case: MakeCase) -> None:
    """There is nothing to be checked for."""
    notes = check(make_case([]), load_policy("payer_initial_lumbar")).notes
    assert any("No request" in note for note in notes)


def test_unverified_figures_are_told(make_case: MakeCase) -> None:
    """A policy known from summaries says so."""
    notes = check(make_case([]), load_policy("medicare_esi")).notes
    assert any("unverified" in note for note in notes)


def test_an_open_question_of_the_case_is_told(make_case: MakeCase) -> None:
    """Two patients in one packet come before every status."""
    case = make_case([]).model_copy(update={"questions": ("Do these pages belong to one patient?",)})
    assert "Do these pages belong to one patient?" in check(case, load_policy("odg_esi")).notes
