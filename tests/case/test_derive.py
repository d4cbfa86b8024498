"""Derived quantities: complete, with a reason where there is no value, and independent of the order of facts."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chartcase.case.case import Case
from chartcase.case.derive import MEASURES, derive
from chartcase.case.quantity import Quantity, derived

MakeCase = Callable[..., Case]
FACTS = [
    {"type": "request", "value": {"procedure": "transforaminal_esi", "levels": ["L4-5"], "laterality": "left"}},
    {"type": "radicular_symptom", "value": {"limb": "lower", "side": "left", "sites": ["great toe"]}, "by": "patient"},
    {"type": "physical_therapy", "value": {"weeks": 6, "response": "failed"}},
    {
        "type": "imaging_finding",
        "value": {"level": "L4-5", "kind": "disc_herniation", "side": "left"},
        "by": "radiology",
    },
    {"type": "exam_finding", "value": {"kind": "motor", "muscle": "ehl", "result": "decreased"}},
    {"type": "prior_injection", "value": {"relief_percent": 70, "relief_weeks": 8, "ordinal": 1}, "date": "2024-01-01"},
]


def test_every_quantity_is_there_with_a_value_or_a_reason(make_case: MakeCase) -> None:
    """Nothing is left out where nothing can be computed."""
    for facts in ([], FACTS):
        case = make_case(facts)
        found = derive(case.facts, case.sources)
        assert [quantity.name for quantity in found] == list(MEASURES)
        assert all(quantity.value is not None or quantity.why for quantity in found)


def test_a_full_record_gives_its_quantities(make_case: MakeCase) -> None:
    """The ones that a worksheet shows first."""
    case = make_case(FACTS)
    found = {quantity.name: quantity.value for quantity in derive(case.facts, case.sources)}
    assert found["care.weeks"] == 6
    assert found["imaging.concordant"] is True
    assert found["exam.roots"] == ("L5",)
    assert found["symptom.roots"] == ("L5",)
    assert found["injection.relief_percent"] == 70
    assert found["request.phase"] == "repeat"


def test_implied_and_doubtful_facts_carry_no_quantity(make_case: MakeCase) -> None:
    """They are for the lenient reading of the checker."""
    for weak in ({"grade": "implied"}, {"doubtful": True}, {"assertion": "possible"}):
        case = make_case([{**FACTS[2], **weak}])
        found = {quantity.name: quantity.value for quantity in derive(case.facts, case.sources)}
        assert found["care.weeks"] is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # the fixture is a pure function
@given(order=st.permutations(range(len(FACTS))))
def test_the_order_of_facts_does_not_matter(make_case: MakeCase, order: list[int]) -> None:
    """The same facts in another order give the same quantities, ids and all."""
    case = make_case(FACTS)
    shuffled = [case.facts[place] for place in order]
    assert derive(shuffled, case.sources) == derive(case.facts, case.sources)


def test_bounds_are_shown_as_a_reader_wants_them() -> None:
    """Exact, range, at least; a bare "at least nothing" is no value."""
    assert derived(Quantity("q", low=6, high=6)).value == 6
    shown = derived(Quantity("q", low=4, high=6)).value
    assert (shown.lo, shown.hi) == (4, 6)
    assert derived(Quantity("q", low=4)).value == 4
    assert derived(Quantity("q", low=0)).value is None
    assert Quantity("q", low=1, high=float("inf")).high is None


def test_one_nerve_well_and_a_root_ill(make_case: MakeCase) -> None:
    """No carpal tunnel and a C7 radiculopathy are a positive study; a reviewer's contrary word is a conflict."""
    positive = {"type": "electrodiagnostic", "value": {"result": "positive", "roots": ["C7"]}}
    negative = {"type": "electrodiagnostic", "value": {"result": "negative"}}

    def answer(facts: list[dict[str, object]]) -> object:
        case = make_case(facts)
        return {found.name: found.value for found in derive(case.facts, case.sources)}["emg.positive"]

    assert answer([positive, negative]) is True
    assert answer([negative]) is False
    assert answer([positive, {**negative, "by": "ur"}]) is None
