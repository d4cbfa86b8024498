"""Laws of the report grammar: what is said of a finding is bound to that finding, wherever it stands."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from chartcase.fact import Assertion, Fact
from chartcase.flow import extract
from chartcase.record import Page, PageSource, Record

SEVERITIES = {"mild": "mild", "moderate": "moderate", "severe": "severe", "moderate to severe": "moderate_to_severe"}
NAMES = {"disc bulge": "disc_bulge", "facet arthropathy": "facet_arthropathy", "canal stenosis": "canal_stenosis"}
LEVELS = ["L1-2", "L2-3", "L3-4", "L4-5", "L5-S1"]
severities, sides = st.sampled_from(sorted(SEVERITIES)), st.sampled_from(["left", "right", "bilateral"])
names, levels = st.sampled_from(sorted(NAMES)), st.sampled_from(LEVELS)
few = settings(max_examples=25, deadline=None)


def found(words: str) -> list[Fact]:
    """The imaging findings of a report with these words, in order."""
    text = f"EXAM: MRI LUMBAR SPINE\n\nFINDINGS: {words}"
    record = Record("report.txt", text, (Page(1, 0, len(text), PageSource.TEXT),))
    return [fact for fact in extract(record).facts if fact.type == "imaging_finding"]


@few
@given(severities, sides, levels)
def test_adjectives_and_places_are_bound_before_and_behind(severity: str, side: str, level: str) -> None:
    """Severity, side and level come out the same whether the level leads, stands inside or ends the phrase."""
    for words in (
        f"At {level} there is {severity} {side} foraminal narrowing.",
        f"There is {severity} {side} {level} foraminal narrowing.",
        f"There is {severity} {side} foraminal narrowing at {level}.",
        f"{level}: {severity} {side} foraminal narrowing.",
    ):
        value = {"level": level, "kind": "foraminal_stenosis", "severity": SEVERITIES[severity], "side": side}
        assert [dict(fact.value) for fact in found(words)] == [value], words


@few
@given(st.lists(st.tuples(severities, names), min_size=2, max_size=3, unique_by=lambda pair: pair[1]), levels)
def test_each_finding_of_a_list_keeps_its_own_severity(pairs: list[tuple[str, str]], level: str) -> None:
    """In a list with sizes, each size stays with its noun and all share the level."""
    words = f"{level}: " + ", ".join(f"{severity} {name}" for severity, name in pairs) + "."
    read = {(str(fact.value["kind"]), str(fact.value["severity"]), str(fact.value["level"])) for fact in found(words)}
    assert read == {(NAMES[name], SEVERITIES[severity], level) for severity, name in pairs}


@few
@given(st.lists(levels, min_size=1, max_size=4, unique=True), names)
def test_a_list_of_levels_is_one_fact_a_level(chosen: list[str], name: str) -> None:
    """Every level named gives one fact, and each quotes its own level."""
    listed = " and ".join([", ".join(chosen[:-1]), chosen[-1]]) if len(chosen) > 1 else chosen[0]
    facts = found(f"There is a {name} at {listed}.")
    assert sorted(str(fact.value["level"]) for fact in facts) == sorted(chosen)
    assert all(str(fact.value["level"]) in fact.evidence[0].quote for fact in facts)


@few
@given(st.lists(names, min_size=2, max_size=3, unique=True), severities)
def test_a_denial_reaches_its_list_and_ends_at_the_next_size(denied: list[str], severity: str) -> None:
    """Each of "No a, b or c" is denied; a finding with a size behind it is there."""
    listed = ", ".join(denied[:-1]) + " or " + denied[-1]
    facts = found(f"L4-5: No {listed}, {severity} foraminal narrowing.")
    assert [fact.assertion for fact in facts] == [Assertion.ABSENT] * len(denied) + [Assertion.PRESENT]


@few
@given(st.text(alphabet="L45S- ,.;:()andorightmlevubgs", max_size=200))
def test_any_words_give_whole_quotes(words: str) -> None:
    """Whatever the words, a finding's quote is its span of the text."""
    for fact in found(words + " disc bulge"):
        assert re.search(r"\S", fact.evidence[0].quote)
        assert fact.evidence[0].end - fact.evidence[0].start == len(fact.evidence[0].quote)
