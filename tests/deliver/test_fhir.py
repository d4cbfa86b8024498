"""FHIR R4: well-formed questions, answers only where the record says, each with its origin."""

import importlib.util
import json
from pathlib import Path

import pytest

from chartcase.criteria.api import check, load_policy, policies
from chartcase.deliver.fhir import ORIGIN_URL, Origin, questionnaire, response

_SPEC = importlib.util.spec_from_file_location("casebook", Path(__file__).parents[1] / "criteria" / "casebook.py")
assert _SPEC is not None
assert _SPEC.loader is not None
casebook = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(casebook)

POLICY = load_policy("payer_initial_lumbar")
FACTS = [
    {"type": "request", "value": {"procedure": "interlaminar_esi", "region": "lumbar", "guidance": "fluoroscopy"}},
    {"type": "physical_therapy", "value": {"weeks": 2, "response": "failed"}},
    {"type": "risk", "value": {"kind": "space_occupying"}, "assertion": "absent", "grade": "implied"},
]
CASE = casebook.build_case(FACTS)
ASSESSMENT = check(CASE, POLICY)


def links(items: list[dict[str, object]]) -> list[str]:
    return [link for item in items for link in (item["linkId"], *links(item.get("item", [])))]


def answers(found: dict[str, object]) -> dict[str, dict[str, object]]:
    return {
        item["linkId"]: item["answer"][0]
        for group in found["item"]
        for item in group.get("item", [])
        if "answer" in item
    }


@pytest.mark.parametrize("policy", [policy.id for policy in policies()])
def test_every_policy_is_a_questionnaire(policy: str) -> None:
    """Unique links; a group a criterion; a yes-no question a test; what is not assessed is only displayed."""
    found = json.loads(questionnaire(load_policy(policy)).to_json())
    assert found["resourceType"] == "Questionnaire"
    assert found["status"] == "draft"
    assert len(links(found["item"])) == len(set(links(found["item"])))
    for item in found["item"]:
        assert item["type"] in {"group", "display"}
        assert all(question["type"] == "boolean" for question in item.get("item", []))
        assert (item["type"] == "display") == ("item" not in item)


def test_the_canonical_holds_no_blank() -> None:
    """A version told in words becomes one that a URI can carry."""
    found = json.loads(questionnaire(load_policy("odg_esi")).to_json())
    assert " " not in found["url"] + found["version"]


def test_answers_stand_only_where_the_record_says() -> None:
    """Yes to fluoroscopy, no to four weeks; what is implied or unknown is left to the person."""
    found = json.loads(response(POLICY, ASSESSMENT).to_json())
    assert found["status"] == "in-progress"
    given = {link: answer["valueBoolean"] for link, answer in answers(found).items()}
    assert given == {"image_guidance.1": True, "conservative_care_failed.1": False}


def test_the_response_fits_its_questionnaire() -> None:
    """Every link is one of the questions', and the canonical names url and version."""
    asked = json.loads(questionnaire(POLICY).to_json())
    found = json.loads(response(POLICY, ASSESSMENT).to_json())
    assert links(found["item"]) == links(asked["item"])
    assert found["questionnaire"] == f"{asked['url']}|{asked['version']}"


def test_each_answer_says_where_it_came_from() -> None:
    """Extracted and untouched, or corrected by a person."""
    for origins, code in (
        ({}, "auto-client"),
        ({"f0001": Origin.OVERRIDE}, "override"),
        ({"f0001": Origin.MANUAL}, "manual"),
    ):
        found = json.loads(response(POLICY, ASSESSMENT, origins=origins).to_json())
        extension = answers(found)["image_guidance.1"]["extension"][0]
        assert extension == {"url": ORIGIN_URL, "extension": [{"url": "source", "valueCode": code}]}


def test_a_contested_criterion_is_not_answered() -> None:
    """A conflict is the person's to decide."""
    facts = [FACTS[0], {"type": "request", "value": {"procedure": "interlaminar_esi", "guidance": "ultrasound"}}]
    found = json.loads(response(POLICY, check(casebook.build_case(facts), POLICY)).to_json())
    assert "image_guidance.1" not in answers(found)


def test_no_empty_field_is_written() -> None:
    """FHIR forbids null and empty lists."""
    text = response(POLICY, ASSESSMENT, authored="2026-01-01T00:00:00Z").to_json() + questionnaire(POLICY).to_json()
    assert "null" not in text
    assert "[]" not in text
