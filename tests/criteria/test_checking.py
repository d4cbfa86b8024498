"""The whole check: laws that must hold for any record, and what a result carries."""

import json
import random
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chartcase.case.case import Case
from chartcase.criteria.api import Assessment, Status, check, load_policy
from chartcase.fact import Grade

MakeCase = Callable[..., Case]
POLICIES = {
    name: load_policy(name)
    for name in ("payer_initial_lumbar", "payer_repeat_cervical", "odg_esi", "medicare_esi", "evicore_cmm200")
}
pure = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)

LUMBAR = [
    {"type": "request", "value": {"procedure": "transforaminal_esi", "region": "lumbar", "levels": ["L4-5"]}},
    {"type": "radicular_symptom", "value": {"limb": "lower", "side": "left", "below_knee": True}, "by": "patient"},
    {"type": "exam_finding", "value": {"kind": "motor", "result": "decreased", "muscle": "ehl"}},
    {"type": "imaging_finding", "value": {"level": "L4-5", "kind": "disc_herniation"}, "by": "radiology"},
    {"type": "physical_therapy", "value": {"weeks": 3, "response": "failed"}},
    {"type": "conservative_care", "value": {"modality": "unspecified"}, "assertion": "not_documented", "by": "ur"},
    {"type": "imaging_finding", "value": {"kind": "mass"}, "assertion": "absent", "grade": "implied", "by": "reviewer"},
    {"type": "prior_injection", "value": {"relief_percent": 60, "relief_weeks": 8}, "date": "2024-01-01"},
]
UNRELATED = [
    {"type": "demographics", "value": {"sex": "female", "age": 50}},
    {"type": "injury", "value": {"mechanism": "fall"}, "date": "XX/XX/XX"},
    {"type": "reviewer", "value": {"specialty": "orthopedic surgery", "years": 13}, "by": "iro"},
    {"type": "functional_limit", "value": {"activities": ["sitting"]}},
    {"type": "determination", "value": {"stage": "ur1", "outcome": "not_certified"}, "by": "ur"},
    {"type": "medication_trial", "value": {"drug": "levothyroxine", "class": "other"}},
]


def statuses(assessment: Assessment) -> dict[str, tuple[Status, Grade | None, str, tuple[str, ...], tuple[str, ...]]]:
    return {
        result.id: (result.status, result.grade, result.reason, result.supports, result.against)
        for result in assessment.criteria
    }


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("unrelated", UNRELATED, ids=lambda fact: fact["type"])
def test_an_unrelated_fact_changes_nothing(make_case: MakeCase, policy: str, unrelated: dict[str, object]) -> None:
    """Statuses, grades, reasons and facts stay the same."""
    before = check(make_case(LUMBAR), POLICIES[policy])
    after = check(make_case([*LUMBAR, unrelated]), POLICIES[policy])
    assert statuses(before) == statuses(after)


@pure
@given(policy=st.sampled_from(list(POLICIES)), seed=st.integers(0, 10_000))
def test_the_order_of_facts_does_not_matter(make_case: MakeCase, policy: str, seed: int) -> None:
    """The same facts in any order give the same results and the same list of what is missing."""
    case = make_case(LUMBAR)
    facts = list(case.facts)
    random.Random(seed).shuffle(facts)  # noqa: S311 - no secret
    shuffled = case.model_copy(update={"facts": tuple(facts)})
    before, after = check(case, POLICIES[policy]), check(shuffled, POLICIES[policy])
    assert before.criteria == after.criteria
    assert before.missing == after.missing


def test_the_order_of_documents_does_not_matter(make_case: MakeCase) -> None:
    """Two sources in either order."""
    case = make_case(LUMBAR)
    other = case.sources[0].model_copy(update={"name": "second.txt"})
    one = case.model_copy(update={"sources": (*case.sources, other)})
    two = case.model_copy(update={"sources": (other, *case.sources)})
    for policy in POLICIES.values():
        assert check(one, policy).criteria == check(two, policy).criteria


SUPPOSABLE = {
    "care.weeks": [0.0, 3.0, 4.0, 6.0, 20.0],
    "symptom.below_knee": [True, False],
    "imaging.age_months": [1.0, 24.0, 36.0],
    "imaging.concordant": [True, False],
    "risk.space_occupying": [True, False],
    "request.guidance": ["fluoroscopy", "ultrasound"],
}


