"""Side by side and mirror: what changes the answer, and where document and checker differ."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chartcase.case.case import Case
from chartcase.criteria.api import Status, check, load_policy
from chartcase.criteria.comparing import differing, mirror, read_stated, side_by_side
from chartcase.criteria.policy import Topic
from chartcase.errors import FileMissing, RulesError

MakeCase = Callable[..., Case]
FIVE_WEEKS = [
    {"type": "request", "value": {"procedure": "interlaminar_esi", "region": "lumbar", "levels": ["L4-5"]}},
    {"type": "physical_therapy", "value": {"weeks": 5, "response": "failed"}},
]


def test_the_policy_that_asks_for_more_changes_the_answer(make_case: MakeCase) -> None:
    """Five weeks meet one payer's four and not another's six."""
    case = make_case(FIVE_WEEKS)
    rows = side_by_side(check(case, load_policy("payer_initial_lumbar")), check(case, load_policy("evicore_cmm200")))
    care = next(row for row in rows if row.topic is Topic.CARE)
    assert (care.first_status, care.second_status, care.changes) == (Status.MET, Status.NOT_MET, True)


def test_a_policy_beside_itself_changes_nothing(make_case: MakeCase) -> None:
    """No row changes."""
    found = check(make_case(FIVE_WEEKS), load_policy("odg_esi"))
    assert not any(row.changes for row in side_by_side(found, found))


def test_the_mirror_reads_reviewers_apart(make_case: MakeCase) -> None:
    """The examiner found a sign; the IRO reviewer says there is none."""
    facts = [
        {"type": "request", "value": {"procedure": "transforaminal_esi", "region": "lumbar", "roots": ["L5"]}},
        {"type": "exam_finding", "value": {"kind": "motor", "result": "decreased"}},
        {"type": "imaging_finding", "value": {"level": "L4-5", "nerve": "L5"}, "by": "radiology"},
        {"type": "exam_finding", "assertion": "absent", "by": "iro"},
        {"type": "determination", "value": {"stage": "iro", "outcome": "upheld"}, "by": "iro"},
    ]
    found = mirror(make_case(facts), load_policy("odg_esi"))
    rows = [(row.id, row.by_reviewers, row.by_record) for row in differing(found.rows)]
    assert rows == [("odg1_radiculopathy_on_exam_and_corroborated", Status.NOT_MET, Status.MET)]
    assert [said.outcome for said in found.dispositions] == ["upheld"]


def test_stated_statuses_are_compared_with_the_checkers(make_case: MakeCase) -> None:
    """Where the document writes a status, that is what counts."""
    stated = {"conservative_care_failed": Status.UNDETERMINED, "radicular_pain": Status.UNDETERMINED}
    found = mirror(make_case(FIVE_WEEKS), load_policy("payer_initial_lumbar"), stated)
    assert [row.id for row in differing(found.rows)] == ["conservative_care_failed"]


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("not_necessary", "do not contradict"),
        ("necessary", "the criteria are not met"),
        (None, "No document"),
    ],
)
def test_the_outcome_beside_the_statuses(make_case: MakeCase, outcome: str | None, said: str) -> None:
    """Told as a fact, with no word on what should have been decided."""
    facts = [{"type": "physical_therapy", "value": {"weeks": 1, "response": "failed"}}]
    if outcome:
        facts.append({"type": "determination", "value": {"outcome": outcome}, "by": "reviewer"})
    assert said in mirror(make_case(facts), load_policy("payer_initial_lumbar")).outcome


def test_a_gold_file_gives_the_stated_statuses(tmp_path: Path) -> None:
    """Its `criteria:` part; the policy's name and the overall outcome are left alone."""
    path = tmp_path / "a.gold.yaml"
    path.write_text(
        "document: a.txt\ncriteria:\n  policy: odg_esi\n  care: {status: MET, label_basis: stated}\n"
        "  overall: {determination: NECESSARY}\n",
        encoding="utf-8",
    )
    assert read_stated(path) == {"care": Status.MET}


def test_a_file_without_criteria_is_refused(tmp_path: Path) -> None:
    """And a missing one."""
    path = tmp_path / "a.yaml"
    path.write_text("facts: []\n", encoding="utf-8")
    with pytest.raises(RulesError):
        read_stated(path)
    with pytest.raises(FileMissing):
        read_stated(tmp_path / "none.yaml")
