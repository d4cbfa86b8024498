"""The printed assessment: readable, and with the record's words only where they were asked for."""

from collections.abc import Callable

from chartcase.case.case import Case
from chartcase.criteria.api import check, load_policy, policies
from chartcase.criteria.comparing import flips, mirror, side_by_side
from chartcase.criteria.show import (
    assessment_lines,
    flip_lines,
    mirror_lines,
    policy_detail_lines,
    policy_lines,
    side_by_side_lines,
)

MakeCase = Callable[..., Case]
FACTS = [
    {
        "type": "request",
        "value": {"procedure": "transforaminal_esi", "region": "lumbar", "roots": ["L5"], "guidance": "fluoroscopy"},
        "quote": "CANARY request",
    },
    {"type": "exam_finding", "assertion": "absent", "by": "iro", "quote": "CANARY exam \x1b[31m"},
    {"type": "exam_finding", "assertion": "not_documented", "by": "ur", "quote": "CANARY lacking"},
    {"type": "determination", "value": {"outcome": "upheld"}, "by": "iro", "quote": "CANARY outcome"},
]


def printed(case: Case, *, quotes: bool = False) -> str:
    return "\n".join(assessment_lines(check(case, load_policy("odg_esi")), quotes=quotes))


def test_without_quotes_no_word_of_the_record_is_printed(make_case: MakeCase) -> None:
    """Who said it and on which page is enough."""
    shown = printed(make_case(FACTS))
    assert "CANARY" not in shown
    assert "the IRO reviewer, page 1" in " ".join(shown.split())


def test_with_quotes_each_test_shows_its_words(make_case: MakeCase) -> None:
    """For, against and not documented, with fact, source and page; control characters are escaped."""
    shown = " ".join(printed(make_case(FACTS), quotes=True).split())
    assert "for f0001 (the treating side, note.txt, page 1): “CANARY request”" in shown
    assert "against f0002" in shown
    assert "not documented f0003" in shown
    assert "\\x1b[31m" in shown
    assert "\x1b" not in shown


def test_status_words_and_what_to_ask(make_case: MakeCase) -> None:
    """Sign, word, title, reason, and the list of what to ask for."""
    shown = printed(make_case(FACTS))
    assert "✕ NOT MET: Radiculopathy, objective on examination and corroborated" in shown
    assert "✓ MET: Fluoroscopic guidance" in shown
    assert "? UNDETERMINED: Contrast for guidance" in shown
    assert "What to ask for, the most useful first:" in shown


def test_a_documents_decision_stands_apart(make_case: MakeCase) -> None:
    """With a heading that says so."""
    shown = printed(make_case(FACTS))
    assert "no part of the statuses above" in shown
    assert "- upheld (the IRO reviewer, note.txt, page 1)" in shown


def test_lines_fit_a_terminal(make_case: MakeCase) -> None:
    """100 columns, save headings with long ids."""
    lines = printed(make_case(FACTS), quotes=True).splitlines()
    assert all(len(line) <= 100 for line in lines if "[" not in line)


def test_two_policies_side_by_side(make_case: MakeCase) -> None:
    """Changed topics carry an asterisk and both reasons."""
    case = make_case(FACTS)
    first, second = check(case, load_policy("odg_esi")), check(case, load_policy("bcbs_ma_690"))
    shown = "\n".join(side_by_side_lines(first, second, side_by_side(first, second)))
    assert "* examination: A NOT_MET, B NOT_ASSESSED" in shown
    assert "B: has no such criterion" in shown


def test_flips_and_none(make_case: MakeCase) -> None:
    """What would stand differently, or that nothing would."""
    case, policy = make_case(FACTS), load_policy("odg_esi")
    before, after = check(case, policy), check(case, policy, overrides={"request.contrast": True})
    assert "Contrast for guidance: UNDETERMINED -> MET" in "\n".join(flip_lines(after.supposed, flips(before, after)))
    assert "no criterion would stand differently" in "\n".join(flip_lines(after.supposed, ()))


def test_the_mirror_is_printed(make_case: MakeCase) -> None:
    """With the number of differences."""
    shown = "\n".join(mirror_lines(mirror(make_case(FACTS), load_policy("odg_esi"))))
    assert "The document decided: upheld" in shown
    assert "differ on" in shown
    assert "CANARY" not in shown


def test_the_list_and_one_policy() -> None:
    """Every policy with payer and version; one with its tests, figures and sources."""
    listed = "\n".join(policy_lines(policies()))
    assert "medicare_esi" in listed
    detail = "\n".join(policy_detail_lines(load_policy("medicare_esi")))
    assert "params.relief_weeks = 13 weeks" in detail
    assert "unverified" in detail
