"""Policy files: what is there, and every slip with its line, its field and what to write."""

from pathlib import Path

import pytest

from chartcase.criteria.reading import load_policy, parse_policy, policies, policy_files
from chartcase.errors import FileMissing, PolicyMissing, RulesError

PLAIN = """\
id: plain
payer: A payer
title: A plain policy
version: "1"
applies_to: {regions: [lumbar]}
sources:
  - {id: page, title: The page, link: "https://example.org", standing: page}
params:
  care_weeks: {value: 4, unit: weeks, text: Shortest care, source: page, lowest: 1, highest: 26}
criteria:
  - id: care
    title: Conservative care
    topic: conservative care
    source: page
    test:
      all:
        - derived: care.weeks
          op: ge
          value: $care_weeks
          unit: weeks
          text: "care failed over {care_weeks} weeks"
          source: page
        - fact: request.guidance
          op: in
          value: [fluoroscopy]
          text: "fluoroscopy will be used"
          source: page
"""


def test_the_plain_policy_is_sound() -> None:
    """The starting point of every slip below."""
    assert parse_policy(PLAIN, Path("p/plain.yaml")).id == "plain"


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("op: ge", "op: gee", 18, "'ge'"),
        ("value: $care_weeks", "value: $care_week", 19, "write one of care_weeks"),
        ("derived: care.weeks", "derived: care.week", 17, "care.weeks"),
        ("fact: request.guidance", "fact: request.guidence", 23, "guidance"),
        ("fact: request.guidance", "fact: requests.guidance", 23, "request"),
        ("[fluoroscopy]", "[floroscopy]", 25, "fluoroscopy"),
        ("[fluoroscopy]", "fluoroscopy", 25, "a list"),
        ("unit: weeks\n          text", "unit: week\n          text", 20, "weeks"),
        ("          source: page\n        - fact", "          source: pag\n        - fact", 22, "write one of page"),
        ("id: plain", "id: plan", 1, "'plain'"),
        ("  - id: care\n", "  - id: care\n    idd: x\n", 12, "'idd'"),
        ("    topic: conservative care\n", "", 11, "add the field 'topic'"),
        ("      all:\n", "      al:\n", 16, "write exactly one of"),
        ("value: 4", "value: 40", 9, "from 1 to 26"),
        ("topic: conservative care", "topic: care", 13, "'conservative care'"),
        ("id: plain", "id: plain\nid: plain", 2, "stands twice"),
        ("payer: A payer", "payer: [", 4, "no YAML"),
    ],
)
def test_a_slip_is_told_with_line_and_advice(old: str, new: str, line: int, said: str) -> None:
    """The sentence names file, line and what to write instead."""
    assert old in PLAIN
    with pytest.raises(RulesError) as refused:
        parse_policy(PLAIN.replace(old, new, 1), Path("p/plain.yaml"))
    sentence = refused.value.sentence
    assert "p/plain.yaml" in sentence
    assert f"line {line}" in sentence
    assert said in sentence


def test_an_empty_file_is_told() -> None:
    """Nothing to compose."""
    with pytest.raises(RulesError, match="empty"):
        parse_policy("", Path("p/plain.yaml"))


def test_a_criterion_needs_a_test_or_a_reason() -> None:
    """Neither is a slip, and both are."""
    bare = PLAIN[: PLAIN.index("    test:")]
    with pytest.raises(RulesError, match="not_assessed"):
        parse_policy(bare, Path("p/plain.yaml"))
    with pytest.raises(RulesError, match="not_assessed"):
        parse_policy(PLAIN + "    not_assessed: because\n", Path("p/plain.yaml"))


def test_a_comparison_needs_a_number_key() -> None:
    """Guidance cannot be at least anything."""
    slip = PLAIN.replace("op: in\n          value: [fluoroscopy]", "op: ge\n          value: 3")
    with pytest.raises(RulesError, match="holds no number"):
        parse_policy(slip, Path("p/plain.yaml"))


def test_a_statement_needs_no_value() -> None:
    """A fact is present or not; there is nothing to compare."""
    slip = PLAIN.replace("op: in\n          value: [fluoroscopy]", "op: present\n          value: 3")
    with pytest.raises(RulesError, match="no value"):
        parse_policy(slip, Path("p/plain.yaml"))


def test_the_policies_of_the_installation() -> None:
    """Eight, each named after its file, each with sources for its figures."""
    found = policies()
    assert [policy.id for policy in found] == [path.stem for path in policy_files()]
    assert {policy.id for policy in found} >= {
        "payer_initial_lumbar",
        "payer_initial_cervical_4wk",
        "payer_repeat_cervical",
        "payer_cervical_6wk",
        "odg_esi",
        "medicare_esi",
        "evicore_cmm200",
        "bcbs_ma_690",
    }


def test_codes_stand_without_descriptors() -> None:
    """CPT descriptors are copyrighted: a policy file holds only the numbers."""
    for path in policy_files():
        assert all(len(code) == 5 and code.isdigit() for code in load_policy(path).applies_to.cpt)


def test_a_policy_by_its_file_and_by_its_id() -> None:
    """Both ways lead to the same."""
    path = policy_files()[0]
    assert load_policy(path) == load_policy(path.stem)


def test_an_unknown_policy_names_its_neighbours() -> None:
    """A slip of the pen is shown what it may have meant."""
    with pytest.raises(PolicyMissing, match="odg_esi"):
        load_policy("odg_es")


def test_a_missing_file_is_told() -> None:
    """By its name, not as a policy."""
    with pytest.raises(FileMissing):
        load_policy("nowhere.yaml")