@pure
@given(st.lists(st.sampled_from(sorted(SUPPOSABLE)), unique=True), st.data())
def test_learning_a_value_moves_a_status_only_where_logic_allows(
    make_case: MakeCase, names: list[str], data: st.DataObject
) -> None:
    """Values in place of unknowns: what was firmly met or not met without them stays so."""
    empty = make_case([LUMBAR[0]])
    policy = POLICIES["payer_initial_lumbar"]
    known = {name: data.draw(st.sampled_from(SUPPOSABLE[name])) for name in names}
    more = {name: data.draw(st.sampled_from(SUPPOSABLE[name])) for name in SUPPOSABLE if name not in known}
    before, after = check(empty, policy, overrides=known), check(empty, policy, overrides={**known, **more})
    for old, new in zip(before.criteria, after.criteria, strict=True):
        assert old.status not in {Status.MET, Status.NOT_MET} or new.status is old.status


@pure
@given(st.lists(st.sampled_from(LUMBAR), max_size=8, unique_by=lambda fact: str(fact)), st.sampled_from(list(POLICIES)))
def test_no_sentence_decides(make_case: MakeCase, facts: list[dict[str, object]], policy: str) -> None:
    """The checker's own words never deny or approve."""
    assessment = check(make_case(facts), POLICIES[policy])
    words = " ".join(
        [assessment.overall, *assessment.notes, *(result.reason for result in assessment.criteria)]
    ).lower()
    words += " ".join(item.why + item.ask for item in assessment.missing).lower()
    for word in ("deny", "denied", "denial", "approve", "approval", "medically necessary", "reject"):
        assert word not in words


def test_the_json_has_the_promised_keys(make_case: MakeCase) -> None:
    """For and against are lists of fact ids."""
    found = json.loads(check(make_case(LUMBAR), POLICIES["odg_esi"]).to_json())
    assert {"policy", "version", "criteria"} <= set(found)
    for result in found["criteria"]:
        assert {"id", "status", "grade", "reason", "for", "against", "ask"} <= set(result)
        assert all(name.startswith("f") for name in [*result["for"], *result["against"]])


def test_the_json_comes_back_as_it_was(make_case: MakeCase) -> None:
    """Round trip by either way of writing it."""
    assessment = check(make_case(LUMBAR), POLICIES["odg_esi"])
    assert Assessment.model_validate_json(assessment.to_json()) == assessment
    assert '"for"' in assessment.model_dump_json()


def test_every_status_carries_its_proof(make_case: MakeCase) -> None:
    """The tree's leaves cite the facts with quote, page and speaker, for and against."""
    assessment = check(make_case(LUMBAR), POLICIES["odg_esi"])
    proof = assessment.criterion("odg1_radiculopathy_on_exam_and_corroborated").proof
    assert proof is not None
    exam = proof.parts[0]
    assert exam.supports == ("f0003",)
    assert [(cited.quote, cited.page, cited.said_by.value) for cited in exam.citations] == [("words 3", 1, "treating")]


def test_for_and_against_stand_side_by_side(make_case: MakeCase) -> None:
    """Against a status facts are listed too."""
    facts = [*LUMBAR, {"type": "exam_finding", "assertion": "absent", "by": "iro"}]
    result = check(make_case(facts), POLICIES["odg_esi"]).criterion("odg1_radiculopathy_on_exam_and_corroborated")
    assert result.status is Status.UNDETERMINED
    assert result.conflict == ("f0003", "f0009")
    assert "IRO reviewer" in result.reason


def test_a_conflict_of_the_case_that_decides(make_case: MakeCase) -> None:
    """Believing one side meets the criterion and believing the other does not: undetermined, both named."""
    facts = [
        {"type": "physical_therapy", "value": {"weeks": 6, "response": "failed"}},
        {"type": "physical_therapy", "value": {"weeks": 2, "response": "failed"}, "by": "ur"},
    ]
    conflict = {"field": "physical_therapy.weeks", "facts": ["f0001", "f0002"], "values": ["6", "2"]}
    result = check(make_case(facts, [conflict]), POLICIES["payer_initial_lumbar"]).criterion("conservative_care_failed")
    assert result.status is Status.UNDETERMINED
    assert result.conflict == ("f0001", "f0002")
    assert "f0001" in result.reason
    assert "f0002" in result.reason


def test_a_conflict_that_decides_nothing_is_left_alone(make_case: MakeCase) -> None:
    """Six weeks or eight: both meet four."""
    facts = [
        {"type": "physical_therapy", "value": {"weeks": 6, "response": "failed"}},
        {"type": "physical_therapy", "value": {"weeks": 8, "response": "failed"}, "by": "ur"},
    ]
    conflict = {"field": "physical_therapy.weeks", "facts": ["f0001", "f0002"], "values": ["6", "8"]}
    result = check(make_case(facts, [conflict]), POLICIES["payer_initial_lumbar"]).criterion("conservative_care_failed")
    assert result.status is Status.MET


def test_an_attested_status_tells_its_strict_reading(make_case: MakeCase) -> None:
    """Met on a reviewer's word; strictly undetermined, and it says what rests on that word."""
    facts = [
        {"type": "prior_injection", "value": {"relief_percent": 70}},
        {"type": "prior_injection", "value": {"relief_weeks": 2}, "grade": "attested", "by": "reviewer"},
    ]
    result = check(make_case(facts), POLICIES["payer_repeat_cervical"]).criterion("prior_response")
    assert (result.status, result.grade) == (Status.MET, Grade.ATTESTED)
    assert result.strict_reading is not None
    assert result.strict_reading.status is Status.UNDETERMINED
    assert "lasted at least 2 weeks" in result.strict_reading.reason


@pytest.mark.parametrize("weak", [{"grade": "implied"}, {"doubtful": True}, {"assertion": "possible"}])
def test_weak_evidence_gives_at_most_likely(make_case: MakeCase, weak: dict[str, object]) -> None:
    """Implied, doubtfully read or only possible."""
    facts = [{"type": "radicular_symptom", "value": {"limb": "lower", "below_knee": True}, **weak}]
    result = check(make_case(facts), POLICIES["payer_initial_lumbar"]).criterion("radicular_pain")
    assert (result.status, result.grade) == (Status.LIKELY_MET, Grade.IMPLIED)


def test_weak_evidence_never_turns_firm_evidence(make_case: MakeCase) -> None:
    """An explicit denial stands against an implied finding."""
    facts = [
        {"type": "radicular_symptom", "value": {"limb": "lower", "below_knee": False}},
        {"type": "radicular_symptom", "value": {"limb": "lower", "below_knee": True}, "grade": "implied"},
    ]
    result = check(make_case(facts), POLICIES["payer_initial_lumbar"]).criterion("radicular_pain")
    assert result.status is Status.NOT_MET


def test_a_documents_own_disposition_stands_beside(make_case: MakeCase) -> None:
    """It is told and changes no status."""
    facts = [*LUMBAR, {"type": "determination", "value": {"stage": "iro", "outcome": "upheld"}, "by": "iro"}]
    assessment = check(make_case(facts), POLICIES["odg_esi"])
    assert [(said.fact, said.outcome) for said in assessment.dispositions] == [("f0009", "upheld")]


def test_a_hypothetical_outcome_is_no_disposition(make_case: MakeCase) -> None:
    """What would be necessary if something else came decides nothing."""
    facts = [{"type": "determination", "value": {"outcome": "necessary"}, "assertion": "hypothetical"}]
    assert check(make_case(facts), POLICIES["odg_esi"]).dispositions == ()


def test_where_was_looked(make_case: MakeCase) -> None:
    """Sources, pages, and pages that could not be read."""
    assessment = check(make_case(LUMBAR, unreadable=[2]), POLICIES["odg_esi"])
    assert [(found.source, found.pages, found.unreadable) for found in assessment.looked] == [("note.txt", 3, (2,))]
    assert any("page 2" in note for note in assessment.notes)


@pytest.mark.parametrize("policy", POLICIES)
def test_no_criterion_is_sure_while_a_question_about_the_record_is_open(make_case: MakeCase, policy: str) -> None:
    """Met becomes likely met, not met likely not met, what does not apply open; the reason says why."""
    case = make_case(LUMBAR)
    sure = check(case, POLICIES[policy])
    open_ = check(case.model_copy(update={"questions": ("Do all pages belong to one patient?",)}), POLICIES[policy])
    held = {
        Status.MET: Status.LIKELY_MET,
        Status.NOT_MET: Status.LIKELY_NOT_MET,
        Status.NOT_APPLICABLE: Status.UNDETERMINED,
    }
    assert [held.get(one.status, one.status) for one in sure.criteria] == [one.status for one in open_.criteria]
    told = [after for before, after in zip(sure.criteria, open_.criteria, strict=True) if before.status in held]
    assert told
    assert all("question" in result.reason for result in told)
    assert "Do all pages belong to one patient?" in open_.notes
